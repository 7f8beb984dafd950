"""What is set apart from what a sentence says: "regardless of A", "but not in those given B".

So too how much a mark is worth by which something is predicted: "of no value in predicting B".
"""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph

WORTHS = frozenset(
    {"value", "use", "utility", "usefulness", "help", "benefit"}
    | {"useful", "helpful", "valuable", "informative", "suitable"}
)
"""What a mark has by which something is predicted."""
REGARDLESS = frozenset({"regardless", "irrespective"})


def is_regardless(graph: SentenceGraph, node: int) -> bool:
    """Tell whether it makes no difference: "responded regardless of A expression".

    In "Regardless of the origin of A, it drives B" A is what drives B.
    """
    for _ in range(5):
        dep, head = graph.tree_parent(node) or ("root", node)
        opened = head - 1 > graph.sentence.start and graph.lower(head - 1) in REGARDLESS
        if dep == "pobj" and graph.lower(head) == "of" and opened:
            return True
        if dep not in {"pobj", "prep", "compound", "nmod", "amod", "npadvmod", "conj"}:
            return False
        node = head
    return False


def is_of_those_set_apart(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a drug is that of others: "in patients given A, but not in those given B"."""
    for _ in range(5):
        dep, head = graph.tree_parent(node) or ("root", node)
        if dep in {"acl", "relcl"} and graph.lower(head) in {"those", "patients"}:
            before = [graph.lower(i) for i in range(max(graph.sentence.start, head - 3), head)]
            return before[:2] in (["but", "not"], ["and", "not"])
        if dep not in {"pobj", "prep", "dobj", "conj"} or (dep == "conj" and graph.is_verb(node)):
            return False
        node = head
    return False


def find_worth(graph: SentenceGraph, dep: str, head: int) -> list[int]:
    """Return what says that a prediction is worth something: "of no value in predicting B".

    So too the verb above it: "neither A nor B was of value".
    """
    _, above = graph.tree_parent(head) or ("root", head)
    if dep not in {"pobj", "pcomp"} or graph.token(head).lower_ not in {"for", "in"}:
        return []
    if graph.lemma(above) == "be":
        told = (*graph.targets(above, "prep_of"), *graph.targets(above, "attr"))
        worth = [t for t in told if graph.lemma(t) in WORTHS]
        return [above, *worth] if worth else []
    if graph.lemma(above) not in WORTHS:
        return []
    steps = graph.tree_parent(above) or ("root", above)
    of = steps[1] if steps[0] == "pobj" and graph.token(steps[1]).lower_ == "of" else above
    _, verb = graph.tree_parent(of) or ("root", of)
    return [above, verb] if graph.lemma(verb) == "be" else [above]
