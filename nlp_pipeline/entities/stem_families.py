"""Families and genes that a symbol in another form stands for.

A stem alone is the family of the genes that are the stem and a number or letter ("Vangl" of VANGL1
and VANGL2); a fly's gene has the human name behind a "d" ("dSir2"); and among other symbols a
lower-case one is a symbol too ("P21waf1 and bax").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlp_pipeline.annotations import MentionSpan
from nlp_pipeline.entities.molecules import MOLECULE_TYPES, PATTERN, pattern_mention
from nlp_pipeline.entities.species import is_of_other_species
from nlp_pipeline.entities.view import Memo, TextView
from nlp_pipeline.grounding.grounder import Grounder

_GENES: Final = frozenset({"Gene"})
_SCORE: Final = 0.7
_SURE: Final = 0.85
_STEM: Final = re.compile(r"[A-Z][a-z]{2,5}\d?|[A-Z]{4,6}\d?|[A-Z]{3}\d")
_NO_STEM: Final = frozenset(
    {
        *("Fig", "Tab", "Gas", "Cap", "Map", "Cell", "Sec", "Cys", "Pro", "Ref", "Best", "Star"),
        *("Men", "Fat", "Hit", "Net", "Set", "Act", "Box", "Ring", "Pan", "Ran", "Tip", "Clip"),
        *("Card", "Lin", "Max", "Min", "Mar", "Tag", "Tub", "Ten", "Nap", "Neo", "Rap", "Pin"),
        *("Top", "Pop", "Step", "Cyst", "Cat", "CARD", "BEST", "MAST", "HEAT", "KEAP", "ZONE"),
        *("HLAA", "CELL", "DEAD", "RING", "STEP", "CASP", "Casp", "Lamp", "Trap", "Reg", "Sub"),
        *("Den", "Tan", "Rab", "Mag", "Fam", "Bag", "Lat", "Ank", "Sam", "Lag", "Neu", "Cant"),
        *("Gal", "Mix", "Mos", "Cas", "Crim", "Post", "Pair", "Pad", "Par", "Tar", "Pak", "Arm"),
        *(
            "Bin",
            "Cited",
            "Six",
            "Ten",
            "Clt",
            "Myo",
            "Dpp",
            "Cry",
            "Per",
            "Elf",
            "Pan",
            "Nod",
            "Cln",
        ),
    }
)
"""Words and parts of words that genes are named after."""

_HEADS: Final = frozenset({"protein", "proteins", "genes", "family", "receptors"})
_LOWER: Final = re.compile(r"[a-z]{3,5}\d?")
_LISTING: Final = frozenset({",", "and", "or", "/"})
_FLY: Final = re.compile(r"(?:d|Dm)(?P<name>[A-Z][A-Za-z0-9]{2,7}|p\d{2})")
_FLIES: Final = ("drosophila", " fly ", "flies")


def _is_stem(word: str) -> bool:
    return _STEM.fullmatch(word) is not None


_STEMS: Final = Memo(_is_stem)


def find_other_forms(
    view: TextView, named: Sequence[MentionSpan], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find the families of bare stems, genes of the fly, and lower-case symbols in lists.

    Args:
        view: The text.
        named: The readings of known names.
        grounder: Knows the genes.
    """
    taken = {token for m in named for token in range(m.start_token, m.end_token)}
    stems = [i for i, word in enumerate(view.words) if _STEMS[word] and i not in taken]
    if stems and not is_of_other_species(view.text):
        for token in stems:
            if _is_inside(view, token):
                yield from _family(token, view.words[token], grounder)
    if view.has_any(_FLIES):
        yield from _of_the_fly(view, taken, grounder)
    yield from _in_lists(view, named, taken, grounder)


def _is_inside(view: TextView, token: int) -> bool:
    """Whether a capital is no matter of the place: not that of a sentence or of a title."""
    words = view.words
    if words[token].isupper():
        return True
    before = words[token - 1] if token else "."
    after = words[token + 1] if token + 1 < len(words) else "."
    if after in _HEADS:
        return True
    title = any(w.istitle() and len(w) > 3 and w.isalpha() for w in (before, after))
    return before not in ".:;?!" and not title


def _family(token: int, stem: str, grounder: Grounder) -> Iterator[MentionSpan]:
    """Yield the family of the genes that are the stem and a number or a letter."""
    if stem in _NO_STEM or grounder.ground(stem) or grounder.lexicon.is_stop_name(stem):
        return
    if stem[-1] == "s" and grounder.ground(stem[:-1]):
        return  # the plural of a name: "Glis"
    symbol = stem.upper()
    ends = "ABCD" if symbol[-1].isdigit() else "123456789ABC"
    members = 0
    for end in ends:
        known = grounder.ground_as(f"{symbol}{end}", _GENES)
        members += known is not None and known.term.label == f"{symbol}{end}"
    if members > 1:
        yield MentionSpan(token, token + 1, "Family", symbol, None, PATTERN, _SCORE)


def _of_the_fly(view: TextView, taken: set[int], grounder: Grounder) -> Iterator[MentionSpan]:
    for token, word in enumerate(view.words):
        match = _FLY.fullmatch(word)
        if match is None or grounder.ground(word):
            continue
        known = grounder.ground_as(match["name"], MOLECULE_TYPES)
        if known is not None and token not in taken:
            yield pattern_mention(view, view.starts[token], view.ends[token], known, 0.9)


def _in_lists(
    view: TextView, named: Sequence[MentionSpan], taken: set[int], grounder: Grounder
) -> Iterator[MentionSpan]:
    """Find lower-case symbols beside a gene: "the expression of P21waf1 and bax"."""
    sure = [m for m in named if m.type in MOLECULE_TYPES and m.score >= _SURE]
    ends = {m.end_token for m in sure}
    starts = {m.start_token for m in sure}
    for token, word in enumerate(view.words):
        if token in taken or not _LOWER.fullmatch(word):
            continue
        words = view.words
        behind = token > 1 and words[token - 1] in _LISTING and token - 1 in ends
        ahead = token + 1 < len(words) and words[token + 1] in _LISTING and token + 2 in starts
        if (behind or ahead) and not grounder.lexicon.is_stop_name(word):
            known = grounder.ground_as(word.upper(), _GENES)
            if known is not None and known.term.label == word.upper():
                yield pattern_mention(view, view.starts[token], view.ends[token], known, 0.85)
