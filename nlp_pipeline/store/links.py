"""Which of the statements just built contradict or refine each other.

The links are found by the database, not in memory: each statement tells what it speaks of, its
sign, its papers and the ids that more general claims would have, and two joins do the rest.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from nlp_pipeline.exports.rows import Row
from nlp_pipeline.linking import Families, general_ids_of, opposition_of
from nlp_pipeline.records import STATEMENTS_SCHEMA, Statement

_TABLES: Final = """
CREATE TEMP TABLE opposites (pair TEXT, sign INTEGER, statement_id TEXT, papers TEXT);
CREATE TEMP TABLE generals (statement_id TEXT, general_id TEXT);
CREATE TEMP TABLE links (
    statement_id TEXT, kind TEXT, other_id TEXT, PRIMARY KEY (statement_id, kind, other_id)
) WITHOUT ROWID;
CREATE TEMP TABLE contradicting (statement_id TEXT PRIMARY KEY, papers INTEGER) WITHOUT ROWID;
"""
_JOINS: Final = """
CREATE INDEX temp.opposites_by_pair ON opposites (pair, sign);
CREATE INDEX temp.generals_by_general ON generals (general_id);
INSERT INTO links
    SELECT one.statement_id, 'contradicts', other.statement_id
    FROM opposites AS one
    JOIN opposites AS other ON one.pair = other.pair AND one.sign = -other.sign;
INSERT INTO contradicting
    SELECT one.statement_id, count(DISTINCT paper.value)
    FROM opposites AS one
    JOIN opposites AS other ON one.pair = other.pair AND one.sign = -other.sign
    JOIN json_each(other.papers) AS paper
    GROUP BY one.statement_id;
INSERT INTO links
    SELECT generals.statement_id, 'refines', general_id
    FROM generals JOIN plan.statements AS general ON general.statement_id = general_id;
INSERT INTO links SELECT other_id, 'refined_by', statement_id FROM links WHERE kind = 'refines';
"""
_DROP: Final = "".join(
    f"DROP TABLE IF EXISTS temp.{name};\n"
    for name in ("opposites", "generals", "links", "contradicting")
)
KINDS: Final = ("contradicts", "refines", "refined_by")
_COLUMN: Final = {name: i for i, name in enumerate(STATEMENTS_SCHEMA.names)}


class StatementLinks:
    """The links among the statements of one assembly.

    :meth:`add` every statement, then :meth:`join` once, then :meth:`fill` rows.
    """

    def __init__(self, connection: sqlite3.Connection, families: Families) -> None:
        """Begin anew; the tables are temporary and belong to the connection."""
        self._connection = connection
        self._families = families
        connection.execute("PRAGMA temp_store = FILE")
        connection.executescript(_DROP + _TABLES)

    def add(self, statements: Sequence[Statement]) -> None:
        """Note what some statements speak of; one that nothing asserts contradicts nothing."""
        opposites = [
            (*found, statement.statement_id, json.dumps(statement.paper_ids))
            for statement in statements
            if statement.papers and (found := opposition_of(statement)) is not None
        ]
        generals = [
            (statement.statement_id, general_id)
            for statement in statements
            for general_id in general_ids_of(statement, self._families)
        ]
        self._connection.executemany("INSERT INTO opposites VALUES (?, ?, ?, ?)", opposites)
        self._connection.executemany("INSERT INTO generals VALUES (?, ?)", generals)

    def join(self) -> None:
        """Find the links; ``plan.statements`` holds all statements now."""
        self._connection.executescript(_JOINS)

    def fill(self, cells: list[Any]) -> Row:
        """Return the row of a statement that has links, with these filled in."""
        found: dict[str, list[str]] = {kind: [] for kind in KINDS}
        query = "SELECT kind, other_id FROM links WHERE statement_id = ? ORDER BY kind, other_id"
        for kind, other_id in self._connection.execute(query, (cells[0],)):
            found[kind].append(other_id)
        query = "SELECT papers FROM contradicting WHERE statement_id = ?"
        papers = self._connection.execute(query, (cells[0],)).fetchone()
        for kind, ids in found.items():
            cells[_COLUMN[kind]] = ids
        cells[_COLUMN["contradictions"]] = len(found["contradicts"])
        cells[_COLUMN["contradicting_papers"]] = papers[0] if papers else 0
        return tuple(cells)
