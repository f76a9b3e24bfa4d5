"""The default graph of a store: the merge of its named graphs, each triple once.

SPARQL asks the default graph where a query names no other. An engine's own union of graphs gives a triple as often as
graphs hold it, so that a count over two articles of one actor is wrong. So a store of several graphs that queries are
put to holds each triple a second time, in the default graph; what is asked there is also found faster. Triples of its
own the default graph has only where there are no named graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

GraphName: TypeAlias = NamedNode | BlankNode

DEFAULT: Final = DefaultGraph()


def twins(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Each quad, and its triple in the default graph."""
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)


def named_quads(store: Store, graph: GraphName | None = None) -> Iterator[Quad]:
    """What the named graphs hold (or one of them), without the merge; all of a store that has no named graphs."""
    names = [graph] if graph is not None else list(store.named_graphs())
    for name in names:
        yield from store.quads_for_pattern(None, None, None, name)
    if not names:
        yield from store


def is_merged(store: Store) -> bool:
    """Whether the default graph is to be asked: it is the merge of the named graphs, or there are none."""
    return next(store.quads_for_pattern(None, None, None, DEFAULT), None) is not None


def merged(store: Store) -> Store:
    """A store to put queries to: `store` itself where no triple can be in two graphs, else a copy with the merge."""
    if is_merged(store) or sum(1 for _ in store.named_graphs()) < 2:
        return store
    copy = Store()
    copy.bulk_extend(twins(store))
    return copy


def selected(store: Store, default: Iterable[GraphName], named: Iterable[GraphName]) -> Store:
    """A store in memory whose default graph is the merge of the graphs `default`, beside the graphs `named`."""
    found = Store()
    for graph in default:
        found.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in named_quads(store, graph))
    for graph in named:
        found.bulk_extend(named_quads(store, graph))
    return found


def take_out(store: Store, graph: GraphName) -> None:
    """Removes a graph of a merged store, and from the merge what no other graph holds."""
    triples = [Quad(q.subject, q.predicate, q.object) for q in named_quads(store, graph)]
    store.remove_graph(graph)
    for triple in triples:
        held = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        if all(other.graph_name == DEFAULT for other in held):
            store.remove(triple)
