"""Residues of proteins: "Ser-136", "Lys 63", "Ser (183)", "serine 473", "phosphorylated at S46".

A residue is a chemical, and no gene although the short names are symbols too ("Arg" is ABL2, "Asp"
A1CF). "Met" alone stays the receptor; one letter counts after a word for the modification only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import DASH, PATTERN
from nlp_pipeline.entities.view import TextView

_ROWS: Final = (
    ("Ala", "A", "alanine", 32441),
    ("Arg", "R", "arginine", 32700),
    ("Asn", "N", "asparagine", 32664),
    ("Asp", "D", "aspartic acid", 32470),
    ("Cys", "C", "cysteine", 32460),
    ("Gln", "Q", "glutamine", 32677),
    ("Glu", "E", "glutamic acid", 32483),
    ("Gly", "G", "glycine", 29947),
    ("His", "H", "histidine", 32535),
    ("Ile", "I", "isoleucine", 32615),
    ("Leu", "L", "leucine", 32630),
    ("Lys", "K", "lysine", 32568),
    ("Met", "M", "methionine", 32648),
    ("Phe", "F", "phenylalanine", 32503),
    ("Pro", "P", "proline", 32874),
    ("Ser", "S", "serine", 32848),
    ("Thr", "T", "threonine", 32835),
    ("Trp", "W", "tryptophan", 32732),
    ("Tyr", "Y", "tyrosine", 32789),
    ("Val", "V", "valine", 32861),
)
_RESIDUES: Final = {
    name.lower(): (f"{row[2]} residue", f"chebi:{row[3]}")
    for row in _ROWS
    for name in (*row[:3], *({"aspartic acid": ("aspartate",)}.get(row[2], ())))
}
_RESIDUES["glutamate"] = _RESIDUES["glu"]
_SHORT: Final = "|".join(row[0] for row in _ROWS)
_LONG: Final = "|".join((*(row[2] for row in _ROWS), "aspartate", "glutamate"))
_AFTER: Final = r"(?!\w|\.\d|\s?(?:mutations?|mutants?|kDa|[mµμn]?M\b|%))"

_NUMBERED: Final = re.compile(
    rf"""
    (?<![\w-])p?(?!Trp53|Trpc\d|Met\d\d?(?!\d))(?:(?P<short>{_SHORT})|(?P<long>{_LONG}))(?:\sresidues?)?
    (?:{DASH}?\s?\d{{1,4}}{_AFTER}|\s?\(\d{{1,4}}\))(?:(?:\s?/\s?|/{DASH})\d{{1,4}}{_AFTER})*
    """,
    re.VERBOSE,
)
_WORD: Final = re.compile(rf"(?<![\w-])(?P<long>{_LONG})\sresidues?\b", re.IGNORECASE)
_BARE: Final = re.compile(
    rf"(?<![\w-])(?:{_SHORT.replace('Met|', '').replace('His|', '').replace('Pro|', '')})"
    rf"(?:\sresidues?)?(?!{DASH}?[\w(]|\s\d|\s\()"
)
_BARE_NEEDLE: Final = re.compile(r"\b(?:A[rs]|As|Gl|Ph|Th|Ty|Ly|Cy|Se|Al|Tr|Va|Le|Il)[a-z]\b")
_SITE: Final = re.compile(
    rf"""
    (?:\b(?:at|on|sites?|residues?)[\s(:]{{1,2}}
      |[Pp]hospho(?:{DASH}|rylation\sof\s(?=p?[STYKRC]\d\d)|rylation\s\(|\w+\s\()
      |(?<!\w)p{DASH}?[A-Z][\w-]+\s\(
      |(?:Ser|Thr|Tyr|Lys){DASH}?\d{{1,4}}(?:,?\s(?:and|or)|,|/)\s?)
    (?P<sites>p?[STYKRC]\d{{1,4}}{_AFTER}
      (?:(?:\s?/\s?|,?\s(?:and|or)\s(?:at\s|on\s)?|,\s)p?[STYKRC]\d{{1,4}}{_AFTER})*)
    """,
    re.VERBOSE,
)
_CHANGED: Final = re.compile(
    rf"""
    (?<![\w-])p?(?P<site>[STY]\d{{2,4}}|K(?:6|11|27|29|33|48|63))
    (?:(?:{DASH}|\s)(?:phosphorylat|dephosphorylat|linked\b|(?:poly)?ubiquit)
      |\s(?:is|was|becomes|gets|being)\s(?:\w+ly\s)?(?:de)?phosphorylated)
    """,
    re.VERBOSE,
)
_ONE: Final = re.compile(r"[STYKRC]\d{1,4}")
_MODIFIED: Final = re.compile(
    r"phospho|acetyl|ubiquit|sumoyl|methyl|residue|(?<!\w)p[-‐‑–]?[A-Z]|(?:Ser|Thr|Tyr|Lys)\W?\d",
    re.IGNORECASE,
)
_WINDOW: Final = 80
"""Characters before a site of one letter in which the modification has to be named."""

_ABL: Final = re.compile(r"abl", re.IGNORECASE)


def find_residues(view: TextView) -> Iterator[MentionSpan]:
    """Find residues; each is labelled by its amino acid, the place in the chain is left out."""
    text = view.text
    for match in _NUMBERED.finditer(text):
        yield _residue(view, *match.span(), match["short"] or match["long"])
    if "residue" in text:
        for match in _WORD.finditer(text):
            yield _residue(view, *match.span(), match["long"])
    if _BARE_NEEDLE.search(text):
        for match in _BARE.finditer(text):
            if not (match.group() == "Arg" and _ABL.search(text)):
                yield _residue(view, *match.span(), match.group().split()[0])
    if _ONE.search(text) and _MODIFIED.search(text):
        yield from _sites(view)


def _sites(view: TextView) -> Iterator[MentionSpan]:
    """Find residues of one letter: after "at", "on", "phospho-", or beside a word of change."""
    text = view.text
    for match in _SITE.finditer(text):
        end = match.start("sites")
        start = max(text.rfind(". ", 0, end), end - _WINDOW, 0)
        if _MODIFIED.search(text, start, end):
            for site in _ONE.finditer(text, *match.span("sites")):
                yield _residue(view, *site.span(), site.group()[0])
    for match in _CHANGED.finditer(text):
        yield _residue(view, *match.span("site"), match["site"][0])


def _residue(view: TextView, start_char: int, end_char: int, name: str) -> MentionSpan:
    label, curie = _RESIDUES[name.lower()]
    start, end = view.tokens(start_char, end_char)
    return MentionSpan(start, end, "Chemical", label, curie, PATTERN, 0.92)
