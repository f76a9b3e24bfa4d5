"""What the endpoint asks of a store: a query, one node, the sizes of all."""

from __future__ import annotations

import json
from typing import Any, Final

from pyoxigraph import NamedNode, QuerySolutions, QueryTriples, Store

from kg.answer.bodies import rows, triples
from kg.answer.formats import GRAPHS, RESULTS
from kg.answer.frames import Frame
from kg.answer.nodes import Reader
from kg.answer.refused import Refused
from kg.errors import QueryError
from kg.store import DEFAULT, evaluated, mistakes
from kg.vocab import KG

COUNTS: Final = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "articles": f"SELECT (COUNT(DISTINCT ?article) AS ?n) {{ ?article a <{KG.Article}> }}",
}


def _query(store: Store, job: dict[str, Any]) -> Frame:
    limits = {"max_rows": job["max_rows"], "max_bytes": job["max_bytes"]}
    with mistakes():
        try:
            # the base that is the server's to choose (SPARQL 1.1 Query, 4.1.1.2); one in the query comes after it
            sparql = f"BASE <{job['base']}>\n{job['sparql']}"
            found = evaluated(store, sparql, default=job["default"], named=job["named"])
        except QueryError as error:
            raise _as_sent(error) from error
        if isinstance(found, QueryTriples):
            media = _wanted(job["graph"], GRAPHS)
            return Frame({"status": 200, "type": media}, triples(found, GRAPHS[media], **limits))
        media = _wanted(job["result"], RESULTS)
        return Frame({"status": 200, "type": media}, rows(found, RESULTS[media], **limits))


def _as_sent(error: QueryError) -> QueryError:
    """The error with its place in the query as it was sent, without the line of the base."""
    if not error.line:
        return error
    line = error.line - 1
    where = f"query, line {line}, column {error.column}"
    return QueryError(where, error.reason, error.remedy, line=line, column=error.column)


def _wanted(media: str | None, offered: dict[str, Any]) -> str:
    if media is None:
        raise Refused(406, f"this query is answered as {', '.join(offered)}")
    return media


def _node(store: Store, job: dict[str, Any]) -> Frame:
    """What the graphs say of one node and with it; as RDF, or as lines for a page."""
    try:
        node = NamedNode(job["iri"])
    except ValueError:
        raise Refused(404, "no such node") from None
    if job["graph"]:
        says = [q.triple for q in store.quads_for_pattern(node, None, None, DEFAULT)]
        said = [q.triple for q in store.quads_for_pattern(None, None, node, DEFAULT)]
        limits = {"max_rows": job["max_rows"], "max_bytes": job["max_bytes"]}
        content = triples([*says, *said], GRAPHS[job["graph"]], **limits) if says or said else b""
        told = {"status": 200, "type": job["graph"]}
    else:
        page = Reader(store).page(node)
        content = json.dumps(page).encode() if page else b""
        told = {"status": 200, "type": "application/json"}
    if not content:
        raise Refused(404, "no such node")
    return Frame(told, content)


def _counts(store: Store, job: dict[str, Any]) -> Frame:
    """The sizes that the service description tells, as a query would count them."""
    graphs = sorted(g.value for g in store.named_graphs() if isinstance(g, NamedNode))
    told: dict[str, Any] = {name: _number(store, sparql) for name, sparql in COUNTS.items()}
    told["graphs"] = graphs[: job["max_rows"]]
    return Frame({"status": 200, "type": "application/json"}, json.dumps(told).encode())


def _number(store: Store, sparql: str) -> int:
    found = evaluated(store, sparql)
    assert isinstance(found, QuerySolutions)
    return int(next(found)["n"].value)


JOBS: Final = {"query": _query, "node": _node, "counts": _counts}
