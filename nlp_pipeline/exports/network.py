"""The attributes of nodes and edges that network formats share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nlp_pipeline.exports.graph import Edge, Node
from nlp_pipeline.exports.links import figure_url, identifier_url, paper_url

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: its name, and its type as CX2 and GraphML both call it."""

    name: str
    type: str


NODE_ATTRIBUTES: Final = (
    Attribute("name", "string"),
    Attribute("represents", "string"),
    Attribute("type", "string"),
    Attribute("statements", "integer"),
    Attribute("url", "string"),
)
EDGE_ATTRIBUTES: Final = (
    Attribute("interaction", "string"),
    Attribute("statement_id", "string"),
    Attribute("source_state", "string"),
    Attribute("target_state", "string"),
    Attribute("sign", "integer"),
    Attribute("belief", "double"),
    Attribute("papers", "integer"),
    Attribute("negated_papers", "integer"),
    Attribute("hedged_papers", "integer"),
    Attribute("contradictions", "integer"),
    Attribute("first_year", "integer"),
    Attribute("last_year", "integer"),
    Attribute("curation", "string"),
    Attribute("document", "string"),
    Attribute("sentence", "string"),
    Attribute("url", "string"),
)


def node_values(node: Node) -> dict[str, Value]:
    """Return a node's attributes; those without a value are left out."""
    values: dict[str, Value | None] = {
        "name": node.label,
        "represents": node.curie,
        "type": node.type,
        "statements": node.statements,
        "url": identifier_url(node.id),
    }
    return {name: value for name, value in values.items() if value is not None}


def edge_values(edge: Edge) -> dict[str, Value]:
    """Return an edge's attributes; those without a value are left out."""
    values: dict[str, Value | None] = {
        "interaction": edge.predicate,
        "statement_id": edge.statement_id,
        "source_state": edge.subject_state,
        "target_state": edge.object_state,
        "sign": edge.sign,
        "belief": edge.belief,
        "papers": edge.papers,
        "negated_papers": edge.negated_papers,
        "hedged_papers": edge.hedged_papers,
        "contradictions": edge.contradictions,
        "first_year": edge.first_year,
        "last_year": edge.last_year,
        "curation": edge.curation,
        "document": edge.best_doc_id,
        "sentence": edge.best_sentence,
        "url": figure_url(edge.best_figid) or paper_url(edge.best_pmcid),
    }
    return {name: value for name, value in values.items() if value is not None}
