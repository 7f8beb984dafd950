"""One run from end to end, with an engine that finds "A verbs B" by a regular expression."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from threading import Event

import pyarrow.parquet as pq
import pytest

from nlp_pipeline import records
from nlp_pipeline.config import Settings
from nlp_pipeline.errors import SettingsError, StoppedError, StoreError
from nlp_pipeline.progress import Silent
from nlp_pipeline.runner import RunReport, plan, run
from tests.pattern_engine import PUBLIC, TABLES, PatternEngine, tables_in, write_lines


@pytest.fixture
def inputs(tmp_path) -> Path:
    folder = tmp_path / "inputs"
    folder.mkdir()
    write_lines(
        folder / "one.jsonl", d="PTEN inhibits AKT.", b="EGF activates EGFR.", a="Nothing is said."
    )
    write_lines(folder / "two.jsonl", c="PTEN inhibits AKT. KRAS activates RALB.")
    return folder


def run_on(inputs: Path, output: Path, engine: PatternEngine | None = None, **options) -> RunReport:
    settings = Settings(shard_size=options.pop("shard_size", 2))
    return run([inputs], output, settings, engine=engine or PatternEngine(), **options)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_run_writes_all_tables_and_nothing_else(inputs, tmp_path):
    report = run_on(inputs, tmp_path / "out")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [".store", *PUBLIC]
    assert (report.documents, report.triples, report.statements) == (4, 4, 3)
    assert report.predicates == {"activates": 2, "inhibits": 2}


def test_run_leaves_a_workbook_alone_that_is_newer_than_the_tables(inputs, tmp_path):
    run_on(inputs, tmp_path / "out")
    book = tmp_path / "out" / "statements.xlsx"
    book.write_bytes(b"a curator is at work in it")
    run_on(inputs, tmp_path / "out")
    assert book.read_bytes() == b"a curator is at work in it"
    write_lines(inputs / "three.jsonl", e="KRAS activates RALA.")
    run_on(inputs, tmp_path / "out")
    assert book.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("name", TABLES)
def test_run_writes_the_columns_of_the_schema(inputs, tmp_path, name):
    schemas = {"drug_resistance": records.RESISTANCE_SCHEMA}
    schema = schemas.get(name) or getattr(records, f"{name.upper()}_SCHEMA")
    run_on(inputs, tmp_path)
    with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == schema.names
    if (tmp_path / f"{name}.parquet").exists():
        assert pq.read_schema(tmp_path / f"{name}.parquet").equals(schema)


def test_run_sorts_triples_by_document_and_place(inputs, tmp_path):
    run_on(inputs, tmp_path)
    found = [(row["doc_id"], row["subject_label"]) for row in rows_of(tmp_path / "triples.csv")]
    assert found == [("b", "EGF"), ("c", "PTEN"), ("c", "KRAS"), ("d", "PTEN")]


def test_run_again_extracts_nothing_and_changes_no_byte(inputs, tmp_path):
    run_on(inputs, tmp_path / "out")
    before, engine = tables_in(tmp_path / "out"), PatternEngine()
    report = run_on(inputs, tmp_path / "out", engine)
    assert engine.seen == []
    assert (report.extracted, report.unchanged, report.changes) == (0, 4, 0)
    assert tables_in(tmp_path / "out") == before


def test_run_full_extracts_everything_again(inputs, tmp_path):
    run_on(inputs, tmp_path / "out")
    engine = PatternEngine()
    run_on(inputs, tmp_path / "out", engine, full=True)
    assert engine.seen == ["a", "b", "c", "d"]


def test_run_extracts_everything_again_with_another_pipeline(inputs, tmp_path):
    run_on(inputs, tmp_path / "out")
    engine = PatternEngine("2")
    run_on(inputs, tmp_path / "out", engine)
    assert engine.seen == ["a", "b", "c", "d"]


def change_inputs(inputs: Path) -> None:
    """Change b, remove d, add e and aa, move c to another file."""
    (inputs / "two.jsonl").unlink()
    write_lines(inputs / "one.jsonl", b="EGF inhibits EGFR.", a="Nothing is said.")
    write_lines(
        inputs / "three.jsonl",
        e="YAP activates AXL.",
        aa="PTEN inhibits AKT.",
        c="PTEN inhibits AKT. KRAS activates RALB.",
    )


def test_incremental_run_gives_the_tables_of_a_full_run(inputs, tmp_path):
    run_on(inputs, tmp_path / "grown")
    change_inputs(inputs)
    engine = PatternEngine()
    report = run_on(inputs, tmp_path / "grown", engine)
    run_on(inputs, tmp_path / "fresh", shard_size=100)
    assert engine.seen == ["aa", "b", "e"]
    assert (report.extracted, report.unchanged, report.removed) == (3, 2, 1)
    assert tables_in(tmp_path / "grown") == tables_in(tmp_path / "fresh")


def test_run_says_what_changed(inputs, tmp_path):
    run_on(inputs, tmp_path / "out")
    write_lines(inputs / "one.jsonl", b="EGF inhibits EGFR.", d="PTEN inhibits AKT.")
    write_lines(inputs / "two.jsonl", c="KRAS activates RALB.")
    run_on(inputs, tmp_path / "out")
    names = ("change", "subject_label", "predicate", "object_label", "papers_before", "papers")
    found = [tuple(row[n] for n in names) for row in rows_of(tmp_path / "out" / "changes.csv")]
    assert found == [
        ("added", "EGF", "inhibits", "EGFR", "", "1"),
        ("changed", "PTEN", "inhibits", "AKT", "2", "1"),
        ("removed", "EGF", "activates", "EGFR", "1", ""),
    ]


def test_killed_run_goes_on_where_it_stopped(inputs, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        run_on(inputs, tmp_path / "out", PatternEngine(stop_at_shard=1))
    engine = PatternEngine()
    run_on(inputs, tmp_path / "out", engine)
    run_on(inputs, tmp_path / "fresh")
    assert engine.seen == ["c", "d"]
    assert tables_in(tmp_path / "out") == tables_in(tmp_path / "fresh")


class StopsAtWriting(Silent):
    def begin(self, stage: str, total: int | None) -> None:
        del total
        if stage == "Writing":
            raise KeyboardInterrupt


def test_run_killed_before_its_tables_leaves_them_to_the_next(inputs, tmp_path):
    run_on(inputs, tmp_path / "out")
    write_lines(inputs / "two.jsonl", c="YAP activates AXL.")
    with pytest.raises(KeyboardInterrupt):
        run_on(inputs, tmp_path / "out", progress=StopsAtWriting())
    assert run_on(inputs, tmp_path / "out").extracted == 0
    run_on(inputs, tmp_path / "fresh")
    assert tables_in(tmp_path / "out") == tables_in(tmp_path / "fresh")


def test_run_stops_after_a_shard_when_told_and_goes_on_next_time(inputs, tmp_path):
    stop = Event()
    stop.set()
    with pytest.raises(StoppedError, match="run again to go on"):
        run_on(inputs, tmp_path / "out", stop=stop)
    engine = PatternEngine()
    run_on(inputs, tmp_path / "out", engine)
    assert engine.seen == ["c", "d"]


def test_tables_of_unchanged_rows_are_left_alone(inputs, tmp_path):
    run_on(inputs, tmp_path / "out")
    paths = [tmp_path / "out" / name for name in tables_in(tmp_path / "out")]
    before = {p.name: p.stat().st_ino for p in paths if p.name != "errors.csv"}
    run_on(inputs, tmp_path / "out")
    assert {p.name: p.stat().st_ino for p in paths if p.name in before} == before


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_text("mine")])
def test_table_that_is_not_as_written_is_written_again(inputs, tmp_path, damage):
    run_on(inputs, tmp_path / "out")
    before = tables_in(tmp_path / "out")
    damage(tmp_path / "out" / "statements.csv")
    report = run_on(inputs, tmp_path / "out")
    assert (report.changes, report.statements) == (0, 3)
    assert tables_in(tmp_path / "out") == before


def test_run_says_why_documents_were_extracted(inputs, tmp_path):
    assert run_on(inputs, tmp_path / "out").reasons == {"new": 4}
    change_inputs(inputs)
    assert run_on(inputs, tmp_path / "out").reasons == {"changed": 1, "new": 2}
    assert run_on(inputs, tmp_path / "out", full=True).reasons == {"forced": 5}
    engine = PatternEngine("code=1 rules=2")
    run_on(inputs, tmp_path / "out", engine)
    engine = PatternEngine("code=1 rules=3")
    assert run_on(inputs, tmp_path / "out", engine).reasons == {"other rules": 5}


def test_plan_tells_what_a_run_would_do_and_changes_nothing(inputs, tmp_path):
    run_on(inputs, tmp_path / "out")
    change_inputs(inputs)
    (inputs / "broken.jsonl").write_text('{"id": "x", "text": \n', encoding="utf-8")
    before = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    found = plan([inputs], tmp_path / "out", Settings(), engine=PatternEngine())
    assert [(p.doc_id, p.reason) for p in found.extract] == [
        ("aa", "new"),
        ("b", "changed"),
        ("e", "new"),
    ]
    assert (found.documents, found.remove, found.failures) == (5, ("d",), 1)
    assert {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()} == before


def test_plan_of_a_first_run_makes_no_folder(inputs, tmp_path):
    found = plan([inputs], tmp_path / "out", Settings(), engine=PatternEngine())
    assert [p.reason for p in found.extract] == ["new"] * 4
    assert not (tmp_path / "out").exists()


def test_killed_run_leaves_the_old_tables(inputs, tmp_path):
    run_on(inputs, tmp_path / "out")
    before = tables_in(tmp_path / "out")
    write_lines(inputs / "two.jsonl", c="YAP activates AXL.")
    with pytest.raises(KeyboardInterrupt):
        run_on(inputs, tmp_path / "out", PatternEngine(stop_at_shard=0))
    assert tables_in(tmp_path / "out") == before


def test_failures_are_rows_and_the_rest_goes_on(inputs, tmp_path):
    write_lines(inputs / "bad.jsonl", bad="FAIL here.", z="AXL activates AKT.")
    (inputs / "broken.jsonl").write_text('{"id": "x", "text": \n', encoding="utf-8")
    report = run_on(inputs, tmp_path / "out")
    found = {(Path(r["path"]).name, r["kind"]) for r in rows_of(tmp_path / "out" / "errors.csv")}
    assert found == {("bad.jsonl", "extraction"), ("broken.jsonl", "read")}
    assert (report.documents, report.failures) == (6, 2)
    assert "z" in {row["doc_id"] for row in rows_of(tmp_path / "out" / "triples.csv")}


def test_document_that_cannot_be_written_is_a_failure(inputs, tmp_path):
    (inputs / "pair.jsonl").write_text(
        '{"id": "p", "text": "A\\ud800 inhibits B."}\n', encoding="utf-8"
    )
    report = run_on(inputs, tmp_path / "out")
    assert report.triples == 4
    assert "pair.jsonl" in (tmp_path / "out" / "errors.csv").read_text(encoding="utf-8")


def test_run_does_not_read_its_own_output(tmp_path):
    write_lines(tmp_path / "one.jsonl", a="PTEN inhibits AKT.")
    for _ in range(2):
        report = run_on(tmp_path, tmp_path / "outputs")
    assert (report.documents, report.failures) == (1, 0)


@pytest.mark.parametrize(
    ("name", "message"), [("missing", "no such file or folder"), ("empty", "no document found")]
)
def test_run_without_documents_is_wrong_use_and_changes_nothing(inputs, tmp_path, name, message):
    run_on(inputs, tmp_path / "out")
    before = tables_in(tmp_path / "out")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SettingsError, match=message):
        run_on(tmp_path / name, tmp_path / "out")
    assert tables_in(tmp_path / "out") == before
    assert run_on(inputs, tmp_path / "out").unchanged == 4


def test_unwritable_table_is_a_clear_error_and_no_work_is_lost(inputs, tmp_path):
    (tmp_path / "out" / "triples.csv").mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot write the table triples"):
        run_on(inputs, tmp_path / "out")
    (tmp_path / "out" / "triples.csv").rmdir()
    assert run_on(inputs, tmp_path / "out").extracted == 0


def test_runs_file_gets_one_line_for_each_run_even_after_a_cut_off_line(inputs, tmp_path):
    run_on(inputs, tmp_path)
    with (tmp_path / "runs.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"started": "20')
    run_on(inputs, tmp_path)
    first, _, last = (tmp_path / "runs.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(first)["extracted"], json.loads(last)["extracted"]) == (4, 0)


def test_progress_is_told_every_step(inputs, tmp_path):
    class Recorder:
        def __init__(self) -> None:
            self.stages: dict[str, list[int | None]] = {}

        def begin(self, stage: str, total: int | None) -> None:
            self._steps = self.stages[stage] = [total, 0]

        def advance(self, steps: int = 1) -> None:
            self._steps[1] += steps

    recorder = Recorder()
    run_on(inputs, tmp_path / "out", progress=recorder)
    assert recorder.stages == {
        "Reading": [None, 4], "Extracting": [4, 4], "Writing": [6, 6], "Workbook": [1, 1]
    }  # fmt: skip


def test_run_without_spreadsheet_writes_none(inputs, tmp_path):
    run([inputs], tmp_path / "out", Settings(spreadsheet=False), engine=PatternEngine())
    assert not (tmp_path / "out" / "statements.xlsx").exists()
