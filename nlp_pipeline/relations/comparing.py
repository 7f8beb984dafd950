"""Where a response is more or less than elsewhere: in cells with an alteration, or after it.

"Wild-type cells are more sensitive to D than A-mutant cells": where what is plain is compared with
what carries an alteration, cells with that respond the other way; they get the edge ``surpassed``
from the response. "The activity of D was reduced in cells with A": where nobody is named who
reduces it, the place or time gets the edge ``place``.
"""

from __future__ import annotations

from collections.abc import Iterable

from nlp_pipeline.relations.carriers import carries
from nlp_pipeline.relations.causes import AFTER
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import CHANGING, RESPONDING

PLAIN = frozenset(
    {"wild", "wild-type", "wildtype", "wt", "parental", "control", "normal", "naive", "isogenic"}
    | {"unaltered", "intact", "mock", "vector", "proficient", "negative"}
)
"""Words for cells, or genes, that nothing has been done to."""
COMPARED = frozenset({"JJR", "RBR"})
PLACES = ("prep_in", "prep_for", "prep_among")
SPARING = frozenset({"protect", "rescue"})


def link_surpassed(graph: SentenceGraph) -> None:
    """Give a response that plain cells have more or less of an edge to the cells they surpass."""
    for node in graph.events() if graph.with_edge("prep_than") else ():
        verb = graph.words.verb_class(graph.pred[node])
        if verb is None or verb.name not in RESPONDING:
            continue
        places = (node, *graph.targets(node, "obj"), *graph.sources(node, "attr"))
        than = [t for place in places for t in graph.targets(place, "prep_than")]
        if not than or not _is_compared(graph, node):
            continue
        if _are_plain(graph, graph.targets(node, "subj")):
            for other in than:
                if not _are_plain(graph, [other]):
                    graph.add(node, "surpassed", other)


def link_places_of_change(graph: SentenceGraph) -> None:
    """Give a change that nobody is named for an edge to where, or after what, it comes about."""
    for node in graph.verbs:
        verb = graph.words.verb_class(graph.pred[node])
        moves = verb is not None and verb.name in CHANGING
        if not moves or graph.targets(node, "subj") or not graph.targets(node, "obj"):
            continue
        if graph.lemma(node) in SPARING and graph.is_passive(node):
            for spared in graph.targets(node, "obj"):  # "cells with A were protected from D"
                graph.add(node, "place", spared)
        carried = (t for edge in PLACES for t in graph.targets(node, edge) if carries(graph, t))
        for place in (*carried, *(t for edge in AFTER for t in graph.targets(node, edge))):
            graph.add(node, "place", place)


def _is_compared(graph: SentenceGraph, node: int) -> bool:
    below = (*graph.children(node, "advmod"), *graph.targets(node, "mod"))
    return any(graph.token(child).tag_ in COMPARED for child in below)


def _are_plain(graph: SentenceGraph, nodes: Iterable[int]) -> bool:
    return any(token.lower_ in PLAIN for node in nodes for token in graph.token(node).subtree)
