"""Processes that share a word: "chondrocyte proliferation and maturation", "T and B cell growth".

The second noun alone would be any cell's maturation; where the vocabulary knows the whole
("chondrocyte maturation"), that is what the noun stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.lexicon_matcher import singulars
from nlp_pipeline.entities.molecules import PATTERN
from nlp_pipeline.entities.phrase_words import ALONE
from nlp_pipeline.entities.process_nouns import kind_of_noun
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder

_PROCESS: Final = frozenset({"Process"})
_SCORE: Final = 0.93
_PLAIN_SCORE: Final = 0.7
"""Of what only its form shows to be a process, behind phrases that are known."""

_KIND_OF_CELL: Final = re.compile(r"[a-z]{3,}(?:cyte|blast|clast|phage)")
_LONGEST_OWNER: Final = 3
_AMOUNTS: Final = frozenset(
    {"production", "secretion", "release", "generation", "expression", "accumulation", "activity"}
)
"""Nouns that are said of each molecule of a list: "PGE2, NO and TNF production"."""
_AND: Final = frozenset({"and", "or", "/", ","})
_VAGUE: Final = frozenset({"cell", "cells", "cellular", "tumor", "cancer"})
"""Of these the noun alone says as much."""


def find_shared_processes(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find the further processes of a list of which only the first or last says whose they are.

    Args:
        view: The text.
        named: The readings of known names.
        grounder: For the vocabulary: what it does not know is left alone, but for kinds of cells.
    """
    for reading in named:
        if reading.type != "Process" or reading.end_token - reading.start_token < 2:
            continue
        words = view.words[reading.start_token : reading.end_token]
        if "of" in words:
            place = words.index("of")
            theme = view.surface(reading.start_token + place + 1, reading.end_token)
            yield from _before(view, reading.start_token, theme, grounder)
            yield from _themes(view, reading.end_token, " ".join(words[:place]), grounder)
        else:
            owner = view.surface(reading.start_token, reading.end_token - 1)
            yield from _behind(view, reading.end_token, owner, grounder)
            yield from _owners(view, reading, grounder)


def _behind(view: TextView, end: int, owner: str, grounder: Grounder) -> Iterator[MentionSpan]:
    """Yield the nouns of a list behind its first: "osteoclast formation and activation"."""
    words = view.words
    while end < len(words) and words[end] in _AND:
        place = end + 1
        if place < len(words) and words[end] == "," and words[place] in _AND:
            place += 1
        mention = _shared(view, place, (owner,), grounder)
        if mention is None or (place + 1 < len(words) and words[place + 1] == "of"):
            return
        yield mention
        end = place + 1


def _before(view: TextView, start: int, theme: str, grounder: Grounder) -> Iterator[MentionSpan]:
    """Yield the nouns of a list before its last: "migration and growth of fibroblasts"."""
    while start >= 2 and view.words[start - 1] in _AND:
        mention = _shared(view, start - 2, (*singulars(theme), theme), grounder)
        if mention is None:
            return
        yield mention
        start -= 2


def _themes(view: TextView, end: int, noun: str, grounder: Grounder) -> Iterator[MentionSpan]:
    """Yield the processes of further themes: "activation of T cells and macrophages"."""
    words = view.words
    if noun.lower() in _AMOUNTS:
        return
    while end < len(words) and words[end] in _AND:
        place = end + 1 + (words[end : end + 2] == (",", "and"))
        mention = _of_theme(view, place, noun, grounder)
        if mention is None:
            return
        yield mention
        end = mention.end_token


def _of_theme(view: TextView, place: int, noun: str, grounder: Grounder) -> MentionSpan | None:
    """Return the process of the longest theme at a token, None where none is known."""
    for end in range(min(place + _LONGEST_OWNER, len(view.words)), place, -1):
        theme = view.surface(place, end)
        if theme.lower() in _VAGUE or not theme[-1].isalnum():
            continue
        for name in (*singulars(theme), theme):
            known = grounder.ground_as(f"{name} {noun.lower()}", _PROCESS)
            if known is not None and " " in known.term.name:
                term = known.term
                return MentionSpan(place, end, "Process", term.label, term.id, PATTERN, _SCORE)
    return None


def _owners(view: TextView, reading: MentionSpan, grounder: Grounder) -> Iterator[MentionSpan]:
    """Yield the processes of owners before the last: "Th1 and Th17 differentiation"."""
    words, noun = view.words, view.words[reading.end_token - 1].lower()
    start = reading.start_token
    if kind_of_noun(noun) in {None, "never"} or noun in _AMOUNTS:
        return
    while start >= 2 and words[start - 1] in _AND:
        end = start - 1 - (words[start - 2] == ",")
        mention = _owned(view, end, noun, grounder)
        if mention is None:
            return
        yield mention
        start = mention.start_token


def _owned(view: TextView, end: int, noun: str, grounder: Grounder) -> MentionSpan | None:
    """Return the process of the longest owner that ends at a token, None where none is known."""
    for start in range(max(end - _LONGEST_OWNER, 0), end):
        owner = view.surface(start, end)
        if owner.lower() in _VAGUE or not owner[0].isalnum():
            continue
        for name in (owner, f"{owner} cell"):
            known = grounder.ground_as(f"{name} {noun}", _PROCESS)
            if known is not None and " " in known.term.name:
                term = known.term
                return MentionSpan(start, end, "Process", term.label, term.id, PATTERN, _SCORE)
    return None


def _shared(
    view: TextView, place: int, owners: Sequence[str], grounder: Grounder
) -> MentionSpan | None:
    """Return the process of the noun at a place, None where nothing shows it to be a whole."""
    if place >= len(view.words) or kind_of_noun(view.words[place].lower()) in {None, "never"}:
        return None
    for owner in owners:
        known = grounder.ground_as(f"{owner} {view.words[place].lower()}", _PROCESS)
        if owner.lower() not in _VAGUE and known is not None and " " in known.term.name:
            term = known.term
            return MentionSpan(place, place + 1, "Process", term.label, term.id, PATTERN, _SCORE)
    owner, noun = owners[0], view.words[place].lower()
    if (
        _KIND_OF_CELL.fullmatch(owner)
        and kind_of_noun(noun) == "process"
        and not ALONE.fullmatch(noun)
    ):
        label = f"{owner} {noun}"
        return MentionSpan(place, place + 1, "Process", label, None, PATTERN, _PLAIN_SCORE)
    return None
