"""Adjectives and adverbs that raise or lower an event, and words that say that it is lacking."""

from __future__ import annotations

import re

from nlp_pipeline.relations.assertion import is_negated
from nlp_pipeline.relations.figures import compare_figures
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import RESPONDING

ENDING = re.compile(
    r"apopto|death|necro|pyropto|ferropto|arrest|senescen|different|autophag|damage"
)
"""What cells do instead of growing, in labels of processes."""


WEAK = frozenset({"weak", "weaker", "weakly", "poorly", "incomplete"})
"""Grades of a change that leave it what it is."""


def modifier_sign(graph: SentenceGraph, node: int) -> int:
    """Return -1 where an adjective before an event lowers it, +1 where one raises it, else 0."""
    place = ("sign", node, 0)
    if place not in graph.memo:
        graph.memo[place] = _read_modifiers(graph, node)
    sign: int = graph.memo[place]
    return sign


def _read_modifiers(graph: SentenceGraph, node: int) -> int:
    adverbs = graph.children(node, "advmod") if graph.token(node).tag_[:2] in {"JJ", "VB"} else []
    above = graph.parents.get(node, ("", node))
    noun = above[1] if above[0] == "compound" else node
    predicates = [
        source
        for source in graph.sources(noun, "subj")
        if graph.token(source).tag_[:2] == "JJ" or graph.token(source).tag_ == "RBR"
    ]
    adverbs += _likelihood(graph, *above)
    for often in (p for p in predicates if graph.lower(p) in {"frequent", "common"}):
        adverbs += graph.children(often, "advmod")  # "remission was less frequent"
    verb = graph.words.verb_class(graph.pred[node])
    responds = verb is not None and verb.name in RESPONDING
    if responds and graph.is_verb(node):  # "responded less to D"
        below = graph.children(node, "acomp", "dobj")
        adverbs += [c for c in below if graph.tag(c) in {"JJR", "RBR"}]
    # "a low response rate", "a low rate of response"
    rates = [noun, *(graph.sources(node, "prep_of") if responds else ())]
    counted = [
        child
        for rate in rates
        if graph.lemma(rate) in graph.words["counting"]
        for child in graph.targets(rate, "mod")
    ]
    changes = verb is not None and verb.name in {"lower", "raise"}
    for child in (*graph.targets(node, "mod"), *adverbs, *predicates, *counted):
        word = graph.word(child)
        if changes and word in WEAK:  # what "weakly inhibits" still inhibits
            continue
        if word in graph.words["lowering_adjectives"]:
            return -1
        if word in graph.words["raising_adjectives"]:
            return 1
    # "an IC50 of 5 nM for A and 50 nM for B" compares no inhibitions
    rates = [] if changes else rates
    figures = next((sign for rate in rates if (sign := compare_figures(graph, rate))), 0)
    return figures or _sign_of_list(graph, node)


def _sign_of_list(graph: SentenceGraph, node: int) -> int:
    """Return which way the adjective before a list moves a later member of it.

    "Decreased ERK phosphorylation and cyclin D1 expression", "reduced proliferation and migration";
    not "reduced proliferation and apoptosis", of which the second may stand for itself.
    """
    dep, head = graph.parents.get(node, ("", node))
    if dep != "conj" or head > node or graph.children(node, "det", "poss"):
        return 0
    if not (_is_alike(graph, head, node) and graph.token(node).tag_.startswith("NN")):
        return 0
    for child in graph.children(head, "amod"):
        word = graph.word(child)
        if child < head and word in graph.words["lowering_adjectives"]:
            return -1
        if child < head and word in graph.words["raising_adjectives"]:
            return 1
    return _sign_of_list(graph, head)


def _is_alike(graph: SentenceGraph, first: int, second: int) -> bool:
    """Tell whether two members of a list are things of which there is more or less alike."""
    if first in graph.mentions and second in graph.mentions:
        labels = [m.label for n in (first, second) for m in graph.mentions[n]]
        known = all(m.type == "Process" for n in (first, second) for m in graph.mentions[n])
        return known and len({bool(ENDING.search(label)) for label in labels}) == 1
    return _is_graded(graph, first) and _is_graded(graph, second)


def _is_graded(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun without a sign of its own says how much there is of something."""
    verb = graph.words.verb_class(graph.pred[node])
    modifies = verb is not None and verb.name == "modify"
    neutral = graph.words.neutral_kind(graph.lemma(node)) is not None
    return node not in graph.mentions and (modifies or neutral)


def _likelihood(graph: SentenceGraph, dep: str, governor: int) -> list[int]:
    """Return what says how likely an event is: "less likely to respond"."""
    if dep != "xcomp" or graph.lemma(governor) not in {"likely", "prone", "apt"}:
        return []
    return [governor, *graph.children(governor, "advmod")]


def is_lacking(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a word of response is denied itself: "no response", "failed to respond".

    Lack of response is resistance, which is not the same as a denied link to response.
    """
    verb = graph.words.verb_class(graph.pred[node])
    if graph.lemma(node) in graph.words["worsening"] and graph.is_verb(node):
        return is_negated(graph, node)  # "no patient with A relapsed after D"
    if verb is None or verb.name != "respond":
        return False
    above = [
        source
        for source in graph.sources(node, "obj")
        if graph.is_verb(source)
        and graph.pred[source] is not None
        and getattr(graph.words.verb_class(graph.pred[source]), "name", "") == "carry"
    ]
    places = (node, *above)
    return any(is_negated(graph, place) or _few_do(graph, place) for place in places)


def _few_do(graph: SentenceGraph, verb: int) -> bool:
    """Tell whether hardly anybody does it: "only one of 11 patients responded"."""
    for subject in graph.targets(verb, "subj"):
        before = graph.doc[
            max(graph.token(subject).left_edge.i - 1, graph.sentence.start) : subject
        ]
        counted = graph.token(subject).tag_ == "CD" or any(t.tag_ == "CD" for t in before)
        if counted and any(t.lower_ == "only" for t in before):
            return True
    return False


def is_turned_round(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a response goes with the lack of something: "inversely correlated with A"."""
    labels = ("subj", "obj", "prep_with", "prep_between", "prep_to", "prep_and")
    for label in labels:
        for link in graph.sources(node, label):
            verb = graph.words.verb_class(graph.pred[link])
            ties = graph.lemma(link) in {"relationship", "relation"}
            if not ties and (verb is None or verb.name != "associate"):
                continue
            said = (*graph.children(link, "advmod", "amod"), *graph.targets(link, "mod"))
            if any(graph.token(c).lower_ in graph.words["inverse_signs"] for c in said):
                return True
    return False
