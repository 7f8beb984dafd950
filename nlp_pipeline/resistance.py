"""The headline view: which factor makes which drug fail, at which target, by which mechanism.

A chain begins with a claim that a factor confers resistance (or sensitizes) to a drug. The drug's
targets are joined from every ``targets`` triple of the run, since what a drug binds does not
depend on the paper; ``X inhibitor`` has the target X by itself. The mechanism is joined from the
same document only: what the factor does to a process or a pathway, in the same state.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Final

from nlp_pipeline.assembly import evidence_rank, paper_of
from nlp_pipeline.records import RESISTANCE_SCHEMA, Argument, Triple

DIRECTIONS: Final = {"confers_resistance_to": "resistance", "sensitizes_to": "sensitivity"}
MECHANISM_PREDICATES: Final = frozenset(
    {"acts_through", "activates", "inhibits", "upregulates", "downregulates"}
)
MECHANISM_TYPES: Final = frozenset({"Process", "Pathway"})
_CLASS_SUFFIXES: Final = (" tyrosine kinase inhibitor", " inhibitor", "-targeted therapy")

_Name = tuple[str, str, str | None]
"""Label, type and state of an argument."""


@dataclass(frozen=True, slots=True)
class ResistanceChain:
    """One row of ``drug_resistance.csv``.

    The counts and years are those of the resistance claim, whichever target and mechanism it is
    joined with; the best sentence comes from a document that states the mechanism too.
    """

    drug: str
    drug_id: str | None
    drug_type: str
    target: str | None
    target_id: str | None
    resistance_factor: str
    resistance_factor_id: str | None
    resistance_factor_type: str
    resistance_factor_state: str | None
    direction: str
    mechanism: str | None
    mechanism_id: str | None
    papers: int
    negated_papers: int
    hedged_papers: int
    triples: int
    first_year: int | None
    last_year: int | None
    best_doc_id: str
    best_sentence: str
    best_confidence: float
    statement_id: str


chain_row = attrgetter(*RESISTANCE_SCHEMA.names)
"""Return a chain as a row of ``RESISTANCE_SCHEMA``."""


@dataclass(slots=True)
class _Claim:
    """The evidence for one claim so far: counts, and the best triple for each mechanism."""

    papers: set[str] = field(default_factory=set)
    plain_papers: set[str] = field(default_factory=set)
    negated_papers: set[str] = field(default_factory=set)
    triples: int = 0
    first_year: int | None = None
    last_year: int | None = None
    best: dict[str | None, Triple] = field(default_factory=dict)

    def add(self, triple: Triple, mechanisms: Iterable[str]) -> None:
        paper = paper_of(triple)
        if triple.negated:
            self.negated_papers.add(paper)
        else:
            self.triples += 1
            self.papers.add(paper)
            if not triple.hedged:
                self.plain_papers.add(paper)
        if triple.year is not None:
            self.first_year = min(triple.year, self.first_year or triple.year)
            self.last_year = max(triple.year, self.last_year or triple.year)
        for mechanism in (None, *mechanisms):
            best = self.best.get(mechanism)
            if best is None or evidence_rank(triple) < evidence_rank(best):
                self.best[mechanism] = triple


@dataclass(slots=True)
class _Index:
    """What one reading of the triples leaves in memory: claims and names, not triples."""

    claims: dict[str, _Claim] = field(default_factory=lambda: defaultdict(_Claim))
    targets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    ids: dict[str, str] = field(default_factory=dict)

    def add_document(self, triples: list[Triple]) -> None:
        mechanisms = _mechanisms_in(triples)
        for triple in triples:
            for argument in (triple.subject, triple.object):
                if argument.id is not None:
                    # The least id wins, so that the order of documents does not matter.
                    known = self.ids.get(argument.label, argument.id)
                    self.ids[argument.label] = min(known, argument.id)
            if triple.predicate == "targets" and not triple.negated:
                self.targets[triple.subject.label].add(triple.object.label)
            if triple.predicate in DIRECTIONS:
                found = mechanisms.get(triple.subject.claim(), set())
                self.claims[triple.statement_id].add(triple, sorted(found))


def find_chains(triples: Iterable[Triple]) -> list[ResistanceChain]:
    """Join resistance claims with targets and mechanisms.

    Args:
        triples: Grouped by document; one document is held in memory at once.

    Returns:
        Chains sorted by drug, direction (resistance first), papers (most first), factor, state,
        target and mechanism. A drug with several targets or a factor with several mechanisms
        gives one chain for each.
    """
    index = _Index()
    for _, document in groupby(triples, key=attrgetter("doc_id")):
        index.add_document(list(document))
    chains = [
        chain
        for statement_id, claim in index.claims.items()
        for chain in _expand_claim(statement_id, claim, index)
    ]
    return sorted(chains, key=_sort_key)


def class_target(label: str) -> str | None:
    """Return the target that a drug class has by its name, or None.

    Examples:
        >>> class_target("EGFR tyrosine kinase inhibitor"), class_target("ERBB2-targeted therapy")
        ('EGFR', 'ERBB2')
        >>> class_target("chemotherapy") is None
        True
    """
    for suffix in _CLASS_SUFFIXES:
        if label.endswith(suffix):
            return label[: -len(suffix)] or None
    return None


def _mechanisms_in(triples: list[Triple]) -> dict[_Name, set[str]]:
    """Return, for each argument of a document, the processes and pathways that it acts on."""
    found: dict[_Name, set[str]] = defaultdict(set)
    for triple in triples:
        if (
            triple.predicate in MECHANISM_PREDICATES
            and triple.object.type in MECHANISM_TYPES
            and not triple.negated
        ):
            found[triple.subject.claim()].add(triple.object.label)
    return found


def _expand_claim(statement_id: str, claim: _Claim, index: _Index) -> Iterator[ResistanceChain]:
    named = sorted(name for name in claim.best if name is not None)
    mechanisms: list[str] | list[None] = named or [None]
    drug = claim.best[None].object
    for target in _targets_of(drug, index):
        for mechanism in mechanisms:
            yield _chain(statement_id, claim, index, target, mechanism)


def _targets_of(drug: Argument, index: _Index) -> list[str] | list[None]:
    named = class_target(drug.label) if drug.type == "DrugClass" else None
    found = {named} if named is not None else index.targets.get(drug.label, set())
    return sorted(found) or [None]


def _chain(
    statement_id: str, claim: _Claim, index: _Index, target: str | None, mechanism: str | None
) -> ResistanceChain:
    best = claim.best[mechanism]
    factor, drug = best.subject, best.object
    return ResistanceChain(
        drug=drug.label,
        drug_id=drug.id or index.ids.get(drug.label),
        drug_type=drug.type,
        target=target,
        target_id=None if target is None else index.ids.get(target),
        resistance_factor=factor.label,
        resistance_factor_id=factor.id or index.ids.get(factor.label),
        resistance_factor_type=factor.type,
        resistance_factor_state=factor.state,
        direction=DIRECTIONS[best.predicate],
        mechanism=mechanism,
        mechanism_id=None if mechanism is None else index.ids.get(mechanism),
        papers=len(claim.papers),
        negated_papers=len(claim.negated_papers),
        hedged_papers=len(claim.papers - claim.plain_papers),
        triples=claim.triples,
        first_year=claim.first_year,
        last_year=claim.last_year,
        best_doc_id=best.doc_id,
        best_sentence=best.sentence,
        best_confidence=best.confidence,
        statement_id=statement_id,
    )


def _sort_key(chain: ResistanceChain) -> tuple[object, ...]:
    names = (chain.resistance_factor, chain.resistance_factor_state or "")
    joined = (chain.target or "", chain.mechanism or "", chain.statement_id)
    return (chain.drug, chain.direction, -chain.papers, *names, *joined)
