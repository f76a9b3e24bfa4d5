"""A SPARQL server: a graph put there, a query asked there.

Nothing that a server answers is trusted: it may be away or busy (then it is asked again, later each time), send us
elsewhere, break off, never end, or answer something else than the query.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import urllib3
from pyoxigraph import NamedNode, Quad
from urllib3.exceptions import HTTPError, InvalidHeader

from kg.errors import OptionError, OutputError, QueryError
from kg.remote.answers import ACCEPTED, first_line, kind_of, rows_or_triples
from kg.remote.identity import identity
from kg.store import Results, ntriples
from kg.store.query import PLACE, broken
from kg.vocab import PREFIXES

TRIES: Final = 6
PAUSE: Final = 0.5  # seconds before the second try; it doubles each time
LONGEST: Final = 60.0  # seconds that a server can make us wait before the next try
AWAY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
WAIT: Final = urllib3.Timeout(connect=10.0, read=300.0)
REDIRECTS: Final = 3  # that a query follows
REDIRECTED: Final = 300
REFUSED: Final = 400
BAD_REQUEST: Final = 400
LARGEST: Final = 1 << 28  # bytes of an answer, unpacked
PIECE: Final = 1 << 20
TOLD: Final = 2_000  # bytes of a refusal that are read
MOST_GRAPHS: Final = 2_000
NAMES: Final = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} }} LIMIT {MOST_GRAPHS + 1}"


class _Patience(urllib3.Retry):
    """Waits as long as the server asks for, within reason."""

    def get_retry_after(self, response: urllib3.BaseHTTPResponse) -> float | None:
        try:
            seconds = super().get_retry_after(response)
        except InvalidHeader:
            return None
        return None if seconds is None else min(seconds, LONGEST)


class Server:
    """A SPARQL server at `url`; raises OptionError unless that is a web address without a password in it."""

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            known = False
        if not known:
            raise OptionError(repr(url), "is no web address", "give one like https://example.org/sparql")
        if parts.username is not None or parts.password is not None:
            host = parts.netloc.rpartition("@")[2]
            remedy = "give them in KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD"
            raise OptionError(repr(f"{parts.scheme}://...@{host}"), "holds a user or password", remedy)
        self.url = url
        self._headers = identity(parts)
        self._pool = urllib3.PoolManager(timeout=WAIT)

    def put(self, graph: NamedNode, quads: list[Quad], *, more: bool = False) -> None:
        """Makes the graph hold these triples, or these too (`more`). Raises OutputError when the server refuses.

        A redirection is a refusal: what is sent goes where the user said, and nowhere else.
        """
        method, fields = "POST" if more else "PUT", {"graph": graph.value}
        url = f"{self.url}{'&' if urlsplit(self.url).query else '?'}{urlencode(fields)}"
        answer = self._ask(method, url, ntriples(quads), {"Content-Type": "application/n-triples"}, redirects=0)
        told = b""
        with contextlib.suppress(HTTPError):  # the status alone tells whether it has arrived
            told = answer.read(TOLD)
        answer.close()
        if answer.status >= REFUSED:
            raise OutputError(self.url, f"refused {graph.value}: {answer.status} {first_line(told)}")
        if answer.status >= REDIRECTED:
            place = answer.headers.get("Location", "another place")
            raise OutputError(self.url, f"refused {graph.value}: it is to go to {place[:200]}", "give that address")

    def query(self, sparql: str, *, limit: int | None = None, all_graphs: bool = False) -> Results:
        """What the server answers; kg's prefixes are declared for it. Raises QueryError when it does not.

        With `all_graphs`, all named graphs of the server together are asked, as they are in a store of ours.
        """
        text = _prologue() + sparql
        if not all_graphs:
            body, kind = text.encode(), "application/sparql-query"
        else:
            fields = [("query", text), *(("default-graph-uri", name) for name in self._graphs())]
            body, kind = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        status, content_type, data = self._answer(body, {"Content-Type": kind, "Accept": ACCEPTED})
        told = first_line(data)
        if status == BAD_REQUEST and (place := PLACE.search(told)):
            shift = len(_prologue()) if place[1] == "1" else 0
            raise broken(f"error at {place[1]}:{int(place[2]) - shift}: {place[3]}")
        if status >= REDIRECTED:
            raise QueryError(self.url, f"answers {status}: {told}")
        try:
            return rows_or_triples(data, kind_of(content_type), limit)
        except (SyntaxError, ValueError, RecursionError) as error:
            raise QueryError(
                self.url, f"answers no results of a query: {' '.join(str(error).split())[:200]}"
            ) from error

    def _graphs(self) -> list[str]:
        found: Any = self.query(NAMES)
        names = [row["g"].value for row in found]
        if len(names) > MOST_GRAPHS:
            remedy = "let the server itself take them together (a union default graph)"
            raise QueryError(self.url, f"holds more than {MOST_GRAPHS} graphs", remedy)
        return names

    def _answer(self, body: bytes, headers: Mapping[str, str]) -> tuple[int, str, bytes]:
        """Status, content type and body; asked again when the body breaks off."""
        for attempt in range(TRIES, 0, -1):
            try:
                answer = self._ask("POST", self.url, body, headers, redirects=REDIRECTS)
            except OutputError as error:
                raise QueryError(self.url, error.reason) from error
            try:
                return answer.status, answer.headers.get("Content-Type", ""), self._whole(answer)
            except HTTPError as error:
                if attempt == 1:
                    raise QueryError(self.url, f"breaks off its answer: {_reason(error)}", "try again") from error
            finally:
                answer.close()
        raise AssertionError("the last attempt returns or raises")

    def _whole(self, answer: urllib3.BaseHTTPResponse) -> bytes:
        data = bytearray()
        while piece := answer.read(PIECE):
            data += piece
            if len(data) > LARGEST:
                raise QueryError(self.url, f"answers more than {LARGEST >> 20} MB", "ask for less, with LIMIT")
        return bytes(data)

    def _ask(
        self, method: str, url: str, body: bytes, headers: Mapping[str, str], *, redirects: int
    ) -> urllib3.BaseHTTPResponse:
        """The answer, its body unread; raises OutputError when there is none after all tries."""
        retry = _Patience(
            TRIES, redirect=redirects, status_forcelist=AWAY, backoff_factor=PAUSE, allowed_methods=None,
            raise_on_status=False,
        )  # fmt: skip
        try:
            return self._pool.request(
                method, url, body=body, headers={**self._headers, **headers}, retries=retry,
                redirect=redirects > 0, preload_content=False,
            )  # fmt: skip
        except (HTTPError, UnicodeError) as error:
            raise OutputError(
                self.url, f"cannot be reached: {_reason(error)}", "what arrived is kept; try again"
            ) from error


def _reason(error: Exception) -> str:
    return " ".join(str(getattr(error, "reason", None) or error).rpartition(": ")[2].split())[:200]


def _prologue() -> str:
    """Our prefixes on one line, so that the lines of an error are those of the query."""
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
