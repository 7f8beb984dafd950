"""Who acts where an event, a place or a class stands between, from plain text to claims."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

WORDINGS = [
    # what becomes of what is modified is the doing of who modifies it
    (
        "AKT-mediated phosphorylation of FOXO3 leads to its degradation.",
        {"AKT | modifies | FOXO3", "AKT | downregulates | FOXO3"},
    ),
    (
        "ATM-mediated p53 phosphorylation prevents its degradation.",
        {"ATM | modifies | TP53", "ATM | upregulates | TP53"},
    ),
    (
        "AKT phosphorylation of p27 leads to its mislocalization.",
        {"AKT | modifies | CDKN1B", "AKT | inhibits | CDKN1B"},
    ),
    # places on the way of a signal
    ("AKT is activated downstream of PI3K.", {"PI3K | activates | AKT"}),
    (
        "Activation of ERK downstream of RAS drives proliferation.",
        {"RAS | activates | ERK"},
    ),
    ("The EGF signal is transduced via RAS.", {"EGF | acts_through | RAS"}),
    (
        "The Wnt signaling pathway is mediated through Dvl.",
        {"Wnt signaling pathway | acts_through | DVL"},
    ),
    (
        "TLR4 activates the MyD88-dependent pathway.",
        {"TLR4 | activates | MYD88 signaling pathway"},
    ),
    # agents hung on the verb, on the other side, or on the process
    (
        "XIAP can directly inhibit caspase 9 activation by Apaf-1.",
        {"XIAP | inhibits | CASP9", "APAF1 | activates | CASP9"},
    ),
    ("Inhibition by PTEN of AKT signaling.", {"PTEN | inhibits | AKT signaling pathway"}),
    ("Caspase 8 is a target of activation by FADD.", {"FADD | activates | CASP8"}),
    ("FOXO3 is a target of AKT phosphorylation.", {"AKT | modifies | FOXO3"}),
    ("Fungal recognition by dectin-1 can activate Syk.", {"CLEC7A | activates | SYK"}),
    (
        "Upon binding of TNF to TNFR1, NF-κB is activated.",
        {"TNF | activates | NFkappaB", "TNFRSF1A | activates | NFkappaB"},
    ),
    (
        "AKT, together with ERK, activates mTOR.",
        {"AKT | activates | MTOR", "ERK | activates | MTOR"},
    ),
    # a class that is announced, and what one is to another
    ("Another caspase, caspase-3, is activated by caspase-9.", {"CASP9 | activates | CASP3"}),
    ("p53 induces p21, a CDK inhibitor.", {"CDKN1A | inhibits | CDK"}),
    ("Targets of miR-21 include PTEN.", {"MIR21 | targets | PTEN"}),
    ("Known activators of AMPK are metformin and AICAR.", {"metformin | activates | AMPK"}),
    (
        "PIP3 enables recruitment of PH domain-containing proteins (e.g., AKT, PDK1).",
        {"phosphatidylinositol 3,4,5-trisphosphate | activates | AKT"},
    ),
    ("Role of AKT in promoting angiogenesis.", {"AKT | activates | angiogenesis"}),
    (
        "The antiproliferative effect of curcumin by inhibition of STAT3.",
        {"curcumin | inhibits | STAT3"},
    ),
    # adjectives of lists
    (
        "AKT inhibition leads to decreased cyclin D1 expression and ERK phosphorylation.",
        {"AKT[inhibition] | downregulates | CCND1", "AKT[inhibition] | inhibits | ERK"},
    ),
    (
        "SRC inhibition leads to decreased proliferation and migration.",
        {"SRC[inhibition] | inhibits | cell migration"},
    ),
    (
        "Mutant KRAS, BRAF and PIK3CA activate ERK.",
        {"KRAS[mutation] | activates | ERK", "PIK3CA[mutation] | activates | ERK"},
    ),
    (
        "Reduced degradation of MYC promotes angiogenesis.",
        {"MYC[overexpression] | activates | angiogenesis"},
    ),
    ("PTEN-deficient cells exhibit AKT activation.", {"PTEN[loss] | activates | AKT"}),
    # what comes next
    (
        "Kaempferol inhibits Akt phosphorylation, which in turn inhibits expression of Bcl-xL.",
        {"AKT[inhibition] | downregulates | BCL2L1"},
    ),
    (
        "IKK causes degradation of IκB, which in turn activates NF-κB.",
        {"IKB[loss] | activates | NFkappaB"},
    ),
    (
        "ROS activate cells to produce TNF, leading to angiogenesis.",
        {"TNF[overexpression] | activates | angiogenesis"},
    ),
    (
        "JNK induces cell death through BCL-2 phosphorylation and inhibition.",
        {"BCL2[inhibition] | activates | cell death"},
    ),
    (
        "When EGFR is inhibited, ERK is inactivated while p27 is upregulated.",
        {"EGFR[inhibition] | inhibits | ERK", "EGFR[inhibition] | upregulates | CDKN1B"},
    ),
    ("p21 impedes CDK2 from complexing with Cyclin E.", {"CDKN1A | inhibits | CDK2"}),
    ("HSP90 prevents AKT from being degraded.", {"HSP90 | upregulates | AKT"}),
    (
        "(1) EGF binds EGFR; (2) activation of RAS by SOS1.",
        {"EGF | binds | EGFR", "SOS1 | activates | RAS"},
    ),
    # kinds and sites of what is named
    ("IP3R ion channels release calcium.", {"ITPR | upregulates | calcium"}),
    (
        "ASPH catalyzes the hydroxylation of aspartyl residues present in domains of Notch.",
        {"ASPH | modifies | Notch"},
    ),
    (
        "SHP-2 can be recruited and bind to the ITSM sequence in the PD-1 cytoplasmic tail.",
        {"PTPN11 | binds | PDCD1"},
    ),
    ("FASL inhibits apoptosis by combining with FAS.", {"FASLG | binds | FAS"}),
    # verbs that are read as something else
    ("SOX2 helps maintain NANOG expression.", {"SOX2 | upregulates | NANOG"}),
    (
        "Stimulation of MC1R activates ERK1/2 cascade promoting MITF transcriptional activity.",
        {"MC1R[activation] | activates | ERK signaling pathway"},
    ),
    (
        "Another hub involves miR-15a, the expression of which is inhibited by MECP2.",
        {"MECP2 | downregulates | MIR15A"},
    ),
    ("EGFR is able to transduce signals via AKT.", {"EGFR | acts_through | AKT"}),
    # what a noun stands for, and what goes with it
    (
        "Mutations causing activation of PI3K lead to enhanced mTOR signaling.",
        {"PI3K[activation] | activates | MTOR signaling pathway"},
    ),
    (
        "Hypoxia results in suppression of ALDOB followed by the induction of HK2.",
        {"hypoxia | inhibits | ALDOB", "hypoxia | activates | HK2"},
    ),
    (
        "Silencing of BRCA1 and treatment with olaparib induce apoptosis.",
        {"BRCA1[loss] | activates | apoptotic process", "olaparib | activates | apoptotic process"},
    ),
]

NEVER = [
    (
        "Silencing of BRCA1 and treatment with olaparib induce apoptosis.",
        "olaparib | inhibits | BRCA1",
    ),
    ("(1) EGF binds EGFR; (2) activation of RAS by SOS1.", "EGF | binds | RAS"),
    (
        "SRC loss leads to reduced proliferation and apoptosis.",
        "SRC[loss] | inhibits | apoptotic process",
    ),
    ("EGF activates RAS, which in turn activates RAF.", "RAS[inhibition] | activates | RAF"),
    ("p21 impedes CDK2 from complexing with Cyclin E.", "CDKN1A | inhibits | Cyclin_E"),
    ("RAF and MEK act downstream of RAS.", "RAS | activates | RAS"),
    ("The kinases AKT, ERK and JNK activate MYC.", "AKT | activates | ERK"),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_go_between_yields_its_claims(extract_text, text, expected):
    found = {claim_text(triple) for triple in extract_text(text)}
    assert expected <= found


@pytest.mark.parametrize(("text", "unwanted"), NEVER)
def test_go_between_never_yields_a_claim(extract_text, text, unwanted):
    assert unwanted not in {claim_text(triple) for triple in extract_text(text)}
