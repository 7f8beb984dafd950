"""Factors that a colon or bracket tells of a response: "resistance to D (A mutation, loss of B)".

So too behind a factor: "loss of A: resistance to D". Only what is said to be altered counts.
"""

from __future__ import annotations

import re

from nlp_pipeline.relations.factors import FACTOR_TYPES
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import RESPONDING
from nlp_pipeline.vocabulary import AGENTS

OPENING = frozenset({":", "("})
BETWEEN = re.compile(
    r"\s*(,|and|or|, and|, or|;|/|\+)?\s*([a-z]+ of\s+|e\.g\.,?\s*)?", re.IGNORECASE
)
"""What stands before a factor: "loss of"."""


def link_told_factors(graph: SentenceGraph) -> None:
    """Add the edge ``factor`` from a response to each alteration that is listed behind it."""
    if not graph.tokens_with(OPENING):
        return
    for node in graph.events():
        if graph.pred[node] not in RESPONDING or graph.is_verb(node) or node in graph.mentions:
            continue
        for place in (*_listed_behind(graph, node), *_titled(graph, node)):
            graph.add(node, "factor", place)


def _listed_behind(graph: SentenceGraph, node: int) -> list[int]:
    """Return what states each alteration of the list behind a response."""
    drugs = [
        m.end_token
        for edge in ("prep_to", "obj")
        for t in graph.targets(node, edge)
        for m in graph.mentions.get(t, ())
        if m.type in AGENTS and m.start_token > node
    ]
    opening = max([node + 1, *drugs])
    if opening >= graph.sentence.end or graph.doc[opening].text not in OPENING:
        return []
    found: list[int] = []
    end = opening + 1
    for mention, name in graph.ordered:
        if mention.start_token < end:
            continue
        between = graph.text(end, mention.start_token)
        if not BETWEEN.fullmatch(between) or mention.type not in FACTOR_TYPES:
            break
        if not found and re.match(r"\s*[,;/]", between):
            break
        stated = find_stated(graph, mention.start_token, mention.end_token, end)
        if stated is None and mention.type != "Variant":
            break
        found.append(name if stated is None else stated)
        end = max(mention.end_token, (stated or 0) + 1)
    return found


def find_stated(graph: SentenceGraph, start: int, stop: int, left: int) -> int | None:
    """Return the noun that says what has become of a gene: "A mutation", "loss of A"."""
    for token in (stop, start - 2):
        if not left <= token < graph.sentence.end or token not in graph.pred:
            continue
        moved = graph.words.verb_class(graph.pred[token])
        moves = moved is not None and moved.kind in {"activity", "amount"}
        if graph.words.state_of_noun(graph.lemma(token)) or moves:
            return token
    return None


def _titled(graph: SentenceGraph, node: int) -> list[int]:
    """Return the loss of "loss of A: resistance to D"."""
    dep, head = graph.parents.get(node, ("", node))
    before = graph.doc[node - 1].text if node > graph.sentence.start else ""
    stated = graph.words.state_of_noun(graph.lemma(head)) and head not in graph.mentions
    return [head] if dep == "appos" and head < node and before == ":" and stated else []
