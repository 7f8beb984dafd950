"""The sentence graph: one meaning of ``subj`` and ``obj`` for every construction."""

from __future__ import annotations

import pytest

from tests.build import build_graph

GENES = {"A": "Gene", "B": "Gene", "C": "Gene"}
SENTENCES = {
    "active": (
        """A NN a 1 nsubj
        activates VBZ activate 1 ROOT
        B NN b 1 dobj""",
        "activates",
        "A",
        "B",
    ),
    "passive": (
        """B NN b 2 nsubjpass
        is VBZ be 2 auxpass
        activated VBN activate 2 ROOT
        by IN by 2 agent
        A NN a 3 pobj""",
        "activated",
        "A",
        "B",
    ),
    "nominal": (
        """activation NN activation 0 ROOT
        of IN of 0 prep
        B NN b 1 pobj
        by IN by 0 prep
        A NN a 3 pobj""",
        "activation",
        "A",
        "B",
    ),
    "reduced relative": (
        """B NN b 0 ROOT
        activated VBN activate 0 acl
        by IN by 1 agent
        A NN a 2 pobj""",
        "activated",
        "A",
        "B",
    ),
    "relative": (
        """A NN a 0 ROOT
        which WDT which 2 nsubj
        activates VBZ activate 0 relcl
        B NN b 2 dobj""",
        "activates",
        "A",
        "B",
    ),
    "participle": (
        """A NN a 2 npadvmod
        - HYPH - 2 punct
        induced VBN induce 4 amod
        B NN b 4 compound
        loss NN loss 4 ROOT""",
        "induced",
        "A",
        "loss",
    ),
    "raising": (
        """A NN a 2 nsubjpass
        was VBD be 2 auxpass
        shown VBN show 2 ROOT
        to TO to 4 aux
        activate VB activate 2 xcomp
        B NN b 4 dobj""",
        "activate",
        "A",
        "B",
    ),
    "phrasal": (
        """A NN a 1 nsubj
        leads VBZ lead 1 ROOT
        to TO to 1 prep
        B NN b 2 pobj""",
        "leads",
        "A",
        "B",
    ),
    "inverse": (
        """B NN b 1 nsubj
        requires VBZ require 1 ROOT
        A NN a 1 dobj""",
        "requires",
        "A",
        "B",
    ),
    "by doing": (
        """A NN a 1 nsubj
        acts VBZ act 1 ROOT
        by IN by 1 prep
        activating VBG activate 2 pcomp
        B NN b 3 dobj""",
        "activating",
        "A",
        "B",
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_graph_finds_who_acts_on_what(name: str) -> None:
    table, trigger, subject, target = SENTENCES[name]
    graph = build_graph(table, GENES)
    node = next(n for n in graph.nodes if graph.token(n).text == trigger)
    assert [graph.token(n).text for n in graph.targets(node, "subj")] == [subject]
    assert [graph.token(n).text for n in graph.targets(node, "obj")] == [target]


def test_graph_distributes_coordinated_objects_and_subjects() -> None:
    graph = build_graph(
        """A NN a 3 nsubj
        and CC and 0 cc
        B NN b 0 conj
        activate VBP activate 3 ROOT
        C NN c 3 dobj
        and CC and 3 cc
        inhibit VBP inhibit 3 conj
        D NN d 6 dobj""",
        {**GENES, "D": "Gene"},
    )
    texts = {label: [graph.token(n).text for n in nodes] for label, nodes in graph.edges(6).items()}
    assert texts["subj"] == ["A", "B"]
    assert texts["obj"] == ["D"]
    assert [graph.token(n).text for n in graph.targets(3, "subj")] == ["A", "B"]


def test_graph_shares_the_complement_of_coordinated_nouns() -> None:
    graph = build_graph(
        """loss NN loss 0 ROOT
        or CC or 0 cc
        inactivation NN inactivation 0 conj
        of IN of 2 prep
        B NN b 3 pobj""",
        GENES,
    )
    assert [graph.token(n).text for n in graph.targets(0, "obj")] == ["B"]


def test_graph_takes_a_name_of_several_words_as_one_node() -> None:
    graph = build_graph(
        """EGF NN egf 1 compound
        receptor NN receptor 2 nsubj
        activates VBZ activate 2 ROOT
        B NN b 2 dobj""",
        {"EGF receptor": "Gene", "B": "Gene"},
    )
    assert [graph.token(n).text for n in graph.nodes] == ["receptor", "activates", "B"]
