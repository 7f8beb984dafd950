"""KGX files say what the statements say, in words that Biolink 4 has."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from nlp_pipeline.exporting import export
from nlp_pipeline.exports import biolink
from nlp_pipeline.exports.kgx import EDGE_COLUMNS, NODE_COLUMNS
from nlp_pipeline.vocabulary import ENTITY_TYPES, PREDICATES, STATES

MODEL = json.loads((Path(__file__).parent / "data" / "biolink_4.4.6.json").read_text())
ENUMS = {
    "form_or_variant": "ChemicalOrGeneOrGeneProductFormOrVariantEnum",
    "aspect": "GeneOrGeneProductOrChemicalEntityAspectEnum",
    "direction": "DirectionQualifierEnum",
}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def edges(exported):
    return read(exported / "edges.tsv")


def edge_of(edges, subject: str, predicate: str, *, negated: str = "false") -> dict[str, str]:
    (found,) = [
        row
        for row in edges
        if row["original_subject"] == subject
        and row["original_predicate"] == f"nlp-pipeline:{predicate}"
        and row["negated"] == negated
    ]
    return found


def allowed(enum: str) -> set[str]:
    return {"", *MODEL["enums"][enum]}


def test_resistance_is_biolinks_own_predicate(edges):
    edge = edge_of(edges, "PTEN (loss)", "confers_resistance_to")
    assert edge["predicate"] == "biolink:associated_with_resistance_to"
    assert (edge["subject"], edge["object"]) == ("HGNC:9588", "DRUGBANK:DB00072")
    assert edge["subject_direction_qualifier"] == "decreased"
    assert edge["publications"] == "PMC:PMC1"
    assert (edge["knowledge_level"], edge["agent_type"]) == ("not_provided", "text_mining_agent")


def test_denial_is_an_edge_of_its_own(edges):
    edge = edge_of(edges, "PTEN (loss)", "confers_resistance_to", negated="true")
    assert (edge["publications"], edge["evidence_count"]) == ("PMC:PMC2", "1")


def test_activation_is_qualified(edges):
    edge = edge_of(edges, "EGF", "activates")
    names = ("predicate", "qualified_predicate", "object_aspect_qualifier")
    assert [edge[name] for name in names] == ["biolink:affects", "biolink:causes", "activity"]
    assert edge["object_direction_qualifier"] == "increased"


def test_process_has_a_direction_and_no_aspect(edges):
    edge = edge_of(edges, "PTEN (loss)", "activates")
    assert edge["object_aspect_qualifier"] == ""
    assert edge["object_direction_qualifier"] == "increased"


def test_every_end_of_an_edge_is_a_node(exported, edges):
    nodes = [row["id"] for row in read(exported / "nodes.tsv")]
    assert len(nodes) == len(set(nodes))
    assert {row[side] for row in edges for side in ("subject", "object")} == set(nodes)


def test_statement_that_a_curator_confirmed_says_so(sample_output, tmp_path):
    output = shutil.copytree(sample_output, tmp_path / "output")
    path = output / "statements.parquet"
    table = pq.read_table(path)
    marks = pa.array(["right", *[None] * (len(table) - 1)])
    at = table.schema.get_field_index("curation")
    pq.write_table(table.set_column(at, "curation", marks), path)
    export(output, ["kgx"], tmp_path)
    agents = {row["id"]: row["agent_type"] for row in read(tmp_path / "edges.tsv")}
    confirmed = table["statement_id"][0].as_py()
    assert agents.pop(confirmed) == "manual_validation_of_automated_agent"
    assert set(agents.values()) == {"text_mining_agent"}


def test_files_are_sorted_by_id(exported, edges):
    assert [row["id"] for row in edges] == sorted(row["id"] for row in edges)


def test_every_type_predicate_and_state_has_a_biolink_name():
    assert set(biolink.CATEGORIES) == set(ENTITY_TYPES)
    assert set(biolink.RELATIONS) == set(PREDICATES)
    assert set(biolink.STATES) == {None, *STATES}


def test_classes_and_predicates_are_in_the_model():
    classes = set(biolink.CATEGORIES.values())
    types = (*ENTITY_TYPES, "")
    classes |= {biolink.association_of("biolink:affects", s, o) for s in types for o in types}
    assert {name.removeprefix("biolink:") for name in classes} <= set(MODEL["classes"])
    relations = biolink.RELATIONS.values()
    predicates = {relation.predicate for relation in relations}
    predicates |= {relation.qualified for relation in relations if relation.qualified}
    assert {p.removeprefix("biolink:") for p in predicates} <= set(MODEL["predicates"])


def test_qualifiers_are_in_the_models_enumerations():
    for state in biolink.STATES.values():
        assert state.form in allowed(ENUMS["form_or_variant"])
        assert state.aspect in allowed(ENUMS["aspect"])
        assert state.direction in allowed(ENUMS["direction"])
    for relation in biolink.RELATIONS.values():
        assert relation.aspect in allowed(ENUMS["aspect"])
        assert relation.direction in allowed(ENUMS["direction"])


def test_columns_are_slots_of_the_model(edges):
    own = {"id", "category", "name", "provided_by"}
    assert set(EDGE_COLUMNS) | set(NODE_COLUMNS) <= set(MODEL["slots"]) | own
    assert {e["knowledge_level"] for e in edges} <= allowed("KnowledgeLevelEnum")
    assert {e["agent_type"] for e in edges} <= allowed("AgentTypeEnum")
