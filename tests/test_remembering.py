"""What is remembered of single words is what the model gives of them each time."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.tokens import Doc
from spacy.vectors import Mode, Vectors

from nlp_pipeline.text import remembering
from nlp_pipeline.text.remembering import (
    RememberedVectors,
    WordAnnotator,
    remember_vectors,
    remember_words,
)

WORDS = ["PTEN", "loss", "activates", "AKT", "in", "activated", "cells", "activates"]
TAGS = ["NNP", "NN", "VBZ", "NNP", "IN", "VBN", "NNS", "NNS"]
RULES = {
    "NN": {"POS": "NOUN", "MORPH": "Number=Sing"},
    "NNS": {"POS": "NOUN", "MORPH": "Number=Plur"},
    "NNP": {"POS": "PROPN"},
    "IN": {"POS": "ADP"},
    "VBZ": {"POS": "VERB"},
    "VBN": {"POS": "VERB"},
}
TABLES = {
    "lemma_rules": {"noun": [["s", ""]], "verb": [["ed", "e"], ["es", "e"]]},
    "lemma_index": {"noun": ["cell"], "verb": ["activate"]},
    "lemma_exc": {"noun": {"activates": ["activatum"]}},
}


def make_pipes():
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    for tag, attributes in RULES.items():
        ruler.add([[{"TAG": tag}]], attributes)
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    assert isinstance(lemmatizer, EnglishLemmatizer)
    lookups = spacy.lookups.Lookups()
    for name, table in TABLES.items():
        lookups.add_table(name, table)
    lemmatizer.initialize(lookups=lookups)
    return nlp, [ruler, lemmatizer]


def tagged(nlp, start=0, end=None) -> Doc:
    return Doc(nlp.vocab, words=WORDS[start:end], tags=TAGS[start:end])


def test_words_are_annotated_as_by_the_pipes_themselves():
    nlp, pipes = make_pipes()
    plain = tagged(nlp)
    for pipe in pipes:
        plain = pipe(plain)
    wanted = [(token.pos_, token.lemma_) for token in plain]
    assert {("VERB", "activate"), ("NOUN", "activatum")} <= set(wanted)
    (remembered,) = remember_words(pipes)
    docs = remembered.pipe([tagged(nlp), tagged(nlp, 2), tagged(nlp, 0, 0)], batch_size=2)
    found = [[(token.pos_, token.lemma_) for token in doc] for doc in docs]
    assert found == [wanted, wanted[2:], []]


def test_each_word_and_tag_is_annotated_once(monkeypatch):
    nlp, pipes = make_pipes()
    seen: list[str] = []

    def noting(doc):
        seen.extend(token.text for token in doc)
        return pipes[1](pipes[0](doc))

    annotator = WordAnnotator([noting])
    for _ in range(2):
        annotator(tagged(nlp))
    assert seen == WORDS  # "activates" with two tags is two words
    monkeypatch.setattr(remembering, "REMEMBERED", 3)
    assert [t.lemma_ for t in annotator(tagged(nlp, 2, 4))] == ["activate", "AKT"]
    assert len(annotator._known) == 2


def test_pipes_that_look_at_neighbours_stay_as_they_are():
    _, pipes = make_pipes()
    pipes[0].add([[{"TAG": "IN"}, {"TAG": "NN"}]], {"POS": "ADV"})
    assert remember_words(pipes) == pipes
    assert remember_words([pipes[1]]) == [pipes[1]]


def floret() -> Vectors:
    data = np.random.default_rng(0).standard_normal((50, 8), dtype="float32")
    return Vectors(data=data, mode=Mode.floret, minn=2, maxn=3, hash_count=2)


@pytest.mark.parametrize("room", [50_000, 3])
def test_vectors_are_those_of_floret(monkeypatch, room):
    monkeypatch.setattr(remembering, "REMEMBERED", room)
    plain = floret()
    remembered = remember_vectors(plain)
    assert isinstance(remembered, RememberedVectors)
    for words in (WORDS, WORDS[:3], ["EGFR", *WORDS]):
        keys = [remembered.strings.add(word) for word in words]
        for word in words:
            plain.strings.add(word)
        np.testing.assert_array_equal(remembered.get_batch(keys), plain.get_batch(keys))
    np.testing.assert_array_equal(remembered["KRAS"], plain["KRAS"])


def test_other_vectors_are_left_alone():
    vectors = Vectors(shape=(3, 4))
    assert remember_vectors(vectors) is vectors
