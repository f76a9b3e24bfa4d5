"""SPARQL queries that only read, and only what is in the store."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from pyoxigraph import (
    DefaultGraph,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    parse_query_results,
)

from kg.errors import QueryError
from kg.store.merging import DEFAULT, GraphName, is_merged, merged, selected
from kg.store.refuse import OPAQUE, dataset, known, refuse
from kg.vocab import PREFIXES

Results: TypeAlias = QuerySolutions | QueryBoolean | list[Triple]
Found: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples

ORDERED: Final = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
CHARACTER_CLASS: Final = re.compile(r"\[.*?\](?=,|\s|$)", re.DOTALL)


def query(store: Store, sparql: str, *, limit: int | None = None) -> Results:
    """What `sparql` (SELECT, ASK, CONSTRUCT or DESCRIBE) finds in all graphs of the store together.

    kg's prefixes are known without being declared. Rows of a query without ORDER BY come sorted, so that the same
    graph gives the same answer; of rows and triples, the first `limit` are given. Raises QueryError (with line and
    column where known) when the query does not parse or fails, when it would change the store, or when it would reach
    outside it (SERVICE, LOAD, FROM an unknown graph).
    """
    with mistakes():
        found = evaluated(store, sparql)
        if isinstance(found, QueryTriples):
            return sorted(found, key=str)[:limit]
        if isinstance(found, QueryBoolean):
            return found
        answer = found.serialize(format=QueryResultsFormat.JSON)
    assert answer is not None
    rows = parse_query_results(_sorted(answer, sparql, limit), format=QueryResultsFormat.JSON)
    assert isinstance(rows, QuerySolutions)
    return rows


def evaluated(store: Store, sparql: str, *, default: Sequence[str] = (), named: Sequence[str] = ()) -> Found:
    """What `query` tells, as the engine gives it: in its order, and worked out while it is read, within `mistakes`.

    `default` and `named` are the graphs to ask instead of those that the query names (SPARQL 1.1 Protocol, 2.1.4).
    Raises QueryError as `query` does, and for a graph that the store does not have.
    """
    with mistakes():
        refuse(store, sparql)
        chosen = dataset(store, sparql)
        if default or named:
            chosen = known(store, default, "default-graph-uri"), known(store, named, "named-graph-uri")
        if chosen is None:
            whole = merged(store)
            return whole.query(sparql, use_default_graph_as_union=not is_merged(whole), prefixes=PREFIXES)
        ours, others = chosen
        graphs: list[GraphName | DefaultGraph] = [*ours]
        if len(ours) > 1:
            store, graphs = selected(store, ours, others), [DEFAULT]
        return store.query(sparql, default_graph=graphs, named_graphs=[*others], prefixes=PREFIXES)


@contextlib.contextmanager
def mistakes() -> Iterator[None]:
    """Tells what goes wrong with a query as a QueryError."""
    try:
        yield
    except SyntaxError as error:
        raise broken(str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError("query", f"failed: {' '.join(str(error).split())}") from error


def _sorted(answer: bytes, sparql: str, limit: int | None) -> bytes:
    ordered = ORDERED.search(OPAQUE.sub(" ", sparql)) is not None
    if ordered and limit is None:
        return answer
    told = json.loads(answer)
    names, rows = told["head"]["vars"], told["results"]["bindings"]
    if not ordered:
        rows.sort(key=lambda row: [json.dumps(row.get(n), sort_keys=True) for n in names])
    told["results"]["bindings"] = rows[:limit]
    return json.dumps(told).encode()


def broken(message: str) -> QueryError:
    """What the parser says of a query ("error at 2:7: ..."), with its place, without its long lists of characters."""
    match = PLACE.match(message)
    if not match:
        return QueryError("query", f"does not parse: {' '.join(message.split())}")
    reason = " ".join(CHARACTER_CLASS.sub("", match[3]).split())
    reason = re.sub(r"(?:, ?)+(?=,|$)", "", reason).strip(" ,")
    reason = reason if len(reason) <= 200 else reason[:200].rsplit(",", 1)[0] + ", ..."
    line, column = int(match[1]), int(match[2])
    return QueryError(f"query, line {line}, column {column}", reason, line=line, column=column)
