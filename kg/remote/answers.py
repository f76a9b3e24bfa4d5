"""What a server's answer to a query says."""

from __future__ import annotations

import json
from typing import Final

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, parse, parse_query_results

from kg.store import Results

ROWS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"
ACCEPTED: Final = f"{ROWS}, {TRIPLES};q=0.9"
JSON: Final = frozenset({ROWS, "application/json"})


def kind_of(content_type: str) -> str:
    """The media type without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def first_line(body: bytes) -> str:
    """The start of what a server says, for an error."""
    return body[:500].decode("utf-8", "replace").strip().split("\n")[0][:200]


def rows_or_triples(body: bytes, kind: str, limit: int | None) -> Results:
    """The first `limit` rows or triples; raises ValueError or SyntaxError when `body` holds none.

    All is read before the first row is given: an answer that breaks off in the middle is none.
    """
    if kind == TRIPLES:
        return sorted((q.triple for q in parse(body, format=RdfFormat.N_TRIPLES)), key=str)[:limit]
    if kind not in JSON:
        raise ValueError(
            f"it is {kind or 'of no kind'}, not {ROWS}" + (f": {first_line(body)}" if body.strip() else "")
        )
    told = json.loads(body)
    if not isinstance(told, dict) or not ("boolean" in told or "results" in told):
        raise ValueError(f"it is JSON without results: {first_line(body)}")
    if limit is not None and "results" in told:
        told["results"]["bindings"] = told["results"]["bindings"][:limit]
        body = json.dumps(told).encode()
    found = _parsed(body)
    if isinstance(found, QuerySolutions):
        for _ in found:  # the parser reads on only as it is asked
            pass
        found = _parsed(body)
    return found


def _parsed(body: bytes) -> QuerySolutions | QueryBoolean:
    found = parse_query_results(body, format=QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions | QueryBoolean)
    return found
