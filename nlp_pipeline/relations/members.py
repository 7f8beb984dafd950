"""Members that a list behind a noun names: "cytokines (A, B)", "A, including the loss of B"."""

from __future__ import annotations

from collections.abc import Iterator

from nlp_pipeline.relations.coordination import LISTING, OPENING_LIST
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.vocabulary import MOLECULES

LISTED = MOLECULES | {"Drug", "Chemical", "Pathway"}
LIST_EDGE = "prep_such_as"
"""Edge of what is named as an example, whatever opens the list."""


def link_bracketed_members(graph: SentenceGraph) -> None:
    """Let "upstream kinases (A, B)" name its members as "kinases such as A, B" does."""
    for node in graph.nodes:
        if node in graph.mentions or graph.token(node).tag_ not in {"NNS", "NNPS"}:
            continue
        lemma = graph.lemma(node)
        known = graph.words["gene_products"] | graph.words["class_nouns"]
        if lemma in known | graph.words["agent_nouns"]:
            for member in _members_behind(graph, node):
                graph.add(node, LIST_EDGE, member)
                if member in graph.targets(node, "subj"):
                    graph.remove(node, "subj", member)


def _members_behind(graph: SentenceGraph, node: int) -> Iterator[int]:
    """Yield the names of the bracket that opens right behind a noun."""
    ordered = sorted(
        (m.start_token, m.end_token, n) for n in graph.mentions for m in graph.mentions[n]
    )
    end, first = node + 1, True
    for start, stop, name in ordered:
        if start < end:
            continue
        between = graph.doc[end:start].text.strip()
        fits = OPENING_LIST.fullmatch(between) if first else between in LISTING
        if not fits or not all(m.type in LISTED for m in graph.mentions[name]):
            return
        yield name
        end, first = stop, False


def link_included_events(graph: SentenceGraph) -> None:
    """Let "blocks the A pathway, including the phosphorylation of B" block that too."""
    for node in graph.nodes:
        for place in (node, *graph.targets(node, "obj")) if graph.is_verb(node) else ():
            for event in graph.targets(place, "prep_including"):
                told = graph.pred[event] is not None and not graph.is_verb(event)
                if told and event not in graph.mentions and graph.targets(node, "obj"):
                    graph.add(node, "obj", event)
