"""What something does, told as a quality: "A is pro-apoptotic", "A has antitumour effects"."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph

HAVING = frozenset({"have", "possess", "exhibit", "show", "display", "demonstrate", "retain"})
HAVING_OR_BEING = HAVING | {"be"}
OFFICES = frozenset({"property", "potential", "capacity", "role"})
MAKING = frozenset({"render", "keep", "make", "leave", "maintain", "hold", "retain"})
MAKING |= {"lock", "trap", "fix", "stabilize", "stabilise", "freeze", "arrest"}
TURNING = frozenset({"convert", "turn", "switch", "transform", "shift"})
"""Verbs of making something else of a thing, if only another form of it."""
FORMS = frozenset({"state", "conformation", "form", "configuration"})
MADE = {
    **dict.fromkeys(("inactive", "nonfunctional", "non-functional", "inert"), "inactivate"),
    **dict.fromkeys(("active", "functional"), "activate"),
    "stable": "stabilize",
    "unstable": "destabilize",
}
TURNED = {
    **dict.fromkeys(("activator", "coactivator", "transactivator"), "activate"),
    **dict.fromkeys(("repressor", "corepressor"), "inactivate"),
}
"""What a protein is turned into, and the event that this is."""
COMPLEXES = {"activation": "activate", "activator": "activate", "repressor": "inactivate"}
"""Words before the complex that it is turned into."""
TURNINGS = frozenset({"conversion", "transition", "transformation", "switch", "change"})
OF_QUALITY = ("pro", "anti")


def link_qualities(graph: SentenceGraph) -> None:
    """Let "A is pro-apoptotic" and "A has a pro-apoptotic role" say that A causes it."""
    for node in graph.with_lemma(HAVING_OR_BEING):
        if graph.lemma(node) == "be":
            told = [q for q in graph.children(node, "acomp") if _is_quality(graph, q)]
            for subject in graph.tree_subjects(node) if told else ():
                graph.add(node, "subj", subject)
        elif graph.is_verb(node) and not graph.is_passive(node):
            told = [q for noun in graph.targets(node, "obj") for q in _told_by(graph, noun)]
        else:
            continue
        for quality in told:
            graph.pred[node] = "cause"
            graph.add(node, "obj", quality)


def link_made_so(graph: SentenceGraph) -> None:
    """Let "A renders B inactive", "A locks B in an inactive form" say that A inactivates it.

    So too "A turns B into a repressor".
    """
    for node in graph.with_lemma(MAKING | TURNING):
        if not graph.is_verb(node):
            continue
        forms = [f for f in _forms(graph, node) if graph.lemma(f) in FORMS]
        kinds = [k for f in forms for k in graph.targets(f, "mod")]
        if graph.lemma(node) in MAKING:  # "keeps B active", hung on B
            kinds += [
                k for o in graph.children(node, "dobj") for k in graph.targets(o, "mod") if k > o
            ]
        turned = _forms(graph, node) if graph.lemma(node) in TURNING else []
        qualities = [*graph.children(node, "dobj", "oprd", "acomp", "xcomp", "ccomp"), *kinds]
        for quality in (*qualities, *turned):
            event = MADE.get(graph.token(quality).lower_)
            if quality in turned:
                event = _working(graph, quality)
            inside = [*graph.targets(quality, "mod"), *graph.targets(quality, "subj")]
            themes = [t for t in (*graph.targets(node, "obj"), *inside) if t in graph.mentions]
            if event is not None and themes:
                graph.pred[node] = event
                for theme in themes:
                    graph.add(node, "obj", theme)


def link_turned(graph: SentenceGraph) -> None:
    """Let "the conversion of B to its active form" be the activation of B."""
    for node in graph.with_lemma(TURNINGS):
        themes = [t for t in graph.targets(node, "prep_of") if t in graph.mentions]
        if graph.is_verb(node) or node in graph.mentions or not themes:
            continue
        places = (node, *themes)
        forms = [f for p in places for e in ("prep_to", "prep_into") for f in graph.targets(p, e)]
        kinds = [k for f in forms if graph.lemma(f) in FORMS for k in graph.targets(f, "mod")]
        events = [MADE[word] for k in kinds if (word := graph.lower(k)) in MADE]
        events += [event for f in forms if (event := _working(graph, f)) is not None]
        for event in events[:1]:
            graph.pred[node] = event
            for theme in themes:
                graph.add(node, "obj", theme)


def _working(graph: SentenceGraph, node: int) -> str | None:
    """Return the event of becoming what a noun says: an activator, "a repressor complex"."""
    if node in graph.mentions:
        return None
    if graph.lemma(node) == "complex":
        kinds = (COMPLEXES.get(graph.lower(k)) for k in graph.targets(node, "mod"))
        return next((kind for kind in kinds if kind is not None), None)
    return TURNED.get(graph.lemma(node))


def _forms(graph: SentenceGraph, verb: int) -> list[int]:
    """Return in what a verb keeps something, hung on the verb or on the thing."""
    places = (verb, *graph.targets(verb, "obj"))
    edges = ("prep_to", "prep_into") if graph.lemma(verb) in TURNING else ("prep_in",)
    return [f for place in places for edge in edges for f in graph.targets(place, edge)]


def _told_by(graph: SentenceGraph, noun: int) -> list[int]:
    """Return what a noun says somebody does: of an "anti-inflammatory effect" the inflammation."""
    if _is_quality(graph, noun):
        return [noun]
    offices = OFFICES | graph.words["potency"]
    inside = graph.targets(noun, "mod") if graph.lemma(noun) in offices else []
    return [child for child in inside if _is_quality(graph, child)]


def _is_quality(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a process is named by being for it or against it."""
    return any(
        m.type == "Process"
        and graph.doc[m.start_token].lower_.startswith(OF_QUALITY)
        and graph.doc[m.start_token].tag_.startswith("JJ")
        for m in graph.mentions.get(node, ())
    )


def share_copula_subjects(graph: SentenceGraph) -> None:
    """Let "A was reported to be an activator of B" say so of A."""
    for node in graph.with_lemma(graph.words["copula"]):
        for predicate in graph.targets(node, "attr"):
            if not graph.targets(predicate, "subj"):
                for subject in graph.targets(node, "subj"):
                    graph.add(predicate, "subj", subject)
            if predicate not in graph.mentions:  # "A is the kinase responsible for B"
                for adjective in graph.targets(predicate, "mod"):
                    if predicate in graph.targets(adjective, "subj"):
                        for subject in graph.targets(node, "subj"):
                            graph.add(adjective, "subj", subject)
