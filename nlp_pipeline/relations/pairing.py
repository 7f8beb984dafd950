"""Which subject goes with which object: all with all, or one by one where the text says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.named_arguments import Resolved

COMBINED = frozenset({"combined", "dual", "simultaneous", "concurrent", "concomitant", "joint"})


def pair_arguments(
    graph: SentenceGraph,
    trigger: int,
    subjects: Sequence[Resolved],
    objects: Sequence[tuple[Resolved | None, int | None]],
) -> Iterable[tuple[Resolved, tuple[Resolved | None, int | None]]]:
    """Pair each subject with each object, or one by one where "respectively" says so.

    So too of "combined inhibition of A and B with C and D".
    """
    if _is_combined(graph, trigger):
        ranked = _pair_in_order(subjects, objects)
        if ranked is not None:
            return ranked
    if graph.tokens_with(("respectively",)):
        first = _places(subject.mention for subject in subjects)
        second = _places(found.mention for found, _ in objects if found is not None)
        if len(first) == len(second) > 1:
            return (
                (subject, (found, bare))
                for subject, (found, bare) in product(subjects, objects)
                if found is not None
                and first.index(subject.mention.start_token)
                == second.index(found.mention.start_token)
            )
        return (
            (subject, target)
            for subject, target in product(subjects, objects)
            if _may_go_together(graph, trigger, subject, target)
        )
    return product(subjects, objects)


def _is_combined(graph: SentenceGraph, trigger: int) -> bool:
    """Tell whether an event is said of several at once: "dual inhibition of A and B"."""
    if graph.is_verb(trigger) or trigger in graph.mentions:
        return False
    return any(graph.lower(c) in COMBINED for c in graph.targets(trigger, "mod"))


def _pair_in_order(
    subjects: Sequence[Resolved], objects: Sequence[tuple[Resolved | None, int | None]]
) -> list[tuple[Resolved, tuple[Resolved | None, int | None]]] | None:
    """Return the first subject with the first object, and so on; None for lists of two lengths."""
    first = _places(subject.mention for subject in subjects)
    second = _places(found.mention for found, _ in objects if found is not None)
    if len(first) != len(second) or len(first) < 2:
        return None
    return [
        (subject, (found, bare))
        for subject, (found, bare) in product(subjects, objects)
        if found is not None
        and first.index(subject.mention.start_token) == second.index(found.mention.start_token)
    ]


def _may_go_together(
    graph: SentenceGraph,
    trigger: int,
    subject: Resolved,
    target: tuple[Resolved | None, int | None],
) -> bool:
    """Tell whether two of "A and B raise C and D, respectively" have the same place in their lists.

    So it is where not all of A to D are names, and for the verbs of "raises and lowers C via A and
    B, respectively".
    """
    first, length = _rank(graph, subject.node)
    places = [trigger] if graph.pred[trigger] is not None else []
    places += [] if target[0] is None else [target[0].node]
    ranks = [_rank(graph, place) for place in places]
    last = max((subject.node, *places))
    if length < 2 or not _ends_respectively(graph, last):
        return True
    return all(other != length or rank == first for rank, other in ranks)


def _ends_respectively(graph: SentenceGraph, node: int) -> bool:
    """Tell whether the list of a node has "respectively" right behind it."""
    first = node
    while (parent := graph.parents.get(first)) is not None and parent[0] == "conj":
        first = parent[1]
    end = max((first, *graph.conjuncts(first)))
    end = max([end + 1, *(m.end_token for m in graph.mentions.get(end, ()))])
    return any(token.lower_ == "respectively" for token in graph.doc[end : end + 3])


def _rank(graph: SentenceGraph, node: int) -> tuple[int, int]:
    """Return which of its list a node is, and how long the list is."""
    first = node
    while (parent := graph.parents.get(first)) is not None and parent[0] == "conj":
        first = parent[1]
    listed = sorted({first, *graph.conjuncts(first)})
    return (listed.index(node) if node in listed else 0), len(listed)


def _places(mentions: Iterable[MentionSpan]) -> list[int]:
    """Return where mentions begin, each place once, in text order."""
    return sorted({mention.start_token for mention in mentions})
