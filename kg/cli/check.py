"""`kg check`: whether a graph is valid, and says what its source says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import counted, line

if TYPE_CHECKING:
    from kg.model import Article
    from kg.store import Nodes
    from kg.validate import Violation


@click.command(
    epilog="""\b
Examples:
  kg check kg-out/haiti-mission.ttl
  kg check kg-out/story.ttl --source story.txt
"""
)
@click.argument("graph")
@click.option(
    "--source",
    metavar="FILE",
    help="The article that GRAPH was built from: every passage is compared with it. Without it, passages are only "
    "compared with their own offsets and with each other.",
)
def check(graph: str, source: str | None) -> None:
    """Check a graph against its shapes and its passages against the source text.

    GRAPH is a graph file that kg wrote. What fails is told a line each, with the node and the words; the exit code is
    then 1.
    """
    from kg.bridge import as_rdflib
    from kg.consistency import check_anchors
    from kg.store import Nodes, load
    from kg.validate import check_passages, validate
    from kg.vocab import KG

    store = load(Path(graph))
    nodes = Nodes(store)
    article = _article(source, nodes) if source else None  # a source that cannot be read is told before the long work
    whole = as_rdflib(store)
    wrong = [*validate(whole), *check_anchors(nodes)]
    if article is not None:
        wrong.extend(check_passages(whole, article.text))
    passages = len(nodes.of_class(KG.Passage))
    compared = f"compared with {source}" if source else "consistent; give --source to compare them with the text"
    _tell(
        graph,
        tuple(dict.fromkeys(wrong)),
        f"{len(store)} triples conform to the shapes, {passages} passages {compared}",
    )


def _article(source: str, nodes: Nodes) -> Article:
    """The article of `source` that the graph tells of: by its digest where the file holds several."""
    from kg.errors import ArticleError
    from kg.read import read
    from kg.vocab import KG

    items = list(read(source))
    found = [item for item in items if not isinstance(item, ArticleError)]
    for item in items:
        if isinstance(item, ArticleError) and not found:
            raise item
    digests = {d for a in nodes.of_class(KG.Article) for d in nodes.all(a, KG.digest)}
    return next((a for a in found if a.digest in digests), found[0])


def _tell(graph: str, wrong: tuple[Violation, ...], fine: str) -> None:
    if not wrong:
        line(f"{graph}: {fine}")
        return
    for violation in wrong:
        line(str(violation))
    line(f"kg: {graph}: {counted(len(wrong), 'failure')}", error=True)
    sys.exit(1)
