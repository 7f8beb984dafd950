"""Mends what the parser makes of brackets and of nouns with a dash of their own.

"Phosphorylation (and inactivation) of B", "ligand-binding to B activates C".
"""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.verb_forms import Heads
from nlp_pipeline.text.tokens import Token

REACH = 8
"""How many tokens a bracket inside a phrase may hold."""
EVENT = ("tion", "sion", "ing", "sis", "age", "ment", "ance", "ase")
"""Ends of nouns that take "of" for what they are done to."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "compound", "pobj"})


def mend_behind_bracket(of: Token, _named: Collection[int]) -> Heads:
    """Hang "of B" of "phosphorylation (and inactivation) of B" on the phosphorylation."""
    doc, close = of.doc, of.i - 1
    if of.lower_ != "of" or close <= of.sent.start or doc[close].text != ")":
        return {}
    opening = close - 1
    while opening > max(of.sent.start, close - REACH) and doc[opening].text not in {"(", ")"}:
        opening -= 1
    noun = doc[opening - 1] if opening > of.sent.start else doc[opening]
    if doc[opening].text != "(" or not noun.tag_.startswith("NN") or of.head.i >= opening:
        return {}
    fits = of.head != noun and of.head.tag_.startswith("VB") and noun.lower_.endswith(EVENT)
    return {of.i: ("prep", noun.i)} if fits else {}


def mend_dashed_binding(binding: Token, _named: Collection[int]) -> Heads:
    """Read "ligand-binding to B activates C" as "ligand binding to B activates C"."""
    first = binding.head
    joined = binding.i == first.i + 2 and binding.nbor(-1).text in {"-", "‐", "‑"}
    if binding.lower_ != "binding" or not joined or first.dep_ not in SUBJECTS:
        return {}
    return {binding.i: (first.dep_, first.head.i), first.i: ("compound", binding.i)}


def mend_holding(name: Token, named: Collection[int]) -> Heads:
    """Let "the activation of B holding it in C" be one of B, which is no kind of holding."""
    gerund, preposition = name.head, name.head.head
    held = [c for c in gerund.children if c.dep_ == "dobj" and c.i > gerund.i]
    fits = name.i in named and gerund.tag_ == "VBG" and gerund.dep_ == "pobj"
    if not fits or not held or name.i != gerund.i - 1 or preposition.lower_ not in {"of", "in"}:
        return {}
    verb = preposition.head
    while not verb.tag_.startswith("VB") and verb.dep_ != "ROOT":
        verb = verb.head
    if not verb.tag_.startswith("VB"):
        return {}
    before = {c.i: (c.dep_, name.i) for c in gerund.children if c.i < name.i}
    return {**before, name.i: ("pobj", preposition.i), gerund.i: ("advcl", verb.i)}
