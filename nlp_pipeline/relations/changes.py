"""What a treatment does to an amount, where the sentence says it beside the verb.

"D blunted the rise in B", "D reversed the increase in B", "D lowered A with an increase in B",
"D treatment showed a decline in B", "D lowered A while increased B".
"""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph

MOVES = frozenset(
    {"rise", "increase", "elevation", "decrease", "decline", "reduction", "drop", "fall"}
    | {"upregulation", "downregulation", "up-regulation", "down-regulation", "enhancement"}
    | {"depletion", "increment"}
)
"""Nouns for a change, which "in" leads from to what is changed."""
REVERSING = frozenset({"reverse", "normalize", "normalise"})
SHOWING = frozenset({"show", "exhibit", "display", "demonstrate", "reveal"})
CHANGES = frozenset({"raise", "raise_amount", "lower", "lower_amount"})
MEANWHILE = frozenset({"while", "whereas", "whilst"})


def link_stray_themes(graph: SentenceGraph) -> None:
    """Let "blunted the rise in B" be said of the rise in B, where "in" hangs on the verb."""
    for noun in graph.with_lemma(MOVES):
        if graph.is_verb(noun) or graph.targets(noun, "obj") or noun in graph.mentions:
            continue
        if noun + 1 >= graph.sentence.end or graph.doc[noun + 1].lower_ != "in":
            continue
        for verb in graph.sources(noun, "obj"):
            for theme in graph.targets(verb, "prep_in"):
                if _hangs_on(graph, theme, noun + 1):
                    graph.add(noun, "obj", theme)


def _hangs_on(graph: SentenceGraph, node: int, preposition: int) -> bool:
    """Tell whether a noun, or the list that it is in, is the complement of a preposition."""
    seen = {node}
    while node in graph.parents:
        node = graph.parents[node][1]
        if node == preposition:
            return True
        if node in seen:
            return False
        seen.add(node)
    return False


def link_reversed(graph: SentenceGraph) -> None:
    """Let "D reversed the increase in B" take the increase back."""
    for node in graph.with_lemma(REVERSING):
        if graph.is_verb(node) and any(_changes(graph, t) for t in graph.targets(node, "obj")):
            graph.pred[node] = "abrogate"


def _changes(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun is an event that raises or lowers what it is said of."""
    verb = graph.words.verb_class(graph.pred[node])
    event = node not in graph.mentions and not graph.is_verb(node)
    return event and verb is not None and verb.name in CHANGES and graph.lemma(node) in MOVES


def link_showing_treatments(graph: SentenceGraph) -> None:
    """Let "D treatment showed a decline in B" say that it brings the decline about."""
    for node in graph.with_lemma(SHOWING):
        if not graph.is_verb(node) or graph.is_passive(node):
            continue
        given = [
            s for s in graph.targets(node, "subj") if graph.lemma(s) in graph.words["given_with"]
        ]
        if given and any(_changes(graph, t) for t in graph.targets(node, "obj")):
            graph.pred[node] = "induce"


def link_accompanied(graph: SentenceGraph) -> None:
    """Let "D lowered A, with an increase in B" say that D raises B too."""
    for event in graph.with_lemma(MOVES):
        if not _changes(graph, event) or graph.targets(event, "subj"):
            continue
        if graph.sources(event, "obj") or not graph.targets(event, "obj"):
            continue
        for place in graph.sources(event, "prep_with"):
            verb = _verb_above(graph, place)
            known = graph.words.verb_class(graph.pred[verb])
            if known is not None and known.name in CHANGES and graph.is_verb(verb):
                for agent in graph.targets(verb, "subj"):
                    graph.add(event, "subj", agent)


def _verb_above(graph: SentenceGraph, node: int) -> int:
    """Return the next verb on the way up, the node itself where it is one."""
    for _ in range(8):
        if graph.is_verb(node) or node not in graph.parents:
            break
        node = graph.parents[node][1]
    return node if node in graph.pred else graph.nodes[0]


def link_meanwhile(graph: SentenceGraph) -> None:
    """Let "D lowered A, while increased B" say both of D."""
    for opening in graph.tokens_with(MEANWHILE):
        for node in (opening + 1, opening + 2):
            if node not in graph.pred or graph.tag(node) not in {"VBN", "VBD"}:
                continue
            noun = graph.parents.get(node, ("", node))
            dep, verb = graph.parents.get(noun[1], ("", node))
            if noun[0] != "amod" or dep != "advcl" or not graph.is_verb(verb):
                continue
            for agent in graph.targets(verb, "subj"):
                graph.add(node, "subj", agent)


def link_those(graph: SentenceGraph) -> None:
    """Let "lowered those of B" be said of B, as the levels before were said of another."""
    for those in graph.tokens_with(("those", "that")):
        if those not in graph.pred or those in graph.mentions:
            continue
        for verb in graph.sources(those, "obj"):
            known = graph.words.verb_class(graph.pred[verb])
            for theme in graph.targets(those, "prep_of"):
                if known is not None and known.name in CHANGES and theme in graph.mentions:
                    graph.add(verb, "obj", theme)
