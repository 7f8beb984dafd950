"""Triples to statements: what the evidence for one claim adds up to.

A statement's belief counts papers, not sentences: ten sentences of one paper are one witness.

For each paper ``p`` let ``s(p)`` be the highest weight of its triples that assert the claim, and
``d(p)`` the same over its triples that deny it. A triple weighs its confidence, or 1 where a
curator has marked it right, and half of that where it is hedged. Then::

    belief_for     = 1 - product over papers of (1 - s(p))
    belief_against = 1 - product over papers of (1 - d(p))
    belief         = belief_for * (1 - belief_against)

so belief is the chance that some paper is right in asserting and none in denying, were the papers
independent. Denied evidence is never dropped: it lowers the belief and is counted in
``negated_papers``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from math import prod
from typing import Final

from nlp_pipeline.evidence import evidence_of
from nlp_pipeline.records import Argument, Statement, Triple
from nlp_pipeline.vocabulary import RIGHT

HEDGED_WEIGHT: Final = 0.5
BELIEF_DIGITS: Final = 6


def assemble(triples: Iterable[Triple]) -> Iterator[Statement]:
    """Add up the evidence of each claim.

    Args:
        triples: Sorted by ``statement_id``; the triples of one claim are held in memory at once.

    Yields:
        One statement per ``statement_id``, in the order of the triples.
    """
    for _, evidence in groupby(triples, key=lambda triple: triple.statement_id):
        yield statement_of(list(evidence))


def statement_of(evidence: list[Triple]) -> Statement:
    """Add up the evidence of one claim; ``evidence`` is not empty.

    Ties are broken by place, so the order of ``evidence`` does not matter. How the claim relates
    to others is left open, see :mod:`nlp_pipeline.linking`.
    """
    ranked = sorted(evidence, key=evidence_rank)
    best = ranked[0]
    asserting = [triple for triple in ranked if not triple.negated]
    denying = [triple for triple in ranked if triple.negated]
    hedged = [triple for triple in asserting if triple.hedged]
    papers, negated_papers = papers_of(asserting), papers_of(denying)
    plain_papers = papers_of(triple for triple in asserting if not triple.hedged)
    years = sorted(triple.year for triple in ranked if triple.year is not None)
    belief = belief_of(asserting, denying)
    return Statement(
        statement_id=best.statement_id,
        subject=_fullest([_arguments(triple, best)[0] for triple in ranked]),
        predicate=best.predicate,
        object=_fullest([_arguments(triple, best)[1] for triple in ranked]),
        belief=belief.total,
        belief_for=belief.supporting,
        belief_against=belief.denying,
        papers=len(papers),
        negated_papers=len(negated_papers),
        hedged_papers=len(papers - plain_papers),
        documents=len({triple.doc_id for triple in asserting}),
        triples=len(asserting),
        negated_triples=len(denying),
        hedged_triples=len(hedged),
        first_year=years[0] if years else None,
        last_year=years[-1] if years else None,
        rule_ids=tuple(sorted({triple.rule_id for triple in ranked})),
        paper_ids=tuple(sorted(papers)),
        negated_paper_ids=tuple(sorted(negated_papers)),
        belief_parts=belief.parts,
        best=evidence_of(best),
        negated_sentence=denying[0].sentence if denying else None,
        curation=best.curation,
    )


@dataclass(frozen=True, slots=True)
class Belief:
    """Belief in a claim, 0-1, by the formula of this module, and what it is made of.

    Attributes:
        supporting, denying: ``belief_for`` and ``belief_against``.
        parts: One line for each paper's witness, see :class:`~nlp_pipeline.records.Statement`.
    """

    total: float
    supporting: float
    denying: float
    parts: tuple[str, ...]


def belief_of(asserting: Iterable[Triple], denying: Iterable[Triple]) -> Belief:
    """Return the belief in a claim that some triples assert and others deny."""
    witnesses_for, witnesses_against = _witnesses(asserting), _witnesses(denying)
    supporting = _noisy_or(map(weight_of, witnesses_for.values()))
    against = _noisy_or(map(weight_of, witnesses_against.values()))
    return Belief(
        round(supporting * (1 - against), BELIEF_DIGITS),
        round(supporting, BELIEF_DIGITS),
        round(against, BELIEF_DIGITS),
        (*_told("+", witnesses_for), *_told("-", witnesses_against)),
    )


def belief_from(supporting: Mapping[str, float], denying: Mapping[str, float]) -> float:
    """Return the belief from each paper's highest weight for the claim and against it."""
    for_, against = (
        _noisy_or(weights[paper] for paper in sorted(weights)) for weights in (supporting, denying)
    )
    return round(for_ * (1 - against), BELIEF_DIGITS)


def paper_of(triple: Triple) -> str:
    """Return what stands for the paper of a triple: PMCID, else DOI, else the document."""
    return triple.pmcid or triple.doi or triple.doc_id


def papers_of(triples: Iterable[Triple]) -> frozenset[str]:
    """Return the distinct papers of some triples."""
    return frozenset(map(paper_of, triples))


def evidence_rank(triple: Triple) -> tuple[object, ...]:
    """Sort key that puts the clearest evidence first.

    That is what asserts, then what a curator has confirmed, is not hedged, most confident.
    """
    place = (triple.doc_id, triple.passage_id, triple.subject.start, triple.object.start)
    doubts = (triple.negated, triple.curation != RIGHT, triple.hedged)
    return (*doubts, -triple.confidence, *place, triple.triple_id)


def weight_of(triple: Triple) -> float:
    """Return what a triple weighs in the belief, 0-1."""
    sureness = 1.0 if triple.curation == RIGHT else triple.confidence
    return sureness * (HEDGED_WEIGHT if triple.hedged else 1.0)


def _witnesses(triples: Iterable[Triple]) -> dict[str, Triple]:
    """Return the triple of the highest weight of each paper, by paper."""
    found: dict[str, Triple] = {}
    for triple in sorted(triples, key=lambda t: (-weight_of(t), *evidence_rank(t))):
        found.setdefault(paper_of(triple), triple)
    return dict(sorted(found.items()))


def _noisy_or(weights: Iterable[float]) -> float:
    """Return the chance that one of several independent witnesses is right."""
    return 1.0 - prod(1.0 - weight for weight in weights)


def _told(sign: str, witnesses: dict[str, Triple]) -> Iterator[str]:
    ranked = sorted(witnesses.items(), key=lambda item: (-weight_of(item[1]), item[0]))
    for paper, triple in ranked:
        marks = " hedged" * triple.hedged + " curated" * (triple.curation == RIGHT)
        yield f"{sign}{weight_of(triple):.3f} {paper} {triple.rule_id}{marks}"


def _arguments(triple: Triple, best: Triple) -> tuple[Argument, Argument]:
    """Return subject and object in the order of ``best``: "A binds B" is "B binds A" too."""
    if triple.subject.claim() == best.subject.claim():
        return triple.subject, triple.object
    return triple.object, triple.subject


def _fullest(mentions: list[Argument]) -> Argument:
    """Return the first argument, with an id and a role from a later one where it has none."""
    first = mentions[0]
    id_ = next((m.id for m in mentions if m.id is not None), None)
    role = next((m.role for m in mentions if m.role is not None), None)
    return first if (id_, role) == (first.id, first.role) else replace(first, id=id_, role=role)
