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
    return Failure(
        shown_path(path),
        None if doc_id is None else _as_unicode(doc_id),
        error.kind,
        None if place is None else _as_unicode(place),
        _as_unicode(message),
        error.remedy,
    )


def shown_path(path: Path) -> str:
    r"""Return a path as text that can be written; bytes that are no UTF-8 become ``?``.

    Examples:
        >>> shown_path(Path("na\udcefve.txt"))
        'na?ve.txt'
    """
    return _as_unicode(str(path))


def _as_unicode(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
