"""Mends clauses whose verb or subject is lost in the one before: "A binds B, driving loss of C".

The parser takes the participle for an adjective, the subject of a clause without "and" for one more
object of the clause before, and what becomes of a thing for what it is like.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from nlp_pipeline.relations.misread import PROMOTING, STOPPING
from nlp_pipeline.relations.verb_forms import FINITE, SUBJECTS, Heads
from nlp_pipeline.text.tokens import Token

FOLLOWING: Final = (
    PROMOTING
    | STOPPING - {"targeting"}
    | {"causing", "eliciting", "evoking", "favoring", "favouring", "fostering", "boosting"}
    | {"increasing", "decreasing", "raising", "lowering", "augmenting", "potentiating", "fueling"}
    | {"upregulating", "downregulating", "repressing", "abolishing", "abrogating", "diminishing"}
    | {"enabling", "permitting", "hampering", "hindering", "dampening", "fuelling", "provoking"}
    | {"stabilizing", "stabilising", "destabilizing", "destabilising", "conferring", "unleashing"}
)
"""Participles that tell, behind a comma, what follows from the clause before."""
KINDS: Final = frozenset(
    {"mutation", "receptor", "ligand", "signal", "factor", "kinase", "variant", "domain", "agent"}
    | {"antibody", "molecule", "protein", "enzyme", "cytokine", "alteration", "lesion", "hormone"}
)
"""Nouns before which a participle is an adjective: "activating mutations"."""
UNDONE: Final = frozenset(
    {"reversed", "overcome", "abrogated", "abolished", "rescued", "blocked", "prevented"}
    | {"counteracted", "inhibited", "suppressed", "attenuated", "antagonized", "antagonised"}
    | {"opposed", "relieved", "alleviated", "circumvented", "bypassed", "negated"}
    | {"restored"}
)
"""Participles behind a comma that tell who takes back what was told before."""
CHANGED: Final = frozenset(
    {"upregulated", "downregulated", "overexpressed", "amplified", "mutated", "elevated", "reduced"}
    | {"increased", "decreased", "enhanced", "diminished", "activated"}
)
"""Participles of what has become of a molecule that are read as a past tense."""
BETWEEN: Final = frozenset({"and", "or", "but", "not", ",", "also"})
"""What stands between "to A" and a second "to B"."""
BECOMING: Final = frozenset({"become", "get"})


def mend_lost_participle(verb: Token, _named: Collection[int]) -> Heads:
    """Let "A binds B, driving loss of C" say that the loss is driven, not that B and it are bound.

    Attributes stay what they are: "A binds B, activating receptors and C".
    """
    if verb.lower_ not in FOLLOWING:
        return {}
    noun, start = verb.head, verb.i
    while start > verb.sent.start and verb.doc[start - 1].tag_ == "RB":
        start -= 1
    opens = start > verb.sent.start and verb.doc[start - 1].text == ","
    if not opens or noun.i < verb.i or noun.left_edge.i != verb.left_edge.i:
        return {}
    if noun.dep_ not in {"conj", "dobj", "appos"} or noun.lemma_.lower() in KINDS:
        return {}
    above = noun.head
    while above.dep_ in {"conj", "dobj", "pobj", "prep", "appos"} and above.tag_[:2] != "VB":
        above = above.head
    fits = above.tag_.startswith("VB") and above.i < verb.i
    return {verb.i: ("advcl", above.i), noun.i: ("dobj", verb.i)} if fits else {}


def mend_becoming(verb: Token, _named: Collection[int]) -> Heads:
    """Read "A becomes ubiquitinated by B" as the passive that it is, "A gets activated" too."""
    copula = verb.head
    if verb.tag_ != "VBN" or copula.lemma_ not in BECOMING:
        return {}
    mended = {
        c.i: ("nsubjpass" if c.dep_ == "nsubj" else c.dep_, verb.i)
        for c in copula.children
        if c.i != verb.i
    }
    above = verb.i if copula.dep_ == "ROOT" else copula.head.i
    return {**mended, verb.i: (copula.dep_, above), copula.i: ("auxpass", verb.i)}


def mend_kept_by(preposition: Token, _named: Collection[int]) -> Heads:
    """Let "B is kept active by A" have A for who keeps it so."""
    adjective = preposition.head
    verb = adjective.head
    told = adjective.dep_ in {"oprd", "acomp"} and adjective.tag_ == "JJ"
    fits = preposition.lower_ == "by" and told and verb.tag_ == "VBN"
    return {preposition.i: ("agent", verb.i)} if fits else {}


def mend_named_way(preposition: Token, named: Collection[int]) -> Heads:
    """Let "A via B raises C" tell how A raises C."""
    name = preposition.head
    if preposition.lower_ not in {"via", "through"} or name.i not in named or name.dep_ != "nsubj":
        return {}
    verb = name.head
    ways = [c for c in preposition.children if c.dep_ == "pobj" and c.i in named]
    listed = any(c.dep_ == "conj" and c.i > preposition.i for c in name.children)
    told = any(c.tag_ == "VBN" for c in name.children)  # "activated A via B"
    event = name.text.isascii() and name.text.islower() and len(name.text) > 3  # "influx through A"
    if listed or told or event:
        return {}
    if not ways or verb.tag_ not in FINITE or preposition.i != name.i + 1:
        return {}
    return {preposition.i: ("prep", verb.i)}


def mend_undone(verb: Token, _named: Collection[int]) -> Heads:
    """Let "A promotes resistance to D, reversed by E" say it of the resistance, not of A."""
    if verb.lower_ not in UNDONE:
        return {}
    above, comma = verb.head, verb.i - 1
    bare = not any(c.dep_ in SUBJECTS | {"auxpass", "aux"} for c in verb.children)
    told = any(c.dep_ == "agent" or c.lower_ == "by" for c in verb.children)
    if not bare or not told or above.tag_ not in FINITE:
        return {}
    if comma <= above.i or verb.doc[comma].text != ",":
        return {}
    objects = [c for c in above.children if c.dep_ == "dobj" and c.right_edge.i == comma - 1]
    return {verb.i: ("acl", objects[0].i)} if objects else {}


def mend_loose_relative(verb: Token, named: Collection[int]) -> Heads:
    """Hang "that then binds B" on the name before it: "C frees A, that then binds B".

    So too "favouring A, which induces B".
    """
    said = {"that", "which"} if verb.head.tag_ == "VBG" else {"that"}
    that = next((c for c in verb.children if c.lower_ in said and c.tag_ == "WDT"), None)
    if that is None or that.i - 2 <= verb.head.i or that.nbor(-1).text != ",":
        return {}
    name = that.nbor(-2)
    fits = name.i in named and verb.tag_ in FINITE and that.i < verb.i
    return {verb.i: ("relcl", name.i), that.i: ("nsubj", verb.i)} if fits else {}


def mend_second_to(to: Token, named: Collection[int]) -> Heads:
    """Hang "to B" beside "to A": "resistant to A, but not to B", "sensitizes them to A and to B".

    The drug behind it may be taken for a verb.
    """
    if to.lower_ != "to" or to.i + 1 >= to.sent.end:
        return {}
    before = to.i - 1
    while before > to.sent.start and to.doc[before].lower_ in BETWEEN:
        before -= 1
    if before == to.i - 1:
        return {}
    name = to.doc[before]
    while name.dep_ in {"conj", "compound", "appos"} and name.head.i in named:
        name = name.head
    first = next((t for t in (name.head, *name.children) if t.lower_ == "to"), None)
    if first is None or name.i not in named or first.i > name.i or first.i == to.i:
        return {}
    host = name.head if first.head == name else first.head
    drug = {to.head.i: ("pobj", to.i)} if to.dep_ == "aux" and to.head.i in named else {}
    fits = bool(drug) or to.dep_ == "conj"
    return {**drug, to.i: ("prep", host.i)} if fits else {}


def mend_altered_name(verb: Token, named: Collection[int]) -> Heads:
    """Read "A mutations and upregulated B are found" with B for a second thing, no second verb."""
    name = next((c for c in verb.children if c.dep_ == "dobj"), None)
    noun = verb.head
    if verb.lower_ not in CHANGED or name is None or name.i not in named:
        return {}
    joined = verb.nbor(-1).lower_ in {"and", "or"} and verb.i + 1 == name.left_edge.i
    behind = noun.head.i > name.i and noun.dep_ in {"nsubj", "nsubjpass"}
    if not joined or not behind or not noun.tag_.startswith("NN"):
        return {}
    return {verb.i: ("amod", name.i), name.i: ("conj", noun.i)}
