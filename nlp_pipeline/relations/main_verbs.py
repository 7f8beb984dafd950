"""Mends verbs that the parser reads as adjectives or as parts of what they act on.

"Silencing of A increased the response" is a clause, not one long noun; so is "inhibitors, such as
A, decreased B expression", and "A antagonises B".
"""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.verb_forms import (
    FINITE,
    before_bracket,
    is_present_form,
    mend_two_clauses,
)
from nlp_pipeline.text.tokens import Token

MAIN_VERBS = frozenset(
    {
        "rendered",
        "sensitized",
        "resensitized",
        "re-sensitized",
        "sensitised",
        "chemosensitized",
        "radiosensitized",
        "increased",
        "decreased",
        "enhanced",
    }
    | {"reduced", "restored", "reversed", "conferred", "abrogated", "potentiated", "made"}
    | {"impaired", "attenuated", "suppressed", "inhibited", "blocked", "abolished", "prevented"}
    | {"induced", "promoted", "activated", "upregulated", "downregulated", "stimulated", "blunted"}
    | {"diminished", "elevated", "lowered", "triggered", "caused", "repressed", "accelerated"}
    | {
        "circumvented",
        "prolonged",
        "extended",
        "delayed",
        "augmented",
        "predicted",
        "affected",
        "protected",
    }
    | {"amplified", "strengthened", "weakened", "slowed", "eliminated", "counteracted", "negated"}
    | {"brought"}  # "brought back"
    | {"raised"}
    | {"impeded", "hindered", "hampered"}
    | {"worsened", "compromised", "disrupted", "halted", "depleted", "boosted", "dampened"}
    | {"improved", "ameliorated", "alleviated", "mitigated", "exacerbated", "aggravated"}
)
"""Verbs in the past tense that are read as adjectives before the noun they act on."""
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
EXAMPLES = frozenset({"as", "including", "like"})
"""Words that open a list of examples."""


def mend_main_verb(verb: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Read "Silencing of A increased the response" as a clause, not as one long noun.

    So too behind a "that" which seems to be a preposition: "We report that A activated B".
    """
    start = _start_of_verb(verb)
    noun = verb.head
    told = verb.doc[start : verb.i + 1].text.replace("-", "").lower()
    past = told in MAIN_VERBS or (told in MODIFYING and _has_consequence(noun))
    if not past and not is_present_form(verb):
        return {}
    word_before = verb.doc[start - 1].lower_ if start > verb.sent.start else ""
    if second := _mend_hung_on_verb(verb, start):
        return second
    if word_before in {"and", ",", "while", "whereas"}:
        return _mend_listed_verb(verb, start) or _mend_after_comma(verb, start)
    before = _noun_before(verb, named)
    is_noun = before.tag_.startswith("NN") or before.i in named or before.lower_ == "complex"
    if not is_noun or noun.i < verb.i:
        return {}
    if noun.dep_ == "ROOT":
        return _mend_root(verb, noun, before)
    if noun.dep_ == "appos" and noun.head.dep_ == "pobj" and noun.head.head.lower_ == "that":
        that = noun.head.head
        return {
            verb.i: ("ccomp", that.head.i),
            noun.i: ("dobj", verb.i),
            noun.head.i: ("nsubj", verb.i),
            that.i: ("mark", verb.i),
        }
    later = noun.head.tag_ in FINITE | {"VBN", "VB"} and noun.head.dep_ in {"ROOT", "ccomp"}
    if noun.dep_ == "nsubj" and later:
        return _mend_before_verb(verb, noun, before, named)
    if noun.dep_ == "dobj" and noun.head.dep_ == "ROOT" and noun.head.tag_ == "VBG":
        return {  # "Deleting A made cells sensitive"
            verb.i: ("ROOT", verb.i),
            noun.i: ("dobj", verb.i),
            noun.head.i: ("csubj", verb.i),
            before.i: ("dobj", noun.head.i),
        }
    is_object = noun.dep_ in {"conj", "appos", "dobj"}
    if is_object and noun.head.dep_ == "ROOT" and _is_subject(noun.head):
        return {
            verb.i: ("ROOT", verb.i),
            noun.i: ("dobj", verb.i),
            noun.head.i: ("nsubj", verb.i),
        }
    return _mend_behind_preposition(verb, noun, before) or _mend_second_clause(verb, noun, before)


def _mend_second_clause(verb: Token, noun: Token, before: Token) -> dict[int, tuple[str, int]]:
    """Read "A raised B, and C inhibition sensitized cells" as two clauses."""
    first = noun.head
    joined = before.left_edge.i > noun.sent.start and before.left_edge.nbor(-1).lower_ == "and"
    fits = noun.dep_ == "conj" and first.tag_ in FINITE and before.head.i == noun.i and joined
    if not fits or not before.lower_.endswith(HAPPENING):
        return {}
    return {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i), before.i: ("nsubj", verb.i)}


def _mend_root(verb: Token, noun: Token, before: Token) -> dict[int, tuple[str, int]]:
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
            mended.update(_mend_second_verb(child, verb))
        elif child.dep_ in {"acl", "advcl"} and any(c.dep_ == "mark" for c in child.children):
            mended[child.i] = ("advcl", verb.i)  # "… while raising C"
    return mended


def _mend_behind_preposition(verb: Token, noun: Token, before: Token) -> dict[int, tuple[str, int]]:
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
        mended.update(_mend_second_verb(second, verb))
    return {**mended, **_mend_later_verbs(subject, verb)}


def _listed_behind(*nouns: Token) -> list[Token]:
    """Return what is coordinated with some nouns, and with that."""
    found = [c for noun in nouns for c in noun.children if c.dep_ == "conj"]
    return [*found, *_listed_behind(*found)] if found else []


def _mend_before_verb(
    verb: Token, noun: Token, before: Token, named: Collection[int]
) -> dict[int, tuple[str, int]]:
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
            mended.update(_mend_second_verb(third, verb))
    return mended


def mend_behind_adverb(verb: Token, _named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Read "lowered A partially and raised B" with two verbs, not with two adverbs."""
    adverb, first = verb.head, verb.head.head
    lost = adverb.dep_ == "advmod" and adverb.tag_ == "RB" and first.tag_ in FINITE
    if not lost or verb.lower_ not in MAIN_VERBS or first.i > verb.i:
        return {}
    objects = [c for c in first.children if c.dep_ == "dobj" and c.i > verb.i]
    return {verb.i: ("conj", first.i), **{thing.i: ("dobj", verb.i) for thing in objects}}


def mend_carried(verb: Token, named: Collection[int]) -> dict[int, tuple[str, int]]:
    """Read "non-responders to D carried A" as a clause, not as an A that D carried."""
    if verb.lower_ not in CARRIED:
        return {}
    noun, before = verb.head, verb.nbor(-1) if verb.i > verb.sent.start else verb
    if noun.i < verb.i or noun.dep_ != "pobj":
        return {}
    subject = noun.head.head
    while subject.dep_ in {"pobj", "prep"}:
        subject = subject.head
    several = subject.dep_ == "ROOT" and subject.tag_ == "NNS" and _is_subject(subject)
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


def _mend_listed_verb(verb: Token, start: int) -> dict[int, tuple[str, int]]:
    """Read "raised A and sensitized cells to B" with two verbs, not with two objects.

    So too "lowered A binding to B and raised C", "lowered A via loss of B and raised C", where the
    second may seem to be in the binding or the loss, and "lowered A, raised B", "while raised B".
    """
    noun = verb.head
    if mended := _mend_listed_second(verb, start):
        return mended
    above = noun if noun.dep_ in {"dobj", "advcl"} else noun.head
    while above.dep_ in {"pobj", "prep", "conj"} and not above.head.tag_.startswith("VB"):
        above = above.head
    first = above.head
    plain = above == noun.head and above.dep_ == "dobj" and verb.nbor(-1).text != ","
    finite = first.tag_ in FINITE if plain else first.tag_ == "VBD"
    has_object = any(c.dep_ == "dobj" and c.i < start for c in first.children)
    if noun.dep_ not in {"conj", "dobj", "advcl"} or not finite or not has_object:
        return {}
    known = {"dobj", "prep", "advcl"} if first.tag_ == "VBD" else {"dobj"}
    if above.dep_ not in known or first.i > verb.i:
        return {}
    opening = start - 1 if noun.dep_ == "advcl" else start
    if noun.left_edge.i != opening:
        return {}
    mended = {c.i: ("prep", verb.i) for c in first.children if c.lower_ == "to" and c.i > noun.i}
    third = {c.i: ("conj", first.i) for c in noun.children if c.dep_ == "conj" and c.tag_ == "VBD"}
    return {**mended, **third, verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)}


def _mend_hung_on_verb(verb: Token, start: int) -> dict[int, tuple[str, int]]:
    """Read "lowered A, and (markedly) raised B" with two verbs: a noun is hung on the first."""
    noun, first = verb.head, verb.head.head
    told = first.lower_.removeprefix("down-").removeprefix("up-")
    hung = noun.dep_ in {"conj", "dobj"}
    if not hung or first.tag_ != "VBD" or told not in MAIN_VERBS | {"regulated"}:
        return {}
    while start > first.i + 1 and verb.doc[start - 1].tag_ == "RB":
        start -= 1
    opened = verb.doc[start - 1].lower_ in {"and", "but", "while", "whereas", ","}
    has_object = any(c.dep_ == "dobj" and c.i < start for c in first.children)
    before = verb.doc[min(noun.left_edge.i, start) : start]  # "partially and"
    if not opened or not has_object or any(t.tag_ not in {"RB", "CC"} for t in before):
        return {}
    if noun.left_edge.i > start:
        return {}
    mended = {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)}
    for third in noun.children:
        if third.dep_ == "conj" and third.tag_ == "VBD":
            mended[third.i] = ("conj", first.i)
        elif third.dep_ == "conj":
            mended.update(_mend_second_verb(third, verb))
    return mended


def _mend_listed_second(verb: Token, start: int) -> dict[int, tuple[str, int]]:
    """Read "raised A and sensitized cells to B" where the cells hang on the first verb."""
    noun, first = verb.head, verb.head.head
    fits = noun.dep_ == "conj" and first.tag_ == "VBD" and noun.left_edge.i == start
    if not fits or not any(c.dep_ == "dobj" and c.i < start for c in first.children):
        return {}
    return {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)}


def _mend_after_comma(verb: Token, start: int) -> dict[int, tuple[str, int]]:
    """Read a verb behind a comma as that of the subject before an insertion, or as a next one."""
    if start <= verb.sent.start or verb.doc[start - 1].text != ",":
        return {}
    return _mend_after_insertion(verb) or _mend_middle_verb(verb, start)


def _mend_middle_verb(verb: Token, start: int) -> dict[int, tuple[str, int]]:
    """Read "lowered A, raised B and blocked C" with three verbs, not with a raised B besides A."""
    noun = verb.head
    top = noun
    while top.dep_ in {"appos", "conj"} and top.head.tag_.startswith("NN"):
        top = top.head
    if top == noun or noun.left_edge.i != start:
        return {}
    first = top.head
    if top.dep_ == "nsubj":  # the first verb was lost as well
        lost = [c for c in top.children if c.dep_ == "amod" and c.lower_ in MAIN_VERBS]
        first = lost[0] if lost and top.head.i > verb.i else top
    if first.lower_ not in MAIN_VERBS or first.i > start or top.dep_ not in {"dobj", "nsubj"}:
        return {}
    return {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)}


def _mend_later_verbs(subject: Token, first: Token) -> dict[int, tuple[str, int]]:
    """Coordinate "… made B resistant, but had no effect on C" with the verb that was lost."""
    return {
        second.i: ("conj", first.i)
        for second in subject.children
        if second.dep_ == "conj" and second.tag_ in {"VBD", "VBZ", "VBP"} and second.i > first.i
    }


def _mend_after_insertion(verb: Token) -> dict[int, tuple[str, int]]:
    """Read "A, a B inhibitor, reduced C activity" with A for the subject of a clause.

    So too "inhibitors, such as A and B, reduced C activity".
    """
    noun = verb.head
    root = noun.head
    while root.dep_ in {"appos", "conj"}:
        root = root.head
    inserted = noun.head != root or any(
        child.dep_ == "appos" or (child.dep_ == "prep" and child.lower_ in EXAMPLES)
        for child in root.children
        if child.left_edge.i - 1 > root.i or child.dep_ == "appos"
    )
    named = noun.dep_ in {"appos", "conj"} and inserted
    if not named or root.dep_ != "ROOT" or not _is_subject(root):
        return {}
    return {verb.i: ("ROOT", verb.i), noun.i: ("dobj", verb.i), root.i: ("nsubj", verb.i)}


def _mend_second_verb(noun: Token, first: Token) -> dict[int, tuple[str, int]]:
    """Read "… impaired A and blunted B activation" with two verbs where the first was lost."""
    verb = noun.left_edge
    if verb.tag_ == "RB" and verb.i + 1 < noun.i:
        verb = verb.nbor(1)
        opened = verb.nbor(-2).lower_ in {"and", "or"} and verb.head == noun
        fits = opened and verb.lower_ in MAIN_VERBS and verb.i > first.i
        return {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)} if fits else {}
    known = verb.lower_ in MAIN_VERBS and verb.i > first.i
    fits = known and verb.nbor(-1).lower_ in {"and", "or", ","}
    return {verb.i: ("conj", first.i), noun.i: ("dobj", verb.i)} if fits else {}


def _is_subject(root: Token) -> bool:
    """Tell whether a noun at the root of a sentence can be the subject of a lost verb."""
    return root.tag_.startswith("NN") and not any(
        child.dep_ in {"nsubj", "nsubjpass", "cop"} for child in root.children
    )
