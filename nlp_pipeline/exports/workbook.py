"""``statements.xlsx``: the tables of a run as one workbook for people.

It is made from the Parquet tables beside it, a few thousand rows at a time, so that its size does
not show in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from xlsxwriter.workbook import Workbook

from nlp_pipeline import __version__
from nlp_pipeline.exports.files import replacing
from nlp_pipeline.exports.matrix import build_matrix
from nlp_pipeline.exports.sheet_pages import date_of, write_matrix, write_read_me, write_runs
from nlp_pipeline.exports.sheet_writer import MAX_ROWS, Formats, SheetWriter
from nlp_pipeline.exports.sheets import RESISTANCE, SHEETS, STATEMENTS, Cells, Sheet

WORKBOOK_FILE: Final = "statements.xlsx"
_BATCH: Final = 4096
_LINKS: Final = ("contradicts", "refines", "refined_by")
_CLAIM: Final = (
    "subject_label", "subject_state", "predicate", "object_label", "object_state",
)  # fmt: skip


def write_workbook(
    folder: Path, runs: Sequence[Mapping[str, Any]], *, max_rows: int = MAX_ROWS
) -> Path:
    """Write the workbook of the tables in a folder, in place of an older one.

    Args:
        folder: Holds the Parquet tables.
        runs: The runs that made them, oldest first, as in ``runs.jsonl``.
        max_rows: Rows of a sheet, the header included; a longer table goes on in the next sheet.

    Returns:
        Where the workbook lies.

    Raises:
        OSError: If a table cannot be read or the workbook not be written; the old one stays.
    """
    path = folder / WORKBOOK_FILE
    with (
        replacing(path) as partial,
        Workbook(str(partial), {"constant_memory": True}) as workbook,
    ):
        workbook.set_properties(
            {
                "title": "Drug resistance statements",
                "created": date_of(runs),
                "comments": f"nlp-pipeline {__version__}",
            }
        )
        _write_sheets(workbook, folder, runs, max_rows)
    return path


def _write_sheets(
    workbook: Workbook, folder: Path, runs: Sequence[Mapping[str, Any]], max_rows: int
) -> None:
    formats = Formats(workbook)
    counts = {}
    for sheet in SHEETS:
        writer = SheetWriter(workbook, sheet, formats, max_rows)
        rows = _iter_rows(folder, sheet)
        writer.write(_with_claims(rows, folder) if sheet is STATEMENTS else rows)
        writer.close()
        counts[sheet.title] = writer.rows
        if sheet is RESISTANCE:
            write_matrix(workbook, build_matrix(_iter_rows(folder, sheet)), formats)
    write_runs(workbook, runs, formats)
    write_read_me(workbook, counts, runs, formats)


def _with_claims(rows: Iterable[Cells], folder: Path) -> Iterator[Cells]:
    """Put what linked statements say in the place of their ids."""
    linked = {
        statement_id
        for row in _iter_cells(folder, "statements", _LINKS)
        for link in _LINKS
        for statement_id in row[link]
    }
    told = {
        row["statement_id"]: _told(row)
        for row in _iter_cells(folder, "statements", ("statement_id", *_CLAIM))
        if row["statement_id"] in linked
    }
    for row in rows:
        yield {**row, **{link: [told.get(name, name) for name in row[link]] for link in _LINKS}}


def _told(row: Cells) -> str:
    """Return a claim in words: ``PTEN (loss) activates AKT``."""
    words = [
        label if state is None else f"{label} ({state})"
        for label, state in (
            (row["subject_label"], row["subject_state"]),
            (row["object_label"], row["object_state"]),
        )
    ]
    return f"{words[0]} {row['predicate']} {words[1]}"


def _iter_rows(folder: Path, sheet: Sheet) -> Iterator[Cells]:
    yield from _iter_cells(folder, sheet.table, (*sheet.columns, *sheet.hidden))


def _iter_cells(folder: Path, table: str, names: Iterable[str]) -> Iterator[Cells]:
    """Yield some columns of a table, a batch of rows in memory at a time."""
    columns = list(dict.fromkeys(names))
    with pq.ParquetFile(folder / f"{table}.parquet") as file:
        for batch in file.iter_batches(_BATCH, columns=columns):
            values = [_values_of(batch.column(name)) for name in columns]
            for row in zip(*values, strict=True):
                yield dict(zip(columns, row, strict=True))


def _values_of(column: pa.Array) -> list[Any]:
    """Return the values of a column, as ``to_pylist`` does but faster where numpy has them."""
    if pa.types.is_string(column.type) or (column.null_count == 0 and _is_number(column.type)):
        values: list[Any] = column.to_numpy(zero_copy_only=False).tolist()
        return values
    listed: list[Any] = column.to_pylist()
    return listed


def _is_number(type_: pa.DataType) -> bool:
    return bool(pa.types.is_integer(type_) or pa.types.is_floating(type_))
