"""What brings about an event where neither its subject nor an agent says it.

"Due to A", "upon loss of A", "in the absence of A", "when A is lost", "in A-deficient cells",
"D-treated cells show reduced B".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nlp_pipeline.relations.agents import reaches_drug
from nlp_pipeline.relations.assertion import SEEN
from nlp_pipeline.relations.carriers import CARRIED
from nlp_pipeline.relations.events import is_event
from nlp_pipeline.relations.grades import modifier_sign
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.states import find_state, moved_state
from nlp_pipeline.relations.treated import (
    GIVEN,
    find_given_to,
    given_before,
    given_in,
    has_agent,
    is_disturbance,
    is_dose,
    is_giving,
    is_move,
    tells_fortune,
)
from nlp_pipeline.relations.words import ACTING_KINDS
from nlp_pipeline.vocabulary import MOLECULES

DUE = ("prep_due_to", "prep_because_of", "prep_owing_to", "prep_thanks_to")
CAUSES = (
    ("prep_in", {"response"}, "prep_to"),
    ("prep_as", {"result", "consequence"}, "prep_of"),
)
ABSENCE = frozenset({"absence", "lack"})
PRESENCE = ABSENCE | {"presence"}
AFTER = ("prep_upon", "prep_after", "prep_following")
CONSEQUENT = frozenset({"consequent", "subsequent", "resulting", "resultant", "ensuing"})
WHEN = frozenset({"when", "once", "if", "whenever"})
CELLS = frozenset({"cell", "neuron", "microglia", "platelet", "astroglia", "dc", "event", "tissue"})
CELLS |= {"tumor", "tumour", "plant", "epithelium", "endothelium", "line"}
CELL_ENDS = ("cyte", "blast", "phage", "clast", "phil")
"""Names of cells, and how they end."""
TOLD = {
    **dict.fromkeys(("active", "hyperactive", "functional"), "activate"),
    **dict.fromkeys(("inactive", "nonfunctional"), "inactivate"),
    **dict.fromkeys(("high", "higher", "elevated", "abundant", "stable"), "increase"),
    **dict.fromkeys(("low", "lower", "unstable", "undetectable"), "decrease"),
    **dict.fromkeys(("absent", "missing", "deficient", "lost"), "lose"),
}
"""What an adjective behind "is" tells, as the event that has led to it."""
BEARING = frozenset({"express", "harbor", "harbour", "carry", "bear", "contain", "have"})
REMAINING = frozenset({"be", "become", "remain", "stay", "appear"})
OF_ACTIVITY = {"increase": "activate", "decrease": "inhibit"}
AT_HAND = frozenset({"present", "available"})
SHOWING = frozenset({"show", "have", "exhibit", "display", "demonstrate", "present"})
"""Verbs whose object tells what has become of something in their subject."""


def link_causes(graph: SentenceGraph) -> None:
    """Take "due to A", "in response to A", "as a result of A" as the one who acts."""
    for node in graph.events():
        if graph.targets(node, "subj"):
            if graph.is_passive(node):  # "in the absence of A, B is degraded by C"
                for noun in graph.targets(node, "prep_in"):
                    if graph.lemma(noun) in ABSENCE and not _is_conceded(graph, node):
                        graph.add(node, "subj", noun)
            elif _is_of_cells(graph, node):
                for cause in _stimuli(graph, node):
                    graph.add(node, "subj", cause)
            continue
        # "includes loss of A as a result of B": the parser hangs the cause on the empty verb.
        above = [v for v in graph.sources(node, "obj") if graph.is_verb(v) and not graph.pred[v]]
        above += graph.sources(node, "attr")  # "there was a decrease in B following D"
        dep, head = graph.parents.get(node, ("", node))
        if dep == "xcomp" and not graph.pred[head] and graph.is_passive(head):
            above.append(head)  # "upon A, B is expected to be lost"
        for place in (node, *above, *graph.copulas(node)):
            for cause in (*_causes_at(graph, place), *_causes_before(graph, node, place)):
                graph.add(node, "subj", cause)


def _is_of_cells(graph: SentenceGraph, verb: int) -> bool:
    """Tell whether it is cells that do something, of themselves or when they are told to."""
    return all(
        subject not in graph.mentions
        and (graph.lemma(subject) in CELLS or graph.lemma(subject).endswith(CELL_ENDS))
        for subject in graph.targets(verb, "subj")
    )


def _stimuli(graph: SentenceGraph, verb: int) -> list[int]:
    """Return what makes cells do something: "cells secrete B in response to A", "upon A"."""
    known = graph.words.verb_class(graph.pred[verb])
    if known is None or known.kind not in {"activity", "amount", "modification"}:
        return []
    given = [t for label in AFTER for t in graph.targets(verb, label)]
    given = [t for t in given if t in graph.mentions or graph.lemma(t) in graph.words["given_with"]]
    exposed = [
        t
        for label in AFTER
        for noun in graph.targets(verb, label)
        if graph.lemma(noun) == "exposure"
        for t in graph.targets(noun, "prep_to")
    ]
    return [*_causes_at(graph, verb), *given, *exposed]


def _causes_at(graph: SentenceGraph, place: int) -> list[int]:
    """Return what a place names as cause: "due to A", "as a result of A"."""
    found = [cause for label in DUE for cause in graph.targets(place, label)]
    for outer, nouns, inner in CAUSES:
        for noun in graph.targets(place, outer):
            if graph.lemma(noun) in nouns:
                found += graph.targets(noun, inner)
    return found


def _causes_before(graph: SentenceGraph, node: int, place: int) -> list[int]:
    """Return upon, after, under or in the presence of what something is done."""
    after = [t for label in AFTER for t in graph.targets(place, label)]
    after += [t for t in graph.targets(place, "prep_during") if is_giving(graph, t)]
    drugs = [t for t in after if reaches_drug(graph, t) or is_dose(graph, t)]
    fares = (*graph.targets(node, "obj"), *graph.targets(node, "subj"))
    if any(graph.lemma(thing) in graph.words["bad_outcomes"] for thing in fares):
        drugs = []  # "stem cells contribute to recurrence after treatment with D"
    if not (graph.is_passive(node) or graph.lemma(node) in graph.words["intransitive"]):
        return drugs
    if graph.lemma(node) in {"form", "express"}:
        return drugs
    places = graph.targets(place, "prep_in")
    inside = [n for n in places if graph.lemma(n) in PRESENCE]
    if any(True for n in places for _ in find_given_to(graph, n)) or _is_conceded(graph, node):
        inside = []  # "in D-treated cells, in the presence of B": it is D that is told of
    if not graph.is_passive(node):  # "B decreased with D treatment"
        inside += [t for t in graph.targets(place, "prep_with") if is_giving(graph, t)]
    inside += [n for n in graph.targets(place, "prep_without") if n in graph.mentions]
    under = [
        t
        for label in ("prep_under", "prep_upon")
        for t in graph.targets(place, label)
        if _is_condition(graph, t)
    ]
    events = [t for t in after if _is_step(graph, t) and not _only_binds(graph, node, t)]
    return list(dict.fromkeys(inside + under + drugs + events))


def _is_conceded(graph: SentenceGraph, node: int) -> bool:
    """Tell whether something happens all the same: "although B is raised in the absence of A"."""
    return any(graph.lower(c) in {"although", "though"} for c in graph.children(node, "mark"))


def _is_step(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun is an event that brings about another, or something that is given."""
    verb = graph.words.verb_class(graph.pred[node])
    moves = verb is not None and verb.kind in {"activity", "amount", "modification", "binding"}
    return node not in graph.mentions and (moves or graph.lemma(node) in graph.words["given_with"])


def _only_binds(graph: SentenceGraph, node: int, step: int) -> bool:
    """Tell whether something is set free by a binding: by which of the two is left open."""
    verb, bound = (graph.words.verb_class(graph.pred[n]) for n in (node, step))
    binds = bound is not None and bound.kind == "binding"
    return binds and verb is not None and verb.kind == "amount"


def _is_condition(graph: SentenceGraph, node: int) -> bool:
    """Tell whether cells can be put under something: hypoxia, radiation, stress."""
    found = graph.mentions.get(node, ())
    return any(m.type in {"Process", "Drug", "DrugClass", "Chemical", "Disease"} for m in found)


def link_moved(graph: SentenceGraph) -> None:
    """Let "decreased levels of B by D" say that D decreases B."""
    for node in graph.with_edge("prep_by"):
        agents = graph.targets(node, "prep_by")
        if not agents or graph.is_verb(node):
            continue
        for participle in graph.targets(node, "mod"):
            verb = graph.words.verb_class(graph.pred[participle])
            if verb is None or verb.name not in {"raise_amount", "lower_amount"}:
                continue
            if graph.pred[node] is not None and not any(reaches_drug(graph, a) for a in agents):
                continue  # "reduced activation of B by A" leaves open what A does
            for agent in agents:
                graph.add(participle, "subj", agent)
                if agent in graph.targets(node, "subj"):
                    graph.remove(node, "subj", agent)
            graph.pred[participle] = "cause"  # of what the noun itself is said to be
            graph.add(participle, "obj", node)


def link_themes_before(graph: SentenceGraph) -> None:
    """Let "upon phosphorylation by A, B is degraded" say that A phosphorylates B."""
    for node in graph.with_edge(*AFTER):
        if not graph.is_verb(node):
            continue
        patients = [*graph.targets(node, "obj"), *graph.targets(node, "tied")]
        themes = patients if graph.is_passive(node) else graph.targets(node, "subj")
        for label in AFTER:
            for event in graph.targets(node, label):
                if graph.targets(event, "prep_by") and not graph.targets(event, "obj"):
                    for theme in themes if graph.pred[event] is not None else ():
                        graph.add(event, "obj", theme)


def link_told_states(graph: SentenceGraph) -> None:
    """Let "in the absence of A, B is active" and "B is higher in A-null cells" tell who did it.

    So too of what is told in a clause: "when A is absent, B rises".
    """
    for node in graph.with_lemma(REMAINING):
        told = [_told_by(graph, a) for a in graph.children(node, "acomp")]
        themes = graph.targets(node, "subj")
        event = told[0] if told and themes else None
        if event is None or graph.children(node, "neg"):
            continue
        clauses = [c for c in graph.children(node, "advcl") if _says_when(graph, c)]
        causes = [*_causes_at(graph, node), *clauses]
        inside = graph.targets(node, "prep_in")
        causes += [n for n in inside if graph.lemma(n) in PRESENCE]
        causes += [n for n in graph.targets(node, "prep_without") if n in graph.mentions]
        causes += [factor for cells in inside for factor in _altered(graph, cells)]
        causes += [n for n in graph.targets(node, "prep_under") if _is_condition(graph, n)]
        causes += given_before(graph, node)
        if event in OF_ACTIVITY and any(graph.lemma(theme) == "activity" for theme in themes):
            event = OF_ACTIVITY[event]
        condition = graph.token(node).dep_ == "advcl" and _says_when(graph, node)
        if causes or condition:
            graph.pred[node] = event
            for theme in list(themes):
                _tell_once(graph, node, theme)
                graph.remove(node, "subj", theme)
                graph.add(node, "obj", theme)
            for cause in causes:
                graph.add(node, "subj", cause)


def _tell_once(graph: SentenceGraph, node: int, theme: int) -> None:
    """Let "B was lower" tell that there is less of B by the event alone."""
    grades = graph.words["raising_adjectives"] | graph.words["lowering_adjectives"]
    for adjective in graph.children(node, "acomp"):
        if graph.lower(adjective) in grades and theme in graph.targets(adjective, "subj"):
            graph.remove(adjective, "subj", theme)


def _told_by(graph: SentenceGraph, adjective: int) -> str | None:
    """Return the event that has led to a state: "active", "less active"."""
    event = TOLD.get(graph.lower(adjective))
    lessened = event is not None and graph.lemma(adjective) == "ineffective"
    return "inhibit" if lessened else event


def _told_at_hand(graph: SentenceGraph, clause: int) -> list[int]:
    """Return what "when A is present" says to be there, else the clause itself.

    Of "when cells are treated with D" it is D.
    """
    given = [t for t in given_in(graph, clause) if t in graph.mentions]
    if given:
        return given
    at_hand = any(graph.token(a).lower_ in AT_HAND for a in graph.children(clause, "acomp"))
    return list(graph.targets(clause, "subj")) if at_hand else [clause]


def link_conditions(graph: SentenceGraph) -> None:
    """Take a clause or cells for the cause: "when A is lost, B rises", "in A-null cells"."""
    for node in sorted({*graph.verbs, *graph.with_lemma(SEEN), *graph.with_lemma(("be",))}):
        if _needs_cause(graph, node):
            for clause in graph.children(node, "advcl"):
                if _says_when(graph, clause):
                    for cause in _told_at_hand(graph, clause):
                        for event in (node, *_meanwhile(graph, node)):
                            graph.add(event, "subj", cause)
            for cells in graph.targets(node, "prep_in"):
                for factor in _altered(graph, cells):
                    graph.add(node, "subj", factor)
        elif graph.is_verb(node) and graph.lemma(node) in SHOWING:
            _link_shown(graph, node, graph.targets(node, "subj"), graph.targets(node, "obj"))
        elif graph.lemma(node) in SEEN and graph.is_passive(node):
            _link_seen(graph, node)
        elif graph.lemma(node) == "be" and graph.children(node, "expl"):
            shown = graph.targets(node, "attr")  # "in A-null cells, there is reduced B"
            places = [t for n in (node, *shown) for t in graph.targets(n, "prep_in")]
            _link_shown(graph, node, places, shown)


def _needs_cause(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a verb says what becomes of something, and not yet through whom."""
    if graph.pred[node] is None or not graph.is_verb(node) or graph.targets(node, "subj"):
        return False
    return graph.is_passive(node) or graph.lemma(node) in graph.words["intransitive"]


def _meanwhile(graph: SentenceGraph, node: int) -> list[int]:
    """Return what happens besides: "when A is lost, B falls while C is increased"."""
    beside = [*graph.children(node, "conj")]
    for clause in graph.children(node, "advcl"):
        marks = {graph.token(c).lower_ for c in graph.children(clause, "mark")}
        if marks & {"while", "whereas"} and clause > node:
            beside.append(clause)
    return [c for c in beside if graph.tree_subjects(c) and _needs_cause(graph, c)]


def _says_when(graph: SentenceGraph, clause: int) -> bool:
    asked = {graph.token(c).lower_ for c in graph.children(clause, "advmod", "mark")}
    return bool(asked & WHEN) and "even" not in asked and not _is_after_even(graph, clause)


def _is_after_even(graph: SentenceGraph, clause: int) -> bool:
    first = graph.doc[clause].left_edge
    before = first.nbor(-1).lower_ if first.i > graph.sentence.start else ""
    return "even" in {first.lower_, before}


def _link_shown(
    graph: SentenceGraph, verb: int, cells: Sequence[int], shown: Sequence[int]
) -> None:
    """Let "A-null tumours show elevated B signaling" say that the loss of A elevates it."""
    factors = [factor for place in cells for factor in _altered(graph, place)]
    if any(tells_fortune(graph, noun) for noun in shown):  # "patients given D have a higher risk"
        given = {g for place in cells for g in find_given_to(graph, place)}
        factors = [factor for factor in factors if factor not in given]
    if factors and any(modifier_sign(graph, noun) for noun in shown):
        graph.pred[verb] = "cause"
        for noun in shown:
            graph.add(verb, "obj", noun)
        for place in list(graph.targets(verb, "subj")):
            graph.remove(verb, "subj", place)
        for factor in factors:
            graph.add(verb, "subj", factor)
        return
    altered = [f for f in factors if _has_state(graph, f)]
    for noun in shown:  # "A-null cells exhibit activation of B", "D-treated ones a fall in B"
        if is_event(graph, noun) and graph.targets(noun, "obj") and not graph.targets(noun, "subj"):
            for factor in factors if is_move(graph, noun) else altered:
                graph.add(noun, "subj", factor)


def _link_seen(graph: SentenceGraph, verb: int) -> None:
    """Let "increased B was observed in A-null mice" say that the loss of A raises B."""
    places = graph.targets(verb, "prep_in")  # not "seen in patients with a poor outcome"
    factors = [f for p in places for f in _altered(graph, p) if not tells_fortune(graph, f)]
    factors += [  # "decreased levels of B were observed after D treatment"
        given
        for label in ("prep_after", "prep_following", "prep_upon")
        for given in graph.targets(verb, label)
        if graph.lemma(given) in graph.words["given_with"] or is_disturbance(graph, given)
    ]
    for noun in graph.targets(verb, "obj") if factors else ():
        moved = graph.words.verb_class(graph.pred[noun])
        if modifier_sign(graph, noun):
            graph.pred[verb] = "cause"
            for factor in factors:
                graph.add(verb, "subj", factor)
        elif moved is not None and moved.kind in ACTING_KINDS and not has_agent(graph, noun):
            for factor in factors:
                graph.add(noun, "subj", factor)


def _altered(graph: SentenceGraph, cells: int) -> Iterator[int]:
    """Yield what is altered in cells, or given to them: "A-null tumours", "D-treated cells"."""
    if cells in graph.mentions and any(m.type != "Disease" for m in graph.mentions[cells]):
        return
    mutants = graph.words.state_of_noun(graph.lemma(cells)) is not None
    carriers = cells in graph.mentions or graph.lemma(cells) in graph.words["carriers"]
    if not mutants and not carriers:
        yield from find_given_to(graph, cells)  # "in D-treated macrophages"
        return
    for modifier in graph.targets(cells, "mod"):
        if mutants and modifier in graph.mentions:  # "A mutants show reduced B"
            yield modifier
            continue
        names = [modifier] if modifier in graph.mentions else graph.targets(modifier, "mod")
        if graph.lower(modifier) not in GIVEN:
            yield from (n for n in names if _has_state(graph, n))
    yield from find_given_to(graph, cells)
    for clause in (*graph.targets(cells, "acl"), *graph.targets(cells, "relcl")):
        if graph.lemma(clause) in graph.words["engineering"]:
            yield from graph.targets(clause, "prep_with")
        elif graph.lemma(clause) in CARRIED:
            yield clause
        elif graph.lemma(clause) in BEARING:
            yield from (t for t in graph.targets(clause, "obj") if _has_state(graph, t))
    for noun in graph.targets(cells, "prep_with"):
        told = graph.words.state_of_noun(graph.lemma(noun)) or moved_state(graph, noun)
        if _has_state(graph, noun) or (told and noun not in graph.mentions):
            yield noun


def _has_state(graph: SentenceGraph, node: int) -> bool:
    found = [m for m in graph.mentions.get(node, ()) if m.type in MOLECULES | {"Variant"}]
    return any(m.type == "Variant" or find_state(graph, node, m) is not None for m in found)
