"""Each RDF format read by programs that are not ours: rapper, serdi, Apache Jena, rdflib and jsonld.js."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from facts import FACTS, hostile
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse
from tools import jena, needed, node, ran

from kg.errors import GraphError, OptionError
from kg.export import EXPORTERS
from kg.export.reified import reified
from kg.rdf import quads
from kg.store import dumped, from_quads, load, ntriples, rdfxml
from kg.vocab import KG, RDF

LUMBALA = from_quads(quads(FACTS))
HOSTILE = from_quads(quads(hostile()))
STORES = {"lumbala": LUMBALA, "hostile": HOSTILE}
RAPPER = {"ttl": "turtle", "trig": "trig", "nt": "ntriples", "nq": "nquads", "rdf": "rdfxml"}
SERDI = {"ttl": "turtle", "trig": "trig", "nt": "ntriples", "nq": "nquads"}


def told(store: Store) -> set[Triple]:
    return {Triple(q.subject, q.predicate, q.object) for q in store}


def without(store: Store, character: str) -> Store:
    """The store with a character cut out of its literals."""
    plain = (
        Quad(q.subject, q.predicate, Literal(q.object.value.replace(character, "")), q.graph_name)
        if isinstance(q.object, Literal) and character in q.object.value
        else q
        for q in store
    )
    return from_quads(plain)


def xml_safe(store: Store) -> set[Triple]:
    """The triples as RDF/XML can hold them: what XML forbids is U+FFFD."""
    forbidden = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
    return {
        Triple(t.subject, t.predicate, Literal(forbidden.sub("\ufffd", t.object.value)))
        if isinstance(t.object, Literal) and forbidden.search(t.object.value)
        else t
        for t in told(store)
    }


def exported(name: str, store: Store, folder: Path) -> Path:
    """The one file that an exporter writes."""
    ((path, data),) = EXPORTERS[name](store, "a").items()
    (folder / path).write_bytes(data)
    return folder / path


def triples(lines: bytes) -> set[Triple]:
    return {Triple(q.subject, q.predicate, q.object) for q in parse(lines, format=RdfFormat.N_QUADS)}


@pytest.mark.parametrize("name", RAPPER)
@pytest.mark.parametrize("store", STORES)
def test_rapper_reads_the_same_triples(store: str, name: str, tmp_path: Path) -> None:
    needed("rapper")
    # rapper refuses U+FFFE, also escaped, and cuts a string at U+0000
    held = STORES[store] if name == "rdf" else without(without(STORES[store], "\ufffe"), "\0")
    path = exported(name, held, tmp_path)
    read = triples(ran("rapper", "-q", "-i", RAPPER[name], "-o", "ntriples", str(path)))
    assert read == (xml_safe(held) if name == "rdf" else told(held))


@pytest.mark.parametrize("name", SERDI)
@pytest.mark.parametrize("store", STORES)
def test_serdi_reads_the_same_triples(store: str, name: str, tmp_path: Path) -> None:
    needed("serdi")
    path = exported(name, STORES[store], tmp_path)
    assert triples(ran("serdi", "-i", SERDI[name], "-o", "nquads", str(path))) == told(STORES[store])


@pytest.mark.parametrize("store", STORES)
def test_jena_reads_the_same_quads(store: str, tmp_path: Path) -> None:
    held, odd = STORES[store], store == "hostile"  # Jena warns of U+FFFD, and reads on
    files = [str(exported(name, held, tmp_path)) for name in ("trig", "nq", "ttl", "nt", "rdf")]
    lines = jena("riotcmd.riot", "--output=nq", *files, warnings=odd)  # not JSON-LD 1.1: Debian's Jena cannot read it
    found = Counter(parse(lines, format=RdfFormat.N_QUADS))
    plain = [Quad(*triple) for group in (told(held), told(held), xml_safe(held)) for triple in group]
    assert found == Counter([*held, *held, *plain])


@pytest.mark.parametrize("store", STORES)
def test_rdflib_reads_the_same_triples(store: str, tmp_path: Path) -> None:
    for name, form in {"nt": "nt", "rdf": "xml", "ttl": "turtle"}.items():
        graph = rdflib.Graph().parse(exported(name, STORES[store], tmp_path), format=form)
        wanted = xml_safe(STORES[store]) if name == "rdf" else told(STORES[store])
        assert len(graph) == len(wanted), name
        assert {str(o) for o in graph.objects()} == {t.object.value for t in wanted if hasattr(t.object, "value")}, name


class TestRdfXml:
    def test_what_xml_cannot_hold_is_told(self) -> None:
        data = rdfxml([Quad(NamedNode("urn:a"), NamedNode("urn:p#b"), Literal("x\x00\r\ny\ufffe"))])
        assert data.splitlines()[1] == b"<!-- 2 characters that XML 1.0 cannot hold written as U+FFFD -->"
        (read,) = parse(data, format=RdfFormat.RDF_XML)
        assert read.object == Literal("x\ufffd\r\ny\ufffd")  # as long as before: offsets stay true

    def test_nothing_is_told_where_nothing_is_lost(self) -> None:
        data = EXPORTERS["rdf"](LUMBALA, "a")["a.rdf"]
        assert b"<!--" not in data
        assert triples_of(data) == told(LUMBALA)

    def test_a_namespace_that_is_not_used_is_not_declared(self) -> None:
        head = EXPORTERS["rdf"](LUMBALA, "a")["a.rdf"].decode().split(">")[1]
        declared = re.findall(r"xmlns:(\w+)=", head)
        assert declared == sorted(declared)
        assert "kg" in declared
        assert "foaf" not in declared

    def test_a_dump_is_the_same(self) -> None:
        assert dumped(LUMBALA, "rdf") == EXPORTERS["rdf"](LUMBALA, "a")["a.rdf"]
        assert dumped(LUMBALA, "nt") == EXPORTERS["nt"](LUMBALA, "a")["a.nt"] == ntriples(LUMBALA)

    @pytest.mark.parametrize("iri", ["https://example.org/1", "urn:example:"])
    def test_a_property_that_is_no_name(self, iri: str) -> None:
        quad = Quad(NamedNode("urn:a"), NamedNode(iri), Literal("x"))
        with pytest.raises(OptionError, match="RDF/XML cannot write the property") as caught:
            rdfxml([quad])
        assert iri in str(caught.value)

    def test_triple_terms_are_left_out_and_told(self) -> None:
        plain = Quad(NamedNode("urn:a"), NamedNode("urn:p#b"), Literal("x"))
        term = Quad(NamedNode("urn:r"), NamedNode(RDF.reifies), Triple(plain.subject, plain.predicate, plain.object))
        data = rdfxml([plain, term])
        assert data.splitlines()[1].startswith(b"<!-- triples with triple terms left out: 1")
        assert triples_of(data) == {Triple(plain.subject, plain.predicate, plain.object)}

    def test_text_that_looks_like_the_root(self) -> None:
        words = Literal('<rdf:RDF xmlns:evil="urn:e"> <!-- & ]]>')
        quad = Quad(NamedNode("urn:a"), NamedNode("urn:p#b"), words)
        (read,) = parse(rdfxml([quad]), format=RdfFormat.RDF_XML)
        assert read.object == words

    @pytest.mark.parametrize("iri", ["https://example.org/a-", "https://example.org/a%20b", "urn:p:Ünï"])
    def test_properties_with_odd_names(self, iri: str) -> None:
        quad = Quad(NamedNode("urn:a"), NamedNode(iri), Literal("x"))
        assert set(rdflib.Graph().parse(rdfxml([quad]), format="xml").predicates()) == {rdflib.URIRef(iri)}


def triples_of(data: bytes) -> set[Triple]:
    return {Triple(q.subject, q.predicate, q.object) for q in parse(data, format=RdfFormat.RDF_XML)}


class TestTurtle12:
    @pytest.mark.parametrize("store", STORES)
    def test_it_holds_the_graph_and_the_evidence_of_its_triples(self, store: str) -> None:
        data = EXPORTERS["ttl12"](STORES[store], "a")["a-rdf12.ttl"]
        read = set(parse(data, format=RdfFormat.TURTLE))
        plain = {Quad(t.subject, t.predicate, t.object) for t in told(STORES[store])}
        assert plain < read
        assert read - plain == {Quad(q.subject, q.predicate, q.object) for q in reified(STORES[store])}

    def test_each_statement_reifies_a_triple_of_the_graph_and_has_passages(self) -> None:
        store = from_quads([*LUMBALA, *(Quad(*q) for q in reified(LUMBALA))])
        known = told(LUMBALA)
        found = [q for q in store if q.predicate == NamedNode(RDF.reifies)]
        assert len(found) > 40
        for quad in found:
            assert quad.object in known
            evidence = list(store.quads_for_pattern(quad.subject, NamedNode(KG.evidence), None))
            assert evidence, quad

    def test_it_can_be_asked_for_the_words_behind_one_role(self, tmp_path: Path) -> None:
        store = load(exported("ttl12", LUMBALA, tmp_path))
        asked = """
            PREFIX kg: <https://w3id.org/newskg/ontology#> PREFIX id: <https://w3id.org/newskg/id/>
            PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
            PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
            SELECT DISTINCT ?words { GRAPH ?g {
                ?s rdf:reifies <<( id:event-deployment01 kg:startDate ?day )>> ; kg:evidence/nif:anchorOf ?words } }"""
        answers = [str(row["words"].value) for row in store.query(asked)]  # type: ignore[union-attr]
        assert "on Monday" in answers

    def test_an_old_reader_stops_at_the_first_line(self, tmp_path: Path) -> None:
        path = exported("ttl12", LUMBALA, tmp_path)
        assert path.read_bytes().startswith(b'VERSION "1.2"\n')
        with pytest.raises(Exception, match="line 1"):
            rdflib.Graph().parse(path, format="turtle")

    def test_load_tells_a_broken_one(self, tmp_path: Path) -> None:
        path = tmp_path / "a.ttl"
        path.write_bytes(EXPORTERS["ttl12"](LUMBALA, "a")["a-rdf12.ttl"].replace(b")>>", b">>", 1))
        with pytest.raises(GraphError, match="is not Turtle"):
            load(path)


TO_QUADS = """
const jsonld = require('jsonld');
const offline = async address => { throw new Error('asked the network for ' + address); };
const document = JSON.parse(require('fs').readFileSync(0));
jsonld.toRDF(document, {format: 'application/n-quads', documentLoader: offline})
  .then(quads => process.stdout.write(quads)).catch(error => { console.error(error); process.exit(1); });
"""
FRAME = """
const jsonld = require('jsonld');
const offline = async address => { throw new Error('asked the network for ' + address); };
const document = JSON.parse(require('fs').readFileSync(0));
const context = [document['@context'], {reports: {'@reverse': 'kg:reportedIn'}}];
jsonld.frame(document, {'@context': context, '@type': 'Article', reports: {}}, {documentLoader: offline})
  .then(told => process.stdout.write(JSON.stringify(told))).catch(error => { console.error(error); process.exit(1); });
"""


class TestJsonLdJs:
    @pytest.mark.parametrize("store", STORES)
    def test_it_reads_the_same_quads(self, store: str) -> None:
        lines = node(TO_QUADS, EXPORTERS["jsonld"](STORES[store], "a")["a.jsonld"], "jsonld")
        assert set(parse(lines, format=RdfFormat.N_QUADS)) == set(STORES[store])

    def test_framed_by_article_each_situation_is_below_it(self) -> None:
        framed = json.loads(node(FRAME, EXPORTERS["jsonld"](LUMBALA, "a")["a.jsonld"], "jsonld"))
        assert framed["@id"] == "article-lumbala"
        situations = {q.subject for q in LUMBALA if q.object == NamedNode(KG.Situation)}
        assert {f"https://w3id.org/newskg/id/{s['@id']}" for s in framed["reports"]} == {
            s.value for s in situations if isinstance(s, NamedNode)
        }
        deployment = next(s for s in framed["reports"] if s["@id"] == "event-deployment01")
        assert deployment["agent"]["skos:prefLabel"] == "Norway"
