"""What compounds are told to do through a noun that stands for them, or by a purpose or a dose.

"D derivatives inhibit A", "D was designed to inhibit A", "D works at doses that inhibit A", "D
produced a block in A", "D has two effects, inhibition of A and …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.potency import (
    HAVING,
    MOVING,
    UPON,
    compounds_of,
    holders_of,
    molecules_of,
)

RELATED: Final = frozenset(
    {"derivative", "analog", "analogue", "enantiomer", "isomer", "stereoisomer", "congener"}
    | {"scaffold", "prodrug", "salt", "ester", "conjugate", "hybrid", "metabolite", "core"}
)
"""Nouns for compounds that are named by the one that they are like or made of."""
MAKING: Final = frozenset(
    {"identification", "discovery", "synthesis", "design", "development", "use", "application"}
    | {"evaluation", "optimization", "optimisation", "exploration", "repurposing"}
)
"""Nouns for what is done with a compound, for what it does."""
MEANT: Final = frozenset(
    {"design", "develop", "intend", "engineer", "know", "use", "show", "find", "report", "employ"}
    | {"synthesize", "synthesise", "demonstrate", "demonstrated", "formulate", "hypothesize"}
)
"""Verbs of a purpose that something is made or found for: "designed to inhibit A"."""
GIVEN_AT: Final = frozenset(
    {"dose", "concentration", "dosage", "mg", "µm", "μm", "um", "mm", "nm", "kg", "dos", "range"}
)
"""Nouns and units for how much is given."""
GIVEN_BY: Final = (
    *("prep_at", "prep_above", "prep_below", "prep_in", "prep_with", "prep_up_to", "prep_across"),
    "prep_over",
)
MADE_INTO: Final = frozenset(
    {"convert", "metabolize", "metabolise", "hydrolyze", "transform", "biotransform", "activate"}
    | {"bioactivate", "phosphorylate", "reduce", "oxidize"}
)
"""Verbs of a prodrug that becomes what acts."""
ACTIVE_FORMS: Final = frozenset({"active", "form", "forms", "metabolite", "metabolites"})
"""Words for what it becomes."""
UNDERLYING: Final = frozenset(
    {"underlie", "explain", "mediate", "account", "represent", "be", "constitute", "contribute"}
)
"""Verbs between what somebody does to a molecule and what comes of it."""
WAYS: Final = frozenset(
    {"mechanism", "mode", "basis", "action", "activity", "effect", "efficacy", "underlie"}
)
"""Nouns for what a drug does, and how."""
WAY_EDGES: Final = (
    "obj",
    "attr",
    "prep_for",
    "prep_to",
    "prep_of",
    "prep_behind",
    "acl",
    "prep_in",
)
DUE: Final = ("prep_due_to", "prep_because_of", "prep_owing_to", "prep_as_a_result_of")
ACTING: Final = frozenset({"work", "act", "function", "operate"})
MEASURES: Final = frozenset({"mg", "µg", "μg", "g", "ml", "µm", "μm", "nm", "mm", "um", "nmol"})
WORKING: Final = frozenset({"mechanism", "effect", "action", "activity", "mode", "property"})
"""Nouns for what one does, which a list behind them tells."""
FRONTED: Final = ("prep_regarding", "prep_concerning", "prep_for", "prep_in", "prep_toward")
STRONG: Final = frozenset({"potent", "effective", "active", "selective", "efficacious"})
STRENGTHS: Final = frozenset({"potency", "selectivity", "specificity", "potential", "efficacy"})
STRONG_IN: Final = ("prep_in", "prep_for", "prep_toward", "prep_towards", "prep_against")


def _is_moving(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node says that something is raised or lowered."""
    verb = graph.words.verb_class(graph.pred[node])
    return verb is not None and verb.kind in MOVING and node not in graph.mentions


def _is_change(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun itself says which way something moves: not "expression"."""
    verb = graph.words.verb_class(graph.pred[node])
    told = verb is not None and verb.name in {"lower", "raise", "lower_amount"}
    return told and node not in graph.mentions and not graph.is_verb(node)


def _give(graph: SentenceGraph, event: int, agents: Sequence[int]) -> None:
    """Give an event that moves something, and has no agent, the compounds for its agents."""
    if _is_moving(graph, event) and graph.targets(event, "obj"):
        for agent in agents if not graph.targets(event, "subj") else ():
            graph.add(event, "subj", agent)


def link_related(graph: SentenceGraph) -> None:
    """Let "D derivatives inhibit A" and "inhibited by analogues of D" be said of D."""
    for node in graph.with_lemma(RELATED):
        if node in graph.mentions:
            continue
        events = [v for v in graph.sources(node, "subj") if _is_moving(graph, v)]
        for drug in list(compounds_of(graph, [node])) if events else ():
            for event in events:
                graph.add(event, "subj", drug)


def link_meant(graph: SentenceGraph) -> None:
    """Let "D, designed to inhibit A" and "D was used to inhibit A" be D's doing."""
    for node in graph.with_lemma(MEANT):
        if not graph.is_verb(node):
            continue
        clauses = graph.children(node, "advcl", "xcomp")
        patients = graph.targets(node, "obj") if clauses else []
        named = [t for n in patients for t in (n, *graph.targets(n, "subj"))]
        drugs = list(compounds_of(graph, [n for n in named if n in graph.mentions]))
        drugs = drugs or list(compounds_of(graph, patients))
        for clause in clauses if drugs else ():
            if clause > node and any(graph.lower(c) == "to" for c in graph.children(clause, "aux")):
                for event in (clause, *graph.conjuncts(clause)):
                    _give(graph, event, drugs)


def link_at_doses(graph: SentenceGraph) -> None:
    """Let "D acts at doses that inhibit A", "at 2 mg/kg, which inhibits A" have D inhibit A."""
    for node in graph.with_lemma(GIVEN_AT):
        events = [e for e in graph.targets(node, "relcl") if _is_moving(graph, e) and e > node] or [
            e for e in graph.sources(node, "subj") if _is_moving(graph, e) and e > node
        ]
        drugs = _given_at(graph, node) if events else []
        for event in events if drugs else ():
            for drug in drugs:
                graph.add(event, "subj", drug)


def _given_at(graph: SentenceGraph, node: int) -> list[int]:
    """Return the compounds that are given at some dose."""
    drugs = list(compounds_of(graph, graph.targets(node, "prep_of")))
    for label in GIVEN_BY:
        for main in graph.sources(node, label) if not drugs else ():
            places = [main] if main in graph.mentions else []
            places += [*graph.targets(main, "prep_by"), *graph.targets(main, "subj")]
            drugs = drugs or list(compounds_of(graph, places))
    return drugs


def link_caused_in(graph: SentenceGraph) -> None:
    """Let "D produced a block in A", "caused inhibition at A" inhibit A."""
    for verb in graph.with_lemma(HAVING):
        drugs = list(compounds_of(graph, graph.targets(verb, "subj")))
        if not graph.is_verb(verb) or graph.is_passive(verb) or not drugs:
            continue
        for event in graph.targets(verb, "obj"):
            if not _is_change(graph, event) or graph.targets(event, "obj"):
                continue
            places = [n for lb in ("prep_in", *UPON) for n in graph.targets(verb, lb) if n > event]
            places += [n for lb in ("prep_in", *UPON) for n in graph.targets(event, lb)]
            for theme in dict.fromkeys(molecules_of(graph, places)):
                graph.add(event, "obj", theme)
            _give(graph, event, drugs)


def link_power_of_event(graph: SentenceGraph) -> None:
    """Let "D showed selectivity toward A inhibition", "the potency of D in blocking A" be D's."""
    for node in graph.with_lemma(STRENGTHS):
        if node in graph.mentions or graph.is_verb(node):
            continue
        events = [e for label in STRONG_IN for e in graph.targets(node, label)]
        events = [e for e in events if e > node and (graph.is_verb(e) or _is_change(graph, e))]
        drugs = list(dict.fromkeys(holders_of(graph, node))) if events else []
        for event in events if drugs else ():
            _give(graph, event, drugs)


def link_listed_workings(graph: SentenceGraph) -> None:
    """Let "D has two mechanisms, inhibition of A and …" be D's doing."""
    for node in graph.with_lemma(WORKING):
        drugs = [
            d
            for verb in graph.sources(node, "obj")
            if graph.lemma(verb) in HAVING | {"involve", "combine"}
            for d in compounds_of(graph, graph.targets(verb, "subj"))
        ]
        for event in (*graph.targets(node, "appos"), *graph.conjuncts(node)) if drugs else ():
            between = graph.text(node + 1, event) if event > node else ""
            if any(sign in between for sign in ",:(") and _is_change(graph, event):
                _give(graph, event, drugs)


def link_fronted(graph: SentenceGraph) -> None:
    """Let "regarding A inhibition, D was the most potent" be D's doing."""
    for node in graph.with_edge(*FRONTED):
        if graph.lemma(node) != "be":
            continue
        said = graph.targets(node, "attr")
        told = [*said, *(m for n in said for m in graph.targets(n, "mod"))]
        if not any(graph.lemma(n) in STRONG for n in told):
            continue
        drugs = list(compounds_of(graph, graph.targets(node, "subj")))
        for event in [e for label in FRONTED for e in graph.targets(node, label)]:
            _give(graph, event, drugs)


def link_told_isoforms(graph: SentenceGraph) -> None:
    """Let "block of four A isoforms: A1, A2 and A3" block each of them."""
    for colon in graph.tokens_with((":",)):
        for node in graph.with_edge("appos"):
            if node > colon or not _is_change(graph, node):
                continue
            listed = [n for n in graph.targets(node, "appos") if n > colon]
            for member in molecules_of(graph, listed) if graph.targets(node, "subj") else ():
                graph.add(node, "obj", member)


def link_made_into(graph: SentenceGraph) -> None:
    """Let "D is converted to its active metabolite, which blocks A" be D's doing too."""
    for node in graph.with_lemma(MADE_INTO):
        drugs = list(compounds_of(graph, graph.targets(node, "obj"))) if graph.is_verb(node) else []
        products = [t for lb in ("prep_to", "prep_into") for t in graph.targets(node, lb)]
        for product in products if drugs else ():
            if not _is_active_form(graph, product):
                continue
            for clause in graph.targets(product, "relcl"):
                if _is_moving(graph, clause) and product in graph.targets(clause, "subj"):
                    for drug in drugs:
                        graph.add(clause, "subj", drug)


def _is_active_form(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a product is what a prodrug works as: "its active metabolite E"."""
    first = graph.mentions[node][0].start_token if node in graph.mentions else node
    before = {graph.lower(i) for i in range(max(first - 4, graph.sentence.start), first + 1)}
    return not before.isdisjoint(ACTIVE_FORMS)


def link_underlying(graph: SentenceGraph) -> None:
    """Let "inhibition of A is the mechanism of action of D", "underlies the effect of D" be D's."""
    for node in graph.with_lemma(UNDERLYING):
        events = [e for e in graph.targets(node, "subj") if _is_change(graph, e) and e < node]
        drugs = list(dict.fromkeys(_whose_way(graph, node, 5))) if events else []
        for event in events if drugs else ():
            _give(graph, event, drugs)


def _whose_way(graph: SentenceGraph, node: int, depth: int) -> Iterator[int]:
    """Yield the compounds whose action some words behind a verb are about."""
    for label in WAY_EDGES:
        for target in graph.targets(node, label):
            if target < node or depth == 0 or graph.lemma(target) not in WAYS:
                continue
            yield from compounds_of(graph, graph.targets(target, "prep_of"))
            yield from _whose_way(graph, target, depth - 1)


def link_works_through(graph: SentenceGraph) -> None:
    """Let "D works through inhibition of A", "acts via blockade of A" be D's doing."""
    for node in graph.with_lemma(ACTING):
        places = [*graph.targets(node, "subj"), *graph.targets(node, "mod")]
        drugs = [d for n in places if n < node for d in compounds_of(graph, [n])]
        for label in ("prep_through", "prep_via", "prep_by"):
            for event in graph.targets(node, label) if drugs else ():
                if _is_change(graph, event):
                    _give(graph, event, drugs)
    for node in graph.with_lemma(("mechanism", "mode")):  # "D's mechanism of action is …"
        drugs = list(compounds_of(graph, graph.targets(node, "mod")))
        for event in graph.sources(node, "subj") if drugs else ():
            if _is_change(graph, event) and node in graph.targets(event, "subj"):
                graph.remove(event, "subj", node)
                _give(graph, event, drugs)


def link_due_to(graph: SentenceGraph) -> None:
    """Let "D causes B due to inhibition of A", "owing to A inhibition" have D inhibit A."""
    for node in graph.with_edge(*DUE):
        verb = node if graph.is_verb(node) else next(iter(graph.sources(node, "obj")), node)
        drugs = list(compounds_of(graph, graph.targets(verb, "subj")))
        for event in [e for lb in DUE for e in graph.targets(node, lb)] if drugs else ():
            if _is_change(graph, event):
                _give(graph, event, drugs)
    for node in graph.with_text(("owing",)):
        drugs = list(compounds_of(graph, graph.targets(node, "subj")))
        for event in graph.targets(node, "prep_to") if drugs else ():
            if _is_change(graph, event):
                _give(graph, event, drugs)


def link_lesser(graph: SentenceGraph) -> None:
    """Let "D was more potent than E in inhibiting A" have E inhibit it too."""
    for node in graph.with_lemma(("potent",)):
        rivals = list(compounds_of(graph, graph.targets(node, "prep_than")))
        for event in [e for lb in ("prep_in", "prep_at") for e in graph.targets(node, lb)]:
            for rival in rivals if _is_moving(graph, event) else ():
                graph.add(event, "subj", rival)


def link_made_for(graph: SentenceGraph) -> None:
    """Let "discovery of D for the inhibition of A" and "use of D for blocking A" be D's doing."""
    for node in graph.with_lemma(MAKING):
        events = [e for e in graph.targets(node, "prep_for") if e > node]
        events = [e for e in events if _is_change(graph, e) or graph.is_verb(e)]
        drugs = list(compounds_of(graph, graph.targets(node, "prep_of"))) if events else []
        for event in events if drugs else ():
            _give(graph, event, drugs)


def link_followed(graph: SentenceGraph) -> None:
    """Let "D showed the strongest inhibition of A, followed by E" have E inhibit A too."""
    for node in graph.with_lemma(("follow",)):
        dep, verb = graph.parents.get(node, ("", node))
        if dep not in {"advcl", "acl", "prep", "conj"} or graph.lower(node) != "followed":
            continue
        while not graph.is_verb(verb) and verb in graph.parents:
            verb = graph.parents[verb][1]
        events = [e for e in (verb, *graph.targets(verb, "obj")) if _is_moving(graph, e)]
        if not any(list(compounds_of(graph, graph.targets(e, "subj"))) for e in events):
            continue
        for drug in list(compounds_of(graph, graph.targets(node, "prep_by"))):
            for event in events:
                graph.add(event, "subj", drug)


def part_parallel(graph: SentenceGraph) -> None:
    """Let "A inhibition with D and B inhibition with E" be two events, each with its drug."""
    for node in graph.with_edge("prep_with"):
        if not _is_change(graph, node):
            continue
        for other in list(graph.targets(node, "prep_with")):
            own = graph.targets(other, "prep_with") or graph.targets(other, "prep_by")
            if not (_is_change(graph, other) and graph.targets(other, "obj") and own):
                continue
            if not any(_names_compound(graph, n) for n in graph.targets(node, "prep_with")):
                continue
            for target in (other, *own):
                for label in ("prep_with", "subj"):
                    if target in graph.targets(node, label):
                        graph.remove(node, label, target)


def _names_compound(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node names a compound."""
    return next(compounds_of(graph, [node]), None) is not None


def link_likened(graph: SentenceGraph) -> None:
    """Let "like D, E inhibits A", "E inhibits A as potently as D" be said of D, too."""
    for node in graph.with_edge("prep_like", "prep_as", "prep_similar_to", "advcl"):
        if not graph.is_verb(node) or not _is_moving(graph, node) or graph.targets(node, "neg"):
            continue
        if not any(_names_compound(graph, n) for n in graph.targets(node, "subj")):
            continue
        rivals = list(graph.targets(node, "prep_like"))
        rivals += graph.targets(node, "prep_similar_to")
        for clause in graph.targets(node, "advcl"):
            if graph.lower(clause) in {"similar", "similarly"}:
                rivals += graph.targets(clause, "prep_to")
        for rival in graph.targets(node, "prep_as"):
            first = graph.mentions[rival][0].start_token if rival in graph.mentions else rival
            behind = graph.text(max(first - 3, graph.sentence.start), first)
            if re.fullmatch(r"as \w+ as ", behind):
                rivals.append(rival)
        for rival in [r for r in rivals if r in graph.mentions]:
            for drug in list(compounds_of(graph, [rival])):
                graph.add(node, "subj", drug)


def link_needed(graph: SentenceGraph) -> None:
    """Let "the dose of D needed to inhibit A", "D was sufficient to block A" be D's doing."""
    for node in graph.with_lemma(("need", "require", "necessary", "sufficient", "enough")):
        clauses = [c for c in graph.children(node, "advcl", "xcomp", "acl") if c > node]
        drugs = list(compounds_of(graph, graph.targets(node, "subj"))) if clauses else []
        dep, head = graph.parents.get(node, ("", node))
        if clauses and not drugs and dep in {"amod", "acl", "relcl"}:
            drugs = list(compounds_of(graph, graph.targets(head, "prep_of")))
        for clause in clauses if drugs else ():
            if any(graph.lower(c) == "to" for c in graph.children(clause, "aux")):
                _give(graph, clause, drugs)


def lift_measured(graph: SentenceGraph) -> None:
    """Let "administration of 15 mg of D" be one of D: a unit stands for what is measured."""
    for node in graph.with_text(MEASURES):
        drugs = [d for d in graph.targets(node, "prep_of") if _names_compound(graph, d)]
        if node in graph.mentions or not drugs:
            continue
        for label, sources in list(graph.incoming[node].items()):
            for source in list(sources) if label.startswith("prep_") else ():
                for drug in drugs:
                    graph.add(source, label, drug)
