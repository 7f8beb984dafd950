"""Names of the lexicon in a text with what they may stand for, those left out that are no names.

What holds of a name wherever it stands is looked up once: its readings, and whether it is broken,
made of general words, or two names in one. What is around it decides the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from nlp_pipeline.entities.company import keep_fitting
from nlp_pipeline.entities.items import is_vague
from nlp_pipeline.entities.lexicon_matcher import LexiconHit, LexiconMatcher
from nlp_pipeline.entities.marks import is_broken, is_headless
from nlp_pipeline.entities.parts import is_part
from nlp_pipeline.entities.view import TextView
from nlp_pipeline.grounding.grounder import Grounder, Grounding, LexiconLike
from nlp_pipeline.lexicon.lexicon import Term

_GENES: Final = frozenset({"Gene"})
_EFFECT: Final = re.compile(r"\b(?:resistan\w+|inhibition|sensitivit\w+|sensiti[sz]ation)\b")
"""A drug class does not hold what is said of it: in "PI3K inhibition" the kinase is inhibited."""
_REMEMBERED: Final = 1 << 16
"""Names that are kept in memory with their readings."""


class LexiconNames:
    """Finds the names of the lexicon that are names where they stand; keeps what it has looked up.

    Args:
        lexicon: Where names are looked up.
        grounder: Rates what they may stand for.
    """

    def __init__(self, lexicon: LexiconLike, grounder: Grounder) -> None:
        self._matcher = LexiconMatcher(lexicon)
        self._grounder = grounder
        self._known: dict[str, tuple[tuple[Term, ...], tuple[Grounding, ...], bool]] = {}

    def find(self, view: TextView) -> list[tuple[LexiconHit, tuple[Grounding, ...]]]:
        """Return the names of a text by place, each with its readings, best first."""
        names = []
        for hit in self._matcher.find_hits(view):
            found, is_name = self._look_up(hit)
            fitting = keep_fitting(view, hit.surface, found)
            if fitting is not found:
                is_name = self._is_name(hit.surface, fitting)
            if is_name and _is_whole(view, hit, fitting[0].term):
                names.append((hit, fitting))
        return names

    def _look_up(self, hit: LexiconHit) -> tuple[tuple[Grounding, ...], bool]:
        """Return the readings of a name, and whether it may be one anywhere."""
        kept = self._known.get(hit.surface)
        # A matcher gives the same tuple for a name each time.
        if kept is None or kept[0] is not hit.terms:
            found = self._grounder.ground(hit.surface, hit.terms)
            kept = (hit.terms, found, self._is_name(hit.surface, found))
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[hit.surface] = kept
        return kept[1:]

    def _is_name(self, surface: str, found: Sequence[Grounding]) -> bool:
        """Whether a stretch of text can be one name, wherever it stands."""
        if not found or is_vague(surface) or is_broken(surface, found[0].term.name):
            return False
        if found[0].term.type == "DrugClass" and _EFFECT.search(surface):
            return False
        return not self._is_pair(surface, found)

    def _is_pair(self, surface: str, groundings: Sequence[Grounding]) -> bool:
        """Whether a name is two genes with a slash ("YAP/TAZ"): then each counts for itself."""
        if "/" not in surface or groundings[0].term.type != "Family":
            return False
        sides = surface.split("/")
        return all(self._grounder.ground_as(side.strip(), _GENES) for side in sides)


def _is_whole(view: TextView, hit: LexiconHit, best: Term) -> bool:
    """Whether a name, read as one term, is one name here, with nothing more or less in it."""
    behind = view.words[hit.end_token] if hit.end_token < len(view.words) else ""
    return not is_headless(hit.surface, best.source, behind) and not is_part(view, hit, best.type)
