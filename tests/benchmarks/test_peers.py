"""The benchmark against other tools: its scores by hand-made cases, its runs on two sentences."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "peers.py"


@pytest.fixture(scope="module")
def peers() -> ModuleType:
    spec = importlib.util.spec_from_file_location("peers_benchmark", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def call(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        cwd=SCRIPT.parents[1],
    )


def mention(peers: ModuleType, doc_id: str, start: int, end: int, label: str, type_: str):
    return peers.Mention(doc_id, start, end, "x" * (end - start), label, type_)


@pytest.mark.parametrize(
    ("label", "folded"),
    [("NF-κB", "nfkappab"), ("CDK4/6 inhibitor", "cdk4/6inhibitor"), ("αvβ3", "alphavbeta3")],
)
def test_fold_label(peers, label, folded):
    assert peers.fold_label(label) == folded


def triple(**more: object) -> dict[str, object]:
    return {"s": "AKT", "s_type": "Family", "o": "MTOR", "o_type": "Gene", **more}


def test_grounding_recall_counts_an_entity_once_for_each_passage(peers):
    passages = [
        {"id": "a", "triples": [triple(), triple(o="NF-κB", o_type="Family")]},
        {"id": "b", "triples": [triple()]},
    ]
    found = [
        mention(peers, "a", 0, 3, "Akt", "Gene"),
        mention(peers, "a", 4, 7, "NFkappaB", "Family"),
        mention(peers, "b", 0, 3, "MTOR", "Gene"),
        mention(peers, "b", 4, 7, "PTEN", "Gene"),
    ]
    shares = peers.grounding_recall(passages, found)
    assert {k: (s.hits, s.of) for k, s in shares.items()} == {
        "Family": (2, 3),
        "Gene": (1, 2),
        "all": (3, 5),
    }


def test_grounding_recall_takes_an_alternative_label(peers):
    passages = [{"id": "a", "triples": [triple(s_alt=["AKT1"])]}]
    shares = peers.grounding_recall(passages, [mention(peers, "a", 0, 3, "AKT1", "Gene")])
    assert (shares["Family"].value, shares["Gene"].value) == (1.0, 0.0)


def entity(type_: str, start: int, end: int) -> dict[str, object]:
    return {"type": type_, "start": start, "end": end}


def counts(score) -> tuple[int, int, int]:
    return (score.found, score.wrong, score.missed)


def test_span_scores_by_overlap_and_by_boundaries(peers):
    documents = [
        {
            "id": "a",
            "entities": [
                entity("Gene_or_gene_product", 0, 4),
                entity("Complex", 10, 20),
                entity("Gene_or_gene_product", 30, 34),
                entity("Simple_chemical", 40, 44),
                entity("Cell", 50, 54),
            ],
        }
    ]
    found = [
        mention(peers, "a", 0, 4, "A", "Gene"),
        mention(peers, "a", 8, 12, "B", "Family"),
        mention(peers, "a", 14, 16, "B", "MicroRNA"),
        mention(peers, "a", 40, 44, "C", "Gene"),
        mention(peers, "a", 34, 36, "D", "Drug"),
        mention(peers, "a", 50, 54, "E", "Disease"),
        mention(peers, "b", 30, 34, "A", "Gene"),
    ]
    scores = peers.span_scores(documents, found)
    assert {group: counts(score) for group, score in scores.items()} == {
        "chemical": (0, 1, 1),
        "chemical strict": (0, 1, 1),
        "gene": (2, 1, 1),
        "gene strict": (1, 3, 2),
    }
    assert scores["gene"].precision == scores["gene"].recall == scores["gene"].f1 == 2 / 3


def test_span_scores_of_nothing_found_are_zero(peers):
    documents = [{"id": "a", "entities": [entity("gene", 0, 4)]}]
    score = peers.span_scores(documents, [])["gene"]
    assert (score.precision, score.recall, score.f1) == (0.0, 0.0, 0.0)


def test_dictionary_takes_the_longest_name_at_word_boundaries(peers, tmp_path):
    names = tmp_path / "names.tsv"
    names.write_text(
        "EGF\thgnc:3229\tEGF\tGene\tapproved\thgnc\n"
        "EGF receptor\thgnc:3236\tEGFR\tGene\tsynonym\thgnc\n"
        "egf receptor\thgnc:1\tother\tGene\tprevious\thgnc\n"
        "NF-κB\tfplx:NFkappaB\tNFkappaB\tFamily\tname\tfamplex\n"
    )
    texts = tmp_path / "texts.jsonl"
    texts.write_text(json.dumps({"id": "a", "text": "egf Receptor, EGFX and EGF: nf-κb."}))
    found = [(m.start, m.end, m.label) for m in peers.load_dictionary(names)(texts)]
    assert found == [(0, 12, "EGFR"), (23, 26, "EGF"), (28, 33, "NFkappaB")]


@pytest.mark.model
def test_run_and_score_two_sentences(peers, tmp_path):
    gold, corpus = tmp_path / "gold.jsonl", tmp_path / "corpus.jsonl"
    text = "Vemurafenib inhibits BRAF."
    entities = [entity("Simple_chemical", 0, 11), entity("Gene_or_gene_product", 21, 25)]
    pair = {"s": "vemurafenib", "s_type": "Drug", "o": "BRAF", "o_type": "Gene"}
    gold.write_text(json.dumps({"id": "a", "text": text, "triples": [pair]}) + "\n")
    corpus.write_text(json.dumps({"id": "a", "text": text, "entities": entities}) + "\n")
    done = call("run", "ours-names", gold, corpus, "--output", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    cost = json.loads(done.stdout)
    assert cost["load_seconds"] > 0
    assert 50 < cost["peak_mb"] < 2000
    (first, _) = (tmp_path / "out" / "ours-names.gold.jsonl").read_text().splitlines()
    assert list(json.loads(first)) == ["doc_id", "start", "end", "text", "label", "type"]
    scored = call("score", gold, corpus, "--output", tmp_path / "out")
    assert "| Drug (1) | 1.000 (1) |" in scored.stdout
    assert "| gene strict (1) | 1.000 / 1.000 / 1.000 |" in scored.stdout
    assert f"| ours-names | {cost['load_seconds']} |" in scored.stdout


@pytest.mark.parametrize("system", ["gilda", "drugs"])
def test_a_peer_that_is_not_installed_is_named_with_the_remedy(
    peers, system, tmp_path, monkeypatch
):
    for module in ("gilda", "gilda.grounder", "drug_named_entity_recognition"):
        monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(peers.BenchmarkError, match=r"is not installed .* pip install '"):
        peers.SYSTEMS[system](tmp_path / "names.tsv")


def test_what_is_missing_is_named(peers, tmp_path, capsys):
    texts = tmp_path / "texts.jsonl"
    texts.write_text("")
    output = ["--output", str(tmp_path / "out")]
    assert peers.main(["score", str(tmp_path / "none.jsonl"), *output]) == 2
    assert peers.main(["score", str(texts), *output]) == 2
    assert peers.main(["run", "dictionary", str(texts), *output]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert "none.jsonl: no such file" in errors[0]
    assert "holds no results: use 'peers.py run'" in errors[1]
    assert "needs --names" in errors[2]
