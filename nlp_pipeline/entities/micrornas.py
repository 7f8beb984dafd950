"""microRNAs in every style of writing: miR-21, hsa-miR-21-5p, let-7a, the miR-17-92 cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import DASH, PATTERN
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder, Grounding

_MICRORNA: Final = re.compile(
    rf"""
    (?<!\w)(?:(?:hsa|mmu|rno){DASH})?
    (?:
      (?:[Mm]iRs?|[Mm]iRNAs?|[Mm]icroRNAs?|MIR(?:NA)?s?){DASH}?\s?
      (?P<number>\d{{1,4}}(?:[a-z](?![a-z])|[A-Z](?![A-Za-z]))?(?:{DASH}[12](?!\d))?)
    | (?P<let>[Ll][Ee][Tt]){DASH}?(?P<let_number>7(?:[a-i](?![a-z]))?)
    )
    (?:{DASH}[35]p|\*)?
    (?P<more>(?:(?:/|,\s?|\s?(?:and|or)\s){DASH}?(?!\d+\s?%)\d{{1,4}}[a-z]?
      (?:{DASH}[35]p)?(?![\w.])|/{DASH}?[a-z](?!\w))*)
    (?P<cluster>{DASH}\d{{1,3}}(?=\s+cluster))?
    (?:\s(?:family|cluster|families|clusters)\b)?
    """,
    re.VERBOSE,
)
_BARE: Final = re.compile(r"(?<!\w)(?:miRs?|miRNAs?|[Mm]icro-?RNAs?|MIRNAs?)(?!\w)")
_NEEDLES: Final = ("mir", "let", "micro-rna", "microrna")
_NUMBER: Final = re.compile(r"\d{1,4}[a-z]?|(?<=[/‐‑–-])[a-z](?!\w)")
_LETTERS: Final = "abcdefghij"
_TYPES: Final = frozenset({"MicroRNA", "Gene"})


def find_micrornas(view: TextView, grounder: Grounder) -> Iterator[MentionSpan]:
    """Find microRNAs; each of a list ("miR-221/222", "miR-23a/b") is one, the bare word any."""
    if not view.has_any(_NEEDLES):
        return
    for match in _MICRORNA.finditer(view.text):
        stem = "let-" if match["let"] else "mir-"
        first = match["let_number"] or match["number"]
        if match["cluster"]:
            first += f"-{match['cluster'][1:]}"
        more = list(_NUMBER.finditer(view.text, *match.span("more")))
        first_end = match.start("more") if more else match.end()
        yield _microrna(view, match.start(), first_end, f"{stem}{first}", grounder)
        for number in more:
            name = number.group()
            whole = name if name[0].isdigit() else f"{first.rstrip(_LETTERS)}{name}"
            yield _microrna(view, *number.span(), f"{stem}{whole}", grounder)
    for match in _BARE.finditer(view.text):
        start, end = view.tokens(*match.span())
        yield MentionSpan(start, end, "MicroRNA", "microRNA", None, PATTERN, 0.95)


def _microrna(
    view: TextView, start_char: int, end_char: int, name: str, grounder: Grounder
) -> MentionSpan:
    known: Grounding | None = None
    for spelling in (name, f"hsa-{name}", name.replace("mir-", "microRNA ")):
        known = known or grounder.ground_as(spelling, _TYPES)
    label = microrna_label(name)
    start, end = view.tokens(start_char, end_char)
    if known is not None and known.term.label.startswith(label.rstrip("ABCDEFGHI")):
        term = known.term
        return MentionSpan(start, end, "MicroRNA", term.label, term.id, PATTERN, 0.97)
    return MentionSpan(start, end, "MicroRNA", label, None, PATTERN, 0.9)


def microrna_label(name: str) -> str:
    """Write a microRNA as HGNC does.

    Examples:
        >>> microrna_label("mir-21"), microrna_label("let-7a"), microrna_label("mir-17-92")
        ('MIR21', 'MIRLET7A', 'MIR17-92')
    """
    number = name.split("-", 1)[1].upper()
    return f"MIRLET{number}" if name.startswith("let") else f"MIR{number}"
