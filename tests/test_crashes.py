"""Whatever ends a run, the next one goes on, and the tables are those of an undisturbed run."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from nlp_pipeline.config import Settings
from nlp_pipeline.runner import run
from tests.pattern_engine import PatternEngine, tables_in, write_lines

ROOT = Path(__file__).parent.parent
KILLS = 16

# Imports once, then forks for each line it is told: a run in a process of its own.
RUN_ON_DEMAND = """
import os, sys
from pathlib import Path
from nlp_pipeline.config import Settings
from nlp_pipeline.runner import run
from tests.pattern_engine import PatternEngine
for line in sys.stdin:
    pid = os.fork()
    if not pid:
        run([Path(line.strip())], Path(sys.argv[1]), Settings(shard_size=1), engine=PatternEngine())
        os._exit(0)
    print(pid, flush=True)
    print(os.waitpid(pid, 0)[1], flush=True)
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")


@pytest.fixture
def versions(tmp_path) -> list[Path]:
    """Return two input folders: of the second, some documents are gone, new or changed."""
    first = {f"d{i:02}": f"PTEN{i % 4} inhibits AKT{i % 6}." for i in range(24)}
    second = {name: text.replace("inhibits", "activates") for name, text in first.items()}
    second = {n: first[n] if i % 3 else second[n] for i, n in enumerate(first) if i % 5}
    second |= {f"new{i}": f"YAP{i} activates AXL." for i in range(5)}
    folders = [tmp_path / "first", tmp_path / "second"]
    for folder, texts in zip(folders, (first, second), strict=True):
        folder.mkdir()
        write_lines(folder / "texts.jsonl", **texts)
    return folders


def run_undisturbed(inputs: Path, output: Path) -> tuple[float, dict[str, bytes]]:
    started = time.monotonic()
    run([inputs], output, Settings(shard_size=1), engine=PatternEngine())
    return time.monotonic() - started, tables_in(output)


@pytest.fixture
def start_run(tmp_path):
    """Return a function that begins a run over a folder and returns its process id."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", RUN_ON_DEMAND, str(tmp_path / "out")]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, encoding="utf-8"
    ) as forker:

        def start(inputs: Path) -> int:
            forker.stdin.write(f"{inputs}\n")
            forker.stdin.flush()
            return int(forker.stdout.readline())

        start.wait = lambda: int(forker.stdout.readline())
        yield start
        forker.stdin.close()


def test_runs_killed_at_random_moments_leave_whole_tables_and_lose_nothing(
    tmp_path, versions, start_run
):
    undisturbed = [run_undisturbed(v, tmp_path / f"{v.name}-out") for v in versions]
    known = {name: {tables[name] for _, tables in undisturbed} for name in undisturbed[0][1]}
    chance, killed = random.Random(7), 0
    for turn in range(KILLS):
        at = turn // 2 % 2  # each version is killed twice, the second time while it goes on
        pid = start_run(versions[at])
        time.sleep(chance.uniform(0, undisturbed[at][0]))
        with suppress(ProcessLookupError):  # it may have ended before
            os.kill(pid, 9)
        killed += start_run.wait() == 9
        for path in (tmp_path / "out").glob("*.*"):
            if path.name in known:
                assert path.read_bytes() in known[path.name], f"kill {turn}: {path.name}"
        if turn % 2:
            start_run(versions[at])
            assert start_run.wait() == 0
            assert tables_in(tmp_path / "out") == undisturbed[at][1], f"after kill {turn}"
    assert killed > KILLS / 2
    records = (tmp_path / "out" / "runs.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["run"] for line in records] == list(range(1, len(records) + 1))


RUN_WITH_LITTLE_SPACE = """
import resource, sys
from pathlib import Path
from nlp_pipeline.config import Settings
from nlp_pipeline.errors import StoreError
from nlp_pipeline.runner import run
from tests.pattern_engine import PatternEngine
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    run([Path(sys.argv[1])], Path(sys.argv[2]), Settings(shard_size=1), engine=PatternEngine())
except StoreError as error:
    sys.exit(str(error))
"""


@pytest.mark.parametrize("space", [0, 1_000, 5_000, 20_000, 50_000, 70_000])
def test_run_without_space_says_so_and_the_next_goes_on(tmp_path, versions, space):
    output = tmp_path / "out"
    run_undisturbed(versions[0], output)
    before = tables_in(output)
    _, expected = run_undisturbed(versions[1], tmp_path / "undisturbed")
    done = subprocess.run(
        [sys.executable, "-c", RUN_WITH_LITTLE_SPACE, str(versions[1]), str(output), str(space)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert "free some space" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    for name, found in tables_in(output).items():
        assert found in (before[name], expected[name])
    run_undisturbed(versions[1], output)
    assert tables_in(output) == expected
