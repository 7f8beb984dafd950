"""Whatever a text holds, each format keeps its shape and runs nothing."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import jsonschema
import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ndex2.cx2 import RawCX2NetworkFactory

from nlp_pipeline.assembly import assemble
from nlp_pipeline.exporting import export, export_report
from nlp_pipeline.exports.graphml import xml_text
from nlp_pipeline.exports.rows import mention_row, statement_row, triple_row
from nlp_pipeline.exports.tables import write_table
from nlp_pipeline.records import (
    MENTIONS_SCHEMA,
    RESISTANCE_SCHEMA,
    STATEMENTS_SCHEMA,
    TRIPLES_SCHEMA,
    Argument,
    Mention,
    Triple,
    with_ids,
)
from nlp_pipeline.report.page import as_json
from nlp_pipeline.resistance import chain_row, find_chains
from tests.sample_records import a_triple
from tests.test_exports_indra import SCHEMA

HOSTILE = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "+1",
    "-catenin",
    "@SUM(A1)",
    "a \"quoted\" 'name'",
    "tab\tand\r\nline\nends\u2028and\u2029\x85\x0b",
    "pipe|d",
    "\u202egnp.exe\u202c \u200f\u200e",
    "nul\x00 and bell\x07",
    "\ufffe\uffff\U0001f9ec",
    "]]> <!-- ${jndi:ldap://x} {{data}} '; DROP TABLE triples; --",
    "NaN",
    "PTEN " * 8_000,
)
# Text as UTF-8 can hold it.
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
PREDICATES = ("confers_resistance_to", "targets", "activates", "binds", "modifies")
TYPES = ("Gene", "Drug", "Process", "Variant")
FORMATS = ("sqlite", "kgx", "indra", "cx2", "graphml", "gmt")


@st.composite
def triples(draw) -> Triple:
    ends = [
        Argument(
            *(draw(TEXTS), 0, 3, draw(st.none() | st.just("hgnc:9588"))),
            *(draw(TEXTS), draw(st.sampled_from(TYPES))),
        )
        for _ in range(2)
    ]
    made = a_triple(
        draw(TEXTS),
        subject=ends[0],
        predicate=draw(st.sampled_from(PREDICATES)),
        object_=ends[1],
        negated=draw(st.booleans()),
        sentence=draw(TEXTS),
    )
    return with_ids(replace(made, figid=draw(TEXTS), pmcid=draw(TEXTS), doi=draw(TEXTS)))


def write_tables(folder: Path, found: list[Triple]) -> None:
    """Write the tables of some distinct triples as a run would."""
    found = sorted(found, key=lambda triple: triple.doc_id)
    grouped = sorted(found, key=lambda triple: triple.statement_id)
    names = [
        Mention(t.doc_id, t.passage_id, 0, 3, end.text, end.id, end.label, end.type, "x", 1.0)
        for t in found
        for end in (t.subject, t.object)
    ]
    tables = {
        "triples": (TRIPLES_SCHEMA, map(triple_row, found)),
        "statements": (STATEMENTS_SCHEMA, map(statement_row, assemble(grouped))),
        "mentions": (MENTIONS_SCHEMA, map(mention_row, names)),
        "drug_resistance": (RESISTANCE_SCHEMA, map(chain_row, find_chains(found))),
    }
    for name, (schema, rows) in tables.items():
        write_table(rows, schema, parquet_path=folder / f"{name}.parquet")


@pytest.fixture
def folder(tmp_path_factory):
    return lambda: tmp_path_factory.mktemp("hostile")


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(triples(), min_size=1, max_size=4, unique_by=lambda triple: triple.triple_id))
def test_formats_keep_their_shape(folder, found):
    output = folder()
    write_tables(output, found)
    export(output, FORMATS)
    exports = output / "exports"
    with closing(sqlite3.connect(exports / "statements.sqlite")) as database:
        count = "SELECT count(*) FROM (SELECT 1 FROM statements {})"
        (statements,) = database.execute(count.format("")).fetchone()
        sentences = {row[0] for row in database.execute("SELECT sentence FROM triples")}
        both = "WHERE triples AND negated_triples"
        (denied_too,) = database.execute(count.format(both)).fetchone()
    assert sentences == {triple.sentence for triple in found}
    check_kgx(exports, statements + denied_too)
    check_indra(exports, sentences)
    check_networks(exports, statements, {triple.sentence for triple in found})
    check_gmt(exports)


def check_kgx(exports: Path, edges: int) -> None:
    for name, rows in (("nodes.tsv", None), ("edges.tsv", edges)):
        # No quoting, and a line ends with a line feed alone.
        lines = (exports / name).read_bytes().decode("utf-8").split("\n")
        widths = {line.count("\t") for line in lines[:-1]}
        assert len(widths) == 1
        assert lines[-1] == ""
        assert rows is None or len(lines) - 2 == rows
        for line in lines[1:-1]:
            assert not any(cell.lstrip()[:1] in set("=+-@") for cell in line.split("\t") if cell)
        text = (exports / name).read_text(encoding="utf-8")
        read = list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
        assert len(read) == len(lines) - 1


def check_indra(exports: Path, sentences: set[str]) -> None:
    statements = json.loads((exports / "statements.indra.json").read_text(encoding="utf-8"))
    jsonschema.validate(statements, SCHEMA)
    assert {e["text"] for s in statements for e in s["evidence"]} <= sentences


def check_networks(exports: Path, statements: int, sentences: set[str]) -> None:
    graph = nx.read_graphml(exports / "statements.graphml")
    assert graph.number_of_edges() == statements
    found = {told["sentence"] for _, _, told in graph.edges(data=True)}
    # A parser of XML reads each kind of line end as a line feed.
    one_end = str.maketrans({"\r": "\n"})
    wanted = {xml_text(s).replace("\r\n", "\n").translate(one_end) for s in sentences}
    assert {sentence.translate(one_end) for sentence in found} <= wanted
    aspects = json.loads((exports / "statements.cx2").read_text(encoding="utf-8"))
    network = RawCX2NetworkFactory().get_cx2network(aspects)
    assert len(network.get_edges()) == statements
    assert {edge["v"]["sentence"] for edge in network.get_edges().values()} <= sentences


def check_gmt(exports: Path) -> None:
    for line in (exports / "genes.gmt").read_bytes().decode("utf-8").split("\n")[:-1]:
        assert len(line.split("\t")) >= 3
        assert len(line.splitlines()) == 1


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(triples(), min_size=1, max_size=4, unique_by=lambda triple: triple.triple_id))
def test_report_holds_texts_as_data_alone(folder, found):
    output = folder()
    write_tables(output, found)
    page = export_report(output).read_text(encoding="utf-8")
    _, rest = page.split('<script type="application/json" id="data">')
    data, tail = rest.split("</script>", 1)
    assert "<" not in data
    assert ">" not in data
    assert tail.count("<script>") == tail.count("</script>") == 1
    told = {e["text"] for s in json.loads(data)["statements"] for e in s["ev"]}
    whole = {triple.sentence for triple in found}
    assert {text for text in told if not text.endswith("…")} <= whole


@given(TEXTS)
def test_json_in_a_page_is_the_same_value_without_markup(text):
    written = as_json([text])
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == [text]


def test_empty_tables_give_files_without_rows(tmp_path):
    write_tables(tmp_path, [])
    export(tmp_path, FORMATS)
    assert json.loads((tmp_path / "exports" / "statements.indra.json").read_text()) == []
    assert len(nx.read_graphml(tmp_path / "exports" / "statements.graphml")) == 0
    assert (tmp_path / "exports" / "nodes.tsv").read_text().count("\n") == 1
    assert export_report(tmp_path).is_file()
