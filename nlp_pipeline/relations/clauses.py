"""Who acts and what is acted on, in each construction of the clause and the noun phrase."""

from __future__ import annotations

from nlp_pipeline.relations.agents import reaches_drug
from nlp_pipeline.relations.graph import SentenceGraph

RELATIVE = frozenset({"which", "that", "who", "whom", "whose"})
MODIFIER_DEPS = frozenset({"compound", "nmod", "amod", "poss", "npadvmod", "nummod", "dep"})
PREPOSITION_DEPS = frozenset({"prep", "agent", "dative"})
COMPOUND_PREPOSITIONS = {"due": "due_to", "because": "because_of", "owing": "owing_to"}
CAUSES = (
    ("prep_in", {"response"}, "prep_to"),
    ("prep_as", {"result", "consequence"}, "prep_of"),
)


def link_prepositions(graph: SentenceGraph) -> None:
    """Make an edge of each preposition: "activation of B" has the edge ``prep_of``."""
    for node in graph.nodes:
        for dep, child in graph.tree_below[node]:
            if dep in PREPOSITION_DEPS:
                owner = _owner_of(graph, node, child)
                _link_preposition(graph, owner, child, dep, graph.token(child).lower_)
            elif dep == "cc" and graph.token(child).lower_ == "plus":
                for other in graph.children(node, "conj"):
                    graph.add(node, "prep_plus", other)


def _owner_of(graph: SentenceGraph, node: int, prep: int) -> int:
    """Return what an "of" belongs to: in "B loss or expression of C" the noun right before it.

    The parser hangs it on the first noun of the list; sharing it out again is for coordination.
    """
    between = [c for c in graph.conjuncts(node) if node < c < prep and graph.pred[c] is not None]
    return between[-1] if between and graph.doc[prep].lower_ == "of" else node


def _link_preposition(graph: SentenceGraph, node: int, prep: int, dep: str, name: str) -> None:
    if dep == "agent":
        name = "by"
    if name == "as" and any(graph.token(c).lower_ == "such" for _, c in graph.tree_below[prep]):
        name = "such_as"
    name = COMPOUND_PREPOSITIONS.get(name, name)
    for inner, child in graph.tree_below[prep]:
        if inner in {"pobj", "pcomp"}:
            if graph.token(child).tag_ in {"IN", "TO"} and graph.tree_below[child]:
                _link_preposition(graph, node, child, "prep", _joined(graph, name, child))
            elif graph.token(child).tag_ not in {"IN", "TO"}:
                graph.add(node, f"prep_{name}", child)
                if name == "by" and graph.token(child).tag_ == "VBG":
                    graph.add(node, "by_doing", child)
        elif inner == "prep":
            _link_preposition(graph, node, child, "prep", _joined(graph, name, child))


def _joined(graph: SentenceGraph, name: str, following: int) -> str:
    """Return the name of two prepositions in a row, the first of which may be "due to"."""
    word = graph.doc[following].lower_
    return name if name.endswith(f"_{word}") else f"{name}_{word}"


def link_modifiers(graph: SentenceGraph) -> None:
    """Link modifiers, appositions, predicates and subordinate clauses by edges of their own."""
    for node in graph.nodes:
        for dep, child in graph.tree_below[node]:
            if dep in MODIFIER_DEPS:
                graph.add(node, "mod", child)
            elif dep in {"appos", "attr", "acomp", "oprd", "xcomp", "ccomp", "neg", "det"}:
                graph.add(node, "attr" if dep in {"acomp", "oprd"} else dep, child)
            elif dep in {"advcl", "acl", "relcl", "parataxis"}:
                graph.add(node, dep, child)


def link_verbs(graph: SentenceGraph) -> None:
    """Give each verb, and each adjective used as one, who acts and what is acted on."""
    for node in graph.nodes:
        if graph.is_verb(node) or _is_participle_like(graph, node):
            _link_verb(graph, node)
        if _is_trailing_adjective(graph, node):
            graph.add(node, "subj", graph.parents[node][1])
        for be in graph.copulas(node):
            for subject in graph.children(be, "nsubj", "nsubjpass"):
                graph.add(node, _place_of_subject(graph, node), subject)
            for antecedent in _antecedents_of(graph, be):
                _link_relative(graph, node, antecedent)


def _place_of_subject(graph: SentenceGraph, node: int) -> str:
    """Return ``obj`` for what "is dependent upon A", where A acts, ``subj`` for all others."""
    inverse = graph.words.phrasal_inverse(graph.pred[node])
    return "obj" if any(graph.targets(node, f"prep_{name}") for name in inverse) else "subj"


def _antecedents_of(graph: SentenceGraph, verb: int) -> list[int]:
    """Return what a relative clause with "be" speaks of: "patients …, who were sensitive"."""
    dep, head = graph.parents.get(verb, ("root", verb))
    if dep == "relcl":
        return _defined_by(graph, head)
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
    if dep in {"amod", "compound", "nmod"} and tag in {"VBN", "VBD", "VBG", "JJ"}:
        _link_participle(graph, node, parent, tag)
        return
    passive = graph.is_passive(node)
    linking = graph.pred[node] in graph.words["linking"]
    for label, found in (
        ("subj", _nearest_subjects(graph, node) + _misread_subjects(graph, node)),
        ("subj" if linking else "obj", graph.children(node, "nsubjpass", "csubjpass")),
        ("obj", _direct_objects(graph, node) or _objects_of_gerund(graph, node)),
        ("subj", graph.targets(node, "prep_by") if passive else []),
    ):
        for child in found:
            graph.add(node, label, child)
    if dep == "acl":
        graph.add(node, "obj" if passive and not linking else "subj", parent)
    if dep == "relcl":
        for antecedent in _defined_by(graph, parent):
            _link_relative(graph, node, antecedent)
    _link_partners(graph, node)
    _link_phrasal(graph, node)
    if graph.pred[node] in graph.words["inverse"]:
        _swap_arguments(graph, node, passive=passive)


def _direct_objects(graph: SentenceGraph, node: int) -> list[int]:
    """Return what a verb acts on: in "gives rise to B" it is B."""
    idiom = graph.idiom(node)
    if idiom is not None and idiom[1] is not None:
        return graph.targets(node, f"prep_{idiom[1]}")
    return graph.children(node, "dobj")


def _objects_of_gerund(graph: SentenceGraph, node: int) -> list[int]:
    """Return what "the activating of B" acts on."""
    return graph.targets(node, "prep_of") if graph.token(node).tag_ == "VBG" else []


def _link_partners(graph: SentenceGraph, node: int) -> None:
    """Let both act in "A cooperates with B to activate C"."""
    if graph.lemma(node) in graph.words["partnering"] and graph.targets(node, "subj"):
        for partner in graph.targets(node, "prep_with"):
            if partner in graph.mentions:
                graph.add(node, "subj", partner)


def _misread_subjects(graph: SentenceGraph, node: int) -> list[int]:
    """Return the name of "A induced B" that the parser takes for that of "A-induced B"."""
    if graph.token(node).tag_ not in {"VBN", "VBD"} or graph.tree_subjects(node):
        return []
    if graph.parents.get(node, ("root", node))[0] in {"acl", "relcl", "advcl", "conj"}:
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
    if verb is not None and verb.kind == "response":
        return  # "gefitinib-resistant cells": the name is what is resisted
    for child in modifiers:
        graph.add(node, "subj", child)


def _defined_by(graph: SentenceGraph, noun: int) -> list[int]:
    """Return what a predicate noun is said of: "A is a kinase that inhibits B" speaks of A."""
    named = any(m.type not in {"Family", "DrugClass"} for m in graph.mentions.get(noun, ()))
    defined = [] if named else [s for be in graph.copulas(noun) for s in graph.tree_subjects(be)]
    return [s for s in defined if s in graph.mentions] or [noun]


def _link_relative(graph: SentenceGraph, node: int, antecedent: int) -> None:
    for label in ("subj", "obj"):
        for target in list(graph.targets(node, label)):
            if graph.token(target).lower_ in RELATIVE:
                graph.replace(node, label, target, antecedent)
    # The treebank often leaves "which" unlabelled ("dep") where it is the subject.
    stray = any(graph.token(c).lower_ in RELATIVE for c in graph.children(node, "dep"))
    if stray and graph.is_verb(node):
        linking = graph.pred[node] in graph.words["linking"]
        wanted = "obj" if graph.is_passive(node) and not linking else "subj"
        if not graph.targets(node, wanted):
            graph.add(node, wanted, antecedent)


def _link_phrasal(graph: SentenceGraph, node: int) -> None:
    """Take the complement of "lead to", "result in", "interact with" as object."""
    pred = graph.pred[node]
    for preposition in graph.words.phrasal(pred):
        for child in graph.targets(node, f"prep_{preposition}"):
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


def _swap_arguments(graph: SentenceGraph, node: int, *, passive: bool) -> None:
    """Turn "B requires A" and "A is required for B" so that A is the one who acts."""
    subjects, objects = list(graph.targets(node, "subj")), list(graph.targets(node, "obj"))
    if passive:
        subjects = graph.targets(node, "prep_for") + graph.targets(node, "prep_in")
    for label, old, new in (("subj", subjects, objects), ("obj", objects, subjects)):
        for target in list(graph.targets(node, label)):
            if target in old and target not in new:
                graph.remove(node, label, target)
        for target in new:
            graph.add(node, label, target)


def link_undergone(graph: SentenceGraph) -> None:
    """Let what undergoes an event be acted on in it: "BAD undergoes phosphorylation by AKT"."""
    for node in graph.nodes:
        lemma = graph.lemma(node)
        if lemma not in {"undergo", "subject"} or not graph.is_verb(node):
            continue
        subjected = lemma == "subject"
        events = graph.targets(node, "prep_to" if subjected else "obj")
        themes = graph.targets(node, "obj" if subjected else "subj")
        for event in events:
            if graph.pred[event] is not None and event not in themes:
                for theme in themes:
                    graph.add(event, "obj", theme)
                for agent in graph.targets(node, "prep_by"):
                    graph.add(event, "subj", agent)


def link_conversions(graph: SentenceGraph) -> None:
    """Read "phosphorylates A to C", "catalyzes A into C" of two chemicals as a conversion."""
    for node in graph.nodes:
        if graph.pred[node] is None or not graph.is_verb(node):
            continue
        used = [target for target in graph.targets(node, "obj") if _is_chemical(graph, target)]
        made = [
            target
            for source in (node, *used)
            for edge in ("prep_to", "prep_into")
            for target in graph.targets(source, edge)
        ]
        if used and any(_is_chemical(graph, target) for target in made):
            graph.pred[node] = "convert"


def _is_chemical(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a node names a compound that is no drug given to anybody."""
    found = graph.mentions.get(node, [])
    return any(m.type in {"Chemical", "Drug"} for m in found)


def link_nominals(graph: SentenceGraph) -> None:
    """Give "activation of B by A", "B activation" and "A's inhibition of B" their roles."""
    for node in graph.nodes:
        if graph.pred[node] is None or graph.is_verb(node) or graph.token(node).tag_ == "JJ":
            continue
        complements = [
            target
            for preposition in ("of", *graph.words.noun_complements(graph.pred[node]))
            for target in graph.targets(node, f"prep_{preposition}")
        ]
        before = [child for child in graph.targets(node, "mod") if graph.is_argument(child, node)]
        for target in complements:
            graph.add(node, "obj", target)
        for child in before:
            graph.add(node, "subj" if complements else "obj", child)
        for child in graph.targets(node, "prep_by"):
            graph.add(node, "subj", child)


def link_causes(graph: SentenceGraph) -> None:
    """Take "due to A", "in response to A", "as a result of A" as the one who acts."""
    for node in graph.nodes:
        if graph.pred[node] is None or graph.targets(node, "subj"):
            continue
        # "includes loss of A as a result of B": the parser hangs the cause on the empty verb.
        above = [v for v in graph.sources(node, "obj") if graph.is_verb(v) and not graph.pred[v]]
        for place in (node, *above):
            for label in ("prep_due_to", "prep_because_of", "prep_owing_to", "prep_thanks_to"):
                for cause in graph.targets(place, label):
                    graph.add(node, "subj", cause)
            for cause in graph.targets(place, "prep_upon"):
                if graph.pred[cause] is not None and graph.is_passive(node):
                    graph.add(node, "subj", cause)
            for label in ("prep_following", "prep_after"):  # of a drug, not of an event before
                for cause in graph.targets(place, label):
                    if reaches_drug(graph, cause) or _is_dose(graph, cause):
                        graph.add(node, "subj", cause)
            for outer, nouns, inner in CAUSES:
                for noun in graph.targets(place, outer):
                    if graph.lemma(noun) in nouns:
                        for cause in graph.targets(noun, inner):
                            graph.add(node, "subj", cause)


def _is_dose(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a noun is an amount of a drug: "following single doses of D"."""
    doses = {"dose", "administration", "injection", "infusion", "exposure", "addition"}
    drugs = [t for edge in ("prep_of", "mod") for t in graph.targets(node, edge)]
    return graph.lemma(node) in doses and any(reaches_drug(graph, t) for t in drugs)


def link_means(graph: SentenceGraph) -> None:
    """Take what is used as the one who acts: "inhibition of B using D", "blocked with D"."""
    for node in graph.nodes:
        if graph.pred[node] is None or graph.targets(node, "subj"):
            continue
        for clause in graph.children(node, "acl", "advcl"):
            if graph.doc[clause].lower_ == "using":
                for means in graph.targets(clause, "obj"):
                    graph.add(node, "subj", means)


def link_manners(graph: SentenceGraph) -> None:
    """Read "in an A-dependent manner" as "via A"."""
    for node in graph.nodes:
        if graph.pred[node] is None:
            continue
        for manner in graph.targets(node, "prep_in"):
            if graph.lemma(manner) not in {"manner", "fashion", "way"}:
                continue
            for adjective in graph.targets(manner, "mod"):
                if graph.lemma(adjective) in {"dependent", "mediated", "mediate", "driven"}:
                    for name in graph.targets(adjective, "mod"):
                        graph.add(node, "prep_via", name)


def link_agent_nouns(graph: SentenceGraph) -> None:
    """Give "A, a suppressor of B", "A acts as an activator of B" their subject."""
    for node in graph.nodes:
        if graph.lemma(node) not in graph.words["agent_nouns"]:
            continue
        # A class right before a drug is that drug's alone: "the MEK inhibitor A and B".
        for label in ("appos",) if node in graph.mentions else ("appos", "mod"):
            for head in graph.sources(node, label):
                graph.add(node, "subj", head)
        for child in graph.targets(node, "appos"):
            graph.add(node, "subj", child)
        for verb in graph.sources(node, "prep_as"):
            # "we identified A as an activator", "A was identified as …", "A acts as …"
            for subject in graph.targets(verb, "obj") or graph.targets(verb, "subj"):
                graph.add(node, "subj", subject)
