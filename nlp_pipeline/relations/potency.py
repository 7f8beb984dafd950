"""Says of drugs what they are measured to do: "D has A inhibitory activity", "IC50 of D for A".

Pharmacologists tell what a compound does by the power it has, by the assay that it was put to and
by the place that it takes among others; the noun of power is read as the verb that it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from nlp_pipeline.relations.graph import SentenceGraph

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
HAVING: Final = frozenset(
    {"have", "show", "exhibit", "display", "possess", "demonstrate", "exert", "reveal", "retain"}
    | {"produce", "present", "elicit", "cause", "confirm", "share"}
)
"""Verbs of one who has such a power."""
BROUGHT: Final = frozenset(
    {"achieve", "obtain", "cause", "produce", "elicit", "evoke", "exert", "provoke", "observe"}
    | {"see", "find", "note", "attain", "measure", "induce", "afford", "bring"}
)
"""Verbs by which an inhibition comes about: "inhibition of A was achieved with D"."""
TESTED: Final = frozenset(
    {"evaluate", "test", "assay", "assess", "screen", "examine", "investigate", "study", "design"}
    | {"synthesize", "characterize", "develop", "analyze", "optimize", "prepare", "explore"}
)
"""Verbs of an assay, which the compound is put to for what it does."""
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
CONSTANT: Final = re.compile(r"ic\(?50\)?s?|k\(?i\)?|pic\(?50\)?|pk\(?i\)?")
FOR: Final = ("prep_for", "prep_against", "prep_on", "prep_toward", "prep_towards", "prep_at")
MOVING: Final = frozenset({"activity", "amount"})
CAPABLE: Final = frozenset({"capable", "effective", "efficient", "potent", "efficacious"})
DOSES: Final = frozenset({"dose", "concentration", "dosage"})
REACH: Final = 4
"""How many tokens behind a title's colon the event may stand."""
UPWARD: Final = frozenset({"conj", "pobj", "prep"})
MOLECULES: Final = frozenset({"Gene", "Family", "Pathway", "Variant"})
COMPOUNDS: Final = frozenset({"Drug", "Chemical", "DrugClass"})
AGENTS: Final = frozenset(
    {"agent", "drug", "compound", "inhibitor", "molecule", "antagonist", "agonist", "substance"}
    | {"blocker", "medication", "chemical", "derivative", "analog", "analogue"}
)
RANKED: Final = re.compile(r"\s*(?:[>≥=≈~<]|&gt;)+\s*")
"""What stands between compounds by rank: "D > E = F"."""


def link_powers(graph: SentenceGraph) -> None:
    """Let "D has A inhibitory activity" and "inhibitory activity of D against A" be inhibition."""
    for node in graph.with_lemma(POWERS):
        if node in graph.mentions or graph.is_verb(node):
            continue
        sign, themes = _told_power(graph, node)
        holders = list(dict.fromkeys(_holders(graph, node)))
        for kind in _classes(graph, node):  # "the A antagonist activity of D"
            for holder in holders:
                graph.add(holder, "apposed", kind)
        if not sign or not holders or not themes or graph.pred[node] is not None:
            continue
        graph.pred[node] = "inhibit" if sign < 0 else "activate"
        for label in ("subj", "obj"):
            for target in list(graph.targets(node, label)):
                graph.remove(node, label, target)
        for theme in themes:
            graph.add(node, "obj", theme)
        for holder in holders:
            graph.add(node, "subj", holder)


def _told_power(graph: SentenceGraph, node: int) -> tuple[int, list[int]]:
    """Return the sign that a noun of power has, and the molecules that the power is over."""
    sign, themes = 0, []
    for word in graph.targets(node, "mod"):
        if word in graph.mentions:
            themes += _molecules(graph, [word])
            continue
        way = -1 if graph.lower(word) in LOWERING else int(graph.lower(word) in RAISING)
        sign = sign or way
        if way:
            themes += _molecules(graph, [*graph.targets(word, "mod"), *graph.targets(word, "obj")])
    for label in UPON:
        themes += _molecules(graph, graph.targets(node, label))
    return sign, list(dict.fromkeys(themes))


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


def _molecules(graph: SentenceGraph, nodes: Sequence[int]) -> list[int]:
    """Return those nodes that name a molecule, and what stands for one: "the activity of A"."""
    found = []
    for node in nodes:
        named = [m for m in graph.mentions.get(node, ()) if m.type in MOLECULES]
        through = () if named or node in graph.mentions else _below(graph, node)
        inner = [t for t in through if any(m.type in MOLECULES for m in graph.mentions.get(t, ()))]
        found += [node] if named else inner
    return found


def _below(graph: SentenceGraph, node: int) -> list[int]:
    if not graph.is_transparent(node):
        return []
    return [*graph.targets(node, "prep_of"), *graph.targets(node, "mod")]


def _compounds(graph: SentenceGraph, nodes: Sequence[int]) -> Iterator[int]:
    """Yield those nodes that name a compound, and the compound of "derivatives of D"."""
    for node in nodes:
        if any(m.type in COMPOUNDS for m in graph.mentions.get(node, ())):
            yield node
        elif node not in graph.mentions:
            inner = [*graph.targets(node, "prep_of"), *graph.targets(node, "mod")]
            for target in inner:
                if any(m.type in COMPOUNDS for m in graph.mentions.get(target, ())):
                    yield target
                elif target not in graph.mentions and graph.lemma(target) in AGENTS:
                    yield from _compounds(graph, [target])


def _holders(graph: SentenceGraph, node: int) -> Iterator[int]:
    """Yield the compounds that have a power: "that of D", "D shows it", "D with such activity"."""
    yield from _compounds(graph, graph.targets(node, "prep_of"))
    yield from _compounds(graph, graph.targets(node, "prep_by"))
    for verb in graph.sources(node, "obj"):
        if graph.lemma(verb) in HAVING:
            yield from _compounds(graph, graph.targets(verb, "subj"))
    for verb in graph.sources(node, "prep_for"):
        if graph.lemma(verb) in TESTED:
            yield from _compounds(graph, graph.targets(verb, "obj"))
    for noun in graph.sources(node, "prep_with"):
        yield from _compounds(graph, [noun])


def link_brought_about(graph: SentenceGraph) -> None:
    """Let "inhibition of A was achieved with D" and "tested for inhibition of A" be done by D."""
    for node in graph.events():
        verb = graph.words.verb_class(graph.pred[node])
        if verb is None or verb.name not in {"lower", "raise"} or node in graph.mentions:
            continue
        if graph.targets(node, "subj"):
            continue
        for agent in dict.fromkeys(_bringers(graph, node)):
            graph.add(node, "subj", agent)


def _bringers(graph: SentenceGraph, node: int) -> Iterator[int]:
    noun = not graph.is_verb(node)
    for main in graph.sources(node, "obj") if noun else ():
        if graph.lemma(main) in BROUGHT and graph.is_passive(main):
            for label in ("prep_by", "prep_with", "prep_after", "prep_upon"):
                yield from _compounds(graph, graph.targets(main, label))
    for clause in graph.children(node, "acl") if noun else ():
        if graph.lemma(clause) in BROUGHT:
            for label in ("prep_by", "prep_with", "prep_after", "prep_upon"):
                yield from _compounds(graph, graph.targets(clause, label))
    for label in TESTED_FOR:
        for main in graph.sources(node, label):
            if graph.lemma(main) in TESTED and graph.is_passive(main):
                yield from _compounds(graph, graph.targets(main, "obj"))


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
        return any(m.type in {"Drug", "Chemical"} for m in graph.mentions[node])
    edges = ("mod", "prep_with", "prep_of")
    inside = [n for edge in edges for n in graph.targets(node, edge)]
    given = graph.lemma(node) in graph.words["giving"] | graph.words["given_with"] | GIVEN
    return given and next(_compounds(graph, inside), None) is not None


def _is_change(graph: SentenceGraph, node: int) -> bool:
    verb = graph.words.verb_class(graph.pred[node])
    if verb is None or node in graph.mentions or graph.is_verb(node):
        return False
    moved = {graph.lower(m) for m in graph.targets(node, "mod")} & CHANGED
    return verb.name in {"lower", "lower_amount"} or (
        verb.name in {"raise", "raise_amount"} and (bool(moved) or graph.lemma(node) in RISES)
    )


def link_reversed(graph: SentenceGraph) -> None:
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


def link_constants(graph: SentenceGraph) -> None:
    """Let "the IC50 of D for A" say that D inhibits A, "binds with affinity to A" that it binds A.

    "The IC50 of D for inhibition of A" is that of an inhibition by D.
    """
    for node in graph.nodes:
        if node in graph.mentions or not CONSTANT.fullmatch(graph.lower(node)):
            continue
        places = [node, *graph.sources(node, "mod")]
        drugs = [d for p in places for d in _compounds(graph, graph.targets(p, "prep_of"))]
        for target in [t for p in places for lb in FOR for t in graph.targets(p, lb)]:
            event = graph.pred[target] is not None and target not in graph.mentions
            theme = _molecules(graph, [target])
            for drug in drugs if event or theme else ():
                graph.add(target if event else node, "subj", drug)
            if theme and not event and drugs:
                graph.pred[node] = "inhibit"
                graph.add(node, "obj", theme[0])
    for node in graph.with_lemma(("affinity",)):
        for verb in graph.sources(node, "prep_with"):
            for target in graph.targets(node, "prep_to") if graph.pred[verb] == "bind" else ():
                graph.add(verb, "obj", target)


def link_listed_results(graph: SentenceGraph) -> None:
    """Let "the increase of A, activation of B and release of C induced by D" be all D's doing."""
    for clause in graph.with_edge("subj"):
        parent = graph.tree_parent(clause)
        if parent is None or parent[0] != "acl" or graph.lemma(clause) not in BROUGHT:
            continue
        agents = list(_compounds(graph, graph.targets(clause, "subj")))
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


def link_currents(graph: SentenceGraph) -> None:
    """Let "D inhibits A channel currents" and "currents mediated by A" be said of A."""
    for node in graph.with_lemma(("current", "conductance")):
        acting = graph.sources(node, "obj")
        classes = ((verb, graph.words.verb_class(graph.pred[verb])) for verb in acting)
        verbs = [v for v, c in classes if c and c.kind in MOVING and graph.pred[v] != "mediate"]
        mods = graph.targets(node, "mod")
        channels = [m for m in mods if graph.lemma(m) in {"channel", "receptor"}]
        places = [*mods, *(t for m in channels for t in graph.targets(m, "mod"))]
        for clause in (*graph.children(node, "acl"), *mods):
            if graph.pred[clause] == "mediate":
                places += graph.targets(clause, "subj")
        for theme in dict.fromkeys(_molecules(graph, places)) if verbs else ():
            for verb in verbs:
                graph.add(verb, "obj", theme)


def link_capable(graph: SentenceGraph) -> None:
    """Let "D is capable of raising A" and "A was raised at the highest dose of D" be D's doing."""
    for node in graph.with_lemma(CAPABLE):
        holders = list(_compounds(graph, graph.targets(node, "subj")))
        for label in ("prep_of", "prep_in", "prep_at"):
            for event in graph.targets(node, label) if holders else ():
                _give_agents(graph, event, holders)
    for node in graph.with_lemma(DOSES):
        drugs = list(_compounds(graph, graph.targets(node, "prep_of")))
        for label in ("prep_at", "prep_with", "prep_following"):
            for event in graph.sources(node, label) if drugs else ():
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
    drugs = [n for m, n in before if m.type in {"Drug", "Chemical"}]
    named = {m.label for m, _ in before if m.type not in {"Disease", "Process"}}
    if len(named) != 1 or not drugs or any(n < colon for n in graph.verbs):
        return
    first = next((n for n in graph.events() if n > colon), None)
    if first is None or graph.is_verb(first) or first > colon + REACH:
        return
    for event in (first, *graph.conjuncts(first)):
        _give_agents(graph, event, drugs[-1:])


def link_exemplified(graph: SentenceGraph) -> None:
    """Let "agents that block A, such as D" have D block A: D is no example of A."""
    for node in graph.with_lemma(AGENTS):
        for clause in (*graph.targets(node, "relcl"), *graph.targets(node, "acl")):
            if not graph.is_verb(clause) or node not in graph.targets(clause, "subj"):
                continue
            for place in (clause, *graph.targets(clause, "obj")):
                for label in ("prep_such_as", "prep_including", "prep_like"):
                    for named in list(_compounds(graph, graph.targets(place, label))):
                        graph.add(clause, "subj", named)
                        if named in graph.targets(place, label):
                            graph.remove(place, label, named)


def link_second_by(graph: SentenceGraph) -> None:
    """Let "blockade of A by D or B by E" be that of B by E: it has an agent of its own.

    So too where the parser lists B behind D.
    """
    for node in graph.with_edge("prep_by"):
        parent = graph.tree_parent(node)
        named = any(m.type in MOLECULES for m in graph.mentions.get(node, ()))
        if not named or parent is None or parent[0] != "conj":
            continue
        events = [parent[1], *graph.sources(parent[1], "prep_by")]
        classes = ((e, graph.words.verb_class(graph.pred[e])) for e in events)
        held = [e for e, verb in classes if verb is not None and verb.name == "lower"]
        for agent in list(_compounds(graph, graph.targets(node, "prep_by"))) if held else ():
            graph.add(node, "held_by", agent)
            for event in held:
                if node in graph.targets(event, "subj"):
                    graph.remove(event, "subj", node)


def link_ranked(graph: SentenceGraph) -> None:
    """Let "potency in inhibiting A was D > E > F" have each of them inhibit A."""
    if not graph.with_text(("order", "potency", "potent", "potencies")):
        return
    drugs = [(m, n) for m, n in graph.ordered if m.type in COMPOUNDS]
    ranked: list[int] = []
    for one, other in pairwise(drugs):
        if RANKED.fullmatch(graph.text(one[0].end_token, other[0].start_token)):
            ranked += [one[1], other[1]]
    if not ranked:
        return
    for node in reversed(graph.events()):
        verb = graph.words.verb_class(graph.pred[node])
        acts = verb is not None and verb.name in {"lower", "raise"} and node < ranked[0]
        if acts and _molecules(graph, graph.targets(node, "obj")):
            for drug in dict.fromkeys(ranked):
                graph.add(node, "subj", drug)
            return
