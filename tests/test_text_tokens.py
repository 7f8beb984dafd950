"""Tokens as Python objects: they say what spaCy's say."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from nlp_pipeline.text.tokens import Tokens

ATTRIBUTES = (
    *("i", "idx", "text", "whitespace_", "text_with_ws", "lower_", "lemma_", "tag_", "dep_"),
    *("is_digit", "is_punct"),
)
RELATIVES = ("head", "left_edge", "right_edge")
GROUPS = ("children", "lefts", "ancestors", "subtree")


@pytest.fixture
def doc() -> Doc:
    """Return two sentences: "Loss of PTEN, in 3 cells, activates AKT. EGFR does not."."""
    first = ["Loss", "of", "PTEN", ",", "in", "3", "cells", ",", "activates", "AKT", "."]
    return Doc(
        spacy.blank("en").vocab,
        words=[*first, "EGFR", "does", "not", "."],
        spaces=[word not in {"PTEN", "cells", "AKT", "not"} for word in first] + 4 * [False],
        tags=[
            "NN",
            "IN",
            "NN",
            ",",
            "IN",
            "CD",
            "NNS",
            ",",
            "VBZ",
            "NN",
            ".",
            "NN",
            "VBZ",
            "RB",
            ".",
        ],
        lemmas=[
            "loss",
            "of",
            "PTEN",
            ",",
            "in",
            "3",
            "cell",
            ",",
            "activate",
            "AKT",
            ".",
            "EGFR",
            "do",
            "not",
            ".",
        ],
        heads=[8, 0, 1, 0, 0, 6, 4, 8, 8, 8, 8, 12, 12, 12, 12],
        deps=[
            "nsubj",
            "prep",
            "pobj",
            "punct",
            "prep",
            "nummod",
            "pobj",
            "punct",
            "ROOT",
            "dobj",
            "punct",
            "nsubj",
            "ROOT",
            "neg",
            "punct",
        ],
    )


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_tokens_say_what_spacy_says(doc: Doc, name: str) -> None:
    assert [getattr(token, name) for token in Tokens.of(doc)] == [
        getattr(token, name) for token in doc
    ]


@pytest.mark.parametrize("name", RELATIVES)
def test_tokens_stand_in_the_tree(doc: Doc, name: str) -> None:
    assert [getattr(token, name).i for token in Tokens.of(doc)] == [
        getattr(token, name).i for token in doc
    ]


@pytest.mark.parametrize("name", GROUPS)
def test_tokens_lead_to_others_in_order(doc: Doc, name: str) -> None:
    assert [[other.i for other in getattr(token, name)] for token in Tokens.of(doc)] == [
        [other.i for other in getattr(token, name)] for token in doc
    ]


def test_tokens_know_their_sentence(doc: Doc) -> None:
    tokens = Tokens.of(doc)
    assert [(t.sent.start, t.sent.end, t.sent.text) for t in tokens] == [
        (t.sent.start, t.sent.end, t.sent.text) for t in doc
    ]
    assert tokens[0].sent != tokens[-1].sent


@pytest.mark.parametrize(
    ("start", "end"), [(0, 3), (2, 4), (9, 99), (-3, None), (5, 5), (6, 2), (None, None), (20, 22)]
)
def test_slices_are_those_of_the_doc(doc: Doc, start: int | None, end: int | None) -> None:
    ours, theirs = Tokens.of(doc)[start:end], doc[start:end]
    assert [token.i for token in ours] == [token.i for token in theirs]
    assert (ours.text, ours.text_with_ws) == (theirs.text, theirs.text_with_ws)


def test_neighbours_end_with_the_doc(doc: Doc) -> None:
    tokens = Tokens.of(doc)
    assert (tokens[3].nbor(-1).text, tokens[3].nbor().text) == ("PTEN", "in")
    for token, distance in ((tokens[0], -1), (tokens[-1], 1)):
        with pytest.raises(IndexError):
            token.nbor(distance)


def test_an_empty_doc_has_no_tokens() -> None:
    assert (len(Tokens.of(Doc(Vocab()))), Tokens.of(Doc(Vocab())).text) == (0, "")
