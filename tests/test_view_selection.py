"""What `kg view` shows: graph files, a store, one article of it, or what a query finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import fine, run, story_folder
from facts import FACTS
from pyoxigraph import Quad, QuerySolutions, Store

from kg.errors import GraphError, OptionError, QueryError
from kg.questions import packaged
from kg.rdf import quads
from kg.store import changing, from_quads, open_store, query
from kg.view import chosen, title
from kg.vocab import DATA_BASE

STORE = from_quads(quads(FACTS))
ARTICLE = f"{DATA_BASE}article-lumbala"

QUERIES = [
    (
        "an event comes with all that take part in it",
        "SELECT ?e { ?e a kg:Deployment }",
        {"event-deployment01", "country-norway", "group-medics", "place-lumbala"},
    ),
    (
        "actors come with what connects them",
        "SELECT ?a { VALUES ?a { id:country-norway id:group-medics } }",
        {"country-norway", "group-medics", "event-deployment01"},
    ),
    (
        "a single actor comes with its surroundings",
        "SELECT ?a { VALUES ?a { id:group-dockers } }",
        {"group-dockers", "event-killing01", "place-lumbala"},
    ),
    (
        "a figure stands for its event",
        "SELECT ?f { ?e kg:figure ?f ; a kg:Killing }",
        {"event-killing01", "group-dockers", "place-lumbala"},
    ),
    (
        "triples name their nodes",
        "CONSTRUCT { ?p kg:nationality ?c } { ?p kg:nationality ?c }",
        {"person-ingrid-solheim", "country-norway", "prospect-funding01"},
    ),
    (
        "where rows have no IRI, names are nodes",
        "SELECT ?name ?of { ?p kg:holds ?x . ?p skos:prefLabel ?name . ?x kg:of/skos:prefLabel ?of }",
        {"person-ingrid-solheim", "country-norway", "governmentbody-bergen", "prospect-funding01"},
    ),
]


def names(store: Store, sparql: str) -> set[str]:
    return {iri.removeprefix(DATA_BASE) for iri in chosen(store, "here", sparql=sparql)}


@pytest.mark.parametrize(("sparql", "expected"), [q[1:] for q in QUERIES], ids=[q[0] for q in QUERIES])
def test_what_a_query_finds_is_shown(sparql: str, expected: set[str]) -> None:
    assert expected <= names(STORE, sparql)
    assert len(names(STORE, sparql)) <= len(expected) + 2


def test_edges_come_with_their_evidence() -> None:
    graph = chosen(STORE, "here", sparql="SELECT ?e { ?e a kg:Deployment }")
    assert graph.number_of_edges() >= 3
    assert all(told["sentences"] for _, _, told in graph.edges(data=True))


def test_packaged_questions_that_find_something_are_drawn() -> None:
    undrawn = set()
    for name, question in packaged().items():
        rows = query(STORE, question.sparql)
        assert isinstance(rows, QuerySolutions)
        try:
            assert len(chosen(STORE, "here", sparql=question.sparql))
        except GraphError:
            undrawn |= {name} if list(rows) else set()
    assert undrawn == {"events-by-type"}  # its rows are numbers


REFUSED = [
    ("ASK { ?s ?p ?o }", QueryError, "yes or no"),
    ("SELECT ?e { ?e a kg:Coup }", GraphError, "names no actor, place or event"),
    ("SELECT (COUNT(?e) AS ?n) { ?e a kg:Event }", GraphError, "names no actor, place or event"),
    ("SELECT ?x {", QueryError, "line 1"),
]


@pytest.mark.parametrize(("sparql", "error", "words"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_cannot_be_drawn(sparql: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        chosen(STORE, "here", sparql=sparql)


def test_a_graph_of_nothing_is_refused() -> None:
    with pytest.raises(GraphError, match="holds no actor, place or event"):
        chosen(Store(), "here")
    with pytest.raises(GraphError, match=f"did you mean {ARTICLE}"):
        chosen(STORE, "here", graphs=[f"{ARTICLE}s"])
    with pytest.raises(OptionError, match="no name for a graph"):
        chosen(STORE, "here", graphs=["lumbala"])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two articles."""
    folder = story_folder(tmp_path_factory.mktemp("view"))
    with changing(folder / "archive") as change:
        change.load(folder / "ferry.trig")
        change.replace([q for q in quads(FACTS) if isinstance(q, Quad)])
    return folder


def test_a_store_is_shown_without_its_gazetteer(archive: Path) -> None:
    store = open_store(archive / "archive")
    whole, one = chosen(store, "here"), chosen(store, "here", graphs=[ARTICLE])
    assert len(one) == 16
    assert len(one) < len(whole) < 40
    assert title(one, "archive") == FACTS.article.title
    assert title(whole, "archive") == "archive"


def test_only_articles_that_tell_of_what_is_found_are_sources(archive: Path) -> None:
    graph = chosen(open_store(archive / "archive"), "here", sparql="SELECT ?e { ?e a kg:Deployment }")
    assert title(graph, "archive") == FACTS.article.title


class TestCommand:
    def test_pictures_are_written_instead_of_the_page(self, archive: Path, tmp_path: Path) -> None:
        shown = fine(
            "view", str(archive / "ferry.ttl"), "--svg", str(tmp_path / "a.svg"), "--png", str(tmp_path / "a.png")
        )
        assert sorted(p.name for p in tmp_path.iterdir()) == ["a-timeline.png", "a-timeline.svg", "a.png", "a.svg"]
        assert shown.count(" written") == 4
        for name in ("ferry", "ferry-timeline"):
            for suffix in ("svg", "png"):
                built = (archive / f"{name}.{suffix}").read_bytes()
                assert (tmp_path / f"{name}.{suffix}".replace("ferry", "a")).read_bytes() == built

    def test_a_store_a_query_and_several_files(
        self, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert f"{archive / 'archive.html'} written" in fine("view", str(archive / "archive"))
        monkeypatch.chdir(tmp_path)
        assert fine("view", str(archive / "archive"), "--query", "casualties") == "kg-view.html written\n"
        assert "<title>Casualties: " in (tmp_path / "kg-view.html").read_text("utf-8")
        fine("view", str(archive / "ferry.ttl"), str(archive / "ferry.trig"))
        fine("view", str(archive / "archive"), "--graph", ARTICLE, "--out", "one.html")
        assert f"<title>{FACTS.article.title}<" in (tmp_path / "one.html").read_text("utf-8")
        fine("view", str(archive / "archive"), "--title", "Two <stories>", "--out", "both.html")
        assert "<title>Two &lt;stories&gt;<" in (tmp_path / "both.html").read_text("utf-8")

    def test_an_error_is_one_line(self, archive: Path) -> None:
        result = run("view", str(archive / "archive"), "--query", "SELECT ?e { ?e a kg:Coup }")
        assert result.exit_code == 1
        assert result.stderr.startswith(f"kg: {archive / 'archive'}: the query names no actor, place or event")
        assert result.stderr.count("\n") == 1
