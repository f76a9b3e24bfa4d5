"""The commands `build`, `report` and `view`, and every command's help: what they print, exit with, and load."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from commands import STORY, fine, run, story_folder, terminal

from kg.cli import COMMANDS, group
from kg.corpus import build_all, sample_path
from kg.export import EXPORTERS
from kg.report import silent, told
from kg.store import load
from kg.view.document import json_for_script

ROOT = Path(__file__).parent.parent
HEAVY = ("spacy", "numpy", "rdflib", "pyoxigraph", "pyshacl", "networkx", "trafilatura", "rich", "jinja2")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story and its graph in all formats."""
    return story_folder(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def graph(folder: Path) -> str:
    return str(folder / "ferry.ttl")


class TestHelp:
    def test_it_names_every_command(self) -> None:
        shown = fine("--help")
        assert [name for name in COMMANDS if not re.search(rf"^  {name} ", shown, re.M)] == []

    @pytest.mark.parametrize("command", COMMANDS)
    def test_each_command_has_examples_that_are_calls_of_it(self, command: str) -> None:
        shown = fine(command, "--help")
        examples = shown.split("Examples:")[1]
        assert f"kg {command}" in examples
        known = set(re.findall(r"(--[a-z][a-z-]*)", shown.split("Examples:")[0]))
        assert set(re.findall(r"(--[a-z][a-z-]*)", examples)) <= known

    @pytest.mark.parametrize("command", COMMANDS)
    def test_the_list_says_what_the_command_says(self, command: str) -> None:
        assert COMMANDS[command] in " ".join(fine(command, "--help").split())

    @pytest.mark.parametrize("name", EXPORTERS)
    def test_build_names_every_format(self, name: str) -> None:
        assert re.search(rf"\b{name}\b", fine("build", "--help"))

    @pytest.mark.parametrize("arguments", [["--help"], *([c, "--help"] for c in COMMANDS), ["--version"]], ids=" ".join)
    def test_nothing_heavy_is_loaded(self, arguments: list[str]) -> None:
        code = (
            "import sys, kg.cli\n"
            f"try: kg.cli.main({arguments!r})\n"
            f"finally: sys.stderr.write(' '.join(m for m in {HEAVY!r} if m in sys.modules))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout
        assert done.stderr == ""

    def test_an_unknown_command_is_a_wrong_call(self) -> None:
        result = run("biuld")
        assert result.exit_code == 2
        assert "biuld" in result.stderr

    @pytest.mark.parametrize("command", COMMANDS)
    def test_the_readme_documents_it(self, command: str) -> None:
        assert f"kg {command}" in (ROOT / "README.md").read_text("utf-8")


class TestBuild:
    def test_python_m_kg_builds_the_sample(self, tmp_path: Path) -> None:
        arguments = [sys.executable, "-m", "kg", "build", "--format", "ttl"]
        done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120)
        assert [p.name for p in (tmp_path / "kg-out").iterdir()] == ["haiti-mission.ttl"]
        assert "1 file written to kg-out/" in done.stdout
        assert done.stderr == ""

    def test_standard_input_is_an_article(self, tmp_path: Path) -> None:
        arguments = ["build", "-", "--out", str(tmp_path), "--format", "nq", "--date", "2024-05-15"]
        result = CliRunner().invoke(group, arguments, input=STORY)
        assert result.exit_code == 0, result.output
        assert [p.name for p in tmp_path.iterdir()] == ["stdin.nq"]
        assert b"2024-05-15" in (tmp_path / "stdin.nq").read_bytes()

    def test_the_table_counts_what_the_graph_holds(self, tmp_path: Path) -> None:
        shown = fine("build", str(sample_path()), "--out", str(tmp_path), "--format", "ttl")
        header, _, row = shown.splitlines()[:3]
        counts = dict(zip(header.split(), row.split(), strict=True))
        store = load(tmp_path / "haiti-mission.ttl")
        counted = {"events": "?s a kg:Event", "prospects": "?s a kg:Prospect", "actors": "?s a kg:Actor"}
        for name, pattern in (*counted.items(), ("figures", "[] kg:figure ?s")):
            asked = f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ {pattern} }} }}"
            answer = json.loads(fine("query", str(tmp_path / "haiti-mission.ttl"), asked, "--format", "json"))
            assert answer["results"]["bindings"][0]["n"]["value"] == counts[name], name
        assert len(store) > 500

    def test_a_bar_is_shown_on_a_terminal_only(self, tmp_path: Path) -> None:
        for name in ("a", "b", "c"):
            (tmp_path / f"{name}.txt").write_text("Rebels attacked Pemba on 3 March 2023.")
        arguments = ["build", "a.txt", "b.txt", "c.txt", "--format", "ttl"]
        assert "━" in terminal(*arguments, cwd=tmp_path)
        done = subprocess.run([sys.executable, "-m", "kg", *arguments], cwd=tmp_path, capture_output=True, check=True)
        assert done.stderr == b""


class TestReport:
    def test_every_sentence_is_told_in_order(self, folder: Path) -> None:
        shown = fine("report", str(folder / "ferry.txt"), "--date", "2024-05-15")
        numbered = re.findall(r"^(\d+)\. (.*)$", shown, re.M)
        assert [n for n, _ in numbered] == ["1", "2", "3", "4"]
        assert numbered[3][1] == "The sea was calm."
        assert re.search(r"The sea was calm\.\n     gave nothing", shown)
        assert re.search(r"Statement “said” \(event\): agent Rosa Tembo; .*quotation “We will search", shown)

    def test_a_text_may_be_given_itself(self) -> None:
        assert "Attack “attacked”" in fine("report", "Rebels attacked Pemba on 3 March 2023.")

    def test_the_sample_drops_are_told_with_their_reason(self) -> None:
        (outcome,) = build_all([sample_path()], out=Path("unused"), formats=())
        assert outcome.facts is not None
        shown = fine("report", str(sample_path()))
        for drop in outcome.facts.drops:
            assert drop.reason in shown
        assert sum(len(t.drops) for t in told(outcome.facts)) >= len(outcome.facts.drops) > 0
        assert shown.count("gave nothing beyond names") + shown.count("     gave nothing\n") >= len(
            silent(outcome.facts)
        )


class TestView:
    @pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "jsonld"])
    def test_any_graph_file_gives_the_same_page(self, suffix: str, folder: Path, tmp_path: Path) -> None:
        page = tmp_path / "page.html"
        assert str(page) in fine("view", str(folder / f"ferry.{suffix}"), "--out", str(page), "--no-open")
        fine("view", str(folder / "ferry.ttl"), "--out", str(tmp_path / "ttl.html"), "--no-open")
        assert page.read_bytes() == (tmp_path / "ttl.html").read_bytes()

    def test_the_page_of_a_build_has_the_whole_article(self, folder: Path, tmp_path: Path) -> None:
        page = tmp_path / "page.html"
        fine("view", str(folder / "ferry.ttl"), "--out", str(page), "--no-open")
        text = json_for_script((folder / "ferry.txt").read_text("utf-8"))
        built = (folder / "ferry.html").read_text("utf-8")
        assert built.replace(f'"text":{text}', '"text":""') == page.read_text("utf-8")

    def test_a_store(self, folder: Path, tmp_path: Path) -> None:
        page = tmp_path / "page.html"
        fine("load", str(tmp_path / "archive"), str(folder / "ferry.trig"))
        fine("view", str(tmp_path / "archive"), "--out", str(page), "--no-open")
        fine("view", str(folder / "ferry.trig"), "--out", str(tmp_path / "trig.html"), "--no-open")
        assert page.read_bytes() == (tmp_path / "trig.html").read_bytes()

    def test_it_is_opened_on_request(self, graph: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        opened: list[str] = []
        monkeypatch.setattr("webbrowser.open", opened.append)
        page = tmp_path / "page.html"
        fine("view", graph, "--out", str(page))
        assert opened == []
        fine("view", graph, "--out", str(page), "--open")
        assert opened == [page.as_uri()]

    def test_a_page_that_cannot_be_written(self, graph: str, folder: Path) -> None:
        result = run("view", graph, "--out", str(folder / "ferry.txt" / "page.html"), "--no-open")
        assert result.exit_code == 1
        assert "cannot be written" in result.stderr
