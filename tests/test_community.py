"""Exports in tools that need an environment of their own: ``make community`` makes them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = Path(__file__).parent / "community"
FOREIGN = ("FPLX:", "hms.lincs.compound:", "nlp-pipeline:")
"""Identifiers whose prefixes Biolink does not know: FamPlex, LINCS, and what has no identifier."""


def call(tool: str, *paths: Path) -> dict:
    """Run a script with the Python of a tool's environment; return what it prints."""
    environments = Path(os.environ.get("NLP_PIPELINE_COMMUNITY", ROOT / "build" / "community"))
    python = environments / tool / "bin" / "python"
    if not python.exists():
        pytest.skip(f"{tool} is not installed: make community")
    done = subprocess.run(
        [str(part) for part in (python, SCRIPTS / f"validate_{tool}.py", *paths)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=SCRIPTS.parent,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_kgx_finds_only_identifiers_that_biolink_does_not_know(exported):
    found = call("kgx", exported / "nodes.tsv", exported / "edges.tsv")
    assert found["refused"] == {}
    messages = [
        message for kinds in found["kgx"].values() for told in kinds.values() for message in told
    ]
    assert messages != []
    for message in messages:
        assert "CURIE prefix" in message
        assert any(f"value '{prefix}" in message for prefix in FOREIGN), message


def test_kgx_refuses_what_is_wrong(exported, tmp_path):
    edges = tmp_path / "edges.tsv"
    text = (exported / "edges.tsv").read_text(encoding="utf-8")
    wrong = text.replace("text_mining_agent", "oracle").replace("biolink:affects", "biolink:likes")
    edges.write_text(wrong, encoding="utf-8")
    found = call("kgx", exported / "nodes.tsv", edges)
    assert found["refused"] != {}
    assert "likes" in json.dumps(found["kgx"])


def test_indra_loads_its_statements_unchanged(exported):
    found = call("indra", exported / "statements.indra.json")
    assert found["types"] == {"Inhibition": 3, "Activation": 1, "Complex": 1, "Influence": 2}
    assert (found["evidence"], found["negated"], found["hypothesis"]) == (8, 1, 1)
    assert (found["beliefs_lost"], found["changed"]) == (0, 0)
