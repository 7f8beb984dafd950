"""From an annotated Doc to claims: types, symmetric predicates, agents named elsewhere."""

from __future__ import annotations

from nlp_pipeline.relations.extraction import find_claims
from nlp_pipeline.relations.matcher import RuleMatcher
from nlp_pipeline.relations.rules import load_rules
from tests.build import build_doc

MATCHER = RuleMatcher(load_rules())


def _claims(table: str, mentions: dict[str, str]) -> set[tuple[str, str, str]]:
    doc = build_doc(table, mentions)
    return {
        (claim.subject.mention.label, claim.rule.predicate, claim.object.mention.label)
        for _, claims in find_claims(doc, MATCHER)
        for claim in claims
    }


def test_nested_event_gives_both_claims_with_their_own_sign() -> None:
    table = """A NN a 1 nsubj
    inhibits VBZ inhibit 1 ROOT
    B NN b 4 npadvmod
    - HYPH - 4 punct
    mediated VBN mediate 5 amod
    activation NN activation 1 dobj
    of IN of 5 prep
    C NN c 6 pobj"""
    found = _claims(table, {"A": "Gene", "B": "Gene", "C": "Gene"})
    assert found == {("A", "inhibits", "C"), ("B", "activates", "C")}


def test_binding_is_written_once_in_text_order() -> None:
    table = """B NN b 2 nsubjpass
    is VBZ be 2 auxpass
    bound VBN bind 2 ROOT
    by IN by 2 agent
    A NN a 3 pobj"""
    assert _claims(table, {"A": "Gene", "B": "Gene"}) == {("B", "binds", "A")}


def test_bare_resistance_takes_the_agent_of_the_passage_or_none() -> None:
    table = """A NN a 1 nsubj
    drives VBZ drive 1 ROOT
    resistance NN resistance 1 dobj
    {end}"""
    unnamed = _claims(table.format(end=". . . 1 punct"), {"A": "Gene"})
    assert unnamed == {("A", "confers_resistance_to", "drug therapy")}
    named = _claims(table.format(end="; : ; 1 punct\nD NN d 1 dep"), {"A": "Gene", "D": "Drug"})
    assert named == {("A", "confers_resistance_to", "D")}


def test_type_that_a_predicate_does_not_admit_yields_nothing() -> None:
    table = """A NN a 1 nsubj
    phosphorylates VBZ phosphorylate 1 ROOT
    P NN p 1 dobj"""
    assert _claims(table, {"A": "Gene", "P": "Process"}) == set()


def test_claim_of_a_name_about_itself_is_dropped() -> None:
    table = """A NN a 1 nsubj
    activates VBZ activate 1 ROOT
    A NN a 1 dobj"""
    assert _claims(table, {"A": "Gene"}) == set()
