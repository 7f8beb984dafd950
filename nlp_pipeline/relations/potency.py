"""Says of drugs what they are measured to do: "D has A inhibitory activity", "IC50 of D for A".

Pharmacologists tell what a compound does by the power it has and by the assay that it was put to;
the noun of power is read as the verb that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlp_pipeline.relations.class_members import OF_CLASS
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.vocabulary import SUBSTANCES

POWERS: Final = frozenset(
    {"activity", "potency", "potential", "property", "capacity", "capability", "ability", "power"}
    | {"action", "effect", "profile", "efficacy", "selectivity"}
)
"""Nouns for what a compound can do, which an adjective before them tells."""
LOWERING: Final = frozenset(
    {"inhibitory", "inhibiting", "inhibition", "antagonistic", "antagonist", "antagonism"}
    | {"blocking", "blockade", "suppressive", "antagonizing", "inhibitor", "blocker", "block"}
)
RAISING: Final = frozenset(
    {"stimulatory", "stimulating", "activating", "agonistic", "agonist", "agonism", "activation"}
)
"""Words before them that say which way."""
UPON: Final = ("prep_on", "prep_against", "prep_towards", "prep_toward", "prep_at", "prep_upon")
BESIDE: Final = ("prep_comparable_to", "prep_similar_to", "prep_than", "prep_to")
"""Edges from a power to that of another."""
HAVING: Final = frozenset(
    {"have", "show", "exhibit", "display", "possess", "demonstrate", "exert", "reveal", "retain"}
    | {"produce", "present", "elicit", "cause", "confirm", "share", "indicate", "manifest"}
    | {"induce", "evoke", "combine"}
)
"""Verbs of one who has such a power."""
TESTED: Final = frozenset(
    {"evaluate", "test", "assay", "assess", "screen", "examine", "investigate", "study", "design"}
    | {"synthesize", "characterize", "develop", "analyze", "optimize", "prepare", "explore"}
)
"""Verbs of an assay, which the compound is put to for what it does."""
FOR: Final = ("prep_for", *UPON)
MOVING: Final = frozenset({"activity", "amount"})
COMPOUND_NOUNS: Final = frozenset(
    {"agent", "drug", "compound", "inhibitor", "molecule", "antagonist", "agonist", "substance"}
    | {"blocker", "medication", "chemical", "derivative", "analog", "analogue"}
)
SITES: Final = frozenset(
    {"receptor", "receptors", "channel", "channels", "site", "sites", "subtype", "subtypes"}
    | {"activity", "isoform", "isoforms", "enzyme", "enzymes", "kinase", "kinases"}
)
"""Nouns behind a name that leave it what is acted on."""
AT_PLACE: Final = re.compile(
    r"\s*(?:on|at|against|towards?)\s+(?:(?:the|both|all|human|rat|mouse|recombinant|cloned"
    r"|isolated|purified)\s+)*"
)
"""What stands between a compound and the place of its power."""


def link_powers(graph: SentenceGraph) -> None:
    """Let "D has A inhibitory activity" and "inhibitory activity of D against A" be inhibition."""
    for node in graph.with_lemma(POWERS):
        if node in graph.mentions or graph.is_verb(node):
            continue
        sign, themes = _told_power(graph, node)
        if sign and not themes:
            themes = _place_behind(graph, node)
        holders = list(dict.fromkeys(holders_of(graph, node)))
        for kind in _classes(graph, node):  # "the A antagonist activity of D"
            for holder in holders:
                graph.add(holder, "apposed", kind)
        if sign and holders and themes:
            _hold(graph, node, sign, holders, themes)


def _hold(
    graph: SentenceGraph, node: int, sign: int, holders: Sequence[int], themes: Sequence[int]
) -> None:
    """Let a noun of power be the verb that it stands for, of those who have it."""
    if graph.pred[node] is None:
        graph.pred[node] = "inhibit" if sign < 0 else "activate"
        for label in ("subj", "obj"):
            for target in list(graph.targets(node, label)):
                graph.remove(node, label, target)
    for holder in holders:  # "the inhibitory action of D towards A"
        if holder in graph.targets(node, "obj") and holder not in themes:
            graph.remove(node, "obj", holder)
    if all(n in graph.mentions for n in graph.targets(node, "obj")):
        for theme in themes:  # but "the stimulatory effect of D on A expression"
            graph.add(node, "obj", theme)
    for holder in holders:
        graph.add(node, "subj", holder)


def _told_power(graph: SentenceGraph, node: int) -> tuple[int, list[int]]:
    """Return the sign that a noun of power has, and the molecules that the power is over."""
    sign, themes = 0, []
    for word in graph.targets(node, "mod"):
        if word in graph.mentions:
            themes += molecules_of(graph, [word])
            continue
        way = -1 if graph.lower(word) in LOWERING else int(graph.lower(word) in RAISING)
        sign = sign or way
        if way:
            themes += molecules_of(
                graph, [*graph.targets(word, "mod"), *graph.targets(word, "obj")]
            )
    for label in UPON:
        themes += molecules_of(graph, graph.targets(node, label))
    return sign, list(dict.fromkeys(themes))


def _place_behind(graph: SentenceGraph, node: int) -> list[int]:
    """Return the molecule that is named as the place of a power.

    "The antagonist effects of D at A", "D showed antagonist activity at A".
    """
    drugs = list(compounds_of(graph, graph.targets(node, "prep_of")))
    for end in (node + 1, *(graph.mentions[drug][-1].end_token for drug in drugs)):
        for mention, place in graph.ordered:
            between = graph.text(end, mention.start_token) if mention.start_token > end else ""
            if mention.type in OF_CLASS and AT_PLACE.fullmatch(between):
                behind = min(mention.end_token, graph.sentence.end - 1)
                longer = graph.tag(behind).startswith("NN") and graph.lower(behind) not in SITES
                return [] if longer else [place]  # "on A expression" tells more
    return []


def _classes(graph: SentenceGraph, node: int) -> list[int]:
    """Return the classes named before a noun of power: "A agonist and B antagonist activity"."""
    before = [n for n in graph.targets(node, "mod") if n in graph.mentions and n < node]
    found = [n for n in before if graph.mentions[n][-1].type == "DrugClass"]
    for mention, other in reversed(graph.ordered):
        first = min(found, default=node)
        if found and other < first and mention.type == "DrugClass":
            between = graph.text(mention.end_token, graph.mentions[first][0].start_token)
            if between.strip() in {"and", "or", "/", ","}:
                found.append(other)
    return found


def molecules_of(graph: SentenceGraph, nodes: Sequence[int]) -> list[int]:
    """Return those nodes that name a molecule, and what stands for one: "the activity of A"."""
    found = []
    for node in nodes:
        named = [m for m in graph.mentions.get(node, ()) if m.type in OF_CLASS]
        through = () if named or node in graph.mentions else _below(graph, node)
        inner = [t for t in through if any(m.type in OF_CLASS for m in graph.mentions.get(t, ()))]
        found += [node] if named else inner
    return found


def _below(graph: SentenceGraph, node: int) -> list[int]:
    if not graph.is_transparent(node):
        return []
    return [*graph.targets(node, "prep_of"), *graph.targets(node, "mod")]


def compounds_of(graph: SentenceGraph, nodes: Sequence[int]) -> Iterator[int]:
    """Yield those nodes that name a compound, and the compound of "derivatives of D"."""
    for node in nodes:
        if any(m.type in SUBSTANCES for m in graph.mentions.get(node, ())):
            yield node
        elif node not in graph.mentions:
            inner = [*graph.targets(node, "prep_of"), *graph.targets(node, "mod")]
            for target in inner:
                if any(m.type in SUBSTANCES for m in graph.mentions.get(target, ())):
                    yield target
                elif target not in graph.mentions and graph.lemma(target) in COMPOUND_NOUNS:
                    yield from compounds_of(graph, [target])


def holders_of(graph: SentenceGraph, node: int) -> Iterator[int]:
    """Yield the compounds that have a power: "that of D", "D shows it", "D with such activity"."""
    yield from compounds_of(graph, graph.targets(node, "prep_of"))
    yield from compounds_of(graph, graph.targets(node, "prep_by"))
    for verb in graph.sources(node, "obj"):
        if graph.lemma(verb) in HAVING:
            yield from compounds_of(graph, graph.targets(verb, "subj"))
    for verb in graph.sources(node, "prep_for"):
        if graph.lemma(verb) in TESTED:
            yield from compounds_of(graph, graph.targets(verb, "obj"))
    for noun in graph.sources(node, "prep_with"):
        yield from compounds_of(graph, [noun])
    for place in (node, *graph.targets(node, "mod"), *graph.targets(node, "relcl")):
        for rival in [t for label in BESIDE for t in graph.targets(place, label)]:
            that = [] if rival in graph.mentions else graph.targets(rival, "prep_of")
            yield from compounds_of(graph, [rival, *that])  # "comparable to that of D"
    for other in graph.conjuncts(node):  # "A inhibitory activity and other effects of D"
        if graph.lemma(other) in POWERS:
            yield from compounds_of(graph, graph.targets(other, "prep_of"))


def link_currents(graph: SentenceGraph) -> None:
    """Let "D inhibits A channel currents", "currents mediated by A" be said of A.

    So too "signalling mediated by A".
    """
    for node in graph.with_lemma(("current", "conductance", "signaling", "signalling")):
        if node in graph.mentions:
            continue
        acting = graph.sources(node, "obj")
        classes = ((verb, graph.words.verb_class(graph.pred[verb])) for verb in acting)
        kinds = MOVING if graph.lemma(node) in {"current", "conductance"} else {"activity"}
        verbs = [v for v, c in classes if c and c.kind in kinds and graph.pred[v] != "mediate"]
        mods = graph.targets(node, "mod")
        channels = [m for m in mods if graph.lemma(m) in {"channel", "receptor"}]
        places = [*mods, *(t for m in channels for t in graph.targets(m, "mod"))]
        places += graph.targets(node, "prep_of")
        for clause in (*graph.children(node, "acl"), *mods):
            if graph.pred[clause] == "mediate":
                places += graph.targets(clause, "subj")
        for theme in dict.fromkeys(molecules_of(graph, places)) if verbs else ():
            for verb in verbs:
                graph.add(verb, "obj", theme)


def link_inhibitory(graph: SentenceGraph) -> None:
    """Let "D is inhibitory to A", "was stimulatory towards A" be inhibition and activation."""
    for node in graph.with_text(("inhibitory", "stimulatory", "antagonistic")):
        if node in graph.mentions or graph.pred[node] is not None:
            continue
        drugs = list(compounds_of(graph, graph.targets(node, "subj")))
        places = [t for lb in ("prep_to", "prep_of", *UPON) for t in graph.targets(node, lb)]
        themes = molecules_of(graph, places) if drugs else []
        for theme in themes:
            graph.pred[node] = "activate" if graph.lower(node) in RAISING else "inhibit"
            graph.add(node, "obj", theme)
        for drug in drugs if themes else ():
            graph.add(node, "subj", drug)
