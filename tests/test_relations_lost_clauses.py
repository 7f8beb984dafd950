"""Clauses whose verb or subject the parser loses, and captions that tell things by a list."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

READ = [
    # the participle behind a comma
    (
        "ACSL4 and LPCAT3 incorporate fatty acids in membranes, promoting ferroptosis.",
        "LPCAT3 | activates | ferroptosis",
    ),
    # a clause without "and"
    (
        "Erastin and sulfasalazine inhibit SLC7A11, RSL3 and ML210 inactivate GPX4.",
        "rsl3 | inhibits | GPX4",
    ),
    ("EGFR activates RAS, PTEN inhibits AKT.", "PTEN | inhibits | AKT"),
    # a verb taken for a noun
    ("BH3-only proteins (Bim, Puma, Noxa) neutralise Bcl-2 and Mcl-1.", "BBC3 | inhibits | MCL1"),
    (
        "Somatic mutations in KEAP1 or NFE2L2 stabilise NRF2 and cause resistance to cisplatin.",
        "KEAP1[mutation] | confers_resistance_to | cisplatin",
    ),
    ("MDM2 keeps p53 inactive.", "MDM2 | inhibits | TP53"),
    (
        "CHK1 inhibits CDC25A and, via WEE1, keeps CDK1 inactive.",
        "CHEK1 | inhibits | CDK1",
    ),
    ("KRAS is kept active by EGFR.", "EGFR | activates | KRAS"),
    ("HER2 becomes ubiquitinated by CHIP.", "STUB1 | modifies | ERBB2"),
    # lists of alterations
    (
        "MET amplification, activation of AXL, and loss of NF1 re-establish ERK signaling.",
        "NF1[loss] | activates | ERK signaling pathway",
    ),
    (
        "ESR1 mutations (Y537S, D538G) confer resistance to tamoxifen.",
        "ESR1 D538G | confers_resistance_to | tamoxifen",
    ),
    # to whom it belongs
    (
        "FGFR1 amplification promoted resistance to palbociclib, reversed by erdafitinib.",
        "erdafitinib | sensitizes_to | palbociclib",
    ),
    (
        "Loss of PTEN makes cells resistant to trastuzumab but not to lapatinib.",
        "PTEN[loss] | confers_resistance_to | lapatinib (negated)",
    ),
    ("HGF via MET phosphorylates AKT.", "HGF | acts_through | MET"),
    ("KEAP1 liberates NRF2, that then binds MAFG.", "NFE2L2 | binds | MAFG"),
    ("AKT phosphorylation was observed upon MEK inhibition.", "MEK[inhibition] | modifies | AKT"),
    (
        "Tazemetostat restores CXCL9 expression, with enhanced T-cell infiltration.",
        "tazemetostat | activates | T cell infiltration",
    ),
    (
        "Pexidartinib or emactuzumab, both against CSF1R, deplete macrophages.",
        "emactuzumab | targets | CSF1R",
    ),
    # what is left out, what stands for more
    (
        "LAG-3 interacts with FGL1, TIM-3 with galectin-9 and CEACAM1.",
        "HAVCR2 | binds | CEACAM1",
    ),
    (
        "PERK lowers eIF2α, attenuating translation yet favouring ATF4, which induces CHOP.",
        "ATF4 | activates | DDIT3",
    ),
    (
        "PSMB5 mutations and upregulated GRP78 are associated with bortezomib resistance.",
        "HSPA5[overexpression] | confers_resistance_to | bortezomib",
    ),
    (
        "MET loss induced apoptosis, as shown by increased BAX and reduced BCL2.",
        "MET[loss] | downregulates | BCL2",
    ),
    # signs and brackets
    ("LKB1 → AMPK ↑ → mTORC1 ↓ → autophagy ↑.", "AMPK | inhibits | mTORC1"),
    ("LKB1 → AMPK ↑ → mTORC1 ↓ → autophagy ↑.", "mTORC1 | inhibits | autophagy"),
    (
        "Compounds: buparlisib (pan-PI3K), palbociclib, ribociclib and abemaciclib (CDK4/6).",
        "ribociclib | targets | CDK6",
    ),
    # what the title says
    (
        "Resistance to gefitinib. Alterations include MET amplification and loss of PTEN.",
        "PTEN[loss] | confers_resistance_to | gefitinib",
    ),
]
NEVER = [
    (
        "Erastin inhibits SLC7A11, RSL3 and ML210 inactivate GPX4.",
        "erastin | inhibits | GPX4",
    ),
    (
        "MET loss induced apoptosis, as shown by increased BAX and reduced BCL2.",
        "MET[loss] | upregulates | BCL2",
    ),
    ("LAG-3 interacts with FGL1, TIM-3 with galectin-9.", "LAG3 | binds | HAVCR2"),
    ("NRG signaling via ErbB4 activates RAS.", "NRG signaling pathway | acts_through | ERBB4"),
    (
        "Epacadostat: IDO1 inhibitor; galunisertib: TGFBR1 inhibitor.",
        "epacadostat | targets | TGFBR1",
    ),
    (
        "Overcoming resistance to gefitinib. MET amplification and loss of PTEN were found.",
        "MET[amplification] | confers_resistance_to | gefitinib",
    ),
]


@pytest.mark.parametrize(("text", "claim"), READ)
def test_clause_that_the_parser_loses_is_read(extract_text, text, claim):
    assert claim in {claim_text(triple) for triple in extract_text(text)}


@pytest.mark.parametrize(("text", "claim"), NEVER)
def test_mended_clause_is_said_of_nobody_else(extract_text, text, claim):
    assert claim not in {claim_text(triple) for triple in extract_text(text)}
