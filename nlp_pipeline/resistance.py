"""The headline view: which factor makes which drug fail, at which target, by which mechanism.

A chain begins with a claim that a factor confers resistance (or sensitizes) to a drug. The drug's
targets are joined from every ``targets`` triple of the run, since what a drug binds does not
depend on the paper; ``X inhibitor`` has the target X by itself. The mechanism is joined from the
same document only: what the factor does to a process or a pathway, in the same state.

A claim is joined with the best supported of them alone, :data:`MOST_TARGETS` targets and
:data:`MOST_MECHANISMS` mechanisms: those that most documents state, then by name. All pairs of what
thousands of papers say of a common drug are no view, and grow with the square of the papers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
MOST_TARGETS: Final = 10
"""Targets that a drug is shown with; few have more that matter (dasatinib has nine in DrugBank)."""
MOST_MECHANISMS: Final = 5
"""Mechanisms that a claim is shown with."""
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

    ``papers`` and ``negated_papers`` have each paper's highest weight, ``mechanisms`` the documents
    that state each.
    """

    papers: dict[str, float] = field(default_factory=dict)
    plain_papers: set[str] = field(default_factory=set)
    negated_papers: dict[str, float] = field(default_factory=dict)
    figures: set[str] = field(default_factory=set)
    triples: int = 0
    first_year: int | None = None
    last_year: int | None = None
    best: dict[str | None, Triple] = field(default_factory=dict)
    mechanisms: Counter[str] = field(default_factory=Counter)

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
    """What one reading of the triples leaves in memory: claims and names, not triples.

    ``targets`` has, for each drug, the documents that state each target.
    """

    claims: dict[str, _Claim] = field(default_factory=lambda: defaultdict(_Claim))
    targets: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    ids: dict[str, str] = field(default_factory=dict)

    def add_document(self, triples: list[Triple]) -> None:
        mechanisms = _mechanisms_in(triples)
        targets: set[tuple[str, str]] = set()
        claims: dict[str, set[str]] = {}
        for triple in triples:
            for argument in (triple.subject, triple.object):
                if argument.id is not None:
                    # The least id wins, so that the order of documents does not matter.
                    known = self.ids.get(argument.label, argument.id)
                    self.ids[argument.label] = min(known, argument.id)
            if triple.predicate == "targets" and not triple.negated:
                targets.add((triple.subject.label, triple.object.label))
            if triple.predicate in DIRECTIONS:
                found = claims[triple.statement_id] = mechanisms.get(triple.subject.claim(), set())
                self.claims[triple.statement_id].add(triple, sorted(found))
        for drug, target in targets:
            self.targets[drug][target] += 1
        for statement_id, found in claims.items():
            self.claims[statement_id].mechanisms.update(found)


def find_chains(triples: Iterable[Triple]) -> list[ResistanceChain]:
    """Join resistance claims with targets and mechanisms.

    Args:
        triples: Grouped by document; one document is held in memory at once.

    Returns:
        Chains sorted by drug, direction (resistance first), papers (most first), factor, state,
        target and mechanism. A drug with several targets or a factor with several mechanisms
        gives one chain for each of the best supported.
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
    named = _best_supported(claim.mechanisms, MOST_MECHANISMS)
    mechanisms: list[str] | list[None] = named or [None]
    targets = _targets_of(claim.best[None].object, index)
    belief = belief_from(claim.papers, claim.negated_papers)
    for mechanism in mechanisms:
        chain = _chain(statement_id, claim, index, mechanism, belief)
        for target in targets:
            target_id = None if target is None else index.ids.get(target)
            yield replace(chain, target=target, target_id=target_id)


def _targets_of(drug: Argument, index: _Index) -> list[str] | list[None]:
    named = class_target(drug.label) if drug.type == "DrugClass" else None
    if named is not None:
        return [named]
    return _best_supported(index.targets.get(drug.label, {}), MOST_TARGETS) or [None]


def _best_supported(documents: Mapping[str, int], most: int) -> list[str]:
    """Return the names that most documents state, by name where they are as many."""
    return sorted(documents, key=lambda name: (-documents[name], name))[:most]


def _chain(
    statement_id: str, claim: _Claim, index: _Index, mechanism: str | None, belief: float
) -> ResistanceChain:
    """Return the chain of a claim and a mechanism, without a target."""
    best = claim.best[mechanism]
    factor, drug = best.subject, best.object
    return ResistanceChain(
        drug=drug.label,
        drug_id=drug.id or index.ids.get(drug.label),
        drug_type=drug.type,
        target=None,
        target_id=None,
        resistance_factor=factor.label,
        resistance_factor_id=factor.id or index.ids.get(factor.label),
        resistance_factor_type=factor.type,
        resistance_factor_state=factor.state,
        direction=DIRECTIONS[best.predicate],
        mechanism=mechanism,
        mechanism_id=None if mechanism is None else index.ids.get(mechanism),
        belief=belief,
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
