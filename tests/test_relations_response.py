"""Sentences on the response to drugs, one for each construction that the grammar reads."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

RESPONSES = [
    (
        "Cells with COT overexpression continued to grow in vemurafenib.",
        "MAP3K8[overexpression] | confers_resistance_to | vemurafenib",
    ),
    (
        "Cells lacking SLFN11 shrug off topotecan.",
        "SLFN11[loss] | confers_resistance_to | topotecan",
    ),
    (
        "Topotecan was less toxic to cells without SLFN11.",
        "SLFN11[loss] | confers_resistance_to | topotecan",
    ),
    (
        "SRC inhibition with dasatinib brought back sensitivity to trastuzumab.",
        "SRC[inhibition] | sensitizes_to | trastuzumab",
    ),
    (
        "HER3 upregulation buffers tumors against lapatinib.",
        "ERBB3[overexpression] | confers_resistance_to | lapatinib",
    ),
    (
        "Resistance to rituximab correlated with reduced CD20 expression.",
        "MS4A1[loss] | confers_resistance_to | rituximab",
    ),
    (
        "It was the loss of NF1, not RAS mutation, that made the cells resistant to vemurafenib.",
        "NF1[loss] | confers_resistance_to | vemurafenib",
    ),
    (
        "Tumors with ESR1 mutations progress earlier on aromatase inhibitors.",
        "ESR1[mutation] | confers_resistance_to | aromatase inhibitor",
    ),
    (
        "Patients whose tumors expressed low levels of ERCC1 lived longer when given cisplatin.",
        "ERCC1[loss] | sensitizes_to | cisplatin",
    ),
    (
        "The IC50 of gefitinib rose tenfold in cells expressing EGFR T790M.",
        "EGFR T790M | confers_resistance_to | gefitinib",
    ),
    (
        (
            "The response rate to cetuximab was 0% in patients with BRAF V600E versus 24% in those "
            "with wild-type tumors."
        ),
        "BRAF V600E | confers_resistance_to | cetuximab",
    ),
    (
        (
            "Median progression-free survival with gefitinib was 9.5 months in patients with EGFR "
            "mutations and 2.1 months in those without."
        ),
        "EGFR[mutation] | sensitizes_to | gefitinib",
    ),
    (
        ("Time to progression on tamoxifen was shorter in women whose tumors overexpressed NCOA3."),
        "NCOA3[overexpression] | confers_resistance_to | tamoxifen",
    ),
    (
        "Inhibition of MTOR by AZD8055 circumvented everolimus resistance.",
        "MTOR[inhibition] | sensitizes_to | everolimus",
    ),
    (
        "KRAS activation abrogates the activity of cytarabine, an effect reversed by trametinib.",
        "trametinib | sensitizes_to | cytarabine",
    ),
    (
        "MET amplification reduced sensitivity to gefitinib, which was reversed by crizotinib.",
        "crizotinib | sensitizes_to | gefitinib",
    ),
    (
        "Tumors that survive lapatinib show loss of PTEN.",
        "PTEN[loss] | confers_resistance_to | lapatinib",
    ),
    (
        "PTPN12 was identified as a gene whose suppression confers resistance to lapatinib.",
        "PTPN12[inhibition] | confers_resistance_to | lapatinib",
    ),
    (
        "Knockdown of ATG5 enhanced the killing of imatinib-treated cells.",
        "ATG5[loss] | sensitizes_to | imatinib",
    ),
    (
        "Resistance to osimertinib: role of the EGFR C797S mutation.",
        "EGFR C797S | confers_resistance_to | osimertinib",
    ),
    (
        "STK11 mutations were associated with a response rate of only 7.4% to nivolumab.",
        "STK11[mutation] | confers_resistance_to | nivolumab",
    ),
    (
        "Decitabine reversed methylation of MLH1 and resensitized xenografts to carboplatin.",
        "decitabine | sensitizes_to | carboplatin",
    ),
    (
        (
            "STK11 mutation was associated with a strikingly low objective response rate to "
            "pembrolizumab."
        ),
        "STK11[mutation] | confers_resistance_to | pembrolizumab",
    ),
    (
        "STK11 mutation was associated with a low rate of response to pembrolizumab.",
        "STK11[mutation] | confers_resistance_to | pembrolizumab",
    ),
    (
        "Those whose tumors harbored loss of PTEN had a poorer response to cetuximab.",
        "PTEN[loss] | confers_resistance_to | cetuximab",
    ),
    (
        "Cells depleted of SLFN11 became resistant to topotecan.",
        "SLFN11[loss] | confers_resistance_to | topotecan",
    ),
    (
        "HCT116 cells in which CDK6 had been silenced were more sensitive to fulvestrant.",
        "CDK6[loss] | sensitizes_to | fulvestrant",
    ),
    (
        "Cells engineered to express MET were resistant to gefitinib.",
        "MET | confers_resistance_to | gefitinib",
    ),
    (
        "p53-/- cells were resistant to oxaliplatin.",
        "TP53[loss] | confers_resistance_to | oxaliplatin",
    ),
    (
        "None of the patients with KRAS mutations responded to cetuximab.",
        "KRAS[mutation] | confers_resistance_to | cetuximab",
    ),
    (
        "HER2-amplified tumors derived greater benefit from lapatinib.",
        "ERBB2[amplification] | sensitizes_to | lapatinib",
    ),
    (
        "Cells made resistant to trabectedin were found to have lost ERCC5.",
        "ERCC5[loss] | confers_resistance_to | trabectedin",
    ),
    (
        "Loss of NF1 permits continued proliferation in the presence of vemurafenib.",
        "NF1[loss] | confers_resistance_to | vemurafenib",
    ),
    (
        "Upregulation of AXL enabled tumor cells to survive osimertinib treatment.",
        "AXL[overexpression] | confers_resistance_to | osimertinib",
    ),
    (
        "BCL-2 overexpression protects leukemic cells from venetoclax-induced cell death.",
        "BCL2[overexpression] | confers_resistance_to | venetoclax",
    ),
    (
        "Apoptosis induced by cisplatin was blocked by BCL2.",
        "BCL2 | confers_resistance_to | cisplatin",
    ),
    (
        "Metformin enhanced the cytotoxic effect of cisplatin.",
        "metformin | sensitizes_to | cisplatin",
    ),
    (
        "The IC50 of gefitinib was 10-fold higher in cells expressing MET.",
        "MET | confers_resistance_to | gefitinib",
    ),
    (
        (
            "Overexpression of ABCG2 confers resistance to topotecan and, to a lesser extent, "
            "daunorubicin."
        ),
        "ABCG2[overexpression] | confers_resistance_to | daunorubicin",
    ),
    (
        "Epigenetic silencing of MLH1 renders cells refractory to carboplatin.",
        "MLH1[loss] | confers_resistance_to | carboplatin",
    ),
    (
        "Ectopic expression of ABCG2 conferred resistance to topotecan.",
        "ABCG2[overexpression] | confers_resistance_to | topotecan",
    ),
    (
        "Knock-in of the PIK3CA H1047R allele conferred sensitivity to alpelisib.",
        "PIK3CA H1047R | sensitizes_to | alpelisib",
    ),
    (
        "Inhibition of autophagy with chloroquine enhanced the efficacy of temozolomide.",
        "chloroquine | sensitizes_to | temozolomide",
    ),
    (
        "Our results support a role for MDR1 in resistance to imatinib.",
        "ABCB1 | confers_resistance_to | imatinib",
    ),
    (
        (
            "Overall survival was longer in patients with low RRM1 expression who received "
            "gemcitabine."
        ),
        "RRM1[loss] | sensitizes_to | gemcitabine",
    ),
    (
        (
            "High expression of YB-1 was associated with shorter progression-free survival under "
            "anthracycline-based treatment."
        ),
        "YBX1[overexpression] | confers_resistance_to | anthracycline",
    ),
    (
        "Gastric cancer patients were more sensitive to CPT-11 when SULF2 was methylated.",
        "SULF2[loss] | sensitizes_to | irinotecan",
    ),
    (
        "Levels of ABCG2 correlated inversely with irinotecan sensitivity.",
        "ABCG2 | confers_resistance_to | irinotecan",
    ),
    (
        "EGF attenuated the growth-inhibitory effect of lapatinib.",
        "EGF | confers_resistance_to | lapatinib",
    ),
    (
        "Response to everolimus was restricted to tumors with TSC1 mutations.",
        "TSC1[mutation] | sensitizes_to | everolimus",
    ),
    (
        "Resistance to gefitinib could be reversed with the IGF1R inhibitor linsitinib.",
        "linsitinib | sensitizes_to | gefitinib (hedged)",
    ),
    (
        "As a consequence of MET amplification, tumors become insensitive to gefitinib.",
        "MET[amplification] | confers_resistance_to | gefitinib",
    ),
    (
        "Doxorubicin-resistant cells were re-sensitized by tariquidar.",
        "tariquidar | sensitizes_to | doxorubicin",
    ),
    (
        "Melanomas escape BRAF inhibition by upregulating PDGFRB.",
        "PDGFRB[overexpression] | confers_resistance_to | BRAF inhibitor",
    ),
    ("Loss of ATM is synthetically lethal with olaparib.", "ATM[loss] | sensitizes_to | olaparib"),
    (
        "NRF2 could be targeted to overcome sorafenib resistance.",
        "NFE2L2[inhibition] | sensitizes_to | sorafenib (hedged)",
    ),
    (
        "Of 13 patients with ERBB2 mutations, none responded to neratinib.",
        "ERBB2[mutation] | confers_resistance_to | neratinib",
    ),
    (
        "Dasatinib suppressed the growth of Ba/F3 cells transformed by KIT D816V.",
        "KIT D816V | sensitizes_to | dasatinib",
    ),
    (
        "Cells resistant to trabectedin had lost XPG (ERCC5).",
        "ERCC5[loss] | confers_resistance_to | trabectedin",
    ),
    ("Blocking MEK (trametinib) restored growth.", "trametinib | targets | MEK"),
    ("MET reactivates PI3K by way of ERBB3.", "ERBB3 | activates | PI3K"),
]

DENIED = [
    (
        "We found no evidence of an association between KRAS mutation and response to bevacizumab.",
        "KRAS[mutation] | sensitizes_to | bevacizumab",
    ),
    (
        (
            "No significant association was observed between ERCC1 expression and response in "
            "patients treated with cisplatin."
        ),
        "ERCC1 | sensitizes_to | cisplatin",
    ),
    (
        (
            "Response rates to cetuximab did not differ between patients with PIK3CA mutations and "
            "those without."
        ),
        "PIK3CA[mutation] | sensitizes_to | cetuximab",
    ),
    (
        "KRAS status had no impact on the efficacy of bevacizumab.",
        "KRAS | sensitizes_to | bevacizumab",
    ),
    (
        "Neither KRAS nor BRAF mutations were associated with response to bevacizumab.",
        "BRAF[mutation] | sensitizes_to | bevacizumab",
    ),
    (
        "Sensitivity to olaparib was independent of BRCA1 status.",
        "BRCA1 | sensitizes_to | olaparib",
    ),
    (
        "SPARC was not confirmed as a predictor of response to nab-paclitaxel.",
        "SPARC | sensitizes_to | paclitaxel",
    ),
    (
        "Docetaxel resistance was not due to ABCB1 overexpression.",
        "ABCB1[overexpression] | confers_resistance_to | docetaxel",
    ),
    (
        (
            "ABCG2 made cells resistant to topotecan but had no effect on the cytotoxicity of "
            "paclitaxel."
        ),
        "ABCG2 | confers_resistance_to | paclitaxel",
    ),
    (
        "Inhibition of MEK, but not of PI3K, restored sensitivity to vemurafenib.",
        "PI3K[inhibition] | sensitizes_to | vemurafenib",
    ),
    (
        "KRAS-mutant cells were as sensitive to olaparib as wild-type cells.",
        "KRAS[mutation] | sensitizes_to | olaparib",
    ),
    (
        "These observations argue against a role of P-glycoprotein in resistance to doxorubicin.",
        "ABCB1 | confers_resistance_to | doxorubicin",
    ),
]


@pytest.mark.parametrize(("text", "claim"), RESPONSES)
def test_response_is_read(extract_text, text, claim):
    assert claim in {claim_text(triple) for triple in extract_text(text)}


@pytest.mark.parametrize(("text", "claim"), DENIED)
def test_response_is_denied(extract_text, text, claim):
    found = {claim_text(triple) for triple in extract_text(text)}
    assert f"{claim} (negated)" in found
    assert claim not in found


def test_rival_of_the_cause_is_not_claimed(extract_text):
    text = "MCL-1, rather than BCL-2, is the determinant of sensitivity to dinaciclib."
    found = {claim_text(triple) for triple in extract_text(text)}
    assert "MCL1 | sensitizes_to | dinaciclib" in found
    assert "BCL2 | sensitizes_to | dinaciclib" not in found


SILENT = [
    "Erlotinib-resistant cells were cultured in the presence of EGF.",
    "Proliferation in the presence of gefitinib was assessed in cells with MET amplification.",
    "The IC50 of gefitinib was determined in cells with and without MET amplification.",
    "TP53 mutations were found in 40% of patients, all of whom received cisplatin.",
    "VEGFA secretion in the presence of bevacizumab was lower in hypoxic cells.",
    "NF-κB activation in response to cisplatin was blocked by parthenolide.",
]


@pytest.mark.parametrize("text", SILENT)
def test_no_response_is_read_where_none_is_claimed(extract_text, text):
    found = {triple.predicate for triple in extract_text(text)}
    assert not found & {"sensitizes_to", "confers_resistance_to"}
