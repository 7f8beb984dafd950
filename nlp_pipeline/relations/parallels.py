"""Mends lists whose members have clauses of their own, and events that stand one beside the other.

In "A, which raises B, and C, which lowers D" the parser takes C for a second thing that is raised;
in "protection against A, B and C" it sets B beside the protection.
"""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.verb_forms import SUBJECTS, Heads
from nlp_pipeline.text.tokens import Token

AND = frozenset({"and", "or"})
LATE = frozenset(
    {
        "ultimately",
        "eventually",
        "finally",
        "consequently",
        "subsequently",
        "thus",
        "thereby",
        "hence",
    }
)
"""Adverbs before what follows from all that stands before it: "loss of A and ultimately B"."""
SIMULTANEOUS = frozenset({"meanwhile", "simultaneously", "concurrently", "concomitantly"})
"""Adverbs before what happens besides."""
LIKENESS = frozenset({"similar", "like", "unlike", "contrary", "analogous", "comparable"})
"""Words behind which another is named that the subject is likened to."""
AGAINST = frozenset({"protection", "defense", "defence"})
"""Nouns that all names of a list behind "against" belong to."""


def mend_parallel(name: Token, named: Collection[int]) -> Heads:
    """Coordinate A and C in "A, which raises B, and C, which lowers D"."""
    first = _first_of_parallel(name, named)
    return {} if first is None else {name.i: ("conj", first.i)}


def mend_parallel_clause(verb: Token, named: Collection[int]) -> Heads:
    """Let "A, which raises B, and C, which lowers D" say of C that it lowers D."""
    which = next((c for c in verb.children if c.lower_ == "which" and c.i < verb.i), None)
    if which is None or which.i - 2 <= verb.sent.start or which.nbor(-1).text != ",":
        return {}
    name = which.nbor(-2)
    fits = name.i in named and name != verb.head and _first_of_parallel(name, named) is not None
    return {verb.i: ("relcl", name.i)} if fits else {}


def _first_of_parallel(name: Token, named: Collection[int]) -> Token | None:
    """Return A for the C of "A, which raises B, and C, which lowers D", None for other names."""
    doc, before = name.doc, name.left_edge.i - 1
    if name.i + 1 >= len(doc) or doc[name.i + 1].text != ",":
        return None
    if name.i not in named or name.dep_ != "conj" or before <= name.sent.start:
        return None
    if (
        name.i + 2 >= name.sent.end
        or doc[name.i + 2].lower_ != "which"
        or doc[before].lower_ not in AND
    ):
        return None
    clause = name.head
    while clause.dep_ not in {"relcl", "ROOT"}:
        clause = clause.head
    which = next((c for c in clause.children if c.lower_ == "which" and c.i < clause.i), None)
    if clause.dep_ != "relcl" or which is None or not clause.head.i < which.i < before:
        return None
    return clause.head if clause.head.i in named else None


def mend_protected(name: Token, named: Collection[int]) -> Heads:
    """Let "protection against A, B and C" be one against all three."""
    noun = name.head
    if noun.lower_ not in AGAINST or name.nbor(-1).sent != name.sent:
        return {}
    inside = [
        target
        for child in noun.children
        if child.lower_ in {"against", "from"} and child.i < name.i
        for target in child.children
        if target.dep_ == "pobj"
    ]
    own = any(c.lower_ in {"of", "against"} for c in name.children)
    fits = inside and not own and name.doc[inside[-1].right_edge.i + 1].text in {",", "and"}
    return {name.i: ("conj", inside[-1].i)} if fits and inside[-1].i in named else {}


def mend_late(noun: Token, _named: Collection[int]) -> Heads:
    """Let "leads to loss of A and ultimately B" lead to B, which is not lost."""
    opening = noun.left_edge.i
    if noun.doc[opening].lower_ not in LATE or noun.doc[opening - 1].lower_ not in {",", *AND}:
        return {}
    verb = noun.head
    while not verb.tag_.startswith("VB") and verb.dep_ != "ROOT":
        verb = verb.head
    results = [c for p in verb.children if p.lower_ in {"to", "in"} for c in p.children]
    results += [c for c in verb.children if c.dep_ == "dobj"]
    whole = [t for t in results if t.i < opening and t.dep_ in {"pobj", "dobj"}]
    fits = (
        whole and noun.tag_.startswith("NN") and any(c.lower_ == "of" for c in whole[-1].children)
    )
    return {noun.i: ("conj", whole[-1].i)} if fits else {}


def _is_finite(aux: Token) -> bool:
    """Tell whether an auxiliary opens a predicate: "can", "is", not "to"."""
    return aux.dep_ in {"aux", "auxpass"} and aux.tag_ in {"MD", "VBZ", "VBP", "VBD"}


def mend_new_clause(noun: Token, _named: Collection[int]) -> Heads:
    """Read "A raises B, but C can lower D", "… and C is lowered by D" with C for a subject."""
    doc, opening, last = noun.doc, noun.left_edge.i - 1, noun.right_edge.i
    if noun.tag_[:2] != "NN" or opening <= noun.sent.start or last + 2 >= noun.sent.end:
        return {}
    aux = doc[last + 1]
    if doc[opening].lower_ not in {"and", "but", "whereas", "while"} or not _is_finite(aux):
        return {}
    alone = aux.dep_ in {"conj", "parataxis"} and aux.lemma_ == "be"  # "and C is a D"
    verb, main = (aux if alone else aux.head), noun.head
    while main.dep_ != "ROOT" and not main.tag_.startswith("VB"):
        main = main.head
    told = any(c.dep_ in SUBJECTS for c in verb.children)
    fits = verb.i >= aux.i and not told and verb.head == main and main.i < noun.head.i
    if not fits or verb.dep_ not in {"conj", "advcl", "ccomp", "dep", "parataxis"}:
        return {}
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    return {
        noun.i: ("nsubjpass" if passive else "nsubj", verb.i),
        verb.i: ("conj", main.i),
    }


def mend_defined_subject(name: Token, named: Collection[int]) -> Heads:
    """Let "D, an A of high B, was found to …" have D for its subject, of which the rest is said."""
    verb, comma = name.head, name.right_edge.i + 1
    if name.i not in named or name.i > verb.i or not verb.tag_.startswith("VB"):
        return {}
    if comma + 2 >= name.sent.end or name.doc[comma].text != ",":
        return {}
    for noun in verb.children:
        opens = noun.left_edge.i == comma + 1 and name.doc[comma + 1].lower_ in {"a", "an", "the"}
        closed = name.doc[noun.right_edge.i + 1 : noun.right_edge.i + 2].text == ","
        if noun.dep_ in {"nsubj", "nsubjpass"} and opens and closed:
            return {name.i: (noun.dep_, verb.i), noun.i: ("appos", name.i)}
    return {}


def mend_similar(noun: Token, _named: Collection[int]) -> Heads:
    """Let "similar to A, B also lowers C" have B for its subject, no second of A."""
    likeness, verb = noun.head, noun.head.head
    if likeness.lower_ not in LIKENESS or likeness.dep_ not in {"advcl", "prep", "amod"}:
        return {}
    if noun.doc[noun.left_edge.i - 1].text != "," or not verb.tag_.startswith("VB"):
        return {}
    if any(c.dep_ in SUBJECTS for c in verb.children) or noun.i > verb.i:
        return {}
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    return {noun.i: ("nsubjpass" if passive else "nsubj", verb.i)}


def mend_second_place(preposition: Token, _named: Collection[int]) -> Heads:
    """Hang "in B" of "lowers in A by half and in B by a third" where "in A" hangs."""
    verb = preposition.head
    if preposition.tag_ != "IN" or not verb.tag_.startswith("VB"):
        return {}
    for token in reversed(verb.doc[verb.i + 1 : preposition.i]):
        if token.lower_ == preposition.lower_ and token.dep_ == "prep" and token.head != verb:
            return {preposition.i: ("prep", token.head.i)}
    return {}


def mend_meanwhile(verb: Token, _named: Collection[int]) -> Heads:
    """Let "A lowers B, meanwhile, raising C" have A raise C, not the lowered B."""
    before = [t.lower_ for t in verb.doc[max(verb.i - 3, verb.sent.start) : verb.i]]
    beside = SIMULTANEOUS.intersection(before)
    if verb.tag_ != "VBG" or not beside or "," not in before:
        return {}
    main = verb.head
    while main.dep_ != "ROOT" and not main.tag_.startswith("VB"):
        main = main.head
    return {verb.i: ("conj", main.i)} if main.tag_.startswith("VB") and main != verb else {}
