"""Tables as Parquet and CSV, written as a stream and replaced whole."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from nlp_pipeline.exports.cells import csv_column
from nlp_pipeline.exports.files import replacing
from nlp_pipeline.exports.rows import Row

CHUNK_ROWS: Final = 16_384
"""Rows held in memory at once, and the size of a Parquet row group."""


def write_table(
    rows: Iterable[Row],
    schema: pa.Schema,
    *,
    csv_path: Path | None = None,
    parquet_path: Path | None = None,
    bom: bool = False,
) -> int:
    """Write rows, in the order given, to a CSV file, a Parquet file or both.

    The same rows always give the same bytes. No rows give a table with its columns.

    Args:
        rows: Tuples in the schema's column order; read once.
        schema: The table's columns.
        csv_path: UTF-8, comma, header line, quoted as in RFC 4180.
        parquet_path: With exactly ``schema``.
        bom: Begin the CSV file with a byte order mark.

    Returns:
        The number of rows.

    Raises:
        OSError: If a file cannot be written; the old files then stay as they were.
        pyarrow.ArrowInvalid: If a value does not fit its column.
    """
    count = 0
    with ExitStack() as stack:
        # Left in reverse order: both writers are closed before either file takes its place.
        targets = [
            None if path is None else stack.enter_context(replacing(path))
            for path in (csv_path, parquet_path)
        ]
        sinks = stack.enter_context(ExitStack())
        csv_target, parquet_target = targets
        writer = parquet = None
        if csv_target is not None:
            writer = csv.writer(sinks.enter_context(_open_csv(csv_target, bom=bom)))
            writer.writerow(schema.names)
        if parquet_target is not None:
            parquet = sinks.enter_context(
                pq.ParquetWriter(parquet_target, schema, compression="zstd")
            )
        for chunk in _chunks(rows):
            count += len(chunk)
            columns = list(zip(*chunk, strict=True))
            if writer is not None:
                cells = map(csv_column, columns, schema.types)
                writer.writerows(zip(*cells, strict=True))
            if parquet is not None:
                parquet.write_batch(_record_batch(columns, schema))
    return count


def _open_csv(path: Path, *, bom: bool) -> TextIO:
    return path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="")


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK_ROWS)):
        yield chunk


def _record_batch(columns: Sequence[Sequence[Any]], schema: pa.Schema) -> pa.RecordBatch:
    arrays = [
        pa.array(column, type=column_field.type)
        for column, column_field in zip(columns, schema, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
