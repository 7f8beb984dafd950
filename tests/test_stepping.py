"""A parser and a recogniser whose steps Python counts write what they would write themselves."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example

from nlp_pipeline.text.stepping import Stepper, step_from_python

WORDS = ["PTEN", "loss", "activates", "AKT", "in", "cells"]
GOLD = {
    "sent_starts": [True, False, False, False, False, False],
    "heads": [1, 2, 2, 2, 5, 2],
    "deps": ["compound", "nsubj", "ROOT", "obj", "case", "obl"],
    "entities": ["U-Gene", "O", "O", "U-Gene", "O", "O"],
}


def make_pipe(name, **config):
    nlp = spacy.blank("en")
    pipe = nlp.add_pipe(name, config=config)
    examples = [Example.from_dict(Doc(nlp.vocab, words=WORDS), GOLD)]
    nlp.initialize(lambda: examples)
    for _ in range(5):
        nlp.update(examples)
    return pipe


def make_docs(pipe):
    return [Doc(pipe.vocab, words=WORDS[:length]) for length in (6, 0, 3, 1)]


def annotation(doc):
    return [(token.head.i, token.dep_, token.ent_iob_, token.ent_type_) for token in doc]


@pytest.mark.parametrize(("name", "config"), [("parser", {"min_action_freq": 1}), ("ner", {})])
def test_stepper_writes_what_the_pipe_writes(name, config):
    pipe = make_pipe(name, **config)
    stepped = list(Stepper(pipe).pipe(make_docs(pipe), batch_size=2))
    assert [annotation(d) for d in stepped] == [annotation(pipe(d)) for d in make_docs(pipe)]
    assert any(token.dep_ == "ROOT" or token.ent_type_ for token in stepped[0])


def test_step_from_python_leaves_a_search_and_other_pipes_alone():
    nlp = spacy.blank("en")
    search, tagger = nlp.add_pipe("beam_parser"), nlp.add_pipe("tagger")
    assert step_from_python(search) is search
    assert step_from_python(tagger) is tagger
