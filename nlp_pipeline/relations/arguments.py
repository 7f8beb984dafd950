"""From a place in the sentence graph to the mentions that are meant there, with their state.

"PTEN loss", "cells with a mutation of KRAS", "treatment with D" and "which" all stand for a name
that is elsewhere; this module finds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from nlp_pipeline.relations.carriers import CARRIED, carries, find_carried
from nlp_pipeline.relations.grades import modifier_sign
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.named_arguments import Resolved, resolve_mention
from nlp_pipeline.relations.states import moved_state, state_of_noun
from nlp_pipeline.relations.themes import (
    MEMBER_EDGES,
    SIGNALLING,
    edges_to_themes,
    find_listed,
    find_members_of_agent,
    find_named_behind,
    find_named_parts,
    is_of_event,
    names_a_kind,
    promotes,
)
from nlp_pipeline.relations.unnamed import find_meant
from nlp_pipeline.relations.words import VerbClass
from nlp_pipeline.vocabulary import AGENTS

MAX_DEPTH = 5
REGULATION = frozenset({"regulation", "modulation"})
"""Nouns that, behind "negative" or "positive", say what becomes of what they are said of."""
STATUSES = frozenset({"status", "phenotype", "genotype", "disease"})
FALLS = frozenset({"degradation", "proteolysis", "breakdown", "turnover", "clearance"})
FORMS = frozenset({"form", "variant", "version", "allele"})
"""Nouns whose adjective tells the state of what is behind them: "the active form of A"."""
SIGNALLED = {"overexpression": "activation", "loss": "inhibition"}
"""State of what signals more or less."""
AFTER = {
    ("activity", 1): "activation",
    ("activity", -1): "inhibition",
    ("amount", 1): "overexpression",
    ("amount", -1): "loss",
    ("modification", 1): "activation",
    ("targeting", -1): "inhibition",
}
"""State of a name after a verb of this kind and sign has acted on it."""
OPPOSITE = {
    "loss": "overexpression",
    "inhibition": "overexpression",
    "activation": "inhibition",
    "overexpression": "loss",
}
"""State of a name where the event that would have given it this one is held back."""


def resolve_arguments(
    graph: SentenceGraph, node: int, *, carriers: bool = False, depth: int = 0
) -> Iterator[Resolved]:
    """Yield the mentions that a node stands for.

    Args:
        graph: The sentence.
        node: The node an edge led to.
        carriers: Also look through who carries an alteration ("cells with PTEN loss").
        depth: How many nouns were already looked through.
    """
    if depth >= MAX_DEPTH:
        return
    if carriers and carries(graph, node):
        yield from _resolve_carrier(graph, node, depth)
    elif node in graph.mentions:
        yield from resolve_mention(graph, node)
    elif graph.is_verb(node):
        yield from _resolve_event(graph, node, depth)
    else:
        yield from _resolve_noun(graph, node, carriers=carriers, depth=depth)


def _resolve_noun(
    graph: SentenceGraph, node: int, *, carriers: bool, depth: int
) -> Iterator[Resolved]:
    """Look through a noun that is no name: "PTEN loss", "treatment with D", "kinases such as A"."""
    lemma, words = graph.lemma(node), graph.words
    verb = words.verb_class(graph.pred[node])
    if verb is not None and verb.kind == "response":
        return
    if verb is not None and verb.kind == "conversion" and graph.targets(node, "subj"):
        for agent in graph.targets(node, "subj"):  # "A hydrolysis of B produces C"
            yield from resolve_arguments(graph, agent, depth=depth + 1)
        return
    # "MGMT promoter methylation" is not said of one who promotes MGMT.
    named = find_named_behind(graph, node)
    if named:
        for target in named:
            yield from resolve_arguments(graph, target, depth=depth + 1)
        return
    acts = lemma in words["agent_nouns"] and (lemma != "promoter" or promotes(graph, node))
    behind = find_listed(graph, node) if verb is None else []  # "kinases of A, such as B" are B
    if acts or behind:
        carriers = carriers and not acts
        behind = behind or find_members_of_agent(graph, node)
    else:
        themes = list(_resolve_theme_of(graph, node, carriers=carriers, depth=depth))
        yield from themes
        if not themes:
            behind = [t for edge in MEMBER_EDGES for t in graph.targets(node, edge)]
            behind += graph.sources(node, "apposed")
            behind += [t for t in graph.targets(node, "prep_by") if t in graph.mentions]
            behind = behind or find_meant(graph, node)
    for target in dict.fromkeys(behind):
        yield from resolve_arguments(graph, target, carriers=carriers, depth=depth + 1)


def _resolve_theme_of(
    graph: SentenceGraph, node: int, *, carriers: bool, depth: int
) -> Iterator[Resolved]:
    """Yield what an event, a state or a transparent noun is said of, in the state it gives."""
    lemma, words = graph.lemma(node), graph.words
    state = _own_state(graph, node)
    passed_on = lemma in SIGNALLING and bool(graph.targets(node, "prep_by"))
    event = words.verb_class(graph.pred[node]) is not None
    if state is None and not (event or passed_on or graph.is_transparent(node)):
        return
    state = state or _moved_or_formed(graph, node)
    parts = find_named_parts(graph, node)
    for part in parts:
        yield from resolve_arguments(graph, part, depth=depth + 1)
    if parts:
        return
    themes = list(_resolve_themes(graph, node, carriers=carriers, depth=depth))
    if event and state == "loss" and lemma in FALLS and modifier_sign(graph, node) < 0:
        state = OPPOSITE[state]  # "reduced degradation of A": there is more of it
    if lemma in words["given_with"] and state == "activation":
        given_by = graph.targets(node, "prep_with") or graph.targets(node, "prep_by")
        themes = themes or list(_resolve_all(graph, given_by, depth))  # "stimulation by A"
        state = None if any(r.node in given_by for r in themes) else state
    for found in themes:
        yield replace(found, state=_joined_state(graph, node, found, state))
    if themes and state == "inhibition":  # "inhibition of A by D" is D's doing too
        for target in graph.targets(node, "subj"):
            if any(m.type in AGENTS for m in graph.mentions.get(target, ())):
                yield from resolve_mention(graph, target)


def _own_state(graph: SentenceGraph, node: int) -> str | None:
    """Return the state that a noun gives by itself: "loss" and "degradation" of A.

    "Delayed degradation" leaves more of it.
    """
    lemma, words = graph.lemma(node), graph.words
    if node + 1 < graph.sentence.end and graph.lower(node + 1).startswith("polymorphism"):
        return None
    verb = words.verb_class(graph.pred[node])
    acts = verb is not None and verb.kind == "activity"  # "release of A from inhibition"
    moves = acts or words.neutral_kind(lemma) is None
    moves = moves and (lemma not in words["regulating"] or lemma in REGULATION)
    state = state_of_noun(graph, node)
    inside = (*graph.targets(node, "prep_of"), *graph.targets(node, "mod"))
    if graph.pred[node] == "form" and any(graph.lemma(t) in words["assemblies"] for t in inside):
        return None  # "the formation of the A-B complex": there is no more of either
    if state is None and verb is not None and moves:
        state = AFTER.get((verb.kind, verb.sign))
    said = {graph.lower(t) for t in graph.targets(node, "mod")}
    if state is None and lemma == "cdna" and "antisense" in said:
        return "loss"
    held_back = state in {"loss", "inhibition"} and modifier_sign(graph, node) < 0
    return OPPOSITE[state] if state is not None and held_back else state


def _moved_or_formed(graph: SentenceGraph, node: int) -> str | None:
    """Return the state that an adjective gives: "high level", "the active form" of A."""
    lemma, moved = graph.lemma(node), moved_state(graph, node)
    if lemma == "activity" and moved == "overexpression":
        return "activation"
    state = SIGNALLED.get(moved or "") if lemma in SIGNALLING else moved
    if state is None and lemma in FORMS:
        before = (graph.token(child).lower_ for child in graph.targets(node, "mod"))
        state = next(filter(None, map(graph.words.state_of_adjective, before)), None)
    return state


def _joined_state(
    graph: SentenceGraph, node: int, found: Resolved, state: str | None
) -> str | None:
    """Return the state of a theme that may have had one of its own: "loss of active A"."""
    own = found.state
    if own in {"overexpression", "activation"} and state in {"loss", "inhibition"}:
        return state  # "suppression of elevated A"
    if own is not None and state in {"loss", "inhibition"} and is_of_event(graph, node):
        return OPPOSITE.get(own, own)
    given = None if state == "mutation" and found.mention.type == "Variant" else state
    return own or given


def _resolve_event(graph: SentenceGraph, node: int, depth: int) -> Iterator[Resolved]:
    """Take what a verb acts on, in the state the verb leaves it in, as the cause of what follows.

    In "A suppresses B, leading to C" it is the inhibited B that leads to C.
    """
    verb = graph.words.verb_class(graph.pred[node])
    if verb is None:
        yield from _resolve_other_verb(graph, node, depth)
        return
    if verb.name == "carry":
        for found in _resolve_all(graph, graph.targets(node, "obj"), depth):
            yield replace(found, state=found.state or CARRIED.get(graph.lemma(node)))
    if graph.lemma(node) == "involve":
        yield from _resolve_all(graph, graph.targets(node, "obj"), depth)
    if verb.kind == "binding":  # "when A binds B", "ligand binding to B"
        unnamed = graph.token(node).tag_ == "VBG" and not graph.targets(node, "subj")
        yield from _resolve_all(graph, graph.targets(node, "obj" if unnamed else "subj"), depth)
    # "Targeting A with D overcame", not "by targeting A"
    # and "A was targeted to overcome"
    whole = graph.parents.get(node, ("", node))[0] == "csubj" or graph.is_passive(node)
    kinds = {"targeting"} if whole else set()
    if verb.kind in {"activity", "amount", "modification"} | kinds:
        yield from _resolve_change(graph, node, verb, depth)


def _resolve_all(graph: SentenceGraph, nodes: list[int], depth: int) -> Iterator[Resolved]:
    for target in nodes:
        yield from resolve_arguments(graph, target, depth=depth + 1)


def _resolve_other_verb(graph: SentenceGraph, node: int, depth: int) -> Iterator[Resolved]:
    """Take what is given ("adding D") or altered ("when A is mutated") as the cause."""
    if graph.lemma(node) in {"add", "use", "administer"}:
        yield from _resolve_all(graph, graph.targets(node, "obj"), depth)
        return
    altered = graph.words.state_of_adjective(graph.token(node).lower_)
    if altered is not None:
        for found in _resolve_all(graph, graph.targets(node, "obj"), depth):
            yield replace(found, state=found.state or altered)


def _resolve_change(
    graph: SentenceGraph, node: int, verb: VerbClass, depth: int
) -> Iterator[Resolved]:
    """Take what a verb moves in the state that this leaves it in, and the drug it is done with."""
    for target in graph.targets(node, "prep_with"):
        if verb.sign < 0 and any(m.type in AGENTS for m in graph.mentions.get(target, ())):
            yield from resolve_mention(graph, target)
    for target in graph.targets(node, "obj"):
        own = graph.words.verb_class(graph.pred[target])
        if own is not None and own.name in {"bind", "convert"}:
            yield from _resolve_all(graph, graph.targets(node, "subj"), depth)
            continue
        for found in resolve_arguments(graph, target, depth=depth + 1):
            kept = _state_left(found.state, verb.kind, verb.sign)
            if found.state is None and graph.lemma(node) == "silence":
                kept = "loss"
            if found.state is None and graph.pred[node] == "methylate":
                kept = "loss" if found.mention.type == "Gene" else kept
            yield replace(found, state=kept)


def _state_left(state: str | None, kind: str, sign: int) -> str | None:
    """Return the state that a verb leaves its object in: a prevented loss is a gain.

    Examples:
        >>> _state_left(None, "activity", -1), _state_left("loss", "activity", -1)
        ('inhibition', 'overexpression')
        >>> _state_left("activation", "activity", -1), _state_left("mutation", "activity", -1)
        ('inhibition', 'mutation')
    """
    if state is None:
        return AFTER.get((kind, sign))
    return state if sign > 0 else OPPOSITE.get(state, state)


def _resolve_themes(
    graph: SentenceGraph, node: int, *, carriers: bool, depth: int
) -> Iterator[Resolved]:
    seen: set[int] = set()
    verb = graph.words.verb_class(graph.pred[node])
    # "The binding of A to B" is both of them.
    together = verb is not None and verb.kind in {"binding", "combination"}
    for edge in edges_to_themes(graph, node):
        if edge in {"prep_in", "prep_for"} and seen:
            continue
        for target in graph.targets(node, edge):
            if target in seen:
                continue
            if edge == "mod" and names_a_kind(graph, node, target):
                continue
            if node in graph.targets(target, "obj"):
                continue  # the participle of "reduced levels of A"
            inner = _told_status(graph, node, target) if edge == "mod" else [target]
            found = [
                r
                for place in inner
                for r in resolve_arguments(graph, place, carriers=carriers, depth=depth + 1)
            ]
            if found:
                seen.add(target)
                yield from found
        if seen and edge != "obj" and not together:
            return


def _told_status(graph: SentenceGraph, node: int, adjective: int) -> list[int]:
    """Return what a status is that of, the name before the adjective: "A-negative status"."""
    if graph.lemma(node) not in STATUSES or adjective in graph.mentions:
        return [adjective]
    return [t for t in graph.targets(adjective, "mod") if t in graph.mentions] or [adjective]


def _resolve_carrier(graph: SentenceGraph, node: int, depth: int) -> Iterator[Resolved]:
    carried = dict(find_carried(graph, node))
    for target, state in carried.items():
        for found in resolve_arguments(graph, target, carriers=True, depth=depth + 1):
            yield replace(found, state=found.state or state, direct=False)
