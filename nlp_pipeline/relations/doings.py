"""Says whose doing an effect is where no subject says it: "inhibition of A was achieved with D".

What a drug is shown, tested or able to do, what comes about at a dose of it, and what a title says
of it behind a colon, are its doing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlp_pipeline.relations.class_members import OF_CLASS
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.potency import (
    COMPOUND_NOUNS,
    MOVING,
    TESTED,
    compounds_of,
)
from nlp_pipeline.relations.treated import is_move
from nlp_pipeline.relations.words import LOWERING
from nlp_pipeline.vocabulary import COMPOUNDS

BROUGHT: Final = frozenset(
    {"achieve", "obtain", "cause", "produce", "elicit", "evoke", "exert", "provoke", "observe"}
    | {"see", "find", "note", "attain", "measure", "induce", "afford", "bring"}
)
"""Verbs by which an inhibition comes about: "inhibition of A was achieved with D"."""
TESTED_FOR: Final = ("prep_for", "prep_as", "prep_in")
SHOWING: Final = frozenset({"show", "exhibit", "demonstrate", "display", "reveal", "present"})
GIVEN: Final = frozenset({"administration", "exposure", "supplementation", "intake", "injection"})
CHANGED: Final = frozenset(
    {"reduced", "decreased", "increased", "enhanced", "elevated", "diminished", "suppressed"}
    | {"attenuated", "lower", "higher", "lowered", "augmented"}
)
RISES: Final = frozenset(
    {"increase", "elevation", "induction", "activation", "upregulation", "up-regulation", "rise"}
    | {"stimulation", "enhancement"}
)
EFFECTS: Final = frozenset({"effect", "action", "activity", "efficacy", "property", "benefit"})
MEDIATED: Final = frozenset(
    {"mediate", "explain", "attribute", "relate", "associate", "be", "result", "due", "exert"}
    | {"ascribe", "involve", "achieve", "ascribable", "attributable", "related", "secondary"}
)
"""Verbs and words between an effect and what it is due to."""
PARTLY: Final = frozenset({"some", "part", "many", "most", "all", "much", "one", "several"})
"""Words for a share of what is named behind them."""
OR_ELSE: Final = re.compile(r"\s*,?\s*(?:or|and)\s+(?:of\s+)?(?:the\s+)?")
BY_IT: Final = re.compile(r"\s*(?:receptors?|channels?|activity)?\s*(?:by|with)\s+(?:the\s+)?")
"""What stands before and behind the second of two that are held down by one drug each."""
CAPABLE: Final = frozenset({"capable", "effective", "efficient", "potent", "efficacious"})
DOSES: Final = frozenset({"dose", "concentration", "dosage"})
REACH: Final = 4
"""How many tokens behind a title's colon the event may stand."""
UPWARD: Final = frozenset({"conj", "pobj", "prep"})


def link_brought_about(graph: SentenceGraph) -> None:
    """Let "inhibition of A was achieved with D" and "tested for inhibition of A" be done by D."""
    for node in graph.events():
        verb = graph.words.verb_class(graph.pred[node])
        moves = verb is not None and (verb.name in {"lower", "raise"} or is_move(graph, node))
        if not moves or node in graph.mentions:
            continue
        if graph.targets(node, "subj"):
            continue
        for agent in dict.fromkeys(_bringers(graph, node)):
            graph.add(node, "subj", agent)


def _bringers(graph: SentenceGraph, node: int) -> Iterator[int]:
    noun = not graph.is_verb(node)
    for main in graph.sources(node, "obj") if noun else ():
        if graph.lemma(main) in BROUGHT and graph.is_passive(main):
            for label in ("prep_by", "prep_with", "prep_after", "prep_upon", "prep_at"):
                yield from compounds_of(graph, graph.targets(main, label))
    for clause in graph.children(node, "acl") if noun else ():
        if graph.lemma(clause) in BROUGHT:
            for label in ("prep_by", "prep_with", "prep_after", "prep_upon"):
                yield from compounds_of(graph, graph.targets(clause, label))
    for label in TESTED_FOR:
        for main in graph.sources(node, label):
            if graph.lemma(main) in TESTED and graph.is_passive(main):
                yield from compounds_of(graph, graph.targets(main, "obj"))


def link_shown(graph: SentenceGraph) -> None:
    """Let "D treatment showed a decline in A levels" and "D showed inhibition of A" be its doing.

    What treated cells show is not; the subject has to be the drug or its being given.
    """
    for node in graph.with_lemma(SHOWING):
        if not graph.is_verb(node) or graph.is_passive(node):
            continue
        subjects = graph.targets(node, "subj")
        if not subjects or not all(_is_given(graph, s) for s in subjects):
            continue
        changes = [n for n in graph.targets(node, "obj") if _is_change(graph, n)]
        for change in changes:
            behind = graph.targets(node, "prep_in") if not graph.targets(change, "obj") else []
            for theme in [n for n in behind if n > change]:
                graph.add(change, "obj", theme)
        if any(graph.targets(change, "obj") for change in changes):
            graph.pred[node] = "cause"


def _is_given(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node is a compound, or that one is given: "D treatment"."""
    if node in graph.mentions:
        return any(m.type in COMPOUNDS for m in graph.mentions[node])
    edges = ("mod", "prep_with", "prep_of")
    inside = [n for edge in edges for n in graph.targets(node, edge)]
    given = graph.lemma(node) in graph.words["giving"] | graph.words["given_with"] | GIVEN
    return given and next(compounds_of(graph, inside), None) is not None


def _is_change(graph: SentenceGraph, node: int) -> bool:
    verb = graph.words.verb_class(graph.pred[node])
    if verb is None or node in graph.mentions or graph.is_verb(node):
        return False
    moved = {graph.lower(m) for m in graph.targets(node, "mod")} & CHANGED
    return verb.name in LOWERING or (
        verb.name in {"raise", "raise_amount"} and (bool(moved) or graph.lemma(node) in RISES)
    )


def lower_reversed(graph: SentenceGraph) -> None:
    """Let "D reversed the up-regulation of A" lower what was raised."""
    for node in graph.events():
        listed = graph.parents.get(node, ("", node))[0] == "conj" and graph.is_passive(node)
        if graph.pred[node] != "reverse" or node in graph.mentions or listed:
            continue  # "was inhibited and could be reversed": the inhibition was
        for event in graph.targets(node, "obj"):
            verb = graph.words.verb_class(graph.pred[event])
            kind = verb.kind if verb is not None and event not in graph.mentions else ""
            if kind in {"activity", "amount", "modification"} and graph.targets(event, "obj"):
                graph.pred[node] = "suppress"


def link_listed_results(graph: SentenceGraph) -> None:
    """Let "the increase of A, activation of B and release of C induced by D" be all D's doing."""
    for clause in graph.with_edge("subj"):
        parent = graph.tree_parent(clause)
        if parent is None or parent[0] != "acl" or graph.lemma(clause) not in BROUGHT:
            continue
        agents = list(compounds_of(graph, graph.targets(clause, "subj")))
        for event in _list_above(graph, parent[1]) if agents else ():
            if graph.targets(event, "obj") and not graph.targets(event, "subj"):
                for agent in agents:
                    graph.add(event, "subj", agent)


def _list_above(graph: SentenceGraph, node: int) -> list[int]:
    """Return the nouns for events that a noun at the end of a list is listed with."""
    found: list[int] = []
    place, listed = node, False
    while (parent := graph.tree_parent(place)) is not None and parent[0] in UPWARD:
        listed = listed or parent[0] == "conj"
        place = parent[1]
        if graph.pred[place] is not None and place not in graph.mentions:
            found += [place, *(c for c in graph.conjuncts(place) if c <= node)]
    events = (n for n in dict.fromkeys(found) if not graph.is_verb(n) and graph.pred[n])
    return list(events) if listed else []


def link_capable(graph: SentenceGraph) -> None:
    """Let "D is capable of raising A" and "A was raised at the highest dose of D" be D's doing."""
    for node in graph.with_lemma(CAPABLE):
        holders = list(compounds_of(graph, graph.targets(node, "subj")))
        for label in ("prep_of", "prep_in", "prep_at"):
            for event in graph.targets(node, label) if holders else ():
                _give_agents(graph, event, holders)
    for node in graph.with_lemma(DOSES):
        drugs = list(compounds_of(graph, graph.targets(node, "prep_of")))
        for label in ("prep_at", "prep_with", "prep_following"):
            for event in graph.sources(node, label) if drugs else ():
                if event < node:  # "with rising doses of D, A levels …" is often misread
                    _give_agents(graph, event, drugs)


def link_mediated(graph: SentenceGraph) -> None:
    """Let "the effect of D is mediated by inhibition of A", "is due to inhibition of A" be its."""
    for node in (*graph.with_lemma(EFFECTS), *graph.mentions):
        drugs = list(compounds_of(graph, graph.targets(node, "prep_of")))
        if not drugs or (node in graph.mentions and graph.lemma(node) not in EFFECTS):
            continue
        # "some of the effects of D are due to …"
        parts = [n for n in graph.sources(node, "prep_of") if graph.lemma(n) in PARTLY]
        places = [node, *parts]
        for verb in [v for n in places for lb in ("subj", "obj") for v in graph.sources(n, lb)]:
            if graph.lemma(verb) not in MEDIATED:
                continue
            labels = ("prep_by", "prep_to", "prep_due_to", "prep_from", "prep_through")
            events = [e for label in labels for e in graph.targets(verb, label)]
            if graph.lemma(verb) == "involve" and not graph.is_passive(verb):
                events += graph.targets(verb, "obj")
            for event in events:
                _give_agents(graph, event, drugs)


def _give_agents(graph: SentenceGraph, event: int, agents: Sequence[int]) -> None:
    """Give an event that moves something, and has no agent, the compounds for its agents."""
    verb = graph.words.verb_class(graph.pred[event])
    moves = verb is not None and verb.kind in MOVING and event not in graph.mentions
    if moves and graph.targets(event, "obj") and not graph.targets(event, "subj"):
        for agent in agents:
            graph.add(event, "subj", agent)


def link_titles(graph: SentenceGraph) -> None:
    """Let "a new mechanism of D: induction of A" be D's doing: a title and what it stands for."""
    colons = graph.tokens_with((":",))
    if len(colons) != 1 or graph.lower(colons[0] - 1) == graph.lower(colons[0]):
        return
    colon = colons[0]
    before = [(m, n) for m, n in graph.ordered if m.end_token <= colon]
    drugs = [n for m, n in before if m.type in COMPOUNDS]
    named = {m.label for m, _ in before if m.type not in {"Disease", "Process"}}
    if len(named) != 1 or not drugs or any(n < colon for n in graph.verbs):
        return
    first = next((n for n in graph.events() if n > colon), None)
    if first is None or graph.is_verb(first) or first > colon + REACH:
        return
    ways = [
        w for label in ("prep_by", "prep_through", "prep_via") for w in graph.targets(first, label)
    ]
    for event in (first, *graph.conjuncts(first), *ways):
        _give_agents(graph, event, drugs[-1:])


def link_exemplified(graph: SentenceGraph) -> None:
    """Let "agents that block A, such as D" have D block A: D is no example of A."""
    for node in graph.with_lemma(COMPOUND_NOUNS):
        for clause in (*graph.targets(node, "relcl"), *graph.targets(node, "acl")):
            if not graph.is_verb(clause) or node not in graph.targets(clause, "subj"):
                continue
            for place in (clause, *graph.targets(clause, "obj")):
                for label in ("prep_such_as", "prep_including", "prep_like"):
                    for named in list(compounds_of(graph, graph.targets(place, label))):
                        graph.add(clause, "subj", named)
                        if named in graph.targets(place, label):
                            graph.remove(place, label, named)


def link_second_by(graph: SentenceGraph) -> None:
    """Let "blockade of A by D or B by E" be that of B by E: it has an agent of its own.

    So too where the parser lists B behind D.
    """
    for node in graph.with_edge("prep_by"):
        parent = graph.tree_parent(node)
        named = any(m.type in OF_CLASS for m in graph.mentions.get(node, ()))
        if not named or parent is None or parent[0] != "conj":
            continue
        events = [parent[1], *graph.sources(parent[1], "prep_by")]
        classes = ((e, graph.words.verb_class(graph.pred[e])) for e in events)
        held = [e for e, verb in classes if verb is not None and verb.name == "lower"]
        for agent in list(compounds_of(graph, graph.targets(node, "prep_by"))) if held else ():
            graph.add(node, "held_by", agent)
            for event in held:
                if node in graph.targets(event, "subj"):
                    graph.remove(event, "subj", node)


def link_second_told(graph: SentenceGraph) -> None:
    """Let "blockade of A by D or B by E" be two, wherever the parser hangs the second "by"."""
    if len(graph.tokens_with(("by", "with"))) < 2:
        return
    for place, (first, drug) in enumerate(graph.ordered[:-2]):
        (second, theme), (third, other) = graph.ordered[place + 1 : place + 3]
        kinds = first.type in COMPOUNDS and third.type in COMPOUNDS and second.type in OF_CLASS
        if not kinds or not OR_ELSE.fullmatch(graph.text_between(first, second)):
            continue
        events = [e for e in graph.sources(drug, "subj") if graph.words.verb_class(graph.pred[e])]
        if not BY_IT.fullmatch(graph.text_between(second, third)) or not events:
            continue
        graph.add(theme, "held_by", other)
        for event in [e for e in events if e < drug and not graph.is_verb(e)]:
            for node in (theme, other):
                if node in graph.targets(event, "subj"):
                    graph.remove(event, "subj", node)
