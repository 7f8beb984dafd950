"""What is read of a paragraph in JATS: its words, without citations and what is no text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final

from nlp_pipeline.readers.markup import Element, MarkedText, local_name

Span = tuple[int, int]

UNREAD: Final = frozenset(
    {
        "attrib", "bio", "code", "disp-formula", "disp-formula-group", "fn", "fn-group",
        "glyph-data", "graphic", "index-term", "inline-graphic", "inline-supplementary-material",
        "media", "object-id", "preformat", "private-char", "ref-list", "supplementary-material",
        "table-wrap-foot", "tex-math",
    }
)  # fmt: skip
"""Elements without running text, wherever they stand."""

BLOCKS: Final = frozenset(
    {
        "boxed-text", "chem-struct-wrap", "def-list", "disp-quote", "fig", "fig-group", "list", "p",
        "sec", "speech", "statement", "table-wrap", "table-wrap-group", "verse-group",
    }
)  # fmt: skip
"""Elements that are read for themselves, also where they stand within a paragraph."""

_NOTES: Final = frozenset({"aff", "corresp", "fn", "table-fn", "author-notes"})
_NUMBERS = re.compile(r"[\s\[(]*\d+[a-z]?(?:[\s,;\[\]()\u2010-\u2015\u2212-]+\d+[a-z]?)*[\s\])]*")
_BETWEEN = re.compile(r"(?:[\s,;:&\u2010-\u2015\u2212-]|and|also)*")
_LEAD = re.compile(
    r"\s*[(\[]\s*(?:(?:for|see|also|and|e\.g\.|cf\.|in|by|from|ref(?:erence)?s?\.?|data"
    r"|(?:a |recent )*reviews?|reviewed|references|therein|as)[\s,:]*)*$"
)
_CLOSE = re.compile(r"(?:[\s,]*(?:and references therein|for (?:a )?reviews?))?\s*[)\]]")
_GENOTYPE = re.compile(r"[A-Za-z]/|/\s*[A-Za-z]|\bfl?oxP?\b")
"""A raised genotype with letters ("ko/ko") is a word of its own, as a raised −/− is not."""
_WHITE_BEFORE = re.compile(r"\s+$")
_LOOSE_BEFORE = re.compile(
    r"(?:[\s,;]+(?:reviewed in|see|see also|e\.g\.,?|in|from|by|and))?[\s,;]*$"
)
_LEAD_CHARS: Final = 60


def text_pieces(element: Element, text: MarkedText) -> list[Span]:
    """Return the spans of an element's text that are read, in order.

    Left out are citations (a reference in the text to "Li et al." stays), notes, what stands in
    ``UNREAD``, and the blocks within it. An empty span stands for white space.
    """
    runs: list[Span] = []
    citations: list[Span] = []
    _collect(element, text, runs, citations)
    drops = list(_citation_drops(text.source, citations))
    return [piece for run in runs for piece in _without(run, drops)]


def _collect(element: Element, text: MarkedText, runs: list[Span], citations: list[Span]) -> None:
    """Collect the runs of text below an element, and which of them cite."""
    start, end = text.spans[element]
    at = start
    for child in element:
        child_start, child_end = text.spans[child]
        if child_start > at:
            runs.append((at, child_start))
        at = child_end
        name = local_name(child)
        if name == "sup" and _GENOTYPE.search(text.source, child_start, child_end):
            runs.append((child_start, child_start))
        if name in BLOCKS or name in UNREAD or name == "break":
            runs.append((child_start, child_start))
        elif name == "xref" and child.get("ref-type") == "bibr":
            citations.append((child_start, child_end))
            runs.append((child_start, child_end))
        elif name != "xref" or child.get("ref-type") not in _NOTES:
            _collect(child, text, runs, citations)
    if end > at:
        runs.append((at, end))


def _citation_drops(source: str, citations: Sequence[Span]) -> Iterator[Span]:
    """Yield what goes with the citations: numbers always, names where brackets enclose them."""
    for first, last in _groups(source, citations):
        before = source[max(0, first - _LEAD_CHARS) : first]
        lead, close = _LEAD.search(before), _CLOSE.match(source, last)
        if lead is not None and close is not None:
            start, end = first - (len(before) - lead.start()), close.end()
        elif _NUMBERS.fullmatch(source, first, last):
            start, end = first, last
        else:
            continue
        following = source[end : end + 1]
        if not following or following in ".,;:)]":
            loose = _LOOSE_BEFORE if following in {")", "]"} else _WHITE_BEFORE
            if (spare := loose.search(source, max(0, start - _LEAD_CHARS), start)) is not None:
                start = spare.start()
        yield start, end


def _groups(source: str, citations: Sequence[Span]) -> Iterator[Span]:
    """Join citations that only commas and dashes part."""
    group: Span | None = None
    for start, end in citations:
        if group is not None and _BETWEEN.fullmatch(source, group[1], start):
            group = (group[0], end)
            continue
        if group is not None:
            yield group
        group = (start, end)
    if group is not None:
        yield group


def _without(run: Span, drops: Sequence[Span]) -> Iterator[Span]:
    start, end = run
    if start == end:
        yield run
        return
    first = bisect_right(drops, start, key=itemgetter(1))
    for index in range(first, len(drops)):
        drop_start, drop_end = drops[index]
        if drop_start >= end:
            break
        if drop_start > start:
            yield start, drop_start
        start = drop_end
    if start < end:
        yield start, end
