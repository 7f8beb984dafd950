"""What the report shows, as plain JSON: numbers, entities, statements, sentences, runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from nlp_pipeline.evidence import Span, find_span
from nlp_pipeline.exports.graph import Edge, Support, iter_edges
from nlp_pipeline.exports.links import figure_url, identifier_url, paper_url

Json = dict[str, Any]

MAX_SENTENCE: Final = 700
"""Characters of a sentence that the report holds; longer ones are cut around their arguments."""

SENTENCES: Final = 3
"""Sentences shown for a statement, and as many again that deny it."""

_HEADLINE: Final = {
    "documents": "SELECT count(DISTINCT doc_id) FROM mentions",
    "papers": "SELECT count(DISTINCT coalesce(pmcid, doi, doc_id)) FROM triples",
    "triples": "SELECT count(*) FROM triples",
    "statements": "SELECT count(*) FROM statements",
    "drugs": "SELECT count(DISTINCT drug) FROM drug_resistance",
    "factors": "SELECT count(DISTINCT resistance_factor) FROM drug_resistance",
    "contradictions": "SELECT count(*) / 2 FROM contradictions",
    "denied": "SELECT count(*) FROM statements WHERE negated_triples > 0",
}
# First what resists which drug, then targets, combinations and mechanisms of factors, then what
# else is said of drugs, then the rest; in each part the most believed first.
_CHOSEN: Final = """
CREATE TEMP TABLE chosen AS
    SELECT statement_id,
        CASE
            WHEN predicate IN ('confers_resistance_to', 'sensitizes_to') THEN 0
            WHEN predicate IN ('targets', 'combined_with') THEN 1
            WHEN (subject_label, object_label) IN
                (SELECT resistance_factor, mechanism FROM drug_resistance) THEN 1
            WHEN subject_type IN ('Drug', 'DrugClass') OR object_type IN ('Drug', 'DrugClass')
                THEN 2
            ELSE 3
        END AS part
    FROM statements
    ORDER BY part, belief DESC, papers DESC, statement_id LIMIT ?
"""
_ROLES: Final = """
SELECT 'drug', label FROM entities WHERE type IN ('Drug', 'DrugClass')
UNION ALL SELECT 'factor', resistance_factor FROM drug_resistance
UNION ALL SELECT 'target', target FROM drug_resistance WHERE target IS NOT NULL
UNION ALL SELECT 'target', object_label FROM statements WHERE predicate = 'targets'
UNION ALL SELECT 'mechanism', label FROM entities WHERE type IN ('Process', 'Pathway')
"""


@dataclass(slots=True)
class _Entities:
    """The entities met so far, each with a number."""

    roles: dict[str, str]
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    found: list[Json] = field(default_factory=list)

    def number(self, label: str, type_: str, curie: str | None) -> int:
        known = self.numbers.get((label, type_))
        if known is not None:
            return known
        self.numbers[label, type_] = len(self.found)
        role = self.roles.get(label, "other")
        url = identifier_url(curie)
        self.found.append({"label": label, "type": type_, "id": curie, "role": role, "url": url})
        return len(self.found) - 1


def read_contents(
    connection: sqlite3.Connection, runs: Sequence[Json], *, limit: int
) -> dict[str, Any]:
    """Read what the report shows from the database of :mod:`nlp_pipeline.exports.sqlite`.

    Args:
        connection: The database; a temporary table is added to it.
        runs: The history of runs, oldest first.
        limit: Statements to show; those about drugs come first, then the most believed.
    """
    connection.execute("DROP TABLE IF EXISTS temp.chosen")
    connection.execute(_CHOSEN, (limit,))
    parts = dict(connection.execute("SELECT statement_id, part FROM chosen"))
    sentences = {group[0].statement_id: group for group in _iter_sentences(connection)}
    entities = _Entities(_roles(connection))
    edges = sorted(
        (edge for edge in iter_edges(connection) if edge.statement_id in parts),
        key=lambda e: (parts[e.statement_id], -e.belief, -e.papers, e.statement_id),
    )
    return {
        "headline": {
            name: connection.execute(query).fetchone()[0] for name, query in _HEADLINE.items()
        },
        "statements": [
            _statement(edge, entities, parts, sentences.get(edge.statement_id, []))
            for edge in edges
        ],
        "entities": entities.found,
        "years": _pairs(connection, "year", "triples WHERE year IS NOT NULL"),
        "predicates": _pairs(connection, "predicate", "statements"),
        "runs": [_run(run) for run in reversed(runs)],
    }


def _roles(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what each name is to the drugs; the first of drug, factor, target, mechanism."""
    rows = connection.execute(_ROLES).fetchall()
    order = {"drug": 0, "factor": 1, "target": 2, "mechanism": 3}
    rows.sort(key=lambda row: -order[row[0]])
    return {label: role for role, label in rows}


def _pairs(connection: sqlite3.Connection, column: str, source: str) -> list[tuple[Any, int]]:
    query = f"SELECT {column}, count(*) FROM {source} GROUP BY 1 ORDER BY 1"  # noqa: S608 - ours
    return connection.execute(query).fetchall()


def _iter_sentences(connection: sqlite3.Connection) -> Iterator[list[Support]]:
    """Yield, for each chosen statement, the triples that show it best, and that deny it."""
    names = ", ".join(f.name for f in fields(Support))
    query = f"""
        SELECT {names} FROM (
            SELECT *, row_number() OVER (
                PARTITION BY statement_id, negated
                ORDER BY hedged, confidence DESC, doc_id, triple_id
            ) AS place
            FROM triples WHERE statement_id IN (SELECT statement_id FROM chosen)
        )
        WHERE place <= {SENTENCES} ORDER BY statement_id, negated, place
    """  # noqa: S608 - names of our own columns
    rows = (Support(*row) for row in connection.execute(query))
    for _, group in groupby(rows, key=attrgetter("statement_id")):
        yield list(group)


def _statement(
    edge: Edge, entities: _Entities, parts: dict[str, int], sentences: list[Support]
) -> Json:
    return {
        "id": edge.statement_id,
        "s": entities.number(edge.subject_label, edge.subject_type, edge.subject_id),
        "ss": edge.subject_state,
        "p": edge.predicate,
        "o": entities.number(edge.object_label, edge.object_type, edge.object_id),
        "os": edge.object_state,
        "belief": round(edge.belief, 3),
        "papers": edge.papers,
        "against": edge.negated_papers,
        "hedged": edge.hedged_papers,
        "opposed": edge.contradictions,
        "curated": edge.curation == "right",
        "years": [edge.first_year, edge.last_year],
        "core": parts[edge.statement_id] < 2,
        "ev": [_sentence(triple) for triple in sentences],
    }


def _sentence(triple: Support) -> Json:
    subject, object_ = (
        find_span(triple.sentence, text, start - triple.sentence_start)
        for text, start in (
            (triple.subject_text, triple.subject_start),
            (triple.object_text, triple.object_start),
        )
    )
    text, spans = clip(triple.sentence, [subject, object_])
    return {
        "text": text,
        "spans": spans,
        "neg": bool(triple.negated),
        "hedge": bool(triple.hedged),
        "year": triple.year,
        "doc": triple.doc_id,
        "rule": triple.rule_id,
        "fig": figure_url(triple.figid),
        "paper": paper_url(triple.pmcid or triple.doi),
    }


def clip(
    sentence: str, spans: Sequence[Span | None], size: int = MAX_SENTENCE
) -> tuple[str, list[Span | None]]:
    """Cut a very long sentence to ``size`` characters around its arguments.

    Where they stand too far apart, around the first of them.

    Returns:
        The text, with ``…`` where it was cut, and the spans in it; None for a span that is not
        in the part that was kept.

    Examples:
        >>> clip("In all cells, PTEN inhibits AKT.", [(14, 18), (28, 31)], size=21)
        ('…s, PTEN inhibits AKT.', [(4, 8), (18, 21)])
        >>> clip("In all cells, PTEN inhibits AKT.", [(14, 18), (28, 31)], size=12)
        ('…ls, PTEN inh…', [(5, 9), None])
    """
    if len(sentence) <= size:
        return sentence, list(spans)
    first, last = _middle(spans, size)
    start = max(0, min(first - (size - (last - first)) // 2, len(sentence) - size))
    end = start + size
    head, tail = "…" if start else "", "…" if end < len(sentence) else ""
    shift = len(head) - start
    kept = [
        (span[0] + shift, span[1] + shift) if span and start <= span[0] and span[1] <= end else None
        for span in spans
    ]
    return f"{head}{sentence[start:end]}{tail}", kept


def _middle(spans: Sequence[Span | None], size: int) -> Span:
    """Return the stretch to be kept: that of all arguments, else that of the first."""
    found = sorted(span for span in spans if span is not None)
    if not found:
        return 0, size
    first, last = found[0][0], max(span[1] for span in found)
    return (first, last) if last - first <= size else found[0]


def _run(run: Json) -> Json:
    names = ("started", "version", "documents", "extracted", "removed", "failures")
    return {name: run.get(name) for name in (*names, "triples", "statements", "seconds")}
