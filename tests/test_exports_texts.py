"""BioC and GMT: whole texts with their annotations, and the genes of each figure."""

from __future__ import annotations

import shutil

import pytest
from bioc import biocjson
from bioc.validator import BioCValidator

from nlp_pipeline.errors import SettingsError
from nlp_pipeline.exporting import export


@pytest.fixture(scope="module")
def collection(exported):
    with (exported / "documents.bioc.json").open(encoding="utf-8") as file:
        return biocjson.load(file)


def problems_of(collection) -> list[str]:
    found: list[str] = []
    BioCValidator(onerror=lambda *told: found.append(str(told))).validate(collection)
    return found


def test_bioc_is_valid(collection):
    assert problems_of(collection) == []


def test_validator_sees_a_wrong_place(exported):
    with (exported / "documents.bioc.json").open(encoding="utf-8") as file:
        wrong = biocjson.load(file)
    wrong.documents[0].passages[0].annotations[0].locations[0].offset += 1
    assert problems_of(wrong) != []


def test_bioc_holds_texts_names_and_triples(collection):
    assert [document.id for document in collection.documents] == [
        "PMC1__g1",
        "PMC2__g1",
        "PMC3__g1",
    ]
    passages = [passage for d in collection.documents for passage in d.passages]
    text = passages[0].text
    assert text.startswith("PTEN loss confers resistance to trastuzumab.\n\nWe gave")
    assert sum(len(passage.relations) for passage in passages) == 11


def test_bioc_relation_leads_to_its_arguments(collection):
    passage = collection.documents[0].passages[0]
    relation = next(r for r in passage.relations if r.infons["type"] == "confers_resistance_to")
    by_id = {annotation.id: annotation for annotation in passage.annotations}
    ends = {node.role: by_id[node.refid] for node in relation.nodes}
    assert (ends["subject"].text, ends["object"].text) == ("PTEN", "trastuzumab")
    assert ends["subject"].infons["identifier"] == "hgnc:9588"
    assert relation.infons["subject_state"] == "loss"


def test_bioc_needs_the_texts(sample_output, tmp_path):
    output = shutil.copytree(sample_output, tmp_path / "output")
    runs = (output / "runs.jsonl").read_text(encoding="utf-8")
    (output / "runs.jsonl").write_text(runs.replace("inputs", "gone"), encoding="utf-8")
    with pytest.raises(SettingsError, match="texts that the last run has read"):
        export(output, ["bioc"])


def test_bioc_leaves_out_what_has_moved(sample_output, tmp_path):
    folder = shutil.copytree(sample_output.parent, tmp_path / "moved")
    runs = (folder / "output" / "runs.jsonl").read_text(encoding="utf-8")
    old, new = str(sample_output.parent / "inputs"), str(folder / "inputs")
    (folder / "output" / "runs.jsonl").write_text(runs.replace(old, new), encoding="utf-8")
    texts = folder / "inputs" / "texts.jsonl"
    written = texts.read_text(encoding="utf-8")
    texts.write_text(written.replace("EGF activates AKT", "Egf activates AKT"), encoding="utf-8")
    note = export(folder / "output", ["bioc"])["bioc"].note
    assert note.startswith("2 names or triples are left out")


def test_gmt_has_a_set_for_each_figure(exported):
    lines = (exported / "genes.gmt").read_text(encoding="utf-8").splitlines()
    assert [line.split("\t") for line in lines] == [
        ["PMC1__g1", "https://pfocr.wikipathways.org/figures/PMC1__g1.html", "ERBB2", "PTEN"],
        [
            "PMC2__g1",
            "https://pfocr.wikipathways.org/figures/PMC2__g1.html",
            *("EGF", "IGF1R", "PTEN"),
        ],
        [
            "PMC3__g1",
            "https://pfocr.wikipathways.org/figures/PMC3__g1.html",
            *("EGF", "ERBB2", "TP53"),
        ],
    ]
