"""All tables as one SQLite database with full-text search.

The other exports read from it too: it sorts and groups without holding the tables in memory.
Lists are JSON arrays, booleans 0 and 1. The same tables give the same bytes.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from nlp_pipeline.errors import StoreError
from nlp_pipeline.exports.files import replacing
from nlp_pipeline.exports.published import BATCH_ROWS, PUBLISHED, PublishedTables
from nlp_pipeline.exports.rows import Row

CHANGES_FILE: Final = "changes.csv"

_KEYS: Final = {
    "statements": "PRIMARY KEY (statement_id)",
    "triples": "FOREIGN KEY (statement_id) REFERENCES statements (statement_id)",
    "mentions": "",
    "drug_resistance": "FOREIGN KEY (statement_id) REFERENCES statements (statement_id)",
}
_LINKS: Final = """
CREATE TABLE contradictions AS
    SELECT s.statement_id AS statement_id, linked.value AS contradicts
    FROM statements AS s, json_each(s.contradicts) AS linked ORDER BY 1, 2;
CREATE TABLE refinements AS
    SELECT s.statement_id AS statement_id, linked.value AS refines
    FROM statements AS s, json_each(s.refines) AS linked ORDER BY 1, 2;
CREATE TABLE entities AS
    SELECT label, type, min(id) AS id, count(*) AS statements
    FROM (
        SELECT subject_label AS label, subject_type AS type, subject_id AS id FROM statements
        UNION ALL SELECT object_label, object_type, object_id FROM statements
    )
    GROUP BY label, type ORDER BY label, type;
"""
_INDEXES: Final = """
CREATE INDEX triples_by_statement ON triples (statement_id);
CREATE INDEX triples_by_document ON triples (doc_id);
CREATE INDEX statements_by_subject ON statements (subject_label COLLATE NOCASE);
CREATE INDEX statements_by_object ON statements (object_label COLLATE NOCASE);
CREATE INDEX statements_by_predicate ON statements (predicate);
CREATE INDEX chains_by_drug ON drug_resistance (drug COLLATE NOCASE);
CREATE INDEX mentions_by_document ON mentions (doc_id);
CREATE INDEX mentions_by_label ON mentions (label COLLATE NOCASE);
CREATE INDEX entities_by_name ON entities (label, type);
CREATE INDEX entities_by_id ON entities (id);
CREATE INDEX contradictions_by_statement ON contradictions (statement_id);
CREATE INDEX refinements_by_statement ON refinements (statement_id);
"""
_SEARCHED: Final = {
    "statements": ("subject_label", "predicate", "object_label", "best_sentence"),
    "triples": ("subject_text", "object_text", "subject_label", "object_label", "sentence"),
    "drug_resistance": ("drug", "target", "resistance_factor", "mechanism", "best_sentence"),
}
"""Columns of each table that full-text search looks into."""


def write_sqlite(tables: PublishedTables, path: Path, *, search: bool = True) -> None:
    """Write all tables, the runs and the changes of the last run into one database.

    Args:
        tables: What :func:`~nlp_pipeline.exports.published.find_tables` has found.
        path: The database; replaced whole.
        search: Add the indexes for full-text search, which take about half of the time.

    Raises:
        StoreError: A table cannot be read, the tables are not of one run, or the database cannot
            be written.
    """
    try:
        with replacing(path) as partial, closing(sqlite3.connect(partial)) as connection:
            _fill(connection, tables, search=search)
    except sqlite3.Error as error:
        raise StoreError(
            f"cannot write the database: {error}",
            place=path,
            remedy="give a place that you may write with --to, or free some space",
        ) from error


def _fill(connection: sqlite3.Connection, tables: PublishedTables, *, search: bool) -> None:
    # The file is thrown away where anything fails, so it needs no journal.
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    for name, schema in PUBLISHED.items():
        _create(connection, name, schema)
        _insert(connection, name, _encoded(tables.iter_rows(name), schema), len(schema))
    _write_changes(connection, tables.folder / CHANGES_FILE)
    _write_runs(connection, tables.read_runs())
    _check_claims(connection)
    connection.executescript(_LINKS)
    connection.executescript(_INDEXES)
    if search:
        for name, columns in _SEARCHED.items():
            _index_words(connection, name, columns)
    connection.executescript("ANALYZE;")
    connection.commit()


def _check_claims(connection: sqlite3.Connection) -> None:
    """Look that the tables speak of the same statements.

    Raises:
        StoreError: They do not, because a run was replacing them one after the other.
    """
    stray = connection.execute("PRAGMA foreign_key_check").fetchone()
    if stray is not None:
        raise StoreError(
            f"the table {stray[0]} has rows of statements that are not in the table statements",
            remedy="a run was writing them: wait for it to end, then try again",
        )


def _create(connection: sqlite3.Connection, name: str, schema: pa.Schema) -> None:
    columns = [f"{field.name} {_sql_type(field)}" for field in schema]
    parts = [*columns, *filter(None, [_KEYS[name]])]
    connection.execute(f"CREATE TABLE {name} ({', '.join(parts)})")


def _sql_type(field: pa.Field) -> str:
    kind = field.type
    if pa.types.is_boolean(kind) or pa.types.is_integer(kind):
        name = "INTEGER"
    else:
        name = "REAL" if pa.types.is_floating(kind) else "TEXT"
    return name if field.nullable else f"{name} NOT NULL"


def _encoded(rows: Iterable[Row], schema: pa.Schema) -> Iterator[Row]:
    """Yield rows with their lists as JSON, which SQLite's own functions read."""
    lists = [i for i, field in enumerate(schema) if pa.types.is_list(field.type)]
    if not lists:
        yield from rows
        return
    for row in rows:
        cells = list(row)
        for i in lists:
            cells[i] = json.dumps(cells[i], ensure_ascii=False)
        yield tuple(cells)


def _insert(
    connection: sqlite3.Connection, name: str, rows: Iterable[Sequence[Any]], width: int
) -> None:
    marks = ", ".join("?" * width)
    query = f"INSERT INTO {name} VALUES ({marks})"  # noqa: S608 - one of our own table names
    remaining = iter(rows)
    while chunk := list(islice(remaining, BATCH_ROWS)):
        connection.executemany(query, chunk)


def _write_changes(connection: sqlite3.Connection, path: Path) -> None:
    """Write which statements the last run added, changed or removed; none without the file."""
    connection.execute("CREATE TABLE changes (change TEXT NOT NULL, statement_id TEXT NOT NULL)")
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = ((row["change"], row["statement_id"]) for row in csv.DictReader(file))
            _insert(connection, "changes", rows, 2)


def _write_runs(connection: sqlite3.Connection, runs: Sequence[dict[str, Any]]) -> None:
    numbers = ("documents", "extracted", "failures", "mentions", "triples", "statements", "seconds")
    columns = ("started", "version", *numbers)
    connection.execute(f"CREATE TABLE runs ({', '.join(columns)}, record TEXT)")
    rows = (
        (*map(_plain(run), columns), json.dumps(run, ensure_ascii=False, sort_keys=True))
        for run in runs
    )
    _insert(connection, "runs", rows, len(columns) + 1)


def _plain(run: dict[str, Any]) -> Callable[[str], str | int | float | None]:
    def value(column: str) -> str | int | float | None:
        found = run.get(column)
        return found if isinstance(found, str | int | float) else None

    return value


def _index_words(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> None:
    """Add full-text search that finds "c-MET" by "met" and "integrin β3" by "integrin"."""
    names = ", ".join(columns)
    connection.execute(
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5"
        # Datasette finds the index of a table by the double quotes.
        f""" ({names}, content="{table}", tokenize='unicode61 remove_diacritics 2')"""
    )
    connection.execute(
        f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')"  # noqa: S608 - our table
    )
