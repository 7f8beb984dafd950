"""What the evidence for one claim adds up to, and the chains of the headline view."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp_pipeline.assembly import assemble, statement_of
from nlp_pipeline.records import RESISTANCE_SCHEMA, with_ids
from nlp_pipeline.resistance import (
    MOST_MECHANISMS,
    MOST_TARGETS,
    chain_row,
    find_chains,
)
from tests.sample_records import a_triple, an_argument

PTEN_LOSS = an_argument("PTEN", state="loss")
TRASTUZUMAB = an_argument("trastuzumab", "Drug", start=30)


def test_statement_id_is_that_of_the_claim_alone():
    here, there = a_triple("a"), a_triple("b", start=7, negated=True, hedged=True, confidence=0.1)
    assert here.statement_id == there.statement_id
    assert here.triple_id != there.triple_id


@pytest.mark.parametrize(
    "other",
    [
        {"subject": PTEN_LOSS},
        {"subject": an_argument("PTEN", "Family")},
        {"predicate": "activates"},
        {"object_": "MTOR"},
        {"subject": "AKT", "object_": "PTEN"},
    ],
    ids=["state", "type", "predicate", "object", "direction"],
)
def test_statement_id_differs_with_the_claim(other):
    assert a_triple("a", **other).statement_id != a_triple("a").statement_id


def test_symmetric_claim_is_one_statement_in_the_order_of_its_best_evidence():
    best = a_triple("b", subject="KRAS", predicate="binds", object_="ITGB3", confidence=0.9)
    other = a_triple("a", subject="ITGB3", predicate="binds", object_="KRAS", confidence=0.5)
    (statement,) = assemble([other, best])
    assert (statement.subject.label, statement.object.label) == ("KRAS", "ITGB3")
    assert statement.triples == 2


def test_belief_counts_papers_not_sentences():
    ten = [a_triple("a", start=i, confidence=0.8) for i in range(10)]
    assert statement_of(ten).belief == 0.8
    assert statement_of([*ten, a_triple("b", confidence=0.5)]).belief == 0.9


def test_figures_of_one_article_are_one_paper():
    figures = [a_triple(name, pmcid="PMC1", confidence=0.8) for name in ("fig1", "fig2")]
    statement = statement_of(figures)
    assert (statement.papers, statement.documents, statement.belief) == (1, 2, 0.8)


def test_hedged_evidence_counts_half_and_is_counted_apart():
    statement = statement_of([a_triple("a", hedged=True), a_triple("b", confidence=0.5)])
    assert statement.belief == pytest.approx(1 - (1 - 0.4) * (1 - 0.5))
    assert (statement.papers, statement.hedged_papers) == (2, 1)


def test_paper_that_also_asserts_plainly_is_not_hedged():
    statement = statement_of([a_triple("a", hedged=True), a_triple("a", start=5)])
    assert (statement.papers, statement.hedged_papers, statement.belief) == (1, 0, 0.8)


def test_denial_is_kept_and_lowers_belief():
    denied = a_triple("b", negated=True, confidence=0.5)
    statement = statement_of([a_triple("a"), denied])
    assert statement.belief == pytest.approx(0.8 * 0.5)
    assert (statement.papers, statement.negated_papers, statement.triples) == (1, 1, 1)


def test_claim_that_is_only_denied_has_no_belief():
    statement = statement_of([a_triple("a", negated=True)])
    assert (statement.belief, statement.papers, statement.negated_papers) == (0.0, 0, 1)


def test_statement_shows_what_denies_it_most_surely():
    denials = [
        a_triple("b", negated=True, confidence=0.5, sentence="Not so."),
        a_triple("c", negated=True, confidence=0.9, sentence="PTEN does not inhibit AKT."),
    ]
    assert statement_of([a_triple("a"), *denials]).negated_sentence == "PTEN does not inhibit AKT."
    assert statement_of([a_triple("a")]).negated_sentence is None


def test_best_evidence_is_asserted_plain_and_confident():
    evidence = [
        a_triple("a", negated=True, confidence=1.0),
        a_triple("b", hedged=True, confidence=0.9),
        a_triple("c", confidence=0.7),
        a_triple("d", confidence=0.6),
    ]
    assert {statement_of(list(order)).best.doc_id for order in permutations(evidence)} == {"c"}


def test_statement_takes_a_missing_id_from_other_evidence():
    known = an_argument("PTEN", id_="hgnc:9588")
    evidence = [a_triple("a", confidence=0.9), a_triple("b", subject=known, confidence=0.1)]
    assert statement_of(evidence).subject.id == "hgnc:9588"


def test_statement_lists_years_and_rules():
    evidence = [
        a_triple("a", year=2019, rule_id="z"),
        a_triple("b"),
        a_triple("c", year=2005, rule_id="b"),
    ]
    statement = statement_of(evidence)
    assert (statement.first_year, statement.last_year) == (2005, 2019)
    assert statement.rule_ids == ("b", "inhibits-verb", "z")


EVIDENCE = st.builds(
    a_triple,
    doc_id=st.sampled_from("abc"),
    start=st.integers(0, 3),
    confidence=st.floats(0, 1),
    negated=st.booleans(),
    hedged=st.booleans(),
)


@given(
    st.lists(EVIDENCE, min_size=1, max_size=8).flatmap(
        lambda e: st.permutations(e).map(lambda p: (e, p))
    )
)
def test_statement_does_not_depend_on_the_order_of_evidence(evidence):
    given_order, other_order = evidence
    assert statement_of(given_order) == statement_of(list(other_order))


@given(st.lists(EVIDENCE, min_size=1, max_size=6), st.floats(0, 1))
def test_belief_never_falls_with_support_nor_rises_with_denial(evidence, confidence):
    belief = statement_of(evidence).belief
    support = a_triple("new", confidence=confidence)
    denial = a_triple("new", confidence=confidence, negated=True)
    assert statement_of([*evidence, support]).belief >= belief
    assert statement_of([*evidence, denial]).belief <= belief


# --------------------------------------------------------------------------- chains


def resists(doc_id: str, factor=PTEN_LOSS, drug=TRASTUZUMAB, **options):
    options = {"predicate": "confers_resistance_to", **options}
    return a_triple(doc_id, subject=factor, object_=drug, **options)


def targets(doc_id: str, drug=TRASTUZUMAB, target="ERBB2", **options):
    object_ = an_argument(target, id_=f"hgnc:{target}")
    return a_triple(doc_id, subject=drug, predicate="targets", object_=object_, **options)


def acts(
    doc_id: str, factor=PTEN_LOSS, predicate="activates", mechanism="apoptotic process", **options
):
    object_ = an_argument(mechanism, "Process", id_="go:0006915")
    return a_triple(doc_id, subject=factor, predicate=predicate, object_=object_, **options)


def chains_of(*triples):
    return find_chains(sorted(triples, key=lambda t: t.doc_id))


def test_chain_joins_target_from_any_document_and_mechanism_from_the_same():
    (chain,) = chains_of(resists("a"), acts("a"), targets("z"))
    assert (chain.drug, chain.target, chain.target_id) == ("trastuzumab", "ERBB2", "hgnc:ERBB2")
    assert (chain.resistance_factor, chain.resistance_factor_state) == ("PTEN", "loss")
    assert (chain.mechanism, chain.mechanism_id) == ("apoptotic process", "go:0006915")
    assert chain.direction == "resistance"


@pytest.mark.parametrize(
    "other",
    [
        acts("b"),
        acts("a", factor=an_argument("PTEN")),
        acts("a", negated=True),
        acts("a", predicate="binds"),
        a_triple("a", subject=PTEN_LOSS, predicate="activates", object_="AKT"),
    ],
    ids=["other document", "other state", "denied", "other predicate", "not a process"],
)
def test_chain_has_no_mechanism_that_the_document_does_not_state(other):
    (chain,) = chains_of(resists("a"), other)
    assert chain.mechanism is None


def test_denied_target_is_not_joined():
    (chain,) = chains_of(resists("a"), targets("a", negated=True))
    assert chain.target is None


def test_drug_class_has_the_target_of_its_name():
    tki = an_argument("EGFR tyrosine kinase inhibitor", "DrugClass", start=30)
    (chain,) = chains_of(resists("a", drug=tki), targets("a", drug=tki, target="KIT"))
    assert chain.target == "EGFR"


def test_several_targets_and_mechanisms_give_a_chain_each():
    found = chains_of(
        resists("a"),
        targets("a"),
        targets("b", target="EGFR"),
        acts("a"),
        acts("a", mechanism="autophagy"),
    )
    assert [(c.target, c.mechanism) for c in found] == [
        ("EGFR", "apoptotic process"),
        ("EGFR", "autophagy"),
        ("ERBB2", "apoptotic process"),
        ("ERBB2", "autophagy"),
    ]


def test_chains_are_of_the_best_supported_targets_and_mechanisms():
    many = [f"T{n:02}" for n in range(MOST_TARGETS + 20)]
    processes = [f"process {n:02}" for n in range(MOST_MECHANISMS + 20)]
    found = chains_of(
        *(resists(doc_id) for doc_id in "abz"),
        *(targets("a", target=target, start=n) for n, target in enumerate(many)),
        *(targets("a", target="T00", start=100 + n) for n in range(3)),
        *(targets(doc_id, target=many[-1]) for doc_id in "bz"),
        *(acts("a", mechanism=mechanism) for mechanism in processes),
        acts("b", mechanism=processes[-1]),
        acts("c", mechanism=processes[-2]),
    )
    assert {c.target for c in found} == {*many[: MOST_TARGETS - 1], many[-1]}
    assert {c.mechanism for c in found} == {*processes[: MOST_MECHANISMS - 1], processes[-1]}
    assert len(found) == MOST_TARGETS * MOST_MECHANISMS


def test_sensitizing_is_a_chain_of_its_own():
    found = chains_of(resists("a"), resists("a", predicate="sensitizes_to"))
    assert [c.direction for c in found] == ["resistance", "sensitivity"]


def test_chain_counts_are_those_of_the_claim():
    (chain,) = chains_of(
        resists("a", year=2010),
        resists("b", hedged=True, year=2020),
        resists("c", negated=True, year=2001),
    )
    statement = statement_of([resists("a"), resists("b", hedged=True), resists("c", negated=True)])
    assert chain.statement_id == statement.statement_id
    assert (chain.papers, chain.hedged_papers, chain.negated_papers, chain.triples) == (2, 1, 1, 2)
    assert (chain.first_year, chain.last_year) == (2001, 2020)


def test_best_sentence_comes_from_a_document_that_states_the_mechanism():
    (chain,) = chains_of(resists("a", confidence=0.9), resists("b", confidence=0.5), acts("b"))
    assert (chain.best.doc_id, chain.best.confidence) == ("b", 0.5)


def test_chain_row_follows_the_schema():
    (chain,) = chains_of(resists("a"))
    cells = dict(zip(RESISTANCE_SCHEMA.names, chain_row(chain), strict=True))
    assert (cells["drug"], cells["direction"], cells["papers"]) == ("trastuzumab", "resistance", 1)


def test_with_ids_is_stable():
    # Written down once: ids are kept in other databases, so they must not move.
    assert with_ids(a_triple("a")).statement_id == "cab081a0639ea0a94a5f"


def test_belief_shows_its_parts():
    statement = statement_of(
        [
            a_triple("a", confidence=0.6),
            a_triple("b", hedged=True),
            a_triple("b", start=9, confidence=0.3),
            a_triple("c", negated=True, confidence=0.5, rule_id="z"),
        ]
    )
    assert statement.belief_parts == (
        "+0.600 a inhibits-verb",
        "+0.400 b inhibits-verb hedged",
        "-0.500 c z",
    )
    assert (statement.belief_for, statement.belief_against) == pytest.approx((0.76, 0.5))
    assert statement.belief == pytest.approx(0.38)
    assert (statement.paper_ids, statement.negated_paper_ids) == (("a", "b"), ("c",))
    assert (statement.hedged_triples, statement.negated_triples) == (1, 1)


def test_evidence_that_a_curator_confirmed_weighs_most_and_comes_first():
    confirmed = replace(a_triple("b", confidence=0.2), curation="right")
    statement = statement_of([a_triple("a", confidence=0.9), confirmed])
    assert (statement.best.doc_id, statement.curation, statement.belief) == ("b", "right", 1.0)
    assert statement.belief_parts[0] == "+1.000 b inhibits-verb curated"


def test_best_evidence_says_where_the_arguments_stand_in_its_sentence():
    best = statement_of([a_triple("a", start=100)]).best
    assert best.sentence[best.subject_start : best.subject_end] == "PTEN"
    assert best.sentence[best.object_start : best.object_end] == "AKT"


def test_best_evidence_of_a_mended_sentence_finds_the_words_nearest_to_their_place():
    triple = a_triple(
        "a", subject=an_argument("PT-\nEN", start=40), sentence="PTEN, not PTEN[7], PTEN."
    )
    best = statement_of([replace(triple, sentence_start=24)]).best
    assert (best.subject_start, best.subject_end) == (19, 23)
    assert best.object_start is None


def test_chain_counts_figures_and_has_the_belief_of_its_statement():
    evidence = [
        replace(resists("a"), figid="f1"),
        replace(resists("b", confidence=0.5), figid="f2"),
        replace(resists("c", negated=True), figid="f3"),
    ]
    (chain,) = chains_of(*evidence)
    assert (chain.figures, chain.belief) == (2, statement_of(evidence).belief)
