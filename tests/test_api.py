"""The two functions of the package: what they refuse, and how they say so."""

from __future__ import annotations

import pytest
import spacy

import nlp_pipeline
from nlp_pipeline.annotations import MentionSpan, set_mentions
from nlp_pipeline.errors import ExtractionError, SettingsError


@pytest.mark.parametrize("value", ["nope", {"model": "x"}, 3], ids=["text", "mapping", "number"])
def test_load_refuses_what_are_no_settings(value):
    with pytest.raises(SettingsError, match=r"settings are .* of type .*Settings"):
        nlp_pipeline.load(value)


def test_triples_refuses_what_are_no_settings():
    doc = spacy.blank("en")("EGF activates EGFR.")
    with pytest.raises(SettingsError, match="settings are 'nope'"):
        nlp_pipeline.triples(doc, "nope")


def test_triples_of_a_doc_without_names_is_an_error():
    doc = spacy.blank("en")("EGF activates EGFR.")
    with pytest.raises(
        ExtractionError, match=r"no mentions: 'EGF activates.*nlp_pipeline_entities"
    ):
        nlp_pipeline.triples(doc)


def test_triples_of_a_doc_without_a_parse_is_an_error():
    doc = spacy.blank("en")("EGF activates EGFR.")
    set_mentions(doc, [MentionSpan(0, 1, "Gene", "EGF"), MentionSpan(2, 3, "Gene", "EGFR")])
    with pytest.raises(ExtractionError, match=r"the Doc has no parse: 'EGF .*add a parser"):
        nlp_pipeline.triples(doc)


def test_triples_of_an_empty_doc_is_empty():
    assert nlp_pipeline.triples(spacy.blank("en")("")) == []


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "count"), [("EGF activates EGFR.", 1), ("Nothing here.", 0), ("", 0), ("  ", 0)]
)
def test_triples_of_the_loaded_pipeline_never_fail(extractor, text, count):
    assert len(nlp_pipeline.triples(extractor.nlp(text))) == count
