"""Chooses the reader for a file by what the file holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.decoding import (
    BYTE_ORDER_MARKS,
    check_not_binary,
    check_readable,
    encoding_of,
    read_sample,
)
from nlp_pipeline.readers.failures import failure_from
from nlp_pipeline.readers.jsonl import read_jsonl
from nlp_pipeline.readers.pfocr import read_pfocr
from nlp_pipeline.readers.plain_text import read_plain_text
from nlp_pipeline.records import Document, Failure

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n")
_FIGURE_KEY = re.compile(r"^(?:figid|figtitle|figlink|caption|pmcid|papertitle)\s*:", re.MULTILINE)
_MARKUP = re.compile(r"\s*<(?:\?xml|!doctype|!--|[A-Za-z][\w:.-]*[\s/>])", re.IGNORECASE)
_JSON_OBJECT = re.compile(r'\s*\{\s*"')
_JSON_ARRAY = re.compile(r'\s*\[\s*[{"]')
_PUBTATOR = re.compile(r"\s*\d+\|[ta]\|")
_LINE_SUFFIXES: Final = frozenset({".jsonl", ".ndjson", ".jsonlines"})
_TABLE_SUFFIXES: Final = frozenset({".csv", ".tsv"})

_READERS: Final[dict[str, Callable[[Path], Iterator[Document | Failure]]]] = {
    "pfocr": read_pfocr,
    "jsonl": read_jsonl,
    "text": read_plain_text,
}


def read_documents(path: Path) -> Iterator[Document | Failure]:
    """Read all documents of one file with the reader that fits its content.

    Args:
        path: A figure record, a JSON lines file or a plain-text article.

    Yields:
        Documents in the order of the file, and a Failure for each record that cannot be read,
        or one for the file. Nothing is raised for what the file holds.
    """
    path = Path(path)
    try:
        yield from _READERS[format_of(path)](path)
    except ReadError as error:
        yield failure_from(error, path)


def format_of(path: Path) -> str:
    """Say what a file holds: ``pfocr``, ``jsonl`` or ``text``.

    The content decides; the name only helps where the first line is damaged JSON, and tells
    tables from text.

    Raises:
        ReadError: The file is missing, unreadable, empty, or of a kind that no reader knows; the
            message says what it is and the remedy what to do.
    """
    path = Path(path)
    check_readable(path, max_bytes=None)
    sample = read_sample(path)
    check_not_binary(sample, path)
    start = _decode_sample(sample)
    if _FRONT_MATTER.match(start) and _FIGURE_KEY.search(start):
        return "pfocr"
    _check_supported(start, path)
    return "jsonl" if _is_jsonl(start, path) else "text"


def _decode_sample(sample: bytes) -> str:
    encoding = encoding_of(sample)
    for mark, _ in BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            sample = sample[len(mark) :]
            break
    return sample.decode(encoding, errors="replace")


def _check_supported(start: str, path: Path) -> None:
    what = remedy = None
    if _MARKUP.match(start):
        what, remedy = "XML or HTML document", "export it as plain text, UTF-8"
    elif _PUBTATOR.match(start):
        what, remedy = "PubTator file", "write one JSON object per line with 'id' and 'text'"
    elif path.suffix.lower() in _TABLE_SUFFIXES:
        what, remedy = "table (CSV or TSV)", "write one JSON object per row with 'id' and 'text'"
    elif _JSON_ARRAY.match(start):
        what, remedy = "JSON array", "write one JSON object per line, without the outer brackets"
    elif path.suffix.lower() not in _LINE_SUFFIXES and _is_spread_object(start):
        what, remedy = "JSON spread over several lines", "write one JSON object per line"
    if what is not None:
        raise ReadError(f"unsupported format: {what}", place=path, remedy=remedy)


def _is_spread_object(start: str) -> bool:
    first_line = start.lstrip().split("\n", 1)[0].rstrip()
    return _JSON_OBJECT.match(start) is not None and first_line in {"{", '{"'}


def _is_jsonl(start: str, path: Path) -> bool:
    if path.suffix.lower() in _LINE_SUFFIXES:
        return True
    lines = [line for line in start.splitlines() if line.strip()]
    objects = sum(_JSON_OBJECT.match(line) is not None for line in lines)
    return objects * 2 > len(lines)
