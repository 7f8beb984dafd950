"""Death and survival in one list: "inactivation of pro-apoptotic proteins and cell survival"."""

from __future__ import annotations

import re
from itertools import pairwise

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import LOWERING

DEATH = re.compile(r"(?<!anti-)(?<!anti)(?:apopto|cell death|necropto|pyropto|ferropto)")
SURVIVAL = re.compile(r"survival|anti-?apopto")


def part_opposed(graph: SentenceGraph) -> None:
    """Let "leads to the loss of the survival signal and apoptosis" lead to apoptosis.

    What is lowered and what follows from it have opposite ends, so that they are no list.
    """
    for node in graph.events():
        verb = graph.words.verb_class(graph.pred[node])
        if graph.is_verb(node) or verb is None or verb.name not in LOWERING:
            continue
        of = [t for t in graph.targets(node, "prep_of") if t > node]
        for first, second in pairwise(of):
            ends = _end_of(graph, first), _end_of(graph, second)
            if None in ends or ends[0] == ends[1] or second not in graph.mentions:
                continue
            for label in ("prep_of", "obj"):
                if second in graph.targets(node, label):
                    graph.remove(node, label, second)
            for source in list(graph.sources(node, "obj")):
                graph.add(source, "obj", second)


def _end_of(graph: SentenceGraph, node: int) -> str | None:
    """Return ``death`` or ``survival`` where a noun phrase speaks of one of them, else None."""
    token = graph.token(node)
    said = graph.doc[token.left_edge.i : node + 1].text.lower()
    if SURVIVAL.search(said):
        return "survival"
    return "death" if DEATH.search(said) else None
