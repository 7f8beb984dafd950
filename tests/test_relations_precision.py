"""What a sentence does not say, beside what it says, with the packaged names and language model."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

SAID = [
    pytest.param(
        "MDM2 reduces the ability of p53 to activate p21.",
        {"TP53 | activates | CDKN1A"},
        {"MDM2 | activates | CDKN1A"},
        id="whose ability is lowered",
    ),
    pytest.param(
        "Gefitinib causes inhibition of proliferation, which has been linked to the loss of AKT, "
        "resulting in increased expression of BIM.",
        {"AKT[loss] | upregulates | BCL2L11"},
        {"cell population proliferation[inhibition] | upregulates | BCL2L11"},
        id="what something is traced to",
    ),
    pytest.param(
        "The kinase domains of EGFR and ERBB3 form complexes with HSP90.",
        {"EGFR | binds | HSP90", "ERBB3 | binds | HSP90"},
        {"EGFR | binds | ERBB3"},
        id="complexes of domains of each of two",
    ),
    pytest.param(
        "Loss of PTEN, not RAS mutation, activates AKT.",
        {"PTEN[loss] | activates | AKT"},
        {"PTEN[mutation] | activates | AKT", "RAS[mutation] | activates | AKT"},
        id="one thing and not another",
    ),
    pytest.param(
        "Both PTEN and RAC1 form complexes with HSP90.",
        {"PTEN | binds | HSP90", "RAC1 | binds | HSP90"},
        {"PTEN | binds | RAC1"},
        id="complexes of each of two",
    ),
    pytest.param(
        "Cells lacking PTEN fail to undergo apoptosis in response to gefitinib.",
        set(),
        {"PTEN[loss] | sensitizes_to | gefitinib"},
        id="an event that fails",
    ),
    pytest.param(
        "ROS activates RAS, which results in cell proliferation, and AKT, which results in cell "
        "survival.",
        {
            "RAS | activates | cell population proliferation",
            "AKT | activates | cell survival",
        },
        {
            "RAS | activates | AKT",
            "RAS | activates | cell survival",
            "cell population proliferation | activates | cell survival",
        },
        id="a clause of each of a list",
    ),
    pytest.param(
        "Kaempferol inhibits Akt phosphorylation, which in turn inhibits expression of BCL2L1.",
        {"AKT[inhibition] | downregulates | BCL2L1"},
        {"AKT[activation] | downregulates | BCL2L1"},
        id="which after a held back modification",
    ),
    pytest.param(
        "Axin is degraded, which leads to activation of JNK.",
        {"AXIN[loss] | activates | JNK"},
        set(),
        id="which after what is undergone",
    ),
    pytest.param(
        "BAD interferes with BCL2, resulting in loss of mitochondrial membrane potential and "
        "ultimately apoptosis.",
        {"BAD | activates | apoptotic process"},
        {"BAD | inhibits | apoptotic process"},
        id="what ultimately follows is not lost",
    ),
    pytest.param(
        "JNK induces cell death through BCL2 phosphorylation and inhibition.",
        {"BCL2[inhibition] | activates | cell death"},
        {"BCL2[activation] | activates | cell death"},
        id="modified and inhibited",
    ),
    pytest.param(
        "Delayed degradation of EGFR results in angiogenesis.",
        {"EGFR[overexpression] | activates | angiogenesis"},
        {"EGFR[loss] | activates | angiogenesis"},
        id="less of a loss",
    ),
    pytest.param(
        "Wnt and miR-203 mediate the pro-apoptosis effect of butyrate.",
        {"butyrate | acts_through | Wnt"},
        {"Wnt | activates | butyrate"},
        id="mediating an effect",
    ),
    pytest.param(
        "Antiapoptotic proteins can inhibit caspase 9 activation by Apaf-1.",
        {"APAF1 | activates | CASP9"},
        {"APAF1 | inhibits | CASP9"},
        id="the agent of an event",
    ),
    pytest.param(
        "Fengycin and surfactin triggered the genes CCND1 and LOX, respectively.",
        {"surfactin | activates | LOX"},
        {"surfactin | activates | CCND1"},
        id="respectively with a name unknown",
    ),
    pytest.param(
        "EREG is raised by upregulation of EGFR in colorectal cancers.",
        set(),
        {"EGFR | activates | colorectal cancer"},
        id="a place is not raised",
    ),
    pytest.param(
        "Dishevelled plays a role in β-catenin-mediated canonical and β-catenin-independent "
        "noncanonical WNT signaling.",
        set(),
        {"CTNNB1 | activates | non-canonical Wnt signaling pathway"},
        id="independent of it",
    ),
    pytest.param(
        "LMP1 activates ERK, p38, and JNK, members of the group of MAP kinases.",
        {"LMP1 | activates | ERK"},
        {"LMP1 | activates | MAPK"},
        id="what a list is of",
    ),
    pytest.param(
        "Snail suppresses proliferation through binding to the promoter of PCNA.",
        {"SNAI1 | inhibits | cell population proliferation"},
        {"PCNA | inhibits | cell population proliferation"},
        id="a gene that is bound",
    ),
    pytest.param(
        "PKM2 activates SREBP target gene expression.",
        set(),
        {"PKM | upregulates | SREBF"},
        id="targets of another name",
    ),
    pytest.param(
        "Inactivation of PI3K may result in abnormal tissue renewal.",
        set(),
        {"PI3K[loss] | activates | tissue renewal (hedged)"},
        id="changed one way or the other",
    ),
    pytest.param(
        "Insufficient TGF-β1 results in the downregulation of SMAD3.",
        {"TGFB1[loss] | downregulates | SMAD3"},
        set(),
        id="too little of it",
    ),
    pytest.param(
        "PERK leads to global protein synthesis arrest.",
        {"EIF2AK3 | inhibits | translation"},
        set(),
        id="arrested",
    ),
    pytest.param(
        "XBP1 enhances the production of chemokines and ROS overproduction.",
        {"XBP1 | upregulates | reactive oxygen species"},
        {"XBP1 | activates | ROS overproduction"},
        id="overproduced",
    ),
    pytest.param(
        "EGF inactivates AKT, leading to loss of the survival signal and apoptosis.",
        {"AKT[inhibition] | activates | apoptotic process"},
        {"AKT[inhibition] | inhibits | apoptotic process"},
        id="survival lost, death found",
    ),
    pytest.param(
        "Merlin suppresses the activity of the YAP1 transcriptional coactivator.",
        {"NF2 | inhibits | YAP1"},
        set(),
        id="a coactivator by its name",
    ),
    pytest.param(
        "MYD88 activates NF-κB via the TIR domain.",
        {"MYD88 | activates | NFkappaB"},
        {"TIR | activates | NFkappaB", "MYD88 | acts_through | TIR"},
        id="a domain",
    ),
    pytest.param(
        "TEAD1 dissociates from the complex through LATS1-mediated YAP1 phosphorylation.",
        {"LATS1 | modifies | YAP1"},
        {"TEAD1 | modifies | YAP1"},
        id="another's phosphorylation",
    ),
    pytest.param(
        "LPA activates EGFR and membrane lipids are metabolized by PLD.",
        {"lysophosphatidic acid | activates | EGFR"},
        {"lysophosphatidic acid | activates | membrane lipid"},
        id="a clause of its own in the passive",
    ),
    pytest.param(
        "WNKs inhibit the TGF-β pathway, but EGFR and SRC can activate MYC.",
        {"EGFR | activates | MYC", "SRC | activates | MYC"},
        {"WNK | activates | MYC", "WNK | inhibits | EGFR"},
        id="a clause of its own with can",
    ),
    pytest.param(
        "Curcumin inhibits inflammation, meanwhile, decreasing TNF-α.",
        {"curcumin | downregulates | TNF"},
        {"inflammatory response | downregulates | TNF"},
        id="what happens besides",
    ),
    pytest.param(
        "The apoptosis-inducing activity of TRAIL and the growth-promoting effect of IGF1.",
        {"TNFSF10 | activates | apoptotic process", "IGF1 | activates | cell growth"},
        {"IGF1 | activates | apoptotic process"},
        id="each its own effect",
    ),
    pytest.param(
        "AGE-1 activates ERK.",
        set(),
        {"advanced glycation end product | activates | ERK"},
        id="another name by its number",
    ),
    pytest.param(
        "Inhibition and activation of glycolysis by metformin and glucose, respectively.",
        {"metformin | inhibits | glycolytic process", "glucose | activates | glycolytic process"},
        {"metformin | activates | glycolytic process", "glucose | inhibits | glycolytic process"},
        id="two events respectively",
    ),
    pytest.param(
        "Interactions between TNF, EGFR, Wnt, CCND1 and BAX, MYC and SRC.",
        set(),
        {"CCND1 | binds | BAX", "MYC | binds | SRC"},
        id="a crowd has no pairs",
    ),
    pytest.param(
        "SFRP1 inhibits the Wnt pathway by sequestering Wnt.",
        {"SFRP1 | inhibits | Wnt signaling pathway"},
        {"Wnt | inhibits | Wnt signaling pathway"},
        id="nothing lowers its own pathway",
    ),
    pytest.param(
        "Loss-of-function mutations of APC lead to accumulation of CTNNB1.",
        {"APC[loss] | upregulates | CTNNB1"},
        {"APC[mutation] | upregulates | CTNNB1"},
        id="mutations that undo a gene",
    ),
    pytest.param(
        "OTULIN cleaves IKBKG, resulting in depression of the NF-κB pathway.",
        {"OTULIN | inhibits | NFkappaB signaling pathway"},
        {"OTULIN | activates | depressive disorder"},
        id="depression of a pathway",
    ),
    pytest.param(
        "AHRR represses the induction of CYP1A1 via competitive binding with ARNT.",
        {"AHRR | inhibits | CYP1A1"},
        {"ARNT | activates | CYP1A1"},
        id="what is bound in order to act",
    ),
    pytest.param(
        "The inhibition of AKT activates GSK3B through reducing GSK3B phosphorylation.",
        {"AKT[inhibition] | activates | GSK3B"},
        {"AKT[inhibition] | inhibits | GSK3B"},
        id="a modification that inhibits",
    ),
    pytest.param(
        "While EGF promotes apoptosis via KRAS, RAC1 and PTEN inhibit cell migration.",
        {"RAC1 | inhibits | cell migration", "PTEN | inhibits | cell migration"},
        {"EGF | acts_through | RAC1", "RAC1 | activates | apoptotic process"},
        id="subjects behind a fronted clause",
    ),
    pytest.param(
        "TUG1 raises FOXM1, forming a positive feedback loop in osteosarcoma.",
        {"TUG1 | upregulates | FOXM1"},
        {"TUG1 | activates | osteosarcoma", "FOXM1 | activates | osteosarcoma"},
        id="a feedback loop in a tumour",
    ),
    pytest.param(
        "The genes promote the formation of the neural crest, and they repress MYC.",
        set(),
        {"neural crest formation | inhibits | MYC"},
        id="they are not one process",
    ),
    pytest.param(
        "CD40 signaling mediates CD4 help to T cells.",
        set(),
        {"CD40 signaling pathway | activates | CD4"},
        id="cells named by their surface",
    ),
    pytest.param(
        "EGF behaves as a ligand of EGFR and AHR.",
        {"EGF | binds | EGFR", "EGF | binds | AHR"},
        {"EGFR | binds | AHR"},
        id="a ligand of each of two",
    ),
    pytest.param(
        "Activated MLC phosphatase results in apoptosis.",
        set(),
        {"MYL | activates | apoptotic process"},
        id="a phosphatase named by what it acts on",
    ),
]


@pytest.mark.parametrize(("text", "expected", "unwanted"), SAID)
def test_sentence_says_this_and_not_that(extract_text, text, expected, unwanted):
    found = {claim_text(triple) for triple in extract_text(text)}
    assert expected <= found
    assert unwanted.isdisjoint(found)


DERIVED = [
    ("dSir2 inhibits EGFR.", "SIRT1 | inhibits | EGFR"),
    ("SCFFbxw7 inhibits EGFR.", "FBXW7 | inhibits | EGFR"),
    ("PPARδ1 inhibits EGFR.", "PPARD | inhibits | EGFR"),
]


@pytest.mark.parametrize(("text", "claim"), DERIVED, ids=["fly", "ligase", "isoform"])
def test_name_made_from_a_known_gene_is_that_gene(extract_text, text, claim):
    assert claim in {claim_text(triple) for triple in extract_text(text)}


def test_cut_compound_is_left_out(extract_text):
    found = {claim_text(t) for t in extract_text("Flaccidoxide-13-acetate inhibits EGFR.")}
    assert "acetate | inhibits | EGFR" not in found
