"""The network as GraphML, for networkx, igraph, Gephi and yEd: one directed edge a statement."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from nlp_pipeline.exports.files import replacing
from nlp_pipeline.exports.graph import iter_edges, iter_nodes
from nlp_pipeline.exports.network import (
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    Attribute,
    Value,
    edge_values,
    node_values,
)

_NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_TYPES: Final = {"integer": "int"}
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold in any form."""


def write_graphml(connection: sqlite3.Connection, path: Path) -> None:
    """Write all statements as one directed graph, which may have parallel edges.

    Args:
        connection: The database of :mod:`nlp_pipeline.exports.sqlite`.
        path: The file; replaced whole.
    """
    numbers: dict[tuple[str, str], str] = {}
    with replacing(path) as partial, partial.open("w", encoding="utf-8") as file:
        xml = XMLGenerator(file, "utf-8", short_empty_elements=True)
        xml.startDocument()
        _start(xml, "graphml", {"xmlns": _NAMESPACE})
        _declare(xml, "node", NODE_ATTRIBUTES)
        _declare(xml, "edge", EDGE_ATTRIBUTES)
        _start(xml, "graph", {"id": "statements", "edgedefault": "directed"})
        for i, node in enumerate(iter_nodes(connection)):
            numbers[node.label, node.type] = f"n{i}"
            _write_element(xml, "node", {"id": f"n{i}"}, node_values(node))
        for edge in iter_edges(connection):
            place = {
                "id": edge.statement_id,
                "source": numbers[edge.subject_label, edge.subject_type],
                "target": numbers[edge.object_label, edge.object_type],
            }
            _write_element(xml, "edge", place, edge_values(edge))
        xml.endElement("graph")
        xml.endElement("graphml")
        xml.endDocument()


def xml_text(text: str) -> str:
    r"""Return a text with characters that XML cannot hold as ``\ufffd``.

    Examples:
        >>> xml_text("TGF-β\x0b → SMAD")
        'TGF-β\ufffd → SMAD'
    """
    return _NO_XML.sub("\ufffd", text)


def _start(xml: XMLGenerator, name: str, attributes: Mapping[str, str]) -> None:
    xml.startElement(name, AttributesImpl(dict(attributes)))


def _declare(xml: XMLGenerator, side: str, attributes: Iterable[Attribute]) -> None:
    for attribute in attributes:
        declared = {
            "id": f"{side}_{attribute.name}",
            "for": side,
            "attr.name": attribute.name,
            "attr.type": _TYPES.get(attribute.type, attribute.type),
        }
        _start(xml, "key", declared)
        xml.endElement("key")
        xml.ignorableWhitespace("\n")


def _write_element(
    xml: XMLGenerator, name: str, place: Mapping[str, str], values: Mapping[str, Value]
) -> None:
    _start(xml, name, place)
    for attribute, value in values.items():
        _start(xml, "data", {"key": f"{name}_{attribute}"})
        xml.characters(xml_text(str(value)))
        xml.endElement("data")
    xml.endElement(name)
    xml.ignorableWhitespace("\n")
