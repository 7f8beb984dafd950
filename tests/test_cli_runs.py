"""Runs on the command line: planned, listed, compared, in processes, at set times, stopped."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.test_cli import call

DEPLOY = Path(__file__).parent.parent / "docs" / "deploy"
CLAIM = "Integrin β3 drives EGFR TKI resistance."


def write(path: Path, **texts: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    lines = [json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()]
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.mark.model
def test_dry_run_tells_why_and_writes_nothing(tmp_path):
    source = write(tmp_path / "in" / "texts.jsonl", a=CLAIM)
    done = call("run", source, "--output", tmp_path / "out", "--dry-run")
    assert done.stdout.startswith("1 documents: 1 would be extracted, 1 new\n")
    assert not (tmp_path / "out").exists()
    done = call("run", source, "--output", tmp_path / "out", "--dry-run", "--json")
    (planned,) = json.loads(done.stdout)["extract"]
    assert planned == {"doc_id": "a", "path": str(source), "reason": "new"}


@pytest.mark.model
def test_runs_are_listed_and_compared(tmp_path):
    out = ("--output", tmp_path / "out")
    for text in (CLAIM, "PTEN inhibits AKT."):
        call("run", write(tmp_path / "in" / "texts.jsonl", a=text), *out)
    records = json.loads(call("runs", *out, "--json").stdout)["runs"]
    assert [(r["run"], r["reasons"]) for r in records] == [(1, {"new": 1}), (2, {"changed": 1})]
    lines = [line.split() for line in call("runs", *out).stdout.splitlines()]
    assert [line[0] for line in lines if line][-2:] == ["1", "2"]
    changes = json.loads(call("diff", 1, 2, *out, "--json").stdout)["changes"]
    found = [(c["change"], c["subject_label"], c["object_label"]) for c in changes]
    assert found == [
        ("added", "PTEN", "AKT"),
        ("removed", "ITGB3", "EGFR tyrosine kinase inhibitor"),
    ]
    assert "2 statements" in call("diff", 1, 2, *out, "--to", tmp_path / "diff.csv").stdout
    assert (tmp_path / "diff.csv").read_bytes() == (tmp_path / "out" / "changes.csv").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("runs", "--output", "none"), ["none", "no run has written here"]),
        (("watch", "none", "--every", "1h"), ["none", "no such file or folder"]),
        (("watch", ".", "--every", "often"), ["--every", "'often' is no period"]),
        (("watch", ".", "--cron", "0 3 * *"), ["--cron", "'0 3 * *'", "for example"]),
        (("watch", ".", "--every", "1h", "--cron", "0 3 * * *"), ["exclude each other"]),
        (("watch", ".", "--no-files"), ["nothing to wait for"]),
        (("run", ".", "--engine", "slurm"), ["engine", "'slurm' is not allowed"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_use_is_one_clear_line_and_code_2(tmp_path, arguments, words):
    done = call(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert [word for word in words if word not in done.stderr] == []


@pytest.mark.model
def test_two_processes_write_the_tables_of_one(tmp_path, seeds):
    source = tmp_path / "in"
    source.mkdir()
    for path in sorted(seeds.iterdir(), key=lambda path: path.stat().st_size)[:4]:
        shutil.copy(path, source)
    one = call("run", source, "--output", tmp_path / "one", "--json")
    settings = tmp_path / "settings.yaml"
    settings.write_text("shard_size: 1\nbatch_size: 1\n")
    several = ("--workers", 2, "--config", settings, "--log", "--json")
    two = call("run", source, "--output", tmp_path / "two", *several)
    assert (one.returncode, two.returncode) == (0, 0)
    run_id = json.loads(two.stdout)["run_id"]
    assert {line.split()[1] for line in two.stderr.splitlines()} == {run_id}
    telling_time = {"runs.jsonl", "statements.xlsx"}
    for path in (tmp_path / "one").glob("*.*"):
        if path.is_file() and path.name not in telling_time:
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


@pytest.mark.model
def test_failures_may_be_allowed(tmp_path):
    write(tmp_path / "in" / "texts.jsonl", a=CLAIM)
    (tmp_path / "in" / "empty.txt").touch()
    command = ("run", tmp_path / "in", "--output", tmp_path / "out", "--allow-failures")
    assert call(*command).returncode == 0


@pytest.mark.model
@pytest.mark.skipif(os.name == "nt", reason="no SIGTERM between processes")
def test_watch_runs_again_when_files_change_and_stops_when_told(tmp_path):
    write(tmp_path / "in" / "texts.jsonl", a=CLAIM)
    command = [sys.executable, "-m", "nlp_pipeline", "watch", str(tmp_path / "in")]
    command += ["--output", str(tmp_path / "in" / "out"), "--every", "24h"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        first = json.loads(process.stdout.readline())
        write(tmp_path / "in" / "more.jsonl", b="PTEN inhibits AKT.")
        second = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGTERM)
        rest, log = process.communicate(timeout=30)
    assert (process.returncode, rest) == (0, "")
    assert (first["status"], first["reasons"]) == ("ok", {"new": 1})
    assert (second["documents"], second["reasons"]) == (2, {"new": 1})
    assert f"{second['run_id']} INFO run begins: files" in log
    assert log.splitlines()[-1].endswith("INFO stopped")


@pytest.mark.model
@pytest.mark.skipif(os.name == "nt", reason="no SIGTERM between processes")
def test_run_ends_after_the_documents_in_work_when_told(tmp_path):
    texts = {f"d{i:03}": CLAIM for i in range(80)}
    source = write(tmp_path / "in" / "texts.jsonl", **texts)
    (tmp_path / "settings.yaml").write_text("shard_size: 1\n")
    command = ["run", str(source), "--output", str(tmp_path / "out"), "--log"]
    command += ["--config", str(tmp_path / "settings.yaml")]
    with subprocess.Popen(
        [sys.executable, "-m", "nlp_pipeline", *command], stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        while "extracting" not in process.stderr.readline():
            pass
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
    assert process.returncode == 143
    assert "run again to go on" in rest
    report = json.loads(call(*command, "--json").stdout)
    assert 0 < report["unchanged"] < 80
    assert report["triples"] == 80


def test_commands_in_the_deployment_files_are_those_of_the_program(tmp_path):
    service = (DEPLOY / "nlp-pipeline.service").read_text(encoding="utf-8")
    (line,) = [v for v in service.splitlines() if v.startswith("ExecStart=")]
    crontab = (DEPLOY / "nlp-pipeline.cron").read_text(encoding="utf-8").splitlines()[-1]
    job = yaml.safe_load((DEPLOY / "cronjob.yaml").read_text(encoding="utf-8"))
    (container,) = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"]
    commands = [
        shlex.split(line.removeprefix("ExecStart="))[1:],
        shlex.split(crontab.split(">>")[0])[7:],
        container["args"],
    ]
    source = write(tmp_path / "in" / "texts.jsonl", a=CLAIM).parent
    for command in commands:
        assert command[0] == "run"
        options = [*command[4:], "--dry-run"]
        done = call("run", source, "--output", tmp_path / "out", *options)
        assert (done.returncode, done.stderr) == (0, "")
        assert len(json.loads(done.stdout)["extract"]) == 1
