"""Responses that are told in passing: by a risk, a count, a pronoun, or by what undoes them."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

RETOLD = [
    (
        "NQO1 C609T homozygotes responded significantly less to epirubicin-based treatment.",
        "NQO1 C609T | confers_resistance_to | epirubicin",
    ),
    (
        "KRAS-mutant patients responded better to sorafenib than others.",
        "KRAS[mutation] | sensitizes_to | sorafenib",
    ),
    (
        "Tumours with PTEN loss responded worse to trastuzumab.",
        "PTEN[loss] | confers_resistance_to | trastuzumab",
    ),
    (
        (
            "CYP2D6 variant carriers receiving tamoxifen have a higher risk of relapse than "
            "patients with extensive metabolism."
        ),
        "CYP2D6 | confers_resistance_to | tamoxifen",
    ),
    (
        (
            "High ESR1 expression was associated with a lower relapse rate in patients treated "
            "with tamoxifen."
        ),
        "ESR1[overexpression] | sensitizes_to | tamoxifen",
    ),
    (
        "Tumours with HER2 amplification showed fewer recurrences with trastuzumab.",
        "ERBB2[amplification] | sensitizes_to | trastuzumab",
    ),
    (
        "Low SMARCB1 was associated with decreased recurrence with tazemetostat.",
        "SMARCB1[loss] | sensitizes_to | tazemetostat",
    ),
    (
        "NSCLC patients with STK11 co-mutation had markedly inferior responses to PD-1 blockade.",
        "STK11[mutation] | confers_resistance_to | PDCD1 inhibitor",
    ),
    (
        (
            "Coexistent TP53 alterations significantly shortened the time to progression on "
            "first-line crizotinib."
        ),
        "TP53[mutation] | confers_resistance_to | crizotinib",
    ),
    (
        "BRCA1 mutations lengthened the progression-free survival on olaparib.",
        "BRCA1[mutation] | sensitizes_to | olaparib",
    ),
    (
        "JAK1 mutations were found in melanoma lesions relapsing on pembrolizumab.",
        "JAK1[mutation] | confers_resistance_to | pembrolizumab",
    ),
    (
        "Transfection of MRP1 cDNA in HeLa cells resulted in doxorubicin resistance.",
        "ABCC1 | confers_resistance_to | doxorubicin",
    ),
    (
        "Patients who relapse on quizartinib often have acquired FLT3 F691L mutations.",
        "FLT3 F691L | confers_resistance_to | quizartinib",
    ),
    (
        "Low-level expression of SMARCB1 conferred sensitivity to tazemetostat.",
        "SMARCB1[loss] | sensitizes_to | tazemetostat",
    ),
    (
        "High-level expression of ABCB1 conferred resistance to paclitaxel.",
        "ABCB1[overexpression] | confers_resistance_to | paclitaxel",
    ),
    (
        "MGMT-negative status correlated with response to temozolomide.",
        "MGMT[loss] | sensitizes_to | temozolomide",
    ),
    (
        (
            "Nrf2 is a determinant factor for carboplatin resistance, and its silencing enhanced "
            "the cytotoxicity of the drug."
        ),
        "NFE2L2[loss] | sensitizes_to | carboplatin",
    ),
    (
        (
            "Activation of AXL leads to erlotinib resistance in NSCLC, and its inhibition "
            "restores the sensitivity to gefitinib."
        ),
        "AXL[inhibition] | sensitizes_to | gefitinib",
    ),
    (
        (
            "Ectopic expression of miR-200c in Ishikawa cells rendered them up to 5-fold more "
            "sensitive to paclitaxel."
        ),
        "MIR200C[overexpression] | sensitizes_to | paclitaxel",
    ),
    (
        (
            "Loss of PTEN conferred resistance to gefitinib, and PTEN re-expression rendered the "
            "cells sensitive again."
        ),
        "PTEN[overexpression] | sensitizes_to | gefitinib",
    ),
    (
        "Silencing of TWIST1 reversed EMT and chemoresistance to docetaxel.",
        "TWIST1[loss] | inhibits | epithelial to mesenchymal transition",
    ),
    (
        "Knockdown of ZEB1 reversed EMT in PC3 cells.",
        "ZEB1[loss] | inhibits | epithelial to mesenchymal transition",
    ),
    (
        "Aurora-A amplification overrides the mitotic spindle assembly checkpoint.",
        "AURKA[amplification] | inhibits | mitotic spindle assembly checkpoint signaling",
    ),
    (
        (
            "Neither ERCC1 nor BRCA1 mRNA was of value for prediction of response to the "
            "cisplatin-gemcitabine doublet."
        ),
        "ERCC1 | sensitizes_to | cisplatin (negated)",
    ),
    (
        "ERCC1 expression was useful for predicting response to cisplatin.",
        "ERCC1 | sensitizes_to | cisplatin",
    ),
    (
        "EGFR expression is of no value in predicting response to cetuximab.",
        "EGFR | sensitizes_to | cetuximab (negated)",
    ),
    (
        "EGFR copy number did not help to predict response to erlotinib.",
        "EGFR | sensitizes_to | erlotinib (negated)",
    ),
    (
        "TYMP expression was predictive of response to capecitabine, but DPYD expression was not.",
        "TYMP | sensitizes_to | capecitabine",
    ),
    (
        (
            "Tumours with high TYMP responded to doxifluridine, and DPYD negative cases did so as"
            " well."
        ),
        "DPYD[loss] | sensitizes_to | doxifluridine",
    ),
    (
        (
            "The median IC50 of selumetinib was 14-fold lower in uveal melanoma cells with GNAQ "
            "Q209L as compared with wild type lines."
        ),
        "GNAQ Q209L | sensitizes_to | selumetinib",
    ),
    (
        "Response rates to gefitinib were higher in patients with EGFR L858R.",
        "EGFR L858R | sensitizes_to | gefitinib",
    ),
    (
        "Decitabine restored expression of CASP8 and sensitised neuroblastoma lines to etoposide.",
        "decitabine | sensitizes_to | etoposide",
    ),
    (
        (
            "A woman with HER2 exon 20 insertion achieved partial response under afatinib lasting"
            " for 9 months."
        ),
        "ERBB2 exon 20 insertion | sensitizes_to | afatinib",
    ),
    (
        (
            "FGFR1-amplified lines are resistant to tamoxifen, which was reversed by siRNA "
            "silencing of FGFR1."
        ),
        "FGFR1[loss] | sensitizes_to | tamoxifen",
    ),
    (
        "KRAS-mutant cells were insensitive to cetuximab, which was overcome by trametinib.",
        "trametinib | sensitizes_to | cetuximab",
    ),
    (
        (
            "Combined inhibition of MEK and PI3K with selumetinib and BEZ235 led to regression of"
            " tumours."
        ),
        "selumetinib | inhibits | MEK",
    ),
    (
        "MIG6 is upregulated in the erlotinib-resistant head and neck cell lines.",
        "ERRFI1[overexpression] | confers_resistance_to | erlotinib",
    ),
    (
        "A low MIG6 level identifies the patients who had a response to gefitinib.",
        "ERRFI1[loss] | sensitizes_to | gefitinib",
    ),
    (
        "BRAF V600E selects patients who respond to dabrafenib.",
        "BRAF V600E | sensitizes_to | dabrafenib",
    ),
    (
        "Loss of PTEN has been proposed as one of the mechanisms of trastuzumab resistance.",
        "PTEN[loss] | confers_resistance_to | trastuzumab",
    ),
    (
        (
            "Pazopanib is approved in sarcoma, and TP53 mutation has been proposed to predict "
            "longer PFS under it."
        ),
        "TP53[mutation] | sensitizes_to | pazopanib (hedged)",
    ),
    (
        (
            "Median OS did not differ between patients whose tumours were PIK3CA mutant or wild "
            "type when treated with everolimus."
        ),
        "PIK3CA[mutation] | sensitizes_to | everolimus (negated)",
    ),
    (
        (
            "Two melanoma cell lines with NRAS Q61K and one with NRAS Q61R were insensitive to "
            "vemurafenib."
        ),
        "NRAS Q61R | confers_resistance_to | vemurafenib",
    ),
    (
        (
            "MCL1 upregulation is a critical factor of resistance against ABT-737, and "
            "flavopiridol overcomes it."
        ),
        "alvocidib | sensitizes_to | abt-737",
    ),
    (
        (
            "Curcumin down-regulated P-glycoprotein via inhibition of NF-κB and thereby restored "
            "vincristine sensitivity."
        ),
        "curcumin | sensitizes_to | vincristine",
    ),
    (
        "Patients with NRG1 fusion positive tumours treated with afatinib had disease control.",
        "NRG1 | sensitizes_to | afatinib",
    ),
    (
        (
            "TOP2A amplification was related to better survival in patients randomized to "
            "epirubicin but not to methotrexate."
        ),
        "TOP2A[amplification] | sensitizes_to | epirubicin",
    ),
    (
        (
            "TOP2A amplification was related to better survival in patients randomized to "
            "epirubicin but not to methotrexate."
        ),
        "TOP2A[amplification] | sensitizes_to | methotrexate (negated)",
    ),
    (
        (
            "Low levels of hENT1 in tumor tissue predicted a poor outcome in patients receiving "
            "adjuvant gemcitabine, but not in those randomized to 5-FU."
        ),
        "SLC29A1[loss] | confers_resistance_to | fluorouracil (negated)",
    ),
    (
        (
            "JAK1 and JAK2 loss-of-function mutations were found in melanoma lesions relapsing on"
            " pembrolizumab."
        ),
        "JAK1[mutation] | confers_resistance_to | pembrolizumab",
    ),
    (
        (
            "Because the SLFN11 gene is epigenetically inactivated in SCLC, these tumors are "
            "poorly responsive to topotecan."
        ),
        "SLFN11[inhibition] | confers_resistance_to | topotecan",
    ),
    (
        "Cells with NQO1 deletion responded less to mitomycin.",
        "NQO1[loss] | confers_resistance_to | mitomycin",
    ),
    (
        "MET amplification was associated with an increased risk of progression on gefitinib.",
        "MET[amplification] | confers_resistance_to | gefitinib",
    ),
    (
        (
            "Patients with high ERCC1 expression had a lower hazard of death when treated with "
            "cisplatin."
        ),
        "ERCC1[overexpression] | sensitizes_to | cisplatin",
    ),
    (
        "PTEN loss prolonged progression-free survival in patients treated with everolimus.",
        "PTEN[loss] | sensitizes_to | everolimus",
    ),
    (
        "TP53 mutation shortened overall survival on fludarabine.",
        "TP53[mutation] | confers_resistance_to | fludarabine",
    ),
    (
        "ABCG2 mediates topotecan resistance, and its knockdown restored sensitivity.",
        "ABCG2[loss] | sensitizes_to | topotecan",
    ),
    (
        (
            "AXL is overexpressed in erlotinib-resistant cells, and its silencing restored the "
            "response to the drug."
        ),
        "AXL[loss] | sensitizes_to | erlotinib",
    ),
    (
        "PTEN-null cells were refractory to trastuzumab, which was overcome by everolimus.",
        "everolimus | sensitizes_to | trastuzumab",
    ),
    (
        "FGF2 induced resistance to sunitinib, which was abrogated by FGFR1 knockdown.",
        "FGFR1[loss] | sensitizes_to | sunitinib",
    ),
    (
        "HGF causes resistance to gefitinib, and crizotinib reversed it.",
        "crizotinib | sensitizes_to | gefitinib",
    ),
    (
        "RRM1 expression was not useful for prediction of response to gemcitabine.",
        "RRM1 | sensitizes_to | gemcitabine (negated)",
    ),
    (
        "BRCA1 mRNA may be helpful in the prediction of benefit from docetaxel.",
        "BRCA1 | sensitizes_to | docetaxel (hedged)",
    ),
    (
        "KRAS mutation is of great value for predicting resistance to cetuximab.",
        "KRAS[mutation] | confers_resistance_to | cetuximab",
    ),
    (
        (
            "High TS expression was associated with poor survival after 5-FU but not after "
            "oxaliplatin."
        ),
        "TYMS[overexpression] | confers_resistance_to | fluorouracil",
    ),
    (
        (
            "High TS expression was associated with poor survival after 5-FU but not after "
            "oxaliplatin."
        ),
        "TYMS[overexpression] | confers_resistance_to | oxaliplatin (negated)",
    ),
    (
        (
            "KRAS mutations predicted shorter PFS in patients receiving cetuximab, but not in "
            "those receiving bevacizumab."
        ),
        "KRAS[mutation] | confers_resistance_to | cetuximab",
    ),
    (
        (
            "KRAS mutations predicted shorter PFS in patients receiving cetuximab, but not in "
            "those receiving bevacizumab."
        ),
        "KRAS[mutation] | confers_resistance_to | bevacizumab (negated)",
    ),
    (
        "KRAS mutation remained an independent predictor of resistance to cetuximab.",
        "KRAS[mutation] | confers_resistance_to | cetuximab",
    ),
]


@pytest.mark.parametrize(("text", "claim"), RETOLD)
def test_retold_response_is_read(extract_text, text, claim):
    assert claim in {claim_text(triple) for triple in extract_text(text)}
