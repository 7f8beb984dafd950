"""Short forms and what they stand for: ``long form (SHORT)`` and caption legends.

The match between letters and words is the algorithm of Schwartz and Hearst (2003) as scispaCy
implements it. scispaCy's component looks for it in ``long form (SHORT)`` only, in one token; the
figure captions of the field end in legends ("PTEN: phosphatase and tensin homolog; FAs: fatty
acids"), and short forms hold hyphens ("NF-κB"). Finding the candidates is therefore done here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scispacy.abbreviation import find_abbreviation
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp_pipeline.annotations import Abbreviation, set_abbreviations, set_legend
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.text.strings import text_of

FACTORY: Final = "nlp_pipeline_abbreviations"

_MAX_INNER_TOKENS: Final = 14
_CLAUSE_ENDS: Final = frozenset({".", ";", ":", ",", "(", ")", "[", "]", "?", "!"})
_SHORT: Final = re.compile(r"[^\W_][^\s()\[\];:,=]{1,11}")
_ARTICLES: Final = frozenset({"a", "an", "the", "of", "and", "or", "by", "with", "in", "as"})
_CLAUSE_WORDS: Final = frozenset(
    {"that", "which", "by", "can", "with", "from", "either", "than", "is", "are", "was", "were"}
    | {
        "activates",
        "inhibits",
        "binds",
        "induces",
        "stimulates",
        "promotes",
        "suppresses",
        "blocks",
    }
    | {"phosphorylates", "regulates", "enhances", "increases", "decreases", "causes", "encodes"}
)
"""Words that stand in clauses and in no long form."""

_ROMAN: Final = re.compile(r"[IVX]+")
_HYPHENS: Final = "-‐‑–"

_ENTRY: Final = re.compile(
    r"""
    (?<!\S)(?:(?<=^)|(?<=[;.,:(]\s)|(?<=\band\s))
    (?P<short>[^\W_][^\s()\[\];:,=]{1,11})
    (?P<link>\s?:\s|\s?=\s?|,\s)
    (?P<long>[^\W\d_][^;:=.()]{2,100}?|\d[^;:=.()]{3,100}?)
    (?=\s?[;.)]|\s?$|,\s(?:and\s)?[^\W_][^\s()\[\];:,=]{1,11}(?:\s?[:=]|,)\s)
    """,
    re.VERBOSE,
)
_HEADING: Final = re.compile(r"\babbreviations?\b[^.:;]{0,20}:?\s*$", re.IGNORECASE)
_AFTER_LEGEND: Final = re.compile(r"[^ .]")
_HEADING_LENGTH: Final = 64
"""No shorter than what it matches; without it each legend has the whole text before it read."""
_LEAST_SPELLED: Final = 4
"""Definitions that a sentence must have that does nothing but define."""

_SEPARATOR: Final = re.compile(r"\s*(?:[;.,]\s*)?(?:and\s+)?")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One candidate ``SHORT: long`` of a legend, in characters."""

    short: str
    start_char: int
    end_char: int
    long_start_char: int
    link: str
    true: bool


def is_short_form(text: str) -> bool:
    """Say whether a text has the shape of an abbreviation.

    Examples:
        >>> [is_short_form(t) for t in ("EMT", "NF-κB", "4EBP1", "see", "A", "10%", "VI")]
        [True, True, True, False, False, False, False]
    """
    if not _SHORT.fullmatch(text) or _ROMAN.fullmatch(text) or text[-1] in ".%":
        return False
    return any(c.isupper() for c in text)


def matching_words(short: str, words: list[str], vocab: Vocab) -> int | None:
    """Find where the long form of ``short`` begins in the words that stand before it.

    Args:
        short: The short form.
        words: The words from which the long form may be taken; it ends with the last.
        vocab: Vocabulary for the working Doc.

    Returns:
        Index of the long form's first word, or None where the letters do not match.
    """
    folded = [name_key(word) or word for word in words]
    short_key = name_key(short)
    if not words or len(short_key) < 2:
        return None
    doc = Doc(vocab, words=[*folded, short_key], spaces=[True] * (len(words) + 1))
    _, long = find_abbreviation(doc[: len(words)], doc[len(words) :])
    if long is None:
        return None
    start = int(long.start)
    text = " ".join(words[start:])
    too_long = sum(word.isalnum() for word in words[start:]) > len(short_key) + 3
    if too_long or not _CLAUSE_WORDS.isdisjoint(words[start:]):
        return None
    shorter = len(name_key(text)) < 2 * len(short_key) and len(words) - start < 2
    if shorter or short in words[start:] or len(name_key(text)) <= len(short_key):
        return None
    return start


def find_definitions(doc: Doc) -> tuple[Abbreviation, ...]:
    """Find ``long form (SHORT)`` and ``SHORT (long form)``; needs tokens only."""
    found: dict[str, Abbreviation] = {}
    for open_token, close_token in _parentheses(doc):
        definition = _short_inside(doc, open_token, close_token) or _long_inside(
            doc, open_token, close_token
        )
        if definition is not None:
            found.setdefault(definition.short, definition)
    return tuple(found.values())


def find_legend(doc: Doc) -> tuple[tuple[Abbreviation, ...], tuple[tuple[int, int], ...]]:
    """Find the caption legends ``SHORT: long; SHORT2, long2; SHORT3 = long3``.

    A legend is a run of at least two true entries with at most as many doubtful ones between
    them, or one entry after the word "Abbreviations" or in a sentence of its own at the end.

    Returns:
        The definitions, and the half-open token spans of the legends.
    """
    abbreviations: list[Abbreviation] = []
    stretches: list[tuple[int, int]] = []
    text = text_of(doc)
    for run in _runs(text, _entries(doc, text)):
        stretch = doc.char_span(run[0].start_char, run[-1].end_char, alignment_mode="expand")
        if stretch is None:
            continue
        stretches.append((stretch.start, stretch.end))
        for entry in run:
            long = doc.char_span(entry.long_start_char, entry.end_char, alignment_mode="expand")
            if entry.true and long is not None:
                abbreviations.append(Abbreviation(entry.short, long.text, long.start, long.end))
    return tuple(abbreviations), tuple(stretches)


def find_spelled_legend(doc: Doc, defined: Iterable[Abbreviation]) -> list[tuple[int, int]]:
    """Find sentences that only spell short forms out: ``long (SHORT), long2 (SHORT2), …``.

    Such a sentence begins with a definition, has four of them or more, and nearly every part
    between its commas ends with a bracket, the last one always.

    Args:
        doc: A Doc with sentence boundaries, or none, which then has no such sentence.
        defined: Its definitions, as of `find_definitions`.

    Returns:
        The half-open token spans of these sentences.
    """
    starts = {definition.start_token for definition in defined}
    if len(starts) < _LEAST_SPELLED or not doc.has_annotation("SENT_START"):
        return []
    found = []
    for sentence in doc.sents:
        inside = sum(sentence.start <= start < sentence.end for start in starts)
        if sentence.start in starts and inside >= _LEAST_SPELLED:
            parts = re.split(r"[,;]\s", sentence.text.rstrip(" .;\n"))
            closed = [part.endswith((")", "]")) for part in parts]
            if closed[-1] and 4 * sum(closed) >= 3 * len(closed):
                found.append((sentence.start, sentence.end))
    return found


def _parentheses(doc: Doc) -> Iterator[tuple[int, int]]:
    words = doc.to_array(ORTH).tolist()
    opening = {doc.vocab.strings.add(mark) for mark in "(["}
    marks = opening | {doc.vocab.strings.add(mark) for mark in ")]"}
    opened: int | None = None
    for place in [i for i, word in enumerate(words) if word in marks]:
        if words[place] in opening:
            opened = place
        elif opened is not None:
            if 0 < opened < place - 1 <= opened + _MAX_INNER_TOKENS:
                yield opened, place
            opened = None


def _short_inside(doc: Doc, open_token: int, close_token: int) -> Abbreviation | None:
    inner = doc[open_token + 1 : close_token].text
    short = re.split(r"[;,]\s|\s(?:or|also|hereafter)\s", inner)[0].strip()
    if not is_short_form(short):
        return None
    limit = 2 * min(len(short) + 5, 2 * len(short))
    first = open_token
    while first > 0 and open_token - first < limit and doc[first - 1].text not in _CLAUSE_ENDS:
        first -= 1
    start = matching_words(short, [token.text for token in doc[first:open_token]], doc.vocab)
    if start is None or doc[first + start].lower_ in _ARTICLES:
        return None
    long = doc[first + start : open_token]
    return Abbreviation(short, long.text, long.start, long.end)


def _long_inside(doc: Doc, open_token: int, close_token: int) -> Abbreviation | None:
    first = open_token - 1
    while first > 0 and not doc[first - 1].whitespace_ and doc[first].text not in _CLAUSE_ENDS:
        first -= 1
    short = doc[first:open_token].text
    long = doc[open_token + 1 : close_token]
    if not is_short_form(short) or sum(c.isupper() for c in short) < 2 or len(long) < 2:
        return None
    if matching_words(short, [token.text for token in long], doc.vocab) != 0:
        return None
    return Abbreviation(short, long.text, long.start, long.end)


def _entries(doc: Doc, text: str) -> list[_Entry]:
    entries = []
    for match in _ENTRY.finditer(text):
        short, long = match["short"], match["long"]
        if not is_short_form(short):
            continue
        words = re.sub(f"[{_HYPHENS}/]", " ", long).split()
        start = matching_words(short, words, doc.vocab)
        opening = {word.lower() for word in words[:start]} if start else set()
        entries.append(
            _Entry(
                short=short,
                start_char=match.start(),
                end_char=match.end(),
                long_start_char=match.start("long"),
                link=match["link"].strip(),
                true=start is not None and opening <= _ARTICLES,
            )
        )
    return entries


def _runs(text: str, entries: list[_Entry]) -> Iterator[list[_Entry]]:
    run: list[_Entry] = []
    for entry in entries:
        if run and not _SEPARATOR.fullmatch(text, run[-1].end_char, entry.start_char):
            yield from _accepted(text, run)
            run = []
        run.append(entry)
    yield from _accepted(text, run)


def _accepted(text: str, run: list[_Entry]) -> Iterator[list[_Entry]]:
    while run and not run[0].true:
        run = run[1:]
    while run and not run[-1].true:
        run = run[:-1]
    if not run:
        return
    true = sum(entry.true for entry in run)
    start = run[0].start_char
    headed = bool(_HEADING.search(text, max(0, start - _HEADING_LENGTH), start))
    alone = len(run) == 1 and run[0].link in {":", "="} and _ends_text(text, run[0])
    if headed or alone or (true >= 2 and 2 * true >= len(run)):
        yield run


def _ends_text(text: str, entry: _Entry) -> bool:
    if _AFTER_LEGEND.search(text, entry.end_char):
        return False
    before = text[: entry.start_char].rstrip()
    return not before or before[-1] in ".;"


class AbbreviationFinder:
    """Component that writes the short forms a text defines, and its legends.

    Reads tokens and sentences; writes the span groups ``abbreviations`` and ``legend``.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Write both groups; a text without definitions gets empty ones."""
        listed, stretches = find_legend(doc)
        inside = {token for start, end in stretches for token in range(start, end)}
        defined = [a for a in find_definitions(doc) if a.start_token not in inside]
        known = {a.short for a in defined}
        set_abbreviations(doc, [*defined, *(a for a in listed if a.short not in known)])
        set_legend(doc, [*stretches, *find_spelled_legend(doc, defined)])
        return doc


@Language.factory(FACTORY, assigns=["doc.spans"])
def make_abbreviation_finder(nlp: Language, name: str) -> AbbreviationFinder:  # noqa: ARG001
    """Build the component; it has no settings."""
    return AbbreviationFinder()
