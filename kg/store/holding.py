"""What a store holds, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.store.background import BACKGROUND
from kg.store.merging import named_quads
from kg.vocab import DCTERMS, KG, RDF_TYPE, SCHEMA


@dataclass(frozen=True, slots=True)
class Holding:
    """Counts of a store: ontology and gazetteer are in `background` alone; `types` has events and prospects by type.

    `first` and `last` are the days of publication ("2024-05-15"), "" when none is known; `versions` the versions of kg
    that built the graphs.
    """

    articles: int
    graphs: int
    triples: int
    background: int
    actors: int
    places: int
    figures: int
    types: dict[str, tuple[int, int]]
    first: str
    last: str
    versions: tuple[str, ...]


def holding(store: Store) -> Holding:
    """What is in the store."""
    background = sum(1 for graph in BACKGROUND for _ in named_quads(store, graph))
    days = _values(store, DCTERMS.issued)
    return Holding(
        articles=len(_instances(store, "Article")),
        graphs=sum(graph not in BACKGROUND for graph in store.named_graphs()),
        triples=_size(store) - background,
        background=background,
        actors=len(_instances(store, "Actor")),
        places=len(_instances(store, "Place")),
        figures=len(_instances(store, "Figure")),
        types=_types(store),
        first=days[0] if days else "",
        last=days[-1] if days else "",
        versions=tuple(_values(store, SCHEMA.softwareVersion)),
    )


def _values(store: Store, predicate: str) -> list[str]:
    found = (q.object for q in store.quads_for_pattern(None, NamedNode(predicate), None))
    return sorted({value.value for value in found if isinstance(value, Literal)})


def _instances(store: Store, name: str) -> set[object]:
    found = store.quads_for_pattern(None, NamedNode(RDF_TYPE), NamedNode(KG[name]))
    return {q.subject for q in found if q.graph_name not in BACKGROUND}


def _size(store: Store) -> int:
    """How many triples the graphs hold, each counted in every graph that holds it."""
    if not any(True for _ in store.named_graphs()):
        return len(store)
    merge = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert isinstance(merge, QuerySolutions)
    return len(store) - int(next(merge)["n"].value)


def _types(store: Store) -> dict[str, tuple[int, int]]:
    """Events and prospects by type, the commonest first."""
    events = _instances(store, "Event")
    counts: dict[str, Counter[bool]] = {}
    types = store.quads_for_pattern(None, NamedNode(KG.eventType), None)
    for situation, kind in {(q.subject, q.object) for q in types if q.graph_name not in BACKGROUND}:
        if isinstance(kind, NamedNode):
            name = kind.value.removeprefix(KG.iri)
            counts.setdefault(name, Counter())[situation in events] += 1
    order = sorted(counts, key=lambda name: (-counts[name].total(), name))
    return {name: (counts[name][True], counts[name][False]) for name in order}
