"""Reads PubTator text: ``PMID|t|title``, ``PMID|a|abstract``, annotations in lines with tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.failures import failure_from, shown_path
from nlp_pipeline.readers.files import InputFile
from nlp_pipeline.readers.lines import decode_line, iter_lines
from nlp_pipeline.records import Document, Failure, Passage
from nlp_pipeline.text.cleaning import clean_text

_TEXT_LINE = re.compile(r"(?P<id>[^|\t\s]+)\|(?P<part>[ta])\|(?P<text>.*)")
_KINDS = {"t": ("title", "paper_title"), "a": ("abstract", "abstract")}


def read_pubtator(file: InputFile) -> Iterator[Document | Failure]:
    """Read a PubTator file as a stream; annotations that it brings are not read.

    Yields:
        One Document per PMID with the passages ``title`` and ``abstract``, whose offsets count in
        what stands behind ``|t|`` and ``|a|``; a Failure for a document without text and for a
        line that belongs to nothing.
    """
    parts: dict[str, str] = {}
    current: str | None = None
    for number, line in iter_lines(file):
        try:
            text = decode_line(line, file, number).rstrip("\r\n")
            match = _TEXT_LINE.fullmatch(text)
            if match is None:
                _check_annotation(text, current, file, number)
                continue
        except ReadError as error:
            yield failure_from(error, file.path)
            continue
        if match["id"] != current:
            yield from _document(current, parts, file)
            current, parts = match["id"], {}
        parts[match["part"]] = match["text"]
    yield from _document(current, parts, file)


def _check_annotation(text: str, current: str | None, file: InputFile, number: int) -> None:
    if text.strip() and (current is None or not text.startswith(f"{current}\t")):
        raise ReadError(
            f"neither text nor annotation: {text[:60]!r}",
            place=file.path,
            line=number,
            remedy="write PMID|t|title, PMID|a|abstract, or PMID and an annotation, parted by tabs",
        )


def _document(
    doc_id: str | None, parts: dict[str, str], file: InputFile
) -> Iterator[Document | Failure]:
    if doc_id is None:
        return
    passages: list[Passage] = []
    for part, (name, kind) in _KINDS.items():
        source = parts.get(part, "")
        view, offsets = clean_text(source, 0, len(source), layout=False)
        if view:
            passages.append(Passage(name, kind, None, source, view, offsets))
    if not passages:
        error = ReadError(
            f"no text for {doc_id}", place=file.path, remedy="leave it out, or fetch it again"
        )
        yield failure_from(error, file.path, doc_id=doc_id)
        return
    title = next((p.view for p in passages if p.kind == "paper_title"), None)
    yield Document(doc_id, shown_path(file.path), tuple(passages), title=title)
