"""Names that are only a piece of what a text names: "9-cis-RA", "MLC phosphatase", "CD4+ cells"."""

from __future__ import annotations

import re

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.relations.words import DASHES
from nlp_pipeline.text.tokens import Tokens

PHOSPHATASE = re.compile(
    r"PP[12PM]|PTP|PTEN|DUSP|CDC25|INPP|PHLPP|EYA|ACP|ALP|SHP|SYNJ|MTM|DEP|CDC14|LHPP|TENC|Phosph"
)
"""Labels of phosphatases."""
SURFACE = re.compile(r"CD(?:3|4|8|8A|19|20|34)")
ON_CELLS = frozenset({"+", "⁺", "-positive", "help", "t", "t-cell", "t-cells", "cells"})
"""What stands behind a name of the surface that only tells of which cells is spoken."""
VIRAL = re.compile(r"[A-Z]\d")
"""Names so short that they may be the second half of another."""
CUT_LETTERS = frozenset("VRαβγδ")
"""First parts of names that a dash cuts off: "R-SMAD", "V-CAM", "α-secretase"."""


def is_cut_compound(doc: Tokens, mention: MentionSpan) -> bool:
    """Tell whether a place in a molecule stands before a compound: "9-cis-RA" is no cis-RA."""
    place = mention.start_token - 1
    if place < 1 or doc[place].text not in DASHES or doc[place].whitespace_:
        return False
    return doc[place - 1].text.isdigit() and not doc[place - 1].whitespace_


def is_cut_protein(doc: Tokens, mention: MentionSpan) -> bool:
    """Tell whether a name is a piece of another protein's: "MLC phosphatase", "V-CAM".

    A phosphatase is named by what it acts on, where that is none itself ("SHP2 phosphatase").
    """
    start, end = mention.start_token, mention.end_token
    behind = doc[end : end + 1].text.lower()
    if behind in {"phosphatase", "phosphatases"} and not PHOSPHATASE.match(mention.label):
        return True
    if behind in ON_CELLS and SURFACE.fullmatch(mention.label):
        return True  # "CD4+ cells", "CD4 help" are cells
    before = doc[max(start - 2, 0) : start]
    if len(before) < 2 or before[1].text not in DASHES or before[1].whitespace_:
        return False
    if end - start == 1 and VIRAL.fullmatch(doc[start].text) and not before[0].whitespace_:
        return before[0].text[-1].isdigit()  # "PB1-F2" is no F2
    if end - start > 1 and mention.type == "Family":
        return False  # "β-carbonic anhydrase" is one, "α-secretase" no secretase that is meant
    alone = start < 3 or doc[start - 3].whitespace_ != ""
    letter = before[0].text in CUT_LETTERS and not before[0].whitespace_
    return letter and alone
