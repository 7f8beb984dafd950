"""Subjects that stand elsewhere in the sentence: control, participles, pronouns."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph

PRONOUNS = frozenset({"it", "they", "them", "its", "their"})


def inherit_subjects(graph: SentenceGraph) -> None:
    """Give verbs without a subject of their own that of the verb they depend on."""
    for node in graph.nodes:
        if not graph.is_verb(node):
            continue
        passive = graph.is_passive(node) and graph.pred[node] not in graph.words["linking"]
        wanted = "obj" if passive else "subj"
        if graph.targets(node, wanted) or graph.tree_subjects(node):
            continue
        governor = _governor(graph, node)
        if governor is None:
            continue
        dep, parent = governor
        if dep == "advcl" and _follows_from(graph, node, parent):
            graph.add(node, "subj", parent)
            continue
        for subject in _controller(graph, dep, parent):
            graph.add(node, wanted, subject)


def _follows_from(graph: SentenceGraph, node: int, governor: int) -> bool:
    """Tell whether a participle names what follows: "A activates B, leading to C"."""
    return (
        node > governor
        and graph.doc[node].tag_ == "VBG"
        and graph.pred[governor] is not None
        and bool(graph.targets(governor, "obj"))
        and not graph.children(node, "mark")
    )


def inherit_into_nouns(graph: SentenceGraph) -> None:
    """Let "A lowers B through inhibition of C" say that A inhibits C."""
    for node in graph.nodes:
        if graph.pred[node] is None or graph.is_verb(node) or graph.targets(node, "subj"):
            continue
        for label in ("prep_via", "prep_through", "prep_by"):
            for verb in graph.sources(node, label):
                if graph.is_verb(verb) and node not in graph.targets(verb, "subj"):
                    for subject in graph.targets(verb, "subj"):
                        graph.add(node, "subj", subject)


def _governor(graph: SentenceGraph, node: int) -> tuple[str, int] | None:
    parent = graph.parents.get(node)
    if parent is None:
        return None
    dep, head = parent
    if dep == "pcomp":
        above = graph.parents.get(head)
        return None if above is None else ("pcomp", above[1])
    if dep in {"conj", "xcomp", "advcl", "ccomp", "dep", "parataxis"}:
        return dep, head
    return None


def _controller(graph: SentenceGraph, dep: str, head: int) -> list[int]:
    """Return the subject that a subordinate verb borrows from its governor."""
    if dep == "xcomp":
        objects = graph.children(head, "dobj")
        if objects and not graph.targets(head, "attr"):
            return objects
    if graph.is_verb(head):
        if graph.children(head, "nsubjpass"):
            return graph.children(head, "nsubjpass") if dep != "pcomp" else []
        if graph.pred[head] in graph.words["inverse"]:
            return graph.tree_subjects(head)
        return list(graph.targets(head, "subj"))
    if dep in {"xcomp", "advcl", "conj"} and graph.copulas(head):
        return list(graph.targets(head, "subj"))
    return []


def resolve_pronouns(graph: SentenceGraph) -> None:
    """Lead "it", "its" back to the one candidate before it in the sentence, if one fits."""
    for node in graph.nodes:
        if graph.doc[node].lower_ not in PRONOUNS:
            continue
        for label, sources in list(graph.incoming[node].items()):
            for source in list(sources):
                for candidate in _antecedents(graph, node):
                    graph.add(source, label, candidate)


def _antecedents(graph: SentenceGraph, node: int) -> list[int]:
    """Return the one name, or the one list of names, that a pronoun can mean."""
    before = [n for n in graph.nodes if n < node and n in graph.mentions]
    if graph.doc[node].lower_ in {"its", "their"} or len(before) == 1:
        return before if len(before) == 1 else []
    groups = {
        (label, source): [n for n in graph.targets(source, label) if n in graph.mentions]
        for n in before
        for label in ("subj", "obj")
        for source in graph.sources(n, label)
        if source < node and graph.is_verb(source)
    }
    subjects = {key: group for key, group in groups.items() if key[0] == "subj"}
    chosen = list((subjects or groups).values())
    return chosen[0] if len(chosen) == 1 else []
