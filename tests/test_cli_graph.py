"""The commands that ask a graph: `query`, `check` and `explain`."""

from __future__ import annotations

import csv
import io
import json
import re
import resource
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from commands import STORY, fine, run, story_folder, terminal

from kg.cli import group
from kg.corpus import sample_path
from kg.questions import packaged

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"
VALUE = re.compile(r"(?<=nif:anchorOf \")drowned")
WRONG_QUERIES = [
    ("SELECT ?x { ?x", "query, line 1, column 15"),
    ("timelines", "did you mean timeline"),
    ("no-such.rq", "cannot be read"),
    ("", "is empty"),
    ("DELETE WHERE { ?s ?p ?o }", "would change the graph"),
    ("SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }", "SERVICE"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story and its graph in all formats."""
    return story_folder(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def graph(folder: Path) -> str:
    return str(folder / "ferry.ttl")


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

    @pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml", "md"])
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
        first, *rest = result.stderr.splitlines()
        assert first.startswith("kg: ")
        assert not rest or (rest[0].strip() in query and rest[1].strip() == "^")

    def test_an_error_shows_its_line_and_place(self, graph: str) -> None:
        result = run("query", graph, "SELECT ?s {\n\t?s \x1b[31ma foo:Death }")
        told, shown, mark = result.stderr.splitlines()
        assert "line 2, column" in told
        assert shown == "   ?s [31ma foo:Death }"
        assert set(mark) == {" ", "^"}

    def test_the_standard_input_is_a_query(self, graph: str) -> None:
        result = CliRunner().invoke(group, ["query", graph, "-"], input="SELECT ?s { ?s a kg:Death }")
        assert "event-" in result.stdout
        result = CliRunner().invoke(group, ["query", graph, "-"], input=b"SELECT \xff")
        assert result.stderr == "kg: standard input: is not UTF-8 at byte 7; give it as UTF-8 text\n"

    def test_one_article_is_asked_in_no_time(self) -> None:
        """Processor time beyond Python's own start, which other processes on the machine do not lengthen much."""

        def spent(*command: str) -> float:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

        graph = str(Path(__file__).parent.parent / "exports" / "haiti-mission.ttl")
        asked = statistics.median(spent("-m", "kg", "query", graph, "casualties") for _ in range(5))
        assert asked - statistics.median(spent("-c", "pass") for _ in range(5)) < 0.3

    def test_several_files_are_one_graph(self, graph: str, tmp_path: Path) -> None:
        other = tmp_path / "other.ttl"
        other.write_text("@prefix kg: <https://w3id.org/newskg/ontology#> . <http://a.example/e> a kg:Death .")
        asked = "SELECT (COUNT(?s) AS ?n) { ?s a kg:Death }"
        alone = int(fine("query", graph, asked).splitlines()[1])
        assert fine("query", graph, str(other), asked).splitlines() == ["n", str(alone + 1)]
        result = run("query", graph, str(tmp_path), asked)
        assert result.exit_code == 1
        assert "is a folder; ask one store, or any number of graph files" in result.stderr

    @pytest.mark.parametrize(
        ("asked", "rows"), [("SELECT ?s ?p { ?s ?p ?o }", 3), ("DESCRIBE id:person-rosa-tembo", 3)]
    )
    def test_the_first_rows(self, asked: str, rows: int, graph: str) -> None:
        form = "nt" if asked.startswith("DESCRIBE") else "csv"
        whole = fine("query", graph, asked, "--format", form).splitlines()
        shown = fine("query", graph, asked, "--format", form, "--limit", str(rows)).splitlines()
        assert shown == whole[: len(shown)]
        assert len(shown) == rows + (form == "csv")

    def test_nquads_of_a_graph(self, graph: str) -> None:
        asked = "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }"
        whole = fine("query", graph, asked, "--format", "nq")
        assert whole == fine("query", graph, asked, "--format", "nt")
        assert whole.count(" .\n") == len(whole.splitlines()) > 20

    def test_a_question_takes_the_same_options(self, graph: str) -> None:
        whole = fine("ask", graph, "timeline", "--format", "csv").splitlines()
        assert fine("ask", graph, "timeline", "--limit", "1", "--timeout", "60").splitlines() == whole[:2]
        result = run("ask", graph, "timeline", "--endpoint", "http://127.0.0.1:9/")
        assert result.exit_code == 2
        assert "Give either GRAPHS or --endpoint." in result.stderr

    def test_an_endless_query_is_stopped(self, graph: str) -> None:
        command = [sys.executable, "-m", "kg", "query", graph, ENDLESS, "--timeout", "0.5"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 1
        assert done.stdout == ""
        assert done.stderr == "kg: query: took longer than 0.5 s; ask for less, or give it more with --timeout\n"

    def test_an_endless_query_can_be_interrupted(self, graph: str) -> None:
        command = [sys.executable, "-m", "kg", "query", graph, ENDLESS]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            time.sleep(2)
            assert process.poll() is None
            process.send_signal(signal.SIGINT)
            assert process.wait(5) == -signal.SIGINT

    def test_n_quads_are_the_triples_of_the_answer(self, graph: str) -> None:
        asked = "CONSTRUCT { ?s a kg:Death } { ?s a kg:Death }"
        assert fine("query", graph, asked, "--format", "nq") == fine("query", graph, asked, "--format", "nt") != ""

    def test_markdown_is_safe(self, tmp_path: Path) -> None:
        path = tmp_path / "hostile.ttl"
        path.write_text('<http://a.example/> <http://b.example/> "a|b <img src=x> [c](javascript:d) `e`\\n# f" .')
        shown = fine("query", str(path), "SELECT ?o { ?s ?p ?o }", "--format", "md").splitlines()
        assert shown[2] == r"| a\|b &lt;img src=x> \[c\](javascript:d) \`e\` \# f |"

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
        path.write_text(
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
            '<https://x.org/a> skos:prefLabel "Lagos" . <https://x.org/b> skos:prefLabel "Lagos" .'
        )
        result = run("explain", str(path), "Lagos")
        assert result.exit_code == 1
        assert "2 nodes" in result.stderr
        assert "a (Lagos), b (Lagos)" in result.stderr
