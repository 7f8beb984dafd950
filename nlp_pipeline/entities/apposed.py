"""Short forms that stand in brackets behind a drug or chemical: "vinblastine (VLB)".

Authors shorten compounds by codes whose letters the name does not hold in order ("tegafur (FT)",
"cisplatin (CDDP)"), so that the letters cannot tell; what tells is that the bracket follows the
name and that the short form is used again.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from nlp_pipeline.annotations import Abbreviation, MentionSpan
from nlp_pipeline.entities.molecules import MOLECULE_TYPES
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder

_BRACKET: Final = re.compile(
    r"\s\((?:[^();]{1,30}[;,]\s)?(?P<short>(?=[^\s)]*[A-Z][^\s)]*[A-Z]|[a-z]+[A-Z]|[A-Z]-?\d{3})"
    r"[^\W_][\w‐‑–-]{1,9})(?:\)|[;,]\s)"
)
_NO_NAME: Final = re.compile(
    r"\w*[DR]NAs?|[IE][CD]\d+|[IVX]+|Fig\w*|USA|UK|FDA|MIC|AUC|CI|OR|HR|SD|SEM|NS|ND"
)
_CODE: Final = re.compile(r"\d[A-Z]{4,6}|[A-Z]{1,5}-?\d{3,7}[A-Z]?")
"""What a bracket behind a compound tells even where it is not used again: "(WB-4101; 0.1 mg)"."""
_EC_NUMBER: Final = re.compile(
    r"[(\[](?:[^()\[\];]{1,20}[,;]\s)?(?P<number>EC\s\d(?:\.\d{1,3}){3})"
)
_COMPOUNDS: Final = frozenset({"Drug", "Chemical"})
_NAMED: Final = 0.8


def find_bracketed(view: TextView) -> list[tuple[str, int]]:
    """Return the codes in brackets, and the short forms that are used again, with their bracket.

    The place is the index of the opening bracket in characters.
    """
    if " (" not in view.text:
        return []
    return [
        (match["short"], match.start() + 1)
        for match in _BRACKET.finditer(view.text)
        if not _NO_NAME.fullmatch(match["short"])
        and (view.text.count(match["short"]) > 1 or _CODE.fullmatch(match["short"]))
    ]


def find_apposed(
    view: TextView,
    bracketed: Sequence[tuple[str, int]],
    known: Collection[str],
    best: Sequence[MentionSpan],
    grounder: Grounder,
) -> Iterator[Abbreviation]:
    """Yield short forms as definitions of the drug or chemical that they stand behind.

    Args:
        view: The text.
        bracketed: What :func:`find_bracketed` found in it.
        known: Short forms that are defined already; they are left out.
        best: The names of the text that count.
        grounder: For the short form's own reading: "trastuzumab (HER2)" names a target.
    """
    compounds = {m.end_token: m for m in best if m.type in _COMPOUNDS}
    for short, place in bracketed:
        if short in known:
            continue
        mention = compounds.get(view.tokens(place, place + 1)[0])
        if mention is not None and not _is_molecule(short, grounder):
            long = view.surface(mention.start_token, mention.end_token)
            yield Abbreviation(short, long, mention.start_token, mention.end_token)


def find_ec_numbers(view: TextView, best: Sequence[MentionSpan]) -> Iterator[Abbreviation]:
    """Yield the numbers of enzymes as definitions: "carbonic anhydrase (EC 4.2.1.1)"."""
    if "EC " not in view.text:
        return
    enzymes = {m.end_token: m for m in best if m.type in MOLECULE_TYPES}
    for match in _EC_NUMBER.finditer(view.text):
        mention = enzymes.get(view.tokens(match.start(), match.start() + 1)[0])
        if mention is not None:
            long = view.surface(mention.start_token, mention.end_token)
            yield Abbreviation(match["number"], long, mention.start_token, mention.end_token)


def _is_molecule(short: str, grounder: Grounder) -> bool:
    own = grounder.ground(short)
    return bool(own) and own[0].score >= _NAMED and own[0].term.type in MOLECULE_TYPES
