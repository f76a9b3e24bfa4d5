"""Actors and places, the posts they hold and the ties between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kg.model import ACTOR_TYPES, Entity, Post, Relation
from kg.rdf.terms import Scope, Triple, decimal, node, one_line, triple, words
from kg.vocab import DCTERMS, GEO, GEONAMES, KG, OWL, RDF_TYPE, RDFS, SKOS, WD, post_id, relation_id

WIKIDATA_ID: Final = re.compile(r"Q[1-9][0-9]*")
GEONAMES_ID: Final = re.compile(r"[1-9][0-9]*")


def entity(scope: Scope, told: Entity) -> Iterator[Triple]:
    """An actor or place with its names, mentions, links and posts.

    Its classes are written out up to `kg:Actor` and `kg:Place`, so that a query for either needs no reasoner.
    """
    me = scope.at(told.id)
    for kind in _classes(told.kind):
        yield triple(me, RDF_TYPE, node(KG[kind]))
    name = one_line(told.name)
    yield triple(me, SKOS.prefLabel, words(name))
    for alias in dict.fromkeys(one_line(alias) for alias in told.aliases):
        if alias and alias != name:
            yield triple(me, SKOS.altLabel, words(alias))
    for span in told.mentions:
        yield triple(me, KG.mention, scope.passage(span))
    if not told.mentions:  # context from the gazetteer: tied to the article that it is context of
        yield triple(me, DCTERMS.relation, scope.article_node)
    for outer in told.within:
        yield triple(me, KG.within, scope.at(outer))
    yield from _links(scope, told)
    for post in told.posts:
        yield from _post(scope, told, post)


def relation(scope: Scope, told: Relation) -> Iterator[Triple]:
    """The plain triple, and a node that says which words support it."""
    me = scope.at(relation_id(told.subject, told.kind, told.object))
    subject, kind, other = scope.at(told.subject), KG[told.kind], scope.at(told.object)
    yield triple(subject, kind, other)
    yield triple(me, RDF_TYPE, node(KG.Relation))
    label = f"{scope.label(told.subject)} – {told.kind} – {scope.label(told.object)}"
    yield triple(me, RDFS.label, words(one_line(label)))
    yield triple(me, KG.relationSubject, subject)
    yield triple(me, KG.relationKind, node(kind))
    yield triple(me, KG.relationObject, other)
    for span in told.evidence:
        yield triple(me, KG.evidence, scope.passage(span))


def _classes(kind: str) -> tuple[str, ...]:
    if kind == "Country":
        return ("Country", "Actor", "Place")
    above = "Actor" if kind in ACTOR_TYPES else "Place"
    return (kind,) if kind == above else (kind, above)


def _links(scope: Scope, told: Entity) -> Iterator[Triple]:
    me = scope.at(told.id)
    if WIKIDATA_ID.fullmatch(told.wikidata):
        yield triple(me, OWL.sameAs, node(WD[told.wikidata]))
    if GEONAMES_ID.fullmatch(told.geonames):
        yield triple(me, SKOS.exactMatch, node(GEONAMES[f"{told.geonames}/"]))
    if told.latitude is not None and told.longitude is not None:
        yield triple(me, GEO.lat, decimal(told.latitude))
        yield triple(me, GEO.long, decimal(told.longitude))


def _post(scope: Scope, holder: Entity, told: Post) -> Iterator[Triple]:
    me = scope.at(post_id(holder.id, told.title, told.of, told.status))
    title = one_line(told.title)
    yield triple(scope.at(holder.id), KG.holds, me)
    yield triple(me, RDF_TYPE, node(KG.Post))
    label = f"{title}, {one_line(scope.label(told.of))}" if told.of else title
    yield triple(me, RDFS.label, words(label if told.status == "current" else f"{label} ({told.status})"))
    yield triple(me, KG.title, words(title))
    if told.of:
        yield triple(me, KG.of, scope.at(told.of))
    yield triple(me, KG.status, words(told.status))
    yield triple(me, KG.evidence, scope.passage(told.evidence))
