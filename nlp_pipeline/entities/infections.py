"""Infections named by what infects: "PCV2 infection", "Usutu virus infection", "Mtb infection".

A virus counts as the disease that it brings; vocabularies list the well-known ones only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import PATTERN
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder

_SCORE: Final = 0.7
_DISEASE: Final = frozenset({"Disease"})
_INFECTION: Final = re.compile(
    r"(?<![\w-])(?P<virus>[A-Z][A-Za-z]{1,5}V(?:[-‐‑–]?\d{1,2})?|(?:[A-Z][a-z]{2,}\s){1,2}virus"
    r"|Mtb|\w+viral|\w{3,}virus|[A-Z]\.\s?[a-z]{4,}|[A-Z][a-z]{3,}(?:ella|[cm]occus|ium))\s"
    r"infections?(?!\w)"
)


def find_infections(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find infections by the form of the virus's name; the label is the name with "infection".

    Args:
        view: The text.
        grounder: For infections that a vocabulary has: they are left to it.
    """
    if "infection" not in view.lower:
        return
    for match in _INFECTION.finditer(view.text):
        start, end = view.tokens(*match.span())
        label = f"{match['virus']} infection"
        if grounder.ground_as(label, _DISEASE) is None:
            yield MentionSpan(start, end, "Disease", label, None, PATTERN, _SCORE)
