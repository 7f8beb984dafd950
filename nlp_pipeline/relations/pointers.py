"""Whom "the former" and "the latter" mean, and which event "this" means."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph


def resolve_ranks(graph: SentenceGraph) -> None:
    """Lead "the former" and "the latter" back to the first and second of the two before."""
    ranks = graph.with_text(("former", "latter"))
    for node in ranks:
        if graph.parents.get(node, ("", node))[0] in {"amod", "compound"}:
            continue
        pair = _pair_before(graph, ranks[0])
        if len(pair) < 2:
            continue
        meant = pair[graph.token(node).lower_ == "latter"]
        for label, sources in list(graph.incoming[node].items()):
            for source in list(sources):
                if source != meant:
                    graph.add(source, label, meant)


def _pair_before(graph: SentenceGraph, rank: int) -> list[int]:
    """Return the two that "the former" and "the latter" tell apart: "A and B", else the last two.

    Two names of one gene are two all the same where "and" joins them.
    """
    names = sorted(n for n in graph.mentions if n < rank)
    if len(names) > 1:
        ends = [max(m.end_token for m in graph.mentions[n]) for n in names[-2:]]
        starts = [min(m.start_token for m in graph.mentions[n]) for n in names[-2:]]
        if graph.text(ends[0], starts[1]).strip() in {"and", "or", "versus", "vs"}:
            return names[-2:]
    before: dict[str, int] = {}
    for name in names:
        before.pop(graph.mentions[name][0].label, None)
        before[graph.mentions[name][0].label] = name
    return list(before.values())[-2:]


def resolve_clauses(graph: SentenceGraph) -> None:
    """Let "A is lost, and this raises B" and "if A is lost, this raises B" speak of the event."""
    for node in graph.with_text(("this", "that")):
        if graph.token(node).tag_ != "DT" or graph.tree_children(node):
            continue
        for verb in list(graph.sources(node, "subj")):
            dep, head = graph.parents.get(verb, ("", verb))
            before = [c for c in graph.children(verb, "advcl") if c < node]
            if dep in {"conj", "ccomp", "advcl"} and head < node and graph.is_verb(head):
                before.append(head)
            for event in before[:1]:
                if graph.pred[event] is not None:
                    graph.add(verb, "subj", event)
