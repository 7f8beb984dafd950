"""What the words beside a name say has happened to it: lost, mutated, phosphorylated, high."""

from __future__ import annotations

import re

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.graph import SentenceGraph
from nlp_pipeline.relations.words import DASHES

BY_IT = frozenset({"activated", "inhibited", "blocked", "suppressed"})
"""Behind a dash they tell what a name does to something else: "A-activated cells"."""
OF_A_LIST = frozenset(
    {"mutant", "mutated", "phosphorylated", "overexpressed", "oncogenic", "activated", "active"}
    | {"silenced", "amplified", "elevated", "increased", "upregulated", "downregulated"}
)
"""Adjectives that are said of all the names of a list behind them."""
KNOCKED_OUT = re.compile(r"\(?[-‐‑–−—+]/[-‐‑–−—]\)?")
"""A genotype right behind a gene: "p53-/- cells", "alpha3 +/- mice"."""
DISABLING = re.compile(
    r"(?:loss[-‐‑–\s]of[-‐‑–\s]function|inactivating|truncating|deleterious|disabling|lof)\s?(?:\w+\s)?$",
    re.IGNORECASE,
)
"""What stands before mutations that leave nothing of a gene's work."""
LONGEST_DISABLING = 6
"""Tokens of such words: "loss-of-function" is five."""
GRADED = frozenset({"molecular", "affinity", "density", "dose", "doses", "dosage", "dosages"})
GRADED |= {"concentration", "concentrations", "nanomolar", "micromolar", "millimolar"}
"""What "low" and "high" are said of where a name follows: "low dose D"."""
OF_ITS_OWN = re.compile(r"^anti(?:gen|oxidant|bod)|immun|defen[cs]e|presentation", re.IGNORECASE)


def find_state(
    graph: SentenceGraph, node: int, mention: MentionSpan, *, nouns: bool = True
) -> str | None:
    """Return the state that words beside a mention give it, else None.

    Looked at in this order: the mention itself ("p-Src"), adjectives before it ("mutant BRAF"),
    and an adjective or noun that it modifies ("PTEN-deficient", "PTEN loss").

    Args:
        graph: The sentence.
        node: Node of the mention.
        mention: The mention; a variant is never given the state ``mutation`` besides.
        nouns: False where a noun above it is an event of its own ("induces B phosphorylation").
    """
    state = _stated(graph, node, mention, nouns=nouns)
    return None if mention.type == "Variant" and state == "mutation" else state


def state_of_noun(graph: SentenceGraph, node: int) -> str | None:
    """Return the state that a noun gives what it is said of: "loss-of-function mutations" loss."""
    state = graph.words.state_of_noun(graph.lemma(node))
    if node + 1 < graph.sentence.end and graph.lower(node + 1).startswith("polymorphism"):
        return None  # "the A deletion polymorphism" leaves A where it is
    return "loss" if state == "mutation" and is_disabling(graph, node) else state


def is_disabling(graph: SentenceGraph, node: int) -> bool:
    """Tell whether the mutations at a node are said to undo a gene."""
    first = max(node - LONGEST_DISABLING, graph.sentence.start)
    return DISABLING.search(graph.text(first, node)) is not None


def is_of_disabled(graph: SentenceGraph, node: int) -> bool:
    """Tell whether a gene is said to have such mutations: "truncating mutations of A"."""
    return any(
        is_disabling(graph, noun) and node in graph.targets(noun, edge)
        for noun in graph.with_lemma(("mutation", "alteration"))
        for edge in ("mod", "prep_in", "prep_of")
    )


def _stated(graph: SentenceGraph, node: int, mention: MentionSpan, *, nouns: bool) -> str | None:
    if mention.state is not None:
        return mention.state
    if is_opposed(graph, mention):
        return "inhibition"
    if _is_knocked_out(graph, mention):
        return "loss"
    words = graph.words
    for child in graph.targets(node, "mod"):
        state = words.state_of_adjective(graph.token(child).lower_)
        if state is not None and child not in graph.mentions and not _is_grade(graph, child):
            return state
    if state := _state_of_gene(graph, node) or _state_of_list(graph, node):
        return state
    # "mutant A expression": the parser hangs the adjective on the expression
    before = max(mention.start_token - 1, graph.sentence.start)
    if graph.lower(before) in {"mutant", "mutated"} and before < node:
        return "mutation"
    parent = graph.tree_parent(node)
    if parent is not None and parent[0] == "pobj" and graph.token(parent[1]).lower_ == "without":
        return "loss"
    listed = _state_listed(graph, node, mention) if nouns else None
    return listed or _state_above(graph, node, nouns=nouns) or _state_after(graph, mention)


def _state_listed(graph: SentenceGraph, node: int, mention: MentionSpan) -> str | None:
    """Return the state that the noun right behind a name in a list gives it.

    In "A loss or B mutation" the parser at times hangs A, the loss and B on the mutation.
    """
    doc, i = graph.doc, mention.end_token
    if i + 1 >= graph.sentence.end or doc[i + 1].lower_ not in {"and", "or", ","}:
        return None
    _, head = graph.tree_parent(node) or ("root", node)
    if head == i or not doc[i].tag_.startswith("NN") or doc[i].head.i != head:
        return None
    return state_of_noun(graph, i) if i in graph.pred else None


def _state_of_list(graph: SentenceGraph, node: int) -> str | None:
    """Return the state that an adjective gives a whole list: "mutant A, B and C"."""
    dep, head = graph.tree_parent(node) or ("root", node)
    if dep != "conj" or head > node or graph.targets(node, "mod"):
        return None
    ends = [m for n in (head, node) for m in graph.mentions.get(n, ())]
    if len(ends) < 2 or any(m.type not in {"Gene", "Family"} for m in ends):
        return None
    between = graph.doc[ends[0].end_token : ends[-1].start_token].text
    if between not in {",", "and", "or", ", and", ", or", "and/or"}:
        return None
    before = graph.doc[max(ends[0].start_token - 1, graph.sentence.start)]
    if before.i < ends[0].start_token and before.lower_ in OF_A_LIST:
        return graph.words.state_of_adjective(before.lower_)
    return _state_of_list(graph, head)


def _state_of_gene(graph: SentenceGraph, node: int) -> str | None:
    """Return the state of a gene told of its promoter or locus: "the methylated A promoter"."""
    dep, head = graph.tree_parent(node) or ("root", node)
    if dep not in {"compound", "nmod"} or graph.lemma(head) not in {"promoter", "gene", "locus"}:
        return None
    told = (graph.token(c).lower_ for c in graph.targets(head, "mod") if c not in graph.mentions)
    return next((s for word in told if (s := graph.words.state_of_adjective(word))), None)


def _state_above(graph: SentenceGraph, node: int, *, nouns: bool) -> str | None:
    """Return the state that the word right above a name gives it: "PTEN loss", "A-null"."""
    dep, head = graph.tree_parent(node) or ("root", node)
    if head in graph.mentions or head <= node:
        return None
    if dep not in {"compound", "nmod", "amod", "npadvmod", "poss", "dep"}:
        return None
    state = graph.words.state_of_adjective(graph.token(head).lower_)
    if graph.token(head).lower_ in BY_IT and graph.doc[head - 1].text in DASHES:
        state = None
    if state is not None and graph.token(head).tag_ in {"JJ", "VBN", "VBG"}:
        return state
    # In "TSC1/2 inhibition of mTOR" the name before the noun is the one who acts.
    of_another = graph.targets(head, "prep_of") or graph.targets(head, "prep_on")
    if nouns and graph.token(head).tag_.startswith("NN") and not of_another:
        return state_of_noun(graph, head)
    return None


def _is_knocked_out(graph: SentenceGraph, mention: MentionSpan) -> bool:
    """Tell whether a genotype ends a gene's name or follows it: "p53-/- cells"."""
    if mention.type not in {"Gene", "Family"}:
        return False
    end = mention.end_token
    name = graph.text(mention.start_token, end).rstrip(" ")
    behind = graph.text(end, end + 5).replace(" ", "")
    if "/" not in name and "/" not in behind:
        return False
    return KNOCKED_OUT.match(behind) is not None or name.endswith(("-/-)", "−/−)", "-/-", "−/−"))


def _is_grade(graph: SentenceGraph, node: int) -> bool:
    """Tell whether "low" or "high" grades something else: "low molecular weight", "low dose D"."""
    behind = graph.doc[node + 1 : node + 3].text.lower().replace("-", " ").split()
    return bool(behind) and behind[0] in GRADED


def _state_after(graph: SentenceGraph, mention: MentionSpan) -> str | None:
    """Read "-mutant", "-deficient" right behind the mention, whatever the parser made of it."""
    dash = mention.end_token
    if dash + 1 >= graph.sentence.end:
        return None
    if graph.lower(dash) not in DASHES:  # "A negative cases"
        told = graph.doc[dash]
        beside = told.tag_ == "JJ" and told.head.i == graph.doc[dash - 1].head.i > dash
        return graph.words.state_of_adjective(graph.lower(dash)) if beside else None
    word = graph.lower(dash + 1)
    return None if word in BY_IT else graph.words.state_of_adjective(word)


def moved_state(graph: SentenceGraph, node: int) -> str | None:
    """Return the state that "increased" or "low" gives the name behind "… expression"."""
    if graph.lemma(node) in {"dose", "dosage"}:
        return None  # at "low doses of D" there is no lack of D
    brought_in = graph.words["brought_in"] if graph.pred[node] == "express" else frozenset()
    said = [s for s in graph.sources(node, "subj") if graph.token(s).tag_[:2] == "JJ"]
    for child in (*graph.targets(node, "mod"), *said):  # "A levels were high"
        word = graph.word(child)
        if word == "level":  # "low-level expression"
            word = next((graph.word(c) for c in graph.targets(child, "mod")), word)
        if word in graph.words["raising_adjectives"] or word in brought_in:
            return "overexpression"
        if word in graph.words["lowering_adjectives"]:
            return "loss"
    return None


def is_opposed(graph: SentenceGraph, mention: MentionSpan) -> bool:
    """Tell whether a process is named by what is against it: "anti-apoptotic signals".

    Immunity against something is a process of its own: "antitumor immunity".
    """
    if mention.type != "Process":
        return False
    first = graph.doc[mention.start_token].lower_
    return first.startswith("anti") and not (
        OF_ITS_OWN.search(mention.label) or OF_ITS_OWN.search(first)
    )


def is_deadly(graph: SentenceGraph, mention: MentionSpan) -> bool:
    """Tell whether a name is that of what a drug is given for: "the cytotoxic effect of D"."""
    first, last = graph.doc[mention.start_token], graph.doc[mention.end_token - 1]
    return first.lower_ in graph.words["deadly"] and last.lemma_ in {"effect", "activity", "action"}
