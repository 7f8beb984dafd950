"""Mends what the parser makes of a verb taken for a noun or adjective, and of its subject.

"PLCγ hydrolyzes PIP2" (a plural), "silencing of A increased the response" (an adjective), "butyrate
can raise B" (a name taken for the verb): the words are the same, what they do is not.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from nlp_pipeline.relations.main_verbs import mend_main_verb
from nlp_pipeline.relations.reaction_verbs import is_reaction_verb, mend_reaction_verb
from nlp_pipeline.relations.verb_forms import (
    BOTH,
    FINITE,
    LONELY,
    PLAIN,
    SUBJECTS,
    Heads,
    is_keeping,
    is_present_form,
    is_relative_verb,
    is_second_verb,
    mend_keeping,
    verb_above,
)
from nlp_pipeline.relations.words import Words
from nlp_pipeline.text.tokens import Token

PASSIVE = frozenset(
    {"elevated", "upregulated", "downregulated", "overexpressed", "increased", "decreased"}
    | {"reduced", "amplified", "mutated", "silenced", "enriched", "deleted", "depleted"}
    | {"up-regulated", "down-regulated", "enhanced", "diminished", "lowered"}
)
"""Participles that are read as adjectives behind "be"."""
STOPPING = frozenset(
    {"blocking", "inhibiting", "targeting", "silencing", "suppressing", "depleting", "disrupting"}
    | {"inactivating", "antagonizing", "deleting", "ablating", "neutralizing", "knocking"}
    | {"activating", "overexpressing", "restoring", "stimulating", "reducing"}
)
"""Gerunds that are read as adjectives of the name that they have for their object."""
PROMOTING = frozenset(
    {"promoting", "regulating", "mediating", "inducing", "enhancing", "modulating", "controlling"}
    | {"driving", "preventing", "attenuating", "facilitating", "suppressing", "inhibiting"}
    | {"maintaining", "triggering", "stimulating", "restoring", "reducing", "limiting"}
    | {"accelerating", "sustaining", "initiating", "supporting", "impairing", "counteracting"}
    | {"hydrolyzing", "hydrolysing", "metabolizing", "converting", "oxidizing", "catalyzing"}
    | {"degrading", "phosphorylating", "dephosphorylating", "cleaving", "depleting", "exporting"}
    | {"importing", "synthesizing", "catabolizing", "deaminating", "inactivating"}
)
"""Gerunds behind a preposition that are read as adjectives of what they act on."""
SHOWING = frozenset(
    {"showing", "depicting", "illustrating", "underlying", "demonstrating", "describing"}
    | {"summarizing", "suggesting", "proposing", "indicating", "hypothesizing"}
)
"""Gerunds of what a figure does, behind which a clause may stand without "that"."""
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "conj", "dep"})


def find_misread_verbs(
    sentence: Sequence[Token], named: Collection[int], words: Words
) -> frozenset[int]:
    """Return the tokens that are verbs though the tagger takes them for plurals: "A activates B".

    Such a token is the root of its sentence, stands right behind a name, and a verb is known that
    it can be a form of; or it is one of the main verbs read as adjectives.
    """
    return frozenset([token.i for token in sentence if _is_misread(token, named, words)])


def _is_misread(token: Token, named: Collection[int], words: Words) -> bool:
    tag = token.tag_
    if tag == "JJ":
        read_over = token.dep_ == "amod" and mend_main_verb(token, named)
        lost = token.dep_ == "ROOT" and words.may_be_verb(token.lemma_.lower())
        return bool(read_over) or _is_passive(token) or (lost and _has_clause(token, named))
    if tag == "JJR":
        return is_reaction_verb(token, named)
    if tag not in {"NN", "NNS"}:
        return False
    if tag == "NNS" and is_relative_verb(token, named):
        return True
    if is_reaction_verb(token, named) or is_keeping(token, named):
        return True
    if token.dep_ in {"compound", "nmod"} and token.i not in named and is_present_form(token):
        return bool(mend_main_verb(token, named))
    return is_second_verb(token, named) or (
        token.dep_ == "ROOT"
        and (tag == "NNS" or _is_plain_form(token, named))
        and token.i not in named
        and words.may_be_verb(token.lemma_.lower())
        and (_has_own_name(token, named) or _has_clause(token, named))
    )


def _is_plain_form(token: Token, named: Collection[int]) -> bool:
    """Tell whether a word can be the verb of several: "Toll-like receptors signal through A"."""
    if token.tag_ != "NN" or token.lower_ not in BOTH | PLAIN:
        return False
    return any(
        c.i in named
        and c.i < token.i
        and (
            c.lower_.endswith("s")
            or (c.dep_ == "nsubj" and any(t.dep_ == "conj" for t in c.children))
        )
        for c in token.children
    )


def _has_own_name(token: Token, named: Collection[int]) -> bool:
    """Tell whether a name stands before a word as if it were its noun, and something follows."""
    return (
        any(_is_name_before(child, token, named) for child in token.children)
        and any(
            c.i > token.i
            and (
                c.dep_ in {"appos", "dobj", "prep", "prt"}
                or (c.dep_ == "conj" and c.tag_ == "VBZ")
                or (c.dep_ in {"advcl", "acl"} and any(t.tag_ == "TO" for t in c.children))
            )
            for c in token.children
        )
        and not any(c.dep_ in SUBJECTS for c in token.children)
        and (token.lemma_.lower() in PLAIN or not any(c.tag_[:2] == "DT" for c in token.children))
    )


def _has_clause(token: Token, named: Collection[int]) -> bool:
    """Tell whether the parser gives a word a subject and an object, whatever its tag."""
    plural = token.tag_ == "NNS"
    subjects = [
        c
        for c in token.children
        if c.dep_ == "nsubj" and (plural or c.i in named or any(t.i in named for t in c.children))
    ]
    behind = {"dobj", "advcl"} if token.lower_ in BOTH else {"dobj"}
    told = [c for c in token.children if c.dep_ == "nsubj" and c.i < token.i]
    if subjects and plural and token.lemma_.lower() in BOTH and _has_way(token):
        return True  # "A functions by raising B"
    if told and token.tag_ == "NNS" and token.lemma_.lower() in LONELY:
        return True  # "A expression decreases"
    objects = [c for c in token.children if c.dep_ in behind and c.i > token.i]
    held = any(
        c.i > token.i and (c.dep_ == "appos" or (c.dep_ in {"acl", "advmod"} and c.i in named))
        for c in token.children
    )
    held = held and plural and any(c.i in named for s in subjects for c in (s, *s.children))
    return bool(subjects and (objects or held))


def _has_way(token: Token) -> bool:
    """Tell whether it is said how: "A works by raising B", "A acts through B"."""
    ways = [c for c in token.children if c.dep_ == "prep" and c.i > token.i]
    doing = any(c.lower_ == "by" and any(t.tag_ == "VBG" for t in c.children) for c in ways)
    return doing or any(c.lower_ in {"through", "via"} for c in ways)


def mend_verb(verb: Token, named: Collection[int]) -> Heads:
    """Give a verb that was taken for a plural its subject and its object."""
    if verb.dep_ == "acomp":
        return _mend_passive(verb)
    if is_keeping(verb, named):
        return mend_keeping(verb, named)
    if is_reaction_verb(verb, named):
        return mend_reaction_verb(verb, named)
    mended: Heads = {}
    first = verb_above(verb) if is_second_verb(verb, named) else None
    if first is not None:
        way = {verb.i + 1: ("prep", verb.i)} if verb.nbor(1).tag_ == "IN" else {}
        return {verb.i: ("conj", first.i), **way}
    for child in verb.children:
        if _is_name_before(child, verb, named):
            mended[child.i] = ("nsubj", verb.i)
        elif child.i > verb.i and (
            child.dep_ == "appos" or (child.dep_ in {"acl", "advmod"} and child.i in named)
        ):
            mended[child.i] = ("dobj", verb.i)
        elif child.dep_ == "acl" and (
            child.tag_ == "VBG" or any(c.tag_ == "TO" for c in child.children)
        ):
            mended[child.i] = ("advcl", verb.i)  # "A signals via B to raise C", "…, raising C"
    return mended


def _is_passive(adjective: Token) -> bool:
    """Tell whether an adjective is a passive: "A was elevated in resistant tumours"."""
    copula = adjective.head
    if adjective.dep_ != "acomp" or adjective.lower_ not in PASSIVE or copula.lemma_ != "be":
        return False
    if copula.dep_ == "xcomp" and copula.head.i < copula.i:
        return True  # "A was found to be elevated in …"
    return any(c.dep_ == "nsubj" and c.i < copula.i for c in copula.children)


def _mend_passive(verb: Token) -> Heads:
    copula = verb.head
    mended = {
        c.i: ("nsubjpass" if c.dep_ == "nsubj" else c.dep_, verb.i)
        for c in copula.children
        if c.i != verb.i
    }
    above = verb.i if copula.dep_ == "ROOT" else copula.head.i
    return {**mended, verb.i: (copula.dep_, above), copula.i: ("auxpass", verb.i)}


def _is_name_before(child: Token, verb: Token, named: Collection[int]) -> bool:
    return child.i in named and child.dep_ in {"compound", "nmod"} and child.i < verb.i


def mend_subject(name: Token, named: Collection[int]) -> Heads:
    """Let a name that is taken for a part of the verb behind it be its subject: "D targets B"."""
    verb = name.head
    fits = name.i in named and name.i + 1 == verb.i and verb.tag_ in FINITE
    own = fits and any(child.dep_ in SUBJECTS for child in verb.children)
    return {name.i: ("nsubj", verb.i)} if fits and not own else {}


def mend_name(name: Token) -> Heads:
    """Let "for example, butyrate can raise B" have a name for its subject, not for its verb."""
    verb = next(
        (
            c
            for c in name.children
            if c.i > name.i and c.tag_.startswith("VB") and c.dep_ in CLAUSES
        ),
        None,
    )
    if verb is None:
        return _mend_noun_verb(name)
    if any(c.dep_ in SUBJECTS for c in (*verb.children, *name.children)):
        return {}
    finite = verb.tag_ in {"VBZ", "VBP", "VBD"} or any(c.tag_ == "MD" for c in verb.children)
    if not finite:
        return {}
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    head = verb.i if name.dep_ == "ROOT" else name.head.i
    mended = {c.i: (c.dep_, verb.i) for c in name.children if c.i != verb.i}
    mended[verb.i] = (name.dep_, head)
    mended[name.i] = ("nsubjpass" if passive else "nsubj", verb.i)
    return mended


def _mend_noun_verb(name: Token) -> Heads:
    """Let "the inhibitor D targets B" have a verb where D is taken for it, and the verb for D's."""
    verbs = [c for c in name.children if c.dep_ == "dobj" and c.tag_ == "VBZ" and c.i > name.i]
    if len(verbs) != 1 or name.dep_ != "ROOT":
        return {}
    verb = verbs[0]
    if verb.i != name.i + 1 or not any(c.dep_ == "dobj" for c in verb.children):
        return {}
    mended = {c.i: (c.dep_, verb.i) for c in name.children if c.i > verb.i}
    before = {c.i: ("compound", name.i) for c in name.children if c.dep_ in SUBJECTS}
    return {**mended, **before, verb.i: ("ROOT", verb.i), name.i: ("nsubj", verb.i)}


def mend_enumerator(number: Token, _named: Collection[int]) -> Heads:
    """Let "(1) binds A and (2) inhibits B" have no number for a subject."""
    inside = 0 < number.i < len(number.doc) - 1 and number.nbor(1).text == ")"
    counts = number.tag_ in {"CD", "LS"} or number.lower_ in {"i", "ii", "iii", "iv", "v", "vi"}
    fits = inside and counts and number.nbor(-1).text == "(" and number.head.tag_ in FINITE
    return {number.i: ("meta", number.head.i)} if fits else {}


def mend_unparted(name: Token, named: Collection[int]) -> Heads:
    """Read "in the absence of ligands A inhibits B" with A for the subject, no kind of ligand."""
    before = [c for c in name.children if c.dep_ in {"compound", "nmod"} and c.tag_ == "NNS"]
    if name.i not in named or not before or name.i + 1 >= name.sent.end:
        return {}
    verb = name.nbor(1)
    while verb.tag_ in {"RB", "MD"} and verb.i + 1 < name.sent.end:
        verb = verb.nbor(1)
    top = name.head
    while top.dep_ in {"prep", "pobj"} and top != verb:
        top = top.head
    subjects = any(c.dep_ in SUBJECTS | {"auxpass"} for c in verb.children)
    if top != verb or verb.tag_ not in FINITE or subjects:
        return {}
    return {name.i: ("nsubj", verb.i), before[-1].i: ("pobj", name.head.i)}


def mend_shown(name: Token, named: Collection[int]) -> Heads:
    """Let "a diagram showing A raises B" have A for the subject of "raises", not the diagram.

    So too "the mechanism underlying A raises B".
    """
    gerund, last = name.head, name.right_edge.i + 1
    if name.i not in named or gerund.tag_ != "VBG" or last >= name.sent.end:
        return {}
    verb = name.doc[last]
    while verb.tag_ in {"RB", "MD"} and verb.i + 1 < name.sent.end:
        verb = verb.nbor(1)
    frames = [c for c in verb.children if c.dep_ == "nsubj" and c.i < gerund.i]
    finite = verb.tag_ in FINITE or any(c.tag_ == "MD" for c in verb.children)
    fits = gerund.lower_ in SHOWING and finite and frames and frames[0].i not in named
    if not fits or verb.dep_ != "ROOT":
        return {}
    return {
        name.i: ("nsubj", verb.i),
        frames[0].i: ("dep", verb.i),
        gerund.i: ("dep", frames[0].i),
    }


def mend_gerund(gerund: Token, named: Collection[int]) -> Heads:
    """Let "blocking A restores B" have the blocking for its subject, not A."""
    if gerund.lower_ not in STOPPING:
        return {}
    name = gerund.head
    fits = name.i in named and name.dep_ in SUBJECTS and gerund.i < name.left_edge.i + 1
    if not fits or name.left_edge.i != gerund.i or name.head.i < name.i:
        return {}
    ways = {c.i: ("prep", gerund.i) for c in name.children if c.lower_ in {"with", "by", "using"}}
    return {**ways, gerund.i: ("csubj", name.head.i), name.i: ("dobj", gerund.i)}


def mend_role_gerund(gerund: Token, named: Collection[int]) -> Heads:
    """Let "the role of A in promoting B" have B for the object of the gerund, no kind of B."""
    if gerund.lower_ not in PROMOTING:
        return {}
    noun = gerund.head
    prep = noun.head
    opens = prep.lower_ in {"in", "by", "through", "for"} and gerund.i == prep.i + 1
    fits = opens and noun.dep_ == "pobj" and noun.i in named and noun.i > gerund.i
    return {gerund.i: ("pcomp", prep.i), noun.i: ("dobj", gerund.i)} if fits else {}


def mend_linked(noun: Token, _named: Collection[int]) -> Heads:
    """Let "A remained associated with B" have A for the subject of "associated"."""
    verb = noun.head
    if verb.dep_ != "auxpass":
        return {}
    own = any(child.dep_ in SUBJECTS for child in verb.head.children)
    return {} if own else {noun.i: ("nsubjpass", verb.head.i)}


FRONTED = frozenset({"pobj", "prep", "compound", "nmod", "conj", "pcomp", "dobj", "amod", "acl"})
"""How a name hangs in what stands before the subject."""


def mend_fronted(noun: Token, _named: Collection[int]) -> Heads:
    """Let "in the presence of A, B accumulates" have B for its subject, no other name of A.

    So too "while A acts via B, C and D raise E" C and D.
    """
    first = noun.left_edge
    if noun.text != "," and (first.i == 0 or first.nbor(-1).text != ","):
        return {}
    before = first.nbor(-1) if first.i > 0 and first.i > noun.sent.start else noun
    if before.text != ",":
        return {}
    above = noun.head
    while above.dep_ in FRONTED or (above.dep_ == "advcl" and above.i < noun.i):
        above = above.head
        if above.tag_.startswith(("VB", "MD")) and above.i > noun.i:
            break
    if (
        not above.tag_.startswith("VB")
        or above.i < noun.i
        or any(child.dep_ in SUBJECTS for child in above.children)
    ):
        return {}
    passive = any(child.dep_ == "auxpass" for child in above.children)
    full = above.tag_ in FINITE or passive
    after = noun.head.dep_ == "pobj" or noun.head.head.lower_ in {"using", "employing"}
    if noun.dep_ == "conj" and not (full and after):
        return {}
    mended = {noun.i: ("nsubjpass" if passive else "nsubj", above.i)}
    if noun.dep_ == "conj":  # "like A, B and C bind D"
        later = [c for c in noun.head.children if c.dep_ == "conj" and c.i > noun.i]
        mended |= {c.i: ("conj", noun.i) for c in later}
    return mended
