"""What a treatment does to an amount, where the sentence says it beside the verb.

"D blunted the rise in B", "D reversed the increase in B", "D lowered A with an increase in B",
"D treatment was associated with a decline in B", "D lowered A while increased B".
"""

from __future__ import annotations

from nlp_pipeline.relations.grades import modifier_sign
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.treated import MEANWHILE, MOVES, is_given, is_move
from nlp_pipeline.relations.words import ACTING_KINDS, CHANGING
from nlp_pipeline.vocabulary import MOLECULES

REVERSING = frozenset({"reverse", "normalize", "normalise"})
RESTORING = frozenset({"restore", "rescue", "recover", "reinstate", "reestablish", "improve"})
UNDOING = frozenset(
    {"abolish", "prevent", "attenuate", "abrogate", "blunt", "mitigate", "ameliorate", "reverse"}
    | {"alleviate", "counteract", "normalize", "normalise", "diminish"}
)
"""Verbs whose object is an event more often than a molecule."""
TAKEN_UP = frozenset({"effect", "response", "action", "change", "alteration", "phenomenon"})
"""Nouns that take up what has been told: "this effect was blocked by D"."""
AMOUNTS = frozenset({"expression", "level", "levels", "production", "secretion", "release", "mrna"})
TOGETHER = ("prep_by", "prep_with")
ATTACHED = frozenset({"advcl", "acl", "relcl", "conj"})


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
        if graph.is_verb(node) and any(is_move(graph, t) for t in graph.targets(node, "obj")):
            graph.pred[node] = "abrogate"
        elif graph.is_verb(node) and graph.lemma(node) not in RESTORING:
            signs = {_said_sign(graph, t) for t in graph.targets(node, "obj")}
            if signs == {1}:  # "D reversed the elevated B levels"
                graph.pred[node] = "suppress"
            elif signs == {-1}:
                _restore(graph, node)
    for node in graph.with_lemma(RESTORING):
        if graph.is_verb(node):
            _restore(graph, node)


def _said_sign(graph: SentenceGraph, node: int) -> int:
    """Return the sign that an adjective gives what there is of a name: "reduced B levels"."""
    measured = graph.words.neutral_kind(graph.lemma(node)) is not None or node in graph.mentions
    return modifier_sign(graph, node) if measured else 0


def _restore(graph: SentenceGraph, node: int) -> None:
    """Let "D restored the reduced B levels" raise them: there is no more of the reduction."""
    for thing in graph.targets(node, "obj"):
        if _said_sign(graph, thing) < 0:
            for adjective in list(graph.targets(thing, "mod")):
                if graph.word(adjective) in graph.words["lowering_adjectives"]:
                    graph.remove(thing, "mod", adjective)
                    graph.pred[node] = "restore"


def link_measured(graph: SentenceGraph) -> None:
    """Let "inhibition in A activity" be one of the activity."""
    for noun in graph.with_lemma(("inhibition", "suppression", "attenuation", "impairment")):
        if noun in graph.mentions or graph.targets(noun, "obj"):
            continue
        for measured in graph.targets(noun, "prep_in"):
            kind = graph.words.neutral_kind(graph.lemma(measured))
            if kind is not None and measured not in graph.mentions:
                graph.add(noun, "obj", measured)


def link_amounts_for(graph: SentenceGraph) -> None:
    """Let "an increase in mRNA expression for B" be one in that of B."""
    for noun in graph.with_lemma(AMOUNTS):
        if noun in graph.mentions or graph.targets(noun, "obj") or graph.targets(noun, "prep_of"):
            continue
        for place in (noun, *graph.sources(noun, "obj"), *graph.sources(noun, "prep_in")):
            for theme in graph.targets(place, "prep_for"):
                molecule = any(m.type in MOLECULES for m in graph.mentions.get(theme, ()))
                if molecule and theme > noun and not graph.is_verb(place):
                    graph.add(noun, "obj" if graph.pred[noun] else "prep_of", theme)


def link_tied_treatments(graph: SentenceGraph) -> None:
    """Let "D treatment was associated with an increase in B" say that it brings that about."""
    for node in graph.with_lemma(("associate", "accompany")):
        if not graph.is_verb(node) or not graph.is_passive(node):
            continue
        changes = [t for e in ("obj", *TOGETHER) for t in graph.targets(node, e)]
        changes = [t for t in dict.fromkeys(changes) if is_move(graph, t)]
        given = [s for s in graph.targets(node, "subj") if is_given(graph, s)]
        if given and changes and len(given) == len(graph.targets(node, "subj")):
            graph.pred[node] = "induce"
            for change in changes:
                graph.add(node, "obj", change)


def part_unlike(graph: SentenceGraph) -> None:
    """Let "a decrease of A, B and an increased C" not be one of the increased C."""
    for change in graph.with_lemma(MOVES):
        things = graph.targets(change, "obj") if is_move(graph, change) else []
        for thing in [t for t in things[1:] if graph.parents.get(t, ("",))[0] == "conj"]:
            if not graph.children(thing, "det") or not modifier_sign(graph, thing):
                continue
            for label in ("obj", "prep_of", "prep_in"):
                if thing in graph.targets(change, label):
                    graph.remove(change, label, thing)
            for label in ("obj", *TOGETHER):
                for source in list(graph.sources(change, label)):
                    graph.add(source, label, thing)


def link_attended(graph: SentenceGraph) -> None:
    """Let "D raised A, accompanied by a fall in B and reduced C" have D lower B and C."""
    for node in graph.with_lemma(("accompany",)):
        dep, place = graph.parents.get(node, ("", node))
        if not graph.is_verb(node) or dep not in ATTACHED or place > node:
            continue
        verb = _verb_above(graph, place)
        moved = [t for e in TOGETHER for t in graph.targets(node, e) if _is_moved(graph, t)]
        agents = list(graph.targets(verb, "subj")) if graph.is_verb(verb) else []
        if not moved or not agents or verb > node or graph.pred[verb] is None:
            continue
        graph.pred[node] = "cause"
        for label in ("subj", "obj"):
            for old in list(graph.targets(node, label)):
                graph.remove(node, label, old)
        for event in moved:
            for agent in agents:
                if is_move(graph, event) and not graph.targets(event, "subj"):
                    graph.add(event, "subj", agent)
                else:
                    graph.add(node, "subj", agent)
                    graph.add(node, "obj", event)


def _is_moved(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun says that there is more or less of something, or what is done to it."""
    verb = graph.words.verb_class(graph.pred[node])
    event = verb is not None and verb.kind in ACTING_KINDS and bool(graph.targets(node, "obj"))
    return not graph.is_verb(node) and (event or modifier_sign(graph, node) != 0)


def link_accompanied(graph: SentenceGraph) -> None:
    """Let "D lowered A, with an increase in B" say that D raises B too."""
    for event in graph.with_lemma(MOVES):
        if not is_move(graph, event) or _is_done_by_named(graph, event):
            continue
        if graph.sources(event, "obj") or not graph.targets(event, "obj"):
            continue
        for place in graph.sources(event, "prep_with"):
            verb = _verb_above(graph, place)
            known = graph.words.verb_class(graph.pred[verb])
            if known is not None and known.name in CHANGING and graph.is_verb(verb):
                for agent in graph.targets(verb, "subj"):
                    graph.add(event, "subj", agent)


def _is_done_by_named(graph: SentenceGraph, event: int) -> bool:
    """Tell whether the agent of an event has a name: not "after the exposure"."""
    edges = ("mod", "prep_to", "prep_of", "prep_with")
    return any(
        agent in graph.mentions
        or any(t in graph.mentions for edge in edges for t in graph.targets(agent, edge))
        for agent in graph.targets(event, "subj")
    )


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
            dep, first = graph.parents.get(node, ("", node))
            noun = _head_of(graph, first)
            above, verb = graph.parents.get(noun, ("", noun))
            if dep != "amod" or above != "advcl" or not graph.is_verb(verb):
                continue
            if noun != first and first in graph.targets(node, "obj"):
                graph.replace(node, "obj", first, noun)
                if node in graph.targets(first, "mod"):
                    graph.remove(first, "mod", node)
            for agent in graph.targets(verb, "subj"):
                graph.add(node, "subj", agent)


def _head_of(graph: SentenceGraph, node: int) -> int:
    """Return the noun that a name stands before: "catalase activity"."""
    for _ in range(3):
        above, head = graph.parents.get(node, ("", node))
        if above not in {"compound", "nmod"}:
            break
        node = head
    return node


def link_those(graph: SentenceGraph) -> None:
    """Let "lowered those of B" be said of B, as the levels before were said of another."""
    for those in graph.tokens_with(("those", "that")):
        if those not in graph.pred or those in graph.mentions:
            continue
        for verb in graph.sources(those, "obj"):
            known = graph.words.verb_class(graph.pred[verb])
            for theme in graph.targets(those, "prep_of"):
                if known is not None and known.name in CHANGING and theme in graph.mentions:
                    graph.add(verb, "obj", theme)


def link_taken_back(graph: SentenceGraph) -> None:
    """Let "A raised B, which was prevented by D", "… and this was blocked by D" undo the raising.

    So too "these increases were attenuated by D".
    """
    for verb in graph.verbs:
        known = graph.words.verb_class(graph.pred[verb])
        lowers = graph.lemma(verb) in UNDOING or (known is not None and known.name == "lower")
        if not lowers or not graph.is_passive(verb) or not graph.targets(verb, "subj"):
            continue
        for told in list(graph.targets(verb, "obj")):
            before = _told_before(graph, verb) if _takes_up(graph, verb, told) else None
            if before is not None:
                graph.pred[verb] = graph.pred[verb] if known is not None else "abrogate"
                graph.replace(verb, "obj", told, before)


def _takes_up(graph: SentenceGraph, verb: int, told: int) -> bool:
    """Tell whether what a verb acts on is an event told before."""
    said = {graph.lower(c) for c in graph.children(told, "det")}
    if graph.lower(told) in {"this", "these"} and told not in graph.mentions:
        return True
    if graph.lemma(told) in MOVES | TAKEN_UP and said & {"this", "these", "such"}:
        return not graph.targets(told, "prep_of") and not graph.targets(told, "obj")
    which = [c for c in graph.targets(verb, "mod") if graph.lower(c) == "which"]
    amount = any(graph.words.neutral_kind(graph.lemma(n)) for n in graph.sources(told, "prep_of"))
    comma = bool(which) and graph.doc[which[0] - 1].text == ","
    return comma and amount and graph.lemma(verb) in UNDOING


def _told_before(graph: SentenceGraph, verb: int) -> int | None:
    """Return the verb before that raises or lowers something, the nearest one."""
    for node in reversed(graph.verbs):
        known = graph.words.verb_class(graph.pred[node])
        moves = known is not None and known.name in CHANGING
        if node < verb and moves and graph.targets(node, "obj") and graph.targets(node, "subj"):
            return node
    return None
