"""Whom a compound is given to, and what changes in them then: "B is increased in D-treated rats".

"The D-treated group showed a fall in B", "B was higher in mice fed a diet containing D", "in the D
group"; "B was lower after 12 weeks of D", "within 1 h after D treatment".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp_pipeline.relations.agents import reaches_drug
from nlp_pipeline.relations.grades import modifier_sign
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import CHANGING
from nlp_pipeline.vocabulary import MOLECULES, SUBSTANCES

GIVEN: Final = frozenset(
    {"treated", "exposed", "stimulated", "pretreated", "fed", "injected", "intoxicated"}
    | {"challenged", "supplemented", "administered", "dosed", "infused", "incubated", "cotreated"}
)
"""Participles behind a compound and a dash: "D-fed rats"."""
TREATING: Final = frozenset(
    {"treat", "stimulate", "pretreat", "expose", "incubate", "cotreat", "challenge", "inject"}
    | {"infuse", "supplement", "intoxicate", "culture", "feed", "give", "receive", "administer"}
    | {"ingest", "consume"}
)
"""Verbs behind cells and patients that tell what they are given."""
TAKING: Final = frozenset({"give", "receive", "feed", "ingest", "consume", "administer"})
"""Those of them whose object is what is given."""
GROUPS: Final = frozenset({"group", "arm"})
"""Nouns that a compound stands before where it was given to them: "in the D group"."""
MOVES: Final = frozenset(
    {"rise", "increase", "elevation", "decrease", "decline", "reduction", "drop", "fall"}
    | {"upregulation", "downregulation", "up-regulation", "down-regulation", "decrement"}
    | {"augmentation", "increment", "enhancement", "depletion", "surge"}
)
"""Nouns for a change of what there is, which "in" leads from to what is changed."""
BROUGHT_ABOUT: Final = frozenset({"induction", "inhibition", "suppression"})
"""Further ones, for what somebody does."""
CHANCES: Final = frozenset({"risk", "incidence", "likelihood", "probability", "odds", "frequency"})
MEASURES: Final = frozenset({"percent", "half", "percentage", "times", "third", "log", "logs"})
"""What there is more or less by: "reduced by half"."""
MEANWHILE: Final = frozenset({"while", "whereas", "whilst"})
INSIDE: Final = frozenset({"nucleus", "cytoplasm", "cytosol", "membrane", "presence", "absence"})
"""Where in cells something is: it may only have moved there."""
DOSES: Final = frozenset(
    {"dose", "administration", "injection", "infusion", "exposure", "addition"}
)
"""Nouns for an amount that is given."""
SPANS: Final = frozenset(
    {"week", "day", "hour", "h", "hr", "min", "minute", "month", "year", "d", "wk", "hrs", "weeks"}
)
SPAN: Final = re.compile(r"\d+(?:h|hr|hrs|min|d|days?|wk|weeks?)")
"""A span of time without a blank: "within 1h"."""
LATER: Final = ("prep_after", "prep_following", "prep_upon", "prep_during")
WITHIN: Final = ("prep_within", "prep_at", "prep_for", "prep_by", "prep_as_early_as")


def find_given_to(graph: SentenceGraph, treated: int, depth: int = 0) -> Iterator[int]:
    """Yield what cells, animals or patients are given: "D-treated rats", "rats fed D"."""
    for modifier in graph.targets(treated, "mod"):
        if modifier in graph.mentions:
            if graph.lemma(treated) in GROUPS and _is_compound(graph, modifier):
                yield modifier
        elif graph.lower(modifier) in GIVEN:
            yield from (n for n in graph.targets(modifier, "mod") if n in graph.mentions)
    organ = graph.lemma(treated) not in INSIDE and depth < 1
    for whole in graph.targets(treated, "prep_of") if organ else ():
        if whole not in graph.mentions:  # "in the livers of D-treated rats"
            yield from find_given_to(graph, whole, depth + 1)
    for clause in (*graph.targets(treated, "acl"), *graph.targets(treated, "relcl")):
        yield from (t for t in given_in(graph, clause) if t != treated)


def given_in(graph: SentenceGraph, clause: int) -> Iterator[int]:
    """Yield what a clause says is given: "cells were treated with D", "who received D"."""
    if graph.lemma(clause) not in TREATING or not graph.is_verb(clause):
        return
    to = ("prep_to",) if graph.lemma(clause) == "expose" else ()
    ways = [t for e in ("prep_with", "prep_by", *to) for t in graph.targets(clause, e)]
    if graph.lemma(clause) in TAKING:
        ways += graph.targets(clause, "obj")
    for way in dict.fromkeys(ways):
        yield from _named_in(graph, way)


def tells_fortune(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun is about how patients fare: "a higher risk of relapse"."""
    words = graph.words
    edges = ("mod", "prep_of", "prep_in", "prep_for", "obj")
    inside = [t for edge in edges for t in graph.targets(node, edge)]
    fares = words["outcomes"] | words["bad_outcomes"] | words["good_responses"] | CHANCES
    fares |= words["responses_under_drugs"]
    return any(graph.lemma(n) in fares for n in (node, *inside))


def is_giving(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun says that something is given: "treatment", "exposure"."""
    return node not in graph.mentions and graph.lemma(node) in graph.words["given_with"]


def given_before(graph: SentenceGraph, node: int) -> list[int]:
    """Return the drug, or what it is given by, that a state is told after: "lower after D"."""
    after = [t for label in LATER[:3] for t in graph.targets(node, label)]
    during = [t for t in graph.targets(node, "prep_during") if is_giving(graph, t)]
    if graph.lemma(node) == "be":  # "B was lower with D than with placebo"
        after += graph.targets(node, "prep_with")
    return [*(t for t in after if is_giving(graph, t) or reaches_drug(graph, t)), *during]


def is_dose(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun is an amount of a drug: "following single doses of D"."""
    drugs = [t for edge in ("prep_of", "mod") for t in graph.targets(node, edge)]
    given = any(
        reaches_drug(graph, t) or any(m.type == "Chemical" for m in graph.mentions.get(t, ()))
        for t in drugs
    )
    return graph.lemma(node) in DOSES and given


def _named_in(graph: SentenceGraph, node: int) -> Iterator[int]:
    """Yield what is given by its name: D, "a diet containing D", "treatment with D"."""
    if node in graph.mentions:
        yield node
        return
    clauses = [*graph.targets(node, "acl"), *graph.targets(node, "relcl")]
    inside = [t for e in ("mod", "prep_of", "prep_with") for t in graph.targets(node, e)]
    inside += [t for c in clauses if graph.lemma(c) == "contain" for t in graph.targets(c, "obj")]
    inside += graph.targets(node, "prep_containing")
    yield from (t for t in inside if t in graph.mentions and _is_compound(graph, t))


def _is_compound(graph: SentenceGraph, node: int) -> bool:
    return any(m.type in SUBSTANCES for m in graph.mentions[node])


def is_move(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun says that there is more or less of something: "an increase in B"."""
    verb = graph.words.verb_class(graph.pred[node])
    event = node not in graph.mentions and not graph.is_verb(node)
    return (
        event
        and verb is not None
        and verb.name in CHANGING
        and graph.lemma(node) in MOVES | BROUGHT_ABOUT
    )


def _bringing(graph: SentenceGraph, verb: int) -> list[int]:
    """Return who brings about what a verb acts on, where it does not take it back."""
    known = graph.words.verb_class(graph.pred[verb])
    return [] if known is not None and known.sign < 0 else graph.targets(verb, "subj")


def has_agent(graph: SentenceGraph, event: int) -> bool:
    """Tell whether it is said whose doing an event is: "A-mediated repression of B"."""
    linked = (m for m in graph.targets(event, "mod") if event in graph.targets(m, "obj"))
    return bool(graph.targets(event, "subj")) or any(graph.targets(m, "subj") for m in linked)


def link_spans(graph: SentenceGraph) -> None:
    """Let "after 12 weeks of D" and "within 1 h after D" be after D."""
    glued = [n for n in graph.with_child("prep") if SPAN.fullmatch(graph.lower(n))]
    for span in (*graph.with_lemma(SPANS), *glued):
        if span in graph.mentions:
            continue
        for given in graph.targets(span, "prep_of"):
            for label in LATER:
                for source in list(graph.sources(span, label)):
                    graph.add(source, label, given)
            named = given in graph.mentions and _is_compound(graph, given)
            for verb in list(graph.sources(span, "subj")) if named else ():
                graph.replace(verb, "subj", span, given)  # "12 weeks of D lowered B"
        _link_within(graph, span)


def _link_within(graph: SentenceGraph, span: int) -> None:
    """Let "within 1 h after D", "at 30 min of D", "treatment for 1 h with D" tell of D."""
    for source in [s for label in WITHIN for s in graph.sources(span, label)]:
        for after in LATER[:3]:
            for given in graph.targets(span, after):
                graph.add(source, after, given)
        for given in graph.targets(span, "prep_of"):  # "at 30 min of D exposure"
            if is_given(graph, given):
                graph.add(source, "prep_after", given)
        for given in graph.targets(span, "prep_with") if is_giving(graph, source) else ():
            graph.add(source, "prep_with", given)  # "treatment for 30 min with D"


def share_told_agents(graph: SentenceGraph) -> None:
    """Let "A was increased and B decreased by D", "after D, A rose and B fell" say both of D."""
    for second in graph.with_dep("conj"):
        first = graph.parents[second][1]
        if not graph.is_verb(first) or first > second:
            continue
        both = (_moves_amount(graph, n) and graph.targets(n, "obj") for n in (first, second))
        lacking = [n for n in (first, second) if not graph.targets(n, "subj")]
        if len(lacking) != 1 or not all(both):
            continue
        agents = graph.targets(second if lacking == [first] else first, "subj")
        given = [a for a in agents if is_given(graph, a)]
        for agent in given if len(given) == len(agents) else ():
            graph.add(lacking[0], "subj", agent)


def is_given(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node is a compound, or that one is given."""
    return is_giving(graph, node) or (node in graph.mentions and _is_compound(graph, node))


def drop_measures(graph: SentenceGraph) -> None:
    """Let "B was reduced by 50%" name nobody who reduces it."""
    for node in graph.with_edge("prep_by"):
        for target in list(graph.targets(node, "prep_by")):
            told = graph.lower(target)
            if target in graph.mentions:
                continue
            bare = graph.tag(target) == "CD" and not graph.children(target, "compound", "nmod")
            if told in MEASURES or told.endswith(("fold", "%")) or bare:
                graph.remove(node, "prep_by", target)


def _moves_amount(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a verb says that there is more or less of its subject: "B is reduced"."""
    verb = graph.words.verb_class(graph.pred[node])
    amount = verb is not None and verb.name in {"raise_amount", "lower_amount"}
    return amount and graph.is_verb(node) and _is_done(graph, node)


def _is_done(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a verb speaks of what is done to its subject: "B is reduced", "B falls"."""
    alone = graph.lemma(node) in graph.words["intransitive"] and not graph.children(node, "dobj")
    return graph.is_verb(node) and (graph.is_passive(node) or alone)


def _tells_change(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a verb or a noun says that something is raised or lowered."""
    verb = graph.words.verb_class(graph.pred[node])
    moves = verb is not None and verb.name in CHANGING
    return is_move(graph, node) or (graph.is_verb(node) and moves)


def link_while_changes(graph: SentenceGraph) -> None:
    """Let "D raised A, while B was decreased" say both of D, where nobody else is named."""
    for clause in graph.with_dep("advcl"):
        marks = {graph.lower(c) for c in graph.children(clause, "mark")}
        if (
            not marks & MEANWHILE
            or graph.targets(clause, "subj")
            or graph.targets(clause, "prep_in")
        ):
            continue
        verb = graph.parents[clause][1]
        events = [verb, *graph.targets(verb, "obj")]
        events = [e for e in events if _tells_change(graph, e) and graph.targets(e, "subj")]
        told = _tells_change(graph, clause) and graph.targets(clause, "obj")
        if not events or clause < verb or not told or not _is_done(graph, clause):
            continue
        for agent in graph.targets(events[0], "subj"):
            if is_given(graph, agent):
                graph.add(clause, "subj", agent)


def link_responding(graph: SentenceGraph) -> None:
    """Let "cells responded to D with increased B" say that D increases B."""
    for verb in graph.with_lemma(("respond", "react")):
        if not graph.is_verb(verb) or any(s in graph.mentions for s in graph.targets(verb, "subj")):
            continue
        stimuli = [t for t in graph.targets(verb, "prep_to") if t in graph.mentions]
        told = graph.targets(verb, "prep_with")
        told = [t for t in told if is_move(graph, t) or modifier_sign(graph, t)]
        if not stimuli or not told:
            continue
        graph.pred[verb] = "cause"
        for label, nodes in (("subj", stimuli), ("obj", told)):
            for old in list(graph.targets(verb, label)):
                graph.remove(verb, label, old)
            for node in nodes:
                graph.add(verb, label, node)


def link_changes_in_treated(graph: SentenceGraph) -> None:
    """Let "a decrease of B in D-treated rats" say that D decreases B."""
    for change in graph.with_lemma(MOVES | BROUGHT_ABOUT):
        if not is_move(graph, change) or has_agent(graph, change):
            continue
        themes = graph.targets(change, "obj")
        verbs = [v for v in graph.sources(change, "obj") if not graph.targets(v, "prep_to")]
        if any(is_given(graph, s) for v in verbs for s in _bringing(graph, v)):
            continue  # "D caused an increase in B in C-treated rats"
        places = [
            place
            for node in (change, *graph.targets(change, "prep_of"), *themes, *verbs)
            for place in graph.targets(node, "prep_in")
            if place > change
        ]
        for place in dict.fromkeys(places) if themes else ():
            for given in find_given_to(graph, place):
                graph.add(change, "subj", given)


def is_disturbance(graph: SentenceGraph, event: int) -> bool:
    """Tell whether a noun says what was done to a molecule: "upon MEK inhibition", "loss of A"."""
    if event in graph.mentions or graph.is_verb(event):
        return False
    known = graph.words.verb_class(graph.pred[event])
    lowered = known is not None and known.kind in {"activity", "amount"} and known.sign < 0
    themes = [m for t in graph.targets(event, "obj") for m in graph.mentions.get(t, ())]
    return lowered and any(m.type in MOLECULES for m in themes)
