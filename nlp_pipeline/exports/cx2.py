"""The network as CX2, for Cytoscape and NDEx: entities as nodes, statements as edges, a style."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, TextIO

from nlp_pipeline.exports.files import replacing
from nlp_pipeline.exports.graph import iter_edges, iter_nodes
from nlp_pipeline.exports.network import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    Attribute,
    edge_values,
    node_values,
)

Json = dict[str, Any]

_NODE_COLORS: Final = {
    "Drug": "#1F5FBF",
    "DrugClass": "#5B8BD4",
    "Chemical": "#8FB3E3",
    "Gene": "#C4432B",
    "Family": "#D9765F",
    "MicroRNA": "#E0A08F",
    "Variant": "#A83279",
    "Pathway": "#2B8A57",
    "Process": "#6FB58F",
    "Disease": "#8A6D1A",
}
_EDGE_COLORS: Final = {
    "confers_resistance_to": "#C4432B",
    "sensitizes_to": "#2B8A57",
    "targets": "#7A4FB5",
    "activates": "#8A6D1A",
    "upregulates": "#8A6D1A",
    "inhibits": "#3C6E8F",
    "downregulates": "#3C6E8F",
}
_ARROWS: Final = {
    "confers_resistance_to": "tee",
    "inhibits": "tee",
    "downregulates": "tee",
    "targets": "tee",
    "binds": "none",
    "combined_with": "none",
}


def write_cx2(connection: sqlite3.Connection, path: Path, *, name: str) -> None:
    """Write all statements as one network.

    Args:
        connection: The database of :mod:`nlp_pipeline.exports.sqlite`.
        path: The file; replaced whole.
        name: What Cytoscape calls the network.
    """
    numbers = {(node.label, node.type): i for i, node in enumerate(iter_nodes(connection))}
    (edges,) = connection.execute("SELECT count(*) FROM statements").fetchone()
    counts = {"nodes": len(numbers), "edges": edges}
    ones = ("attributeDeclarations", "networkAttributes", "visualProperties")
    metadata = [
        {"name": aspect, "elementCount": count}
        for aspect, count in {**dict.fromkeys(ones, 1), **counts}.items()
    ]
    with replacing(path) as partial, partial.open("w", encoding="utf-8") as file:
        file.write("[" + _dump({"CXVersion": "2.0", "hasFragments": False}))
        file.write(",\n" + _dump({"metaData": metadata}))
        _write_aspect(file, "attributeDeclarations", [_declarations()])
        _write_aspect(file, "networkAttributes", [{"name": name, "description": _DESCRIPTION}])
        _write_aspect(file, "nodes", _nodes(connection))
        _write_aspect(file, "edges", _edges(connection, numbers))
        _write_aspect(file, "visualProperties", [_style()])
        _write_aspect(file, "status", [{"success": True, "error": ""}])
        file.write("]\n")


_DESCRIPTION: Final = (
    "Statements about drugs, targets, mechanisms and resistance factors, read from texts by"
    " nlp-pipeline; belief and sentence are attributes of the edges."
)


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write_aspect(file: TextIO, aspect: str, elements: Iterable[Json]) -> None:
    file.write(f',\n{{"{aspect}": [')
    separator = "\n"
    for element in elements:
        file.write(separator + _dump(element))
        separator = ",\n"
    file.write("]}")


def _declarations() -> Json:
    def declared(attributes: Iterable[Attribute]) -> Json:
        return {attribute.name: {"d": attribute.type} for attribute in attributes}

    return {
        "networkAttributes": {"name": {"d": "string"}, "description": {"d": "string"}},
        "nodes": declared(NODE_ATTRIBUTES),
        "edges": declared(EDGE_ATTRIBUTES),
    }


def _nodes(connection: sqlite3.Connection) -> Iterator[Json]:
    for number, node in enumerate(iter_nodes(connection)):
        yield {"id": number, "v": node_values(node)}


def _edges(connection: sqlite3.Connection, numbers: dict[tuple[str, str], int]) -> Iterator[Json]:
    for number, edge in enumerate(iter_edges(connection)):
        yield {
            "id": number,
            "s": numbers[edge.subject_label, edge.subject_type],
            "t": numbers[edge.object_label, edge.object_type],
            "v": edge_values(edge),
        }


def _style() -> Json:
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {
                "NODE_SHAPE": "ellipse",
                "NODE_WIDTH": 36.0,
                "NODE_HEIGHT": 36.0,
                "NODE_BACKGROUND_COLOR": "#77808F",
                "NODE_LABEL_FONT_SIZE": 11,
            },
            "edge": {
                "EDGE_LINE_COLOR": "#8B93A1",
                "EDGE_WIDTH": 1.5,
                "EDGE_TARGET_ARROW_SHAPE": "triangle",
            },
        },
        "nodeMapping": {
            "NODE_LABEL": {
                "type": "PASSTHROUGH",
                "definition": {"attribute": "name", "type": "string"},
            },
            "NODE_BACKGROUND_COLOR": _discrete("type", _NODE_COLORS),
        },
        "edgeMapping": {
            "EDGE_LINE_COLOR": _discrete("interaction", _EDGE_COLORS),
            "EDGE_TARGET_ARROW_SHAPE": _discrete("interaction", _ARROWS),
        },
    }


def _discrete(attribute: str, values: dict[str, str]) -> Json:
    pairs = [{"v": value, "vp": shown} for value, shown in values.items()]
    definition = {"attribute": attribute, "type": "string", "map": pairs}
    return {"type": "DISCRETE", "definition": definition}
