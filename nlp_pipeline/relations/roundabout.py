"""Who acts where a sentence goes a long way round.

"The mechanism by which A suppresses B involves the inhibition of C": it is A that inhibits C.
"""

from __future__ import annotations

from typing import Final

from nlp_pipeline.relations.graph import SentenceGraph

MECHANISMS: Final = frozenset({"mechanism", "way", "means", "route", "mode", "process", "strategy"})
WHAT_IT_IS: Final = ("obj", "attr", "prep_through", "prep_via", "prep_by", "prep_in")
"""Edges from the verb of a mechanism to the events that it consists of."""


def link_mechanisms(graph: SentenceGraph) -> None:
    """Let the events of a mechanism have for their agent the one who acts by it."""
    for node in graph.nodes:
        if node in graph.mentions or graph.lemma(node) not in MECHANISMS:
            continue
        agents = _who_acts(graph, node)
        for event in _events_of(graph, node) if agents else ():
            if node in graph.targets(event, "subj"):
                graph.remove(event, "subj", node)
            if not graph.targets(event, "subj"):
                for agent in agents:
                    graph.add(event, "subj", agent)


def _who_acts(graph: SentenceGraph, mechanism: int) -> list[int]:
    """Return A in "the mechanism by which A acts", "the mechanism of action of A"."""
    clauses = [clause for clause in graph.children(mechanism, "relcl") if graph.is_verb(clause)]
    found = [s for clause in clauses for s in graph.targets(clause, "subj") if s != mechanism]
    for action in graph.targets(mechanism, "prep_of"):
        if graph.lemma(action) == "action":
            found += graph.targets(action, "prep_of")
    return [node for node in found if graph.token(node).tag_ not in {"WDT", "WP"}]


def _events_of(graph: SentenceGraph, mechanism: int) -> list[int]:
    """Return what a mechanism is said to be, to involve or to go through."""
    verbs = [v for v in graph.sources(mechanism, "subj") if graph.is_verb(v) and v > mechanism]
    return [
        event
        for verb in verbs
        if graph.lemma(verb) in graph.words["copula"] | graph.words["include"]
        for label in WHAT_IT_IS
        for event in graph.targets(verb, label)
        if graph.pred[event] is not None and event not in graph.mentions
    ]
