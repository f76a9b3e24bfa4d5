"""The HTML graph of what is in a store, made by a worker."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from facts import FACTS
from pyoxigraph import NamedNode, Quad
from serving import GRAPHS, filled
from starlette.testclient import TestClient

from kg.answer.lookups import JOBS
from kg.answer.picture import DRAWN
from kg.rdf import quads
from kg.serve import Settings, application
from kg.store import changing, open_store
from kg.view import html, network
from kg.vocab import DATA_BASE, KG, RDF_TYPE

ARTICLE = next(q.graph_name.value for q in quads(FACTS) if isinstance(q.graph_name, NamedNode))
CROWD = "https://example.org/crowd"
LOCAL = ARTICLE.removeprefix(DATA_BASE)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("view") / "archive")


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with TestClient(application(Settings(store, timeout=30, max_workers=1, hosts=("testserver",)))) as made:
        yield made


@pytest.mark.parametrize("address", [f"/view?graph={ARTICLE}", f"/view/{LOCAL}"])
def test_the_view_of_an_article(address: str, client: TestClient) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text == html(network(quads(FACTS)), FACTS.article.title)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-scripts " in policy
    assert "allow-same-origin" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_view_of_a_small_store_is_of_all(client: TestClient) -> None:
    answer = client.get("/view")
    assert answer.status_code == 200
    assert FACTS.article.title in answer.text
    assert client.head("/view").status_code == 200


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/view?graph=https://example.org/nowhere", 404),
        ("GET", "/view?graph=no%20iri", 404),
        ("GET", "/view?graph=", 404),
        ("GET", "/view/nobody", 404),
        ("GET", f"/view?graph={GRAPHS[0]}", 404),
        ("GET", "/view?graph=a:a&graph=b:b", 400),
        ("GET", f"/view/{LOCAL}?graph={ARTICLE}", 400),
        ("POST", "/view", 405),
    ],
)
def test_nothing_to_view(method: str, address: str, status: int, client: TestClient) -> None:
    answer = client.request(method, address)
    assert (answer.status_code, answer.text.count("\n")) == (status, 1)
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_it_comes_as_html_only(client: TestClient) -> None:
    assert client.get("/view", headers={"Accept": "text/turtle"}).status_code == 406


def crowded(store: Path, actors: int) -> Path:
    """A store with a graph of so many actors more."""
    with changing(filled(store)) as change:
        kind, crowd = NamedNode(KG.Actor), NamedNode(CROWD)
        found = (NamedNode(f"https://example.org/a{i}") for i in range(actors))
        change.replace([Quad(actor, NamedNode(RDF_TYPE), kind, crowd) for actor in found])
    return store


def test_of_a_large_store_an_article_is_to_be_chosen(tmp_path: Path) -> None:
    store = crowded(tmp_path / "archive", DRAWN)
    with TestClient(application(Settings(store, timeout=30, hosts=("testserver",)))) as client:
        answer = client.get("/view")
        assert answer.status_code == 422
        assert "choose an article: /view?graph=IRI" in answer.text
        assert client.get(f"/view/{LOCAL}").status_code == 200


def test_a_view_comes_to_its_limit_and_the_server_goes_on(tmp_path: Path) -> None:
    store = crowded(tmp_path / "archive", DRAWN)  # which takes seconds
    with TestClient(application(Settings(store, timeout=0.3, hosts=("testserver",)))) as client:
        for _ in range(2):
            answer = client.get(f"/view?graph={CROWD}")
            assert (answer.status_code, answer.text) == (504, "the query took longer than 0.3 seconds and was ended\n")
        assert client.get("/health").status_code == 200


def test_a_node_page_knows_whether_there_is_a_view(store: Path) -> None:
    for iri, there in ((ARTICLE, True), (f"{DATA_BASE}country-norway", False)):
        told = JOBS["node"](open_store(store), {"iri": iri, "graph": None})
        assert json.loads(told.body)["graph"] is there


IMPORTS = """
import builtins, io, sys
from facts import FACTS
from kg.answer import picture
from kg.rdf import quads
from kg.view import html, network
told = list(quads(FACTS))
picture.prepare()
before, opened = set(sys.modules), []
sys.addaudithook(lambda event, arguments: opened.append(arguments[0]) if event == "open" else None)
html(network(told), "title")
print(sorted(set(sys.modules) - before), opened)
"""


def test_all_that_a_view_needs_is_there_before_files_are_out_of_reach() -> None:
    command = [sys.executable, "-c", IMPORTS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=Path(__file__).parent)
    assert done.stdout == "[] []\n", done.stderr
