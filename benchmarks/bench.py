#!/usr/bin/env python3
"""The whole program measured: start-up, speed, memory, scaling, re-runs, and a peer beside it.

usage: bench.py [INPUT ...] [--generate 500] [--no-peer] [--results FILE.md] [--chart FILE.svg]

INPUT are files or folders of documents, such as a dump of figure records; without it the seeds are
measured. --generate N also runs over N and 10 N generated captions (names of the lexicon in the
sentences of the rules' examples), which says how time and memory grow with the input. Every run is
a process of its own. Seconds are processor time, of all its processes together, because other
loads of the machine spoil the time on the clock; that one is given where it is meant. The peak is
that of the largest process. --results replaces the part of a Markdown file between two marks.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from nlp_pipeline.machine import prepare_machine

prepare_machine()

from inputs import read_inputs
from stages import PARSER, SEEDS, measure_stages

from nlp_pipeline.lexicon.lexicon import Lexicon
from nlp_pipeline.relations.rules import load_rules

FIRST_MARK: Final = "<!-- benchmarks/bench.py writes from here -->"
LAST_MARK: Final = "<!-- to here -->"
WITHOUT_WORKBOOK: Final = "first run without statements.xlsx"
PEER: Final = Path(__file__).with_name("peer_pipeline.py")
_SYMBOL: Final = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process and those it started took."""

    name: str
    documents: int
    cpu_seconds: float
    clock_seconds: float
    peak_mb: float

    @property
    def rate(self) -> float:
        """Documents in a second of processor time."""
        return self.documents / self.cpu_seconds


def measure_command(name: str, command: Sequence[str]) -> tuple[Cost, dict[str, Any]]:
    """Run a command that prints a line of JSON; return its cost and that line.

    Raises:
        SystemExit: It failed.
    """
    started = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        printed = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise SystemExit(f"failed: {' '.join(command)}")
    found = json.loads(printed)
    unit = 1 if sys.platform == "darwin" else 1024
    cpu = usage.ru_utime + usage.ru_stime
    clock, peak = time.monotonic() - started, usage.ru_maxrss * unit / 1e6
    return Cost(name, found["documents"], cpu, clock, peak), found


def run_command(inputs: Sequence[Path], output: Path, *options: str) -> list[str]:
    """Return the command of a run."""
    own = [sys.executable, "-m", "nlp_pipeline", "run", *map(str, inputs)]
    return [*own, "--output", str(output), "--json", *options]


def measure_runs(inputs: Sequence[Path], folder: Path) -> Iterator[Cost]:
    """Yield start-up, a first run, one without changes or workbook, and one of two processes."""
    short = folder / "short.txt"
    short.write_text("PTEN inhibits AKT.\n", encoding="utf-8")
    yield measure_command("start-up", run_command([short], folder / "short"))[0]
    for name in ("first run", "run again, nothing changed"):
        yield measure_command(name, run_command(inputs, folder / "one"))[0]
    settings = folder / "settings.yaml"
    settings.write_text("spreadsheet: false\n", encoding="utf-8")
    without = run_command(inputs, folder / "without", "--config", str(settings))
    yield measure_command(WITHOUT_WORKBOOK, without)[0]
    two = run_command(inputs, folder / "two", "--workers", "2")
    yield measure_command("two processes", two)[0]
    for path in sorted((folder / "one").glob("*.parquet")):
        if path.read_bytes() != (folder / "two" / path.name).read_bytes():
            raise SystemExit(f"{path.name} of two processes differs from that of one")


def measure_growth(count: int, folder: Path) -> Iterator[Cost]:
    """Yield runs over so many generated captions, and ten times as many."""
    for size in (count, 10 * count):
        path = folder / f"generated-{size}.jsonl"
        lines = (json.dumps({"id": f"g{i}", "text": t}) + "\n" for i, t in generate(size))
        path.write_text("".join(lines), encoding="utf-8")
        yield measure_command(f"{size} generated", run_command([path], folder / f"out-{size}"))[0]


def generate(count: int, seed: int = 0) -> Iterator[tuple[int, str]]:
    """Yield captions of six sentences; the gene symbols in them are drawn by chance."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    sentences = sorted({example.text for rule in load_rules(()) for example in rule.examples})
    symbols = _gene_symbols()
    for number in range(count):
        chosen = (chance.choice(sentences) for _ in range(6))
        replaced = (_SYMBOL.sub(lambda _: chance.choice(symbols), text) for text in chosen)
        yield number, " ".join(replaced)


@lru_cache(maxsize=1)
def _gene_symbols() -> tuple[str, ...]:
    terms = Lexicon.load().iter_terms()
    return tuple(sorted({t.label for t in terms if t.type == "Gene" and len(t.label) > 3}))


# --------------------------------------------------------------------------- report


@dataclass(frozen=True, slots=True)
class Results:
    """All that was measured; ``stages`` in processor seconds."""

    when: str
    machine: str
    documents: int
    words: int
    runs: list[Cost]
    growth: list[Cost]
    stages: dict[str, float]
    peer: dict[str, float] | None

    def run(self, name: str) -> Cost:
        """Return the run of that name."""
        return next(cost for cost in self.runs if cost.name == name)


def report(results: Results) -> Iterator[str]:
    """Yield the lines of a Markdown section."""
    yield f"{results.when}, {results.machine}."
    yield f"{results.documents} documents, {results.words} words."
    yield ""
    yield "| run | documents | CPU s | documents per CPU s | s on the clock | peak MB |"
    yield "|---|---|---|---|---|---|"
    for cost in (*results.runs, *results.growth):
        figures = (f"{cost.cpu_seconds:.1f}", f"{cost.rate:.1f}", f"{cost.clock_seconds:.1f}")
        yield f"| {cost.name} | {cost.documents} | {' | '.join(figures)} | {cost.peak_mb:.0f} |"
    if results.peer is not None:
        peer = results.peer
        rate = peer["documents"] / peer["seconds"]
        yield (
            f"| the peer, after {peer['load_seconds']:.1f} s of loading |"
            f" {peer['documents']:.0f} | {peer['seconds']:.1f} | {rate:.1f} | – |"
            f" {peer['peak_mb']:.0f} |"
        )
    yield from ("", "| stage | CPU s | documents per CPU s | us per word |", "|---|---|---|---|")
    for name, seconds in results.stages.items():
        per_word = 1e6 * seconds / results.words
        cells = f"{seconds:.2f} | {results.documents / seconds:.0f} | {per_word:.1f}"
        yield f"| {name.removeprefix('nlp_pipeline_')} | {cells} |"
    yield ""
    yield from ratios(results)


def ratios(results: Results) -> Iterator[str]:
    """Yield what the figures come to, a line each."""
    first, two = results.run("first run"), results.run("two processes")
    again = results.run("run again, nothing changed")
    yield f"- the whole run takes {first.cpu_seconds / results.stages[PARSER]:.2f} times its parser"
    yield (
        f"- two processes: {first.clock_seconds / two.clock_seconds:.2f} times as fast on the"
        f" clock, with {two.cpu_seconds / first.cpu_seconds:.2f} times the processor time"
    )
    yield f"- a run without changes: {again.clock_seconds:.1f} s on the clock"
    if len(results.growth) == 2:
        small, large = results.growth
        start = results.run("start-up").cpu_seconds
        yield (
            f"- ten times the input: {large.cpu_seconds / small.cpu_seconds:.1f} times the time"
            f" ({(large.cpu_seconds - start) / (small.cpu_seconds - start):.1f} without start-up),"
            f" {large.peak_mb / small.peak_mb:.2f} times the memory"
        )
    if results.peer is not None:
        peer = results.peer["documents"] / results.peer["seconds"]
        without = results.run(WITHOUT_WORKBOOK)
        extraction = results.documents / sum(results.stages.values())
        yield (
            f"- {first.rate / peer:.1f} times the peer's documents per processor second;"
            f" {without.rate / peer:.1f} without the workbook; {extraction / peer:.1f} for"
            " extraction alone, without start-up, reading, store and tables, which is what is"
            " measured of the peer"
        )


def draw(results: Results, path: Path) -> None:
    """Draw seconds by stage, and documents per second of this program and the peer."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "nlp-pipeline", "font.size": 9})
    from matplotlib import pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3), width_ratios=(3, 2))
    names = [name.removeprefix("nlp_pipeline_") for name in results.stages]
    bars = left.barh(names[::-1], list(results.stages.values())[::-1], color="#4c72b0")
    left.bar_label(bars, fmt="%.1f", padding=2)
    left.set_xlabel(f"CPU seconds for {results.documents} documents")
    rates = {"this program": results.run("first run").rate}
    if results.peer is not None:
        rates["spaCy + scispaCy parts"] = results.peer["documents"] / results.peer["seconds"]
    bars = right.barh(list(rates)[::-1], list(rates.values())[::-1], color="#55a868", height=0.5)
    right.bar_label(bars, fmt="%.0f", padding=2)
    right.set_xlabel("documents per CPU second")
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
        axes.margins(x=0.15)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def replace_section(path: Path, lines: Sequence[str]) -> None:
    """Replace what stands between the two marks of a Markdown file.

    Raises:
        SystemExit: They are not there.
    """
    text = path.read_text(encoding="utf-8")
    before, first, rest = text.partition(FIRST_MARK)
    _, last, after = rest.partition(LAST_MARK)
    if not (first and last):
        raise SystemExit(f"{path}: no line {FIRST_MARK!r} and {LAST_MARK!r} after it")
    body = "\n".join(lines)
    path.write_text(f"{before}{first}\n{body}\n{last}{after}", encoding="utf-8")


# --------------------------------------------------------------------------- commands


def measure(inputs: Sequence[Path], *, generated: int, peer: bool) -> Results:
    """Measure all, one after another."""
    with tempfile.TemporaryDirectory() as name:
        runs = list(measure_runs(inputs, Path(name)))
        growth = list(measure_growth(generated, Path(name))) if generated else []
    documents = read_inputs(inputs)
    _, words, stages = measure_stages(documents)
    command = [sys.executable, str(PEER), *map(str, inputs)]
    return Results(
        when=datetime.now(timezone.utc).strftime("%-d %B %Y"),
        machine=f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        documents=len(documents),
        words=words,
        runs=runs,
        growth=growth,
        stages=stages,
        peer=measure_command("peer", command)[1] if peer else None,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", nargs="*", type=Path, metavar="INPUT")
    parser.add_argument("--generate", type=int, default=500, help="0 for none")
    parser.add_argument("--no-peer", dest="peer", action="store_false")
    parser.add_argument("--results", type=Path, help="Markdown file to write into")
    parser.add_argument("--chart", type=Path, help="SVG file to write")
    parser.add_argument("--json", action="store_true", help="print one line of JSON")
    options = parser.parse_args(arguments)
    results = measure(options.inputs or [SEEDS], generated=options.generate, peer=options.peer)
    lines = list(report(results))
    print(json.dumps(asdict(results)) if options.json else "\n".join(lines))
    if options.chart is not None:
        draw(results, options.chart)
    if options.results is not None:
        replace_section(options.results, lines)


if __name__ == "__main__":
    main()
