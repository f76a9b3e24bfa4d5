"""What a node's properties are in words: statuses, dates, figures, posts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.store import Nodes
from kg.vocab import DCTERMS, GEO, KG, NIF, OWL, RDFS, SKOS

STATUS: Final = {
    KG.Planned: "planned",
    KG.Pledged: "pledged",
    KG.Requested: "requested",
    KG.Possible: "possible",
    KG.Hypothetical: "hypothetical",
}
BASIS: Final = {
    "stated": "as stated",
    "article": "told from the article's date",
    "narrative": "told from a date before",
    "current": "the article's present",
}
BOUND: Final = {KG.AtLeast: "at least ", KG.AtMost: "at most ", KG.About: "about ", KG.Exact: ""}
Fact = tuple[str, str]


def status(nodes: Nodes, iri: str) -> str:
    """Why a situation is no event ("pledged", "denied"), or ""."""
    grade = STATUS.get(nodes.one(iri, KG.factuality), "")
    if nodes.one(iri, KG.polarity) == KG.Negated:
        return f"not {grade}".strip() if grade else "did not happen"
    return grade


def when(nodes: Nodes, iri: str) -> str:
    """The interval that a situation lies in, with its basis, or ""."""
    start, end = nodes.one(iri, KG.startDate), nodes.one(iri, KG.endDate)
    if not start:
        return ""
    basis = BASIS.get(nodes.one(iri, KG.dateBasis), "")
    span = start if start == end or not end else f"{start} to {end}"
    return f"{span} ({basis})" if basis else span


def figure(nodes: Nodes, iri: str) -> str:
    """A figure with its bound: 'at least 40 (medic, deployed): “more than 40”'."""
    value = nodes.one(iri, KG.value)
    try:
        number = f"{int(value):,}" if "." not in value else value
    except ValueError:
        number = value
    unit, measures, as_of = (nodes.one(iri, p) for p in (KG.unitText, KG.measures, KG.asOf))
    part = nodes.one(nodes.one(iri, KG.partOfFigure), KG.value)
    parts = (unit, measures, nodes.one(iri, KG.tally), part and f"part of {part}", _baseline(nodes, iri))
    counted = ", ".join(filter(None, (*parts, as_of and f"as of {as_of}")))
    told = f"{BOUND.get(nodes.one(iri, KG.bound), '')}{number}" + (f" ({counted})" if counted else "")
    words = next((nodes.one(p, NIF.anchorOf) for p in nodes.all(iri, KG.evidence)), "")
    return f"{told}: “{' '.join(words.split())}”" if words else told


def _baseline(nodes: Nodes, iri: str) -> str:
    """What a figure is compared with: 'against last year, 840 by arithmetic'."""
    compared = nodes.one(iri, KG.comparison)
    base = nodes.one(compared, KG.baselineFigure)
    derived = " by arithmetic" if nodes.all(base, KG.derivedFrom) else ""
    told = filter(None, (nodes.one(compared, KG.baseline), derived and nodes.one(base, KG.value) + derived))
    words = ", ".join(told)
    return f"against {words}" if words else ""


def situation_facts(nodes: Nodes, iri: str) -> Iterator[Fact]:
    """The rows of the panel for an event or a prospect."""
    yield "Status", status(nodes, iri) or "happened, says the article"
    if time := when(nodes, iri):
        yield "When", time
    for one in nodes.all(iri, KG.figure):
        yield "Figure", figure(nodes, one)
    for source in nodes.all(iri, KG.attributedTo):
        yield "According to", nodes.label(source)
    for passage in nodes.all(iri, KG.quotation):
        yield "Quotation", f"“{nodes.one(passage, NIF.anchorOf)}”"


def entity_facts(nodes: Nodes, iri: str) -> Iterator[Fact]:
    """The rows of the panel for an actor or a place."""
    also = [a for a in nodes.all(iri, SKOS.altLabel) if a]
    if also:
        yield "Also", ", ".join(also)
    for post in nodes.all(iri, KG.holds):
        yield "Post", nodes.label(post)
    for outer in nodes.all(iri, KG.within):
        yield "Lies in", nodes.label(outer)
    latitude, longitude = nodes.one(iri, GEO.lat), nodes.one(iri, GEO.long)
    if latitude and longitude:
        yield "Coordinates", f"{latitude}, {longitude}"
    for other in nodes.all(iri, OWL.sameAs):
        yield "Wikidata", other.rsplit("/", 1)[-1]
    if not nodes.all(iri, KG.mention):
        yield "Note", "not named in the text; context from the gazetteer"


def article_facts(nodes: Nodes) -> Iterator[Fact]:
    """Title, date, publisher and address of each article in the graph."""
    for iri in nodes.of_class(KG.Article):
        yield "Article", nodes.one(iri, DCTERMS.title) or nodes.one(iri, RDFS.label) or iri.rsplit("/", 1)[-1]
        for name, predicate in (("Issued", DCTERMS.issued), ("By", DCTERMS.publisher), ("From", DCTERMS.source)):
            if value := nodes.one(iri, predicate):
                yield name, value
