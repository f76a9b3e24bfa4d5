"""What the tests of the server share: a store whose graphs have hostile words in them, and a server that listens."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from facts import FACTS
from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf import quads
from kg.store import changing
from kg.vocab import DATA_BASE, FOAF, KG, RDF_TYPE, SKOS

GRAPHS = [f"https://example.org/g{n}" for n in (1, 2, 3)]
EVIL = "</title><script>alert(1)</script>\"'&\u202e},{"
# what a browser wants
HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
NODE = NamedNode(f"{DATA_BASE}person-evil")
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def filled(folder: Path) -> Path:
    """A store in `folder`: the article of the tests, three small graphs, and a node with a hostile name."""
    with changing(folder) as change:
        change.replace(list(quads(FACTS)))
        for i, graph in enumerate(GRAPHS):
            node = NamedNode(f"https://example.org/n{i + 1}")
            change.replace([Quad(node, NamedNode(FOAF.nick), Literal(str(i + 1)), NamedNode(graph))])
        names = [Quad(NODE, NamedNode(SKOS.prefLabel), Literal(EVIL), NamedNode("https://example.org/evil"))]
        odd = NamedNode("javascript:alert(1)")
        change.replace([*names, Quad(NODE, odd, odd, NamedNode("https://example.org/evil"))])
    return folder


def with_evil_actor(folder: Path) -> Path:
    """The store of `filled`, in which the node with the hostile name is a person that questions find."""
    with changing(filled(folder)) as change:
        graph = NamedNode("https://example.org/evil-actor")
        types = [Quad(NODE, NamedNode(RDF_TYPE), NamedNode(kind), graph) for kind in (KG.Actor, KG.Person)]
        change.replace([*types, Quad(NODE, NamedNode(SKOS.altLabel), Literal(EVIL, language="en"), graph)])
    return folder


@contextlib.contextmanager
def served(store: Path, *options: str) -> Iterator[str]:
    """A running `kg serve`; gives its address."""
    command = [sys.executable, "-m", "kg", "serve", str(store), "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert found is not None
            yield found[0]
        finally:
            process.terminate()


def until(happened: Callable[[], bool]) -> None:
    """Waits for something that must happen within twenty seconds."""
    for _ in range(400):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


@contextlib.contextmanager
def listening(app: object) -> Iterator[int]:
    """The application behind a real connection, as `kg serve` puts it there; its port."""
    import uvicorn

    from kg.serve.patience import Impatient

    with socket.create_server(("127.0.0.1", 0)) as found:
        config = uvicorn.Config(app, http=Impatient, log_config=None, ws="none", lifespan="on")  # type: ignore[arg-type]
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [found]})
        thread.start()
        try:
            until(lambda: server.started or not thread.is_alive())
            yield found.getsockname()[1]
        finally:
            server.should_exit = server.force_exit = True
            thread.join()
