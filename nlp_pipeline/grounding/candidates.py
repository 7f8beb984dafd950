"""Why a name means what it means: every reading of the lexicon, in order, with its factors.

The decisions are the grounder's; this module only tells what it decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp_pipeline.grounding.grounder import Grounder, Grounding
from nlp_pipeline.lexicon.lexicon import USER_SOURCE, Term


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of the lexicon that a name may be.

    Attributes:
        term: The row.
        spelling, status: The two factors of the score.
        score: Their product, lowered where another reading of the name makes this one unlikely.
        accepted: Whether it counts as a reading; the first that counts is chosen.
        reason: Why it does not count, or what it stands behind; None for the one chosen.
    """

    term: Term
    spelling: float
    status: float
    score: float
    accepted: bool
    reason: str | None


def find_candidates(
    grounder: Grounder, surface: str, terms: Sequence[Term]
) -> tuple[Candidate, ...]:
    """Return what each row makes of a name: readings that count, best first, then the others.

    Args:
        grounder: What decides.
        surface: The name as it stands in the text.
        terms: The rows of its key.

    Returns:
        One candidate for each row; those that do not count by falling score, in the order of the
        lexicon where scores are equal.

    Examples:
        >>> from nlp_pipeline.lexicon.lexicon import Lexicon
        >>> from nlp_pipeline.lexicon.keys import name_key
        >>> lexicon = Lexicon.load()
        >>> found = find_candidates(Grounder(lexicon), "impact", lexicon.find_terms("impact"))
        >>> found[0].term.label, found[0].accepted, found[0].reason
        ('IMPACT', False, 'stop word: rather a word than a name')
    """
    readings = grounder.ground(surface, tuple(terms))
    places = {reading.term: place for place, reading in enumerate(readings)}
    counting: list[tuple[int, Candidate]] = []
    others: list[Candidate] = []
    for term in dict.fromkeys(terms):
        rating, objection = grounder.rate(surface, term)
        if term in places:
            reading = readings[places[term]]
            reason = _place_of(grounder, reading, readings[0], rating)
            counting.append((places[term], _candidate(reading, True, reason)))
        else:
            reason = objection or _better_name(term, readings)
            others.append(_candidate(rating, False, reason))
    counting.sort(key=lambda pair: pair[0])
    others.sort(key=lambda candidate: -candidate.score)
    return (*(candidate for _, candidate in counting), *others)


def _candidate(grounding: Grounding, accepted: bool, reason: str | None) -> Candidate:
    return Candidate(
        grounding.term,
        round(grounding.spelling, 4),
        grounding.status,
        grounding.score,
        accepted,
        reason,
    )


def _place_of(
    grounder: Grounder, reading: Grounding, winner: Grounding, rating: Grounding
) -> str | None:
    """Say what a reading stands behind, and by which rule."""
    if reading is winner:
        return None
    term, first = reading.term, winner.term
    behind = f"behind {first.type} {first.label}"
    if first.source == USER_SOURCE and term.source != USER_SOURCE:
        return f"{behind}: a user's own name comes first"
    if reading.score < rating.score:
        return f"{behind}: a gene product comes before what it is sold as"
    if first.type == "Family" and term.label in grounder.lexicon.members(first.label):
        return f"{behind}: a family comes before its member"
    if reading.score == winner.score:
        return f"{behind}: the same score, a later type or label"
    return f"{behind}: a lower score"


def _better_name(term: Term, readings: Sequence[Grounding]) -> str:
    better = next(r for r in readings if (r.term.type, r.term.label) == (term.type, term.label))
    return f"{better.term.name!r} ({better.term.source}) says the same and fits better"
