"""What compounds are told to do, and what they are told to be, one sentence for each wording."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

READ = [
    # kin, forms and kinds of compounds
    ("Block of EGFR by novel gefitinib analogues was seen.", "gefitinib | inhibits | EGFR"),
    ("Gefitinib derivatives inhibit EGFR.", "gefitinib | inhibits | EGFR"),
    ("Statins are HMG-CoA reductase inhibitors broadly used.", "statin | targets | HMGCR"),
    (
        "Gefitinib is metabolized to an active form that inhibits EGFR.",
        "gefitinib | inhibits | EGFR",
    ),
    (
        "The anticancer agent cucurbitacin I, a Jak2 inhibitor, reduced motility.",
        "cucurbitacin i | targets | JAK2",
    ),
    # classes told by the words between
    (
        "The low dose of flumazenil (5.0 mg/kg) - an EGFR antagonist, induced signs.",
        "flumazenil | targets | EGFR",
    ),
    (
        "Bisoprolol 5 mg (B5) as a selective EGFR antagonist was given.",
        "bisoprolol | targets | EGFR",
    ),
    (
        "Properties of lorglumide as a member of a new class of EGFR antagonists.",
        "lorglumide | targets | EGFR",
    ),
    (
        "Lumiracoxib is the first example of a marketed COX-2 inhibitor of the acid class.",
        "lumiracoxib | targets | PTGS2",
    ),
    (
        "Rasagiline is a potent, irreversible monoamine oxidase type B (MAO-B) inhibitor.",
        "rasagiline | targets | MAOB",
    ),
    (
        "Everolimus (RAD001, Afinitor((R)) Novartis) is the first oral inhibitor of MTOR.",
        "everolimus | targets | MTOR",
    ),
    ("Of the EGFR inhibitors tested, gefitinib was most effective.", "gefitinib | targets | EGFR"),
    ("The most potent EGFR inhibitor was gefitinib.", "gefitinib | targets | EGFR"),
    (
        "Several compounds were more potent EGFR inhibitors than gefitinib.",
        "gefitinib | targets | EGFR",
    ),
    ("Quinazoline-based EGFR inhibitors were found.", "quinazoline | targets | EGFR"),
    ("The competitive inhibitor of MET, gefitinib, was given.", "gefitinib | targets | MET"),
    (
        "The AGTR1 antagonists had the potency order candesartan (8.96) > losartan (6.92).",
        "losartan | targets | AGTR1",
    ),
    # powers, constants and comparisons
    (
        "This has been attributed to the antagonist effects of pindolol at the 5-HT(1A) receptor.",
        "pindolol | inhibits | HTR1A",
    ),
    ("The inhibitory action of gefitinib towards EGFR was studied.", "gefitinib | inhibits | EGFR"),
    ("Gefitinib is inhibitory to EGFR.", "gefitinib | inhibits | EGFR"),
    (
        "EGFR inhibitory activity comparable to that of gefitinib was found.",
        "gefitinib | inhibits | EGFR",
    ),
    (
        "Gefitinib reversed the effect on firing, demonstrating EGFR antagonistic action.",
        "gefitinib | inhibits | EGFR",
    ),
    (
        "This led to the identification of gefitinib (EGFR IC50 = 25 nM; HCT-116 IC50 = 23 nM).",
        "gefitinib | inhibits | EGFR",
    ),
    (
        "IC50 values (EGFR: 105.2 µM; MET: 26.3 µM) of gefitinib were measured.",
        "gefitinib | inhibits | MET",
    ),
    ("Gefitinib showed an IC50 value of 25 nM against EGFR.", "gefitinib | inhibits | EGFR"),
    ("Gefitinib was more potent than lapatinib in inhibiting EGFR.", "lapatinib | inhibits | EGFR"),
    (
        "Gefitinib showed the highest inhibition of EGFR, followed by lapatinib.",
        "lapatinib | inhibits | EGFR",
    ),
    ("The actions of gefitinib at the HTR1B receptor were studied.", "gefitinib | targets | HTR1B"),
    # purposes, doses and ways
    ("Gefitinib, designed to inhibit EGFR, was approved.", "gefitinib | inhibits | EGFR"),
    ("Discovery of gefitinib for the inhibition of EGFR.", "gefitinib | inhibits | EGFR"),
    (
        "Gefitinib suppresses growth at concentrations that inhibit EGFR.",
        "gefitinib | inhibits | EGFR",
    ),
    ("Gefitinib produced 45% fractional block in EGFR.", "gefitinib | inhibits | EGFR"),
    (
        "Gefitinib elicited a 4-fold selectivity toward EGFR inhibition.",
        "gefitinib | inhibits | EGFR",
    ),
    (
        "Gefitinib has two mechanisms of action, inhibition of EGFR and incorporation into DNA.",
        "gefitinib | inhibits | EGFR",
    ),
    (
        "Regarding EGFR inhibition, gefitinib was the most potent drug.",
        "gefitinib | inhibits | EGFR",
    ),
    (
        "Inhibition of EGFR is the main mechanism of action of gefitinib.",
        "gefitinib | inhibits | EGFR",
    ),
    (
        "Some of the actions of felodipine on smooth muscle may involve inhibition of EGFR.",
        "felodipine | inhibits | EGFR",
    ),
    (
        "Phenformin causes lactic acidosis due to inhibition of EGFR.",
        "phenformin | inhibits | EGFR",
    ),
    ("Gefitinib lowered cell survival owing to inhibition of EGFR.", "gefitinib | inhibits | EGFR"),
    (
        "Gefitinib inhibited the firing of neurons via EGFR antagonism.",
        "gefitinib | inhibits | EGFR",
    ),
    ("Gefitinib weakly inhibited EGFR.", "gefitinib | inhibits | EGFR"),
    ("The dose of imatinib needed to block RET was 5 mg.", "imatinib | inhibits | RET"),
    (
        "Administration of 15 mg of meloxicam caused reductions in COX-2 activity.",
        "meloxicam | inhibits | PTGS2",
    ),
    ("Similar to gefitinib, lapatinib inhibited EGFR.", "gefitinib | inhibits | EGFR"),
    ("Gefitinib's mechanism of action is inhibition of EGFR.", "gefitinib | inhibits | EGFR"),
    ("Gefitinib reduced growth because of its EGFR inhibition.", "gefitinib | inhibits | EGFR"),
    # what is acted on
    (
        "Mibefradil block of four channel isoforms in cells: SCN5A, SCN4A and SCN9A.",
        "mibefradil | inhibits | SCN9A",
    ),
    (
        "Mibefradil blocked currents of all SCN5A isoforms with similar affinity.",
        "mibefradil | inhibits | SCN5A",
    ),
    ("Vandetanib inhibits signalling mediated by RET and VEGFR2.", "vandetanib | inhibits | KDR"),
    (
        "Gefitinib was synthesised, characterised and tested for its EGFR inhibitory activity.",
        "gefitinib | inhibits | EGFR",
    ),
    (
        "The syndrome is seen following inhibition of both MAO-A and MAO-B by tranylcypromine.",
        "tranylcypromine | inhibits | MAOB",
    ),
    (
        "Blockade of EGFR by gefitinib or MET by crizotinib reduced growth.",
        "crizotinib | targets | MET",
    ),
    ("EGFR antagonism (10 mg bisoprolol) prevented growth.", "bisoprolol | targets | EGFR"),
    (
        "Dasatinib is a potent inhibitor of PDGFR and the compound also targets Src kinase.",
        "dasatinib | targets | SRC",
    ),
]

NOT_READ = [
    (
        "Blockade of EGFR by gefitinib or MET by crizotinib reduced growth.",
        "crizotinib | inhibits | EGFR",
    ),
    ("Gefitinib had an IC50 of 5 nM for EGFR and 50 nM for MET.", "gefitinib | activates | EGFR"),
    (
        "EGFR inhibition with gefitinib and MET inhibition with crizotinib were compared.",
        "crizotinib | inhibits | EGFR",
    ),
    (
        "Nitrogen-containing bisphosphonates (N-BPs) induce apoptosis.",
        "bisphosphonate | targets | N-BPs",
    ),
    ("Gefitinib (IC50 = 5 nM in EGFR mutant cells) was given.", "gefitinib | inhibits | EGFR"),
    ("COX-2 inhibitors are anti-inflammatory agents.", "anti-inflammatory agent | targets | PTGS2"),
    ("Zolmitriptan is an agonist for migraine.", "zolmitriptan | activates | migraine"),
    (
        "Palmitic acid can be metabolized to DAG, which stimulates PRKCE.",
        "palmitic acid | activates | PRKCE",
    ),
]


@pytest.mark.parametrize(("text", "claim"), READ)
def test_compound_does_what_the_wording_says(text, claim, extract_text) -> None:
    found = {claim_text(triple) for triple in extract_text(text)}
    assert claim in found, found


@pytest.mark.parametrize(("text", "claim"), NOT_READ)
def test_compound_does_no_more_than_the_wording_says(text, claim, extract_text) -> None:
    found = {claim_text(triple) for triple in extract_text(text)}
    assert claim not in found, found
