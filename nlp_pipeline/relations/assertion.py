"""Whether the text denies or doubts what an event says, scoped by syntax."""

from __future__ import annotations

from nlp_pipeline.relations.graph import SentenceGraph

NEGATING_DEPS = frozenset({"neg", "det", "preconj", "advmod", "cc"})
SEEN = frozenset({"see", "observe", "detect", "find", "note", "notice"})
"""Verbs by which an event is said to have happened: "an increase in B was not seen"."""
CHAIN_DEPS = frozenset({"xcomp", "ccomp", "advcl", "conj", "oprd"})


def is_negated(graph: SentenceGraph, trigger: int) -> bool:
    """Tell whether the event at ``trigger`` is denied.

    Looked at: "not", "no", "never", "without" at the event and its copula; the verbs it depends on
    ("did not appear to", "failed to", "was unable to"); an "or" chain under one negation.
    """
    odd = False
    for node in _scope(graph, trigger):
        if _denies(graph, node):
            odd = not odd
    return odd


def is_hedged(graph: SentenceGraph, trigger: int) -> bool:
    """Tell whether the event at ``trigger`` is doubted in its own clause.

    Looked at: may, might, could; "possibly" and alike; "possible" before an event noun; verbs of
    thinking above ("is thought to", "suggests that"); a question mark at the end.
    """
    if any(token.text == "?" for token in graph.sentence[-2:]):
        return True
    return any(_doubts(graph, node, own=node == trigger) for node in _scope(graph, trigger))


def is_excluded(graph: SentenceGraph, node: int) -> bool:
    """Tell whether an argument is set apart by "but not", as C in "A and B but not C"."""
    before = [graph.token(i).lower_ for i in range(max(graph.sentence.start, node - 3), node)]
    if "not" in before and ("but" in before or "and" in before):
        return True
    if _follows_contrast(graph, node):
        return True
    dep, head = graph.tree_parent(node) or ("root", node)
    if (
        dep == "conj"
        and head != node
        and any(graph.token(c).lower_ in {"or", "nor", "and"} for c in graph.children(head, "cc"))
    ):
        return is_excluded(graph, head)  # "but not A or B" sets both apart
    return any(
        dep in {"neg", "det"} and graph.token(child).text in {"not", "no", "Not", "No"}
        for dep, child in graph.tree_children(node)
    )


def _follows_contrast(graph: SentenceGraph, node: int) -> bool:
    """Tell whether "but not to" opens the noun phrase of a node: "but not to the agent D"."""
    i = node - 1
    while i > graph.sentence.start and graph.doc[i].tag_[:2] in {"DT", "JJ", "NN", "VB", "HY"}:
        i -= 1
    opening = graph.doc[max(i - 2, graph.sentence.start) : i + 1]
    words = [token.lower_ for token in opening]
    contrasted = len(words) == 3 and words[0] in {"but", "and"} and words[1] == "not"
    return contrasted and opening[-1].tag_ in {"IN", "TO"}


def _scope(graph: SentenceGraph, trigger: int) -> list[int]:
    """Return the event and the words above it whose negation or doubt reaches it."""
    found = [trigger]
    node = trigger
    while True:
        parent = graph.tree_parent(node)
        if parent is None or parent[1] in found:
            return found
        dep, head = parent
        if not _reaches(graph, dep, node, head):
            return found
        found.append(head)
        node = head
        if dep == "pcomp":  # "not effective in raising B"
            _, above = graph.tree_parent(head) or ("root", head)
            if above in found or not graph.token(above).tag_.startswith("JJ"):
                return found
            found.append(above)
            node = above


def _reaches(graph: SentenceGraph, dep: str, node: int, head: int) -> bool:
    """Tell whether what is denied or doubted of ``head`` holds for ``node`` below it too."""
    if dep in {"attr", "acomp", "oprd"} or (dep == "xcomp" and not graph.is_verb(head)):
        return True
    if dep in {"nsubjpass", "dobj"} and graph.lemma(head) in SEEN:
        return True
    if not graph.is_verb(node) or dep not in CHAIN_DEPS | {"pcomp", "acl"}:
        return False
    if dep == "conj":
        # "cannot be phosphorylated and bind DNA": what changes the voice is said by itself.
        same_voice = graph.is_passive(node) == graph.is_passive(head)
        if _is_contrasted(graph, node, head) or graph.lemma(head) in graph.words["failing"]:
            return False
        return same_voice and not graph.tree_subjects(node) and not _has_auxiliary(graph, node)
    if dep == "advcl":
        return not graph.tree_subjects(node)
    if dep == "acl":
        return graph.lemma(head) in graph.words["failing"]
    return dep != "ccomp" or _governs_truth(graph, head)


def _is_contrasted(graph: SentenceGraph, node: int, head: int) -> bool:
    """Tell whether a verb stands outside what is denied: "does not raise B, but lowers C"."""
    finite = graph.token(node).tag_ in {"VBZ", "VBD"} and graph.token(head).tag_ == "VB"
    between = graph.doc[head + 1 : node]
    return finite or any(t.lower_ == "but" and t.head.i == head for t in between)


def follows_from_denied(graph: SentenceGraph, trigger: int) -> bool:
    """Tell whether a participle says what comes of something that does not happen.

    "B is not blocked, leading to C": neither does B lead to C, nor is it denied.
    """
    dep, head = graph.tree_parent(trigger) or ("root", trigger)
    return (
        dep == "advcl"
        and head < trigger
        and graph.token(trigger).tag_ == "VBG"
        and is_negated(graph, head)
    )


def _governs_truth(graph: SentenceGraph, node: int) -> bool:
    return graph.lemma(node) in graph.words["hedging_verbs"]


def _has_auxiliary(graph: SentenceGraph, node: int) -> bool:
    return any(dep == "aux" and graph.token(c).tag_ == "MD" for dep, c in graph.tree_children(node))


def _denies(graph: SentenceGraph, node: int) -> bool:
    if graph.lemma(node) in graph.words["failing"] and graph.token(node).tag_[:2] in {"VB", "JJ"}:
        return True
    if graph.token(node).lower_ == "without":
        return True
    subjects = graph.tree_subjects(node) if graph.is_verb(node) else []
    if any(t.lower_ == "neither" for s in subjects for t in graph.doc[s].lefts):
        return True
    return any(
        dep in NEGATING_DEPS
        and graph.token(child).text != "NO"  # nitric oxide
        and graph.token(child).lower_ in graph.words["negating"]
        and not _is_not_only(graph, child)
        for dep, child in graph.tree_children(node)
    )


def _is_not_only(graph: SentenceGraph, node: int) -> bool:
    following = graph.doc[node + 1 : node + 2].text.lower()
    return following in {"only", "just", "merely", "solely"}


def _doubts(graph: SentenceGraph, node: int, *, own: bool) -> bool:
    words = graph.words
    if not own and graph.lemma(node) in words["hedging_verbs"]:
        return True
    for dep, child in graph.tree_children(node):
        word = graph.token(child).lower_
        if dep in {"aux", "auxpass"} and word in words["hedging_modals"]:
            return True
        if dep == "mark" and word == "whether":
            return True
        if dep in {"advmod", "amod", "npadvmod"} and word in words["hedging_adverbs"]:
            return True
        if dep == "amod" and word in words["hedging_adjectives"]:
            return True
    return False
