"""Who acts in a noun for an event: "A lowers B through inhibition of C" has A inhibit C."""

from __future__ import annotations

from nlp_pipeline.relations.control import WAYS, binds_partner, is_infinitive
from nlp_pipeline.relations.graph import SentenceGraph

LIGHT = frozenset({"exert", "have", "exhibit", "show", "produce", "display"})
HELD_EDGES = ("prep_including", "prep_such_as")


def inherit_into_nouns(graph: SentenceGraph) -> None:
    """Let "A lowers B through inhibition of C" say that A inhibits C."""
    for node in graph.events():
        if graph.is_verb(node) or graph.targets(node, "subj"):
            continue
        if _has_partners(graph, node) or _is_of_another(graph, node):
            continue
        for rival in (*_rivals(graph, node), *_owners_of_effect(graph, node)):
            graph.add(node, "subj", rival)
        verbs = [*_verbs_of_effect(graph, node), *_verbs_of_way(graph, node)]
        for verb in [*verbs, *_verbs_beside(graph, node)]:
            for subject in graph.targets(verb, "subj"):
                graph.add(node, "subj", subject)


def _is_of_another(graph: SentenceGraph, node: int) -> bool:
    """Tell whether it is another that modifies: "through A-mediated phosphorylation of C"."""
    verb = graph.words.verb_class(graph.pred[node])
    if verb is None or verb.kind != "modification":
        return False
    return any(
        subject in graph.mentions
        for word in graph.targets(node, "mod")
        if graph.pred[word] is not None and word not in graph.mentions
        for subject in graph.targets(word, "subj")
    )


def _owners_of_effect(graph: SentenceGraph, node: int) -> list[int]:
    """Return whose effect an event is the way of: "the effect of A on B by inhibition of C"."""
    if not graph.targets(node, "obj"):
        return []
    nouns = [n for label in WAYS for n in graph.sources(node, label)]
    effects = [n for n in nouns if graph.lemma(n) in {"effect", "action"} and not graph.is_verb(n)]
    edges = ("prep_of", "opponent", "doer")
    owners = (t for n in effects for edge in edges for t in graph.targets(n, edge))
    return [t for t in dict.fromkeys(owners) if t in graph.mentions]


def _rivals(graph: SentenceGraph, node: int) -> list[int]:
    """Return who "competes with B for binding to C": both do."""
    verbs = [v for v in graph.sources(node, "prep_for") if graph.lemma(v) in {"compete", "vie"}]
    return [s for v in verbs for edge in ("subj", "prep_with") for s in graph.targets(v, edge)]


def link_rivals(graph: SentenceGraph) -> None:
    """Let both bind in "A competes with B to bind C"."""
    for node in graph.with_lemma(("compete", "vie")):
        if not graph.is_verb(node):
            continue
        for clause in graph.children(node, "xcomp", "advcl"):
            if binds_partner(graph, clause) and is_infinitive(graph, clause):
                for rival in graph.targets(node, "prep_with"):
                    graph.add(clause, "subj", rival)


def _has_partners(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun for binding names both sides: "A/B interaction"."""
    named = [n for n in graph.targets(node, "mod") if n in graph.mentions]
    return binds_partner(graph, node) and (
        len(named) > 1 or bool(graph.targets(node, "prep_between"))
    )


def _verbs_of_effect(graph: SentenceGraph, node: int) -> list[int]:
    """Return the verbs by which somebody has an effect.

    "A exerts an inhibitory effect on C", "A has effects, including the inhibition of C".
    """
    light = []
    if graph.lemma(node) in graph.words["regulating"]:
        light = [
            verb
            for verb in graph.sources(node, "obj")
            if graph.lemma(verb) in LIGHT and not graph.is_passive(verb)
        ]
    held = [noun for edge in HELD_EDGES for noun in graph.sources(node, edge)]
    nouns = [noun for noun in held if graph.lemma(noun) in graph.words["held"]]
    return light + [verb for noun in nouns for verb in graph.sources(noun, "obj")]


def _verbs_of_way(graph: SentenceGraph, node: int) -> list[int]:
    """Return the verbs that an event is the way of: "acts through activation of B"."""
    verbs = [verb for label in WAYS for verb in graph.sources(node, label)]
    # "exhibits an effect through activation of B": hung on the effect.
    verbs += [verb for noun in verbs for verb in graph.sources(noun, "obj")]
    # "A and B cooperate in the activation of C"
    inside = graph.sources(node, "prep_in")
    verbs += [verb for verb in inside if graph.lemma(verb) in graph.words["partnering"]]
    # "apoptosis occurs through activation of B": it is what B brings about
    verbs = [v for v in verbs if graph.is_verb(v) and node not in graph.targets(v, "subj")]
    return [v for v in verbs if not _happens(graph, v)]


def _happens(graph: SentenceGraph, node: int) -> bool:
    verb = graph.words.verb_class(graph.pred[node])
    return verb is not None and verb.name == "happen"


def _verbs_beside(graph: SentenceGraph, node: int) -> list[int]:
    """Return the verbs whose event another goes with: "induced B, accompanied by loss of C"."""
    clauses = [
        c for c in graph.sources(node, "prep_by") if graph.lemma(c) in {"accompany", "follow"}
    ]
    nouns = [noun for clause in clauses for noun in graph.sources(clause, "acl")]
    verbs = [verb for noun in nouns for verb in graph.sources(noun, "obj")]
    return verbs + [verb for clause in clauses for verb in graph.sources(clause, "advcl")]
