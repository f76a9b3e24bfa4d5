"""Servers that mean harm, or are broken: one line tells it, no secret leaves, nothing is taken for what it is not."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from commands import run
from facts import FACTS
from pyoxigraph import QueryBoolean, QuerySolutions

import kg.remote.server
from kg.errors import OptionError, OutputError, QueryError
from kg.rdf import quads
from kg.remote import Server, push
from kg.store import from_quads

Answer: TypeAlias = Callable[[BaseHTTPRequestHandler, bytes], None]

ROWS = "application/sparql-results+json"
ONE_ROW = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "literal", "value": "x"}}]}})
STORE = from_quads(quads(FACTS))


class Puppet(ThreadingHTTPServer):
    """A server that answers each request as the test says, and keeps what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer: Answer = sent(200, b"")
        self.requests: list[tuple[str, str, str | None]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/query"


class Handler(BaseHTTPRequestHandler):
    server: Any

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.requests.append((self.command, self.path, self.headers["Authorization"]))
        self.server.answer(self, body)

    do_PUT = do_GET = do_POST

    def log_message(self, format: str, *args: Any) -> None:
        """Silent."""


def sent(status: int, body: bytes, kind: str = ROWS, **headers: str) -> Answer:
    """This answer; headers are given with "_" for "-", and a length of our own goes before the true one."""

    def answer(handler: BaseHTTPRequestHandler, _asked: bytes) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Puppet]:
    monkeypatch.setattr(kg.remote.server, "PAUSE", 0.001)
    with Puppet() as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running
        running.shutdown()


def asked(server: Puppet) -> QuerySolutions:
    found = Server(server.url).query("SELECT ?n { ?n ?p ?o }")
    assert isinstance(found, QuerySolutions)
    return found


WRONG: dict[str, tuple[Answer, str]] = {
    "cut in the middle of a row": (sent(200, ONE_ROW[:-6].encode()), "answers no results of a query: Unterminated"),
    "shorter than it says": (sent(200, ONE_ROW.encode(), Content_Length="9999"), "breaks off its answer"),
    "another kind of term": (sent(200, ONE_ROW.replace("literal", "lit").encode()), "no results of a query"),
    "a row that is none": (sent(200, b'{"head":{"vars":["n"]},"results":{"bindings":[7]}}'), "no results of a query"),
    "JSON of something else": (sent(200, b'{"error": "quota"}'), 'JSON without results: {"error": "quota"}'),
    "deeply nested JSON": (sent(200, b"[" * 200_000), "no results of a query"),
    "a page": (sent(200, b"<html>Log in</html>", "text/html"), "it is text/html, not application/sparql-results+json"),
    "no kind": (sent(200, b"", ""), "it is of no kind"),
    "broken gzip": (sent(200, gzip.compress(b"")[:10] + b"\xff" * 9, Content_Encoding="gzip"), "breaks off its answer"),
    "not UTF-8": (sent(200, b'{"head": "\xff"}'), "no results of a query"),
    "a control character": (sent(500, b"\x1b[2J gone", "text/plain"), "answers 500"),
    "no such query": (sent(400, b"error at 0:0: \n" * 9), "query"),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_answer_is_one_line(answer: Answer, words: str, server: Puppet) -> None:
    server.answer = answer
    result = run("query", "--endpoint", server.url, "SELECT ?n { ?n ?p ?o }")
    assert result.exit_code == 1
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("kg: ")
    assert words in line
    assert "\x1b" not in line


def test_an_answer_may_be_packed(server: Puppet) -> None:
    server.answer = sent(200, gzip.compress(ONE_ROW.encode()), f"{ROWS}; charset=utf-8", Content_Encoding="gzip")
    assert [row["n"].value for row in asked(server)] == ["x"]


def test_an_answer_that_unpacks_to_too_much_is_left(server: Puppet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.remote.server, "LARGEST", 1 << 22)
    server.answer = sent(200, gzip.compress(b" " * (1 << 26)), Content_Encoding="gzip")
    with pytest.raises(QueryError, match="answers more than 4 MB; ask for less"):
        asked(server)


def test_an_answer_without_end_is_left(server: Puppet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.remote.server, "LARGEST", 1 << 22)

    def endless(handler: BaseHTTPRequestHandler, _asked: bytes) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", ROWS)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b" " * 65536)
        except OSError:
            handler.close_connection = True

    server.answer = endless
    with pytest.raises(QueryError, match="answers more than 4 MB"):
        asked(server)


def test_redirections_come_to_an_end(server: Puppet) -> None:
    server.answer = sent(307, b"", Location="/again")
    with pytest.raises(QueryError, match="too many redirects"):
        asked(server)
    assert len(server.requests) <= 5


def test_no_secret_goes_to_another_host(server: Puppet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "t0ken")
    with Puppet() as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        other.answer = sent(200, ONE_ROW.encode())
        server.answer = sent(307, b"", Location=other.url)
        assert [row["n"].value for row in asked(server)] == ["x"]
        assert [identity for _, _, identity in server.requests] == ["Bearer t0ken"]
        assert [identity for _, _, identity in other.requests] == [None]
        with pytest.raises(OutputError, match=f"it is to go to {other.url}"):
            list(push(STORE, Server(server.url)))
        assert len(other.requests) == 1, "a graph goes where the user said, and nowhere else"
        other.shutdown()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_graph_that_was_sent_elsewhere_has_not_arrived(status: int, server: Puppet, tmp_path: Path) -> None:
    """A PUT that became a GET by 303 would be answered with 200, and nothing be there."""
    server.answer = sent(status, b"", Location="/elsewhere")
    journal = tmp_path / "journal"
    with pytest.raises(OutputError, match="it is to go to /elsewhere; give that address"):
        list(push(STORE, Server(server.url), journal=journal))
    assert not journal.exists()


@pytest.mark.parametrize("wait", ["86400", "Fri, 01 Jan 2100 00:00:00 GMT", "soon", "-5"])
def test_a_server_cannot_make_us_wait_for_ever(wait: str, server: Puppet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.remote.server, "LONGEST", 0.01)
    server.answer = sent(503, b"busy", "text/plain", Retry_After=wait)
    start = time.monotonic()
    with pytest.raises(OutputError, match=r"refused .*: 503 busy"):
        list(push(STORE, Server(server.url)))
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    ("name", "value"),
    [("KG_ENDPOINT_TOKEN", "s3cret\nX-Evil: 1"), ("KG_ENDPOINT_TOKEN", "s3crét"), ("KG_ENDPOINT_USER", "ana:s3cret")],
)
def test_a_secret_that_no_header_can_carry_is_not_told(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(OptionError, match=name) as caught:
        Server("http://127.0.0.1:9/query")
    assert "s3cr" not in str(caught.value)


def test_a_line_break_after_a_token_is_none_of_it(server: Puppet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "t0ken\n")
    server.answer = sent(200, b'{"head": {}, "boolean": true}')
    found = Server(server.url).query("ASK {}")
    assert isinstance(found, QueryBoolean)
    assert server.requests[0][2] == "Bearer t0ken"


def test_a_password_of_any_letters(server: Puppet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ENDPOINT_USER", "żółw")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "пароль")
    server.answer = sent(200, ONE_ROW.encode())
    asked(server)
    assert server.requests[0][2] == "Basic xbzDs8WCdzrQv9Cw0YDQvtC70Yw="


def test_a_password_in_the_address_is_refused_and_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_ENDPOINT_USER", raising=False)
    result = run("push", "https://ana:s3cret@example.org/store", "any.ttl")
    assert result.exit_code == 1
    assert "holds a user or password; give them in KG_ENDPOINT_USER" in result.stderr
    assert "s3cret" not in result.output


def test_triples_in_no_graph_are_not_left_behind(server: Puppet, tmp_path: Path) -> None:
    """Turtle that tells no article, or two, names no graph, and the protocol sends graphs by their names."""
    path = tmp_path / "notes.ttl"
    path.write_text("<http://a.example/> <http://b.example/> 1 .")
    result = run("push", server.url, str(path))
    assert result.exit_code == 1
    assert "the triples are in no named graph" in result.stderr
    assert server.requests == []
