"""Nodes and edges for knowledge graphs: KGX's tab-separated files, in the terms of Biolink 4.

An edge is a statement; one that some papers assert and others deny gives two edges, the second
``negated``. There is no quoting in KGX's files: line ends and tabs in a text become spaces, and
``|``, which parts the values of a column, becomes ``¦``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Final

from nlp_pipeline.exports.biolink import (
    CATEGORIES,
    STATES,
    association_of,
    biolink_curie,
    publication_of,
    relation_of,
)
from nlp_pipeline.exports.cells import csv_cell
from nlp_pipeline.exports.files import replacing
from nlp_pipeline.exports.graph import Edge, Node, iter_edges, local_curie

NODES_FILE: Final = "nodes.tsv"
EDGES_FILE: Final = "edges.tsv"
SOURCE: Final = "infores:nlp-pipeline"
VALIDATED: Final = "manual_validation_of_automated_agent"
NODE_COLUMNS: Final = ("id", "category", "name", "provided_by")
EDGE_COLUMNS: Final = (
    "id",
    "subject",
    "predicate",
    "object",
    "category",
    "qualified_predicate",
    "subject_form_or_variant_qualifier",
    "subject_aspect_qualifier",
    "subject_direction_qualifier",
    "object_form_or_variant_qualifier",
    "object_aspect_qualifier",
    "object_direction_qualifier",
    "negated",
    "knowledge_level",
    "agent_type",
    "primary_knowledge_source",
    "publications",
    "evidence_count",
    "has_confidence_score",
    "supporting_text",
    "original_predicate",
    "original_subject",
    "original_object",
)
LOCAL_PREDICATE: Final = "nlp-pipeline"


def write_kgx(connection: sqlite3.Connection, folder: Path) -> tuple[Path, Path]:
    """Write ``nodes.tsv`` and ``edges.tsv``, sorted by identifier; return their paths."""
    paths = folder / NODES_FILE, folder / EDGES_FILE
    with ExitStack() as stack:
        nodes, edges = (stack.enter_context(replacing(path)) for path in paths)
        _write(nodes, NODE_COLUMNS, map(_node_row, _iter_merged_nodes(connection)))
        rows = (row for edge in iter_edges(connection) for row in _edge_rows(edge))
        _write(edges, EDGE_COLUMNS, rows)
    return paths


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("\t".join(columns) + "\n")
        file.writelines("\t".join(row.get(name, "") for name in columns) + "\n" for row in rows)


def _iter_merged_nodes(connection: sqlite3.Connection) -> Iterator[tuple[str, list[Node]]]:
    """Yield each identifier with the entities that share it, most frequent first."""
    connection.create_function("local_curie", 2, local_curie, deterministic=True)
    query = """
        SELECT coalesce(id, local_curie(label, type)) AS curie, label, type, id, statements
        FROM entities ORDER BY curie, statements DESC, label, type
    """
    rows = connection.execute(query)
    for curie, group in groupby(rows, key=lambda row: row[0]):
        yield curie, [Node(*row[1:]) for row in group]


def _node_row(merged: tuple[str, list[Node]]) -> dict[str, str]:
    curie, nodes = merged
    return {
        "id": _cell(biolink_curie(curie)),
        "category": "|".join(sorted({CATEGORIES[node.type] for node in nodes})),
        "name": _cell(nodes[0].label),
        "provided_by": SOURCE,
    }


def _edge_rows(edge: Edge) -> Iterator[dict[str, str]]:
    """Yield the statement as an edge, and again where papers deny it."""
    if edge.triples:
        yield _edge_row(edge, negated=False)
    if edge.negated_triples:
        yield _edge_row(edge, negated=True)


def _edge_row(edge: Edge, *, negated: bool) -> dict[str, str]:
    relation = relation_of(edge.predicate, edge.object_type)
    subject, object_ = STATES[edge.subject_state], STATES[edge.object_state]
    papers = filter(None, map(publication_of, edge.iter_papers(negated=negated)))
    return {
        "id": f"{edge.statement_id}{'-negated' if negated else ''}",
        "subject": _cell(biolink_curie(edge.subject_curie)),
        "predicate": relation.predicate,
        "object": _cell(biolink_curie(edge.object_curie)),
        "category": association_of(relation.predicate, edge.subject_type, edge.object_type),
        "qualified_predicate": relation.qualified,
        "subject_form_or_variant_qualifier": subject.form,
        "subject_aspect_qualifier": subject.aspect,
        "subject_direction_qualifier": subject.direction,
        "object_form_or_variant_qualifier": object_.form,
        "object_aspect_qualifier": relation.aspect or object_.aspect,
        "object_direction_qualifier": relation.direction or object_.direction,
        "negated": "true" if negated else "false",
        "knowledge_level": "not_provided",
        "agent_type": VALIDATED if edge.curation == "right" else "text_mining_agent",
        "primary_knowledge_source": SOURCE,
        "publications": "|".join(map(_cell, papers)),
        "evidence_count": str(edge.negated_triples if negated else edge.triples),
        "has_confidence_score": f"{edge.belief:.6f}",
        "supporting_text": _cell(edge.best_sentence),
        "original_predicate": f"{LOCAL_PREDICATE}:{edge.predicate}",
        "original_subject": _cell(_original(edge.subject_label, edge.subject_state)),
        "original_object": _cell(_original(edge.object_label, edge.object_state)),
    }


def _original(label: str, state: str | None) -> str:
    return label if state is None else f"{label} ({state})"


def _cell(text: str) -> str:
    r"""Return a text without what would end a cell, a row or a value, and without formulas.

    Examples:
        >>> _cell("PTEN|PIK3CA\tloss\nin tumours")
        'PTEN¦PIK3CA loss in tumours'
    """
    return csv_cell(text).replace("\t", " ").replace("|", "¦")
