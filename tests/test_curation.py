"""The curation loop: marks come back, rows follow them, rules are weighed anew."""

from __future__ import annotations

import csv
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from nlp_pipeline.config import Settings
from nlp_pipeline.curation import (
    Mark,
    RulePrecision,
    estimate_precisions,
    read_marks,
    settle_marks,
    verdicts_of,
    write_marks,
)
from nlp_pipeline.curation.marked_files import MarkedRow, UnreadRow, read_marked_rows
from nlp_pipeline.curator import curate, merge_marks
from nlp_pipeline.errors import ReadError, SettingsError
from nlp_pipeline.runner import run
from tests.pattern_engine import PatternEngine, write_lines
from tests.sample_records import a_triple, an_argument
from tests.test_runner import rows_of

A, B = a_triple("a"), a_triple("b")


def a_mark(triple=A, curation="wrong", kind="triple", **options) -> Mark:
    mark = Mark(curation, kind, triple.statement_id, triple.triple_id, **options)
    (settled,) = settle_marks([mark], [triple])
    return settled


def a_row(triple=A, word="wrong", kind="triple", place="row 2") -> MarkedRow:
    return MarkedRow(word, kind, triple.statement_id, triple.triple_id, place)


# --------------------------------------------------------------------------- end to end


@pytest.fixture
def output(tmp_path) -> Path:
    """Return the tables of three papers: two say that PTEN inhibits AKT."""
    folder = tmp_path / "in"
    folder.mkdir()
    write_lines(
        folder / "one.jsonl", a="PTEN inhibits AKT.", b="PTEN inhibits AKT.", c="EGF activates JUN."
    )
    run_again(tmp_path / "out")
    return tmp_path / "out"


def run_again(output: Path, **options):
    settings = Settings(**options.pop("settings", {}))
    return run([output.parent / "in"], output, settings, engine=PatternEngine(), **options)


def mark_in_workbook(output: Path, sheet: str, **marks: str) -> Path:
    """Write marks into the workbook as a curator does: ``row_2="wrong"``."""
    path = output / "statements.xlsx"
    book = load_workbook(path, rich_text=True)
    for row, word in marks.items():
        book[sheet].cell(int(row.removeprefix("row_")), 1).value = word
    book.save(path)
    return path


def mark_in_csv(path: Path, marks: dict[int, str], delimiter: str = ",", encoding="utf-8") -> Path:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    for number, word in marks.items():
        rows[number][head.index("curation")] = word
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([head, *rows])
    return path


def documents_of(output: Path) -> list[str]:
    return [row["doc_id"] for row in rows_of(output / "triples.csv")]


def test_triple_marked_wrong_in_the_workbook_leaves_the_tables(output):
    report = curate(mark_in_workbook(output, "Triples", row_2="Wrong"), output)
    assert (report.taken, report.wrong, report.problems) == (1, 1, ())
    assert documents_of(output) == ["b", "c"]
    (row,) = [r for r in rows_of(output / "statements.csv") if r["predicate"] == "inhibits"]
    assert (row["papers"], row["best_doc_id"]) == ("1", "b")


def test_statement_marked_wrong_takes_all_its_places_with_it(output):
    page = load_workbook(output / "statements.xlsx")["Statements"]
    (number,) = [row[0].row for row in page.iter_rows(min_row=2) if row[3].value == "inhibits"]
    curate(mark_in_workbook(output, "Statements", **{f"row_{number}": "wrong"}), output)
    assert documents_of(output) == ["c"]


def test_mark_in_a_csv_file_is_taken_too(output):
    report = curate(mark_in_csv(output / "triples.csv", {0: "right", 1: "wrong"}), output)
    assert (report.right, report.wrong) == (1, 1)
    assert documents_of(output) == ["a", "c"]
    assert rows_of(output / "triples.csv")[0]["curation"] == "right"


def test_csv_file_as_another_spreadsheet_saves_it_is_read(output):
    path = mark_in_csv(output / "triples.csv", {0: "wrong"}, delimiter=";", encoding="cp1252")
    assert curate(path, output).taken == 1


def test_marks_survive_a_full_run(output):
    curate(mark_in_workbook(output, "Triples", row_2="wrong", row_3="right"), output)
    report = run_again(output, full=True)
    assert (report.marks, report.marks_vanished, report.triples) == (2, 0, 2)
    assert documents_of(output) == ["b", "c"]
    assert report.predicates == {"activates": 1, "inhibits": 1}
    (row,) = [r for r in rows_of(output / "statements.csv") if r["predicate"] == "inhibits"]
    assert (row["belief"], row["curation"]) == ("1.0", "right")


def test_wrong_rows_stay_in_the_store_and_come_back_when_cleared(output):
    curate(mark_in_workbook(output, "Triples", row_2="wrong"), output)
    path = output.parent / "cleared.csv"
    path.write_bytes((output / "curation.csv").read_bytes())
    report = curate(mark_in_csv(path, {0: "clear"}), output)
    assert (report.cleared, report.right, report.wrong) == (1, 0, 0)
    assert documents_of(output) == ["a", "b", "c"]


def test_marks_may_be_edited_where_they_are_kept(output):
    curate(mark_in_workbook(output, "Triples", row_2="wrong", row_3="wrong"), output)
    mark_in_csv(output / "curation.csv", {0: "clear", 1: "Right"})
    report = run_again(output)
    assert (report.marks, documents_of(output)) == (1, ["a", "b", "c"])
    assert [row["curation"] for row in rows_of(output / "triples.csv")] == ["", "right", ""]


def test_marks_on_rows_that_no_longer_exist_are_kept_and_reported(output):
    curate(mark_in_workbook(output, "Triples", row_2="wrong", row_4="right"), output)
    write_lines(output.parent / "in" / "one.jsonl", b="PTEN inhibits AKT.", c="EGF activates JUN.")
    report = run_again(output)
    assert (report.marks, report.marks_vanished) == (2, 1)
    found = {row["doc_id"]: row["found"] for row in rows_of(output / "curation.csv")}
    assert found == {"a": "false", "c": "true"}
    (vanished,) = curate(output / "statements.xlsx", output).vanished
    assert (vanished.subject, vanished.doc_id) == ("PTEN", "a")


def test_giving_the_same_file_again_changes_nothing(output):
    path = mark_in_workbook(output, "Triples", row_2="wrong", row_3="right")
    kept = path.read_bytes()
    curate(path, output)
    before = (output / "curation.csv").read_bytes()
    path.write_bytes(kept)
    report = curate(path, output)
    assert (report.taken, report.cleared, report.unchanged) == (0, 0, 2)
    assert (output / "curation.csv").read_bytes() == before


def test_exported_marks_are_no_new_marks(output):
    curate(mark_in_workbook(output, "Statements", row_2="right", row_3="right"), output)
    before = (output / "curation.csv").read_bytes()
    assert curate(output / "statements.xlsx", output).taken == 0
    assert curate(output / "triples.csv", output).taken == 0
    assert (output / "curation.csv").read_bytes() == before


def test_curate_keeps_the_settings_of_the_last_run_and_its_errors(output):
    (output.parent / "in" / "broken.jsonl").write_text('{"id":\n', encoding="utf-8")
    run_again(output, settings={"csv_bom": True, "spreadsheet": False})
    (output / "statements.xlsx").unlink()
    errors = (output / "errors.csv").read_bytes()
    path = output / "marked.csv"
    text = (output / "triples.csv").read_text(encoding="utf-8-sig")
    path.write_text(text, encoding="utf-8")
    curate(mark_in_csv(path, {0: "wrong"}), output)
    assert (output / "triples.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not (output / "statements.xlsx").exists()
    assert (output / "errors.csv").read_bytes() == errors


def test_changes_say_what_curation_changed(output):
    curate(mark_in_csv(output / "statements.csv", {0: "wrong", 1: "wrong"}), output)
    assert [row["change"] for row in rows_of(output / "changes.csv")] == ["removed", "removed"]


def test_marked_rules_weigh_in_the_confidence(output, monkeypatch):
    rule = "inhibits-change"
    engine = PatternEngine()
    outcome_of = engine.outcome_of

    def with_a_packaged_rule(document):
        found = outcome_of(document)
        return replace(found, triples=tuple(replace(t, rule_id=rule) for t in found.triples))

    monkeypatch.setattr(engine, "outcome_of", with_a_packaged_rule)
    run([output.parent / "in"], output, Settings(), engine=engine, full=True)
    curate(mark_in_csv(output / "triples.csv", {0: "wrong"}), output)
    (row,) = [r for r in rows_of(output / "triples.csv") if r["doc_id"] == "b"]
    # The packaged precision counts as 20 rows, and the 21st is wrong.
    assert float(row["confidence"]) == pytest.approx(0.8 * 20 / 21, abs=0.001)


def test_folder_without_a_run_is_wrong_use(tmp_path):
    path = tmp_path / "triples.csv"
    path.write_text("curation,statement_id,triple_id\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="no run has written here"):
        curate(path, tmp_path)


def test_damaged_marks_stop_the_run_before_anything_is_written(output):
    curate(mark_in_workbook(output, "Triples", row_2="wrong"), output)
    path = output / "curation.csv"
    damaged = path.read_bytes().replace(b"\nwrong,", b"\nwrnog,")
    path.write_bytes(damaged)
    before = (output / "triples.csv").read_bytes()
    with pytest.raises(ReadError, match=r"curation\.csv:2: curation is 'wrnog'"):
        run_again(output)
    assert path.read_bytes() == damaged
    assert (output / "triples.csv").read_bytes() == before


# --------------------------------------------------------------------------- files


@pytest.mark.parametrize("word", ["wrong", "WRONG ", "no", "incorrect", "FALSE"])
def test_words_for_wrong(tmp_path, word):
    path = tmp_path / "t.csv"
    path.write_text(
        f"curation,statement_id,triple_id\n{word},{A.statement_id},{A.triple_id}\n",
        encoding="utf-8",
    )
    assert list(read_marked_rows(path)) == [a_row()]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (f"maybe,{A.statement_id},{A.triple_id}", r"'maybe' is no mark"),
        (f"wrong,1.2E+19,{A.triple_id}", r"'1.2E\+19' is no id.*spreadsheet"),
        ("wrong,,", "'' is no id"),
        ("wrong", "'' is no id"),
    ],
    ids=["word", "mangled id", "no id", "short row"],
)
def test_row_that_cannot_be_used_is_told_and_the_rest_goes_on(tmp_path, line, message):
    path = tmp_path / "t.csv"
    good = f"right,{B.statement_id},{B.triple_id}"
    path.write_text(f"curation,statement_id,triple_id\n{line}\n{good}\n", encoding="utf-8")
    bad, fine = read_marked_rows(path)
    assert isinstance(bad, UnreadRow)
    with pytest.raises(AssertionError, match=message):
        raise AssertionError(bad.message)
    assert (bad.place, fine) == ("row 2", a_row(B, "right", place="row 3"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", b""),
        ("t.csv", b"curation\nwrong\n"),
        ("t.csv", b"a,b\n1,2\n"),
        ("t.xlsx", b"no workbook"),
        ("missing.csv", None),
        ("missing.xlsx", None),
    ],
)
def test_file_without_room_for_marks_is_refused(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=name):
        list(read_marked_rows(tmp_path / name))


def test_workbook_with_xml_entities_is_refused(output, tmp_path):
    path = tmp_path / "bad.xlsx"
    with zipfile.ZipFile(output / "statements.xlsx") as good, zipfile.ZipFile(path, "w") as bad:
        for name in good.namelist():
            data = good.read(name)
            if name == "xl/workbook.xml":
                data = data.replace(b"<workbook", b'<!DOCTYPE x [<!ENTITY e "x">]><workbook', 1)
            bad.writestr(name, data)
    with pytest.raises(ReadError, match=r"workbook\.xml declares XML entities"):
        list(read_marked_rows(path))


def test_marks_are_read_as_they_were_written(tmp_path):
    odd = replace(A, subject=an_argument("-catenin"), sentence="=1 \u2028 x")
    marks = (a_mark(odd, "right"), a_mark(B, kind="statement"))
    write_marks(tmp_path, marks)
    assert set(read_marks(tmp_path)) == set(marks)


def test_no_file_has_no_marks(tmp_path):
    assert read_marks(tmp_path) == ()


# --------------------------------------------------------------------------- merging


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        ([], [a_row()], {("triple", "wrong")}),
        ([a_mark(curation="right")], [a_row()], {("triple", "wrong")}),
        ([a_mark()], [a_row(word="clear")], set()),
        ([a_mark(curation="right", kind="statement")], [a_row()], {("triple", "wrong")}),
        ([a_mark(curation="right")], [a_row(kind="statement")], {("statement", "wrong")}),
        ([a_mark(kind="statement")], [a_row(word="right")], {("triple", "right")}),
        (
            [a_mark(kind="statement")],
            [a_row(replace(A, triple_id="0" * 20), word="right")],
            {("statement", "wrong"), ("triple", "right")},
        ),
        ([a_mark(curation="right", kind="statement")], [a_row(word="clear")], set()),
    ],
)  # fmt: skip
def test_new_mark_outweighs_older_ones_of_the_same_evidence(old, new, kept):
    merged = merge_marks(old, new)
    assert {(mark.kind, mark.curation) for mark in merged.marks} == kept


def test_rows_at_odds_are_a_problem_and_neither_counts():
    rows = [
        a_row(kind="statement", place="Resistance, row 2"),
        a_row(kind="statement", word="right", place="Resistance, row 3"),
        a_row(B),
    ]
    merged = merge_marks([], rows)
    assert [mark.triple_id for mark in merged.marks] == [B.triple_id]
    (problem,) = merged.problems
    assert problem.place == "Resistance, row 3"
    assert "Resistance, row 2 says wrong" in problem.message


# --------------------------------------------------------------------------- finding again


def test_mark_is_found_by_sentence_where_its_offsets_have_moved():
    moved = a_triple("a", start=7)
    (settled,) = settle_marks([a_mark()], [moved, a_triple("b", start=7)])
    assert (settled.found, settled.triple_id) == (True, moved.triple_id)


@pytest.mark.parametrize(
    "other",
    [a_triple("b"), a_triple("a", start=7, sentence="PTEN inhibits AKT now."),
     a_triple("a", object_="MTOR")],
    ids=["document", "sentence", "claim"],
)  # fmt: skip
def test_mark_on_a_place_does_not_move_elsewhere(other):
    (settled,) = settle_marks([a_mark()], [other])
    assert not settled.found


def test_mark_on_a_statement_holds_wherever_it_stands():
    (settled,) = settle_marks([a_mark(kind="statement")], [a_triple("z")])
    assert settled.found
    assert verdicts_of([settled]).apply(a_triple("z")) is None


def test_place_marked_right_stays_under_a_statement_marked_wrong():
    verdicts = verdicts_of([a_mark(B, kind="statement"), a_mark(curation="right")])
    assert verdicts.apply(A).curation == "right"
    assert verdicts.apply(B) is None


def test_place_marked_wrong_is_wrong_under_a_statement_marked_right():
    verdicts = verdicts_of([a_mark(curation="right", kind="statement"), a_mark()])
    assert verdicts.apply(A) is None


# --------------------------------------------------------------------------- precision


def test_precision_counts_each_place_once():
    marks = [
        a_mark(curation="right"),
        a_mark(curation="right", kind="statement"),
        a_mark(B),
    ]
    found = estimate_precisions(marks, {"inhibits-verb": 0.5, "other": 0.9})
    assert found == {"inhibits-verb": RulePrecision(0.5, 1, 1)}
    assert found["inhibits-verb"].estimate == pytest.approx((20 * 0.5 + 1) / 22, abs=1e-4)


def test_precision_leaves_out_marks_on_vanished_rows_and_rules():
    (vanished,) = settle_marks([a_mark()], [])
    assert estimate_precisions([vanished], {"inhibits-verb": 0.5}) == {}
    assert estimate_precisions([a_mark()], {"other": 0.5}) == {}


# --------------------------------------------------------------------------- commands


def test_commands_take_marks_and_show_precision(output, capsys):
    from typer.testing import CliRunner

    from nlp_pipeline.cli import app

    runner = CliRunner()
    path = mark_in_workbook(output, "Triples", row_2="wrong", row_3="hm")
    result = runner.invoke(app, ["curate", str(path)])
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "1 marks taken, 0 cleared, 0 unchanged",
        "kept in all: 0 right, 1 wrong",
        "not taken: Triples, row 3: 'hm' is no mark (write right, wrong or clear)",
        "2 triples, 2 statements",
    ]
    marks = [replace(mark, rule_id="inhibits-change") for mark in read_marks(output)]
    write_marks(output, marks)
    result = runner.invoke(app, ["rules", "list", "--output", str(output), "--json"])
    found = {rule["id"]: rule for rule in json.loads(result.stdout)["rules"]}
    assert (found["inhibits-change"]["right"], found["inhibits-change"]["wrong"]) == (0, 1)
    assert found["inhibits-change"]["estimate"] < found["inhibits-change"]["precision"]
    assert found["binds-verb"]["estimate"] is None
    shown = runner.invoke(app, ["rules", "list", "--output", str(output)]).stdout
    assert "re-estimated" in shown
    plain = runner.invoke(app, ["rules", "list", "--output", str(output / "none")]).stdout
    assert "re-estimated" not in plain
