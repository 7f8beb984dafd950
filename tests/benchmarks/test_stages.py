from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "stages.py"


@pytest.fixture(scope="module")
def stages():
    spec = importlib.util.spec_from_file_location("benchmark_stages", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    sys.path.insert(0, str(SCRIPT.parent))
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(SCRIPT.parent))
    del sys.modules[spec.name], sys.modules["inputs"]


@pytest.fixture(scope="module")
def documents(stages):
    return [d for d in stages.generated_documents() if d.doc_id.startswith("example-")][:20]


@pytest.mark.model
def test_measure_stages_times_every_stage_of_the_pipeline(stages, documents):
    load_seconds, words, seconds = stages.measure_stages(documents)
    assert list(seconds) == [
        "tokenizer",
        "nlp_pipeline_sentences",
        "nlp_pipeline_abbreviations",
        "nlp_pipeline_entities",
        "nlp_pipeline_gaps",
        "nlp_pipeline_parser",
        "nlp_pipeline_symbols",
        "nlp_pipeline_phrases",
        "relations",
    ]
    assert words > 100
    assert load_seconds > 0
    assert min(seconds.values()) > 0


def test_generated_documents_hold_seeds_and_examples(stages):
    ids = [document.doc_id for document in stages.generated_documents()]
    assert sum(doc_id.startswith("example-") for doc_id in ids) > 50
    assert sum(not doc_id.startswith("example-") for doc_id in ids) == 5
    assert len(set(ids)) == len(ids)


@pytest.mark.model
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux only")
def test_script_measures_a_file_within_the_promised_memory():
    seed = next(iter(sorted((SCRIPT.parents[1] / "seeds").iterdir())))
    done = subprocess.run(
        [sys.executable, SCRIPT, seed, "--json"], capture_output=True, text=True, check=True
    )
    measured = json.loads(done.stdout)
    assert measured["documents"] == 1
    assert 0 < measured["opened"]["unique"] < measured["used"]["unique"] < 60
    cost = sum(
        measured["seconds"][f"nlp_pipeline_{s}"] for s in ("abbreviations", "entities", "gaps")
    )
    assert measured["share"] == pytest.approx(cost / measured["seconds"]["nlp_pipeline_parser"])


def test_report_gives_the_share_of_recognition(stages):
    seconds = {
        "tokenizer": 1.0,
        "nlp_pipeline_abbreviations": 0.25,
        "nlp_pipeline_entities": 0.5,
        "nlp_pipeline_gaps": 0.25,
        "nlp_pipeline_parser": 20.0,
    }
    memory = stages.Memory(2.0, 3.0)
    measured = stages.Measurement(1, 1_000_000, seconds, 0.5, 1.5, memory, memory)
    lines = list(stages.report(measured))
    assert "| entities | 0.50 | 0.50 |" in lines
    assert "recognition and grounding against the parser: 0.050" in lines
    assert "lexicon used: unique set +2.0 MB, resident set +3.0 MB" in lines
