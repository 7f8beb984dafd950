"""Cell lines, whose names are symbols or aliases of genes too ("AGS" is no JAG1).

Names of ``cell_lines.tsv`` are never genes, but for those marked ``context``: these, like any
alias of a gene, are a cell line where "cells", "cell line" or "xenografts" follows directly, and
then so in the whole text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import MOLECULE_TYPES
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder
from nlp_pipeline.lexicon.keys import name_key

_ALIAS: Final = 0.89
"""Status of a name up to which it may be a cell line; approved symbols stay genes."""

_SHAPE: Final = re.compile(r"(?=.*\d)[A-Za-z][\w‐‑–/.-]*|[A-Z][A-Z‐‑–-]{2,}")
_CELLS: Final = re.compile(
    r"[-\s](?:(?:human|mouse|murine|rat)\s)?(?:(?:[a-z]+\s)?(?:cancer|carcinoma|tumou?r|leuk[a]?emia"
    r"|lymphoma|melanoma|glioma|glioblastoma|adenocarcinoma|sarcoma|neuroblastoma|epithelial)\s)?"
    r"(?:cells?(?!\s(?:receptor|surface|cycle))|cell\slines?|xenografts?|tumou?r-bearing|bearing\s)"
)
_TYPES: Final = frozenset({*MOLECULE_TYPES, "Drug", "Chemical"})
_REASON: Final = "a cell line"


@lru_cache(maxsize=1)
def load_cell_lines() -> dict[str, bool]:
    """Return the key of each cell line, and whether it is one in every context."""
    table = files(__package__).joinpath("cell_lines.tsv")
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    return {name_key(row["name"]): row["when"] == "always" for row in rows}


def is_cell_line(name: str) -> bool:
    """Whether a name is that of a cell line, in whatever context."""
    return name_key(name) in load_cell_lines()


def without_cell_lines(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> tuple[list[MentionSpan], list[MentionSpan]]:
    """Take the readings of genes and drugs out that are cell lines.

    Args:
        view: The text.
        named: The readings of known names.
        grounder: Knows how good a name each reading rests on.

    Returns:
        The readings that stay, and those taken out, with the reason.
    """
    known = load_cell_lines()
    lines: set[str] = set()
    shaped: dict[MentionSpan, str] = {}
    for reading in named:
        if reading.type not in _TYPES or reading.source == "user":
            continue
        surface = view.surface(reading.start_token, reading.end_token)
        if not _SHAPE.fullmatch(surface):
            continue
        shaped[reading] = key = name_key(surface)
        if key in lines:
            continue
        if known.get(key) or (
            _CELLS.match(view.text, view.ends[reading.end_token - 1])
            and (key in known or _is_alias(surface, grounder))
        ):
            lines.add(key)
    if not lines:
        return list(named), []
    gone = {reading for reading, key in shaped.items() if key in lines}
    kept = [reading for reading in named if reading not in gone]
    return kept, [replace(reading, reason=_REASON) for reading in named if reading in gone]


def _is_alias(surface: str, grounder: Grounder) -> bool:
    """Whether the text may be the alias of a gene only, as names of cell lines are by chance."""
    found = grounder.ground(surface)
    return bool(found) and all(
        g.term.type == "Gene" and g.status < _ALIAS and g.term.source != "curated" for g in found
    )
