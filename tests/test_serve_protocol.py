"""W3C's SPARQL 1.1 test suite for endpoints, case by case under its own names, in our words and on our graphs.

The cases are those of the manifests sparql11/protocol and sparql11/service-description of github.com/w3c/rdf-tests. The
endpoint only reads: what the suite expects of updates is that they are refused, whatever else is wrong with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

pytest.importorskip("starlette")

from pyoxigraph import NamedNode, Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, parse, parse_query_results
from serving import GRAPHS, filled
from starlette.testclient import TestClient

from kg.answer.formats import GRAPHS as GRAPH_TYPES
from kg.answer.formats import RESULTS
from kg.answer.state import state
from kg.serve import Settings, application
from kg.serve.description import SD
from kg.vocab import RDF_TYPE

DIRECT: Final = {"Content-Type": "application/sparql-query"}
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
UPDATE: Final = {"Content-Type": "application/sparql-update"}
NODES: Final = [f"<https://example.org/n{i}> foaf:nick ?v{i}" for i in (1, 2, 3)]
IN_DEFAULT: Final = f"ASK {{ {NODES[0]} . {NODES[1]} FILTER NOT EXISTS {{ {NODES[2]} }} }}"
IN_NAMED: Final = (
    f"ASK {{ GRAPH ?g1 {{ {NODES[0]} }} GRAPH ?g2 {{ {NODES[1]} }} "
    f"FILTER NOT EXISTS {{ {NODES[0]} }} FILTER NOT EXISTS {{ GRAPH ?g3 {{ {NODES[2]} }} }} }}"
)
IN_BOTH: Final = (
    f"ASK {{ {NODES[2]} GRAPH ?g1 {{ {NODES[0]} }} GRAPH ?g2 {{ {NODES[1]} }} "
    f"FILTER NOT EXISTS {{ {NODES[0]} }} FILTER NOT EXISTS {{ GRAPH ?g3 {{ {NODES[2]} }} }} }}"
)
DEFAULT: Final = {"default-graph-uri": GRAPHS[:2]}
NAMED: Final = {"named-graph-uri": GRAPHS[:2]}

# By case: how it is asked. The answer is "true".
TRUE: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "query_get": ("GET", {"params": {"query": "ASK {}"}}),
    "query_post_form": ("POST", {"content": "query=ASK%20%7B%7D", "headers": FORM}),
    "query_post_direct": ("POST", {"content": "ASK {}", "headers": DIRECT}),
    "query_dataset_default_graph": (
        "GET", {"params": {"query": f"ASK {{ {NODES[0]} FILTER NOT EXISTS {{ {NODES[1]} }} }}",
                           "default-graph-uri": GRAPHS[0]}},
    ),
    "query_dataset_default_graphs_get": ("GET", {"params": {"query": IN_DEFAULT, **DEFAULT}}),
    "query_dataset_default_graphs_post": ("POST", {"params": DEFAULT, "content": IN_DEFAULT, "headers": DIRECT}),
    "query_dataset_default_graphs_post, as a form": ("POST", {"data": {"query": IN_DEFAULT, **DEFAULT}}),
    "query_dataset_default_graphs_post, a form with the graphs in the address": (
        "POST", {"params": DEFAULT, "data": {"query": IN_DEFAULT}},
    ),
    "query_dataset_named_graphs_get": ("GET", {"params": {"query": IN_NAMED, **NAMED}}),
    "query_dataset_named_graphs_post": ("POST", {"params": NAMED, "content": IN_NAMED, "headers": DIRECT}),
    "query_dataset_named_graphs_post, as a form": ("POST", {"data": {"query": IN_NAMED, **NAMED}}),
    "query_dataset_full": (
        "POST", {"params": {"default-graph-uri": GRAPHS[2], **NAMED}, "content": IN_BOTH, "headers": DIRECT},
    ),
    "query_multiple_dataset": (  # the protocol's graphs are asked, not those that the query names
        "POST", {"params": NAMED, "content": IN_NAMED.replace("ASK", f"ASK FROM <{GRAPHS[2]}>"), "headers": DIRECT},
    ),
}  # fmt: skip
# By case: the query, and what its answer may be.
TYPES: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "query_content_type_select": ("SELECT (1 AS ?value) {}", RESULTS),
    "query_content_type_ask": ("ASK {}", RESULTS),
    "query_content_type_describe": ("DESCRIBE <https://example.org/n1>", GRAPH_TYPES),
    "query_content_type_construct": ("CONSTRUCT { <s> <p> 1 } WHERE {}", GRAPH_TYPES),
}
DIRECT_UTF16: Final = {"Content-Type": "application/sparql-query; charset=UTF-16"}
UPDATE_UTF16: Final = {"Content-Type": "application/sparql-update; charset=UTF-16"}
BAD: Final[dict[str, tuple[str, dict[str, Any], int]]] = {
    "bad_query_method": ("PUT", {"params": {"query": "ASK {}"}, "headers": FORM}, 405),
    "bad_multiple_queries": ("GET", {"params": {"query": ["ASK {}", "SELECT * {}"]}}, 400),
    "bad_multiple_queries, in a form": ("POST", {"data": {"query": ["ASK {}", "SELECT * {}"]}}, 400),
    "bad_query_wrong_media_type": ("POST", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
    "bad_query_missing_form_type": ("POST", {"content": "query=ASK%20%7B%7D"}, 415),
    "bad_query_missing_direct_type": ("POST", {"content": "ASK {}"}, 415),
    "bad_query_non_utf8": ("POST", {"content": "ASK {}".encode("utf-16"), "headers": DIRECT_UTF16}, 415),
    "bad_query_non_utf8, untold": ("POST", {"content": "ASK {}".encode("utf-16"), "headers": DIRECT}, 400),
    "bad_query_syntax": ("GET", {"params": {"query": "ASK {"}}, 400),
    "update_post_form": ("POST", {"data": {"update": "CLEAR ALL"}}, 400),
    "update_post_direct": ("POST", {"content": "CLEAR ALL", "headers": UPDATE}, 415),
    "update_dataset_default_graph": (
        "POST", {"params": {"using-graph-uri": GRAPHS[0]}, "content": "CLEAR ALL", "headers": UPDATE}, 415,
    ),
    "update_dataset_default_graphs": (
        "POST", {"params": {"using-graph-uri": GRAPHS[:2]}, "data": {"update": "DROP ALL"}}, 400,
    ),
    "update_dataset_named_graphs": (
        "POST", {"params": {"using-named-graph-uri": GRAPHS[:2]}, "content": "DROP ALL", "headers": UPDATE}, 415,
    ),
    "update_dataset_full": (
        "POST", {"params": {"using-graph-uri": GRAPHS[0], "using-named-graph-uri": GRAPHS[1]},
                 "data": {"update": "INSERT DATA { <a:a> <a:a> <a:a> }"}}, 400,
    ),
    "update_base_uri": ("POST", {"content": "INSERT DATA { <a:a> <a:a> <test> }", "headers": UPDATE}, 415),
    "bad_update_get": ("GET", {"params": {"update": "CLEAR ALL"}}, 400),
    "bad_multiple_updates": ("POST", {"data": {"update": ["CLEAR NAMED", "CLEAR DEFAULT"]}}, 400),
    "bad_update_wrong_media_type": ("POST", {"content": "CLEAR NAMED", "headers": {"Content-Type": "text/plain"}}, 415),
    "bad_update_missing_form_type": ("POST", {"content": "update=CLEAR%20NAMED"}, 415),
    "bad_update_non_utf8": ("POST", {"content": "CLEAR NAMED".encode("utf-16"), "headers": UPDATE_UTF16}, 415),
    "bad_update_syntax": ("POST", {"data": {"update": "CLEAR XYZ"}}, 400),
    "bad_update_dataset_conflict": (
        "POST", {"params": {"using-named-graph-uri": GRAPHS[0]}, "headers": UPDATE,
                 "content": f"WITH <{GRAPHS[1]}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}"}, 415,
    ),
    # not among the suite's: an update where a query should be
    "an update as a query": ("GET", {"params": {"query": "CLEAR ALL"}}, 400),
    "an update as a query, posted": ("POST", {"content": "CLEAR ALL", "headers": DIRECT}, 400),
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("protocol") / "archive")


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with TestClient(application(Settings(store, timeout=20, hosts=("testserver",)))) as made:
        yield made


@pytest.mark.parametrize("case", TRUE)
def test_it_is_true(case: str, client: TestClient) -> None:
    method, options = TRUE[case]
    answer = client.request(method, "/sparql", **options)
    assert answer.status_code == 200, answer.text
    assert answer.json()["boolean"] is True
    assert answer.headers["content-type"] == "application/sparql-results+json"


@pytest.mark.parametrize("case", [case for case in TRUE if "_dataset" in case])
def test_without_those_graphs_it_is_not(case: str, client: TestClient) -> None:
    _, options = TRUE[case]
    other = {k: [GRAPHS[2]] for k in ("default-graph-uri", "named-graph-uri")}
    told = {**options.get("params", {}), **options.get("data", {})}
    query = told.get("query") or options["content"]
    answer = client.get("/sparql", params={"query": query, **other})
    assert answer.json()["boolean"] is False


@pytest.mark.parametrize("case", TYPES)
def test_the_type_fits_the_query(case: str, client: TestClient) -> None:
    query, types = TYPES[case]
    for media in (None, *types):
        accept = {"Accept": media} if media else {}
        answer = client.post("/sparql", content=query, headers={**DIRECT, **accept})
        assert answer.status_code == 200, answer.text
        told = answer.headers["content-type"].split(";")[0]
        assert told == (media or next(iter(types)))
        if types is GRAPH_TYPES:
            assert len(list(parse(answer.content, format=types[told]))) == 1
        elif types[told] != QueryResultsFormat.CSV:  # which cannot be read back
            found = parse_query_results(answer.content, format=types[told])
            assert isinstance(found, QueryBoolean if "ask" in case else QuerySolutions)


@pytest.mark.parametrize("case", BAD)
def test_it_is_refused(case: str, client: TestClient, store: Path) -> None:
    before = state(store)
    method, options, status = BAD[case]
    answer = client.request(method, "/sparql", **options)
    assert answer.status_code == status
    assert answer.text.count("\n") == 1
    assert state(store) == before


class TestServiceDescription:
    def described(self, client: TestClient, accept: str = "*/*") -> list[Quad]:
        answer = client.get("/sparql", headers={"Accept": accept})
        assert answer.status_code == 200
        return list(parse(answer.content, format=GRAPH_TYPES[answer.headers["content-type"].split(";")[0]]))

    def test_returns_rdf(self, client: TestClient) -> None:
        sizes = {media: len(self.described(client, media)) for media in GRAPH_TYPES}
        assert len(set(sizes.values())) == 1
        assert min(sizes.values()) > 20

    def test_has_endpoint_triple(self, client: TestClient) -> None:
        found = {q.object for q in self.described(client) if q.predicate.value == SD.endpoint}
        assert found == {NamedNode("http://testserver/sparql")}

    def test_conforms_to_schema(self, client: TestClient) -> None:
        told = self.described(client)

        def values(node: object, predicate: str) -> list[object]:
            return [q.object for q in told if q.subject == node and q.predicate.value == predicate]

        (service,) = {q.subject for q in told if q.object == NamedNode(SD.Service)}
        assert values(service, RDF_TYPE) == [NamedNode(SD.Service)]
        assert values(service, SD.supportedLanguage) == [NamedNode(SD.SPARQL11Query)]
        assert NamedNode(SD.UnionDefaultGraph) in values(service, SD.feature)
        assert len(values(service, SD.resultFormat)) > 8
        (dataset,) = values(service, SD.defaultDataset)
        assert NamedNode(SD.Dataset) in values(dataset, RDF_TYPE)
        (default,) = values(dataset, SD.defaultGraph)
        assert NamedNode(SD.Graph) in values(default, RDF_TYPE)
        named = values(dataset, SD.namedGraph)
        assert {NamedNode(g) for g in GRAPHS} < {name for graph in named for name in values(graph, SD.name)}
        for graph in named:
            assert values(graph, RDF_TYPE) == [NamedNode(SD.NamedGraph)]
            assert len(values(graph, SD.name)) == 1
        known = {SD[name] for name in ("Service", "Dataset", "Graph", "NamedGraph")}
        assert {q.object.value for q in told if q.predicate.value == RDF_TYPE and SD.iri in str(q.object)} == known  # type: ignore[union-attr]
