"""Mends what comes of something: "…, leading to C", "raises B to activate D, hence C"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nlp_pipeline.relations.attachment import EVENT
from nlp_pipeline.relations.verb_forms import FINITE, Heads
from nlp_pipeline.text.tokens import Token

MAKING = frozenset({"produce", "release", "secrete", "generate", "synthesize", "form", "express"})
GIVEN = frozenset({"treatment", "therapy", "pretreatment", "incubation", "stimulation"})
TRACED = frozenset({"linked", "attributed", "ascribed", "traced", "related"})
OF_AMOUNTS = frozenset({"downregulation", "upregulation", "up-regulation", "down-regulation"})
AMOUNTS = frozenset({"expression", "level", "levels", "transcription", "mrna", "protein"})
CHANGES = OF_AMOUNTS | {"activation", "inhibition", "stimulation", "induction", "suppression"}
CHANGES |= {"inactivation", "blockade", "repression"}


def mend_other_change(noun: Token, named: Collection[int]) -> Heads:
    """Coordinate "downregulation of A expression and activation of B" by the two changes."""
    amount = noun.head
    if noun.lower_ not in CHANGES or noun.i in named or amount.i in named or amount.dep_ != "pobj":
        return {}
    change = amount.head.head
    fits = amount.lower_ in AMOUNTS and amount.head.lower_ == "of" and change.lower_ in OF_AMOUNTS
    own = any(c.lower_ == "of" for c in noun.children)
    return {noun.i: ("conj", change.i)} if fits and own else {}


def mend_hence(noun: Token, _named: Collection[int]) -> Heads:
    """Coordinate ", hence C" of "A raises B to activate D, hence C" with D, not with B."""
    first = noun.doc[noun.left_edge.i]
    if first.lower_ not in {"hence", "thus"} or first.i <= noun.sent.start:
        return {}
    inner = [
        t
        for t in noun.doc[noun.head.i + 1 : first.i]
        if t.dep_ == "dobj" and t.head.dep_ in {"advcl", "xcomp"} and t.head.head == noun.head
    ]
    if first.nbor(-1).text != "," or not inner:
        return {}
    return {noun.i: ("conj", inner[-1].i)}


def mend_participle(verb: Token, _named: Collection[int]) -> Heads:
    """Hang ", inducing D" on the relative clause right before it, not on the main verb."""
    main = verb.head
    before = verb.i - 1
    while before > main.i and verb.doc[before].tag_ == "RB":
        before -= 1
    if verb.tag_ != "VBG" or verb.doc[before].text != "," or not main.tag_.startswith("VB"):
        return {}
    traced = _traced_to(verb.doc[main.i + 1 : before])
    if traced is not None:
        return {verb.i: ("acl", traced.i)}
    inner = [
        t
        for t in verb.doc[main.i + 1 : before]
        if (t.dep_ == "relcl" and t.tag_ in FINITE) or _makes(t)
        if any(c.dep_ == "dobj" for c in t.children)
    ]
    return {verb.i: ("advcl", inner[-1].i)} if inner else {}


def _traced_to(words: Sequence[Token]) -> Token | None:
    """Return the event of "…, which has been linked to the loss of A, leading to B": it leads.

    So too "…, which is responsible for the loss of A, leading to B".
    """
    for verb in words:
        if verb.dep_ != "relcl":
            continue
        places = [(verb, "to")] if verb.lower_ in TRACED else []
        places += [(c, "for") for c in verb.children if c.lower_ == "responsible"]
        for place, opening in places:
            for to in (c for c in place.children if c.lower_ == opening):
                return next((c for c in to.children if EVENT.search(c.lower_)), None)
    return None


def _makes(verb: Token) -> bool:
    """Tell whether an infinitive says what is made: "activates cells to secrete B, leading to"."""
    infinitive = any(c.tag_ == "TO" for c in verb.children)
    return infinitive and verb.dep_ in {"advcl", "xcomp"} and verb.lemma_ in MAKING


def mend_lost_object_before(name: Token, named: Collection[int]) -> Heads:
    """Let "A activates B promoting C" act on B, which is taken for a part of "B-promoting"."""
    verb, main = name.head, name.head.head
    fits = name.i in named and verb.tag_ == "VBG" and verb.dep_ in {"advcl", "acl", "xcomp"}
    if not fits or not main.tag_.startswith("VB") or not main.i < name.i == verb.i - 1:
        return {}
    own = any(child.dep_ in {"dobj", "nsubjpass"} for child in main.children)
    return {} if own else {name.i: ("dobj", main.i)}


def mend_help(auxiliary: Token, _named: Collection[int]) -> Heads:
    """Let "A helps maintain B" have A maintain B: "helps" is taken for an auxiliary."""
    if auxiliary.lower_ not in {"help", "helps", "helped"}:
        return {}
    verb = auxiliary.head
    if any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children):
        return {}
    return {c.i: (c.dep_, verb.i) for c in auxiliary.children if c.dep_ == "nsubj"}


def mend_treatment(preposition: Token, _named: Collection[int]) -> Heads:
    """Let "loss of A and treatment with D" be two things, the second with D."""
    if preposition.lower_ != "with" or preposition.i <= preposition.sent.start:
        return {}
    noun = preposition.nbor(-1)
    fits = noun.lower_ in GIVEN and noun.dep_ == "conj" and noun.head.dep_ == "pobj"
    if not fits or preposition.head != noun.head.head.head or noun.head.head.lower_ != "of":
        return {}
    return {preposition.i: ("prep", noun.i), noun.i: ("conj", preposition.head.i)}
