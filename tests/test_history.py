"""Finished runs, and how the statements differ between any two of them."""

from __future__ import annotations

import json

import pytest

from nlp_pipeline.config import Settings
from nlp_pipeline.errors import SettingsError
from nlp_pipeline.records import CHANGES_SCHEMA
from nlp_pipeline.runner import run
from nlp_pipeline.store import STORE_FOLDER, open_history
from tests.pattern_engine import PatternEngine, write_lines

AT = {name: i for i, name in enumerate(CHANGES_SCHEMA.names)}


@pytest.fixture
def output(tmp_path):
    """Return an output with four runs: EGF comes, PTEN gains a paper and loses it, KRAS goes."""
    texts = {"a": "PTEN inhibits AKT.", "b": "KRAS activates RALB."}
    steps = [{}, {"c": "EGF activates EGFR.", "d": "PTEN inhibits AKT."}, {"d": "x"}, {"b": "x"}]
    (tmp_path / "in").mkdir()
    for step in steps:
        texts |= step
        write_lines(tmp_path / "in" / "texts.jsonl", **texts)
        run([tmp_path / "in"], tmp_path / "out", Settings(), engine=PatternEngine())
    return tmp_path / "out"


def differences(output, first, last):
    with open_history(output, output / STORE_FOLDER) as history:
        rows = list(history.iter_between(first, last))
    names = ("change", "subject_label", "papers_before", "papers")
    return [tuple(row[AT[name]] for name in names) for row in rows]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (0, 1, [("added", "KRAS", None, 1), ("added", "PTEN", None, 1)]),
        (1, 2, [("added", "EGF", None, 1), ("changed", "PTEN", 1, 2)]),
        (2, 3, [("changed", "PTEN", 2, 1)]),
        (1, 3, [("added", "EGF", None, 1)]),
        (1, 4, [("added", "EGF", None, 1), ("removed", "KRAS", 1, None)]),
        (0, 4, [("added", "EGF", None, 1), ("added", "PTEN", None, 1)]),
        (4, 4, []),
    ],
)
def test_iter_between_adds_up_the_runs_between(output, first, last, expected):
    assert differences(output, first, last) == expected


@pytest.mark.parametrize(("first", "last"), [(2, 1), (0, 5)])
def test_iter_between_refuses_runs_that_are_not_there(output, first, last):
    with pytest.raises(SettingsError, match="has runs 1 to 4"):
        differences(output, first, last)


def test_iter_runs_gives_the_records_of_runs_jsonl(output):
    with open_history(output, output / STORE_FOLDER) as history:
        found = [run.record for run in history.iter_runs()]
    lines = (output / "runs.jsonl").read_text(encoding="utf-8").splitlines()
    assert found == [json.loads(line) for line in lines]
    assert [record["run"] for record in found] == [1, 2, 3, 4]


def test_lost_line_of_a_run_is_written_by_the_next(output, tmp_path):
    path = output / "runs.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:3]) + lines[3][:20], encoding="utf-8")
    run([tmp_path / "in"], output, Settings(), engine=PatternEngine())
    found = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert found[4] == lines[3]
    assert json.loads(found[5])["run"] == 5


def test_history_without_a_run_is_wrong_use(tmp_path):
    with (
        pytest.raises(SettingsError, match="no run has written here"),
        open_history(tmp_path, tmp_path / STORE_FOLDER),
    ):
        pass
