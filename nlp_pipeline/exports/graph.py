"""Statements as a graph: entities as nodes, statements as edges, triples as their evidence.

Read from the database of :mod:`nlp_pipeline.exports.sqlite`, one record at a time.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import groupby
from operator import attrgetter
from typing import Final

from nlp_pipeline.vocabulary import FLIPPING_STATES, PREDICATES

LOCAL_PREFIX: Final = "nlp-pipeline"
"""Prefix of the identifiers that entities without a vocabulary's identifier get."""


@dataclass(frozen=True, slots=True)
class Node:
    """One entity: what a label and a type stand for.

    Attributes:
        id: CURIE with a Bioregistry prefix, or None where no vocabulary has the entity.
        statements: In how many statements it stands.
    """

    label: str
    type: str
    id: str | None
    statements: int

    @property
    def curie(self) -> str:
        """The identifier, or a stable local one made from label and type."""
        return self.id or local_curie(self.label, self.type)


@dataclass(frozen=True, slots=True)
class Edge:
    """One statement, between two entities; columns as in the table of statements."""

    statement_id: str
    subject_id: str | None
    subject_label: str
    subject_type: str
    subject_state: str | None
    predicate: str
    object_id: str | None
    object_label: str
    object_type: str
    object_state: str | None
    belief: float
    papers: int
    negated_papers: int
    hedged_papers: int
    triples: int
    negated_triples: int
    first_year: int | None
    last_year: int | None
    paper_ids: str
    negated_paper_ids: str
    contradictions: int
    best_doc_id: str
    best_figid: str | None
    best_pmcid: str | None
    best_sentence: str
    curation: str | None

    @property
    def subject_curie(self) -> str:
        """Identifier of the subject, as in :attr:`Node.curie`."""
        return self.subject_id or local_curie(self.subject_label, self.subject_type)

    @property
    def object_curie(self) -> str:
        """Identifier of the object, as in :attr:`Node.curie`."""
        return self.object_id or local_curie(self.object_label, self.object_type)

    @property
    def sign(self) -> int:
        """Whether more of the bare subject means more (+1) or less (-1) of the bare object.

        States turn it: "loss of PTEN activates AKT" has the sign -1. 0 where the predicate has
        none.
        """
        known = PREDICATES.get(self.predicate)
        flips = sum(s in FLIPPING_STATES for s in (self.subject_state, self.object_state))
        return 0 if known is None else known.sign * (-1) ** flips

    def iter_papers(self, *, negated: bool = False) -> Iterator[str]:
        """Yield the PMCIDs, DOIs or documents that assert the statement, or that deny it."""
        yield from json.loads(self.negated_paper_ids if negated else self.paper_ids)


@dataclass(frozen=True, slots=True)
class Support:
    """One triple of a statement: where it stands and how it is said."""

    statement_id: str
    triple_id: str
    doc_id: str
    passage_kind: str
    figid: str | None
    pmcid: str | None
    doi: str | None
    year: int | None
    subject_text: str
    subject_start: int
    object_text: str
    object_start: int
    negated: int
    hedged: int
    confidence: float
    rule_id: str
    sentence: str
    sentence_start: int


def local_curie(label: str, type_: str) -> str:
    """Return a stable identifier for an entity that no vocabulary has.

    Examples:
        >>> local_curie("EGFR tyrosine kinase inhibitor", "DrugClass")
        'nlp-pipeline:f2f823cc78a3f9d9'
    """
    digest = hashlib.blake2b(f"{type_}\t{label}".encode(), digest_size=8)
    return f"{LOCAL_PREFIX}:{digest.hexdigest()}"


def iter_nodes(connection: sqlite3.Connection) -> Iterator[Node]:
    """Yield all entities of statements, by label and type."""
    query = "SELECT label, type, id, statements FROM entities ORDER BY label, type"
    return (Node(*row) for row in connection.execute(query))


def iter_edges(connection: sqlite3.Connection) -> Iterator[Edge]:
    """Yield all statements, by ``statement_id``.

    An argument without an identifier gets the one that its entity has in another statement.
    """
    names = ", ".join(
        f"coalesce(s.{f.name}, {f.name.removesuffix('_id')}.id)"
        if f.name in {"subject_id", "object_id"}
        else f"s.{f.name}"
        for f in fields(Edge)
    )
    query = f"""
        SELECT {names} FROM statements AS s
        JOIN entities AS subject
            ON (subject.label, subject.type) = (s.subject_label, s.subject_type)
        JOIN entities AS object
            ON (object.label, object.type) = (s.object_label, s.object_type)
        ORDER BY s.statement_id
    """  # noqa: S608 - names of our own columns
    return (Edge(*row) for row in connection.execute(query))


def iter_supported(connection: sqlite3.Connection) -> Iterator[tuple[Edge, list[Support]]]:
    """Yield all statements with their triples, best first, one statement in memory at a time."""
    names = ", ".join(f.name for f in fields(Support))
    query = f"""
        SELECT {names} FROM triples
        ORDER BY statement_id, negated, hedged, confidence DESC, doc_id, triple_id
    """  # noqa: S608 - names of our own columns
    rows = (Support(*row) for row in connection.execute(query))
    grouped = groupby(rows, key=attrgetter("statement_id"))
    statement_id, support = next(grouped, ("", iter(())))
    for edge in iter_edges(connection):
        while statement_id and statement_id < edge.statement_id:
            statement_id, support = next(grouped, ("", iter(())))
        matching = statement_id == edge.statement_id
        yield edge, list(support) if matching else []
