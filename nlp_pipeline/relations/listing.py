"""Mends what the parser makes of lists and of what is said by the way.

"Growth factors, A and B activate C" (three agents), "through several ways, such as by blocking B"
(it is the subject that blocks), "crucial for A to raise B" (it is A that raises).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from nlp_pipeline.relations.verb_forms import Heads
from nlp_pipeline.text.tokens import Token

SITE: Final = re.compile(r"(?:Ser|Thr|Tyr|Lys|Arg|S|T|Y|K)-?\d{1,4}", re.IGNORECASE)
"""A place on a protein: "Ser473"."""
FORMS: Final = frozenset(
    {"mutant", "mutated", "oncogenic", "activated", "active", "phosphorylated", "total", "nuclear"}
)
"""Forms of a protein, said of the last of a list."""
ALTERED: Final = frozenset(
    {"mutation", "mutations", "amplification", "loss", "overexpression", "activation", "deletion"}
    | {"fusion", "rearrangement", "upregulation", "downregulation", "inactivation", "silencing"}
    | {"fusions", "rearrangements", "deletions", "variant", "variants", "hyperactivation"}
    | {"deficiency", "depletion", "knockdown", "truncation", "stabilization", "inhibition"}
)
"""Nouns for what befalls a gene."""
MEASURED: tuple[str, ...] = (
    "activity",
    "activities",
    "expression",
    "expressions",
    "level",
    "levels",
    "content",
)
MEASURED += ("score", "index", "concentration", "concentrations", "production", "mrna", "protein")
"""Nouns for what there is of something."""
MOVING = ("decrease", "decreases", "increase", "increases", "reduction", "reductions", "elevation")
EVENTS = ("ion", "sis", "loss", "release", "crease", "decline", "cleavage", "secretion")
"""Ends of nouns for what is done to something."""


def mend_list(name: Token, named: Collection[int]) -> Heads:
    """Read "A, B, C, and D" as a list where B is taken for another name of A.

    Without the last comma B and C may well be members of A: "antagonists, B and C, block D"; not
    where the verb follows at once: "growth factors, B and C activate D". Heads that are the same
    noun are a list too: "the A subunit, the B subunit and the C subunit"; so are alterations: "A
    amplification, activation of B and C loss".
    """
    first = name.head
    alike = name.lemma_ == first.lemma_ and name.tag_.startswith("NN")
    alike = alike or (_is_event_of(name) and _is_event_of(first))
    told = all(noun.i in named or noun.lower_ in ALTERED for noun in (name, first))
    if not alike and not told:
        return {}
    chain = [name]
    while end := next((c for c in chain[-1].children if c.dep_ == "conj"), None):
        chain.append(end)
    ands = [c for item in chain for c in item.children if c.lower_ in {"and", "or"}]
    joined = any(c.nbor(-1).text == "," for c in ands)
    well = (c for item in chain for c in item.children if c.dep_ == "cc" and c.lower_ == "as")
    joined = joined or any(c.nbor(-1).lower_ == "well" for c in well)
    before = name.left_edge.nbor(-1).text if name.left_edge.i > name.sent.start else ""
    listed = len(chain) > 1 and before == "," and first.i < name.i < chain[-1].i
    fits = listed and (joined or (bool(ands) and _meets_verb(chain[-1], first)))
    return {name.i: ("conj", first.i)} if fits else {}


def mend_besides(name: Token, named: Collection[int]) -> Heads:
    """Let "degradation of A, as well as the B proteins" be that of both."""
    event = name.head
    if not event.lower_.endswith(EVENTS) or name.i not in named or event.tag_[:2] != "NN":
        return {}
    lists = (c for c in event.children if c.dep_ == "cc" and c.lower_ == "as" and c.i < name.i)
    joined = any(c.nbor(-2).lower_ == "as" for c in lists) and not name.lower_.endswith(EVENTS)
    inside = [c for p in event.children if p.lower_ == "of" for c in p.children]
    inside = [c for c in inside if c.dep_ == "pobj" and c.i in named and c.i < name.i]
    own = any(child.dep_ == "prep" for child in name.children)
    return {name.i: ("conj", inside[0].i)} if joined and inside and not own else {}


def mend_moved_with(noun: Token, named: Collection[int]) -> Heads:
    """Let "a decrease in A, B activity and expression of C" be one in all three.

    The parser hangs those of which nothing else is told on the decrease.
    """
    move = noun.head
    while move.dep_ == "conj" and move.lower_.endswith(MEASURED):
        move = move.head
    if not move.lower_.endswith(MOVING) or not noun.lower_.endswith(MEASURED):
        return {}
    inside = [c for p in move.children if p.lower_ in {"in", "of"} for c in p.children]
    inside = [c for c in inside if c.dep_ == "pobj" and c.i < noun.i]
    graded = any(c.dep_ in {"amod", "det"} and c.i < noun.i for c in noun.children)
    told = any(t.i in named for t in noun.subtree)
    fits = inside and noun.dep_ == "conj" and told and not graded
    return {noun.i: ("conj", inside[0].i)} if fits else {}


def mend_title(noun: Token, _named: Collection[int]) -> Heads:
    """Let the title "A blocks B: loss of C by D" not have A block the loss of C."""
    first, verb = noun.left_edge, noun.head
    colon = first.text == ":" or (first.i > noun.sent.start and first.nbor(-1).text == ":")
    before = any(c.dep_ == "dobj" and c.i < first.i for c in verb.children)
    return {noun.i: ("parataxis", verb.i)} if colon and before else {}


def _is_event_of(noun: Token) -> bool:
    """Tell whether a noun is told of something: "the accumulation of B"."""
    event = noun.lower_.endswith(EVENTS)
    return event and any(child.lower_ == "of" and child.i > noun.i for child in noun.children)


def _meets_verb(last: Token, subject: Token) -> bool:
    """Whether the verb of a subject, or its auxiliary, follows a list without a comma."""
    end = last.right_edge.i + 1
    if subject.dep_ not in {"nsubj", "nsubjpass"} or end >= last.sent.end:
        return False
    after, verb = last.doc[end], subject.head
    return after == verb or (after.head == verb and after.dep_ in {"aux", "auxpass", "advmod"})


def mend_exemplified(preposition: Token, _named: Collection[int]) -> Heads:
    """Hang "by blocking B" on the verb: "affects A through several ways, such as by blocking B"."""
    noun = preposition.head.head
    if preposition.lower_ != "by" or preposition.head.lower_ != "as" or noun.dep_ != "pobj":
        return {}
    way = noun.head
    fits = way.lower_ in {"through", "via", "by", "in"} and way.head.tag_.startswith("VB")
    return {preposition.i: ("prep", way.head.i)} if fits else {}


def mend_for_whom(name: Token, named: Collection[int]) -> Heads:
    """Let A do what it is needed for: "B is crucial for A to raise C"."""
    preposition = name.head
    last = name.right_edge.i + 1
    if preposition.lower_ != "for" or name.i not in named or last >= name.sent.end:
        return {}
    to = name.doc[last]
    verb = to.head
    if to.tag_ != "TO" or verb.tag_ != "VB" or preposition.head.tag_[:2] not in {"JJ", "VB"}:
        return {}
    return {name.i: ("nsubj", verb.i), verb.i: ("pcomp", preposition.i)}


def mend_second_way(preposition: Token, _named: Collection[int]) -> Heads:
    """Hang the second way on the verb as well: "affects A by blocking B or by raising C"."""
    first = preposition.head
    same = preposition.tag_ == "IN" and first.dep_ == "prep" and first.lower_ == preposition.lower_
    return {preposition.i: ("prep", first.head.i)} if same and first.i < preposition.i else {}


def mend_listed_agent(name: Token, _named: Collection[int]) -> Heads:
    """Read "caused by A loss, B loss, C gain or D" as one list where the second is left over."""
    verb = name.head
    comma = name.left_edge.i - 1
    if comma <= verb.sent.start or name.doc[comma].text != "," or not name.tag_.startswith("NN"):
        return {}
    if not verb.tag_.startswith("VB") or name.i < verb.i:
        return {}
    objects = [
        noun
        for preposition in verb.children
        if preposition.dep_ in {"agent", "prep"}
        for noun in preposition.children
        if noun.dep_ == "pobj" and noun.right_edge.i == comma - 1
    ]
    ends = any(t.dep_ == "cc" for t in name.subtree)
    return {name.i: ("conj", objects[0].i)} if objects and ends else {}


def mend_listed_alteration(noun: Token, _named: Collection[int]) -> Heads:
    """Read "resistance to D through A mutation, B loss or C gain" as a list of alterations."""
    comma = noun.left_edge.i - 1
    if noun.lower_ not in ALTERED or comma <= noun.sent.start or noun.doc[comma].text != ",":
        return {}
    inside = [
        first
        for preposition in noun.head.children
        if preposition.dep_ == "prep"
        for first in preposition.children
        if first.dep_ == "pobj" and first.lower_ in ALTERED and first.right_edge.i >= comma - 1
    ]
    fits = inside and inside[-1].i < comma
    return {noun.i: ("conj", inside[-1].i)} if fits else {}


def mend_own_way(preposition: Token, _named: Collection[int]) -> Heads:
    """Hang "by blocking B" on the verb: "A raises the effect of D by blocking B", not on D's."""
    noun = preposition.head
    gerund = any(c.dep_ == "pcomp" and c.tag_ == "VBG" for c in preposition.children)
    held = noun.lower_ in {"effect", "effects", "activity", "efficacy", "action", "toxicity"}
    fits = preposition.lower_ == "by" and gerund and held and noun.dep_ == "dobj"
    return {preposition.i: ("prep", noun.head.i)} if fits else {}


def mend_complex(preposition: Token, _named: Collection[int]) -> Heads:
    """Hang "in complex with B" on A: "A, in complex with B, activates C"."""
    noun = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    verb, comma = preposition.head, preposition.i - 1
    if preposition.lower_ != "in" or noun is None or noun.lower_ not in {"complex", "association"}:
        return {}
    if comma <= verb.sent.start or preposition.doc[comma].text != ",":
        return {}
    ends = {comma - 1, comma}
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.right_edge.i in ends]
    return {preposition.i: ("prep", subjects[0].i)} if subjects else {}


def mend_named_pair(name: Token, named: Collection[int]) -> Heads:
    """Read "a combination, A and B" as one of A and B, not as three things."""
    noun, comma = name.head, name.left_edge.i - 1
    pair = noun.lower_ in {"combination", "combo", "doublet", "pair"} and noun.i < comma
    second = [c for c in name.children if c.dep_ == "conj"]
    fits = pair and name.i in named and noun.doc[comma].text == "," and len(second) == 1
    return {name.i: ("appos", noun.i)} if fits else {}


def mend_after_site(name: Token, named: Collection[int]) -> Heads:
    """Read "phosphorylates A at Ser473, B and C" as a list of A, B and C."""
    site = name.head
    while site.dep_ == "conj":
        site = site.head
    verb = site.head.head
    if name.i not in named or not SITE.fullmatch(site.text) or site.head.lower_ not in {"at", "on"}:
        return {}
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i in named and c.i < site.i]
    return {name.i: ("conj", objects[0].i)} if objects else {}


def mend_listed_before(name: Token, named: Collection[int]) -> Heads:
    """Read "A (B1, B2)" and "A, B and mutant C" as lists where the last is taken for the head."""
    last = name.head
    if name.i not in named or last.i not in named or last.i < name.i:
        return {}
    between = name.doc[name.i + 1 : last.i]
    forms = [t for t in between if t.dep_ == "conj" and t.lower_ in FORMS and t.i == last.i - 1]
    if between.text == ",":
        return {name.i: (last.dep_, last.head.i), last.i: ("conj", name.i)}
    if forms and between[0].text in {",", "and", "or"}:
        form = {forms[0].i: ("amod", last.i)}
        return {**form, name.i: (last.dep_, last.head.i), last.i: ("conj", name.i)}
    return {}


def mend_listed_number(number: Token, named: Collection[int]) -> Heads:
    """Read "E2F-1, -2, and -3" as a list of three."""
    first = number.head
    fits = number.i in named and first.i in named and first.i < number.i
    return {number.i: ("conj", first.i)} if fits else {}
