"""What a word of response or of outcome does: it speaks of a drug, for better or worse."""

from __future__ import annotations

from dataclasses import dataclass

from nlp_pipeline.relations.agents import (
    find_agents_behind,
    find_given,
    find_members,
    find_shared_before,
    is_drug,
    is_generic,
    is_unnamed,
    names_something_else,
    reaches_agent,
)
from nlp_pipeline.relations.assertion import is_negated
from nlp_pipeline.relations.grades import is_turned_round, modifier_sign
from nlp_pipeline.relations.graph import SentenceGraph

RESPONSE_EDGES = ("obj", "prep_to", "prep_against", "prep_from", "prep_of", "prep_for", "mod")

FORTUNATE = frozenset({"long", "excellent", "complete", "durable", "lasting", "major", "partial"})
UNFORTUNATE = frozenset({"short", "dismal", "adverse", "unfavorable", "unfavourable", "brief"})
"""Adjectives that tell how patients fare, and of other things nothing of the kind."""
WAITING = frozenset({"time", "interval"})


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that an event does.

    Attributes:
        kind: ``activity``, ``amount``, ``modification``, ``response``, ``potency`` (what a drug
            can do), or ``plain`` for a bare name.
        sign: +1 or -1, all steps multiplied.
        theme: The node that is acted on; None for a response to no named agent.
        node: The node of the innermost event, which a bare response is reported at.
    """

    kind: str
    sign: int
    theme: int | None
    node: int


def effects_of_response(graph: SentenceGraph, node: int, sign: int) -> list[Effect]:
    """Read "resistance to D" and its kin; of no agent named the theme is None.

    Args:
        graph: The sentence.
        node: A word of response.
        sign: What the word and the adjectives before it say so far: +1 for sensitivity.
    """
    if _is_modifier(graph, node) or _is_awaited(graph, node):
        return []
    sign *= -1 if is_turned_round(graph, node) else 1
    targets: list[int] = []
    edges: tuple[str, ...] = RESPONSE_EDGES
    if graph.lemma(node) in graph.words["worsening"] or graph.pred[node] == "progress":
        edges = ("prep_on", "prep_under", "prep_during", "prep_after", "prep_following")
    for edge in edges:
        targets.extend(t for t in graph.targets(node, edge) if t not in targets)
    members = [member for target in targets for member in find_members(graph, target)]
    themes = [t for t in dict.fromkeys(members) if reaches_agent(graph, t)]
    if not themes:
        behind = find_agents_behind(graph, node)
        themes = [member for theme in behind for member in find_members(graph, theme)]
    themes = themes or find_shared_before(graph, node)
    if not themes and graph.lemma(node) in graph.words["responses_under_drugs"]:
        themes = find_given(graph)
    if any(is_drug(graph, t) for t in themes):
        themes = [t for t in themes if not is_generic(graph, t)]
    if not themes or all(is_unnamed(graph, t) for t in themes):
        parent = graph.tree_parent(node)
        altered = parent is not None and graph.lemma(parent[1]) in graph.words["alterations"]
        altered = altered and not names_something_else(graph, node)
        unnamed = altered or any(graph.lemma(t) in graph.words["unnamed_agents"] for t in targets)
        bare = unnamed or (
            graph.lemma(node) in graph.words["bare_responses"]
            and not names_something_else(graph, node)
        )
        return [Effect("response", sign, None, node)] if bare else []
    return [Effect("response", sign, theme, node) for theme in themes]


def effects_of_outcome(graph: SentenceGraph, node: int) -> list[Effect]:
    """Read "longer survival" and "relapse" as response to the drug that the sentence gives."""
    rates = [s for s in graph.sources(node, "prep_of") if graph.lemma(s) in graph.words["counting"]]
    moved = next((sign for place in (node, *rates) if (sign := modifier_sign(graph, place))), 0)
    moved = moved or _fortune(graph, node)
    sign = moved or int(_is_predicted(graph, node))
    lemma = graph.lemma(node)
    if lemma in graph.words["bad_outcomes"]:
        sign = -1
    if _is_awaited(graph, node):  # the time says which way
        return []
    known = lemma in graph.words["outcomes"] | graph.words["bad_outcomes"]
    if not sign or not (known or is_waiting(graph, node)):
        return []
    return [Effect("response", sign, given, node) for given in find_given(graph)]


def _fortune(graph: SentenceGraph, node: int) -> int:
    """Return what an adjective says of an outcome alone: "short survival", "complete remission"."""
    said = {graph.token(c).lower_ for c in graph.targets(node, "mod")}
    return int(bool(said & FORTUNATE)) - int(bool(said & UNFORTUNATE))


def is_waiting(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun is the time until a disease gets worse: "time to progression"."""
    awaited = (t for edge in ("prep_to", "prep_until") for t in graph.targets(node, edge))
    return graph.lemma(node) in WAITING and any(_is_bad(graph, t) for t in awaited)


def _is_awaited(graph: SentenceGraph, node: int) -> bool:
    above = (s for edge in ("prep_to", "prep_until") for s in graph.sources(node, edge))
    return _is_bad(graph, node) and any(graph.lemma(s) in WAITING for s in above)


def _is_bad(graph: SentenceGraph, node: int) -> bool:
    return graph.lemma(node) in graph.words["bad_outcomes"] | graph.words["worsening"]


def _is_predicted(graph: SentenceGraph, node: int) -> bool:
    """Tell whether an outcome is predicted, which way is left open: "predicts survival"."""
    above = [*graph.sources(node, "obj"), *graph.sources(node, "prep_of")]
    if any(graph.lemma(source) in graph.words["predicting"] for source in above):
        return True
    # "X was not associated with survival": no difference, whichever way it was looked for
    tied = (*graph.sources(node, "obj"), *graph.sources(node, "prep_with"))
    verbs = (v for v in tied if graph.pred[v] in {"associate", "correlate", "relate"})
    return any(is_negated(graph, verb) for verb in verbs)


def _is_modifier(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a word of response only modifies a noun: "response element"."""
    parent = graph.tree_parent(node)
    return (
        parent is not None
        and parent[0] in {"compound", "nmod"}
        and graph.lemma(node) == "response"
        and graph.lemma(parent[1]) not in graph.words["causes"] | graph.words["counting"]
    )
