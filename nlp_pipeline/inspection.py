"""How a file is read: its passages, and what of its text is in none of them, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nlp_pipeline.readers import STANDARD_INPUT, Columns, format_of, read_documents
from nlp_pipeline.readers.jats import find_unread_elements
from nlp_pipeline.records import Document, Failure, Passage
from nlp_pipeline.text.layout import find_unread

MAX_CITATION_CHARS: Final = 400
_LAID_OUT: Final = frozenset({"text", "pdf"})
_MARKED_UP: Final = frozenset({"jats"})
_REASONS: Final = (
    (re.compile(r"[\s,;]*[\u00ad\u2010\u2011\u2012-]\s*[\r\n]\s*"), "hyphen at a line end"),
    (re.compile(r"[\s()\[\],;\u2010-\u2015-]*\d[\s\d()\[\],;a-z\u2010-\u2015-]*"), "citation"),
    (re.compile(r"\s*[(\[].*(?:1[89]|20)\d\d.*[)\]]\s*", re.DOTALL), "citation"),
    (re.compile(r"[\s,.;()\[\]|]*"), "left over from a citation"),
    (re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\x00-\x1f\x7f]*"), "invisible"),
)
_BLANK = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of source text that no passage holds: half-open offsets, and why."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Inspected:
    """One document as it was read.

    Attributes:
        document: The document.
        format: What the file is, as :func:`nlp_pipeline.readers.format_of` names it; ``stdin``
            for standard input.
        left_out: By source text, in order; what is blank is not listed.
    """

    document: Document
    format: str
    left_out: tuple[LeftOut, ...]


def inspect_file(path: Path, columns: Columns | None = None) -> Iterator[Inspected | Failure]:
    """Read a file, and find what its passages leave out.

    Yields:
        One record for each document, and a Failure for what cannot be read.
    """
    name: str | None = None
    for item in read_documents(path, columns):
        if isinstance(item, Failure):
            yield item
            continue
        if name is None:
            # Standard input is read once; what came from it is told by its passages alone.
            name = "stdin" if path == STANDARD_INPUT else format_of(path)
        known = _known_reasons(item, name, path)
        yield Inspected(item, name, tuple(find_left_out(item, known)))


def _known_reasons(document: Document, name: str, path: Path) -> Sequence[tuple[int, int, str]]:
    """Return the spans that the reader of a format leaves out on purpose."""
    if name in _LAID_OUT:
        return find_unread(document.passages[0].source)
    return find_unread_elements(path, document.doc_id) if name in _MARKED_UP else ()


def passage_span(passage: Passage) -> tuple[int, int]:
    """Return the half-open span of the source that a passage comes from."""
    runs = passage.offsets.runs
    return min(start for _, start, _ in runs), max(start + n for _, start, n in runs)


def find_left_out(document: Document, known: Sequence[tuple[int, int, str]]) -> Iterator[LeftOut]:
    """Yield what of a document's source texts no passage holds, text by text, in order.

    Args:
        document: The document; passages of one file share their source.
        known: Spans of the source with the reason for leaving them out; where they overlap, the
            first one counts.
    """
    sources = {id(passage.source): passage.source for passage in document.passages}
    for key, source in sources.items():
        own = [passage for passage in document.passages if id(passage.source) == key]
        for start, end in _gaps(own, len(source)):
            for piece_start, piece_end, reason in _parts(start, end, known):
                text = source[piece_start:piece_end]
                if _BLANK.fullmatch(text) is None:
                    yield LeftOut(piece_start, piece_end, text, reason or _reason_of(text))


def _gaps(passages: Sequence[Passage], length: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of a source that no run of any passage holds."""
    runs = sorted((start, start + n) for p in passages for _, start, n in p.offsets.runs)
    at = 0
    for start, end in runs:
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _parts(
    start: int, end: int, known: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """Cut a gap at the known spans; what lies between them has no known reason."""
    for known_start, known_end, reason in known:
        if known_end <= start or known_start >= end:
            continue
        if known_start > start:
            yield start, known_start, ""
        yield max(start, known_start), min(end, known_end), reason
        start = max(start, min(end, known_end))
    if start < end:
        yield start, end, ""


def _reason_of(text: str) -> str:
    if len(text) > MAX_CITATION_CHARS:
        return "no prose"
    return next((reason for pattern, reason in _REASONS if pattern.fullmatch(text)), "no prose")
