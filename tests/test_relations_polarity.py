"""Net signs: every step of an event multiplies, and the innermost says of what kind it is."""

from __future__ import annotations

import pytest

from nlp_pipeline.relations.polarity import find_effects
from tests.build import build_graph

B = {"B": "Gene"}


def _effects(table: str, trigger: str, mentions: dict[str, str] = B) -> list[tuple[str, int]]:
    graph = build_graph(table, mentions)
    node = next(n for n in graph.nodes if graph.token(n).text == trigger)
    return [(effect.kind, effect.sign) for effect in find_effects(graph, node)]


PROMOTES = """A NN a 1 nsubj
promotes VBZ promote 1 ROOT
{noun} NN {noun} 1 dobj
of IN of 2 prep
B NN b 3 pobj"""


@pytest.mark.parametrize(
    ("noun", "effect"),
    [
        ("activation", ("activity", 1)),
        ("inactivation", ("activity", -1)),
        ("expression", ("amount", 1)),
        ("degradation", ("amount", -1)),
        ("phosphorylation", ("modification", 1)),
    ],
)
def test_promotes_an_event_takes_kind_and_sign_of_the_event(
    noun: str, effect: tuple[str, int]
) -> None:
    assert _effects(PROMOTES.format(noun=noun), "promotes") == [effect]


@pytest.mark.parametrize(
    ("noun", "effect"),
    [
        ("activation", ("activity", -1)),
        ("expression", ("amount", -1)),
        ("degradation", ("amount", 1)),
        ("inhibition", ("activity", 1)),
    ],
)
def test_prevents_an_event_turns_its_sign(noun: str, effect: tuple[str, int]) -> None:
    table = PROMOTES.format(noun=noun).replace("promotes VBZ promote", "prevents VBZ prevent")
    assert _effects(table, "prevents") == [effect]


def test_adjective_before_an_event_turns_its_sign() -> None:
    table = """A NN a 1 nsubj
    causes VBZ cause 1 ROOT
    reduced VBN reduce 3 amod
    expression NN expression 1 dobj
    of IN of 3 prep
    B NN b 4 pobj"""
    assert _effects(table, "causes") == [("amount", -1)]


def test_reduced_response_to_a_drug_is_resistance() -> None:
    table = """A NN a 1 nsubj
    reduces VBZ reduce 1 ROOT
    sensitivity NN sensitivity 1 dobj
    to TO to 2 prep
    D NN d 3 pobj"""
    assert _effects(table, "reduces", {"D": "Drug"}) == [("response", -1)]


def test_verb_without_a_name_below_it_has_no_effect() -> None:
    table = """A NN a 1 nsubj
    promotes VBZ promote 1 ROOT
    it PRP it 1 dobj"""
    assert _effects(table, "promotes") == []
