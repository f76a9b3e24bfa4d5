"""The network of actors, places and situations for graph tools: GraphML and GEXF (Gephi, igraph, networkx)."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from pyoxigraph import Quad

from kg.store.xmltext import xml_text
from kg.view import network
from kg.view.passages import Sentence
from kg.view.style import LOOKS, look

GRAPHML: Final = "http://graphml.graphdrawing.org/xmlns"
GEXF: Final = "http://gexf.net/1.3"
VIZ: Final = "http://gexf.net/1.3/viz"
NAME: Final = re.compile(r"(?!n\d+\Z)[A-Za-z0-9._-]+")  # "n" and a number are ours
NODE_COLUMNS: Final = ("kind", "group", "facts", "sentences", "start", "end")
EDGE_COLUMNS: Final = ("kind", "sentences")


def graphml(quads: Iterable[Quad]) -> bytes:
    """The network as GraphML: every attribute a string, lists joined by "; " and sentences by line feeds.

    GraphML's schema wants ids that are names (no "/"): a node's id is the end of its IRI, which stands whole in `iri`.
    networkx's own writer keeps IRIs as ids, and gives nodes' and edges' attributes the same key ids.
    """
    graph = network(quads)
    names = _names(graph)
    ET.register_namespace("", GRAPHML)
    root = ET.Element(f"{{{GRAPHML}}}graphml")
    for owner, columns in (("node", ("iri", *NODE_COLUMNS)), ("edge", EDGE_COLUMNS)):
        for column in ("label", *columns):
            key = {"id": f"{owner}-{column}", "for": owner, "attr.name": column, "attr.type": "string"}
            ET.SubElement(root, f"{{{GRAPHML}}}key", key)
    body = ET.SubElement(root, f"{{{GRAPHML}}}graph", edgedefault="directed")
    for iri, told in graph.nodes(data=True):
        node = ET.SubElement(body, f"{{{GRAPHML}}}node", id=names[iri])
        _data(node, "node", {"label": xml_text(told["label"]), "iri": iri, **_row(told, NODE_COLUMNS)})
    for source, target, key, told in graph.edges(keys=True, data=True):
        edge = ET.SubElement(body, f"{{{GRAPHML}}}edge", source=names[source], target=names[target], id=key)
        _data(edge, "edge", {"label": xml_text(told["label"]), **_row(told, EDGE_COLUMNS)})
    ET.indent(root, "  ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def gexf(quads: Iterable[Quad]) -> bytes:
    """The network as GEXF 1.3 with the colours of the HTML view; networkx's own writer puts the clock into the file."""
    graph = network(quads)
    ET.register_namespace("", GEXF)
    ET.register_namespace("viz", VIZ)
    root = ET.Element(f"{{{GEXF}}}gexf", version="1.3")
    body = _below(root, "graph", defaultedgetype="directed", mode="static")
    for owner, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        declared = _below(body, "attributes", {"class": owner, "mode": "static"})
        for column in columns:
            _below(declared, "attribute", id=f"{owner}-{column}", title=column, type="string")
    nodes, edges = _below(body, "nodes"), _below(body, "edges")
    for iri, told in graph.nodes(data=True):
        node = _below(nodes, "node", id=iri, label=xml_text(told["label"].replace("\n", " ")))
        _values(node, "node", _row(told, NODE_COLUMNS))
        fill = LOOKS[look(told["group"], told["kind"])].border
        red, green, blue = (str(int(fill[i : i + 2], 16)) for i in (1, 3, 5))
        ET.SubElement(node, f"{{{VIZ}}}color", r=red, g=green, b=blue)
    for source, target, key, told in graph.edges(keys=True, data=True):
        label = xml_text(told["label"])  # also as the kind: Gephi merges edges of one kind between the same two nodes
        edge = _below(edges, "edge", id=key, source=source, target=target, label=label, kind=label)
        _values(edge, "edge", _row(told, EDGE_COLUMNS))
    ET.indent(root, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _names(graph: Iterable[str]) -> dict[str, str]:
    """A short id for each node: the end of its IRI where that is a name and nobody else's, else a number."""
    ends = {iri: re.split(r"[/#]", iri)[-1] for iri in graph}
    shared = Counter(ends.values())
    fine = {iri for iri, end in ends.items() if NAME.fullmatch(end) and shared[end] == 1}
    return {iri: ends[iri] if iri in fine else f"n{number}" for number, iri in enumerate(ends)}


def _row(told: dict[str, Any], columns: Iterable[str]) -> dict[str, str]:
    return {column: xml_text(_words(column, told.get(column, ""))) for column in columns}


def _words(column: str, value: Any) -> str:
    if column == "facts":
        return "; ".join(f"{name}: {text}" for name, text in value)
    if column == "sentences":
        sentences: tuple[Sentence, ...] = value
        return "\n".join(" ".join("".join(part for part, _ in s.parts).split()) for s in sentences)
    return str(value)


def _below(parent: ET.Element, tag: str, attributes: dict[str, str] | None = None, **more: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{GEXF}}}{tag}", {**(attributes or {}), **more})


def _data(parent: ET.Element, owner: str, row: dict[str, str]) -> None:
    for column, value in row.items():
        ET.SubElement(parent, f"{{{GRAPHML}}}data", key=f"{owner}-{column}").text = value


def _values(parent: ET.Element, owner: str, row: dict[str, str]) -> None:
    values = _below(parent, "attvalues")
    for column, value in row.items():
        _below(values, "attvalue", {"for": f"{owner}-{column}", "value": value})
