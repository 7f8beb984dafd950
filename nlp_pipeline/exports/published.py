"""The tables that a run has written, read back column by column."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from nlp_pipeline.errors import StoreError
from nlp_pipeline.exports.rows import Row
from nlp_pipeline.records import (
    MENTIONS_SCHEMA,
    RESISTANCE_SCHEMA,
    STATEMENTS_SCHEMA,
    TRIPLES_SCHEMA,
)

PUBLISHED: Final[Mapping[str, pa.Schema]] = {
    "statements": STATEMENTS_SCHEMA,
    "triples": TRIPLES_SCHEMA,
    "mentions": MENTIONS_SCHEMA,
    "drug_resistance": RESISTANCE_SCHEMA,
}
"""Tables that exports are made from: the stems of their Parquet files, and their columns."""

RUNS_FILE: Final = "runs.jsonl"
EXPORTS_FOLDER: Final = "exports"
BATCH_ROWS: Final = 8_192
_REMEDY: Final = "write the tables with this version: nlp-pipeline run INPUT… --output FOLDER"


@dataclass(frozen=True, slots=True)
class PublishedTables:
    """The tables of one output folder; made by :func:`find_tables`."""

    folder: Path

    def iter_rows(self, table: str) -> Iterator[Row]:
        """Yield a table's rows in the column order of its schema, a few thousand in memory.

        Raises:
            StoreError: The file is damaged.
        """
        path = self.folder / f"{table}.parquet"
        names = PUBLISHED[table].names
        try:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(BATCH_ROWS, columns=names):
                    yield from zip(*(batch[name].to_pylist() for name in names), strict=True)
        except (OSError, pa.ArrowException) as error:
            raise StoreError(
                f"cannot read the table: {error}", place=path, remedy=_REMEDY
            ) from error

    def changed(self) -> int:
        """Return when a table was last replaced, in nanoseconds since 1970."""
        return max((self.folder / f"{table}.parquet").stat().st_mtime_ns for table in PUBLISHED)

    def read_runs(self) -> list[dict[str, Any]]:
        """Return the history of runs, oldest first; a line cut off by a killed run is left out."""
        return read_runs(self.folder)


def read_runs(output: Path) -> list[dict[str, Any]]:
    """Return the runs on an output folder, oldest first; a line that was cut off is left out."""
    path = output / RUNS_FILE
    if not path.is_file():
        return []
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            record = json.loads(line)
        except ValueError:
            continue
        if isinstance(record, dict):
            found.append(record)
    return found


def find_tables(output: Path) -> PublishedTables:
    """Return the tables of an output folder, having looked that all columns are there.

    Raises:
        StoreError: A table or a column is missing, or a file is no Parquet.
    """
    for table, schema in PUBLISHED.items():
        path = output / f"{table}.parquet"
        if not path.is_file():
            raise StoreError("the table is missing", place=path, remedy=_REMEDY)
        _check_columns(path, schema.names)
    return PublishedTables(output)


def _check_columns(path: Path, wanted: Sequence[str]) -> None:
    try:
        found = pq.read_schema(path).names
    except (OSError, pa.ArrowException) as error:
        raise _unreadable(path, error) from error
    missing = [name for name in wanted if name not in found]
    if missing:
        columns = ", ".join(missing)
        raise StoreError(f"the table lacks the columns {columns}", place=path, remedy=_REMEDY)


def _unreadable(path: Path, error: Exception) -> StoreError:
    return StoreError(f"cannot read the table: {error}", place=path, remedy=_REMEDY)
