"""What the candidates say agrees with what the grounder does."""

from __future__ import annotations

import pytest

from nlp_pipeline.grounding.candidates import find_candidates
from nlp_pipeline.grounding.grounder import Grounder
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import Lexicon, Term

NAMES = ("AKT", "FAS", "p53", "cat", "impact", "CDK1/2", "met", "thrombin", "ER", "insulin")


@pytest.fixture(scope="module")
def grounder() -> Grounder:
    return Grounder(Lexicon.load())


class OneName:
    """A lexicon in which every name has the same rows."""

    def __init__(self, *terms: Term) -> None:
        self.terms = terms

    def find_terms(self, _):
        return self.terms

    def has_prefix(self, _):
        return True

    def is_stop_name(self, _):
        return False

    def members(self, label):
        return ("AKT1", "AKT2") if label == "AKT" else ()


@pytest.mark.parametrize("name", NAMES)
def test_accepted_candidates_are_the_readings_in_their_order(grounder, name):
    terms = grounder.lexicon.find_terms(name_key(name))
    found = find_candidates(grounder, name, terms)
    accepted = [(c.term, c.score, c.status, c.spelling) for c in found if c.accepted]
    readings = [(g.term, g.score, g.status, round(g.spelling, 4)) for g in grounder.ground(name)]
    assert accepted == readings
    assert {c.term for c in found} == set(terms)


@pytest.mark.parametrize("name", NAMES)
def test_every_candidate_but_the_first_accepted_has_a_reason(grounder, name):
    found = find_candidates(grounder, name, grounder.lexicon.find_terms(name_key(name)))
    without = [c for c in found if c.reason is None]
    assert without == [c for c in found[:1] if c.accepted]


@pytest.mark.parametrize(
    ("name", "label", "reason"),
    [
        ("impact", "IMPACT", "stop word"),
        ("CDK1/2", "CDK12", "spelled otherwise"),
        ("AKT", "AKT1", "a family comes before its member"),
        ("FAS", "FASN", "behind Gene FAS: a lower score"),
    ],
)
def test_candidates_say_why(grounder, name, label, reason):
    found = find_candidates(grounder, name, grounder.lexicon.find_terms(name_key(name)))
    assert any(reason in (c.reason or "") for c in found if c.term.label == label)


def test_score_under_the_limit_is_told():
    term = Term("GATE", "hgnc:1", "GATE", "Gene", "previous", "hgnc")
    (found,) = find_candidates(Grounder(OneName(term)), "gate", [term])
    assert (found.accepted, found.reason) == (False, "score under 0.45")


def test_what_is_sold_stands_behind_the_gene_product():
    gene = Term("thrombin", "hgnc:3535", "F2", "Gene", "name", "hgnc")
    drug = Term("thrombin", "drugbank:DB1", "thrombin", "Drug", "approved", "drugbank")
    found = find_candidates(Grounder(OneName(gene, drug)), "thrombin", [gene, drug])
    assert [c.term.label for c in found] == ["F2", "thrombin"]
    assert "a gene product comes before what it is sold as" in (found[1].reason or "")
    assert found[1].score < 0.97


def test_a_users_row_comes_first_whatever_its_score():
    packaged = Term("AKT", "fplx:AKT", "AKT", "Family", "curated", "curated")
    own = Term("Akt", None, "our Akt", "Chemical", "curated", "user")
    found = find_candidates(Grounder(OneName(packaged, own)), "AKT", [packaged, own])
    assert [c.term.label for c in found] == ["our Akt", "AKT"]
    assert found[0].score < found[1].score
    assert "a user's own name comes first" in (found[1].reason or "")


def test_a_users_row_for_the_same_thing_keeps_its_identifier():
    packaged = Term("AKT", "fplx:AKT", "AKT", "Family", "approved", "famplex")
    own = Term("Akt", "hgnc:391", "AKT", "Family", "curated", "user")
    (first, second) = find_candidates(Grounder(OneName(packaged, own)), "AKT", [packaged, own])
    assert (first.term, second.accepted) == (own, False)
