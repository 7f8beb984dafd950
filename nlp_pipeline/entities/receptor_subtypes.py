"""Receptors that texts name by the number of their subtype alone: "D2 antagonist", "A(3) agonist".

The letter stands for the ligand (D for dopamine), so such a name says nothing by itself; what
follows it does. Adrenoceptors have a Greek letter: "alpha(2A)-adrenoceptors" are ADRA2A.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import DASH, MOLECULE_TYPES, pattern_mention
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder, Grounding

_SYMBOLS: Final = {
    "D": "DRD{}",
    "M": "CHRM{}",
    "A": "ADORA{}",
    "H": "HRH{}",
    "EP": "PTGER{}",
    "ET": "EDNR{}",
    "AT": "AGTR{}",
    "CB": "CNR{}",
    "V": "AVPR{}",
    "NK": "TACR{}",
    "B": "BDKRB{}",
    "5-HT": "HTR{}",
    "5HT": "HTR{}",
    "Y": "NPY{}R",
}
_LETTERED: Final = {"MT1": "MTNR1A", "MT2": "MTNR1B"}
_NUMBER: Final = r"(?:\(\d[A-D]?\)|\d[A-D]?|\([AB]\)|[₁₂₃₄])"
_NAME: Final = rf"(?:5-?HT|EP|ET|AT|CB|NK|MT|[DMAHVBY]){_NUMBER}"
_SUBTYPES: Final = re.compile(
    rf"(?<![\w/.(-]){_NAME}(?:(?:/|,\s|\s(?:and|or)\s){_NAME})*"
    rf"(?={DASH}(?:selective|specific|preferring)(?!\w)"
    rf"|(?:{DASH}\w+)?(?:\s(?:selective|specific|partial|full|inverse|competitive|receptor)){{0,2}}"
    rf"(?:\s|{DASH})(?:(?:auto)?receptors?|agonis[mt]|antagonis[mt]|blockers?|blockade|subtypes?))"
)
_ONE: Final = re.compile(rf"(?P<ligand>5-?HT|EP|ET|AT|CB|NK|MT|[DMAHVBY])(?P<number>{_NUMBER})")
_BARE: Final = str.maketrans("₁₂₃₄", "1234", "()")
_WORDS_AFTER: Final = ("gonis", "ntagonis", "receptor", "block", "selective", "specific")

_SEROTONIN: Final = re.compile(r"(?<![\w-])5-?HT\(?(?P<list>\d[A-D]?(?:/\d?[A-D])+)\)?")
_MEMBER: Final = re.compile(r"(?P<number>\d?)(?P<letter>[A-D]?)")
_ADRENOCEPTOR: Final = re.compile(
    rf"(?<!\w)(?P<greek>[αβ]|alpha|beta)(?:\s|{DASH})?(?P<number>\([123][A-D]?\)|[123][A-D]?)"
    rf"(?:\s|{DASH})(?:adrenoceptors?|adrenergic\s(?:auto)?receptors?|autoreceptors?|ARs?)(?!\w)",
    re.IGNORECASE,
)
_TRUST: Final = 0.95


def find_receptor_subtypes(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find receptors named by their subtype."""
    if view.has_any(_WORDS_AFTER):
        for match in _SUBTYPES.finditer(view.text):
            for one in _ONE.finditer(view.text, *match.span()):
                known = _receptor(one["ligand"], one["number"].translate(_BARE), grounder)
                if known is not None:
                    yield pattern_mention(view, *one.span(), known, _TRUST)
    if "/" in view.text and "HT" in view.text:
        yield from _serotonin_receptors(view, grounder)
    if view.has_any(("adreno", "adrenergic", "autoreceptor")):
        for match in _ADRENOCEPTOR.finditer(view.text):
            known = _adrenoceptor(match["greek"].lower(), match["number"].strip("()"), grounder)
            if known is not None:
                yield pattern_mention(view, *match.span(), known, _TRUST)


def _serotonin_receptors(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find the receptors of a list: "5-HT(1B/1D)", "5HT2A/2C"."""
    for match in _SEROTONIN.finditer(view.text):
        start, number = match.start(), ""
        for member in re.finditer(r"[^/]+", match["list"]):
            part = _MEMBER.fullmatch(member.group())
            if part is None:
                break
            number = part["number"] or number
            known = _receptor("5-HT", f"{number}{part['letter']}", grounder)
            end = match.start("list") + member.end()
            if known is not None:
                yield pattern_mention(view, start, end, known, _TRUST)
            start = end + 1


def _receptor(ligand: str, number: str, grounder: Grounder) -> Grounding | None:
    symbol = _LETTERED.get(f"{ligand}{number}") or _SYMBOLS.get(ligand, "").format(number)
    for name in (symbol, f"{ligand}{number} receptor"):
        known = grounder.ground_as(name, MOLECULE_TYPES) if name else None
        if known is not None and known.term.label.startswith(symbol[:3]):
            return known
    return None


def _adrenoceptor(greek: str, number: str, grounder: Grounder) -> Grounding | None:
    letter = "A" if greek in {"α", "alpha"} else "B"
    spelled = f"{'alpha' if letter == 'A' else 'beta'}-{number} adrenergic receptor"
    symbol = f"ADR{letter}{number.upper()}"
    known = grounder.ground_as(spelled, MOLECULE_TYPES)
    if known is not None and known.term.label.startswith(f"ADR{letter}"):
        return known
    known = grounder.ground_as(symbol, MOLECULE_TYPES)
    return known if known is not None and known.term.label.startswith(symbol[:4]) else None
