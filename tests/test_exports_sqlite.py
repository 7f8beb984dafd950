"""The SQLite export holds all tables, finds words, and is the same each time."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from nlp_pipeline.exports.graph import iter_edges, iter_nodes, iter_supported
from nlp_pipeline.exports.published import PUBLISHED, find_tables
from nlp_pipeline.exports.sqlite import write_sqlite

DOCS = Path(__file__).parent.parent / "docs" / "exports.md"


@pytest.fixture
def database(exported):
    with closing(sqlite3.connect(exported / "statements.sqlite")) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def names(rows) -> list[tuple[str, str, str]]:
    return [(r["subject_label"], r["predicate"], r["object_label"]) for r in rows]


@pytest.mark.parametrize("table", sorted(PUBLISHED))
def test_database_holds_each_cell_of_the_table(sample_output, database, table):
    wanted = pq.read_table(sample_output / f"{table}.parquet").to_pylist()
    found = [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY rowid")]
    assert len(wanted) > 0
    for row in wanted:
        row |= {k: json.dumps(v) for k, v in row.items() if isinstance(v, list)}
    assert found == wanted


@pytest.mark.parametrize(
    ("table", "words", "count"),
    [("statements", "trastuzumab resistance", 1), ("triples", '"her2"', 2), ("triples", "Wnt", 0)],
)
def test_database_finds_words(database, table, words, count):
    query = f"SELECT * FROM {table}_fts WHERE {table}_fts MATCH ?"
    assert len(database.execute(query, (words,)).fetchall()) == count


def test_query_in_the_documentation_works(database):
    (query,) = re.findall(
        r"^```sql\n(.*?)^```", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert names(database.execute(query)) == [("PTEN", "confers_resistance_to", "trastuzumab")]


def test_database_links_contradictions_both_ways(database):
    rows = database.execute("SELECT * FROM contradictions JOIN statements USING (statement_id)")
    found = names(rows)
    assert sorted(found) == [("EGF", "activates", "AKT"), ("EGF", "inhibits", "AKT")]


def test_database_knows_the_runs_and_what_the_last_one_added(database):
    (run,) = database.execute("SELECT * FROM runs")
    assert (run["documents"], json.loads(run["record"])["triples"]) == (3, 11)
    changes = database.execute("SELECT change, count(*) FROM changes GROUP BY 1").fetchall()
    assert [tuple(row) for row in changes] == [("added", 10)]


def test_database_is_sound(database):
    assert [tuple(row) for row in database.execute("PRAGMA integrity_check")] == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_database_is_the_same_each_time(sample_output, tmp_path):
    for name in "ab":
        write_sqlite(find_tables(sample_output), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_edges_and_nodes_are_those_of_the_statements(exported):
    with closing(sqlite3.connect(exported / "statements.sqlite")) as connection:
        edges = list(iter_edges(connection))
        nodes = list(iter_nodes(connection))
        supported = {edge.statement_id: support for edge, support in iter_supported(connection)}
    ends = {(e.subject_label, e.subject_type) for e in edges}
    ends |= {(e.object_label, e.object_type) for e in edges}
    assert {(n.label, n.type) for n in nodes} == ends
    assert sum(map(len, supported.values())) == 11
    for edge in edges:
        signs = [bool(triple.negated) for triple in supported[edge.statement_id]]
        assert signs == sorted(signs)
        assert len(signs) == edge.triples + edge.negated_triples


def test_sign_of_an_edge_is_turned_by_a_lowered_state(exported):
    with closing(sqlite3.connect(exported / "statements.sqlite")) as connection:
        signs = {(e.subject_label, e.predicate): e.sign for e in iter_edges(connection)}
    assert signs["PTEN", "activates"] == -1
    assert signs["EGF", "activates"] == 1
    assert signs["EGF", "inhibits"] == -1
    assert signs["BRAF V600E", "binds"] == 0
