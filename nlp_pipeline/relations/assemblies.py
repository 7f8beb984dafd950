"""Molecules that a name or a bracket puts together: "the YAP-TEAD complex", "dimers (p50/p65)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import DASHES
from nlp_pipeline.vocabulary import MOLECULES

JOINTS = frozenset({"/", ":", *DASHES})
BEHIND_NAMES = re.compile(r"\s*([a-z-]+\s+){0,2}", re.IGNORECASE)
"""What may stand between the last name and its noun: "the A-B ternary complex"."""
MEETINGS = frozenset({"interaction", "interactions"})
PARTNERS = MOLECULES | {"Chemical"}
Place = tuple[MentionSpan, int]


def link_assemblies(graph: SentenceGraph) -> None:
    """Link what a complex is named by, "the A-B-C complex", to each other: ``paired``."""
    ordered = sorted(
        ((m, node) for node, found in graph.mentions.items() for m in found),
        key=lambda place: (place[0].start_token, place[0].end_token),
    )
    for chain, joints in _chains(graph, ordered):
        if _names_assembly(graph, ordered, chain):
            for (first, a), (second, b) in _pairs(graph, chain, joints):
                if a != b and first.label != second.label:
                    graph.add(a, "paired", b)


def _chains(
    graph: SentenceGraph, ordered: Sequence[Place]
) -> Iterator[tuple[list[Place], list[str]]]:
    """Yield each run of molecules joined by slashes or dashes, and what joins them."""
    chain: list[Place] = []
    joints: list[str] = []
    for place in ordered:
        if chain and _abbreviates(graph, chain[-1][0], place[0]):
            chain[-1] = place  # "androgen receptor (AR)/SRC"
            continue
        joint = _joint(graph, chain[-1][0], place[0]) if chain else None
        if joint is None:
            if len(chain) > 1:
                yield chain, joints
            chain, joints = [], []
        else:
            joints.append(joint)
        chain = [*chain, place] if place[0].type in PARTNERS else []
    if len(chain) > 1:
        yield chain, joints


def _abbreviates(graph: SentenceGraph, first: MentionSpan, second: MentionSpan) -> bool:
    opened = graph.text_between(first, second).strip() == "("
    return opened and graph.doc[second.end_token : second.end_token + 1].text == ")"


def _joint(graph: SentenceGraph, first: MentionSpan, second: MentionSpan) -> str | None:
    between = graph.text_between(first, second).strip()
    between = between.removeprefix(")")  # "Fas (CD95)/FasL"
    return between if between in JOINTS else None


def _pairs(
    graph: SentenceGraph, chain: Sequence[Place], joints: Sequence[str]
) -> Iterator[tuple[Place, Place]]:
    """Yield who holds on to whom: in "CDK4/6-cyclin D" a slash stands between alternatives."""
    mixed = "/" in joints and len(set(joints)) > 1
    for i, j in combinations(range(len(chain)), 2):
        numbered = graph.doc[chain[j][0].start_token].is_digit  # "CDK4/6" is one of the two
        if not (set(joints[i:j]) == {"/"} and (mixed or numbered)):
            yield chain[i], chain[j]


def _names_assembly(graph: SentenceGraph, ordered: Sequence[Place], chain: Sequence[Place]) -> bool:
    """Tell whether a run of names stands before "complex", or in a bracket behind "dimers"."""
    words = graph.words["assemblies"] | MEETINGS
    doc, start, end = graph.doc, chain[0][0].start_token, chain[-1][0].end_token
    inside = start - 2 >= graph.sentence.start and doc[start - 1].text == "("
    if inside and doc[end : end + 1].text == ")":
        return doc[start - 2].lower_ in words
    wholes = {m.end_token for m, _ in ordered if m.start_token == end}  # "p52/RelB NF-κB complex"
    for last in sorted({end, *wholes}):
        for i in range(last, min(last + 3, graph.sentence.end)):
            token = doc[i]
            if token.lower_ in words or token.lemma_.lower() in words:
                return BEHIND_NAMES.fullmatch(doc[last:i].text_with_ws) is not None
            if token.tag_[:2] not in {"NN", "JJ"}:
                break
    return False


def link_reciprocal(graph: SentenceGraph) -> None:
    """Let "A and B interact (with each other)" say that A binds B."""
    for node in graph.verbs:
        verb = graph.words.verb_class(graph.pred[node])
        together = {"associate", "synergize", "cooperate"}
        if verb is None or (verb.kind != "binding" and graph.pred[node] not in together):
            continue
        partners = [*graph.targets(node, "obj"), *graph.targets(node, "prep_to")]
        subjects = [s for s in graph.targets(node, "subj") if s in graph.mentions]
        if all(graph.lemma(partner) in {"other", "another"} for partner in partners):
            for subject in subjects[1:]:
                graph.add(node, "obj", subject)


def find_assembled(graph: SentenceGraph, event: int, node: int) -> list[int]:
    """Return A of "A complex formation", nothing where the complex is one of several."""
    if graph.is_verb(event):
        return []
    if node in graph.mentions:
        return [node]
    named = [t for e in ("mod", "prep_of") for t in graph.targets(node, e) if t in graph.mentions]
    labels = {m.label for t in named for m in graph.mentions[t]}
    several = len(labels) > 1 or any(graph.edges(t).get("paired") for t in named)
    return [] if several else named[:1]
