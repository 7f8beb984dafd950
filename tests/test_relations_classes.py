"""Sentences on the class that a drug belongs to and on what it is measured to do."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

READ = [
    # the class behind the drug
    (
        "Identification of quinazoline derivatives as BRAF(V600E) inhibitors.",
        "quinazoline | targets | BRAF V600E",
    ),
    (
        "A series of xanthine derivatives was synthesized and evaluated as inhibitors of DPP4.",
        "xanthine | targets | DPP4",
    ),
    (
        "Characteristics of cetirizine and levocetirizine, two histamine H1-receptor antagonists.",
        "levocetirizine | targets | HRH1",
    ),
    (
        "Alprenolol and betaxolol are competitive slowly reversible antagonists at ADRB1.",
        "betaxolol | targets | ADRB1",
    ),
    ("Vemurafenib and other BRAF inhibitors were used.", "vemurafenib | targets | BRAF"),
    (
        "Fondaparinux is the first in a new class of synthetic factor Xa inhibitors.",
        "fondaparinux | targets | F10",
    ),
    (
        "It was held back by milrinone and cilostazol, specific inhibitors of PDE3.",
        "cilostazol | targets | PDE3",
    ),
    ("Injections of m-CPBG, a selective 5-HT3 receptor agonist.", "m-CPBG | activates | HTR3A"),
    # the class before it
    (
        "EGFR inhibitors under investigation include the small molecules gefitinib and erlotinib.",
        "erlotinib | targets | EGFR",
    ),
    ("Like other EGFR inhibitors, gefitinib inhibits growth.", "gefitinib | targets | EGFR"),
    (
        "It was blocked by the EGFR inhibitor, gefitinib, and by the MEK inhibitor, trametinib.",
        "gefitinib | targets | EGFR",
    ),
    (
        "The growth of cells treated with PI3K and MEK inhibitors LY294002 and U0126 fell.",
        "ly294002 | targets | PI3K",
    ),
    ("Dual EGFR/HER2 inhibitors lapatinib and neratinib were given.", "neratinib | targets | EGFR"),
    ("NRF2 inducers (sulforaphane and curcumin) were used.", "curcumin | activates | NFE2L2"),
    # what is measured
    ("Gefitinib has EGFR inhibitory activity.", "gefitinib | inhibits | EGFR"),
    (
        "Oxyresveratrol was found to exhibit significant tyrosinase inhibition activity.",
        "oxyresveratrol | inhibits | TYR",
    ),
    ("Gefitinib, a kinase inhibitor selective for EGFR, was given.", "gefitinib | targets | EGFR"),
    ("The IC50 of gefitinib for EGFR was 2 nM.", "gefitinib | inhibits | EGFR"),
    (
        "The rank order of potency to inhibit EGFR was gefitinib>erlotinib>lapatinib.",
        "lapatinib | inhibits | EGFR",
    ),
    ("Clozapine binds with high affinity to 5-HT2A receptors.", "clozapine | binds | HTR2A"),
    (
        "Topiramate inhibited excitatory currents mediated by kainate receptors.",
        "topiramate | inhibits | Kainate_family",
    ),
    # whose doing it is
    ("Metformin reduced TNF mRNA expression.", "metformin | downregulates | TNF"),
    (
        "Crocin decreased IL-6 and TNF, increased glutathione and attenuated caspase 3 activation.",
        "crocin | upregulates | glutathione",
    ),
    (
        "Fragmentation is seen as a consequence of inhibition of TYMS by raltitrexed.",
        "raltitrexed | inhibits | TYMS",
    ),
    (
        "Growth fell upon blockade of HTR1A by WAY100635, or 5-HT2A receptors by ritanserin.",
        "ritanserin | targets | HTR2A",
    ),
    (
        "Inhibition of LH release can be achieved by estrogen and progestins.",
        "progestin | downregulates | LH",
    ),
    (
        "Fisetin treatment showed a significant decline in the levels of IL-6 and TNF-α.",
        "fisetin | downregulates | TNF",
    ),
    ("Activation of ALDH2 with ethanol attenuates injury.", "ethanol | activates | ALDH2"),
    (
        "Carvedilol reversed the up-regulation of HIF-1alpha and VEGF.",
        "carvedilol | downregulates | VEGF",
    ),
    (
        "Similar to gemfibrozil, clofibrate also inhibited the expression of iNOS.",
        "clofibrate | downregulates | NOS2",
    ),
    (
        "Candoxatril acutely increased plasma ANP levels, suppressed aldosterone and fell.",
        "candoxatril | upregulates | NPPA",
    ),
    (
        "Mean plasma renin was increased 16-fold at the highest dose of aliskiren.",
        "aliskiren | upregulates | REN",
    ),
    (
        "Novel mechanism of action for hydralazine: induction of HIF1A and VEGF.",
        "hydralazine | activates | VEGF",
    ),
    ("BACKGROUND AND PURPOSE: AMPK is activated by metformin.", "metformin | activates | AMPK"),
    ("HLCS mRNA levels increased upon biotin injection.", "biotin | upregulates | HLCS"),
    ("Growth was blocked by cetirizine, acting on H1 receptors.", "cetirizine | targets | HRH1"),
    ("Celecoxib is COX-2-selective.", "celecoxib | targets | PTGS2"),
    (
        "The effect of celecoxib is mediated by inhibition of COX-2.",
        "celecoxib | inhibits | PTGS2",
    ),
    ("The suppressive effects of celecoxib against COX-2 held.", "celecoxib | inhibits | PTGS2"),
    (
        "Drugs such as gefitinib (Iressa, ZD1839) and erlotinib (Tarceva), two EGFR inhibitors.",
        "erlotinib | targets | EGFR",
    ),
    ("The Panx1 channel blocker carbenoxolone was given.", "carbenoxolone | targets | PANX1"),
]

NEVER = [
    (
        "Cells were treated with BRAF and MEK inhibitors (dabrafenib and trametinib).",
        "dabrafenib | targets | MEK",
    ),
    # a list, whose members have names of their own
    (
        "It was blocked by KT5720, a PKC inhibitor (Ro31-8220), and a p38 inhibitor (SB203580).",
        "kt5720 | targets | PKC",
    ),
    ("Cells took gefitinib as well as MEK inhibitors.", "gefitinib | targets | MEK"),
    ("Adenosine A2A receptor agonists were given.", "adenosine | activates | ADORA2A"),
    ("BACKGROUND: AMPK is activated by metformin.", "metformin | activates | BACKGROUND"),
    # an agent belongs to the noun that says what happens
    (
        "Regulation of NF-κB activation by splicing of MYD88 was seen.",
        "MYD88 | activates | NFkappaB",
    ),
    # the inhibition could be reversed
    (
        "Phosphorylation of ERK was inhibited by trametinib and could be reversed by EGF.",
        "EGF | inhibits | ERK",
    ),
]


@pytest.mark.parametrize(("text", "claim"), READ)
def test_claim_is_read(extract_text, text, claim):
    assert claim in {claim_text(triple) for triple in extract_text(text)}


@pytest.mark.parametrize(("text", "claim"), NEVER)
def test_claim_is_not_made(extract_text, text, claim):
    assert claim not in {claim_text(triple) for triple in extract_text(text)}
