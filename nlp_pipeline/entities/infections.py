"""Infections named by the germ: "PCV2 infection", "Usutu virus infection", "M. leprae infection".

A virus counts as the disease that it brings; vocabularies list the well-known ones only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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


_GERM: Final = re.compile(
    r"[A-Z]\.\s?[a-z]+|[A-Z][a-z]+\s[a-z]{4,}|[A-Z]{2,}V(?:-\d)?|Mtb|MTB|[a-z ]+virus"
)
_WITH: Final = (("infection",), ("infections",))


def find_infections(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find infections by the form of the virus's name; the label is the name with "infection".

    Args:
        view: The text.
        named: The readings of known names, germs among them.
        grounder: For infections that a vocabulary has: they are left to it.
    """
    if "infection" not in view.lower:
        return
    for germ in named:
        end = germ.end_token
        if germ.type != "Disease" or view.words[end : end + 1] not in _WITH:
            continue
        surface = view.surface(germ.start_token, end)
        known = grounder.ground_as(f"{surface} infection", _DISEASE)
        if _GERM.fullmatch(surface) and known is None:
            label = f"{germ.label} infection"
            yield MentionSpan(
                germ.start_token, end + 1, "Disease", label, None, PATTERN, germ.score
            )
    for match in _INFECTION.finditer(view.text):
        start, end = view.tokens(*match.span())
        label = f"{match['virus']} infection"
        if grounder.ground_as(label, _DISEASE) is None:
            yield MentionSpan(start, end, "Disease", label, None, PATTERN, _SCORE)
