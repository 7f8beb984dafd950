"""Mends what the parser makes of brackets and of nouns with a dash of their own.

"Phosphorylation (and inactivation) of B", "ligand-binding to B activates C".
"""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.rehanging import EVENTS
from nlp_pipeline.relations.verb_forms import Heads
from nlp_pipeline.text.tokens import Token

REACH = 8
"""How many tokens a bracket inside a phrase may hold."""
EVENT = ("tion", "sion", "ing", "sis", "age", "ment", "ance", "ase")
"""Ends of nouns that take "of" for what they are done to."""
LINKING = frozenset(
    {"dependent", "mediated", "induced", "driven", "stimulated", "triggered", "evoked", "elicited"}
    | {"increased", "decreased", "reduced", "elevated", "enhanced", "impaired", "diminished"}
)
"""Words that hang on an event, before all names of a list: "A-induced", "reduced"."""
OBJECTS = frozenset({"dobj", "pobj", "nsubj", "nsubjpass"})
PROCESS = ("tion", "sion", "sis", "genesis", "phagy", "osis", "itis", "ption", "ance", "stress")
"""Ends of names that are a process by themselves: "inflammation"."""
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


def mend_second_event(name: Token, named: Collection[int]) -> Heads:
    """Read "A stabilization and B secretion" as two events, B no third member of the list."""
    event = name.i + 1
    if name.i not in named or event >= name.sent.end or event in named:
        return {}
    noun = name.doc[event]
    listed = noun.dep_ == "conj" and noun.head in (name.head, name)
    fits = listed and noun.tag_.startswith("NN") and noun.lower_.endswith(EVENTS)
    above = name.head if noun.head == name else noun.head
    if not fits or above.i in named or not above.lower_.endswith(EVENTS):
        return {}
    return {name.i: ("compound", event), event: ("conj", above.i)}


def mend_listed_themes(linked: Token, named: Collection[int]) -> Heads:
    """Let "A-dependent B, C and D activation" be an activation of all that depends on A."""
    name = linked.head
    if linked.lower_ not in LINKING or name.i not in named or linked.i > name.i:
        return {}
    event = name.head
    several = any(c.dep_ == "conj" and name.i < c.i < event.i for c in name.children)
    fits = several and name.dep_ in {"nmod", "compound"} and event.lower_.endswith(EVENTS)
    return {linked.i: ("amod", event.i)} if fits and event.i not in named else {}


def mend_first_of_two(name: Token, named: Collection[int]) -> Heads:
    """Coordinate "inflammation and B dysfunction": the dysfunction is not one of inflammation."""
    head = name.head
    seconds = [c for c in name.children if c.dep_ == "conj" and name.i < c.i < head.i]
    if name.i not in named or len(seconds) != 1 or head.dep_ not in OBJECTS:
        return {}
    second = seconds[0]
    whole = name.lower_.endswith(PROCESS) and not second.lower_.endswith(PROCESS)
    if not whole or second.i != head.i - 1 or not head.tag_.startswith("NN"):
        return {}
    return {
        name.i: (head.dep_, head.head.i),
        head.i: ("conj", name.i),
        second.i: ("compound", head.i),
    }
