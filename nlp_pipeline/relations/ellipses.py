"""What a clause leaves out or denies: "A overcame resistance to D, whereas B did not".

Only of the response to drugs, and of binding: other verbs take too many subjects for it.

The subject of the short clause does, or does not do, what the clause before it says; it gets the
edge ``subj`` from the verb or adjective there, and what is said of it is denied.
"""

from __future__ import annotations

from nlp_pipeline.relations.assertion import denies_alone
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.named_arguments import is_response_name

CLAUSES = frozenset({"advcl", "conj", "ccomp", "parataxis"})


def link_denied_rivals(graph: SentenceGraph) -> None:
    """Let B be a subject of "overcame" in "A overcame resistance, whereas B did not"."""
    for node in graph.with_dep(*CLAUSES):
        dep, head = graph.parents[node]
        if dep not in CLAUSES or head > node:
            continue
        if not (denies_alone(graph, node) or _does_so(graph, node)):
            continue
        told = graph.targets(head, "attr") if graph.lemma(head) == "be" else [head]
        for verb in (place for place in told if _is_of_response(graph, place)):
            for subject in graph.children(node, "nsubj", "nsubjpass"):
                graph.add(verb, "subj", subject)


def link_gapped(graph: SentenceGraph) -> None:
    """Let "A interacts with B, C with D and E" say of C that it binds D and E, not that A does C.

    What is left out behind the comma is the verb.
    """
    for verb in graph.with_edge("prep_with"):
        known = graph.words.verb_class(graph.pred[verb])
        if known is None or known.kind != "binding" or not graph.is_verb(verb):
            continue
        told = {*graph.targets(verb, "obj"), *graph.targets(verb, "prep_with")}
        for name in sorted(told):
            own = [c for c in graph.children(name, "prep") if graph.lower(c) == "with"]
            comma = min((m.start_token for m in graph.mentions.get(name, ())), default=0) - 1
            if not own or comma <= verb or graph.doc[comma].text != ",":
                continue
            for label in ("obj", "prep_with"):
                if name in graph.targets(verb, label):
                    graph.remove(verb, label, name)
            for partner in graph.children(own[0], "pobj"):
                for other in (partner, *graph.conjuncts(partner)):
                    if other in graph.mentions:
                        graph.add(name, "paired", other)


def _does_so(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a clause says no more than that it was so too: "and B did so as well"."""
    told = graph.children(node, "dobj", "neg", "attr", "acomp")
    if graph.lemma(node) not in {"do", "be"} or told:
        return False
    before = graph.lower(max(node - 1, graph.sentence.start))
    behind = graph.lower(min(node + 1, graph.sentence.end - 1))
    return before in {"so", "as"} or (behind == "so" and graph.lemma(node) == "do")


def _is_of_response(graph: SentenceGraph, node: int) -> bool:
    """Tell whether it is the response to a drug that the first clause speaks of."""
    told = ("obj", "xcomp", "prep_of", "prep_for")  # "predictive of response"
    for place in (node, *(t for edge in told for t in graph.targets(node, edge))):
        verb = graph.words.verb_class(graph.pred[place])
        if verb is not None and verb.kind == "response":
            return True
        if any(is_response_name(graph, m) for m in graph.mentions.get(place, ())):
            return True
    return False
