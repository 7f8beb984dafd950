"""Events told of by a noun whose one side stands elsewhere in the sentence.

"A is converted to B, a step catalyzed by C", "B requires A for the inhibition of C",
"phosphorylation by A inhibits B".
"""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.themes import find_bare_modifications

STEPS = frozenset({"step", "reaction", "process", "conversion", "transformation"})
"""Nouns that speak of a conversion told before."""


def link_steps(graph: SentenceGraph) -> None:
    """Let "A is converted to B, a step catalyzed by C" say that C converts it."""
    for step in graph.with_lemma(STEPS):
        if step in graph.mentions:
            continue
        agents = [
            agent
            for clause in graph.children(step, "acl", "relcl")
            if graph.lemma(clause) in {"catalyze", "catalyse", "mediate", "perform", "conduct"}
            for agent in graph.targets(clause, "prep_by")
        ]
        before = [n for n in graph.nodes if n < step and graph.pred[n] == "convert"]
        first = graph.token(step).left_edge.i
        if agents and before and graph.doc[first - 1].text == ",":
            for agent in agents if not graph.targets(before[-1], "subj") else ():
                graph.add(before[-1], "subj", agent)


def link_needed_for(graph: SentenceGraph) -> None:
    """Let "B requires A for the inhibition of C" say that A inhibits C."""
    for node in graph.with_edge("prep_for"):
        if graph.pred[node] not in graph.words["inverse"] or graph.is_passive(node):
            continue
        if not graph.is_verb(node) or not graph.targets(node, "subj"):
            continue
        for event in graph.targets(node, "prep_for"):
            if graph.pred[event] is None or event in graph.mentions or event < node:
                continue
            if graph.targets(event, "obj") and not graph.targets(event, "subj"):
                for needed in graph.targets(node, "subj"):
                    graph.add(event, "subj", needed)


def link_patients(graph: SentenceGraph) -> None:
    """Let "phosphorylation by A inhibits B" say that A phosphorylates B, and inhibits it."""
    for event in graph.events():
        verb = graph.words.verb_class(graph.pred[event])
        modifies = verb is not None and verb.kind == "modification" and not graph.is_verb(event)
        if modifies and not graph.targets(event, "obj") and not graph.targets(event, "subj"):
            for agent in _mediators(graph, event):
                graph.add(event, "subj", agent)
    for event in find_bare_modifications(graph):
        for moving in graph.sources(event, "subj"):
            _link_patient(graph, event, moving)


def _mediators(graph: SentenceGraph, event: int) -> list[int]:
    """Return who mediates an event: A in "A-mediated phosphorylation inhibits B"."""
    linked = [w for w in graph.targets(event, "mod") if event in graph.targets(w, "obj")]
    return [a for w in linked for a in graph.targets(w, "subj") if a in graph.mentions]


def _link_patient(graph: SentenceGraph, event: int, verb: int) -> None:
    """Let "phosphorylation by A inhibits B" say that A phosphorylates B."""
    known = graph.words.verb_class(graph.pred[verb])
    if known is None or known.kind not in {"activity", "amount"} or not graph.is_verb(verb):
        return
    for patient in graph.targets(verb, "obj"):
        found = graph.mentions.get(patient, ())
        if found and all(m.type in {"Gene", "Family"} for m in found):
            graph.add(event, "obj", patient)
            for agent in graph.targets(event, "subj"):
                graph.add(verb, "subj", agent)


def link_exerted(graph: SentenceGraph) -> None:
    """Let "A exerts negative feedback on B" and "feedback from A to B" say that A inhibits B."""
    for noun in graph.with_lemma(graph.words["regulating"]):
        if graph.pred[noun] is None or graph.is_verb(noun):
            continue
        for verb in graph.sources(noun, "obj"):
            if graph.lemma(verb) in {"exert", "have", "exhibit", "provide"}:
                for target in list(graph.targets(verb, "prep_on")):
                    graph.add(noun, "prep_on", target)
        if graph.lemma(noun) == "feedback" and graph.targets(noun, "prep_from"):
            for agent in graph.targets(noun, "prep_from"):
                graph.add(noun, "subj", agent)
            for label in ("prep_from_to", "prep_to"):
                for target in graph.targets(noun, label):
                    graph.add(noun, "obj", target)
