"""The formats by name. Each exporter gives the same bytes for the same graph, and touches no file.

What needs `kg.view` is imported on use: networkx, pyvis, Jinja and fonts take 0.4 s, and Turtle needs none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final, TypeAlias

from pyoxigraph import Store

from kg.errors import OptionError
from kg.export import acled, jsonld, neo4j, plover, reified, tables
from kg.store import named_quads, nquads, ntriples, rdfxml, trig, turtle

Exporter: TypeAlias = Callable[[Store, str], dict[str, bytes]]


def _turtle(store: Store, name: str) -> dict[str, bytes]:
    return {f"{name}.ttl": turtle(store)}


def _trig(store: Store, name: str) -> dict[str, bytes]:
    return {f"{name}.trig": trig(named_quads(store))}


def _nquads(store: Store, name: str) -> dict[str, bytes]:
    return {f"{name}.nq": nquads(named_quads(store))}


def _ntriples(store: Store, name: str) -> dict[str, bytes]:
    return {f"{name}.nt": ntriples(store)}


def _rdfxml(store: Store, name: str) -> dict[str, bytes]:
    return {f"{name}.rdf": rdfxml(store)}


def _turtle12(store: Store, name: str) -> dict[str, bytes]:
    return {f"{name}-rdf12.ttl": reified.turtle12(store)}


def _jsonld(store: Store, name: str) -> dict[str, bytes]:
    return {f"{name}.jsonld": jsonld.document(named_quads(store))}


def _graphml(store: Store, name: str) -> dict[str, bytes]:
    from kg.export import networks

    return {f"{name}.graphml": networks.graphml(store)}


def _gexf(store: Store, name: str) -> dict[str, bytes]:
    from kg.export import networks

    return {f"{name}.gexf": networks.gexf(store)}


def _csv(store: Store, name: str) -> dict[str, bytes]:
    return {f"{name}-csv/{table}.csv": data for table, data in tables.tables(store).items()}


def _neo4j(store: Store, name: str) -> dict[str, bytes]:
    return {f"{name}-neo4j/{table}.csv": data for table, data in neo4j.neo4j(store).items()}


def _plover(store: Store, name: str) -> dict[str, bytes]:
    return {f"{name}-plover.jsonl": plover.plover(store)}


def _acled(store: Store, name: str) -> dict[str, bytes]:
    return {f"{name}-acled.csv": acled.acled(store)}


def page(store: Store, name: str, texts: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """The HTML view; `texts` are the articles' texts by their IRIs, where they are at hand: it shows them whole."""
    from kg.view import html, network, title

    graph = network(store)
    return {f"{name}.html": html(graph, title(graph, name), texts).encode("utf-8", "replace")}


def _still(form: str, store: Store, name: str) -> dict[str, bytes]:
    from kg.export.drawings import DRAWINGS
    from kg.view import network, title

    graph = network(store)
    return {f"{name}{part}.{form}": data for part, data in DRAWINGS[form](graph, title(graph, name)).items()}


EXPORTERS: Final[dict[str, Exporter]] = {
    "ttl": _turtle,
    "trig": _trig,
    "nt": _ntriples,
    "nq": _nquads,
    "rdf": _rdfxml,
    "ttl12": _turtle12,
    "jsonld": _jsonld,
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
    "neo4j": _neo4j,
    "plover": _plover,
    "acled": _acled,
    "html": page,
    "svg": partial(_still, "svg"),
    "png": partial(_still, "png"),
}


def chosen(names: Iterable[str]) -> dict[str, Exporter]:
    """The exporters with these names, each once; raises OptionError, which lists the known ones, for another name."""
    found = {}
    for name in names:
        if name not in EXPORTERS:
            raise OptionError("format", f"unknown: {name!r}", f"known: {', '.join(EXPORTERS)}")
        found[name] = EXPORTERS[name]
    return found
