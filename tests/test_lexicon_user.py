from __future__ import annotations

import multiprocessing
import stat
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nlp_pipeline.errors import LexiconError
from nlp_pipeline.lexicon import user
from nlp_pipeline.lexicon.curated import Addition, read_additions
from nlp_pipeline.lexicon.user import add_name

ROW = Addition("HER-2", "hgnc:3430", "ERBB2", "Gene", "as our group writes")
HEADER = "name\tid\tlabel\ttype\treason\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "own.tsv"


def test_add_name_makes_the_file_with_its_header(path: Path):
    change = add_name(path, ROW)
    assert (change.outcome, change.row, change.replaced) == ("added", ROW, ())
    assert path.read_text() == f"{HEADER}HER-2\thgnc:3430\tERBB2\tGene\tas our group writes\n"


def test_add_name_twice_is_no_change(path: Path):
    add_name(path, ROW)
    before = path.stat().st_mtime_ns
    again = add_name(path, replace(ROW, reason="another reason"))
    assert (again.outcome, again.row) == ("unchanged", ROW)
    assert path.stat().st_mtime_ns == before


def test_add_name_takes_a_new_reason_with_replace(path: Path):
    add_name(path, ROW)
    new = replace(ROW, reason="another reason")
    assert add_name(path, new, replace=True).outcome == "replaced"
    assert read_additions(path) == (new,)
    assert add_name(path, new, replace=True).outcome == "unchanged"


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (replace(ROW, label="EGFR", id="hgnc:3236"), "give --replace"),
        (replace(ROW, type="Family"), "give --replace"),
        (replace(ROW, name="HER-two", id="hgnc:1"), "give both the same identifier"),
        (replace(ROW, name="Her-2", id=None), "give both the same identifier"),
    ],
    ids=["label", "type", "identifier", "no identifier"],
)
def test_add_name_refuses_a_contradiction(path: Path, other: Addition, message: str):
    add_name(path, ROW)
    before = path.read_bytes()
    with pytest.raises(LexiconError, match=message) as caught:
        add_name(path, other)
    assert "'HER-2' is Gene 'ERBB2' with hgnc:3430" in str(caught.value)
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_add_name_replaces_what_contradicts_it(path: Path):
    add_name(path, ROW)
    new = replace(ROW, label="EGFR", id="hgnc:3236")
    change = add_name(path, new, replace=True)
    assert (change.outcome, change.replaced) == ("replaced", (ROW,))
    assert read_additions(path) == (new,)


def test_long_names_that_differ_in_case_are_one_name(path: Path):
    add_name(path, Addition("Tumstatinex", None, "tumstatinex", "Drug", "ours"))
    with pytest.raises(LexiconError, match="--replace"):
        add_name(path, Addition("TUMSTATINEX", None, "tumstatinex", "Chemical", "ours"))


def test_short_names_that_differ_in_case_are_two_names(path: Path):
    add_name(path, Addition("Fas", "hgnc:11920", "FAS", "Gene", "ours"))
    add_name(path, Addition("FAs", None, "fatty acid", "Chemical", "ours"))
    assert len(read_additions(path)) == 2


def test_add_name_sorts_and_keeps_comments_with_their_rows(path: Path):
    path.write_text(
        "# ours\n" + HEADER + "# about X\nX1\t\tX1\tGene\twhy\n\nB1\t\tB1\tDrug\twhy\n# end\n"
    )
    add_name(path, Addition("A1", None, "A1", "Gene", "why"))
    lines = ["B1\t\tB1\tDrug\twhy", "A1\t\tA1\tGene\twhy", "# about X", "X1\t\tX1\tGene\twhy"]
    assert path.read_text() == "# ours\n" + HEADER + "\n".join(lines) + "\n# end\n"


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("name", "–", "holds neither letter nor digit .*as texts have it"),
        ("name", "#1", "begins with '#' .*comment"),
        ("name", "HER\t2", "holds the character '.t' .*leave out tabs"),
        ("reason", "two\nlines", "holds the character '.n' .*leave out tabs"),
        ("label", "A\u2028B", "holds the character"),
        ("label", "\udcff", "holds the character"),
        ("label", " ", "no label given .*fill in"),
        ("reason", "", "no reason given"),
        ("id", "HGNC 3430", "'HGNC 3430' is not an identifier .*hgnc:3430"),
        ("type", "Protein", "unknown type 'Protein' .*one of Gene"),
    ],
)
def test_add_name_refuses_what_the_reader_would(path: Path, column: str, value: str, message: str):
    with pytest.raises(LexiconError, match=message) as caught:
        add_name(path, replace(ROW, **{column: value}))
    assert caught.value.place == str(path)
    assert list(path.parent.iterdir()) == []


TEXT = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=4))
def test_what_is_added_is_read_back(tmp_path: Path, rows: list[tuple[str, str, str]]):
    path = tmp_path / "own.tsv"
    path.unlink(missing_ok=True)
    expected: set[Addition] = set()
    for name, label, reason in rows:
        with suppress(LexiconError):
            expected.add(add_name(path, Addition(name, None, label, "Gene", reason)).row)
    assert set(read_additions(path) if path.exists() else ()) == expected


def test_add_name_refuses_a_file_that_is_wrong_already(path: Path):
    path.write_text(HEADER + "X1\t\tX1\tgene\twhy\n")
    with pytest.raises(LexiconError, match=r"own\.tsv:2: unknown type 'gene'"):
        add_name(path, ROW)


def test_add_name_into_a_missing_folder_says_what_to_do(tmp_path: Path):
    with pytest.raises(LexiconError, match=r"own\.tsv: its folder does not exist .*--file"):
        add_name(tmp_path / "none" / "own.tsv", ROW)


def test_add_name_writes_through_a_link_and_keeps_the_rights(tmp_path: Path, path: Path):
    path.write_text(HEADER)
    path.chmod(0o640)
    link = tmp_path / "link.tsv"
    link.symlink_to(path)
    add_name(link, ROW)
    assert link.is_symlink()
    assert read_additions(path) == (ROW,)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_failed_write_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch):
    add_name(path, ROW)
    before = path.read_bytes()

    def refuse(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(user.os, "fsync", refuse)
    with pytest.raises(LexiconError, match="cannot be written: No space left"):
        add_name(path, Addition("X1", None, "X1", "Gene", "why"))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_add_name_does_not_wait_for_ever(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(user, "_PATIENCE", 0.1)
    (path.parent / ".own.tsv.new").write_text("")
    with pytest.raises(LexiconError, match=r"\.own\.tsv\.new: another process .*remove this file"):
        add_name(path, ROW)


def _add(arguments: tuple[Path, int]) -> None:
    path, number = arguments
    add_name(path, Addition(f"X{number}", None, f"X{number}", "Gene", "why"))


def test_rows_of_several_processes_are_all_kept(path: Path):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(_add, [(path, number) for number in range(20)], chunksize=1)
    assert len(read_additions(path)) == 20
