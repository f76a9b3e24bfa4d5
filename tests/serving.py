"""What the tests of the server share: a store whose graphs have hostile words in them, and a server that listens."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from facts import FACTS
from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf import quads
from kg.store import changing
from kg.vocab import DATA_BASE, FOAF, SKOS

GRAPHS = [f"https://example.org/g{n}" for n in (1, 2, 3)]
EVIL = "</title><script>alert(1)</script>\"'&\u202e},{"
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
