"""Reads Parquet tables: each row one document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyarrow as pa
from pyarrow import parquet

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers.delimited import missing_columns
from nlp_pipeline.readers.files import InputFile
from nlp_pipeline.readers.rows import Columns, Row, RowReader
from nlp_pipeline.records import Document, Failure

ROWS_AT_ONCE: Final = 256
_REMEDY: Final = "give each row an id and a text"


def read_parquet(file: InputFile, columns: Columns) -> Iterator[Document | Failure]:
    """Read a Parquet table, some rows at a time.

    Yields:
        One Document per row, with one passage ``text``; a Failure with the row's number, counted
        from 1, for a row that lacks id or text, or repeats an id.

    Raises:
        ReadError: The file is damaged, or a column is missing.
    """
    rows = RowReader(file.path, columns, remedy=_REMEDY)
    try:
        source = file.path if file.is_seekable else pa.BufferReader(file.read())
        with parquet.ParquetFile(source) as table:
            names = list(table.schema_arrow.names)
            if not {columns.id, columns.text} <= set(names):
                raise missing_columns(names, columns, file)
            wanted = {columns.id, columns.text, *Row.model_fields}
            batches = table.iter_batches(ROWS_AT_ONCE, columns=[n for n in names if n in wanted])
            number = 0
            for batch in batches:
                for values in batch.to_pylist():
                    number += 1
                    present = {key: value for key, value in values.items() if value is not None}
                    yield rows.read(present, number)
    except (pa.ArrowException, OSError) as error:
        reason = str(error).split("\n", 1)[0]
        raise ReadError(
            f"not a Parquet table: {reason}", place=file.path, remedy="write it again"
        ) from error
