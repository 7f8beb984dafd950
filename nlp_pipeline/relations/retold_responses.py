"""Responses that a sentence comes back to: "resistance to D, which was overcome by A", "under it".

What is told of the response hangs on a pronoun, on the drug, or on a noun that leaves it unsaid.
"""

from __future__ import annotations

from nlp_pipeline.relations.agents import is_drug
from nlp_pipeline.relations.carriers import carries
from nlp_pipeline.relations.exclusions import WORTHS
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import CHANGING, RESPONDING

PRONOUNS = frozenset({"it", "this"})
UNDER = ("prep_under", "prep_on", "prep_to", "prep_with", "prep_from", "prep_during")
OF_DRUGS = ("prep_to", "prep_against", "mod", "obj")
CAUSES = frozenset({"mechanism", "cause", "reason"})
BARE = frozenset({"underlying", "responsible", "possible", "main", "major", "potential", "likely"})
FRAMING = frozenset({"prep_of", "prep_for", "prep_to", "mod", "acl", "relcl"})
FORETELLING = frozenset({"prediction", "forecast"})
STAYING = frozenset({"remain", "become", "represent"})


def link_retold_responses(graph: SentenceGraph) -> None:
    """Lead pronouns, relative clauses and bare nouns of cause back to a response."""
    responses = [
        n
        for n in graph.events()
        if graph.pred[n] in RESPONDING and not graph.is_verb(n) and n not in graph.mentions
    ]
    _link_remaining(graph)
    _link_counted(graph)
    _link_foretold(graph)
    _link_under_it(graph)
    for node in responses:
        _link_undone(graph, node)
    if any(graph.pred[n] == "resist" for n in responses):
        _link_pronouns(graph, responses)
        _link_bare_causes(graph, responses)


def _link_remaining(graph: SentenceGraph) -> None:
    """Let "A remained an independent factor of B" say that A is one."""
    for verb in graph.with_lemma(STAYING):
        for noun in graph.targets(verb, "obj") if graph.is_verb(verb) else ():
            if noun not in graph.mentions and not graph.is_passive(verb):
                for subject in graph.targets(verb, "subj"):
                    graph.add(noun, "subj", subject)


def _link_counted(graph: SentenceGraph) -> None:
    """Let "among patients with A, 12 of 20 responded" say it of the patients."""
    for verb in graph.with_lemma(("respond", "benefit", "progress", "relapse")):
        subjects = graph.targets(verb, "subj")
        counted = subjects and all(
            graph.tag(s) == "CD" or graph.lower(s) in {"none", "all", "most", "half", "one", "%"}
            for s in subjects
        )
        if not graph.is_verb(verb) or not counted:
            continue
        for edge in ("prep_among", "prep_of", "prep_in"):
            for whole in graph.targets(verb, edge):
                if whole < subjects[0] and whole not in graph.mentions and carries(graph, whole):
                    graph.add(verb, "subj", whole)


def _link_foretold(graph: SentenceGraph) -> None:
    """Let "A is of value for prediction of B", "useful in prediction of B" say A predicts B."""
    for noun in graph.with_lemma(FORETELLING):
        for edge in ("prep_for", "prep_in"):
            for place in list(graph.sources(noun, edge)):
                told = (*graph.targets(place, "prep_of"), *graph.targets(place, "attr"))
                worth = graph.lemma(place) == "be" and any(graph.lemma(t) in WORTHS for t in told)
                if not worth and graph.lemma(place) not in WORTHS:
                    continue
                above = [place, *graph.sources(place, "prep_of"), *graph.sources(place, "attr")]
                graph.pred[noun] = "predict"
                for target in graph.targets(noun, "prep_of"):
                    graph.add(noun, "obj", target)
                for subject in [s for n in above for s in graph.targets(n, "subj")]:
                    graph.add(noun, "subj", subject)


def _link_under_it(graph: SentenceGraph) -> None:
    """Let "D is approved, and A predicts longer survival under it" speak of survival under D."""
    for node in graph.with_text(("it",)):
        drugs = [n for n in graph.mentions if n < node and is_drug(graph, n)]
        if len({graph.mentions[n][0].label for n in drugs}) != 1:
            continue
        for label in UNDER:
            for source in list(graph.sources(node, label)):
                graph.add(source, label, max(drugs))


def _link_undone(graph: SentenceGraph, response: int) -> None:
    """Let "resistant to D, which was reversed by A" say that A reverses the resistance."""
    drugs = [t for edge in OF_DRUGS for t in graph.targets(response, edge)]
    places = [response, *drugs]
    for place in dict.fromkeys(places):
        for clause in graph.children(place, "relcl"):
            verb = graph.words.verb_class(graph.pred[clause])
            undoes = verb is not None and verb.name in CHANGING | {"overcome"}
            which = any(graph.lower(c) in {"which", "that"} for _, c in graph.tree_below[clause])
            if not undoes or not which or not graph.is_passive(clause):
                continue
            for drug in [t for t in graph.targets(clause, "obj") if t in drugs and t > response]:
                graph.replace(clause, "obj", drug, response)


def _link_pronouns(graph: SentenceGraph, responses: list[int]) -> None:
    """Let "A is a cause of resistance to D, and C overcomes it" speak of the resistance."""
    for node in graph.with_text(PRONOUNS):
        before = [n for n in responses if n < node and graph.pred[n] == "resist"]
        for verb in graph.sources(node, "obj") if before else ():
            known = graph.words.verb_class(graph.pred[verb])
            if graph.is_verb(verb) and known is not None and known.name == "overcome":
                graph.add(verb, "obj", before[-1])


def _link_bare_causes(graph: SentenceGraph, responses: list[int]) -> None:
    """Let "resistance to D is a problem; A is one of the underlying mechanisms" be that of it."""
    for noun in graph.with_lemma(CAUSES):
        before = [n for n in responses if n < noun and graph.pred[n] == "resist"]
        said = {graph.lower(c) for c in graph.targets(noun, "mod")}
        edges = FRAMING & set(graph.outgoing[noun]) - {"mod"}
        filled = any(graph.targets(noun, edge) for edge in edges)
        if before and said and said <= BARE and not filled:
            graph.add(noun, "prep_of", before[-1])
