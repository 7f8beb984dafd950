"""Which nouns name processes: the table ``process_nouns.tsv``, and endings that no table holds."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Final

_SUFFIX: Final = re.compile(
    r".{3,}(?:[ts]ion|esis|osis|lysis|taxis|genicity|phagy|toxicity|plasia|protection)"
)
_PREFIX: Final = re.compile(r"(?:hyper|hypo|dys|over|under|auto|neo|mal|mis|re|de|trans|micro)-?")
"""What a noun of the table may begin with: "hyperadhesion", "overgrowth", "refiring"."""

BARE: Final = {
    "transcription": "DNA-templated transcription",
    "glycosylation": "glycosylation",
    "sumoylation": "protein sumoylation",
    "stress": "stress",
}
"""Nouns that are a process only alone: "initiate transcription", not "transcription of IL6"."""


@lru_cache(maxsize=1)
def load_process_nouns() -> Mapping[str, str]:
    """Return the kind of each noun: ``process``, ``event`` or ``never``."""
    table = files(__package__).joinpath("process_nouns.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t")
    return {lemma: row["kind"] for row in rows for lemma in row["lemmas"].split()}


def kind_of_noun(lemma: str) -> str | None:
    """Return the kind of a noun, None for one that names no process.

    Examples:
        >>> kind_of_noun("formation"), kind_of_noun("hematopoiesis"), kind_of_noun("protein")
        ('process', 'process', None)
        >>> kind_of_noun("activation"), kind_of_noun("concentration"), kind_of_noun("overgrowth")
        ('event', 'never', 'process')
    """
    nouns = load_process_nouns()
    kind = nouns.get(lemma)
    if kind is None and (prefix := _PREFIX.match(lemma)) is not None:
        kind = "process" if nouns.get(lemma[prefix.end() :]) == "process" else None
    return "process" if kind is None and _SUFFIX.fullmatch(lemma) else kind


@lru_cache(maxsize=1 << 14)
def may_name_process(word: str) -> bool:
    """Whether a lower-case word, before anything is parsed, may be the head of such a phrase.

    Examples:
        >>> may_name_process("responses"), may_name_process("proteins")
        (True, False)
    """
    return word in BARE or "process" in {kind_of_noun(word), kind_of_noun(word.removesuffix("s"))}
