"""Queries that would never end, grow without bound or reach out: each gets one clear error, and the server goes on."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

pytest.importorskip("starlette")

from commands import run
from serving import filled
from starlette.testclient import TestClient

from kg.serve import Settings, application
from kg.serve.pool import Pool

DIRECT = {"Content-Type": "application/sparql-query"}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
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
    for worker in pool.idle:
        worker.kill()
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code in (200, 500)
    assert works(client)
    assert works(client)


CONFINED = """
import _socket, os, sys, resource
from pathlib import Path
from pyoxigraph import Store
from kg.answer.confine import confine
folder = Path(sys.argv[1])
taken = confine(folder, 2000)
def tried(what):
    try:
        what()
    except (OSError, RuntimeError) as error:
        return "refused"
    return "allowed"
import socket
print(" ".join(taken))
print("socket", tried(lambda: socket.socket()))
print("write", tried(lambda: (folder / "kg-store.json").write_text("x")))
if taken:
    print("kernel socket", tried(lambda: _socket.socket()))
    print("file", tried(lambda: open("/etc/passwd")))
    print("program", tried(lambda: os.execv(sys.executable, [sys.executable, "--version"])))
    print("service", tried(lambda: list(Store().query("SELECT * { SERVICE <" + sys.argv[2] + "> { ?s ?p ?o } }"))))
print("own", tried(lambda: (folder / "kg-store.json").read_bytes()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's part is Linux's")
def test_a_worker_has_no_way_out(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.2)
        url = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        command = [sys.executable, "-c", CONFINED, str(store), url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
        taken, *tried = done.stdout.splitlines()
        assert tried.pop() == "own allowed"
        assert [
            t for t in tried if not t.endswith(" refused") and not (t.startswith("file") and "landlock" not in taken)
        ] == []
        assert len(tried) == (6 if taken else 2)
        with pytest.raises(TimeoutError):
            trap.accept()


def asked(port: int, path: str) -> bytes:
    """The whole answer to a GET over a connection of its own."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return b"".join(iter(lambda: connection.recv(4096), b""))


def until(happened: Callable[[], bool]) -> None:
    """Waits for something that must happen within ten seconds."""
    for _ in range(200):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


class TestCommand:
    def test_it_serves_and_stops_well(self, store: Path) -> None:
        command = [sys.executable, "-m", "kg", "serve", str(store), "--port", "0", "--timeout", "60"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            try:
                assert process.stdout is not None
                found = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
                assert found is not None
                port = int(found[1])
                assert asked(port, "/sparql?query=ASK%7B%7D").startswith(b"HTTP/1.1 200 ")
                with socket.create_connection(("127.0.0.1", port), 10) as connection:
                    connection.sendall(
                        f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
                    )
                    until(lambda: b'"busy":1' in asked(port, "/health"))
                until(lambda: b'"busy":0' in asked(port, "/health"))  # nobody waits for it any more
                again = run("serve", str(store), "--port", found[1])
                assert again.exit_code == 1
                assert "cannot be listened on: Address already in use" in again.stderr
                process.send_signal(signal.SIGTERM)
                _, errors = process.communicate(timeout=20)
            finally:
                process.kill()
        assert process.returncode == 0, errors
        assert {json.loads(line)["status"] for line in errors.splitlines()} == {200, 499}

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
    def test_other_machines_need_a_word(self, host: str, store: Path) -> None:
        result = run("serve", str(store), "--host", host)
        assert result.exit_code == 1
        assert "add --allow-remote" in result.stderr

    def test_what_cannot_be_served_is_one_line(self, tmp_path: Path) -> None:
        for path in (tmp_path, tmp_path / "none"):
            result = run("serve", str(path), "--port", "0")
            assert result.exit_code == 1
            assert result.stderr.count("\n") == 1

    def test_without_the_extra_there_is_a_remedy(self, store: Path, tmp_path: Path) -> None:
        (tmp_path / "starlette").mkdir()
        (tmp_path / "starlette" / "__init__.py").write_text("raise ModuleNotFoundError('no', name='starlette')")
        environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
        command = [sys.executable, "-m", "kg", "serve", str(store)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=30)
        assert done.returncode == 1
        assert done.stderr == 'kg: kg serve: starlette is not installed; install it: pip install "kg[serve]"\n'
