"""Whether the text denies or doubts what an event says, scoped by syntax."""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.exclusions import find_worth, is_of_those_set_apart, is_regardless
from nlp_pipeline.relations.graph import SentenceGraph

NEGATING_DEPS = frozenset({"neg", "det", "preconj", "advmod", "cc"})
SEEN = frozenset({"see", "observe", "detect", "find", "note", "notice"})
"""Verbs by which an event is said to have happened: "an increase in B was not seen"."""
SHOWN = SEEN | frozenset(
    {"report", "identify", "corroborate", "confirm", "demonstrate", "establish", "show", "reveal"}
    | {
        "replicate",
        "reproduce",
        "support",
        "verify",
        "provide",
        "prove",
        "document",
        "yield",
        "have",
    }
)
"""Verbs whose denial denies the event that is their object: "we did not confirm an effect"."""
EVIDENCE = frozenset({"evidence", "indication", "proof", "hint", "sign"})
"""What there is of an event, or not: "no evidence of an increase in B"."""
ABILITIES = frozenset({"ability", "capacity", "capability", "potential", "power"})
CHAIN_DEPS = frozenset({"xcomp", "ccomp", "advcl", "conj", "oprd"})


def is_negated(graph: SentenceGraph, trigger: int) -> bool:
    """Tell whether the event at ``trigger`` is denied.

    Looked at: "not", "no", "never", "without" at the event and its copula; the verbs it depends on
    ("did not appear to", "failed to", "was unable to"); an "or" chain under one negation.
    """
    odd = _argues_against(graph, trigger) or _stands_free(graph, trigger)
    scope = _scope(graph, trigger)
    for node in scope:
        if _denies(graph, node) or (graph.is_verb(node) and has_no_subject(graph, node, scope)):
            odd = not odd
    return odd != _brings_nothing(graph, trigger)


def _brings_nothing(graph: SentenceGraph, verb: int) -> bool:
    """Tell whether what a verb brings about is not there: "A caused no increase in B"."""
    brought = graph.targets(verb, "obj") if graph.is_verb(verb) else []
    for event in brought:
        known = graph.words.verb_class(graph.pred[event])
        moves = known is not None and known.kind in {"activity", "amount", "modification"}
        if event in graph.mentions or not moves or graph.lemma(event) in graph.words["potency"]:
            return False
        if not any(graph.lower(c) == "no" for c in graph.targets(event, "det")):
            return False
    return bool(brought)


def is_hedged(graph: SentenceGraph, trigger: int) -> bool:
    """Tell whether the event at ``trigger`` is doubted in its own clause.

    Looked at: may, might, could; "possibly" and alike; "possible" before an event noun; verbs of
    thinking above ("is thought to", "suggests that"); a question mark at the end.
    """
    if any(token.text == "?" for token in graph.sentence[-2:]):
        return True
    return any(_doubts(graph, node, own=node == trigger) for node in _scope(graph, trigger))


def _stands_free(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a response is free of something: "sensitivity to D was independent of A"."""
    if graph.lemma(node) != "independent":
        return False
    classes = (graph.words.verb_class(graph.pred[s]) for s in graph.targets(node, "subj"))
    return any(verb is not None and verb.kind == "response" for verb in classes)


def _argues_against(graph: SentenceGraph, trigger: int) -> bool:
    """Tell whether something is argued against: "evidence against a role of A in B"."""
    sources = graph.sources(trigger, "prep_against")
    return any(graph.lemma(source) in graph.words["arguing"] for source in sources)


def denies_alone(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a clause says no more than that it was not so: "whereas B did not"."""
    below = {dep for dep, _ in graph.tree_children(node)}
    said = {"dobj", "attr", "acomp", "xcomp", "ccomp", "prep", "oprd"}
    lemma = graph.lemma(node)
    if lemma in {"do", "be"} and "neg" in below and not below & said:
        return True
    effects = graph.children(node, "dobj") if lemma == "have" else []
    if lemma == "be":  # "silencing of B was without effect"
        effects = [t for p in graph.children(node, "prep") for t in graph.children(p, "pobj")]
        effects = [t for t in effects if graph.doc[t - 1].lower_ == "without"]
    denied = lemma == "be" or any(graph.doc[t - 1].lower_ == "no" for t in effects)
    alone = effects and not any(graph.children(t, "prep") for t in effects)
    return bool(alone and denied and all(graph.lemma(t) == "effect" for t in effects))


def is_denied_rival(graph: SentenceGraph, node: int, trigger: int) -> bool:
    """Tell whether a name is in the subject of such a clause, and the trigger outside of it."""
    for _ in range(6):
        dep, head = graph.tree_parent(node) or ("root", node)
        if dep in {"nsubj", "nsubjpass"}:
            return denies_alone(graph, head) and not _is_below(graph, trigger, head)
        if head == node:
            return False
        node = head
    return False


def _is_below(graph: SentenceGraph, node: int, above: int) -> bool:
    for _ in range(12):
        if node == above:
            return True
        _, head = graph.tree_parent(node) or ("root", node)
        if head == node:
            return False
        node = head
    return False


def is_excluded(graph: SentenceGraph, node: int) -> bool:
    """Tell whether an argument is set apart by "but not", as C in "A and B but not C"."""
    place = ("excluded", node, 0)
    if place not in graph.memo:
        graph.memo[place] = _is_set_apart(graph, node)
    apart: bool = graph.memo[place]
    return apart


def _is_set_apart(graph: SentenceGraph, node: int) -> bool:
    before = _words_before(graph, node)
    if "not" in before and ("but" in before or "and" in before):
        return True
    if before[-2:] == [",", "not"]:
        return True
    if _is_replaced(before) or is_of_those_set_apart(graph, node) or is_regardless(graph, node):
        return True
    if _follows_contrast(graph, node):
        return True
    dep, head = graph.tree_parent(node) or ("root", node)
    if (
        dep == "conj"
        and head != node
        and any(graph.token(c).lower_ in {"or", "nor", "and"} for c in graph.children(head, "cc"))
    ):
        # "but not A or B" sets both apart, "rather than A, and B" does not
        joined = {graph.token(c).lower_ for c in graph.children(head, "cc")}
        if "or" not in joined and _is_replaced(_words_before(graph, head)):
            return False
        return is_excluded(graph, head)
    return any(
        dep in {"neg", "det"} and graph.token(child).text in {"not", "no", "Not", "No"}
        for dep, child in graph.tree_children(node)
    )


def _words_before(graph: SentenceGraph, node: int) -> list[str]:
    """Return the three words before a word, or before the name that it ends."""
    found = graph.mentions.get(node, ())
    starts = [m.start_token for m in found if m.start_token <= node]
    first = min(starts, default=node)
    return [graph.lower(i) for i in range(max(graph.sentence.start, first - 3), first)]


def _is_replaced(before: list[str]) -> bool:
    """Tell whether the words before a name say that another stands for it: "rather than A"."""
    while before and before[-1] in {"the", "a", "an", "that", "those"}:
        before = before[:-1]
    return before[-2:] in (["rather", "than"], ["instead", "of"])


def _follows_contrast(graph: SentenceGraph, node: int) -> bool:
    """Tell whether "but not to" opens the noun phrase of a node: "but not to the agent D"."""
    i = node - 1
    start = graph.sentence.start
    while i > start and graph.tag(i)[:2] in {"DT", "JJ", "NN", "VB", "HY"}:
        i -= 1
    if i - 2 < start or graph.lower(i - 1) != "not" or graph.lower(i - 2) not in {"but", "and"}:
        return False
    return graph.tag(i) in {"IN", "TO"}


def _scope(graph: SentenceGraph, trigger: int) -> list[int]:
    """Return the event and the words above it whose negation or doubt reaches it."""
    found = [trigger]
    node = trigger
    while True:
        parent = graph.tree_parent(node)
        if parent is None or parent[1] in found:
            return found
        dep, head = parent
        if worth := [w for w in find_worth(graph, dep, head) if w not in found]:
            return [*found, *worth]
        if dep == "pobj" and graph.token(head).lower_ in {"of", "for", "as"}:
            _, above = graph.tree_parent(head) or ("root", head)
            # "no evidence of an association", "was not confirmed as a marker"
            shown = SHOWN if graph.token(head).lower_ == "as" else EVIDENCE
            if graph.lemma(above) in shown and above not in found:
                found.append(above)
                node = above
                continue
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
    if dep == "amod" and graph.lower(node) == "predictive":
        return True  # "could not confirm the predictive role of A"
    if dep in {"attr", "acomp", "oprd"} or (dep == "xcomp" and not graph.is_verb(head)):
        return True
    if dep in {"nsubjpass", "dobj"} and graph.lemma(head) in SHOWN:
        return True
    if dep in {"acl", "ccomp"} and graph.lemma(head) in EVIDENCE:
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
        return graph.lemma(head) in graph.words["failing"] or _is_lost(graph, head)
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
    fails = graph.lemma(node) in graph.words["failing"] and graph.pred[node] != "resist"
    if fails and graph.token(node).tag_[:2] in {"VB", "JJ"}:
        return True
    if _is_lost(graph, node):
        return True
    if graph.lemma(node) == "leave" and _leaves_as_it_was(graph, node):
        return True
    if graph.token(node).lower_ == "without" or graph.lemma(node) in graph.words["unmoved"]:
        return True
    if any(graph.doc[c - 1].lower_ == "no" for c in _said_longer(graph, node)):
        return True  # "no longer responded"
    before = [graph.lower(i) for i in range(max(graph.sentence.start, node - 2), node)]
    if before == ["no", "longer"] and graph.is_verb(node):  # hung on the noun before it
        return not graph.children(node, "neg")
    return any(
        dep in NEGATING_DEPS
        and graph.token(child).text != "NO"  # nitric oxide
        and graph.token(child).lower_ in graph.words["negating"]
        and not _is_not_only(graph, child)
        for dep, child in graph.tree_children(node)
    )


def _is_lost(graph: SentenceGraph, node: int) -> bool:
    """Tell whether an ability is one that somebody has not: "loses its ability to raise B"."""
    if graph.lemma(node) not in ABILITIES:
        return False
    dep, verb = graph.parents.get(node, ("", node))
    return dep == "dobj" and graph.lemma(verb) in {"lose", "lack"}


def _said_longer(graph: SentenceGraph, node: int) -> list[int]:
    below = graph.children(node, "advmod")
    return [c for c in below if graph.token(c).lower_ == "longer" and c > graph.sentence.start]


def _leaves_as_it_was(graph: SentenceGraph, node: int) -> bool:
    """Tell whether nothing comes of an event: "left the response to D unchanged"."""
    for token in graph.doc[node + 1 : graph.sentence.end]:
        if token.is_punct or token.tag_[:2] in {"CC", "VB"}:
            break
        if token.lower_ in graph.words["unmoved"]:
            return True
    return False


def has_no_subject(graph: SentenceGraph, verb: int, said: Collection[int] = ()) -> bool:
    """Tell whether nobody does it: "none of the patients responded", "neither A nor B raises C"."""
    subjects = [graph.doc[s] for s in graph.tree_subjects(verb) if s not in said]
    words = [t for s in subjects for t in (s, s.left_edge, *s.lefts) if t.text != "NO"]
    if any(t.lower_ in {"neither", "none", "no"} for t in words):
        return True
    # "In none of the cell lines did A raise B"
    start = graph.sentence.start
    if graph.lower(start) not in {"in", "at", "under"}:
        return False
    fronted = graph.doc[start : start + 2].text.lower()
    if fronted not in {"in none", "in no", "at no", "under no"}:
        return False
    return any(t.dep_ == "aux" and t.lemma_ == "do" for t in graph.doc[start:verb])


def is_alike(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a response is no other than elsewhere: "equally sensitive", "as sensitive as".

    "Equally sensitive to C and D" compares the drugs instead.
    """
    verb = graph.words.verb_class(graph.pred[node])
    if verb is None or verb.kind != "response" or graph.token(node).tag_[:2] not in {"JJ", "VB"}:
        return False
    adverbs = {graph.token(c).lower_ for c in graph.children(node, "advmod")}
    alike = bool(adverbs & {"equally", "similarly", "comparably"})
    alike = alike or ("as" in adverbs and bool(graph.targets(node, "prep_as")))
    return alike and len(graph.targets(node, "prep_to")) == 1


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
