"""The commands: what they print, their help, their exit codes, and what they load."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.cli import COMMANDS, group
from kg.corpus import build_all, sample_path
from kg.export import EXPORTERS
from kg.questions import packaged
from kg.report import silent, told
from kg.store import load

ROOT = Path(__file__).parent.parent
HEAVY = ("spacy", "numpy", "rdflib", "pyoxigraph", "pyshacl", "networkx", "trafilatura", "rich", "jinja2")
STORY = """Two die as ferry sinks off Beira

Two fishermen drowned when a ferry sank off Beira on Friday, police said.

"We will search through the night," police chief Rosa Tembo said.

The sea was calm.
"""
VALUE = re.compile(r"(?<=nif:anchorOf \")drowned")


WRONG_QUERIES = [
    ("SELECT ?x { ?x", "query, line 1, column 15"),
    ("timelines", "did you mean timeline?"),
    ("no-such.rq", "cannot be read"),
    ("", "is empty"),
    ("DELETE WHERE { ?s ?p ?o }", "would change the graph"),
    ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "SERVICE"),
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments)


def fine(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story and its graph in all formats."""
    away = tmp_path_factory.mktemp("cli")
    (away / "ferry.txt").write_text(STORY, encoding="utf-8")
    (outcome,) = build_all([away / "ferry.txt"], out=away, date="2024-05-15", formats=tuple(EXPORTERS))
    assert outcome.error is None
    return away


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
        for name, kind in (("events", "Event"), ("prospects", "Prospect"), ("actors", "Actor"), ("figures", "Figure")):
            asked = (
                f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH ?g {{ ?s a <https://w3id.org/newskg/ontology#{kind}> }} }}"
            )
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


class TestQuery:
    def test_the_list_tells_every_packaged_query(self) -> None:
        shown = fine("query", "--list")
        assert [name for name in packaged() if name not in shown] == []
        assert len(packaged()) >= 12

    @pytest.mark.parametrize("name", packaged())
    def test_every_packaged_query_runs(self, name: str, graph: str) -> None:
        rows = list(csv.reader(io.StringIO(fine("query", graph, name))))
        assert len({len(row) for row in rows}) == 1

    def test_a_pipe_gets_csv_a_terminal_a_table(self, graph: str) -> None:
        asked = "SELECT ?w { ?s a kg:Death ; kg:trigger/nif:anchorOf ?w } ORDER BY ?w"
        rows = fine("query", graph, asked).splitlines()
        assert rows[0] == "w"
        assert "drowned" in rows
        shown = terminal("query", graph, asked)
        assert "─" in shown
        assert "drowned" in shown

    @pytest.mark.parametrize("form", ["table", "csv", "tsv", "json"])
    def test_each_format_holds_the_row(self, form: str, graph: str) -> None:
        asked = "SELECT ?w { ?s a kg:Death ; kg:trigger/nif:anchorOf ?w } ORDER BY ?w"
        assert "drowned" in fine("query", graph, asked, "--format", form)

    def test_rows_too_wide_for_a_table_are_blocks(self, graph: str) -> None:
        shown = fine("query", graph, "timeline", "--format", "table")
        assert re.search(
            r"^evidence +Two fishermen drowned when a ferry sank off Beira on Friday, police said\.$", shown, re.M
        )

    def test_a_file_is_read(self, graph: str, tmp_path: Path) -> None:
        path = tmp_path / "deaths.rq"
        path.write_text("SELECT ?s { ?s a kg:Death }")
        assert "event-" in fine("query", graph, str(path))

    def test_ask_is_yes_or_no(self, graph: str) -> None:
        assert fine("query", graph, "ASK { ?s a kg:Death }") == "yes\n"
        assert fine("query", graph, "ASK { ?s a kg:Coup }") == "no\n"

    def test_triples_are_turtle(self, graph: str) -> None:
        assert 'skos:prefLabel "Rosa Tembo"' in fine("query", graph, "DESCRIBE id:person-rosa-tembo")

    @pytest.mark.parametrize(("query", "words"), WRONG_QUERIES, ids=[w[0] for w in WRONG_QUERIES])
    def test_a_wrong_query_is_one_line(self, query: str, words: str, graph: str) -> None:
        result = run("query", graph, query)
        assert result.exit_code == 1
        assert words in result.stderr
        assert len(result.stderr.splitlines()) == 1

    @pytest.mark.parametrize(("query", "form"), [("DESCRIBE id:x", "csv"), ("SELECT * { ?s ?p ?o } LIMIT 1", "ttl")])
    def test_a_format_that_cannot_hold_the_answer(self, query: str, form: str, graph: str) -> None:
        result = run("query", graph, query, "--format", form)
        assert result.exit_code == 1
        assert "choose" in result.stderr


class TestCheck:
    @pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "jsonld"])
    def test_a_graph_of_ours_is_fine(self, suffix: str, folder: Path) -> None:
        shown = fine("check", str(folder / f"ferry.{suffix}"), "--source", str(folder / "ferry.txt"))
        assert "conform to the shapes" in shown

    def test_without_its_source_it_says_what_it_did_not_compare(self, graph: str) -> None:
        assert "--source" in fine("check", graph)

    @pytest.mark.parametrize("source", [False, True])
    def test_a_changed_word_is_found_with_its_passage(self, source: bool, folder: Path, tmp_path: Path) -> None:
        changed, number = VALUE.subn("drowsed", (folder / "ferry.ttl").read_text("utf-8"))
        assert number == 1
        path = tmp_path / "ferry.ttl"
        path.write_text(changed, encoding="utf-8")
        result = run("check", str(path), *(["--source", str(folder / "ferry.txt")] if source else []))
        assert result.exit_code == 1
        assert "#char=" in result.stdout
        assert "drowsed" in result.stdout

    def test_another_text_is_not_the_source(self, graph: str) -> None:
        result = run("check", graph, "--source", str(sample_path()))
        assert result.exit_code == 1
        assert "the text is not the one" in result.stdout

    def test_a_broken_shape_is_told_with_its_node(self, folder: Path, tmp_path: Path) -> None:
        text = (folder / "ferry.ttl").read_text("utf-8")
        changed = re.sub(r"    kg:factuality kg:Actual ;\n", "", text)
        assert changed != text
        (tmp_path / "ferry.ttl").write_text(changed, encoding="utf-8")
        result = run("check", str(tmp_path / "ferry.ttl"))
        assert result.exit_code == 1
        assert "/event-" in result.stdout
        assert "factuality" in result.stdout

    def test_the_article_is_found_in_a_list(self, graph: str, tmp_path: Path) -> None:
        path = tmp_path / "list.jsonl"
        path.write_text("".join(json.dumps({"text": text}) + "\n" for text in ("Rebels attacked Pemba.", STORY)))
        assert "compared with" in fine("check", graph, "--source", str(path))


class TestExplain:
    @pytest.mark.parametrize(
        "name", ["Rosa Tembo", "rosa tembo", "person-rosa-tembo", "id:person-rosa-tembo",
                 "https://w3id.org/newskg/id/person-rosa-tembo", "<https://w3id.org/newskg/id/person-rosa-tembo>"]
    )  # fmt: skip
    def test_a_node_is_found_by_iri_local_name_or_label(self, name: str, graph: str) -> None:
        shown = fine("explain", graph, name)
        assert shown.startswith("Rosa Tembo")
        assert '"We will search through the night," police chief Rosa Tembo said.' in shown
        assert "agent in: Statement" in shown

    def test_an_event_has_its_facts_each_with_a_sentence(self, graph: str) -> None:
        (event,) = re.findall(r"event-\w+", fine("query", graph, "SELECT ?s { ?s a kg:Death ; kg:startDate ?d }"))
        shown = fine("explain", graph, event)
        assert "type: Death" in shown
        assert "when: 2024-05-10" in shown
        assert "Two fishermen drowned when a ferry sank off Beira on Friday, police said." in shown

    def test_an_unknown_name_tells_close_ones(self, graph: str) -> None:
        result = run("explain", graph, "Tembu")
        assert result.exit_code == 1
        assert "did you mean 'Rosa Tembo'?" in result.stderr

    def test_an_ambiguous_name_tells_all(self, tmp_path: Path) -> None:
        path = tmp_path / "two.ttl"
        path.write_text('<https://x.org/a> kg:p 1 ; skos:prefLabel "Lagos" . <https://x.org/b> skos:prefLabel "Lagos" .'
                        .replace("kg:p", "<urn:p>").replace("skos:", "skos:"))  # fmt: skip
        text = path.read_text()
        path.write_text("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n" + text)
        result = run("explain", str(path), "Lagos")
        assert result.exit_code == 1
        assert "2 nodes" in result.stderr
        assert "a (Lagos), b (Lagos)" in result.stderr


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
        assert page.read_bytes() == (folder / "ferry.html").read_bytes()

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


def terminal(*arguments: str, cwd: Path | None = None) -> str:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-m", "kg", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, env=environment) as process:
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 65536):
                shown += chunk
        except OSError:
            pass  # Linux: the other side was closed
        os.close(ours)
        assert process.wait(120) == 0, shown
    return shown.decode()
