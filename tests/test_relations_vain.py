"""Drugs that are given in vain, what a screen or a test finds, and what is set apart."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

RESPONSES = [
    (
        "PIK3CA mutation became a marker of response to alpelisib.",
        "PIK3CA[mutation] | sensitizes_to | alpelisib",
    ),
    (
        "MET amplification identifies patients likely to respond to crizotinib.",
        "MET[amplification] | sensitizes_to | crizotinib",
    ),
    (
        "PD-L1 expression selects patients who benefit from pembrolizumab.",
        "CD274 | sensitizes_to | pembrolizumab",
    ),
    (
        "MGMT methylation distinguishes responders to temozolomide from non-responders.",
        "MGMT[loss] | sensitizes_to | temozolomide",
    ),
    (
        "BRCA1-mutant cells were sensitive to olaparib, and so were BRCA2-mutant cells.",
        "BRCA2[mutation] | sensitizes_to | olaparib",
    ),
    (
        "Cells with BRAF V600E responded to dabrafenib, as did those with BRAF V600K.",
        "BRAF V600K | sensitizes_to | dabrafenib",
    ),
    (
        "The IC50 of gefitinib was 20-fold higher in H1975 cells with EGFR T790M.",
        "EGFR T790M | confers_resistance_to | gefitinib",
    ),
    (
        (
            "The response rate to cetuximab was 0 % in KRAS mutant tumours and 41 % in wild-type "
            "tumours."
        ),
        "KRAS[mutation] | confers_resistance_to | cetuximab",
    ),
    (
        "The ORR with gefitinib was 71% in EGFR-mutant versus 1% in wild-type tumours.",
        "EGFR[mutation] | sensitizes_to | gefitinib",
    ),
    (
        "Among patients with PIK3CA mutations, 12 of 20 responded to alpelisib.",
        "PIK3CA[mutation] | sensitizes_to | alpelisib",
    ),
    (
        "None of the 12 patients with KRAS mutations responded to cetuximab.",
        "KRAS[mutation] | confers_resistance_to | cetuximab",
    ),
    (
        "Patients with PIK3CA mutations derived no benefit from trastuzumab.",
        "PIK3CA[mutation] | confers_resistance_to | trastuzumab",
    ),
    (
        "Patients with low BRCA1 expression derived the greatest benefit from cisplatin.",
        "BRCA1[loss] | sensitizes_to | cisplatin",
    ),
    (
        "BRAF V600E patients failed to benefit from panitumumab.",
        "BRAF V600E | confers_resistance_to | panitumumab",
    ),
    (
        "The benefit of cetuximab was limited to patients with wild-type KRAS.",
        "KRAS | sensitizes_to | cetuximab",
    ),
    (
        "PTEN loss abrogated the benefit from trastuzumab.",
        "PTEN[loss] | confers_resistance_to | trastuzumab",
    ),
    (
        "Loss of PTEN abolished the therapeutic effect of vemurafenib.",
        "PTEN[loss] | confers_resistance_to | vemurafenib",
    ),
    (
        "Of 14 patients with KRAS mutations, none responded to cetuximab.",
        "KRAS[mutation] | confers_resistance_to | cetuximab",
    ),
    (
        "Cetuximab had no activity in KRAS-mutant tumours.",
        "KRAS[mutation] | confers_resistance_to | cetuximab",
    ),
    (
        "Imatinib showed little efficacy against PDGFRA D842V.",
        "PDGFRA D842V | confers_resistance_to | imatinib",
    ),
    (
        "Imatinib did little for patients with PDGFRA D842V.",
        "PDGFRA D842V | confers_resistance_to | imatinib",
    ),
    (
        "Responses to cetuximab were seen irrespective of EGFR expression.",
        "EGFR | sensitizes_to | cetuximab (negated)",
    ),
    (
        "Among the genes whose loss conferred resistance to vemurafenib was NF1.",
        "NF1[loss] | confers_resistance_to | vemurafenib",
    ),
    (
        "ABCB1 is unlikely to explain resistance to doxorubicin.",
        "ABCB1 | confers_resistance_to | doxorubicin (negated)",
    ),
    (
        "Patients with KRAS mutations are unlikely to respond to cetuximab.",
        "KRAS[mutation] | confers_resistance_to | cetuximab",
    ),
    (
        "HGF-treated cells no longer responded to erlotinib.",
        "HGF | confers_resistance_to | erlotinib",
    ),
    (
        "Deleting BRCA1 rendered cells sensitive to olaparib.",
        "BRCA1[loss] | sensitizes_to | olaparib",
    ),
    (
        "AXL-high lines were resistant to erlotinib.",
        "AXL[overexpression] | confers_resistance_to | erlotinib",
    ),
    (
        "Two patients acquired EGFR C797S while under osimertinib.",
        "EGFR C797S | confers_resistance_to | osimertinib",
    ),
    (
        "MLH1-silenced cells tolerated higher doses of cisplatin.",
        "MLH1[loss] | confers_resistance_to | cisplatin",
    ),
    (
        "H1975 cells (EGFR L858R/T790M) were resistant to gefitinib.",
        "EGFR T790M | confers_resistance_to | gefitinib",
    ),
    (
        "Low TOP1 levels were found in patients with a poor outcome on irinotecan.",
        "TOP1[loss] | confers_resistance_to | irinotecan",
    ),
    (
        "SLFN11 is required for cells to respond to topotecan.",
        "SLFN11 | sensitizes_to | topotecan",
    ),
    (
        "Low TOP1 levels characterize tumours that do not respond to irinotecan.",
        "TOP1[loss] | confers_resistance_to | irinotecan",
    ),
    (
        "KRAS-mutant tumours were marked by resistance to cetuximab.",
        "KRAS[mutation] | confers_resistance_to | cetuximab",
    ),
    (
        "TP53 mutation predicted shorter survival in patients given fludarabine.",
        "TP53[mutation] | confers_resistance_to | fludarabine",
    ),
    (
        "Responses to gefitinib were more common in patients with EGFR L858R.",
        "EGFR L858R | sensitizes_to | gefitinib",
    ),
    (
        "Doxorubicin was less cytotoxic in ABCB1-overexpressing cells.",
        "ABCB1[overexpression] | confers_resistance_to | doxorubicin",
    ),
    (
        "Silencing of ABCB1 lowered the IC50 of paclitaxel sixfold.",
        "ABCB1[loss] | sensitizes_to | paclitaxel",
    ),
    (
        "Tumours that tested positive for EGFR T790M responded to osimertinib.",
        "EGFR T790M | sensitizes_to | osimertinib",
    ),
]


@pytest.mark.parametrize(("text", "claim"), RESPONSES)
def test_response_to_a_drug_is_told_of_its_factor(extract_text, text, claim):
    assert claim in {claim_text(triple) for triple in extract_text(text)}


def test_each_of_two_drugs_inhibits_its_own_target(extract_text):
    text = "Dual inhibition of EGFR and MET with erlotinib and crizotinib was effective."
    assert "crizotinib | inhibits | MET" in {claim_text(triple) for triple in extract_text(text)}


def test_drugs_are_not_combined_with_what_they_inhibit(extract_text):
    text = "Combined inhibition of MEK and PI3K with selumetinib and BEZ235 shrank the tumours."
    found = {claim_text(triple) for triple in extract_text(text)}
    assert "selumetinib | inhibits | MEK" in found
    assert "selumetinib | inhibits | PI3K" not in found
    assert "MEK inhibitor | combined_with | selumetinib" not in found


def test_what_is_left_open_in_front_is_not_denied(extract_text) -> None:
    text = "Regardless of the origin of p95HER2, it is a determinant of trastuzumab resistance."
    assert [t.negated for t in extract_text(text) if t.predicate == "confers_resistance_to"] == [
        False
    ]
