"""Our quads as a graph of rdflib, for SHACL and for people who work with rdflib."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.vocab import PREFIXES

if TYPE_CHECKING:  # half a second to load: only where such a graph is asked for
    from rdflib import Graph


def as_rdflib(quads: Iterable[Quad]) -> Graph:
    """The triples of all graphs together, with kg's prefixes bound."""
    from rdflib import Graph

    lines = serialize((Triple(q.subject, q.predicate, q.object) for q in quads), format=RdfFormat.N_TRIPLES)
    assert lines is not None
    graph = Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    return graph.parse(data=lines, format="nt")
