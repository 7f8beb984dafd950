"""Who acts together with another, and what moves where a verb makes it: "causes B to rise"."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph


def share_partners(graph: SentenceGraph) -> None:
    """Let C act too in "A binds B and, together with C, activates D"."""
    edges = ("prep_together_with", "prep_along_with")
    for node in graph.with_edge(*edges):
        if not graph.is_verb(node) or not graph.targets(node, "subj"):
            continue
        if graph.parents.get(node, ("", node))[0] != "conj":
            continue
        for label in edges:
            for partner in graph.targets(node, label):
                if partner in graph.mentions and partner < node:
                    graph.add(node, "subj", partner)


def link_moved(graph: SentenceGraph) -> None:
    """Let B be what is moved in "A causes B to accumulate", and no one who acts."""
    for node in graph.with_lemma(graph.words["causing_to"]):
        if not graph.is_verb(node):
            continue
        for clause in graph.children(node, "ccomp", "xcomp", "advcl"):
            infinitive = any(graph.token(c).tag_ == "TO" for c in graph.children(clause, "aux"))
            alone = graph.lemma(clause) in graph.words["intransitive"]
            if not infinitive or not alone or graph.is_passive(clause) or clause < node:
                continue
            if graph.children(clause, "dobj"):
                continue
            for theme in graph.children(node, "dobj") or graph.children(clause, "nsubj"):
                graph.add(clause, "obj", theme)
                if theme in graph.targets(clause, "subj"):
                    graph.remove(clause, "subj", theme)


def link_opponents(graph: SentenceGraph) -> None:
    """Let "A binds B, which prevents B from binding C" say that A holds B back: B does not."""
    for clause in graph.with_dep("relcl"):
        if graph.parents.get(clause, ("", clause))[0] != "relcl" or not graph.is_verb(clause):
            continue
        acted_on = [
            m.label for t in graph.children(clause, "dobj") for m in graph.mentions.get(t, ())
        ]
        for actor in list(graph.targets(clause, "subj")):
            labels = [m.label for m in graph.mentions.get(actor, ())]
            if not set(labels) & set(acted_on):
                continue
            verbs = [v for v in graph.sources(actor, "obj") if v < actor and graph.is_verb(v)]
            for other in [s for v in verbs[-1:] for s in graph.targets(v, "subj")]:
                graph.add(clause, "subj", other)
