"""Which factor a response is linked with, and which it must not be."""

from __future__ import annotations

import pytest

from tests.build import build_graph

FACTOR_AND_DRUG = {"X": "Gene", "D": "Drug"}

OBSERVED = """X NN x 1 compound
amplification NN amplification 3 nsubjpass
was VBD be 3 auxpass
observed VBN observe 3 ROOT
in IN in 3 prep
patients NNS patient 4 pobj
with IN with 5 prep
resistance NN resistance 6 pobj
to IN to 7 prep
D NN d 8 pobj"""

MECHANISM = """One CD one 1 nummod
mechanism NN mechanism 5 nsubj
of IN of 1 prep
resistance NN resistance 2 pobj
here RB here 5 advmod
is VBZ be 5 ROOT
amplification NN amplification 5 attr
of IN of 6 prep
X NN x 7 pobj"""

COORDINATED = """Tumors NNS tumor 1 nsubj
show VBP show 1 ROOT
resistance NN resistance 1 dobj
to IN to 2 prep
D NN d 3 pobj
and CC and 2 cc
amplification NN amplification 2 conj
of IN of 6 prep
X NN x 7 pobj"""

TREATED = """Resistant JJ resistant 1 amod
cells NNS cell 3 nsubjpass
were VBD be 3 auxpass
treated VBN treat 3 ROOT
with IN with 3 prep
X NN x 4 pobj"""

DENIED = """X NN x 3 nsubjpass
was VBD be 3 auxpass
not RB not 3 neg
found VBN find 3 ROOT
in IN in 3 prep
resistant JJ resistant 6 amod
tumors NNS tumor 4 pobj"""


def _places(table: str, response: str) -> list[str]:
    graph = build_graph(table, FACTOR_AND_DRUG)
    node = next(n for n in graph.nodes if graph.token(n).text == response)
    return [graph.token(place).text for place in graph.targets(node, "factor")]


@pytest.mark.parametrize(
    ("table", "place"),
    [
        pytest.param(OBSERVED, "amplification", id="observed in resistant patients"),
        pytest.param(MECHANISM, "amplification", id="one mechanism is"),
    ],
)
def test_factor_is_the_noun_that_gives_its_state(table: str, place: str) -> None:
    assert _places(table, "resistance") == [place]


@pytest.mark.parametrize(
    ("table", "response"),
    [
        pytest.param(COORDINATED, "resistance", id="merely coordinated"),
        pytest.param(TREATED, "Resistant", id="treated with"),
        pytest.param(DENIED, "resistant", id="denied"),
    ],
)
def test_no_factor_over_words_that_do_not_link(table: str, response: str) -> None:
    assert _places(table, response) == []


def test_definition_after_a_comma_is_apposed_whatever_the_parse() -> None:
    graph = build_graph(
        """They PRP they 1 nsubj
        detect VBP detect 1 ROOT
        X NN x 1 dobj
        , , , 1 punct
        the DT the 6 det
        resistance NN resistance 6 compound
        biomarker NN biomarker 1 dobj""",
        FACTOR_AND_DRUG,
    )
    assert graph.targets(2, "apposed") == [6]


def test_members_behind_including_are_apposed_to_the_cause() -> None:
    graph = build_graph(
        """Mechanisms NNS mechanism 3 nsubjpass
        of IN of 0 prep
        resistance NN resistance 1 pobj
        known VBN know 3 ROOT
        , , , 3 punct
        including VBG include 3 prep
        X NN x 5 pobj
        and CC and 6 cc
        Y NN y 6 conj""",
        {"X": "Gene", "Y": "Gene"},
    )
    assert [graph.targets(node, "apposed") for node in (6, 8)] == [[0], [0]]
