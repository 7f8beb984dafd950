"""What is computed in blocks is what the encoder gives."""

from __future__ import annotations

import numpy as np
import pytest
from spacy.ml.models.tok2vec import MaxoutWindowEncoder
from thinc.api import Linear, chain, noop

from nlp_pipeline.text import encoding
from nlp_pipeline.text.encoding import encode_in_blocks

LENGTHS = (7, 0, 1, 12)


def make_network(*, window_size=1, depth=2, width=16):
    encoder = MaxoutWindowEncoder(
        width=width, window_size=window_size, maxout_pieces=3, depth=depth
    )
    model = chain(noop(), encoder)
    model.initialize(X=make_texts())
    for node in model.walk():  # those of a trained network are not 0 and 1
        for name in ("G", "b"):
            if node.has_param(name):
                own = node.get_param(name)
                own += np.random.default_rng(1).standard_normal(own.shape, dtype="f")
    return model


def make_texts():
    numbers = np.random.default_rng(0)
    return [numbers.standard_normal((length, 16), dtype="f") for length in LENGTHS]


@pytest.mark.parametrize("rows", [512, 5])
@pytest.mark.parametrize(("window_size", "depth"), [(1, 2), (2, 3), (1, 1)])
def test_vectors_in_blocks_are_those_of_the_network(monkeypatch, rows, window_size, depth):
    monkeypatch.setattr(encoding, "ROWS", rows)
    model = make_network(window_size=window_size, depth=depth)
    wanted = model.predict(make_texts())
    encode_in_blocks(model)
    assert [node.name for node in model.layers] == ["noop", "encoder_in_blocks"]
    found = model.predict(make_texts())
    assert [len(own) for own in found] == list(LENGTHS)
    for own, other in zip(found, wanted, strict=True):
        np.testing.assert_allclose(own, other, atol=1e-5)


def test_empty_texts_have_no_vectors():
    model = make_network()
    encode_in_blocks(model)
    assert [len(own) for own in model.predict([np.zeros((0, 16), dtype="f")])] == [0]


def test_training_goes_on_as_before():
    model = make_network()
    encode_in_blocks(model)
    vectors, backward = model.begin_update(make_texts())
    assert [own.shape for own in backward(vectors)] == [own.shape for own in make_texts()]


def test_other_networks_are_left_alone():
    model = chain(noop(), Linear(4, 4))
    before = list(model.layers)
    encode_in_blocks(model)
    assert model.layers == before
