"""Mends where the parser hangs a participle: on the relative clause right before it, in a list.

The parser often hangs it too high: in "A raises B, which lowers C, inducing D" it is the lowered C
that induces D.
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

FINITE = frozenset({"VBZ", "VBP", "VBD"})


def mend_participle(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Hang ", inducing D" on the relative clause right before it, not on the main verb."""
    main = verb.head
    before = verb.i - 1
    while before > main.i and verb.doc[before].tag_ == "RB":
        before -= 1
    if verb.tag_ != "VBG" or verb.doc[before].text != "," or not main.tag_.startswith("VB"):
        return {}
    inner = [
        t
        for t in verb.doc[main.i + 1 : before]
        if t.dep_ == "relcl" and t.tag_ in FINITE and any(c.dep_ == "dobj" for c in t.children)
    ]
    return {verb.i: ("advcl", inner[-1].i)} if inner else {}


def mend_second_gerund(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Coordinate "raising B and activating C", not B and the activating."""
    noun = verb.head
    above = noun.head
    fits = verb.tag_ == "VBG" and noun.tag_.startswith("NN") and noun.dep_ == "dobj"
    own = any(child.dep_ == "dobj" for child in verb.children)
    return {verb.i: ("conj", above.i)} if fits and own and above.tag_ == "VBG" else {}


def mend_listed_gerund(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Coordinate "by raising B, lowering C and blocking D": three ways, not one inside another."""
    if verb.tag_ != "VBG" or not any(c.dep_ == "conj" and c.tag_ == "VBG" for c in verb.children):
        return {}
    ways = [c for by in verb.head.children if by.lower_ == "by" for c in by.children]
    gerunds = [t for t in (verb.head, *ways) if t.dep_ == "pcomp" and t.tag_ == "VBG"]
    return {verb.i: ("conj", gerunds[0].i)} if gerunds and gerunds[0].i < verb.i else {}


def mend_including(preposition: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Hang "including B" on the proteins: "proteins that control translation, including B"."""
    noun = preposition.head
    if preposition.lower_ != "including" or noun.tag_ != "NN" or noun.i > preposition.i:
        return {}
    for above in noun.ancestors:
        listed = above.dep_ == "relcl" and above.head.lower_.endswith("s")
        if listed and above.head.i < above.i:
            return {preposition.i: ("prep", above.head.i)}
    return {}
