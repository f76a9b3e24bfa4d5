"""Clients that send or read slowly, or never, and bodies that are too long: over real connections."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from serving import filled, listening, until
from starlette.applications import Starlette

from kg.serve import Settings, application

POST = (
    "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {}\r\n\r\n"
)
NUMBERS = " ".join(map(str, range(100)))
LARGE = f"SELECT * {{ VALUES ?a {{ {NUMBERS} }} VALUES ?b {{ {NUMBERS} }} VALUES ?c {{ {NUMBERS} }} }} LIMIT 90000"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("connections") / "archive")


@pytest.fixture(scope="module")
def app(store: Path) -> Starlette:
    return application(Settings(store, timeout=60, body=100_000, max_workers=1))


@pytest.fixture(scope="module")
def port(app: Starlette) -> Iterator[int]:
    with listening(app) as found:
        yield found


def connected(port: int, sent: str) -> socket.socket:
    """A connection over which `sent` went."""
    connection = socket.create_connection(("127.0.0.1", port), 20)
    connection.sendall(sent.encode())
    return connection


def rest(connection: socket.socket) -> bytes:
    """All that comes until the other side ends the connection."""
    with connection:
        try:
            return b"".join(iter(lambda: connection.recv(65536), b""))
        except ConnectionResetError:
            return b""


def works(port: int) -> bool:
    """Whether a good query is answered."""
    asked = "GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    return rest(connected(port, asked)).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("sent", ["", "GET /spar", "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Long: "])
def test_who_never_asks_is_cut_off(sent: str, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.patience.ASKING", 0.3)
    assert rest(connected(port, sent)) == b""
    assert works(port)


def test_who_asks_half_a_second_time_is_cut_off(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.patience.ASKING", 0.3)
    connection = connected(port, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
    connection.sendall(b"GET /he")
    assert b"HTTP/1.1" not in rest(connection)


def test_a_body_that_never_ends(store: Path) -> None:
    with listening(application(Settings(store, timeout=0.5, max_workers=1))) as port:
        assert rest(connected(port, POST.format(9) + "ASK")).startswith(b"HTTP/1.1 408 ")


def test_who_asks_and_never_reads_is_cut_off(port: int, app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.patience.TAKING", 0.3)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(20)
        connection.connect(("127.0.0.1", port))
        connection.sendall(f"{POST.format(len(LARGE))}{LARGE}".encode())
        until(lambda: app.state.unsent > 1_000_000)
        until(lambda: app.state.unsent == 0)
    assert works(port)


def test_all_of_a_large_answer_arrives(port: int, app: Starlette) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, 20)
    connection.request("POST", "/sparql", LARGE, {"Content-Type": "application/sparql-query", "Accept": "text/csv"})
    answer = connection.getresponse()
    body = answer.read()
    assert int(answer.headers["Content-Length"]) == len(body)
    assert body.count(b"\n") == 90_001
    connection.close()
    until(lambda: app.state.unsent == 0)


def test_more_answers_than_are_sent_at_a_time(port: int, app: Starlette) -> None:
    app.state.unsent += app.state.settings.unsent
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, 20)
        connection.request("GET", "/sparql?query=ASK%7B%7D")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    finally:
        app.state.unsent -= app.state.settings.unsent
    assert works(port)


@pytest.mark.parametrize(("length", "chunked"), [(1_000_000, False), (1_000_000, True), (50_000_000, False)])
def test_a_body_too_long_gets_its_answer(length: int, chunked: bool, port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, 20)
    headers = {"Content-Type": "application/sparql-query", "Transfer-Encoding": "chunked"}
    if not chunked:
        headers = {"Content-Type": "application/sparql-query", "Content-Length": str(length)}
    connection.putrequest("POST", "/sparql")
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    if length < 10_000_000:  # who announces more is answered at once
        pieces = [b"#" * 1000] * (length // 1000)
        for piece in [*pieces, b""] if chunked else pieces:
            connection.send(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
    answer = connection.getresponse()
    assert answer.status == 413
    assert answer.read() == b"the request is longer than 100000 bytes\n"
    assert works(port)


@pytest.mark.parametrize(
    "sent",
    [
        "GET /" + "x" * 100_000 + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /none HTTP/1.1\r\nHost: localhost\r\n" + "X-Y: z\r\n" * 20_000 + "\r\n",
        "nonsense\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        "GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: rebound.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: \0\r\n\r\n",
    ],
    ids=["long address", "many headers", "nonsense", "no host", "length", "other host", "null"],
)
def test_heads_that_are_none(sent: str, port: int) -> None:
    with connected(port, sent) as connection:
        assert connection.recv(65536).startswith(b"HTTP/1.1 40")  # 404 where it was short enough to be read
    assert works(port)


def test_a_head_request_has_a_length_and_no_body(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, 20)
    for _ in range(2):  # over the same connection, so that a body would show
        connection.request("HEAD", "/sparql?query=ASK%7B%7D")
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Content-Length"], answer.read()) == (200, "26", b"")
