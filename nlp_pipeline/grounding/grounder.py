"""From a name in a text to the entity it stands for, with a score that can be explained.

The score of a reading is the product of what is known about the name (its status in the
lexicon) and how closely the text spells it. Nothing is learned: each factor is written in this
file, and :meth:`Grounder.ground` returns them beside the score.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol, TypeVar

from nlp_pipeline.lexicon.keys import name_key
from nlp_pipeline.lexicon.lexicon import USER_SOURCE, Term

STATUS_SCORES: Final = {
    "curated": 1.0,
    "approved": 0.97,
    "name": 0.94,
    "synonym": 0.86,
    "previous": 0.7,
}
"""How far a name of this status is to be trusted before the text has been looked at."""

_FAMILY_SYNONYM: Final = 0.89
"""A bare name that a family and one of its genes both list as a synonym means the family."""

TYPE_ORDER: Final = {
    name: rank
    for rank, name in enumerate(
        (
            "Gene",
            "Family",
            "MicroRNA",
            "Variant",
            "Drug",
            "DrugClass",
            "Pathway",
            "Process",
            "Disease",
            "Chemical",
        )
    )
}
"""The last tie-break between types; the FamPlex families of bare names are curated or approved
where the member's name is a synonym, so that they win by status."""

SYMBOL_TYPES: Final = frozenset({"Gene", "Family", "MicroRNA"})
ACCEPTED: Final = 0.45
"""Readings below this score are not kept."""

_DIGITS: Final = re.compile(r"\d+")
_CACHED: Final = 1 << 16
_Kept = TypeVar("_Kept")
_CONTEXT_BONUS: Final = 0.02
_SAME: Final = 0.97
_SOLD: Final = 0.88
_BARE: Final = 0.9
_LONGEST_BARE: Final = 6
_FIRM: Final = frozenset({"curated", "approved"})


class LexiconLike(Protocol):
    """What grounding asks of a lexicon; tests give a small one in memory."""

    def find_terms(self, key: str) -> tuple[Term, ...]:
        """Return all terms of exactly this key."""
        ...

    def has_prefix(self, key: str) -> bool:
        """Return whether any key starts with this one."""
        ...

    def is_stop_name(self, name: str) -> bool:
        """Return whether this surface form is rather a word than a name."""
        ...

    def members(self, label: str) -> tuple[str, ...]:
        """Return the gene symbols in a family, sorted."""
        ...


@dataclass(frozen=True, slots=True)
class Grounding:
    """One possible reading of one name.

    Attributes:
        term: What the name would stand for.
        score: 0-1; the product of ``status`` and ``spelling``, plus the context's small bonus.
        status: Factor for the name's standing in the lexicon.
        spelling: Factor for how closely the text spells the name.
    """

    term: Term
    score: float
    status: float
    spelling: float


@lru_cache(maxsize=1 << 16)
def fold_marks(name: str) -> str:
    """Drop dashes, spaces and accents and spell Greek letters out, but keep the case.

    Examples:
        >>> fold_marks("TGF-β1"), fold_marks("NF kappa B"), fold_marks("p27 Kip1")
        ('TGFbeta1', 'NFkappaB', 'p27Kip1')
    """
    folded = []
    for character in unicodedata.normalize("NFKC", name):
        key = name_key(character)
        folded.append(character if key == character.lower() else key)
    return "".join(c for c in folded if c.isalnum())


@lru_cache(maxsize=1 << 16)
def spelling_score(surface: str, name: str, entity_type: str) -> float:
    """Rate how closely a text spells a name of the same key, 0 (another name) to 1 (exactly so).

    Digits must be grouped alike ("CDK1/2" is not CDK12), and two words are not one symbol. Case
    counts for short symbols and hardly at all for words.

    Examples:
        >>> spelling_score("EGFR", "EGFR", "Gene"), spelling_score("CDK1/2", "CDK12", "Gene")
        (1.0, 0.0)
        >>> spelling_score("cat", "CAT", "Gene") < 0.5 < spelling_score("Akt1", "AKT1", "Gene")
        True
        >>> spelling_score("Apoptosis", "apoptosis", "Process")
        0.98
    """
    if surface == name:
        return 1.0
    if not _same_digits(surface, name) or _lost_letter(surface, name):
        return 0.0
    if _is_plural(surface) and name.isupper():
        return 0.0
    folded, target = fold_marks(surface), fold_marks(name)
    marks = _marks_score(surface, name)
    if folded == target:
        return 0.99 * marks
    if len(target) > 7 or " " in name.strip():
        return 0.98 * marks
    if entity_type == "Family" and folded.islower():
        return 0.5 * marks
    if entity_type in SYMBOL_TYPES:
        return _symbol_case(folded, target) * marks
    return _word_case(folded, target) * marks


def _same_digits(surface: str, name: str) -> bool:
    """Whether the digits are grouped alike; in long chemical names dashes may divide them."""
    if _DIGITS.findall(surface) == _DIGITS.findall(name):
        return True
    return len(name) > 14 and "/" not in surface and "/" not in name


def _is_plural(surface: str) -> bool:
    """Whether only the last letter of a short form is a small "s": "APCs" are not APCS."""
    return surface[-1] == "s" and len(surface) > 2 and surface[:-1].isupper()


def _lost_letter(surface: str, name: str) -> bool:
    """Whether a letter that stands alone in the name does not in the text ("protein S").

    A capital behind a small letter does ("CyclinE"), and so does a spelled-out Greek letter.
    """
    alone = name[-2:-1] in {" ", "-"} and name[-1:].isalpha() and name[-1:].isascii()
    joined = surface[-2:-1].isalpha() and not (surface[-2:-1].islower() and surface[-1:].isupper())
    return alone and joined


def _marks_score(surface: str, name: str) -> float:
    """Lower the score where the text has a space inside what the name writes as one symbol."""
    if " " not in surface or " " in name or "-" in name:
        return 1.0
    left, _, right = surface.rpartition(" ")
    if left[-1:].isalpha() and right[:1].isalpha():
        if left.isupper() and len(right) == 1 and right.isupper():
            return 0.93
        return 0.3 if len(name) < 7 else 0.6
    return 0.93


def _symbol_case(folded: str, target: str) -> float:
    letters = sum(c.isalpha() for c in target)
    digits = len(target) - letters
    if letters == 1 and digits >= 2 and folded[0] == "p":
        return 0.99
    if folded.islower() and not target.islower():
        if letters <= 2:
            return 0.4 if digits == 0 else 0.6
        return 0.8 if digits else 0.45
    if letters <= 2 and not digits:
        return 0.45
    if folded[0].islower() and folded[1:].isupper():
        return 0.85
    if folded.isupper() or folded[:1].isupper():
        return 0.93 if letters > 2 or digits else 0.6
    return 0.85


def _word_case(folded: str, target: str) -> float:
    if target.islower():
        if folded[1:].islower():
            return 0.99
        return 0.9 if len(target) > 4 else 0.5
    if folded.islower() and len(target) <= 5:
        return 0.4
    return 0.85 if len(target) > 3 else 0.6


PART_TYPES = frozenset({"Gene", "Family", "MicroRNA", "Chemical", "Drug"})
"""Types that the parts of a class or pathway can have."""


class Grounder:
    """Rates the terms that a name may stand for.

    Args:
        lexicon: Where names are looked up.
    """

    def __init__(self, lexicon: LexiconLike) -> None:
        self.lexicon = lexicon
        self._by_name: dict[str, tuple[Grounding, ...]] = {}
        self._by_terms: dict[str, tuple[tuple[Term, ...], tuple[Grounding, ...]]] = {}

    def ground(self, surface: str, terms: tuple[Term, ...] | None = None) -> tuple[Grounding, ...]:
        """Return the readings of a name, best first.

        Args:
            surface: The name as it stands in the text.
            terms: The terms to rate; those of the name's key where None.

        Returns:
            Readings of at least :data:`ACCEPTED`, one per entity: a user's own first, then by
            falling score, type order and label; empty where the name is unknown or rather a word.
        """
        if terms is None:
            known = self._by_name.get(surface)
            if known is None:
                known = self._ground(surface, self.lexicon.find_terms(name_key(surface)))
                _remember(self._by_name, surface, known)
            return known
        # A matcher gives the same tuple for a name each time; to hash it would cost more.
        kept = self._by_terms.get(surface)
        if kept is None or kept[0] is not terms:
            kept = (terms, self._ground(surface, terms))
            _remember(self._by_terms, surface, kept)
        return kept[1]

    def _ground(self, surface: str, found: tuple[Term, ...]) -> tuple[Grounding, ...]:
        best: dict[tuple[str, str], Grounding] = {}
        for term in found:
            grounding, objection = self.rate(surface, term)
            key = (term.type, term.label)
            if objection is None and (key not in best or _rank(grounding) < _rank(best[key])):
                best[key] = grounding
        rated = self._families_first(_proteins_first(best.values()))
        return tuple(sorted(rated, key=_order))

    def _families_first(self, groundings: Sequence[Grounding]) -> Sequence[Grounding]:
        """Lower a gene under the family of the same bare name ("Rac" is RAC, not RAC1).

        Symbols, curated names and names in words ("adenosine deaminase") of a gene stay.
        """
        families = [g for g in groundings if g.term.type == "Family" and g.spelling >= _BARE]
        if not families or len(groundings) == 1:
            return groundings
        members = {gene for g in families for gene in self.lexicon.members(g.term.label)}
        ceiling = round(min(g.score for g in families) - 0.01, 4)
        return [
            g
            if g.term.label not in members or g.term.status in _FIRM or not _is_bare(g.term)
            else Grounding(g.term, min(g.score, ceiling), g.status, g.spelling)
            for g in groundings
        ]

    def id_of_label(self, label: str) -> str:
        """Return the CURIE of a molecule by its label, blank where the lexicon has none."""
        for term in self.lexicon.find_terms(name_key(label)):
            if term.label == label and term.type in PART_TYPES and term.id is not None:
                return term.id
        return ""

    def ground_as(self, surface: str, types: frozenset[str]) -> Grounding | None:
        """Return the best reading of a name among some types, or None."""
        return next((g for g in self.ground(surface) if g.term.type in types), None)

    def rate(self, surface: str, term: Term) -> tuple[Grounding, str | None]:
        """Rate one term of a name's key by itself.

        Returns:
            The reading, and why it does not count; None where it does.
        """
        status = STATUS_SCORES[term.status]
        if term.type == "Family" and term.status == "synonym":
            status = _FAMILY_SYNONYM
        spelling = spelling_score(surface, term.name, term.type)
        score = round(status * spelling, 4)
        objection = None if term.source == USER_SOURCE else self._objection(surface, term)
        if objection is None and score < ACCEPTED:
            objection = "spelled otherwise" if spelling == 0 else f"score under {ACCEPTED}"
        return Grounding(term, score, status, spelling), objection

    def _objection(self, surface: str, term: Term) -> str | None:
        """Guard against words, single letters and very short names; None where all is well."""
        length = len(name_key(surface))
        if length < 2:
            return "a single character"
        if self.lexicon.is_stop_name(surface):
            return "stop word: rather a word than a name"
        if _is_plural_of_another(surface, term):
            return "a plural: its last letter is small"
        exact = fold_marks(surface) == fold_marks(term.name)
        if length == 2:
            weak = term.type == "Gene" and term.status == "synonym" and surface.isalpha()
            if weak or term.status == "previous":
                return f"two letters are too few for a {term.status} name"
            return None if exact else "two letters, and spelled otherwise"
        if length == 3 and surface.isalpha() and term.status in {"synonym", "previous"}:
            fits = exact or surface.isupper() or surface.istitle()
            return None if fits else f"three letters are too few for a {term.status} so spelled"
        return None


def _is_plural_of_another(surface: str, term: Term) -> bool:
    """Whether a text has the plural of a short form, not a symbol in S: "APCs" are no APCS."""
    plural = surface[-1] == "s" and surface[:-1].isupper() and surface[:-1].isalpha()
    return plural and term.type in SYMBOL_TYPES and term.name == surface.upper()


def _is_bare(term: Term) -> bool:
    """Whether a short name is not the symbol of its gene in other letters ("Src")."""
    return len(term.name) <= _LONGEST_BARE and name_key(term.name) != name_key(term.label)


def _remember(cache: dict[str, _Kept], surface: str, kept: _Kept) -> None:
    if len(cache) >= _CACHED:
        cache.clear()
    cache[surface] = kept


def _proteins_first(groundings: Iterable[Grounding]) -> list[Grounding]:
    """Lower the drug or chemical that a gene product of the same name is sold as (thrombin)."""
    rated = list(groundings)
    if not any(g.term.type == "Gene" and g.spelling >= _SAME for g in rated):
        return rated
    return [
        Grounding(g.term, round(g.score * _SOLD, 4), g.status, g.spelling)
        if g.term.type in {"Drug", "Chemical"} and g.term.status != "curated"
        else g
        for g in rated
    ]


def prefer_context(groundings: Sequence[Grounding], labels: frozenset[str]) -> list[Grounding]:
    """Order readings again, those first that the rest of the document supports.

    The bonus is small: it decides between near equals and never against a clear spelling.

    Args:
        groundings: Readings of one name, as :meth:`Grounder.ground` orders them.
        labels: Labels that other, unambiguous names of the document stand for.
    """
    if labels.isdisjoint([g.term.label for g in groundings]):
        return list(groundings)
    return sorted(
        (
            Grounding(
                g.term,
                round(min(1.0, g.score + _CONTEXT_BONUS), 4) if g.term.label in labels else g.score,
                g.status,
                g.spelling,
            )
            for g in groundings
        ),
        key=_order,
    )


def _rank(grounding: Grounding) -> tuple[bool, float]:
    return (grounding.term.source != USER_SOURCE, -grounding.score)


def _order(grounding: Grounding) -> tuple[bool, float, int, str, str]:
    term = grounding.term
    return (*_rank(grounding), TYPE_ORDER[term.type], term.label, term.id or "")
