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

from nlp_pipeline.assembly import belief_from, evidence_rank, paper_of, weight_of
from nlp_pipeline.evidence import evidence_of
from nlp_pipeline.exports.rows import row_getter
from nlp_pipeline.records import RESISTANCE_SCHEMA, Argument, Evidence, Triple

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

    Belief, counts and years are those of the resistance claim, whichever target and mechanism it
    is joined with; the best evidence comes from a document that states the mechanism too.
    ``figures`` are those that assert the claim.
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
    belief: float
    papers: int
    negated_papers: int
    hedged_papers: int
    figures: int
    triples: int
    first_year: int | None
    last_year: int | None
    best: Evidence
    statement_id: str
    curation: str | None


chain_row = row_getter(RESISTANCE_SCHEMA)
"""Return a chain as a row of ``RESISTANCE_SCHEMA``."""


@dataclass(slots=True)
class _Claim:
    """The evidence for one claim so far: counts, and the best triple for each mechanism.

    ``papers`` and ``negated_papers`` have each paper's highest weight.
    """

    papers: dict[str, float] = field(default_factory=dict)
    plain_papers: set[str] = field(default_factory=set)
    negated_papers: dict[str, float] = field(default_factory=dict)
    figures: set[str] = field(default_factory=set)
    triples: int = 0
    first_year: int | None = None
    last_year: int | None = None
    best: dict[str | None, Triple] = field(default_factory=dict)

    def add(self, triple: Triple, mechanisms: Iterable[str]) -> None:
        self._count(triple)
        if triple.year is not None:
            self.first_year = min(triple.year, self.first_year or triple.year)
            self.last_year = max(triple.year, self.last_year or triple.year)
        for mechanism in (None, *mechanisms):
            best = self.best.get(mechanism)
            if best is None or evidence_rank(triple) < evidence_rank(best):
                self.best[mechanism] = triple

    def _count(self, triple: Triple) -> None:
        paper = paper_of(triple)
        papers = self.negated_papers if triple.negated else self.papers
        papers[paper] = max(weight_of(triple), papers.get(paper, 0.0))
        if triple.negated:
            return
        self.triples += 1
        if not triple.hedged:
            self.plain_papers.add(paper)
        if triple.figid is not None:
            self.figures.add(triple.figid)


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
        belief=belief_from(claim.papers, claim.negated_papers),
        papers=len(claim.papers),
        negated_papers=len(claim.negated_papers),
        hedged_papers=len(claim.papers.keys() - claim.plain_papers),
        figures=len(claim.figures),
        triples=claim.triples,
        first_year=claim.first_year,
        last_year=claim.last_year,
        best=evidence_of(best),
        statement_id=statement_id,
        curation=claim.best[None].curation,
    )


def _sort_key(chain: ResistanceChain) -> tuple[object, ...]:
    names = (chain.resistance_factor, chain.resistance_factor_state or "")
    joined = (chain.target or "", chain.mechanism or "", chain.statement_id)
    return (chain.drug, chain.direction, -chain.papers, *names, *joined)
