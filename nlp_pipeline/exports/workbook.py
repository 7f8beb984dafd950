"""``statements.xlsx``: the tables of a run as one workbook for people.

It is made from the Parquet tables beside it, a few thousand rows at a time, so that its size does
not show in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq
from xlsxwriter.workbook import Workbook

from nlp_pipeline import __version__
from nlp_pipeline.exports.files import replacing
from nlp_pipeline.exports.matrix import build_matrix
from nlp_pipeline.exports.sheet_pages import date_of, write_matrix, write_read_me, write_runs
from nlp_pipeline.exports.sheet_writer import MAX_ROWS, Formats, SheetWriter
from nlp_pipeline.exports.sheets import RESISTANCE, SHEETS, Cells, Sheet

WORKBOOK_FILE: Final = "statements.xlsx"
_BATCH: Final = 4096


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
        writer.write(_iter_rows(folder, sheet))
        writer.close()
        counts[sheet.title] = writer.rows
        if sheet is RESISTANCE:
            write_matrix(workbook, build_matrix(_iter_rows(folder, sheet)), formats)
    write_runs(workbook, runs, formats)
    write_read_me(workbook, counts, runs, formats)


def _iter_rows(folder: Path, sheet: Sheet) -> Iterator[Cells]:
    columns = list(dict.fromkeys((*sheet.columns, *sheet.hidden)))
    with pq.ParquetFile(folder / f"{sheet.table}.parquet") as file:
        for batch in file.iter_batches(_BATCH, columns=columns):
            values = batch.to_pydict()
            for row in zip(*(values[name] for name in columns), strict=True):
                yield dict(zip(columns, row, strict=True))
