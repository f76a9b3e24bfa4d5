"""A store in a folder: a change is made in a generation of its own beside the one that is read, and takes its place.

    DIR/kg-store.json     which generation is the valid one; replaced in one step
    DIR/g000007/          a generation: an Oxigraph database that nobody writes to any more; merged (kg.store.merging)
    DIR/lock              held by the one process that makes the next generation

A generation shares the unchanged table files of the one before (hard links), so that a small change to a large store
costs little. Whatever is killed in between, the store is what it was before or what it is after; what lies about of a
generation that never became valid goes with the next change.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout
from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kg.errors import GraphError, StoreError
from kg.store.background import BACKGROUND, digest, ontology, places_and_bodies
from kg.store.load import bulk_load, called_after, in_graphs, load, load_merged
from kg.store.merging import GraphName, merged, take_out, twins
from kg.store.refuse import speaks_of_graphs

MARKER: Final = "kg-store.json"
LOCK: Final = "lock"
FORMAT: Final = 2
GENERATION: Final = re.compile(r"g\d{6,}")
SHARED: Final = ".sst"  # table files, which the database never changes once written
NEW_SHARE: Final = 0.2  # of the tables' bytes


class Change:
    """The next generation of a store while it is made."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def replace(self, quads: Sequence[Quad]) -> None:
        """Puts `quads`, all in named graphs, in the place of all that those graphs hold."""
        for graph in {quad.graph_name for quad in quads}:
            assert not isinstance(graph, DefaultGraph)
            self.remove(graph)
        self.store.extend(twins(quads))

    def remove(self, graph: GraphName) -> None:
        """Removes a graph with all that only it holds; nothing happens when there is none."""
        if self.store.contains_named_graph(graph):
            take_out(self.store, graph)

    def set_background(self) -> None:
        """Puts the ontology and the gazetteer of this kg in."""
        for graph in BACKGROUND:
            self.remove(graph)
        self.store.bulk_extend(twins(ontology()))
        self.store.bulk_extend(twins(places_and_bodies()))

    def load(self, path: Path, graph: NamedNode | None = None) -> None:
        """Loads a graph file; each graph that it holds takes the place of the one of that name.

        Triples that the file has in no graph go to `graph`, else to that of the one article they tell of, else to a
        graph called after the file. Raises GraphError as `kg.store.load` does.
        """
        bulk_load(self.store, path, graph)


def is_store(path: Path) -> bool:
    """Whether there is a store in the folder `path`."""
    return (path / MARKER).is_file()


def generation(path: Path) -> str:
    """The name of the valid generation; another one after each change. Raises StoreError as `open_store` does."""
    return str(_marked(path)["generation"])


def open_store(path: Path) -> Store:
    """The store in the folder `path`, to read; raises StoreError when there is none, or it is of another version."""
    generation = path / _marked(path)["generation"]
    try:
        return Store.read_only(str(generation))
    except (OSError, RuntimeError) as error:
        raise StoreError(str(path), f"cannot be opened: {' '.join(str(error).split())}", "build it again") from error


def opened(paths: Sequence[Path]) -> Store:
    """What a command is asked about: a store folder, or graph files, whose graphs are then all in one store.

    Of several files, triples in no graph are in a graph called after their file.

    Raises StoreError and GraphError as `open_store` and `load` do, and GraphError for a folder among several.
    """
    if len(paths) == 1:
        return open_store(paths[0]) if paths[0].is_dir() else load(paths[0])
    store = Store()
    for path in _files(paths):
        store.bulk_extend(in_graphs(load(path), called_after(path)))
    return store


def asked(paths: Sequence[Path], sparql: str) -> Store:
    """What `opened` gives, merged, for one query; without named graphs where it does not speak of any, which is faster.

    Raises StoreError and GraphError as `opened` does.
    """
    if len(paths) == 1 and paths[0].is_dir():
        return open_store(paths[0])
    if speaks_of_graphs(sparql):
        return merged(opened(paths))
    store = Store()
    for path in _files(paths):
        load_merged(store, path)
    return store


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            raise GraphError(str(path), "is a folder", "ask one store, or any number of graph files")
        yield path


@contextlib.contextmanager
def changing(path: Path) -> Iterator[Change]:
    """The store in the folder `path`, made when missing, to change: all of it at the end of the block, or nothing.

    Raises StoreError when the folder holds something else, or another process changes it, or it cannot be written.
    """
    with _locked(path):
        told = _marked(path) if is_store(path) else {}
        old = told.get("generation", "")
        _sweep(path, {old})
        new = f"g{int(old[1:]) + 1 if old else 1:06d}"
        try:
            _copy(path / old if old else None, path / new)
            change = Change(Store(str(path / new)))
            try:
                if not old or told.get("background") != digest():
                    change.set_background()
                yield change
                change.store.flush()
                if _mostly_new(path / new, path / old if old else None):
                    change.store.optimize()
            finally:
                del change.store  # closes the database: from here on nobody writes to it
            _mark(path, new)
        except (OSError, RuntimeError) as error:  # the database tells a full disk as either
            raise StoreError(str(path), f"cannot be written: {_plain(error)}; the store is as it was") from error
        finally:
            _sweep(path, {old, _marked(path)["generation"]} if is_store(path) else set())


# -- the folder -------------------------------------------------------------------------------------------------------


def _marked(path: Path) -> dict[str, Any]:
    """What the marker file says."""
    where = path / MARKER
    try:
        told = json.loads(where.read_bytes())
    except FileNotFoundError:
        reason = "holds no store" if path.is_dir() else "no such folder"
        raise StoreError(str(path), reason, f"fill one: kg build --store {path} or kg load {path} FILE") from None
    except (OSError, ValueError) as error:
        raise StoreError(str(where), f"cannot be read: {error}", "build the store again") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        found = told.get("format") if isinstance(told, dict) else None
        raise StoreError(str(path), f"is a store of version {found}, this kg reads version {FORMAT}", "build it again")
    if not GENERATION.fullmatch(str(told.get("generation"))):
        raise StoreError(str(where), "names no generation", "build the store again")
    return told


def _mark(path: Path, generation: str) -> None:
    beside = path / f".{MARKER}.part"
    with beside.open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, "generation": generation, "background": digest()}, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path / MARKER)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Holds the folder's lock, which ends with the process however it ends."""
    try:
        if path.exists() and not is_store(path) and any(f.name != LOCK and not _ours(f) for f in path.iterdir()):
            raise StoreError(str(path), "is a folder with other things in it", "choose an empty or new one")
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(str(path), f"cannot be written: {_plain(error)}") from error
    lock = FileLock(path / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreError(str(path), "is being changed by another process", "wait until it is done") from error
    except OSError as error:
        raise StoreError(str(path), f"cannot be written: {_plain(error)}") from error
    try:
        yield
    finally:
        lock.release()


def _ours(file: Path) -> bool:
    return GENERATION.fullmatch(file.name) is not None or file.name == f".{MARKER}.part"


def _copy(old: Path | None, new: Path) -> None:
    """The start of a generation: what the one before holds, its table files shared."""
    new.mkdir()
    for file in sorted(old.iterdir()) if old is not None else ():
        if file.suffix == SHARED:
            try:
                os.link(file, new / file.name)
                continue
            except OSError:
                pass  # a file system without hard links
        if file.name != "LOCK":
            shutil.copyfile(file, new / file.name)


def _mostly_new(new: Path, old: Path | None) -> bool:
    """Whether so much came in that it pays to put all tables in order: queries then take half the time."""
    known = {file.name for file in old.iterdir()} if old is not None else set()
    sizes: dict[str, int] = {}
    for file in new.glob(f"*{SHARED}"):
        with contextlib.suppress(FileNotFoundError):  # the database itself has put it in order meanwhile
            sizes[file.name] = file.stat().st_size
    return sum(size for name, size in sizes.items() if name not in known) > NEW_SHARE * sum(sizes.values())


def _sweep(path: Path, kept: set[str]) -> None:
    """Removes every generation but `kept`: the valid one, and at first the one before, which others may be reading."""
    for file in path.iterdir():
        if GENERATION.fullmatch(file.name) and file.name not in kept:
            shutil.rmtree(file, ignore_errors=True)


def _plain(error: Exception) -> str:
    return getattr(error, "strerror", None) or " ".join(str(error).split())
