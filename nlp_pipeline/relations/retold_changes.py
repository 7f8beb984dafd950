"""Clauses that speak of a change, not of the name beside them: "A lowers B, which raises C".

It is the loss of B that raises C; in "A lowers the response to D, an effect reversed by E" it is
the lowering that E reverses.
"""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.relatives import find_verb_above
from nlp_pipeline.relations.words import LOWERING

AFTERWARDS = frozenset({"subsequently", "consequently", "ultimately", "thereby", "thus"})
REVERSING = frozenset({"reverse", "abolish", "abrogate", "attenuate", "prevent", "rescue"})
UNDONE = frozenset({"effect", "phenotype", "phenomenon"})
UNDOING = frozenset({"overcome", "lower", "lower_amount"})


def _undo_lowering(graph: SentenceGraph, clause: int) -> None:
    """Let "A lowers B, which was reversed by C" have the lowering for what is reversed, not B."""
    for noun in list(graph.targets(clause, "obj")):
        # "…sensitivity to D, which was reversed": the clause is hung on the drug.
        whole = [s for edge in ("prep_to", "prep_of") for s in graph.sources(noun, edge)]
        for verb in (v for place in (noun, *whole) for v in graph.sources(place, "obj")):
            known = graph.words.verb_class(graph.pred[verb])
            lowers = known is not None and known.kind in {"activity", "amount"} and known.sign < 0
            if lowers and graph.is_verb(verb) and verb < noun < clause:
                graph.replace(clause, "obj", noun, verb)
                break


def link_undone(graph: SentenceGraph) -> None:
    """Let "A lowers the response to D, an effect reversed by B" say that B undoes the lowering.

    So too "…, and this effect was abolished by B", "…, which was reversed by B".
    """
    for node in sorted({*graph.with_dep("relcl"), *graph.with_lemma(UNDONE)}):
        if graph.parents.get(node, ("", node))[0] == "relcl" and graph.lemma(node) in REVERSING:
            _undo_lowering(graph, node)
        if graph.lemma(node) not in UNDONE or node in graph.mentions:
            continue
        if graph.targets(node, "prep_of") or graph.targets(node, "prep_on"):
            continue
        dep = graph.parents.get(node, ("", node))[0]
        said = {graph.token(c).lower_ for c in graph.targets(node, "det")}
        first = graph.token(node).left_edge.i
        apart = dep == "appos" or (dep == "dobj" and graph.doc[first - 1].text == ",")
        if not apart and not said & {"this", "that", "these"}:
            continue
        acting = [n for n in graph.nodes if n < node and graph.is_verb(n) and graph.pred[n]]
        acting = [n for n in acting if graph.targets(n, "obj") and graph.targets(n, "subj")]
        for verb in graph.sources(node, "obj") if acting else ():
            known = graph.words.verb_class(graph.pred[verb])
            if known is not None and known.name in UNDOING and verb not in acting:
                graph.add(verb, "obj", acting[-1])


def link_undergoing(graph: SentenceGraph) -> None:
    """Let "A is degraded, which leads to B" say that the degradation does."""
    for clause in graph.verbs if graph.with_text(("which",)) else ():
        which = [c for c in graph.tree_subjects(clause) if graph.token(c).lower_ == "which"]
        which += [c for c in graph.children(clause, "dep") if graph.token(c).lower_ == "which"]
        for pronoun in which[:1] if not graph.is_passive(clause) else ():
            verb = pronoun - 1 - (graph.doc[pronoun - 1].text == ",")
            done = verb in graph.pred and graph.is_verb(verb) and graph.is_passive(verb)
            known = graph.words.verb_class(graph.pred[verb]) if done else None
            if known is None or known.name not in LOWERING:
                continue
            for subject in list(graph.targets(clause, "subj")):
                graph.remove(clause, "subj", subject)
            graph.add(clause, "subj", verb)


def link_lowered(graph: SentenceGraph) -> None:
    """Let "A lowers B expression, which raises C" say that the loss of B raises C.

    So too "A lowers B phosphorylation, which …", "A lowers B activation, which in turn …".
    """
    for noun in graph.with_child("relcl"):
        if noun in graph.mentions or not _is_measure(graph, noun):
            continue
        verbs = [v for v in graph.sources(noun, "obj") if graph.is_verb(v) and v < noun]
        lowering = [v for v in verbs if _lowers(graph, v)]
        for clause in graph.children(noun, "relcl") if lowering else ():
            comma = any(t.text == "," for t in graph.doc[noun:clause])
            for place in (clause, *graph.children(clause, "acomp", "attr")) if comma else ():
                if noun in graph.targets(place, "subj"):
                    graph.replace(place, "subj", noun, lowering[-1])


def _is_measure(graph: SentenceGraph, noun: int) -> bool:
    """Tell whether a noun says how much of a name there is, or how much of it is modified."""
    verb = graph.words.verb_class(graph.pred[noun])
    modified = verb is not None and verb.kind == "modification"
    return modified or graph.words.neutral_kind(graph.lemma(noun)) is not None


def link_in_turn(graph: SentenceGraph) -> None:
    """Let "A blocks B phosphorylation, which in turn raises C" say it of the blocked B.

    So too "A leads to inactivation of B, which subsequently raises C".
    """
    for noun in graph.with_child("relcl"):
        for clause in graph.children(noun, "relcl"):
            if noun not in graph.targets(clause, "subj") or not _comes_next(graph, noun, clause):
                continue
            events = [noun, *(s for e in ("prep_of", "obj") for s in graph.sources(noun, e))]
            for event in events:
                change = graph.words.verb_class(graph.pred[event])
                if event in graph.mentions or graph.is_verb(event) or change is None:
                    continue
                lowering = [v for v in graph.sources(event, "obj") if v < event]
                lowering = [v for v in lowering if graph.is_verb(v) and _lowers(graph, v)]
                if event == noun and change.kind == "modification" and lowering:
                    graph.replace(clause, "subj", noun, lowering[-1])
                    break
                if event != noun and change.name in LOWERING:
                    graph.replace(clause, "subj", noun, event)
                    break


def _comes_next(graph: SentenceGraph, noun: int, clause: int) -> bool:
    """Tell whether a clause says what comes of it: ", which in turn", ", which subsequently"."""
    words = [t.lower_ for t in graph.doc[noun + 1 : clause]]
    verb = graph.words.verb_class(graph.pred[clause])
    modifies = verb is not None and verb.kind == "modification"
    told = "turn" in words or bool(AFTERWARDS & set(words))
    return told and "," in words and "which" in words and not modifies


def _lowers(graph: SentenceGraph, verb: int) -> bool:
    found = graph.words.verb_class(graph.pred[verb])
    return found is not None and found.name in LOWERING


def link_outcome_clauses(graph: SentenceGraph) -> None:
    """Let "B is inhibited, which leads to C" say that the inhibition of B leads to C."""
    for clause in graph.verbs if graph.with_text(("which",)) else ():
        for pronoun in graph.children(clause, "nsubj", "dep"):
            if graph.lower(pronoun) != "which" or pronoun < graph.sentence.start + 2:
                continue
            verb = pronoun - 2
            opens = graph.doc[pronoun - 1].text == "," and verb in graph.pred
            if not opens or not graph.is_verb(verb) or graph.pred[verb] is None:
                continue
            for old in [
                t for t in graph.targets(clause, "subj") if t in graph.targets(verb, "obj")
            ]:
                graph.replace(clause, "subj", old, verb)


def link_fallen(graph: SentenceGraph) -> None:
    """Let "A drops below normal levels, which raises B" say that the lack of A raises B."""
    for noun in graph.with_child("relcl"):
        if noun in graph.mentions or graph.words.neutral_kind(graph.lemma(noun)) is None:
            continue
        verb = find_verb_above(graph, noun)
        if verb is None or graph.lemma(verb) not in graph.words["intransitive"]:
            continue
        fallen = graph.targets(verb, "obj")
        for clause in graph.children(noun, "relcl") if fallen and noun not in fallen else ():
            if noun in graph.targets(clause, "subj"):
                graph.replace(clause, "subj", noun, verb)
