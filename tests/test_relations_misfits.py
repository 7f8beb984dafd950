"""Pairs that stand near each other and do not go together, with the packaged names and model."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

SAID = [
    pytest.param(
        "Apoptosis can be initiated via release of TNF, leading to activation of JNK.",
        set(),
        {"apoptotic process | activates | JNK"},
        id="an outcome drives no molecule",
    ),
    pytest.param(
        "Ligation of adhesion receptors, including CD44 and CD18, induces apoptosis.",
        {"CD44 | activates | apoptotic process"},
        {"CD44 | binds | ITGB2"},
        id="ligation of each of two",
    ),
    pytest.param(
        "The genes belong to the pathway “RAS-mediated activation of MAPK”, as EGF does.",
        set(),
        {"RAS | activates | MAPK"},
        id="the title of a pathway in quotes",
    ),
    pytest.param(
        "The effect of cGMP signaling is highly dependent on cGMP.",
        set(),
        {"cyclic GMP | activates | cGMP signaling pathway"},
        id="a pathway and what it is named by",
    ),
    pytest.param(
        "CXCL12 activates the MAPK pathway via the CXCR4 pathway.",
        {"CXCL12 | activates | MAPK signaling pathway"},
        {"CXCR4 signaling pathway | activates | MAPK signaling pathway"},
        id="a pathway by way of another",
    ),
    pytest.param(
        "TGFB1 inhibits AKT via SMAD3.",
        {"TGFB1 | inhibits | AKT", "TGFB1 | acts_through | SMAD3"},
        {"SMAD3 | inhibits | AKT"},
        id="the plain way of lowering",
    ),
    pytest.param(
        "TGFB1 inhibits AKT by inhibiting PDK1.",
        {"PDPK1[inhibition] | inhibits | AKT"},
        set(),
        id="the way of lowering with its own sign",
    ),
    pytest.param(
        "MYC is converted into an activator by Wnt signaling.",
        {"Wnt signaling pathway | activates | MYC"},
        {"Wnt signaling pathway | downregulates | MYC"},
        id="turned into an activator",
    ),
    pytest.param(
        "TCF4 binds ZEB1, a key inducer of EMT, and activates its expression.",
        {"TCF7L2 | upregulates | ZEB1"},
        {"TCF7L2 | activates | epithelial to mesenchymal transition"},
        id="only a molecule has its expression",
    ),
    pytest.param(
        "Luteolin prevents injury through several pathways: (1) suppressing AKT; (2) raising MYC.",
        {"luteolin | inhibits | AKT"},
        {"tissue injury[inhibition] | inhibits | AKT"},
        id="ways listed behind a colon",
    ),
    pytest.param(
        "Luteolin reduces the phosphorylation of ERK, which is responsible for HIF1A "
        "downregulation, resulting in protection against oxidative stress.",
        {"HIF1A[loss] | inhibits | oxidative stress"},
        {"ERK[inhibition] | inhibits | oxidative stress"},
        id="what comes of what something is responsible for",
    ),
    pytest.param(
        "FGFs mainly activate the ERK1/2-PARP-1 pathway to activate the transcription of PAX6, "
        "hence neural specification.",
        {"FGF | activates | neural specification"},
        {"neural specification[activation] | upregulates | PAX6"},
        id="hence the last of all",
    ),
    pytest.param(
        "Rapamycin not only augmented CD40 expression but also increased IL21 expression.",
        {"sirolimus | upregulates | CD40", "sirolimus | upregulates | IL21"},
        {"CD40[overexpression] | upregulates | IL21"},
        id="not only but also",
    ),
    pytest.param(
        "Glutamate leads to the internalization of AMPA receptors and consequent apoptosis.",
        {"receptor internalization | activates | apoptotic process"},
        {"GRIA | activates | apoptotic process"},
        id="consequent on what is undergone",
    ),
    pytest.param(
        "Silencing of MYC enhanced apoptosis, decreased migration, and lowered MCL1 expression.",
        {
            "MYC[loss] | activates | apoptotic process",
            "MYC[loss] | inhibits | cell migration",
            "MYC[loss] | downregulates | MCL1",
        },
        {"cell migration[loss] | activates | apoptotic process"},
        id="three verbs of one loss",
    ),
    pytest.param(
        "GSK3B phosphorylates PD-L1 and induces its BTRC-mediated proteasomal degradation.",
        {"GSK3B | downregulates | CD274", "BTRC | downregulates | CD274"},
        {"GSK3B | activates | protein catabolic process"},
        id="its proteasomal degradation",
    ),
    pytest.param(
        "Smad-dependent: TGFB1 binds TGFBR2, which phosphorylates and activates TGFBR1.",
        {"TGFB1 | binds | TGFBR2"},
        {"SMAD | binds | TGFBR2"},
        id="a heading of the clause",
    ),
    pytest.param(
        "Sorafenib: inhibits RAF1.",
        {"sorafenib | inhibits | RAF1"},
        set(),
        id="a heading that acts",
    ),
    pytest.param(
        "Epacadostat: IDO1 inhibitor; galunisertib: TGFBR1 inhibitor.",
        {"epacadostat | targets | IDO1", "galunisertib | targets | TGFBR1"},
        {"epacadostat | targets | TGFBR1"},
        id="each drug of its own class",
    ),
    pytest.param(
        "SMAC mimetics (birinapant, LCL161) degrade BIRC2.",
        {"birinapant | downregulates | BIRC2"},
        {"birinapant | targets | DIABLO"},
        id="a mimetic of a protein",
    ),
    pytest.param(
        "mTORC1 inhibits MYC, whereas AMPK, sensing energy stress, activates it.",
        {"AMPK | activates | MYC"},
        {"AMPK | activates | energy stress"},
        id="it is not what was only inserted",
    ),
    pytest.param(
        "VLA-4/VCAM-1 and CD44/HA interactions add to resistance.",
        {"CD44 | binds | hyaluronan"},
        {"VCAM1 | binds | CD44"},
        id="pairs joined by slashes",
    ),
    pytest.param(
        "Sorafenib inhibits RAF1 and KIT, inducing apoptosis by lowering MCL1 through EIF4E.",
        {"sorafenib | activates | apoptotic process"},
        {"RAF1[inhibition] | acts_through | EIF4E"},
        id="the way is that of who acts",
    ),
    pytest.param(
        "Erastin and sulfasalazine inhibit GLS, ML162 and sorafenib inactivate GPX4.",
        {"erastin | inhibits | GLS", "sorafenib | inhibits | GPX4"},
        {"erastin | inhibits | GPX4"},
        id="two clauses with a comma",
    ),
    pytest.param(
        "SNHG12 enhances the tolerance of cells to cisplatin.",
        {"SNHG12 | confers_resistance_to | cisplatin"},
        {"SNHG12 | activates | cell tolerance"},
        id="tolerance to a drug",
    ),
    pytest.param(
        "ERK induces DUSP6, which limits the flux. b | BRAF-V600E is inhibited by vemurafenib.",
        {"vemurafenib | inhibits | BRAF V600E"},
        {"vemurafenib | inhibits | ERK", "DUSP6 | inhibits | BRAF V600E"},
        id="a panel with a bar",
    ),
    pytest.param(
        "AMPK suppresses HIF1A protein synthesis.",
        {"AMPK | downregulates | HIF1A"},
        {"AMPK | inhibits | translation"},
        id="the synthesis of one protein",
    ),
    pytest.param(
        "Increases in cAMP are regulated by PDE4.",
        set(),
        {"PDE4 | upregulates | cyclic AMP"},
        id="who regulates an increase",
    ),
    pytest.param(
        "Although MYC is upregulated in the absence of RIPK3, apoptosis is linked to TNF.",
        set(),
        {"RIPK3[loss] | upregulates | MYC"},
        id="all the same in the absence",
    ),
    pytest.param(
        "LPS preconditioning activates IRF3.",
        {"lipopolysaccharide | activates | IRF3"},
        {"preconditioning | activates | IRF3"},
        id="what is given beforehand",
    ),
    pytest.param(
        "Binding of FASLG to the death receptors recruits FADD.",
        {"FASLG | binds | Death_receptor", "Death_receptor | binds | FADD"},
        {"FASLG | binds | FADD"},
        id="what is recruited joins the receptor",
    ),
    pytest.param(
        "Luteolin inhibits apoptosis through downregulation of MYC expression and activation of "
        "AKT.",
        {"luteolin | downregulates | MYC", "luteolin | activates | AKT"},
        {"luteolin | inhibits | AKT"},
        id="two changes, the first of an amount",
    ),
    pytest.param(
        "The genetic interactions of NMNAT2 and SARM1 remain to be determined.",
        set(),
        {"NMNAT2 | binds | SARM1"},
        id="genes that interact",
    ),
    pytest.param(
        "Hypoxia-induced EPAS1 and its target VEGFA were seen.",
        {"hypoxia | upregulates | EPAS1"},
        {"hypoxia | upregulates | VEGFA", "hypoxia | activates | VEGFA"},
        id="only the first of two is induced",
    ),
    pytest.param(
        "HIF1A is hydroxylated by EGLN1 to promote its ubiquitination and proteasomal degradation.",
        set(),
        {"HIF1A[activation] | activates | protein catabolic process"},
        id="its ubiquitination and degradation",
    ),
]


@pytest.mark.parametrize(("text", "expected", "unwanted"), SAID)
def test_pairs_that_cannot_be_are_not_joined(extract_text, text, expected, unwanted):
    found = {claim_text(triple) for triple in extract_text(text)}
    assert expected <= found
    assert unwanted.isdisjoint(found)


def test_two_ways_in_which_it_is_done_are_no_way_of_each_other(extract_text) -> None:
    text = "STAT3 phosphorylation was induced in a FGFR- and JAK-dependent manner."
    assert "acts_through" not in {triple.predicate for triple in extract_text(text)}


def test_growth_has_no_inhibitory_effect_of_its_own(extract_text) -> None:
    text = "Knockdown of PTEN abrogated the growth inhibitory effect of trastuzumab."
    found = {claim_text(triple) for triple in extract_text(text)}
    assert found == {"PTEN[loss] | confers_resistance_to | trastuzumab"}


def test_a_variant_is_not_amplified_with_the_gene_beside_it(extract_text) -> None:
    text = "Neither EGFR T790M nor HER2 amplification was detected in gefitinib-refractory tumours."
    assert {(t.subject.label, t.subject.state) for t in extract_text(text)} == {
        ("EGFR T790M", None),
        ("ERBB2", "amplification"),
    }
