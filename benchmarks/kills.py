#!/usr/bin/env python3
"""Kill real runs at random moments and see that the tables are those of undisturbed runs.

usage: kills.py [INPUT ...] [--kills 100] [--workers 1] [--seed 0] [--folder DIR]

The documents (the seeds without INPUT) come in two versions, of which the second lacks some and
changes others. Runs of ``nlp-pipeline run`` over one and the other in turn, on one output folder,
are killed with SIGKILL at a moment drawn by chance from the time that an undisturbed run takes.
After each kill every table must be, byte for byte, that of one of the versions, or not be there
yet; after every tenth a run is let through and all tables must be those of its version.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nlp_pipeline.readers import find_inputs, read_documents
from nlp_pipeline.records import Document

SEEDS: Final = Path(__file__).resolve().parents[1] / "seeds"
TABLES: Final = ("triples", "statements", "mentions", "drug_resistance", "errors")
LET_THROUGH: Final = 10
"""Every so manieth run is not killed."""


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the inputs, the tables that belong to it, and how long they took."""

    inputs: Path
    tables: dict[str, bytes]
    seconds: float


def write_versions(inputs: Sequence[Path], folder: Path) -> list[Path]:
    """Write the documents as two JSONL files that differ in some; return their paths."""
    files = (path for path in find_inputs(inputs) if isinstance(path, Path))
    found = (item for path in files for item in read_documents(path))
    texts = {
        d.doc_id: "\n\n".join(passage.view for passage in d.passages)
        for d in found
        if isinstance(d, Document)
    }
    names = sorted(texts)
    changed = {
        name: texts[name] + " YAP1 activates AXL." * (i % 3 == 0)
        for i, name in enumerate(names)
        if i % 4
    }
    paths = []
    for name, version in (("first", texts), ("second", changed)):
        path = folder / name / "texts.jsonl"
        path.parent.mkdir()
        lines = (json.dumps({"id": id_, "text": text}) + "\n" for id_, text in version.items())
        path.write_text("".join(lines), encoding="utf-8")
        paths.append(path.parent)
    return paths


def command(inputs: Path, output: Path, workers: int) -> list[str]:
    """Return the command of a run that writes its rows in many small steps."""
    settings = output.parent / "settings.yaml"
    settings.write_text("shard_size: 2\nbatch_size: 2\n", encoding="utf-8")
    own = [sys.executable, "-m", "nlp_pipeline", "run", str(inputs), "--output", str(output)]
    return [*own, "--config", str(settings), "--workers", str(workers)]


def run_through(inputs: Path, output: Path, workers: int) -> float:
    """Let a run through; return the seconds it took."""
    started = time.monotonic()
    done = subprocess.run(  # noqa: S603 - our own
        command(inputs, output, workers), capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode > 1:
        raise SystemExit(f"a run failed: {done.stderr}")
    return time.monotonic() - started


def tables_in(output: Path) -> dict[str, bytes]:
    """Return the bytes of the tables that are there."""
    paths = (output / f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet"))
    return {path.name: path.read_bytes() for path in paths if path.exists()}


def kill_runs(
    versions: Sequence[Version], output: Path, *, kills: int, workers: int, seed: int
) -> dict[str, int]:
    """Kill runs and compare what is there; return how often each thing happened."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    counts = {"killed": 0, "ended before": 0, "let through": 0, "differences": 0}
    turn = 0
    while counts["killed"] < kills:
        turn += 1
        version = versions[turn % len(versions)]
        if turn % LET_THROUGH == 0:
            run_through(version.inputs, output, workers)
            counts["let through"] += 1
            counts["differences"] += tables_in(output) != version.tables
            continue
        with subprocess.Popen(  # noqa: S603 - our own
            command(version.inputs, output, workers),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                process.wait(chance.uniform(0, version.seconds))
                counts["ended before"] += 1
            except subprocess.TimeoutExpired:
                process.kill()
                counts["killed"] += 1
        for name, found in tables_in(output).items():
            counts["differences"] += all(found != v.tables[name] for v in versions)
    for version in versions:
        run_through(version.inputs, output, workers)
        counts["let through"] += 1
        counts["differences"] += tables_in(output) != version.tables
    return counts


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 1 where a table differed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", nargs="*", type=Path, metavar="INPUT")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="where to work; a temporary one unless given")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        versions = []
        for inputs in write_versions(options.inputs or [SEEDS], folder):
            seconds = run_through(inputs, folder / "undisturbed", options.workers)
            versions.append(Version(inputs, tables_in(folder / "undisturbed"), seconds))
        output = folder / "out"
        counts = kill_runs(
            versions, output, kills=options.kills, workers=options.workers, seed=options.seed
        )
    print(json.dumps({**counts, "seconds of a run": [round(v.seconds, 1) for v in versions]}))
    return 1 if counts["differences"] else 0


if __name__ == "__main__":
    sys.exit(main())
