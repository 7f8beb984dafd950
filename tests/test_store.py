"""What is done, with what; rows all or nothing; one run at a time."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from nlp_pipeline.errors import StoreError
from nlp_pipeline.exports.rows import triple_row
from nlp_pipeline.linking import Families
from nlp_pipeline.records import STATEMENTS_SCHEMA, Document, Failure
from nlp_pipeline.store import STORE_FOLDER, Outcome, Store, Written, open_store
from tests.sample_records import a_document, a_mention, a_triple, an_argument

ENGINE_1 = "fingerprint-1"


def add_all(store: Store, documents: list[Document], fingerprint: str = ENGINE_1) -> list[str]:
    """Return the names of the documents that the store wants extracted."""
    with store.scanning():
        return [d.doc_id for d in documents if store.add(d, fingerprint)]


def write_all(output: Path, documents: list[Document]) -> None:
    with open_store(output) as store:
        add_all(store, documents)
        store.remove_vanished()
        store.write([Outcome(d, (), (a_triple(d.doc_id),)) for d in documents], ENGINE_1)


def test_add_wants_only_what_is_new_or_changed(tmp_path):
    first, second = a_document("a"), a_document("b")
    write_all(tmp_path, [first, second])
    with open_store(tmp_path) as store:
        wanted = add_all(store, [first, a_document("b", "other text"), a_document("c")])
    assert wanted == ["b", "c"]


def test_add_ignores_where_a_document_lies(tmp_path):
    write_all(tmp_path, [a_document("a")])
    with open_store(tmp_path) as store:
        assert add_all(store, [replace(a_document("a"), path="elsewhere.md")]) == []


def test_add_wants_everything_under_another_fingerprint(tmp_path):
    write_all(tmp_path, [a_document("a")])
    with open_store(tmp_path) as store:
        assert add_all(store, [a_document("a")], "fingerprint-2") == ["a"]


def test_add_again_wants_what_is_done(tmp_path):
    write_all(tmp_path, [a_document("a")])
    with open_store(tmp_path) as store, store.scanning():
        assert store.add(a_document("a"), ENGINE_1, again=True)


def test_add_duplicate_keeps_the_last_and_reports_the_first(tmp_path):
    early = replace(a_document("a", "early"), path="1.md")
    late = replace(a_document("a", "late"), path="2.md")
    with open_store(tmp_path) as store:
        add_all(store, [early, late])
        assert [d for shard in store.iter_shards(9) for d in shard] == [late]
        (failure,) = store.iter_failure_rows()
    assert failure[:4] == ("1.md", "a", "duplicate", "2.md")


def test_remove_vanished_drops_the_rows(tmp_path):
    write_all(tmp_path, [a_document("a"), a_document("b")])
    with open_store(tmp_path) as store:
        add_all(store, [a_document("b")])
        assert store.remove_vanished() == 1
        assert {row[2] for row in store.iter_triple_rows()} == {"b"}


def test_iter_shards_gives_each_waiting_document_once_in_order(tmp_path):
    names = ["e", "b", "d", "a", "c"]
    with open_store(tmp_path) as store:
        add_all(store, [a_document(name) for name in names])
        shards = [[d.doc_id for d in shard] for shard in store.iter_shards(2)]
    assert shards == [["a", "b"], ["c", "d"], ["e"]]


def test_write_keeps_nothing_of_a_shard_that_fails(tmp_path):
    good = Outcome(a_document("a"), (), (a_triple("a"),))
    bad = Outcome(a_document("b"), (), (replace(a_triple("b"), sentence="\ud800"),))
    with open_store(tmp_path) as store:
        with pytest.raises(UnicodeEncodeError):
            store.write([good, bad], ENGINE_1)
        assert list(store.iter_triple_rows()) == []
        assert add_all(store, [good.document]) == ["a"]


def test_write_replaces_the_rows_of_a_document(tmp_path):
    document = a_document("a")
    with open_store(tmp_path) as store:
        store.write([Outcome(document, (), (a_triple("a"), a_triple("a", start=9)))], ENGINE_1)
        store.write([Outcome(document, (), (a_triple("a", start=5),))], ENGINE_1)
        assert list(store.iter_triple_rows()) == [triple_row(a_triple("a", start=5))]


def test_rows_come_out_by_document_and_place(tmp_path):
    document = a_document("b", "one", "two")
    late = (a_triple("b", passage="p1"), a_triple("b", start=9), a_triple("b", start=2))
    with open_store(tmp_path) as store:
        store.write([Outcome(document, (), late)], ENGINE_1)
        store.write([Outcome(a_document("a"), (), (a_triple("a"),))], ENGINE_1)
        places = [(t.doc_id, t.passage_id, t.subject.start) for t in store.iter_triples()]
    assert places == [("a", "p0", 0), ("b", "p0", 2), ("b", "p0", 9), ("b", "p1", 0)]


def test_mentions_come_out_by_place(tmp_path):
    mentions = (a_mention("a", 7), a_mention("a", 3))
    with open_store(tmp_path) as store:
        store.write([Outcome(a_document("a"), mentions)], ENGINE_1)
        assert [row[2] for row in store.iter_mention_rows()] == [3, 7]


def test_failed_document_counts_as_done_and_keeps_its_row(tmp_path):
    failure = Failure("a.md", "a", "extraction", None, "ValueError: x", "report it")
    with open_store(tmp_path) as store:
        add_all(store, [a_document("a")])
        store.write([Outcome(a_document("a"), failure=failure)], ENGINE_1)
    with open_store(tmp_path) as store:
        moved = replace(a_document("a"), path="moved.md")
        assert add_all(store, [moved]) == []
        store.remove_vanished()
        assert list(store.iter_failure_rows()) == [
            ("moved.md", "a", "extraction", None, "ValueError: x", "report it")
        ]


def changes_after(store: Store, *documents: Document) -> list[tuple[str, str]]:
    add_all(store, list(documents), "other")
    store.remove_vanished()
    store.build_statements(Families({}))
    found = [(row[0], row[3]) for row in store.iter_change_rows()]
    number = store.history.next_number()
    store.finish(f"run-{number}", {"run": number}, Written("1", {}, {}))
    return found


def test_iter_change_rows_compares_with_the_last_finished_run(tmp_path):
    a, b = a_document("a"), a_document("b")
    with open_store(tmp_path) as store:
        store.write([Outcome(a, (), (a_triple("a"),))], ENGINE_1)
        assert changes_after(store, a) == [("added", "PTEN")]
    with open_store(tmp_path) as store:
        assert changes_after(store, a) == []
        store.write([Outcome(b, (), (a_triple("b"), a_triple("b", subject="KRAS")))], ENGINE_1)
        assert changes_after(store, a, b) == [("added", "KRAS"), ("changed", "PTEN")]
    with open_store(tmp_path) as store:
        assert changes_after(store, b) == [("changed", "PTEN")]


HOLD_THE_STORE = """
import sys
from pathlib import Path
from nlp_pipeline.store import open_store
with open_store(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other_run(tmp_path):
    """Return a process that holds the store of ``tmp_path``."""
    command = [sys.executable, "-c", HOLD_THE_STORE, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_second_run_is_refused_and_told_who_holds_the_output(tmp_path, other_run):
    with (
        pytest.raises(StoreError, match=f"process {other_run.pid} on ") as caught,
        open_store(tmp_path),
    ):
        pass
    assert str(tmp_path) in str(caught.value)


def test_lock_of_a_killed_run_is_free(tmp_path, other_run):
    other_run.kill()
    other_run.wait(30)
    with open_store(tmp_path) as store:
        assert store.count_seen() == 0


def test_damaged_store_is_refused_with_a_remedy(tmp_path):
    folder = tmp_path / STORE_FOLDER
    folder.mkdir()
    (folder / "store.sqlite").write_bytes(b"not a database at all" * 100)
    with (
        pytest.raises(StoreError, match=r"remove .*store to do all the work again"),
        open_store(tmp_path),
    ):
        pass


def test_store_of_a_later_version_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("nlp_pipeline.store.database.FORMAT_VERSION", 99)
    with open_store(tmp_path):
        pass
    monkeypatch.undo()
    with pytest.raises(StoreError, match="format 99"), open_store(tmp_path):
        pass


def test_output_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "outputs").write_text("mine")
    with (
        pytest.raises(StoreError, match="cannot write the output folder"),
        open_store(tmp_path / "outputs"),
    ):
        pass


def test_open_store_removes_what_killed_writers_left(tmp_path):
    (tmp_path / ".triples.csv.123.partial").write_text("half")
    with open_store(tmp_path):
        assert list(tmp_path.glob(".*.partial")) == []


def linked(output: Path, *triples) -> dict[str, dict[str, object]]:
    """Return the statements assembled from some triples, by subject, state and predicate."""
    documents = sorted({t.doc_id for t in triples})
    with open_store(output) as store:
        add_all(store, [a_document(name) for name in documents])
        outcomes = [
            Outcome(a_document(name), (), tuple(t for t in triples if t.doc_id == name))
            for name in documents
        ]
        store.write(outcomes, ENGINE_1)
        store.build_statements(Families({"RAF": ("ARAF", "BRAF")}))
        rows = [
            dict(zip(STATEMENTS_SCHEMA.names, row, strict=True))
            for row in store.iter_statement_rows()
        ]
    return {f"{r['subject_label']} {r['subject_state']} {r['predicate']}": r for r in rows}


def test_contradicting_statements_are_linked_and_their_papers_counted_once(tmp_path):
    loss = an_argument("PTEN", state="loss")
    found = linked(
        tmp_path,
        a_triple("a"),
        a_triple("b", predicate="activates"),
        a_triple("b", start=50, subject=loss),
        a_triple("c", predicate="activates"),
    )
    one, other, third = (found[f"PTEN {n}"] for n in ("None inhibits", "None activates",
                                                      "loss inhibits"))  # fmt: skip
    assert one["contradicts"] == sorted([other["statement_id"], third["statement_id"]])
    assert (one["contradictions"], one["contradicting_papers"]) == (2, 2)
    assert (other["contradictions"], other["contradicting_papers"]) == (1, 1)


def test_denied_statement_contradicts_nothing(tmp_path):
    found = linked(tmp_path, a_triple("a"), a_triple("b", predicate="activates", negated=True))
    assert [row["contradictions"] for row in found.values()] == [0, 0]


def test_refinements_are_linked_both_ways_and_stay_apart(tmp_path):
    family = an_argument("RAF", "Family")
    found = linked(tmp_path, a_triple("a", subject="BRAF"), a_triple("b", subject=family))
    member, whole = found["BRAF None inhibits"], found["RAF None inhibits"]
    assert (member["refines"], member["refined_by"]) == ([whole["statement_id"]], [])
    assert (whole["refines"], whole["refined_by"]) == ([], [member["statement_id"]])
    assert (member["papers"], whole["papers"]) == (1, 1)


def test_store_of_the_first_format_is_taken_over(tmp_path):
    write_all(tmp_path, [a_document("a")])
    with sqlite3.connect(tmp_path / STORE_FOLDER / "store.sqlite") as connection:
        connection.execute("PRAGMA user_version = 1")
        connection.execute("INSERT INTO statements VALUES ('x', 1, 1, 0, 0, '', '[]')")
    with open_store(tmp_path) as store:
        add_all(store, [a_document("a")])
        store.build_statements(Families({}))
        assert [row[0] for row in store.iter_change_rows()] == ["added"]
