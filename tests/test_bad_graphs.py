"""What can be wrong with a query, a graph file, a store or a disk: one line, exit code 1, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from commands import fine, run, story_folder

from kg.export import EXPORTERS
from kg.store import changing, load

ASKED = {"query": ["events-by-type"], "ask": ["events-by-type"], "info": [], "dump": []}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story's graph in all formats, and in a store."""
    away = story_folder(tmp_path_factory.mktemp("bad"))
    fine("load", str(away / "archive"), str(away / "ferry.ttl"))
    return away


@pytest.fixture
def store(folder: Path, tmp_path: Path) -> Path:
    """A store of its own, with the story in it."""
    return Path(shutil.copytree(folder / "archive", tmp_path / "archive"))


def only_line(result: Result) -> str:
    """The one line of a command that failed."""
    assert result.exit_code == 1, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    (line,) = result.stderr.splitlines()
    assert line.startswith("kg: ")
    return line


def bang(number: int) -> str:
    return f"SELECT * {{ ?s ?p ?o FILTER({'!' * number}true) }}"


DEEP: dict[str, str] = {
    "not": bang(200_000),
    "or": f"SELECT * {{ ?s ?p ?o FILTER({' || '.join(['?o'] * 200_000)}) }}",
    "union": f"SELECT * {{ {' UNION '.join(['{ ?s a kg:Event }'] * 50_000)} }}",
    "optional": f"SELECT * {{ ?s a kg:Event {'OPTIONAL { ?s a kg:Event } ' * 20_000} }}",
    "path": f"SELECT * {{ ?s {'|'.join(['kg:agent'] * 100_000)} ?o }}",
    "brackets": f"SELECT * {'{' * 100_000}{'}' * 100_000}",
}


@pytest.mark.parametrize("query", DEEP.values(), ids=DEEP)
def test_a_query_that_the_engine_does_not_survive(query: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "deep.rq"
    path.write_text(query)
    command = [sys.executable, "-m", "kg", "query", str(folder / "ferry.ttl"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "deep" in line


@pytest.mark.parametrize(
    "query",
    [
        "#" * 10_000_000 + "\nSELECT (COUNT(?s) AS ?n) { ?s a kg:Death }",
        f'SELECT (COUNT(?s) AS ?n) {{ ?s a kg:Death FILTER(STRLEN("{"x" * 10_000_000}") > 0) }}',
    ],
    ids=["comment", "string"],
)
def test_ten_megabytes_are_no_fault(query: str, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "long.rq"
    path.write_text(query)
    assert fine("query", str(folder / "ferry.ttl"), str(path)).splitlines() == ["n", "1"]


@pytest.mark.parametrize(("name", "content"), [("-", ""), ("-", " \n"), ("empty.rq", "")])
def test_an_empty_query(name: str, content: str, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.rq").write_text(content)
    command = [sys.executable, "-m", "kg", "query", str(folder / "ferry.ttl"), name]
    done = subprocess.run(command, input=content, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(f"kg: {'standard input' if name == '-' else name}: is empty; give SPARQL")


@pytest.mark.parametrize("command", ASKED)
def test_no_such_place(command: str, tmp_path: Path) -> None:
    line = only_line(run(command, str(tmp_path / "archiv"), *ASKED[command]))
    assert "archiv: there is no such file or folder; check the path" in line


def older(store: Path) -> None:
    (store / "kg-store.json").write_text(json.dumps({"format": 0, "generation": "g000001"}))


def torn(store: Path) -> None:
    (store / "kg-store.json").write_text('{"format": 1, "gen')


def gone(store: Path) -> None:
    shutil.rmtree(store / "g000001")


def cut(store: Path) -> None:
    for file in (store / "g000001").glob("*.sst"):
        os.truncate(file, 100)


def foreign(store: Path) -> None:
    shutil.rmtree(store)
    store.mkdir()
    (store / "letter.txt").write_text("Dear all")


BROKEN: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "of another version": (older, "is a store of version 0, this kg reads version 2", "build it again"),
    "with half a marker": (torn, "kg-store.json: cannot be read", "build the store again"),
    "without its database": (gone, "cannot be opened", "build it again"),
    "with a cut database": (cut, "cannot be opened: Corruption", "build it again"),
    "that is none": (foreign, "holds no store", "kg build --store"),
}


@pytest.mark.parametrize(("spoil", "words", "remedy"), BROKEN.values(), ids=BROKEN)
def test_a_store_that_cannot_be_read(spoil: Callable[[Path], None], words: str, remedy: str, store: Path) -> None:
    spoil(store)
    for command, more in ASKED.items():
        line = only_line(run(command, str(store), *more))
        assert str(store) in line
        assert words in line
        assert remedy in line
    assert words in only_line(run("push", "http://127.0.0.1:9/", str(store)))


def test_a_store_that_another_process_changes(store: Path, folder: Path) -> None:
    with changing(store):
        line = only_line(run("load", str(store), str(folder / "ferry.ttl")))
        assert "is being changed by another process; wait until it is done" in line
        for command, more in ASKED.items():
            fine(command, str(store), *more)  # who reads, reads on


@pytest.mark.parametrize("form", ["ttl", "trig", "nq", "nt", "jsonld", "rdf"])
def test_a_file_that_was_written_by_half(form: str, folder: Path, store: Path, tmp_path: Path) -> None:
    (data,) = EXPORTERS[form](load(folder / "ferry.trig"), "half").values()
    path = tmp_path / f"half.{form}"
    path.write_bytes(data[: len(data) // 2 + 3])
    before = fine("dump", str(store))
    for command in (["info", str(path)], ["query", str(path), "timeline"], ["push", "http://127.0.0.1:9/", str(path)]):
        assert f"half.{form}" in only_line(run(*command))
    assert f"half.{form}" in only_line(run("load", str(store), str(path)))
    assert fine("dump", str(store)) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is always full")
@pytest.mark.parametrize("command", ["query csv", "query table", "query json", "query md", "info", "dump"])
def test_a_full_disk_behind_the_standard_output(command: str, store: Path) -> None:
    name, _, form = command.partition(" ")
    arguments = [sys.executable, "-m", "kg", name, str(store), *ASKED[name], *(["--format", form] if form else [])]
    with open("/dev/full", "w") as full:
        done = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "kg: the output cannot be written: No space left on device; what is there of it is not whole"
    ]


def test_a_journal_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    line = only_line(
        run("push", "http://127.0.0.1:9/", str(folder / "ferry.ttl"), "--journal", str(tmp_path / "taken"))
    )
    assert "taken: cannot be read: " in line


def test_dump_of_a_graph_that_is_not_there(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "none.nq"
    line = only_line(run("dump", str(store), "--graph", "https://example.org/none", "--out", str(out)))
    assert "--graph https://example.org/none: there is no graph of that name" in line
    assert not out.exists()
