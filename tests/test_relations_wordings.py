"""Wordings of English, from plain text to claims, with the packaged names and language model."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

WORDINGS = [
    # what follows from an event is said of the event and of who brought it about
    (
        "EGF activates AKT, leading to cell proliferation.",
        {
            "EGF | activates | AKT",
            "AKT[activation] | activates | cell population proliferation",
            "EGF | activates | cell population proliferation",
        },
    ),
    (
        "Activation of CB1R inhibits adenylyl cyclase activity leading to a reduction in cAMP.",
        {
            "CNR1[activation] | inhibits | ADCY",
            "ADCY[inhibition] | downregulates | cyclic AMP",
            "CNR1[activation] | downregulates | cyclic AMP",
        },
    ),
    (
        "Curcumin induced autophagy by down-regulation of BCL2, leading to activation of CASP3.",
        {"BCL2[loss] | activates | CASP3"},
    ),
    (
        "We discuss the role of curcumin in attenuating inflammation.",
        {"curcumin | inhibits | inflammatory response"},
    ),
    (
        "Mutations in GNAQ or GNA11 lead to activation of AKT.",
        {"GNAQ[mutation] | activates | AKT", "GNA11[mutation] | activates | AKT"},
    ),
    # nouns without a name
    (
        "Signaling mediated by RSK1 promotes cell proliferation.",
        {"RPS6KA1 | activates | cell population proliferation"},
    ),
    (
        "TGF-β activates a range of pathways involving ERK and AKT.",
        {"TGFB | activates | ERK", "TGFB | activates | AKT"},
    ),
    (
        "Nilotinib inhibits genes that promote cell proliferation.",
        {"nilotinib | inhibits | cell population proliferation"},
    ),
    (
        "AKT is activated by a mechanism which requires PKC.",
        {"PKC | activates | AKT"},
    ),
    (
        "Mutations in genes that encode β-catenin result in activation of MYC.",
        {"CTNNB1[mutation] | activates | MYC"},
    ),
    (
        "Kinases of LKB1, such as NUAK1, mediate steps of neurite development.",
        {"NUAK1 | activates | neuron projection development"},
    ),
    (
        "Wortmannin (a PI3K inhibitor), U0126 (a MEK inhibitor) and rapamycin (an mTOR blocker).",
        {"wortmannin | targets | PI3K", "u0126 | targets | MEK"},
    ),
    (
        "Treatment of cells with imatinib blocked phosphorylation of KIT.",
        {"imatinib | inhibits | KIT"},
    ),
    (
        "Pyrrolidine dithiocarbamate, a NF-kappaB inhibitor, upregulates MMP-1.",
        {"pyrrolidine dithiocarbamate | upregulates | MMP1"},
    ),
    (
        "The induction of IL-1beta, but not of MIP-2 or TNF, was blocked by wortmannin.",
        {"wortmannin | inhibits | IL1B", "wortmannin | inhibits | TNF (negated)"},
    ),
    (
        "Depletion of RAB7A decreased VEGFR2 Y1175 phosphorylation.",
        {"RAB7A[loss] | inhibits | KDR"},
    ),
    ("TIE1 is suppressed by shear stress and by TNF.", {"TNF | inhibits | TIE1"}),
    ("TGF-β ligands activate SMAD2.", {"TGFB | activates | SMAD2"}),
    ("Histamine is a ligand for H1R.", {"histamine | binds | HRH1"}),
    ("EGFR counteracts the effects of repressors such as p53.", {"EGFR | inhibits | TP53"}),
    # pronouns
    (
        "When the β-catenin/LEF1 complex is activated, it promotes tumor growth.",
        {"CTNNB1 | activates | tumor growth", "LEF1 | activates | tumor growth"},
    ),
    (
        "Activated IKK phosphorylates IκBα leading to its degradation.",
        {"IKK_complex[activation] | downregulates | NFKBIA"},
    ),
    # modifications that say what they do
    (
        "CAK mediates the activating phosphorylation of CDK2.",
        {"CDK_activating_kinase_complex | activates | CDK2"},
    ),
    (
        "NUAK1 inhibits the inhibitory phosphorylation of GSK3β.",
        {"NUAK1 | activates | GSK3B"},
    ),
    # idioms and light verbs
    ("The STAT3 pathway gives rise to HK2.", {"STAT3 signaling pathway | upregulates | HK2"}),
    ("EGF turns on AKT.", {"EGF | activates | AKT"}),
    ("BAD undergoes phosphorylation by AKT.", {"AKT | modifies | BAD"}),
    (
        "β-catenin is subjected to destruction by the complex of axin and APC.",
        {"AXIN | downregulates | CTNNB1", "APC | downregulates | CTNNB1"},
    ),
    # chemistry
    (
        "PI3K catalyzes the conversion of PIP2 to PIP3.",
        {
            "PI3K | downregulates | phosphatidylinositol 4,5-bisphosphate",
            "PI3K | upregulates | phosphatidylinositol 3,4,5-trisphosphate",
        },
    ),
    ("Erlotinib is metabolized by CYP3A4.", {"CYP3A4 | downregulates | erlotinib"}),
    # dependence
    ("Apoptosis was dependent upon p53.", {"TP53 | activates | apoptotic process"}),
    ("CYLD-dependent inhibition of AKT was seen.", {"CYLD | inhibits | AKT"}),
    # predicate nouns
    ("Myt1 is a kinase that inhibits Cdc2.", {"PKMYT1 | inhibits | CDK1"}),
    (
        "Fulvestrant is an ER antagonist that destroys the ER.",
        {"fulvestrant | downregulates | ESR", "fulvestrant | targets | ESR"},
    ),
    # lists
    (
        "E2F-1, E2F-2, and E2F-3 repressed hTERT in tumor cells.",
        {"E2F1 | inhibits | TERT", "E2F2 | inhibits | TERT", "E2F3 | inhibits | TERT"},
    ),
    (
        "Sorafenib inhibits both 5-lipoxygenase and ornithine decarboxylase.",
        {"sorafenib | inhibits | ALOX5", "sorafenib | inhibits | ODC1"},
    ),
    (
        "Inhibitors of PI3K, Akt, and mTOR in combination with Trastuzumab are explored.",
        {
            "PI3K inhibitor | combined_with | trastuzumab",
            "AKT inhibitor | combined_with | trastuzumab",
            "MTOR inhibitor | combined_with | trastuzumab",
        },
    ),
    # drugs
    (
        "Inhibition of mTOR using RAD001 improves the response to Trastuzumab.",
        {
            "MTOR[inhibition] | sensitizes_to | trastuzumab",
            "everolimus | sensitizes_to | trastuzumab",
        },
    ),
    (
        "Thalidomide has several effects, including the inhibition of TNF alpha.",
        {"thalidomide | inhibits | TNF"},
    ),
    ("Upon EGFR inhibition, HER3 is upregulated.", {"EGFR[inhibition] | upregulates | ERBB3"}),
    (
        "An increase in p27 following Trastuzumab treatment was not seen.",
        {"trastuzumab | upregulates | CDKN1B (negated)"},
    ),
    # sentences that end in a letter
    (
        "E2F activates cyclin E. CDK2 drives G1 to S phase transition.",
        {
            "E2F | activates | Cyclin_E",
            "CDK2 | activates | G1/S transition of mitotic cell cycle",
        },
    ),
    # what something does, told as a quality or as what becomes of something else
    ("BAX is pro-apoptotic.", {"BAX | activates | apoptotic process"}),
    (
        "Curcumin has anti-inflammatory effects.",
        {"curcumin | inhibits | inflammatory response"},
    ),
    ("AKT1 renders GSK3B inactive.", {"AKT1 | inhibits | GSK3B"}),
    (
        "Arachidonic acid is metabolized via PTGS2 to prostaglandin E2.",
        {
            "PTGS2 | upregulates | prostaglandin E2",
            "PTGS2 | downregulates | arachidonic acid",
        },
    ),
    # cells in which something is altered
    (
        "In CREB1 mutants, there is reduced TBX6 expression.",
        {"CREB1[mutation] | downregulates | TBX6"},
    ),
    (
        "Reduced MYC expression was seen in BRD4-deficient cells.",
        {"BRD4[loss] | downregulates | MYC"},
    ),
    (
        "In the absence of WNT3A, CTNNB1 is degraded by the proteasome.",
        {"WNT3A[loss] | downregulates | CTNNB1", "Proteasome | downregulates | CTNNB1"},
    ),
    (
        "In response to hypoxia, there is a release of VEGFA.",
        {"hypoxia | upregulates | VEGFA"},
    ),
    # what stands for a name before it
    (
        "EGFR activates the MAPK pathway, and this pathway promotes cell proliferation.",
        {"MAPK signaling pathway | activates | cell population proliferation"},
    ),
    (
        (
            "CDK2 and CCNE1 are regulated by ERBB2, and both proteins contribute to trastuzumab "
            "resistance."
        ),
        {
            "CDK2 | confers_resistance_to | trastuzumab",
            "CCNE1 | confers_resistance_to | trastuzumab",
        },
    ),
    (
        "SRC binds STAT3 and phosphorylates this transcription factor.",
        {"SRC | modifies | STAT3"},
    ),
    # a class of drugs and those that belong to it
    (
        "Several EGFR inhibitors have been developed including gefitinib and erlotinib.",
        {"gefitinib | targets | EGFR", "erlotinib | targets | EGFR"},
    ),
    (
        (
            "Because of the widespread use of the selective COX-2 inhibitor, celecoxib, we studied "
            "healing."
        ),
        {"celecoxib | targets | PTGS2"},
    ),
    # responses side by side, of which the parser hangs the second too high
    (
        (
            "KRAS mutation was associated with reduced response to cisplatin and increased "
            "sensitivity to paclitaxel."
        ),
        {
            "KRAS[mutation] | confers_resistance_to | cisplatin",
            "KRAS[mutation] | sensitizes_to | paclitaxel",
        },
    ),
    # a denial ends where the contrast begins
    (
        "TP53 does not interfere with AKT1 signaling, but inhibits CASP1.",
        {"TP53 | inhibits | CASP1"},
    ),
    ("Mutant PIK3CA expression activates AKT1.", {"PIK3CA[mutation] | activates | AKT1"}),
    # what is listed shares what is said of the list
    (
        "Inactivation of tumor suppressors such as TP53, PTEN or AMPK enhances glycolysis.",
        {
            "TP53[loss] | activates | glycolytic process",
            "PTEN[loss] | activates | glycolytic process",
            "AMPK[loss] | activates | glycolytic process",
        },
    ),
    (
        "Loss of tumor suppressors, including TP53 and PTEN, promotes cell proliferation.",
        {
            "TP53[loss] | activates | cell population proliferation",
            "PTEN[loss] | activates | cell population proliferation",
        },
    ),
    (
        "IGF2R lacks a kinase domain and leads to IGF2 degradation.",
        {"IGF2R | downregulates | IGF2"},
    ),
]

NEVER = [
    (
        "Wortmannin (a PI3K inhibitor), U0126 (a MEK inhibitor) and rapamycin (an mTOR blocker).",
        "u0126 | targets | PI3K",
    ),
    (
        "A temperature-sensitive EGFR mutant was lost. Etoposide was used.",
        "EGFR[mutation] | sensitizes_to | etoposide",
    ),
    (
        "The serum response element binds SRF. Etoposide was used.",
        "SRF | sensitizes_to | etoposide",
    ),
    (
        "Degradation can be augmented by IGF-1 or via miRNAs.",
        "IGF1 | acts_through | microRNA",
    ),
    ("Activation of S6 occurs via AKT.", "RPS6[activation] | acts_through | AKT"),
    ("The binding of BRAF and MEK inhibitors was seen.", "BRAF inhibitor | binds | MEK inhibitor"),
    (
        "The inhibitors, physostigmine and tacrine, reduced ACHE.",
        "physostigmine | targets | tacrine",
    ),
    (
        "The E2Fs repressed hTERT in tumor cells, whereas they activated it in normal cells.",
        "TERT | activates | E2F",
    ),
    ("SIGIRR inhibits pathways leading to MAPK activation.", "SIGIRR | activates | MAPK"),
    ("CDK4 removes p21 inhibition on CDK2.", "CDK4 | activates | CDKN1A"),
    ("Luteolin improved inflammation.", "luteolin | activates | inflammatory response"),
    (
        "Pancreatic cancer requires MAPK signaling.",
        "MAPK signaling pathway | activates | pancreatic cancer",
    ),
    (
        "Interactions between TNF and TNFR1, TRAIL/TRAIL-R2, and Fas/FasL kill the cell.",
        "TNF | binds | FASLG",
    ),
    (
        "YAP1 cannot be phosphorylated by LATS1 and binds TEAD1, promoting MYC expression.",
        "YAP1 | upregulates | MYC (negated)",
    ),
    (
        "TP53 fails to activate MYC, leading to apoptosis.",
        "TP53 | activates | apoptotic process (negated)",
    ),
    ("Resveratrol protects against NO toxicity.", "resveratrol | inhibits | toxicity (negated)"),
    (
        "Schematic comparing signaling cascades activated by EPO.",
        "EPO | activates | comparing signaling pathway",
    ),
    (
        "Apoptosis can also occur via activation of the CASP8 pathway.",
        "apoptotic process | activates | CASP8 signaling pathway",
    ),
    ("NIT1 stimulates antitumor immunity.", "NIT1 | inhibits | antitumor immunity"),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_wording_yields_its_claims(extract_text, text, expected):
    found = {claim_text(triple) for triple in extract_text(text)}
    assert expected <= found


@pytest.mark.parametrize(("text", "unwanted"), NEVER)
def test_wording_never_yields_a_claim(extract_text, text, unwanted):
    assert unwanted not in {claim_text(triple) for triple in extract_text(text)}
