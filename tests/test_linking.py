"""Which claims contradict each other, and which are cases of others."""

from __future__ import annotations

import pytest

from nlp_pipeline.assembly import statement_of
from nlp_pipeline.lexicon.lexicon import Lexicon
from nlp_pipeline.linking import Families, general_ids_of, opposition_of
from tests.sample_records import a_triple, an_argument

FAMILIES = Families({"RAF": ("ARAF", "BRAF", "RAF1"), "MAP3K": ("ARAF", "BRAF", "RAF1", "TAOK1")})
GEFITINIB = an_argument("gefitinib", "Drug", start=14)


def a_statement(subject="PTEN", predicate="inhibits", object_="AKT", **options):
    return statement_of([a_triple("a", subject=subject, predicate=predicate, object_=object_)])


def gene(label: str, state: str | None = None, type_: str = "Gene"):
    return an_argument(label, type_, state=state)


def contradict(one, other) -> bool:
    first, second = opposition_of(one), opposition_of(other)
    return first is not None and second is not None and first == (second[0], -second[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (a_statement(), a_statement(predicate="activates")),
        (a_statement(), a_statement(predicate="upregulates")),
        (a_statement(), a_statement(gene("PTEN", "loss"))),
        (a_statement(gene("PTEN", "overexpression")), a_statement(predicate="activates")),
        (
            a_statement("MET", "confers_resistance_to", GEFITINIB),
            a_statement("MET", "sensitizes_to", GEFITINIB),
        ),
        (
            a_statement(gene("EGFR", "mutation"), "sensitizes_to", GEFITINIB),
            a_statement(gene("EGFR", "mutation"), "confers_resistance_to", GEFITINIB),
        ),
    ],
    ids=["sign", "amount", "state", "raised state", "response", "mutants"],
)
def test_opposite_net_signs_of_a_pair_contradict(one, other):
    assert contradict(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (a_statement(), a_statement(gene("PTEN", "loss"), "activates")),
        (a_statement(), a_statement(predicate="downregulates")),
        (a_statement(), a_statement("AKT", "activates", "PTEN")),
        (a_statement(), a_statement(object_="MTOR", predicate="activates")),
        (a_statement(predicate="binds"), a_statement(predicate="activates")),
        (a_statement(gene("EGFR", "mutation")), a_statement(gene("EGFR"), "activates")),
        (
            a_statement("MET", "confers_resistance_to", GEFITINIB),
            a_statement("MET", "activates", GEFITINIB),
        ),
    ],
    ids=["turned twice", "same sign", "other way", "other pair", "no sign", "mutant", "response"],
)
def test_other_claims_do_not_contradict(one, other):
    assert not contradict(one, other)


@pytest.mark.parametrize(
    ("claim", "general"),
    [
        (a_statement("BRAF"), a_statement(gene("RAF", type_="Family"))),
        (a_statement("BRAF"), a_statement(gene("MAP3K", type_="Family"))),
        (a_statement(gene("RAF", type_="Family")), a_statement(gene("MAP3K", type_="Family"))),
        (a_statement(gene("PTEN", "loss")), a_statement()),
        (a_statement(gene("BRAF", "loss")), a_statement(gene("RAF", type_="Family"))),
        (a_statement(gene("BRAF V600E", type_="Variant")), a_statement(gene("BRAF", "mutation"))),
        (a_statement(gene("BRAF V600E", type_="Variant")), a_statement("BRAF")),
        (a_statement("AKT", "binds", "BRAF"), a_statement(gene("RAF", None, "Family"), "binds")),
    ],
    ids=["family", "outer", "family in family", "state", "both", "variant", "gene", "symmetric"],
)
def test_general_ids_hold_the_wider_claim(claim, general):
    assert general.statement_id in general_ids_of(claim, FAMILIES)
    assert claim.statement_id not in general_ids_of(general, FAMILIES)


@pytest.mark.parametrize(
    "other",
    [
        a_statement("BRAF"),
        a_statement(gene("BRAF"), "activates"),
        a_statement(gene("TP53")),
        a_statement(gene("BRAF", "mutation")),
    ],
    ids=["itself", "other predicate", "other gene", "other state"],
)
def test_general_ids_hold_nothing_else(other):
    assert other.statement_id not in general_ids_of(a_statement("BRAF"), FAMILIES)


def test_general_ids_of_what_has_no_wider_form_are_none():
    assert general_ids_of(a_statement("TP53", object_="MDM2"), FAMILIES) == ()


def test_packaged_families_know_the_members():
    families = Families(Lexicon.load().families())
    assert "RAF" in families.wider("BRAF")
    assert families.wider("RAF") == ("MAP3K",)
