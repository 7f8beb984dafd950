"""Nouns for one who acts: "A, a suppressor of B", "A acts as an activator of B"."""

from __future__ import annotations

import re

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import RESPONDING

REGULATING = frozenset(
    {"repressor", "activator", "coactivator", "co-activator", "corepressor", "co-repressor"}
)
"""Nouns of proteins that act on genes; an inhibitor of a family acts on the family."""
TITLE = re.compile(r"\s*\)?\s*,\s*an?\s+([a-z-]+\s+){0,3}")
"""What stands between a name and the noun that defines it."""


def link_agent_nouns(graph: SentenceGraph) -> None:
    """Give "A, a suppressor of B", "A acts as an activator of B" their subject."""
    for node in graph.with_lemma(graph.words["agent_nouns"]):
        # A class right before a drug is that drug's alone: "the MEK inhibitor A and B".
        for label in ("appos",) if node in graph.mentions else ("appos", "mod"):
            for head in graph.sources(node, label):
                graph.add(node, "subj", head)
        for child in graph.targets(node, "appos"):
            graph.add(node, "subj", child)
        _link_served(graph, node)
        if not graph.targets(node, "subj") and node not in graph.mentions:
            for named in _named_before(graph, node):
                graph.add(node, "subj", named)
                graph.add(named, "apposed", node)
        for verb in graph.sources(node, "prep_as"):
            if not graph.is_verb(verb):  # "identified loss of A as a driver"
                responds = graph.pred[verb] in RESPONDING  # "efficacy of A as …"
                for subject in graph.targets(verb, "prep_of") if responds else [verb]:
                    graph.add(node, "subj", subject)
                continue
            # "we identified A as an activator", "A was identified as …", "A acts as …"
            for subject in graph.targets(verb, "obj") or graph.targets(verb, "subj"):
                graph.add(node, "subj", subject)


def _link_served(graph: SentenceGraph, node: int) -> None:
    """Let "a repressor for B" repress B."""
    told = graph.pred[node] is not None and graph.lemma(node) != "mediator"
    for theme in graph.targets(node, "prep_for") if told and not graph.targets(node, "obj") else ():
        types = {m.type for m in graph.mentions.get(theme, ())}
        if types and theme > node and "Disease" not in types:  # "an agonist for migraine"
            graph.add(node, "obj", theme)


def part_families(graph: SentenceGraph) -> None:
    """Let "HES family transcriptional repressors" be HES that represses, not what represses HES."""
    for node in graph.with_lemma(REGULATING):
        for child in _named_as_such(graph, node) if node not in graph.mentions else ():
            if child in graph.targets(node, "obj"):
                graph.remove(node, "obj", child)
            graph.add(node, "prep_such_as", child)


def _named_as_such(graph: SentenceGraph, node: int) -> list[int]:
    """Return the names before a noun of one who acts that are those who act, not acted on."""
    named = [n for n in graph.targets(node, "mod") if n in graph.mentions and n < node]
    named = [*named, *(c for n in named for c in graph.conjuncts(n) if c < node)]
    return [
        n
        for n in dict.fromkeys(named)
        if n in graph.mentions
        and any(
            t.lower_ in {"family", "transcriptional"}
            for t in graph.doc[graph.mentions[n][-1].end_token : node]
        )
    ]


def _named_before(graph: SentenceGraph, node: int) -> list[int]:
    """Return what a noun behind a comma defines: A in "expression of A (B), an inhibitor of C"."""
    for name, found in graph.mentions.items():
        between = graph.doc[found[-1].end_token : node].text_with_ws if name < node else ""
        if TITLE.fullmatch(between):
            bracketed = [n for n, m in graph.mentions.items() if _opens_before(graph, n, m[0])]
            return [n for n in bracketed if n < name][-1:] if between[0] == ")" else [name]
    return []


def _opens_before(graph: SentenceGraph, node: int, mention: MentionSpan) -> bool:
    """Tell whether a bracket opens right behind a name."""
    return node < graph.sentence.end and graph.doc[mention.end_token :][:1].text == "("
