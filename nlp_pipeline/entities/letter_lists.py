"""Names that share a stem before letters: "IL-1α and -β", "VEGF-A, -B and -C", "TGF-β1, -β2"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import DASH, MOLECULE_TYPES, pattern_mention
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder

_LETTER: Final = r"(?:[αβγδεζηκ]\d?|[A-E](?![\w-])|(?:alpha|beta|gamma|delta)(?![a-z])\d?)"
_NEEDLE: Final = re.compile(rf"(?:and|or|,)\s{DASH}{_LETTER}|/{DASH}?[αβγδεζ]")
_LIST: Final = re.compile(
    rf"(?<![\w/‐‑–-])(?P<stem>[A-Za-z][A-Za-z0-9]{{1,7}}?(?:{DASH}\d{{1,2}})?{DASH}?)(?P<first>{_LETTER})"
    rf"(?P<more>(?:(?:,?\s(?:and|or)\s|,\s|/){DASH}{_LETTER}|/[αβγδεζ]\d?)+)(?![\w])"
)
_LISTED: Final = re.compile(_LETTER)


def find_letter_lists(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find the molecules of a list by its first name; nothing unless all of them are known."""
    if not _NEEDLE.search(view.text):
        return
    for match in _LIST.finditer(view.text):
        endings = list(_LISTED.finditer(view.text, *match.span("more")))
        names = [match["first"], *(ending.group() for ending in endings)]
        known = [grounder.ground_as(f"{match['stem']}{name}", MOLECULE_TYPES) for name in names]
        spans = [(match.start(), match.end("first")), *(ending.span() for ending in endings)]
        if None not in known:
            for span, grounding in zip(spans, known, strict=True):
                if grounding is not None:
                    yield pattern_mention(view, *span, grounding, 0.95)
