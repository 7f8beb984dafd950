"""Drugs that no list has yet, by the stem of their international name: "vorasidenib".

The World Health Organization gives what acts alike the same ending: antibodies end in -mab, kinase
inhibitors in -tinib. A word with such an ending is a drug under its own name in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import PATTERN
from nlp_pipeline.entities.view import Memo, TextView

_SCORE: Final = 0.75

_STEM: Final = re.compile(
    r"[A-Za-z]?[a-z]{2,}(?:[a-z]mab|tinib|rafenib|metinib|anib|denib|ciclib|parib|zomib|lisib|sertib"
    r"|degib|sidenib|rasib|toclax|tansine|vedotin|lutamide|citabine|rubicin|taxel|trexed|mustine"
    r"|[a-z]platin|tinostat|metostat|domide|limus|adenant|stilat|gliptin|gliflozin|glitazone"
    r"|vastatin|sartan|prazole|xaban|gatran|buvir|tegravir|asvir)"
)
_NO_DRUG: Final = re.compile(r"(?:nano|chloro|organo|carbo(?=hydr))\w+|\w*inhibitor", re.IGNORECASE)


def _is_stemmed(word: str) -> bool:
    return _STEM.fullmatch(word) is not None and _NO_DRUG.fullmatch(word) is None


_STEMMED: Final = Memo(_is_stemmed)


def find_stemmed_drugs(view: TextView, named: Sequence[MentionSpan]) -> Iterator[MentionSpan]:
    """Find drugs by their ending; words that have a reading are left to it.

    Args:
        view: The text.
        named: The readings of known names.

    Yields:
        Drugs without identifier: "tiragolumab", "Sabatolimab".
    """
    places = [token for token, word in enumerate(view.words) if _STEMMED[word]]
    if not places:
        return
    known = {i for m in named for i in range(m.start_token, m.end_token)}
    for token in places:
        if token not in known:
            label = view.words[token].lower()
            yield MentionSpan(token, token + 1, "Drug", label, None, PATTERN, _SCORE)
