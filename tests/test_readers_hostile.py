"""Bad input in one folder: each is one row of the error table, and the rest is read."""

from __future__ import annotations

import csv
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nlp_pipeline.config import Settings
from nlp_pipeline.readers import bioc, find_inputs, markup, plain_text, read_documents
from nlp_pipeline.records import Document, Failure
from nlp_pipeline.runner import run

GOOD = b"---\nfigid: good\ncaption: PTEN inhibits AKT.\n---\n"
HOSTILE = {
    "latin.txt": b"na\xefve cells express EGFR\n",
    "utf16.txt": "PTEN inhibits AKT in cells.".encode("utf-16-le"),
    "nul.txt": b"PTEN\x00AKT\n",
    "late-nul.txt": b"PTEN inhibits AKT. " * 5000 + b"\x00",
    "empty.txt": b"",
    "blank.txt": b" \n\n \n",
    "alias.md": b"---\nfigid: &a x\ncaption: *a\n---\n",
    "laughs.md": b"---\nfigid: x\na: &a [x, x]\nb: &b [*a, *a]\ncaption: *b\n---\n",
    "open.md": b"---\nfigid: x\ncaption: PTEN\n",
    "deep.md": b"---\nfigid: x\ncaption: " + b"[" * 5000 + b"\n---\n",
    "cut.tar.gz": b"\x1f\x8b\x08\x00",
    "cut.zip": b"PK\x03\x04cut",
    "cut.parquet": b"PAR1cut",
    "cut.pdf": b"%PDF-1.4 cut",
    "cut.nxml": b"<article><body><p>PTEN",
    "deep.nxml": b"<article>" + b"<sec>" * 5000,
    "bomb.xml": b'<!DOCTYPE article [<!ENTITY a "x">]><article><body><p>&a;</p></body></article>',
    "surrogate.jsonl": b'{"id": "1", "text": "\\ud800"}\n',
    "number.jsonl": b'{"id": "2", "text": 5}\n',
    "deep.jsonl": b"[" * 100_000,
    "no columns.csv": b"a,b\n1,2\n",
    "two\nlines.txt": b"\xff",
    "image.md": b"\x89PNG",
}


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, content in HOSTILE.items():
        (folder / name).write_bytes(content)
    (folder / "good.md").write_bytes(GOOD)
    (folder / "dangling.md").symlink_to(folder / "nowhere")
    (folder / "loop").symlink_to(folder)
    (folder / "ring").symlink_to(folder / "ring")
    os.mkfifo(folder / "pipe")
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to("../sub")
    with os.fdopen(
        os.open(os.fsencode(folder) + b"/na\xefve.txt", os.O_CREAT | os.O_WRONLY), "wb"
    ) as f:
        f.write(b"\xff")
    return folder


def test_each_bad_file_is_one_failure_with_its_remedy(hostile: Path) -> None:
    items: list[Document | Failure] = []
    for found in find_inputs([hostile]):
        items += [found] if isinstance(found, Failure) else read_documents(found)
    documents = [item.doc_id for item in items if isinstance(item, Document)]
    failures = [item for item in items if isinstance(item, Failure)]
    assert documents == ["good"]
    names = sorted(Path(failure.path).name for failure in failures)
    assert names == sorted([*HOSTILE, "dangling.md", "ring", "pipe", "na?ve.txt"])
    assert all(failure.kind == "read" and failure.place and failure.remedy for failure in failures)


@pytest.mark.model
def test_a_run_goes_on_and_writes_one_row_for_each(hostile: Path, tmp_path: Path) -> None:
    report = run([hostile], tmp_path / "out", Settings())
    assert report.documents == 1
    with (tmp_path / "out" / "errors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == report.failures == len(HOSTILE) + 4
    assert not any("\n" in cell for row in rows for cell in row.values())
    assert all(row["path"] and row["kind"] and row["place"] and row["remedy"] for row in rows)


# ------------------------------------------------------------------------------ the file system


@contextmanager
def unprivileged() -> Iterator[None]:
    """Work without the rights of root, who may read everything."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_missing_permissions_are_reported(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "a.md").write_bytes(GOOD)
    (secret / "a.md").chmod(0)
    secret.chmod(0)
    with unprivileged():
        found = [*find_inputs([secret]), *read_documents(secret / "a.md")]
    secret.chmod(0o700)
    assert len(found) == 2
    for item in found:
        assert isinstance(item, Failure)
        assert "Permission denied" in item.message


def test_a_file_that_vanishes_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(GOOD)
    (path,) = find_inputs([tmp_path])
    assert isinstance(path, Path)
    path.unlink()
    (failure,) = read_documents(path)
    assert isinstance(failure, Failure)
    assert "No such file" in failure.message


def test_a_folder_in_the_place_of_a_file_is_reported(tmp_path: Path) -> None:
    (failure,) = read_documents(tmp_path)
    assert isinstance(failure, Failure)
    assert failure.message == "not a regular file"


# ------------------------------------------------------------------------------ size


@pytest.mark.skipif(sys.platform != "linux", reason="counts memory as Linux does")
@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.txt", "a.nxml"])
def test_a_gigabyte_of_one_line_takes_little_memory(tmp_path: Path, name: str) -> None:
    starts = {
        "a.jsonl": b'{"id": "1", "text": "AKT acts."}\n' * 2500,
        "a.csv": b"id,text\n" + b"1,AKT acts.\n" * 6000,
        "a.txt": b"AKT acts. " * 7000,
        "a.nxml": b"<article><body><p>" + b"AKT acts. " * 7000,
    }
    with (tmp_path / name).open("wb") as file:
        file.write(starts[name])
        file.truncate(1 << 30)  # a hole: it takes no space on the disk
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    failures = [item for item in read_documents(tmp_path / name) if isinstance(item, Failure)]
    assert "limit" in failures[-1].message
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 200 * 1024  # KiB


@pytest.mark.parametrize(
    ("name", "unit", "limit", "message"),
    [
        ("a.txt", b"a\n", (plain_text, "MAX_LINES"), "the text has more than 1,000 lines"),
        ("a.nxml", b"<p>a</p>", (markup, "MAX_TAGS"), "too many elements for one article"),
        ("a.xml", b"<passage/>", (markup, "MAX_FILE_BYTES"), "too many elements for one article"),
        ("a.json", b"{},", (bioc, "MAX_JSON_BYTES"), "more than the limit of 1,000"),
    ],
    ids=["lines", "tags", "document", "json"],
)
def test_more_parts_than_memory_holds_are_refused(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    unit: bytes,
    limit: tuple[object, str],
    message: str,
) -> None:
    starts = {
        "a.nxml": b"<article><body>",
        "a.xml": b"<collection><document>",
        "a.json": b'{"documents": [',
    }
    monkeypatch.setattr(*limit, 1000)
    (tmp_path / name).write_bytes(starts.get(name, b"") + unit * 2000)
    (failure,) = read_documents(tmp_path / name)
    assert isinstance(failure, Failure)
    assert message in failure.message
