"""What two clauses, lists or nouns share, and what stands for somebody else."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.examples import claim_text

pytestmark = pytest.mark.model

SHARED = [
    # what stands for the one it comes from
    (
        "TLR3 activation blocks LXR-dependent gene transcription.",
        {"TLR3[activation] | inhibits | LXR"},
    ),
    ("EGF sustains an MITF-driven transcriptional program.", {"EGF | activates | MITF"}),
    # titles
    (
        "TGF-β increases the expression of sclerostin (SOST), an inhibitor of Wnt signaling.",
        {"SOST | inhibits | Wnt signaling pathway", "TGFB | upregulates | SOST"},
    ),
    ("Hypoxia induces DKK1, a Wnt inhibitor.", {"DKK1 | inhibits | Wnt"}),
    # inserted ways, second purposes and subjects
    ("TNF, possibly via TNFR2, mediates apoptosis.", {"TNF | acts_through | TNFRSF1B"}),
    (
        "ATF4 is translated and, together with CHOP, activates BIM.",
        {"ATF4 | activates | BCL2L11", "DDIT3 | activates | BCL2L11"},
    ),
    (
        "Leptin is required to suppress apoptosis and to stimulate angiogenesis.",
        {"LEP | inhibits | apoptotic process", "LEP | activates | angiogenesis"},
    ),
    (
        "p53 activates p21, causing cell cycle arrest, and inhibits BCL2.",
        {"TP53 | inhibits | BCL2"},
    ),
    ("BRAF promotes proliferation by constitutively activating ERK.", {"BRAF | activates | ERK"}),
    ("IL6 promotes tumor growth, in part, through STAT3.", {"IL6 | acts_through | STAT3"}),
    ("Kinases like VEGFR are able to activate HIF.", {"VEGFR | activates | HIF"}),
    ("EGF has been shown to be able to induce autophagy.", {"EGF | activates | autophagy"}),
    # members
    (
        "Kinases that phosphorylate TP53 include ATM and CHEK2.",
        {"ATM | modifies | TP53", "CHEK2 | modifies | TP53"},
    ),
    (
        "EGFR phosphorylates adaptor proteins belonging to the IRS or SHC family.",
        {"EGFR | modifies | IRS", "EGFR | modifies | SHC"},
    ),
    (
        "IP3 activates calmodulin and calcineurin, and the latter inhibits MYC.",
        {"PPP3 | inhibits | MYC"},
    ),
    # whose doing it is
    (
        "AKT phosphorylates TSC2, relieving its inhibitory effect on MTOR.",
        {"TSC2 | inhibits | MTOR", "AKT | activates | MTOR"},
    ),
    (
        "SRC-mediated phosphorylation of PTEN promotes its degradation.",
        {"SRC | downregulates | PTEN"},
    ),
    (
        "Phosphorylation by AKT inactivates TSC2.",
        {"AKT | modifies | TSC2", "AKT | inhibits | TSC2"},
    ),
    ("Inhibitors of COX-2 inhibit caspase 9 activation by Apaf-1.", {"APAF1 | activates | CASP9"}),
    ("PTEN is inhibited, which leads to AKT activation.", {"PTEN[inhibition] | activates | AKT"}),
    (
        "MDM2 loss reduces the inhibitory effects that MDM2 has on p53.",
        {"MDM2 | inhibits | TP53"},
    ),
    (
        "p21 binds CDK2, which in turn prevents CDK2 from complexing with cyclin E.",
        {"CDKN1A | inhibits | CDK2"},
    ),
    ("ERK exerts negative feedback on RAF.", {"ERK | inhibits | RAF"}),
    ("IL6 requires SRC for the inhibition of STAT3.", {"SRC | inhibits | STAT3"}),
    # events
    (
        "PTEN loss causes PIP3 to accumulate.",
        {"PTEN[loss] | upregulates | phosphatidylinositol 3,4,5-trisphosphate"},
    ),
    ("Upon loss of PTEN, AKT becomes hyperactivated.", {"PTEN[loss] | activates | AKT"}),
    ("STAT3 activation occurs in response to IL6.", {"IL6 | activates | STAT3"}),
    ("The Notch pathway is initiated upon binding of JAG1 to NOTCH1.", {"JAG1 | binds | NOTCH1"}),
    ("FGFR3 activates MEK, with concomitant activation of PI3K.", {"FGFR3 | activates | PI3K"}),
    (
        "Tryptophan is converted to kynurenine, a step catalyzed by IDO1.",
        {"IDO1 | upregulates | kynurenine"},
    ),
    (
        "Hypoxia is responsible in large part for inflammation.",
        {"hypoxia | activates | inflammatory response"},
    ),
    ("Macrophages produce TNF in response to LPS.", {"lipopolysaccharide | upregulates | TNF"}),
    ("Upon exposure to LPS, macrophages release IL6.", {"lipopolysaccharide | upregulates | IL6"}),
    (
        "RAF activates MEK1/2, which in turn phosphorylates and activates ERK1/2.",
        {"MEK | modifies | ERK", "MEK | activates | ERK"},
    ),
    (
        "STAT3-dependent processes such as angiogenesis and autophagy were blocked.",
        {"STAT3 | activates | angiogenesis", "STAT3 | activates | autophagy"},
    ),
    # verbs that look like nouns
    ("TNF binds to TNFR1 and signals through NF-κB.", {"TNF | acts_through | NFkappaB"}),
    ("When AKT is inhibited, MYC expression decreases.", {"AKT[inhibition] | downregulates | MYC"}),
]
NEVER = [
    (
        "p53 activates p21, causing cell cycle arrest, and inhibits BCL2.",
        "CDKN1A[activation] | inhibits | BCL2",
    ),
    ("Inhibitors of COX-2 inhibit caspase 9 activation by Apaf-1.", "APAF1 | inhibits | CASP9"),
    (
        "AKT phosphorylates TSC2, relieving its inhibitory effect on MTOR.",
        "TSC2[activation] | activates | MTOR",
    ),
    ("The effects of IL6 on survival are mediated by STAT3.", "STAT3 | activates | IL6"),
    (
        "Leptin is required to suppress apoptosis and to stimulate angiogenesis.",
        "angiogenesis[activation] | inhibits | apoptotic process",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SHARED)
def test_shared_place_yields_its_claims(extract_text, text, expected):
    found = {claim_text(triple) for triple in extract_text(text)}
    assert expected <= found


@pytest.mark.parametrize(("text", "unwanted"), NEVER)
def test_shared_place_never_yields_a_claim(extract_text, text, unwanted):
    assert unwanted not in {claim_text(triple) for triple in extract_text(text)}
