"""Links a factor with the noun of cause that is said of it, by what stands between the two.

"The T790M mutation, the most common mechanism of resistance", "mechanisms of resistance, including
X and Y", "resistance mutations such as T790M": the parser hangs such members and appositions on
whatever is near, so that the words between are the better witness.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from nlp_pipeline.relations.factors import is_factor
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.vocabulary import AGENTS

REACH = 14
"""How many tokens behind a factor its noun may stand."""
DEFINITION = re.compile(
    r"\s*(mutations?|variant|amplification|expression)?\s*,\s*(an?|the|one of the)\s+"
    r"([\w-]+\s+){0,6}",
    re.IGNORECASE,
)
"""What stands between a factor and the noun of cause that is said of it."""
MEMBER = re.compile(
    r"\s*([^,;.()]{0,60})([,(]?\s*(including|such as|e\.g\.,?|i\.e\.,?|namely|for example,?|like|"
    r"especially|particularly)\s+|:\s*(\(\w\)\s*)?)(the\s+)?([\w-]+\s+){0,4}",
    re.IGNORECASE,
)
ONE_OF = re.compile(r"\b(an?|another|one of the)\s", re.IGNORECASE)
"""What makes an apposition tell what something is, and no next name of a list."""
OFFICES = frozenset({"target", "effector", "substrate", "product", "metabolite"})
"""Nouns of what one molecule is to another, besides those that act on it."""
LIST = re.compile(r"(\s*[\w-]+)?\s*(,|and|or|,\s*and|,\s*or|;|/)\s*([\w-]+\s+){0,3}")
"""What stands between a noun of cause and its first member, and between two members."""


COMBINATION = re.compile(
    r"\s*(\([^()]*\)\s*)?"
    r"((alone|as (a )?(single|sole) (drug|agent)s?|either alone),?\s+or\s+|given\s+)?"
    r"(in\s+combination\s+with|together\s+with|combined\s+with)\s+(the\s+|an?\s+)?",
    re.IGNORECASE,
)
"""What stands between a drug and another that is given with it."""
ALSO = frozenset({",", "and", "or", ", and", ", or", "and/or", "/", "plus"})
"""What stands between two drugs of one list."""


def link_combinations(graph: SentenceGraph) -> None:
    """Link "A, B (brand) or C in combination with D and E", whatever the parser made of it."""
    drugs = sorted(
        (m.start_token, m.end_token, node)
        for node, found in graph.mentions.items()
        for m in found
        if m.type in AGENTS
    )
    for i in range(len(drugs) - 1):
        between = graph.text(drugs[i][1], drugs[i + 1][0])
        if COMBINATION.fullmatch(between):
            for _, _, first in _listed_with(graph, drugs[i::-1]):
                for _, _, second in _listed_with(graph, drugs[i + 1 :]):
                    graph.add(first, "prep_plus", second)


def _listed_with(
    graph: SentenceGraph, drugs: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Yield the first drug, and on from it, either way, those of the same list."""
    yield from drugs[:1]
    for one, other in pairwise(drugs):
        left, right = sorted((one, other))
        if graph.text(left[1], right[0]).strip() not in ALSO:
            return
        yield other


def link_definitions(graph: SentenceGraph) -> None:
    """Link "the T790M mutation, the most common mechanism", whatever the parser made of it."""
    found = graph.with_lemma(graph.words.any_of("causes", "alterations"))
    nouns = [node for node in found if node not in graph.mentions]
    for node, mentions in list(graph.mentions.items()) if nouns else ():
        for noun in nouns:
            end = mentions[-1].end_token
            if not is_factor(graph, node) or not end < noun <= end + REACH:
                continue
            if DEFINITION.fullmatch(graph.text(end, noun)):
                graph.add(node, "apposed", noun)
    for noun in nouns:
        _link_members(graph, noun)


def _link_members(graph: SentenceGraph, noun: int) -> None:
    """Link "mechanisms of resistance, including X and Y": each member is apposed to the noun."""
    end, pattern = noun + 1, MEMBER
    ordered = sorted(
        (m.start_token, m.end_token, n) for n in graph.mentions for m in graph.mentions[n]
    )
    for start, stop, node in ordered:
        if start < end or not is_factor(graph, node):
            continue
        if not pattern.fullmatch(graph.text(end, start)):
            if pattern is LIST:
                return
            continue
        graph.add(_stated_place(graph, node), "apposed", noun)
        end, pattern = stop, LIST


def link_opposing_genes(graph: SentenceGraph) -> None:
    """Let "p21, a CDK inhibitor, rises" name what p21 opposes, as "the CDK inhibitor p21" does."""
    for node, found in list(graph.mentions.items()):
        if any(m.type not in {"Gene", "MicroRNA"} for m in found):
            continue
        end = max(m.end_token for m in found)
        for other in graph.targets(node, "apposed"):
            classes = graph.mentions.get(other, ())
            if not classes or any(m.type != "DrugClass" for m in classes):
                continue
            opening = graph.doc[end : classes[0].start_token].text_with_ws
            if ONE_OF.search(opening) and not graph.targets(other, "beside"):
                graph.add(other, "beside", node)


def link_named_by_office(graph: SentenceGraph) -> None:
    """Let "targets of A include B" and "an activator of A is B" say of B what it is to A."""
    listing = graph.with_lemma(graph.words["include"])
    for node in sorted({*listing, *graph.with_lemma(("be",))}):
        lists = node in listing and graph.is_verb(node)
        if graph.is_passive(node) or not (lists or graph.lemma(node) == "be"):
            continue
        named = graph.targets(node, "obj" if lists else "attr")
        named = [n for n in named if n in graph.mentions and n > node]
        for noun in graph.tree_subjects(node):
            whose = graph.targets(noun, "prep_of") or graph.targets(noun, "mod")
            lemma = graph.lemma(noun)
            office = lemma in OFFICES or lemma in graph.words["agent_nouns"]
            if not office or noun in graph.mentions or not whose:
                continue
            for member in named:
                graph.add(noun, "subj", member)


def _stated_place(graph: SentenceGraph, node: int) -> int:
    """Return the noun that gives a factor its state, else the factor: "loss of PTEN"."""
    parent = graph.tree_parent(node)
    above = graph.tree_parent(parent[1]) if parent is not None else None
    if parent is None or above is None or graph.token(parent[1]).lower_ not in {"of", "in"}:
        return node
    return above[1] if graph.words.state_of_noun(graph.lemma(above[1])) else node
