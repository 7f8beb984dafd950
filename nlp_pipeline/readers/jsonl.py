"""Reads JSON lines: one object per line, each one document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.failures import failure_from
from nlp_pipeline.readers.files import InputFile
from nlp_pipeline.readers.lines import decode_line, iter_lines
from nlp_pipeline.readers.rows import Columns, RowReader
from nlp_pipeline.records import Document, Failure

_REMEDY: Final = 'write one JSON object per line, such as {"id": "1", "text": "…"}'


def read_jsonl(file: InputFile, columns: Columns) -> Iterator[Document | Failure]:
    """Read a JSON lines file as a stream.

    Yields:
        One Document per line, with one passage ``text``; a Failure with the line number for a
        line that is not JSON, lacks id or text, is too long, or repeats an id. Blank lines are
        skipped.
    """
    rows = RowReader(file.path, columns, remedy=_REMEDY)
    for number, line in iter_lines(file):
        found = _read_line(line, number, file, rows)
        if found is not None:
            yield found


def _read_line(
    line: bytes | str, number: int, file: InputFile, rows: RowReader
) -> Document | Failure | None:
    try:
        text = decode_line(line, file, number)
        return rows.read(parse_object(text, file, number), number) if text.strip() else None
    except ReadError as error:
        return failure_from(error, file.path)


def parse_object(text: str, file: InputFile, line: int | None = None) -> dict[str, Any]:
    """Return a JSON object.

    Raises:
        ReadError: The text is not JSON, is nested too deeply, or is no object.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", None) or str(error)
        raise ReadError(
            f"not JSON: {reason}", place=file.path, line=line, remedy=_REMEDY
        ) from error
    if not isinstance(value, dict):
        raise ReadError(
            f"a JSON {type(value).__name__} where an object should be",
            place=file.path,
            line=line,
            remedy=_REMEDY,
        )
    return value
