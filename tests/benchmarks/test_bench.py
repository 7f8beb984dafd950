"""The benchmark of whole runs: what it generates, measures and reports."""

from __future__ import annotations

import importlib.util
import json
import sys
from itertools import islice
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="measures with os.wait4")


def load(name: str):
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bench():
    """Return the script; it finds its neighbour as a script does."""
    before = dict(sys.modules)
    sys.path.insert(0, str(FOLDER))
    yield load("bench")
    sys.path.remove(str(FOLDER))
    for name in set(sys.modules) - set(before):
        if name in {"bench", "inputs", "stages"}:
            del sys.modules[name]


@pytest.fixture
def results(bench):
    cost = bench.Cost
    runs = [
        cost("start-up", 1, 2.0, 2.0, 250.0),
        cost("first run", 100, 4.2, 5.0, 400.0),
        cost("run again, nothing changed", 100, 1.0, 1.5, 130.0),
        cost("first run without statements.xlsx", 100, 4.0, 4.1, 400.0),
        cost("two processes", 100, 4.4, 2.5, 400.0),
    ]
    growth = [cost("50 generated", 50, 3.0, 3.0, 300.0), cost("500", 500, 12.0, 12.0, 330.0)]
    stages = {"tokenizer": 0.5, "nlp_pipeline_parser": 3.0}
    peer = {"documents": 100, "load_seconds": 40.0, "seconds": 20.0, "peak_mb": 1000.0}
    return bench.Results("today", "a machine", 100, 10_000, runs, growth, stages, peer)


def test_report_gives_every_run_and_what_follows(bench, results):
    lines = list(bench.report(results))
    assert "| first run | 100 | 4.2 | 23.8 | 5.0 | 400 |" in lines
    assert "| the peer, after 40.0 s of loading | 100 | 20.0 | 5.0 | – | 1000 |" in lines
    assert "| parser | 3.00 | 33 | 300.0 |" in lines
    assert lines[-5:] == [
        "- the whole run takes 1.40 times its parser",
        "- two processes: 2.00 times as fast on the clock, with 1.05 times the processor time",
        "- a run without changes: 1.5 s on the clock",
        "- ten times the input: 4.0 times the time (10.0 without start-up), 1.10 times the memory",
        (
            "- 4.8 times the peer's documents per processor second; 5.0 without the workbook; 5.7"
            " for extraction alone, without start-up, reading, store and tables, which is what is"
            " measured of the peer"
        ),
    ]


def test_replace_section_keeps_the_rest(bench, tmp_path):
    path = tmp_path / "results.md"
    path.write_text(f"before\n{bench.FIRST_MARK}\nold\n{bench.LAST_MARK}\nafter\n")
    bench.replace_section(path, ["new", "lines"])
    expected = f"before\n{bench.FIRST_MARK}\nnew\nlines\n{bench.LAST_MARK}\nafter\n"
    assert path.read_text() == expected
    path.write_text("no marks")
    with pytest.raises(SystemExit, match="no line"):
        bench.replace_section(path, [])


def test_results_have_the_marks(bench):
    text = (FOLDER.parent / "docs" / "results.md").read_text(encoding="utf-8")
    assert text.index(bench.FIRST_MARK) < text.index(bench.LAST_MARK)


def test_draw_gives_the_same_svg_twice(bench, results, tmp_path):
    pytest.importorskip("matplotlib")
    for name in ("a.svg", "b.svg"):
        bench.draw(results, tmp_path / name)
    drawn = (tmp_path / "a.svg").read_bytes()
    assert drawn.startswith(b"<?xml")
    assert drawn == (tmp_path / "b.svg").read_bytes()


def test_generate_gives_as_many_captions_as_asked_for_and_always_the_same(bench):
    captions = list(bench.generate(30))
    assert captions == list(islice(bench.generate(300), 30))
    assert len({text for _, text in captions}) == 30


def test_measure_command_counts_processor_time_of_children(bench):
    child = "import time\nwhile time.process_time() < 0.4: pass"
    code = f"import json, subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}])\n"
    code += "print(json.dumps({'documents': 3}))"
    cost, printed = bench.measure_command("x", [sys.executable, "-c", code])
    assert (cost.documents, printed) == (3, {"documents": 3})
    assert cost.cpu_seconds > 0.4
    assert cost.peak_mb > 5


def test_measure_command_that_fails_ends_the_benchmark(bench):
    with pytest.raises(SystemExit, match="failed"):
        bench.measure_command("x", [sys.executable, "-c", "raise SystemExit(2)"])


def test_versions_for_kills_differ(tmp_path, seeds):
    kills = load("kills")
    first, second = (
        {r["id"]: r["text"] for r in map(json.loads, (p / "texts.jsonl").read_text().splitlines())}
        for p in kills.write_versions([seeds], tmp_path)
    )
    assert len(first) == 5
    assert set(second) < set(first)
    assert any(second[name] != first[name] for name in second)
    assert any(second[name] == first[name] for name in second)
