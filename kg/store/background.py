"""What every store knows besides its articles: the ontology and the gazetteer, each in a graph of its own.

The gazetteer's graph tells of the Wikidata and GeoNames nodes that actors and places are linked to by `owl:sameAs` and
`skos:exactMatch`. None of them is an instance of kg's classes (what they are is told by `dcterms:type`), so that who
counts the countries in a store counts those that its articles name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.lexicon.gazetteer import Entry, gazetteer
from kg.vocab import DCTERMS, GEO, GEONAMES, KG, SKOS, WD, XSD, ontology_dir, slug

ONTOLOGY_GRAPH: Final = NamedNode("https://w3id.org/newskg/ontology")
GAZETTEER_GRAPH: Final = NamedNode("https://w3id.org/newskg/gazetteer")
BACKGROUND: Final = frozenset({ONTOLOGY_GRAPH, GAZETTEER_GRAPH})
TABLES: Final = ("newskg.ttl", "codes.ttl")
CITIES_FROM: Final = 100_000  # inhabitants; smaller ones are in the graph of an article that names them


def digest() -> str:
    """What tells one state of ontology and gazetteer from another."""
    found = hashlib.sha256(gazetteer().digest().encode())
    for name in TABLES:
        found.update((ontology_dir() / name).read_bytes())
    return found.hexdigest()[:12]


def ontology() -> Iterator[Quad]:
    """The ontology with its codes."""
    for name in TABLES:
        for quad in parse((ontology_dir() / name).read_bytes(), format=RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, ONTOLOGY_GRAPH)


def places_and_bodies() -> Iterator[Quad]:
    """The gazetteer: names, kinds, what lies in or belongs to what, coordinates; of cities, the larger ones."""
    nodes = {entry.id: _node(entry) for entry in gazetteer().entries(cities_from=CITIES_FROM)}
    for entry in gazetteer().entries(cities_from=CITIES_FROM):
        for predicate, value in _told(entry, nodes):
            yield Quad(nodes[entry.id], NamedNode(predicate), value, GAZETTEER_GRAPH)


def _node(entry: Entry) -> NamedNode:
    if entry.wikidata:
        return NamedNode(WD[entry.wikidata])
    if entry.geonames:
        return NamedNode(GEONAMES[f"{entry.geonames}/"])
    return NamedNode(f"{GAZETTEER_GRAPH.value}/{slug(entry.id.partition(':')[2])}")


def _told(entry: Entry, nodes: dict[str, NamedNode]) -> Iterator[tuple[str, NamedNode | Literal]]:
    yield DCTERMS.type, NamedNode(KG[entry.kind])
    yield SKOS.prefLabel, Literal(entry.name)
    if entry.parent in nodes:
        yield DCTERMS.isPartOf, nodes[entry.parent]
    if entry.wikidata and entry.geonames:
        yield SKOS.exactMatch, NamedNode(GEONAMES[f"{entry.geonames}/"])
    for predicate, degrees in ((GEO.lat, entry.latitude), (GEO.long, entry.longitude)):
        if degrees is not None:
            yield predicate, Literal(f"{degrees:.5f}".rstrip("0").rstrip("."), datatype=NamedNode(XSD.decimal))
