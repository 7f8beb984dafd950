"""The tables of a run: written from the store, each replaced whole, left alone where unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pyarrow as pa

from nlp_pipeline.config import Settings
from nlp_pipeline.errors import StoreError
from nlp_pipeline.exports.rows import Row
from nlp_pipeline.exports.tables import write_table
from nlp_pipeline.progress import Progress
from nlp_pipeline.records import (
    CHANGES_SCHEMA,
    ERRORS_SCHEMA,
    MENTIONS_SCHEMA,
    RESISTANCE_SCHEMA,
    STATEMENTS_SCHEMA,
    TRIPLES_SCHEMA,
)
from nlp_pipeline.resistance import chain_row, find_chains
from nlp_pipeline.store import Store, Written

OF_THE_RUN: Final = frozenset({"failures", "changes"})
"""Tables that tell of the run itself; the others follow from the rows in the store alone."""

_HOW_TO_EXTRACT: Final = ("engine", "workers", "timeout", "batch_size", "shard_size")


@dataclass(frozen=True, slots=True)
class _Table:
    """One public table: file stem, columns, rows, and whether it is Parquet too."""

    name: str
    schema: pa.Schema
    rows: Callable[[], Iterable[Row]]
    parquet: bool = False

    def paths(self, output: Path) -> tuple[Path, Path | None]:
        """Return where its CSV and its Parquet file lie."""
        parquet = output / f"{self.name}.parquet" if self.parquet else None
        return output / f"{self.name}.csv", parquet


def write_tables(store: Store, output: Path, settings: Settings, progress: Progress) -> Written:
    """Replace the tables; those of unchanged rows only where their files are not as written.

    Raises:
        StoreError: If a file cannot be written; the old ones then stay.
    """
    tables = {
        "triples": _Table("triples", TRIPLES_SCHEMA, store.iter_triple_rows, parquet=True),
        "mentions": _Table("mentions", MENTIONS_SCHEMA, store.iter_mention_rows, parquet=True),
        "statements": _Table(
            "statements", STATEMENTS_SCHEMA, store.iter_statement_rows, parquet=True
        ),
        "chains": _Table("drug_resistance", RESISTANCE_SCHEMA, lambda: _chain_rows(store)),
        "failures": _Table("errors", ERRORS_SCHEMA, store.iter_failure_rows),
        "changes": _Table("changes", CHANGES_SCHEMA, store.iter_change_rows),
    }
    progress.begin("Writing", len(tables))
    signature = _signature(settings)
    earlier = store.written()
    kept = earlier is not None and earlier.signature == signature and _untouched(output, earlier)
    if kept:
        store.reuse_statements()
    else:
        store.build_statements()
    rows = {}
    for name, table in tables.items():
        if earlier is not None and kept and name not in OF_THE_RUN:
            rows[name] = earlier.rows[name]
        else:
            rows[name] = _write(table, output, settings)
        progress.advance()
    lasting = [table for name, table in tables.items() if name not in OF_THE_RUN]
    files = [path for table in lasting for path in table.paths(output) if path is not None]
    return Written(signature, rows, {path.name: _stamp(path) for path in files})


def _write(table: _Table, output: Path, settings: Settings) -> int:
    csv_path, parquet_path = table.paths(output)
    try:
        return write_table(
            table.rows(),
            table.schema,
            csv_path=csv_path,
            parquet_path=parquet_path,
            bom=settings.csv_bom,
        )
    except OSError as error:
        raise StoreError(
            f"cannot write the table {table.name}: {error.strerror or error}",
            place=output,
            remedy="free some space or close the file, then run again: no work is lost",
        ) from error


def _chain_rows(store: Store) -> Iterator[Row]:
    return map(chain_row, find_chains(store.iter_triples()))


def _untouched(output: Path, written: Written) -> bool:
    try:
        return all(_stamp(output / name) == stamp for name, stamp in written.files.items())
    except OSError:
        return False


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _signature(settings: Settings) -> str:
    """Return a hash of what decides how rows become tables, by and large: all of the package."""
    digest = hashlib.sha256(settings.model_dump_json(exclude=set(_HOW_TO_EXTRACT)).encode())
    digest.update(version("pyarrow").encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
