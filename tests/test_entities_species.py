from __future__ import annotations

import pytest

from nlp_pipeline.annotations import DISCARDED, get_mentions
from nlp_pipeline.config import Settings
from nlp_pipeline.entities.species import is_of_other_species
from nlp_pipeline.pipeline import build_pipeline


@pytest.fixture(scope="module")
def nlp():
    return build_pipeline(Settings(recogniser="off"))


@pytest.mark.model
def test_an_alias_of_a_human_gene_is_none_in_a_text_on_plants(nlp):
    doc = nlp("In Arabidopsis, ERF1 is induced by wounding.")
    assert {(m.label, m.id) for m in get_mentions(doc) if m.type == "Gene"} == {("ERF1", None)}
    assert "the text is of another organism" in {
        m.reason for m in get_mentions(doc, group=DISCARDED)
    }


@pytest.mark.model
def test_an_approved_symbol_stays_in_a_text_on_flies(nlp):
    doc = nlp("In Drosophila, EGFR is induced by wounding.")
    assert "EGFR" in {m.label for m in get_mentions(doc)}


@pytest.mark.parametrize(
    "text",
    ["ERF1 in Arabidopsis and human cells", "ERF1 in cells", "HER2 in yeast two-hybrid of tumors"],
    ids=["man too", "no organism", "a tumour"],
)
def test_is_of_other_species_needs_a_text_without_mammals(text):
    assert not is_of_other_species(text)
