"""Verbs of reactions that the tagger takes for plurals: "PLCγ hydrolyzes PIP2 into IP3".

No noun has these forms, so that a name before and a word behind are enough.
"""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.verb_forms import Heads
from nlp_pipeline.text.tokens import Token

_STEMS = (
    *("hydroly", "cataly", "metaboli", "oxidi", "cataboli", "synthesi", "biosynthesi"),
    *("transaminat", "deaminat", "decarboxylat", "glucuronidat", "hydroxylat", "dephosphorylat"),
    *("phosphorylat", "acetylat", "methylat", "demethylat", "dehydrogenat"),
)
REACTING = frozenset(
    stem + end for stem in _STEMS for end in (("e", "es") if stem[-1] == "t" else ("ze", "zes"))
)
"""Finite forms of these verbs."""
RELATIVE = frozenset({"that", "which"})


def is_reaction_verb(token: Token, named: Collection[int]) -> bool:
    """Tell whether a "noun" before another is the verb of a name right before it."""
    lowers = token.lower_ == "lower" and token.dep_ == "amod"  # "statins lower cholesterol"
    known = token.lower_ in REACTING
    if known and token.dep_ == "relcl":  # "an enzyme that hydrolyzes both A and B"
        return token.i not in named
    reacts = known and token.dep_ in {"compound", "ROOT"}
    if token.i in named or not (reacts or lowers):
        return False
    return bool(mend_reaction_verb(token, named))


def mend_reaction_verb(verb: Token, named: Collection[int]) -> Heads:
    """Give the verb the name before it for its subject and the noun above it for its object."""
    if verb.dep_ == "relcl":
        return {c.i: ("nsubj", verb.i) for c in verb.children if c.lower_ in RELATIVE}
    if verb.dep_ == "ROOT":
        return _mend_root(verb, named)
    noun = verb.head
    if noun.i <= verb.i:
        return {}
    name = next((t for t in (*verb.children, *noun.children, noun.head) if _ends(t, verb)), None)
    if name is None or name.i not in named:
        return {}
    if noun.head == name:  # the name was taken for the verb
        mended = {c.i: (c.dep_, verb.i) for c in name.children if c.i > noun.i}
        mended[verb.i] = (name.dep_, verb.i if name.dep_ == "ROOT" else name.head.i)
    else:
        mended = {verb.i: (noun.dep_, verb.i if noun.dep_ == "ROOT" else noun.head.i)}
    return {**mended, name.i: ("nsubj", verb.i), noun.i: ("dobj", verb.i)}


def _mend_root(verb: Token, named: Collection[int]) -> Heads:
    name = next((c for c in verb.children if _ends(c, verb) and c.i in named), None)
    theme = next((c for c in verb.children if c.i > verb.i and c.i in named), None)
    if name is None or theme is None or theme.left_edge.i != verb.i + 1:
        return {}
    return {name.i: ("nsubj", verb.i), theme.i: ("dobj", verb.i)}


def _ends(token: Token, verb: Token) -> bool:
    """Tell whether a noun stands right before the verb, with no more than a bracket between."""
    between = token.doc[token.i + 1 : verb.i].text
    return token.i < verb.i and (not between or between[0] + between[-1] == "()")
