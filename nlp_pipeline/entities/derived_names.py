"""Names made from that of a known gene: "dSir2" of the fly, "SCFFbxw7", "PPARδ1", "proBDNF".

What is put before or behind a gene's name tells the organism, the complex or the splice form; what
is claimed is claimed of the gene.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import PATTERN
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder

_GENES: Final = frozenset({"Gene", "Family"})
_TRUST: Final = 0.9
_SURE: Final = 0.8
_ORGANISM: Final = re.compile(
    r"(?:d(?=[A-Z][A-Za-z]{2})|(?:Dm|Hs|Mm|Dr|Xl)(?=[A-Za-z][A-Za-z0-9]{2}))(?P<gene>[A-Za-z]\w{2,8})"
)
"""The fly's "d" before a word of its own, or two letters of a species' name before a gene."""
_LIGASE: Final = re.compile(r"SCF[-‐–]?(?P<gene>(?:Fb|FB|Sk|SK|[βb]-?T|Cdc|F-?b)[\w-]{2,7})")
"""The ligase SCF with the F-box protein that it takes its targets by."""
_ISOFORM: Final = re.compile(r"(?P<gene>[A-Z][A-Za-z]{2,5}[αβγδεζ])\d")
"""A number behind the Greek letter of a protein that has none of its own."""

_STAGE: Final = re.compile(r"(?:pro|pre|tm)(?P<gene>[A-Z][A-Z0-9]{2,6})")
"""What becomes of the protein later, or where it stands: "proBDNF", "tmTNF"."""
_KIND: Final = re.compile(r"[smhrt](?P<gene>[A-Z][A-Za-z0-9]{2,6})")
"""Soluble, mature, human ...: only beside the bare name, as any word may begin so ("mTEC")."""


def find_derived_names(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find genes that are named by a known one with something before or behind it.

    Args:
        view: The text.
        grounder: For the vocabulary; names that it knows as they are, are left alone.
    """
    for token, word in enumerate(view.words):
        if len(word) < 4 or word.islower() or word.isupper():
            continue
        for form in (_ORGANISM, _LIGASE, _ISOFORM, _STAGE, _KIND):
            match = form.fullmatch(word)
            if match is None or grounder.ground(word):
                continue
            if form is _KIND and match["gene"] not in view.words:
                continue
            known = grounder.ground_as(match["gene"], _GENES)
            if known is not None and known.score >= _SURE:
                score = round(_TRUST * known.score, 4)
                term = known.term
                yield MentionSpan(token, token + 1, term.type, term.label, term.id, PATTERN, score)
                break
