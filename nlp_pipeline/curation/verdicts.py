"""Finding the rows of marks again, and what follows for each row.

A mark is on a claim at a place, named by hashes that hold as long as claim and offsets do. Where
the offsets have changed, because a name is now read a letter longer, the place is the same
document and the same sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from nlp_pipeline.curation.marks import Mark
from nlp_pipeline.records import Argument, Triple
from nlp_pipeline.vocabulary import RIGHT, WRONG

CONFIDENCE_DIGITS: Final = 3
_Place = tuple[str, str, str]
"""Claim, document, sentence on one line."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What follows from the marks for each triple.

    Attributes:
        right, wrong: Places, by ``triple_id``.
        wrong_statements: Claims that are wrong wherever they stand, unless marked right there.
        factors: What to multiply the confidence of a rule's triples with.
    """

    right: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()
    wrong_statements: frozenset[str] = frozenset()
    factors: Mapping[str, float] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether anything is marked."""
        return bool(self.right or self.wrong or self.wrong_statements)

    def of(self, statement_id: str, triple_id: str) -> str | None:
        """Return ``right``, ``wrong`` or None for a claim at a place."""
        if triple_id in self.right:
            return RIGHT
        if triple_id in self.wrong or statement_id in self.wrong_statements:
            return WRONG
        return None

    def apply(self, triple: Triple) -> Triple | None:
        """Return the triple as the tables show it, None where it is wrong."""
        verdict = self.of(triple.statement_id, triple.triple_id)
        if verdict == WRONG:
            return None
        factor = self.factors.get(triple.rule_id)
        if factor is None and verdict is None:
            return triple
        confidence = round(min(1.0, triple.confidence * (factor or 1.0)), CONFIDENCE_DIGITS)
        return replace(triple, curation=verdict, confidence=confidence)


NO_VERDICTS: Final = Verdicts()


def verdicts_of(marks: Iterable[Mark], factors: Mapping[str, float] | None = None) -> Verdicts:
    """Return what follows from settled marks.

    A statement marked right confirms the evidence that the curator saw, unless that is itself
    marked wrong.
    """
    marks = tuple(marks)
    wrong = {m.triple_id for m in marks if m.kind == "triple" and m.curation == WRONG}
    return Verdicts(
        right=frozenset(m.triple_id for m in marks if m.curation == RIGHT) - wrong,
        wrong=frozenset(wrong),
        wrong_statements=frozenset(
            m.statement_id for m in marks if m.kind == "statement" and m.curation == WRONG
        ),
        factors=factors or {},
    )


def settle_marks(marks: Iterable[Mark], triples: Iterable[Triple]) -> tuple[Mark, ...]:
    """Find the rows of marks again.

    Args:
        marks: As read.
        triples: All triples of the marked claims, wrong ones too.

    Returns:
        The marks with today's ``triple_id``, what their rows say now, and whether there is one.
    """
    by_id, by_place, by_statement = {}, dict[_Place, Triple](), dict[str, Triple]()
    for triple in triples:
        by_id[triple.triple_id] = triple
        place = (triple.statement_id, triple.doc_id, _one_line(triple.sentence))
        by_place.setdefault(place, triple)
        by_statement.setdefault(triple.statement_id, triple)
    settled = []
    for mark in marks:
        place = (mark.statement_id, mark.doc_id, _one_line(mark.sentence))
        row = by_id.get(mark.triple_id) or by_place.get(place)
        if row is not None:
            settled.append(_on_row(mark, row))
        elif mark.kind == "statement":
            settled.append(replace(mark, found=mark.statement_id in by_statement))
        else:
            settled.append(replace(mark, found=False))
    return tuple(settled)


def _on_row(mark: Mark, triple: Triple) -> Mark:
    return replace(
        mark,
        found=True,
        triple_id=triple.triple_id,
        subject=_told(triple.subject),
        predicate=triple.predicate,
        object=_told(triple.object),
        sentence=_one_line(triple.sentence),
        rule_id=triple.rule_id,
        doc_id=triple.doc_id,
    )


def _told(argument: Argument) -> str:
    return argument.label if argument.state is None else f"{argument.label} ({argument.state})"


def _one_line(sentence: str) -> str:
    return " ".join(sentence.split())
