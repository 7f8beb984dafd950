"""Reads articles as plain text, such as text taken out of a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.decoding import read_text
from nlp_pipeline.readers.failures import shown_path
from nlp_pipeline.readers.files import InputFile
from nlp_pipeline.records import Document, Passage
from nlp_pipeline.text.cleaning import clean_pieces
from nlp_pipeline.text.hyphens import WordCounts
from nlp_pipeline.text.layout import find_blocks
from nlp_pipeline.text.tables import table_view

MAX_LINES: Final = 300_000
"""Lines that a text may have; each takes some hundred bytes while its layout is looked at."""


def read_plain_text(file: InputFile) -> Iterator[Document]:
    """Read one article.

    Yields:
        One Document named by the file's stem. Its passages are the ``title``, the
        paragraphs ``p001``, ``p002`` …, the figure legends ``fig1`` … and the tables ``table1``
        (legend), ``table1.head`` (column heads), ``table1.r01`` … (rows) in reading order; all
        offsets point into the file's text.

    Raises:
        ReadError: The file cannot be read, or holds no running text.
    """
    yield document_from_text(read_text(file), file)


def document_from_text(source: str, file: InputFile) -> Document:
    """Return the article that a text laid out in lines and pages holds.

    Raises:
        ReadError: It holds no running text, or more than ``MAX_LINES``.
    """
    if source.count("\n") > MAX_LINES:
        raise ReadError(
            f"the text has more than {MAX_LINES:,} lines",
            place=file.path,
            remedy="split it into one file per article",
        )
    passages = tuple(_passages(source))
    if not passages:
        raise ReadError("no running text in the file", place=file.path, remedy="leave it out")
    title = next((p.view for p in passages if p.kind == "paper_title"), None)
    return Document(doc_id=file.stem, path=shown_path(file.path), passages=passages, title=title)


def _passages(source: str) -> Iterator[Passage]:
    words = WordCounts.from_text(source)
    for block in find_blocks(source):
        if block.cells:
            view, offsets = table_view(source, block.cells, words=words)
        else:
            view, offsets = clean_pieces(source, block.pieces, words=words)
        if view:
            yield Passage(block.block_id, block.kind, block.section, source, view, offsets)
