"""Marks that cannot stand in a name, though the key of the lexicon does not see them.

"PI = 12" is no SERPINI1, "h. Rats" no gene, "p-ERK" is phosphorylated ERK, not PERK, and
"prolactin-induced" says what prolactin does, though a vocabulary lists it for a protein.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_BROKEN: Final = re.compile(
    r"[=<>≥≤~%?!\"“”|]|\.\s|\d\s?kDa\b|,\s\d|\s[‐‑–-]\s|^[‐‑–-]|^[A-Z](?:,[A-Z])+$"
)
_PHOSPHO: Final = re.compile(r"p[‐‑–-](?=[A-Z])")
_PARTICIPLE: Final = re.compile(
    r".+[‐‑–\s-](?:up-?|down-?)?(?:induced|associated|regulated|related|dependent|mediated|inducible"
    r"|stimulated|activated|responsive|sensitive|derived|interacting|binding|linked|coupled"
    r"|expressed|containing|enriched|repressed|inhibited)|\S+[‐‑–-]like"
)
"""What a vocabulary leaves of "prolactin-induced protein" when it drops the noun."""
_HEADLESS: Final = frozenset({"mesh", "mgi-rgd", "hgnc"})
"""Sources that list such names."""
_HEADS: Final = frozenset(
    {"protein", "peptide", "polypeptide", "gene", "factor", "antigen", "kinase", "receptor", "like"}
    | {"transcript", "homolog", "homologue", "isoform", "cytokine", "glycoprotein", "GTPase"}
)


def is_broken(surface: str, name: str) -> bool:
    """Return whether a stretch of text cannot be this name although its letters are the same.

    Args:
        surface: The text.
        name: The name in the lexicon.

    Examples:
        >>> is_broken("PI = 12", "PI12"), is_broken("h. Rats", "hRATS"), is_broken("PI-12", "PI12")
        (True, True, False)
        >>> is_broken("p-ERK", "PERK"), is_broken("p-ERK", "p-ERK")
        (True, False)
    """
    mark = _BROKEN.search(surface)
    if mark is not None and mark.group() not in name:
        return True
    return _PHOSPHO.match(surface) is not None and "-" not in name[:2]


def is_headless(surface: str, source: str, behind: str) -> bool:
    """Return whether a name lacks the noun that makes it one, so that it is a phrase in a text.

    Args:
        surface: The text.
        source: Where the lexicon has the name from.
        behind: The word behind the name, which may be that noun.

    Examples:
        >>> is_headless("prolactin-induced", "mesh", "apoptosis")
        True
        >>> is_headless("agouti-related", "mesh", "peptide")
        False
    """
    if behind in _HEADS:
        return False
    return source in _HEADLESS and _is_participle(surface)


@lru_cache(maxsize=1 << 16)
def _is_participle(surface: str) -> bool:
    return _PARTICIPLE.fullmatch(surface) is not None
