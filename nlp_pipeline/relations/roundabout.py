"""Who acts on whom where a sentence goes a long way round.

"The mechanism by which A suppresses B involves the inhibition of C": it is A that inhibits C.
"B is inducible by A" says what "A induces B" does.
"""

from __future__ import annotations

from typing import Final

from nlp_pipeline.relations.graph import SentenceGraph

MECHANISMS: Final = frozenset({"mechanism", "way", "means", "route", "mode", "process", "strategy"})
WHAT_IT_IS: Final = ("obj", "attr", "prep_through", "prep_via", "prep_by", "prep_in")
"""Edges from the verb of a mechanism to the events that it consists of."""


def link_mechanisms(graph: SentenceGraph) -> None:
    """Let the events of a mechanism have for their agent the one who acts by it."""
    for node in graph.with_lemma(MECHANISMS):
        if node in graph.mentions:
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


def link_able(graph: SentenceGraph) -> None:
    """Read "B is inducible by A" as "B is induced by A"."""
    for node in graph.events():
        able = graph.lower(node).endswith(("ible", "able"))
        agents = graph.targets(node, "prep_by") if able else ()
        for noun in list(graph.targets(node, "subj")) if agents else ():
            graph.remove(node, "subj", noun)
            graph.add(node, "obj", noun)
        for agent in agents:
            graph.add(node, "subj", agent)


def link_observed(graph: SentenceGraph) -> None:
    """Let "an interaction was observed between A and B" be an interaction of A and B."""
    for node in graph.with_edge("prep_between"):
        partners = graph.targets(node, "prep_between") if graph.is_verb(node) else ()
        if not partners or graph.lemma(node) not in graph.words["finding"]:
            continue
        for event in graph.targets(node, "obj"):
            if graph.pred[event] is not None and not graph.targets(event, "obj"):
                for partner in partners:
                    graph.add(event, "prep_between", partner)
                    graph.add(event, "obj", partner)


def link_binding_proteins(graph: SentenceGraph) -> None:
    """Read "an A binding protein", without a hyphen, as a protein that binds A."""
    for node in graph.with_text(("binding", "interacting")):
        if node + 1 not in graph.pred:
            continue
        noun = node + 1
        if noun in graph.mentions or graph.lemma(noun) not in graph.words["gene_products"]:
            continue
        names = [n for n in graph.mentions if n == node - 1]
        for name in names if node in graph.targets(noun, "mod") else ():
            graph.pred[node] = "bind"
            graph.add(node, "obj", name)
            graph.add(node, "subj", noun)
            for host in graph.targets(noun, "subj"):
                graph.add(node, "subj", host)


def link_gene_events(graph: SentenceGraph) -> None:
    """Let "A gene expression" be the expression of A where the parser keeps "A gene" apart."""
    for node in graph.events():
        if node in graph.mentions or graph.is_verb(node) or graph.targets(node, "obj"):
            continue
        for noun in graph.targets(node, "mod"):
            if noun not in graph.mentions and graph.lemma(noun) in graph.words["gene_products"]:
                for name in graph.targets(noun, "mod"):
                    if name in graph.mentions:
                        graph.add(node, "obj", name)
