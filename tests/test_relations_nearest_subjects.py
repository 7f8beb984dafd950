"""A finite verb is said of the noun right before it, also where commas alone part the clauses."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

CLAUSES = [
    (
        "Erastin inhibits SLC7A11, RSL3 and ML162 inactivate GPX4.",
        {"erastin | inhibits | SLC7A11", "rsl3 | inhibits | GPX4"},
        {"erastin | inhibits | GPX4"},
    ),
    (
        "Rap1 activates the B-Raf, Raf kinase phosphorylates and activates MEK.",
        {"RAP1 | activates | BRAF", "RAF | activates | MEK", "RAF | modifies | MEK"},
        {"RAP1 | activates | MEK"},
    ),
    (
        "EGFR activates RAS, RAS activates RAF and RAF phosphorylates MEK.",
        {"EGFR | activates | RAS", "RAS | activates | RAF", "RAF | modifies | MEK"},
        {"EGFR | modifies | MEK"},
    ),
    (
        "Gefitinib inhibited EGFR and cetuximab reduced ERK phosphorylation.",
        {"gefitinib | inhibits | EGFR", "cetuximab | inhibits | ERK"},
        {"gefitinib | inhibits | ERK"},
    ),
    (
        "The PI3K inhibitor alpelisib reduced AKT phosphorylation and fulvestrant degraded ER.",
        {"fulvestrant | downregulates | ESR"},
        {"alpelisib | downregulates | ESR"},
    ),
    (
        "Imatinib blocks KIT, sunitinib and regorafenib inhibit VEGFR2 in addition.",
        {"imatinib | inhibits | KIT", "sunitinib | inhibits | KDR", "regorafenib | inhibits | KDR"},
        {"imatinib | inhibits | KDR"},
    ),
    (
        "Acting downstream of Ras, ERK and RSK phosphorylate TSC2.",
        {"ERK | modifies | TSC2", "RSK | modifies | TSC2"},
        {"RAS | modifies | TSC2"},
    ),
    (
        "The tumor suppressor protein p14 works to upregulate p53 by inhibiting MDM2.",
        {"CDKN2A | upregulates | TP53", "CDKN2A | inhibits | MDM2"},
        set(),
    ),
    (
        "CDK3/cyclin C complex, Notch, canonical Wnt signaling, or AKT can drive proliferation.",
        {
            "Notch | activates | cell population proliferation",
            "Wnt signaling pathway | activates | cell population proliferation",
        },
        set(),
    ),
    (
        "EGFR activates RAS, PI3K and STAT3 and inhibits apoptosis.",
        {"EGFR | activates | STAT3", "EGFR | inhibits | apoptotic process"},
        {"STAT3 | inhibits | apoptotic process"},
    ),
]


@pytest.mark.parametrize(("text", "expected", "never"), CLAUSES)
def test_a_verb_is_said_of_the_noun_before_it(extract_text, text, expected, never) -> None:
    found = {claim_text(triple) for triple in extract_text(text)}
    assert expected <= found
    assert not never & found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "FGFR-activated MAPK pathway induces EMT and CSC phenotype.",
            "epithelial to mesenchymal transition",
        ),
        (
            "BTK triggers activation of phospholipase C and calcium mobilization.",
            "PLC",
        ),
    ],
)
def test_the_first_of_two_names_is_no_part_of_the_second(extract_text, text, expected) -> None:
    found = {(t.predicate, t.object.label) for t in extract_text(text)}
    assert ("activates", expected) in found


def test_each_member_of_a_complex_is_blocked(extract_text) -> None:
    found = {claim_text(t) for t in extract_text("p16 blocks the CDK4-CDK6-cyclin-D complex.")}
    assert {f"CDKN2A | inhibits | {name}" for name in ("CDK4", "CDK6", "Cyclin_D")} <= found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Knock-down of HSF1 potentiated the effect of 17-DMAG.",
            "HSF1[loss] | sensitizes_to | alvespimycin",
        ),
        ("PKM2 knock‐down enhances docetaxel efficacy.", "PKM[loss] | sensitizes_to | docetaxel"),
        ("Knock-out of PTEN activated AKT.", "PTEN[loss] | activates | AKT"),
        ("Silence of PTEN activated AKT.", "PTEN[loss] | activates | AKT"),
    ],
)
def test_a_dashed_knock_down_is_a_loss(extract_text, text, expected) -> None:
    assert expected in {claim_text(t) for t in extract_text(text)}
