"""Mends verbs that the parser reads as adjectives or as parts of what they act on.

"Silencing of A increased the response" is a clause, not one long noun; so is "inhibitors, such as
A, decreased B expression", and "A antagonises B".
"""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.second_verbs import (
    can_be_subject,
    mend_after_comma,
    mend_hung_on_verb,
    mend_listed_verb,
    mend_second_verb,
)
from nlp_pipeline.relations.verb_forms import (
    FINITE,
    MAIN_VERBS,
    Heads,
    before_bracket,
    is_present_form,
    mend_two_clauses,
)
from nlp_pipeline.text.tokens import Token

MODIFYING = frozenset(
    {"phosphorylated", "dephosphorylated", "methylated", "acetylated", "ubiquitinated", "cleaved"}
    | {"deacetylated", "degraded", "sequestered", "deubiquitinated", "hydroxylated"}
)
"""Further ones, of which a participle is as likely unless something follows from them."""
CARRIED = frozenset(
    {"carried", "harbored", "harboured", "showed", "displayed", "exhibited", "lacked", "acquired"}
    | {"developed", "overexpressed", "retained"}
)
"""Verbs in the past tense of what patients and cells have."""
HAPPENING = (
    *("ing", "ion", "down", "out", "loss", "ency", "ations", "ment", "blockade", "ade", "rna"),
    *("level", "levels", "status", "activity", "amount", "presence", "exposure"),
)
"""Ends of nouns for what happens, or for what there is of something."""


def mend_main_verb(verb: Token, named: Collection[int]) -> Heads:
    """Read "Silencing of A increased the response" as a clause, not as one long noun.

    So too behind a "that" which seems to be a preposition: "We report that A activated B".
    """
    start = _start_of_verb(verb)
    noun = verb.head
    if not _may_be_verb(verb, start):
        return {}
    word_before = verb.doc[start - 1].lower_ if start > verb.sent.start else ""
    if second := mend_hung_on_verb(verb, start):
        return second
    if word_before in {"and", ",", "while", "whereas"}:
        return mend_listed_verb(verb, start) or mend_after_comma(verb, start)
    before = _noun_before(verb, named)
    is_noun = before.tag_.startswith("NN") or before.i in named or before.lower_ == "complex"
    if not is_noun or noun.i < verb.i:
        return {}
    if noun.dep_ == "ROOT":
        return _mend_root(verb, noun, before)
    later = noun.head.tag_ in FINITE | {"VBN", "VB"} and noun.head.dep_ in {"ROOT", "ccomp"}
    if noun.dep_ == "nsubj" and later:
        return _mend_before_verb(verb, noun, before, named)
    return (
        _mend_behind_that(verb, noun)
        or _mend_below_root(verb, noun, before)
        or _mend_behind_preposition(verb, noun, before)
        or _mend_second_clause(verb, noun, before)
    )


def _may_be_verb(verb: Token, start: int) -> bool:
    """Tell whether an adjective or noun may be a verb of the past or present."""
    told = verb.doc[start : verb.i + 1].text.replace("-", "").lower()
    past = told in MAIN_VERBS or (told in MODIFYING and _has_consequence(verb.head))
    return past or is_present_form(verb)


def _mend_behind_that(verb: Token, noun: Token) -> Heads:
    """Read "we report that A activated B", where "that" seems to be a preposition."""
    that = noun.head.head
    if noun.dep_ != "appos" or noun.head.dep_ != "pobj" or that.lower_ != "that":
        return {}
    return {
        verb.i: ("ccomp", that.head.i),
        noun.i: ("dobj", verb.i),
        noun.head.i: ("nsubj", verb.i),
        that.i: ("mark", verb.i),
    }


def _mend_below_root(verb: Token, noun: Token, before: Token) -> Heads:
    """Read "deleting A made cells sensitive", where the gerund or A heads the sentence."""
    root = noun.head
    if root.dep_ != "ROOT":
        return {}
    if noun.dep_ == "dobj" and root.tag_ == "VBG":
        return {
            verb.i: ("ROOT", verb.i),
            noun.i: ("dobj", verb.i),
            root.i: ("csubj", verb.i),
            before.i: ("dobj", root.i),
        }
    if noun.dep_ in {"conj", "appos", "dobj"} and can_be_subject(root):
        return {verb.i: ("ROOT", verb.i), noun.i: ("dobj", verb.i), root.i: ("nsubj", verb.i)}
    return {}


def _mend_second_clause(verb: Token, noun: Token, before: Token) -> Heads:
    """Read "A raised B, and C inhibition sensitized cells" as two clauses."""
    first = noun.head
    joined = before.left_edge.i > noun.sent.start and before.left_edge.nbor(-1).lower_ == "and"
    fits = noun.dep_ == "conj" and first.tag_ in FINITE and before.head.i == noun.i and joined
    if not fits or not before.lower_.endswith(HAPPENING):
        return {}
    return {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i), before.i: ("nsubj", verb.i)}


def _mend_root(verb: Token, noun: Token, before: Token) -> Heads:
    """Read "A increased B by C" with B for the object, where B heads the sentence."""
    ways = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"by", "via", "through"}]
    parts = [c for c in verb.children if c.i < before.i]  # "the A/B complex fosters C"
    mended = {
        **{part.i: ("compound", before.i) for part in parts},
        verb.i: ("ROOT", verb.i),
        noun.i: ("dobj", verb.i),
        before.i: ("nsubj", verb.i),
        **{way.i: ("prep", verb.i) for way in ways},
    }
    for child in noun.children:
        if child.dep_ == "conj" and child.tag_ == "VBD":
            mended[child.i] = ("conj", verb.i)
        elif child.dep_ == "conj":  # "… and raised C"
            mended.update(mend_second_verb(child, verb))
        elif child.dep_ in {"acl", "advcl"} and any(c.dep_ == "mark" for c in child.children):
            mended[child.i] = ("advcl", verb.i)  # "… while raising C"
    return mended


def _mend_behind_preposition(verb: Token, noun: Token, before: Token) -> Heads:
    """Read "silencing of A increased B" where it is taken for the silencing of a B."""
    preposition = noun.head
    subject = preposition.head
    if subject.dep_ == "dobj" and subject.head.tag_ == "VBG":
        subject = subject.head  # "combining A with B prolonged survival"
    happens = subject.lower_.endswith(HAPPENING)
    last = subject.head if subject.dep_ == "nsubj" else None
    listed = last is not None and last.tag_ == "VBD" and last.nbor(-1).lower_ in {",", "and"}
    if noun.dep_ != "pobj" or not (subject.dep_ == "ROOT" or listed) or not happens:
        return {}
    mended = {verb.i: ("ROOT", verb.i), noun.i: ("dobj", verb.i), subject.i: ("nsubj", verb.i)}
    if listed and last is not None:  # "silencing of A increased B, raised C and lowered D"
        mended[verb.i] = (last.dep_, verb.i if last.dep_ == "ROOT" else last.head.i)
        mended[last.i] = ("conj", verb.i)
    behind = (c for c in subject.children if c.dep_ == "prep" and c.i > noun.i)
    mended.update({c.i: ("prep", verb.i) for c in behind if c.lower_ in {"against", "from", "to"}})
    if before.head.i in {noun.i, verb.i}:
        mended[before.i] = ("pobj", preposition.i)
    for second in _listed_behind(noun, subject):
        mended.update(mend_second_verb(second, verb))
    return {**mended, **_mend_later_verbs(subject, verb)}


def _listed_behind(*nouns: Token) -> list[Token]:
    """Return what is coordinated with some nouns, and with that."""
    found = [c for noun in nouns for c in noun.children if c.dep_ == "conj"]
    return [*found, *_listed_behind(*found)] if found else []


def _mend_before_verb(verb: Token, noun: Token, before: Token, named: Collection[int]) -> Heads:
    """Read "A increased B levels and suppressed C" as two clauses of A.

    So too "A increased B but did not affect C", "A not only increased B but also …".
    """
    second = noun.head
    if is_present_form(verb):
        return mend_two_clauses(verb, noun, before)
    first = min([second.i, *(c.i for c in second.children if c.dep_ in {"aux", "neg"})])
    opening = verb.doc[first - 1]
    while opening.tag_ == "RB" and opening.i > verb.i:  # "and thereby suppressed C"
        opening = opening.nbor(-1)
    both = verb.doc[max(verb.i - 2, 0) : verb.i].text.lower() == "not only"
    joined = opening.lower_ in {",", "and", "but"} and (both or before.i in named)
    finite = any(c.dep_ in {"aux", "auxpass"} for c in second.children)
    finite = finite and opening.lower_ != "but"
    if not joined or before.i > verb.i or finite:
        return {}
    if not any(c.dep_ == "dobj" for c in second.children):
        return {}
    whole = second.dep_ == "ccomp"
    mended = {
        verb.i: ("ccomp", second.head.i) if whole else ("ROOT", verb.i),
        before.i: ("nsubj", verb.i),
        noun.i: ("dobj", verb.i),
        second.i: ("conj", verb.i),
    }
    for third in noun.children:
        if third.dep_ == "conj" and third.i < second.i:
            mended.update(mend_second_verb(third, verb))
    return mended


def mend_carried(verb: Token, named: Collection[int]) -> Heads:
    """Read "non-responders to D carried A" as a clause, not as an A that D carried."""
    if verb.lower_ not in CARRIED:
        return {}
    noun, before = verb.head, verb.nbor(-1) if verb.i > verb.sent.start else verb
    if noun.i < verb.i or noun.dep_ != "pobj":
        return {}
    subject = noun.head.head
    while subject.dep_ in {"pobj", "prep"}:
        subject = subject.head
    several = subject.dep_ == "ROOT" and subject.tag_ == "NNS" and can_be_subject(subject)
    if before.i not in named or not several or subject.i > before.i:
        return {}
    return {
        verb.i: ("ROOT", verb.i),
        noun.i: ("dobj", verb.i),
        subject.i: ("nsubj", verb.i),
        before.i: ("pobj", noun.head.i),
    }


def _noun_before(verb: Token, named: Collection[int]) -> Token:
    """Return what stands before a verb and its adverbs, the first of a list."""
    before = verb.doc[_start_of_verb(verb)]
    while before.i > verb.sent.start and (before.i >= _start_of_verb(verb) or before.tag_ == "RB"):
        before = before.nbor(-1)
        if before.text == ")" and "(" in verb.doc[verb.sent.start : before.i].text:
            before = before_bracket(before)
    if before.i not in named and before.head.i in named:
        before = before.head  # "IRS-2 impaired": the number ends the name
    while before.dep_ == "conj" and before.i not in {verb.head.i, verb.i}:
        before = before.head  # "of A and B prolonged survival"
    return before


def _has_consequence(noun: Token) -> bool:
    """Tell whether a participle follows: "A phosphorylated B, leading to its loss"."""
    return any(c.tag_ == "VBG" and c.dep_ in {"acl", "advcl"} for c in noun.children)


def _start_of_verb(verb: Token) -> int:
    """Return where a verb of several tokens begins: "up-regulated"."""
    dashed = verb.i - 2 >= verb.sent.start and verb.nbor(-1).text == "-"
    return verb.i - 2 if dashed and verb.nbor(-2).lower_ in {"up", "down"} else verb.i


def _mend_later_verbs(subject: Token, first: Token) -> Heads:
    """Coordinate "… made B resistant, but had no effect on C" with the verb that was lost."""
    return {
        second.i: ("conj", first.i)
        for second in subject.children
        if second.dep_ == "conj" and second.tag_ in {"VBD", "VBZ", "VBP"} and second.i > first.i
    }
