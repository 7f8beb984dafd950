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
from nlp_pipeline.relations.words import CHANGING

RESPONSE_EDGES = ("obj", "prep_to", "prep_against", "prep_from", "prep_of", "prep_for", "mod")

FORTUNATE = frozenset({"long", "excellent", "complete", "durable", "lasting", "major", "partial"})
UNFORTUNATE = frozenset({"short", "dismal", "adverse", "unfavorable", "unfavourable", "brief"})
"""Adjectives that tell how patients fare, and of other things nothing of the kind."""
SENSITIVE = frozenset({"sensitivity", "sensitive", "responsiveness", "responsive"})
REGAINING = frozenset(
    {"restore", "regain", "recover", "render", "make", "reinstate", "reestablish"}
)
"""Verbs by which cells come to respond again."""
UNLIKE = frozenset({"differ", "difference", "effect", "influence", "impact", "bearing"})
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
        bare = bare or (not themes and _is_regained(graph, node))
        return [Effect("response", sign, None, node)] if bare else []
    return [Effect("response", sign, theme, node) for theme in themes]


def _is_regained(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a sensitivity that names no drug comes back: "loss of A restored sensitivity".

    It is that to the drug of which the sentence has told before.
    """
    if graph.lemma(node) not in SENSITIVE or graph.targets(node, "prep_to"):
        return False
    dep, head = graph.parents.get(node, ("", node))
    made = dep in {"oprd", "acomp", "advcl", "ccomp", "xcomp"}
    above = [head] if made else graph.sources(head if dep == "amod" else node, "obj")
    regained = any(
        graph.is_verb(v) and graph.lemma(v) in REGAINING and graph.tree_subjects(v) for v in above
    )
    named = [n for n in graph.mentions if n < node and is_drug(graph, n)]
    return regained and bool(named) and not names_something_else(graph, node)


def effects_of_outcome(graph: SentenceGraph, node: int) -> list[Effect]:
    """Read "longer survival" and "relapse" as response to the drug that the sentence gives."""
    above = (*graph.sources(node, "prep_of"), *graph.sources(node, "mod"))
    rates = [s for s in above if graph.lemma(s) in graph.words["counting"]]
    moved = next((sign for place in (node, *rates) if (sign := modifier_sign(graph, place))), 0)
    lemma = graph.lemma(node)
    if lemma in graph.words["bad_outcomes"]:  # "fewer relapses", "a lower risk of relapse"
        sign = -(moved or 1)
    else:
        moved = moved or _fortune(graph, node)
        sign = moved or int(_is_predicted(graph, node) or _is_moved(graph, node))
    if _is_awaited(graph, node):  # the time says which way
        return []
    known = lemma in graph.words["outcomes"] | graph.words["bad_outcomes"]
    if is_control(graph, node):
        known, sign = True, moved or 1
    if not sign or not (known or is_waiting(graph, node)):
        return []
    return [Effect("response", sign, given, node) for given in find_given(graph)]


def is_control(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun is that of a disease held in check: "had disease control on D"."""
    return graph.lemma(node) == "control" and any(
        graph.lower(c) == "disease" for c in graph.targets(node, "mod")
    )


def _fortune(graph: SentenceGraph, node: int) -> int:
    """Return what an adjective says of an outcome alone: "short survival", "complete remission"."""
    said = {graph.token(c).lower_ for c in graph.targets(node, "mod")}
    return int(bool(said & FORTUNATE)) - int(bool(said & UNFORTUNATE))


def is_waiting(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun is the time until a disease gets worse: "time to progression"."""
    places = (node, *graph.sources(node, "obj"))  # "shortened the time to progression"
    edges = ("prep_to", "prep_until")
    awaited = (t for place in places for edge in edges for t in graph.targets(place, edge))
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
    verbs = [v for v in tied if graph.pred[v] in {"associate", "correlate", "relate"}]
    # "survival did not differ between …", "there was no difference in survival"
    beside = [s for e in ("subj", "prep_in", "prep_on") for s in graph.sources(node, e)]
    verbs += [v for v in beside if graph.lemma(v) in UNLIKE]
    return any(is_negated(graph, verb) for verb in verbs)


def _is_moved(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a verb says which way an outcome goes: "A mutation shortened survival on D".

    Not "D1 prolonged survival", which tells what a drug does by itself.
    """
    for verb in graph.sources(node, "obj"):
        moves = graph.words.verb_class(graph.pred[verb])
        if graph.is_verb(verb) and moves is not None and moves.name in CHANGING:
            doers = graph.targets(verb, "subj")
            return bool(doers) and not any(reaches_agent(graph, d) for d in doers)
    return False


def _is_modifier(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a word of response only modifies a noun: "response element"."""
    parent = graph.tree_parent(node)
    return (
        parent is not None
        and parent[0] in {"compound", "nmod"}
        and graph.lemma(node) == "response"
        and graph.lemma(parent[1]) not in graph.words["causes"] | graph.words["counting"]
    )
