"""Prepositions as edges of their own: "activation of B by A" has ``prep_of`` and ``prep_by``."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph

PREPOSITION_DEPS = frozenset({"prep", "agent", "dative"})
WAYS = frozenset({"via", "through"})
WITH_PREPOSITION = frozenset({"upstream", "downstream", "together", "along"})
"""Adverbs that are a preposition with the one behind them: "downstream of A"."""
COMPOUND_PREPOSITIONS = {"due": "due_to", "because": "because_of", "owing": "owing_to"}
SETTINGS = frozenset({"context", "setting", "background"})
"""Nouns behind "in" for where something holds, not for what it is about."""


def link_prepositions(graph: SentenceGraph) -> None:
    """Make an edge of each preposition: "activation of B" has the edge ``prep_of``."""
    for node in graph.with_child(*PREPOSITION_DEPS, "advmod", "conj", "cc"):
        for dep, child in graph.tree_below[node]:
            if dep in PREPOSITION_DEPS:
                particle = graph.parents.get(node, ("", node))
                helps = particle[0] in {"prt", "aux", "auxpass"}  # "becomes activated upon B"
                owner = particle[1] if helps else _owner_of(graph, node, child)
                for prep in (child, *_further(graph, child)):
                    _link_preposition(graph, owner, prep, dep, graph.token(prep).lower_)
                for other in graph.children(child, "conj"):
                    for by in _agents_of(graph, other):
                        _link_preposition(graph, owner, by, "prep", "by")
            elif dep == "advmod" and graph.token(child).lower_ in WITH_PREPOSITION:
                _link_preposition(graph, node, child, dep, graph.token(child).lower_)
            elif dep == "conj" and graph.token(child).lower_ in {"by", "via", "through"}:
                # "by A and subsequently by B": hung on the verb
                _link_preposition(graph, node, child, "prep", graph.token(child).lower_)
            elif dep == "cc" and graph.token(child).lower_ == "plus":
                for other in graph.children(node, "conj"):
                    graph.add(node, "prep_plus", other)


def link_fronted_wholes(graph: SentenceGraph) -> None:
    """Let "of 13 patients with A, none responded" speak of none of the patients."""
    for node in graph.with_edge("prep_of"):
        for whole in graph.targets(node, "prep_of"):
            for subject in graph.children(node, "nsubj", "nsubjpass"):
                counted = graph.token(subject).tag_ in {"CD", "DT"}
                counted = counted or graph.lemma(subject) in {"none", "all", "most", "both", "half"}
                if whole < subject < node and counted and subject not in graph.mentions:
                    graph.add(subject, "prep_of", whole)


def _further(graph: SentenceGraph, prep: int) -> list[int]:
    """Return the same preposition once more: "by A and by B", not "by A or via B"."""
    word = graph.token(prep).lower_
    alike = WAYS if word in WAYS else {word}  # "via A and through B"
    return [c for c in graph.children(prep, "conj") if graph.token(c).lower_ in alike]


def _agents_of(graph: SentenceGraph, prep: int) -> list[int]:
    """Return the second "by" of "at S1 by A and at S2 by B"."""
    return [c for c in graph.children(prep, "prep") if graph.token(c).lower_ == "by"]


def _owner_of(graph: SentenceGraph, node: int, prep: int) -> int:
    """Return what an "of" belongs to: in "B loss or expression of C" the noun right before it.

    The parser hangs it on the first noun of the list; sharing it out again is for coordination.
    """
    between = [c for c in graph.conjuncts(node) if node < c < prep and graph.pred[c] is not None]
    if not between and any(
        c in graph.mentions for c in graph.children(node, "compound", "nmod", "amod")
    ):
        between = [c for c in graph.conjuncts(node) if c == prep - 1]  # "A formation and nitration"
    return between[-1] if between and graph.doc[prep].lower_ == "of" else node


def _link_preposition(graph: SentenceGraph, node: int, prep: int, dep: str, name: str) -> None:
    name = _full_name(graph, prep, dep, name)
    if name == "with" and graph.doc[prep - 1].lower_ == "together" and graph.is_passive(node):
        _link_objects(graph, node, prep, "together_with")
    _link_objects(graph, node, prep, name)


def _link_objects(graph: SentenceGraph, node: int, prep: int, name: str) -> None:
    for inner, child in graph.tree_below[prep]:
        if inner in {"pobj", "pcomp"}:
            if graph.token(child).tag_ in {"IN", "TO"} and graph.tree_below[child]:
                _link_preposition(graph, node, child, "prep", _joined(graph, name, child))
            elif name == "in" and graph.lemma(child) == "turn":
                continue  # "which in turn activates B"
            elif graph.token(child).tag_ not in {"IN", "TO"}:
                setting = name == "in" and graph.lemma(child) in SETTINGS
                graph.add(node, "prep_in_setting" if setting else f"prep_{name}", child)
                if name == "by":
                    _link_way(graph, node, child)
        elif inner == "prep":
            _link_preposition(graph, node, child, "prep", _joined(graph, name, child))


def _full_name(graph: SentenceGraph, prep: int, dep: str, name: str) -> str:
    """Return the name of a preposition with what belongs to it: "such as", "together with"."""
    below = {graph.token(child).lower_ for _, child in graph.tree_below[prep]}
    if dep == "agent":
        name = "by"
    if name == "as" and "such" in below:
        name = "such_as"
    if name == "with" and (beside := below & {"together", "along"}):
        name = f"{min(beside)}_with"  # "given together with D": hung on the verb
    return COMPOUND_PREPOSITIONS.get(name, name)


def _link_way(graph: SentenceGraph, node: int, means: int) -> None:
    """Link what something is done by: "by blocking B", "by way of B"."""
    if graph.lemma(means) in {"way", "means", "virtue", "dint"}:
        for of in graph.children(means, "prep"):
            _link_preposition(graph, node, of, "prep", "via")
    if graph.token(means).tag_ == "VBG":
        graph.add(node, "by_doing", means)


def _joined(graph: SentenceGraph, name: str, following: int) -> str:
    """Return the name of two prepositions in a row, the first of which may be "due to"."""
    word = graph.doc[following].lower_
    return name if name.endswith(f"_{word}") else f"{name}_{word}"
