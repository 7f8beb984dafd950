"""Hangs "by A" on the event it belongs to: "triggers cleavage of B by A" has A cleave B."""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.rehanging import EVENTS, FRAMES, RESPONSE_NOUNS
from nlp_pipeline.relations.verb_forms import Heads
from nlp_pipeline.text.tokens import Token

BRINGING = frozenset(
    {"trigger", "induce", "cause", "promote", "allow", "enable", "facilitate", "prevent", "enhance"}
    | {
        "show",
        "depict",
        "illustrate",
        "demonstrate",
        "represent",
        "describe",
        "indicate",
        "outline",
    }
    | {"summarize", "involve", "include", "require"}
    | {"inhibit", "block", "suppress", "reduce", "decrease", "attenuate", "abolish", "abrogate"}
    | {"impair", "disrupt", "limit", "increase", "stimulate", "potentiate", "augment", "antagonize"}
    | {"repress", "diminish", "counteract", "accelerate", "support", "permit", "amplify"}
)
"""Verbs that take an event with an agent of its own: "triggers cleavage of B by A"."""
ACTING = frozenset(
    {"inhibition", "blockade", "block", "blockage", "antagonism", "inactivation", "suppression"}
    | {"activation", "stimulation", "antagonization", "induction"}
)
"""Nouns for what an agent right behind them does."""
HOLDING = frozenset({"inhibition", "blockade", "block", "antagonism", "suppression", "reduction"})
"""Nouns for what is done to an event, by whom stands behind it: "blockade of B activation"."""
SEEING = frozenset({"see", "observe", "find", "note", "report", "detect", "occur"})
"""Verbs that nobody is named for: "seen following inhibition of A by D"."""
AMOUNTS = frozenset({"expression", "level", "levels", "transcription", "concentration"})
"""What has no agent of its own: "lowers B expression by A"."""


def mend_agent(preposition: Token, named: Collection[int]) -> Heads:
    """Let "the mechanism of B activation by A" have A activate B."""
    frame = preposition.head
    if preposition.lower_ not in {"by", "via", "through"}:
        return {}
    if frame.lower_ in RESPONSE_NOUNS | {"efficacy"} and frame.dep_ == "dobj":
        return {preposition.i: ("prep", frame.head.i)}  # "reduces the response to D via C"
    nearest = mend_nearest_agent(preposition, named)
    if nearest:
        return nearest
    if frame.tag_.startswith("VB"):
        return mend_inner_agent(preposition, named)
    if frame.lemma_.lower() not in FRAMES:
        return {}
    events = [
        noun
        for inner in frame.children
        if inner.lower_ in {"of", "for"} and inner.i < preposition.i
        for noun in inner.children
        if noun.dep_ == "pobj" and noun.lower_.endswith(EVENTS)
    ]
    return {preposition.i: ("prep", events[-1].i)} if events else {}


def mend_inner_agent(by: Token, named: Collection[int]) -> Heads:
    """Let "triggers cleavage of B by A" have A cleave B: an active verb has no agent."""
    verb = by.head
    passive = any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children)
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i < by.i]
    named_agent = any(c.dep_ == "pobj" and c.i in named for c in by.children)
    brings = verb.lemma_.lower() in BRINGING
    needs = verb.lemma_.lower() in {"involve", "require", "include"}
    if passive or not brings or (by.lower_ != "by" and not needs) or not objects or not named_agent:
        return {}
    event = objects[-1].lower_.endswith(EVENTS) and objects[-1].lower_ not in AMOUNTS
    fits = event and objects[-1].right_edge.i == by.i - 1
    return {by.i: ("prep", objects[-1].i)} if fits else {}


def mend_seen(by: Token, named: Collection[int]) -> Heads:
    """Let "which is seen following inhibition of A by D" have D inhibit A."""
    return mend_nearest_agent(by, named) if by.head.lemma_.lower() in SEEING else {}


def mend_nearest_agent(by: Token, named: Collection[int]) -> Heads:
    """Let "studied as a consequence of inhibition of A by D" have D inhibit A: nearest it stands.

    Where the word above is such an event too, "by D" is left to it: "inhibition of A activation by
    D".
    """
    frame = by.head.lower_.endswith(EVENTS) and by.head.tag_.startswith("NN")
    frame = frame and by.head.lower_ not in {"effect", "effects"}
    if by.lower_ != "by" or frame or by.head.i > by.i:
        return {}
    if not any(c.dep_ == "pobj" and (c.i in named or _names_one(c, named)) for c in by.children):
        return {}
    last = by.nbor(-1)
    if last.text in {")", "]"}:
        while last.i > by.sent.start and last.text not in {"(", "["}:
            last = last.nbor(-1)
        last = last.nbor(-1) if last.i > by.sent.start else last
    for noun in (last, *last.ancestors):
        if noun.i >= by.i or noun.i == by.head.i:
            return {}
        above = noun.head.head.head.lower_ if noun.head.dep_ == "pobj" else ""
        of_both = above in ACTING  # "following inhibition of A and B by D"
        parted = not of_both and not any(c.lower_ == "by" for c in noun.head.children)
        if noun.dep_ == "conj" and parted:
            return {}
        if noun.lower_ in ACTING and noun.tag_.startswith("NN") and noun.i < by.i:
            inside = any(t.i in named for t in noun.subtree if t.i < by.i)
            whole = all(t.i < by.i for t in noun.subtree)
            event = _outermost(noun)
            fits = inside and whole and event.i not in {by.i, by.head.i}
            return {by.i: ("prep", event.i)} if fits else {}
    return {}


def _outermost(event: Token) -> Token:
    """Return the blockade of "blockade of B activation by A", of any other event itself."""
    above = event.head.head
    held = event.dep_ == "pobj" and event.head.lower_ == "of" and above.lower_ in HOLDING
    return above if held else event


def _names_one(noun: Token, named: Collection[int]) -> bool:
    """Tell whether a noun stands for a name behind it: "analogs of D"."""
    return any(t.i in named for t in noun.subtree)
