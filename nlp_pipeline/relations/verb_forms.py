"""Words that are verbs though they look like nouns: "A decreases", "B signals through C"."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Token

BOTH = frozenset(
    {"signal", "function", "trigger", "increase", "decrease", "block", "release", "target"}
    | {"work", "partner", "act", "cooperate", "team", "fuel", "spark", "force", "shift"}
)
"""Nouns that are plain verbs as well."""
PLAIN = frozenset(
    {"engage", "accumulate", "ubiquitinate", "phosphorylate", "activate", "inhibit", "regulate"}
    | {"induce", "mediate", "recruit", "promote", "stimulate", "suppress", "interact", "modulate"}
    | {"dimerize", "cleave", "degrade", "couple", "associate", "participate", "upregulate"}
    | {"downregulate", "repress", "enhance", "facilitate", "stabilize", "synergize", "secrete"}
)
"""Verbs whose plain form is no noun."""
LONELY = frozenset({"decreases", "increases", "accumulates", "rises", "declines", "drops", "falls"})
LONELY |= {"decrease", "increase", "accumulate", "rise", "decline", "drop", "fall"}
"""Verbs, and their lemmas, that need no object."""


def is_second_verb(token: Token, named: Collection[int]) -> bool:
    """Tell whether a plural is the second verb: "A binds B and signals through C"."""
    plural = token.tag_ == "NNS" and token.lower_.endswith("s") and token.lower_[:-1] in BOTH
    if not plural or token.dep_ != "conj" or token.head.i not in named:
        return False
    after = token.nbor(1).lower_ if token.i + 1 < token.sent.end else ""
    joined = token.nbor(-1).lower_ == "and" and after in {"through", "via"}
    return joined and verb_above(token) is not None


def verb_above(token: Token) -> Token | None:
    """Return the finite verb in the singular that a word hangs under, None where there is none."""
    above = token.head
    while above.dep_ in {"pobj", "prep", "dobj", "conj", "nmod", "compound"}:
        above = above.head
        if above.tag_ == "VBZ":
            return above
    return None
