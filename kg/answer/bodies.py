"""Answers as bytes, complete or not at all."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Final

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, serialize

from kg.answer.refused import Refused
from kg.vocab import PREFIXES

STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
NOT_XML: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")


def rows(found: QuerySolutions | QueryBoolean, form: QueryResultsFormat, *, max_rows: int, max_bytes: int) -> bytes:
    """What a SELECT or ASK found in the format `form`; raises Refused when that is too much, or cannot be XML."""
    output = _Counted(COUNTERS[form.name](), max_rows, max_bytes)
    found.serialize(output, format=form)
    content = output.getvalue()
    return _xml(content) if form == QueryResultsFormat.XML else content


def triples(found: Iterable[Triple], form: RdfFormat, *, max_rows: int, max_bytes: int) -> bytes:
    """A graph in the format `form`, each triple once, sorted; raises Refused as `rows` does."""
    told = list(islice(found, max_rows + 1))
    if len(told) > max_rows:
        raise _too_many(max_rows, "triples")
    output = _Counted(lambda _: 0, max_rows, max_bytes)
    serialize(sorted(set(told), key=str), output, format=form, prefixes=PREFIXES)
    content = output.getvalue()
    return _xml(content) if form == RdfFormat.RDF_XML else content


class _Counted(io.BytesIO):
    """Keeps what is written, and ends the writing with the row or byte that is one too many."""

    def __init__(self, count: Callable[[bytes], int], max_rows: int, max_bytes: int) -> None:
        super().__init__()
        self._count = count
        self._rows = 0
        self._limits = max_rows, max_bytes

    def write(self, chunk: Any) -> int:
        written = super().write(chunk)
        self._rows += self._count(bytes(chunk))
        if self._rows > self._limits[0]:
            raise _too_many(self._limits[0], "rows")
        if self.tell() > self._limits[1]:
            raise Refused(422, f"the answer is longer than {self._limits[1] >> 20} MB: ask for less")
        return written


class _Csv:
    """Line ends outside of quotes; the first belongs to the header."""

    def __init__(self) -> None:
        self._quoted = 0
        self._header = 1

    def __call__(self, chunk: bytes) -> int:
        parts = chunk.split(b'"')
        ends = sum(part.count(b"\n") for part in parts[self._quoted :: 2])
        self._quoted = (self._quoted + len(parts) - 1) % 2
        found, self._header = ends - self._header, max(0, self._header - ends)
        return max(0, found)


class _Xml:
    """Elements "result": in text and attributes "<" is escaped."""

    def __init__(self) -> None:
        self._tail = b""

    def __call__(self, chunk: bytes) -> int:
        text = self._tail + chunk
        self._tail = text[-len(b"<result") :]
        return text.count(b"<result>")


class _Json:
    """Commas between rows; with the strings taken out, nothing else looks like them. No rows count as one."""

    def __init__(self) -> None:
        self._tail = b""
        self._first = 1

    def __call__(self, chunk: bytes) -> int:
        bare = STRING.sub(b"", self._tail + chunk)
        done, quote, open_string = bare.partition(b'"')
        self._tail = done[-2:] + quote + open_string
        first, self._first = self._first, 0
        return done.count(b"},{") + first


COUNTERS: Final[dict[str, Callable[[], Callable[[bytes], int]]]] = {
    QueryResultsFormat.CSV.name: _Csv,
    QueryResultsFormat.TSV.name: _Csv,  # its strings hold no line ends, and its quotes are paired
    QueryResultsFormat.XML.name: _Xml,
    QueryResultsFormat.JSON.name: _Json,
}


def _xml(content: bytes) -> bytes:
    if NOT_XML.search(content):
        raise Refused(406, "the answer has control characters, which XML cannot hold: ask for JSON, or for Turtle")
    return content


def _too_many(limit: int, what: str) -> Refused:
    return Refused(422, f"the answer has more than {limit} {what}: add a LIMIT, or ask for less")
