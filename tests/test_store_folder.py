"""A store in a folder: changes take place whole or not at all, whatever is killed, full, broken or in use."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from facts import FACTS
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from kg.errors import GraphError, StoreError
from kg.rdf import quads
from kg.store import changing, named_quads, nquads, open_store, query, trig, turtle
from kg.store.background import BACKGROUND, GAZETTEER_GRAPH, ONTOLOGY_GRAPH, ontology
from kg.store.disk import LOCK, MARKER

QUADS = list(quads(FACTS))
GRAPH = NamedNode("https://w3id.org/newskg/id/article-lumbala")
OTHER = NamedNode("https://w3id.org/newskg/id/article-b")
SECOND = [Quad(q.subject, q.predicate, q.object, OTHER) for q in QUADS[20:40]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one article, made once: ontology and gazetteer take a second."""
    where = tmp_path_factory.mktemp("made") / "store"
    with changing(where) as change:
        change.replace(QUADS)
    return where


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """The same, to change."""
    return Path(shutil.copytree(made, tmp_path / "store"))


def held(store: Store) -> set[Quad]:
    """All that the graphs of a store hold but ontology and gazetteer; its default graph must be their merge."""
    quads = set(named_quads(store))
    assert {q.triple for q in store if q.graph_name == DefaultGraph()} == {q.triple for q in quads}
    return {q for q in quads if q.graph_name not in BACKGROUND}


def articles(folder: Path) -> set[Quad]:
    """All that a store in a folder holds but ontology and gazetteer."""
    return held(open_store(folder))


def test_what_was_put_in_comes_out(folder: Path) -> None:
    assert articles(folder) == set(QUADS)


def test_an_article_built_again_replaces_its_graph(folder: Path) -> None:
    with changing(folder) as change:
        change.replace(SECOND)
        change.replace(QUADS[:5])
    assert articles(folder) == {*SECOND, *QUADS[:5]}


def test_an_article_is_removed(folder: Path) -> None:
    with changing(folder) as change:
        change.replace(SECOND)
        change.remove(GRAPH)
        change.remove(NamedNode("https://example.org/unknown"))
    assert articles(folder) == set(SECOND)
    assert set(open_store(folder).named_graphs()) == {OTHER, *BACKGROUND}


def test_a_reader_keeps_what_it_opened(folder: Path) -> None:
    before = open_store(folder)
    with changing(folder) as change:
        change.remove(GRAPH)
    assert held(before) == set(QUADS)
    assert articles(folder) == set()


def test_an_error_leaves_the_store_as_it_was(folder: Path) -> None:
    def change_and_fail() -> None:
        with changing(folder) as change:
            change.remove(GRAPH)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    assert articles(folder) == set(QUADS)
    assert len(list(folder.glob("g*"))) == 1


@pytest.mark.parametrize("suffix", [".ttl", ".trig", ".nq"])
def test_a_file_takes_the_place_of_its_graph(suffix: str, folder: Path, tmp_path: Path) -> None:
    told = [*QUADS[:30]]
    path = tmp_path / f"again{suffix}"
    path.write_bytes({".ttl": turtle, ".trig": trig, ".nq": nquads}[suffix](told))
    with changing(folder) as change:
        change.replace(SECOND)
        change.load(path)
    assert articles(folder) == {*told, *SECOND}


def test_triples_of_no_article_get_a_graph_of_their_own(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "My notes.ttl"
    path.write_text("\ufeff<http://example.org/a> <http://example.org/b> 1 .", "utf-8")
    for graph, name in ((None, "https://w3id.org/newskg/id/file-my-notes"), (OTHER, OTHER.value)):
        with changing(folder) as change:
            change.load(path, graph)
        assert name in [g.value for g in open_store(folder).named_graphs() if isinstance(g, NamedNode)]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("broken.nq", b'<http://a.example/> <http://b.example/> "1" .\n<http://a.example/> oops\n', "broken.nq:2:"),
        ("half.ttl", b'<http://a.example/> <http://b.example/> "never closed', "half.ttl:1:"),
        ("empty.ttl", b"# nothing\n", "empty.ttl: holds no triples"),
        ("notes.docx", b"", "unknown kind of graph file '.docx'"),
    ],
)
def test_a_broken_file_changes_nothing(name: str, data: bytes, message: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    def change_and_load() -> None:
        with changing(folder) as change:
            change.remove(GRAPH)
            change.load(path)

    with pytest.raises(GraphError) as caught:
        change_and_load()
    assert message in str(caught.value)
    assert articles(folder) == set(QUADS)


def test_a_broken_file_leaves_nothing_in_a_new_store(tmp_path: Path) -> None:
    (tmp_path / "broken.nq").write_bytes(nquads(SECOND) + b"<http://a.example/> oops\n")
    (tmp_path / "good.nq").write_bytes(nquads(QUADS))
    with changing(tmp_path / "store") as change:
        with pytest.raises(GraphError, match=r"broken\.nq:21:"):
            change.load(tmp_path / "broken.nq")
        change.load(tmp_path / "good.nq")
    assert articles(tmp_path / "store") == set(QUADS)


def test_ontology_and_gazetteer_have_graphs_of_their_own(folder: Path) -> None:
    store = open_store(folder)
    assert len(list(store.quads_for_pattern(None, None, None, ONTOLOGY_GRAPH))) > 1000
    haiti = NamedNode("http://www.wikidata.org/entity/Q790")
    told = [q.object for q in store.quads_for_pattern(haiti, None, None, GAZETTEER_GRAPH)]
    assert Literal("Haiti") in told
    # what only the gazetteer knows is no country that an article names
    rows = query(store, "SELECT DISTINCT ?g { GRAPH ?g { ?x a kg:Country } }")
    assert isinstance(rows, QuerySolutions)
    assert [row["g"] for row in rows] == [GRAPH]


def test_another_state_of_the_ontology_replaces_it(folder: Path) -> None:
    marker = json.loads((folder / MARKER).read_bytes())
    (folder / MARKER).write_text(json.dumps({**marker, "background": "old"}))
    with changing(folder) as change:
        change.remove(ONTOLOGY_GRAPH)
        change.replace(SECOND)
    (folder / MARKER).write_text(json.dumps({**json.loads((folder / MARKER).read_bytes()), "background": "old"}))
    with changing(folder):
        pass
    found = open_store(folder).quads_for_pattern(None, None, None, ONTOLOGY_GRAPH)
    assert sum(1 for _ in found) == sum(1 for _ in ontology())
    assert articles(folder) == {*QUADS, *SECOND}


# What a folder may hold instead of a store


def _no_folder(where: Path) -> None:
    (where / MARKER).unlink()
    (where / LOCK).unlink()
    for file in sorted(where.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    where.rmdir()


def _empty(where: Path) -> None:
    (where / MARKER).unlink()


def _other_version(where: Path) -> None:
    (where / MARKER).write_text('{"format": 7, "generation": "g000001"}')


def _half_written(where: Path) -> None:
    (where / MARKER).write_text('{"format": 2, "gen')


def _elsewhere(where: Path) -> None:
    (where / MARKER).write_text('{"format": 2, "generation": "../../etc"}')


def _lost(where: Path) -> None:
    (where / MARKER).write_text('{"format": 2, "generation": "g000404"}')


def _damaged(where: Path) -> None:
    (next(where.glob("g*")) / "CURRENT").write_text("MANIFEST-999999\n")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (_no_folder, "no such folder; fill one: kg build --store"),
        (_empty, "holds no store; fill one: kg build --store"),
        (_other_version, "is a store of version 7, this kg reads version 2; build it again"),
        (_half_written, "cannot be read: Unterminated string"),
        (_elsewhere, "names no generation"),
        (_lost, "cannot be opened"),
        (_damaged, "cannot be opened"),
    ],
)
def test_a_folder_that_is_no_store_of_ours(damage: object, message: str, folder: Path) -> None:
    assert callable(damage)
    damage(folder)
    with pytest.raises(StoreError) as caught:
        open_store(folder)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(StoreError, match="is a folder with other things in it"), changing(tmp_path):
        pass
    assert [f.name for f in tmp_path.iterdir()] == ["thesis.docx"]


def test_one_process_changes_it_at_a_time(folder: Path) -> None:
    code = f"from pathlib import Path; from kg.store import changing\nwith changing(Path({str(folder)!r})): pass"
    with changing(folder):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "is being changed by another process" in done.stderr
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_full_disk_leaves_the_store_as_it_was(folder: Path) -> None:
    many = f"Quad(N(f'http://a.example/{{i}}'), N('http://b.example/'), Literal('x' * 999), N('{OTHER.value}'))"
    code = (
        "import resource, signal; from pathlib import Path; from kg.store import changing\n"
        "from kg.errors import StoreError; from pyoxigraph import Quad, Literal, NamedNode as N\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n"
        f"with changing(Path({str(folder)!r})) as change:\n"
        f"    change.replace([{many} for i in range(3000)])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "StoreError" in done.stderr.splitlines()[-1]
    assert "cannot be written" in done.stderr.splitlines()[-1]
    assert articles(folder) == set(QUADS)


LOADING = """
import sys
from pathlib import Path
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from kg.store import changing
graph = NamedNode("https://w3id.org/newskg/id/article-many")
print("ready", flush=True)
for turn in range(int(sys.argv[2]), 10_000):
    with changing(Path(sys.argv[1])) as change:
        said = NamedNode("http://b.example/")
        told = [Quad(NamedNode(f"http://a.example/{i}"), said, Literal(turn), graph) for i in range(500)]
        change.replace(told)
"""


def test_a_kill_at_any_moment_leaves_one_state_or_the_next(folder: Path) -> None:
    chance = random.Random(3)
    last = -1
    for _ in range(25):
        writing = subprocess.Popen(
            [sys.executable, "-c", LOADING, str(folder), str(last + 1)], stdout=subprocess.PIPE, text=True
        )
        assert writing.stdout is not None
        assert writing.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0.0, 0.4))
        os.kill(writing.pid, signal.SIGKILL)
        writing.communicate()
        turns = {int(q.object.value) for q in _many(open_store(folder)) if isinstance(q.object, Literal)}
        assert len(turns) <= 1, "of two states at once"
        assert not turns or len(list(_many(open_store(folder)))) == 500
        last = max(turns, default=last)
        assert set(QUADS) <= articles(folder)
    assert last > 0, "nothing was ever written"
    assert json.loads((folder / MARKER).read_bytes())["format"] == 2


def _many(store: Store) -> Iterator[Quad]:
    return named_quads(store, NamedNode("https://w3id.org/newskg/id/article-many"))
