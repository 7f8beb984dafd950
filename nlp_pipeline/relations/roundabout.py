"""Who acts on whom where a sentence goes a long way round.

"The mechanism by which A suppresses B involves the inhibition of C": it is A that inhibits C.
"B is inducible by A" says what "A induces B" does.
"""

from __future__ import annotations

from typing import Final

from nlp_pipeline.relations.graph import SentenceGraph

MECHANISMS: Final = frozenset({"mechanism", "way", "means", "route", "mode", "process", "strategy"})
WHAT_IT_IS: Final = ("obj", "attr", "prep_through", "prep_via", "prep_by", "prep_in")
"""Edges from the verb of a mechanism to the events that it consists of."""
APPOSED_EVENTS: Final = frozenset({"process", "reaction", "effect", "event", "step", "phenomenon"})
"""Nouns that take up what has just been told: "B is activated, a process blocked by A"."""


def link_mechanisms(graph: SentenceGraph) -> None:
    """Let the events of a mechanism have for their agent the one who acts by it."""
    for node in graph.with_lemma(MECHANISMS):
        if node in graph.mentions:
            continue
        agents = _who_acts(graph, node)
        for event in _events_of(graph, node) if agents else ():
            if node in graph.targets(event, "subj"):
                graph.remove(event, "subj", node)
            if not graph.targets(event, "subj"):
                for agent in agents:
                    graph.add(event, "subj", agent)


def _who_acts(graph: SentenceGraph, mechanism: int) -> list[int]:
    """Return A in "the mechanism by which A acts", "the mechanism of action of A"."""
    clauses = [clause for clause in graph.children(mechanism, "relcl") if graph.is_verb(clause)]
    found = [s for clause in clauses for s in graph.targets(clause, "subj") if s != mechanism]
    for action in graph.targets(mechanism, "prep_of"):
        if graph.lemma(action) == "action":
            found += graph.targets(action, "prep_of")
    return [node for node in found if graph.token(node).tag_ not in {"WDT", "WP"}]


def _events_of(graph: SentenceGraph, mechanism: int) -> list[int]:
    """Return what a mechanism is said to be, to involve or to go through."""
    verbs = [v for v in graph.sources(mechanism, "subj") if graph.is_verb(v) and v > mechanism]
    return [
        event
        for verb in verbs
        if graph.lemma(verb) in graph.words["copula"] | graph.words["include"]
        for label in WHAT_IT_IS
        for event in graph.targets(verb, label)
        if graph.pred[event] is not None and event not in graph.mentions
    ]


def link_able(graph: SentenceGraph) -> None:
    """Read "B is inducible by A" as "B is induced by A"."""
    for node in graph.events():
        able = graph.lower(node).endswith(("ible", "able"))
        agents = graph.targets(node, "prep_by") if able else ()
        for noun in list(graph.targets(node, "subj")) if agents else ():
            graph.remove(node, "subj", noun)
            graph.add(node, "obj", noun)
        for agent in agents:
            graph.add(node, "subj", agent)


def link_observed(graph: SentenceGraph) -> None:
    """Let "an interaction was observed between A and B" be an interaction of A and B."""
    for node in graph.with_edge("prep_between"):
        partners = graph.targets(node, "prep_between") if graph.is_verb(node) else ()
        if not partners or graph.lemma(node) not in graph.words["finding"]:
            continue
        for event in graph.targets(node, "obj"):
            if graph.pred[event] is not None and not graph.targets(event, "obj"):
                for partner in partners:
                    graph.add(event, "prep_between", partner)
                    graph.add(event, "obj", partner)


def link_modified(graph: SentenceGraph) -> None:
    """Let "A (A') phosphorylation on Ser9" be that of A, which stands right before the event."""
    for event in graph.events():
        verb = graph.words.verb_class(graph.pred[event])
        if verb is None or verb.kind != "modification" or graph.is_verb(event):
            continue
        themes = graph.targets(event, "obj")
        owners = [n for n in graph.targets(event, "subj") if n in graph.targets(event, "mod")]
        if len(owners) != 1 or not all(graph.is_residue(theme) for theme in themes):
            continue
        between = graph.doc[owners[0] + 1 : event].text
        if not between or (between.startswith("(") and between.endswith(")")):
            graph.remove(event, "subj", owners[0])
            graph.add(event, "obj", owners[0])


def link_interaction_with(graph: SentenceGraph) -> None:
    """Let "promotes the interaction of A with B" be one of both, wherever "with B" hangs."""
    for verb in graph.with_edge("prep_with"):
        if not graph.is_verb(verb):
            continue
        for event in graph.targets(verb, "obj"):
            kind = graph.words.verb_class(graph.pred[event])
            if kind is None or kind.kind != "binding" or len(graph.targets(event, "obj")) != 1:
                continue
            for partner in graph.targets(verb, "prep_with"):
                types = {m.type for m in graph.mentions.get(partner, ())}
                if partner > event and types & {"Gene", "Family"}:
                    graph.add(event, "obj", partner)


def link_binding_proteins(graph: SentenceGraph) -> None:
    """Read "an A binding protein", without a hyphen, as a protein that binds A."""
    for node in graph.with_text(("binding", "interacting")):
        if node + 1 not in graph.pred:
            continue
        noun = node + 1
        if noun in graph.mentions or graph.lemma(noun) not in graph.words["gene_products"]:
            continue
        names = [n for n in graph.mentions if n == node - 1]
        for name in names if node in graph.targets(noun, "mod") else ():
            graph.pred[node] = "bind"
            graph.add(node, "obj", name)
            graph.add(node, "subj", noun)
            for host in graph.targets(noun, "subj"):
                graph.add(node, "subj", host)


def link_gene_events(graph: SentenceGraph) -> None:
    """Let "A gene expression" be the expression of A where the parser keeps "A gene" apart."""
    for node in graph.events():
        if node in graph.mentions or graph.is_verb(node) or graph.targets(node, "obj"):
            continue
        for noun in graph.targets(node, "mod"):
            if noun not in graph.mentions and graph.lemma(noun) in graph.words["gene_products"]:
                for name in graph.targets(noun, "mod"):
                    if name in graph.mentions:
                        graph.add(node, "obj", name)


def link_taken_up(graph: SentenceGraph) -> None:
    """Let "raises B, a process that is blocked by A" say that A blocks the raising of B."""
    for noun in graph.with_lemma(APPOSED_EVENTS):
        if noun in graph.mentions or not graph.children(noun, "det"):
            continue
        comma = min(graph.children(noun, "det")) - 1
        if comma <= graph.sentence.start or graph.doc[comma].text not in {",", "–", "—", "("}:
            continue
        told = _told_before(graph, comma - 1)
        if told is None:
            continue
        for clause in graph.children(noun, "acl", "relcl"):
            if graph.is_passive(clause) and graph.targets(clause, "subj"):
                for old in list(graph.targets(clause, "obj")):
                    graph.remove(clause, "obj", old)
                graph.add(clause, "obj", told)


def _told_before(graph: SentenceGraph, place: int) -> int | None:
    """Return the event that ends at a place, or whose object does."""
    if place not in graph.pred:
        return None
    if graph.pred[place] is not None and place not in graph.mentions:
        return place
    nouns = [n for n in graph.sources(place, "prep_of") if n < place]  # "the expression of B"
    verbs = [v for n in (place, *nouns) for v in graph.sources(n, "obj")]
    verbs = [v for v in verbs if graph.is_verb(v) and v < place]
    return verbs[-1] if verbs and graph.pred[verbs[-1]] is not None else None


def link_feedback(graph: SentenceGraph) -> None:
    """Let "the negative feedback from A to B" be an inhibition of B by A."""
    for node in graph.with_lemma(("feedback",)):
        if graph.pred[node] is None or node in graph.mentions:
            continue
        for label, edges in (("subj", ("prep_from", "prep_by")), ("obj", ("prep_to", "prep_on"))):
            for edge in edges:
                for name in graph.targets(node, edge):
                    graph.add(node, label, name)
