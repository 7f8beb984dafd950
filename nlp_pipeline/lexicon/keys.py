"""The one key function: the same code builds the lexicon and asks it.

A key folds away what authors vary without meaning anything by it: case, Greek letters against
their names, dashes, spaces and punctuation, ligatures, accents, super- and subscripts, trade
marks. Roman numerals and digits stay as they are.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_GREEK: Final = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "ο": "omicron",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
    # Typed for a beta in many captions ("TGF-ß"); no English or Latin name holds a sharp s.
    "ß": "beta",
    "ẞ": "beta",
    # Look-alikes that compatibility folding leaves alone.
    "ɑ": "alpha",
    "ɣ": "gamma",
    "ĸ": "kappa",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ı": "i",
}

_DROPPED: Final = frozenset("™®©℠℗ªº")
"""Signs that compatibility folding would turn into letters ("TM")."""


def _fold_character(character: str) -> str:
    if character in _DROPPED:
        return ""
    folded = []
    for base in unicodedata.normalize("NFKD", character):
        for letter in _GREEK.get(base, base).casefold():
            spelled = _GREEK.get(letter, letter)
            folded.append(spelled if spelled.isalnum() else "")
    return "".join(folded)


class _FoldingTable(dict[int, str]):
    """Translation table that works out each character once."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_FOLDING: Final = _FoldingTable()


def name_key(text: str) -> str:
    """Fold a name to the key under which the lexicon keeps it.

    Every character is folded by itself, so the key of a text is the keys of its parts put
    together: ``name_key(a + b) == name_key(a) + name_key(b)``. A matcher can make the key of a
    span from those of its tokens.

    Args:
        text: A name as it stands in a text or a vocabulary.

    Returns:
        Lower-case letters and digits only; empty where the text holds neither.

    Examples:
        >>> name_key("NF‐κB") == name_key("NF-kappa B") == name_key("NFkappaB")
        True
        >>> name_key("β3 integrin"), name_key("Herceptin™"), name_key("Ca²⁺")
        ('beta3integrin', 'herceptin', 'ca2')
        >>> name_key("TGF-ß") == name_key("TGFβ")
        True
        >>> name_key("–")
        ''
    """
    return text.translate(_FOLDING)
