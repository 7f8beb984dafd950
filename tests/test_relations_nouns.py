"""Nouns of events, classes and complexes, from plain text to claims, with the packaged model."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

WORDINGS = [
    # events in nouns and who acts in them
    ("PDGFR-regulated STAT3 activation drives fibrosis.", {"PDGFR | activates | STAT3"}),
    ("EGFR regulates the activation of ERK.", {"EGFR | activates | ERK"}),
    ("ERK regulates phosphorylation of raptor.", {"ERK | modifies | RPTOR"}),
    ("PTEN loss-induced AKT activation drives tumor growth.", {"PTEN[loss] | activates | AKT"}),
    (
        "Ubiquitination and degradation of p53 by MDM2.",
        {"MDM2 | modifies | TP53", "MDM2 | downregulates | TP53"},
    ),
    (
        "Downregulation of CDH1 and upregulation of VIM by ZEB1.",
        {"ZEB1 | downregulates | CDH1", "ZEB1 | upregulates | VIM"},
    ),
    (
        "BCR activation leads to BTK translocation and phosphorylation by LYN.",
        {"LYN | modifies | BTK"},
    ),
    (
        "Curcumin induces apoptosis through inhibition of NF-κB and activation of p53.",
        {"curcumin | inhibits | NFkappaB", "curcumin | activates | TP53"},
    ),
    (
        "SHP2 loss blocks activation of ERK and of AKT.",
        {"PTPN11[loss] | inhibits | ERK", "PTPN11[loss] | inhibits | AKT"},
    ),
    ("IL10 secretion is TLR9 dependent.", {"TLR9 | upregulates | IL10"}),
    (
        "p38 is activated by phosphorylation by MKK3.",
        {"MAP2K3 | activates | p38", "MAP2K3 | modifies | p38"},
    ),
    ("PKC phosphorylates Thr 1160 of INSR.", {"PKC | modifies | INSR"}),
    (
        "AMPK activation leads to dephosphorylation of CRTC2.",
        {"AMPK[activation] | modifies | CRTC2"},
    ),
    # who is meant by a noun
    (
        "GSK3B is the major protein kinase regulating tau phosphorylation.",
        {"GSK3B | modifies | MAPT"},
    ),
    ("XIAP acts as an E3 ligase for RIPK2.", {"XIAP | modifies | RIPK2"}),
    (
        "S6K1 and 4E-BP1 are direct substrates of mTORC1.",
        {"mTORC1 | modifies | RPS6KB1", "mTORC1 | modifies | EIF4EBP1"},
    ),
    (
        "TNF induces cytokines (IL6, IL8) in macrophages.",
        {"TNF | activates | IL6", "TNF | activates | CXCL8"},
    ),
    (
        "Upstream kinases (LKB1, CaMKK2) phosphorylate AMPK.",
        {"STK11 | modifies | AMPK", "CAMKK2 | modifies | AMPK"},
    ),
    (
        "Members of the RAF family (ARAF, BRAF) phosphorylate MEK.",
        {"ARAF | modifies | MEK", "BRAF | modifies | MEK"},
    ),
    (
        "The tumor suppressors PTEN and TP53 inhibit AKT.",
        {"PTEN | inhibits | AKT", "TP53 | inhibits | AKT"},
    ),
    (
        "The cell cycle inhibitors p21 and p27 are upregulated by FOXO3.",
        {"FOXO3 | upregulates | CDKN1A", "FOXO3 | upregulates | CDKN1B"},
    ),
    (
        "miR-30e inhibits the MAPK pathway, including the phosphorylation of ERK.",
        {"MIR30E | inhibits | ERK"},
    ),
    # what is given, and by what something is done
    ("Stimulation of EGFR with EGF activates ERK.", {"EGF | activates | EGFR"}),
    ("Stimulation by EGF activates ERK.", {"EGF | activates | ERK"}),
    ("Blocking PD-1 with nivolumab activates T cells.", {"nivolumab | inhibits | PDCD1"}),
    ("Phosphorylation of DVL2 with CK1ε was seen.", {"CSNK1E | modifies | DVL2"}),
    # ways
    ("EGFR regulation of MYC expression through ERK.", {"EGFR | acts_through | ERK"}),
    ("The effect of leptin on migration via JAK2.", {"LEP | acts_through | JAK2"}),
    ("Calcium influx through TRPV4 activates calmodulin.", {"TRPV4 | activates | calcium influx"}),
    ("The antitumor effect of metformin is mediated by AMPK.", {"AMPK | inhibits | tumor growth"}),
    # what is formed
    ("20-HETE stimulates superoxide formation.", {"20-HETE | upregulates | superoxide"}),
    (
        "Formation of the YAP1-TEAD4 complex inhibits apoptosis.",
        {"YAP1 | inhibits | apoptotic process", "YAP1 | binds | TEAD4"},
    ),
    # complexes and binding
    ("Verteporfin disrupts the YAP1-TEAD4 complex.", {"YAP1 | binds | TEAD4"}),
    ("NF-κB dimers (p50/p65) translocate to the nucleus.", {"NFKB1 | binds | RELA"}),
    ("Fas (CD95)/FasL interactions induce apoptosis.", {"FAS | binds | FASLG"}),
    (
        "The association of integrins with the Met receptor activates RAS.",
        {"Integrins | binds | MET"},
    ),
    ("KEAP1 dissociates from NRF2.", {"KEAP1 | binds | NFE2L2"}),
    ("Recruitment of GRB2 to EGFR activates SOS1.", {"GRB2 | binds | EGFR"}),
    # states
    (
        "Ectopic expression of SNAI1 induces EMT.",
        {"SNAI1[overexpression] | activates | epithelial to mesenchymal transition"},
    ),
    ("The active form of RAS activates RAF.", {"RAS[activation] | activates | RAF"}),
]

NEVER = [
    # the members of one side of a binding, and of a choice
    ("Binding of EGF and TGFA to EGFR was seen.", "EGF | binds | TGFA"),
    ("The ligation of TNFR1 or Fas induces apoptosis.", "TNFRSF1A | binds | FAS"),
    ("CDK4/6-cyclin D1 complexes phosphorylate RB1.", "CDK4 | binds | CDK6"),
    (
        "The interactions between EGFR, MYC, KRAS, TP53, AKT1 and PTEN were studied.",
        "MYC | binds | KRAS",
    ),
    # what becomes of a protein that is spared an acetylation
    ("SIRT2 inhibits the acetylation of PCK1.", "SIRT2 | inhibits | PCK1"),
    ("AMPK activation leads to dephosphorylation of CRTC2.", "AMPK[activation] | inhibits | CRTC2"),
    # a way without a sign, and what is lost in the end
    (
        "IL6 suppresses apoptosis via the STAT3 pathway.",
        "STAT3 signaling pathway | inhibits | apoptotic process",
    ),
    (
        "IKK mediates the phosphorylation and degradation of IκBα, activating NF-κB.",
        "NFKBIA[activation] | activates | NFkappaB",
    ),
    ("The antitumor effect of metformin is mediated by AMPK.", "AMPK | activates | tumor growth"),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_noun_yields_its_claims(extract_text, text, expected):
    found = {claim_text(triple) for triple in extract_text(text)}
    assert expected <= found


@pytest.mark.parametrize(("text", "unwanted"), NEVER)
def test_noun_never_yields_a_claim(extract_text, text, unwanted):
    assert unwanted not in {claim_text(triple) for triple in extract_text(text)}
