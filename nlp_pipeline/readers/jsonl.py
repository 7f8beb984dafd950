"""Reads JSON lines: one object per line, each one document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.decoding import (
    check_readable,
    decode_bytes,
    encoding_of,
    read_sample,
    read_text,
)
from nlp_pipeline.readers.failures import failure_from
from nlp_pipeline.records import Document, Failure, Passage
from nlp_pipeline.text.cleaning import clean_text
from nlp_pipeline.vocabulary import PASSAGE_KINDS

MAX_LINE_BYTES: Final = 16 * 1024 * 1024
"""Longest line that is read, in bytes."""

_REMEDY: Final = 'write one JSON object per line, such as {"id": "1", "text": "…"}'
_SURROGATE = re.compile("[\ud800-\udfff]")
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")


def _year_or_none(value: object) -> int | None:
    match = _YEAR.search(str(value))
    return int(match.group()) if match else None


def _texts_or_none(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    return tuple(item for item in items if isinstance(item, str) and item.strip())


_Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
_Year = Annotated[int | None, BeforeValidator(_year_or_none)]
_Texts = Annotated[tuple[str, ...], BeforeValidator(_texts_or_none)]


class JsonLine(BaseModel):
    """One line. Keys that are not named here are ignored.

    Numbers are taken as ``id`` and as identifiers; a ``year`` without four digits counts as
    unknown.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: _Text
    text: _Text
    kind: str = "body"
    section: str | None = None
    title: str | None = None
    figid: str | None = None
    pmcid: str | None = None
    doi: str | None = None
    year: _Year = None
    journal: str | None = None
    keywords: _Texts = ()
    organisms: _Texts = ()


def read_jsonl(path: Path) -> Iterator[Document | Failure]:
    """Read a JSON lines file as a stream.

    Yields:
        One Document per line, with one passage ``text``; a Failure with the line number for a
        line that is not JSON, lacks ``id`` or ``text``, is too long, or repeats an ``id``. Blank
        lines are skipped.
    """
    seen: dict[str, int] = {}
    number = 0
    for number, line in _lines(path):
        try:
            record = _parse(line, path, number)
        except ReadError as error:
            yield failure_from(error, path)
            continue
        if record is None:
            continue
        if record.id in seen:
            repeated = ReadError(
                f"id {record.id!r} stands on line {seen[record.id]} already",
                place=path,
                line=number,
                remedy="give each line an id of its own",
            )
            yield failure_from(repeated, path, doc_id=record.id)
            continue
        seen[record.id] = number
        yield _document(record, path)


def _lines(path: Path) -> Iterator[tuple[int, bytes | str]]:
    """Number the lines from 1; a line beyond the limit comes cut just past it."""
    if encoding_of(read_sample(path)) != "utf-8":
        yield from enumerate(read_text(path).split("\n"), 1)
        return
    check_readable(path, max_bytes=None)
    with path.open("rb") as handle:
        number = 0
        while line := handle.readline(MAX_LINE_BYTES + 1):
            number += 1
            yield number, line
            while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
                line = handle.readline(MAX_LINE_BYTES + 1)


def _parse(line: bytes | str, path: Path, number: int) -> JsonLine | None:
    if len(line) > MAX_LINE_BYTES:
        raise ReadError(
            f"the line is longer than the limit of {MAX_LINE_BYTES:,} bytes",
            place=path,
            line=number,
            remedy="split its text over several lines",
        )
    text = decode_bytes(line, path, line=number) if isinstance(line, bytes) else line
    if not text.strip():
        return None
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", None) or str(error)
        raise ReadError(f"not JSON: {reason}", place=path, line=number, remedy=_REMEDY) from error
    if not isinstance(value, dict):
        raise ReadError(
            f"a JSON {type(value).__name__} where an object should be",
            place=path,
            line=number,
            remedy=_REMEDY,
        )
    return _validate(value, path, number)


def _validate(value: dict[str, object], path: Path, number: int) -> JsonLine:
    try:
        record = JsonLine.model_validate(value)
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(part) for part in problem["loc"])
        raise ReadError(
            f"key {key!r}: {problem['msg']}", place=path, line=number, remedy=_REMEDY
        ) from error
    if record.kind not in PASSAGE_KINDS:
        raise ReadError(
            f"kind {record.kind!r} is unknown",
            place=path,
            line=number,
            remedy=f"leave it out or use one of {', '.join(PASSAGE_KINDS)}",
        )
    return record


def _document(record: JsonLine, path: Path) -> Document:
    view, offsets = clean_text(record.text, 0, len(record.text), layout=False)
    passage = Passage("text", record.kind, record.section or None, record.text, view, offsets)
    return Document(
        doc_id=record.id,
        path=str(path),
        passages=(passage,),
        figid=record.figid or None,
        pmcid=record.pmcid or None,
        doi=record.doi or None,
        year=record.year,
        journal=record.journal or None,
        title=record.title or None,
        keywords=record.keywords,
        organisms=record.organisms,
    )
