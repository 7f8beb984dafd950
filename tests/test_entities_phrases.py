from __future__ import annotations

import pytest

from nlp_pipeline.annotations import NESTED, get_mentions
from nlp_pipeline.config import Settings
from nlp_pipeline.entities.process_nouns import load_process_nouns
from nlp_pipeline.pipeline import build_pipeline


@pytest.fixture(scope="module")
def nlp():
    return build_pipeline(Settings())


def _phrases(nlp, text: str) -> list[str]:
    return [m.label for m in get_mentions(nlp(text)) if m.source == "phrase"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EGF promotes follicular exclusion.", ["follicular exclusion"]),
        ("RHOA promotes the formation of membrane domains.", ["membrane domain formation"]),
        (
            "RHOA enables the spatial segregation of signaling pathways.",
            ["spatial segregation of signaling pathway"],
        ),
        ("EGF induces B cell hyperresponsiveness.", ["B cell hyperresponsiveness"]),
        ("Loss of TACC3 causes mitotic defects.", ["mitotic defect"]),
        ("EGF suppresses Ca2+ oscillations.", ["calcium oscillation"]),
        ("AKT1 prevents damage to the intestinal epithelium.", ["intestinal epithelium damage"]),
        ("TNF causes blood hyperviscosity.", ["blood hyperviscosity"]),
        ("STAT3 dimers initiate transcription.", ["DNA-templated transcription"]),
        (
            "TGFB1 and EGF drive monocyte-to-fibroblast transition.",
            ["monocyte-to-fibroblast transition"],
        ),
        ("CXCL8 recruits neutrophils to the tumor.", ["neutrophil recruitment"]),
        ("Mast cells are activated by TNF.", ["mast cell activation"]),
        ("TNF and EGF promote mitochondrial dynamics.", ["mitochondrial dynamics"]),
        ("TNF and EGF cause fork degradation.", ["fork degradation"]),
        ("TNF and EGF promote Th17 polarization.", ["Th17 polarization"]),
        ("TNF and EGF promote luminal differentiation.", ["luminal differentiation"]),
        ("TNF and EGF promote maturation of thymocytes.", ["thymocyte maturation"]),
    ],
)
def test_phrase_finder_reads_a_process_of_the_occasion(nlp, text, expected):
    assert _phrases(nlp, text) == expected


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "EGF induces AKT activation and SRC phosphorylation.",
        "EGF increased the concentration of KRAS.",
        "EGF induces a cellular response to KRAS.",
        "EGF induces KRAS localization and the degradation of SRC.",
    ],
    ids=["events of molecules", "a method's noun", "an empty modifier", "an event of a molecule"],
)
def test_phrase_finder_leaves_out_what_is_no_process(nlp, text):
    assert _phrases(nlp, text) == []


@pytest.mark.model
def test_phrase_finder_nests_the_names_inside_a_phrase(nlp):
    doc = nlp("EGF promotes melanoma evasion.")
    assert "melanoma evasion" in {m.label for m in get_mentions(doc)}
    assert [m.label for m in get_mentions(doc, group=NESTED)] == ["melanoma"]


def test_load_process_nouns_has_each_lemma_under_one_kind():
    rows = load_process_nouns()
    assert set(rows.values()) == {"process", "event", "never"}
