"""What comes of what, by a noun or a clause: "B is a consequence of A", "B is due to A"."""

from __future__ import annotations

from nlp_pipeline.relations.carriers import carries
from nlp_pipeline.relations.causes import CONSEQUENT
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import RESPONDING

ALONGSIDE = frozenset(
    {"possible", "potential", "concomitant", "simultaneous", "additional", "concurrent"}
    | {"parallel", "accompanying", "attendant", "further"}
)
"""Adjectives of an event that comes with another: "with possible activation of B"."""
OUTCOMES = frozenset({"result", "consequence", "outcome"})
DUE = ("prep_due_to", "prep_owing_to", "prep_because_of")


def link_results(graph: SentenceGraph) -> None:
    """Let "A raises C such that B is inhibited" say that what A does inhibits B.

    So too "A raises C, with subsequent loss of B".
    """
    for node in graph.events():
        if node in graph.mentions or graph.targets(node, "subj"):
            continue
        marks = [c for c in graph.children(node, "mark") if graph.token(c).lower_ == "that"]
        if graph.is_verb(node) and graph.targets(node, "obj"):
            opened = [c for c in marks if graph.doc[c - 1].lower_ in {"so", "such"}]
            for event in _verb_above(graph, node) if opened else ():
                graph.add(node, "subj", event)
        elif not graph.is_verb(node) and graph.targets(node, "obj"):
            dep, first = graph.parents.get(node, ("", node))
            places = (node, first) if dep == "conj" else (node,)
            said = {graph.token(c).lower_ for p in places for c in graph.targets(p, "mod")}
            for event in graph.sources(node, "prep_with"):
                if not graph.is_verb(event) or event > node:
                    continue
                if said & CONSEQUENT:
                    graph.add(node, "subj", event)
                elif said & ALONGSIDE:  # "raises C, with possible activation of B"
                    for agent in graph.targets(event, "subj"):
                        graph.add(node, "subj", agent)


def link_with_change(graph: SentenceGraph) -> None:
    """Let "A raises B, with reduced C" say that A lowers C as well."""
    for event in graph.with_edge("prep_with"):
        known = graph.words.verb_class(graph.pred[event])
        agents = graph.targets(event, "subj")
        if known is None or known.kind not in {"activity", "amount"} or not graph.is_verb(event):
            continue
        for theme in graph.targets(event, "prep_with") if agents else ():
            opening = graph.token(theme).left_edge.i - 2
            if theme not in graph.mentions or graph.doc[opening].text != ",":
                continue
            for change in graph.children(theme, "amod"):
                if graph.tag(change) == "VBN" and theme in graph.targets(change, "obj"):
                    for agent in agents:
                        graph.add(change, "subj", agent)


def _verb_above(graph: SentenceGraph, node: int) -> list[int]:
    """Return the verb of the clause that a result clause hangs on, itself or by a noun."""
    place = node
    while (parent := graph.parents.get(place)) is not None:
        place = parent[1]
        if graph.is_verb(place) and place < node:
            return [place] if graph.pred[place] is not None else []
    return []


def link_consequences(graph: SentenceGraph) -> None:
    """Let "activation of A and consequent loss of B" say that the active A lowers B."""
    for node in graph.with_dep("conj"):
        dep, head = graph.parents[node]
        if dep != "conj" or head > node or graph.is_verb(head):
            continue
        before = max((c for c in graph.children(head, "conj") if c < node), default=head)
        before = _undergone(graph, before)
        own = any(c < node for c in graph.children(before, "compound", "nmod", "prep"))
        if before not in graph.mentions and not own:
            continue  # "the phosphorylation and subsequent degradation of B"
        if graph.lemma(before) in graph.words["assemblies"]:
            continue  # "dissociation of A from the complex and subsequent loss of B"
        for adjective in graph.targets(node, "mod"):
            if graph.token(adjective).lower_ in CONSEQUENT and graph.pred[adjective] is None:
                graph.pred[adjective] = "cause"
                graph.add(adjective, "subj", before)
                graph.add(adjective, "obj", node)


def _undergone(graph: SentenceGraph, node: int) -> int:
    """Return the process that a name is the theme of: "uptake of A and consequent loss of B"."""
    outer = [s for s in graph.sources(node, "prep_of") if s in graph.mentions and s < node]
    named = [s for s in outer if all(m.type == "Process" for m in graph.mentions[s])]
    return named[0] if named else node


def link_secondary(graph: SentenceGraph) -> None:
    """Let "B is secondary to A" say that A causes B."""
    for node in graph.with_lemma(("secondary", "attributable")):
        if graph.targets(node, "prep_to"):
            effects = list(graph.targets(node, "subj"))
            if effects:
                graph.pred[node] = "cause"
            for effect in effects:
                graph.replace(node, "subj", effect, graph.targets(node, "prep_to")[0])
                graph.add(node, "obj", effect)


def _speaks_twice(graph: SentenceGraph, be: int) -> bool:
    """Tell whether the same is named before and after: "the result of A/B loss is free B"."""
    sides: tuple[set[str], set[str]] = (set(), set())
    for node, found in graph.mentions.items():
        sides[node > be].update(m.label for m in found)
    return bool(sides[0] & sides[1])


def link_outcomes(graph: SentenceGraph) -> None:
    """Let "B is a result of A" and "the consequence of A is B" say that A causes B."""
    for noun in graph.with_lemma(OUTCOMES):
        if not graph.targets(noun, "prep_of"):
            continue
        dep, be = graph.parents.get(noun, ("", noun))
        if dep not in {"attr", "nsubj"} or graph.lemma(be) != "be":
            continue
        other = graph.children(be, "nsubj" if dep == "attr" else "attr")
        if other and not _speaks_twice(graph, be):
            graph.pred[noun] = "cause"
            for label, targets in (("subj", list(graph.targets(noun, "prep_of"))), ("obj", other)):
                for old in list(graph.targets(noun, label)):
                    graph.remove(noun, label, old)
                for target in targets:
                    graph.add(noun, label, target)


def link_due(graph: SentenceGraph) -> None:
    """Let "B is due to A" say that A causes B."""
    for node in graph.with_lemma(("be",)):
        if graph.children(node, "attr", "acomp"):
            continue
        causes = [t for edge in DUE for t in graph.targets(node, edge)]
        for effect in list(graph.targets(node, "subj")) if causes else ():
            graph.pred[node] = "cause"
            graph.remove(node, "subj", effect)
            graph.add(node, "obj", effect)
        for cause in causes:
            graph.add(node, "subj", cause)


def link_achieved(graph: SentenceGraph) -> None:
    """Let "A activates B, thereby achieving C" say that it brings C about."""
    for node in graph.with_lemma(("achieve", "attain")):
        reaches = graph.is_verb(node) and graph.targets(node, "obj")
        named = any(t in graph.mentions for t in graph.targets(node, "obj"))
        if reaches and _is_response_had(graph, node):  # "patients with A achieved a response"
            graph.pred[node] = "attain"
        elif reaches and (named or not graph.is_passive(node)):  # "apoptosis is achieved by A"
            graph.pred[node] = "promote"


def _is_response_had(graph: SentenceGraph, verb: int) -> bool:
    """Tell whether it is a response to a drug that patients achieve."""
    had = [graph.words.verb_class(graph.pred[t]) for t in graph.targets(verb, "obj")]
    responds = any(h is not None and h.name in RESPONDING for h in had)
    subjects = graph.targets(verb, "subj")
    return responds and bool(subjects) and all(carries(graph, s) for s in subjects)
