"""The packaged questions on many articles: the time they take grows with the answer, not with its square."""

from __future__ import annotations

import multiprocessing
import re
import resource
from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from test_questions import GRAPHS

from kg.questions import bound, packaged, question
from kg.vocab import DATA_BASE, SKOS

COPIES = 50  # of each test article: 200 articles
NAMES = 20_000  # of the background that a store knows, too
LIMIT = 10  # seconds of processor time; most need a tenth of one
OWN = re.compile(r"/(article|comparison|event|extraction|figure|group|incident|post|relation)-")


def copied(term: object, number: int) -> object:
    """The term as the copy of its article says it: events and passages are its own, actors and places shared."""
    if not isinstance(term, NamedNode) or not term.value.startswith(DATA_BASE) or not OWN.search(term.value):
        return term
    node, mark, passage = term.value.partition("#")
    return NamedNode(f"{node}-{number}{mark}{passage}")


def copies() -> Iterator[Quad]:
    quads = [quad for path in GRAPHS for quad in parse(path=path, format=RdfFormat.TURTLE)]
    for number in range(COPIES):
        for quad in quads:
            yield Quad(copied(quad.subject, number), quad.predicate, copied(quad.object, number))  # type: ignore[arg-type]
    for number in range(NAMES):
        yield Quad(NamedNode(f"urn:background:{number}"), NamedNode(SKOS.prefLabel), Literal(f"place {number}"))


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.bulk_extend(copies())
    return store


def ask(store: Store, sparql: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
    list(store.query(sparql))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", packaged())
def test_it_is_answered_in_time(name: str, store: Store) -> None:
    """Alone and with a name given, which is looked for in all names."""
    asked = question(name)
    for parameter in ("actor", "about", "place"):
        values = {parameter: "quill" if parameter == "actor" else "velmar"}
        if parameter in {p.name for p in asked.parameters}:
            answered(store, bound(asked, values))
    answered(store, asked.sparql)


def answered(store: Store, sparql: str) -> None:
    child = multiprocessing.get_context("fork").Process(target=ask, args=(store, sparql))
    child.start()
    child.join()
    assert child.exitcode == 0, f"more than {LIMIT} s of processor time"
