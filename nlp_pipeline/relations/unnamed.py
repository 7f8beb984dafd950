"""What a noun that names nothing stands for: "signaling mediated by A", "a complex of B and C".

Captions speak of pathways, complexes, mechanisms and reactions and name their parts in a clause
behind the noun; who is named there is meant wherever the noun is an argument.
"""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph

HOLDING = frozenset(
    {"involve", "include", "comprise", "contain", "consist", "compose", "encode", "codify"}
)
"""Verbs between a whole and its parts, a gene and its product."""
NEEDING = frozenset({"require", "involve", "depend", "need", "rely", "employ"})
"""Verbs between a way of doing something and what it is done with."""
WAYS = frozenset({"mechanism", "process", "way", "manner", "route", "machinery"})
COURSES = frozenset({"pathway", "cascade", "signaling", "signalling", "route", "axis"})
"""Nouns that are named by who works there: "the A-dependent pathway"."""
CAUSING = frozenset({"cause", "lead", "result", "produce"})
MADE = frozenset({"raise", "raise_amount", "convert"})
"""Classes of the verbs that tell who makes something go: "reactions catalyzed by A"."""


def find_meant(graph: SentenceGraph, node: int) -> list[int]:
    """Return the nodes that a noun without a name stands for, in text order; often none.

    Args:
        graph: The sentence; clauses, lists and prepositions are linked already.
        node: A noun that is no mention.
    """
    clauses = _clauses_of(graph, node)
    found = [target for clause in clauses for target in _makers_in(graph, node, clause)]
    found += find_parts(graph, node)
    if not found:  # "MDM2, a protein that ubiquitinates p53": what is defined is meant
        found = [host for host in graph.sources(node, "appos") if host in graph.mentions]
        if found and graph.token(node).tag_ == "NNS":  # "A and B, factors that raise C"
            found += _listed_before(graph, found[0])
    return sorted(dict.fromkeys(found))


def _listed_before(graph: SentenceGraph, node: int) -> list[int]:
    """Return the other names of the list that a name ends or opens: for B in "A and B" A."""
    first = node
    while (above := graph.parents.get(first, ("", first)))[0] == "conj":
        first = above[1]
    return [n for n in (first, *graph.conjuncts(first)) if n != node and n in graph.mentions]


def find_parts(graph: SentenceGraph, node: int) -> list[int]:
    """Return what a noun without a name is made of: "pathways involving A and B"."""
    parts: list[int] = []
    for clause in _clauses_of(graph, node):
        if graph.lemma(clause) in HOLDING:
            # "involved in B" says nothing of what is inside.
            inside = "prep_of" if _is_closed(graph, clause) else "obj"
            parts += [target for target in graph.targets(clause, inside) if target != node]
        if graph.token(clause).lower_ == "coding":  # "genes coding for A"
            parts += graph.targets(clause, "prep_for")
    return parts or _depended_on(graph, node)


def _depended_on(graph: SentenceGraph, node: int) -> list[int]:
    """Return whose way a pathway is: A in "activates the A-dependent pathway"."""
    if graph.lemma(node) not in COURSES or node in graph.mentions:
        return []
    ways = [t for e in ("prep_via", "prep_through") for t in graph.targets(node, e)]
    if any(t in graph.mentions for t in ways):  # "a pathway via A"
        return [t for t in ways if t in graph.mentions]
    linked = [m for m in graph.targets(node, "mod") if graph.doc[m].lower_ == "dependent"]
    named = [t for m in linked for edge in ("mod", "subj") for t in graph.targets(m, edge)]
    return [t for t in dict.fromkeys(named) if t in graph.mentions]


def _clauses_of(graph: SentenceGraph, node: int) -> list[int]:
    return [*graph.targets(node, "acl"), *graph.targets(node, "relcl")]


def _is_closed(graph: SentenceGraph, clause: int) -> bool:
    return graph.is_passive(clause) or graph.lemma(clause) == "consist"


def _makers_in(graph: SentenceGraph, node: int, clause: int) -> list[int]:
    """Return who makes it go: "signaling mediated by A", "a mechanism that requires A"."""
    if graph.lemma(node) in WAYS and graph.lemma(clause) in NEEDING:
        edges = ("subj", "obj", "prep_on", "prep_upon")
        return [t for edge in edges for t in graph.targets(clause, edge) if t != node]
    verb = graph.words.verb_class(graph.pred[clause])
    if verb is not None and verb.name in MADE and graph.is_passive(clause):
        return list(graph.targets(clause, "prep_by"))
    if graph.lemma(node) in graph.words["alterations"] and graph.lemma(clause) in CAUSING:
        # "mutations causing activation of A" are the active A
        return [t for t in graph.targets(clause, "obj") if graph.pred[t] is not None]
    return []
