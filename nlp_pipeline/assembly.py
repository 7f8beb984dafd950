"""Triples to statements: what the evidence for one claim adds up to.

A statement's belief counts papers, not sentences: ten sentences of one paper are one witness.

For each paper ``p`` let ``s(p)`` be the highest confidence of its triples that assert the claim,
where a hedged triple counts half, and ``d(p)`` the same over its triples that deny it. Then::

    support = 1 - product over papers of (1 - s(p))
    denial  = 1 - product over papers of (1 - d(p))
    belief  = support * (1 - denial)

so belief is the chance that some paper is right in asserting and none in denying, were the papers
independent. Denied evidence is never dropped: it lowers the belief and is counted in
``negated_papers``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from nlp_pipeline.records import Argument, Statement, Triple

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

    Ties are broken by place, so the order of ``evidence`` does not matter.
    """
    ranked = sorted(evidence, key=evidence_rank)
    best = ranked[0]
    asserting = [triple for triple in ranked if not triple.negated]
    denying = [triple for triple in ranked if triple.negated]
    plain_papers = papers_of(triple for triple in asserting if not triple.hedged)
    years = sorted(triple.year for triple in ranked if triple.year is not None)
    return Statement(
        statement_id=best.statement_id,
        subject=_fullest([_arguments(triple, best)[0] for triple in ranked]),
        predicate=best.predicate,
        object=_fullest([_arguments(triple, best)[1] for triple in ranked]),
        belief=belief_of(asserting, denying),
        papers=len(papers_of(asserting)),
        negated_papers=len(papers_of(denying)),
        hedged_papers=len(papers_of(asserting) - plain_papers),
        documents=len({triple.doc_id for triple in asserting}),
        triples=len(asserting),
        first_year=years[0] if years else None,
        last_year=years[-1] if years else None,
        rule_ids=tuple(sorted({triple.rule_id for triple in ranked})),
        best_triple_id=best.triple_id,
        best_doc_id=best.doc_id,
        best_sentence=best.sentence,
    )


def belief_of(asserting: Iterable[Triple], denying: Iterable[Triple]) -> float:
    """Return the belief in a claim, 0-1, by the formula of this module."""
    return round(_noisy_or(asserting) * (1 - _noisy_or(denying)), BELIEF_DIGITS)


def paper_of(triple: Triple) -> str:
    """Return what stands for the paper of a triple: PMCID, else DOI, else the document."""
    return triple.pmcid or triple.doi or triple.doc_id


def papers_of(triples: Iterable[Triple]) -> frozenset[str]:
    """Return the distinct papers of some triples."""
    return frozenset(map(paper_of, triples))


def evidence_rank(triple: Triple) -> tuple[object, ...]:
    """Sort key that puts the clearest evidence first: asserted, not hedged, most confident."""
    place = (triple.doc_id, triple.passage_id, triple.subject.start, triple.object.start)
    return (triple.negated, triple.hedged, -triple.confidence, *place, triple.triple_id)


def _noisy_or(triples: Iterable[Triple]) -> float:
    by_paper: dict[str, float] = {}
    for triple in triples:
        weight = triple.confidence * (HEDGED_WEIGHT if triple.hedged else 1.0)
        paper = paper_of(triple)
        by_paper[paper] = max(weight, by_paper.get(paper, 0.0))
    doubt = 1.0
    for paper in sorted(by_paper):
        doubt *= 1.0 - by_paper[paper]
    return 1.0 - doubt


def _arguments(triple: Triple, best: Triple) -> tuple[Argument, Argument]:
    """Return subject and object in the order of ``best``: "A binds B" is "B binds A" too."""
    if triple.subject.claim() == best.subject.claim():
        return triple.subject, triple.object
    return triple.object, triple.subject


def _fullest(mentions: list[Argument]) -> Argument:
    """Return the first argument, with an id and a role from a later one where it has none."""
    first = mentions[0]
    return replace(
        first,
        id=next((m.id for m in mentions if m.id is not None), None),
        role=next((m.role for m in mentions if m.role is not None), None),
    )
