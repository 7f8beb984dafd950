"""Members of a pathway's chain that stand before the known ones: "Toll/NF-κB", "NOD/RIPK2".

A chain is found by its known molecules; what a slash joins to them on the left belongs to it too,
by the label of its mention, or as it is written where nobody lists it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import DASHES
from nlp_pipeline.entities.view import TextView

_MEMBERS: Final = frozenset({"Gene", "Family", "MicroRNA"})
_SYMBOL: Final = re.compile(r"(?=[A-Za-z]*[A-Z])[A-Za-zα-ω][A-Za-z0-9α-ω]{1,7}")
_CODED: Final = re.compile(r"(?=.*(?:[A-Z].*[A-Z]|\d))[A-Z][A-Za-z0-9]{1,6}|Hippo|Toll|Imd")
"""Before a dash more is asked: "P13K-Akt", "JACK-STAT"."""
_NO_MEMBER: Final = frozenset({"KEGG", "GO", "DNA", "RNA", "II", "III", "IV", "WT", "KO", "UV"})
_MOST: Final = 4


def find_joined_members(
    view: TextView, start: int, ending: Mapping[int, MentionSpan]
) -> tuple[int, tuple[str, ...]]:
    """Return where the chain that goes on at a token begins, and the labels before that token.

    Args:
        view: The text.
        start: First token of the known part.
        ending: The names that count, by their end.
    """
    members: list[str] = []
    while start > 1 and len(members) < _MOST and _is_joint(view, start - 1):
        mention = ending.get(start - 1)
        if mention is not None and mention.type in _MEMBERS:
            start = mention.start_token
            members.insert(0, mention.label)
            continue
        word = view.words[start - 2]
        form = _CODED if view.words[start - 1] in DASHES else _SYMBOL
        alone = start < 3 or view.spaced(start - 3) or view.words[start - 3] in "/(["
        if mention is not None or not alone or word in _NO_MEMBER or not form.fullmatch(word):
            break
        start -= 2
        members.insert(0, word)
    return start, tuple(members)


def _is_joint(view: TextView, token: int) -> bool:
    """Whether a slash or dash has no space on either side."""
    mark = view.words[token]
    if mark != "/" and mark not in DASHES:
        return False
    return not (view.spaced(token) or view.spaced(token - 1))
