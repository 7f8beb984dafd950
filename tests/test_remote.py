"""Inputs and outputs by URL, on a file system that lives in memory."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest

from nlp_pipeline.config import Settings
from nlp_pipeline.errors import ReadError, SettingsError, StoreError
from nlp_pipeline.remote import fetch, publish, staged
from nlp_pipeline.runner import run
from tests.pattern_engine import PatternEngine, tables_in

fsspec = pytest.importorskip("fsspec", reason="needs the extra nlp-pipeline[cluster]")


@pytest.fixture
def bucket() -> str:
    """Return the URL of a place with two documents in it."""
    url = f"memory://{uuid4().hex}"
    for name, text in (("a", "PTEN inhibits AKT."), ("b", "EGF activates EGFR.")):
        put(f"{url}/in/deep/{name}.jsonl", json.dumps({"id": name, "text": text}))
    return url


def put(url: str, text: str) -> None:
    with fsspec.open(url, "wt", encoding="utf-8") as file:
        file.write(text)


def remove(url: str) -> None:
    files, path = fsspec.core.url_to_fs(url)
    files.rm(path)


def names_below(folder: Path) -> list[str]:
    files = (path for path in folder.rglob("*.jsonl") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def test_fetch_copies_what_is_new_and_drops_what_is_gone(tmp_path, bucket):
    folder = fetch(f"{bucket}/in", tmp_path)
    assert names_below(folder) == ["deep/a.jsonl", "deep/b.jsonl"]
    before = (folder / "deep/b.jsonl").stat().st_ino
    remove(f"{bucket}/in/deep/a.jsonl")
    put(f"{bucket}/in/c.jsonl", "{}")
    assert fetch(f"{bucket}/in/", tmp_path) == folder
    assert names_below(folder) == ["c.jsonl", "deep/b.jsonl"]
    assert (folder / "deep/b.jsonl").stat().st_ino == before
    put(f"{bucket}/in/deep/b.jsonl", "changed")
    fetch(f"{bucket}/in", tmp_path)
    assert (folder / "deep/b.jsonl").read_text() == "changed"


def test_fetch_of_one_file_keeps_its_name(tmp_path, bucket):
    assert names_below(fetch(f"{bucket}/in/deep/a.jsonl", tmp_path)) == ["a.jsonl"]


def test_fetch_writes_nothing_outside_its_folder(tmp_path):
    files = fsspec.filesystem("memory")
    root = uuid4().hex
    put(f"memory://{root}/x", "{}")
    files.store[f"/{root}/../../../evil.jsonl"] = files.store[f"/{root}/x"]
    with pytest.raises(ReadError, match="lies outside"):
        fetch(f"memory://{root}", tmp_path / "a" / "b")
    assert list(tmp_path.rglob("evil*")) == []


def test_run_from_url_to_url_gives_the_tables_of_a_local_run(tmp_path, bucket):
    for changes in (2, 0):
        with staged([f"{bucket}/in"], f"{bucket}/out", tmp_path) as (paths, folder):
            report = run(paths, folder, Settings(), engine=PatternEngine())
        assert report.changes == changes
    files, root = fsspec.core.url_to_fs(f"{bucket}/out")
    published = {Path(path).name: files.cat(path) for path in files.find(root)}
    assert published == {p.name: p.read_bytes() for p in folder.glob("[!.]*")}
    run(paths, tmp_path / "local", Settings(), engine=PatternEngine())
    assert tables_in(folder) == tables_in(tmp_path / "local")


def test_failed_run_publishes_nothing(tmp_path, bucket):
    with pytest.raises(KeyboardInterrupt), staged([], f"{bucket}/out", tmp_path):
        raise KeyboardInterrupt
    files, root = fsspec.core.url_to_fs(f"{bucket}/out")
    assert not files.exists(root)


@pytest.mark.parametrize(
    ("place", "work", "message"),
    [
        ("memory://x", None, "needs a folder on this machine"),
        ("nothing://x", "work", "nothing"),
        ("memory://no-such", "work", "no document found|cannot be copied"),
    ],
)
def test_wrong_urls_are_wrong_use(tmp_path, place, work, message):
    work = None if work is None else tmp_path / work
    with (
        pytest.raises((SettingsError, ReadError), match=message),
        staged([place], str(tmp_path / "out"), work) as (paths, folder),
    ):
        run(paths, folder, Settings(), engine=PatternEngine())


def test_publish_that_fails_says_where_the_tables_are(tmp_path):
    (tmp_path / "target").write_text("a file")
    (tmp_path / "out").mkdir()
    with pytest.raises(StoreError, match="they lie in") as caught:
        publish(tmp_path / "out", f"file://{tmp_path}/target")
    assert str(tmp_path / "out") in str(caught.value)
