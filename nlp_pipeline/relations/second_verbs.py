"""Mends the later verbs of a clause that are read as adjectives: "lowered A and raised B".

The parser takes such a verb for a part of what it acts on, and hangs that on the verb before.
"""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.verb_forms import FINITE, MAIN_VERBS, Heads
from nlp_pipeline.text.tokens import Token

EXAMPLES = frozenset({"as", "including", "like"})
"""Words that open a list of examples."""


def mend_behind_adverb(verb: Token, _named: Collection[int]) -> Heads:
    """Read "lowered A partially and raised B" with two verbs, not with two adverbs."""
    adverb, first = verb.head, verb.head.head
    lost = adverb.dep_ == "advmod" and adverb.tag_ == "RB" and first.tag_ in FINITE
    if not lost or verb.lower_ not in MAIN_VERBS or first.i > verb.i:
        return {}
    objects = [c for c in first.children if c.dep_ == "dobj" and c.i > verb.i]
    return {verb.i: ("conj", first.i), **{thing.i: ("dobj", verb.i) for thing in objects}}


def mend_hung_on_verb(verb: Token, start: int) -> Heads:
    """Read "lowered A, and (markedly) raised B" with two verbs: a noun is hung on the first."""
    noun, first = verb.head, verb.head.head
    told = first.lower_.removeprefix("down-").removeprefix("up-")
    hung = noun.dep_ in {"conj", "dobj"}
    if not hung or first.tag_ != "VBD" or told not in MAIN_VERBS | {"regulated"}:
        return {}
    while start > first.i + 1 and verb.doc[start - 1].tag_ == "RB":
        start -= 1
    opened = verb.doc[start - 1].lower_ in {"and", "but", "while", "whereas", ","}
    has_object = any(c.dep_ == "dobj" and c.i < start for c in first.children)
    before = verb.doc[min(noun.left_edge.i, start) : start]  # "partially and"
    if not opened or not has_object or any(t.tag_ not in {"RB", "CC"} for t in before):
        return {}
    if noun.left_edge.i > start:
        return {}
    mended = {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)}
    for third in noun.children:
        if third.dep_ == "conj" and third.tag_ == "VBD":
            mended[third.i] = ("conj", first.i)
        elif third.dep_ == "conj":
            mended.update(mend_second_verb(third, verb))
    return mended


def mend_listed_verb(verb: Token, start: int) -> Heads:
    """Read "raised A and sensitized cells to B" with two verbs, not with two objects.

    So too "lowered A binding to B and raised C", "lowered A via loss of B and raised C", where the
    second may seem to be in the binding or the loss, and "lowered A, raised B", "while raised B".
    """
    noun = verb.head
    if mended := _mend_listed_second(verb, start):
        return mended
    above = noun if noun.dep_ in {"dobj", "advcl"} else noun.head
    while above.dep_ in {"pobj", "prep", "conj"} and not above.head.tag_.startswith("VB"):
        above = above.head
    first = above.head
    plain = above == noun.head and above.dep_ == "dobj" and verb.nbor(-1).text != ","
    finite = first.tag_ in FINITE if plain else first.tag_ == "VBD"
    has_object = any(c.dep_ == "dobj" and c.i < start for c in first.children)
    if noun.dep_ not in {"conj", "dobj", "advcl"} or not finite or not has_object:
        return {}
    known = {"dobj", "prep", "advcl"} if first.tag_ == "VBD" else {"dobj"}
    if above.dep_ not in known or first.i > verb.i:
        return {}
    opening = start - 1 if noun.dep_ == "advcl" else start
    if noun.left_edge.i != opening:
        return {}
    mended = {c.i: ("prep", verb.i) for c in first.children if c.lower_ == "to" and c.i > noun.i}
    third = {c.i: ("conj", first.i) for c in noun.children if c.dep_ == "conj" and c.tag_ == "VBD"}
    return {**mended, **third, verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)}


def _mend_listed_second(verb: Token, start: int) -> Heads:
    """Read "raised A and sensitized cells to B" where the cells hang on the first verb."""
    noun, first = verb.head, verb.head.head
    fits = noun.dep_ == "conj" and first.tag_ == "VBD" and noun.left_edge.i == start
    if not fits or not any(c.dep_ == "dobj" and c.i < start for c in first.children):
        return {}
    return {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)}


def mend_after_comma(verb: Token, start: int) -> Heads:
    """Read a verb behind a comma as that of the subject before an insertion, or as a next one."""
    if start <= verb.sent.start or verb.doc[start - 1].text != ",":
        return {}
    return _mend_after_insertion(verb) or _mend_middle_verb(verb, start)


def _mend_middle_verb(verb: Token, start: int) -> Heads:
    """Read "lowered A, raised B and blocked C" with three verbs, not with a raised B besides A."""
    noun = verb.head
    top = noun
    while top.dep_ in {"appos", "conj"} and top.head.tag_.startswith("NN"):
        top = top.head
    if top == noun or noun.left_edge.i != start:
        return {}
    first = top.head
    if top.dep_ == "nsubj":  # the first verb was lost as well
        lost = [c for c in top.children if c.dep_ == "amod" and c.lower_ in MAIN_VERBS]
        first = lost[0] if lost and top.head.i > verb.i else top
    if first.lower_ not in MAIN_VERBS or first.i > start or top.dep_ not in {"dobj", "nsubj"}:
        return {}
    return {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)}


def _mend_after_insertion(verb: Token) -> Heads:
    """Read "A, a B inhibitor, reduced C activity" with A for the subject of a clause.

    So too "inhibitors, such as A and B, reduced C activity".
    """
    noun = verb.head
    root = noun.head
    while root.dep_ in {"appos", "conj"}:
        root = root.head
    inserted = noun.head != root or any(
        child.dep_ == "appos" or (child.dep_ == "prep" and child.lower_ in EXAMPLES)
        for child in root.children
        if child.left_edge.i - 1 > root.i or child.dep_ == "appos"
    )
    named = noun.dep_ in {"appos", "conj"} and inserted
    if not named or root.dep_ != "ROOT" or not can_be_subject(root):
        return {}
    return {verb.i: ("ROOT", verb.i), noun.i: ("dobj", verb.i), root.i: ("nsubj", verb.i)}


def mend_second_verb(noun: Token, first: Token) -> Heads:
    """Read "… impaired A and blunted B activation" with two verbs where the first was lost."""
    verb = noun.left_edge
    if verb.tag_ == "RB" and verb.i + 1 < noun.i:
        verb = verb.nbor(1)
        opened = verb.nbor(-2).lower_ in {"and", "or"} and verb.head == noun
        fits = opened and verb.lower_ in MAIN_VERBS and verb.i > first.i
        return {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)} if fits else {}
    known = verb.lower_ in MAIN_VERBS and verb.i > first.i
    fits = known and verb.nbor(-1).lower_ in {"and", "or", ","}
    return {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)} if fits else {}


def can_be_subject(root: Token) -> bool:
    """Tell whether a noun at the root of a sentence can be the subject of a lost verb."""
    return root.tag_.startswith("NN") and not any(
        child.dep_ in {"nsubj", "nsubjpass", "cop"} for child in root.children
    )
