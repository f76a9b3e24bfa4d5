"""The worker process: opens the store, gives up all it does not need, and answers one message after another."""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any, BinaryIO, Final

from pyoxigraph import NamedNode, QueryTriples, Store

from kg.errors import QueryError, StoreError
from kg.serve.answers import rows, triples
from kg.serve.confine import confine, limit_files
from kg.serve.formats import GRAPHS, RESULTS
from kg.serve.frames import HEAD, Frame
from kg.serve.nodes import Reader
from kg.serve.settings import Refused
from kg.store import evaluated, generation, mistakes, open_store
from kg.vocab import KG

TRIES: Final = 5  # a store may change while it is opened
GRACE: Final = 2  # seconds of processor time beyond the limit, should nobody be left to kill the worker


def main(folder: str, memory: str) -> None:
    """Answers messages from standard input on standard output until it ends."""
    given, taken = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    try:
        limit_files()
        name, store = _opened(Path(folder))
        confined = confine(Path(folder), int(memory))
    except (StoreError, OSError) as error:
        _send(taken, Frame({"error": str(error)}))
        return
    _send(taken, Frame({"generation": name, "confined": confined}))
    while (job := _received(given)) is not None:
        seconds = resource.getrusage(resource.RUSAGE_SELF).ru_utime + job.told["timeout"] * (os.cpu_count() or 1)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + GRACE, hard))
        _send(taken, _answer(store, job.told))


def _opened(folder: Path) -> tuple[str, Store]:
    """The valid generation and its name."""
    for _ in range(TRIES):
        name = generation(folder)
        try:
            store = open_store(folder)
        except StoreError:
            if generation(folder) == name:
                raise
            continue
        if generation(folder) == name:
            return name, store
    raise StoreError(str(folder), "changes too often to be opened")


def _answer(store: Store, job: dict[str, Any]) -> Frame:
    try:
        return JOBS[job["do"]](store, job)
    except QueryError as error:
        return Frame({"status": 400, "text": str(error)})
    except Refused as error:
        return Frame({"status": error.status, "text": error.text})
    except MemoryError:
        return Frame({"status": 500, "text": "the query needs more memory than it is allowed"})


def _query(store: Store, job: dict[str, Any]) -> Frame:
    limits = {"max_rows": job["max_rows"], "max_bytes": job["max_bytes"]}
    with mistakes():
        found = evaluated(store, job["sparql"], default=job["default"], named=job["named"])
        if isinstance(found, QueryTriples):
            media = _wanted(job["graph"], GRAPHS)
            return Frame({"status": 200, "type": media}, triples(found, GRAPHS[media], **limits))
        media = _wanted(job["result"], RESULTS)
        return Frame({"status": 200, "type": media}, rows(found, RESULTS[media], **limits))


def _wanted(media: str | None, offered: dict[str, Any]) -> str:
    if media is None:
        raise Refused(406, f"this query is answered as {', '.join(offered)}")
    return media


def _node(store: Store, job: dict[str, Any]) -> Frame:
    """What the graphs say of one node and with it; as RDF, or for its page."""
    try:
        node = NamedNode(job["iri"])
    except ValueError:
        raise Refused(404, "no such node") from None
    if job["graph"]:
        says = list(dict.fromkeys(q.triple for q in store.quads_for_pattern(node, None, None)))
        said = list(dict.fromkeys(q.triple for q in store.quads_for_pattern(None, None, node)))
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
    """The sizes that the service description tells."""
    graphs = sorted(g.value for g in store.named_graphs() if isinstance(g, NamedNode))
    articles = sum(1 for _ in store.quads_for_pattern(None, None, NamedNode(KG.Article)))
    told = {"graphs": graphs[: job["max_rows"]], "triples": len(store), "articles": articles}
    return Frame({"status": 200, "type": "application/json"}, json.dumps(told).encode())


JOBS: Final = {"query": _query, "node": _node, "counts": _counts}


def _received(given: BinaryIO) -> Frame | None:
    head = given.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    told, body = HEAD.unpack(head)
    return Frame(json.loads(given.read(told)), given.read(body))


def _send(taken: BinaryIO, frame: Frame) -> None:
    taken.write(frame.packed())
    taken.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
