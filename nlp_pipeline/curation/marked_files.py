"""Reads what a curator has written into the ``curation`` column of a workbook or CSV file."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nlp_pipeline.curation.marks import ID_FORM, WORDS, Kind
from nlp_pipeline.errors import ReadError

_EXPECTED: Final = (
    "give statements.xlsx, triples.csv, statements.csv, drug_resistance.csv or curation.csv of a"
    " run, with its id columns and the column curation"
)


_PROLOGUE: Final = 4096
"""Bytes of an XML file within which a document type would be declared."""


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row that a curator has marked.

    Attributes:
        word: ``right``, ``wrong`` or ``clear``.
        kind, statement_id, triple_id: As in :class:`~nlp_pipeline.curation.marks.Mark`.
        place: Where the row is: sheet and row.
    """

    word: str
    kind: Kind
    statement_id: str
    triple_id: str
    place: str


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A marked row that cannot be used, and why."""

    place: str
    message: str


def read_marked_rows(path: Path) -> Iterator[MarkedRow | UnreadRow]:
    """Yield the rows of a file that are marked, in its order.

    Sheets without the columns of marks are passed over. Heads may have blanks for underscores.

    Raises:
        ReadError: The file cannot be read, or nothing in it can hold marks.
    """
    tables = _iter_workbook(path) if path.suffix.lower() == ".xlsx" else _iter_csv(path)
    usable = False
    try:
        for title, rows in tables:
            lines = iter(rows)
            columns = _columns(next(lines, ()))
            kind = _kind_of(columns)
            if kind is not None:
                usable = True
                yield from _marked_rows(lines, columns, kind, title)
    except (csv.Error, SyntaxError) as error:
        raise ReadError(f"cannot read the file: {error}", place=path, remedy=_EXPECTED) from error
    if not usable:
        raise ReadError("no column for marks", place=path, remedy=_EXPECTED)


def _marked_rows(
    lines: Iterable[Sequence[str]], columns: dict[str, int], kind: str, title: str
) -> Iterator[MarkedRow | UnreadRow]:
    for number, cells in enumerate(lines, start=2):
        row = {name: cells[i] if i < len(cells) else "" for name, i in columns.items()}
        if row["curation"]:
            yield _marked_row(row, kind, f"{title}, row {number}" if title else f"row {number}")


def _columns(head: Sequence[str]) -> dict[str, int]:
    return {name.strip().lower().replace(" ", "_"): i for i, name in enumerate(head)}


def _kind_of(columns: dict[str, int]) -> str | None:
    """Return what the rows are: ``triple``, ``statement``, ``both``, or None without marks."""
    if not {"curation", "statement_id"} <= columns.keys():
        return None
    if "kind" in columns and "triple_id" in columns:
        return "both"
    if "best_triple_id" in columns:
        return "statement"
    return "triple" if "triple_id" in columns else None


def _marked_row(row: dict[str, str], kind: str, place: str) -> MarkedRow | UnreadRow:
    own: Kind = "statement" if "statement" in (kind, row.get("kind")) else "triple"
    statement_id = row["statement_id"]
    triple_id = row["best_triple_id" if kind == "statement" else "triple_id"]
    word = WORDS.get(row["curation"].lower())
    if word is None:
        return UnreadRow(place, f"{row['curation']!r} is no mark (write right, wrong or clear)")
    for id_ in (statement_id, triple_id):
        if not ID_FORM.fullmatch(id_):
            hint = "a spreadsheet may have changed it; mark the row in statements.xlsx"
            return UnreadRow(place, f"{id_!r} is no id of a row ({hint})")
    return MarkedRow(word, own, statement_id, triple_id, place)


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _iter_workbook(path: Path) -> Iterator[tuple[str, Iterable[Sequence[str]]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        _refuse_entities(path)
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ReadError(
            f"cannot read the workbook: {error}", place=path, remedy=_EXPECTED
        ) from error
    try:
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True)
            yield sheet.title, ([_text(value) for value in row] for row in rows)
    finally:
        book.close()


def _refuse_entities(path: Path) -> None:
    """Refuse a workbook that declares XML entities, which no spreadsheet program writes."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as part:
                if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in part.read(_PROLOGUE):
                    message = f"{name} declares XML entities"
                    raise ValueError(message)


def _iter_csv(path: Path) -> Iterator[tuple[str, Iterable[Sequence[str]]]]:
    """Read a CSV file as spreadsheets save it: comma, semicolon or tab, UTF-8 or Windows-1252."""
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadError(f"cannot read the file: {reason}", place=path, remedy=_EXPECTED) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    yield "", ([cell.strip() for cell in row] for row in rows)
