from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from nlp_pipeline.annotations import (
    Abbreviation,
    Context,
    get_abbreviations,
    get_context,
    get_legend,
    set_context,
)
from nlp_pipeline.grounding.abbreviations import FACTORY, AbbreviationFinder
from nlp_pipeline.text.tokenizer import build_tokenizer


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.tokenizer = build_tokenizer(nlp.vocab)
    return nlp


def definitions(nlp, text: str) -> dict[str, str]:
    doc = AbbreviationFinder()(nlp.make_doc(text))
    return {abbreviation.short: abbreviation.long for abbreviation in get_abbreviations(doc)}


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        (
            "It blocks epithelial-mesenchymal transition (EMT) in tumours.",
            "EMT",
            "epithelial-mesenchymal transition",
        ),
        ("the nuclear factor kappa B (NF-κB) subunit", "NF-κB", "nuclear factor kappa B"),
        ("insulin-like growth factor 1 (IGF-1) binds", "IGF-1", "insulin-like growth factor 1"),
        ("EMT (epithelial to mesenchymal transition)", "EMT", None),
        ("PTEN (phosphatase and tensin homolog) loss", "PTEN", "phosphatase and tensin homolog"),
    ],
    ids=["plain", "greek", "hyphens", "first-letters", "long-inside"],
)
def test_definitions_in_running_text(nlp, text, short, long):
    assert definitions(nlp, text)[short] == (long or "epithelial to mesenchymal transition")


@pytest.mark.parametrize(
    "text",
    [
        "signals that promote it (Src) are active",
        "exposure in vitro to chromium (VI)",
        "in three cell lines (see Figure 2)",
        "EGFR (ERBB1)",
        "",
    ],
    ids=["clause", "roman", "remark", "other-name", "empty"],
)
def test_definitions_are_not_seen_in(nlp, text):
    assert definitions(nlp, text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "AKT is active. PTEN: Phosphatase and tensin homolog; FAs: fatty acids.",
        "AKT is active. PTEN, phosphatase and tensin homolog; FAs, fatty acids.",
        "AKT is active. PTEN = phosphatase and tensin homolog; FAs = fatty acids",
        "AKT is active. Abbreviations: PTEN, phosphatase and tensin homolog, FAs, fatty acids.",
    ],
    ids=["colons", "commas", "equals", "heading"],
)
def test_legend_is_found_with_its_definitions(nlp, text):
    doc = AbbreviationFinder()(nlp.make_doc(text))
    found = {a.short: a.long.lower() for a in get_abbreviations(doc)}
    assert found == {"PTEN": "phosphatase and tensin homolog", "FAs": "fatty acids"}
    (legend,) = get_legend(doc)
    assert legend.text.startswith("PTEN")
    assert legend.text.rstrip(".").endswith("fatty acids")


@pytest.mark.parametrize(
    "text",
    [
        "Three drugs were given: erlotinib, an EGFR inhibitor, and trametinib, a MEK inhibitor.",
        "In HeLa, AKT is active; in MCF7, ERK is lost.",
    ],
    ids=["apposition", "clauses"],
)
def test_legend_is_not_seen_in_running_text(nlp, text):
    assert get_legend(AbbreviationFinder()(nlp.make_doc(text))) == ()


SPELLED = (
    "Epidermal growth factor (EGF), mitogen-activated protein kinase (MAPK), "
    "inhibitor of kappa B (IkB), and tumor necrosis factor (TNF){}."
)


@pytest.mark.parametrize(("ending", "found"), [("", 1), (" activate AKT", 0)])
def test_sentence_that_only_spells_out_is_a_legend(ending, found):
    pipeline = spacy.blank("en")
    pipeline.add_pipe("nlp_pipeline_sentences")
    pipeline.add_pipe("nlp_pipeline_abbreviations")
    doc = pipeline("AKT is active. " + SPELLED.format(ending))
    assert [span.text for span in get_legend(doc)] == [SPELLED.format(ending)][:found]


def test_definitions_survive_serialization(nlp):
    doc = AbbreviationFinder()(nlp.make_doc("fatty acids (FAs)"))
    set_context(doc, Context((Abbreviation("TKI", "tyrosine kinase inhibitor"),), "A title"))
    copy = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert get_abbreviations(copy) == get_abbreviations(doc)
    assert get_context(copy) == get_context(doc)
    assert get_context(copy).abbreviations[0].long == "tyrosine kinase inhibitor"


def test_factory_is_registered_and_says_what_it_writes():
    nlp = spacy.blank("en")
    nlp.add_pipe(FACTORY)
    assert nlp.get_pipe_meta(FACTORY).assigns == ["doc.spans"]
