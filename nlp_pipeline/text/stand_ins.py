"""Shorten a sentence before the parser: one word for each name, no brackets that only explain.

A parser that has seen few names takes "IL-1R8" for three words that may hang anywhere, and the
verb behind "β-adrenergic receptor (βAR)" for its head noun. Each name of several words is replaced
by one name that the parser knows, of its kind; its parse then holds for the last word of the name,
and the words before it hang on that one. Names of one word stay. A bracket that holds another
form of the name before it, or no name at all ("(Fig. 1)", "(330-fold)"), is left out and hangs on
the word before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
from spacy.attrs import LOWER, ORTH, SPACY
from spacy.strings import StringStore
from spacy.symbols import NOUN, PUNCT
from spacy.tokens import Doc, Span, Token

from nlp_pipeline.annotations import MentionSpan, get_mentions_in

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

TAG, POS, LEMMA, DEP, HEAD = range(5)
"""Columns of a parse, as :func:`spread_parse` reads and writes it."""

_PARTING: Final = frozenset({",", ".", ";", ":"})
LONGEST_BRACKET: Final = 8
"""Tokens between the two signs of a bracket that is left out."""


@dataclass(frozen=True, slots=True)
class ShortSentence:
    """A sentence with one word for each of its names.

    Attributes:
        words: Numbers of the words and whether a blank follows each, a row each.
        at: Which token of the whole sentence each word stands at, counted from its start.
        owners: The token that each token of the whole sentence hangs on; a kept one on itself.
        others: The tokens that end another form of a name: "βAR" of "β-adrenergic receptor (βAR)".
    """

    words: Rows
    at: Rows
    owners: Rows
    others: frozenset[int] = frozenset()

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
    """Return a sentence with one word for each of its names, and without what only explains."""
    words = cast("Any", sentence).to_array([ORTH, SPACY])  # spaCy's types lack it
    owners = np.arange(len(words))
    mentions = get_mentions_in(sentence)
    others = frozenset(_leave_out_brackets(sentence, mentions, owners))
    strings, used = sentence.doc.vocab.strings, dict[Sequence[str], int]()
    for start, end, stand_ins in _names_of(sentence, mentions):
        if owners[end - 1] == end - 1:
            turn = used.get(stand_ins, 0)
            used[stand_ins] = turn + 1
            words[end - 1, 0] = strings.add(stand_ins[turn % len(stand_ins)])
        owners[start : end - 1] = end - 1
    at = np.flatnonzero(owners == np.arange(len(words)))
    return ShortSentence(words[at], at, owners, others)


def _names_of(
    sentence: Span, mentions: Sequence[MentionSpan]
) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Yield start and end within the sentence of each name to replace, and what may replace it."""
    free = sentence.start
    for mention in mentions:
        stand_ins = STAND_INS.get(mention.type)
        end = min(_end_of_name(mention, sentence.doc), sentence.end)
        if stand_ins and mention.start_token >= free and end - mention.start_token > 1:
            yield mention.start_token - sentence.start, end - sentence.start, stand_ins
            free = end


def _end_of_name(mention: MentionSpan, doc: Doc) -> int:
    end = mention.end_token
    if mention.type in _HEADED:
        while end > mention.start_token and doc[end - 1].is_alpha and doc[end - 1].is_lower:
            end -= 1
    return end


def _leave_out_brackets(
    sentence: Span, mentions: Sequence[MentionSpan], owners: Rows
) -> Iterator[int]:
    """Let brackets hang on the word before them; yield where another form of a name ends."""
    starts = {m.start_token: m for m in mentions}
    ends = {m.end_token: m for m in mentions}
    within = {i for m in mentions for i in range(m.start_token, m.end_token)}
    first, open_at = sentence.start, -1
    for token in sentence:
        if token.text == "(":
            open_at = token.i
            continue
        if token.text != ")" or open_at <= first or token.i - open_at > LONGEST_BRACKET + 1:
            continue
        opening, open_at = open_at, -1
        inside = range(opening + 1, token.i)
        name = starts.get(opening + 1)
        if not _stands_apart(sentence, opening, token.i):
            continue
        if name is not None and name.end_token == token.i:
            before = ends.get(opening)
            if before is None or before.label != name.label:
                continue
            owners[opening - first : token.i + 1 - first] = opening - 1 - first
            owners[name.start_token - first : token.i - first] = token.i - 1 - first
            owners[token.i - 1 - first] = opening - 1 - first
            yield token.i - 1 - first
        elif within.isdisjoint(inside) and opening not in within:
            owners[opening - first : token.i + 1 - first] = opening - 1 - first


def _stands_apart(sentence: Span, opening: int, closing: int) -> bool:
    """Tell whether a bracket is parted from the words around it, unlike in "PI(3)K", "(IL)-1".

    The letter of a panel parts what stands around it: "overview (B) Phosphorylation".
    """
    doc = sentence.doc
    if closing == opening + 2 and len(doc[opening + 1]) == 1 and doc[opening + 1].is_alpha:
        return False
    parted = closing + 1 >= sentence.end or bool(doc[closing].whitespace_)
    return bool(doc[opening - 1].whitespace_) and (parted or doc[closing + 1].text in _PARTING)


def spread_parse(parse: Rows, short: ShortSentence, sentence: Span) -> Rows:
    """Return the parse of a short sentence as that of the whole one.

    Args:
        parse: A row for each word: tag, part of speech, lemma, label, head relative to the word.
        short: What was parsed.
        sentence: The sentence that it stands for.

    Returns:
        A row for each token of the sentence. The words within a name hang on its last one.
    """
    if len(short.at) == len(sentence):
        return parse
    inner, sign, other = _rows_left_out(sentence.doc.vocab.strings)
    plural = sentence.doc.vocab.strings.add("NNS")
    lower = cast("Any", sentence).to_array([LOWER])
    whole = np.empty((len(sentence), 5), dtype="uint64")
    whole[short.at] = parse
    heads = parse[:, HEAD].astype("int64") + np.arange(len(parse))
    whole[short.at, HEAD] = (short.at[heads] - short.at).astype("uint64")
    owners = short.owners.tolist()
    for i, owner in enumerate(owners):
        if owner == i:
            continue
        named = owner > i
        whole[i] = (
            other if i in short.others else inner if named and _is_word(sentence[i]) else sign
        )
        whole[i, LEMMA] = lower[i]
        whole[i, HEAD] = np.int64(owner - i).astype("uint64")
        if named:
            whole[owner, LEMMA] = lower[owner]
            if _is_plural(sentence[owner]):
                whole[owner, TAG] = plural
    return whole


def _is_word(token: Token) -> bool:
    return bool(token.is_alpha) or len(token) > 1


def _is_plural(token: Token) -> bool:
    return (
        bool(token.is_lower and token.is_alpha)
        and token.text[-2:-1] not in "sui"
        and (token.text.endswith("s"))
    )


def _rows_left_out(strings: StringStore) -> tuple[list[int], list[int], list[int]]:
    """Return the rows, but for lemma and head, of a word in a name, a sign, another name."""
    noun, sign, punct = strings.add("NN"), strings.add("HYPH"), strings.add("punct")
    return (
        [noun, NOUN, 0, strings.add("compound"), 0],
        [sign, PUNCT, 0, punct, 0],
        [noun, NOUN, 0, strings.add("appos"), 0],
    )
