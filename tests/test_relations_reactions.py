"""Enzymes, carriers and their compounds, and amounts that a treatment changes beside the verb."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

WORDINGS = [
    # drugs as substrates and products
    (
        "Capecitabine is converted to 5-fluorouracil (5-FU) by thymidine phosphorylase (TP).",
        {"TYMP | downregulates | capecitabine", "TYMP | upregulates | fluorouracil"},
    ),
    (
        "Erlotinib is primarily metabolized by CYP3A4 and to a lesser extent by CYP1A2.",
        {"CYP3A4 | downregulates | erlotinib", "CYP1A2 | downregulates | erlotinib"},
    ),
    (
        "In addition, tolvaptan is metabolized by the CYP3A4 system.",
        {"CYP3A4 | downregulates | tolvaptan"},
    ),
    (
        "High DPYD expression leads to rapid degradation of 5-FU.",
        {"DPYD[overexpression] | downregulates | fluorouracil"},
    ),
    ("The CYP3A4 substrate midazolam was given.", {"CYP3A4 | downregulates | midazolam"}),
    (
        "CBS and CTH utilize L-cysteine as substrate to form hydrogen sulfide.",
        {"CBS | downregulates | cysteine", "CTH | upregulates | hydrogen sulfide"},
    ),
    # reactions by their nouns
    (
        "AKR1B1 catalyzes the reduction of glucose to sorbitol.",
        {"AKR1B1 | downregulates | glucose", "AKR1B1 | upregulates | sorbitol"},
    ),
    (
        "Proline dehydrogenase (PRODH) catalyzes the two-step oxidation of proline to glutamate.",
        {"PRODH | downregulates | proline", "PRODH | upregulates | glutamate"},
    ),
    (
        "BAAT is the enzyme responsible for conjugation of bile acids to taurine.",
        {"BAAT | downregulates | bile acid"},
    ),
    (
        "The accumulation of HIF1A requires the metabolism of glucose to pyruvate.",
        {"glucose metabolic process | upregulates | HIF1A"},
    ),
    (
        "DMAPP is converted from IPP by IDI1 in the pathway.",
        {
            "IDI1 | upregulates | dimethylallyl diphosphate",
            "IDI1 | downregulates | isopentenyl diphosphate",
        },
    ),
    # verbs that the tagger takes for plurals
    (
        "In activated cells, PLCG1 hydrolyzes PIP2 into IP3 and DAG.",
        {
            "PLCG1 | downregulates | phosphatidylinositol 4,5-bisphosphate",
            "PLCG1 | upregulates | inositol 1,4,5-trisphosphate",
        },
    ),
    (
        "Carboxylesterases hydrolyze esters, amides, and thioesters to produce carboxylic acids.",
        {"Carboxylesterase | upregulates | carboxylic acid"},
    ),
    # enzymes by title, clause and step
    (
        (
            "It is expressed opposite to retinal dehydrogenase 2 (raldh2), the key enzyme for "
            "retinoic acid synthesis."
        ),
        {"ALDH1A2 | activates | retinoic acid biosynthetic process"},
    ),
    (
        "CTH is believed to be the key enzyme that forms hydrogen sulfide.",
        {"CTH | upregulates | hydrogen sulfide"},
    ),
    (
        "Nitric oxide is produced from L-arginine in a reaction catalyzed by NOS3.",
        {"NOS3 | upregulates | nitric oxide", "NOS3 | downregulates | arginine"},
    ),
    (
        "RDH10 catalyzes the rate-limiting step that generates retinaldehyde from retinol.",
        {"RDH10 | upregulates | retinal"},
    ),
    (
        "Cyclooxygenase-2 (COX-2)-derived prostaglandin E2 is important.",
        {"PTGS2 | upregulates | prostaglandin E2"},
    ),
    # carriers
    ("Lactate is transported into tumor cells by MCT1.", {"SLC16A1 | upregulates | lactate"}),
    ("Cystine is taken up by SLC7A11.", {"SLC7A11 | upregulates | cystine"}),
    ("Lactate is transported out of the cells by MCT4.", {"SLC16A3 | downregulates | lactate"}),
    (
        "MTRR is an enzyme involved in the conversion of homocysteine to methionine.",
        {"MTRR | downregulates | homocysteine", "MTRR | upregulates | methionine"},
    ),
    (
        "Nitric oxide is an important vasorelaxant produced from L-arginine by NOS3.",
        {"NOS3 | upregulates | nitric oxide"},
    ),
    (
        "PDE5 contains a catalytic domain that hydrolyzes cGMP.",
        {"PDE5A | downregulates | cyclic GMP"},
    ),
    (
        "NOX4 was identified as the main source of superoxide.",
        {"NOX4 | upregulates | superoxide"},
    ),
    (
        "Fulvestrant, the first agent in this new class, induces the degradation of HIF1A.",
        {"fulvestrant | downregulates | HIF1A"},
    ),
    (
        "BACKGROUND AND AIMS: PHGDH catalyses the conversion of glucose to lactate.",
        {"PHGDH | upregulates | lactate"},
    ),
    # amounts
    ("Statins lower cholesterol by inhibiting HMGCR.", {"statin | downregulates | cholesterol"}),
    (
        "Doxorubicin increased the levels of p53 and decreased those of cyclin D1.",
        {"doxorubicin | downregulates | CCND1"},
    ),
    (
        (
            "Cisplatin significantly decreased superoxide dismutase (SOD) and glutathione "
            "peroxidase activities, while increased catalase (CAT) activity compared with others."
        ),
        {"cisplatin | inhibits | SOD", "cisplatin | activates | CAT"},
    ),
    (
        "LPS increased the expression of IL6, which was abolished by dexamethasone.",
        {"dexamethasone | downregulates | IL6"},
    ),
    (
        "LPS activated NF-kB, and this was inhibited by dexamethasone.",
        {"dexamethasone | inhibits | NFkappaB"},
    ),
    (
        "Cisplatin injection increased TNF, and these increases were attenuated by pioglitazone.",
        {"cisplatin | upregulates | TNF", "pioglitazone | downregulates | TNF"},
    ),
    (
        "Decreased levels of AKT expression were observed in cells after metformin treatment.",
        {"metformin | downregulates | AKT"},
    ),
    ("JQ1 reversed the EGF-induced upregulation of MYC.", {"jq1 | downregulates | MYC"}),
    ("Cisplatin blunted the rise in plasma ACTH.", {"cisplatin | downregulates | POMC"}),
    (
        (
            "Raltitrexed treatment resulted in the decrease in p27 expression, with an increase in "
            "cyclin E expression."
        ),
        {"raltitrexed | downregulates | CDKN1B", "raltitrexed | upregulates | Cyclin_E"},
    ),
    (
        (
            "Fisetin treatment showed a significant decline in the levels of IL1B with an "
            "elevation in plasma insulin."
        ),
        {"fisetin | downregulates | IL1B", "fisetin | upregulates | INS"},
    ),
    (
        (
            "Cisplatin significantly decreased superoxide dismutase activity, while increased "
            "catalase activity compared with the control."
        ),
        {"cisplatin | inhibits | SOD", "cisplatin | activates | CAT"},
    ),
    # substrates, and who makes or uses up what
    (
        "PDE10A is a phosphodiesterase that hydrolyzes both cAMP and cGMP.",
        {"PDE10A | downregulates | cyclic AMP", "PDE10A | downregulates | cyclic GMP"},
    ),
    (
        "LDH is responsible for pyruvate conversion to lactate.",
        {"LDH | downregulates | pyruvate", "LDH | upregulates | lactate"},
    ),
    (
        "Nitric oxide is produced along with L-citrulline by NOS3.",
        {"NOS3 | upregulates | nitric oxide", "NOS3 | upregulates | L-citrulline"},
    ),
    ("Arginine is a substrate for ARG1.", {"ARG1 | downregulates | arginine"}),
    (
        "CYP2B6 plays a major role in ketamine N-demethylation.",
        {"CYP2B6 | downregulates | ketamine"},
    ),
    (
        "CYP3A4 plays a major role in erlotinib metabolism.",
        {"CYP3A4 | downregulates | erlotinib"},
    ),
    (
        "Dextromethorphan, a probe of CYP2D6, was given.",
        {"CYP2D6 | downregulates | dextromethorphan"},
    ),
]
NEVER = [
    (
        "Nitric oxide is produced along with L-citrulline by NOS3.",
        "L-citrulline | upregulates | nitric oxide",
    ),
    ("AKT is phosphorylated at serine by PDK1.", "PDPK1 | downregulates | serine"),
    ("AKT is involved in metabolism.", "AKT | activates | metabolic process"),
    ("Metformin is a substrate of SLC22A1.", "SLC22A1 | downregulates | metformin"),
    ("DMAPP is converted from IPP by IDI1.", "IDI1 | downregulates | dimethylallyl diphosphate"),
    ("Tumors showed a decrease in MYC with an increase in PTEN.", "MYC | upregulates | PTEN"),
    ("LPS upregulates MDM2, which is inhibited by nutlin.", "nutlin | downregulates | MDM2"),
    ("MATERIALS AND METHODS: Imatinib inhibits KIT.", "METHODS | inhibits | KIT"),
    ("MMPs are unique enzymes in inflammation.", "MMP | activates | inflammatory response"),
]


@pytest.mark.parametrize(("text", "expected"), WORDINGS, ids=[text for text, _ in WORDINGS])
def test_reaction_yields_its_claims(extract_text, text, expected) -> None:
    assert expected <= {claim_text(triple) for triple in extract_text(text)}


@pytest.mark.parametrize(("text", "unwanted"), NEVER, ids=[text for text, _ in NEVER])
def test_reaction_never_yields_a_claim(extract_text, text, unwanted) -> None:
    assert unwanted not in {claim_text(triple) for triple in extract_text(text)}
