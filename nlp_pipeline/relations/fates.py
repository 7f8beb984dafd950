"""Who acts where an event, a place or a class stands between the name and what it does.

"Phosphorylation of B by A leads to its degradation", "B is activated downstream of A", "another
caspase, caspase-3, is cleaved", "the A signal is transduced through B".
"""

from __future__ import annotations

import re

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.events import is_event
from nlp_pipeline.relations.graph import SPREADING, SentenceGraph
from nlp_pipeline.relations.themes import SIGNALLING
from nlp_pipeline.vocabulary import MOLECULES

TRANSDUCING = frozenset(
    {"transduce", "transmit", "relay", "mediate", "propagate", "convey", "conduct"}
)
"""Verbs whose passive subject is a signal that takes a way: "is transduced through B"."""
DONE_BY = frozenset({"recognition", "sensing", "detection", "regulation", "modification"})
"""Words for processes that are nothing by themselves: "fungal recognition by A"."""
KIND = re.compile(
    r"(channel|transcription factor|growth[_ ]factor|cytokine|chemokine|hormone|gtpase|"
    r"oncoprotein|adaptor protein|protein kinase|tyrosine kinase)$",
    re.IGNORECASE,
)
"""Labels that only say of what kind the name before them is: "IP3R ion channels"."""
SINGLING = frozenset(
    {"a", "an", "another", "one", "second", "third", "fourth", "other", "additional"}
    | {"two", "three", "four", "its", "their"}
)
"""Words before a class that is about to be named: "another caspase, caspase-3"."""


def link_downstream(graph: SentenceGraph) -> None:
    """Let "B is activated downstream of A", "activation of B downstream of A" be A's doing."""
    for node in graph.with_edge("prep_downstream_of"):
        sources = [t for t in graph.targets(node, "prep_downstream_of") if t in graph.mentions]
        if not sources or graph.pred[node] is None or graph.targets(node, "subj"):
            continue
        moved = graph.is_passive(node) if graph.is_verb(node) else is_event(graph, node)
        for source in sources if moved else ():
            graph.add(node, "subj", source)


def link_transduced(graph: SentenceGraph) -> None:
    """Let "the A signal is transduced through B" say that A signals through B."""
    for node in graph.with_lemma(TRANSDUCING):
        if not graph.is_verb(node):
            continue
        if not any(graph.targets(node, label) for label in ("prep_through", "prep_via")):
            continue
        if not graph.is_passive(node):
            bare = [s for s in graph.targets(node, "obj") if graph.lemma(s) in SIGNALLING]
            if any(not graph.targets(s, "mod") for s in bare):
                graph.pred[node] = "signal"  # "A transduces signals via B"
            continue
        for signal in [s for s in graph.targets(node, "obj") if _is_signal(graph, s)]:
            graph.pred[node] = "signal"
            graph.remove(node, "obj", signal)
            graph.add(node, "subj", signal)


def _is_signal(graph: SentenceGraph, node: int) -> bool:
    if node in graph.mentions:
        return any(m.type == "Pathway" for m in graph.mentions[node])
    return graph.lemma(node) in SIGNALLING


def link_fates(graph: SentenceGraph) -> None:
    """Let "phosphorylation of B by A leads to its degradation" say that A degrades B."""
    for node in graph.verbs:
        verb = graph.words.verb_class(graph.pred[node])
        if verb is None or verb.kind not in {"activity", "amount"}:
            continue
        fates = graph.targets(node, "obj")
        for change in list(graph.targets(node, "subj")):
            agents = _agents_of_change(graph, change)
            own = [f for f in fates if agents and _acts_on_same(graph, change, f)]
            for fate in own:
                event = fate not in graph.mentions and is_event(graph, fate)
                for agent in agents:
                    place = fate if event and verb.sign > 0 else node
                    if place == fate or len(fates) == len(own):
                        graph.add(place, "subj", agent)


def _agents_of_change(graph: SentenceGraph, node: int) -> list[int]:
    """Return who modifies something, by name, where a noun says so: A-mediated phosphorylation."""
    verb = graph.words.verb_class(graph.pred[node])
    if verb is None or verb.kind != "modification" or node in graph.mentions:
        return []
    linked = [m for m in graph.targets(node, "mod") if node in graph.targets(m, "obj")]
    named = [s for place in (node, *linked) for s in graph.targets(place, "subj")]
    return [s for s in dict.fromkeys(named) if s in graph.mentions]


def _acts_on_same(graph: SentenceGraph, change: int, fate: int) -> bool:
    """Tell whether a change and what follows from it are said of one name."""
    changed = {m.label for m in _themes_of(graph, change)}
    fated = {m.label for m in _themes_of(graph, fate)}
    verb = graph.words.verb_class(graph.pred[fate])
    bound = verb is not None and verb.kind == "binding"
    bound = bound or graph.lemma(fate) in graph.words["assemblies"]
    return bool(fated & changed) and (bound or fated <= changed)


def _themes_of(graph: SentenceGraph, node: int) -> list[MentionSpan]:
    if node in graph.mentions:
        return graph.mentions[node]
    places = [t for edge in ("obj", "prep_of", "mod") for t in graph.targets(node, edge)]
    return [m for place in places for m in graph.mentions.get(place, ())]


def pass_to_named(graph: SentenceGraph) -> None:
    """Let "another caspase, caspase-3, is cleaved" say it of the one that is named."""
    for node, found in list(graph.mentions.items()):
        if any(m.type != "Family" for m in found):
            continue
        named = [t for t in graph.targets(node, "appos") if _is_named_so(graph, node, t)]
        if not named:
            continue
        for label, sources in list(graph.incoming[node].items()):
            if label in SPREADING or label.startswith("prep_"):
                for source in [s for s in sources if s not in named]:
                    graph.remove(source, label, node)
                    for member in named:
                        graph.add(source, label, member)


def _is_named_so(graph: SentenceGraph, node: int, member: int) -> bool:
    """Tell whether a name between commas is the one that the class before it announces."""
    said = {graph.token(c).lower_ for e in ("det", "mod") for c in graph.targets(node, e)}
    found = graph.mentions.get(member, ())
    if not said & SINGLING or not found or any(m.type not in MOLECULES for m in found):
        return False
    first = max(m.end_token for m in graph.mentions[node])
    between = graph.doc[first : found[0].start_token].text
    behind = graph.doc[found[-1].end_token : found[-1].end_token + 2]
    closed = bool(behind) and behind[0].text == "," and behind[-1].lower_ not in {"and", "or"}
    several = graph.token(node).tag_ in {"NNS", "NNPS"}
    return between in {",", ", namely"} and (closed or several)


def pass_to_agents(graph: SentenceGraph) -> None:
    """Let "fungal recognition by A activates B" say that A activates B."""
    for node, found in list(graph.mentions.items()):
        if any(m.type != "Process" for m in found):
            continue
        ends = {
            graph.doc[i].lemma_.lower() for m in found for i in (m.start_token, m.end_token - 1)
        }
        if not ends & DONE_BY:
            continue
        agents = [t for t in graph.targets(node, "prep_by") if t in graph.mentions]
        for verb in list(graph.sources(node, "subj")) if agents else ():
            graph.remove(verb, "subj", node)
            for agent in agents:
                graph.add(verb, "subj", agent)
        for agent in agents:
            graph.remove(node, "prep_by", agent)


def link_targeted(graph: SentenceGraph) -> None:
    """Let "B is a target of phosphorylation by A", "of A phosphorylation" say A modifies B."""
    for node in graph.with_lemma(("target", "substrate")):
        if graph.is_verb(node):
            continue
        themes = [s for s in graph.targets(node, "subj") if s in graph.mentions]
        for event in (e for label in ("prep_of", "prep_for") for e in graph.targets(node, label)):
            if not themes or not is_event(graph, event) or graph.targets(event, "prep_of"):
                continue
            agents = [*graph.targets(event, "prep_by"), *graph.targets(node, "prep_by")]
            for agent in list(graph.targets(event, "obj")):
                graph.remove(event, "obj", agent)
                agents.append(agent)
            for agent in agents:
                graph.add(event, "subj", agent)
            for theme in themes:
                graph.add(event, "obj", theme)
                graph.add(event, "prep_of", theme)  # so that it is no active A that acts


def pass_to_name_before(graph: SentenceGraph) -> None:
    """Let "IP3R ion channels release B" and "the A growth factor" say it of who is named."""
    for node, found in list(graph.mentions.items()):
        if any(m.type != "Family" or not KIND.search(m.label) for m in found):
            continue
        named = [t for t in graph.targets(node, "mod") if _is_right_before(graph, t, node)]
        for label, sources in list(graph.incoming[node].items()) if named else ():
            if label in SPREADING or label.startswith("prep_"):
                for source in [s for s in sources if s not in named]:
                    for name in named:
                        graph.replace(source, label, node, name)


def _is_right_before(graph: SentenceGraph, name: int, node: int) -> bool:
    found = graph.mentions.get(name, ())
    first = min(m.start_token for m in graph.mentions[node])
    known = all(m.type in {"Gene", "Family"} and not KIND.search(m.label) for m in found)
    return known and any(m.end_token == first for m in found)
