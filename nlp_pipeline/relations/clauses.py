"""Who acts and what is acted on, in each construction of the clause."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.relatives import (
    RELATIVES,
    find_defined,
    find_listed_before,
    link_relative,
)
from nlp_pipeline.relations.words import ACTING_KINDS, DASHES

MODIFIER_DEPS = frozenset({"compound", "nmod", "amod", "poss", "npadvmod", "nummod", "dep"})
IDIOMATIC = frozenset({"rise", "way", "stage", "brake", "end", "stop", "part", "place", "balance"})
"""Nouns that only make up an idiom: "gives rise to B"."""


def link_modifiers(graph: SentenceGraph) -> None:
    """Link modifiers, appositions, predicates and subordinate clauses by edges of their own."""
    for node in graph.nodes:
        for dep, child in graph.tree_below.get(node, ()):
            if dep in MODIFIER_DEPS:
                graph.add(node, "mod", child)
            elif dep in {"appos", "attr", "acomp", "oprd", "xcomp", "ccomp", "neg", "det"}:
                graph.add(node, "attr" if dep in {"acomp", "oprd"} else dep, child)
            elif dep == "advcl" and graph.children(child, "nsubj", "nsubjpass"):
                continue  # a clause of its own: "even when B is blocked by C"
            elif dep in {"advcl", "acl", "relcl", "parataxis"}:
                graph.add(node, dep, child)


def link_verbs(graph: SentenceGraph) -> None:
    """Give each verb, and each adjective used as one, who acts and what is acted on."""
    completing = graph.with_dep("attr", "acomp", "oprd")
    for node in sorted({*graph.verbs, *graph.adjectives, *completing}):
        if graph.is_verb(node) or _is_participle_like(graph, node):
            _link_verb(graph, node)
        if _is_trailing_adjective(graph, node):
            graph.add(node, "subj", graph.parents[node][1])
        for be in graph.copulas(node):
            for subject in graph.children(be, "nsubj", "nsubjpass"):
                graph.add(node, _place_of_subject(graph, node), subject)
            for antecedent in _antecedents_of(graph, be):
                link_relative(graph, node, antecedent)


def _place_of_subject(graph: SentenceGraph, node: int) -> str:
    """Return ``obj`` for what "depends upon A" or "becomes activated", ``subj`` for all others."""
    verb = graph.words.verb_class(graph.pred[node])
    if graph.token(node).tag_ == "VBN" and verb is not None and verb.kind in ACTING_KINDS:
        return "obj"
    inverse = graph.words.phrasal_inverse(graph.pred[node])
    return "obj" if any(graph.targets(node, f"prep_{name}") for name in inverse) else "subj"


def _antecedents_of(graph: SentenceGraph, verb: int) -> list[int]:
    """Return what a relative clause with "be" speaks of: "patients …, who were sensitive"."""
    dep, head = graph.parents.get(verb, ("root", verb))
    if dep == "relcl":
        return find_defined(graph, head)
    pronouns = [c for c in graph.tree_subjects(verb) if graph.token(c).lower_ in {"who", "which"}]
    if dep == "advcl" and pronouns:
        return graph.children(head, "attr", "dobj")[:1]
    return []


def _is_trailing_adjective(graph: SentenceGraph, node: int) -> bool:
    """Tell whether an adjective stands behind its noun: "cells resistant to gefitinib"."""
    parent = graph.parents.get(node)
    return (
        parent is not None
        and parent[0] in {"amod", "acl", "relcl", "appos"}
        and parent[1] < node
        and graph.token(node).tag_.startswith("JJ")
    )


def _is_participle_like(graph: SentenceGraph, node: int) -> bool:
    return graph.pred[node] is not None and graph.token(node).tag_.startswith("JJ")


def _link_verb(graph: SentenceGraph, node: int) -> None:
    dep, parent = graph.parents.get(node, ("root", node))
    tag = graph.token(node).tag_
    behind = tag in {"VBG", "VBN"} and node > parent
    if dep == "amod" and behind and graph.children(node, "dobj", "agent"):
        dep = "acl"  # "vemurafenib blocking BRAF"
    if dep in {"amod", "compound", "nmod"} and tag in {"VBN", "VBD", "VBG", "JJ"}:
        _link_participle(graph, node, parent, tag)
        return
    passive = graph.is_passive(node)
    subjects = _nearest_subjects(graph, node) + _misread_subjects(graph, node)
    patients = graph.children(node, "nsubjpass", "csubjpass")
    if _is_tied(graph, node):
        for patient in patients:
            graph.add(node, "tied", patient)
        patients = []
    for label, found in (
        ("obj" if _moves_by_itself(graph, node) else "subj", subjects),
        (_place_of_patient(graph, node), patients),
        ("obj", _direct_objects(graph, node) or _objects_of_gerund(graph, node)),
        ("subj", graph.targets(node, "prep_by") if passive else []),
    ):
        for child in found:
            graph.add(node, label, child)
    if dep == "acl":
        _link_reduced(graph, node, parent)
    if dep == "relcl":
        _link_relative_clause(graph, node, parent)
    if dep == "conj":
        _link_second_relative(graph, node, parent)
    _link_partners(graph, node)
    _link_phrasal(graph, node)
    if graph.pred[node] in graph.words["inverse"]:
        _swap_arguments(graph, node, passive=passive)


def _link_reduced(graph: SentenceGraph, node: int, noun: int) -> None:
    """Link "A activating B", "B activated by A", "A is a kinase activating B"."""
    if graph.lemma(noun) in graph.words["abilities"] or graph.lemma(noun) == "order":
        return
    purpose = any(graph.tag(c) == "TO" for c in graph.children(node, "aux"))
    told = graph.targets(noun, "prep_for") or graph.lemma(noun) == "signal"
    if purpose and noun not in graph.mentions and told:
        return  # "a mechanism for A to raise B"
    if graph.is_passive(node) and graph.pred[node] not in graph.words["linking"]:
        reported = graph.pred[node] is None and bool(graph.children(node, "xcomp"))
        for patient in find_defined(graph, noun) if reported else [noun]:
            graph.add(node, "obj", patient)  # "A is a kinase known to raise B"
        return
    for antecedent in find_defined(graph, noun):
        graph.add(node, "subj", antecedent)


def _link_relative_clause(graph: SentenceGraph, node: int, noun: int) -> None:
    for antecedent in find_defined(graph, noun):
        link_relative(graph, node, antecedent)
    if noun in graph.targets(node, "subj"):
        for other in find_listed_before(graph, node, noun):
            graph.add(node, "subj", other)


def _link_second_relative(graph: SentenceGraph, node: int, first: int) -> None:
    """Let "A, which is raised by B and which raises C" say the second of A, too."""
    dep, noun = graph.parents.get(first, ("", first))
    own = any(graph.lower(c) in RELATIVES and c < node for _, c in graph.tree_below[node])
    if dep == "relcl" and own:
        for antecedent in find_defined(graph, noun):
            link_relative(graph, node, antecedent)


def _moves_by_itself(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a verb of amount says what becomes of its subject: "MYC levels increase"."""
    if graph.lemma(node) not in graph.words["intransitive"] or graph.is_passive(node):
        return False
    # "A increases or decreases B": the object stands with the last verb.
    alone = graph.lemma(node) in {"accumulate", "rise", "fall", "decline"}
    verbs = (node,) if alone else (node, *graph.conjuncts(node))
    return not any(graph.children(verb, "dobj", "oprd", "xcomp") for verb in verbs)


def _is_tied(graph: SentenceGraph, node: int) -> bool:
    """Tell whether the subject of a passive is led somewhere: "A is coupled to B"."""
    told = graph.targets(node, "prep_by")
    return graph.pred[node] == "couple" or (graph.pred[node] == "recruit" and not told)


def _place_of_patient(graph: SentenceGraph, node: int) -> str:
    """Return the edge to the subject of a passive: in "A is bound to B" A is one of two."""
    verb = graph.words.verb_class(graph.pred[node])
    told = graph.targets(node, "prep_by")
    partners = graph.targets(node, "prep_to") + graph.targets(node, "prep_with")
    bound = verb is not None and verb.kind == "binding" and bool(partners)
    return "subj" if (bound and not told) or graph.pred[node] in graph.words["linking"] else "obj"


def _direct_objects(graph: SentenceGraph, node: int) -> list[int]:
    """Return what a verb acts on: in "gives rise to B" it is B."""
    idiom = graph.idiom(node)
    objects = graph.children(node, "dobj")
    first = min(objects, default=node)  # "(1) A binds B; (2) activation of C" are two panels
    objects = [o for o in objects if ";" not in {t.text for t in graph.doc[first:o]}]
    if idiom is not None and idiom[1] is not None:
        places = [node, *objects]  # "puts a brake on B": hung on the brake
        found = [t for place in places for t in graph.targets(place, f"prep_{idiom[1]}")]
        return found or [o for o in objects if graph.lemma(o) not in IDIOMATIC]
    if idiom is not None and not objects:  # "sets off B": hung on the particle
        return [t for prt in graph.children(node, "prt") for t in graph.children(prt, "pobj")]
    verb = graph.words.verb_class(graph.pred[node])
    if objects or verb is None or verb.kind not in ACTING_KINDS or graph.is_passive(node):
        return objects
    # The object of "A induced B and C expression" is sometimes taken for a predicate.
    return [child for child in graph.children(node, "oprd") if child in graph.mentions]


def _objects_of_gerund(graph: SentenceGraph, node: int) -> list[int]:
    """Return what "the activating of B" acts on."""
    return graph.targets(node, "prep_of") if graph.token(node).tag_ == "VBG" else []


def _link_partners(graph: SentenceGraph, node: int) -> None:
    """Let both act in "A cooperates with B to activate C"."""
    subjects = list(graph.targets(node, "subj"))
    labels = ["prep_with"] if graph.lemma(node) in graph.words["partnering"] else []
    for subject in list(subjects):  # "A, in complex with B, raises C"
        for noun in graph.targets(subject, "prep_in"):
            if graph.lemma(noun) in {"complex", "concert", "conjunction"}:
                for partner in graph.targets(noun, "prep_with"):
                    graph.add(node, "subj", partner)
    for label in (*labels, "prep_together_with", "prep_along_with") if subjects else ():
        for place in (node, *subjects):
            for partner in graph.targets(place, label) if place == node or not labels else ():
                event = (label.endswith("r_with") or bool(labels)) and _is_event(graph, partner)
                if partner in graph.mentions or event:
                    graph.add(node, _part_of_partner(graph, node, place, partner), partner)


def _part_of_partner(graph: SentenceGraph, node: int, place: int, partner: int) -> str:
    """Return what a partner does: acted on too in "B is made along with C by A"."""
    by = graph.targets(node, "prep_by") if place == node and graph.is_passive(node) else ()
    return "obj" if any(agent > partner for agent in by) else "subj"


def _is_event(graph: SentenceGraph, node: int) -> bool:
    state = graph.words.state_of_noun(graph.lemma(node))
    return state is not None or graph.pred[node] is not None


def _misread_subjects(graph: SentenceGraph, node: int) -> list[int]:
    """Return the name of "A induced B" that the parser takes for that of "A-induced B".

    So too "a model of A activating B", "the A and B species mobilise C".
    """
    tag = graph.token(node).tag_
    if not tag.startswith("VB") or graph.tree_subjects(node):
        return []
    dep = graph.parents.get(node, ("root", node))[0]
    if tag in {"VBN", "VBD"} and dep in {"acl", "relcl", "advcl", "conj"}:
        return []
    return [
        child
        for child in graph.children(node, "npadvmod", "compound", "nmod")
        if child in graph.mentions
        and graph.mentions[child][-1].end_token == node
        and graph.children(node, "dobj")
    ]


def _nearest_subjects(graph: SentenceGraph, node: int) -> list[int]:
    """Return the subjects of a verb, without those that a semicolon parts from it.

    In "the A, for example B; the C confer D" the parser gives the verb both B and C.
    """
    subjects = graph.children(node, "nsubj", "csubj")
    last = max((s for s in subjects if s < node), default=node)
    return [s for s in subjects if s >= last or ";" not in {t.text for t in graph.doc[s:last]}]


def _link_participle(graph: SentenceGraph, node: int, noun: int, tag: str) -> None:
    """Link "A-induced B loss" (A acts, the loss is acted on) and "B-activating A"."""
    if graph.lemma(node) in {"amplify", "mutate"} and graph.doc[node - 1].text in DASHES:
        return  # "A-amplified cells": told of A
    modifiers = [
        child
        for dep, child in graph.tree_below[node]
        if dep in MODIFIER_DEPS | {"advmod", "nsubj"}
        and child < node
        and graph.is_argument(child, node)
    ]
    if tag == "VBG":
        graph.add(node, "subj", noun)
        for child in modifiers:
            graph.add(node, "obj", child)
        return
    graph.add(node, "obj", noun)
    verb = graph.words.verb_class(graph.pred[node])
    between = {token.lower_ for token in graph.doc[node + 1 : noun]}
    if "independent" in between and between & {"and", "or"}:
        graph.remove(node, "obj", noun)
        return  # "A-mediated and A-independent B"
    if verb is not None and verb.kind == "response":
        return  # "gefitinib-resistant cells": the name is what is resisted
    for child in modifiers:
        graph.add(node, "subj", child)


def _link_phrasal(graph: SentenceGraph, node: int) -> None:
    """Take the complement of "lead to", "result in", "interact with" as object."""
    pred = graph.pred[node]
    tied = pred == "couple" and graph.is_passive(node)
    for preposition in () if tied else graph.words.phrasal(pred):
        for child in graph.targets(node, f"prep_{preposition}"):
            # "In development, loss of A results in B": the first "in" only says when.
            if child > node or preposition != "in" or graph.token(child).lower_ in RELATIVES:
                graph.add(node, "obj", child)
        for carrier in list(graph.targets(node, "obj")):
            # "protects cells from apoptosis": the parser hangs "from" on the cells.
            if graph.lemma(carrier) in graph.words["carriers"] and carrier not in graph.mentions:
                for child in graph.targets(carrier, f"prep_{preposition}"):
                    graph.add(node, "obj", child)
    for preposition in graph.words.phrasal_inverse(pred):
        causes = graph.targets(node, f"prep_{preposition}")
        if causes:
            for subject in list(graph.targets(node, "subj")):
                graph.replace(node, "subj", subject, causes[0])
                graph.add(node, "obj", subject)
            for cause in causes:
                graph.add(node, "subj", cause)


def _is_carrier(graph: SentenceGraph, node: int) -> bool:
    return node not in graph.mentions and graph.lemma(node) in graph.words["carriers"]


def _swap_arguments(graph: SentenceGraph, node: int, *, passive: bool) -> None:
    """Turn "B requires A" and "A is required for B" so that A is the one who acts."""
    subjects, objects = list(graph.targets(node, "subj")), list(graph.targets(node, "obj"))
    # "KRAS-mutant tumors require A": it is no tumor, and no KRAS, that A raises.
    if not passive and all(_is_carrier(graph, s) for s in subjects):
        for needy in subjects:
            graph.remove(node, "subj", needy)
        subjects = []
    if passive:
        subjects = [*graph.targets(node, "prep_for"), *graph.targets(node, "prep_in")]
    for label, old, new in (("subj", subjects, objects), ("obj", objects, subjects)):
        for target in list(graph.targets(node, label)):
            if target in old and target not in new:
                graph.remove(node, label, target)
        for target in new:
            graph.add(node, label, target)
