"""The ontology before a complete OWL 2 DL reasoner: HermiT, by owlready2 (needs Java)."""

from __future__ import annotations

import io
from typing import Any

import owlready2
import pytest
from facts import FACTS
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse, serialize
from tools import needed

from kg.rdf import quads
from kg.vocab import KG, OWL, RDF_TYPE, RDFS, XSD, ontology_dir

IRI = "https://w3id.org/newskg/ontology"
FILES = ("newskg.ttl", "codes.ttl")
# OWL 2 has no xsd:date: HermiT would leave out every axiom on it. As xsd:dateTime they are all reasoned with.
DATE, DATE_TIME = NamedNode(XSD.date), NamedNode(XSD.dateTime)


def ontology() -> list[Triple]:
    found = (q for name in FILES for q in parse((ontology_dir() / name).read_bytes(), format=RdfFormat.TURTLE))
    return [Triple(q.subject, q.predicate, _dated(q.object)) for q in found]


def _dated(term: Any) -> Any:
    if isinstance(term, Literal) and term.datatype == DATE:
        return Literal(f"{term.value}T00:00:00", datatype=DATE_TIME)
    return DATE_TIME if term == DATE else term


def data() -> list[Triple]:
    return [Triple(q.subject, q.predicate, _dated(q.object)) for q in quads(FACTS)]


def said(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def reasoned(*triples: Triple) -> list[str]:
    """The classes that can have no instance; raises OwlReadyInconsistentOntologyError for a contradiction."""
    needed("java")
    lines = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert lines is not None
    world = owlready2.World()
    loaded = world.get_ontology(IRI).load(fileobj=io.BytesIO(lines))
    assert len(list(world.classes())) > 60
    with loaded:
        owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
    return sorted(found.iri for found in world.inconsistent_classes() if found is not owlready2.Nothing)


def test_the_ontology_is_consistent_and_every_class_can_have_instances() -> None:
    assert reasoned(*ontology()) == []


def test_a_graph_is_consistent_with_it() -> None:
    assert reasoned(*ontology(), *data()) == []


def test_a_class_that_is_event_and_prospect_is_found() -> None:
    torn = f"{IRI}#Torn"
    kinds = [said(torn, RDF_TYPE, OWL.Class), *(said(torn, RDFS.subClassOf, c) for c in (KG.Event, KG.Prospect))]
    assert reasoned(*ontology(), *kinds) == [torn]


def test_a_contradiction_is_found() -> None:
    both = [said("urn:x", RDF_TYPE, OWL.NamedIndividual)]
    both += [said("urn:x", RDF_TYPE, c) for c in (KG.Event, KG.Prospect)]
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reasoned(*ontology(), *both)
