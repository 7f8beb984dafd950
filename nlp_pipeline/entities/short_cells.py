"""Processes of cells that are named by their short form: "DC maturation", "migration of ECs".

What the text defines as a kind of cell is read so; a few short forms are well known without. The
vocabulary's name counts where it has the whole; else a plain name does, but not where the noun
alone says as much (the growth of any cell).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from nlp_pipeline.annotations import Abbreviation, MentionSpan
from nlp_pipeline.entities.molecules import DASHES, PATTERN
from nlp_pipeline.entities.process_nouns import kind_of_noun
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder

_PROCESS: Final = frozenset({"Process"})
_KNOWN_SCORE: Final = 0.96
_PLAIN_SCORE: Final = 0.72

KNOWN_CELLS: Final[Mapping[str, str]] = {
    "DC": "dendritic cell",
    "pDC": "plasmacytoid dendritic cell",
    "NK": "natural killer cell",
    "NKT": "natural killer T cell",
    "Treg": "regulatory T cell",
    "CTL": "cytotoxic T lymphocyte",
    "MDSC": "myeloid-derived suppressor cell",
    "TAM": "tumor-associated macrophage",
    "CAF": "cancer-associated fibroblast",
    "CSC": "cancer stem cell",
    "EC": "endothelial cell",
    "LEC": "lymphatic endothelial cell",
    "EPC": "endothelial progenitor cell",
    "SMC": "smooth muscle cell",
    "VSMC": "vascular smooth muscle cell",
    "MSC": "mesenchymal stem cell",
    "BMSC": "bone marrow mesenchymal stem cell",
    "NSC": "neural stem cell",
    "ISC": "intestinal stem cell",
    "MuSC": "muscle stem cell",
    "OPC": "oligodendrocyte precursor cell",
    "RGC": "retinal ganglion cell",
    "IEC": "intestinal epithelial cell",
    "NCC": "neural crest cell",
    "RBC": "red blood cell",
}
_KIND: Final = re.compile(
    r"(?:.* )?(?:cell|neuron|lymphocyte|macrophage|fibroblast|monocyte|neutrophil|astrocyte"
    r"|progenitor|[a-z]+blast|[a-z]+clast|[a-z]+cyte|[a-z]+phage|microglia)s?"
)
_ANY_CELL: Final = frozenset(
    {"proliferation", "growth", "survival", "death", "apoptosis", "migration", "invasion"}
    | {"adhesion", "viability", "senescence", "motility"}
)
"""Of these the noun alone is the process, whose cells are context."""

_OF_MOLECULES: Final = frozenset({"expression", "production", "release", "secretion", "synthesis"})
_TWO_MEANINGS: Final = frozenset({"endothelial cell"})
"""The short form has others: a process of them needs the vocabulary's name."""


def cells_of(abbreviations: Sequence[Abbreviation]) -> dict[str, str]:
    """Return the kinds of cells of a text by their short forms, its own before the well-known."""
    own = {a.short.removesuffix("s"): _singular(a.long) for a in abbreviations}
    kinds = {short: long for short, long in own.items() if _KIND.fullmatch(long)}
    return {short: long for short, long in KNOWN_CELLS.items() if short not in own} | kinds


def _singular(long: str) -> str:
    lower = long if long.isupper() else long[:1].lower() + long[1:]
    return lower.removesuffix("s") if _KIND.fullmatch(lower) else lower


def find_short_cells(
    view: TextView, abbreviations: Sequence[Abbreviation], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find processes of cells whose kind is a short form.

    Args:
        view: The text.
        abbreviations: The definitions that hold in it.
        grounder: For the vocabulary's name of the whole.
    """
    words = view.words
    cells = cells_of(abbreviations)
    for token, word in enumerate(words):
        long = cells.get(word) or (cells.get(word[:-1]) if word[-1] == "s" else None)
        if long is None:
            continue
        if token > 0 and words[token - 1] in DASHES and not view.spaced(token - 1):
            continue  # "IPSC-EC"
        behind = token + 1 + (token + 1 < len(words) and words[token + 1] in {"cell", "cells"})
        if behind < len(words) and _is_noun(view, behind):
            if not grounder.ground_as(view.surface(token, behind + 1), _PROCESS):
                yield from _named(long, words[behind].lower(), token, behind + 1, grounder)
        elif token > 1 and words[token - 1] == "of" and _is_noun(view, token - 2):
            yield from _named(long, words[token - 2].lower(), token - 2, behind, grounder)


def _is_noun(view: TextView, token: int) -> bool:
    if token > 0 and not view.spaced(token - 1):
        return False
    joined = token + 1 < len(view.words) and view.words[token + 1] in {*DASHES, "/"}
    noun = view.words[token].lower()
    return kind_of_noun(noun) in {"process", "event"} and not joined and noun not in _OF_MOLECULES


def _named(long: str, noun: str, start: int, end: int, grounder: Grounder) -> Iterator[MentionSpan]:
    """Yield the process under the vocabulary's name, or its plain one where it says more."""
    whole = grounder.ground_as(f"{long} {noun}", _PROCESS)
    if whole is not None:
        term = whole.term
        yield MentionSpan(start, end, "Process", term.label, term.id, PATTERN, _KNOWN_SCORE)
    elif noun not in _ANY_CELL and long not in _TWO_MEANINGS:
        yield MentionSpan(start, end, "Process", f"{long} {noun}", None, PATTERN, _PLAIN_SCORE)
