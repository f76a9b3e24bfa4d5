"""GraphML and GEXF: nothing of the network is lost in networkx and igraph, and the schemas' rules hold."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest
from facts import FACTS, hostile
from lxml import etree
from pyoxigraph import Store
from tools import node, schema

from kg.export import EXPORTERS
from kg.export.networks import EDGE_COLUMNS, NODE_COLUMNS, _names
from kg.rdf import quads
from kg.store import from_quads
from kg.view import network

STORES = {"lumbala": from_quads(quads(FACTS)), "hostile": from_quads(quads(hostile())), "empty": Store()}
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # with the carriage return, which XML reads as a line feed


def words(value: Any) -> str:
    """What a tool must find of an attribute's value."""
    if isinstance(value, tuple):
        pairs = all(isinstance(item, tuple) for item in value)
        value = (
            "; ".join(f"{name}: {text}" for name, text in value)
            if pairs
            else "\n".join(" ".join("".join(part for part, _ in s.parts).split()) for s in value)
        )
    return FORBIDDEN.sub("", str(value))


def nodes_of(store: str) -> dict[str, dict[str, str]]:
    """What the network's nodes must be, by their ids."""
    graph = network(STORES[store])
    return {n: {c: words(d.get(c, "")) for c in ("label", *NODE_COLUMNS)} for n, d in graph.nodes(data=True)}


def edges_of(store: str) -> Counter[tuple[str, ...]]:
    """What its edges must be: ends, key, label and attributes of each."""
    graph = network(STORES[store])
    return Counter(
        (u, v, k, *(words(d.get(c, "")) for c in ("label", *EDGE_COLUMNS)))
        for u, v, k, d in graph.edges(keys=True, data=True)
    )


def file_of(name: str, store: str, folder: Path) -> Path:
    path = folder / f"a.{name}"
    path.write_bytes(EXPORTERS[name](STORES[store], "a")[path.name])
    return path


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_networkx_finds_every_node_edge_and_attribute(name: str, store: str, tmp_path: Path) -> None:
    read: Any = nx.read_graphml if name == "graphml" else nx.read_gexf
    graph = nx.MultiDiGraph(read(file_of(name, store, tmp_path)))
    one_line = (lambda text: text.replace("\n", " ")) if name == "gexf" else str
    iris = {n: d.get("iri", n) for n, d in graph.nodes(data=True)}
    found = {iris[n]: {c: d.get(c) or "" for c in ("label", *NODE_COLUMNS)} for n, d in graph.nodes(data=True)}
    assert found == {n: {**d, "label": one_line(d["label"])} for n, d in nodes_of(store).items()}
    edges = Counter(
        (iris[u], iris[v], k, *(d.get(c) or "" for c in ("label", *EDGE_COLUMNS)))
        for u, v, k, d in graph.edges(keys=True, data=True)
    )
    assert edges == edges_of(store)


@pytest.mark.parametrize("store", STORES)
def test_igraph_finds_every_node_edge_and_attribute(store: str, tmp_path: Path) -> None:
    graph = igraph.Graph.Read_GraphML(str(file_of("graphml", store, tmp_path)))
    assert graph.is_directed()
    found = {v["iri"]: {c: v[c] or "" for c in ("label", *NODE_COLUMNS)} for v in graph.vs}
    assert found == nodes_of(store)
    edges = Counter(
        (graph.vs[e.source]["iri"], graph.vs[e.target]["iri"], *(e[c] or "" for c in ("label", *EDGE_COLUMNS)))
        for e in graph.es
    )  # without the edges' ids, which igraph 1.0 mixes up with those of nodes
    assert edges == Counter((u, v, *told) for u, v, _, *told in edges_of(store).elements())


GRAPHOLOGY = """
const Graph = require("graphology");
const read = require("graphology-gexf").parse(Graph, require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify({
  nodes: read.mapNodes((id, told) => [id, told]),
  edges: read.mapEdges((id, told, from, to) => [from, to, id, told]),
}));
"""


@pytest.mark.parametrize("store", ["lumbala", "hostile"])
def test_graphology_finds_every_node_edge_and_attribute(store: str, tmp_path: Path) -> None:
    """The reader of sigma and Gephi Lite."""
    told = json.loads(node(GRAPHOLOGY, file_of("gexf", store, tmp_path).read_bytes(), "graphology", "graphology-gexf"))
    found = {
        n: {"label": d.get("label", ""), **{c: d.get(f"node-{c}", "") for c in NODE_COLUMNS}} for n, d in told["nodes"]
    }
    assert found == {n: {**d, "label": d["label"].replace("\n", " ")} for n, d in nodes_of(store).items()}
    edges = Counter(
        (u, v, k, d.get("label", ""), *(d.get(f"edge-{c}", "") for c in EDGE_COLUMNS)) for u, v, k, d in told["edges"]
    )
    assert edges == edges_of(store)


def test_parallel_edges_are_there() -> None:
    ends = Counter((u, v) for u, v, *_ in edges_of("lumbala"))
    assert max(ends.values()) >= 2, "the test's article must have two ties between the same two"


@pytest.mark.parametrize("store", STORES)
def test_graphml_is_valid(store: str, tmp_path: Path) -> None:
    graphml = schema("graphml.xsd")
    assert graphml.validate(etree.parse(file_of("graphml", store, tmp_path))), graphml.error_log.last_error


@pytest.mark.parametrize("store", STORES)
def test_gexf_is_valid(store: str, tmp_path: Path) -> None:
    """By the schema of 1.2, the last that a package ships; 1.3 renamed it, and added `kind` to edges.

    The schema of 1.2 has colours in the namespace of GEXF itself, the specification in one of their own.
    """
    gexf = schema("gexf.xsd")
    old = "http://www.gexf.net/1.2draft"
    text = file_of("gexf", store, tmp_path).read_text("utf-8").replace(VIZ[1:-1], old).replace(GEXF[1:-1], old)
    tree = etree.fromstring(text.replace('version="1.3"', 'version="1.2"').encode())
    for edge in tree.iter(f"{{{old}}}edge"):
        del edge.attrib["kind"]
    assert gexf.validate(tree), gexf.error_log.last_error


def test_the_schemas_tell_what_is_wrong(tmp_path: Path) -> None:
    """networkx's own files, which Gephi and strict readers refuse."""
    graph = nx.MultiDiGraph()
    graph.add_node("https://example.org/a", kind="x")
    nx.write_graphml(graph, tmp_path / "a.graphml")
    assert not schema("graphml.xsd").validate(etree.parse(tmp_path / "a.graphml"))
    nx.write_gexf(graph, tmp_path / "a.gexf", version="1.2draft")
    assert not schema("gexf.xsd").validate(etree.parse(tmp_path / "a.gexf"))


def test_ids_of_graphml_are_short_and_never_shared() -> None:
    iris = ["https://a.example/x", "https://b.example/x", "https://a.example/n1", "https://a.example/ł", "urn:e"]
    assert list(_names(iris).values()) == ["n0", "n1", "n2", "n3", "n4"]
    assert _names(["https://a.example/event-1", "https://a.example/c#y"]) == {
        "https://a.example/event-1": "event-1", "https://a.example/c#y": "y",
    }  # fmt: skip


@pytest.mark.parametrize("store", STORES)
def test_graphml_follows_its_schema(store: str, tmp_path: Path) -> None:
    root = ET.parse(file_of("graphml", store, tmp_path)).getroot()
    assert root.tag == f"{GRAPHML}graphml"
    keys = root.findall(f"{GRAPHML}key")
    assert [child.tag for child in root] == [f"{GRAPHML}key"] * len(keys) + [f"{GRAPHML}graph"]
    owners = {key.get("id"): key.get("for") for key in keys}
    assert len(owners) == len(keys), "a key's id is unique in the file, also between nodes and edges"
    assert {key.get("attr.type") for key in keys} == {"string"}
    (graph,) = root.findall(f"{GRAPHML}graph")
    assert graph.get("edgedefault") == "directed"
    ids = [node.get("id") for node in graph.findall(f"{GRAPHML}node")]
    edges = [edge.get("id") for edge in graph.findall(f"{GRAPHML}edge")]
    assert len(set(ids)) == len(ids)
    assert len(set(edges)) == len(edges)
    for element in graph:
        told = [data.get("key") for data in element]
        assert len(set(told)) == len(told)
        assert {owners[key] for key in told} == {element.tag.removeprefix(GRAPHML)}
        if element.tag == f"{GRAPHML}edge":
            assert {element.get("source"), element.get("target")} <= set(ids)


@pytest.mark.parametrize("store", STORES)
def test_gexf_follows_its_schema(store: str, tmp_path: Path) -> None:
    root = ET.parse(file_of("gexf", store, tmp_path)).getroot()
    assert (root.tag, root.attrib) == (f"{GEXF}gexf", {"version": "1.3"})
    (graph,) = root
    assert graph.attrib == {"defaultedgetype": "directed", "mode": "static"}  # an empty `name` is what Gephi refuses
    assert [child.tag.removeprefix(GEXF) for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    known = {a.get("class"): {x.get("id") for x in a} for a in graph.findall(f"{GEXF}attributes")}
    ids = {node.get("id") for node in graph.iter(f"{GEXF}node")}
    for element in [*graph.iter(f"{GEXF}node"), *graph.iter(f"{GEXF}edge")]:
        kind = element.tag.removeprefix(GEXF)
        wanted = [f"{GEXF}attvalues", *([f"{VIZ}color"] if kind == "node" else [])]
        assert [child.tag for child in element] == wanted
        told = [value.get("for") for value in element.iter(f"{GEXF}attvalue")]
        assert set(told) == known[kind]
        assert len(told) == len(set(told))
        assert all(0 <= int(c.get(part, "")) <= 255 for c in element.findall(f"{VIZ}color") for part in "rgb")
        if kind == "edge":
            assert {element.get("source"), element.get("target")} <= ids


def test_gephi_keeps_parallel_edges_apart() -> None:
    root = ET.fromstring(EXPORTERS["gexf"](STORES["lumbala"], "a")["a.gexf"])
    kinds = [(e.get("source"), e.get("target"), e.get("kind")) for e in root.iter(f"{GEXF}edge")]
    assert len(set(kinds)) == len(kinds) == edges_of("lumbala").total()
