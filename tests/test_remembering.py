"""What is remembered of single words is what the model gives of them each time."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.ml.models.tok2vec import MaxoutWindowEncoder, MultiHashEmbed, build_Tok2Vec_model
from spacy.tokens import Doc
from spacy.vectors import Mode, Vectors
from thinc.api import Linear, chain

from nlp_pipeline.text import remembering
from nlp_pipeline.text.remembering import WordAnnotator, remember_embeddings, remember_words

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


def make_network(*columns: str):
    nlp = spacy.blank("en")
    data = np.random.default_rng(0).standard_normal((50, 8), dtype="float32")
    nlp.vocab.vectors = Vectors(data=data, mode=Mode.floret, minn=2, maxn=3, hash_count=2)
    embed = MultiHashEmbed(
        width=16, attrs=list(columns), rows=[100] * len(columns), include_static_vectors=True
    )
    encode = MaxoutWindowEncoder(width=16, window_size=1, maxout_pieces=2, depth=2)
    model = build_Tok2Vec_model(embed, encode)
    model.initialize(X=[untagged(nlp, WORDS)])
    return nlp, model


def untagged(nlp, words, ids=()) -> Doc:
    doc = Doc(nlp.vocab, words=words)
    for token, entity_id in zip(doc, ids, strict=False):
        token.ent_id_ = entity_id
    return doc


def nodes(model) -> list[str]:
    return [node.name for node in model.walk()]


@pytest.mark.parametrize("room", [32_000, 3])
def test_vectors_that_are_looked_up_are_those_of_the_network(monkeypatch, room):
    monkeypatch.setattr(remembering, "REMEMBERED_VECTORS", room)
    nlp, model = make_network("NORM", "SHAPE", "ENT_ID")
    batches = [
        [untagged(nlp, WORDS), untagged(nlp, WORDS[:3], ["Gene", "", ""])],
        [untagged(nlp, ["EGFR", *WORDS]), untagged(nlp, []), untagged(nlp, WORDS, ["Gene"])],
    ]
    wanted = [model.predict(docs) for docs in batches]
    assert not np.allclose(wanted[0][0][0], wanted[0][1][0])  # a listed word is another word
    remember_embeddings(model)
    for docs, vectors in zip(batches, wanted, strict=True):
        for found, own in zip(model.predict(docs), vectors, strict=True):
            np.testing.assert_allclose(found, own, atol=1e-5)


def test_each_word_is_embedded_once():
    nlp, model = make_network("NORM", "PREFIX")
    remember_embeddings(model)
    (memory,) = (node for node in model.walk() if node.name == "remembered_embedding")
    seen: list[str] = []
    embed = memory.layers[0]
    plain = embed._func

    def noting(layer, docs, is_train):
        seen.extend(token.text for doc in docs for token in doc)
        return plain(layer, docs, is_train)

    embed._func = noting
    model.predict([untagged(nlp, WORDS)])
    model.predict([untagged(nlp, [*WORDS, "KRAS"])])
    assert seen == [*dict.fromkeys(WORDS), "KRAS"]


def test_learning_goes_through_the_network_itself():
    nlp, model = make_network("NORM", "PREFIX")
    remember_embeddings(model)
    vectors, backprop = model.begin_update([untagged(nlp, WORDS)])
    backprop(vectors)
    assert any(node.has_grad("E") for node in model.walk() if node.name == "hashembed")


def test_networks_that_embed_no_words_are_left_alone():
    model = chain(Linear(4, 4), Linear(2, 4))
    names = nodes(model)
    remember_embeddings(model)
    assert nodes(model) == names
