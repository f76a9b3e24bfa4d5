"""The HTML graph of one article, or of a whole store that is small enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import networkx as nx
from pyoxigraph import NamedNode, Quad, Store

from kg.answer.frames import Frame
from kg.answer.refused import Refused
from kg.store import BACKGROUND, Nodes
from kg.view import html, network
from kg.vocab import DCTERMS, KG

DRAWN: Final = 5_000  # nodes; a page shows more, but to make it takes seconds
KINDS: Final = (KG.Situation, KG.Actor, KG.Place)


def prepare() -> None:
    """Draws something small, so that all that is imported or read on first use is there."""
    look: dict[str, Any] = {"facts": (("", ""),), "sentences": (), "label": "Statement", "kind": "Statement"}
    graph: Any = nx.MultiDiGraph(facts=())
    for i, group in enumerate(("event", "prospect", "actor", "place")):
        graph.add_node(str(i), group=group, **look)
    for i in range(1, 4):
        graph.add_edge("0", str(i), f"e{i}", label="", kind="agent", sentences=())
    html(network(()), "")
    html(graph, "")


def _view(store: Store, job: dict[str, Any]) -> Frame:
    """The page of the graph `graph`, or of all articles; Refused when there is none, or it is too large."""
    quads = list(_quads(store, job["graph"]))
    nodes = Nodes(quads)
    drawn = {iri for kind in KINDS for iri in nodes.of_class(kind)}
    if not drawn:
        raise Refused(404, "there is nothing to draw")
    if len(drawn) > DRAWN:
        remedy = "ask SPARQL instead" if job["graph"] else "choose an article: /view?graph=IRI"
        raise Refused(422, f"{len(drawn)} nodes are too many for one page ({DRAWN}): {remedy}")
    articles = nodes.of_class(KG.Article)
    title = nodes.one(articles[0], DCTERMS.title) if len(articles) == 1 else ""
    page = html(network(quads), title or (f"{len(articles)} articles" if articles else ""))
    return Frame({"status": 200, "type": "text/html"}, page.encode("utf-8", "replace"))


def _quads(store: Store, name: str | None) -> Iterator[Quad]:
    """The quads of the graph `name`, or of all graphs but the background, each triple once."""
    if name is None:
        wanted = [graph for graph in store.named_graphs() if graph not in BACKGROUND]
    else:
        try:
            wanted = [NamedNode(name)]
        except ValueError:
            wanted = []
        if not wanted or not store.contains_named_graph(wanted[0]):
            raise Refused(404, "there is no graph of that name here")
    seen = set()
    for graph in wanted:
        for quad in store.quads_for_pattern(None, None, None, graph):
            if quad.triple not in seen:
                seen.add(quad.triple)
                yield quad


JOBS: Final = {"view": _view}
