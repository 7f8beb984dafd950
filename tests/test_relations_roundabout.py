"""Who acts on whom where a sentence goes a long way round, and lists that the parse breaks."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

WORDINGS = [
    # the way in which one acts
    (
        "The mechanism by which PDCD4 suppresses tumors involves the inhibition of eIF4A.",
        {"PDCD4 | inhibits | EIF4A"},
    ),
    (
        "One way in which PDCD4 suppresses tumors is by inhibiting eIF4A.",
        {"PDCD4 | inhibits | EIF4A"},
    ),
    (
        "PTEN is the phosphatase responsible for the dephosphorylation of AKT.",
        {"PTEN | modifies | AKT"},
    ),
    (
        "GSK3 and AMPK cooperate in the activation of TSC2 to inhibit mTOR activity.",
        {"GSK3 | activates | TSC2", "TSC2[activation] | inhibits | MTOR"},
    ),
    ("PRAS40 is required for AKT to stimulate mTOR.", {"AKT | activates | MTOR"}),
    ("IL6 was inducible by TNF-alpha.", {"TNF | activates | IL6"}),
    ("These data suggest a role for E2F1 in the activation of Arf.", {"E2F1 | activates | CDKN2A"}),
    # several verbs in the past tense, the later ones read as adjectives
    (
        "Curcumin suppressed AKT phosphorylation via loss of PTEN and increased Bax expression.",
        {"curcumin | upregulates | BAX"},
    ),
    (
        "Gefitinib decreased MDA levels, increased GSH content and blocked EGFR activation.",
        {"gefitinib | upregulates | glutathione", "gefitinib | inhibits | EGFR"},
    ),
    (
        "Gefitinib decreased EGFR activity, while increased MET activity.",
        {"gefitinib | inhibits | EGFR", "gefitinib | activates | MET"},
    ),
    # what an adjective tells, and in which cells or when
    ("In the absence of PTEN, AKT is constitutively active.", {"PTEN[loss] | activates | AKT"}),
    ("AKT is activated in cells that lack PTEN.", {"PTEN[loss] | activates | AKT"}),
    ("AKT activation is prevented when PTEN is present.", {"PTEN | inhibits | AKT"}),
    ("When PTEN is absent, AKT is activated.", {"PTEN[loss] | activates | AKT"}),
    (
        "Expression of VEGFA was higher in VHL-deficient cells than in wild-type cells.",
        {"VHL[loss] | upregulates | VEGFA"},
    ),
    ("In cells expressing mutant KRAS, ERK is active.", {"KRAS[mutation] | activates | ERK"}),
    # in what form something is held, and where it is sent
    ("Oncogenic RAS locks BRAF in an active state.", {"RAS | activates | BRAF"}),
    (
        "Inhibition of HSP90 sends its clients AKT and HER2 to the proteasome.",
        {"HSP90[inhibition] | downregulates | AKT", "HSP90[inhibition] | downregulates | ERBB2"},
    ),
    ("Imatinib occupies the ATP-binding pocket of ABL1.", {"imatinib | binds | ABL1"}),
    ("Ibrutinib covalently binds C481 of BTK.", {"ibrutinib | binds | BTK"}),
    (
        "Mutant p53 loses its ability to activate p21.",
        {"TP53[mutation] | activates | CDKN1A (negated)"},
    ),
    # what is taken back, and what is regulated to its harm
    ("Loss of NANOG releases GATA6 repression.", {"NANOG[loss] | activates | GATA6"}),
    (
        "PAK1 prevents apoptosis through negative regulation of BAX.",
        {"PAK1 | inhibits | BAX", "BAX[inhibition] | inhibits | apoptotic process"},
    ),
    ("RAC1 is required for survival, and acts through PAK1.", {"RAC1 | acts_through | PAK1"}),
    (
        "2-AG is degraded by MGLL releasing arachidonic acid.",
        {"MGLL | upregulates | arachidonic acid"},
    ),
    # of what something is said
    (
        "Loss of NF1, a negative regulator of RAS, activates ERK.",
        {"NF1 | inhibits | RAS", "NF1[loss] | activates | ERK"},
    ),
    (
        "DNMT1 methylates the PTEN promoter and silences its expression.",
        {"DNMT1 | downregulates | PTEN"},
    ),
    # who interacts
    ("Both PTEN and RAC1 form complexes with HSP90.", {"PTEN | binds | HSP90"}),
    ("An interaction was observed between p85 and RAC1.", {"PI3K_p85 | binds | RAC1"}),
    ("PDCD4 is a novel eIF4A binding protein.", {"PDCD4 | binds | EIF4A"}),
    ("OPTN acts by mediating interaction of CYLD with RIPK1.", {"CYLD | binds | RIPK1"}),
    # what has been told, taken up by a noun
    (
        "TRAIL engages DR4, resulting in caspase-8 activation, a process blocked by c-FLIP.",
        {"CFLAR | inhibits | CASP8"},
    ),
    (
        "Everolimus relieves the negative feedback from S6K1 to IRS1.",
        {"RPS6KB1 | inhibits | IRS1", "everolimus | activates | IRS1"},
    ),
    ("EGF binds EGFR and activates the latter.", {"EGF | activates | EGFR"}),
    # lists
    (
        "Growth factors, insulin, oxidative stress, and cytokines activate ERK.",
        {"INS | activates | ERK", "cytokine | activates | ERK"},
    ),
    (
        (
            "AKT1 phosphorylates the FOXO1 subunit of the clamp, the GSK3B subunit of the "
            "loader, and the TSC2 subunit of the complex."
        ),
        {"AKT1 | modifies | FOXO1", "AKT1 | modifies | GSK3B", "AKT1 | modifies | TSC2"},
    ),
    ("Like LPS, EGF and TNF bind to CD14.", {"EGF | binds | CD14", "TNF | binds | CD14"}),
    ("E2F-1, -2, and -3 inhibit p300.", {"E2F2 | inhibits | EP300", "E2F3 | inhibits | EP300"}),
    (
        (
            "Resistance to vemurafenib can be mediated by NRAS mutations, MEK1 mutations, BRAF "
            "amplification or upregulation of PDGFRB."
        ),
        {
            "NRAS[mutation] | confers_resistance_to | vemurafenib",
            "MAP2K1[mutation] | confers_resistance_to | vemurafenib",
            "BRAF[amplification] | confers_resistance_to | vemurafenib",
        },
    ),
    (
        "mTORC2 phosphorylates AKT at Ser473, SGK1 and PKCα.",
        {"mTORC2 | modifies | SGK1", "mTORC2 | modifies | PRKCA"},
    ),
    (
        "HSP90 stabilizes HER2, AKT and mutant EGFR.",
        {"HSP90 | upregulates | ERBB2", "HSP90 | upregulates | EGFR[mutation]"},
    ),
    (
        (
            "Acquired resistance to osimertinib through C797S mutation, MET amplification or loss "
            "of T790M."
        ),
        {
            "EGFR C797S | confers_resistance_to | osimertinib",
            "MET[amplification] | confers_resistance_to | osimertinib",
        },
    ),
    (
        "Metformin potentiates the effect of paclitaxel by inhibiting mTOR.",
        {"metformin | inhibits | MTOR", "metformin | sensitizes_to | paclitaxel"},
    ),
    # verbs that look like something else
    ("Doxorubicin intercalates into DNA and inhibits BCL2.", {"doxorubicin | inhibits | BCL2"}),
    (
        "Phosphorylated STAT3 dimerizes, translocates to the nucleus and upregulates MCL1.",
        {"STAT3[activation] | upregulates | MCL1"},
    ),
    ("MALAT1 sponges miR-145.", {"MALAT1 | inhibits | MIR145"}),
    (
        "Other NF-kappaB inhibitors, such as fenofibrate and MG132, decreased MMP9 expression.",
        {"fenofibrate | downregulates | MMP9", "mg-132 | downregulates | MMP9"},
    ),
    (
        "LPS is recognized by TLR4, which signals via MyD88 to activate NF-kappaB.",
        {"TLR4 | acts_through | MYD88", "TLR4 | activates | NFkappaB"},
    ),
    ("High glucose time-dependently increased AKT activity.", {"glucose | activates | AKT"}),
    (
        "TGF-beta1 induced glycogen synthase kinase-3beta (GSK-3beta) phosphorylation on Ser-9.",
        {"TGFB1 | modifies | GSK3B"},
    ),
    ("NO production was inhibited by IL10.", {"IL10 | downregulates | nitric oxide"}),
]

NEVER = [
    (
        "PRAS40 is required for AKT to stimulate mTOR.",
        "AKT1S1 | activates | AKT",
    ),
    (
        "LPS is recognized by TLR4, which signals via MyD88 to activate NF-kappaB.",
        "lipopolysaccharide | activates | NFkappaB",
    ),
    (
        "In normal cells, p16 binds CDK4 and CDK6 and keeps RB in its active form.",
        "CDKN2A | binds | RB1",
    ),
    (
        "MET activation plays a role in melanoma in the context of Cdkn2a deficiency.",
        "MET[activation] | downregulates | CDKN2A",
    ),
    (
        "Metformin potentiates the effect of paclitaxel by inhibiting mTOR.",
        "paclitaxel | inhibits | MTOR",
    ),
    (
        "MDM2 binds p53 and promotes its ubiquitination and proteasomal degradation.",
        "MDM2 | activates | protein catabolic process",
    ),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS)
def test_long_way_yields_its_claims(extract_text, text, expected):
    assert expected <= {claim_text(triple) for triple in extract_text(text)}


@pytest.mark.parametrize(("text", "unwanted"), NEVER)
def test_long_way_never_yields_a_claim(extract_text, text, unwanted):
    assert unwanted not in {claim_text(triple) for triple in extract_text(text)}
