"""Rows, cells and files: nothing is lost, nothing runs, nothing is half written."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_pipeline.assembly import statement_of
from nlp_pipeline.exports.cells import csv_cell
from nlp_pipeline.exports.files import replacing
from nlp_pipeline.exports.rows import (
    failure_row,
    mention_row,
    statement_row,
    triple_from_row,
    triple_row,
)
from nlp_pipeline.exports.tables import CHUNK_ROWS, write_table
from nlp_pipeline.records import (
    ERRORS_SCHEMA,
    MENTIONS_SCHEMA,
    STATEMENTS_SCHEMA,
    TRIPLES_SCHEMA,
    Failure,
)
from tests.sample_records import a_mention, a_triple, an_argument

SCHEMA = pa.schema(
    [
        pa.field("text", pa.string()),
        pa.field("number", pa.float64()),
        pa.field("flag", pa.bool_()),
        pa.field("list", pa.list_(pa.string())),
    ]
)
FULL_TRIPLE = a_triple(
    "a",
    subject=an_argument("PTEN", state="loss", id_="hgnc:9588"),
    object_=an_argument("trastuzumab", "Drug", start=20),
    predicate="confers_resistance_to",
    year=2021,
    negated=True,
)
# Text as UTF-8 can hold it.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.mark.parametrize(
    ("row", "schema"),
    [
        (triple_row(FULL_TRIPLE), TRIPLES_SCHEMA),
        (statement_row(statement_of([FULL_TRIPLE])), STATEMENTS_SCHEMA),
        (mention_row(a_mention("a")), MENTIONS_SCHEMA),
        (failure_row(Failure("a.md", None, "read", "a.md:3", "bad", None)), ERRORS_SCHEMA),
    ],
    ids=["triple", "statement", "mention", "failure"],
)
def test_row_fills_its_schema_and_survives_parquet(tmp_path, row, schema):
    path = tmp_path / "table.parquet"
    assert write_table([row], schema, parquet_path=path) == 1
    table = pq.read_table(path)
    assert table.schema.equals(schema)
    assert [list(v) if isinstance(v, tuple) else v for v in row] == list(
        table.to_pylist()[0].values()
    )


def test_triple_row_puts_each_value_into_its_column():
    cells = dict(zip(TRIPLES_SCHEMA.names, triple_row(FULL_TRIPLE), strict=True))
    assert cells["subject_state"] == "loss"
    assert cells["subject_id"] == "hgnc:9588"
    assert (cells["object_type"], cells["object_start"], cells["object_end"]) == ("Drug", 20, 31)
    assert (cells["negated"], cells["hedged"], cells["year"]) == (True, False, 2021)


def test_triple_from_row_rebuilds_the_triple():
    assert triple_from_row(triple_row(FULL_TRIPLE)) == FULL_TRIPLE


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+catenin", "-catenin", "@x", "\t=1", "\r=1", "  =1", "\n=1", "=1", "\x00=1"],
)
def test_csv_cell_never_becomes_a_formula(text):
    assert csv_cell(text).startswith("'")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-0.25, "-0.25"),
        (-3, "-3"),
        (("b", "a"), "b;a"),
        ((), ""),
        (["=a"], "'=a"),
        ("one\r\ntwo\nthree\u2028four", "one two three four"),
        ("integrin β3", "integrin β3"),
    ],
)
def test_csv_cell_writes_each_type(value, cell):
    assert csv_cell(value) == cell


@given(TEXTS)
def test_csv_cell_is_one_safe_line(text):
    cell = csv_cell(text)
    assert len(cell.splitlines()) <= 1
    assert cell.lstrip()[:1] not in set("=+-@\t\r")


@given(st.lists(st.tuples(TEXTS, st.integers(), st.booleans(), st.lists(TEXTS)), max_size=5))
def test_csv_file_is_read_back_cell_by_cell(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("csv") / "table.csv"
    write_table(rows, SCHEMA, csv_path=path)
    with path.open(encoding="utf-8", newline="") as file:
        header, *found = csv.reader(file, strict=True)
    assert header == SCHEMA.names
    assert found == [[csv_cell(value) for value in row] for row in rows]


def test_write_table_without_rows_writes_the_columns(tmp_path):
    paths = {"csv_path": tmp_path / "t.csv", "parquet_path": tmp_path / "t.parquet"}
    assert write_table([], SCHEMA, **paths) == 0
    assert paths["csv_path"].read_bytes() == b"text,number,flag,list\r\n"
    assert pq.read_table(paths["parquet_path"]).num_rows == 0


@pytest.mark.parametrize(("bom", "start"), [(True, b"\xef\xbb\xbftext,"), (False, b"text,")])
def test_write_table_begins_with_a_byte_order_mark_on_demand(tmp_path, bom, start):
    write_table([], SCHEMA, csv_path=tmp_path / "t.csv", bom=bom)
    assert (tmp_path / "t.csv").read_bytes().startswith(start)


def test_write_table_streams_in_row_groups(tmp_path):
    rows = (("x", float(i), True, []) for i in range(CHUNK_ROWS + 1))
    assert write_table(rows, SCHEMA, parquet_path=tmp_path / "t.parquet") == CHUNK_ROWS + 1
    assert pq.ParquetFile(tmp_path / "t.parquet").num_row_groups == 2


def test_write_table_that_breaks_off_leaves_the_old_files(tmp_path):
    paths = {"csv_path": tmp_path / "t.csv", "parquet_path": tmp_path / "t.parquet"}
    write_table([("old", 1.0, True, [])], SCHEMA, **paths)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def rows():
        yield ("new", 2.0, True, [])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_table(rows(), SCHEMA, **paths)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_replacing_shows_readers_the_old_file_until_the_end(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_text("old")
    with replacing(path) as partial:
        partial.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
