"""Cells that live on although a drug is there, and the death that a drug brings.

"Survival in the presence of D", "cells proliferate despite D", "D-induced apoptosis", "apoptosis
induced by D", "D toxicity": in each it is the response to D that is spoken of, with no word of
response. The drug gets the edge ``despite`` from the growth and from the verb that brings it about,
and the edge ``death_by`` from the death.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp_pipeline.relations.agents import is_drug, reaches_agent, reaches_drug
from nlp_pipeline.relations.carriers import carries
from nlp_pipeline.relations.graph import SentenceGraph

GROWTH_VERBS = frozenset(
    {"survive", "proliferate", "grow", "thrive", "persist", "live"}
    | {"tolerate", "withstand", "outlive", "endure", "escape", "evade", "resist"}
)
OUTLIVING = frozenset(
    {"survive", "tolerate", "withstand", "outlive", "endure", "escape", "evade", "fail", "elude"}
)
SHRINKING = frozenset({"shrink", "regress"})
GROWTHS = frozenset(
    {"cell population proliferation", "cell survival", "cell growth", "tumor growth", "growth"}
    | {"cell viability", "viability", "colony formation", "cell division", "cell cycle"}
)
"""Labels of processes of cells that a drug is given to end."""
GROWTH_NOUNS = frozenset(
    {"survival", "proliferation", "growth", "viability", "outgrowth", "persistence", "regrowth"}
)
PATIENTS = frozenset({"patient", "woman", "man", "individual", "child", "subject", "people"})
"""Those of whom to live on says how they fare, not that a drug is in vain."""
STAYING = frozenset({"remain", "stay", "be"})
ALIVE = frozenset({"viable", "alive"})
DEATHS = frozenset(
    {"apoptotic process", "cell death", "cytotoxicity", "toxicity", "programmed cell death"}
    | {"growth inhibition", "cell killing", "growth arrest", "killing", "cell cycle arrest"}
)
DYING = (" cell death", " cell killing", " cell apoptosis")
DEATH_NOUNS = frozenset({"death", "apoptosis", "toxicity", "cytotoxicity", "killing", "lethality"})
ENDURING = (
    OUTLIVING
    | SHRINKING
    | {"fail", "failure", "relapse", "progress", "recur"}
    | GROWTH_VERBS
    | STAYING
    | GROWTH_NOUNS
    | DEATH_NOUNS
)
"""All words of growth and death, and of what outlives a drug."""
BRINGING = frozenset({"induce", "trigger", "mediate", "cause", "evoke", "elicit"})
AT_HAND = frozenset({"presence", "face", "spite"})
"""Nouns behind "in" and before "of" a drug that is there all the same."""
GIVING = frozenset({"give", "treat", "receive", "administer"})
SOONER = frozenset({"earlier", "sooner", "faster", "early", "rapidly", "quickly", "quicker"})
WHILE_GIVEN = ("prep_under", "prep_during", "prep_on", "prep_upon", "prep_after", "prep_with")


def link_endurance(graph: SentenceGraph) -> None:
    """Add the edges ``despite`` and ``death_by``."""
    for node in sorted({*graph.mentions, *graph.with_lemma(ENDURING)}):
        _link_responding(graph, node)
        _link_failure(graph, node)
        if _is_growth(graph, node):
            _link_growth(graph, node)
        if _is_death(graph, node):
            _link_death(graph, node, list(_killers(graph, node)))


def _link_responding(graph: SentenceGraph, node: int) -> None:
    """Let "tumors that escape D", "D failed" and "tumors shrank on D" speak of the response."""
    if not graph.is_verb(node):
        return
    lemma, objects = graph.lemma(node), graph.targets(node, "obj")
    subjects = graph.targets(node, "subj")
    alive = any(carries(graph, s) for s in subjects)
    unnamed = graph.words["unnamed_agents"]  # "cells with A tolerate the drug"
    outlived = any(reaches_agent(graph, d) or graph.lemma(d) in unnamed for d in objects)
    outlived = alive and outlived
    passive = graph.is_passive(node) and not graph.children(node, "dobj")
    if lemma in OUTLIVING and outlived and not passive:
        graph.pred[node] = "resist"
    if lemma == "fail" and not objects and not graph.children(node, "xcomp", "ccomp"):
        drugs = [s for s in subjects if reaches_agent(graph, s)]
        if drugs:  # "D failed in patients with A"
            graph.pred[node] = "resist"
    elif alive and (lemma in SHRINKING or _lives_longer(graph, node)):
        drugs = _given_then(graph, node)
        if drugs:
            graph.pred[node] = "respond"
    elif alive and lemma in graph.words["worsening"]:
        for adverb in graph.children(node, "advmod"):  # "progress earlier on D"
            for drug in _given_then(graph, adverb) if graph.word(adverb) in SOONER else ():
                graph.add(node, "prep_on", drug)
        return
    else:
        return
    for drug in drugs:
        graph.add(node, "obj", drug)


def _given_then(graph: SentenceGraph, node: int) -> list[int]:
    """Return the drugs under which something happens: "on D", "when given D"."""
    drugs = [d for e in WHILE_GIVEN for d in graph.targets(node, e)]
    given = [c for c in graph.children(node, "advcl") if graph.lemma(c) in GIVING]
    drugs += [d for c in given for e in ("obj", "prep_with") for d in graph.targets(c, e)]
    return [d for d in drugs if reaches_drug(graph, d)]


def _lives_longer(graph: SentenceGraph, node: int) -> bool:
    said = {graph.token(c).lower_ for c in graph.children(node, "advmod")}
    return graph.lemma(node) in {"survive", "live"} and bool(said & {"longer", "better"})


def _link_failure(graph: SentenceGraph, node: int) -> None:
    """Let "failure of D", "treatment failure with D" speak of a lack of response."""
    if graph.lemma(node) != "failure" or graph.children(node, "acl", "xcomp", "relcl"):
        return
    edges = ("prep_of", "prep_with", "prep_on", "mod", "prep_to")
    drugs = [d for edge in edges for d in graph.targets(node, edge) if reaches_agent(graph, d)]
    if drugs:
        graph.pred[node] = "resist"
        for drug in drugs:
            graph.add(node, "obj", drug)


def _link_growth(graph: SentenceGraph, node: int) -> None:
    """Let growth, and each verb that brings it about, go on despite the drugs that are there."""
    verbs = _governors(graph, node)
    # "Loss of A lowered growth in the presence of D": hung on the loss at times.
    before = [s for verb in verbs for s in graph.targets(verb, "subj")]
    for place in (node, *verbs, *before):
        for drug in _drugs_there(graph, place, own=place == node):
            if place in before and drug < node:
                continue
            graph.add(node, "despite", drug)
            for verb in verbs:
                graph.add(verb, "despite", drug)
    for verb in () if graph.is_verb(node) else verbs:
        for grown in (*graph.targets(node, "prep_of"), *graph.targets(node, "prep_in")):
            graph.add(verb, "growth_of", grown)


def _link_death(graph: SentenceGraph, node: int, drugs: list[int]) -> None:
    """Let a death, and each verb that makes more or less of it, be that by the drugs."""
    verbs = [v for v in graph.sources(node, "obj") if drugs]
    for place in (node, *verbs):
        if not set(drugs) & set(graph.targets(place, "subj")):  # "death induced by D" is D's
            for drug in drugs:
                graph.add(place, "death_by", drug)


def _is_growth(graph: SentenceGraph, node: int) -> bool:
    if node in graph.mentions:
        return any(m.label in GROWTHS for m in graph.mentions[node])
    lemma = graph.lemma(node)
    fares = any(graph.lemma(s) in PATIENTS for s in graph.targets(node, "subj"))
    if fares and graph.is_verb(node):
        return False
    alive = lemma in STAYING and any(graph.lemma(a) in ALIVE for a in graph.targets(node, "attr"))
    return (graph.is_verb(node) and (lemma in GROWTH_VERBS or alive)) or lemma in GROWTH_NOUNS


def _is_death(graph: SentenceGraph, node: int) -> bool:
    if node in graph.mentions:
        labels = [m.label for m in graph.mentions[node]]
        return any(label in DEATHS or label.endswith(DYING) for label in labels)
    return graph.lemma(node) in DEATH_NOUNS


def _governors(graph: SentenceGraph, node: int) -> list[int]:
    """Return the verbs that bring growth about: "permits growth", "allows cells to grow"."""
    if graph.is_verb(node):
        dep, head = graph.parents.get(node, ("", node))
        if dep == "acl":
            return [v for v in graph.sources(head, "obj") if graph.is_verb(v)]
        above = [head] if dep in {"xcomp", "ccomp", "advcl"} else []
        return [v for v in above if graph.lemma(v) in graph.words["causing_to"]]
    return [v for v in graph.sources(node, "obj") if graph.is_verb(v)]


def _drugs_there(graph: SentenceGraph, node: int, *, own: bool) -> Iterator[int]:
    """Yield the drugs in spite of which something goes on.

    Args:
        graph: The sentence.
        node: The growth, or a verb that brings it about.
        own: It is the growth itself, of which "under D" and an object say it too.
    """
    yield from _drugs_present(graph, node)
    if own:
        yield from _drugs_given(graph, node)
        yield from _drugs_meanwhile(graph, node)
    edges: tuple[str, ...] = ("prep_despite", "prep_under")
    if own and graph.is_verb(node):
        edges += (*WHILE_GIVEN, "obj", "prep_from", "prep_in")
    for edge in edges:
        for target in graph.targets(node, edge):
            if reaches_drug(graph, target):
                yield target
            elif graph.lemma(target) in graph.words["unnamed_agents"]:
                yield from _named_before(graph, target)
            elif graph.lemma(target) in {"exposure", "presence"}:
                inner = (*graph.targets(target, "prep_to"), *graph.targets(target, "prep_of"))
                yield from (d for d in inner if reaches_drug(graph, d))


def _drugs_present(graph: SentenceGraph, node: int) -> Iterator[int]:
    """Yield the drugs of "in the presence of D", "in the face of the drug"."""
    for noun in graph.targets(node, "prep_in"):
        for given in graph.targets(noun, "prep_of") if graph.lemma(noun) in AT_HAND else ():
            if reaches_drug(graph, given):
                yield given
            elif graph.lemma(given) in graph.words["unnamed_agents"]:
                yield from _named_before(graph, given)


def _drugs_given(graph: SentenceGraph, node: int) -> Iterator[int]:
    """Yield the drugs that the cells are given: "killing of D-treated cells"."""
    for cells in (*graph.targets(node, "prep_of"), *graph.targets(node, "prep_in")):
        for word in (*graph.targets(cells, "mod"), *graph.targets(cells, "acl")):
            if graph.lemma(word) in {"treat", "treated", "expose", "exposed"}:
                named = (t for e in ("mod", "prep_with", "prep_to") for t in graph.targets(word, e))
                yield from (d for d in named if reaches_drug(graph, d))


def _drugs_meanwhile(graph: SentenceGraph, node: int) -> Iterator[int]:
    """Yield the drugs of "when treated with D, the cells remained viable"."""
    for clause in graph.targets(node, "advcl"):
        if graph.lemma(clause) in {"treat", "expose", "challenge"}:
            for edge in ("prep_with", "prep_to"):
                yield from (d for d in graph.targets(clause, edge) if reaches_drug(graph, d))


def _named_before(graph: SentenceGraph, node: int) -> list[int]:
    """Return the drug that "the drug" speaks of: the last one named before it."""
    drugs = [n for n in graph.mentions if n < node and is_drug(graph, n)]
    return [max(drugs)] if drugs else []


def _killers(graph: SentenceGraph, node: int) -> Iterator[int]:
    """Yield the drugs of "D-induced death", "death induced by D", "D toxicity", "killing by D"."""
    for word in (*graph.targets(node, "mod"), *graph.targets(node, "acl")):
        if graph.lemma(word) in BRINGING or graph.pred[word] in BRINGING:
            named = (*graph.targets(word, "mod"), *graph.targets(word, "prep_by"))
            yield from (d for d in named if reaches_drug(graph, d))
    yield from _drugs_given(graph, node)
    direct = (*graph.targets(node, "mod"), *graph.targets(node, "prep_by"))
    yield from (d for d in direct if d in graph.mentions and reaches_drug(graph, d))


def find_deadly(graph: SentenceGraph, node: int) -> list[int]:
    """Return the drugs whose growth-inhibitory or cytotoxic effect a noun speaks of."""
    said = {graph.token(c).lower_ for c in graph.targets(node, "mod")}
    on_growth = any(_is_growth(graph, target) for target in graph.targets(node, "prep_on"))
    modifiers = [c for word in graph.targets(node, "mod") for c in graph.targets(word, "mod")]
    grown = any(_is_growth(graph, child) for child in modifiers)
    deadly = bool(said & graph.words["deadly"] - {"inhibitory"})
    if not deadly and not ("inhibitory" in said and (on_growth or grown)):
        return []
    drugs = (*graph.targets(node, "prep_of"), *graph.targets(node, "mod"))
    return [drug for drug in drugs if drug in graph.mentions and reaches_drug(graph, drug)]
