"""The endpoint: the query part of the SPARQL 1.1 Protocol, its formats, and what it says of itself and its nodes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

pytest.importorskip("starlette")

from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, parse, parse_query_results
from serving import EVIL, GRAPHS, filled
from starlette.testclient import TestClient

from kg.answer.formats import GRAPHS as GRAPH_TYPES
from kg.answer.formats import RESULTS, chosen
from kg.serve import Settings, application
from kg.serve.log import entry
from kg.store import changing
from kg.vocab import DATA_BASE, FOAF, KG

LOG: list[str] = []
DIRECT = {"Content-Type": "application/sparql-query"}
BOTH = "SELECT ?n { { ?s foaf:nick ?n } UNION { GRAPH ?g { ?s foaf:nick ?n } } } ORDER BY ?n"
NOTES = "SELECT ?n { ?s foaf:nick ?n } ORDER BY ?n"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("serve") / "archive")


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    cors = ("https://page.example",)
    settings = Settings(store, timeout=10, max_rows=2000, hosts=("testserver",), cors=cors, body=9999)
    with TestClient(application(settings, LOG.append)) as made:
        yield made


def names(answer: Any) -> str:
    """The values of ?n, one after another."""
    assert answer.status_code == 200, answer.text
    return "".join(row["n"]["value"] for row in answer.json()["results"]["bindings"])


class TestProtocol:
    """What W3C's test suite (tests/test_serve_protocol.py) does not ask."""

    def test_a_charset_may_be_told(self, client: TestClient) -> None:
        utf8 = {"Content-Type": 'application/sparql-query; charset="UTF-8"'}
        assert names(client.post("/sparql", content="SELECT ('é' AS ?n) {}", headers=utf8)) == "é"

    def test_the_base_of_a_query(self, client: TestClient) -> None:
        for base, found in (("", DATA_BASE), ("BASE <https://example.org/>", "https://example.org/")):
            assert names(client.get("/sparql", params={"query": f"{base} SELECT (STR(<x>) AS ?n) {{}}"})) == f"{found}x"

    @pytest.mark.parametrize("way", ["get", "form", "direct"])
    @pytest.mark.parametrize(
        ("default", "named", "query", "found"),
        [
            ((), (), NOTES, "123"),
            ((0,), (), NOTES, "1"),
            ((0, 2), (), NOTES, "13"),
            ((), (1,), NOTES, ""),
            ((), (0, 1), NOTES.replace("{", "{ GRAPH ?g {").replace("}", "} }"), "12"),
            ((0,), (1,), NOTES.replace("{", "{ GRAPH ?g {").replace("}", "} }"), "2"),
            ((0,), (1, 2), BOTH, "123"),
            ((0,), (), f"SELECT ?n FROM <{GRAPHS[1]}> {{ ?s foaf:nick ?n }}", "1"),
            ((), (), f"SELECT ?n FROM <{GRAPHS[1]}> {{ ?s foaf:nick ?n }}", "2"),
        ],
    )  # fmt: skip
    def test_the_graphs_that_are_asked(
        self, way: str, default: tuple[int], named: tuple[int], query: str, found: str, client: TestClient
    ) -> None:
        told = {"default-graph-uri": [GRAPHS[i] for i in default], "named-graph-uri": [GRAPHS[i] for i in named]}
        if way == "get":
            answer = client.get("/sparql", params={**told, "query": query})
        elif way == "form":
            answer = client.post("/sparql", data={**told, "query": query})
        else:
            answer = client.post("/sparql", params=told, content=query, headers=DIRECT)
        assert names(answer) == found

    @pytest.mark.parametrize(
        ("query", "types"),
        [
            ("SELECT * { ?s foaf:nick ?n }", RESULTS),
            ("ASK {}", RESULTS),
            ("CONSTRUCT { ?s foaf:nick ?n } { ?s foaf:nick ?n }", GRAPH_TYPES),
            ("DESCRIBE <https://example.org/n1>", GRAPH_TYPES),
        ],
    )
    def test_every_format(self, query: str, types: dict[str, Any], client: TestClient) -> None:
        for media in types:
            answer = client.get("/sparql", params={"query": query}, headers={"Accept": media})
            assert answer.status_code == 200, media
            assert answer.headers["content-type"].split(";")[0] == media
            assert "Accept" in answer.headers["vary"]
            if types is GRAPH_TYPES:
                assert {q.predicate.value for q in parse(answer.content, format=types[media])} == {FOAF.nick}
            elif types[media] == QueryResultsFormat.CSV:
                assert answer.text in ("true",) or len(answer.text.splitlines()) == 4
            else:
                assert parse_query_results(answer.content, format=types[media])
        assert client.get("/sparql", params={"query": query}).headers["content-type"].startswith(next(iter(types)))

    @pytest.mark.parametrize(
        ("accept", "status"), [("image/png", 406), ("text/turtle", 406), ("text/turtle, */*;q=0.1", 200), ("", 200)]
    )
    def test_nothing_fits(self, accept: str, status: int, client: TestClient) -> None:
        answer = client.get("/sparql", params={"query": "SELECT * {}"}, headers={"Accept": accept})
        assert answer.status_code == status

    @pytest.mark.parametrize(
        ("method", "options", "status"),
        [
            ("DELETE", {}, 405),
            ("POST", {"params": {"query": "ASK {}"}, "content": "ASK {}", "headers": DIRECT}, 400),
            ("POST", {"params": {"query": "ASK {}"}, "data": {"query": "ASK {}"}}, 400),
            ("POST", {"content": b"query=%FF", "headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 400),
            ("GET", {"params": {"query": "SELEKT * {}"}}, 400),
            ("GET", {"params": {"query": ""}}, 400),
            ("POST", {"content": "", "headers": DIRECT}, 400),
            ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "https://example.org/none"}}, 400),
            ("GET", {"params": {"query": "ASK {}", "named-graph-uri": "no iri"}}, 400),
            ("POST", {"content": "x" * 10_000, "headers": DIRECT}, 413),
            ("POST", {"content": (b"x" for _ in range(10_000)), "headers": DIRECT}, 413),
            ("GET", {"params": {f"p{i}": "" for i in range(300)}}, 400),
        ],
    )  # fmt: skip
    def test_a_bad_request(self, method: str, options: dict[str, Any], status: int, client: TestClient) -> None:
        answer = client.request(method, "/sparql", **options)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        assert answer.text.count("\n") == 1
        assert "Allow" in answer.headers if status == 405 else True

    def test_a_mistake_is_told_with_its_place(self, client: TestClient) -> None:
        for lines, line in (("SELECT *\n{ ?s foo:bar ?o }", 2), ("SELEKT * {}", 1)):
            answer = client.get("/sparql", params={"query": lines})
            assert re.match(rf"query, line {line}, column \d+: ", answer.text)

    def test_bytes_that_are_no_utf8_in_the_address(self, client: TestClient) -> None:
        assert client.get("/sparql?query=ASK%20%7B%20%FF%7D").status_code == 400


class TestAnswers:
    def test_too_many_rows_are_no_answer(self, client: TestClient) -> None:
        numbers = " ".join("'\"},{\\n<result>" + f"{i}'" for i in range(50))
        for media in RESULTS:
            for rows, status in ((2000, 200), (2001, 422)):
                query = f"SELECT * {{ VALUES ?a {{ {numbers} }} VALUES ?b {{ {numbers} }} }} LIMIT {rows}"
                answer = client.post("/sparql", content=query, headers={**DIRECT, "Accept": media})
                assert answer.status_code == status, (media, rows)
        query = "CONSTRUCT WHERE { ?s ?p ?o }"
        assert client.get("/sparql", params={"query": query}).status_code == 422

    def test_control_characters_are_no_xml(self, client: TestClient) -> None:
        query = {"query": 'SELECT ("\\u0001" AS ?n) {}'.replace("\\u0001", "\x01")}
        assert client.get("/sparql", params=query, headers={"Accept": "application/xml"}).status_code == 406
        assert names(client.get("/sparql", params=query)) == "\x01"

    def test_csv_and_xml_hold_hostile_words(self, client: TestClient) -> None:
        query = {"query": "SELECT ?n { id:person-evil skos:prefLabel ?n }"}
        rows = list(csv.reader(io.StringIO(client.get("/sparql", params=query, headers={"Accept": "text/csv"}).text)))
        assert rows == [["n"], [EVIL]]
        told = ElementTree.fromstring(client.get("/sparql", params=query, headers={"Accept": "text/xml"}).content)
        assert EVIL in "".join(told.itertext())

    @pytest.mark.parametrize(
        ("accept", "media"),
        [
            ("", "a/x"), ("*/*", "a/x"), ("b/*", "b/x"), ("a/y;q=0.5, b/x;q=0.4", "a/y"), ("a/x;q=0, */*", "a/y"),
            ("a/*;q=0.2, a/y;q=0.1, b/x;q=0.15", "a/x"), ("c/x", None), ("a/x;q=nonsense", None), ("A/Y", "a/y"),
            (",,;;,", None), ("a/y;level=1", "a/y"), ("a/y;q=1;q=0", None),
        ],
    )  # fmt: skip
    def test_negotiation(self, accept: str, media: str | None) -> None:
        assert chosen(accept, ("a/x", "a/y", "b/x")) == media


class TestDescription:
    def test_it_describes_service_and_dataset(self, client: TestClient) -> None:
        for media, form in GRAPH_TYPES.items():
            told = list(parse(client.get("/sparql", headers={"Accept": media}).content, format=form))
            said = {(q.predicate.value.rpartition("#")[2], str(q.object)) for q in told}
            assert ("endpoint", "<http://testserver/sparql>") in said, media
            assert ("feature", "<http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph>") in said
            assert {("name", f"<{g}>") for g in GRAPHS} <= said

    def test_a_browser_gets_the_page(self, client: TestClient) -> None:
        for path in ("/", "/sparql"):
            page = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
            nonces = set(re.findall(r'nonce="([^"]+)"', page.text))
            assert len(nonces) == 1
            assert f"script-src 'nonce-{nonces.pop()}'" in page.headers["content-security-policy"]
            assert "/ask/casualties" in page.text
            assert not re.search(r"innerHTML|https?://(?!w3id|www\.w3|persistence)[\w.]+/[\w.]*\.js", page.text)

    def test_a_hostile_host_is_refused(self, client: TestClient) -> None:
        assert client.get("/sparql", headers={"Host": "rebound.example"}).status_code == 400


class TestNodes:
    def test_a_node_as_rdf_and_as_a_page(self, client: TestClient) -> None:
        told = client.get("/id/country-norway", headers={"Accept": "text/turtle"})
        norway = NamedNode(f"{DATA_BASE}country-norway")
        triples = [q.triple for q in parse(told.content, format=RdfFormat.TURTLE)]
        assert any(t.subject == norway for t in triples)
        assert any(t.object == norway and t.predicate == NamedNode(KG.agent) for t in triples)
        page = client.get("/id/country-norway", headers={"Accept": "text/html"})
        assert "<h1><bdi>Norway</bdi></h1>" in page.text
        assert 'href="/id/event-deployment01"' in page.text

    def test_hostile_words_are_escaped(self, client: TestClient) -> None:
        page = client.get("/id/person-evil", headers={"Accept": "text/html"})
        assert "&lt;script&gt;" in page.text
        assert re.findall(r"<script[^>]*>(.*?)</script>", page.text) == [""]
        assert 'href="javascript' not in page.text

    @pytest.mark.parametrize("local", ["nobody", "a b", "%3Cscript%3E", "%00", "x%2F..%2F..%2Fsparql", ""])
    def test_no_such_node(self, local: str, client: TestClient) -> None:
        for accept in ("text/html", "text/turtle"):
            answer = client.get(f"/id/{local}", headers={"Accept": accept})
            assert answer.status_code == 404
            assert answer.text.count("\n") == 1

    def test_what_does_not_fit(self, client: TestClient) -> None:
        assert client.get("/id/country-norway", headers={"Accept": "image/png"}).status_code == 406
        assert client.post("/id/country-norway").status_code == 405


class TestTheServer:
    def test_health(self, client: TestClient) -> None:
        assert client.get("/health").json()["status"] == "ok"
        assert client.get("/nothing").status_code == 404

    def test_cors_is_for_those_named(self, client: TestClient) -> None:
        name = "access-control-allow-origin"
        ours, theirs = ({"Origin": f"https://{host}.example"} for host in ("page", "other"))
        assert client.get("/health", headers=ours).headers[name] == ours["Origin"]
        assert name not in client.get("/health", headers=theirs).headers
        asked = {**ours, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        assert client.options("/sparql", headers=asked).status_code == 200

    def test_head_and_options(self, client: TestClient) -> None:
        assert client.head("/sparql", params={"query": "ASK {}"}).status_code == 200
        assert client.options("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"

    def test_one_line_of_log_a_request(self, client: TestClient) -> None:
        LOG.clear()
        client.get("/id/%0A%1B%5B31m%7F", params={"query": "secret"})
        (line,) = LOG
        assert line.isascii()
        assert line.isprintable()
        told = json.loads(line)
        assert (told["path"], told["status"], told["method"]) == ("/id/\n\x1b[31m\x7f", 404, "GET")
        assert "secret" not in line
        scope = {"method": "G\r\n", "path": "/\u202e", "client": None}
        assert entry(scope, 1, status=0, bytes=0).isprintable()

    def test_a_changed_store_is_seen(self, client: TestClient, store: Path) -> None:
        asked = {"query": f"SELECT ?n {{ <{GRAPHS[0]}> foaf:nick ?n }}"}
        assert names(client.get("/sparql", params=asked)) == ""
        from pyoxigraph import Literal, Quad

        for words in ("new", "newer"):
            with changing(store) as change:
                graph = NamedNode("https://example.org/later")
                change.replace([Quad(NamedNode(GRAPHS[0]), NamedNode(FOAF.nick), Literal(words), graph)])
            assert names(client.get("/sparql", params=asked)) == words
