"""What stands for the one it comes from: to block "A-dependent transcription" is to block A."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.nominals import DEPENDING
from nlp_pipeline.relations.words import CHANGING

OUTPUTS = frozenset(
    {"transcription", "program", "programme", "expression", "output", "signaling", "signalling"}
)
"""Nouns for what a molecule does, where they say no more than that it does so."""


def link_outputs(graph: SentenceGraph) -> None:
    """Let "A blocks B-dependent transcription" say that A acts on B.

    What is said to be transcribed, or done, is another matter: A and B both act on that.
    """
    for noun in graph.with_lemma(OUTPUTS):
        if not _says_no_more(graph, noun):
            continue
        for participle in graph.targets(noun, "mod"):
            if graph.lemma(participle) not in DEPENDING:
                continue
            named = [t for t in graph.targets(participle, "subj") if t in graph.mentions]
            named = named or [t for t in graph.targets(participle, "mod") if t in graph.mentions]
            verbs = [v for v in graph.sources(noun, "obj") if v != participle and _moves(graph, v)]
            if named and verbs:
                _link_source(graph, noun, participle, named, verbs)


def _says_no_more(graph: SentenceGraph, noun: int) -> bool:
    """Tell whether nothing is named that is transcribed or done."""
    named = graph.mentions.get(noun, [])
    vague = graph.words.vague_labels
    if any(m.label.lower() not in vague for m in named):
        return False
    inside = [t for label in ("obj", "prep_of", "mod") for t in graph.targets(noun, label)]
    told = any(t in graph.mentions for t in inside)
    return not told and not graph.targets(noun, "prep_to")


def _moves(graph: SentenceGraph, node: int) -> bool:
    verb = graph.words.verb_class(graph.pred[node])
    return verb is not None and verb.name in CHANGING and node not in graph.mentions


def _link_source(
    graph: SentenceGraph, noun: int, participle: int, named: list[int], verbs: list[int]
) -> None:
    """Let the participle be the activity of the name, and what is acted on."""
    graph.pred[participle] = "activate"
    for label in ("obj", "subj"):
        for old in list(graph.targets(participle, label)):
            graph.remove(participle, label, old)
    for name in named:
        graph.add(participle, "obj", name)
    for verb in verbs:
        graph.replace(verb, "obj", noun, participle)


def link_driven_members(graph: SentenceGraph) -> None:
    """Let "A-driven phenotypes, including B and C" say that A drives B and C."""
    for participle in graph.with_lemma(DEPENDING):
        if graph.is_passive(participle):
            continue
        if not graph.targets(participle, "subj") and not graph.targets(participle, "mod"):
            continue
        for noun in list(graph.targets(participle, "obj")):
            if noun in graph.mentions or not graph.token(noun).tag_.startswith("NN"):
                continue
            for edge in ("prep_including", "prep_such_as"):
                for member in graph.targets(noun, edge):
                    if any(m.type == "Process" for m in graph.mentions.get(member, ())):
                        graph.add(participle, "obj", member)
