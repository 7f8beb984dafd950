"""What is given to cells, animals and patients, and what changes in them then."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

GIVEN = [
    (
        "RT-PCR showed a decrease of p53 mRNA level in dexamethasone-treated rats.",
        {"dexamethasone | downregulates | TP53"},
    ),
    (
        "There was an increase in KIT and EGFR protein expression in the parathion-treated cells.",
        {"parathion | upregulates | KIT", "parathion | upregulates | EGFR"},
    ),
    (
        "The curcumin-treated group showed decreases in expression of IL-27 and TLR4 protein.",
        {"curcumin | downregulates | TLR4"},
    ),
    (
        "Activities of caspase-3 and caspase-9 were higher in cells exposed to doxorubicin.",
        {"doxorubicin | activates | CASP3", "doxorubicin | activates | CASP9"},
    ),
    (
        "Mice fed a diet containing resveratrol had increased SIRT1 expression.",
        {"resveratrol | upregulates | SIRT1"},
    ),
    (
        "IL-6 was lower in patients who received dexamethasone.",
        {"dexamethasone | downregulates | IL6"},
    ),
    ("In the curcumin group, TNF levels were decreased.", {"curcumin | downregulates | TNF"}),
    (
        "In cells treated with doxorubicin, p53 and p21 were upregulated.",
        {"doxorubicin | upregulates | TP53", "doxorubicin | upregulates | CDKN1A"},
    ),
    (
        "When cells were treated with doxorubicin, p53 expression increased.",
        {"doxorubicin | upregulates | TP53"},
    ),
    ("In losartan-treated rats, TNF was reduced by 50%.", {"losartan | downregulates | TNF"}),
    (
        "TNF secretion was reduced in the livers of mice treated with curcumin.",
        {"curcumin | downregulates | TNF"},
    ),
    (
        "Curcumin-treated hepatocytes showed reduced TNF expression.",
        {"curcumin | downregulates | TNF"},
    ),
    (
        "A decrease in TNF expression was seen in curcumin-treated cells in the presence of IL6.",
        {"curcumin | downregulates | TNF"},
    ),
]
LATER = [
    ("Mean IL-6 levels were lower after dexamethasone.", {"dexamethasone | downregulates | IL6"}),
    (
        "Serum levels of IL-6 fell by 40% during treatment with dexamethasone.",
        {"dexamethasone | downregulates | IL6"},
    ),
    (
        "TP53 was increased at 30 min of doxorubicin exposure.",
        {"doxorubicin | upregulates | TP53"},
    ),
    (
        "Preincubation for 30 minutes with iloprost led to an inhibition of TNF expression.",
        {"iloprost | downregulates | TNF"},
    ),
    (
        "After treatment with losartan, renin mRNA increased and TNF mRNA decreased.",
        {"losartan | upregulates | REN", "losartan | downregulates | TNF"},
    ),
    (
        "IL-6 levels decreased significantly with dexamethasone treatment.",
        {"dexamethasone | downregulates | IL6"},
    ),
    ("Four weeks of curcumin lowered IL-6.", {"curcumin | downregulates | IL6"}),
    ("A significant decrease in TNF was found after losartan.", {"losartan | downregulates | TNF"}),
]
BESIDE = [
    (
        "Dioscin caused an increase in ERK activity, accompanied with decreased PI3K expression.",
        {"dioscin | downregulates | PI3K"},
    ),
    (
        "Curcumin treatment was associated with a 2-fold increase in eNOS activity.",
        {"curcumin | activates | NOS3"},
    ),
    (
        "Pinosylvin works by arresting the cell cycle along with downregulation of CCND1 and MYC.",
        {"pinosylvin | downregulates | CCND1", "pinosylvin | downregulates | MYC"},
    ),
    (
        "IL-6 was increased and IL-10 was decreased by curcumin.",
        {"curcumin | upregulates | IL6", "curcumin | downregulates | IL10"},
    ),
    (
        "A decrease in p65 was seen after exposure to curcumin, while p21 was increased.",
        {"curcumin | downregulates | RELA", "curcumin | upregulates | CDKN1A"},
    ),
    (
        "Cells responded to doxorubicin with increased p53 expression.",
        {"doxorubicin | upregulates | TP53"},
    ),
    (
        "Theophylline caused an increase in mRNA expression for p21 and p53.",
        {"theophylline | upregulates | CDKN1A", "theophylline | upregulates | TP53"},
    ),
]
SIGNS = [
    ("Curcumin restored the reduced expression of SIRT1.", "curcumin | upregulates | SIRT1"),
    ("Curcumin reversed the elevated levels of IL-6.", "curcumin | downregulates | IL6"),
    (
        "Curcumin rescued the inhibitory effect of dasatinib on Rac1 activation.",
        "curcumin | activates | RAC1",
    ),
    (
        "APOE safeguards cells against reduction in SGLT1 activity induced by gentamicin.",
        "gentamicin | inhibits | SLC5A1",
    ),
    ("Curcumin reduced IL-6 levels and raised IL-10 levels.", "curcumin | upregulates | IL10"),
    (
        "Curcumin suppressed IL-6 production, and markedly enhanced IL-10 secretion.",
        "curcumin | upregulates | IL10",
    ),
    (
        "Curcumin decreased Bcl-2 expression, increased Bax expression and activated caspase-3.",
        "curcumin | activates | CASP3",
    ),
    ("Curcumin increased Bax while decreasing Bcl-2.", "curcumin | downregulates | BCL2"),
    ("Low dose rapamycin decreases Nox4.", "sirolimus | downregulates | NOX4"),
    (
        "Dexamethasone inhibited IL-2 production partially and enhanced IL2RA expression.",
        "dexamethasone | upregulates | IL2RA",
    ),
    (
        "Thalidomide reduced COX-2 expression but had no effect on that of COX-1.",
        "thalidomide | downregulates | PTGS2",
    ),
    (
        "Thalidomide caused a decrease of BCL2, VEGFA and an increased IL6.",
        "thalidomide | upregulates | IL6[overexpression]",
    ),
    (
        "Blockade of ERK1/2 activation by UO126 also prevented the NMDA effects.",
        "u0126 | inhibits | ERK",
    ),
    (
        "Ethanol induced degradation of DNMT1, as well as the MBD2 and MECP2 proteins.",
        "ethanol | downregulates | MBD2",
    ),
    (
        "GW9662 prevented the lutein-induced iNOS mRNA downregulation in HD11 cells.",
        "lutein | downregulates | NOS2",
    ),
]
UNSAID = [
    "CYP2D6 carriers receiving tamoxifen have a higher risk of relapse.",
    "Patients treated with olaparib had a longer survival.",
]


@pytest.mark.parametrize(("text", "expected"), [*GIVEN, *LATER, *BESIDE])
def test_changes_in_the_treated_are_done_by_what_is_given(extract_text, text, expected) -> None:
    assert expected <= {claim_text(triple) for triple in extract_text(text)}


@pytest.mark.parametrize(("text", "expected"), SIGNS)
def test_change_has_its_sign(extract_text, text, expected) -> None:
    found = {claim_text(triple) for triple in extract_text(text)}
    assert expected in found
    subject, _, thing = expected.split(" | ")
    assert len({c for c in found if c.startswith(subject) and c.endswith(f"| {thing}")}) == 1


@pytest.mark.parametrize("text", UNSAID)
def test_fortunes_of_patients_are_no_doing_of_the_drug(extract_text, text) -> None:
    found = {claim_text(triple) for triple in extract_text(text)}
    assert not {c for c in found if " | activates | " in c or " | upregulates | " in c}


DENIED = [
    ("Dexamethasone caused no increase in IL-6.", "dexamethasone | upregulates | IL6"),
    ("Gefitinib resulted in no inhibition of AKT1.", "gefitinib | inhibits | AKT1"),
    (
        "Dexamethasone treatment showed no increase in IL-6 in curcumin-treated rats.",
        "dexamethasone | upregulates | IL6",
    ),
]


@pytest.mark.parametrize(("text", "expected"), DENIED)
def test_no_change_brought_about_is_denied(extract_text, text, expected) -> None:
    found = {claim_text(triple) for triple in extract_text(text)}
    assert f"{expected} (negated)" in found
    assert expected not in found
    assert not [claim for claim in found if claim.startswith("curcumin")]
