"""Mends where the parser hangs what is told of patients and cells and of how they respond.

"The IC50 was lower in cells with A", "the D-resistant head and neck cell lines", "two lines with A
and one with B", "a response under D lasting nine months".
"""

from __future__ import annotations

from collections.abc import Collection

from nlp_pipeline.relations.verb_forms import Heads
from nlp_pipeline.relations.words import DASHES, RESPONDING, load_words
from nlp_pipeline.text.tokens import Token

MEASURING = frozenset(
    {"be", "see", "observe", "find", "report", "detect", "note", "occur", "differ", "rise", "fall"}
    | {"achieve", "remain", "obtain", "drop", "record", "document"}
)
"""Verbs that say how much of something there is somewhere; nothing is done "with" them."""
LASTING = frozenset({"lasting", "persisting", "exceeding"})
NOUN_DEPS = frozenset({"compound", "nmod", "npadvmod"})


def mend_carried_with(preposition: Token, _named: Collection[int]) -> Heads:
    """Hang "with A" in "was lower in cells with A" on the cells, not on the verb."""
    before = preposition.nbor(-1) if preposition.i > preposition.sent.start else preposition
    if preposition.lower_ not in {"with", "without"} or before.dep_ != "pobj":
        return {}
    verb = preposition.head
    carries = before.lemma_.lower() in load_words()["carriers"]
    beside = before.head.dep_ == "prep" and before.head.head.i in {verb.i, *_predicates(verb)}
    fits = carries and beside and (verb.lemma_ in MEASURING or _names_alteration(preposition))
    return {preposition.i: ("prep", before.i)} if fits else {}


def _names_alteration(preposition: Token) -> bool:
    """Tell whether it is an alteration that is carried: "abolished in tumours with A mutations"."""
    words = load_words()
    nouns = [c.lemma_.lower() for c in preposition.children if c.dep_ == "pobj"]
    return any(words.state_of_noun(noun) or noun in words["alterations"] for noun in nouns)


def _predicates(verb: Token) -> list[int]:
    return [c.i for c in verb.children if c.dep_ in {"acomp", "attr", "dobj"}]


def mend_resistant(adjective: Token, _named: Collection[int]) -> Heads:
    """Hang "D-resistant" in "D-resistant head and neck cell lines" on the lines."""
    noun = adjective.head
    if noun.dep_ not in NOUN_DEPS or noun.i < adjective.i or not adjective.tag_.startswith("JJ"):
        return {}
    words = load_words()
    if words.nominal(adjective.lemma_.lower(), adjective.lower_) not in RESPONDING:
        return {}
    while noun.dep_ in NOUN_DEPS and noun.head.i > noun.i:
        noun = noun.head
    carries = noun.lemma_.lower() in words["carriers"]
    return {adjective.i: ("amod", noun.i)} if carries else {}


def mend_counted(number: Token, _named: Collection[int]) -> Heads:
    """Coordinate "two lines with A and one with B": a line, not a second A."""
    carrying = any(c.dep_ == "prep" and c.lower_ == "with" for c in number.children)
    preposition = number.head.head
    first = preposition.head
    fits = number.tag_ == "CD" and carrying and number.head.dep_ == "pobj"
    fits = fits and preposition.lower_ == "with" and first.tag_.startswith("NN")
    return {number.i: ("conj", first.i)} if fits else {}


def mend_graded(name: Token, named: Collection[int]) -> Heads:
    """Hang the name of "A-high cells survived D" on "high" where it opens a sentence."""
    if name.i not in named or name.i + 3 >= name.sent.end or name.nbor(1).text not in DASHES:
        return {}
    adjective = name.nbor(2)
    noun = adjective.head
    fits = adjective.dep_ == "amod" and noun.i > adjective.i and adjective.tag_.startswith("JJ")
    if not fits:
        return {}
    mended: Heads = {name.i: ("npadvmod", adjective.i)}
    if name.dep_ == "ROOT":
        verbs = [c for c in name.children if c.tag_.startswith("VB") and c.i > noun.i]
        if not verbs:
            return {}
        mended[verbs[0].i] = ("ROOT", verbs[0].i)
    return mended


def mend_fold(number: Token, _named: Collection[int]) -> Heads:
    """Hang "sensitive" in "rendered them 5-fold more sensitive" on the verb, not on the number."""
    if not number.lower_.endswith("fold"):
        return {}
    doses = [c for c in number.children if c.dep_ == "nsubj" and c.i < number.i]
    if doses and number.head.i < doses[0].i:  # "lowered the IC50 of D sixfold"
        return {doses[0].i: ("dobj", number.head.i), number.i: ("npadvmod", number.head.i)}
    adjectives = [c for c in number.children if c.dep_ == "acomp" and c.i > number.i]
    return {
        i: place
        for adjective in adjectives[:1]
        for i, place in (
            (adjective.i, ("oprd", number.head.i)),
            (number.i, ("npadvmod", adjective.i)),
        )
    }


def mend_times(adjective: Token, _named: Collection[int]) -> Heads:
    """Read "were 20 times as sensitive to D" with the adjective for the predicate."""
    verb = adjective.head
    times = [c for c in verb.children if c.dep_ == "attr" and c.lower_ == "times"]
    alike = any(c.lower_ == "as" and c.i < adjective.i for c in adjective.children)
    if adjective.tag_ != "JJ" or not times or not alike or verb.lemma_ != "be":
        return {}
    return {adjective.i: ("acomp", verb.i), times[0].i: ("npadvmod", adjective.i)}


def mend_while(preposition: Token, _named: Collection[int]) -> Heads:
    """Read "acquired A while on D" as what happens on D."""
    marked = any(c.dep_ in {"mark", "advmod"} and c.i < preposition.i for c in preposition.children)
    fits = preposition.lower_ in {"on", "under", "off"} and marked
    return {preposition.i: ("prep", preposition.head.i)} if fits else {}


def mend_lasting(participle: Token, named: Collection[int]) -> Heads:
    """Hang "lasting" in "a response under D lasting nine months" on the drug.

    So too the number of "raised the IC50 of D threefold".
    """
    drug = participle.nbor(-1) if participle.i > participle.sent.start else participle
    fold = participle.lower_.endswith("fold")
    fits = (fold or participle.lower_ in LASTING) and drug.i in named
    if not fits or drug.head.i != participle.i or drug.dep_ not in NOUN_DEPS:
        return {}
    return {drug.i: ("pobj", participle.head.i), participle.i: ("acl", drug.i)}
