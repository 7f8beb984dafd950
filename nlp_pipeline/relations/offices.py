"""Members of what acts, and events of what one does: "activators of A like B", "effects of A: …".

A noun for those who act is said of each name that a list behind it gives; a noun for what somebody
does is told by the events behind it.
"""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.members import LIST_EDGE, find_members_behind
from nlp_pipeline.relations.themes import find_listed
from nlp_pipeline.vocabulary import AGENTS, MOLECULES

PIECES = frozenset({"promoter", "enhancer", "scaffold", "ligand"})
"""Nouns of those who act that are more often pieces of genes and proteins."""
ACTING = MOLECULES | AGENTS | {"Chemical", "Pathway"}
UNLISTED = frozenset({"Gene", "Variant", "Pathway", "Process", "MicroRNA", "Drug"})
"""Types of names that have no members: a list behind them is one of something else."""
DOINGS = frozenset(
    {"effect", "action", "activity", "function", "role", "mechanism", "consequence", "property"}
)
"""Nouns for what somebody does."""
TELLING_EDGES = ("appos", "prep_including", "prep_such_as", "prep_like")
MOVING = frozenset(
    {"translocation", "localization", "localisation", "relocalization", "import", "export"}
    | {"recruitment", "internalization", "trafficking"}
)
"""Nouns of movements, which share with the event beside them what moves."""


def link_listed_agents(graph: SentenceGraph) -> None:
    """Let "activators of A such as B", "activators of A (B and C)" say that B activates A."""
    for node in graph.with_lemma(graph.words.any_of("agent_nouns", "regulating")):
        held = graph.pred[node] is None or graph.is_verb(node) or node in graph.mentions
        if held or graph.lemma(node) in PIECES or not graph.tag(node).startswith("NN"):
            continue
        named = [*find_listed(graph, node), *_listed_behind_theme(graph, node)]
        themes = graph.targets(node, "obj")
        if any(graph.tag(theme).startswith("JJ") for theme in themes):
            continue  # "anti-inflammatory mediators such as A"
        for member in dict.fromkeys(named):
            acts = member not in themes and _acts(graph, member)
            if acts and not any(_may_hold(graph, theme, member) for theme in themes):
                graph.add(node, "subj", member)


def _acts(graph: SentenceGraph, node: int) -> bool:
    return any(m.type in ACTING for m in graph.mentions.get(node, ()))


def link_listed_targets(graph: SentenceGraph) -> None:
    """Let "targets of A (B and C)" name B and C as "targets of A such as B" does."""
    for node in graph.with_lemma(("target", "substrate")):
        if node not in graph.mentions and not graph.is_verb(node):
            _listed_behind_theme(graph, node)


def _may_hold(graph: SentenceGraph, theme: int, member: int) -> bool:
    """Tell whether a name may be one of those acted on: "inhibitors of transporters, such as A"."""
    own = graph.mentions.get(member, ())
    if not any(m.type in MOLECULES for m in own):
        return False
    classes = [m.label for m in graph.mentions.get(theme, ()) if m.type == "Family"]
    if any(m.label.startswith(label) for m in own for label in classes):
        return True  # "the E2F activators (E2F1)"
    last = graph.mentions[theme][-1].end_token - 1 if theme in graph.mentions else theme
    return graph.tag(theme) == "NNS" or graph.lower(last).endswith("s")


def _listed_behind_theme(graph: SentenceGraph, node: int) -> list[int]:
    """Return the names that a list gives behind what the agents act on, and hang them on these."""
    found: list[int] = []
    for theme in graph.targets(node, "prep_of") if graph.tag(node) == "NNS" else ():
        types = {m.type for m in graph.mentions.get(theme, ())}
        if not types:
            continue
        for member in find_listed(graph, theme):
            own = {m.type for m in graph.mentions.get(member, ())}
            if types <= UNLISTED or own <= AGENTS:
                found.append(member)
        found += _bracketed_behind(graph, theme)
    for member in found:
        graph.add(node, LIST_EDGE, member)
    return found


def _bracketed_behind(graph: SentenceGraph, theme: int) -> list[int]:
    """Return LKB1 of "activators of AMPK (LKB1)", nothing for "MAPKs (ERK)" or another name."""
    last = graph.mentions[theme][-1]
    text = graph.doc[last.end_token - 1].text
    if graph.text(last.end_token, last.end_token + 1).strip() != "(" or text.endswith("s"):
        return []
    found = find_members_behind(graph, last.end_token - 1)
    named = {m.label for m in graph.mentions[theme]}
    types = {m.type for n in found for m in graph.mentions[n]}
    if any(m.label in named for n in found for m in graph.mentions[n]) or "Family" in types:
        return []
    for member in found:
        graph.add(theme, "acted_by", member)
    return found


def share_offices(graph: SentenceGraph) -> None:
    """Let "A as an activator and inhibitor of B" do both.

    So too "A, an activator of B and inhibitor of C".
    """
    for node in graph.with_lemma(graph.words["agent_nouns"]):
        dep, first = graph.parents.get(node, ("", node))
        joined = dep == "conj" and graph.lemma(first) in graph.words["agent_nouns"]
        if not joined or graph.targets(node, "subj") or {node, first} & set(graph.mentions):
            continue
        if graph.is_verb(node) or graph.targets(node, "appos"):
            continue
        for agent in graph.targets(first, "subj"):
            if agent in graph.mentions:
                graph.add(node, "subj", agent)


def share_moved(graph: SentenceGraph) -> None:
    """Let "activation and nuclear translocation of B" activate B, too."""
    for node in graph.with_lemma(MOVING):
        if node in graph.mentions or graph.is_verb(node):
            continue
        dep, first = graph.parents.get(node, ("", node))
        if dep != "conj" or graph.pred.get(first) is None or first in graph.mentions:
            continue
        if graph.is_verb(first) or graph.lemma(first) in graph.words["agent_nouns"]:
            continue
        behind = [t for t in graph.targets(node, "prep_of") if t in graph.mentions]
        own = behind or [t for t in graph.targets(node, "mod") if t in graph.mentions]
        for theme in behind if not graph.targets(first, "obj") else ():
            graph.add(first, "obj", theme)
        for theme in graph.targets(first, "obj") if not own else ():
            graph.add(node, "obj", theme)


def link_told(graph: SentenceGraph) -> None:
    """Let "effects of A: activation of B", "functions of A include loss of B" say what A does."""
    for node in graph.with_lemma(DOINGS):
        agents = [t for t in graph.targets(node, "prep_of") if _acts(graph, t)]
        for event in _told_by(graph, node) if agents and node not in graph.mentions else ():
            for place in (event, *graph.conjuncts(event)):
                if graph.pred[place] is None or place in graph.mentions or graph.is_verb(place):
                    continue
                if graph.lemma(place) in graph.words["agent_nouns"]:
                    continue
                if node in graph.targets(place, "subj"):
                    graph.remove(place, "subj", node)
                for agent in agents if not graph.targets(place, "subj") else ():
                    graph.add(place, "subj", agent)


def _told_by(graph: SentenceGraph, node: int) -> list[int]:
    """Return the events that stand behind "include", "such as" or a colon."""
    listing = graph.words["include"] | {"be"}
    verbs = [v for v in graph.sources(node, "subj") if graph.lemma(v) in listing and v > node]
    found = [t for verb in verbs for label in ("obj", "attr") for t in graph.targets(verb, label)]
    found += [t for verb in verbs for t in graph.children(verb, "attr", "dobj")]
    found += [t for edge in TELLING_EDGES for t in graph.targets(node, edge)]
    above = graph.parents.get(node, ("", node))[1]
    found += [above] if above > node else []
    return [t for t in dict.fromkeys(found) if t > node and _opens(graph, node, t)]


def _opens(graph: SentenceGraph, node: int, event: int) -> bool:
    """Tell whether an event is told behind a noun: by a word for a list, or behind a colon."""
    hung = graph.parents.get(node, ("", node))[1] == event or event in graph.targets(node, "appos")
    return not hung or ":" in graph.text(node + 1, event)
