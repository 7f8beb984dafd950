"""Mends lists of drugs and of alterations: what stands behind "and" is a second of its kind.

"Resistance to C and D", "reduced levels of A and increases in B": the
parser hangs the second on a word too high, or takes it for something that both are said of.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from nlp_pipeline.relations.coordinating import LISTING
from nlp_pipeline.relations.verb_forms import Heads
from nlp_pipeline.text.tokens import Token

RESPONSE = re.compile(
    r"(?:chemo|radio|cross-?)?(?:resistan(?:ce|t)|sensitivit(?:y|ies)|responses?|responsiveness"
    r"|insensitivity|refractoriness|benefit|susceptibility|tolerance)"
)
SINGLING = frozenset({"especially", "particularly", "notably", "namely", "specifically"})
"""Adverbs before the members of a class that are meant above all."""
MOVED = frozenset({"increases", "decreases", "rises", "drops", "gains", "reductions"})
"""Nouns in the plural that are verbs as well."""


def mend_listed_complement(name: Token, named: Collection[int]) -> Heads:
    """Coordinate "resistant to A, B and C but …": B is listed behind A, not behind the verb.

    Nor behind the noun: "resistance to A and B".
    """
    before = name.left_edge.i - 1
    joined = before > name.head.i and name.doc[before].lower_ in LISTING
    above = name.head.tag_.startswith(("VB", "JJ")) or RESPONSE.fullmatch(name.head.lower_)
    if name.i not in named or not joined or not above:
        return {}
    if any(c.dep_ in {"nsubj", "cop", "nsubjpass", "aux"} for c in name.children):
        return {}
    while before > name.head.i and name.doc[before].lower_ in LISTING:
        before -= 1
    first = name.doc[before]
    while first.dep_ in {"compound", "nmod", "conj"} and first.head.i > name.head.i:
        first = first.head
    fits = first.i in named and first.dep_ == "pobj" and first.right_edge.i == before
    return {name.i: ("conj", first.i)} if fits else {}


def mend_moved(noun: Token, _named: Collection[int]) -> Heads:
    """Coordinate "associated with reduced levels of A and increases in B": nouns, both."""
    verb = noun.head
    inside = any(c.lower_ in {"in", "of"} for c in noun.children)
    if noun.lower_ not in MOVED or not inside or not verb.tag_.startswith("VB"):
        return {}
    if any(c.dep_ in {"dobj", "nsubj", "nsubjpass", "aux"} for c in noun.children):
        return {}
    before = [
        inner
        for c in verb.children
        if c.dep_ in {"prep", "agent"} and verb.i < c.i < noun.i
        for inner in c.children
        if inner.dep_ == "pobj"
    ]
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    return {noun.i: ("conj", before[-1].i)} if before and passive else {}


def mend_singled_out(name: Token, named: Collection[int]) -> Heads:
    """Let "natural products, especially A and B" be A and B, where A is taken for an adjective."""
    noun = name.head
    if name.i not in named or noun.i > name.i or not noun.tag_.startswith("NN"):
        return {}
    said = any(c.lower_ in SINGLING and c.i == name.left_edge.i for c in name.children)
    said = said or name.doc[name.left_edge.i - 1].lower_ in SINGLING
    return {name.i: ("appos", noun.i)} if said else {}
