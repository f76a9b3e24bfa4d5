"""SPARQL queries that only read, and only what is in the store."""

from __future__ import annotations

import json
import re
from typing import Final, TypeAlias

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    parse_query_results,
)

from kg.errors import QueryError
from kg.vocab import PREFIXES

Results: TypeAlias = QuerySolutions | QueryBoolean | list[Triple]

# What is no keyword: escapes of local names, IRIs, strings, comments, variables and prefixed names.
OPAQUE: Final = re.compile(
    r"""\\.|<[^<>"{}|^`\\\x00-\x20]*>|\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}"""
    r"""|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'|\#[^\n\r]*|[?$]\w+|[\w.-]*:(?:\w[\w.:-]*)?""",
    re.DOTALL,
)
ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# Without word boundaries: the parser takes "1SERVICE <...>" for a number and a keyword.
OUTWARD: Final = re.compile(r"(SERVICE|LOAD)", re.IGNORECASE)
UPDATE: Final = re.compile(r"\b(INSERT|DELETE|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.IGNORECASE)
READING: Final = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
ORDERED: Final = re.compile(r"\bORDER\s+BY\b", re.IGNORECASE)
FROM: Final = re.compile(r"\bFROM\s+(?:NAMED\s+)?(<[^<>\s]*>|[\w.-]*:(?:\w[\w.:-]*)?)", re.IGNORECASE)
PLACE: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
CHARACTER_CLASS: Final = re.compile(r"\[.*?\](?=,|\s|$)", re.DOTALL)


def query(store: Store, sparql: str, *, limit: int | None = None) -> Results:
    """What `sparql` (SELECT, ASK, CONSTRUCT or DESCRIBE) finds in all graphs of the store together.

    kg's prefixes are known without being declared. Rows of a query without ORDER BY come sorted, so that the same
    graph gives the same answer; of rows and triples, the first `limit` are given. Raises QueryError (with line and
    column where known) when the query does not parse or fails, when it would change the store, or when it would reach
    outside it (SERVICE, LOAD, FROM an unknown graph).
    """
    _refuse(store, sparql)
    try:
        found = store.query(sparql, use_default_graph_as_union=True, prefixes=PREFIXES)
        if isinstance(found, QueryTriples):
            return sorted(found, key=str)[:limit]
        if isinstance(found, QueryBoolean):
            return found
        answer = found.serialize(format=QueryResultsFormat.JSON)
    except SyntaxError as error:
        raise broken(str(error)) from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError("query", f"failed: {error}") from error
    assert answer is not None
    rows = parse_query_results(_sorted(answer, sparql, limit), format=QueryResultsFormat.JSON)
    assert isinstance(rows, QuerySolutions)
    return rows


def _refuse(store: Store, sparql: str) -> None:
    """Refuses what would write or go out, also where a keyword hides behind a code point escape."""
    decoded = ESCAPE.sub(lambda m: _character(m[1] or m[2]), sparql)
    for text in (sparql, decoded):
        keywords = OPAQUE.sub(" ", text)
        if not READING.search(keywords) and UPDATE.search(keywords):
            raise QueryError("query", "would change the graph", "only SELECT, ASK, CONSTRUCT and DESCRIBE are answered")
        if outward := OUTWARD.search(keywords):
            raise QueryError("query", f"{outward[1].upper()} reaches outside the graph", "leave it out")
        _refuse_foreign(store, text)


def _refuse_foreign(store: Store, text: str) -> None:
    bare = OPAQUE.sub(lambda m: m[0] if m[0][0] == "<" or (":" in m[0] and m[0][0] not in "\"'#?$\\") else " ", text)
    declared = dict(re.findall(r"\bPREFIX\s+([\w.-]*):\s*<([^<>]*)>", bare, re.IGNORECASE))
    for name in FROM.findall(bare):
        prefix, _, local = name.partition(":")
        iri = name[1:-1] if name[0] == "<" else {**PREFIXES, **declared}.get(prefix, "") + local
        if not any(graph.value == iri for graph in store.named_graphs() if isinstance(graph, NamedNode)):
            raise QueryError("query", f"FROM {name}: no graph of that name here", "leave it out: all graphs are asked")


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else "\ufffd"


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
