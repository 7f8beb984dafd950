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
