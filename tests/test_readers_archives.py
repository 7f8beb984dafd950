"""Archives: read member by member, nothing written, whatever they hold reported and passed over."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import stat
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp_pipeline.readers import archives, read_documents
from nlp_pipeline.records import Document, Failure

RECORD = b"---\nfigid: %s\ncaption: PTEN inhibits AKT.\n---\n"
NAMES = ("_figures/a.md", "_figures/b.md", "_figures/c.md")


def record(name: str) -> bytes:
    return RECORD % Path(name).stem.encode("utf-8", "replace")


def make_tar(path: Path, *members: tarfile.TarInfo | str, mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:
        for member in members:
            info = tarfile.TarInfo(member) if isinstance(member, str) else member
            data = record(info.name) if info.isreg() else b""
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def read(path: Path) -> tuple[list[str], list[Failure]]:
    found = list(read_documents(path))
    names = [item.doc_id for item in found if isinstance(item, Document)]
    return names, [item for item in found if isinstance(item, Failure)]


# ------------------------------------------------------------------------------ what is read


@pytest.mark.parametrize("name", ["dump.tar.gz", "dump.tgz", "dump.tar", "dump.tar.bz2", "dump"])
def test_tar_gives_its_records_in_order(tmp_path: Path, name: str) -> None:
    mode = "w:bz2" if name.endswith("bz2") else "w" if name.endswith("tar") else "w:gz"
    path = make_tar(tmp_path / name, *NAMES, mode=mode)
    found = list(read_documents(path))
    assert [item.path for item in found] == [f"{path}/{member}" for member in NAMES]
    assert read(path) == (["a", "b", "c"], [])


def test_zip_gives_its_records_in_order(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "dump.zip", {name: record(name) for name in NAMES})
    assert read(path) == (["a", "b", "c"], [])


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress], ids=["gzip", "bzip2"])
def test_a_compressed_file_is_read_as_what_it_holds(tmp_path: Path, pack: object) -> None:
    suffix = "gz" if pack is gzip.compress else "bz2"
    path = tmp_path / f"lines.jsonl.{suffix}"
    path.write_bytes(pack(b'{"id": "1", "text": "PTEN inhibits AKT."}\nbroken\n'))
    names, (failure,) = read(path)
    assert names == ["1"]
    assert failure.place == f"{path}:2"


def test_a_compressed_article_is_named_without_the_suffix(tmp_path: Path) -> None:
    (tmp_path / "review.txt.gz").write_bytes(gzip.compress(b"PTEN inhibits AKT in all cells."))
    assert read(tmp_path / "review.txt.gz")[0] == ["review"]


def test_nothing_is_written(tmp_path: Path) -> None:
    make_zip(tmp_path / "dump.zip", {name: record(name) for name in NAMES})
    make_tar(tmp_path / "dump.tar.gz", *NAMES)
    before = sorted(tmp_path.rglob("*"))
    read(tmp_path / "dump.zip")
    read(tmp_path / "dump.tar.gz")
    assert sorted(tmp_path.rglob("*")) == before


def test_hidden_members_and_those_of_macos_are_skipped(tmp_path: Path) -> None:
    names = ("a.md", ".git/config", "__MACOSX/._a.md", "x/.DS_Store")
    assert read(make_tar(tmp_path / "a.tgz", *names)) == (["a"], [])
    members = {name: record(name) for name in names}
    assert read(make_zip(tmp_path / "a.zip", members)) == (["a"], [])


def test_a_member_of_an_unknown_kind_is_reported_by_its_name(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "d.zip", {"a.md": record("a"), "b.png": b"\x89PNG...", "c.md": b""})
    names, failures = read(path)
    assert names == ["a"]
    assert [f.place for f in failures] == [f"{path}/b.png", f"{path}/c.md"]
    assert [f.message for f in failures] == ["unsupported format: PNG image", "the file is empty"]


# ------------------------------------------------------------------------------ hostile ones

CLIMBING = ["../up.md", "/etc/up.md", "a/../../up.md", "..\\up.md", "C:\\up.md"]


@pytest.mark.parametrize("name", CLIMBING)
def test_a_name_that_climbs_out_is_reported_and_the_rest_read(tmp_path: Path, name: str) -> None:
    for path in (
        make_tar(tmp_path / "a.tgz", name, "b.md"),
        make_zip(tmp_path / "a.zip", {name: record("up"), "b.md": record("b")}),
    ):
        names, (failure,) = read(path)
        assert names == ["b"]
        assert failure.message == "the name leads out of the archive"
        assert (failure.place or "").startswith(str(path))
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.tgz", "a.zip"]


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE])
def test_a_link_in_a_tar_is_reported(tmp_path: Path, kind: bytes) -> None:
    secret = tmp_path / "secret.md"
    secret.write_bytes(record("secret"))
    path = make_tar(tmp_path / "a.tgz", link("l.md", str(secret), kind), "b.md")
    names, (failure,) = read(path)
    assert (names, failure.message, failure.place) == (["b"], "a link", f"{path}/l.md")


def test_a_link_in_a_zip_is_reported(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("l.md")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, "/etc/passwd")
        archive.writestr("b.md", record("b"))
    names, (failure,) = read(tmp_path / "a.zip")
    assert (names, failure.message) == (["b"], "a link")


def test_a_device_in_a_tar_is_reported(tmp_path: Path) -> None:
    path = make_tar(tmp_path / "a.tgz", link("null", "", tarfile.CHRTYPE), "b.md")
    names, (failure,) = read(path)
    assert (names, failure.message) == (["b"], "not a regular file")


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w"])
def test_a_truncated_tar_gives_what_stood_before_and_one_failure(
    tmp_path: Path, mode: str, part: float
) -> None:
    path = make_tar(tmp_path / "a.tar", *(f"{i:03d}.md" for i in range(200)), mode=mode)
    data = path.read_bytes()
    # The padding at the end of a bare tar is no loss.
    full = 200 * 1024 if mode == "w" else len(data)
    path.write_bytes(data[: int(part * full)])
    names, failures = read(path)
    assert names == [f"{i:03d}" for i in range(len(names))]
    assert len(names) < 200
    assert {failure.kind for failure in failures} == {"read"}
    assert 1 <= len(failures) <= 2
    assert all(failure.remedy for failure in failures)


def test_a_truncated_zip_is_one_failure(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {name: record(name) for name in NAMES})
    path.write_bytes(path.read_bytes()[:-40])
    names, (failure,) = read(path)
    assert names == []
    assert failure.message.startswith("cannot be read: ")


def test_a_damaged_member_of_a_zip_is_one_failure(tmp_path: Path) -> None:
    members = {name: record(name) + os.urandom(3000).hex().encode() for name in NAMES}
    path = make_zip(tmp_path / "a.zip", members)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    names, (failure,) = read(path)
    assert names == ["a", "c"]
    assert failure.place == f"{path}/_figures/b.md"


def test_a_tar_that_is_damaged_inside_is_reported(tmp_path: Path) -> None:
    path = make_tar(tmp_path / "a.tar", *NAMES, mode="w")
    data = bytearray(path.read_bytes())
    data[1024 + 148 : 1024 + 156] = b"\xff" * 8  # checksum of the second header
    path.write_bytes(bytes(data))
    names, (failure,) = read(path)
    assert names == ["a"]
    assert failure.message.startswith("cannot be read: it is damaged or cut off")


@pytest.mark.parametrize("kind", ["zip", "gzip", "tar.gz"])
def test_a_bomb_is_refused_in_little_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(archives, "FREE_BYTES", 1024 * 1024)
    zeros = b" " * (32 * 1024 * 1024)
    path = tmp_path / "bomb"
    if kind == "zip":
        make_zip(path, {"bomb.txt": zeros})
    elif kind == "gzip":
        path.write_bytes(gzip.compress(zeros))
    else:
        info = tarfile.TarInfo("bomb.txt")
        info.size = len(zeros)
        with tarfile.open(path, "w:gz") as archive:
            archive.addfile(info, io.BytesIO(zeros))
    del zeros
    tracemalloc.start()
    names, failures = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert names == []
    assert failures[0].message == "it unpacks to more than 200 times its size"
    assert peak < 16 * 1024 * 1024


def test_members_that_together_are_a_bomb_end_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "FREE_BYTES", 50_000)
    monkeypatch.setattr(archives, "MAX_RATIO", 20)
    text = b"PTEN inhibits AKT in all cells. " * 1000
    path = make_zip(tmp_path / "a.zip", {f"{i}.txt": text for i in range(100)})
    names, failures = read(path)
    assert 0 < len(names) < 50
    assert failures[-1].place == str(path)


def test_archives_nested_too_deep_are_refused(tmp_path: Path) -> None:
    data = record("a")
    for _ in range(5):
        data = gzip.compress(data)
    (tmp_path / "a.gz").write_bytes(data)
    names, (failure,) = read(tmp_path / "a.gz")
    assert names == []
    assert "archives within archives" in failure.message


def test_a_zip_in_a_tar_is_refused(tmp_path: Path) -> None:
    make_zip(tmp_path / "a.zip", {"a.md": record("a")})
    with tarfile.open(tmp_path / "a.tgz", "w:gz") as archive:
        archive.add(tmp_path / "a.zip", "a.zip")
        archive.addfile(tarfile.TarInfo("none.md"))
    names, failures = read(tmp_path / "a.tgz")
    assert names == []
    assert failures[0].message == "a ZIP archive that is no file on disk"


def test_an_encrypted_member_is_reported(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.zip", {"a.md": record("a"), "b.md": record("b")})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # in the local header
    data[data.index(b"PK\x01\x02") + 8] |= 1  # in the directory
    path.write_bytes(bytes(data))
    names, (failure,) = read(path)
    assert names == ["b"]
    assert failure.message == "cannot be read: it is encrypted"


def test_an_office_document_is_no_archive(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "a.docx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b""})
    names, (failure,) = read(path)
    assert (names, failure.message) == ([], "unsupported format: Office document")


def test_names_with_newlines_and_other_bytes_stay_writable(tmp_path: Path) -> None:
    path = make_tar(tmp_path / "a.tgz", "two\nlines.txt", "na\udcefve.txt")
    found = list(read_documents(path))
    assert len(found) == 2
    assert all(item.path.encode() for item in found)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kind=st.sampled_from(["zip", "tgz", "tar"]),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), max_size=4),
    keep=st.floats(0.05, 1),
)
def test_a_damaged_archive_never_raises(
    tmp_path: Path, kind: str, cuts: list[tuple[float, bytes]], keep: float
) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "zip":
        make_zip(path, {name: record(name) for name in NAMES})
    else:
        make_tar(path, *NAMES, mode="w:gz" if kind == "tgz" else "w")
    data = bytearray(path.read_bytes())
    for at, patch in cuts:
        start = int(at * len(data))
        data[start : start + len(patch)] = patch
    path.write_bytes(bytes(data[: max(1, int(keep * len(data)))]))
    for item in read_documents(path):
        assert isinstance(item, (Document, Failure))
