"""Coordinates what the parser hangs on a neighbour: "raising B and activating C" are two ways."""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.attachment import EVENT
from nlp_pipeline.relations.verb_forms import FINITE, Heads
from nlp_pipeline.text.tokens import Token

LISTING = frozenset({",", "and", "or"})


def mend_listed_verb(verb: Token, _named: Collection[int]) -> Heads:
    """Coordinate "B, which binds C, enters D and raises E": all of B, not of what acts on B."""
    main = verb.head
    before = verb.i - 1
    while before > main.i and verb.doc[before].tag_ == "RB":
        before -= 1
    ends = any(c.dep_ == "cc" for c in verb.children) and any(
        c.dep_ == "conj" and c.tag_ == verb.tag_ for c in verb.children
    )
    if verb.tag_ not in FINITE or verb.doc[before].text != "," or not ends:
        return {}
    if main.tag_[:2] != "VB" or any(c.dep_ == "cc" and c.i < verb.i for c in main.children):
        return {}
    inner = [
        t
        for t in verb.doc[main.i + 1 : before]
        if t.dep_ == "relcl" and t.tag_ == verb.tag_ and t.right_edge.i == before - 1
    ]
    return {verb.i: ("conj", inner[-1].i)} if inner else {}


def mend_second_gerund(verb: Token, _named: Collection[int]) -> Heads:
    """Coordinate "raising B and activating C", not B and the activating."""
    if verb.tag_ != "VBG":
        return {}
    noun = verb.head
    above = noun.head
    fits = noun.tag_.startswith("NN") and noun.dep_ == "dobj"
    own = any(child.dep_ == "dobj" for child in verb.children)
    return {verb.i: ("conj", above.i)} if fits and own and above.tag_ == "VBG" else {}


def mend_lost_gerund(verb: Token, _named: Collection[int]) -> Heads:
    """Coordinate "inhibiting A and promoting activation of B", where B's gerund is lost.

    The parser takes it for the adjective of a second thing that is inhibited.
    """
    if verb.tag_ != "VBG":
        return {}
    noun = verb.head
    first = noun.head
    if noun.dep_ != "conj" or first.dep_ != "dobj":
        return {}
    above = first.head
    opens = verb.doc[verb.i - 1].lower_ in LISTING and noun.left_edge.i == verb.i
    if above.tag_ != "VBG" or not opens or not EVENT.search(noun.lower_):
        return {}
    mended = {verb.i: ("conj", above.i), noun.i: ("dobj", verb.i)}
    mended.update(
        {c.i: (c.dep_, noun.i) for c in first.children if c.dep_ == "prep" and c.i > noun.i}
    )
    return mended


def mend_listed_gerund(verb: Token, _named: Collection[int]) -> Heads:
    """Coordinate "by raising B, lowering C and blocking D": three ways, not one inside another."""
    if verb.tag_ != "VBG" or not any(c.dep_ == "conj" and c.tag_ == "VBG" for c in verb.children):
        return {}
    ways = [c for by in verb.head.children if by.lower_ == "by" for c in by.children]
    gerunds = [t for t in (verb.head, *ways) if t.dep_ == "pcomp" and t.tag_ == "VBG"]
    return {verb.i: ("conj", gerunds[0].i)} if gerunds and gerunds[0].i < verb.i else {}


def mend_listed_name(name: Token, named: Collection[int]) -> Heads:
    """Coordinate "loss of factors such as A, B or C": B and C are listed behind A, not the loss."""
    before = name.left_edge.i - 1
    if name.i not in named or before < 0 or name.doc[before].lower_ not in LISTING:
        return {}
    start = name.sent.start
    if before <= start:
        return {}
    while before > start and name.doc[before].lower_ in LISTING:
        before -= 1
    first = name.doc[before]
    while first.dep_ in {"conj", "compound", "nmod"} and first.head.i >= start:
        first = first.head
    opens = first.dep_ == "pobj" and first.head.lower_ in {"as", "including", "like"}
    # the parser takes B for a member of something before "such as", or for a second subject
    twice = [c for c in name.head.children if c.dep_ == "nsubj" and c.i < first.head.i]
    higher = name.head.i < first.head.i if name.dep_ == "conj" else bool(twice)
    fits = opens and first.i in named and higher
    return {name.i: ("conj", first.i)} if fits else {}


def mend_second_subject(noun: Token, _named: Collection[int]) -> Heads:
    """Read "A raises B, and C lowers D" with C for a subject, not listed with B."""
    opening = noun.left_edge.i - 1
    joined = opening > 1 and noun.doc[opening].lower_ in {"and", "but"}
    if noun.tag_[:2] != "NN" or not joined or noun.doc[opening - 1].text != ",":
        return {}
    last = noun.right_edge.i
    verb = noun.doc[last + 1] if last + 1 < noun.sent.end else noun
    while verb.tag_ == "RB" and verb.i + 1 < noun.sent.end:
        verb = verb.nbor(1)
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
    fits = verb.dep_ == "conj" and verb.tag_ in FINITE and verb.head.i < noun.head.i and not own
    return {noun.i: ("nsubj", verb.i)} if fits else {}


def mend_between(noun: Token, _named: Collection[int]) -> Heads:
    """Coordinate "a relationship between A and the level of B": A and the level."""
    inside = [
        c for p in noun.head.children if p.lower_ == "between" and p.i < noun.i for c in p.children
    ]
    ends = [c for c in inside if c.dep_ == "pobj" and c.i < noun.i]
    if not ends or any(c.dep_ == "conj" for c in ends[-1].children):
        return {}
    return {noun.i: ("conj", ends[-1].i)}


def mend_both(both: Token, _named: Collection[int]) -> Heads:
    """Let "A is activated by B and both raises and lowers C" say the latter of A."""
    if both.lower_ != "both":
        return {}
    verb = both.head
    fits = verb.i == both.i + 1 and verb.dep_ == "conj" and verb.tag_ == "VBZ"
    return {both.i: ("preconj", verb.i)} if fits else {}
