"""Graphs sent to a server by the SPARQL 1.1 Graph Store Protocol, each in the place of the one of its name."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, Store

from kg.errors import GraphError, OutputError
from kg.remote.server import Server
from kg.store import BACKGROUND, is_merged, named_quads, ntriples

CHUNK: Final = 20_000  # triples in one request


@dataclass(frozen=True, slots=True)
class Sent:
    """One named graph on its way: `triples` of it were sent, or it was `there` already."""

    graph: str
    triples: int
    there: bool


def push(
    store: Store, server: Server, *, journal: Path | None = None, background: bool = False
) -> Generator[Sent, None, None]:
    """Sends each named graph, which then holds on the server what it holds here; ontology and gazetteer on request.

    A large graph goes in chunks. With `journal`, a file that keeps what has arrived, a later call sends only what has
    not, or has changed since. Raises OutputError when a graph is refused, or the journal cannot be written, and
    GraphError, before anything is sent, for triples that no named graph holds.
    """
    if is_merged(store) and next(iter(store.named_graphs()), None) is None:
        # the protocol names each graph that it sends; a triple without one would be left behind unsaid
        remedy = "load the files into a store (kg load DIR FILES...), which gives them graphs, and push that"
        raise GraphError("push", "the triples are in no named graph", remedy)
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
