"""Bad input: one clear line that names the file, the place and the remedy, or a correct graph. Never a traceback."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph, URIRef

from kg.cli import group, printable
from kg.consistency import check_anchors
from kg.store import Nodes, load
from kg.validate import check_passages, validate
from kg.vocab import KG, NIF, RDFS, SKOS

GOOD = "Floods displaced 300 families in Beira on 3 March 2023."
PORTUGUESE = (
    "As cheias deslocaram trezentas famílias na cidade da Beira na sexta-feira, disse o governo da província. "
    "O presidente da câmara pediu ajuda internacional para os desalojados, que dormem agora em escolas e igrejas."
)
NO_ARTICLE = (
    "<html><head><title>Shop</title></head><body><nav><a href='/'>Home</a> <a href='/cart'>Cart</a></nav></body></html>"
)
NOTHING_HAPPENS = "The river is long. Its water is green, and its banks are steep."
Text = str | bytes


@pytest.fixture
def kg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: Text | None = None) -> Result:
        return CliRunner().invoke(group, arguments, input=stdin)

    return run


def put(name: str, content: Text) -> str:
    Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return name


def only_line(result: Result) -> str:
    """The one line on standard error of a command that failed as it should."""
    assert result.exit_code == 1, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    (line,) = result.stderr.splitlines()
    assert line.startswith("kg: ")
    return line


def graph_of(name: str) -> Graph:
    """The graph in kg-out/, after it has passed every check."""
    path = Path("kg-out") / f"{name}.ttl"
    graph = Graph().parse(path)
    assert validate(graph) == ()
    assert check_anchors(Nodes(load(path))) == ()
    return graph


UNREADABLE: list[tuple[str, str, Text, tuple[str, ...]]] = [
    ("an empty file", "empty.txt", "", ("empty.txt", "is empty", "give an article")),
    ("only blanks", "blank.txt", " \n\t\n", ("blank.txt", "holds no text", "give an article")),
    ("a binary file", "noise.txt", bytes(range(256)) * 20, ("noise.txt", "binary file", "UTF-8 text")),
    ("a PDF called .txt", "paper.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", ("paper.txt", "PDF", "UTF-8 text")),
    ("another suffix", "paper.docx", b"PK\x03\x04", ("paper.docx", "'.docx'", ".html")),
    ("broken UTF-8", "torn.txt", "Zoë and Zoë ran.".encode()[:12] + b" ran.", ("torn.txt", "broken byte at 11")),
    ("broken UTF-16", "wide.txt", b"\xff\xfeF\x00\x00\xd8", ("wide.txt", "UTF-16-LE", "UTF-8 text")),
    ("5 MB of text", "huge.txt", (GOOD + "\n") * 95_000, ("huge.txt", "1,000,000 characters", "split it")),
    ("a page without an article", "shop.html", NO_ARTICLE, ("shop.html", "no article", ".txt")),
    ("an empty list", "none.jsonl", "\n\n", ("none.jsonl", "no line", "one JSON object a line")),
    ("a list of no objects", "list.jsonl", "[1, 2]\n", ("list.jsonl, line 1", "not a JSON object")),
    ("a date that is none", "day.jsonl", '{"text": "x", "date": "2023-02-30"}\n', ("line 1", '"date"', "YYYY-MM-DD")),
    ("Portuguese", "cheias.txt", PORTUGUESE, ("cheias.txt", "Portuguese", "kg reads English", "translation")),
]


@pytest.mark.parametrize(
    ("name", "content", "words"), [case[1:] for case in UNREADABLE], ids=[c[0] for c in UNREADABLE]
)
def test_an_input_that_cannot_be_read(
    kg: Callable[..., Result], name: str, content: Text, words: tuple[str, ...]
) -> None:
    line = only_line(kg("build", put(name, content)))
    assert [word for word in words if word not in line] == []
    assert not Path("kg-out").exists()


@pytest.mark.parametrize("name", ["missing.txt", "folder.txt", "x" * 300 + ".txt", "a\x00b.txt", "evil\x1b[2J.txt"])
def test_what_is_no_file(kg: Callable[..., Result], name: str) -> None:
    Path("folder.txt").mkdir()
    line = only_line(kg("build", name))
    assert printable(name) in line
    assert "; " in line  # a remedy
    assert line == printable(line)


def test_a_folder_is_no_article(kg: Callable[..., Result]) -> None:
    Path("stories").mkdir()
    assert "stories: is a directory" in only_line(kg("build", "stories"))


@pytest.mark.parametrize("date", ["2023-02-30", "yesterday", "03/03/2023", "0000-00-00", "\x1b[31m2023"])
@pytest.mark.parametrize("command", ["build", "report"])
def test_an_impossible_date(kg: Callable[..., Result], command: str, date: str) -> None:
    line = only_line(kg(command, put("good.txt", GOOD), "--date", date))
    assert line.startswith("kg: date: ")
    assert "YYYY-MM-DD" in line
    assert "\x1b" not in line


@pytest.mark.parametrize("out", ["taken.txt", "taken.txt/graphs", "x" * 300])
def test_a_folder_that_cannot_be_written(kg: Callable[..., Result], out: str) -> None:
    put("taken.txt", "in the way")
    line = only_line(kg("build", put("good.txt", GOOD), "--out", out))
    assert out in line
    assert "--out" in line


def test_a_format_that_is_none_lists_the_known_ones(kg: Callable[..., Result]) -> None:
    line = only_line(kg("build", put("good.txt", GOOD), "--format", "docx"))
    assert "'docx'" in line
    assert "graphml" in line


def test_a_broken_line_keeps_no_other_back(kg: Callable[..., Result]) -> None:
    lines = [json.dumps({"id": name, "text": GOOD}) for name in ("one", "two")]
    result = kg("build", put("day.jsonl", "\n".join([lines[0], '{"text": "Flo', lines[1]])), "--format", "ttl")
    line = only_line(result)
    assert "day.jsonl, line 2: is not JSON" in line
    assert sorted(p.name for p in Path("kg-out").iterdir()) == ["one.ttl", "two.ttl"]
    assert "2 files written" in result.stdout


def test_no_event_gives_a_small_graph_and_a_note(kg: Callable[..., Result]) -> None:
    result = kg("build", put("river.txt", NOTHING_HAPPENS), "--format", "ttl")
    assert result.exit_code == 0
    assert "river.txt: no event was found" in result.stderr
    graph = graph_of("river")
    assert not list(graph.subject_objects(URIRef(KG.trigger)))
    assert check_passages(graph, NOTHING_HAPPENS) == ()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_gives_the_same_graph(kg: Callable[..., Result], encoding: str) -> None:
    text = "Floods displaced 300 families near Léré on 3 March 2023, the “River Post” said."
    put("wide.txt", text.encode(encoding))
    assert kg("build", "wide.txt", "--format", "ttl").exit_code == 0
    assert check_passages(graph_of("wide"), text) == ()


NASTY = [
    'Rebels killed mayor Ana </script><script>alert("x")</script> Costa in Pemba on 3 March 2023.',
    "Rebels killed mayor Ana \"Nita\" O'Costa <b>in</b> Pemba & Beira on 3 March 2023.",
    "Rebels killed mayor Ana\nCosta in\tPemba on 3 March 2023.",
    "Rebels killed mayor Ana \u202eatsoC\u202c in Pemba\u200f on 3 March 2023.",
    "Rebels \x1b[31mkilled\x1b[0m mayor Ana\x07 Costa in Pemba\x0c on 3 March 2023.",
    "Rebels killed mayor Ana \\\"Costa\\\" {{7*7}} %s ${x} in Pemba on 3 March 2023.",
    "Rebels killed mayor Ana \ufffe\uffff Costa\u2028in Pemba on 3 March 2023.",
    "Rebels killed mayor Ana 🙂 Costa in Pemba on 3 March 2023. e\u0301 \U0001d54f",
]  # fmt: skip


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_nasty_characters_stay_in_the_graph_and_out_of_the_terminal(kg: Callable[..., Result], text: str) -> None:
    result = kg("build", put("nasty.txt", text))
    assert result.exit_code == 0, result.output
    graph = graph_of("nasty")
    assert check_passages(graph, text) == ()
    page = Path("kg-out/nasty.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "<b>in</b>" not in page
    assert kg("check", "kg-out/nasty.ttl", "--source", "nasty.txt").exit_code == 0
    for arguments in (["report", "nasty.txt"], ["explain", "kg-out/nasty.ttl", "Pemba"]):
        shown = kg(*arguments)
        assert shown.exit_code == 0, shown.output
        assert unsafe(shown.output) == []
    for predicate in (RDFS.label, SKOS.prefLabel, SKOS.altLabel):
        assert not [v for _, p, v in graph if str(p) == predicate and "\n" in str(v)]


def unsafe(output: str) -> list[str]:
    """Characters that command a terminal or turn the direction of writing."""
    return [
        c for c in output if c != "\n" and unicodedata.category(c) in ("Cc", "Cf") and c not in "\u200b\u200c\u200d"
    ]


def test_printable() -> None:
    assert printable("a\nb\tc\u2028d") == "a b c d"
    assert printable("\x1b[31mred\x07 \u202eback\u202c \u200f\u2066x\u2069") == "[31mred back x"
    assert printable("Zoë – 東京 🙂\xa0!") == "Zoë – 東京 🙂\xa0!"


GRAPHS: list[tuple[str, str, Text, tuple[str, ...]]] = [
    ("a missing graph", "missing.ttl", "", ("missing.ttl", "cannot be read")),
    ("an article for a graph", "good.txt", GOOD, ("good.txt", "'.txt'", ".ttl")),
    ("broken Turtle", "torn.ttl", "@prefix kg: <urn:x> .\nkg:a kg:b .", ("torn.ttl:2:", "Turtle")),
    ("an empty graph", "none.ttl", "", ("none.ttl", "no triples", "kg build")),
]


@pytest.mark.parametrize(("name", "content", "words"), [case[1:] for case in GRAPHS], ids=[c[0] for c in GRAPHS])
@pytest.mark.parametrize("command", ["check", "explain", "query", "view"])
def test_a_graph_that_cannot_be_read(
    kg: Callable[..., Result], command: str, name: str, content: Text, words: tuple[str, ...]
) -> None:
    if "missing" not in name:
        put(name, content)
    more = {"explain": ["Beira"], "query": ["timeline"], "view": ["--no-open"]}.get(command, [])
    line = only_line(kg(command, name, *more))
    assert [word for word in words if word not in line] == []


def test_a_graph_of_something_else_is_checked_and_fails(kg: Callable[..., Result]) -> None:
    put("other.ttl", f"<urn:p> a <{KG.Passage}> ; <{NIF.beginIndex}> 5 ; <{NIF.endIndex}> 3 .")
    result = kg("check", "other.ttl")
    assert result.exit_code == 1
    assert "urn:p" in result.stdout
    assert "failures" in result.stderr
