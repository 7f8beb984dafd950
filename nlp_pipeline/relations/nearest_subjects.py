"""Gives a finite verb the noun right before it for its subject: "A raises B, C lowers D".

Captions part clauses by a comma alone, or by an "and" that the parser takes for one of a list; the
noun then hangs on the object before it, and the verb seems to be said of the first subject.
"""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.verb_forms import FINITE, MAIN_VERBS, SUBJECTS, Heads
from nlp_pipeline.text.tokens import Token

CLAUSES = frozenset({"conj", "ccomp", "advcl", "parataxis", "dep"})
WORKING = frozenset({"works", "acts", "functions", "serves", "operates"})
JOINING = frozenset({"and", "but", "while", "whereas", "whereupon", "so"})
COMPLEMENTS = frozenset({"dobj", "xcomp", "ccomp", "oprd"})


def mend_nearest_subject(noun: Token, named: Collection[int]) -> Heads:
    """Read "A raises B, C and D lower E" with C and D for the subject of the second verb.

    Which nouns of the list belong to it, number and commas tell: of "B and C lowers D" it is C,
    of "B, C and D lower E" what the last "and" joins.
    """
    verb = _verb_behind(noun, named)
    if verb is None or not _is_clause_of_its_own(noun, verb):
        return {}
    opening = noun.doc[noun.left_edge.i - 1].lower_ if noun.left_edge.i > noun.sent.start else ""
    first = noun
    if opening == "and" and verb.tag_ == "VBP" and noun.tag_ != "NNS":
        first = noun.head  # "…, C and D lower E"
        before = noun.doc[first.left_edge.i - 1].text if first.left_edge.i > noun.sent.start else ""
        if first.dep_ != "conj" or before != ",":
            return {}
    elif opening not in JOINING | {","}:
        return {}
    return {first.i: ("nsubj", verb.i)}


def mend_after_gerund(noun: Token, _named: Collection[int]) -> Heads:
    """Read "Acting downstream of A, B and C lower D" with B and C for the subject."""
    gerund = noun.head
    while gerund.dep_ in {"pobj", "prep", "dobj", "advmod", "conj"} and gerund.dep_ != "ROOT":
        gerund = gerund.head
    verb = gerund.head
    opened = noun.left_edge.i - 1 > gerund.i and noun.doc[noun.left_edge.i - 1].text == ","
    fits = gerund.dep_ == "csubj" and gerund.tag_ == "VBG" and gerund.left_edge.i == noun.sent.start
    if not fits or not opened or gerund.right_edge.i >= verb.i or verb.tag_ not in FINITE:
        return {}
    if any(t.text == "," for t in noun.doc[gerund.i : noun.left_edge.i - 1]):
        return {}
    return {noun.i: ("nsubj", verb.i), gerund.i: ("advcl", verb.i)}


def mend_works(works: Token, named: Collection[int]) -> Heads:
    """Read "A works to raise B", where the first verb is taken for works of A."""
    verb, name = works.head, works.nbor(-1) if works.i > works.sent.start else works
    opens = works.doc[works.i + 1 : works.i + 2].text.lower() == "to" and works.tag_ == "NNS"
    if works.lower_ not in WORKING or not opens or verb.tag_ != "VB" or verb.i < works.i:
        return {}
    fits = name.i in named and name.head == works
    return {name.i: ("nsubj", verb.i), works.i: ("aux", verb.i)} if fits else {}


def mend_apposed_subjects(name: Token, _named: Collection[int]) -> Heads:
    """Read "A complex, B or C drive D" with all three for the subject, none for another's name.

    Behind another's name a comma would stand: "A, a B or C, drives D".
    """
    first = name.head
    verb, last = first.head, first.right_edge
    if first.dep_ not in {"nsubj", "nsubjpass"} or name.i < first.i or last.i >= verb.i:
        return {}
    listed = {token.lower_ for token in name.subtree if token.dep_ == "cc"}
    opened = name.left_edge.i > first.i and name.doc[name.left_edge.i - 1].text == ","
    closed = last.nbor(1).text in {",", ")", "]", "–", "—", "-"} or last.text == ","
    bare = name.left_edge.tag_ != "DT"
    fits = opened and not closed and bare and bool(listed & {"and", "or"})
    return {name.i: ("conj", first.i)} if fits else {}


def mend_parted_subject(noun: Token, _named: Collection[int]) -> Heads:
    """Read "A raises B and C lowers D", taken for "B and C" lowering D, with C lowering it."""
    first, verb = noun.head, noun.head.head
    if first.dep_ != "nsubj" or verb.tag_ not in {"VBZ", "VBD"} or noun.right_edge.i + 1 != verb.i:
        return {}
    place = first.left_edge.i - 1
    raising = noun.doc[place] if place > noun.sent.start else noun
    joined = noun.doc[noun.left_edge.i - 1].lower_ == "and"
    done = any(child.dep_ in COMPLEMENTS | {"prep"} for child in raising.children)
    if not joined or raising.tag_ not in FINITE or raising.lemma_ == "be" or done:
        return {}
    subject = any(child.dep_ in SUBJECTS for child in raising.children)
    linked = raising in {verb.head, verb.head.head}
    if not subject or not linked or not any(c.dep_ == "dobj" for c in verb.children):
        return {}
    return {
        first.i: ("dobj", raising.i),
        noun.i: ("nsubj", verb.i),
        verb.i: ("conj", raising.i),
    }


def mend_past_clause(verb: Token, named: Collection[int]) -> Heads:
    """Read "A lowered B and D reduced C loss", taken for one loss that is reduced, as two clauses.

    The parser hangs B on the loss and D on B.
    """
    loss = verb.head
    above, noun = loss.head, verb.nbor(-1) if verb.i > verb.sent.start else verb
    first = noun.head
    if verb.tag_ not in {"VBN", "VBD"} or loss.dep_ != "dobj" or above.tag_ != "VBD":
        return {}
    listed = noun.dep_ == "conj" and noun.i in named and first.i in named and first.head == loss
    joined = noun.doc[noun.left_edge.i - 1].lower_ in {"and", ","}
    if not listed or not joined or verb.lower_ not in MAIN_VERBS or first.i <= above.i:
        return {}
    return {
        first.i: ("dobj", above.i),
        noun.i: ("nsubj", verb.i),
        verb.i: ("conj", above.i),
        loss.i: ("dobj", verb.i),
    }


def mend_first_past(verb: Token, named: Collection[int]) -> Heads:
    """Read "A reduced B loss and C raised D", taken for A and a reduced loss that raise D."""
    loss, above = verb.head, verb.head.head
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    fits = loss.dep_ == "nsubj" and before.dep_ == "nsubj" and before.head == above
    if not fits or before.i not in named or verb.lower_ not in MAIN_VERBS:
        return {}
    seconds = [c for c in loss.children if c.dep_ == "conj" and c.right_edge.i == above.i - 1]
    if not seconds or above.tag_ not in FINITE:
        return {}
    return {
        verb.i: ("conj", above.i),
        before.i: ("nsubj", verb.i),
        loss.i: ("dobj", verb.i),
        seconds[0].i: ("nsubj", above.i),
    }


def _verb_behind(noun: Token, named: Collection[int]) -> Token | None:
    """Return the finite verb that follows a noun, adverbs left out."""
    is_noun = noun.tag_.startswith("NN") or noun.i in named
    if not is_noun or noun.right_edge.i != noun.i:
        return None
    place = noun.i + 1
    while place < noun.sent.end and noun.doc[place].tag_ == "RB":
        place += 1
    verb = noun.doc[place] if place < noun.sent.end else noun
    return verb if verb.tag_ in FINITE and verb.lemma_ != "be" else None


def _is_clause_of_its_own(noun: Token, verb: Token) -> bool:
    """Tell whether a verb is said of something else than the noun before it, but of nothing named.

    It is joined to a verb before the noun, has no subject and something that it is said of.
    """
    above = verb.head
    if verb.dep_ not in CLAUSES or above.i >= noun.i or noun.head == verb:
        return False
    told = any(child.dep_ in SUBJECTS for child in verb.children)
    verbs = [verb, *(child for child in verb.children if child.dep_ == "conj")]
    completed = any(c.dep_ in COMPLEMENTS and c.i > verb.i for v in verbs for c in v.children)
    listed = any(token.i < verb.i and token.tag_ == "MD" for token in verb.children)
    return completed and not told and not listed
