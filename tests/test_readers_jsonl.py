"""JSON lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp_pipeline.readers import lines, read_documents
from nlp_pipeline.records import Document, Failure

GOOD = '{"id": "1", "text": "PTEN inhibits AKT [3]."}'


def read_lines(tmp_path: Path, *lines: str) -> list[Document | Failure]:
    path = tmp_path / "lines.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return list(read_documents(path))


def test_read_jsonl_keeps_the_text_as_source(tmp_path: Path) -> None:
    (document,) = read_lines(tmp_path, GOOD)
    assert isinstance(document, Document)
    (passage,) = document.passages
    assert (document.doc_id, passage.passage_id, passage.kind) == ("1", "text", "body")
    assert passage.source == "PTEN inhibits AKT [3]."
    assert passage.view == "PTEN inhibits AKT."


def test_read_jsonl_takes_metadata(tmp_path: Path) -> None:
    record = {
        "id": 7, "text": "x", "kind": "caption", "section": "Results", "year": "2019", "pmcid": 12,
        "doi": "10.1/x", "title": "T", "keywords": ["EGFR"], "entities": [],
    }  # fmt: skip
    (document,) = read_lines(tmp_path, json.dumps(record))
    assert isinstance(document, Document)
    assert (document.doc_id, document.year, document.pmcid) == ("7", 2019, "12")
    assert (document.doi, document.title, document.keywords) == ("10.1/x", "T", ("EGFR",))
    assert (document.passages[0].kind, document.passages[0].section) == ("caption", "Results")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not json", "not JSON: Expecting value"),
        ('["a"]', "a JSON list where an object should be"),
        ('{"text": "x"}', "key 'id': Field required"),
        ('{"id": "2"}', "key 'text': Field required"),
        ('{"id": "2", "text": null}', "key 'text'"),
        ('{"id": "2", "text": 12.5}', "key 'text': Input should be a valid string"),
        ('{"id": "2", "text": "  "}', "key 'text'"),
        ('{"id": "2", "text": "a\\ud800b"}', "key 'text'"),
        ('{"id": "2", "text": "x", "kind": "poem"}', "kind 'poem' is unknown"),
        ('{"id": "1", "text": "again"}', "id '1' stands on line 1 already"),
        ("[" * 100_000, "not JSON"),
        ('{"id": ' + "9" * 5000 + "}", "not JSON"),
    ],
)
def test_read_jsonl_reports_a_bad_line_and_goes_on(tmp_path: Path, line: str, message: str) -> None:
    first, failure, last = read_lines(
        tmp_path, GOOD, line, "", '{"id": "3", "text": "EGFR activates RAS."}'
    )
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(failure, Failure)
    assert failure.message.startswith(message)
    assert failure.place == f"{tmp_path / 'lines.jsonl'}:2"


def test_read_jsonl_reports_a_line_that_is_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(GOOD.encode() + b'\n{"id": "2", "text": "na\xefve"}\n')
    document, failure = read_documents(path)
    assert isinstance(document, Document)
    assert isinstance(failure, Failure)
    assert "byte 0xEF" in failure.message
    assert (failure.place or "").endswith(":2")


def test_read_jsonl_skips_a_line_over_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 60)
    failure, document = read_lines(tmp_path, '{"id": "0", "text": "' + "x" * 300 + '"}', GOOD)
    assert isinstance(failure, Failure)
    assert "longer than the limit" in failure.message
    assert isinstance(document, Document)
    assert document.doc_id == "1"


def test_read_jsonl_reads_utf16_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_bytes('{"id": "1", "text": "β-catenin"}\n'.encode("utf-16"))
    (document,) = read_documents(path)
    assert isinstance(document, Document)
    assert document.passages[0].view == "β-catenin"
