"""Mends where the parser hangs a participle: on the relative clause right before it, in a list.

The parser often hangs it too high: in "A raises B, which lowers C, inducing D" it is the lowered C
that induces D.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from nlp_pipeline.relations.verb_forms import FINITE, Heads
from nlp_pipeline.text.tokens import Token

EVENT = re.compile(r"(?:tion|sion|ment|ing|sis|ance|loss|lack|absence|deficiency|knockdown)$")
"""How nouns end that say what becomes of something."""
TIMES = frozenset({"months", "years", "weeks", "days", "hours"})
FARING = frozenset({"benefited", "responded", "relapsed", "progressed", "survived", "recurred"})
"""What patients do, of which no participle is made."""
CORRELATING = frozenset({"correlated", "coincided", "depended", "varied"})
"""What one thing does with another, said of the first noun: "resistance to D correlated with B"."""
GENERIC = frozenset(
    {"genes", "targets", "proteins", "molecules", "pathways", "factors", "cytokines", "chemokines"}
    | {"enzymes", "kinases", "receptors", "markers", "mediators", "ligands", "effectors"}
)
"""Nouns of which a list behind "including" says more, though they are part of a name."""
CARRYING = frozenset({"harboring", "harbouring", "carrying", "bearing", "containing"})


def mend_carrying(verb: Token, named: Collection[int]) -> Heads:
    """Let "expression of A, harboring B, drives C" speak of an A that harbours B."""
    if verb.lower_ not in CARRYING:
        return {}
    before = verb.i - 1 if verb.nbor(-1).text != "," else verb.i - 2
    if before < verb.sent.start or before not in named or verb.head.i == before:
        return {}
    return {verb.i: ("acl", before)}


def mend_purpose(verb: Token, named: Collection[int]) -> Heads:
    """Hang "to raise C" in "A activates B to raise C" on the verb, not on the name B."""
    name = verb.head
    infinitive = verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)
    above = name.head
    while name.dep_ == "conj" and above.i in named:
        name, above = above, above.head
    event = EVENT.search(name.lower_) and any(c.lower_ == "of" for c in name.children)
    known = name.i in named or event  # "lowers the activation of B to raise C"
    fits = infinitive and known and name.dep_ == "dobj" and above.tag_ in FINITE
    return {verb.i: ("advcl", above.i)} if fits else {}


def mend_inserted(preposition: Token, named: Collection[int]) -> Heads:
    """Hang the way of "A, by activating B, raises C" on the verb, not on A."""
    if preposition.lower_ not in {"by", "via", "through"}:
        return {}
    name = preposition.head
    verb = name.head
    last = preposition.right_edge.i + 1
    before = preposition.nbor(-1) if preposition.i > preposition.sent.start else preposition
    while before.tag_ == "RB" and before.i > preposition.sent.start:  # "A, possibly via C, …"
        before = before.nbor(-1)
    fits = (
        name.i in named
        and name.dep_ in {"nsubj", "nsubjpass"}
        and verb.tag_.startswith("VB")
        and last < len(preposition.doc)
        and before.text in {",", "("}
        and preposition.doc[last].text in {",", ")"}
    )
    return {preposition.i: ("prep", verb.i)} if fits else {}


def mend_including(preposition: Token, named: Collection[int]) -> Heads:
    """Hang "including B" on the proteins: "proteins that control translation, including B".

    So too "loss of tumour suppressors, including B": B is lost.
    """
    noun = preposition.head
    if preposition.lower_ not in {"including", "as", "like"}:
        return {}
    if EVENT.search(noun.lower_):
        inside = [c for of in noun.children if of.lower_ == "of" for c in of.children]
        before = preposition.i - 1
        while noun.i < before and noun.doc[before].lower_ in {",", "such", "("}:
            before -= 1
        listed = [n for n in inside if n.lower_.endswith("s") and n.i == before]
        if preposition.lower_ == "including":
            listed = [n for n in listed if n.i not in named or n.lower_ in GENERIC]
        if listed:
            return {preposition.i: ("prep", listed[0].i)}
    if noun.tag_.startswith("VB"):
        return _mend_listed_objects(preposition, named)
    if preposition.lower_ != "including" or noun.tag_ != "NN" or noun.i > preposition.i:
        return {}
    for above in noun.ancestors:
        several = above.dep_ in {"relcl", "acl"} and above.head.lower_.endswith("s")
        if several and above.head.i < above.i:
            return {preposition.i: ("prep", above.head.i)}
    return {}


def _mend_listed_objects(preposition: Token, named: Collection[int]) -> Heads:
    """Hang "such as B" on what a verb acts on: "activates enzymes such as B"."""
    verb = preposition.head
    before = preposition.i - 1
    while verb.i < before and preposition.doc[before].lower_ in {",", "such", "("}:
        before -= 1
    such = preposition.doc[preposition.i - 1].lower_ == "such"
    if preposition.lower_ == "as" and not such:
        return {}
    noun = preposition.doc[before]
    listed = such or noun.i not in named or noun.lower_ in GENERIC
    if noun.tag_ == "NNS" and noun.i > verb.i and listed:
        return {preposition.i: ("prep", noun.i)}
    # "phosphorylates targets that contribute to B, including C"
    clause = verb.dep_ == "relcl" and verb.head.tag_ == "NNS" and verb.head.i not in named
    return {preposition.i: ("prep", verb.head.i)} if clause else {}


def mend_past(verb: Token, _named: Collection[int]) -> Heads:
    """Read "the tumours derived benefit" as a clause, not as tumours that were derived.

    A participle behind its noun has no object of its own. So too where the noun it is hung on is
    the last of what is said of the subject: "tumours that relapsed on D expressed A".
    """
    noun = verb.head
    while noun.dep_ in {"pobj", "prep", "relcl", "acl"} and noun.head.i < noun.i:
        noun = noun.head
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    alone = noun.dep_ == "ROOT" and noun.tag_.startswith("NN") and noun.i < verb.i
    subjects = any(c.dep_ in {"nsubj", "nsubjpass", "cop"} for c in noun.children)
    if verb.tag_ not in {"VBN", "VBD"} or not objects or not alone or subjects:
        return {}
    if noun != verb.head and noun.tag_ != "NNS":
        return {}
    later = [c for c in noun.children if c.i > verb.i]
    mended = {c.i: (c.dep_, verb.i) for c in later}
    return {**mended, verb.i: ("ROOT", verb.i), noun.i: ("nsubj", verb.i)}


def mend_reduced(verb: Token, _named: Collection[int]) -> Heads:
    """Read "cells made resistant to D were found to lack A" with one main verb, the second."""
    first = verb.head
    if first.dep_ != "ROOT" or first.tag_ != "VBN":
        return {}
    between = verb.doc[first.i + 1 : verb.i]
    joined = any(t.dep_ == "cc" or t.text in {",", ";"} for t in between if t.head.i == first.i)
    finite = any(c.dep_ in {"auxpass", "aux"} and c.tag_ in FINITE for c in verb.children)
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
    subjects = [c for c in first.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < first.i]
    if joined or own or not finite or not subjects:
        return {}
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    noun = subjects[-1]
    return {
        verb.i: ("ROOT", verb.i),
        first.i: ("acl", noun.i),
        noun.i: ("nsubjpass" if passive else "nsubj", verb.i),
    }


def mend_complement(name: Token, named: Collection[int]) -> Heads:
    """Read "leads to D resistance" with a noun where D is taken for a verb."""
    nouns = [c for c in name.children if c.dep_ == "dobj" and c.i == name.i + 1]
    if name.i not in named or not nouns or not name.tag_.startswith("VB"):
        return {}
    preposition = name.head
    later = [c for c in name.children if c.dep_ == "prep" and c.i > nouns[0].i]
    mended = {c.i: ("prep", preposition.head.i) for c in later}
    return {**mended, nouns[0].i: ("pobj", preposition.i), name.i: ("compound", nouns[0].i)}


def mend_condition(verb: Token, _named: Collection[int]) -> Heads:
    """Hang "sensitive to D when A is lost" on the sensitivity, not on the drug."""
    asked = any(c.dep_ == "advmod" and c.lower_ in {"when", "once"} for c in verb.children)
    preposition = verb.head.head
    above = preposition.head
    fits = verb.head.dep_ == "pobj" and preposition.lower_ == "to" and above.tag_[:2] == "JJ"
    return {verb.i: ("advcl", above.i)} if asked and fits else {}


def mend_intransitive(verb: Token, _named: Collection[int]) -> Heads:
    """Read "patients with A benefited from D" as a clause where no other verb is."""
    root = verb.head
    while root.dep_ in {"pobj", "prep", "amod", "compound", "conj", "nmod"}:
        root = root.head
    subjects = any(c.dep_ in {"nsubj", "nsubjpass", "cop"} for c in root.children)
    alone = root.dep_ == "ROOT" and root.tag_.startswith("NN") and not subjects
    passive = any(c.dep_ == "agent" for c in verb.children)
    fares = verb.lower_ in FARING or (verb.lower_ in CORRELATING and root != verb.head)
    if not fares or not alone or passive or root.i > verb.i:
        return {}
    return {verb.i: ("ROOT", verb.i), root.i: ("nsubj", verb.i)}


def mend_alias(name: Token, named: Collection[int]) -> Heads:
    """Let a name in brackets take the place of a symbol that is no name known: "XPG (A)"."""
    if name.i not in named:
        return {}
    first = name.left_edge.i
    bracket = first if name.doc[first].text == "(" else first - 1
    if bracket <= name.sent.start:
        return {}
    symbol = name.doc[bracket - 1]
    opens = name.doc[bracket].text == "(" and name.head.i in {symbol.i, symbol.head.i}
    written = any(c.isupper() for c in symbol.text[1:]) or any(c.isdigit() for c in symbol.text)
    own = any(c.dep_ in {"compound", "nmod", "nummod"} for c in symbol.children)
    noun = symbol.tag_.startswith("NN") and symbol.i not in named and not own
    if not opens or not written or not noun:
        return {}
    place = name.i if symbol.dep_ == "ROOT" else symbol.head.i
    moved = {c.i: (c.dep_, name.i) for c in symbol.children if c.i != name.i}
    return {**moved, name.i: (symbol.dep_, place), symbol.i: ("nmod", name.i)}


def mend_time(verb: Token, _named: Collection[int]) -> Heads:
    """Let "resistance within 12 months, which is due to A" speak of the resistance."""
    if verb.head.lower_ not in TIMES:
        return {}
    noun = verb.head.head.head
    fits = verb.head.dep_ == "pobj" and noun.tag_.startswith("NN")
    return {verb.i: ("relcl", noun.i)} if fits else {}


def mend_pairs(sentence: Sequence[Token]) -> Heads:
    """Read "primary and acquired resistance to D" as one resistance with two adjectives.

    The parser coordinates "primary" with a verb "acquired" that has "resistance" as its object.
    "Resistance" takes the place of "primary", and what hangs on the two adjectives hangs on it.
    """
    mended: Heads = {}
    for token in sentence:
        if token.dep_ != "conj" or not _is_misread_pair(token.head, token):
            continue
        first = token.head
        noun = _noun_of(token)
        if noun is None:
            continue
        dep = "dobj" if first.dep_ == "oprd" else first.dep_
        mended[noun.i] = (dep, first.head.i if first.head.i != first.i else noun.i)
        mended[first.i] = ("amod", noun.i)
        mended[token.i] = ("amod", noun.i)
        for adjective in (first, token):
            for child in adjective.children:
                if child.i > noun.i and child.dep_ in {"prep", "punct", "acl", "relcl", "appos"}:
                    mended[child.i] = (child.dep_, noun.i)
    return mended


def _is_misread_pair(first: Token, second: Token) -> bool:
    return (
        first.tag_ in {"JJ", "NN"}
        and first.dep_ in {"pobj", "dobj", "nsubj", "nsubjpass", "attr", "ROOT", "oprd"}
        and second.tag_ in {"VBN", "VBD"}
        and second.lower_ in {"acquired", "induced", "adapted", "limited", "reduced", "increased"}
    )


def _noun_of(verb: Token) -> Token | None:
    """Return the noun right behind a participle that is taken for its object."""
    for child in verb.children:
        if child.dep_ in {"dobj", "dep", "npadvmod"} and child.i <= verb.i + 4 and child.i > verb.i:
            return child if child.tag_.startswith("NN") else None
    return None
