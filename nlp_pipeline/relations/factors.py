"""Links a response to a drug with the factor that the sentence connects it to.

"Resistance to D", the cause of it and the verb between them are worded in so many ways that no
list of constructions is complete: "Among the mechanisms of resistance to D, X was the most
frequent", "tumours resistant to D, which harbour X", "X accounts for half of the cases of
resistance to D". What they share is the way through the tree from the response to the factor: it
leads over words that carry, find, count or frame, never over one that acts or denies. This module
walks that way and gives the response the edge ``factor`` to what it meets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nlp_pipeline.relations.assertion import NEGATING_DEPS, has_no_subject
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.named_arguments import is_response_name
from nlp_pipeline.relations.states import find_state
from nlp_pipeline.relations.words import RESPONDING

MAX_STEPS = 14
FACTOR_TYPES = frozenset({"Gene", "Family", "MicroRNA", "Variant", "Pathway"})
LOOKED_THROUGH = frozenset({"Disease", "Gene", "Family", "Variant"})
GROWTH = frozenset({"tumor growth", "cell population proliferation", "cell growth"})
"""Processes of the carrier: "the growth of tumours with X was sensitive to D"."""
RESISTING = frozenset(
    {"epithelial to mesenchymal transition", "autophagy", "hypoxia", "stemness", "drug efflux"}
    | {
        "cancer stemness",
        "DNA repair",
        "metabolic reprogramming",
        "cellular senescence",
        "quiescence",
    }
    | {"phenotypic plasticity", "lineage plasticity", "glycolytic process", "glutaminolysis"}
    | {"DNA methylation", "transdifferentiation", "dedifferentiation", "homologous recombination"}
    | {"phenotypic switching", "mitophagy", "cell adhesion", "drug inactivation", "drug metabolism"}
)
"""Processes by which cells outlive drugs: others go on in resistant cells as in any."""
GENERIC = frozenset({"microRNA", "long non-coding RNA"})
CLAUSES = frozenset({"ccomp", "parataxis", "csubj", "intj"})
"""Dependencies over which nothing is linked: the clause says something of its own."""
PREPOSITIONS = frozenset(
    {"of", "in", "with", "to", "for", "as", "by", "from", "via", "through", "because", "due"}
    | {"including", "like", "among", "such", "after", "upon", "on", "during", "under", "at"}
    | {"following", "within", "owing", "particularly", "especially", "namely", "between"}
)
CAUSAL = frozenset({"by", "from", "via", "through", "because", "due", "owing", "as", "with"})
OF_THE_AGENT = frozenset({"to", "against"})
ROLES = frozenset({"role", "involvement", "contribution", "importance", "impact"})
MADE_SO = frozenset({"make", "render", "select"})
LOSING = frozenset({"lose", "lack"})
COMPARED_WITH = frozenset({"parental", "sensitive", "naive", "control", "untreated", "responsive"})
"""Said of cells beside resistant ones."""
WHEN = frozenset({"when", "if", "once", "because", "since"})
FAILING = frozenset({"fail"})
"""Verbs that the response behind them has read already: "failed to respond"."""
DEVELOPING = frozenset({"develop", "acquire", "undergo", "become", "show", "display"})


@dataclass(frozen=True, slots=True)
class _Way:
    """A way through the tree so far.

    Attributes:
        nodes: The nodes passed, first the response, last the place reached.
        up: How many of the steps led up; all of them come first.
        links: Whether a verb, a noun of cause or an apposition has connected the two sides.
    """

    nodes: tuple[int, ...]
    up: int
    links: bool


def link_factors(graph: SentenceGraph) -> None:
    """Give each response word an edge ``factor`` to every place that is its cause or mark."""
    for node in sorted({*graph.mentions, *graph.events()}):
        if _is_response(graph, node):
            for place in _find_title(graph, node):
                graph.add(node, "factor", place)
            for place in _find_places(graph, node):
                graph.add(node, "factor", place)
                for other in graph.conjuncts(place):
                    states = graph.words.state_of_noun(graph.lemma(other)) is not None
                    if not graph.is_verb(other) and (graph.pred[other] is not None or states):
                        graph.add(node, "factor", other)


def _find_title(graph: SentenceGraph, response: int) -> Iterator[int]:
    """Yield what a title calls the cause: "Resistance to D: role of A"."""
    dep, head = graph.parents.get(response, ("", response))
    titled = dep in {"dep", "nmod"} and any(t.text == ":" for t in graph.doc[response:head])
    if titled and graph.lemma(head) in ROLES | graph.words["causes"]:
        for edge in ("prep_of", "prep_for"):
            yield from graph.targets(head, edge)


def _is_response(graph: SentenceGraph, node: int) -> bool:
    if node in graph.mentions:
        return any(is_response_name(graph, m) for m in graph.mentions[node])
    verb = graph.words.verb_class(graph.pred[node])
    beside = [*graph.children(node, "conj"), graph.parents.get(node, ("", node))[1]]
    if any(graph.token(other).lower_ in COMPARED_WITH for other in beside):
        return False  # "in resistant and parental cells": what both have is no cause
    if graph.doc[max(node - 2, graph.sentence.start)].lower_ == "castration":
        return False  # "castration-resistant prostate cancer" is the name of a disease
    return verb is not None and verb.name in RESPONDING


def _find_places(graph: SentenceGraph, response: int) -> Iterator[int]:
    todo = [_Way((response,), 0, links=False)]
    while todo:
        way = todo.pop(0)
        if len(way.nodes) > MAX_STEPS:
            continue
        for longer in _steps(graph, way):
            node = longer.nodes[-1]
            found = is_factor(graph, node) and not _names_carrier(graph, node)
            found = found and not _is_unaltered(graph, node)
            if found and longer.links and _fits(graph, longer):
                yield _place(graph, longer)
            if _passes(graph, node) and not _has_other_response(graph, longer):
                todo.append(longer)


def is_factor(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node is a molecule, variant or pathway that can be the cause of a response."""
    return any(
        (m.type in FACTOR_TYPES and m.label not in GENERIC) or m.label in RESISTING
        for m in graph.mentions.get(node, ())
    )


def _is_unaltered(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a gene is said to be as it always is: "when A is wild type"."""
    told = [a for be in graph.sources(node, "subj") for a in graph.children(be, "attr", "acomp")]
    return any(graph.doc[a].left_edge.lower_.startswith("wild") for a in told)


def _names_carrier(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a name only names who carries something: "the HCC model"."""
    dep, head = graph.parents.get(node, ("", node))
    names = dep in {"compound", "nmod"} and _carries(graph, head)
    return names and all(
        m.type != "Variant" and find_state(graph, node, m) is None for m in graph.mentions[node]
    )


def _steps(graph: SentenceGraph, way: _Way) -> Iterator[_Way]:
    """Yield the way lengthened by one step, up while it has only led up, and down."""
    node = way.nodes[-1]
    parent = graph.tree_parent(node)
    # "Aggressive and treatment-resistant tumours": both adjectives are said of the tumours.
    while parent is not None and parent[0] == "conj" and graph.token(parent[1]).tag_ == "JJ":
        parent = graph.tree_parent(parent[1])
    only_up = way.up == len(way.nodes) - 1
    if only_up and parent is not None and _may_rise(graph, node, *parent):
        dep, head = parent
        yield _Way((*way.nodes, head), way.up + 1, way.links or _links(graph, head, dep))
    came_up = way.nodes[-2] if only_up and len(way.nodes) > 1 else None
    if came_up is not None and graph.parents[came_up][0] == "conj" and not graph.is_verb(node):
        return
    for dep, child in graph.tree_children(node):
        if child not in way.nodes and _may_descend(graph, way, dep, child):
            yield _Way((*way.nodes, child), way.up, way.links or _links(graph, child, dep))


def _links(graph: SentenceGraph, node: int, dep: str) -> bool:
    if dep == "appos" or graph.lemma(node) in graph.words["causes"] or graph.is_verb(node):
        return True
    parent = graph.tree_parent(node)
    if parent is None or dep not in {"prep", "agent"} or _carries(graph, parent[1]):
        return False
    word = graph.token(node).lower_
    responds = graph.words.verb_class(graph.pred[parent[1]])
    return word in CAUSAL and not (
        word == "with" and responds is not None and responds.name == "respond"
    )


def _carries(graph: SentenceGraph, node: int) -> bool:
    if node in graph.mentions:
        return any(m.type == "Disease" for m in graph.mentions[node])
    return graph.lemma(node) in graph.words["carriers"]


def _may_rise(graph: SentenceGraph, node: int, dep: str, head: int) -> bool:
    if dep in CLAUSES or (dep == "advcl" and _is_marked(graph, node)):
        return False
    if dep == "conj":
        return graph.is_verb(node) == graph.is_verb(head) and not graph.tree_subjects(node)
    return True


def _may_descend(graph: SentenceGraph, way: _Way, dep: str, child: int) -> bool:
    if dep in CLAUSES or dep in {"cc", "punct", "neg", "mark", "aux", "auxpass", "preconj"}:
        return False
    if dep == "amod" and graph.token(child).tag_ == "VBN" and graph.pred[child] is not None:
        return False  # in "A-mediated activation of B" it is B that follows
    if len(way.nodes) == 1 and graph.token(child).lower_ in OF_THE_AGENT:
        return False
    if dep == "advcl":
        return not _is_marked(graph, child) or _says_when(graph, child)
    if dep == "conj":
        coming_down = way.up < len(way.nodes) - 1
        if graph.is_verb(child):
            return not graph.tree_subjects(child) and not coming_down
        return coming_down and len(way.nodes) > way.up + 1
    return True


def _is_marked(graph: SentenceGraph, node: int) -> bool:
    return any(
        dep == "mark" or (dep == "advmod" and graph.token(c).tag_ == "WRB")
        for dep, c in graph.tree_children(node)
    )


def _fails_otherwise(graph: SentenceGraph, node: int) -> bool:
    """Tell whether another event than the response fails: "fail to undergo B in response to D"."""
    missed = [graph.words.verb_class(graph.pred[c]) for c in graph.children(node, "xcomp")]
    return any(verb is not None and verb.name not in RESPONDING for verb in missed)


def _says_when(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a clause gives the state: "more sensitive when X was deleted"."""
    verb = graph.words.verb_class(graph.pred[node])
    asked = {graph.token(c).lower_ for _, c in graph.tree_children(node)}
    return verb is not None and graph.is_passive(node) and bool(asked & WHEN)


def _passes(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a way may lead over a node, and on."""
    if any(
        dep in NEGATING_DEPS and graph.token(child).lower_ in graph.words["negating"]
        for dep, child in graph.tree_children(node)
    ):
        return False
    if graph.is_verb(node) and has_no_subject(graph, node):
        return False
    if any(graph.token(c).lower_ in graph.words["opposing"] for _, c in graph.tree_children(node)):
        return False
    if node in graph.mentions:
        return all(m.type in LOOKED_THROUGH or m.label in GROWTH for m in graph.mentions[node])
    token, lemma, words = graph.token(node), graph.lemma(node), graph.words
    if token.tag_ in {"IN", "TO", "JJ", "VBG"} and token.lower_ in PREPOSITIONS:
        return True
    verb = words.verb_class(graph.pred[node])
    if verb is not None and verb.name == "modify" and graph.is_verb(node):
        return graph.is_passive(node)  # "kinases that phosphorylate A": A is only acted on
    if verb is not None and verb.name in {"carry", "associate", "go_through", "happen", "modify"}:
        return True
    if lemma in FAILING:
        return not _fails_otherwise(graph, node)
    if _says_when(graph, node) or lemma in LOSING:
        return True
    if lemma in MADE_SO and graph.parents.get(node, ("", node))[0] == "acl":
        return True  # "cells made resistant to D lacked A"
    if verb is not None and verb.kind in {"activity", "amount"}:
        return verb.sign > 0 or words.state_of_noun(lemma) is not None
    lists = ("carriers", "causes", "copula", "include", "finding", "counting", "transparent")
    return any(lemma in words[name] for name in lists) or (
        words.state_of_noun(lemma) is not None or words.neutral_kind(lemma) is not None
    )


def _has_other_response(graph: SentenceGraph, way: _Way) -> bool:
    """Tell whether the verb reached speaks of a response of its own."""
    node = way.nodes[-1]
    return graph.is_verb(node) and any(
        target not in way.nodes and _is_response(graph, target)
        for target in graph.targets(node, "obj")
    )


def _fits(graph: SentenceGraph, way: _Way) -> bool:
    """Tell whether the two sides of a way stand to each other as factor and response."""
    rising, top = way.nodes[1 : way.up], way.nodes[way.up]
    falling = way.nodes[way.up + 1 :]
    factor = way.nodes[-1]
    if any(_moves(graph, n) and not _is_done_to(graph, n, factor) for n in rising) or not falling:
        return False
    resists = graph.words.verb_class(graph.pred[way.nodes[0]])
    resisting = resists is None or resists.name == "resist"
    if resisting and any(_sensitizes(graph, node) for node in falling):
        return False
    if _carries(graph, top) and not any(graph.is_verb(node) for node in falling):
        return False
    if any(_carries(graph, node) for node in falling) and (
        resisting or not graph.is_verb(top) or way.up == 0
    ):
        return False
    if not graph.is_verb(top):
        still = not _moves(graph, top) or graph.words.verb_class(graph.pred[top]) is None
        return still or _is_called_cause(graph, way)
    verb = graph.words.verb_class(graph.pred[top])
    first = graph.parents[falling[0]][0]
    if verb is not None and verb.name == "modify":  # "A is phosphorylated", by nobody named
        return first == "nsubjpass" and not graph.children(top, "agent")
    if verb is not None and verb.kind in {"activity", "amount"}:
        return _acts_on_factor(graph, way, first)
    return not (graph.lemma(top) in DEVELOPING and first == "nsubj")


def _is_called_cause(graph: SentenceGraph, way: _Way) -> bool:
    """Tell whether what was done to the factor is the cause: "A upregulation, a mechanism of …"."""
    below, top = way.nodes[way.up - 1], way.nodes[way.up]
    named = way.up > 0 and graph.lemma(below) in graph.words["causes"]
    return named and graph.parents[below] == ("appos", top)


def _is_done_to(graph: SentenceGraph, node: int, factor: int) -> bool:
    """Tell whether it is the factor that is moved: "A was shown to be upregulated in …"."""
    passive = graph.is_verb(node) and graph.is_passive(node)
    return passive and factor in graph.targets(node, "obj")


def _sensitizes(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a mutation is called activating or sensitizing: no cause of resistance."""
    return any(
        graph.token(child).lower_ in {"activating", "sensitive", "sensitizing", "sensitising"}
        for _, child in graph.tree_children(node)
    )


def _moves(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node on the side of the response would turn or weaken what is said of it."""
    verb = graph.words.verb_class(graph.pred[node])
    if verb is not None and verb.kind in {"activity", "amount"}:
        return graph.lemma(node) not in graph.words["counting"] | graph.words["causes"]
    states = graph.words.state_of_noun(graph.lemma(node)) is not None
    return states and graph.lemma(node) not in graph.words["alterations"]


def _acts_on_factor(graph: SentenceGraph, way: _Way, first: str) -> bool:
    """Tell whether a verb of change brings about the response, or moves the factor "in" it."""
    top, below = way.nodes[way.up], way.nodes[way.up - 1]
    dep = graph.parents[below][0]
    patient = "nsubjpass" if graph.is_passive(top) else "dobj"
    alone = not graph.is_passive(top) and not graph.children(top, "dobj")
    word = graph.token(way.nodes[way.up + 1]).lower_
    if graph.lemma(top) == "enrich" and word in {"for", "with", "in"}:
        return dep == "nsubjpass" and _carries(graph, below)  # "survivors were enriched for A"
    if first == patient or (first == "nsubj" and alone):
        if first == "dobj" and dep == "nsubj":  # "resistant cells overexpress X"
            return _tells_amount(graph, top) and _carries(graph, below)
        return dep == "prep" and graph.token(below).lower_ in {"in", "after", "upon", "among", "at"}
    causal = graph.token(way.nodes[way.up + 1]).lower_ in {
        "by",
        "from",
        "via",
        "through",
        "because",
    }
    return causal and dep in {"nsubj", "nsubjpass"}


def _tells_amount(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a verb says how much of something there is: overexpress, lose, upregulate."""
    verb = graph.words.verb_class(graph.pred[node])
    return verb is not None and verb.kind == "amount"


def _place(graph: SentenceGraph, way: _Way) -> int:
    """Return the node that the factor is read from: the highest noun that gives it its state."""
    place = way.nodes[-1]
    moved = [n for n in way.nodes[1 : way.up] if _is_done_to(graph, n, place)]
    if moved:
        return moved[-1]
    if _is_called_cause(graph, way) and place in graph.targets(way.nodes[way.up], "obj"):
        return way.nodes[way.up]
    verb = graph.words.verb_class(graph.pred[way.nodes[way.up]])
    for node in way.nodes[way.up : -1]:
        lost = graph.lemma(node) in LOSING
        passive = graph.is_passive(node) and node != way.nodes[way.up]
        done_to = [o for t in graph.targets(node, "obj") for o in (t, *graph.targets(t, "mod"))]
        if graph.is_verb(node) and (passive or lost) and place in done_to:
            return node
    if graph.is_verb(way.nodes[way.up]) and verb is not None and verb.kind == "amount":
        first = graph.parents[way.nodes[way.up + 1]][0]
        if first in {"nsubjpass", "dobj"}:
            return way.nodes[way.up]
    for node in reversed(way.nodes[way.up + 1 : -1]):
        token = graph.token(node)
        if token.tag_ in {"IN", "TO"}:
            continue
        states = graph.words.state_of_noun(graph.lemma(node)) is not None
        if not states and graph.words.neutral_kind(graph.lemma(node)) is None:
            break
        place = node
    return place
