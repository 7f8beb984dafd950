"""Constants that tell what a compound acts on: "the IC50 of D for A", "D (A IC50 = 25 nM)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.potency import (
    FOR,
    HAVING,
    compounds_of,
    molecules_of,
)
from nlp_pipeline.vocabulary import GENE_PRODUCTS, SUBSTANCES

CONSTANTS: Final = frozenset(
    {"ic50", "ic50s", "ic", "ki", "kis", "k", "pic50", "pki", "ic(50)", "k(i)", "pic", "pk"}
)
"""First tokens of the constants of inhibition."""
CONSTANT: Final = re.compile(
    r"p?(?:ic\s*\(?\s*50\s*\)?s?|k\s*\(?\s*i\s*\)?s?)(?![\w-])", re.IGNORECASE
)
CODE: Final = re.compile(r"\s*(?:\d+[a-z]?|[a-z]|[IVX]+)?\s*")
"""What stands between a compound and the bracket of its constants: "quinazoline 67 (…)"."""
GROWTH: Final = re.compile(
    r"\b(?:cells?|growth|proliferation|lines?|viability|mutants?)\b", re.IGNORECASE
)
"""Words of constants that tell how cells fare, not what a compound acts on."""
FOR_ONE: Final = re.compile(
    r"[^;:]{0,90}\b(?:for|against|towards?|at|on|versus)\s+"
    r"(?:(?:the|both|all|human|rat|mouse|murine|recombinant|cloned|isolated|purified|wild-type)\s+)*",
    re.IGNORECASE,
)
"""What stands between a constant and what it is told for."""
LISTED: Final = re.compile(r"\s*(?:,|and|or|/|,\s*and)\s*(?:(?:for|against|the)\s+)*")
OF: Final = re.compile(r"\s*(?:of|for)\s+(?:the\s+)?")
RANKED: Final = re.compile(r"\s*(?:[>≥=≈~</]|&gt;|approximately|approx\.?|\s)+\s*")
"""What stands between compounds by rank: "D > E = F"."""


VALUED: Final = re.compile(
    r"\s*(?:\([^()]*\)|[=:]?\s*[\d.,]+(?:\s*[nµμm]M)?)\s*(?:[>≥=≈~<,;]|&gt;|and|\s)+(?:the\s+\w+\s+)?"
)
"""What stands there where each has its value: "D (8.9) > E (7.2)", "D 1, E 10"."""


def link_constants(graph: SentenceGraph) -> None:
    """Let "the IC50 of D for A" say that D inhibits A, "binds with affinity to A" that it binds A.

    "The IC50 of D for inhibition of A" is that of an inhibition by D.
    """
    for node in _constants(graph):
        places = [node, *graph.sources(node, "mod")]
        drugs = [d for p in places for d in compounds_of(graph, graph.targets(p, "prep_of"))]
        if not drugs:
            _link_held(graph, node, places)
        held = [*places, *drugs]  # the parser may hang "for A" on D
        for target in [t for p in held for lb in FOR for t in graph.targets(p, lb)]:
            event = graph.pred[target] is not None and target not in graph.mentions
            theme = molecules_of(graph, [target])
            for drug in drugs if event or theme else ():
                graph.add(target if event else node, "subj", drug)
            if theme and not event and drugs:
                graph.pred[node] = "inhibit"
                graph.add(node, "obj", theme[0])
        _link_listed(graph, node)
    for node in graph.with_lemma(("affinity",)):
        for verb in graph.sources(node, "prep_with"):
            for target in graph.targets(node, "prep_to") if graph.pred[verb] == "bind" else ():
                graph.add(verb, "obj", target)


def _constants(graph: SentenceGraph) -> Iterator[int]:
    for node in graph.tokens_with(CONSTANTS):
        text = graph.text(node, min(node + 4, graph.sentence.end))
        if node in graph.pred and node not in graph.mentions and CONSTANT.match(text):
            yield node


def _link_held(graph: SentenceGraph, node: int, places: Sequence[int]) -> None:
    """Let "D showed IC50 values of 5 nM against A", "D, with a Ki of 3 nM for A" inhibit."""
    drugs: list[int] = []
    for place in places:
        for verb in graph.sources(place, "obj"):
            if graph.lemma(verb) in HAVING:
                drugs += compounds_of(graph, graph.targets(verb, "subj"))
        for main in graph.sources(place, "prep_with"):
            subjects = compounds_of(graph, graph.targets(main, "subj"))
            drugs += subjects if main not in graph.mentions else compounds_of(graph, [main])
    themes = _told_behind(graph, node) if drugs else []
    if not themes or graph.pred[node] is not None:
        return
    graph.pred[node] = "inhibit"
    for drug in dict.fromkeys(drugs):
        graph.add(node, "subj", drug)
    for theme in themes:
        graph.add(node, "obj", theme)


def _told_behind(graph: SentenceGraph, node: int) -> list[int]:
    """Return the molecules that a constant is told to be one for, behind it."""
    found: list[int] = []
    end = node
    for mention, place in graph.ordered:
        if mention.start_token <= node:
            continue
        between = graph.text(end, mention.start_token)
        if mention.type not in GENE_PRODUCTS or GROWTH.search(between):
            break
        if not (FOR_ONE.fullmatch(between) if not found else LISTED.fullmatch(between)):
            break
        found.append(place)
        end = mention.end_token
    return found


def _link_listed(graph: SentenceGraph, node: int) -> None:
    """Let "D (A IC50 = 25 nM)", "IC50 values (A: 5 nM; B: 9 nM) of D" say that D inhibits A."""
    opening = _opening(graph, node)
    behind = _bracket_behind(graph, node) if opening is None else None
    if opening is not None:
        drug = _before_bracket(graph, opening)
        span = (opening, _closing(graph, opening))
    elif behind is not None:
        span = behind
        drug = _behind_bracket(graph, span[1])
    else:
        return
    themes = [
        place
        for mention, place in graph.ordered
        if span[0] < mention.start_token < span[1] and mention.type in GENE_PRODUCTS
    ]
    if drug is None or not themes or GROWTH.search(graph.text(*span)):
        return
    graph.pred[node] = "inhibit"
    graph.add(node, "subj", drug)
    for theme in themes:
        graph.add(node, "obj", theme)


def _opening(graph: SentenceGraph, node: int) -> int | None:
    """Return the place of the bracket that some token stands in."""
    depth = 0
    for place in range(node - 1, graph.sentence.start - 1, -1):
        text = graph.lower(place)
        depth += (text in {")", "]"}) - (text in {"(", "["})
        if depth < 0:
            return place
    return None


def _closing(graph: SentenceGraph, opening: int) -> int:
    """Return the place where a bracket closes."""
    depth = 0
    for place in range(opening, graph.sentence.end):
        text = graph.lower(place)
        depth += (text in {"(", "["}) - (text in {")", "]"})
        if depth == 0:
            return place
    return graph.sentence.end


def _bracket_behind(graph: SentenceGraph, node: int) -> tuple[int, int] | None:
    """Return the bracket right behind "IC50 values"."""
    for place in range(node + 1, min(node + 6, graph.sentence.end - 1)):
        text = graph.lower(place)
        if text == "(" and graph.lower(place + 1) not in {"50", "i"}:
            return place, _closing(graph, place)
        if text not in {"(", ")", "50", "i", "value", "values", "s"}:
            return None
    return None


def _before_bracket(graph: SentenceGraph, opening: int) -> int | None:
    """Return the compound right before a bracket, or the only one of the sentence before it."""
    drugs = [(m, n) for m, n in graph.ordered if m.type in SUBSTANCES and m.end_token <= opening]
    near = [n for m, n in drugs if CODE.fullmatch(graph.text(m.end_token, opening))]
    labels = {m.label for m, _ in drugs}
    return near[-1] if near else drugs[-1][1] if len(labels) == 1 else None


def _behind_bracket(graph: SentenceGraph, closing: int) -> int | None:
    """Return the compound that constants are told to be those of behind their bracket."""
    for mention, node in graph.ordered:
        if mention.start_token > closing and mention.type in SUBSTANCES:
            told = OF.fullmatch(graph.text(closing + 1, mention.start_token))
            return node if told else None
    return None


def link_ranked(graph: SentenceGraph) -> None:
    """Let "potency in inhibiting A was D > E > F" have each of them inhibit A.

    So too "comparison of the A antagonists gave a potency order of D > E".
    """
    if not graph.with_text(("order", "potency", "potent", "potencies")):
        return
    drugs = [(m, n) for m, n in graph.ordered if m.type in SUBSTANCES]
    orders = graph.with_text(("order", "ranking"))
    ranked: list[int] = []
    for one, other in pairwise(drugs):
        between = graph.text(one[0].end_token, other[0].start_token)
        valued = bool(orders) and orders[0] < one[0].start_token and VALUED.fullmatch(between)
        if RANKED.fullmatch(between) or valued:
            ranked += [one[1], other[1]]
    if not ranked:
        return
    for node in reversed(graph.events()):
        verb = graph.words.verb_class(graph.pred[node])
        acts = verb is not None and verb.name in {"lower", "raise"} and node < ranked[0]
        if acts and molecules_of(graph, graph.targets(node, "obj")):
            for drug in dict.fromkeys(ranked):
                graph.add(node, "subj", drug)
            return
    classes = _classes_before(graph, ranked[0])
    for drug in dict.fromkeys(ranked) if len({m.label for m, _ in classes}) == 1 else ():
        graph.add(drug, "apposed", classes[-1][1])


def _classes_before(graph: SentenceGraph, first: int) -> list[tuple[MentionSpan, int]]:
    return [(m, n) for m, n in graph.ordered if m.type == "DrugClass" and m.parts and n < first]
