"""Other servers: graphs sent to them by the SPARQL 1.1 Graph Store Protocol, and questions put to them.

Who we are comes from the environment: KG_ENDPOINT_TOKEN (a bearer token), or KG_ENDPOINT_USER and
KG_ENDPOINT_PASSWORD. A server that is away or busy is asked again, later each time.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

import urllib3
from pyoxigraph import (
    BlankNode,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from urllib3.exceptions import HTTPError

from kg.errors import OptionError, OutputError, QueryError
from kg.store import BACKGROUND, Results, named_quads, ntriples
from kg.store.query import PLACE, broken
from kg.vocab import PREFIXES

CHUNK: Final = 20_000  # triples in one request
TRIES: Final = 6
PAUSE: Final = 0.5  # seconds before the second try; it doubles each time
AWAY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
WAIT: Final = urllib3.Timeout(connect=10.0, read=300.0)
REFUSED: Final = 300  # statuses from here on are no success; redirections have been followed
BAD_REQUEST: Final = 400
ROWS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"
LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Sent:
    """One named graph on its way: `triples` of it were sent, or it was `there` already."""

    graph: str
    triples: int
    there: bool


class Server:
    """A SPARQL server at `url`, a web address; raises OptionError for another."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise OptionError(repr(url), "is no web address", "give one like https://example.org/sparql")
        if "@" in parts.netloc:
            remedy = "put them into KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD"
            raise OptionError(parts.hostname, "the address holds a user or password", remedy)
        self.url = url
        self._headers = _identity()
        if self._headers and parts.scheme == "http" and parts.hostname not in LOCAL:
            raise OptionError(repr(url), "would carry a password or token unencrypted", "use https")
        retry = urllib3.Retry(
            TRIES, redirect=3, status_forcelist=AWAY, backoff_factor=PAUSE, allowed_methods=None, raise_on_status=False
        )
        self._pool = urllib3.PoolManager(retries=retry, timeout=WAIT)

    def put(self, graph: NamedNode, quads: list[Quad], *, more: bool = False) -> None:
        """Makes the graph hold these triples, or these too (`more`). Raises OutputError when the server refuses."""
        method, fields = "POST" if more else "PUT", {"graph": graph.value}
        answer = self._ask(method, fields, ntriples(quads), {"Content-Type": TRIPLES})
        if answer.status >= REFUSED:
            raise OutputError(self.url, f"refused {graph.value}: {answer.status} {_first_line(answer.data)}")

    def query(self, sparql: str, *, limit: int | None = None) -> Results:
        """What the server answers; kg's prefixes are declared for it. Raises QueryError when it does not."""
        headers = {"Content-Type": "application/sparql-query", "Accept": f"{ROWS}, {TRIPLES};q=0.9"}
        try:
            answer = self._ask("POST", {}, (_prologue() + sparql).encode(), headers)
        except OutputError as error:
            raise QueryError(self.url, error.reason) from error
        told = _first_line(answer.data)
        if answer.status == BAD_REQUEST and (place := PLACE.search(told)):
            shift = len(_prologue()) if place[1] == "1" else 0
            raise broken(f"error at {place[1]}:{int(place[2]) - shift}: {place[3]}")
        if answer.status >= REFUSED:
            raise QueryError(self.url, f"answers {answer.status}: {told}")
        try:
            return _read(answer.data, answer.headers.get("Content-Type", "").partition(";")[0].strip(), limit)
        except (SyntaxError, ValueError) as error:
            raise QueryError(self.url, f"answers no results of a query: {told or error}") from error

    def _ask(
        self, method: str, fields: Mapping[str, str], body: bytes, headers: Mapping[str, str]
    ) -> urllib3.BaseHTTPResponse:
        """The answer; raises OutputError when there is none after all tries."""
        url = f"{self.url}{'&' if urlsplit(self.url).query else '?'}{urlencode(fields)}" if fields else self.url
        try:
            return self._pool.request(method, url, body=body, headers={**self._headers, **headers})
        except HTTPError as error:
            told = str(getattr(error, "reason", None) or error).rpartition(": ")[2]
            raise OutputError(self.url, f"cannot be reached: {told}", "what has arrived is kept; try again") from error


def push(
    store: Store, server: Server, *, journal: Path | None = None, background: bool = False
) -> Generator[Sent, None, None]:
    """Sends each named graph, which then holds on the server what it holds here; ontology and gazetteer on request.

    A large graph goes in chunks. With `journal`, a file that keeps what has arrived, a later call sends only what has
    not, or has changed since. Raises OutputError when a graph is refused, or the journal cannot be written.
    """
    arrived = _arrived(journal)
    for graph in sorted((g for g in store.named_graphs() if isinstance(g, NamedNode)), key=str):
        if graph in BACKGROUND and not background:
            continue
        quads = sorted(named_quads(store, graph), key=str)
        digest = hashlib.sha256(ntriples(quads)).hexdigest()[:16]
        if arrived.get((server.url, graph.value)) == digest:
            yield Sent(graph.value, len(quads), there=True)
            continue
        for start, end in _chunks(quads):
            server.put(graph, quads[start:end], more=start > 0)
        _note(journal, server.url, graph.value, digest)
        yield Sent(graph.value, len(quads), there=False)


def _chunks(quads: list[Quad]) -> Iterator[tuple[int, int]]:
    """Ranges of the triples for one request each; blank nodes are one only within a request, so they stay together."""
    nodes = any(isinstance(q.subject, BlankNode) or isinstance(q.object, BlankNode) for q in quads)
    size = len(quads) if nodes else CHUNK
    yield from ((start, start + size) for start in range(0, len(quads), size or 1))


def _arrived(journal: Path | None) -> dict[tuple[str, str], str]:
    """What a journal tells; a line that was cut short by a kill counts for nothing."""
    found: dict[tuple[str, str], str] = {}
    try:
        lines = journal.read_text("utf-8").splitlines() if journal is not None else []
    except FileNotFoundError:
        return found
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(str(journal), f"cannot be read: {error}") from error
    for line in lines:
        try:
            url, graph, digest = json.loads(line)
        except ValueError:
            continue
        found[url, graph] = digest
    return found


def _note(journal: Path | None, *told: str) -> None:
    if journal is None:
        return
    try:
        with journal.open("a", encoding="utf-8") as file:
            file.write("\n" + json.dumps(told))  # the line before may have been cut short
    except OSError as error:
        raise OutputError(str(journal), f"cannot be written: {error.strerror or error}") from error


def _identity() -> dict[str, str]:
    if token := os.environ.get("KG_ENDPOINT_TOKEN"):
        return {"Authorization": f"Bearer {token}"}
    if user := os.environ.get("KG_ENDPOINT_USER"):
        return dict(urllib3.make_headers(basic_auth=f"{user}:{os.environ.get('KG_ENDPOINT_PASSWORD', '')}"))
    return {}


def _prologue() -> str:
    """Our prefixes on one line, so that the lines of an error are those of the query."""
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())


def _read(body: bytes, kind: str, limit: int | None) -> Results:
    if kind == TRIPLES:
        return sorted((q.triple for q in parse(body, format=RdfFormat.N_TRIPLES)), key=str)[:limit]
    if kind != ROWS:
        raise ValueError(f"it is {kind or 'of no kind'}")
    if limit is not None:
        told = json.loads(body)
        if "results" in told:
            told["results"]["bindings"] = told["results"]["bindings"][:limit]
        body = json.dumps(told).encode()
    found = parse_query_results(body, format=QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions | QueryBoolean)
    return found


def _first_line(body: bytes) -> str:
    return body[:500].decode("utf-8", "replace").strip().split("\n")[0][:200]
