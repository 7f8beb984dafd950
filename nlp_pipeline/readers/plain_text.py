"""Reads articles as plain text, such as text taken out of a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.decoding import read_text
from nlp_pipeline.records import Document, Passage
from nlp_pipeline.text.cleaning import clean_pieces
from nlp_pipeline.text.hyphens import WordCounts
from nlp_pipeline.text.layout import find_blocks
from nlp_pipeline.text.tables import table_view


def read_plain_text(path: Path) -> Iterator[Document]:
    """Read one article.

    Yields:
        One Document named by the file's stem. Its passages are the ``title``, the
        paragraphs ``p001``, ``p002`` …, the figure legends ``fig1`` … and the tables ``table1``
        (legend), ``table1.r01`` … (rows) in reading order; all offsets point into the file's text.

    Raises:
        ReadError: The file cannot be read, or holds no running text.
    """
    source = read_text(path)
    passages = tuple(_passages(source))
    if not passages:
        raise ReadError("no running text in the file", place=path, remedy="leave it out")
    title = next((p.view for p in passages if p.kind == "paper_title"), None)
    yield Document(doc_id=path.stem, path=str(path), passages=passages, title=title)


def _passages(source: str) -> Iterator[Passage]:
    words = WordCounts.from_text(source)
    for block in find_blocks(source):
        if block.cells:
            view, offsets = table_view(source, block.cells, words=words)
        else:
            view, offsets = clean_pieces(source, block.pieces, words=words)
        if view:
            yield Passage(block.block_id, block.kind, block.section, source, view, offsets)
