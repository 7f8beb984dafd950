"""Negation and doubt, scoped by syntax."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.assertion import is_hedged, is_negated
from tests.build import build_graph

GENES = {"A": "Gene", "B": "Gene"}
PLAIN = """A NN a 1 nsubj
activates VBZ activate 1 ROOT
B NN b 1 dobj"""
NOT = """A NN a 3 nsubj
does VBZ do 3 aux
not RB not 3 neg
activate VB activate 3 ROOT
B NN b 3 dobj"""
NOT_ONLY = """A NN a 3 nsubj
not RB not 3 neg
only RB only 3 advmod
activates VBZ activate 3 ROOT
B NN b 3 dobj"""
FAILS = """A NN a 1 nsubj
fails VBZ fail 1 ROOT
to TO to 3 aux
activate VB activate 1 xcomp
B NN b 3 dobj"""
MAY = """A NN a 2 nsubj
may MD may 2 aux
activate VB activate 2 ROOT
B NN b 2 dobj"""
CAN = MAY.replace("may MD may", "can MD can")
THOUGHT = """A NN a 2 nsubjpass
is VBZ be 2 auxpass
thought VBN think 2 ROOT
to TO to 4 aux
activate VB activate 2 xcomp
B NN b 4 dobj"""
SHOWN = THOUGHT.replace("thought VBN think", "shown VBN show")


def _trigger(table: str):
    graph = build_graph(table, GENES)
    return graph, next(n for n in graph.nodes if graph.lemma(n) == "activate")


@pytest.mark.parametrize(
    ("table", "expected"),
    [(PLAIN, False), (NOT, True), (NOT_ONLY, False), (FAILS, True), (MAY, False)],
    ids=["plain", "not", "not only", "fails", "may"],
)
def test_is_negated(table: str, expected: bool) -> None:
    assert is_negated(*_trigger(table)) is expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [(PLAIN, False), (MAY, True), (CAN, False), (THOUGHT, True), (SHOWN, False), (NOT, False)],
    ids=["plain", "may", "can", "thought", "shown", "not"],
)
def test_is_hedged(table: str, expected: bool) -> None:
    assert is_hedged(*_trigger(table)) is expected
