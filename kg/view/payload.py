"""A network as the compact JSON that its page reads: each sentence once, the nodes as rows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final

import networkx as nx
from pyvis.network import Network

from kg.view.communities import communities
from kg.view.layout import positions
from kg.view.outlines import outlines
from kg.view.passages import Sentence
from kg.view.style import LOOKS, font_size, look, size, wrapped

# What stands in a node's row after its id; page/model.js gives what is left out its default.
FIELDS: Final = (
    "label", "group", "look", "kind", "x", "y", "size", "weight", "aliases", "facts", "sentences", "start", "end",
    "edtf", "precision", "basis", "latitude", "longitude", "within", "sources", "articles", "factuality", "polarity",
    "figures", "drawn",
)  # fmt: skip
PLAIN: Final = (
    "group", "kind", "aliases", "facts", "start", "end", "edtf", "precision", "basis", "latitude", "longitude",
)  # fmt: skip
FIGURES: Final = 2  # drawn on an event; the panel tells all
Row = list[Any]


def payload(graph: nx.MultiDiGraph, title: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """All that the page needs of `graph`; `texts` are the texts of articles, by their IRIs, where they are at hand.

    An article's text is left out unless every sentence known of it stands in it.
    """
    base = _base(list(graph))
    index = {iri: i for i, iri in enumerate(graph)}
    articles = [dict(told) for told in graph.graph.get("articles", ())]
    numbers = {told["iri"]: i for i, told in enumerate(articles)}
    sentences = _Table()
    nodes, edges, *_ = _network(graph, index).get_network_data()
    rows = [_row(graph.nodes[node["id"]], node, index, numbers, sentences, base) for node in nodes]
    labels, kinds = _Table(), _Table()
    links = [
        [e["from"], e["to"], labels.at(e["label"]), kinds.at(e["kind"]), _supported(e["sentences"], numbers, sentences)]
        for e in edges
    ]
    for told in articles:
        known = [s for s in sentences.rows if s[0] == numbers[told["iri"]]]
        text = texts.get(told["iri"], "")
        told["text"] = text if all(text[start:end] == words for _, start, end, words in known) else ""
    return {
        "title": title,
        "base": base,
        "fields": FIELDS,
        "nodes": rows,
        "edges": [link if link[-1] else link[:-1] for link in links],
        "labels": labels.rows,
        "kinds": kinds.rows,
        "articles": articles,
        "sentences": sentences.rows,
        "communities": communities(graph),
        "outlines": outlines(_places(graph)),
    }


def _places(graph: nx.MultiDiGraph) -> list[tuple[float, float]]:
    told = (told for _, told in graph.nodes(data=True))
    return [(t["latitude"], t["longitude"]) for t in told if t.get("latitude") is not None]


class _Table:
    """Values, each once, by their numbers."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def at(self, value: Any) -> int:
        """The number of a value; a new one is added."""
        if value not in self._numbers:
            self._numbers[value] = len(self.rows)
            self.rows.append(value)
        return self._numbers[value]


def _base(iris: list[str]) -> str:
    """What all IRIs begin with, up to a slash or hash."""
    first, last = min(iris, default=""), max(iris, default="")
    common = first[: next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)]
    return common[: max(common.rfind("/"), common.rfind("#")) + 1]


def _network(graph: nx.MultiDiGraph, index: Mapping[str, int]) -> Any:
    net: Any = Network(directed=True, cdn_resources="in_line")
    most = max((told.get("weight", 0) for _, told in graph.nodes(data=True)), default=0) or 1
    weights = {iri: round(math.sqrt(told.get("weight", 0) / most), 2) for iri, told in graph.nodes(data=True)}
    drawn = {iri: _drawn(told) for iri, told in graph.nodes(data=True)}
    looks = {iri: look(told["group"], told["kind"]) for iri, told in graph.nodes(data=True)}
    sizes = {iri: size(drawn[iri], LOOKS[looks[iri]].shape, font_size(weights[iri])) for iri in graph}
    for iri, (x, y) in positions(graph, sizes).items():
        told = {"weight": weights[iri], "size": font_size(weights[iri]), "look": looks[iri], "drawn": drawn[iri]}
        net.nodes.append({"id": iri, "x": x, "y": y, **told})
    net.nodes.sort(key=lambda node: index[node["id"]])
    for source, target, told in graph.edges(data=True):
        ends = {"from": index[source], "to": index[target]}
        net.edges.append({**ends, "label": told["label"], "kind": told["kind"], "sentences": told["sentences"]})
    return net


def _drawn(told: Mapping[str, Any]) -> str:
    """The label in lines, with the words of the figures."""
    figures = [figure["words"] for figure in told.get("figures", ()) if figure["words"]]
    return "\n".join([wrapped(told["label"]), *(wrapped(words).split("\n")[0] for words in figures[:FIGURES])])


def _row(
    told: Mapping[str, Any],
    node: Mapping[str, Any],
    index: Mapping[str, int],
    numbers: Mapping[str, int],
    sentences: _Table,
    base: str,
) -> Row:
    values: dict[str, Any] = {field: told.get(field) for field in PLAIN}
    values |= {field: node[field] for field in ("x", "y", "weight", "size", "look")}
    values |= {field: told.get(field, "") for field in ("factuality", "polarity")}
    values["label"] = told["label"]
    values["drawn"] = "" if node["drawn"] == told["label"] else node["drawn"]
    values["sentences"] = _supported(told["sentences"], numbers, sentences)
    values["within"] = [index[iri] for iri in told.get("within", ()) if iri in index]
    values["articles"] = [numbers[iri] for iri in told.get("articles", ()) if iri in numbers]
    voices = (index.get(iri, -1 - numbers[iri] if iri in numbers else None) for iri in told.get("sources", ()))
    values["sources"] = [voice for voice in voices if voice is not None]
    values["figures"] = list(told.get("figures", ()))
    row = [told_ if (told_ := values[field]) not in ("", (), []) else None for field in FIELDS]
    while row and row[-1] is None:
        row.pop()
    return [node["id"].removeprefix(base), *row]


def _supported(found: Iterable[Sentence], numbers: Mapping[str, int], sentences: _Table) -> list[list[int]]:
    """Each sentence by its number, followed by the start and end of each marked part."""
    rows = []
    for one in found:
        number = sentences.at((numbers.get(one.article, -1), one.start, one.end, one.text))
        rows.append([number, *(at for mark in one.marks for at in mark)])
    return rows
