"""Sentences on what drugs do, and on what keeps them from it, one for each construction."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

READ = [
    # lists of drugs and of alterations
    (
        "MCL1 overexpression conferred resistance to venetoclax and navitoclax, not to S63845.",
        "MCL1[overexpression] | confers_resistance_to | navitoclax",
    ),
    (
        "Resistance to trastuzumab can arise from HER3 expression, PTEN loss or PIK3CA mutation.",
        "PTEN[loss] | confers_resistance_to | trastuzumab",
    ),
    (
        "Imatinib resistance was associated with reduced levels of hOCT1 and increases in ABCB1.",
        "ABCB1[overexpression] | confers_resistance_to | imatinib",
    ),
    (
        "Sunitinib resistance has been ascribed to IL-8 and to activation of MET.",
        "MET[activation] | confers_resistance_to | sunitinib",
    ),
    # verbs taken for something else
    (
        "Most non-responders to cetuximab carried KRAS mutations.",
        "KRAS[mutation] | confers_resistance_to | cetuximab",
    ),
    (
        "AXL and GAS6 were markedly elevated in sunitinib-refractory tumours.",
        "AXL[overexpression] | confers_resistance_to | sunitinib",
    ),
    (
        "MCL1 degradation primes AML cells for venetoclax.",
        "MCL1[loss] | sensitizes_to | venetoclax",
    ),
    (
        "The multikinase inhibitor regorafenib targets VEGFR, KIT and RAF.",
        "regorafenib | targets | VEGFR",
    ),
    # what tumours do while a drug is given
    (
        "When treated with gefitinib, cells with MET amplification remained viable.",
        "MET[amplification] | confers_resistance_to | gefitinib",
    ),
    (
        "Patients whose tumours carried a BRCA1 mutation no longer responded to olaparib.",
        "BRCA1[mutation] | confers_resistance_to | olaparib",
    ),
    (
        "hENT1-positive patients survived longer on gemcitabine.",
        "SLC29A1 | sensitizes_to | gemcitabine",
    ),
    (
        "Treatment failure of cetuximab was linked to AREG downregulation.",
        "AREG[loss] | confers_resistance_to | cetuximab",
    ),
    (
        "Clones that had survived osimertinib were enriched for RB1 loss.",
        "RB1[loss] | confers_resistance_to | osimertinib",
    ),
    (
        "Elevated thymidylate synthase was found in tumors that failed to respond to pemetrexed.",
        "TYMS[overexpression] | confers_resistance_to | pemetrexed",
    ),
    (
        "Coexpression of Cyclin E resulted in poorer outcome in response to trastuzumab.",
        "Cyclin_E | confers_resistance_to | trastuzumab",
    ),
    (
        "No patient with NPM1-mutated AML relapsed after cytarabine.",
        "NPM1[mutation] | sensitizes_to | cytarabine",
    ),
    # processes of resistance
    (
        "Gefitinib-resistant cells displayed features of EMT.",
        "epithelial to mesenchymal transition | confers_resistance_to | gefitinib",
    ),
    (
        "Autophagy was activated in cisplatin-resistant cells.",
        "autophagy | confers_resistance_to | cisplatin",
    ),
    # cause and consequence
    (
        "A key mediator in chemoresistance is phosphorylated STAT3.",
        "STAT3[activation] | confers_resistance_to | chemotherapy",
    ),
    (
        "The PI3K-Akt pathway plays a role in growth and the development of drug resistance.",
        "PI3K/AKT signaling pathway | confers_resistance_to | drug therapy",
    ),
    (
        "Studies support the involvement of MET in growth, thus conferring gefitinib resistance.",
        "MET | confers_resistance_to | gefitinib",
    ),
    (
        "Trametinib-induced growth arrest was overcome by amplification of KRAS.",
        "KRAS[amplification] | confers_resistance_to | trametinib",
    ),
    (
        "IC50 values of cisplatin were 3-fold higher in ERCC1-positive cells.",
        "ERCC1 | confers_resistance_to | cisplatin",
    ),
    (
        "This induces cell adhesion-mediated resistance of cells to conventional drug therapies.",
        "cell adhesion | confers_resistance_to | drug therapy",
    ),
    # what a short clause denies
    (
        "EGFR-mutant tumors respond to gefitinib, whereas KRAS-mutant tumors do not.",
        "KRAS[mutation] | confers_resistance_to | gefitinib",
    ),
    (
        "RRM1 knockdown restored gemcitabine sensitivity, while silencing of RRM2 had no effect.",
        "RRM2[loss] | sensitizes_to | gemcitabine (negated)",
    ),
    # members singled out, what they rely on
    (
        "Natural products, especially resveratrol and curcumin, increased cisplatin sensitivity.",
        "curcumin | sensitizes_to | cisplatin",
    ),
    (
        "Lymphomas express high levels of MCL1, contributing to chemoresistance and relapse.",
        "MCL1[overexpression] | confers_resistance_to | chemotherapy",
    ),
    (
        "Cisplatin-resistant cells rely on AXL.",
        "AXL | confers_resistance_to | cisplatin",
    ),
    # what drugs are aimed at
    (
        "The FGFR tyrosine kinase inhibitor infigratinib was used.",
        "infigratinib | targets | FGFR",
    ),
    (
        "Quizartinib and midostaurin are potent inhibitors of FLT3 kinase.",
        "midostaurin | targets | FLT3",
    ),
    (
        "BRAF inhibitors: vemurafenib, dabrafenib.",
        "dabrafenib | targets | BRAF",
    ),
    (
        "As an inhibitor of HSP90, tanespimycin destabilizes proteins.",
        "tanespimycin | targets | HSP90",
    ),
    (
        "Metformin augments the effect of 5-fluorouracil through AMPK.",
        "metformin | acts_through | AMPK",
    ),
    (
        "Synergy was found between venetoclax and cytarabine.",
        "venetoclax | combined_with | cytarabine",
    ),
]

NEVER = [
    (
        "Resistance to BRAF inhibitors is achieved through protein kinases that phosphorylate MEK.",
        "MEK | confers_resistance_to | BRAF inhibitor",
    ),
    (
        "We compared gefitinib-resistant and parental cells expressing EGFR.",
        "EGFR | confers_resistance_to | gefitinib",
    ),
    (
        "Sensitivity to cisplatin was measured after knockdown of TP53.",
        "TP53[loss] | sensitizes_to | cisplatin",
    ),
    (
        "In resistant cells, AXL phosphorylates MEK.",
        "MEK | confers_resistance_to | drug therapy",
    ),
    (
        "Mediators of trastuzumab resistance include p27 phosphatase (PPM1H) and PTPN11.",
        "CDKN1B | confers_resistance_to | trastuzumab",
    ),
    (
        "PTEN loss correlates with tumor progression as well as trastuzumab resistance.",
        "tumor progression | confers_resistance_to | trastuzumab",
    ),
    (
        (
            "Resistance to trastuzumab is common. With growth factors contributing to resistance, "
            "another approach is the use of inhibitors such as sorafenib."
        ),
        "Growth_factor | confers_resistance_to | sorafenib",
    ),
    (
        "Panaxadiol targets androgen receptor: effects in castration-resistant prostate tumors.",
        "AR | confers_resistance_to | androgen deprivation therapy",
    ),
    (
        "Inhibition of mTOR improved the response to trastuzumab in models of PTEN loss.",
        "PTEN[loss] | sensitizes_to | trastuzumab",
    ),
    (
        "hENT1-positive patients survived longer on gemcitabine.",
        "SLC29A1 | confers_resistance_to | gemcitabine",
    ),
]


@pytest.mark.parametrize(("text", "claim"), READ)
def test_claim_is_read(extract_text, text, claim):
    assert claim in {claim_text(triple) for triple in extract_text(text)}


@pytest.mark.parametrize(("text", "claim"), NEVER)
def test_claim_is_not_made(extract_text, text, claim):
    assert claim not in {claim_text(triple) for triple in extract_text(text)}
