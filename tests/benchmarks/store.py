"""Loading, asking and writing a large graph of ours: kg against plain rdflib, and against pyoxigraph used directly.

    python tests/benchmarks/store.py [--triples N] [--questions NAME...] [--rdflib-seconds S]

The graph is the committed sample, told again as often as needed by other articles; actors and places are shared by
five articles each. All sides read the same N-Quads file in one run: into memory to ask it there (kg: what `kg query
FILE` does), and into a store on disk (kg: `kg load`, with the merge of its graphs, which pyoxigraph leaves out).
pyoxigraph is asked a store of the triples alone, so that it gives the same answers. Times are of the wall clock, the
best of ROUNDS for what takes less than a second. What takes rdflib longer than `--rdflib-seconds`, or than ENOUGH
times kg's time, is stopped and marked "+"; its ratio is then a least one.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import rdflib
from pyoxigraph import Quad, QueryResultsFormat, QuerySolutions, RdfFormat, Store, parse

from kg.questions import bound, packaged
from kg.store import BACKGROUND, asked, changing, load, named_quads, nquads, open_store, query, turtle
from kg.vocab import PREFIXES

ROUNDS: Final = 3
SHARING: Final = 5
ENOUGH: Final = 20
VALUES: Final = {"network": {"actor": "Guterres"}}  # the question that has no answer without a value
SAMPLE: Final = Path(__file__).parents[2] / "exports" / "haiti-mission.trig"
OWN: Final = re.compile(r"/id/((?:article|event|figure|comparison|extraction|relation)-[\w-]+)")
SHARED: Final = re.compile(r"/id/((?!article-|event-|figure-|comparison-|extraction-|relation-|software-)[a-z][\w-]*)")


def write_graph(path: Path, triples: int) -> int:
    """Writes at least so many triples to `path` as N-Quads; how many they are."""
    text = nquads(load(SAMPLE)).decode()
    each, total = text.count("\n"), 0
    with path.open("w", encoding="utf-8") as file:
        while total < triples:
            turn = total // each
            own = OWN.sub(rf"/id/\1-{turn}", text)
            file.write(SHARED.sub(rf"/id/\1-{turn // SHARING}", own))
            total += each
    return total


def timed(work: Callable[[], object]) -> float:
    """Seconds, the best of ROUNDS where one round is short."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
        if best > 1:
            break
    return best


def direct(store: Store, sparql: str) -> bytes | None:
    """What a person would write with pyoxigraph alone."""
    found = store.query(sparql, prefixes=PREFIXES)
    return found.serialize(format=QueryResultsFormat.JSON) if isinstance(found, QuerySolutions) else None


def bounded(work: Callable[[], object], seconds: float) -> tuple[float, bool]:
    """The seconds that rdflib takes, and whether it was stopped; in a process of its own, so that it can be."""
    context = multiprocessing.get_context("fork")
    start = time.perf_counter()
    asking = context.Process(target=work)
    asking.start()
    asking.join(seconds)
    taken, stopped = time.perf_counter() - start, asking.is_alive()
    asking.kill()
    asking.join()
    return taken, stopped


def lines(arguments: argparse.Namespace) -> Iterator[str]:
    """The lines of the report."""
    with tempfile.TemporaryDirectory() as place:
        path, folder = Path(place) / "graph.nq", Path(place) / "store"
        total = write_graph(path, arguments.triples)
        yield f"{total} triples                        kg      rdflib   times faster    pyoxigraph   times its time"
        start = time.perf_counter()
        graph = rdflib.Dataset(default_union=True)
        graph.parse(path, format="nquads")
        slow = time.perf_counter() - start
        ours = timed(lambda: asked([path], "ASK {}"))
        yield row("load into memory", ours, slow, False, timed(lambda: in_memory(path)))
        with changing(folder):
            pass  # ontology and gazetteer, which the others do without
        start = time.perf_counter()
        with changing(folder) as change:
            change.load(path)
        ours = time.perf_counter() - start
        start = time.perf_counter()
        plain = Store(str(Path(place) / "plain"))
        plain.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
        plain.flush()
        yield row("load into a store", ours, slow, False, time.perf_counter() - start)
        store = open_store(folder)
        triples = Store(str(Path(place) / "triples"))
        triples.bulk_extend(Quad(q.subject, q.predicate, q.object) for q in parse(path=path, format=RdfFormat.N_QUADS))
        for name in arguments.questions or packaged():
            sparql = bound(packaged()[name], VALUES.get(name, {}))
            taken = timed(lambda sparql=sparql: query(store, sparql))  # type: ignore[misc]
            beside = timed(lambda sparql=sparql: direct(triples, sparql))  # type: ignore[misc]
            limit = min(arguments.rdflib_seconds, max(1.0, ENOUGH * taken))
            theirs = bounded(lambda sparql=sparql: list(graph.query(sparql, initNs=PREFIXES)), limit)  # type: ignore[misc]
            yield row(name, taken, *theirs, beside)
        told = [q for q in named_quads(store) if q.graph_name not in BACKGROUND]
        start = time.perf_counter()
        turtle(told)
        ours = time.perf_counter() - start
        limit = max(arguments.rdflib_seconds, 2 * ENOUGH * ours)
        yield row("write Turtle", ours, *bounded(lambda: graph.serialize(format="turtle"), limit), None)


def in_memory(path: Path) -> Store:
    """A store in memory with all quads of the file."""
    store = Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    return store


def row(name: str, ours: float, slow: float, stopped: bool, direct: float | None) -> str:
    """One line of the report."""
    beside = "" if direct is None else f"{direct:12.3f} {ours / direct:14.2f}"
    return f"{name:<28} {ours:9.3f} {slow:10.2f}{'+' if stopped else ' '} {slow / ours:13.1f} {beside}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--questions", nargs="+", choices=list(packaged()))
    parser.add_argument("--rdflib-seconds", type=float, default=60)
    arguments = parser.parse_args()
    for line in lines(arguments):
        print(line, flush=True)


if __name__ == "__main__":
    main()
