"""The terms that the packaged ontology and its codes define: for the pages about them, and to complete queries with."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from kg.vocab import CODES, DCTERMS, GEO, KG, NIF, OWL, PREFIXES, PROV, RDF, RDF_TYPE, RDFS, SCHEMA, SKOS, ontology_dir

# What the graphs say in the words of others, whose own definitions are longer and speak of more.
OTHERS: Final = {
    RDF.type: "The classes of a node.",
    RDF.value: "The value of an alternative: a literal or a node.",
    RDFS.label: "A node in words, for people.",
    OWL.sameAs: "The same person, body or place at Wikidata.",
    SKOS.prefLabel: "The fullest name of an actor or place.",
    SKOS.altLabel: "Each form of the name that the texts use.",
    SKOS.exactMatch: "The same place at GeoNames.",
    DCTERMS.title: "The title of an article.",
    DCTERMS.issued: "The day on which an article was published.",
    DCTERMS.source: "The address that an article was read from.",
    DCTERMS.publisher: "Who published an article.",
    DCTERMS.relation: "A further address of the same article.",
    NIF.anchorOf: "The very words of a passage.",
    NIF.beginIndex: "The first character of a passage, counted from 0.",
    NIF.endIndex: "The character after the last one of a passage.",
    NIF.referenceContext: "The article that a passage is of.",
    GEO.lat: "Latitude in degrees (WGS 84).",
    GEO.long: "Longitude in degrees (WGS 84).",
    PROV.used: "What a statement of the extraction was made from.",
    PROV.wasAssociatedWith: "The software that made the graph.",
    SCHEMA.softwareVersion: "The version of that software.",
}
SHORT: Final = {**PREFIXES, "code": CODES.iri}
DOCUMENTS: Final = {"ontology": "newskg.ttl", "codes": "codes.ttl"}
LABELS: Final = (RDFS.label, SKOS.prefLabel, DCTERMS.title)


@dataclass(frozen=True, slots=True)
class Term:
    """A defined term: what kind of thing it is, and what is said of it, each property's values in order."""

    iri: str
    kind: str
    told: Mapping[str, tuple[str, ...]]

    @property
    def local(self) -> str:
        """The part of the IRI after its namespace."""
        return self.iri.rpartition("#")[2]

    @property
    def label(self) -> str:
        """What people call it."""
        return next((self.one(label) for label in LABELS if self.one(label)), self.local)

    @property
    def definition(self) -> str:
        """What it means, in a sentence or two; "" where the label has to do."""
        return self.one(SKOS.definition)

    def all(self, predicate: str) -> tuple[str, ...]:
        """The values of a property: IRIs, or the text of literals."""
        return self.told.get(predicate, ())

    def one(self, predicate: str) -> str:
        """The first value of a property, or ""."""
        return next(iter(self.all(predicate)), "")


@cache
def terms(document: str = "ontology") -> dict[str, Term]:
    """The terms that a document (a key of `DOCUMENTS`) defines, by IRI, in the order of the document."""
    namespace = {"ontology": KG, "codes": CODES}[document]
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(_text(document), format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode) and quad.subject.value in namespace and hasattr(quad.object, "value"):
            told[quad.subject.value][quad.predicate.value].append(quad.object.value)
    return {iri: Term(iri, _kind(found), {p: tuple(v) for p, v in found.items()}) for iri, found in told.items()}


def _kind(told: Mapping[str, list[str]]) -> str:
    types = told.get(RDF_TYPE, [])
    if OWL.Class in types:
        return "event class" if KG.EventType in types else "class"
    if any(kind.endswith("Property") for kind in types):
        return "property"
    return "value" if OWL.NamedIndividual in types and SKOS.Concept not in types else "concept"


@cache
def document(name: str, form: RdfFormat) -> bytes:
    """A document of `DOCUMENTS` in the format `form`: as Turtle, byte for byte the packaged file."""
    if form == RdfFormat.TURTLE:
        return _text(name)
    content = serialize(
        (quad.triple for quad in parse(_text(name), format=RdfFormat.TURTLE)), format=form, prefixes=SHORT
    )
    assert content is not None
    return content


def _text(name: str) -> bytes:
    return (ontology_dir() / DOCUMENTS[name]).read_bytes()


def short(iri: str) -> str:
    """An IRI as SPARQL has it with our prefixes, "" when none of them fits.

    >>> short("https://w3id.org/newskg/ontology#Killing"), short("https://example.org/x")
    ('kg:Killing', '')
    """
    for prefix, namespace in SHORT.items():
        local = iri.removeprefix(namespace)
        if local != iri and local and all(c.isalnum() or c in "_-" for c in local):
            return f"{prefix}:{local}"
    return ""


@cache
def completions() -> bytes:
    """What the editor offers, as JSON: our prefixes; each term's name, kind, definition, types and range."""
    ours = [
        {
            "name": short(term.iri),
            "kind": term.kind,
            "label": term.label,
            "definition": term.definition,
            "types": [short(t) for t in term.all(RDF_TYPE) if t in KG],
            "range": short(term.one(RDFS.range)),
        }
        for term in terms().values()
    ]
    others = [
        {"name": short(iri), "kind": "property", "label": "", "definition": told, "types": [], "range": ""}
        for iri, told in OTHERS.items()
    ]
    return json.dumps({"prefixes": PREFIXES, "short": SHORT, "terms": [*ours, *others]}, ensure_ascii=False).encode()
