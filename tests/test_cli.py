"""The command line: what it prints where, and its exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nlp_pipeline import __version__

INTEGRIN = "Integrin β3 drives EGFR TKI resistance."


def call(
    *arguments: object, stdin: str = "", cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nlp_pipeline", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=120,
        check=False,
    )


def test_version():
    done = call("--version")
    assert (done.returncode, done.stdout) == (0, f"{__version__}\n")


def test_help_answers_without_heavy_modules():
    code = (
        "import sys; from nlp_pipeline import cli; sys.argv = ['x', 'run', '--help']\n"
        "try: cli.main()\n"
        "except SystemExit as end: assert end.code == 0\n"
        "heavy = {'spacy', 'numpy', 'pyarrow', 'pandas', 'rich.table', 'yaml'}\n"
        "sys.exit(repr(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "none", "--output", "out"), ["none", "no such file or folder"]),
        (("run", "empty", "--output", "out"), ["empty", "no document found"]),
        (("run", "empty", "--config", "none.yaml"), ["none.yaml", "cannot read the settings"]),
        (("extract", INTEGRIN, "--model", "no_such_model"), ["no_such_model", "not found"]),
        (("extract", INTEGRIN, "--rules", "none"), ["none", "does not exist"]),
        (("extract", INTEGRIN, "--rules", "bad_rules"), ["mine.yaml:1", "enrages"]),
        (("extract", " "), ["the text is empty"]),
        (("extract", "-"), ["the text is empty"]),
        (("model", "evaluate"), ["nothing to measure on", "--ner"]),
        (("rules", "check", "bad_rules"), ["mine.yaml:1", "enrages"]),
        (("rules", "check", "empty"), ["empty", "holds no rule", "*.yaml"]),
        (("rules", "list", "--rules", "empty"), ["empty", "holds no rule"]),
        (
            ("extract", INTEGRIN, "--user-lexicon", "none.tsv"),
            ["none.tsv: cannot be read: No such file", "lexicon add"],
        ),
        (
            ("lexicon", "search", "AKT", "--config", "no_lexicon.yaml"),
            ["nowhere: there is no such lexicon folder", "lexicon build"],
        ),
        (("lexicon", "search", "–"), ["'–' holds neither letter nor digit"]),
        (("lexicon", "search", "AKT", "--context", "EGFR"), ["'EGFR' does not hold", "'AKT'"]),
        (
            ("lexicon", "add", "X1", "--label", "X1", "--type", "gene", "--reason", "why"),
            ["user_lexicon.tsv: unknown type 'gene'", "one of Gene"],
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_use_is_one_clear_line_and_code_2(tmp_path, arguments, words):
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad_rules").mkdir()
    (tmp_path / "bad_rules" / "mine.yaml").write_text("predicate: enrages\nrules: []\n")
    (tmp_path / "no_lexicon.yaml").write_text("lexicon: nowhere\n")
    done = call(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("error: ")
    assert len(done.stderr.splitlines()) == 1
    assert [word for word in words if word not in done.stderr] == []
    assert done.stdout == ""


def test_unknown_option_is_code_2():
    done = call("run", "seeds", "--ouput", "x")
    assert done.returncode == 2
    assert "--ouput" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.model
def test_extract_prints_a_table():
    done = call("extract", INTEGRIN)
    assert (done.returncode, done.stderr) == (0, "")
    assert "confers_resistance_to" in done.stdout
    assert "ITGB3" in done.stdout


@pytest.mark.model
def test_extract_reads_standard_input_and_prints_json():
    done = call("extract", "-", "--json", stdin=INTEGRIN)
    (line,) = done.stdout.splitlines()
    (triple,) = json.loads(line)["triples"]
    assert triple["predicate"] == "confers_resistance_to"
    assert INTEGRIN[triple["subject_start"] : triple["subject_end"]] == "Integrin β3"
    assert done.returncode == 0


@pytest.mark.model
def test_extract_without_triples_says_so():
    done = call("extract", "Nothing is said here.")
    assert (done.returncode, done.stdout.strip()) == (0, "Triples: none")


@pytest.mark.model
def test_explain_shows_every_stage():
    done = call("explain", INTEGRIN)
    titles = ["Tokens", "Names kept", "Names discarded", "Rules", "Triples"]
    assert [title for title in titles if title not in done.stdout] == []
    assert done.returncode == 0


@pytest.mark.model
def test_run_prints_a_summary_then_one_line_of_json(tmp_path, seeds):
    first = call("run", seeds, "--output", tmp_path)
    assert first.returncode == 0
    assert first.stdout.startswith("5 documents: 5 extracted, 0 unchanged, 0 removed\n")
    second = call("run", seeds, "--output", tmp_path, "--json")
    (line,) = second.stdout.splitlines()
    report = json.loads(line)
    assert (report["extracted"], report["unchanged"], report["failures"]) == (0, 5, 0)
    assert report["triples"] == sum(report["predicates"].values()) > 0


@pytest.mark.model
def test_run_with_a_failure_is_code_1(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.jsonl").write_text(json.dumps({"id": "a", "text": INTEGRIN}))
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    done = call("run", tmp_path / "in", "--output", tmp_path / "out")
    assert done.returncode == 1
    assert f"1 failures, see {tmp_path / 'out' / 'errors.csv'}" in done.stdout
    assert "empty.txt" in (tmp_path / "out" / "errors.csv").read_text(encoding="utf-8")


@pytest.mark.model
@pytest.mark.skipif(os.name == "nt", reason="no SIGINT between processes")
def test_interrupted_run_is_code_130_and_keeps_no_lock(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": INTEGRIN}))
    arguments = ("run", str(tmp_path / "a.jsonl"), "--output", str(tmp_path))
    command = [sys.executable, "-m", "nlp_pipeline", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / ".store" / "plan.sqlite").exists():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert stderr.decode() == "interrupted: finished documents are kept, run again to go on\n"
    assert call(*arguments).returncode == 0


@pytest.mark.model
def test_rules_check_runs_the_examples_of_a_folder(tmp_path):
    text = """\
predicate: activates
rules:
  - id: mine
    why: a test
    trigger: {lemma: [awaken]}
    subject: {path: [subj]}
    object: {path: [obj]}
    examples:
      - text: "EGF activates EGFR."
        yields: ["EGF | activates | EGFR"]
        never: ["EGFR | activates | EGF"]
"""
    (tmp_path / "mine.yaml").write_text(text)
    done = call("rules", "check", tmp_path)
    assert (done.returncode, done.stdout) == (0, "1 rules, 1 examples, 0 broken\n")
    (tmp_path / "mine.yaml").write_text(text.replace("EGF activates EGFR.", "EGF is EGFR."))
    broken = call("rules", "check", tmp_path)
    assert broken.returncode == 1
    assert "  missing: EGF | activates | EGFR" in broken.stdout


def test_rules_list_names_every_rule():
    from nlp_pipeline.relations.rules import load_rules

    done = call("rules", "list")
    assert [rule.id for rule in load_rules() if rule.id not in done.stdout] == []


def test_rules_list_prints_json():
    from nlp_pipeline.relations.rules import load_rules

    (line,) = call("rules", "list", "--json").stdout.splitlines()
    rules = json.loads(line)["rules"]
    assert {rule["id"] for rule in rules} == {rule.id for rule in load_rules()}
    names = ["predicate", "id", "priority", "precision", "why", "place"]
    assert list(rules[0]) == [*names, "right", "wrong", "estimate"]


@pytest.mark.model
def test_explain_prints_json():
    done = call("explain", INTEGRIN, "--json")
    (line,) = done.stdout.splitlines()
    parts = json.loads(line)
    assert list(parts) == ["tokens", "kept", "discarded", "attempts", "triples"]
    assert [token["text"] for token in parts["tokens"]][:2] == ["Integrin", "β3"]
    assert parts["kept"][0]["mention"]["label"] == "ITGB3"
    assert any(attempt["rule_id"] == "resistance-change" for attempt in parts["attempts"])
    assert parts["triples"][0]["predicate"] == "confers_resistance_to"
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("argument", "stdin"),
    [("-", b"EGF activates \xff EGFR."), (b"EGF activates \xff EGFR.", b"")],
    ids=["stdin", "argument"],
)
def test_text_that_is_not_utf8_is_refused(argument, stdin):
    done = subprocess.run(
        [sys.executable, "-m", "nlp_pipeline", "extract", argument],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "1"},
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"is not UTF-8: byte 0xff at 14 (convert it" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_name_that_is_not_utf8_is_refused():
    done = subprocess.run(
        [sys.executable, "-m", "nlp_pipeline", "lexicon", "search", b"EGFR \xff"],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 2
    assert b"error: the text is not UTF-8: byte 0xff at 5" in done.stderr


# ------------------------------------------------------------------ lexicon search and add


def add_akt(*more: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    row = ("--id", "hgnc:391", "--label", "AKT1", "--type", "Gene", "--reason", "ours")
    return call("lexicon", "add", "AKT", *row, *more, cwd=cwd)


@pytest.mark.model
def test_lexicon_search_shows_rows_and_readings():
    done = call("lexicon", "search", "AKT")
    parts = ["fplx:AKT", "a family comes before its member", "Members of AKT: AKT1, AKT2, AKT3"]
    assert [part for part in [*parts, "Other names of AKT:"] if part not in done.stdout] == []
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.model
def test_lexicon_search_prints_json():
    done = call("lexicon", "search", "gefitinb", "--context", "Gefitinb is spelled so.", "--json")
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert found["nearest"][0]["term"]["label"] == "gefitinib"
    assert (found["candidates"], done.returncode) == ([], 0)


def test_lexicon_add_tells_what_it_overrules_and_how_to_use_it(tmp_path):
    done = add_akt(cwd=tmp_path)
    first, *rest = done.stdout.splitlines()
    assert first == "user_lexicon.tsv: added: AKT is Gene AKT1 (hgnc:391)"
    assert rest[0].startswith("  overrules Family AKT (fplx:AKT; famplex, approved, score 0.97)")
    assert "--user-lexicon user_lexicon.tsv" in rest[-1]
    assert (done.returncode, done.stderr) == (0, "")
    again = add_akt(cwd=tmp_path)
    assert again.stdout.startswith("user_lexicon.tsv: unchanged, the row is there: AKT is")


def test_lexicon_add_warns_of_a_word_and_of_a_foreign_identifier(tmp_path):
    row = ("--id", "hgnc:391", "--label", "IMPACT", "--type", "Gene", "--reason", "ours")
    done = call("lexicon", "add", "impact", *row, cwd=tmp_path)
    assert "note: impact is a word too; it counts as this name everywhere" in done.stdout
    assert "note: the lexicon has hgnc:391 as Gene AKT1" in done.stdout
    assert done.returncode == 0


def test_lexicon_add_writes_where_the_settings_say(tmp_path):
    folder = tmp_path / "settings"
    folder.mkdir()
    (folder / "bare.yaml").write_text("")
    (folder / "own.yaml").write_text("user_lexicons: [mine.tsv, other.tsv]\n")
    assert add_akt("--config", "settings/bare.yaml", cwd=tmp_path).returncode == 0
    done = add_akt("--config", "settings/own.yaml", "--json", cwd=tmp_path)
    assert {path.name for path in folder.glob("*.tsv")} == {"user_lexicon.tsv", "mine.tsv"}
    (line,) = done.stdout.splitlines()
    told = json.loads(line)
    assert (told["outcome"], told["path"]) == ("added", "settings/mine.tsv")
    assert [c["term"]["id"] for c in told["overruled"]] == ["fplx:AKT"]


def test_lexicon_add_that_contradicts_is_code_2_unless_replaced(tmp_path):
    add_akt(cwd=tmp_path)
    row = ("--label", "AKT", "--type", "Family", "--reason", "ours", "--id", "fplx:AKT")
    refused = call("lexicon", "add", "AKT", *row, cwd=tmp_path)
    assert refused.returncode == 2
    assert "contradicts a row that is there: 'AKT' is Gene 'AKT1'" in refused.stderr
    replaced = call("lexicon", "add", "AKT", *row, "--replace", cwd=tmp_path)
    assert replaced.returncode == 0
    assert "  in the place of AKT is Gene AKT1 (hgnc:391)" in replaced.stdout


@pytest.mark.model
def test_added_name_changes_the_next_run_without_a_build(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": "AKT activates MTOR."}))
    (tmp_path / "own.yaml").write_text("user_lexicons: [mine.tsv]\n")
    header = "name\tid\tlabel\ttype\treason\n"
    (tmp_path / "mine.tsv").write_text(header, encoding="utf-8")

    def run() -> tuple[dict[str, object], str]:
        done = call("run", "a.jsonl", "--config", "own.yaml", "--json", cwd=tmp_path)
        table = (tmp_path / "outputs" / "mentions.csv").read_text(encoding="utf-8")
        return json.loads(done.stdout), table

    first, table = run()
    assert (first["extracted"], "fplx:AKT" in table) == (1, True)
    assert run()[0]["extracted"] == 0
    add_akt("--config", "own.yaml", cwd=tmp_path)
    after, table = run()
    assert (after["extracted"], "fplx:AKT" in table, "hgnc:391" in table) == (1, False, True)
    assert ",user," in table
    add_akt("--config", "own.yaml", cwd=tmp_path)
    assert run()[0]["extracted"] == 0
