"""The packaged queries as they stand, on the invented article `tests/queries/brask.txt`; by two engines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store
from rdflib import Graph
from rdflib.term import Node

from kg.validate import check_passages, validate
from kg.vocab import DATA_BASE, KG, ontology_dir

FOLDER = Path(__file__).parent / "queries"
QUERIES = sorted((ontology_dir() / "queries").glob("*.rq"))

BOMB = "A bomb killed at least 12 farmers in Brask on Sunday."
CHIEF = "Police chief Lena Moor said 15 farmers were killed."
ARMY = "The army said only 9 were killed."
MONEY = "Tarn promised to give Brask 4 million euros, and has given 1 million euros."
SHELLING = "The Red Falcons accused the army of shelling Brask, which the army denied."
QUOTE = '"We will rebuild the market," Moor said.'
MAYOR = "Moor, a former mayor of Brask, belongs to the Orchard Party."
EXPORTS = "Exports of Tarn rose to three times the 2029 figure."
SUNDAY = "2031-05-04"

Row = tuple[str, ...]

# The rows, in their order; a node is given by its local name, an unbound column as "".
ANSWERS: dict[str, list[Row]] = {
    "casualties": [
        ("Killing", SUNDAY, SUNDAY, "farmers", "Brask", "AtLeast", "12", "12", "", "farmer", "killed", "", "",
         "Bomb in Brask", BOMB, "event-killing-a"),
        ("Killing", "", "", "farmers", "", "Exact", "9", "9", "9", "farmer", "killed", "", "army", "Bomb in Brask",
         ARMY, "event-killing-c"),
        ("Killing", "", "", "farmers", "", "Exact", "15", "15", "15", "farmer", "killed", "", "Lena Moor",
         "Bomb in Brask", CHIEF, "event-killing-b"),
    ],
    "figures": [
        ("Funding", "happened", "given", "Exact", "1000000", "1000000", "1000000", "EUR", "", "", "", MONEY,
         "figure-given"),
        ("Funding", "pledged", "given", "Exact", "4000000", "4000000", "4000000", "EUR", "", "", "Tarn", MONEY,
         "figure-promised"),
        ("Increase", "happened", "exports", "Exact", "3", "3", "3", "times", "ratio", "", "", EXPORTS, "figure-ratio"),
        ("Killing", "happened", "killed", "Exact", "9", "9", "9", "farmer", "", "", "army", ARMY, "figure-c"),
        ("Killing", "happened", "killed", "Exact", "15", "15", "15", "farmer", "", "", "Lena Moor", CHIEF, "figure-b"),
        ("Killing", "happened", "killed", "AtLeast", "12", "12", "", "farmer", "", SUNDAY, "", BOMB, "figure-a"),
    ],
    "who-said-what": [
        ("Lena Moor", "Statement", "", "We will rebuild the market,", "", QUOTE, "event-statement"),
        ("Red Falcons", "Accusation", "", "", "Attack", SHELLING, "event-accusation"),
        ("Tarn", "Pledge", "", "", "Funding", MONEY, "event-pledge"),
        ("army", "Denial", "", "", "Attack", SHELLING, "event-denial"),
    ],
    "who-says-so": [
        ("Lena Moor", "Killing", "Actual", "Affirmed", CHIEF, "event-killing-b"),
        ("Red Falcons", "Attack", "Actual", "Affirmed", SHELLING, "event-shelling"),
        ("Tarn", "Funding", "Pledged", "Affirmed", MONEY, "event-funding-promised"),
        ("army", "Attack", "Actual", "Negated", SHELLING, "event-shelling-denied"),
        ("army", "Killing", "Actual", "Affirmed", ARMY, "event-killing-c"),
    ],
    "pledged-against-delivered": [
        ("Funding", "pledged", "Tarn", "Brask", "Exact", "4000000", "EUR", "", "Brask", "Tarn", "Exact", "1000000", "",
         "", "", MONEY, MONEY, "event-funding-promised", "event-funding-given"),
    ],
    "claimed-but-denied": [
        ("Attack", "army", SHELLING, "Red Falcons", SHELLING, "event-shelling-denied", "event-shelling"),
    ],
    "actors": [
        ("Lena Moor", "Person", "3", "", "person-lena-moor"),
        ("army", "SecurityForce", "3", "", "security-force-army"),
        ("Tarn", "Country", "2", "http://www.wikidata.org/entity/Q1", "country-tarn"),
        ("farmers", "Group", "2", "", "group-farmers"),
        ("Orchard Party", "PoliticalParty", "1", "", "political-party-orchard-party"),
        ("Red Falcons", "ArmedGroup", "1", "", "armed-group-red-falcons"),
    ],
    "actor-roles": [
        ("Brask", "recipient", "Funding", "yes", "", MONEY, "event-funding-given"),
        ("Brask", "recipient", "Funding", "no", "", MONEY, "event-funding-promised"),
        ("Brask", "recipient", "Pledge", "yes", "", MONEY, "event-pledge"),
        ("Lena Moor", "agent", "Statement", "yes", "", QUOTE, "event-statement"),
        ("Red Falcons", "agent", "Accusation", "yes", "", SHELLING, "event-accusation"),
        ("Tarn", "agent", "Funding", "yes", "", MONEY, "event-funding-given"),
        ("Tarn", "agent", "Funding", "no", "", MONEY, "event-funding-promised"),
        ("Tarn", "agent", "Increase", "yes", "", EXPORTS, "event-increase"),
        ("Tarn", "agent", "Pledge", "yes", "", MONEY, "event-pledge"),
        ("army", "agent", "Attack", "yes", "", SHELLING, "event-shelling"),
        ("army", "agent", "Attack", "no", "", SHELLING, "event-shelling-denied"),
        ("army", "agent", "Denial", "yes", "", SHELLING, "event-denial"),
        ("army", "patient", "Accusation", "yes", "", SHELLING, "event-accusation"),
        ("farmers", "patient", "Killing", "yes", "", CHIEF, "event-killing-b"),
        ("farmers", "patient", "Killing", "yes", "", ARMY, "event-killing-c"),
        ("farmers", "patient", "Killing", "yes", SUNDAY, BOMB, "event-killing-a"),
    ],
    "timeline": [
        (SUNDAY, SUNDAY, SUNDAY, "article", "Killing", "", "farmers", "Brask", "", BOMB, "event-killing-a"),
    ],
    "unattributed-claims": [
        ("Accusation", "", SHELLING, "event-accusation"),
        ("Denial", "", SHELLING, "event-denial"),
        ("Funding", "", MONEY, "event-funding-given"),
        ("Increase", "", EXPORTS, "event-increase"),
        ("Killing", SUNDAY, BOMB, "event-killing-a"),
        ("Pledge", "", MONEY, "event-pledge"),
        ("Statement", "", QUOTE, "event-statement"),
    ],
    "prospects": [
        ("Attack", "Actual", "Negated", "army", "army", "", SHELLING, "event-shelling-denied"),
        ("Funding", "Pledged", "Affirmed", "Tarn", "Tarn", "", MONEY, "event-funding-promised"),
    ],
    "relations": [("Lena Moor", "memberOf", "Orchard Party", MAYOR)],
    "posts": [
        ("Lena Moor", "police chief", "", "current", CHIEF),
        ("Lena Moor", "mayor", "Brask", "former", MAYOR),
    ],
    "places-within": [
        ("Brask", "Low Valley", "10.5", "20.25"),
        ("Brask", "Tarn", "10.5", "20.25"),
        ("Low Valley", "Tarn", "", ""),
    ],
    "events-by-place": [
        ("Brask", "Brask", "Attack", "", "event-shelling"),
        ("Brask", "Brask", "Killing", SUNDAY, "event-killing-a"),
        ("Low Valley", "Brask", "Attack", "", "event-shelling"),
        ("Low Valley", "Brask", "Killing", SUNDAY, "event-killing-a"),
        ("Tarn", "Brask", "Attack", "", "event-shelling"),
        ("Tarn", "Brask", "Killing", SUNDAY, "event-killing-a"),
    ],
    "events-by-type": [
        ("Killing", "3", "0"),
        ("Attack", "1", "1"),
        ("Funding", "1", "1"),
        ("Accusation", "1", "0"),
        ("Denial", "1", "0"),
        ("Increase", "1", "0"),
        ("Pledge", "1", "0"),
        ("Statement", "1", "0"),
    ],
    "comparisons": [
        ("Increase", "exports", "3", "times", "Ratio", "more", "the 2029 figure", "2029-01-01", "2029-12-31", EXPORTS,
         "figure-ratio"),
    ],
    "conflicting-figures": [
        ("Killing", "bomb in Brask", "farmer", "Exact", "9", "army", "AtLeast", "12", "", "no", ARMY, BOMB),
        ("Killing", "bomb in Brask", "farmer", "Exact", "9", "army", "Exact", "15", "Lena Moor", "no", ARMY, CHIEF),
        ("Killing", "bomb in Brask", "farmer", "AtLeast", "12", "", "Exact", "15", "Lena Moor", "yes", BOMB, CHIEF),
    ],
    "disagreements": [
        ("incident-bomb", "value", "9", "9 dead", "Bomb in Brask"),
        ("incident-bomb", "value", "15", "15 dead", "Bomb in Brask"),
    ],
    "evidence": [
        ("Killing", "killed", "7", "13", BOMB, "Bomb in Brask", "event-killing-a"),
        ("Killing", "killed", "98", "104", CHIEF, "Bomb in Brask", "event-killing-b"),
        ("Killing", "killed", "132", "138", ARMY, "Bomb in Brask", "event-killing-c"),
        ("Pledge", "promised", "145", "153", MONEY, "Bomb in Brask", "event-pledge"),
        ("Funding", "give", "157", "161", MONEY, "Bomb in Brask", "event-funding-promised"),
        ("Funding", "given", "193", "198", MONEY, "Bomb in Brask", "event-funding-given"),
        ("Accusation", "accused", "232", "239", SHELLING, "Bomb in Brask", "event-accusation"),
        ("Attack", "shelling", "252", "260", SHELLING, "Bomb in Brask", "event-shelling"),
        ("Attack", "shelling", "252", "260", SHELLING, "Bomb in Brask", "event-shelling-denied"),
        ("Denial", "denied", "283", "289", SHELLING, "Bomb in Brask", "event-denial"),
        ("Statement", "said", "326", "330", QUOTE, "Bomb in Brask", "event-statement"),
        ("Increase", "rose", "409", "413", EXPORTS, "Bomb in Brask", "event-increase"),
    ],
}  # fmt: skip


ANSWERED = [query for query in QUERIES if query.stem in ANSWERS]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(FOLDER / "brask.ttl")


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.load(path=FOLDER / "brask.ttl", format=RdfFormat.TURTLE)
    return store


def rows(found: Iterable[Iterable[object]]) -> list[Row]:
    """Values as text: the lexical form of a literal, the local name of a data node."""
    return [tuple(map(text, row)) for row in found]


def text(value: object) -> str:
    """One value of either engine."""
    if value is None:
        return ""
    lexical = str(value) if isinstance(value, Node) else str(getattr(value, "value", value))
    return lexical.removeprefix(DATA_BASE)


def head(query: Path, field: str) -> str:
    """What the query's comment header says under `field`."""
    found = re.findall(rf"^# {field}: (.+)$", query.read_text("utf-8"), re.MULTILINE)
    assert len(found) == 1, f"{query.name} has {len(found)} lines '# {field}:'"
    return str(found[0])


def test_the_graph_is_a_valid_one(graph: Graph) -> None:
    assert validate(graph) == ()
    assert check_passages(graph, (FOLDER / "brask.txt").read_text("utf-8")) == ()


def test_every_answer_is_of_a_query() -> None:
    """The other questions have their answers in `queries/cases.toml`."""
    assert {query.stem for query in QUERIES} >= set(ANSWERS)
    assert len(ANSWERS) >= 20


@pytest.mark.parametrize("query", ANSWERED, ids=lambda q: str(q.stem))
def test_oxigraph_answers(query: Path, store: Store) -> None:
    found = store.query(query.read_text("utf-8"))
    assert isinstance(found, QuerySolutions)
    assert [v.value for v in found.variables] == head(query, "columns").split(", ")
    assert rows(found) == ANSWERS[query.stem]


@pytest.mark.parametrize("query", ANSWERED, ids=lambda q: str(q.stem))
def test_rdflib_answers(query: Path, graph: Graph) -> None:
    found = graph.query(query.read_text("utf-8"))
    assert [str(row) for row in found.vars or ()] == head(query, "columns").split(", ")
    assert rows(row for row in found if isinstance(row, tuple)) == ANSWERS[query.stem]


@pytest.mark.parametrize("query", QUERIES, ids=lambda q: str(q.stem))
def test_header_and_form(query: Path) -> None:
    source = query.read_text("utf-8")
    assert head(query, "title")
    assert head(query, "question").endswith("?")
    assert max(len(line) for line in source.splitlines() if not line.startswith("# columns: ")) <= 120
    assert "ORDER BY" in source, "an answer without an order is not the same twice"


@pytest.mark.parametrize("query", QUERIES, ids=lambda q: str(q.stem))
def test_every_term_is_in_the_ontology(query: Path) -> None:
    used = set(re.findall(r"\bkg:(\w+)", query.read_text("utf-8")))
    assert used <= KG.terms


@pytest.mark.parametrize("query", QUERIES, ids=lambda q: str(q.stem))
def test_an_empty_graph_has_no_answer(query: Path) -> None:
    found = Store().query(query.read_text("utf-8"))
    assert isinstance(found, QuerySolutions)
    assert list(found) == []
