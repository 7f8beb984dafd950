"""Marks that cannot stand in a name, though the key of the lexicon does not see them.

"PI = 12" is no SERPINI1, "h. Rats" no gene, and "p-ERK" is phosphorylated ERK, not PERK.
"""

from __future__ import annotations

import re
from typing import Final

_BROKEN: Final = re.compile(r"[=<>≥≤~%?!\"“”|]|\.\s|\d\s?kDa\b|,\s\d|\s[‐‑–-]\s|^[‐‑–-]")
_PHOSPHO: Final = re.compile(r"p[‐‑–-](?=[A-Z])")


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
