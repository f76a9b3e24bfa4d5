"""What the endpoint says of itself: SPARQL 1.1 Service Description, with VoID for what is in the store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.answer.formats import GRAPHS, RESULTS
from kg.serve.settings import Settings
from kg.vocab import DCTERMS, KG, PREFIXES, RDF_TYPE, Namespace

SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID: Final = Namespace("http://rdfs.org/ns/void#")


def description(url: str, counts: dict[str, Any], settings: Settings, form: RdfFormat) -> bytes:
    """The description of the endpoint at `url` of a store with these counts."""
    told = [Triple(s, NamedNode(p), o) for s, p, o in _told(NamedNode(url), counts, settings)]
    content = serialize(told, format=form, prefixes={**PREFIXES, "sd": SD.iri, "void": VOID.iri})
    assert content is not None
    return content


def _told(
    endpoint: NamedNode, counts: dict[str, Any], settings: Settings
) -> Iterator[tuple[NamedNode | BlankNode, str, NamedNode | BlankNode | Literal]]:
    dataset, whole = BlankNode("dataset"), BlankNode("default")
    yield endpoint, RDF_TYPE, NamedNode(SD.Service)
    yield endpoint, SD.endpoint, endpoint
    yield endpoint, SD.supportedLanguage, NamedNode(SD.SPARQL11Query)
    yield endpoint, SD.feature, NamedNode(SD.UnionDefaultGraph)
    for iri in dict.fromkeys([*(form.iri for form in RESULTS.values()), *(form.iri for form in GRAPHS.values())]):
        yield endpoint, SD.resultFormat, NamedNode(iri)
    yield endpoint, SD.defaultDataset, dataset
    yield dataset, RDF_TYPE, NamedNode(SD.Dataset)
    yield dataset, RDF_TYPE, NamedNode(VOID.Dataset)
    yield (
        dataset,
        DCTERMS.title,
        Literal("News articles as a graph of actors, events, figures and claims", language="en"),
    )
    yield dataset, VOID.sparqlEndpoint, endpoint
    yield dataset, VOID.uriSpace, Literal(settings.base)
    yield dataset, VOID.vocabulary, NamedNode(KG.iri)
    yield dataset, VOID.triples, Literal(counts["triples"])
    articles = BlankNode("articles")
    yield dataset, VOID.classPartition, articles
    yield articles, VOID["class"], NamedNode(KG.Article)
    yield articles, VOID.entities, Literal(counts["articles"])
    yield dataset, SD.defaultGraph, whole
    yield whole, RDF_TYPE, NamedNode(SD.Graph)
    yield whole, VOID.triples, Literal(counts["triples"])
    for i, name in enumerate(counts["graphs"]):
        graph = BlankNode(f"graph{i}")
        yield dataset, SD.namedGraph, graph
        yield graph, RDF_TYPE, NamedNode(SD.NamedGraph)
        yield graph, SD.name, NamedNode(name)
