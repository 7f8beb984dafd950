"""Fusion genes and translocations: "PML/RAR fusion gene", "t(15;17)(q22;q21)".

A fusion is a variant named by its two partners, which for those of ``fusions.tsv`` a dash alone
joins ("FGFR3-TACC3"); those that FamPlex lists (BCR-ABL) keep their id.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
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


@lru_cache(maxsize=1)
def load_fusions() -> frozenset[tuple[str, str]]:
    """Return the partners of well-known fusions of tumours, by their symbols."""
    table = files(__package__).joinpath("fusions.tsv").read_text(encoding="utf-8")
    return frozenset(
        (row["first"], row["second"]) for row in csv.DictReader(table.splitlines(), delimiter="\t")
    )


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
    yield from _known_fusions(view, molecules)
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


def _known_fusions(view: TextView, molecules: Sequence[MentionSpan]) -> Iterator[MentionSpan]:
    """Find the fusions that are written without the word: "FGFR3-TACC3", "EML4::NTRK3"."""
    for first, second in pairwise(molecules):
        gap = view.surface(first.end_token - 1, second.start_token + 1)
        joined = second.start_token == first.end_token + 1 and not any(c.isspace() for c in gap)
        joint = view.words[first.end_token] if joined else ""
        pair = (first.label, second.label)
        if joint == "::" or ((joint in DASHES or joint == "/") and pair in load_fusions()):
            label = f"{first.label}-{second.label} fusion"
            start, end = first.start_token, second.end_token
            yield MentionSpan(start, end, "Variant", label, None, PATTERN, 0.95, parts=pair)
