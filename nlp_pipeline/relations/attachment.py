"""Mends where the parser hangs a participle: on the relative clause right before it, in a list.

The parser often hangs it too high: in "A raises B, which lowers C, inducing D" it is the lowered C
that induces D.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

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
LISTING = frozenset({",", "and", "or"})
CARRYING = frozenset({"harboring", "harbouring", "carrying", "bearing", "containing"})
FINITE = frozenset({"VBZ", "VBP", "VBD"})


def mend_carrying(verb: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Let "expression of A, harboring B, drives C" speak of an A that harbours B."""
    if verb.lower_ not in CARRYING:
        return {}
    before = verb.i - 1 if verb.nbor(-1).text != "," else verb.i - 2
    if before < verb.sent.start or before not in named or verb.head.i == before:
        return {}
    return {verb.i: ("acl", before)}


def mend_listed_verb(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Coordinate "B, which binds C, enters D and raises E": all of B, not of what acts on B."""
    main = verb.head
    before = verb.i - 1
    while before > main.i and verb.doc[before].tag_ == "RB":
        before -= 1
    ends = any(c.dep_ == "cc" for c in verb.children) and any(
        c.dep_ == "conj" and c.tag_ == verb.tag_ for c in verb.children
    )
    if verb.tag_ not in FINITE or verb.doc[before].text != "," or not ends:
        return {}
    if main.tag_[:2] != "VB" or any(c.dep_ == "cc" and c.i < verb.i for c in main.children):
        return {}
    inner = [
        t
        for t in verb.doc[main.i + 1 : before]
        if t.dep_ == "relcl" and t.tag_ == verb.tag_ and t.right_edge.i == before - 1
    ]
    return {verb.i: ("conj", inner[-1].i)} if inner else {}


def mend_purpose(verb: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
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


def mend_inserted(preposition: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
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


def mend_second_gerund(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Coordinate "raising B and activating C", not B and the activating."""
    if verb.tag_ != "VBG":
        return {}
    noun = verb.head
    above = noun.head
    fits = noun.tag_.startswith("NN") and noun.dep_ == "dobj"
    own = any(child.dep_ == "dobj" for child in verb.children)
    return {verb.i: ("conj", above.i)} if fits and own and above.tag_ == "VBG" else {}


def mend_lost_gerund(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Coordinate "inhibiting A and promoting activation of B", where B's gerund is lost.

    The parser takes it for the adjective of a second thing that is inhibited.
    """
    if verb.tag_ != "VBG":
        return {}
    noun = verb.head
    first = noun.head
    if noun.dep_ != "conj" or first.dep_ != "dobj":
        return {}
    above = first.head
    opens = verb.doc[verb.i - 1].lower_ in LISTING and noun.left_edge.i == verb.i
    if above.tag_ != "VBG" or not opens or not EVENT.search(noun.lower_):
        return {}
    mended = {verb.i: ("conj", above.i), noun.i: ("dobj", verb.i)}
    mended.update(
        {c.i: (c.dep_, noun.i) for c in first.children if c.dep_ == "prep" and c.i > noun.i}
    )
    return mended


def mend_listed_gerund(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Coordinate "by raising B, lowering C and blocking D": three ways, not one inside another."""
    if verb.tag_ != "VBG" or not any(c.dep_ == "conj" and c.tag_ == "VBG" for c in verb.children):
        return {}
    ways = [c for by in verb.head.children if by.lower_ == "by" for c in by.children]
    gerunds = [t for t in (verb.head, *ways) if t.dep_ == "pcomp" and t.tag_ == "VBG"]
    return {verb.i: ("conj", gerunds[0].i)} if gerunds and gerunds[0].i < verb.i else {}


def mend_including(preposition: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
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


def _mend_listed_objects(preposition: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
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


def mend_listed_name(name: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Coordinate "loss of factors such as A, B or C": B and C are listed behind A, not the loss."""
    before = name.left_edge.i - 1
    if name.i not in named or before < 0 or name.doc[before].lower_ not in LISTING:
        return {}
    start = name.sent.start
    if before <= start:
        return {}
    while before > start and name.doc[before].lower_ in LISTING:
        before -= 1
    first = name.doc[before]
    while first.dep_ in {"conj", "compound", "nmod"} and first.head.i >= start:
        first = first.head
    opens = first.dep_ == "pobj" and first.head.lower_ in {"as", "including", "like"}
    # the parser takes B for a member of something before "such as", or for a second subject
    twice = [c for c in name.head.children if c.dep_ == "nsubj" and c.i < first.head.i]
    higher = name.head.i < first.head.i if name.dep_ == "conj" else bool(twice)
    fits = opens and first.i in named and higher
    return {name.i: ("conj", first.i)} if fits else {}


def mend_past(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
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


def mend_reduced(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
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


def mend_complement(name: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Read "leads to D resistance" with a noun where D is taken for a verb."""
    nouns = [c for c in name.children if c.dep_ == "dobj" and c.i == name.i + 1]
    if name.i not in named or not nouns or not name.tag_.startswith("VB"):
        return {}
    preposition = name.head
    later = [c for c in name.children if c.dep_ == "prep" and c.i > nouns[0].i]
    mended = {c.i: ("prep", preposition.head.i) for c in later}
    return {**mended, nouns[0].i: ("pobj", preposition.i), name.i: ("compound", nouns[0].i)}


def mend_condition(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Hang "sensitive to D when A is lost" on the sensitivity, not on the drug."""
    asked = any(c.dep_ == "advmod" and c.lower_ in {"when", "once"} for c in verb.children)
    preposition = verb.head.head
    above = preposition.head
    fits = verb.head.dep_ == "pobj" and preposition.lower_ == "to" and above.tag_[:2] == "JJ"
    return {verb.i: ("advcl", above.i)} if asked and fits else {}


def mend_second_adjective(adjective: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Coordinate "are addicted to A and responsive to D": two things said, not A and another."""
    if adjective.tag_ != "JJ":
        return {}
    above = adjective.head.head.head
    inside = adjective.head.dep_ == "pobj" and adjective.head.tag_.startswith("NN")
    fits = inside and above.tag_[:2] in {"JJ", "VB"} and above.i < adjective.head.i
    own = fits and any(c.dep_ == "prep" and c.lower_ == "to" for c in adjective.children)
    if not own:
        return {}
    return {adjective.i: ("conj", above.i)}


def mend_intransitive(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
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


def mend_second_subject(noun: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Read "A raises B, and C lowers D" with C for a subject, not listed with B."""
    opening = noun.left_edge.i - 1
    joined = opening > 1 and noun.doc[opening].lower_ in {"and", "but"}
    if noun.tag_[:2] != "NN" or not joined or noun.doc[opening - 1].text != ",":
        return {}
    last = noun.right_edge.i
    verb = noun.doc[last + 1] if last + 1 < noun.sent.end else noun
    while verb.tag_ == "RB" and verb.i + 1 < noun.sent.end:
        verb = verb.nbor(1)
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
    fits = verb.dep_ == "conj" and verb.tag_ in FINITE and verb.head.i < noun.head.i and not own
    return {noun.i: ("nsubj", verb.i)} if fits else {}


def mend_between(noun: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Coordinate "a relationship between A and the level of B": A and the level."""
    inside = [
        c for p in noun.head.children if p.lower_ == "between" and p.i < noun.i for c in p.children
    ]
    ends = [c for c in inside if c.dep_ == "pobj" and c.i < noun.i]
    if not ends or any(c.dep_ == "conj" for c in ends[-1].children):
        return {}
    return {noun.i: ("conj", ends[-1].i)}


def mend_alias(name: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
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


def mend_time(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Let "resistance within 12 months, which is due to A" speak of the resistance."""
    if verb.head.lower_ not in TIMES:
        return {}
    noun = verb.head.head.head
    fits = verb.head.dep_ == "pobj" and noun.tag_.startswith("NN")
    return {verb.i: ("relcl", noun.i)} if fits else {}


def mend_both(both: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Let "A is activated by B and both raises and lowers C" say the latter of A."""
    if both.lower_ != "both":
        return {}
    verb = both.head
    fits = verb.i == both.i + 1 and verb.dep_ == "conj" and verb.tag_ == "VBZ"
    return {both.i: ("preconj", verb.i)} if fits else {}


def mend_pairs(sentence: Sequence[Token]) -> dict[int, tuple[str, int]]:
    """Read "primary and acquired resistance to D" as one resistance with two adjectives.

    The parser coordinates "primary" with a verb "acquired" that has "resistance" as its object.
    "Resistance" takes the place of "primary", and what hangs on the two adjectives hangs on it.
    """
    mended: dict[int, tuple[str, int]] = {}
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
