"""A network as one HTML page that opens from a file and asks nothing of any network."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, Final

import networkx as nx
from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.view.layout import positions
from kg.view.passages import Sentence
from kg.view.style import FONT, INK, LOOKS, edge_style, look, node_style, size, wrapped

VIS_NETWORK: Final = "lib/vis-9.1.2/vis-network.min.js"  # shipped in pyvis's wheel
UNSAFE_IN_SCRIPT: Final = re.compile("[<>&\u2028\u2029]")
COUNTED: Final = (("event", "event"), ("prospect", "prospect"), ("actor", "actor"), ("place", "place"))
OPTIONS: Final[dict[str, Any]] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "multiselect": False, "tooltipDelay": 3600000},
    "nodes": {
        "font": {"face": FONT, "size": 14, "color": INK},
        "margin": {"top": 7, "bottom": 7, "left": 9, "right": 9},
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
        "font": {"face": FONT, "size": 11, "color": "#5a6472", "strokeWidth": 3, "strokeColor": "#fbfbf9"},
        "smooth": {"enabled": True, "type": "continuous", "roundness": 0.2},
        "width": 1.1,
        "selectionWidth": 1.4,
        "hoverWidth": 0.4,
    },
}


def html(graph: nx.MultiDiGraph, title: str) -> str:
    """The page for a network made by `kg.view.network`; the same network and title give the same characters."""
    data = json_for_script(_data(graph))
    parts = {name: _resource(name) for name in ("page.css", "page.js")}
    scripts = [_vis_network(), parts["page.js"]]
    environment = Environment(
        loader=FunctionLoader(_resource), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    groups = [data["group"] for _, data in graph.nodes(data=True)]
    return environment.get_template("page.html.j2").render(
        title=" ".join(title.split()) or "Graph",
        counts=[(n, f"{name}s" if n != 1 else name) for key, name in COUNTED if (n := groups.count(key))],
        looks=LOOKS,
        used={look(d["group"], d["kind"]) for _, d in graph.nodes(data=True)},
        data=Markup(data),
        css=Markup(parts["page.css"]),
        scripts=[Markup(script) for script in scripts],
        script_hashes=[_hash(script) for script in scripts],
        style_hash=_hash(parts["page.css"]),
    )


def json_for_script(value: object) -> str:
    """`value` as JSON that cannot end a script element or open a comment in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return UNSAFE_IN_SCRIPT.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def _data(graph: nx.MultiDiGraph) -> dict[str, Any]:
    short = {iri: f"n{i}" for i, iri in enumerate(graph)}
    looks = {iri: look(d["group"], d["kind"]) for iri, d in graph.nodes(data=True)}
    labels = {iri: wrapped(d["label"]) for iri, d in graph.nodes(data=True)}
    placed = positions(graph, {iri: size(labels[iri], LOOKS[looks[iri]].shape) for iri in graph})
    net: Any = Network(directed=True, cdn_resources="in_line")
    details: dict[str, Any] = {}
    for iri, told in graph.nodes(data=True):
        x, y = placed[iri]
        net.nodes.append({"id": short[iri], "label": labels[iri], "x": x, "y": y, **node_style(looks[iri])})
        details[short[iri]] = _detail(told["label"], told["kind"], looks[iri], told["facts"], told["sentences"])
    for source, target, key, told in graph.edges(keys=True, data=True):
        ends = {"from": short[source], "to": short[target]}
        net.edges.append({"id": key, **ends, "label": told["label"], **edge_style(told["kind"])})
        details[key] = _detail(told["label"], "", "", (), told["sentences"])
    net.options = OPTIONS
    nodes, edges, _, _, _, options = net.get_network_data()
    return {
        "nodes": nodes,
        "edges": _bowed(edges),
        "options": json.loads(options),
        "details": details,
        "facts": graph.graph.get("facts", ()),
    }


def _detail(label: str, kind: str, key: str, facts: object, sentences: tuple[Sentence, ...]) -> dict[str, Any]:
    told = [{"parts": s.parts, "source": s.source} for s in sentences]
    return {"label": label, "kind": kind, "look": key, "facts": facts, "sentences": told}


def _bowed(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Edges between the same two nodes are bent by different amounts, so that each can be seen and clicked."""
    seen: dict[tuple[str, ...], int] = {}
    for edge in edges:
        pair = tuple(sorted((edge["from"], edge["to"])))
        seen[pair] = seen.get(pair, -1) + 1
        if nth := seen[pair]:
            kind = "curvedCW" if nth % 2 else "curvedCCW"
            edge["smooth"] = {"enabled": True, "type": kind, "roundness": round(0.12 + 0.14 * nth, 2)}
    return edges


def _hash(text: str) -> str:
    """The source expression that lets a Content-Security-Policy run exactly this text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _resource(name: str) -> str:
    return files("kg.view").joinpath(name).read_text("utf-8")


@cache
def _vis_network() -> str:
    """pyvis's vis-network, its line ends as an HTML parser leaves them (the hash is taken after that)."""
    text = files("pyvis").joinpath(VIS_NETWORK).read_bytes().decode("utf-8")
    text = re.sub(r"\r\n?", "\n", text)
    return re.sub(r"\n?//# sourceMappingURL=\S*\s*$", "\n", text)
