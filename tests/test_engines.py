"""Processes of this machine: the rows of one process, whatever dies on the way."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nlp_pipeline.config import Settings
from nlp_pipeline.engines import in_process
from nlp_pipeline.engines.in_process import InProcessEngine
from nlp_pipeline.engines.processes import ProcessEngine
from nlp_pipeline.errors import ModelError
from nlp_pipeline.runner import choose_engine, run
from tests.pattern_engine import PatternEngine, find_by_pattern, tables_in, write_lines
from tests.sample_records import a_document

CLAIMS = {f"d{i:02}": f"PTEN{i % 5} inhibits AKT{i % 7}." for i in range(23)}


RUN_WITH_PROCESSES = """
import sys
import time
from pathlib import Path
from nlp_pipeline.config import Settings
from nlp_pipeline.engines import in_process
from nlp_pipeline.engines.in_process import InProcessEngine
from nlp_pipeline.engines.processes import ProcessEngine
from nlp_pipeline.runner import run
from tests.pattern_engine import find_by_pattern
if __name__ == "__main__":
    settings = Settings(shard_size=1, workers=2, timeout=3)
    engine = ProcessEngine(settings, find_by_pattern)
    run([Path(sys.argv[1])], Path(sys.argv[2]), settings, engine=engine)
"""


def run_with(texts: dict[str, str], folder: Path, *, workers: int = 2, timeout: float = 60):
    """Run over some texts with processes; return the report and the rows of errors.csv."""
    (folder / "inputs").mkdir(exist_ok=True)
    write_lines(folder / "inputs" / "texts.jsonl", **texts)
    settings = Settings(shard_size=4, workers=workers, timeout=timeout)
    engine = ProcessEngine(settings, find_by_pattern)
    report = run([folder / "inputs"], folder / "out", settings, engine=engine)
    with (folder / "out" / "errors.csv").open(encoding="utf-8", newline="") as file:
        return report, list(csv.DictReader(file))


def tables_of_one_process(texts: dict[str, str], folder: Path) -> dict[str, bytes]:
    (folder / "inputs").mkdir(exist_ok=True)
    write_lines(folder / "inputs" / "texts.jsonl", **texts)
    run([folder / "inputs"], folder / "one", Settings(), engine=PatternEngine())
    return tables_in(folder / "one")


@pytest.mark.parametrize("workers", [1, 3])
def test_tables_of_processes_are_those_of_one(tmp_path, workers):
    texts = {**CLAIMS, "bad": "FAIL"}
    run_with(texts, tmp_path, workers=workers)
    assert tables_in(tmp_path / "out") == tables_of_one_process(texts, tmp_path)


def test_document_that_kills_its_process_is_reported_and_passed_over(tmp_path):
    report, (row,) = run_with({**CLAIMS, "d10x": "KILL"}, tmp_path)
    assert (report.triples, report.failures) == (len(CLAIMS), 1)
    assert (row["doc_id"], row["kind"]) == ("d10x", "extraction")
    assert "SIGKILL" in row["message"]
    assert "--timeout" in row["remedy"]


def test_document_that_stalls_is_reported_and_passed_over(tmp_path):
    report, (row,) = run_with({**CLAIMS, "d10x": "STALL"}, tmp_path, timeout=0.5)
    assert report.triples == len(CLAIMS)
    assert (row["doc_id"], row["message"]) == ("d10x", "took longer than 0.5 s")


def test_document_of_a_process_that_died_once_is_extracted(tmp_path):
    texts = {**CLAIMS, "d10x": f"YAP1 inhibits AXL. ONCE {tmp_path / 'died'} ."}
    report, errors = run_with(texts, tmp_path)
    assert (tmp_path / "died").exists()
    assert (report.triples, errors) == (len(CLAIMS) + 1, [])
    assert tables_in(tmp_path / "out") == tables_of_one_process(texts, tmp_path)


def test_reported_document_counts_as_done(tmp_path):
    texts = {**CLAIMS, "d10x": "KILL"}
    run_with(texts, tmp_path)
    report, (row,) = run_with(texts, tmp_path)
    assert (report.extracted, row["doc_id"]) == (0, "d10x")


def test_pipeline_that_cannot_be_built_ends_the_run(tmp_path):
    settings = Settings(model="no_such_model", workers=2)
    (tmp_path / "a.txt").write_text("PTEN inhibits AKT.")
    with pytest.raises(ModelError, match="no_such_model"):
        run([tmp_path / "a.txt"], tmp_path / "out", settings)


def test_process_that_cannot_start_ends_the_run_and_blames_no_document(tmp_path):
    write_lines(tmp_path / "texts.jsonl", **CLAIMS)
    script = tmp_path / "script.py"
    script.write_text(RUN_WITH_PROCESSES.replace('if __name__ == "__main__":', "if True:"))
    command = [sys.executable, str(script), str(tmp_path / "texts.jsonl"), str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert done.returncode == 1
    assert "cannot be started: exit code 1" in done.stderr.splitlines()[-1]
    assert not (tmp_path / "out" / "errors.csv").exists()


def test_pipeline_of_this_process_is_built_anew_after_many_shards(monkeypatch):
    built = []

    class Finder:
        def extract(self, _: object) -> list[object]:
            return []

    monkeypatch.setattr(in_process, "SHARDS_OF_A_PIPELINE", 2)
    monkeypatch.setattr(in_process, "build_extractor", lambda _: built.append(1) or Finder())
    shards = [(a_document("a"),)] * 5
    assert len(list(InProcessEngine(Settings()).extract(shards))) == 5
    assert len(built) == 3


@pytest.mark.parametrize(
    ("settings", "processes"), [({}, False), ({"workers": 2}, True), ({"timeout": 9}, True)]
)
def test_choose_engine_takes_processes_where_asked_for(settings, processes):
    assert isinstance(choose_engine(Settings(**settings)), ProcessEngine) is processes


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks up processes in /proc")
def test_processes_end_when_the_run_is_killed(tmp_path):
    write_lines(tmp_path / "texts.jsonl", **CLAIMS, stall="STALL")
    script = tmp_path / "script.py"
    script.write_text(RUN_WITH_PROCESSES)
    command = [sys.executable, str(script), str(tmp_path / "texts.jsonl"), str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    with subprocess.Popen(command, env=environment) as process:
        children = wait_for(lambda: children_of(process.pid))
        process.kill()
    assert wait_for(lambda: all(not Path(f"/proc/{pid}").exists() for pid in children))


def children_of(pid: int) -> list[str]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return listed if len(listed) >= 2 else []


def wait_for(condition):
    """Return what the condition gives as soon as it is true; fail after 20 s."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.05)
    pytest.fail("nothing happened for 20 s")
