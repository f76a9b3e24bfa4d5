"""What the tests of the server share: a store whose graphs have hostile words in them, and a client."""

from __future__ import annotations

from pathlib import Path

from facts import FACTS
from pyoxigraph import Literal, NamedNode, Quad

from kg.rdf import quads
from kg.store import changing
from kg.vocab import DATA_BASE, FOAF, SKOS

GRAPHS = [f"https://example.org/g{n}" for n in (1, 2, 3)]
EVIL = "</title><script>alert(1)</script>\"'&\u202e},{"
NODE = NamedNode(f"{DATA_BASE}person-evil")


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
