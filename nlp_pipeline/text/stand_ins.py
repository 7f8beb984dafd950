"""Let a name of several words stand as one word before the parser.

A parser that has seen few names takes "IL-1R8" for three words that may hang anywhere, and the
verb behind "β-adrenergic receptor" for its head noun. Each such name is replaced by one name that
the parser knows, of its kind; its parse then holds for the last word of the name, and the words
before it hang on that one. Names of one word stay, but for those that are words of grammar too:
"NO". So too of an adverb such as "dose-dependently" the parser sees the last word alone, and
"knockdown" for "knock-down".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
from spacy.attrs import LOWER, ORTH, SPACY
from spacy.strings import StringStore, get_string_id
from spacy.symbols import NOUN, PUNCT
from spacy.tokens import Doc, Span, Token

from nlp_pipeline.annotations import MentionSpan, get_mentions_in
from nlp_pipeline.text.tokenizer import DASHES

Rows = np.ndarray[Any, Any]
"""Numbers of the spaCy vocabulary, a row for each token."""

GENES: Final = ("EGFR", "AKT", "MYC", "STAT3", "ERK", "JNK", "SRC", "BAX")
DRUGS: Final = ("gefitinib", "erlotinib", "cisplatin", "imatinib", "trastuzumab")
CHEMICALS: Final = ("glucose", "cholesterol", "calcium", "insulin")
STAND_INS: Final[Mapping[str, Sequence[str]]] = {
    "Gene": GENES,
    "Family": GENES,
    "MicroRNA": GENES,
    "Variant": GENES,
    "Pathway": GENES,
    "DrugClass": GENES,
    "Drug": DRUGS,
    "Chemical": CHEMICALS,
}
"""What stands for a name of each type, in turn within a sentence; names of other types stay."""

_HEADED: Final = frozenset({"Pathway", "DrugClass"})
"""Types whose names end in a common noun, which stays: "PI3K/AKT signaling pathway"."""

_ADVERB_NUMBERS: Final = tuple(map(get_string_id, ("dependently", "independently")))
"""Numbers of the words that end an adverb of several: "dose-dependently"."""

_KNOCKED: Final = {get_string_id("down"): "knockdown", get_string_id("out"): "knockout"}
"""Numbers of the words that end "knock-down" and "knock-out", and how both are written as one."""

_LAST_WORDS: Final = (*_ADVERB_NUMBERS, *_KNOCKED)

TAG, POS, LEMMA, DEP, HEAD = range(5)
"""Columns of a parse, as :func:`spread_parse` reads and writes it."""


@dataclass(frozen=True, slots=True)
class ShortSentence:
    """A sentence with one word for each of its names.

    Attributes:
        words: Numbers of the words and whether a blank follows each, a row each.
        last: For each word, which token of the whole sentence it stands at, counted from its
            start: the last one of a name.
    """

    words: Rows
    last: Rows

    @property
    def key(self) -> bytes:
        """The words and blanks, to tell equal ones."""
        return bytes(self.words.tobytes())

    def build_doc(self, sentence: Span) -> Doc:
        """Return a bare Doc of the words, one sentence to the parser."""
        starts: list[bool | int | None] = [i == 0 for i in range(len(self.words))]
        return Doc(
            sentence.doc.vocab,
            words=self.words[:, 0].tolist(),
            spaces=self.words[:, 1].astype(bool).tolist(),
            sent_starts=starts,
        )


def shorten(sentence: Span) -> ShortSentence:
    """Return a sentence with one word for each of its names and adverbs of several words."""
    words = cast("Any", sentence).to_array([ORTH, SPACY])  # spaCy's types lack it
    last = np.arange(len(words))
    names = list(_names_of(sentence))
    dashed = [
        (start, end)
        for end in np.flatnonzero(np.isin(words[:, 0], _LAST_WORDS)).tolist()
        if (start := _start_of_dashed(sentence, end)) < end
    ]
    if not (names or dashed):
        return ShortSentence(words, last)
    strings, used = sentence.doc.vocab.strings, dict[Sequence[str], int]()
    kept = np.ones(len(words), dtype=bool)
    for start, end in dashed:
        kept[start:end] = False
        if whole := _KNOCKED.get(int(words[end, 0])):
            words[end, 0] = strings.add(whole)
    for start, end, stand_ins in names:
        turn = used.get(stand_ins, 0)
        used[stand_ins] = turn + 1
        words[end - 1, 0] = strings.add(stand_ins[turn % len(stand_ins)])
        kept[start : end - 1] = False
    return ShortSentence(words[kept], last[kept])


def _start_of_dashed(sentence: Span, end: int) -> int:
    """Return where "dose-dependently" or "knock-down" begins whose last word stands at ``end``."""
    if end < 2 or sentence[end - 1].text not in DASHES:
        return end
    first = sentence[end - 2]
    knocked = sentence[end].orth in _KNOCKED
    return end - 2 if (first.lower_ == "knock" if knocked else first.is_lower) else end


def _names_of(sentence: Span) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Yield start and end within the sentence of each name to replace, and what may replace it."""
    free = sentence.start
    for mention in get_mentions_in(sentence):
        stand_ins = STAND_INS.get(mention.type)
        end = min(_end_of_name(mention, sentence.doc), sentence.end)
        first = sentence.doc[mention.start_token]
        unclear = end - mention.start_token > 1 or (first.is_stop and len(first) > 1)
        if stand_ins and mention.start_token >= free and unclear:
            yield mention.start_token - sentence.start, end - sentence.start, stand_ins
            free = end


def _end_of_name(mention: MentionSpan, doc: Doc) -> int:
    end = mention.end_token
    if mention.type in _HEADED:
        while end > mention.start_token and doc[end - 1].is_alpha and doc[end - 1].is_lower:
            end -= 1
    return end


def spread_parse(parse: Rows, short: ShortSentence, sentence: Span) -> Rows:
    """Return the parse of a short sentence as that of the whole one.

    Args:
        parse: A row for each word: tag, part of speech, lemma, label, head relative to the word.
        short: What was parsed.
        sentence: The sentence that it stands for.

    Returns:
        A row for each token of the sentence. The words within a name hang on its last one.
    """
    if len(short.last) == len(sentence):
        return parse
    strings = sentence.doc.vocab.strings
    inner, dash = _inner_rows(strings)
    plural = strings.add("NNS")
    lower = cast("Any", sentence).to_array([LOWER]).ravel().tolist()
    whole = np.empty((len(sentence), 5), dtype="uint64")
    first = 0
    for row, last in zip(parse, short.last.tolist(), strict=True):
        whole[last] = row
        for i in range(first, last):
            whole[i] = inner if sentence[i].is_alpha or len(sentence[i]) > 1 else dash
            whole[i, LEMMA] = lower[i]
            whole[i, HEAD] = last - i
        if first < last:
            whole[last, LEMMA] = lower[last]
            if _is_plural(sentence[last]):
                whole[last, TAG] = plural
        first = last + 1
    heads = parse[:, HEAD].astype("int64") + np.arange(len(parse))
    whole[short.last, HEAD] = (short.last[heads] - short.last).astype("uint64")
    return whole


def _is_plural(token: Token) -> bool:
    common = bool(token.is_lower and token.is_alpha)
    return common and token.text.endswith("s") and token.text[-2:-1] not in "sui"


def _inner_rows(strings: StringStore) -> tuple[list[int], list[int]]:
    """Return the rows of a word and of a sign within a name, but for lemma and head."""
    noun, sign = strings.add("NN"), strings.add("HYPH")
    compound, punct = strings.add("compound"), strings.add("punct")
    return [noun, NOUN, 0, compound, 0], [sign, PUNCT, 0, punct, 0]
