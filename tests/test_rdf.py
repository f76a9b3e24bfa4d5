"""Facts as quads: the contract's terms, flat IRIs, one graph an article, hostile text."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from facts import ARTICLE, FACTS, HOSTILE, hostile
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from kg.errors import OptionError
from kg.model import EVENT_TYPES, Facts, IssuedBasis
from kg.rdf import literal_text, quads
from kg.validate import check_passages, validate
from kg.vocab import DATA_BASE, KG, PREFIXES, RDF_TYPE, figure_id, post_id, relation_id

LUMBALA = f"{DATA_BASE}article-lumbala"


def expand(name: str) -> str:
    """The IRI that a prefixed name stands for."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def values(subject: str, predicate: str, facts: Facts = FACTS) -> set[str]:
    """What the quads say, by prefixed names: literals by their text, nodes by the end of their IRI."""
    s, p = NamedNode(expand(subject)), NamedNode(expand(predicate))
    found = [q.object for q in quads(facts) if (q.subject, q.predicate) == (s, p)]
    ends = {re.split(r"[/#](?!char=|$)", o.value)[-1] for o in found if isinstance(o, NamedNode)}
    return ends | {o.value for o in found if isinstance(o, Literal)}


def figure_node(situation: str, words: str) -> str:
    """The figure of a situation that starts with `words`."""
    figures = next(s.figures for s in FACTS.situations if s.id == situation)
    told = next(f for f in figures if ARTICLE.text.startswith(words, f.span.start))
    return f"id:{figure_id(situation, told.span.start, told.bound, told.value, told.measures)}"


FUNDING = figure_node("prospect-funding01", "3.5 million")
TIMES = figure_node("prospect-funding01", "three times")
MEDICS = figure_node("event-deployment01", "more than 40")
DOCKERS = figure_node("event-killing01", "about 12")
MINISTER = f"id:{post_id('person-ingrid-solheim', 'Foreign Minister', 'country-norway', 'current')}"
OPPOSES = f"id:{relation_id('organization-dockers-front', 'opposes', 'securityforce-army')}"
COMPARED = "id:" + next(iter(values(TIMES, "kg:comparison")))

WRITTEN = [
    ("id:article-lumbala", "rdf:type", {"Article"}),
    ("id:article-lumbala", "dcterms:title", {"Norway sends medics to Lumbala after port blast"}),
    ("id:article-lumbala", "dcterms:issued", {"2024-05-15"}),
    ("id:article-lumbala", "kg:issuedBasis", {"stated"}),
    ("id:article-lumbala", "dcterms:source", {"lumbala?id=7"}),
    ("id:article-lumbala", "dcterms:publisher", {"The Example Post"}),
    ("id:article-lumbala", "kg:digest", {ARTICLE.digest}),
    ("id:article-lumbala", "kg:textLength", {str(len(ARTICLE.text))}),
    ("id:article-lumbala#char=56,64", "rdf:type", {"Passage"}),
    ("id:article-lumbala#char=56,64", "nif:beginIndex", {"56"}),
    ("id:article-lumbala#char=56,64", "nif:endIndex", {"64"}),
    ("id:article-lumbala#char=56,64", "nif:anchorOf", {"deployed"}),
    ("id:article-lumbala#char=56,64", "nif:referenceContext", {"article-lumbala"}),
    ("id:event-deployment01", "rdf:type", {"Event", "Deployment", "Situation"}),
    ("id:event-deployment01", "rdfs:label", {'Deployment: "deployed"'}),
    ("id:event-deployment01", "kg:eventType", {"Deployment"}),
    ("id:event-deployment01", "kg:trigger", {"article-lumbala#char=56,64", "article-lumbala#char=7,12"}),
    ("id:event-deployment01", "kg:agent", {"country-norway"}),
    ("id:event-deployment01", "kg:patient", {"group-medics"}),
    ("id:event-deployment01", "kg:destination", {"place-lumbala"}),
    ("id:event-deployment01", "kg:cause", {"event-killing01"}),
    ("id:event-deployment01", "kg:startDate", {"2024-05-13"}),
    ("id:event-deployment01", "kg:endDate", {"2024-05-13"}),
    ("id:event-deployment01", "kg:edtf", {"2024-05-13"}),
    ("id:event-deployment01", "kg:dateBasis", {"article"}),
    ("id:event-deployment01", "kg:factuality", {"Actual"}),
    ("id:event-deployment01", "kg:polarity", {"Affirmed"}),
    ("id:event-deployment01", "kg:reportedIn", {"article-lumbala"}),
    ("id:event-statement01", "kg:quotation", {"article-lumbala#char=164,193"}),
    ("id:event-pledge01", "kg:content", {"prospect-funding01"}),
    ("id:prospect-funding01", "rdf:type", {"Prospect", "Situation"}),
    ("id:prospect-funding01", "kg:eventType", {"Funding"}),
    ("id:prospect-funding01", "kg:factuality", {"Pledged"}),
    ("id:prospect-funding01", "kg:attributedTo", {"person-ingrid-solheim"}),
    ("id:prospect-evacuation01", "rdf:type", {"Prospect", "Situation"}),
    ("id:prospect-evacuation01", "kg:polarity", {"Negated"}),
    (MEDICS, "rdf:type", {"Figure"}),
    (MEDICS, "rdfs:label", {"more than 40 (medic deployed)"}),
    (MEDICS, "kg:value", {"40"}),
    (MEDICS, "kg:bound", {"AtLeast"}),
    (MEDICS, "kg:lowerBound", {"40"}),
    (MEDICS, "kg:upperBound", set()),
    (MEDICS, "kg:unitText", {"medic"}),
    (MEDICS, "kg:measures", {"deployed"}),
    (DOCKERS, "kg:asOf", {"2024-05-13"}),
    (FUNDING, "kg:value", {"3500000"}),
    (FUNDING, "kg:upperBound", {"3500000"}),
    (COMPARED, "rdf:type", {"Comparison"}),
    (COMPARED, "kg:comparisonKind", {"Ratio"}),
    (COMPARED, "kg:direction", {"more"}),
    (COMPARED, "kg:baseline", {"the 2023 figure"}),
    (COMPARED, "kg:baselineStart", {"2023-01-01"}),
    (COMPARED, "kg:baselineEnd", {"2023-12-31"}),
    ("id:country-norway", "rdf:type", {"Country", "Actor", "Place"}),
    ("id:country-norway", "skos:prefLabel", {"Norway"}),
    ("id:country-norway", "skos:altLabel", set()),
    ("id:country-norway", "owl:sameAs", {"Q20"}),
    ("id:country-norway", "skos:exactMatch", {"3144096/"}),
    ("id:country-norway", "geo:lat", {"62"}),
    ("id:country-norway", "geo:long", {"10"}),
    ("id:place-lumbala", "geo:lat", {"-11.25"}),
    ("id:place-lumbala", "kg:within", {"place-southern-coast"}),
    ("id:place-southern-coast", "kg:mention", set()),
    ("id:place-southern-coast", "dcterms:relation", {"article-lumbala"}),
    ("id:person-ingrid-solheim", "rdf:type", {"Person", "Actor"}),
    ("id:person-ingrid-solheim", "skos:altLabel", {"Solheim"}),
    ("id:person-ingrid-solheim", "kg:nationality", {"country-norway"}),
    (MINISTER, "rdf:type", {"Post"}),
    (MINISTER, "kg:title", {"Foreign Minister"}),
    (MINISTER, "kg:of", {"country-norway"}),
    (MINISTER, "kg:status", {"current"}),
    ("id:organization-dockers-front", "kg:opposes", {"securityforce-army"}),
    (OPPOSES, "rdf:type", {"Relation"}),
    (OPPOSES, "kg:relationKind", {"opposes"}),
    (OPPOSES, "kg:relationSubject", {"organization-dockers-front"}),
    (OPPOSES, "kg:relationObject", {"securityforce-army"}),
    ("id:extraction-lumbala", "prov:used", {"article-lumbala"}),
]


@pytest.mark.parametrize(("subject", "predicate", "expected"), WRITTEN, ids=lambda v: v if isinstance(v, str) else "")
def test_contract(subject: str, predicate: str, expected: set[str]) -> None:
    assert values(subject, predicate) == expected


def test_datatypes() -> None:
    told = {(q.predicate.value, q.object.datatype.value) for q in quads(FACTS) if isinstance(q.object, Literal)}
    by_name = defaultdict(set)
    for predicate, datatype in told:
        by_name[re.split("[#/]", predicate)[-1]].add(datatype.split("#")[-1])
    assert by_name["startDate"] == by_name["issued"] == by_name["asOf"] == {"date"}
    assert by_name["value"] == {"integer"}
    assert by_name["lat"] == {"decimal"}
    assert by_name["beginIndex"] == {"integer"}


@pytest.mark.parametrize(
    ("value", "lexical", "datatype"),
    [(0.5, "0.5", "decimal"), (1e21, "1" + "0" * 21, "integer"), (1e-7, "0.0000001", "decimal"), (-3, "-3", "integer")],
    ids=str,
)
def test_numbers_have_no_exponent(value: float, lexical: str, datatype: str) -> None:
    situation = FACTS.situations[0]
    changed = replace(situation, figures=(replace(situation.figures[0], value=value),))
    told = [q.object for q in quads(replace(FACTS, situations=(changed,))) if q.predicate.value == KG.value]
    assert told == [Literal(lexical, datatype=NamedNode(PREFIXES["xsd"] + datatype))]


def test_what_did_not_happen_is_no_instance_of_an_event_class() -> None:
    classes = defaultdict(set)
    for q in quads(FACTS):
        if q.predicate.value == RDF_TYPE and isinstance(q.object, NamedNode):
            classes[q.subject].add(q.object.value)
    prospects = {s for s, kinds in classes.items() if KG.Prospect in kinds}
    events = {s for s, kinds in classes.items() if KG.Event in kinds}
    assert len(prospects) == 2
    assert len(events) == 4
    assert not prospects & events
    assert all(not classes[s] & {KG[name] for name in EVENT_TYPES} for s in prospects)
    assert all(len(classes[s] & {KG[name] for name in EVENT_TYPES}) == 1 for s in events)


def subject_of(quad: Quad) -> str:
    assert isinstance(quad.subject, NamedNode)  # no blank nodes, no triple terms
    return quad.subject.value


@pytest.mark.parametrize("facts", [FACTS, hostile()], ids=["lumbala", "hostile"])
def test_every_iri_is_flat_and_in_the_graph_of_the_article(facts: Facts) -> None:
    told = list(quads(facts))
    assert len(told) == len(set(told))
    assert len({q.graph_name for q in told}) == 1
    for quad in told:
        assert re.fullmatch(re.escape(DATA_BASE) + r"[A-Za-z0-9._~%-]+(#char=\d+,\d+)?", subject_of(quad))


@pytest.mark.parametrize("facts", [FACTS, hostile()], ids=["lumbala", "hostile"])
def test_every_subject_reaches_a_passage_or_the_article(facts: Facts) -> None:
    """Along the triples; only the software, which the extraction names, is reached instead of reaching."""
    told = list(quads(facts))
    onward: dict[str, set[str]] = defaultdict(set)
    for quad in told:
        if isinstance(quad.object, NamedNode):
            onward[subject_of(quad)].add(quad.object.value)
    article = subject_of(told[0])
    for subject in {subject_of(q) for q in told if "/software-" not in subject_of(q)}:
        seen, queue = {subject}, [subject]
        while queue:
            new = onward[queue.pop()] - seen
            seen |= new
            queue += new
        assert any(
            iri.startswith(article) for iri in seen - ({subject} if "#char" not in subject else set()) | {article}
        )
        assert subject == article or any(iri.startswith(article) for iri in seen)


def test_another_base() -> None:
    told = list(quads(FACTS, "https://data.example.org/news/"))
    assert all(subject_of(q).startswith("https://data.example.org/news/") for q in told)
    assert not any("w3id.org/newskg/id" in str(q) for q in told)
    with pytest.raises(OptionError):
        list(quads(FACTS, "not a base"))


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=c&d=%20#e", True),
        ("http://example.org", True),
        ("HTTPS://example.org/", True),
        ("https://exämple.org/ä", True),
        ("javascript:alert(1)", False),
        ("ftp://example.org/", False),
        ("https://", False),
        ("https:///path", False),
        ("https://example.org/a b", False),
        ("https://example.org/<script>", False),
        ("https://example.org:port/", False),
        ("https://[::1/", False),
        ("example.org", False),
        ("https://example.org/\ud800", False),
        ("", False),
    ],
)
def test_only_a_web_address_is_a_source(url: str, kept: bool) -> None:
    facts = replace(FACTS, article=replace(ARTICLE, url=url))
    told = [q.object for q in quads(facts) if q.predicate.value == expand("dcterms:source")]
    assert told == ([NamedNode(url)] if kept else [])


def test_unknown_date_and_empty_fields_are_left_out() -> None:
    bare = replace(ARTICLE, issued=None, issued_basis=IssuedBasis.UNKNOWN, title="", publisher=" ", url="")
    told = {q.predicate.value for q in quads(replace(FACTS, article=bare)) if subject_of(q) == LUMBALA}
    assert told == {RDF_TYPE, KG.issuedBasis, KG.digest, KG.textLength}


def test_article_without_facts() -> None:
    empty = Facts(replace(ARTICLE, text="", blocks=()), (), (), (), (), ())
    assert {subject_of(q).rsplit("/", 1)[-1] for q in quads(empty)} == {
        "article-lumbala", "extraction-lumbala", "software-kg-0-1-0",
    }  # fmt: skip


def test_hostile_text_survives_every_parser() -> None:
    told = list(quads(hostile()))
    nquads = serialize(told, format=RdfFormat.N_QUADS)
    assert set(parse(nquads, format=RdfFormat.N_QUADS)) == set(told)
    triples = [Triple(q.subject, q.predicate, q.object) for q in told]
    turtle = serialize(triples, format=RdfFormat.TURTLE)
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == len(told)
    anchors = {
        o.value for q in told if q.predicate.value == expand("nif:anchorOf") and isinstance(o := q.object, Literal)
    }
    assert anchors == {literal_text(hostile().article.text), "killed"}
    assert "<script>alert(1)</script>" in literal_text(HOSTILE)
    assert len(literal_text(HOSTILE)) == len(HOSTILE)


@pytest.mark.parametrize("facts", [FACTS, hostile()], ids=["lumbala", "hostile"])
def test_the_graph_conforms_to_the_shapes_and_to_the_text(facts: Facts) -> None:
    triples = (Triple(q.subject, q.predicate, q.object) for q in quads(facts))
    graph = rdflib.Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    assert validate(graph) == ()
    assert check_passages(graph, facts.article.text) == ()


def test_links_are_written_only_where_they_are_ids() -> None:
    told = {q.predicate.value for q in quads(hostile())}
    assert expand("owl:sameAs") not in told
    assert expand("skos:exactMatch") not in told


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_same_bytes_whatever_the_hash_seed(seed: str) -> None:
    program = "import sys; from facts import FACTS; from kg.rdf import quads; print(*quads(FACTS), sep='\\n')"
    run = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent,
        env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
    )
    assert run.stdout.splitlines() == [str(q) for q in quads(FACTS)]
