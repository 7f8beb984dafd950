"""What goes with an event, clauses far from who acts, and numbered steps: from text to claims."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

WORDINGS = [
    # what goes with an event
    (
        "TP53 leads to AKT1 activation along with an increase in the production of IL6.",
        {"TP53 | activates | AKT1", "TP53 | upregulates | IL6"},
    ),
    (
        "EGFR induced apoptosis, as evidenced by reduced expression of BCL2.",
        {"EGFR | downregulates | BCL2"},
    ),
    ("EGFR promotes apoptosis through effects on TP53.", {"EGFR | acts_through | TP53"}),
    (
        "VEGFA inhibits apoptosis via several pathways, including activation of AKT1.",
        {"VEGFA | activates | AKT1"},
    ),
    (
        "TRPC3 expression is increased after exercise, a response mediated by NFATC1.",
        {"NFATC1 | upregulates | TRPC3"},
    ),
    (
        "Upon binding of EGF, EGFR activates KRAS.",
        {"EGF | binds | EGFR", "EGFR | activates | KRAS"},
    ),
    ("Apoptosis is achieved by TP53.", {"TP53 | activates | apoptotic process"}),
    ("TRAF6 inhibition can be achieved by SOCS1.", {"SOCS1 | inhibits | TRAF6"}),
    (
        "In response to hypoxia, IL33 is released by a poorly understood mechanism.",
        {"hypoxia | upregulates | IL33"},
    ),
    ("Glucose is metabolized to lactate via LDHA.", {"LDHA | upregulates | lactate"}),
    (
        "There is activation of IRAK1, inducing TAK1 activation.",
        {"IRAK1[activation] | activates | MAP3K7"},
    ),
    # who acts
    (
        "MDM2 is phosphorylated by AKT1 and enters the nucleus, where it binds TP53.",
        {"AKT1 | modifies | MDM2", "MDM2 | binds | TP53"},
    ),
    (
        "TP53 is a transcription factor that is stabilized by ATM and that upregulates CDKN1A.",
        {"ATM | upregulates | TP53", "TP53 | upregulates | CDKN1A"},
    ),
    ("EGFR acts as a scaffold that promotes apoptosis.", {"EGFR | activates | apoptotic process"}),
    ("EGFR serves as a signal promoting apoptosis.", {"EGFR | activates | apoptotic process"}),
    ("IL6 is a cytokine known to activate STAT3.", {"IL6 | activates | STAT3"}),
    (
        "EGFR activates KRAS in order to promote cell proliferation.",
        {"EGFR | activates | cell population proliferation"},
    ),
    ("Proposed mechanism for EGFR to activate AKT1.", {"EGFR | activates | AKT1"}),
    ("CDK2 is required for DNA replication to begin.", {"CDK2 | activates | DNA replication"}),
    ("MYC allows apoptosis to occur.", {"MYC | activates | apoptotic process"}),
    ("Reduced PTEN levels allow AKT1 to become activated.", {"PTEN[loss] | activates | AKT1"}),
    ("A signaling pathway via KRAS activates ERK.", {"KRAS | activates | ERK"}),
    ("TP53-mediated phosphorylation activates KRAS.", {"TP53 | modifies | KRAS"}),
    ("Autophagy is inhibited in a TP53-dependent manner.", {"TP53 | inhibits | autophagy"}),
    ("EMT in response to TGFB1.", {"TGFB1 | activates | epithelial to mesenchymal transition"}),
    ("IL6, when bound to IL6R, activates STAT3.", {"IL6 | binds | IL6R"}),
    # what is acted on
    (
        "AKT1 phosphorylates FOXO3, thus preventing it from activating BCL2L11.",
        {"FOXO3 | activates | BCL2L11"},
    ),
    ("PPP2CA dephosphorylates AKT1, inhibiting the kinase.", {"PPP2CA | inhibits | AKT1"}),
    ("PER1 represses transcriptional activation by BMAL1.", {"PER1 | inhibits | BMAL1"}),
    (
        "TP53 upregulates genes that promote apoptosis, such as BAX.",
        {"TP53 | upregulates | BAX", "BAX | activates | apoptotic process"},
    ),
    ("TP53 activates genes involved in apoptosis, such as BAX.", {"TP53 | activates | BAX"}),
    ("MAPK1 induces transcription of regulators such as SPRY1.", {"MAPK1 | upregulates | SPRY1"}),
    ("EGFR increases [Ca2+]i through PLCG1.", {"EGFR | upregulates | calcium"}),
    ("EGFR converts KRAS to its active form.", {"EGFR | activates | KRAS"}),
    ("MYC functions as a repressor for angiogenesis.", {"MYC | inhibits | angiogenesis"}),
    ("Recruitment of STAT3 leads to MYC activation.", {"STAT3 | activates | MYC"}),
    (
        "Akt represses Forkhead O (FoxO), a factor that activates autophagy.",
        {"AKT | inhibits | FOXO", "FOXO | activates | autophagy"},
    ),
    (
        "The Hippo pathway is active, while mechanical stress inhibits the pathway.",
        {"mechanical stress | inhibits | Hippo signaling pathway"},
    ),
    (
        "RASGRF2 catalyzes the conversion of RAC1 to its active form.",
        {"RASGRF2 | activates | RAC1"},
    ),
    (
        "Alcohol is converted to acetaldehyde by ADH1A, which is converted to acetate by ALDH2.",
        {"ALDH2 | upregulates | acetate"},
    ),
    (
        "The pathway ends in the binding of CDC42 to PLD1, which increased PLD1 activity.",
        {"CDC42 | activates | PLD1"},
    ),
    (
        "FOXO3 is sequestered in the cytoplasm by 14-3-3, where it cannot activate BCL2L11.",
        {"FOXO3 | activates | BCL2L11 (negated)"},
    ),
    # wordings that the parser takes apart wrongly
    (
        "NFKBIA is degraded, allowing NFKB1 to translocate to the nucleus and induce IL6.",
        {"NFKB1 | activates | IL6"},
    ),
    ("EGFR gets phosphorylated by SRC.", {"SRC | modifies | EGFR"}),
    ("EGFR functions by phosphorylating STAT3.", {"EGFR | modifies | STAT3"}),
    ("Schematic diagram showing EGFR activates AKT1.", {"EGFR | activates | AKT1"}),
    ("In the absence of ligands PTCH1 inhibits SMO.", {"PTCH1 | inhibits | SMO"}),
    (
        "KRAS is stimulated by SOS1, an exchange factor, and blocked by NF1.",
        {"SOS1 | activates | KRAS", "NF1 | inhibits | KRAS"},
    ),
    (
        "miR-31 suppresses several key components within the network: ALX1, SNAI1 and PTEN.",
        {"MIR31 | inhibits | ALX1", "MIR31 | inhibits | SNAI1"},
    ),
    (
        "1) EGF binds to EGFR, 2) EGFR phosphorylates SHC1, 3) SHC1 recruits GRB2.",
        {"EGF | binds | EGFR", "EGFR | modifies | SHC1", "SHC1 | binds | GRB2"},
    ),
]

NEVER = [
    ("TRAF6 inhibition is achieved by activation of SOCS1 or loss of TP53.", "SOCS1", "TP53"),
    ("EGFR promotes survival by (a) activating AKT1 and (b) inhibiting BAD.", "AKT1", "BAD"),
    ("AKT1 phosphorylates FOXO3, preventing it from activating BCL2L11.", "AKT1", "FOXO3[loss]"),
    ("EGFR converts KRAS to its active form.", "KRAS", "EGFR"),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_attendant_yields_its_claims(extract_text, text, expected):
    found = {claim_text(triple) for triple in extract_text(text)}
    assert expected <= found


@pytest.mark.parametrize(("text", "subject", "object_"), NEVER)
def test_attendant_never_joins_two(extract_text, text, subject, object_):
    found = (claim_text(triple).split(" | ") for triple in extract_text(text))
    assert not [
        claim for claim in found if claim[0].split("[")[0] == subject and claim[2] == object_
    ]
