"""The store under a server that runs: changed, broken, taken away, come back. One clear answer each."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from commands import run
from pyoxigraph import Literal, NamedNode, Quad
from serving import filled
from starlette.testclient import TestClient

from kg.serve import Settings, application
from kg.store import changing
from kg.store.disk import MARKER
from kg.vocab import FOAF

LOG: list[str] = []
QUERY = {"query": "SELECT ?n { <https://example.org/told> foaf:nick ?n }"}


def tell(store: Path, words: str) -> None:
    """Lets the store say `words`."""
    graph, node = NamedNode("https://example.org/tale"), NamedNode("https://example.org/told")
    with changing(store) as change:
        change.replace([Quad(node, NamedNode(FOAF.nick), Literal(words), graph)])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = filled(tmp_path_factory.mktemp("store") / "archive")
    tell(store, "first")
    return store


@pytest.fixture
def store(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "archive"))


@pytest.fixture
def client(store: Path) -> Iterator[TestClient]:
    LOG.clear()
    with TestClient(application(Settings(store, timeout=20, hosts=("testserver",)), LOG.append)) as made:
        assert said(made) == "first"
        yield made


def said(client: TestClient) -> str:
    """What the store says."""
    answer = client.get("/sparql", params=QUERY)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["results"]["bindings"][0]["n"]["value"])


def other_version(store: Path) -> None:
    told = json.loads((store / MARKER).read_text())
    (store / MARKER).write_text(json.dumps({**told, "format": 99}))


def half_written(store: Path) -> None:
    text = (store / MARKER).read_text()
    (store / MARKER).write_text(text[: len(text) // 2])


def not_utf8(store: Path) -> None:
    (store / MARKER).write_bytes(b"\xff\xfe\x00")


def without_marker(store: Path) -> None:
    (store / MARKER).unlink()


def without_generation(store: Path) -> None:
    told = json.loads((store / MARKER).read_text())
    (store / MARKER).write_text(json.dumps({**told, "generation": "g999999"}))


BREAKS = (other_version, half_written, not_utf8, without_marker, without_generation)


@pytest.mark.parametrize("breaks", BREAKS)
def test_a_store_that_breaks_and_is_mended(breaks: Callable[[Path], None], client: TestClient, store: Path) -> None:
    marker = (store / MARKER).read_bytes()
    breaks(store)
    for _ in range(3):
        answer = client.get("/sparql", params=QUERY)
        assert (answer.status_code, answer.text) == (503, "the store cannot be opened: try again later\n")
        assert answer.headers["retry-after"] == "5"
        assert str(store) not in answer.text
    if breaks is not without_generation:  # whose marker is well
        health = client.get("/health")
        assert (health.status_code, health.json()) == (503, {"status": "the store cannot be opened"})
    assert any(str(store) in str(json.loads(line).get("error")) for line in LOG)
    (store / MARKER).write_bytes(marker)
    assert said(client) == "first"
    assert client.get("/health").json()["status"] == "ok"


def test_a_store_that_is_removed_and_made_again(client: TestClient, store: Path) -> None:
    names = [client.get("/health").json()["generation"]]
    shutil.rmtree(store)
    assert client.get("/sparql", params=QUERY).status_code == 503
    assert client.get("/view").status_code == 503
    assert client.get("/health").status_code == 503
    for words in ("again", "anew"):  # without a request in between that would see it missing
        shutil.rmtree(store, ignore_errors=True)
        tell(store, words)
        assert said(client) == words
        names.append(client.get("/health").json()["generation"])
    assert names[1] == names[2]  # so that its name alone would not tell


def test_a_store_that_another_process_changes(client: TestClient, store: Path) -> None:
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[2]); from kg.store import changing\n"
        "from pyoxigraph import *\n"
        "with changing(Path(sys.argv[1])) as change:\n"
        "    graph, node = NamedNode('https://example.org/tale'), NamedNode('https://example.org/told')\n"
        "    nick = NamedNode('http://xmlns.com/foaf/0.1/nick')\n"
        "    change.replace([Quad(node, nick, Literal('changed'), graph)])\n"
        "    print('inside', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(store), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "inside\n"
        assert said(client) == "first"
        process.stdin.close()
        assert process.wait(60) == 0
    assert said(client) == "changed"


@pytest.mark.parametrize("breaks", BREAKS)
def test_no_server_starts_on_a_broken_store(breaks: Callable[[Path], None], store: Path) -> None:
    breaks(store)
    result = run("serve", str(store), "--port", "0")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert str(store) in result.stderr
