"""CSV, TSV, Parquet and JSON lines with columns of any name; standard input."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from nlp_pipeline.readers import STANDARD_INPUT, Columns, delimited, lines, read_documents
from nlp_pipeline.records import Document, Failure

PMID = Columns(id="pmid", text="abstract")


def read(path: Path, columns: Columns | None = None) -> tuple[list[Document], list[Failure]]:
    found = list(read_documents(path, columns))
    return (
        [item for item in found if isinstance(item, Document)],
        [item for item in found if isinstance(item, Failure)],
    )


# ------------------------------------------------------------------------------ CSV and TSV


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", 'pmid,abstract,year\n1,"PTEN, a\nphosphatase, acts.",2011\n2,AKT acts.,\n'),
        ("a.csv", 'pmid;abstract;year\n1;"PTEN, a\nphosphatase, acts.";2011\n2;AKT acts.;\n'),
        ("a.tsv", 'pmid\tabstract\tyear\n1\t"PTEN, a\nphosphatase, acts."\t2011\n2\tAKT acts.'),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_by_its_columns(
    tmp_path: Path, name: str, text: str, encoding: str
) -> None:
    (tmp_path / name).write_bytes(text.encode(encoding))
    documents, failures = read(tmp_path / name, PMID)
    assert failures == []
    assert [(d.doc_id, d.year, d.passages[0].source) for d in documents] == [
        ("1", 2011, "PTEN, a\nphosphatase, acts."),
        ("2", None, "AKT acts."),
    ]


def test_a_table_without_the_columns_names_those_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("pmid,abstract\n1,AKT acts.\n")
    documents, (failure,) = read(tmp_path / "a.csv")
    assert documents == []
    assert failure.message == "no column 'id' and no column 'text' among pmid, abstract"
    assert "--id-column" in (failure.remedy or "")


def test_bad_rows_are_reported_and_the_rest_read(tmp_path: Path) -> None:
    rows = ["id,text", "1,AKT acts.", "2,", ",PTEN acts.", "", "1,again", "3,MET acts.", "4"]
    (tmp_path / "a.csv").write_text("\n".join(rows))
    documents, failures = read(tmp_path / "a.csv")
    assert [d.doc_id for d in documents] == ["1", "3"]
    places = [int((f.place or "").rpartition(":")[2]) for f in failures]
    assert places == [3, 4, 6, 8]


def test_quotes_that_do_not_match_are_one_failure(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,text\n1,AKT acts.\n2,"PTEN"x\n3,MET\n')
    documents, (failure,) = read(tmp_path / "a.csv")
    assert [d.doc_id for d in documents] == ["1"]
    assert failure.message.startswith("not a table: ")
    assert (failure.place or "").endswith(":3")


def test_a_line_without_end_is_not_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "MAX_LINE_BYTES", 100)
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 100)
    (tmp_path / "a.csv").write_text("id,text\n1,AKT acts.\n2," + "x" * 5000)
    documents, (failure,) = read(tmp_path / "a.csv")
    assert [d.doc_id for d in documents] == ["1"]
    assert "longer than the limit" in failure.message


def test_a_row_without_end_is_not_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "MAX_LINE_BYTES", 100)
    (tmp_path / "a.csv").write_text("id,text\n1,AKT acts.\n2," + '"x\n",' * 5000)
    documents, (failure,) = read(tmp_path / "a.csv")
    assert [d.doc_id for d in documents] == ["1"]
    assert failure.message == "a row or line longer than the limit of 100 bytes"


# ------------------------------------------------------------------------------ Parquet


def write_parquet(path: Path, **columns: object) -> Path:
    parquet.write_table(pa.table(columns), path)
    return path


def test_a_parquet_table_is_read_by_its_columns(tmp_path: Path) -> None:
    path = write_parquet(
        tmp_path / "a.parquet",
        pmid=[1, 2, 3],
        abstract=["AKT acts.", None, "MET acts."],
        year=[2011, 2012, None],
        other=[[1], [2], [3]],
    )
    documents, (failure,) = read(path, PMID)
    assert [(d.doc_id, d.year) for d in documents] == [("1", 2011), ("3", None)]
    assert failure.message == "key 'abstract': Field required"
    assert (failure.place or "").endswith(":2")


def test_numbers_for_text_are_reported_row_by_row(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "a.parquet", id=["1", "2"], text=[1.5, 2.5])
    documents, failures = read(path)
    assert documents == []
    assert {f.message for f in failures} == {"key 'text': Input should be a valid string"}


def test_a_parquet_table_without_the_columns_is_one_failure(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "a.parquet", pmid=[1])
    _, (failure,) = read(path)
    assert failure.message == "no column 'id' and no column 'text' among pmid"


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.99])
def test_a_truncated_parquet_table_is_one_failure(tmp_path: Path, keep: float) -> None:
    path = write_parquet(tmp_path / "a.parquet", id=["1"], text=["AKT acts."])
    data = path.read_bytes()
    path.write_bytes(data[: int(keep * len(data))])
    documents, (failure,) = read(path)
    assert documents == []
    assert failure.message.startswith("not a Parquet table: ")


# ------------------------------------------------------------------------------ JSON lines


def test_json_lines_take_id_and_text_from_other_keys(tmp_path: Path) -> None:
    record = {"pmid": 7, "abstract": "AKT acts.", "id": "not this", "text": 3}
    (tmp_path / "a.jsonl").write_text(json.dumps(record))
    (document,), failures = read(tmp_path / "a.jsonl", PMID)
    assert (document.doc_id, document.passages[0].view, failures) == ("7", "AKT acts.", [])


def test_a_missing_key_is_named_as_the_user_named_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"pmid": 7}')
    _, (failure,) = read(tmp_path / "a.jsonl", PMID)
    assert failure.message == "key 'abstract': Field required"


# ------------------------------------------------------------------------------ standard input


class OneWay(io.BytesIO):
    """A pipe: it gives a little at a time, and only once."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(7, size) if size and size > 0 else 7)

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (b"PTEN loss activates AKT in cells.", ["stdin"]),
        (b'{"id": "1", "text": "AKT acts."}\n{"id": "2", "text": "MET acts."}\n', ["1", "2"]),
        (b"---\nfigid: f\ncaption: AKT acts.\n---\n", ["f"]),
        (b"<article><body><p>AKT acts.</p></body></article>", ["stdin"]),
    ],
    ids=["text", "jsonl", "pfocr", "jats"],
)
def test_standard_input_is_read_by_its_content(
    monkeypatch: pytest.MonkeyPatch, content: bytes, ids: list[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(OneWay(content)))
    documents, failures = read(STANDARD_INPUT)
    assert (failures, [d.doc_id for d in documents]) == ([], ids)
    assert {d.path for d in documents} == {"stdin"}


def test_parquet_comes_through_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_parquet(tmp_path / "a.parquet", id=["1"], text=["AKT acts."])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(OneWay(path.read_bytes())))
    assert [d.doc_id for d in read(STANDARD_INPUT)[0]] == ["1"]


def test_empty_standard_input_is_one_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(OneWay(b"")))
    _, (failure,) = read(STANDARD_INPUT)
    assert failure.message == "the file is empty"


# ------------------------------------------------------------------------------ anything

HEADS = [b"id,text\n", b"id\ttext\n", b'id,text\n1,"', "id,text\n1,ä".encode("utf-16"), b"PAR1"]


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(HEADS), st.binary(max_size=200), st.sampled_from(["x.csv", "x.tsv"]))
def test_any_table_is_read_or_reported(tmp_path: Path, head: bytes, rest: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(head + rest)
    for item in read_documents(tmp_path / name):
        assert isinstance(item, (Document, Failure))
