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
"""

# The plan belongs to one run and may be lost: it needs no journal.
_PLAN_TABLES: Final = """
PRAGMA plan.journal_mode = OFF;
PRAGMA plan.synchronous = OFF;
CREATE TABLE plan.seen (
    doc_id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    document BLOB
) WITHOUT ROWID;
CREATE TABLE plan.failures (cells TEXT NOT NULL);
CREATE TABLE plan.statements AS SELECT * FROM main.statements WHERE 0;
CREATE UNIQUE INDEX plan.statements_by_id ON statements (statement_id);
"""


@contextmanager
def connect(folder: Path, output: Path) -> Iterator[sqlite3.Connection]:
    """Open the database in ``folder``, with an empty plan beside it.

    Transactions are begun and ended by the caller. The plan is removed at the end.

    Raises:
        StoreError: If the file is damaged, not ours, or of another version.
    """
    plan = folder / "plan.sqlite"
    plan.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(folder / "store.sqlite", isolation_level=None)) as connection:
            _check_version(connection, output)
            connection.executescript(_STORE_TABLES)
            connection.execute("ATTACH DATABASE ? AS plan", (str(plan),))
            connection.executescript(_PLAN_TABLES)
            yield connection
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # a mistake in this package, not in the file
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"the store cannot be used: {error}",
            place=output,
            remedy=f"check the disk, or remove {folder} to do all the work again",
        ) from error
    finally:
        plan.unlink(missing_ok=True)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Make everything written in the block appear at once, or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _check_version(connection: sqlite3.Connection, output: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 1:
        # Its statements have other columns; they only serve to tell what has changed since.
        connection.execute("DROP TABLE IF EXISTS main.statements")
        version = FORMAT_VERSION
    if version not in {0, FORMAT_VERSION}:
        raise StoreError(
            f"the store has format {version}, this version reads {FORMAT_VERSION}",
            place=output,
            remedy="give another --output, or update nlp-pipeline",
        )
    connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
