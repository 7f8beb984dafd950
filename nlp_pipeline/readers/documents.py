"""Chooses the reader for a file by what the file holds, and looks into archives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.archives import read_compressed, read_tar, read_zip
from nlp_pipeline.readers.decoding import check_not_binary, decode_sample
from nlp_pipeline.readers.failures import failure_from
from nlp_pipeline.readers.files import InputFile
from nlp_pipeline.readers.markup import root_name
from nlp_pipeline.readers.rows import Columns
from nlp_pipeline.records import Document, Failure

MAX_NESTING: Final = 3
"""Archives and compressed files within each other; ``dump.tar.gz`` is two."""

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n")
_FIGURE_KEY = re.compile(r"^(?:figid|figtitle|figlink|caption|pmcid|papertitle)\s*:", re.MULTILINE)
_MARKUP = re.compile(r"\s*<(?:\?xml|!doctype|!--|[A-Za-z][\w:.-]*[\s/>])", re.IGNORECASE)
_JSON_OBJECT = re.compile(r'\s*\{\s*"')
_JSON_ARRAY = re.compile(r'\s*\[\s*[{"]')
_BIOC_KEY = re.compile(r'"(?:documents|passages)"\s*:\s*\[')
_PUBTATOR = re.compile(r"\s*\d+\|[ta]\|")
_LINE_SUFFIXES: Final = frozenset({".jsonl", ".ndjson", ".jsonlines"})
_TABLE_SUFFIXES: Final = frozenset({".csv", ".tsv", ".tab"})
_ROOTS: Final = {
    "article": "jats",
    "pmc-articleset": "jats",
    "OAI-PMH": "jats",
    "collection": "bioc-xml",
}
_SIGNATURES: Final = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"PAR1", "parquet"),
)
_TAR_MAGIC: Final = slice(257, 262)

# Imported when first wanted: a run over figure records needs no PDF library.
_READERS: Final = {
    "bioc-json": ("bioc", "read_bioc_json"),
    "bioc-xml": ("bioc", "read_bioc_xml"),
    "delimited": ("delimited", "read_delimited"),
    "jats": ("jats", "read_jats"),
    "jsonl": ("jsonl", "read_jsonl"),
    "parquet": ("parquet", "read_parquet"),
    "pdf": ("pdf", "read_pdf"),
    "pfocr": ("pfocr", "read_pfocr"),
    "pubtator": ("pubtator", "read_pubtator"),
    "text": ("plain_text", "read_plain_text"),
}
_WITH_COLUMNS: Final = frozenset({"delimited", "jsonl", "parquet"})
_ARCHIVES: Final[dict[str, Callable[[InputFile], Iterator[InputFile | Failure]]]] = {
    "zip": read_zip,
    "tar": read_tar,
    "gzip": read_compressed,
    "bzip2": read_compressed,
}


def read_documents(path: Path, columns: Columns | None = None) -> Iterator[Document | Failure]:
    """Read all documents of one file with the reader that fits its content.

    Args:
        path: A file in one of the formats of :func:`format_of`, or ``-`` for standard input.
        columns: Which columns or keys of tables and JSON lines hold id and text; ``id`` and
            ``text`` unless given.

    Yields:
        Documents in the order of the file, and a Failure for each record that cannot be read,
        or one for the file. Nothing is raised for what the file holds.
    """
    yield from _read_file(InputFile(Path(path)), columns or Columns(), 0)


def _read_file(file: InputFile, columns: Columns, depth: int) -> Iterator[Document | Failure]:
    try:
        name = _format_of(file)
        if name in _ARCHIVES:
            yield from _read_members(file, name, columns, depth + 1)
            return
        module, function = _READERS[name]
        read = getattr(import_module(f"nlp_pipeline.readers.{module}"), function)
        yield from read(file, columns) if name in _WITH_COLUMNS else read(file)
    except ReadError as error:
        yield failure_from(error, file.path)


def _read_members(
    file: InputFile, name: str, columns: Columns, depth: int
) -> Iterator[Document | Failure]:
    if depth > MAX_NESTING:
        raise ReadError(
            f"archives within archives, more than {MAX_NESTING} deep",
            place=file.path,
            remedy="unpack the outer ones and name the folder",
        )
    for member in _ARCHIVES[name](file):
        if isinstance(member, Failure):
            yield member
        else:
            yield from _read_file(member, columns, depth)


def format_of(path: Path) -> str:
    """Say what a file holds.

    The content decides; the name only helps where the first line is damaged JSON, and tells
    tables from text.

    Returns:
        ``pfocr``, ``text``, ``jats``, ``pdf``, ``bioc-xml``, ``bioc-json``, ``pubtator``,
        ``jsonl``, ``delimited``, ``parquet``, or of archives ``zip``, ``tar``, ``gzip``,
        ``bzip2``.

    Raises:
        ReadError: The file is missing, unreadable, empty, or of a kind that no reader knows; the
            message says what it is and the remedy what to do.
    """
    return _format_of(InputFile(Path(path)))


def _format_of(file: InputFile) -> str:
    file.check()
    sample = file.sample()
    for signature, name in _SIGNATURES:
        if sample.startswith(signature):
            return name
    if sample[_TAR_MAGIC] == b"ustar":
        return "tar"
    check_not_binary(sample, file.path)
    start = decode_sample(sample)
    if _FRONT_MATTER.match(start) and _FIGURE_KEY.search(start):
        return "pfocr"
    if _MARKUP.match(start):
        return _markup_format(sample, file.path)
    if _PUBTATOR.match(start):
        return "pubtator"
    if file.suffix in _TABLE_SUFFIXES:
        return "delimited"
    return _json_format(start, file) or "text"


def _markup_format(sample: bytes, path: Path) -> str:
    name = root_name(sample)
    if name in _ROOTS:
        return _ROOTS[name]
    what = "XML document" if name is None else f"XML document <{name}>"
    if name is not None and name.lower() == "html":
        what = "HTML document"
    raise ReadError(
        f"unsupported format: {what}",
        place=path,
        remedy="export it as JATS or BioC XML, or as plain text, UTF-8",
    )


def _json_format(start: str, file: InputFile) -> str | None:
    """Tell JSON lines and BioC from text, which gives None."""
    is_array = _JSON_ARRAY.match(start) is not None
    if (is_array or _JSON_OBJECT.match(start)) and _BIOC_KEY.search(start):
        return "bioc-json"
    what = None
    if is_array:
        what, remedy = "JSON array", "write one JSON object per line, without the outer brackets"
    elif file.suffix not in _LINE_SUFFIXES and _is_spread_object(start):
        what, remedy = "JSON spread over several lines", "write one JSON object per line"
    if what is not None:
        raise ReadError(f"unsupported format: {what}", place=file.path, remedy=remedy)
    return "jsonl" if _is_jsonl(start, file) else None


def _is_spread_object(start: str) -> bool:
    first_line = start.lstrip().split("\n", 1)[0].rstrip()
    return _JSON_OBJECT.match(start) is not None and first_line in {"{", '{"'}


def _is_jsonl(start: str, file: InputFile) -> bool:
    if file.suffix in _LINE_SUFFIXES:
        return True
    lines = [line for line in start.splitlines() if line.strip()]
    objects = sum(_JSON_OBJECT.match(line) is not None for line in lines)
    return objects * 2 > len(lines)
