"""Fusion genes and translocations: "PML/RAR fusion gene", "t(15;17)(q22;q21)".

A fusion is a variant named by its two partners; those that FamPlex lists (BCR-ABL) keep their id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import DASHES, PATTERN
from nlp_pipeline.entities.view import TextView

_TRANSLOCATION: Final = re.compile(
    r"(?<!\w)(?:t|inv|del|ins)\((?:\d{1,2}|X|Y)(?:;(?:\d{1,2}|X|Y))?\)"
    r"(?:\s?\([pq][\d.]*(?:;?[pq][\d.]*)?\))?"
)
_JOINTS: Final = frozenset({*DASHES, "/", ":", "::"})
_FUSIONS: Final = frozenset({"fusion", "fusions", "rearrangement", "rearrangements"})
_PRODUCTS: Final = frozenset({"gene", "genes", "protein", "proteins", "oncogene", "transcript"})


def find_fusions(view: TextView, molecules: Sequence[MentionSpan]) -> Iterator[MentionSpan]:
    """Find translocations by their formula and fusions by the two genes before the word.

    Args:
        view: The text.
        molecules: The genes and families of the text, without overlaps, by place.
    """
    for match in _TRANSLOCATION.finditer(view.text):
        start, end = view.tokens(*match.span())
        label = match.group().replace(" ", "")
        yield MentionSpan(start, end, "Variant", label, None, PATTERN, 0.9)
    if "fusion" not in view.text and "rearrange" not in view.text:
        return
    words = view.words
    for first, second in pairwise(molecules):
        end = second.end_token
        joined = second.start_token == first.end_token + 1 and words[first.end_token] in _JOINTS
        if joined and end < len(words) and words[end] == ")":
            end += 1
        if joined and end < len(words) and words[end] in _FUSIONS:
            end += 1
            end += end < len(words) and words[end] in _PRODUCTS
            start = first.start_token
            opened = end > second.end_token and words[second.end_token] == ")"
            start -= opened and start > 0 and words[start - 1] == "("
            label = f"{first.label}-{second.label} fusion"
            parts = (first.label, second.label)
            yield MentionSpan(start, end, "Variant", label, None, PATTERN, 0.9, parts=parts)
