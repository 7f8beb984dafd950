"""Finding inputs and telling formats; damaged files give a Failure, never an exception."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp_pipeline.errors import ReadError
from nlp_pipeline.readers import decoding, find_inputs, format_of, read_documents
from nlp_pipeline.records import Document, Failure


def paths_of(found: Iterable[Path | Failure], root: Path) -> list[str]:
    return [item.relative_to(root).as_posix() for item in found if isinstance(item, Path)]


def only_failure(path: Path) -> Failure:
    (item,) = read_documents(path)
    assert isinstance(item, Failure)
    assert item.kind == "read"
    assert item.path == str(path)
    assert item.remedy
    return item


# ------------------------------------------------------------------------------ inputs


def test_find_inputs_walks_folders_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden", ".git/config", "c/d/e.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    found = list(find_inputs([tmp_path]))
    assert paths_of(found, tmp_path) == ["a.txt", "b/1.txt", "b/2.txt", "c/d/e.md"]


def test_find_inputs_takes_the_records_of_a_figure_database_checkout(tmp_path: Path) -> None:
    names = ("_config.yml", "_data/genes.csv", "_figures/a.md", "README.md", "assets/a.jpg")
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert paths_of(find_inputs([tmp_path]), tmp_path) == ["_figures/a.md"]


def test_find_inputs_gives_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "z.txt").symlink_to(tmp_path / "a.txt")
    found = list(find_inputs([tmp_path / "a.txt", tmp_path]))
    assert paths_of(found, tmp_path) == ["a.txt"]


def test_find_inputs_ends_at_a_symlink_loop(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("x")
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    assert paths_of(find_inputs([tmp_path]), tmp_path) == ["sub/a.txt"]


@pytest.mark.parametrize("name", ["missing.txt", "dangling", "bad\0name"])
def test_find_inputs_reports_what_is_not_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (item,) = find_inputs([tmp_path / name])
    assert isinstance(item, Failure)
    assert item.kind == "read"


def test_find_inputs_reads_a_hidden_file_that_is_named(tmp_path: Path) -> None:
    (tmp_path / ".notes").write_text("x")
    assert paths_of(find_inputs([tmp_path / ".notes"]), tmp_path) == [".notes"]


# ------------------------------------------------------------------------------ formats


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("record.txt", b"---\nfigid: x\ncaption: y\n---\n", "pfocr"),
        ("record.md", b"\xef\xbb\xbf---\r\nfigid: x\r\n---\r\n", "pfocr"),
        ("lines.txt", b'{"id": "1", "text": "x"}\n{"id": "2", "text": "y"}\n', "jsonl"),
        ("broken.jsonl", b"not json\n", "jsonl"),
        ("notes.md", b"---\ntitle: Notes\n---\nPTEN inhibits AKT.\n", "text"),
        ("review.txt", "β-catenin binds TCF4.".encode(), "text"),
        ("review.dat", "β-catenin".encode("utf-16"), "text"),
        ("five.txt", b"<5 nM gefitinib inhibits EGFR", "text"),
        ("a.txt", b"%PDF-1.4 ...", "pdf"),
        ("a.txt", b"PK\x03\x04....", "zip"),
        ("a.txt", b"\x1f\x8b....", "gzip"),
        ("a.txt", b"BZh9....", "bzip2"),
        ("a.txt", b"x" * 257 + b"ustar", "tar"),
        ("a.txt", b"PAR1....", "parquet"),
        ("a.txt", b'<?xml version="1.0"?><!-- PMC --><article><front/>', "jats"),
        ("a.txt", b"<!DOCTYPE article [<!ENTITY a 'b'>]><pmc-articleset>", "jats"),
        ("a.txt", b"<collection><source/>", "bioc-xml"),
        ("a.txt", b'{\n "source": "PMC", "documents": [{', "bioc-json"),
        ("a.txt", b'[{"documents": [', "bioc-json"),
        ("a.csv", b"id,text\n1,x\n", "delimited"),
        ("a.txt", b"12345|t|EGFR in cancer\n12345|a|It matters.\n", "pubtator"),
    ],
)
def test_format_of_goes_by_content(
    tmp_path: Path, name: str, content: bytes, expected: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert format_of(tmp_path / name) == expected


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.7z", b"7z\xbc\xaf\x27\x1c....", "7-Zip archive"),
        ("a.txt", b"\x89PNG....", "PNG image"),
        ("a.nxml", b'<?xml version="1.0"?><book><title/></book>', "XML document <book>"),
        ("a.xml", b"<?xml version='1.0'?><1>", "XML document"),
        ("a.txt", b"<!DOCTYPE html><html><br></html>", "HTML document"),
        ("a.txt", b"text\x00with a NUL", "binary file (NUL byte at 4)"),
        ("a.json", b'[{"id": 1}]', "JSON array"),
        ("a.json", b'{\n  "id": 1\n}', "JSON spread over several lines"),
    ],
)
def test_read_documents_names_an_unsupported_format(
    tmp_path: Path, name: str, content: bytes, what: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert only_failure(tmp_path / name).message == f"unsupported format: {what}"


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-16-le", "UTF-16LE"), ("utf-16-be", "UTF-16BE")]
)
def test_read_documents_names_utf16_without_a_mark(
    tmp_path: Path, encoding: str, named: str
) -> None:
    (tmp_path / "a.txt").write_bytes("PTEN inhibits AKT in cells.".encode(encoding))
    failure = only_failure(tmp_path / "a.txt")
    assert failure.message == f"{named} without a byte order mark"
    assert f"iconv -f {named}" in (failure.remedy or "")


def test_format_of_raises_for_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    with pytest.raises(ReadError, match="the file is empty"):
        format_of(tmp_path / "empty.txt")


def test_read_documents_reports_the_first_byte_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes(b"EGFR\nna\xefve cells\n")
    failure = only_failure(tmp_path / "latin.txt")
    assert failure.message == "not valid UTF-8: byte 0xEF at offset 7"
    assert failure.place == f"{tmp_path / 'latin.txt'}:2"
    assert "iconv" in (failure.remedy or "")


def test_read_documents_refuses_a_file_over_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "MAX_TEXT_BYTES", 10)
    (tmp_path / "big.txt").write_text("PTEN inhibits AKT.")
    assert "18 bytes, more than the limit of 10" in only_failure(tmp_path / "big.txt").message


def test_read_documents_refuses_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert only_failure(tmp_path / "pipe").message == "not a regular file"


def test_read_documents_reports_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "No such file" in only_failure(tmp_path / "missing").message
    assert only_failure(tmp_path).message == "not a regular file"


STARTS = [
    b"",
    b"---\n",
    b"---\nfigid: a\ncaption: ",
    b'{"id": "1", "text": "',
    b'{"',
    b"\xff\xfe",
    b"%PDF",
]


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(STARTS), st.binary(max_size=200), st.sampled_from(["x.txt", "x.jsonl"]))
def test_read_documents_never_raises(tmp_path: Path, start: bytes, rest: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(start + rest)
    for item in read_documents(tmp_path / name):
        assert isinstance(item, (Document, Failure))
        if isinstance(item, Document):
            assert all(passage.source.encode() for passage in item.passages)
