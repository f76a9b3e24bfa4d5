"""The IRIs of our namespace lead to pages and RDF: the ontology and its codes, and the nodes of a graph."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("starlette")

from facts import FACTS
from pyoxigraph import RdfFormat, parse
from serving import HTML, filled
from starlette.testclient import TestClient

from kg.answer.formats import GRAPHS
from kg.rdf import quads
from kg.serve import Settings, application
from kg.serve.grouping import grouped, quotes
from kg.serve.showing import cell, link
from kg.serve.vocabulary import DOCUMENTS, short, terms
from kg.vocab import DATA_BASE, KG, XSD, ontology_dir

SAMPLE = Path(__file__).parents[1] / "exports" / "haiti-mission.ttl"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = filled(tmp_path_factory.mktemp("namespace") / "archive")
    with TestClient(application(Settings(store, timeout=30, hosts=("testserver",)))) as made:
        yield made


class TestVocabulary:
    def test_what_the_editor_offers(self, client: TestClient) -> None:
        told = client.get("/page/vocabulary.json").json()
        offered = {term["name"]: term for term in told["terms"]}
        assert {short(KG[name]) for name in KG.terms} <= set(offered)
        assert all(term["definition"] for term in told["terms"])
        assert offered["kg:Killing"]["kind"] == "event class"
        assert offered["kg:factuality"]["range"] in offered["kg:Planned"]["types"]
        assert offered["kg:eventType"]["range"] in offered["kg:Death"]["types"]

    def test_every_property_that_graphs_use_is_offered(self, client: TestClient) -> None:
        offered = {term["name"] for term in client.get("/page/vocabulary.json").json()["terms"]}
        sample = parse(SAMPLE.read_bytes(), RdfFormat.TURTLE)
        used = {short(quad.predicate.value) for quad in (*quads(FACTS), *sample)}
        assert used <= offered

    @pytest.mark.parametrize("name", DOCUMENTS)
    def test_our_namespace(self, name: str, client: TestClient) -> None:
        packed = (ontology_dir() / DOCUMENTS[name]).read_bytes()
        assert client.get(f"/{name}", headers={"Accept": "text/turtle"}).content == packed
        count = len({*parse(packed, RdfFormat.TURTLE)})
        for media, form in GRAPHS.items():
            answer = client.get(f"/{name}", headers={"Accept": media})
            assert answer.headers["content-type"].split(";")[0] == media
            assert len({*parse(answer.content, form)}) == count
        page = client.get(f"/{name}", headers=HTML).text
        assert 'rel="alternate" type="text/turtle"' in page
        for term in terms(name).values():
            assert page.count(f'<li id="{term.local}"') == 1
            assert term.definition in html.unescape(page)


class TestNodes:
    def test_an_article(self, client: TestClient) -> None:
        page = client.get("/id/article-lumbala", headers=HTML).text
        assert f'href="/view?graph={quote(DATA_BASE + "article-lumbala", safe="/")}"' in page
        assert 'href="https://news.example.org/2024/lumbala?id=7"' in page
        assert '<link rel="alternate" type="text/turtle" href="/id/article-lumbala">' in page
        inside = {str(q.subject).strip("<>") for q in quads(FACTS) if "#char=" in str(q.subject)}
        assert all(f'id="{iri.partition("#")[2]}"' in page for iri in inside)

    def test_an_event_in_its_sentences(self, client: TestClient) -> None:
        page = client.get("/id/event-deployment01", headers=HTML).text
        assert '<mark title="trigger">deployed</mark>' in page
        assert 'href="/ontology#Deployment"' in page
        assert "<h2>Who takes part</h2>" in page
        assert '<a href="/ontology#startDate"' in page

    def test_groups_and_quotes(self) -> None:
        def passage(begin: int, end: int) -> dict[str, Any]:
            place = {"article": "a", "title": "A", "start": 10, "stop": 30, "text": "Somebody died there."}
            return {"type": "uri", "value": f"a#char={begin},{end}", "begin": begin, "end": end, **place}

        says = {
            KG.evidence: [passage(10, 30)],
            KG.trigger: [passage(19, 23)],
            KG.timeExpression: [passage(21, 29)],
            KG.endDate: [{"type": "literal", "value": "2024-05-02"}],
            KG.startDate: [{"type": "literal", "value": "2024-05-01"}],
            "https://example.org/odd": [{"type": "literal", "value": "x"}],
        }
        (quote,) = quotes(says)
        assert quote.pieces == (("Somebody ", ""), ("died", "trigger"), (" there.", ""))
        assert quote.roles == ("evidence", "trigger", "time expression")
        assert [(group, [p for p, _ in rows]) for group, rows in grouped(says)] == [
            ("When", [KG.startDate, KG.endDate]),
            ("Names and links", ["https://example.org/odd"]),
        ]

    @pytest.mark.parametrize(
        ("iri", "address"),
        [
            (f"{DATA_BASE}place-goma", "/id/place-goma"),
            (f"{DATA_BASE}article-a#char=1,2", "/id/article-a#char=1,2"),
            (f"{DATA_BASE}odd?x=%41", "/id/odd%3Fx=%2541"),
            (KG.Killing, "/ontology#Killing"),
            ("http://www.wikidata.org/entity/Q1", "http://www.wikidata.org/entity/Q1"),
            ("javascript:alert(1)", ""),
            ("data:text/html,x", ""),
        ],
    )
    def test_links(self, iri: str, address: str) -> None:
        assert link(iri, DATA_BASE) == address

    @pytest.mark.parametrize(
        ("value", "datatype", "shown"),
        [
            ("12500", XSD.integer, ("number", "12,500")),
            ("2025", XSD.integer, ("number", "2025")),
            ("-1000000.50", XSD.decimal, ("number", "-1,000,000.50")),
            ("9" * 5000, XSD.integer, ("number", None)),
            ("2024-05-31T10:00:00Z", XSD.dateTime, ("date", "2024-05-31 10:00:00 UTC")),
            ("<b>", XSD.string, ("text", "<b>")),
        ],
    )
    def test_readable_values(self, value: str, datatype: str, shown: tuple[str, str | None]) -> None:
        found = cell({"type": "literal", "value": value, "datatype": datatype}, DATA_BASE)
        assert found.kind == shown[0]
        assert shown[1] is None or found.text == shown[1]
