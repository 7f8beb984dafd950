"""Reads BioC XML and BioC JSON, the exchange formats of biomedical text mining.

See https://bioc.sourceforge.net and the services of PubTator and PubMed Central that give them.
Only texts and their kinds are read; annotations that a file brings are not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.decoding import read_text
from nlp_pipeline.readers.failures import failure_from, shown_path
from nlp_pipeline.readers.files import InputFile
from nlp_pipeline.readers.jsonl import parse_object
from nlp_pipeline.readers.markup import Element, MarkedText, iter_elements
from nlp_pipeline.readers.rows import year_of
from nlp_pipeline.records import Document, Failure, Passage
from nlp_pipeline.text.cleaning import clean_text

MAX_JSON_BYTES: Final = 24 * 1024 * 1024
"""Largest file of BioC JSON, in bytes: three of them may become an object of 72."""

# By the start of a passage's infon "section_type" (PubMed Central) or "type", in lower case.
_KINDS: Final = (
    ("fig", "figure_legend"),
    ("table", "table"),
    ("title", "paper_title"),
    ("front", "paper_title"),
    ("abstract", "abstract"),
)
_UNREAD: Final = frozenset(
    {"ref", "ack_fund", "comp_int", "auth_cont", "suppl", "review_info", "keyword"}
)
_MIN_HEADING_WORDS: Final = 4
_REMEDY: Final = "check the file with the Python package bioc"


@dataclass(frozen=True, slots=True)
class _Text:
    """One passage of a BioC document: its text and what its infons say of it."""

    text: str
    infons: Mapping[str, str]


def read_bioc_xml(file: InputFile) -> Iterator[Document | Failure]:
    """Read a BioC collection in XML as a stream.

    Yields:
        One Document per ``document``, with the passages ``p001`` …, whose offsets count in the
        passage's ``text``; where BioC gives sentences instead, in their texts joined by blanks. A
        Failure for a document without id or text.

    Raises:
        ReadError: The XML is damaged or uses entities of its own; documents before are read.
    """
    file.check()
    with file.open() as stream:
        for element in iter_elements(stream, frozenset({"document"}), file.path):
            yield _read_element(element, file)


def read_bioc_json(file: InputFile) -> Iterator[Document | Failure]:
    """Read BioC in JSON: a collection, several, single documents, or one document per line.

    Yields:
        As :func:`read_bioc_xml`.

    Raises:
        ReadError: The file is not JSON, or holds no BioC document.
    """
    text = read_text(file, max_bytes=MAX_JSON_BYTES)
    found = False
    for value in _json_values(text, file):
        for document in _json_documents(value):
            found = True
            yield _read_object(document, file)
    if not found:
        raise ReadError("no BioC document in the file", place=file.path, remedy=_REMEDY)


# --------------------------------------------------------------------------- XML


def _read_element(element: Element, file: InputFile) -> Document | Failure:
    try:
        texts = [_xml_text(child, file) for child in element.iterfind("{*}passage")]
        return _document(_child_text(element, "id", file), texts, file)
    except ReadError as error:
        return failure_from(error, file.path)


def _child_text(element: Element, name: str, file: InputFile) -> str:
    child = element.find(f"{{*}}{name}")
    return "" if child is None else MarkedText.of(child, file.path).source


def _xml_text(passage: Element, file: InputFile) -> _Text:
    infons = {
        infon.get("key", ""): MarkedText.of(infon, file.path).source
        for infon in passage.iterfind("{*}infon")
    }
    text = _child_text(passage, "text", file)
    if not text.strip():
        sentences = (_child_text(s, "text", file) for s in passage.iterfind("{*}sentence"))
        text = " ".join(sentences)
    return _Text(text, infons)


# --------------------------------------------------------------------------- JSON


def _json_values(text: str, file: InputFile) -> Iterator[Any]:
    """Yield the JSON value of a text, or those of its lines."""
    try:
        yield json.loads(text)
    except RecursionError as error:
        message = "not JSON: nested too deeply"
        raise ReadError(message, place=file.path, remedy=_REMEDY) from error
    except ValueError:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield parse_object(line, file, number)


def _read_object(document: Mapping[str, Any], file: InputFile) -> Document | Failure:
    texts = [_json_text(passage) for passage in _dicts(document.get("passages"))]
    doc_id = document.get("id") or document.get("_id")
    try:
        return _document("" if doc_id is None else str(doc_id), texts, file)
    except ReadError as error:
        return failure_from(error, file.path)


def _json_documents(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the documents in a collection, in a list of them, or under PubTator's own key."""
    for item in _dicts(value if isinstance(value, list) else [value]):
        if isinstance(item.get("passages"), list):
            yield item
        for key in ("documents", "PubTator3"):
            documents = _dicts(item.get(key))
            yield from (d for d in documents if isinstance(d.get("passages"), list))


def _dicts(value: object) -> Iterator[Mapping[str, Any]]:
    return (
        (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())
    )


def _json_text(passage: Mapping[str, Any]) -> _Text:
    given = passage.get("infons")
    infons = {k: str(v) for k, v in given.items()} if isinstance(given, dict) else {}
    text = passage.get("text")
    if not isinstance(text, str) or not text.strip():
        sentences = (sentence.get("text") for sentence in _dicts(passage.get("sentences")))
        text = " ".join(sentence for sentence in sentences if isinstance(sentence, str))
    return _Text(text, infons)


# --------------------------------------------------------------------------- both


def _document(doc_id: str, texts: Sequence[_Text], file: InputFile) -> Document:
    doc_id = doc_id.strip()
    if not doc_id:
        raise ReadError("a document without an id", place=file.path, remedy=_REMEDY)
    passages = tuple(_passages(texts))
    if not passages:
        message = f"no text in the document {doc_id}"
        raise ReadError(message, place=file.path, remedy="leave it out")
    infons: dict[str, str] = {}
    for text in reversed(texts):
        infons |= text.infons
    pmc = infons.get("article-id_pmc", "").upper().removeprefix("PMC")
    return Document(
        doc_id=doc_id,
        path=shown_path(file.path),
        passages=passages,
        pmcid=f"PMC{pmc}" if pmc else None,
        doi=infons.get("article-id_doi") or None,
        year=year_of(infons.get("year", "")),
        journal=infons.get("journal-title") or None,
        title=next((p.view for p in passages if p.kind == "paper_title"), None),
    )


def _passages(texts: Sequence[_Text]) -> Iterator[Passage]:
    section: str | None = None
    for number, item in enumerate(texts, 1):
        part = item.infons.get("section_type", "").lower()
        kind = item.infons.get("type", "").lower()
        if part in _UNREAD or kind in _UNREAD:
            continue
        view, offsets = clean_text(item.text, 0, len(item.text), layout=False)
        if part not in {"fig", "table"} and kind.startswith("title") and part not in {"title", ""}:
            section = view
            if len(view.split()) >= _MIN_HEADING_WORDS:
                yield Passage(f"p{number:03d}", "heading", section, item.text, view, offsets)
        elif view:
            name = next(
                (name for start, name in _KINDS if (part or kind).startswith(start)), "body"
            )
            under = section or item.infons.get("section") or None
            yield Passage(f"p{number:03d}", name, under, item.text, view, offsets)
