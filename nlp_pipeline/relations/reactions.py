"""What enzymes do to compounds, where a noun says it: "the reduction of A to B"."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph

COMPOUNDS = frozenset({"Chemical", "Drug"})
MADE_INTO = ("prep_to", "prep_into")


def link_reactions(graph: SentenceGraph) -> None:
    """Let "the reduction of A to B" and "phosphorylation of A to B" convert A into B."""
    for node in graph.with_edge(*MADE_INTO):
        if node in graph.mentions or graph.is_verb(node):
            continue
        verb = graph.words.verb_class(graph.pred[node])
        modifies = verb is not None and verb.kind == "modification"
        if not modifies and graph.lemma(node) not in graph.words["converting"]:
            continue
        used = [t for t in graph.targets(node, "obj") if _is_compound(graph, t)]
        made = [t for edge in MADE_INTO for t in graph.targets(node, edge)]
        if used and any(_is_compound(graph, t) for t in made):
            graph.pred[node] = "convert"


def _is_compound(graph: SentenceGraph, node: int) -> bool:
    return any(m.type in COMPOUNDS for m in graph.mentions.get(node, ()))
