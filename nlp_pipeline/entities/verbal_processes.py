"""Processes that a verb and its cells say together: "IL-8 recruits neutrophils".

What is said to happen is the recruitment of neutrophils. The name stands over the cells, under the
label that the noun would have ("neutrophil recruitment"), so that the verb stays the claim.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from spacy.tokens import Span, Token

from nlp_pipeline.annotations import MentionSpan

SOURCE: Final = "phrase"
SCORE: Final = 0.6

_NOUNS: Final = {
    "activate": "activation",
    "stimulate": "activation",
    "recruit": "recruitment",
    "attract": "chemotaxis",
    "polarize": "polarization",
    "polarise": "polarization",
    "prime": "priming",
}
_UNDERGOING: Final = frozenset({"dobj", "nsubjpass"})
_CELLS: Final = re.compile(
    r"cells?|\w{2,}(?:cytes?|phages?|blasts?|clasts?|phils?|glia)|platelets?|Tregs?|thymocytes?",
    re.IGNORECASE,
)
_FORMS: Final = ("activat", "stimulat", "recruit", "attract", "polari", "prim")
_INITIALS: Final = re.compile(r"(?!NK|DC|CD\d)[A-Z]{2,}")
"""Before "cells" mostly a tumour: "stimulate MM cells"."""

_VAGUE: Final = frozenset(
    {"cell", "cells", "tumor", "tumour", "cancer", "target", "host", "other", "neighboring"}
    | {"adjacent", "surrounding", "nearby", "these", "infected", "transfected", "treated"}
    | {"stimulated", "recruited", "activated", "different", "human", "mouse", "cultured"}
)
"""Of these the noun says nothing more than the verb: "activates tumor cells"."""


def names_cells(word: str) -> bool:
    """Whether a word is a kind of cell: "neutrophils"."""
    return _CELLS.fullmatch(word) is not None


def moves_cells(word: str) -> bool:
    """Whether a lower-case word may be a form of a verb that makes a process of cells."""
    return word.startswith(_FORMS) and word.endswith(("e", "es", "ed", "t", "ts", "ing"))


def find_verbal(
    sentence: Span,
    owner: Mapping[int, MentionSpan],
    start_of: Callable[[Token], int],
    name_of: Callable[[Token, Span], str],
    short: Collection[str] = (),
) -> Iterator[MentionSpan]:
    """Yield the processes of the verbs of a sentence whose object is a kind of cell.

    Args:
        sentence: With tags, lemmas and heads.
        owner: The mention of each token that has one.
        start_of: Where the noun phrase of a head begins.
        name_of: The plain name of a head with the words before it.
        short: Short forms of kinds of cells: "activates SGCs".
    """
    for token in sentence:
        brief = token.text in short
        if (token.i in owner and not brief) or not (brief or _CELLS.fullmatch(token.text)):
            continue
        first = _first_of_list(token)
        noun = _NOUNS.get(first.head.lemma_.lower())
        if noun is None or first.dep_ not in _UNDERGOING or not first.head.tag_.startswith("VB"):
            continue
        start = start_of(token)
        words = {t.lower_ for t in sentence.doc[start : token.i + 1]}
        disease = _INITIALS.fullmatch(sentence.doc[token.i - 1].text) if start < token.i else None
        if disease is None and not words <= _VAGUE:
            label = f"{name_of(token, sentence.doc[start : token.i])} {noun}".strip()
            yield MentionSpan(start, token.i + 1, "Process", label, None, SOURCE, SCORE)


def _first_of_list(token: Token) -> Token:
    """Return the first noun of a list: that of "neutrophils and monocytes"."""
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token
