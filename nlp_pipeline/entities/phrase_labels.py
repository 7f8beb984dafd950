"""The plain name of a process that a noun phrase tells: "domains" formed are "domain formation"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from spacy.tokens import Span, Token

from nlp_pipeline.entities.phrase_words import SAY_LITTLE, TUMORS
from nlp_pipeline.entities.short_cells import KNOWN_CELLS

CELLS: Final = re.compile(
    r"cells?|\w+(?:cytes?|phages?|blasts?|clasts?|phils?|glia|thelial|neuron(?:s|al)?)"
    r"|platelets?|neurons?"
    r"|tregs?|immune|lymphoid|myeloid|complement|effector|neural|vascular|stromal",
    re.IGNORECASE,
)
_IONS: Final = {"K+": "potassium", "Na+": "sodium"} | dict.fromkeys(
    ("Ca2+", "Ca+2", "Ca2"), "calcium"
)
_LOST: Final = frozenset({"loss", "disorganization", "evasion", "deformation", "resolution"})
"""Nouns that keep what is lost behind them: "loss of membrane integrity"."""


def narrows(word: str) -> bool:
    """Whether a word says more of a process than whose it is: not "CSCs", "tumor", "cell"."""
    plain = word.islower() and word.isalpha() and word not in SAY_LITTLE
    return plain and not (CELLS.fullmatch(word) or word in TUMORS)


def label_of(head: Token, modifiers: Span, theme: Span | None, spelled: Mapping[str, str]) -> str:
    """Return the plain name in the singular; "formation of domains" has the theme first.

    Where another word says what kind of process it is, the cells are context.

    Short forms of the document are spelled out: "RGC death" is retinal ganglion cell death.
    """

    def plain(text: str) -> str:
        return " ".join(spelled.get(word) or _plain(word) for word in text.split())

    noun = _plain(_singular(head))
    before = plain(modifiers.text)
    if theme is None or (_is_of_cells(theme) and any(narrows(t.text) for t in modifiers)):
        return f"{before} {noun}"
    if noun in _LOST and not before:
        return f"{noun} of {plain(theme.text)}"
    of = plain(f"{theme[:-1].text} {_singular(theme[-1])}")
    return f"{before} {noun} of {of}" if before else f"{of} {noun}"


def _is_of_cells(theme: Span) -> bool:
    """Whether cells are all that stands behind "of": "odontogenic function of stem cells"."""
    noun = theme[-1].text
    return CELLS.fullmatch(noun) is not None or noun.removesuffix("s") in KNOWN_CELLS


def _singular(token: Token) -> str:
    """Return the singular of a noun as it is written ("synchondroses": "synchondrosis").

    Cells have one even where the tagger sees none; "dynamics" has none.
    """
    if token.text.endswith("s") and CELLS.fullmatch(token.text):
        return str(token.text[:-1])
    if token.tag_ not in {"NNS", "NNPS"}:
        return str(token.text)
    if token.lower_.endswith("ics"):
        return str(token.text)
    if token.lower_.endswith(("oses", "yses", "eses", "axes")):
        return f"{token.text[:-2]}is"
    return str(token.lemma_)


def _plain(word: str) -> str:
    """Return a word in lower case, but for those with capitals or digits inside and letters.

    Examples:
        >>> _plain("Uropod"), _plain("Th1"), _plain("B"), _plain("Ca2+")
        ('uropod', 'Th1', 'B', 'calcium')
    """
    if word in _IONS:
        return _IONS[word]
    return word.lower() if word[1:].isalpha() and word[1:].islower() else word
