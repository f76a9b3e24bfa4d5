"""`kg build --store`, `kg load`, `kg info` and `kg dump`, as a person calls them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commands import fine, run, story_folder
from pyoxigraph import QuerySolutions

from kg.store import FORMATS, load, named_quads, open_store
from kg.store import query as store_query
from kg.store.background import BACKGROUND
from kg.vocab import PREFIXES


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return story_folder(tmp_path_factory.mktemp("story"))


@pytest.fixture(scope="module")
def store(folder: Path) -> Path:
    """A store that the story was built into."""
    where = folder / "archive"
    shown = fine("build", str(folder / "ferry.txt"), "--date", "2024-05-15", "--store", str(where))
    assert f"1 article put into the store {where}/" in shown
    assert "written to" not in shown
    return where


def test_a_store_holds_what_the_file_holds(store: Path, folder: Path) -> None:
    held = {q for q in named_quads(open_store(store)) if q.graph_name not in BACKGROUND}
    assert held == set(load(folder / "ferry.trig"))


def test_files_are_written_on_request(folder: Path, tmp_path: Path) -> None:
    fine("build", str(folder / "ferry.txt"), "--store", str(tmp_path / "s"), "--format", "nq", "--out", str(tmp_path))
    assert {f.name for f in tmp_path.iterdir()} == {"s", "ferry.nq"}


def test_info_counts(store: Path, folder: Path) -> None:
    shown = fine("info", str(store))
    triples = len(load(folder / "ferry.ttl"))
    assert f"1 article in 1 graph, {triples} triples, built by" in shown
    assert "published 2024-05-15 to 2024-05-15" in shown
    assert re.search(r"^Death +1 +0", shown, re.M)
    assert "ontology and gazetteer:" in shown
    assert "ontology and gazetteer:" not in fine("info", str(folder / "ferry.ttl"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_dump_is_read_back(suffix: str, store: Path, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / f"all{suffix}"
    assert fine("dump", str(store), "--out", str(path)) == f"{path} written\n"
    assert {q.triple for q in load(path)} == {q.triple for q in load(folder / "ferry.trig")}
    again = run("dump", str(store), "--format", suffix[1:])
    assert again.stdout_bytes == path.read_bytes()


def test_dump_of_one_graph_and_of_everything(store: Path, tmp_path: Path) -> None:
    only = tmp_path / "only.nq"
    fine("dump", str(store), "--out", str(only), "--graph", "https://w3id.org/newskg/ontology", "--background")
    assert {str(q.graph_name) for q in load(only)} == {"<https://w3id.org/newskg/ontology>"}
    fine("dump", str(store), "--out", str(only), "--background")
    assert {q.graph_name for q in load(only)} > BACKGROUND


def test_a_broken_file_is_told_and_the_others_are_loaded(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("this is no Turtle")
    result = run("load", str(tmp_path / "s"), str(broken), str(folder / "ferry.ttl"))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"kg: {broken}:1:")
    assert result.stderr.count("\n") == 1
    assert "1 file loaded" in result.stdout
    held = {q for q in named_quads(open_store(tmp_path / "s")) if q.graph_name not in BACKGROUND}
    assert held == set(load(folder / "ferry.ttl"))


def test_a_graph_may_be_named(tmp_path: Path) -> None:
    notes = tmp_path / "notes.ttl"
    notes.write_text("<http://example.org/a> <http://example.org/b> 1 .")
    fine("load", str(tmp_path / "s"), str(notes), "--graph", "https://example.org/notes")
    graphs = {str(q.graph_name) for q in named_quads(open_store(tmp_path / "s")) if q.graph_name not in BACKGROUND}
    assert graphs == {"<https://example.org/notes>"}
    result = run("load", str(tmp_path / "s"), str(notes), "--graph", "not an iri")
    assert result.exit_code == 1
    assert "is no name for a graph" in result.stderr


@pytest.mark.parametrize("command", ["info", "dump"])
def test_what_is_no_store_is_one_line(command: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path, words in ((tmp_path / "empty", "holds no store"), (tmp_path / "none.ttl", "cannot be read")):
        result = run(command, str(path))
        assert result.exit_code == 1
        assert words in result.stderr
        assert result.stderr.count("\n") == 1


COUNTED = "SELECT (COUNT(*) AS ?n) { id:country-fiji a kg:Country ; skos:prefLabel ?name }"


@pytest.mark.parametrize("query", [COUNTED, COUNTED.replace("{", "FROM id:article-a FROM id:article-b {", 1)])
def test_what_two_articles_tell_is_counted_once(query: str, tmp_path: Path) -> None:
    """Whatever is asked: the files, a store of them, or a file of both graphs."""
    fiji = "id:country-fiji a kg:Country ; skos:prefLabel 'Fiji' ."
    prefixes = "".join(f"@prefix {p}: <{PREFIXES[p]}> . " for p in ("id", "kg", "skos"))
    both = []
    for name in "ab":
        both.append(f"id:article-{name} {{ id:article-{name} a kg:Article . {fiji} }}")
        (tmp_path / f"{name}.trig").write_text(prefixes + both[-1])
        (tmp_path / f"{name}.ttl").write_text(f"{prefixes} id:article-{name} a kg:Article . {fiji}")
    (tmp_path / "both.trig").write_text(prefixes + " ".join(both))
    files = {kind: [str(tmp_path / f"{name}.{kind}") for name in "ab"] for kind in ("ttl", "trig")}
    assert run("load", str(tmp_path / "store"), *files["ttl"]).exit_code == 0
    for graphs in ([str(tmp_path / "store")], *files.values(), [str(tmp_path / "both.trig")]):
        result = run("query", *graphs, query)
        assert result.stdout.split() == ["n", "1"], (graphs, result.stderr)
    again = store_query(load(tmp_path / "both.trig"), query)
    assert isinstance(again, QuerySolutions)
    assert [row["n"].value for row in again] == ["1"]
