"""A real cluster of two nodes on this machine, one of which dies."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from nlp_pipeline.config import Settings
from nlp_pipeline.runner import run
from tests.pattern_engine import PatternEngine, tables_in, write_lines

ROOT = Path(__file__).parent.parent
pytest.importorskip("ray", reason="needs the extra nlp-pipeline[cluster]")

# The head has no processors: all work is on the two nodes, one of which is killed.
RUN_ON_A_CLUSTER = """
import sys
from pathlib import Path
import ray
from ray.cluster_utils import Cluster
from nlp_pipeline.config import Settings
from nlp_pipeline.engines.ray_cluster import RayEngine
from nlp_pipeline.runner import run
from tests.pattern_engine import find_by_pattern

quick = {"health_check_initial_delay_ms": 0, "health_check_period_ms": 200}
head = {"num_cpus": 0, "include_dashboard": False, "_system_config": quick}
cluster = Cluster(initialize_head=True, head_node_args=head)
nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
ray.init(address=cluster.address, log_to_driver=False)

class KillsANode:
    def begin(self, stage, total):
        pass
    def advance(self, steps=1):
        if len(nodes) > 1:
            cluster.remove_node(nodes.pop(), allow_graceful=False)

settings = Settings(shard_size=4, engine="ray", timeout=20)
engine = RayEngine(settings, find_by_pattern)
report = run([Path(sys.argv[1])], Path(sys.argv[2]), settings, engine=engine, progress=KillsANode())
print("extracted", report.extracted, "nodes", len(nodes))
"""


@pytest.mark.skipif(os.name == "nt", reason="clusters of one machine are for Linux and macOS")
def test_cluster_that_loses_a_node_gives_the_tables_of_one_process(tmp_path):
    texts = {f"d{i:03}": f"PTEN{i % 5} inhibits AKT{i % 7}." for i in range(60)}
    texts |= {"bad": "FAIL", "d030x": "KILL"}
    (tmp_path / "in").mkdir()
    write_lines(tmp_path / "in" / "texts.jsonl", **texts)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RAY_USAGE_STATS_ENABLED": "0"}
    command = [sys.executable, "-c", RUN_ON_A_CLUSTER, str(tmp_path / "in"), str(tmp_path / "out")]
    done = subprocess.run(
        command,
        env=environment,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    # Ray tells of the node on the same stream.
    assert "extracted 62 nodes 1" in done.stdout.splitlines(), done.stderr
    assert done.returncode == 0
    with (tmp_path / "out" / "errors.csv").open(encoding="utf-8", newline="") as file:
        errors = {row["doc_id"]: row["message"] for row in csv.DictReader(file)}
    assert sorted(errors) == ["bad", "d030x"]
    assert "took longer than 20 s" in errors["d030x"]
    run([tmp_path / "in"], tmp_path / "one", Settings(), engine=PatternEngine())
    expected = tables_in(tmp_path / "one")
    found = tables_in(tmp_path / "out")
    assert {n: b for n, b in found.items() if n != "errors.csv"} == {
        n: b for n, b in expected.items() if n != "errors.csv"
    }
