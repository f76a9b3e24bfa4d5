"""`kg serve` under load: simultaneous clients with good, bad and endless queries, each answer checked.

    python tests/benchmarks/serve.py [--seconds S] [--clients N] [--triples N] [--timeout S] [--workers N]

The store is the committed sample told again as often as needed. Seven clients in ten ask good queries, two bad ones,
one endless ones; each asks again as soon as it is answered, and after a 503 when its Retry-After is over. Half of the
endless queries are never the same twice. A good query's right answer is worked out beforehand with pyoxigraph alone.
The time of a good query is from its first sending to its answer, waits for another try included.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote

from pyoxigraph import (
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from store import write_graph

from kg.questions import packaged
from kg.store import changing, named_quads, open_store
from kg.vocab import PREFIXES

# Packaged questions that look at little of a store.
QUESTIONS: Final = (
    "articles", "arrests-and-trials", "cause-chains", "comparisons", "disagreements", "elections", "events-by-type",
    "meetings", "quotations", "sanctions", "sources", "unrest", "who-said-what",
)  # fmt: skip
KINDS: Final = ("good", "bad", "endless")
LOOKUPS: Final = (
    "ASK { ?event a kg:Event }",
    "SELECT ?type (COUNT(DISTINCT ?e) AS ?n) { ?e a kg:Event ; kg:eventType ?type } GROUP BY ?type",
    "SELECT ?a ?name { ?a a kg:Person ; skos:prefLabel ?name } LIMIT 5000",
    "CONSTRUCT { ?e kg:place ?p } { ?e kg:place ?p } LIMIT 100000",
    "DESCRIBE id:person-william-ruto-0",
)
CROSS: Final = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS: Final = (
    f"SELECT (COUNT(*) AS ?n) {CROSS}",
    "SELECT (COUNT(*) AS ?n) { ?a (!kg:none|^!kg:none)* ?b . ?c (!kg:none|^!kg:none)* ?d }",
    f"ASK {CROSS[:-1]} FILTER(STRLEN(STR(?c)) + STRLEN(STR(?k)) < 0) }}",
)

BAD: Final[tuple[tuple[str, str, dict[str, str], bytes, int], ...]] = (
    ("GET", "/sparql?query=" + quote("SELECT * { ?s"), {}, b"", 400),
    ("GET", "/sparql?query=" + quote("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"), {}, b"", 400),
    ("GET", "/sparql?query=" + quote("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }"), {}, b"", 400),
    ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"INSERT DATA { <a:a> <a:a> <a:a> }", 400),
    ("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 415),
    ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415),
    ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"ASK { \xff }", 400),
    ("POST", "/sparql", {"Content-Type": "application/sparql-query"}, b"#" * (2 << 20), 413),
    ("PUT", "/sparql", {}, b"", 405),
    ("GET", "/sparql?query=ASK%7B%7D", {"Accept": "image/png"}, b"", 406),
    ("GET", "/sparql?query=" + quote("SELECT " + "(" * 300 + "1" + ")" * 300 + "{}"), {}, b"", 400),
    ("GET", "/id/nobody", {}, b"", 404),
)  # fmt: skip


@dataclass
class Told:
    """What the clients saw."""

    statuses: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    times: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    memory: int = 0
    processes: int = 0


@dataclass
class Answer:
    """One answer; status 0 when the connection ended before it was whole."""

    status: int
    body: bytes = b""
    wait: float = 0.0


class Connection:
    """A client's connection, kept as long as the server keeps it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._pair: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, address: str, headers: dict[str, str], body: bytes) -> Answer:
        """The answer; a connection that was closed while it was idle is made anew."""
        lines = [f"{method} {address} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
        sent = "\r\n".join([*lines, *(f"{k}: {v}" for k, v in headers.items()), "", ""]).encode() + body
        for fresh in (self._pair is None, True):
            try:
                if self._pair is None:
                    self._pair = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 20)
                self._pair[1].write(sent)
                await self._pair[1].drain()
                return await self._answer(self._pair[0])
            except (OSError, EOFError):
                self.close()
                if fresh:
                    break
        return Answer(0)

    def close(self) -> None:
        """Ends the connection."""
        if self._pair is not None:
            self._pair[1].close()
            self._pair = None

    async def _answer(self, given: asyncio.StreamReader) -> Answer:
        head = (await given.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        told = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        body = await given.readexactly(int(told["content-length"]))
        if told.get("connection") == "close":
            self.close()
        return Answer(int(head.split()[1]), body, float(told.get("retry-after", 0)))


class Good:
    """A good query and its right answer."""

    def __init__(self, sparql: str, store: Store) -> None:
        self.address = f"/sparql?query={quote(sparql)}"
        found = store.query(sparql, prefixes=PREFIXES)
        self._form = RdfFormat.N_TRIPLES if isinstance(found, QueryTriples) else QueryResultsFormat.JSON
        self.headers = {"Accept": self._form.media_type}
        content = found.serialize(format=self._form)  # type: ignore[arg-type]
        assert content is not None
        self._right = self._read(content)
        self._seen: dict[bytes, bool] = {}

    def right(self, body: bytes) -> bool:
        """Whether an answer says the same, in whatever order."""
        if body not in self._seen:
            self._seen[body] = self._read(body) == self._right
        return self._seen[body]

    def _read(self, content: bytes) -> object:
        if isinstance(self._form, RdfFormat):
            return {quad.triple for quad in parse(content, format=self._form)}
        found = parse_query_results(content, format=self._form)
        if isinstance(found, QueryBoolean):
            return bool(found)
        names = [v.value for v in found.variables]
        return names, Counter(tuple(str(row[n]) for n in names) for row in found)


async def asks_well(port: int, queries: list[Good], told: Told, until: float, turn: random.Random) -> None:
    """A client with good queries."""
    connection = Connection(port)
    while (start := time.monotonic()) < until:
        query = turn.choice(queries)
        answer = await connection.ask("GET", query.address, query.headers, b"")
        told.statuses["good"][str(answer.status)] += 1
        while answer.status == 503 and time.monotonic() < until:
            await asyncio.sleep(answer.wait)
            answer = await connection.ask("GET", query.address, query.headers, b"")
            told.statuses["good"][str(answer.status)] += 1
        if answer.status == 200:
            told.times.append(time.monotonic() - start)
        if answer.status not in (200, 503) or (answer.status == 200 and not query.right(answer.body)):
            told.wrong[f"good query: {answer.status}"] += 1
    connection.close()


async def asks_badly(port: int, told: Told, until: float, turn: random.Random) -> None:
    """A client with bad requests."""
    connection = Connection(port)
    while time.monotonic() < until:
        method, address, headers, body, status = turn.choice(BAD)
        answer = await connection.ask(method, address, headers, body)
        told.statuses["bad"][str(answer.status)] += 1
        if answer.status not in (status, 503):
            told.wrong[f"bad request: {answer.status} and not {status}"] += 1
        await asyncio.sleep(answer.wait)
    connection.close()


async def asks_too_much(port: int, told: Told, until: float, turn: random.Random, same: bool) -> None:
    """A client with endless queries."""
    connection = Connection(port)
    while time.monotonic() < until:
        query = turn.choice(ENDLESS) + ("" if same else f" # {turn.random()}")
        headers = {"Content-Type": "application/sparql-query"}
        answer = await connection.ask("POST", "/sparql", headers, query.encode())
        told.statuses["endless"][str(answer.status)] += 1
        if answer.status not in (503, 504):
            told.wrong[f"endless query: {answer.status} {answer.body[:60]!r}"] += 1
        await asyncio.sleep(answer.wait)
    connection.close()


async def load(port: int, queries: list[Good], told: Told, arguments: argparse.Namespace) -> None:
    """All clients at once."""
    until = time.monotonic() + arguments.seconds
    clients = []
    for i in range(arguments.clients):
        turn = random.Random(i)
        if i % 10 < 7:
            clients.append(asks_well(port, queries, told, until, turn))
        elif i % 10 < 9:
            clients.append(asks_badly(port, told, until, turn))
        else:
            clients.append(asks_too_much(port, told, until, turn, same=i % 20 < 10))
    async with asyncio.timeout(arguments.seconds + 10 * arguments.timeout):
        await asyncio.gather(*clients)


@contextlib.contextmanager
def watched(pid: int, told: Told) -> Iterator[None]:
    """Watches the memory of the server with its workers."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            sizes = resident(pid)
            told.memory, told.processes = max(told.memory, sum(sizes)), max(told.processes, len(sizes))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def resident(pid: int) -> list[int]:
    """Bytes of memory of a process and of its children, by process."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            text = status.read_text()
            if status.parent.name == str(pid) or f"\nPPid:\t{pid}\n" in text:
                size = re.search(r"VmRSS:\s+(\d+) kB", text)
                found.append(int(size[1]) * 1024 if size else 0)
    return found


def percentile(times: list[float], share: float) -> float:
    """The time within which so large a share was answered."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] if times else float("nan")


def started(command: list[str], log: IO[str]) -> subprocess.Popen[str]:
    """The server."""
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)


def lines(arguments: argparse.Namespace) -> Iterator[str]:
    """The lines of the report."""
    with tempfile.TemporaryDirectory() as place:
        graph, folder, errors = Path(place) / "graph.nq", Path(place) / "store", Path(place) / "errors"
        total = write_graph(graph, arguments.triples)
        with changing(folder) as change:
            change.load(graph)
        store = Store()  # the triples of all graphs, each once: what a right answer is made from
        store.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in named_quads(open_store(folder)))
        queries = [Good(sparql, store) for sparql in (*LOOKUPS, *(packaged()[name].sparql for name in QUESTIONS))]
        yield f"{total} triples, {len(queries)} good queries, {arguments.clients} clients, {arguments.seconds:g} s"
        command = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0"]
        command += ["--timeout", str(arguments.timeout), "--max-workers", str(arguments.workers)]
        told = Told()
        with errors.open("w") as log, started(command, log) as server:
            try:
                assert server.stdout is not None
                found = re.search(r":(\d+)/", server.stdout.readline())
                assert found is not None
                with watched(server.pid, told):
                    asyncio.run(load(int(found[1]), queries, told, arguments))
                crashed = server.poll()
                server.send_signal(signal.SIGTERM)
                ended = server.wait(arguments.timeout + 10)
            finally:
                server.kill()
        yield from report(told, errors.read_text().splitlines(), crashed, ended, arguments.seconds)


def report(told: Told, log: list[str], crashed: int | None, ended: int, seconds: float) -> Iterator[str]:
    """The lines of what was seen."""
    for kind, statuses in told.statuses.items():
        each = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
        yield f"{kind:<8} {statuses.total():>6} requests   {each}"
    yield f"wrong answers: {told.wrong.total()}" + "".join(f"\n  {what}: {n}" for what, n in told.wrong.most_common())
    failed = sum("Traceback" in line or json.loads(line).get("status") == 0 for line in log if line.startswith("{"))
    others = [line for line in log if not line.startswith("{")]
    yield f"crashes: {'none' if crashed is None and not failed and not others else (crashed, failed, others[:5])}"
    yield f"stopped by SIGTERM with exit code {ended}"
    yield f"memory at most: {told.memory >> 20} MB in {told.processes} processes"
    shares: list[tuple[str, Callable[[], float]]] = [
        (f"p{share * 100:g}", lambda share=share: percentile(told.times, share))  # type: ignore[misc]
        for share in (0.5, 0.95, 0.99)
    ]
    times = ", ".join(f"{name} {value() * 1000:.0f} ms" for name, value in shares)
    yield f"good queries answered: {len(told.times)} ({len(told.times) / seconds:.1f} a second), {times}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--triples", type=int, default=20_000)
    parser.add_argument("--timeout", type=float, default=10)
    parser.add_argument("--workers", type=int, default=4)
    for line in lines(parser.parse_args()):
        print(line, flush=True)


if __name__ == "__main__":
    main()
