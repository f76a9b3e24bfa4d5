"""Queries that would never end, grow without bound or reach out: each gets one clear error, and the server goes on."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from serving import ENDLESS, filled, until
from starlette.testclient import TestClient

from kg.serve import Settings, application
from kg.serve.pool import Pool

DIRECT = {"Content-Type": "application/sparql-query"}
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?a"
DIGITS = " ".join(map(str, range(1000)))
BILLION = (
    f"SELECT (SUM(?a * ?b * ?c) AS ?n) {{ VALUES ?a {{ {DIGITS} }} VALUES ?b {{ {DIGITS} }} VALUES ?c {{ {DIGITS} }} }}"
)
SERVICES = (
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { { SELECT * { { SERVICE <URL> { ?s ?p ?o } } } } }",
    "SELECT * { FILTER NOT EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { #\nSERVICE#x\n<URL>#'''\n{ ?s ?p ?o } } #'''",
    "PREFIX s: <URL> SELECT * { SERVICE s: { ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { SERVICE:{ ?s ?p ?o } }",
    "PREFIX : <URL> SELECT * { ?s ?p 1SERVICE: { ?a ?b ?c } }",
    "SELECT * { VALUES ?x { <URL> } FILTER(1<2)SERVICE$x#>\n{ ?s ?p ?o } }",
    "SELECT * { FILTER(1<2)#>'''\n SERVICE <URL> { ?s ?p ?o } #'''\n}",
    'SELECT * { FILTER("\\"" = "") SERVICE <URL> { ?s ?p "" } }',
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM<URL>{ ?s ?p ?o }",
    "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <http://example.org/>",
    "INSERT DATA { <http://a/> <http://b/> 1 } ; SELECT * {}",
    "SELECT * {} ; LOAD <URL>",
)
HARMLESS = (
    "SELECT * { ?s foaf:nick ?service } # SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }",
    'SELECT * { ?s foaf:nick \'SERVICE <http://127.0.0.1:9/> {}\', """\nLOAD <http://127.0.0.1:9/>""" }',
    "SELECT * { <http://service/> <http://a/#SERVICE> ?load }",
    "PREFIX service: <http://a/> SELECT * { service:load ?p '\\u0053ERVICE' }",
    "SELECT * { ?s ?p 'INSERT DATA { } ; DROP ALL' } LIMIT 1",
)
DEEP = (
    "SELECT * " + "{" * 20_000 + "}" * 20_000,
    "SELECT (" + "(" * 20_000 + "1" + ")" * 20_000 + " AS ?x) {}",
    "SELECT * { ?s " + "(" * 20_000 + "foaf:nick" + ")" * 20_000 + " ?o }",
    "SELECT (" + "!" * 50_000 + "1 AS ?x) {}",
    "SELECT (1" + "-1" * 50_000 + " AS ?x) {}",
    "SELECT * { ?s foaf:nick" + "/foaf:nick" * 20_000 + " ?o }",
    "SELECT * { {} " + "UNION {} " * 20_000 + "}",
    "SELECT * { ?s ?p " + "[ ?p " * 20_000 + "1" + " ]" * 20_000 + " }",
    "a" * 500_000,
    '"' * 500_000,
    "<" * 500_000,
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("limits") / "archive")


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    settings = Settings(store, timeout=1.5, max_workers=2, waiting=1, memory=1000, max_rows=5000, hosts=("testserver",))
    with TestClient(application(settings)) as made:
        yield made


def works(client: TestClient) -> bool:
    """Whether a good query is answered."""
    for _ in range(50):
        answer = client.get("/sparql", params={"query": "ASK {}"})
        if answer.status_code != 503:
            return bool(answer.status_code == 200)
        time.sleep(0.1)
    return False


def post(client: TestClient, query: str) -> tuple[int, str]:
    """The status and text of the answer to a query."""
    answer = client.post("/sparql", content=query, headers=DIRECT)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8", answer.text[:200]
    assert answer.text.count("\n") == 1
    return answer.status_code, answer.text


@pytest.mark.parametrize("query", [ENDLESS, BILLION], ids=["endless", "billion"])
def test_what_takes_too_long_is_ended(query: str, client: TestClient) -> None:
    start = time.monotonic()
    assert post(client, query) == (504, "the query took longer than 1.5 seconds and was ended\n")
    assert time.monotonic() - start < 4
    assert works(client)


def test_what_takes_too_much_memory_is_ended(client: TestClient) -> None:
    status, _ = post(client, SORTED)
    assert status in (500, 504)
    assert works(client)


def test_too_many_rows_are_no_half_answer(client: TestClient) -> None:
    status, text = post(client, "SELECT ?a { ?a ?b ?c }")
    assert (status, text[:24]) == (422, "the answer has more than")


@pytest.mark.parametrize("query", DEEP, ids=lambda q: f"{q[:24]}-{len(q)}")
def test_deep_or_senseless_queries(query: str, client: TestClient) -> None:
    status, _ = post(client, query)
    assert status in (400, 500, 504)
    assert works(client)


def test_a_query_of_ten_megabytes(client: TestClient) -> None:
    assert post(client, "SELECT * { # " + "x" * 10_000_000)[0] == 413
    assert works(client)


def test_nothing_reaches_out(client: TestClient) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        url = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        for query in SERVICES:
            assert post(client, query.replace("URL", url))[0] == 400, query
        with pytest.raises(TimeoutError):
            trap.accept()


@pytest.mark.parametrize("query", HARMLESS)
def test_words_that_only_look_so(query: str, client: TestClient) -> None:
    assert client.post("/sparql", content=query, headers=DIRECT).status_code == 200


def test_more_than_can_wait_are_sent_away(client: TestClient) -> None:
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: client.post("/sparql", content=ENDLESS, headers=DIRECT), range(6)))
    statuses = sorted(a.status_code for a in answers)
    assert set(statuses) == {503, 504}
    assert statuses.count(503) >= 3
    assert all("retry-after" in a.headers for a in answers if a.status_code == 503)
    assert works(client)


def test_a_worker_that_dies_is_replaced(client: TestClient) -> None:
    pool: Pool = client.app.state.pool  # type: ignore[attr-defined]
    workers = pool.idle
    for worker in workers:
        worker.kill()
    until(lambda: not any(worker.alive for worker in workers))
    for _ in range(len(workers) + 1):
        assert works(client)
