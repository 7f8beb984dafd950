"""What a verb means with the words below it: "gives rise to B" produces B.

So too "turns on B", "keeps B in check", "negatively regulates B".
"""

from __future__ import annotations

from collections.abc import Sequence

from nlp_pipeline.relations.words import Words
from nlp_pipeline.text.tokens import Token


def find_idiom(verb: Token, lemma: str, words: Words) -> tuple[str, str | None] | None:
    """Return what a verb means with its particle or object: "give rise to" is to produce.

    Args:
        verb: The verb, in the tree.
        lemma: Its lemma, with a prefix that a dash cuts off.
        words: The word classes.

    Returns:
        The verb that is meant, and the preposition of its object where it has one.
    """
    for child in verb.children if words.opens_idiom(lemma) else ():
        # "turns on B": the particle is often taken for a preposition.
        loose = child.dep_ == "prep" and child.i == verb.i + 1
        if loose or child.dep_ in {"prt", "dobj", "advmod"}:
            meant = words.idiom(lemma, child.lower_)
            if meant is not None:
                return (meant[0], child.lower_) if loose else meant
        held = _held_idiom(lemma, (child, *child.children), words)
        if held is not None:
            return held, None
    return None


def _held_idiom(lemma: str, prepositions: Sequence[Token], words: Words) -> str | None:
    """Return what a verb means with a preposition and its noun: "keeps B in check"."""
    for preposition in prepositions:
        for noun in preposition.children if preposition.dep_ == "prep" else ():
            held = words.held_idiom(lemma, preposition.lower_, noun.lower_)
            if held is not None:
                return held
    return None


def find_signed_regulation(word: Token, words: Words) -> str | None:
    """Return the verb for "negatively regulates" and "positive regulator"; None unsigned."""
    for child in word.children:
        if child.lower_ in words["negative"]:
            return "suppress"
        if child.lower_ in words["positive"]:
            return "activate"
    return None
