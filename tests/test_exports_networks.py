"""CX2 and GraphML, read by the libraries of their communities."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import networkx as nx
import pytest
from ndex2.cx2 import CX2NetworkXFactory, RawCX2NetworkFactory

from nlp_pipeline.exports.network import EDGE_ATTRIBUTES, NODE_ATTRIBUTES


@pytest.fixture(scope="module")
def graph(exported):
    return nx.read_graphml(exported / "statements.graphml")


@pytest.fixture(scope="module")
def aspects(exported):
    return json.loads((exported / "statements.cx2").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def network(aspects):
    return RawCX2NetworkFactory().get_cx2network(aspects)


def claims_of(graph) -> set[tuple[str, str, str, float]]:
    return {
        (graph.nodes[a]["name"], told["interaction"], graph.nodes[b]["name"], told["belief"])
        for a, b, told in graph.edges(data=True)
    }


@pytest.fixture(scope="module")
def wanted(exported):
    query = "SELECT subject_label, predicate, object_label, belief FROM statements"
    with closing(sqlite3.connect(exported / "statements.sqlite")) as connection:
        return set(connection.execute(query).fetchall())


def test_graphml_holds_each_statement(graph, wanted):
    assert graph.is_directed()
    assert graph.is_multigraph()
    assert claims_of(graph) == wanted


def test_graphml_keeps_types(graph):
    (told,) = [t for _, _, t in graph.edges(data=True) if t["interaction"] == "targets"]
    assert (told["papers"], told["sign"], told["belief"]) == (1, -1, 0.8)
    assert told["sentence"] == "We gave trastuzumab, which targets Her2."


def test_cx2_holds_each_statement(network, wanted):
    assert claims_of(CX2NetworkXFactory().get_graph(network)) == wanted


def test_cx2_counts_its_aspects(aspects):
    (metadata,) = [a["metaData"] for a in aspects if "metaData" in a]
    found = {
        name: len(elements)
        for aspect in aspects
        for name, elements in aspect.items()
        if isinstance(elements, list)
    }
    assert {m["name"]: m["elementCount"] for m in metadata} == {
        m["name"]: found[m["name"]] for m in metadata
    }
    assert aspects[-1] == {"status": [{"success": True, "error": ""}]}


def test_cx2_declares_each_attribute(network, aspects):
    declared = network.get_attribute_declarations()
    assert set(declared["nodes"]) == {a.name for a in NODE_ATTRIBUTES}
    assert set(declared["edges"]) == {a.name for a in EDGE_ATTRIBUTES}
    used = {name for node in network.get_nodes().values() for name in node["v"]}
    used |= {name for edge in network.get_edges().values() for name in edge["v"]}
    assert used <= {a.name for a in (*NODE_ATTRIBUTES, *EDGE_ATTRIBUTES)}


def test_cx2_style_speaks_of_declared_attributes(network):
    shown = network.get_visual_properties()
    mapped = {m["definition"]["attribute"] for m in shown["nodeMapping"].values()}
    assert mapped <= set(network.get_attribute_declarations()["nodes"])
