"""The ontology says what the model and the vocabulary say, points at terms that exist, and is consistent."""

from __future__ import annotations

from pathlib import Path

import owlrl
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from kg import vocab
from kg.model import ACTOR_TYPES, EVENT_FAMILIES, EVENT_TYPES, PLACE_TYPES, RELATIONS
from kg.vocab import CLASSES, FAMILY_TERMS, INDIVIDUALS, PROPERTIES, ontology_dir

TESTS = Path(__file__).parent
KG = Namespace(vocab.KG.iri)
CODE = Namespace(vocab.CODES.iri)
OWLRL_ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
ALIGNED = ("sem", "prov", "foaf", "org", "schema", "time", "gsp", "geo", "nif", "oa")


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ontology_dir() / "newskg.ttl")


@pytest.fixture(scope="module")
def codes() -> Graph:
    return Graph().parse(ontology_dir() / "codes.ttl")


def locals_of(graph: Graph, kind: URIRef) -> set[str]:
    """Local names of the terms of ours that are declared to be `kind`."""
    found = {str(s) for s in graph.subjects(RDF.type, kind)}
    return {iri.removeprefix(vocab.KG.iri) for iri in found if iri in vocab.KG}


def complaints(*graphs: Graph) -> list[str]:
    """What OWL 2 RL finds contradictory in the graphs together."""
    both = Graph()
    for graph in graphs:
        both += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(both)
    found = [str(text) for text in both.objects(None, OWLRL_ERROR)]
    return sorted(found + [f"{s} is nothing" for s in both.subjects(RDF.type, OWL.Nothing)])


def test_declares_exactly_the_vocabulary(ontology: Graph) -> None:
    assert locals_of(ontology, OWL.Class) == CLASSES
    assert locals_of(ontology, OWL.ObjectProperty) | locals_of(ontology, OWL.DatatypeProperty) == PROPERTIES
    named = locals_of(ontology, OWL.NamedIndividual) | locals_of(ontology, SKOS.ConceptScheme)
    assert named == INDIVIDUALS


@pytest.mark.parametrize("name", sorted(vocab.KG.terms))
def test_term_is_explained(name: str, ontology: Graph) -> None:
    for predicate in (RDFS.label, SKOS.definition, SKOS.example):
        told = list(ontology.objects(KG[name], predicate))
        assert len(told) == 1, f"{name} has {len(told)} {predicate}"
        assert isinstance(told[0], Literal)
        assert told[0].language == "en"
        assert "\n" not in told[0]


def test_says_its_version(ontology: Graph) -> None:
    (told,) = ontology.objects(URIRef("https://w3id.org/newskg/ontology"), OWL.versionInfo)
    assert str(told)


@pytest.mark.parametrize("family", sorted(EVENT_FAMILIES))
def test_event_classes_are_events_and_concepts_of_their_family(family: str, ontology: Graph) -> None:
    narrower = {str(s).removeprefix(vocab.KG.iri) for s in ontology.subjects(SKOS.broader, KG[FAMILY_TERMS[family]])}
    assert narrower == set(EVENT_FAMILIES[family])
    for name in narrower:
        assert (KG[name], RDFS.subClassOf, KG.Event) in ontology
        assert (KG[name], RDF.type, KG.EventType) in ontology


def test_nothing_else_is_an_event_class(ontology: Graph) -> None:
    assert set(ontology.subjects(RDFS.subClassOf, KG.Event)) == {KG[name] for name in EVENT_TYPES}


@pytest.mark.parametrize("name", sorted(EVENT_TYPES))
def test_event_class_points_to_codes_that_exist_or_says_why_not(name: str, ontology: Graph, codes: Graph) -> None:
    pointed = [*ontology.objects(KG[name], KG.plover), *ontology.objects(KG[name], KG.cameo)]
    assert pointed or ontology.value(KG[name], SKOS.scopeNote)
    for code in pointed:
        assert (code, SKOS.prefLabel, None) in codes


def test_every_actor_and_place_class_has_its_place_in_the_tree(ontology: Graph) -> None:
    for name in ACTOR_TYPES:
        assert KG.Actor in set(ontology.transitive_objects(KG[name], RDFS.subClassOf)), name
    for name in PLACE_TYPES | {"Country"}:
        assert KG.Place in set(ontology.transitive_objects(KG[name], RDFS.subClassOf)), name


@pytest.mark.parametrize("name", RELATIONS)
def test_relation_has_domain_and_range(name: str, ontology: Graph) -> None:
    assert ontology.value(KG[name], RDFS.domain)
    assert ontology.value(KG[name], RDFS.range)


@pytest.mark.parametrize("prefix", ALIGNED)
def test_is_aligned(prefix: str, ontology: Graph) -> None:
    ways = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch, SKOS.relatedMatch)
    assert any(str(o).startswith(vocab.PREFIXES[prefix]) for way in ways for o in ontology.objects(None, way))


def test_no_property_makes_a_prospect_an_event_of_another_vocabulary(ontology: Graph) -> None:
    # SEM and schema.org give their event properties an event as domain; below them every prospect would become one.
    above = {
        str(o) for s, o in ontology.subject_objects(RDFS.subPropertyOf) if (s, RDFS.domain, KG.Situation) in ontology
    }
    assert {iri for iri in above if iri not in vocab.KG} == set()


def test_codes_form_two_schemes(codes: Graph) -> None:
    concepts = set(codes.subjects(RDF.type, SKOS.Concept))
    assert len(set(codes.subjects(SKOS.topConceptOf, CODE.plover))) == 16
    assert len(set(codes.subjects(SKOS.topConceptOf, CODE.cameo))) == 20
    for concept in concepts:
        assert len(list(codes.objects(concept, SKOS.notation))) == 1
        assert len(list(codes.objects(concept, SKOS.inScheme))) == 1
        for broader in codes.objects(concept, SKOS.broader):
            assert broader in concepts
            assert str(codes.value(concept, SKOS.notation)).startswith(str(codes.value(broader, SKOS.notation)))


def test_disjoint_classes_are_ours(ontology: Graph) -> None:
    lists = list(ontology.objects(None, OWL.members))
    assert lists
    for members in lists:
        assert {str(m).removeprefix(vocab.KG.iri) for m in Collection(ontology, members)} <= CLASSES


def test_is_consistent_under_owl_rl_with_a_graph_of_ours(ontology: Graph, codes: Graph) -> None:
    assert complaints(ontology, codes, Graph().parse(TESTS / "queries" / "brask.ttl")) == []


WRONG = {
    "an event and a prospect": "id:wrong a kg:Event , kg:Prospect .",
    "a person and an organization": "id:wrong a kg:Person , kg:Company .",
    "a person and a place": "id:wrong a kg:Person , kg:Facility .",
    "a prospect of an event class": "id:wrong a kg:Prospect , kg:Attack .",
    "an event that was only planned": "id:wrong a kg:Attack ; kg:factuality kg:Planned .",
    "an event that is denied": "id:wrong a kg:Attack ; kg:polarity kg:Negated .",
    "an actor as a trigger": "id:wrong kg:trigger id:wrong . id:wrong a kg:Person .",
    "two bounds at once": "id:wrong kg:bound kg:AtLeast , kg:AtMost .",
}


@pytest.mark.parametrize("turtle", WRONG.values(), ids=WRONG.keys())
def test_owl_rl_finds_a_contradiction(turtle: str, ontology: Graph) -> None:
    prefixes = f"@prefix kg: <{vocab.KG.iri}> .\n@prefix id: <{vocab.DATA_BASE}> .\n"
    assert complaints(axioms(ontology), Graph().parse(data=prefixes + turtle))


def test_axioms_alone_are_consistent(ontology: Graph) -> None:
    assert complaints(axioms(ontology)) == []


def axioms(ontology: Graph) -> Graph:
    """What reasoning needs, with one event class for all of them: the whole takes six times as long."""
    kept = Graph()
    others = {KG[name] for name in EVENT_TYPES - {"Attack"}}
    for s, p, o in ontology:
        foreign = isinstance(o, URIRef) and o not in OWL and o not in RDF and str(o) not in vocab.KG
        if s not in others and not foreign and not isinstance(o, Literal):
            kept.add((s, p, o))
    return kept
