from __future__ import annotations

import pytest

from nlp_pipeline.grounding.grounder import Grounder, prefer_context, spelling_score
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Term

TERMS = (
    Term("EGFR", "hgnc:3236", "EGFR", "Gene", "approved", "hgnc"),
    Term("AKT", "fplx:AKT", "AKT", "Family", "synonym", "famplex"),
    Term("AKT", "hgnc:391", "AKT1", "Gene", "synonym", "hgnc"),
    Term("CDK12", "hgnc:24224", "CDK12", "Gene", "approved", "hgnc"),
    Term("CAT", "hgnc:1516", "CAT", "Gene", "approved", "hgnc"),
    Term("protein S", "hgnc:9456", "PROS1", "Gene", "name", "hgnc"),
    Term("thrombin", "drugbank:DB11300", "thrombin", "Drug", "name", "drugbank"),
    Term("thrombin", "hgnc:3535", "F2", "Gene", "synonym", "hgnc"),
    Term("apoptosis", "go:0006915", "apoptotic process", "Process", "synonym", "go"),
    Term("AC", "hgnc:232", "ADCY1", "Gene", "synonym", "hgnc"),
    Term("V", "hgnc:1", "V1", "Gene", "approved", "hgnc"),
    Term("Pan", "hgnc:2", "PAN1", "Gene", "synonym", "hgnc"),
    Term("Pan", "hgnc:3", "PAN2", "Gene", "synonym", "hgnc"),
)


class SmallLexicon:
    def find_terms(self, key: str) -> tuple[Term, ...]:
        return tuple(term for term in TERMS if name_key(term.name) == key)

    def has_prefix(self, key: str) -> bool:
        return any(name_key(term.name).startswith(key) for term in TERMS)

    def is_stop_name(self, name: str) -> bool:
        return name in {"cat", "Cat"}

    def members(self, label: str) -> tuple[str, ...]:
        return ("AKT1", "AKT2", "AKT3") if label == "AKT" else ()


@pytest.fixture
def grounder() -> Grounder:
    return Grounder(SmallLexicon())


def labels(grounder: Grounder, surface: str) -> list[str]:
    return [grounding.term.label for grounding in grounder.ground(surface)]


def test_ground_puts_family_before_member_of_the_same_synonym(grounder):
    assert labels(grounder, "Akt") == ["AKT", "AKT1"]


def test_ground_puts_gene_before_the_drug_of_the_same_name(grounder):
    assert labels(grounder, "thrombin") == ["F2", "thrombin"]


@pytest.mark.parametrize(
    "surface",
    ["CDK1/2", "cat", "proteins", "V", "AC", "no such name", ""],
    ids=["grouped-digits", "word", "lost-letter", "one-letter", "two-letter", "unknown", "empty"],
)
def test_ground_knows_nothing_of(grounder, surface):
    assert grounder.ground(surface) == ()


def test_ground_reads_a_word_as_a_gene_only_in_capitals(grounder):
    assert labels(grounder, "CAT") == ["CAT"]


def test_ground_explains_its_score(grounder):
    (grounding,) = grounder.ground("Egfr")
    assert grounding.score == pytest.approx(grounding.status * grounding.spelling, abs=1e-4)
    assert grounding.spelling < 1.0


def test_ground_never_rates_above_exact_spelling(grounder):
    assert grounder.ground("EGFR")[0].score > grounder.ground("Egfr")[0].score


def test_ground_as_keeps_to_the_types(grounder):
    found = grounder.ground_as("thrombin", frozenset({"Drug"}))
    assert found is not None
    assert found.term.label == "thrombin"
    assert grounder.ground_as("thrombin", frozenset({"Process"})) is None


def test_prefer_context_decides_between_equals(grounder):
    readings = grounder.ground("Pan")
    assert [g.term.label for g in readings] == ["PAN1", "PAN2"]
    preferred = prefer_context(readings, frozenset({"PAN2"}))
    assert [g.term.label for g in preferred] == ["PAN2", "PAN1"]


@pytest.mark.parametrize(
    ("surface", "name"),
    [("Apoptosis", "apoptosis"), ("NF-κB", "NF-kappaB"), ("p53", "P53"), ("MAO A", "MAOA")],
)
def test_spelling_score_forgives_case_and_marks(surface, name):
    assert spelling_score(surface, name, "Gene") > 0.9


@pytest.mark.parametrize(
    ("surface", "name"), [("set", "SET"), ("in put", "INPUT"), ("MAPK1/2", "MAPK12")]
)
def test_spelling_score_is_low_for_another_name(surface, name):
    assert spelling_score(surface, name, "Gene") < 0.5
