"""The packaged questions with parameters: right answers by three engines, strict headers, values that stay values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from jena import answers
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store
from rdflib import Graph, URIRef
from rdflib import Literal as RdflibLiteral

from kg.errors import QueryError
from kg.questions import RESERVED, bound, packaged, parsed, question
from kg.store import changing, open_store, query
from kg.validate import check_passages, validate
from kg.values import TYPES, term
from kg.vocab import DATA_BASE, KG, RDF_TYPE, SKOS

FOLDER = Path(__file__).parent / "queries"
ARTICLES = ("brask", "velmar", "tidings")
GRAPHS = [FOLDER / f"{name}.ttl" for name in ARTICLES]
CASES: list[dict[str, Any]] = tomllib.loads((FOLDER / "cases.toml").read_text("utf-8"))["case"]
CASE_IDS = [" ".join([c["question"], *(f"{k}={v}" for k, v in c["values"].items())]) for c in CASES]

# Names that try to be more than a name. Each is stored as a name, asked for, and must be found: alone, and as it is.
HOSTILE = [
    'the "old" port',
    "it's",
    '"',
    '""',
    "\\",
    "ends in a backslash\\",
    '\\"',
    "two\nlines\r\nand\ttabs",
    '" } } SELECT * WHERE { ?s ?p ?o } #',
    '" } FILTER ( true ) VALUES ?x { "',
    "} UNION { ?s ?p ?o",
    "?actor $actor ?_actor",
    "# no comment",
    "<http://example.org/> SERVICE <http://localhost/>",
    "\\u0022 } #",
    "\\\\u0022 } #",
    "\\U00000022 } #",
    "\\u005C",
    "\\n\\t\\g<0>\\1",
    "'''",
    '"""',
    "żółw Ω 北京 🐟",
    "é",
    "%s {} {0} ${x}",
]


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = Graph()
    for path in GRAPHS:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    for path in GRAPHS:
        store.load(path=path, format=RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("questions") / "archive"
    with changing(folder) as change:
        for path in GRAPHS:
            change.load(path)
    return open_store(folder)


@pytest.fixture(scope="module")
def names() -> tuple[Store, Graph]:
    """A person of each hostile name, and a plain one, for both engines."""
    store, graph = Store(), Graph()
    for i, name in enumerate([*HOSTILE, "Plain"]):
        iri = f"{DATA_BASE}person-{i}"
        for kind in ("Person", "Actor"):
            store.add(Quad(NamedNode(iri), NamedNode(RDF_TYPE), NamedNode(KG[kind])))
            graph.add((URIRef(iri), URIRef(RDF_TYPE), URIRef(KG[kind])))
        store.add(Quad(NamedNode(iri), NamedNode(SKOS.prefLabel), Literal(name)))
        graph.add((URIRef(iri), URIRef(SKOS.prefLabel), RdflibLiteral(name)))
    return store, graph


def holding(value: str) -> set[str]:
    """The hostile names that `value` is a part of."""
    return {name for name in HOSTILE if value.lower() in name.lower()}


def by_oxigraph(store: Store, sparql: str) -> list[list[str]]:
    found = store.query(sparql)
    assert isinstance(found, QuerySolutions)
    return read_off(found)


def read_off(found: QuerySolutions) -> list[list[str]]:
    return [["" if v is None else str(getattr(v, "value", v)).removeprefix(DATA_BASE) for v in row] for row in found]


def by_rdflib(graph: Graph, sparql: str) -> list[list[str]]:
    rows: Iterable[Any] = graph.query(sparql)
    return [["" if v is None else str(v).removeprefix(DATA_BASE) for v in row] for row in rows]


def by_jena(told: Mapping[str, Any]) -> list[list[str]]:
    names = told["head"]["vars"]
    rows = told["results"]["bindings"]
    return [[row[n]["value"].removeprefix(DATA_BASE) if n in row else "" for n in names] for row in rows]


class TestAnswers:
    @pytest.mark.parametrize("article", ARTICLES)
    def test_the_graphs_are_valid_ones(self, article: str) -> None:
        graph = Graph().parse(FOLDER / f"{article}.ttl")
        assert validate(graph) == ()
        assert check_passages(graph, (FOLDER / f"{article}.txt").read_text("utf-8")) == ()

    def test_every_parameter_is_tried(self) -> None:
        tried = {(case["question"], name) for case in CASES for name in case["values"]}
        assert tried == {(q.name, p.name) for q in packaged().values() for p in q.parameters}
        assert len(packaged()) >= 40

    @pytest.mark.parametrize("case", CASES, ids=CASE_IDS)
    def test_oxigraph(self, case: dict[str, Any], store: Store) -> None:
        assert by_oxigraph(store, bound(question(case["question"]), case["values"])) == case["rows"]

    @pytest.mark.parametrize("case", CASES, ids=CASE_IDS)
    def test_a_store_in_a_folder(self, case: dict[str, Any], archive: Store) -> None:
        """With the ontology and the gazetteer beside the articles, which share actors and places."""
        found = query(archive, bound(question(case["question"]), case["values"]))
        assert isinstance(found, QuerySolutions)
        assert read_off(found) == case["rows"]

    @pytest.mark.parametrize("case", CASES, ids=CASE_IDS)
    def test_rdflib(self, case: dict[str, Any], graph: Graph) -> None:
        assert by_rdflib(graph, bound(question(case["question"]), case["values"])) == case["rows"]

    def test_jena(self, tmp_path: Path, store: Store) -> None:
        """One process answers all: the cases, and every question as its file stands."""
        queries = {f"case{i}": bound(question(c["question"]), c["values"]) for i, c in enumerate(CASES)}
        told = answers(queries | {q.name: q.sparql for q in packaged().values()}, GRAPHS, tmp_path)
        assert {i: by_jena(told[f"case{i}"]) for i in range(len(CASES))} == {i: c["rows"] for i, c in enumerate(CASES)}
        plain = {q.name: by_oxigraph(store, q.sparql) for q in packaged().values()}
        assert {name: by_jena(told[name]) for name in plain} == plain

    @pytest.mark.parametrize("name", packaged())
    def test_two_engines_on_the_file_as_it_stands(self, name: str, store: Store, graph: Graph) -> None:
        rows = by_oxigraph(store, question(name).sparql)
        assert rows == by_rdflib(graph, question(name).sparql)
        assert rows or name == "network", "a question that finds nothing in three articles shows nothing"


class TestValues:
    def test_no_value_leaves_the_query_as_it_is(self) -> None:
        for asked in packaged().values():
            assert bound(asked, {}) == asked.sparql

    @pytest.mark.parametrize("value", HOSTILE)
    def test_only_the_places_of_the_parameter_change(self, value: str) -> None:
        asked = question("network")
        before, after = asked.sparql.split("\n"), bound(asked, {"actor": value}).split("\n")
        changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        assert {old.strip() for old, _ in changed} == {'VALUES ?_actor { "" }'}
        assert all(re.fullmatch(r' *VALUES \?_actor \{ "([^"\\]|\\.)*" \}', new) for _, new in changed)

    @pytest.mark.parametrize("value", HOSTILE)
    def test_a_hostile_name_is_a_name(self, value: str, names: tuple[Store, Graph]) -> None:
        sparql = bound(question("actors"), {"actor": value})
        assert {row[0] for row in by_oxigraph(names[0], sparql)} == holding(value)
        assert {row[0] for row in by_rdflib(names[1], sparql)} == holding(value)

    def test_jena_takes_it_for_a_name_too(self, names: tuple[Store, Graph], tmp_path: Path) -> None:
        triples = tmp_path / "names.nt"
        triples.write_text("".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in names[0]), "utf-8")
        queries = {str(i): bound(question("actors"), {"actor": value}) for i, value in enumerate(HOSTILE)}
        told = answers(queries, [triples], tmp_path)
        found = {value: {row[0] for row in by_jena(told[str(i)])} for i, value in enumerate(HOSTILE)}
        assert found == {value: holding(value) for value in HOSTILE}

    @pytest.mark.parametrize(
        ("kind", "value", "expected"),
        [
            ("integer", "007", "7"),
            ("integer", "-3", "-3"),
            ("integer", "+12", "12"),
            ("date", "2024-02-29", '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
            ("iri", "id:place-goma", "<https://w3id.org/newskg/id/place-goma>"),
            ("iri", "wd:Q1", "<http://www.wikidata.org/entity/Q1>"),
            ("iri", "https://example.org/Łódź?a=1#b", "<https://example.org/Łódź?a=1#b>"),
            ("iri", "urn:x:y", "<urn:x:y>"),
            ("string", "", '""'),
        ],
    )
    def test_a_value_of_its_type(self, kind: str, value: str, expected: str) -> None:
        assert term(kind, value) == expected

    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            *(("integer", v) for v in ("", "1.5", "1e3", "٣", "1 } #", "9" * 19, "one", "1\n", " 1")),
            *(
                ("date", v)
                for v in ("", "2024-02-30", "2024-2-3", "24-02-03", "20240203", "2024-W01-1", "2024-01-01\n")
            ),
            *(("date", v) for v in ('2024-01-01"', "٢٠٢٤-٠١-٠١", "2024-01-01T00:00:00", "today", "UNDEF")),
            *(("iri", v) for v in ("", "goma", "place goma", "http://a b", "http://a>b", "http://a> } #", "/a", "#a")),
            *(("iri", f"http://a/{c}") for c in '<>"{}|^`\\ \n\t\0\x7f\ud800\u00a0'),
            *(("iri", v) for v in ("id:a>", "id:a\\u003E", "UNDEF", "_:b", "1:b", ":b", "http:", "http://a\n")),
            *(("string", v) for v in ("\0", "\x08", "\x1b[31m", "\x85", "\ud800", "\ufffe", "\x7f")),
        ],
        ids=repr,
    )
    def test_what_is_not_of_the_type_is_refused(self, kind: str, value: str) -> None:
        with pytest.raises(ValueError, match=r"\S"):
            term(kind, value)

    def test_an_unknown_parameter_is_told_the_known_ones(self) -> None:
        with pytest.raises(QueryError, match=r"--pace: casualties has no such parameter; it has --place, --from, --to"):
            bound(question("casualties"), {"pace": "Goma"})
        with pytest.raises(QueryError, match="it has none"):
            bound(question("events-by-type"), {"type": "Killing"})

    def test_a_wrong_value_is_told_with_its_parameter(self) -> None:
        with pytest.raises(QueryError, match=r"--from 'May': is no day"):
            bound(question("casualties"), {"from": "May"})

    def test_an_unknown_question_is_told_close_ones(self) -> None:
        with pytest.raises(QueryError, match="did you mean casualties"):
            question("casualtys")


HEADER = """# title: Names
# question: Which names are there?
# param: name string "" a part of it
# param: least integer 1 how often
# columns: name

SELECT ?name
WHERE {
  VALUES ?_name { "" }
  VALUES ?_least { 1 }
  ?x skos:prefLabel ?name .
}
"""
BROKEN = [
    ("# title: Names\n", ""),
    ("# question: Which names are there?\n", ""),
    ("# columns: name\n", ""),
    ("# columns: name\n", "# columns: name\n# columns: name\n"),
    ("# title: Names\n# question: Which names are there?\n", "# question: Which names are there?\n# title: Names\n"),
    ("# title: Names", "# title:"),
    ("# title: Names", "#title: Names"),
    ("# title: Names", "# titel: Names"),
    ("# columns: name\n\n", "# columns: name\n"),
    ('# param: name string "" a part', "# param: name string a part"),
    ('# param: name string "" a part of it', '# param: name string ""'),
    ("name string", "name text"),
    ("name string", "Name string"),
    ("# param: least integer 1", "# param: least integer one"),
    ("# param: least integer 1", "# param: least integer 2"),
    ("# param: least", "# param: name"),
    ("# param: least integer 1 how often", "# param: least integer 1 how often\n# param: more integer 1 no place"),
    ("  VALUES ?_least { 1 }\n", ""),
    ("  VALUES ?_least { 1 }\n", "  VALUES ?_least { 1 }\n  VALUES ?_least { 2 }\n"),
    ("  VALUES ?_least { 1 }\n", "  VALUES ?_least { 1 } ?x a ?y .\n"),
    ("  VALUES ?_least { 1 }\n", "  VALUES ?_least { 1 }\n  VALUES ?_untold { 1 }\n"),
]


class TestHeader:
    def test_a_header_is_read(self) -> None:
        read = parsed("names", HEADER)
        assert (read.title, read.question, read.columns) == ("Names", "Which names are there?", ("name",))
        assert [(p.name, p.type, p.default, p.meaning) for p in read.parameters] == [
            ("name", "string", '""', "a part of it"),
            ("least", "integer", "1", "how often"),
        ]

    @pytest.mark.parametrize(("old", "new"), BROKEN, ids=[repr(new) for _, new in BROKEN])
    def test_a_broken_header_is_an_error(self, old: str, new: str) -> None:
        assert HEADER.count(old) == 1
        with pytest.raises(QueryError):
            parsed("names", HEADER.replace(old, new))

    @pytest.mark.parametrize("name", sorted(RESERVED))
    def test_an_option_of_the_command_is_no_parameter(self, name: str) -> None:
        with pytest.raises(QueryError, match="is a word of the command"):
            parsed("names", HEADER.replace("name string", f"{name} string").replace("?_name", f"?_{name}"))

    @pytest.mark.parametrize("name", packaged())
    def test_packaged_ones_tell_what_they_mean(self, name: str, store: Store) -> None:
        asked = question(name)
        found = store.query(asked.sparql)
        assert isinstance(found, QuerySolutions)
        assert [v.value for v in found.variables] == list(asked.columns)
        assert asked.title
        assert asked.question.endswith("?")
        assert all(p.type in TYPES and p.meaning for p in asked.parameters)

    @pytest.mark.parametrize("name", packaged())
    def test_no_path_without_end(self, name: str) -> None:
        """Every engine is slow at them; in the three articles they would cost nothing, in a large store everything."""
        assert not re.search(r"(?<![?\w])(\w+:\w+|\))[*+]", question(name).sparql)
