"""Graph files into a store in memory."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kg.errors import GraphError, OptionError
from kg.store.background import BACKGROUND
from kg.store.merging import DEFAULT, GraphName, take_out, twins
from kg.vocab import DATA_BASE, KG, RDF_TYPE, slug

FORMATS: Final[dict[str, RdfFormat]] = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
}

ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")


def from_quads(quads: Iterable[Quad]) -> Store:
    """A store in memory that holds `quads`."""
    store = Store()
    store.bulk_extend(quads)
    return store


def load(path: Path) -> Store:
    """The graph in the file at `path`, its format told by the suffix; nothing is fetched from the network.

    Triples of a file that knows no named graphs (Turtle) and tells one article go to that article's graph, so that
    they are the same quads as in the article's TriG. Where others are in named graphs, triples in none go to a graph
    that is called after the file. Raises GraphError when the file cannot be read, breaks its format (with line and
    column) or holds no triple.
    """
    form = format_of(path)
    with _mistakes(path, form):
        quads = list(parse(path.read_bytes().removeprefix(codecs.BOM_UTF8), format=form))
    if not quads:
        raise _empty(path)
    return from_quads(_named(quads, path))


def load_merged(store: Store, path: Path) -> None:
    """Adds the triples of the file at `path` to the default graph of `store`, from whatever graph; raises as `load`."""
    form = format_of(path)
    before = len(store)
    with _mistakes(path, form), path.open("rb") as file:
        if form.supports_datasets:
            store.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in parse(_after_mark(file), format=form))
        else:
            store.bulk_load(_after_mark(file), format=form)
    if len(store) == before and not _tells(path, form):
        raise _empty(path)


def bulk_load(store: Store, path: Path, graph: NamedNode | None = None) -> None:
    """Loads the file at `path` into a merged `store`; its graphs take the places of those of the same names.

    Triples in no graph go to `graph`; without it, those of a format that knows no graphs (Turtle) go to that of the
    one article they tell of, all others to a graph that is called after the file. Memory does not grow with the file.
    Raises GraphError as `load` does; the store is then as it was.
    """
    form = format_of(path)
    with _mistakes(path, form), path.open("rb") as file:
        known = set(store.named_graphs()) - BACKGROUND
        names: set[GraphName] = set()
        articles: set[NamedNode] = set()
        if known or not form.supports_datasets:  # the whole file is read before the first change
            names, articles = _graphs(path, file, form)
        if graph is None:
            alone = not form.supports_datasets and len(articles) == 1
            graph = articles.pop() if alone else called_after(path)
        for name in known & {*names, graph}:
            take_out(store, name)
        before = len(store)
        file.seek(0)
        try:
            store.bulk_extend(twins(in_graphs(parse(_after_mark(file), format=form), graph)))
        except (SyntaxError, ValueError):
            if not known:
                _clear(store)
            raise
    if len(store) == before:
        raise _empty(path)


def graph_name(iri: str) -> NamedNode:
    """`iri` as the name of a graph; raises OptionError unless it is an absolute IRI."""
    if not ABSOLUTE.fullmatch(iri):
        raise OptionError(repr(iri), "is no name for a graph", 'give an IRI like "https://example.org/notes"')
    return NamedNode(iri)


def format_of(path: Path) -> RdfFormat:
    """The format that the suffix of `path` tells; raises GraphError for one that is not known."""
    form = FORMATS.get(path.suffix.lower())
    if form is None and not path.exists():
        raise GraphError(str(path), "there is no such file or folder", "check the path")
    if form is None:
        raise GraphError(str(path), f"unknown kind of graph file {path.suffix!r}", f"known: {', '.join(FORMATS)}")
    return form


@contextlib.contextmanager
def _mistakes(path: Path, form: RdfFormat) -> Iterator[None]:
    """Tells what is wrong with a file as a GraphError."""
    try:
        yield
    except SyntaxError as error:
        place = f":{error.lineno}:{error.offset}" if error.lineno else ""
        reason = f"is not {form.name}: {' '.join(str(error.msg).split())}"
        raise GraphError(f"{path}{place}", reason) from error
    except OSError as error:
        raise GraphError(str(path), f"cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise GraphError(str(path), f"is not {form.name}: {error}") from error


def _empty(path: Path) -> GraphError:
    return GraphError(str(path), "holds no triples", "build a graph first: kg build ARTICLE")


def _tells(path: Path, form: RdfFormat) -> bool:
    """Whether there is a triple in a file; all of them may be in the store already."""
    return next(parse(path=str(path), format=form), None) is not None


def _clear(store: Store) -> None:
    """Takes all but ontology and gazetteer out of a merged store."""
    for name in set(store.named_graphs()) - BACKGROUND:
        store.remove_graph(name)
    store.clear_graph(DEFAULT)
    for name in BACKGROUND:
        store.bulk_extend(twins(store.quads_for_pattern(None, None, None, name)))


def _graphs(path: Path, file: BinaryIO, form: RdfFormat) -> tuple[set[GraphName], set[NamedNode]]:
    """The names of the graphs in a file, and the articles that its triples tell of."""
    predicate = None
    names: set[GraphName] = set()
    articles: set[NamedNode] = set()
    kind, article = NamedNode(RDF_TYPE), NamedNode(KG.Article)
    for subject, predicate, value, name in parse(_after_mark(file), format=form):
        if not isinstance(name, DefaultGraph):
            names.add(name)
        if predicate == kind and value == article and isinstance(subject, NamedNode):
            articles.add(subject)
    if predicate is None:
        raise _empty(path)
    return names, articles


def _after_mark(file: BinaryIO) -> BinaryIO:
    """The file behind a byte order mark, which the parser does not know."""
    if file.read(len(codecs.BOM_UTF8)) != codecs.BOM_UTF8:
        file.seek(0)
    return file


def called_after(path: Path) -> NamedNode:
    """The graph for the triples of a file that are in none."""
    return NamedNode(f"{DATA_BASE}file-{slug(path.stem)}")


def in_graphs(quads: Iterable[Quad], graph: NamedNode) -> Iterator[Quad]:
    """The quads, those in no graph put into `graph`."""
    for quad in quads:
        loose = isinstance(quad.graph_name, DefaultGraph)
        yield Quad(quad.subject, quad.predicate, quad.object, graph) if loose else quad


def _named(quads: list[Quad], path: Path) -> list[Quad]:
    if any(not isinstance(q.graph_name, DefaultGraph) for q in quads):
        return list(in_graphs(quads, called_after(path)))
    kind, article = NamedNode(RDF_TYPE), NamedNode(KG.Article)
    articles = {q.subject for q in quads if q.predicate == kind and q.object == article}
    if len(articles) != 1:
        return quads
    name = articles.pop()
    return [Quad(q.subject, q.predicate, q.object, name) for q in quads] if isinstance(name, NamedNode) else quads
