"""Who carries an alteration, and where in the sentence it is named.

"Cells with PTEN loss", "patients whose tumours harboured A", "cells depleted of A", "cells in which
A was silenced", "p53-null fibroblasts": what is said of the carrier is said of the alteration.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import RESPONDING

CARRIER_EDGES = ("mod", "prep_with", "prep_of", "prep_in", "prep_without", "prep_carrying")
CARRIED = {"lack": "loss", "lose": "loss", "overexpress": "overexpression"}
"""State of what is carried, where the verb says it: "tumours lacking PTEN"."""
WITHOUT = frozenset({"deplete", "devoid", "deficient", "null", "bereft", "negative"})
"""Words behind cells and before what they have not."""
TESTED = frozenset({"be", "stain", "test", "score", "remain"})
"""Verbs before what is found of cells: "tumours that stained positive for A"."""
HAVING = frozenset({"homozygous", "heterozygous", "hemizygous", "positive", "mutant"})
"""Words behind cells and before what they have."""

Carried = tuple[int, str | None]
"""A node, and the state that the carrier's clause gives it."""


def carries(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node is one who can carry an alteration: cells, patients, a tumour."""
    if node in graph.mentions:
        return all(m.type == "Disease" for m in graph.mentions[node])
    if graph.lemma(node) in graph.words["carriers"]:
        return True
    # "five of the patients"
    if graph.token(node).tag_ == "CD" and graph.targets(node, "prep_with"):
        return True  # "two lines with A and one with B"
    counted = graph.token(node).tag_ == "CD" or graph.lemma(node) in graph.words["counting"]
    return counted and any(
        t not in graph.mentions and carries(graph, t) for t in graph.targets(node, "prep_of")
    )


def find_carried(graph: SentenceGraph, node: int) -> Iterator[Carried]:
    """Yield what a carrier carries; of two states given to one node the last holds."""
    named = [t for t in graph.targets(node, "appos") if t in graph.mentions]
    genes = [t for t in named if graph.mentions[t][0].type == "Gene"]
    if any(m.start_token == node + 1 for t in genes for m in graph.mentions[t]):
        yield from ((t, None) for t in named)  # "the folate carrier SLC19A1"
        return
    yield from ((t, None) for edge in CARRIER_EDGES for t in graph.targets(node, edge))
    variants = [t for t in named if graph.mentions[t][0].type == "Variant"]
    yield from ((t, None) for t in variants)  # "H1975 cells (EGFR T790M)"
    for clause in (*graph.targets(node, "acl"), *graph.targets(node, "relcl")):
        yield from _carried_in(graph, node, clause)
    for modifier in graph.targets(node, "mod"):
        if modifier not in graph.mentions and graph.pred[modifier] not in RESPONDING:
            inner = graph.targets(modifier, "mod")
            yield from ((t, None) for t in inner if t in graph.mentions)
    yield from ((t, None) for t in _named_behind(graph, node, HAVING))
    yield from ((t, "loss") for t in _named_behind(graph, node, WITHOUT))


def _carried_in(graph: SentenceGraph, node: int, clause: int) -> Iterator[Carried]:
    """Yield what a clause behind a carrier says that it carries."""
    if graph.lemma(clause) in graph.words["engineering"]:
        made_to = (*graph.targets(clause, "xcomp"), *graph.targets(clause, "advcl"))
        targets = [t for verb in made_to for t in graph.targets(verb, "obj")]
        targets += [*graph.targets(clause, "prep_with"), *graph.targets(clause, "prep_by")]
        yield from ((t, None) for t in targets)
    if _says_where(graph, node, clause):
        yield clause, None
        return
    if graph.lemma(clause) == "be":  # "patients whose tumours were A-mutant"
        told = [a for a in graph.targets(clause, "attr") if a not in graph.mentions]
        yield from ((a, None) for a in told if graph.words.state_of_noun(graph.lemma(a)))
    verb = graph.words.verb_class(graph.pred.get(clause))
    if verb is None or graph.lemma(clause) in {"treat", "receive"}:
        return
    if verb.name == "carry" or verb.kind == "amount":
        given = CARRIED.get(graph.lemma(clause))
        yield from ((t, given) for t in graph.targets(clause, "obj") if t != node)
        yield from ((t, None) for t in graph.targets(clause, "prep_by"))


def _says_where(graph: SentenceGraph, node: int, clause: int) -> bool:
    """Tell whether a clause says what was done "in which" cells: "cells in which A was lost"."""
    places = graph.targets(clause, "prep_in")
    relative = any(graph.token(place).lower_ in {"which", "whom"} for place in places)
    return relative or (node in places and graph.parents.get(clause) == ("relcl", node))


def _named_behind(graph: SentenceGraph, node: int, said: frozenset[str]) -> list[int]:
    edges = ("acl", "mod", "relcl")
    words = [w for edge in edges for w in graph.targets(node, edge) if w > node]
    # "patients who were homozygous for A"
    tested = [w for w in words if graph.lemma(w) in TESTED]
    words += [a for w in tested for e in ("attr", "advcl") for a in graph.targets(w, e)]
    return [
        named
        for word in words
        if graph.lemma(word) in said
        for edge in ("prep_of", "prep_in", "prep_for")
        for named in graph.targets(word, edge)
    ]
