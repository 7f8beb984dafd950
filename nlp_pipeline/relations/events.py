"""Events that another word speaks of, and lists of them.

"A-regulated B activation", "A regulates the activation of B", "BAD undergoes phosphorylation",
"ubiquitination and degradation of B by A", "A, the E3 ligase for B".
"""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import DASHES

MODIFIED = frozenset({"Gene", "Family", "Variant"})
"""Types of what is phosphorylated, and of what does it."""
REGULATED = frozenset({"regulate", "regulated", "control", "controlled"})
GENERIC = ("process", "pathway", "mechanism", "event")
"""Last words of what only says what kind of thing the process named before it is."""
SHOWN_BY = frozenset({"show", "demonstrate", "exhibit", "display"})
UNDERGOING = SHOWN_BY | {"undergo", "subject"}


def link_regulated(graph: SentenceGraph) -> None:
    """Let "A-regulated B activation" say that A brings it about, as "A-mediated" does."""
    for node in graph.with_lemma(REGULATED):
        if graph.pred[node] is not None:
            continue
        hyphened = graph.doc[node - 1].text in DASHES if node > graph.sentence.start else False
        named = [s for s in graph.targets(node, "subj") if s in graph.mentions]
        events = [e for e in graph.targets(node, "obj") if graph.pred[e] is not None]
        if hyphened and named and events and graph.token(node).tag_ == "VBN":
            graph.pred[node] = "mediate"


def link_regulating(graph: SentenceGraph) -> None:
    """Let "A regulates the activation of B" say that A activates B, the event being what it is."""
    for node in graph.with_lemma(REGULATED):
        if not graph.is_verb(node):
            continue
        events = graph.targets(node, "obj")
        if graph.pred[node] is None and events and all(_is_raised(graph, e) for e in events):
            graph.pred[node] = "mediate"


def _is_raised(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun says that something is activated or modified."""
    verb = graph.words.verb_class(graph.pred[node])
    raised = verb is not None and verb.name in {"raise", "modify"}
    agent = graph.lemma(node) in graph.words["agent_nouns"]
    return raised and not agent and not graph.is_verb(node) and node not in graph.mentions


def link_dependents(graph: SentenceGraph) -> None:
    """Let "B secretion is A dependent" say what "A-dependent B secretion" says."""
    for node in graph.with_text(("dependent",)):
        if not graph.copulas(node):
            continue
        named = [t for t in graph.targets(node, "mod") if t in graph.mentions and t < node]
        for theme in list(graph.targets(node, "subj")) if named else ():
            if theme not in named:
                graph.replace(node, "subj", theme, named[0])
                graph.add(node, "obj", theme)


def part_events(graph: SentenceGraph) -> None:
    """Coordinate "inhibition of A and activation of B" by the events, not A with the second."""
    for node, event in [(n, c) for n in graph.mentions for c in graph.children(n, "conj")]:
        above = [n for n in graph.sources(node, "prep_of") if is_event(graph, n)]
        if not above or not is_event(graph, event) or not graph.targets(event, "prep_of"):
            continue
        graph.tree_below[node].remove(("conj", event))
        graph.hang(event, "conj", above[0])
        graph.parents[event] = ("conj", above[0])


def link_defined(graph: SentenceGraph) -> None:
    """Let "A is the protein kinase phosphorylating B" say it of A."""
    for node in graph.with_dep("acl"):
        dep, noun = graph.parents[node]
        if dep != "acl" or noun not in graph.targets(node, "subj"):
            continue
        generic = all(m.label.endswith(GENERIC) for m in graph.mentions.get(noun, ()))
        if any(m.type != "Family" for m in graph.mentions.get(noun, ())) and not generic:
            continue
        subjects = [s for be in graph.copulas(noun) for s in graph.tree_subjects(be)]
        types = MODIFIED | {"Process"} if generic else MODIFIED
        for subject in subjects:
            if any(m.type in types for m in graph.mentions.get(subject, ())):
                if noun in graph.targets(node, "subj"):
                    graph.remove(node, "subj", noun)
                graph.add(node, "subj", subject)


def lift_partners(graph: SentenceGraph) -> None:
    """Hang "to B" of "binding of the antagonist A to B" on the binding, not on A."""
    for node in graph.events():
        verb = graph.words.verb_class(graph.pred[node])
        binds = verb is not None and (verb.kind == "binding" or graph.lemma(node) == "association")
        if not binds or graph.is_verb(node) or node in graph.mentions:
            continue
        named = graph.targets(node, "prep_of")
        inner = [m for name in named for m in graph.targets(name, "mod")]
        for first in (*named, *inner):
            for edge in ("prep_to", "prep_with"):
                partners = [] if graph.targets(node, edge) else list(graph.targets(first, edge))
                for second in partners:
                    graph.remove(first, edge, second)
                    graph.add(node, edge, second)


def link_hyphened_events(graph: SentenceGraph) -> None:
    """Give "PTEN loss-induced B activation" the lost PTEN, which the parser hangs on the last."""
    for node in [dash - 1 for dash in graph.tokens_with(DASHES)]:
        if node + 2 >= graph.sentence.end or node not in graph.pred:
            continue
        linked = graph.doc[node + 2]
        event = graph.pred[node] is not None or graph.words.state_of_noun(graph.lemma(node))
        if node in graph.mentions or not event or linked.tag_ not in {"VBN", "JJ"}:
            continue
        for name, found in graph.mentions.items():
            if found[-1].end_token != node or name in graph.targets(node, "mod"):
                continue
            for label in ("mod", "obj", "subj"):
                for source in list(graph.sources(name, label)):
                    graph.remove(source, label, name)
            graph.parents[name] = ("compound", node)
            graph.add(node, "mod", name)
        if any(name in graph.mentions for name in graph.targets(node, "mod")):
            for driven in graph.sources(node, "mod"):
                if driven == node + 2 and graph.targets(driven, "obj"):
                    graph.add(driven, "subj", node)  # "PTEN deletion-driven"


def lift_themes(graph: SentenceGraph) -> None:
    """Hang "of B" of "inhibition by A of B" on the inhibition, not on A."""
    for node in graph.with_edge("prep_by"):
        if not is_event(graph, node) or graph.targets(node, "prep_of"):
            continue
        for agent in graph.targets(node, "prep_by"):
            for theme in list(graph.targets(agent, "prep_of")) if agent in graph.mentions else ():
                graph.remove(agent, "prep_of", theme)
                graph.add(node, "prep_of", theme)


def share_agents(graph: SentenceGraph) -> None:
    """Let "ubiquitination and degradation of B by A" say both of A, who stands behind the list."""
    for node in graph.with_child("conj"):
        group = [n for n in (node, *graph.conjuncts(node)) if is_event(graph, n)]
        if len(group) < 2 or not is_event(graph, node):
            continue
        agents = [
            agent
            for member in group
            for agent in graph.targets(member, "prep_by")
            if agent > group[-1] and graph.doc[agent].tag_ != "VBG"
        ]
        for member in group:
            for agent in agents if not graph.targets(member, "subj") else ():
                graph.add(member, "subj", agent)


def is_event(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun says what is done to something."""
    verb = graph.words.verb_class(graph.pred[node])
    moves = verb is not None and verb.kind in {"activity", "amount", "modification"}
    return moves and not graph.is_verb(node) and node not in graph.mentions


def share_of(graph: SentenceGraph) -> None:
    """Give "the activation of A and of B" both, where the parser hangs the second on the verb."""
    for node in graph.with_edge("prep_of"):
        for target in list(graph.targets(node, "prep_of")) if graph.is_verb(node) else ():
            prep = graph.parents.get(target, ("", target))[1]
            if graph.doc[prep - 1].lower_ not in {"and", "or"}:
                continue
            before = [n for n in graph.nodes if node < n < prep and graph.targets(n, "prep_of")]
            for noun in before[-1:]:
                graph.remove(node, "prep_of", target)
                graph.add(noun, "prep_of", target)


def link_bare_events(graph: SentenceGraph) -> None:
    """Let "A leads to B translocation and phosphorylation by C" say that C phosphorylates B."""
    for node in graph.with_edge("prep_by"):
        if not graph.is_verb(node) or graph.is_passive(node):
            continue
        for agent in list(graph.targets(node, "prep_by")):
            event = graph.parents.get(agent, ("", agent))[1] - 1
            bare = event > node and event in graph.pred and is_event(graph, event)
            if not bare or graph.targets(event, "obj") or agent not in graph.mentions:
                continue
            dep, above = graph.parents.get(event, ("", event))
            for theme in graph.targets(above, "mod") if dep == "conj" else ():
                if theme in graph.mentions:
                    graph.add(event, "obj", theme)
            if graph.targets(event, "obj"):
                graph.remove(node, "prep_by", agent)
                graph.add(event, "subj", agent)


def link_agents_of_objects(graph: SentenceGraph) -> None:
    """Let "A blocks the activation of B by C" say that C activates B, though hung on the verb."""
    for node in graph.with_edge("prep_by"):
        if not graph.is_verb(node) or graph.is_passive(node) or not graph.targets(node, "subj"):
            continue
        for agent in list(graph.targets(node, "prep_by")):
            prep = graph.parents.get(agent, ("", agent))[1]
            event = next((t for t in graph.targets(node, "obj") if _ends_at(graph, t, prep)), None)
            if event is None or not any(m.type in MODIFIED for m in graph.mentions.get(agent, ())):
                continue
            if graph.targets(event, "subj") or not graph.targets(event, "obj"):
                continue
            graph.remove(node, "prep_by", agent)
            graph.add(event, "subj", agent)


def _ends_at(graph: SentenceGraph, node: int, place: int) -> bool:
    """Tell whether an event stands right before a place, with no more than its theme between."""
    if not is_event(graph, node) or node >= place:
        return False
    themes = [m.end_token for t in graph.targets(node, "obj") for m in graph.mentions.get(t, ())]
    return place in {node + 1, *themes}


def link_enzymes(graph: SentenceGraph) -> None:
    """Let "A, the E3 ligase for B" and "A acts as a kinase of B" say that A modifies B."""
    for node in graph.with_lemma(graph.words["modifiers"]):
        if graph.is_verb(node):
            continue
        acting = [v for v in graph.sources(node, "prep_as") if graph.is_verb(v)]
        hosts = [*graph.sources(node, "appos"), *graph.targets(node, "subj")]
        hosts += [s for v in acting for s in graph.targets(v, "subj")]
        themes = [
            theme
            for place in (node, *acting)
            for edge in ("prep_of", "prep_for")
            for theme in graph.targets(place, edge)
            if all(m.type in MODIFIED for m in graph.mentions.get(theme, ()))
            and theme in graph.mentions
        ]
        hosts = [host for host in hosts if host in graph.mentions]
        if hosts and themes and graph.pred[node] is None:
            graph.pred[node] = "phosphorylate"
            for theme in themes:
                graph.add(node, "obj", theme)
            for host in hosts:
                graph.add(node, "subj", host)


def link_undergone(graph: SentenceGraph) -> None:
    """Let what undergoes an event be acted on in it: "BAD undergoes phosphorylation by AKT"."""
    for node in graph.with_lemma(UNDERGOING):
        lemma = graph.lemma(node)
        if not graph.is_verb(node):
            continue
        subjected = lemma == "subject"
        events = graph.targets(node, "prep_to" if subjected else "obj")
        themes = graph.targets(node, "obj" if subjected else "subj")
        if lemma in SHOWN_BY:  # "the A pathway shows activation through B"
            themes = [theme for theme in themes if _is_signal(graph, theme)]
            events = [event for event in events if not graph.targets(event, "obj")]
        for event in events:
            if graph.pred[event] is not None and event not in themes:
                for theme in themes:
                    graph.add(event, "obj", theme)
                for agent in graph.targets(node, "prep_by"):
                    graph.add(event, "subj", agent)


def _is_signal(graph: SentenceGraph, node: int) -> bool:
    return any(m.type in {"Gene", "Family", "Pathway"} for m in graph.mentions.get(node, ()))
