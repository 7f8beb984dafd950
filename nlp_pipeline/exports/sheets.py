"""The sheets of the workbook: which columns each shows, how wide, and how its rows are coloured.

A column of a sheet is one of the table, named as there with blanks for underscores. Offsets stay
in the Parquet and CSV files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from nlp_pipeline.evidence import Span, find_span

Kind = Literal[
    "mark", "name", "text", "code", "number", "count", "score", "flag", "list", "identifier",
    "paper", "figure", "sentence", "note",
]  # fmt: skip
"""How a cell is written: ``mark`` is for the curator; ``identifier``, ``paper`` and ``figure``
are links; the arguments are bold in a ``sentence``, not in a ``note``; a ``count`` of nothing is
not shown; ``flag`` is the column's name where true and else empty; ``code`` is for programs."""

Tint = Literal["", "negated", "hedged", "disputed"]
Cells = Mapping[str, Any]
"""One row of a table by column."""

WIDTHS: Final[Mapping[Kind, float]] = {
    "mark": 10, "name": 24, "text": 15, "code": 22, "number": 11, "count": 14, "score": 11,
    "flag": 9, "list": 30, "identifier": 26, "paper": 14, "figure": 34, "sentence": 90, "note": 60,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        title: Its name; a table with more rows than a sheet holds goes on in ``title 2``.
        table: Stem of the Parquet file that it shows.
        columns: Kind of each shown column, in order.
        frozen: Columns that stay in view.
        tint_of: The colour of a row.
        spans_of: Which words of its sentence are bold.
        hidden: Columns that ``tint_of`` and ``spans_of`` need beside the shown ones.
    """

    title: str
    table: str
    columns: Mapping[str, Kind]
    frozen: int
    tint_of: Callable[[Cells], Tint] = lambda _: ""
    spans_of: Callable[[Cells], list[Span]] = lambda _: []
    hidden: tuple[str, ...] = ()


def _tint_of_triple(row: Cells) -> Tint:
    if row["negated"]:
        return "negated"
    return "hedged" if row["hedged"] else ""


def _tint_of_claim(row: Cells) -> Tint:
    if row["negated_papers"]:
        return "disputed" if row["papers"] else "negated"
    if row.get("contradictions"):
        return "disputed"
    return "hedged" if row["hedged_papers"] == row["papers"] else ""


def _spans_of_triple(row: Cells) -> list[Span]:
    found = [
        find_span(
            row["sentence"], row[f"{side}_text"], row[f"{side}_start"] - row["sentence_start"]
        )
        for side in ("subject", "object")
    ]
    return [span for span in found if span is not None]


def _spans_of_best(row: Cells) -> list[Span]:
    ends = [(row[f"best_{side}_start"], row[f"best_{side}_end"]) for side in ("subject", "object")]
    return [span for span in ends if None not in span]


_BEST_OFFSETS: Final = (
    "best_subject_start", "best_subject_end", "best_object_start", "best_object_end",
)  # fmt: skip

RESISTANCE: Final = Sheet(
    title="Resistance",
    table="drug_resistance",
    columns={
        "curation": "mark",
        "drug": "name",
        "direction": "text",
        "resistance_factor": "name",
        "resistance_factor_state": "text",
        "target": "text",
        "mechanism": "name",
        "best_sentence": "sentence",
        "belief": "score",
        "papers": "number",
        "negated_papers": "count",
        "hedged_papers": "count",
        "figures": "count",
        "first_year": "number",
        "last_year": "number",
        "best_pmcid": "paper",
        "best_doc_id": "figure",
        "drug_type": "text",
        "drug_id": "identifier",
        "resistance_factor_type": "text",
        "resistance_factor_id": "identifier",
        "target_id": "identifier",
        "mechanism_id": "identifier",
        "best_confidence": "score",
        "best_triple_id": "code",
        "statement_id": "code",
    },
    frozen=2,
    tint_of=_tint_of_claim,
    spans_of=_spans_of_best,
    hidden=_BEST_OFFSETS,
)
STATEMENTS: Final = Sheet(
    title="Statements",
    table="statements",
    columns={
        "curation": "mark",
        "subject_label": "name",
        "subject_state": "text",
        "predicate": "name",
        "object_label": "name",
        "object_state": "text",
        "best_sentence": "sentence",
        "belief": "score",
        "papers": "number",
        "negated_papers": "count",
        "hedged_papers": "count",
        "contradictions": "count",
        "contradicting_papers": "count",
        "contradicts": "list",
        "negated_sentence": "note",
        "documents": "number",
        "triples": "number",
        "first_year": "number",
        "last_year": "number",
        "best_pmcid": "paper",
        "best_doc_id": "figure",
        "subject_type": "text",
        "subject_id": "identifier",
        "subject_role": "text",
        "object_type": "text",
        "object_id": "identifier",
        "object_role": "text",
        "belief_for": "score",
        "belief_against": "score",
        "belief_parts": "list",
        "rule_ids": "list",
        "refines": "list",
        "refined_by": "list",
        "best_triple_id": "code",
        "statement_id": "code",
    },
    frozen=2,
    tint_of=_tint_of_claim,
    spans_of=_spans_of_best,
    hidden=_BEST_OFFSETS,
)
TRIPLES: Final = Sheet(
    title="Triples",
    table="triples",
    columns={
        "curation": "mark",
        "subject_label": "name",
        "subject_state": "text",
        "predicate": "name",
        "object_label": "name",
        "object_state": "text",
        "negated": "flag",
        "hedged": "flag",
        "sentence": "sentence",
        "confidence": "score",
        "rule_id": "code",
        "pmcid": "paper",
        "doc_id": "figure",
        "doi": "paper",
        "year": "number",
        "journal": "text",
        "title": "text",
        "subject_text": "text",
        "subject_type": "text",
        "subject_id": "identifier",
        "subject_role": "text",
        "object_text": "text",
        "object_type": "text",
        "object_id": "identifier",
        "object_role": "text",
        "passage_id": "text",
        "passage_kind": "text",
        "section": "text",
        "triple_id": "code",
        "statement_id": "code",
    },
    frozen=2,
    tint_of=_tint_of_triple,
    spans_of=_spans_of_triple,
    hidden=("sentence_start", "subject_start", "object_start"),
)
MENTIONS: Final = Sheet(
    title="Mentions",
    table="mentions",
    columns={
        "text": "name",
        "label": "name",
        "type": "text",
        "id": "identifier",
        "score": "score",
        "source": "text",
        "nested": "flag",
        "doc_id": "figure",
        "passage_id": "text",
        "start": "number",
        "end": "number",
    },
    frozen=1,
)
SHEETS: Final = (RESISTANCE, STATEMENTS, TRIPLES, MENTIONS)
