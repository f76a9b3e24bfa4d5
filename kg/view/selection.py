"""What is to be seen of a graph: all of it, single articles, or what a query finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import chain
from typing import Final

import networkx as nx
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from kg.errors import GraphError, QueryError
from kg.store import BACKGROUND, from_quads, graph_name, named_quads, query
from kg.view.network import LINKS, network
from kg.vocab import KG, RDF_TYPE, SKOS

TYPE: Final = NamedNode(RDF_TYPE)
ENTITIES: Final = (NamedNode(KG.Actor), NamedNode(KG.Place))
SITUATION: Final = NamedNode(KG.Situation)
# What is no node of the network stands for those that point to it: a figure for its event, an article for its reports.
POINTERS: Final = tuple(
    map(NamedNode, (KG.figure, KG.reportOf, KG.reportedIn, KG.trigger, KG.evidence, KG.mention, KG.holds))
)
TAKING_PART: Final = tuple(NamedNode(iri) for iri in LINKS if iri not in (KG.content, KG.cause))


def title(graph: nx.MultiDiGraph, name: str) -> str:
    """What a network is called: its article's title when it is of one article that has one, else `name`."""
    articles = [value for fact, value in graph.graph["facts"] if fact == "Article"]
    return articles[0] if len(articles) == 1 else name


def chosen(store: Store, where: str, *, graphs: Sequence[str] = (), sparql: str = "") -> nx.MultiDiGraph:
    """The network of a store, or of these graphs in it, or of what a query over it finds.

    A query's rows or triples name situations, actors and places: these are shown with what is between them, a situation
    with all that take part in it. Where it names no situation, those that connect what it names are shown (of a single
    actor or place, all of its own). A figure stands for its event, an article or incident for what it reports, and
    where rows have no IRI, a name for all that are called so. Raises GraphError, which tells of `where`, when there is
    nothing to show or no such graph; QueryError for a query that cannot be asked or asks yes or no.
    """
    if graphs:
        store = from_quads(chain.from_iterable(named_quads(store, _known(store, iri, where)) for iri in graphs))
    if not sparql:
        found = network(_of_articles(store))
        if not len(found):
            raise GraphError(where, "holds no actor, place or event to show", "build one first: kg build ARTICLE")
        return found
    nodes = _with_what_connects(store, _named(store, sparql))
    if not nodes:
        raise GraphError(
            where,
            "the query names no actor, place or event of it",
            "let it find some, such as SELECT ?e { ?e a kg:Event }",
        )
    return network(_telling_of(store, nodes), only=frozenset(node.value for node in nodes))


def _known(store: Store, iri: str, where: str) -> NamedNode:
    name = graph_name(iri)
    if not store.contains_named_graph(name):
        others = [g.value for g in store.named_graphs() if g not in BACKGROUND and isinstance(g, NamedNode)]
        close = get_close_matches(iri, others, n=3, cutoff=0.3)
        remedy = f"did you mean {' or '.join(close)}?" if close else "it has no named graphs"
        raise GraphError(where, f"has no graph {iri}", remedy)
    return name


def _of_articles(store: Store) -> Iterator[Quad]:
    """All that is told in a store but its ontology and gazetteer."""
    names = [name for name in store.named_graphs() if name not in BACKGROUND]
    return chain.from_iterable(named_quads(store, name) for name in names) if names else iter(store)


def _named(store: Store, sparql: str) -> list[NamedNode]:
    """The nodes of the network that a query names, each once."""
    found = query(store, sparql)
    if isinstance(found, list):
        terms: list[object] = [term for triple in found for term in (triple.subject, triple.object)]
    elif isinstance(found, QuerySolutions):
        terms = [term for row in found for term in row]
    else:
        raise QueryError(
            "query", "is answered yes or no, which cannot be drawn", "give a SELECT, CONSTRUCT or DESCRIBE"
        )
    told = dict.fromkeys(terms)
    nodes = list(chain.from_iterable(_nodes(store, term) for term in told if isinstance(term, NamedNode)))
    if not nodes:
        names = [term for term in told if isinstance(term, Literal)]
        nodes = [node for name in names for node in _subjects(store, NamedNode(SKOS.prefLabel), name)]
    return [node for node in dict.fromkeys(nodes) if _is(store, node, SITUATION, *ENTITIES)]


def _nodes(store: Store, term: NamedNode) -> Iterator[NamedNode]:
    if _is(store, term, SITUATION, *ENTITIES):
        yield term
    else:
        for predicate in POINTERS:
            yield from _subjects(store, predicate, term)


def _with_what_connects(store: Store, named: list[NamedNode]) -> list[NamedNode]:
    """The nodes named, and the situations or those taking part in them without which they would not be connected."""
    situations = [node for node in named if _is(store, node, SITUATION)]
    if not situations:
        involved: dict[NamedNode, int] = {}
        for node in named:
            for situation in {s for predicate in TAKING_PART for s in _subjects(store, predicate, node)}:
                involved[situation] = involved.get(situation, 0) + 1
        situations = [situation for situation, number in involved.items() if number >= min(2, len(named))]
        if len(named) > 1:
            return [*named, *situations]
    parts = (quad.object for s in situations for p in TAKING_PART for quad in store.quads_for_pattern(s, p, None))
    return [*dict.fromkeys([*named, *situations, *(node for node in parts if isinstance(node, NamedNode))])]


def _telling_of(store: Store, nodes: Iterable[NamedNode]) -> Iterator[Quad]:
    """The articles' graphs that tell of the situations among `nodes`, or of all nodes where there is no situation."""
    by_class = [
        {q.graph_name for n in nodes for q in store.quads_for_pattern(n, TYPE, kind)} for kind in (SITUATION, None)
    ]
    names = [
        name for name in by_class[0] or by_class[1] if not isinstance(name, DefaultGraph) and name not in BACKGROUND
    ]
    return chain.from_iterable(named_quads(store, name) for name in names) if names else iter(store)


def _is(store: Store, node: NamedNode, *kinds: NamedNode) -> bool:
    return any(next(store.quads_for_pattern(node, TYPE, kind), None) for kind in kinds)


def _subjects(store: Store, predicate: NamedNode, value: NamedNode | Literal) -> list[NamedNode]:
    found = {quad.subject for quad in store.quads_for_pattern(None, predicate, value)}
    return sorted((node for node in found if isinstance(node, NamedNode)), key=lambda node: node.value)
