"""Graph files into a store in memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import GraphError
from kg.vocab import KG, RDF_TYPE

FORMATS: Final[dict[str, RdfFormat]] = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}


def from_quads(quads: Iterable[Quad]) -> Store:
    """A store in memory that holds `quads`."""
    store = Store()
    store.bulk_extend(quads)
    return store


def load(path: Path) -> Store:
    """The graph in the file at `path`, its format told by the suffix; nothing is fetched from the network.

    Triples of a file that knows no named graphs (Turtle) and tells one article go to that article's graph, so that
    they are the same quads as in the article's TriG. Raises GraphError when the file cannot be read, breaks its
    format (with line and column) or holds no triple.
    """
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise GraphError(str(path), f"unknown kind of graph file {path.suffix!r}", f"known: {', '.join(FORMATS)}")
    try:
        data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise GraphError(str(path), f"cannot be read: {error.strerror or error}") from error
    try:
        quads = list(parse(data, format=form))
    except SyntaxError as error:
        place = f":{error.lineno}:{error.offset}" if error.lineno else ""
        reason = f"is not {form.name}: {' '.join(str(error.msg).split())}"
        raise GraphError(f"{path}{place}", reason) from error
    except ValueError as error:
        raise GraphError(str(path), f"is not {form.name}: {error}") from error
    if not quads:
        raise GraphError(str(path), "holds no triples", "build a graph first: kg build ARTICLE")
    return from_quads(_named(quads))


def _named(quads: list[Quad]) -> list[Quad]:
    if any(not isinstance(q.graph_name, DefaultGraph) for q in quads):
        return quads
    kind, article = NamedNode(RDF_TYPE), NamedNode(KG.Article)
    articles = {q.subject for q in quads if q.predicate == kind and q.object == article}
    if len(articles) != 1:
        return quads
    name = articles.pop()
    return [Quad(q.subject, q.predicate, q.object, name) for q in quads] if isinstance(name, NamedNode) else quads
