"""Turns a reading error into a row of the error table."""

from __future__ import annotations

from pathlib import Path

from nlp_pipeline.errors import ReadError
from nlp_pipeline.records import Failure


def failure_from(error: ReadError, path: Path, *, doc_id: str | None = None) -> Failure:
    """Make the row for an error; its place is the error's own, with the line where known."""
    place = error.place
    if place is not None and error.line is not None:
        place = f"{place}:{error.line}"
    message = error.message.replace("\n", " ")
    return Failure(str(path), doc_id, error.kind, place, message, error.remedy)
