"""The SQLite files behind the store: their tables, and how they are opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from nlp_pipeline.errors import StoreError

FORMAT_VERSION: Final = 2

# Text is compared byte by byte, which in UTF-8 is the order of code points, on every machine.
_STORE_TABLES: Final = """
CREATE TABLE IF NOT EXISTS main.documents (
    doc_id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    mentions TEXT NOT NULL,
    failure TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS main.triples (
    doc_id TEXT NOT NULL,
    place INTEGER NOT NULL,
    statement_id TEXT NOT NULL,
    predicate TEXT NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (doc_id, place)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS main.triples_by_statement ON triples (statement_id);
CREATE TABLE IF NOT EXISTS main.statements (
    statement_id TEXT PRIMARY KEY,
    belief REAL NOT NULL,
    papers INTEGER NOT NULL,
    negated_papers INTEGER NOT NULL,
    hedged_papers INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    cells TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS main.runs (
    run INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL UNIQUE,
    record TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS main.history (
    statement_id TEXT NOT NULL,
    run INTEGER NOT NULL,
    belief_before REAL,
    papers_before INTEGER,
    negated_papers_before INTEGER,
    hedged_papers_before INTEGER,
    belief REAL,
    papers INTEGER,
    negated_papers INTEGER,
    hedged_papers INTEGER,
    sort_key TEXT NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (statement_id, run)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS main.written (
    signature TEXT NOT NULL,
    tables TEXT NOT NULL
);
"""

# The plan belongs to one run and may be lost: it needs no journal.
_PLAN_TABLES: Final = """
PRAGMA plan.journal_mode = OFF;
PRAGMA plan.synchronous = OFF;
CREATE TABLE plan.seen (
    doc_id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    reason TEXT,
    document BLOB
) WITHOUT ROWID;
CREATE TABLE plan.failures (cells TEXT NOT NULL);
CREATE TABLE plan.statements AS SELECT * FROM main.statements WHERE 0;
CREATE UNIQUE INDEX plan.statements_by_id ON statements (statement_id);
"""


# A plan that only looks lives in a temporary file, which SQLite removes by itself.
_TEMPORARY: Final = ""
_PATIENCE: Final = 60.0
"""Seconds to wait for someone who reads the history while a run writes, or the other way."""
_FULL: Final = ("full", "disk I/O error", "too large")


@contextmanager
def connect(folder: Path, output: Path) -> Iterator[sqlite3.Connection]:
    """Open the database in ``folder``, with an empty plan beside it.

    Transactions are begun and ended by the caller. The plan is removed at the end.

    Raises:
        StoreError: If the disk is full, or the file is damaged, not ours, or of another version.
    """
    plan = folder / "plan.sqlite"
    plan.unlink(missing_ok=True)
    try:
        with _store_errors(output), closing(_open(folder / "store.sqlite", output)) as connection:
            _attach_plan(connection, str(plan))
            yield connection
    finally:
        plan.unlink(missing_ok=True)


@contextmanager
def connect_to_look(folder: Path, output: Path) -> Iterator[sqlite3.Connection]:
    """Open the database beside a run that may be writing it, with a plan that is thrown away.

    Where there is no store yet, an empty one stands for it; no file is made.

    Raises:
        StoreError: If the file is damaged, not ours, or of another version.
    """
    path = folder / "store.sqlite"
    with (
        _store_errors(output),
        closing(_open(path if path.is_file() else ":memory:", output)) as connection,
    ):
        _attach_plan(connection, _TEMPORARY)
        yield connection


def _open(path: Path | str, output: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        _check_version(connection, output)
        connection.executescript(_STORE_TABLES)
    except BaseException:
        connection.close()
        raise
    return connection


def _attach_plan(connection: sqlite3.Connection, path: str) -> None:
    connection.execute("ATTACH DATABASE ? AS plan", (path,))
    connection.executescript(_PLAN_TABLES)


@contextmanager
def _store_errors(output: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # a mistake in this package, not in the file
    except sqlite3.DatabaseError as error:
        remedy = f"check the disk, or remove {output / '.store'} to do all the work again"
        if any(word in str(error) for word in _FULL):
            remedy = "free some space, then run again: finished documents are kept"
        raise StoreError(
            f"the store cannot be used: {error}", place=output, remedy=remedy
        ) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Make everything written in the block appear at once, or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has rolled back by itself where the disk was full.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _check_version(connection: sqlite3.Connection, output: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 1:
        # Its statements have other columns; they only serve to tell what has changed since.
        connection.execute("DROP TABLE IF EXISTS main.statements")
        version = 0
    if version not in {0, FORMAT_VERSION}:
        raise StoreError(
            f"the store has format {version}, this version reads {FORMAT_VERSION}",
            place=output,
            remedy=f"remove {output / '.store'} to do all the work again, or give another --output",
        )
    if not version:
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
