"""The tables of a run as pandas data frames, each column of the type that its schema says.

Text is ``string``, whole numbers are ``Int32``, truth values ``boolean``, all of which know a
missing value; numbers with a fraction are ``float64``, lists are lists of ``str``. The text ``NA``
is text, and so are gene symbols such as ``SEPT2``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from nlp_pipeline.errors import ReadError
from nlp_pipeline.exports.cells import text_of_cell
from nlp_pipeline.records import (
    CHANGES_SCHEMA,
    CURATION_SCHEMA,
    ERRORS_SCHEMA,
    MENTIONS_SCHEMA,
    RESISTANCE_SCHEMA,
    STATEMENTS_SCHEMA,
    TRIPLES_SCHEMA,
)

_TYPES: Final[dict[pa.DataType, Any]] = {
    pa.string(): pd.StringDtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.bool_(): pd.BooleanDtype(),
    pa.float64(): "float64",
}
_TRUTH: Final = {"true": True, "false": False}
_REMEDY: Final = "give the output folder of a run, or one of its Parquet or CSV files"


def read_triples(path: str | Path) -> pd.DataFrame:
    """Return the triples of a run: one row for each claim at one place of one document.

    Args:
        path: Output folder of a run, or its ``triples.parquet`` or ``triples.csv``.

    Raises:
        ReadError: There is no such table, or it has other columns.
    """
    return _read(Path(path), "triples", TRIPLES_SCHEMA)


def read_statements(path: str | Path) -> pd.DataFrame:
    """Return the statements of a run: one row for each distinct claim; see :func:`read_triples`."""
    return _read(Path(path), "statements", STATEMENTS_SCHEMA)


def read_mentions(path: str | Path) -> pd.DataFrame:
    """Return the mentions of a run: one row for each name; see :func:`read_triples`."""
    return _read(Path(path), "mentions", MENTIONS_SCHEMA)


def read_resistance(path: str | Path) -> pd.DataFrame:
    """Return the drug resistance view of a run, a row for each chain; see :func:`read_triples`."""
    return _read(Path(path), "drug_resistance", RESISTANCE_SCHEMA)


def read_changes(path: str | Path) -> pd.DataFrame:
    """Return the statements that the last run changed, added or removed; :func:`read_triples`."""
    return _read(Path(path), "changes", CHANGES_SCHEMA)


def read_errors(path: str | Path) -> pd.DataFrame:
    """Return what the last run could not read or extract; see :func:`read_triples`."""
    return _read(Path(path), "errors", ERRORS_SCHEMA)


def read_curation(path: str | Path) -> pd.DataFrame:
    """Return the marks of curators on the rows of a run; see :func:`read_triples`."""
    return _read(Path(path), "curation", CURATION_SCHEMA)


def _read(path: Path, table: str, schema: pa.Schema) -> pd.DataFrame:
    file = _file_of(path, table) if path.is_dir() else path
    try:
        frame = _from_csv(file, schema) if file.suffix == ".csv" else _from_parquet(file, schema)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise ReadError(
            f"cannot read the table {table}: {reason}", place=file, remedy=_REMEDY
        ) from error
    return frame


def _file_of(folder: Path, table: str) -> Path:
    parquet = folder / f"{table}.parquet"
    return parquet if parquet.exists() else parquet.with_suffix(".csv")


def _check_columns(found: list[str], schema: pa.Schema) -> None:
    missing = [name for name in schema.names if name not in found]
    if missing:
        message = f"it has no column {', '.join(missing)}"
        raise ValueError(message)


def _from_parquet(path: Path, schema: pa.Schema) -> pd.DataFrame:
    table = pq.read_table(path)
    _check_columns(table.column_names, schema)
    columns: dict[str, Any] = {}
    for field in schema:
        column = table.column(field.name)
        if pa.types.is_list(field.type):
            columns[field.name] = pd.Series(column.to_pylist(), dtype=object)
        else:
            columns[field.name] = column.to_pandas(types_mapper=_TYPES.get)
    return pd.DataFrame(columns)


def _from_csv(path: Path, schema: pa.Schema) -> pd.DataFrame:
    cells = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    _check_columns(list(cells.columns), schema)
    return pd.DataFrame({field.name: _typed(cells[field.name], field.type) for field in schema})


def _typed(cells: pd.Series[str], type_: pa.DataType) -> pd.Series[Any]:
    """Return the texts of a CSV column as what they stand for; empty is missing."""
    if pa.types.is_list(type_):
        lists = [text_of_cell(cell).split(";") if cell else [] for cell in cells]
        return pd.Series(lists, index=cells.index, dtype=object)
    values: list[Any] = [text_of_cell(cell) if cell else None for cell in cells]
    if pa.types.is_boolean(type_):
        values = [_TRUTH.get(value) for value in values]
    elif not pa.types.is_string(type_):
        values = [None if value is None else float(value) for value in values]
    return pd.Series(values, index=cells.index, dtype=_TYPES[type_])
