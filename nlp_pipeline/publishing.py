"""The tables of a run: written from the store, each replaced whole, left alone where unchanged.

What curators have marked decides which rows of the store reach them, see
:mod:`nlp_pipeline.curation`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

import pyarrow as pa

from nlp_pipeline.config import Settings
from nlp_pipeline.curation import (
    CURATION_FILE,
    Mark,
    estimate_precisions,
    read_marks,
    settle_marks,
    verdicts_of,
    write_marks,
)
from nlp_pipeline.errors import StoreError
from nlp_pipeline.exports.published import read_runs
from nlp_pipeline.exports.rows import Row
from nlp_pipeline.exports.tables import write_table
from nlp_pipeline.exports.workbook import WORKBOOK_FILE, write_workbook
from nlp_pipeline.lexicon.lexicon import Lexicon
from nlp_pipeline.linking import Families
from nlp_pipeline.progress import Progress
from nlp_pipeline.records import (
    CHANGES_SCHEMA,
    ERRORS_SCHEMA,
    MENTIONS_SCHEMA,
    RESISTANCE_SCHEMA,
    STATEMENTS_SCHEMA,
    TRIPLES_SCHEMA,
)
from nlp_pipeline.relations.rules import load_rules
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


def apply_marks(store: Store, output: Path, settings: Settings) -> tuple[Mark, ...]:
    """Let the store's rows follow the curators' marks; return the marks, found again.

    Raises:
        ReadError: The file of marks is damaged; nothing is written.
        StoreError: The file of marks cannot be written.
    """
    marks = read_marks(output)
    if not marks:
        return marks
    settled = settle_marks(marks, store.iter_evidence(mark.statement_id for mark in marks))
    if settled != marks:
        try:
            write_marks(output, settled)
        except OSError as error:
            raise _unwritable(CURATION_FILE, output, error) from error
    priors = {rule.id: rule.precision for rule in load_rules(settings.rules)}
    precisions = estimate_precisions(settled, priors)
    factors = {rule_id: rule.estimate / rule.prior for rule_id, rule in precisions.items()}
    store.verdicts = verdicts_of((mark for mark in settled if mark.found), factors)
    return settled


def write_tables(
    store: Store,
    output: Path,
    settings: Settings,
    progress: Progress,
    *,
    without: Collection[str] = (),
) -> Written:
    """Replace the tables; those of unchanged rows only where their files are not as written.

    Args:
        store: Its rows follow the marks, see :func:`apply_marks`.
        output: Folder of the tables.
        settings: How the tables are written.
        progress: Is told how far the work is.
        without: Tables that stay as they are, by their fields in the report of a run.

    Raises:
        StoreError: If a file cannot be written; the old ones then stay.
    """
    tables = {
        "triples": _Table("triples", TRIPLES_SCHEMA, store.iter_triple_rows, parquet=True),
        "mentions": _Table("mentions", MENTIONS_SCHEMA, store.iter_mention_rows, parquet=True),
        "statements": _Table(
            "statements", STATEMENTS_SCHEMA, store.iter_statement_rows, parquet=True
        ),
        "chains": _Table(
            "drug_resistance", RESISTANCE_SCHEMA, lambda: _chain_rows(store), parquet=True
        ),
        "failures": _Table("errors", ERRORS_SCHEMA, store.iter_failure_rows),
        "changes": _Table("changes", CHANGES_SCHEMA, store.iter_change_rows),
    }
    tables = {name: table for name, table in tables.items() if name not in without}
    progress.begin("Writing", len(tables))
    signature = _signature(settings, output / CURATION_FILE)
    earlier = store.written()
    kept = earlier is not None and earlier.signature == signature and _untouched(output, earlier)
    if kept:
        store.reuse_statements()
    else:
        store.build_statements(Families(Lexicon.load(settings.lexicon).families()))
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
        raise _unwritable(f"the table {table.name}", output, error) from error


def write_book(output: Path, settings: Settings, progress: Progress) -> None:
    """Write the workbook of the tables, if the settings ask for one.

    A workbook newer than the tables is left alone: a curator may be at work in it.

    Raises:
        StoreError: If it cannot be written; the old one then stays.
    """
    if not settings.spreadsheet or _is_newest(output / WORKBOOK_FILE):
        return
    progress.begin("Workbook", 1)
    try:
        write_workbook(output, read_runs(output))
    except OSError as error:
        raise _unwritable(WORKBOOK_FILE, output, error) from error
    progress.advance()


def _is_newest(path: Path) -> bool:
    """Tell whether a file is there and newer than the tables beside it."""
    tables = path.parent.glob("*.parquet")
    return path.is_file() and all(_stamp(path)[1] > _stamp(table)[1] for table in tables)


def _unwritable(what: str, output: Path, error: OSError) -> StoreError:
    return StoreError(
        f"cannot write {what}: {error.strerror or error}",
        place=output,
        remedy="free some space or close the file, then run again: no work is lost",
    )


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


def _signature(settings: Settings, marks: Path) -> str:
    """Return a hash of what decides how rows become tables: marks and, by and large, all code."""
    digest = hashlib.sha256(settings.model_dump_json(exclude=set(_HOW_TO_EXTRACT)).encode())
    digest.update(marks.read_bytes() if marks.is_file() else b"")
    digest.update(version("pyarrow").encode())
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
