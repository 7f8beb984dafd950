"""Constructions of the clause: relative clauses, control, results, events behind a preposition."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

CLAUSES = [
    # relative clauses
    (
        "STAT3, whose phosphorylation is induced by IL-6, promotes angiogenesis.",
        {"STAT3 | activates | angiogenesis", "IL6 | modifies | STAT3"},
    ),
    ("The kinase that phosphorylates AKT is PDK1.", {"PDPK1 | modifies | AKT"}),
    (
        "PTEN, the loss of which activates AKT, is a tumor suppressor.",
        {"PTEN[loss] | activates | AKT"},
    ),
    (
        "EGFR activates RAS and PI3K, both of which promote proliferation.",
        {
            "EGFR | activates | RAS",
            "EGFR | activates | PI3K",
            "RAS | activates | cell population proliferation",
            "PI3K | activates | cell population proliferation",
        },
    ),
    (
        "p53 induces p21, through which it causes cell cycle arrest.",
        {"TP53 | activates | CDKN1A", "CDKN1A | activates | cell cycle arrest"},
    ),
    ("The protein phosphorylated by AKT is FOXO3.", {"AKT | modifies | FOXO3"}),
    (
        "Rapamycin inhibits mTORC1, whose activity is required for S6K phosphorylation.",
        {"sirolimus | inhibits | mTORC1"},
    ),
    (
        "JAK2 phosphorylates STAT3, which then dimerizes, enters the nucleus and induces MYC.",
        {"JAK2 | modifies | STAT3", "STAT3 | activates | MYC"},
    ),
    (
        "STAT3 translocates to the nucleus, which promotes MYC transcription.",
        {"STAT3 | upregulates | MYC"},
    ),
    (
        "IKK contains IKKA and IKKB, both of which are able to phosphorylate NFKBIA.",
        {"CHUK | modifies | NFKBIA", "IKBKB | modifies | NFKBIA"},
    ),
    (
        "EXT1 and EXT2 form a stable complex that catalyzes the synthesis of heparan sulfate.",
        {"EXT1 | upregulates | heparan sulfate", "EXT2 | upregulates | heparan sulfate"},
    ),
    (
        "Butyrate inhibits MYC expression, which reduces BCL2 levels.",
        {"MYC[inhibition] | downregulates | BCL2"},
    ),
    # events behind a preposition
    ("MDM2 marks p53 for degradation.", {"MDM2 | downregulates | TP53"}),
    ("HSP90 protects AKT from degradation.", {"HSP90 | upregulates | AKT"}),
    ("USP7 rescues p53 from degradation.", {"USP7 | upregulates | TP53"}),
    ("p53 primes BAX for activation.", {"TP53 | activates | BAX"}),
    ("p53 is targeted for degradation by MDM2.", {"MDM2 | downregulates | TP53"}),
    ("AKT is subject to phosphorylation by PDK1.", {"PDPK1 | modifies | AKT"}),
    ("AKT phosphorylation occurs through PDK1.", {"PDPK1 | modifies | AKT"}),
    ("Activation of ERK takes place via RAF.", {"RAF | activates | ERK"}),
    ("PTEN keeps AKT in check.", {"PTEN | inhibits | AKT"}),
    ("p53 is held in check by MDM2.", {"MDM2 | inhibits | TP53"}),
    ("PTEN puts a brake on AKT signaling.", {"PTEN | inhibits | AKT signaling pathway"}),
    ("KRAS sets off a cascade that activates ERK.", {"KRAS | activates | ERK"}),
    ("SPRY2 shuts down ERK signaling.", {"SPRY2 | inhibits | ERK signaling pathway"}),
    # control
    ("PP2A is degraded, allowing AKT to be activated.", {"PPP2[loss] | activates | AKT"}),
    ("SRC forces STAT3 to bind DNA.", {"SRC | activates | STAT3"}),
    (
        "HER3 partners with HER2 to activate PI3K.",
        {"ERBB3 | activates | PI3K", "ERBB2 | activates | PI3K"},
    ),
    (
        "KRAS and MYC work together to promote tumor growth.",
        {"KRAS | activates | tumor growth", "MYC | activates | tumor growth"},
    ),
    (
        "The MEK/ERK pathway, known to promote proliferation, is activated by RAS.",
        {"MEK/ERK signaling pathway | activates | cell population proliferation"},
    ),
    ("KRAS is involved in activating ERK.", {"KRAS | activates | ERK"}),
    ("Tumor cells use IL6 to activate STAT3.", {"IL6 | activates | STAT3"}),
    (
        "In addition to inhibiting EGFR, gefitinib blocks HER2.",
        {"gefitinib | inhibits | EGFR", "gefitinib | inhibits | ERBB2"},
    ),
    (
        "HGF, by activating MET, induces resistance to gefitinib.",
        {"HGF | activates | MET", "HGF | confers_resistance_to | gefitinib"},
    ),
    (
        "CDK4, in complex with cyclin D1, phosphorylates RB1.",
        {"CDK4 | modifies | RB1", "CCND1 | modifies | RB1"},
    ),
    ("SHP2 signals through RAS to ERK.", {"RAS | activates | ERK"}),
    ("ATM signals to p53.", {"ATM | activates | TP53"}),
    (
        "IL-6 signals via STAT3 to promote proliferation.",
        {
            "IL6 | activates | cell population proliferation",
            "STAT3 | activates | cell population proliferation",
        },
    ),
    (
        "Acting through STAT3, IL-6 promotes proliferation.",
        {
            "IL6 | activates | cell population proliferation",
            "STAT3 | activates | cell population proliferation",
        },
    ),
    # what is shared
    (
        "FOXO3 is phosphorylated and inactivated by AKT.",
        {"AKT | modifies | FOXO3", "AKT | inhibits | FOXO3"},
    ),
    (
        "AKT is phosphorylated at Thr308 by PDK1 and at Ser473 by mTORC2.",
        {"PDPK1 | modifies | AKT", "mTORC2 | modifies | AKT"},
    ),
    (
        "E2F1 associates with and is acetylated by EP300.",
        {"E2F1 | binds | EP300", "EP300 | modifies | E2F1"},
    ),
    (
        "JAK2 (1) phosphorylates FAK, (2) activates STAT3 and (3) inhibits apoptosis.",
        {
            "JAK2 | modifies | PTK2",
            "JAK2 | activates | STAT3",
            "JAK2 | inhibits | apoptotic process",
        },
    ),
    (
        "AKT phosphorylates FOXO3, causing its nuclear export and inhibition.",
        {"AKT | modifies | FOXO3", "AKT | inhibits | FOXO3"},
    ),
    (
        "SRC and FYN are kinases that phosphorylate FAK.",
        {"SRC | modifies | PTK2", "FYN | modifies | PTK2"},
    ),
    (
        "The LUBAC complex, consisting of RBCK1, RNF31 and SHARPIN, activates NFKB1.",
        {"RBCK1 | activates | NFKB1", "RNF31 | activates | NFKB1", "SHARPIN | activates | NFKB1"},
    ),
    # what follows
    ("TP53 induces CDKN1A such that CDK2 is inhibited.", {"TP53 | activates | CDKN1A"}),
    ("TP53 induces CDKN1A, with subsequent inhibition of CDK2.", {"TP53 | activates | CDKN1A"}),
    ("The consequence of PTEN loss is activation of AKT.", {"PTEN[loss] | activates | AKT"}),
    (
        "Angiogenesis is a result of VEGFA overexpression.",
        {"VEGFA[overexpression] | activates | angiogenesis"},
    ),
    (
        "AR downregulation is secondary to suppression of MDM2.",
        {"MDM2[inhibition] | downregulates | AR"},
    ),
    (
        "Apoptosis was due to inhibition of BCL2.",
        {"BCL2[inhibition] | activates | apoptotic process"},
    ),
    ("RAS activates RAF, and this activates MEK.", {"RAS | activates | RAF"}),
    (
        "WNT3A stabilizes CTNNB1 so that it can induce MYC expression.",
        {"WNT3A | upregulates | CTNNB1", "CTNNB1 | upregulates | MYC"},
    ),
    (
        "When AKT is phosphorylated by PDK1, it inhibits GSK3B.",
        {"PDPK1 | modifies | AKT", "AKT | inhibits | GSK3B"},
    ),
    (
        "ERK regulates the phosphorylation of RPTOR, leading to mTORC1 activation.",
        {"ERK | modifies | RPTOR", "RPTOR[activation] | activates | mTORC1"},
    ),
    # others
    ("EGFR regulates the phosphorylation of STAT3.", {"EGFR | modifies | STAT3"}),
    ("PDGFR-regulated STAT3 activation promotes angiogenesis.", {"PDGFR | activates | STAT3"}),
    ("PKCE phosphorylates Thr 1160 of INSR.", {"PRKCE | modifies | INSR"}),
    ("PKA phosphorylates Ser-675 on CTNNB1.", {"PKA | modifies | CTNNB1"}),
    ("IL-10 secretion is TLR9 dependent.", {"TLR9 | upregulates | IL10"}),
    (
        "Calcium activates enzymes such as calmodulin and calcineurin.",
        {"calcium | activates | CALM", "calcium | activates | PPP3"},
    ),
    ("PI3K is activated by signaling through EGFR.", {"EGFR | activates | PI3K"}),
    (
        "Stromal cells producing WNT5A induce EMT.",
        {"WNT5A | activates | epithelial to mesenchymal transition"},
    ),
    (
        "miR-34a targets and downregulates MET.",
        {"MIR34A | targets | MET", "MIR34A | downregulates | MET"},
    ),
    (
        "Diagram depicting STAT3 activation by IL-6 and its inhibition by SOCS3.",
        {"IL6 | activates | STAT3", "SOCS3 | inhibits | STAT3"},
    ),
    (
        "Vemurafenib blocking BRAF and thereby ERK.",
        {"vemurafenib | inhibits | BRAF", "vemurafenib | inhibits | ERK"},
    ),
    ("AKT is a substrate of PDK1.", {"PDPK1 | modifies | AKT"}),
]
NEVER = [
    # a clause of its own has its own agents
    (
        "Even when EGFR is inhibited by gefitinib, activation of AKT is maintained through ERBB3.",
        "ERBB3 | inhibits | EGFR",
    ),
    # the first "in" only says when
    (
        "In tumor growth, loss of PTEN results in activation of AKT.",
        "PTEN[loss] | activates | tumor growth",
    ),
    # what only comes after is not done by the agent of what comes last
    ("FOXO3 is phosphorylated and then degraded by MDM2.", "MDM2 | modifies | FOXO3"),
    # tumours that need a gene do not have it raised in them
    ("KRAS-mutant tumors require MAPK1.", "MAPK1 | activates | KRAS"),
]


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clause_yields_its_claims(extract_text, text, expected):
    found = {claim_text(triple) for triple in extract_text(text)}
    assert expected <= found


@pytest.mark.parametrize(("text", "unwanted"), NEVER)
def test_clause_never_yields_a_claim(extract_text, text, unwanted):
    assert unwanted not in {claim_text(triple) for triple in extract_text(text)}
