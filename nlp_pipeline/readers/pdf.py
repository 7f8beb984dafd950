"""Reads articles as PDF, by the text that is in the file; pictures of pages have none."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from statistics import median
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.files import InputFile
from nlp_pipeline.readers.pdf_layout import Segment, page_text, without_heads
from nlp_pipeline.readers.plain_text import document_from_text
from nlp_pipeline.records import Document

MAX_PAGES: Final = 2_000
MIN_LETTERS: Final = 40
"""Fewer letters in a whole file are a scan with a stamp on it."""

_PIECE = re.compile(r"[^\s\ufffe\x02][^\r\n\ufffe\x02]*[\ufffe\x02]?|[\ufffe\x02]")
_BLANKS = re.compile(r"[^\S\r\n]+")
_HYPHENS: Final = {0xFFFE: "-", 0x02: "-", 0x00: " "}
"""PDFium marks a hyphen at a line end by one of these."""

_UNWRITABLE = re.compile("[\ud800-\udfff]")
_GAP_HEIGHTS: Final = 1.8
"""Width of a blank, in usual letter heights, from which it parts columns or cells.

Letters without ascenders are about half as high as the font, whose size is thus the limit."""

_WIDE_LINE: Final = 1.3
"""Width per character, of the page's usual one, from which a line may hold cells."""

_PROBES: Final = 8
"""Lines across the middle of a page that are looked at for gaps between columns."""

_SAMPLES: Final = 4
"""Characters of a line whose boxes tell its height."""


def read_pdf(file: InputFile) -> Iterator[Document]:
    """Read one article.

    The text of its pages, columns one after the other and a form feed after each page, is read as
    :func:`nlp_pipeline.readers.plain_text.read_plain_text` reads a text file; all offsets point
    into that text, which ``nlp-pipeline inspect --source`` writes out.

    Raises:
        ReadError: The file is damaged, encrypted, too long, or holds no text.
    """
    source = pdf_text(file)
    if sum(char.isalpha() for char in source) < MIN_LETTERS:
        raise ReadError(
            "no text in the PDF: its pages are pictures",
            place=file.path,
            remedy="recognise its text first, for example with ocrmypdf",
        )
    yield document_from_text(source, file)


def pdf_text(file: InputFile) -> str:
    """Return the text of all pages in reading order, each ended by a form feed.

    Raises:
        ReadError: As :func:`read_pdf`.
    """
    try:
        document = pypdfium2.PdfDocument(file.read())
    except pypdfium2.PdfiumError as error:
        encrypted = "password" in str(error).lower()
        raise ReadError(
            "the PDF is encrypted" if encrypted else f"not a readable PDF: {error}",
            place=file.path,
            remedy="save it without a password" if encrypted else "fetch it again",
        ) from error
    try:
        if len(document) > MAX_PAGES:
            message = f"the PDF has {len(document):,} pages, more than {MAX_PAGES:,}"
            raise ReadError(message, place=file.path, remedy="split it into articles")
        pages = [_page_segments(document, number, file) for number in range(len(document))]
        return "".join(f"{page_text(segments)}\f" for segments in without_heads(pages))
    finally:
        document.close()


def _page_segments(
    document: Any,  # noqa: ANN401 - untyped
    number: int,
    file: InputFile,
) -> list[Segment]:
    try:
        page = document[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            f"page {number + 1} of the PDF cannot be read: {error}",
            place=file.path,
            remedy="fetch it again, or repair it, for example with mutool clean",
        ) from error
    try:
        return list(_segments(_Characters(text_page)))
    finally:
        text_page.close()
        page.close()


class _Characters:
    """The characters of a page and the boxes around them."""

    def __init__(self, text_page: Any) -> None:  # noqa: ANN401 - untyped
        self._handle = text_page.raw
        count = text_page.count_chars()
        text = text_page.get_text_range() if count else ""
        if len(text) != count:
            # Characters that PDFium counts as two: ask for each.
            codes = (raw.FPDFText_GetUnicode(self._handle, i) for i in range(count))
            text = "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)
        self.text = _UNWRITABLE.sub("\ufffd", text)
        self._sides = tuple(ctypes.c_double() for _ in range(4))
        self._pointers = tuple(ctypes.byref(side) for side in self._sides)

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Return left, right, bottom and top of a character, in points."""
        raw.FPDFText_GetCharBox(self._handle, index, *self._pointers)
        left, right, bottom, top = (side.value for side in self._sides)
        return left, right, bottom, top


def _segments(characters: _Characters) -> Iterator[Segment]:
    """Cut a page's characters into lines, and those into pieces that wide blanks part."""
    lines: list[tuple[Segment, int]] = []
    for number, match in enumerate(_PIECE.finditer(characters.text)):
        segment = _segment(characters, match.start(), match.end(), number)
        if segment is not None:
            lines.append((segment, match.start()))
    if not lines:
        return
    left, right = min(s.left for s, _ in lines), max(s.right for s, _ in lines)
    usual = median((s.right - s.left) / len(s.text) for s, _ in lines)
    middle, gap = (left + right) / 2, _GAP_HEIGHTS * median(s.height for s, _ in lines)
    crossing = [(s, start) for s, start in lines if s.left < middle < s.right]
    # Columns that were drawn row by row show in most of these lines, so some of them tell.
    probes = crossing[:: max(1, len(crossing) // _PROBES)]
    by_row = any(len(list(_cut_at_gaps(characters, s, start, gap))) > 1 for s, start in probes)
    for segment, start in lines:
        crosses = by_row and segment.left < middle < segment.right
        if crosses or segment.right - segment.left > _WIDE_LINE * usual * len(segment.text):
            yield from _cut_at_gaps(characters, segment, start, gap)
        else:
            yield segment


def _segment(characters: _Characters, start: int, end: int, line: int) -> Segment | None:
    """Return the box around some characters; None for blanks and for text that runs upwards."""
    text = characters.text[start:end].rstrip()
    if not text:
        return None
    last = start + len(text) - 1
    step = max(1, (last - start) // (_SAMPLES - 1))
    boxes = [
        characters.box(i)
        for i in {*range(start, last + 1, step), last}
        if not characters.text[i].isspace()
    ]
    left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
    bottom, top = median(box[2] for box in boxes), median(box[3] for box in boxes)
    spread = max(box[3] for box in boxes) - min(box[2] for box in boxes)
    if len(text) > _SAMPLES and spread > 2 * (right - left):
        return None
    return Segment(text.translate(_HYPHENS), left, right, bottom, max(top, bottom + 1), line)


def _cut_at_gaps(
    characters: _Characters, segment: Segment, start: int, gap: float
) -> Iterator[Segment]:
    """Yield the pieces of a line that blanks wider than ``gap`` points part."""
    end = start + len(segment.text)
    at = start
    for blank in _BLANKS.finditer(characters.text, start, end):
        before, after = blank.start() - 1, blank.end()
        if before < at or after >= end:
            continue
        if characters.box(after)[0] - characters.box(before)[1] > gap:
            piece = _segment(characters, at, before + 1, segment.line)
            if piece is not None:
                yield piece
            at = after
    piece = segment if at == start else _segment(characters, at, end, segment.line)
    if piece is not None:
        yield piece
