"""Integrins named by their chains: "integrin β3", "αvβ3 integrin", "β1 and β3 integrins"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import DASH, PATTERN
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder

_ALPHA: Final = {"v": "V", "l": "L", "m": "M", "x": "X", "d": "D", "e": "E", "iib": "2B"}
_PAIR: Final = rf"""
    (?:(?:α|alpha){DASH}?\s?(?P<alpha>IIb|iib|[VvLMXDEe](?![a-z])|1[01]|[1-9](?!\d)))?
    (?:(?:\s?/?\s?|{DASH})(?:β|ß|beta){DASH}?\s?(?P<beta>[1-8](?!\d)))?
"""
_SECOND_PAIR: Final = _PAIR.replace("<alpha>", "<alpha2>").replace("<beta>", "<beta2>")
_CHAINS: Final = r"(?=α|β|ß|alpha|beta)"
_INTEGRIN: Final = re.compile(
    rf"""
    (?<!\w)
    (?:
      (?P<head>[Ii]ntegrins?){DASH}?\s?(?:subunits?\s)?{_CHAINS}{_PAIR}
    | {_CHAINS}{_SECOND_PAIR}(?P<tail>{DASH}?\s?(?:subunits?\s)?integrins?)?
    )
    (?!\w)
    """,
    re.VERBOSE,
)
_BARE_PAIR: Final = re.compile(rf"α{DASH}?\w{{1,12}}β{DASH}?\d")
_LIST_GAP: Final = re.compile(r"\s?(?:[,/]|and|or|,\s?and|&)\s?")


def find_integrins(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find integrins by their chains.

    A bare pair of chains (αvβ3) is an integrin everywhere; a single bare chain is one only in a
    list with the word "integrin" at its end or beginning.
    """
    if "integrin" not in view.lower and not ("α" in view.text and _BARE_PAIR.search(view.text)):
        return
    pending: list[tuple[int, int, str | None, str | None]] = []
    last_end, headed = -1, False
    for match in _INTEGRIN.finditer(view.text):
        alpha = match["alpha"] or match["alpha2"]
        beta = match["beta"] or match["beta2"]
        if not alpha and not beta:
            continue
        if last_end < 0 or not _LIST_GAP.fullmatch(view.text, last_end, match.start()):
            pending, headed = [], False
        headed = headed or bool(match["head"])
        chains = (match.start(), match.end(), alpha, beta)
        if match["tail"]:
            for place in [*pending, chains]:
                yield _integrin(view, *place, grounder)
            pending = []
        elif headed or _BARE_PAIR.fullmatch(match.group()):
            yield _integrin(view, *chains, grounder)
        else:
            pending.append(chains)
        last_end = match.end()


def _integrin(
    view: TextView,
    start_char: int,
    end_char: int,
    alpha: str | None,
    beta: str | None,
    grounder: Grounder,
) -> MentionSpan:
    names: tuple[str, ...]
    if alpha and beta:
        pair = f"α{alpha.lower() if len(alpha) == 1 else alpha}β{beta}"
        names, entity_type = (f"integrin {pair}", f"{pair} integrin", pair), "Family"
    else:
        symbol = f"ITGB{beta}" if beta else f"ITGA{_ALPHA.get(str(alpha).lower(), alpha)}"
        names, entity_type = (symbol,), "Gene"
    start, end = view.tokens(start_char, end_char)
    for name in names:
        known = grounder.ground_as(name, frozenset({entity_type}))
        if known is not None:
            term = known.term
            return MentionSpan(start, end, entity_type, term.label, term.id, PATTERN, 0.97)
    return MentionSpan(start, end, entity_type, names[0], None, PATTERN, 0.9)
