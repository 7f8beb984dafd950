"""Mends where the parser hangs what is put in between, and the second of two purposes or subjects.

"And, together with C, activates B", "is required to lower A and to raise B", "the inhibitor A or
the antibody D lowered B".
"""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.verb_forms import FINITE, SUBJECTS, Heads
from nlp_pipeline.text.tokens import Token

JOINING = frozenset({"and", "or", "but"})
OFFICES = (
    "tor",
    "tors",
    "ser",
    "er",
    "kinase",
    "ligase",
    "phosphatase",
    "protein",
    "gene",
    "target",
)
"""How nouns end that say what a molecule is."""
CHANGES = (
    *("loss", "deletion", "silencing", "knockdown", "depletion", "inactivation", "deficiency"),
    *("mutation", "mutations", "amplification", "overexpression", "expression", "activation"),
    *("inhibition", "phosphorylation", "degradation", "absence", "upregulation", "downregulation"),
)
"""How nouns end that say what becomes of it."""


def mend_second_inserted(preposition: Token, _named: Collection[int]) -> Heads:
    """Hang the way of "binds A and, together with C, activates B" on the second verb."""
    doc, first = preposition.doc, preposition.left_edge.i
    if first < 2 or doc[first - 1].text != "," or doc[first - 2].lower_ not in JOINING:
        return {}
    after = preposition.right_edge.i + 1
    if first < preposition.sent.start + 2 or after + 1 >= preposition.sent.end:
        return {}
    closed = doc[after].text == ","
    verb = doc[after + 1]
    while verb.tag_ in {"RB", "MD"} and verb.i + 1 < preposition.sent.end:
        verb = verb.nbor(1)
    fits = closed and verb.dep_ == "conj" and verb.head.i == preposition.head.i
    return {preposition.i: ("prep", verb.i)} if fits else {}


def mend_second_purpose(verb: Token, _named: Collection[int]) -> Heads:
    """Coordinate "is required to lower A and to raise B": two purposes, not a second main verb."""
    main = verb.head
    if not _is_infinitive(verb) or not main.tag_.startswith("VB") or _is_infinitive(main):
        return {}
    purposes = [
        c
        for c in main.children
        if c.dep_ in {"xcomp", "advcl"} and main.i < c.i < verb.i and _is_infinitive(c)
    ]
    return {verb.i: ("conj", purposes[-1].i)} if purposes else {}


def _is_infinitive(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def mend_hung_participle(verb: Token, _named: Collection[int]) -> Heads:
    """Read "A binds and activates B, leading to C" with an adverbial clause of the verb."""
    fits = verb.tag_ == "VBG" and verb.head.tag_.startswith("VB") and verb.i > verb.head.i
    return {verb.i: ("advcl", verb.head.i)} if fits else {}


def mend_listed_subject(noun: Token, named: Collection[int]) -> Heads:
    """Coordinate "the inhibitor A or the antibody D lowered B": two subjects of one verb."""
    verb, before = noun.head, noun.left_edge.i - 1
    if noun.i not in named or before <= noun.sent.start or verb.i < noun.i:
        return {}
    if noun.doc[before].lower_ not in {"and", "or"} or not verb.tag_.startswith("VB"):
        return {}
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    if verb.head.dep_ == "ROOT" and verb.head.tag_.startswith("NN"):  # "A or D lowered B" as a noun
        subjects.append(verb.head)
    for first in subjects:
        if first.i < before and before - 1 == _end_of(first, before):
            return {noun.i: ("conj", first.i)}
    return {}


def _end_of(noun: Token, limit: int) -> int:
    """Return the last token before a limit that belongs to a noun, without commas behind it."""
    last = max((t.i for t in noun.subtree if t.i < limit), default=noun.i)
    while noun.doc[last].text == "," and last > noun.i:
        last -= 1
    return last


def mend_way(gerund: Token, named: Collection[int]) -> Heads:
    """Read "raises C by activating B" with a gerund where it is taken for an adjective of B."""
    if gerund.tag_ != "VBG" or gerund.head.i not in named:
        return {}
    name, by = gerund.head, gerund.head.head
    before = gerund.nbor(-1) if gerund.i > gerund.sent.start else gerund
    while before.tag_ == "RB" and before.i > gerund.sent.start:  # "by constitutively activating B"
        before = before.nbor(-1)
    way = by.lower_ in {"by", "through", "via"} and before.i == by.i and name.dep_ == "pobj"
    if not way or name.left_edge.i < by.i:
        return {}
    mended = {gerund.i: ("pcomp", by.i), name.i: ("dobj", gerund.i)}
    above = by.head
    if above.dep_ == "dobj" and above.head.tag_ in FINITE:
        mended[by.i] = ("prep", above.head.i)
    return mended


def mend_like(noun: Token, _named: Collection[int]) -> Heads:
    """Read "kinases like A raise B" with the kinases for a subject."""
    like, verb = noun.head, noun.head.head
    fits = like.lower_ == "like" and noun.i == like.i - 1 and verb.tag_[:2] in {"VB", "MD"}
    if not fits or like.i > verb.i or any(c.dep_ in SUBJECTS for c in verb.children):
        return {}
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    return {noun.i: ("nsubjpass" if passive else "nsubj", verb.i), like.i: ("prep", noun.i)}


def mend_lost_subject(name: Token, named: Collection[int]) -> Heads:
    """Let "in all patients loperamide induced A" have loperamide, read as an adverb, induce A."""
    verb = name.head
    if name.i not in named or name.i != verb.i - 1 or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return {}
    if any(c.dep_ in {"nsubj", "nsubjpass", "auxpass", "aux"} for c in verb.children):
        return {}
    acts = verb.dep_ == "ROOT" and any(c.dep_ == "dobj" for c in verb.children)
    return {name.i: ("nsubj", verb.i)} if acts else {}


def mend_like_object(like: Token, _named: Collection[int]) -> Heads:
    """Read "activates kinases like A" with the kinases for an object."""
    nouns = [c for c in like.children if c.dep_ == "npadvmod" and c.i == like.i - 1]
    verb = like.head
    fits = like.lower_ == "like" and nouns and verb.tag_.startswith("VB") and verb.i < like.i
    if not fits or any(c.dep_ == "dobj" for c in verb.children):
        return {}
    return {nouns[0].i: ("dobj", verb.i), like.i: ("prep", nouns[0].i)}


def mend_partly(preposition: Token, _named: Collection[int]) -> Heads:
    """Hang the way of "raises B, in part, through A" on the verb, not on "in part"."""
    first = preposition.head
    if first.lower_ == "part" and first.head.lower_ == "in" and first.i == preposition.i - 1:
        above = first.head.head  # "is responsible in large part for B"
        adjectives = [c for c in above.children if c.dep_ == "acomp" and c.i < preposition.i]
        return {preposition.i: ("prep", adjectives[-1].i if adjectives else above.i)}
    if first.lower_ not in {"in", "at"} or first.tag_ != "IN":
        return {}
    said = {t.lower_ for t in first.doc[first.i + 1 : first.i + 3]} & {"part", "least"}
    fits = preposition.tag_ == "IN" and bool(said) and preposition.i > first.i
    return {preposition.i: ("prep", first.head.i)} if fits else {}


def mend_office(noun: Token, named: Collection[int]) -> Heads:
    """Let "loss of A, a negative regulator of B" say of A what it regulates, not of the loss."""
    event = noun.head
    if not noun.lower_.endswith(OFFICES) or not event.lower_.endswith(CHANGES):
        return {}
    inner = [t for c in event.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj"]
    names = [t for t in inner if t.i in named and t.i + 1 < noun.i]
    comma = names and names[-1].nbor(1).text == ","
    return {noun.i: ("appos", names[-1].i)} if comma and names[-1].i + 2 == noun.left_edge.i else {}


def mend_fold(number: Token, _named: Collection[int]) -> Heads:
    """Let "rose tenfold" have no object."""
    return {number.i: ("advmod", number.head.i)} if number.lower_.endswith("fold") else {}


def mend_contrasted(name: Token, named: Collection[int]) -> Heads:
    """Let "loss of A, not B mutation" speak of the loss of A, with no mutation of A."""
    noun = name.head
    behind = [t.lower_ for t in name.doc[name.i + 1 : name.i + 3]]
    opens = behind[:2] == [",", "not"] or behind[:1] == ["not"]
    if name.i not in named or not opens or noun.i < name.i or noun.dep_ not in {"pobj", "conj"}:
        return {}
    return {name.i: (noun.dep_, noun.head.i), noun.i: ("conj", name.i)}
