"""Graphs sent to servers: to one of our own with faults on order, and to a real one that is killed in between."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from commands import fine, run
from facts import FACTS
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

import kg.remote.pushing
import kg.remote.server
from kg.errors import OptionError, OutputError, QueryError
from kg.rdf import quads
from kg.remote import Server, push
from kg.store import from_quads, turtle

GRAPH = NamedNode("https://w3id.org/newskg/id/article-lumbala")
MANY = NamedNode("https://w3id.org/newskg/id/article-many")
QUADS = list(quads(FACTS))
LARGE = [Quad(NamedNode(f"http://a.example/{i}"), NamedNode("http://b.example/"), Literal(i), MANY) for i in range(25)]


class Faulty(ThreadingHTTPServer):
    """A graph store that first does what `faults` tells: a status, or "cut" (the connection, before it answers)."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.graphs: dict[str, set[str]] = {}
        self.faults: list[int | str] = []
        self.requests: list[tuple[str, str]] = []
        self.identities: set[str | None] = set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/store"


class Handler(BaseHTTPRequestHandler):
    server: Any

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        graph = parse_qs(urlsplit(self.path).query)["graph"][0]
        self.server.requests.append((self.command, graph))
        self.server.identities.add(self.headers["Authorization"])
        fault = self.server.faults.pop(0) if self.server.faults else 204
        if fault == "cut":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if fault == 204:
            kept = self.server.graphs.setdefault(graph, set()) if self.command == "POST" else set()
            self.server.graphs[graph] = kept | set(body.splitlines())
        self.send_response(int(fault))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_PUT

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Faulty]:
    monkeypatch.setattr(kg.remote.server, "PAUSE", 0.001)
    monkeypatch.setattr(kg.remote.pushing, "CHUNK", 10)
    with Faulty() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def expected(told: list[Quad]) -> set[str]:
    return {f"{q.subject} {q.predicate} {q.object} ." for q in told}


@pytest.mark.parametrize(
    "faults", [[], [503, 429, 502], ["cut", "cut"], [204, "cut", 503, 204, "cut"]], ids=["none", "busy", "cut", "mixed"]
)
def test_nothing_is_lost_and_nothing_double(faults: list[int | str], server: Faulty) -> None:
    server.faults = list(faults)
    sent = list(push(from_quads(LARGE), Server(server.url)))
    assert [(s.graph, s.triples, s.there) for s in sent] == [(MANY.value, 25, False)]
    assert server.graphs == {MANY.value: expected(LARGE)}
    assert server.faults == []


def test_a_graph_that_changed_is_replaced(server: Faulty) -> None:
    list(push(from_quads(LARGE), Server(server.url)))
    list(push(from_quads(LARGE[:3]), Server(server.url)))
    assert server.graphs == {MANY.value: expected(LARGE[:3])}


def test_blank_nodes_stay_together(server: Faulty) -> None:
    node = BlankNode()
    told = [Quad(node, NamedNode(f"http://b.example/{i}"), Literal(i), MANY) for i in range(25)]
    list(push(from_quads(told), Server(server.url)))
    assert [method for method, _ in server.requests] == ["PUT"]


def test_a_later_call_goes_on_where_one_ended(server: Faulty, tmp_path: Path) -> None:
    journal = tmp_path / "journal.jsonl"
    store = from_quads([*QUADS, *LARGE])
    server.faults = [204] * 1000
    first = push(store, Server(server.url), journal=journal)
    next(first)
    first.close()  # as if killed between two graphs
    journal.write_text(journal.read_text() + '\n["http://127.0.0.1/store", "half a li')
    server.requests.clear()
    sent = list(push(store, Server(server.url), journal=journal))
    assert [s.there for s in sent] == [True, False]
    assert {graph for _, graph in server.requests} == {MANY.value}
    assert server.graphs.keys() == {GRAPH.value, MANY.value}
    changed = from_quads([*QUADS[1:], *LARGE])
    assert [s.there for s in push(changed, Server(server.url), journal=journal)] == [False, True]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413])
def test_a_refusal_is_one_line(status: int, server: Faulty) -> None:
    server.faults = [status]
    with pytest.raises(OutputError) as caught:
        list(push(from_quads(LARGE), Server(server.url)))
    assert f"refused {MANY.value}: {status}" in str(caught.value)
    assert len(server.requests) == 1, "what is refused is not tried again"


def test_who_we_are_comes_from_the_environment(server: Faulty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_USER", "ana")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "s3cret")
    list(push(from_quads(LARGE), Server(server.url)))
    assert server.identities == {"Basic YW5hOnMzY3JldA=="}
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "t0ken")
    server.identities.clear()
    list(push(from_quads(LARGE), Server(server.url)))
    assert server.identities == {"Bearer t0ken"}
    with pytest.raises(OptionError, match="would carry a password or token unencrypted"):
        Server("http://example.org/store")


@pytest.mark.parametrize("url", ["example.org/store", "ftp://example.org/", "http://", "file:///etc/passwd", ""])
def test_no_web_address(url: str) -> None:
    with pytest.raises(OptionError, match="is no web address"):
        Server(url)


def test_no_server_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.remote.server, "PAUSE", 0.001)
    with pytest.raises(OutputError) as caught:
        list(push(from_quads(LARGE), Server("http://127.0.0.1:9/store")))
    assert "cannot be reached: [Errno" in str(caught.value)
    assert "\n" not in str(caught.value)


# A real server


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(port: int, folder: Path) -> subprocess.Popen[bytes]:
    program = Path(sys.executable).parent / "oxigraph"
    running = subprocess.Popen(
        [program, "serve", "--bind", f"127.0.0.1:{port}", "--location", folder],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return running
    raise AssertionError("the server did not start")


def test_a_real_server_that_is_killed_in_between(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.remote.server, "PAUSE", 0.05)
    monkeypatch.setattr(kg.remote.pushing, "CHUNK", 10)
    port, folder = free_port(), tmp_path / "there"
    store = from_quads([*QUADS, *LARGE])
    running = start(port, folder)
    sending = push(store, Server(f"http://127.0.0.1:{port}/store"), journal=tmp_path / "journal.jsonl")
    assert next(sending).graph == GRAPH.value
    running.kill()
    running.wait()
    again: list[subprocess.Popen[bytes]] = []
    later = threading.Timer(0.2, lambda: again.append(start(port, folder)))
    later.start()
    assert [s.graph for s in sending] == [MANY.value]
    later.join()
    try:
        found = Server(f"http://127.0.0.1:{port}/query").query("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")
        assert isinstance(found, QuerySolutions)
        assert {Quad(r["s"], r["p"], r["o"], r["g"]) for r in found} == set(store)
        check_queries(port)
    finally:
        again[0].kill()
        again[0].wait()


def check_queries(port: int) -> None:
    server = Server(f"http://127.0.0.1:{port}/query")
    url = ["--endpoint", server.url]
    shown = fine("query", *url, "SELECT ?n { GRAPH ?g { ?e a kg:Killing ; kg:trigger/nif:anchorOf ?n } }")
    assert shown.splitlines() == ["n", "killed"]
    # this server's default graph is empty, and a packaged question names no graph
    together = "SELECT ?n { ?e a kg:Killing ; kg:trigger/nif:anchorOf ?n }"
    assert fine("query", *url, together).splitlines() == ["n"]
    assert fine("query", *url, "--all-graphs", together).splitlines() == ["n", "killed"]
    asked = fine("ask", *url, "--all-graphs", "--limit", "1", "--timeout", "60", "casualties")
    assert "Killing" in asked
    assert fine("query", *url, "ASK { GRAPH ?g { ?e a kg:Coup } }") == "no\n"
    built = fine("query", *url, "CONSTRUCT { ?e a kg:Event } { GRAPH ?g { ?e a kg:Event } }", "--format", "nt")
    assert len(built.splitlines()) > 1
    asked = "CONSTRUCT { ?e a kg:Event } { GRAPH ?g { ?e a kg:Event } }"
    assert fine("query", *url, asked, "--format", "nt", "--limit", "1").splitlines() == built.splitlines()[:1]
    result = run("query", *url, "SELECT ?n { ?n foo:bar 1 }")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0].startswith("kg: query, line 1, column 23: ")
    assert result.stderr.splitlines()[1] == "  SELECT ?n { ?n foo:bar 1 }"
    assert run("query", "ASK {}").exit_code == 2


def test_an_answer_that_is_none(server: Faulty) -> None:
    server.faults = [200]
    reason = "it is of no kind, not application/sparql-results+json"
    with pytest.raises(QueryError) as caught:
        Server(server.url + "?graph=x").query("ASK {}")
    assert str(caught.value) == f"{server.url}?graph=x: answers no results of a query: {reason}"


def test_the_command(server: Faulty, tmp_path: Path) -> None:
    path = tmp_path / "lumbala.ttl"
    path.write_bytes(turtle(QUADS))
    journal = tmp_path / "journal.jsonl"
    shown = fine("push", server.url, str(path), "--journal", str(journal))
    assert shown == f"1 graph with {len(QUADS)} triples sent to {server.url}\n"
    assert json.loads(journal.read_text())[:2] == [server.url, GRAPH.value]
    assert "0 graphs with 0 triples sent" in fine("push", server.url, str(path), "--journal", str(journal))
    lines = "\n".join(server.graphs[GRAPH.value]).encode()
    assert {q.triple for q in parse(lines, format=RdfFormat.N_TRIPLES)} == {q.triple for q in QUADS}
    assert len(Store()) == 0
