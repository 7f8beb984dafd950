"""Lists, brackets and titles that say something, from plain text to claims."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

WORDINGS = [
    # those who act, and the members of what acts
    ("AKT activators such as PDK1 drive growth.", {"PDPK1 | activates | AKT"}),
    (
        "Negative regulators of MTOR, such as TSC2 and DEPTOR, are lost.",
        {"TSC2 | inhibits | MTOR", "DEPTOR | inhibits | MTOR"},
    ),
    (
        "Upstream activators of AMPK (LKB1 and CAMKK2) are shown.",
        {"STK11 | activates | AMPK", "CAMKK2 | activates | AMPK"},
    ),
    (
        "HMOX1 as a stimulator and inhibitor of angiogenesis.",
        {"HMOX1 | activates | angiogenesis", "HMOX1 | inhibits | angiogenesis"},
    ),
    (
        "TAK1 activates MAPKs (ERK, JNK, and p38).",
        {"MAP3K7 | activates | ERK", "MAP3K7 | activates | JNK", "MAP3K7 | activates | p38"},
    ),
    ("ERK induces transcription of regulators such as DUSP6.", {"ERK | upregulates | DUSP6"}),
    ("TP53 induces gene expression, including BAX.", {"TP53 | upregulates | BAX"}),
    (
        "SMAD4 upregulates genes for CTGF and periostin.",
        {"SMAD4 | upregulates | CCN2", "SMAD4 | upregulates | POSTN"},
    ),
    ("TP53 induces a protein called PUMA.", {"TP53 | activates | BBC3"}),
    (
        "Drugs that inhibit MTOR: rapamycin, everolimus and metformin.",
        {"sirolimus | inhibits | MTOR", "metformin | inhibits | MTOR"},
    ),
    (
        "Pathways whose aberrant activity promotes angiogenesis include the Wnt pathway.",
        {"Wnt signaling pathway | activates | angiogenesis"},
    ),
    # what somebody does, told by events
    (
        "Effects of metformin: activation of AMPK, inhibition of MTOR.",
        {"metformin | activates | AMPK", "metformin | inhibits | MTOR"},
    ),
    (
        "The effects of metformin include activation of AMPK and inhibition of MTOR.",
        {"metformin | activates | AMPK", "metformin | inhibits | MTOR"},
    ),
    # events side by side
    ("Activation and nuclear translocation of NF-κB by TNF.", {"TNF | activates | NFkappaB"}),
    (
        "JAK2-mediated STAT3 phosphorylation and nuclear translocation.",
        {"JAK2 | modifies | STAT3", "JAK2 | activates | STAT3"},
    ),
    (
        "Hypoxia-induced HIF1A stabilization and VEGFA secretion.",
        {"hypoxia | upregulates | HIF1A", "hypoxia | upregulates | VEGFA"},
    ),
    (
        "EGFR-dependent AKT, ERK and STAT3 activation.",
        {"EGFR | activates | AKT", "EGFR | activates | ERK", "EGFR | activates | STAT3"},
    ),
    (
        "TXNIP induces inflammation and endothelium dysfunction by the p38 pathway.",
        {"TXNIP | activates | inflammatory response"},
    ),
    (
        "PRKCE acts through phosphorylation (and inactivation) of BAD.",
        {"PRKCE | modifies | BAD", "PRKCE | inhibits | BAD"},
    ),
    (
        "Activation of RAC1 through SRC-mediated phosphorylation is shown.",
        {"SRC | activates | RAC1", "SRC | modifies | RAC1"},
    ),
    (
        "TRAF6 inhibition is achieved by activation of SOCS1 or inhibition of TRIM13.",
        {"SOCS1[activation] | inhibits | TRAF6", "TRIM13[inhibition] | inhibits | TRAF6"},
    ),
    (
        "Ligand-binding to TLR4 and EGFR activates ADAM17.",
        {"TLR4 | activates | ADAM17", "EGFR | activates | ADAM17"},
    ),
    ("ULK1 complex formation is blocked by MTOR.", {"MTOR | inhibits | ULK complex"}),
    (
        "AKT and ERK are important kinases promoting cell survival.",
        {"AKT | activates | cell survival", "ERK | activates | cell survival"},
    ),
    # where a molecule binds
    ("A TP53-binding site in the CDKN1A promoter is shown.", {"TP53 | binds | CDKN1A"}),
    ("STAT3 binding sites were found in the MYC promoter.", {"STAT3 | binds | MYC"}),
    (
        "HIF1A binds to elements present in the promoter region of VEGFA.",
        {"HIF1A | binds | VEGFA"},
    ),
    # drugs and their targets in brackets
    (
        "Erlotinib (EGFR), crizotinib (ALK) and vemurafenib (BRAF) are approved.",
        {
            "erlotinib | targets | EGFR",
            "crizotinib | targets | ALK",
            "vemurafenib | targets | BRAF",
        },
    ),
    ("Olaparib – PARP inhibitor; trametinib – MEK inhibitor.", {"trametinib | targets | MEK"}),
    ("Trametinib + dabrafenib inhibited growth.", {"trametinib | combined_with | dabrafenib"}),
    (
        "Targets of miR-21 (PTEN, PDCD4 and TPM1) are shown.",
        {"MIR21 | targets | PTEN", "MIR21 | targets | TPM1"},
    ),
    # what a colon or bracket tells of a resistance
    (
        "Acquired resistance to vemurafenib: NRAS mutation and loss of PTEN.",
        {
            "NRAS[mutation] | confers_resistance_to | vemurafenib",
            "PTEN[loss] | confers_resistance_to | vemurafenib",
        },
    ),
    (
        "Resistance to cetuximab (KRAS mutation, MET amplification) is common.",
        {
            "KRAS[mutation] | confers_resistance_to | cetuximab",
            "MET[amplification] | confers_resistance_to | cetuximab",
        },
    ),
    (
        "Loss of PTEN: resistance to trastuzumab.",
        {"PTEN[loss] | confers_resistance_to | trastuzumab"},
    ),
    (
        "Overcoming resistance to vemurafenib with trametinib.",
        {"trametinib | sensitizes_to | vemurafenib"},
    ),
    ("IL6 induces gp130 homodimerization.", {"IL6 | activates | IL6ST"}),
    ("A signaling pathway via Gq proteins activates PLC.", {"G_q | activates | PLC"}),
    (
        "Therapies target EGFR (cetuximab) and VEGFA (bevacizumab).",
        {"cetuximab | targets | EGFR", "bevacizumab | targets | VEGFA"},
    ),
]
NEVER = [
    ("Inhibitors of transporters, including SLC6A4, act on SLC6A2.", "SLC6A4 | inhibits"),
    ("The E2F activators (E2F1, E2F2) induce BIRC5.", "E2F1 | activates | E2F"),
    ("Anti-inflammatory mediators such as TGFB1 are secreted by IL10.", "TGFB1 | inhibits"),
    ("Doxorubicin was given (EGFR was measured).", "doxorubicin | targets | EGFR"),
    ("E2F1 binds to the E2F site in the CDK1 promoter.", "E2F1 | binds | E2F"),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS, ids=[text for text, _ in WORDINGS])
def test_list_yields_its_claims(extract_text, text, expected):
    found = {claim_text(triple) for triple in extract_text(text)}
    assert expected <= found


@pytest.mark.parametrize(("text", "unwanted"), NEVER, ids=[text for text, _ in NEVER])
def test_list_never_yields_a_claim(extract_text, text, unwanted):
    found = {claim_text(triple) for triple in extract_text(text)}
    assert not any(claim.startswith(unwanted) for claim in found)
