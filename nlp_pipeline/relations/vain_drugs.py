"""Drugs given in vain, and the genes that a screen finds: "D had no activity in A-mutants".

What a drug does not do to those who carry an alteration is resistance to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from nlp_pipeline.relations.agents import reaches_agent
from nlp_pipeline.relations.carriers import carries
from nlp_pipeline.relations.exclusions import REGARDLESS
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import RESPONDING

DOING = frozenset({"effect", "activity", "benefit", "efficacy", "impact", "advantage", "little"})
"""What a drug has where it works."""
VAIN = frozenset({"no", "little", "minimal", "negligible"})
HAVING = frozenset(
    {"have", "show", "exert", "provide", "do", "offer", "confer", "bring", "display"}
)
PLACES = ("prep_in", "prep_on", "prep_against", "prep_for", "prep_to")
GENES = frozenset(
    {"gene", "kinase", "target", "hit", "candidate", "factor", "regulator", "protein"}
)


def link_vain_drugs(graph: SentenceGraph) -> None:
    """Let "D had no activity in A-mutant tumours" speak of resistance to D."""
    for noun in graph.with_lemma(DOING):
        if noun in graph.mentions or graph.is_verb(noun) or not _is_vain(graph, noun):
            continue
        for verb in graph.sources(noun, "obj"):
            drugs = [d for d in graph.targets(verb, "subj") if reaches_agent(graph, d)]
            places = list(_places(graph, (noun, verb)))
            if graph.lemma(verb) not in HAVING or not drugs or not places:
                continue
            # "no benefit" and "little benefit" turn the response round themselves
            graph.pred[noun] = "resist" if graph.lower(noun) == "little" else "respond"
            for drug in drugs:
                graph.add(noun, "obj", drug)
            for place in places:
                graph.add(noun, "subj", place)


def _is_vain(graph: SentenceGraph, noun: int) -> bool:
    said = {graph.lower(c) for c in (*graph.targets(noun, "mod"), *graph.targets(noun, "det"))}
    return graph.lower(noun) == "little" or bool(said & VAIN)


def _places(graph: SentenceGraph, nodes: tuple[int, ...]) -> Iterator[int]:
    """Yield those in whom a drug does nothing: carriers, or the variant itself."""
    for node in nodes:
        for edge in PLACES:
            for place in graph.targets(node, edge):
                named = any(m.type == "Variant" for m in graph.mentions.get(place, ()))
                if named or (place not in graph.mentions and carries(graph, place)):
                    yield place


def link_regardless(graph: SentenceGraph) -> None:
    """Let "responses to D were seen regardless of A" name A, which makes no difference."""
    for node in graph.with_text(REGARDLESS):
        of = node + 1
        if of >= graph.sentence.end or graph.lower(of) != "of":
            continue
        before = [n for n in graph.events() if n < node and graph.pred[n] in RESPONDING]
        for name in graph.doc[of].children if before else ():
            if name.dep_ == "pobj" and name.i in graph.pred:
                graph.add(before[-1], "prep_regardless_of", name.i)


def link_screened(graph: SentenceGraph) -> None:
    """Let "among the genes whose loss conferred B were A and C" tell of the loss of A and C."""
    if not graph.with_text(("whose",)):
        return
    for noun in graph.with_lemma(GENES):
        clauses = graph.targets(noun, "relcl")
        losses = [s for c in clauses for s in graph.targets(c, "subj")]
        losses = [s for s in losses if noun in graph.targets(s, "mod") and s not in graph.mentions]
        for name in _members(graph, noun) if losses else ():
            for loss in losses:
                graph.add(loss, "obj", name)
                graph.add(loss, "prep_of", name)


def _members(graph: SentenceGraph, noun: int) -> list[int]:
    """Return the genes that are named as such: "genes that …, including A", "… were A and B"."""
    found = [t for e in ("prep_including", "prep_such_as", "appos") for t in graph.targets(noun, e)]
    for verb in (*graph.sources(noun, "prep_among"), *graph.sources(noun, "subj")):
        if graph.lemma(verb) in {"be", "include", "comprise"}:
            found += [*graph.targets(verb, "attr"), *graph.targets(verb, "obj")]
    return [t for t in dict.fromkeys(found) if t in graph.mentions]
