"""All quads of one article, in the order in which people read them: article, situations, actors, ties, passages."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Quad

from kg.model import Facts
from kg.rdf.entities import entity, relation
from kg.rdf.situations import situation
from kg.rdf.sources import article, passages, provenance
from kg.rdf.terms import Scope, Triple
from kg.vocab import DATA_BASE, data_base


def quads(facts: Facts, base: str = DATA_BASE) -> Iterator[Quad]:
    """The facts as quads in the graph that the article names, each quad once; the same facts give the same quads.

    Every subject is a flat IRI below `base`; there are no blank nodes. Raises OptionError when `base` is no base for
    IRIs.
    """
    scope = Scope(facts.article, {e.id: e.name for e in facts.entities}, data_base(base))
    graph = scope.article_node
    for told in dict.fromkeys(_triples(scope, facts)):
        yield Quad(*told, graph)


def _triples(scope: Scope, facts: Facts) -> Iterator[Triple]:
    yield from article(scope)
    yield from provenance(scope)
    for told in facts.situations:
        yield from situation(scope, told)
    for actor in facts.entities:
        yield from entity(scope, actor)
    for tie in facts.relations:
        yield from relation(scope, tie)
    yield from passages(scope, facts)
