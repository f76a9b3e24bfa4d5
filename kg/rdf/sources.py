"""The article, its passages, and by what the graph was made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from kg.model import Facts, Span
from kg.rdf.terms import Scope, Triple, day, literal_text, node, number, one_line, triple, web_address, words
from kg.vocab import DCTERMS, KG, NIF, PROV, RDF_TYPE, RDFS, SCHEMA, slug


@cache
def software_version() -> str:
    """The installed version of kg; "unversioned" when it runs without having been installed."""
    try:
        return version("kg")
    except PackageNotFoundError:
        return "unversioned"


def article(scope: Scope) -> Iterator[Triple]:
    """The article's own properties; an unknown date, an empty field or an address that is no http IRI is left out."""
    told, me = scope.article, scope.article_node
    yield triple(me, RDF_TYPE, node(KG.Article))
    if title := one_line(told.title):
        yield triple(me, DCTERMS.title, words(title))
    if told.issued:
        yield triple(me, DCTERMS.issued, day(told.issued))
    yield triple(me, KG.issuedBasis, words(told.issued_basis))
    if address := web_address(told.url):
        yield triple(me, DCTERMS.source, address)
    if publisher := one_line(told.publisher):
        yield triple(me, DCTERMS.publisher, words(publisher))
    yield triple(me, KG.digest, words(told.digest))
    yield triple(me, KG.textLength, number(len(told.text)))


def provenance(scope: Scope) -> Iterator[Triple]:
    """The extraction that made the graph, and the version of kg that ran it; no clock, so that bytes stay the same."""
    run = scope.at(f"extraction-{slug(scope.article.name)}")
    kg = scope.at(f"software-kg-{slug(software_version())}")
    yield triple(run, RDF_TYPE, node(PROV.Activity))
    yield triple(run, PROV.used, scope.article_node)
    yield triple(run, PROV.wasAssociatedWith, kg)
    yield triple(kg, RDF_TYPE, node(PROV.SoftwareAgent))
    yield triple(kg, RDFS.label, words(f"kg {software_version()}"))
    yield triple(kg, SCHEMA.softwareVersion, words(software_version()))


def passages(scope: Scope, facts: Facts) -> Iterator[Triple]:
    """Each range of the text that some fact points to, once."""
    for span in sorted(set(_spans(facts))):
        me = scope.passage(span)
        yield triple(me, RDF_TYPE, node(KG.Passage))
        yield triple(me, NIF.beginIndex, number(span.start))
        yield triple(me, NIF.endIndex, number(span.end))
        yield triple(me, NIF.anchorOf, words(literal_text(scope.article.quote(span))))
        yield triple(me, NIF.referenceContext, scope.article_node)


def _spans(facts: Facts) -> Iterator[Span]:
    for entity in facts.entities:
        yield from entity.mentions
        yield from (post.evidence for post in entity.posts)
    for relation in facts.relations:
        yield from relation.evidence
    for situation in facts.situations:
        yield from (*situation.triggers, *situation.evidence, *situation.quotations)
        if situation.time:
            yield situation.time.span
        for figure in situation.figures:
            yield figure.span
            if figure.comparison and figure.comparison.baseline_time:
                yield figure.comparison.baseline_time.span
            if figure.comparison and figure.comparison.base:
                yield from (figure.comparison.base.span, *figure.comparison.base.derived_from)
