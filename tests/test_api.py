"""The public API: `from kg import build`."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import Graph, URIRef
from rdflib.compare import isomorphic

import kg
from kg import build
from kg.errors import ArticleError, OptionError
from kg.vocab import DATA_BASE, DCTERMS, KG, RDF

TEXT = "Gunmen killed three farmers near Gao on Monday."
MONDAY = datetime.date(2024, 5, 13)


def test_three_lines_give_facts_and_an_rdflib_graph() -> None:
    built = build(TEXT, date="2024-05-15")
    assert [s.type for s in built.facts.situations] == ["Killing"]
    assert isinstance(built.graph, Graph)
    assert (None, URIRef(RDF.type), URIRef(KG.Killing)) in built.graph
    time = built.facts.situations[0].time
    assert time is not None
    assert time.start == MONDAY


def test_the_example_of_the_package_runs() -> None:
    code = "\n".join(line for line in (kg.__doc__ or "").splitlines() if line.startswith(("from ", "built ", "print(")))
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Killing" in run.stdout


def test_the_graph_holds_the_triples_of_the_turtle() -> None:
    built = build(TEXT, date="2024-05-15")
    assert isomorphic(Graph().parse(data=built.turtle, format="turtle"), built.graph)
    assert len(built.graph) == len(built.store)


@pytest.mark.parametrize("kind", [str, Path])
def test_a_file_is_read_by_its_name(kind: type, tmp_path: Path) -> None:
    path = tmp_path / "gao.txt"
    path.write_text(TEXT)
    built = build(kind(path))
    assert built.facts.article.name == "gao"
    assert built.facts.article.text == TEXT


@pytest.mark.parametrize("date", ["2024-05-15", datetime.date(2024, 5, 15), datetime.datetime(2024, 5, 15, 9, 30)])
def test_a_date_may_be_words_or_a_day(date: str | datetime.date) -> None:
    assert build(TEXT, date=date).facts.article.issued == datetime.date(2024, 5, 15)


def test_without_a_date_no_day_is_made_up() -> None:
    built = build("Gunmen killed three farmers near Gao on Monday.")
    assert built.facts.article.issued is None
    assert not list(built.graph.objects(None, URIRef(DCTERMS.issued)))


def test_another_base_is_that_of_all_data() -> None:
    built = build(TEXT, base="https://example.org/news/")
    subjects = {str(s) for s in built.graph.subjects()}
    assert subjects
    assert all(s.startswith("https://example.org/news/") for s in subjects)
    assert DATA_BASE not in built.turtle.replace("@prefix", "")


@pytest.mark.parametrize("source", ["no-such-file.txt", "notes/flood", "flood of may.html", Path("flood"), ""])
def test_the_name_of_a_missing_file_is_no_article(source: str | Path) -> None:
    with pytest.raises(ArticleError):
        build(source)


@pytest.mark.parametrize("date", ["2024-02-30", "20240515", "15 May 2024", "", "0001-01-01", "2024-W20-3"])
def test_what_is_no_day_is_refused(date: str) -> None:
    with pytest.raises(OptionError, match="date"):
        build(TEXT, date=date)


def test_several_articles_are_not_one(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text('{"text": "Rebels attacked Gao."}\n{"text": "Rebels left Gao."}\n')
    with pytest.raises(ArticleError, match="holds 2 articles"):
        build(path)


def test_a_name_that_the_package_lacks() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = kg.nonsense
