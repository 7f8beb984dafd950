"""A word without any break costs time by its length, not by the square of it."""

from __future__ import annotations

import time

import pytest
import spacy

from nlp_pipeline.entities.gaps import find_unknown
from nlp_pipeline.text.tokenizer import build_tokenizer


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.tokenizer = build_tokenizer(nlp.vocab)
    for name in ("nlp_pipeline_sentences", "nlp_pipeline_abbreviations", "nlp_pipeline_entities"):
        nlp.add_pipe(name)
    return nlp


def seconds(nlp, letters, length):
    text = (letters * length)[:length]
    taken = []
    for _ in range(3):
        started = time.process_time()
        find_unknown(nlp(text))
        taken.append(time.process_time() - started)
    return min(taken)


@pytest.mark.parametrize("letters", ["a", "α", "aα", "αβ", "EGFR", "Ab1", "ACGT", "α1", "miR"])
def test_time_grows_with_the_length_of_a_word(nlp, letters):
    seconds(nlp, letters, 1_000)
    short, long = seconds(nlp, letters, 20_000), seconds(nlp, letters, 80_000)
    assert long < 9 * short, f"{letters}: {short:.3f} s, and {long:.3f} s for four times the length"
