"""`kg view`: a graph file as one HTML page."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.output import line


@click.command(
    epilog="""\b
Examples:
  kg view kg-out/haiti-mission.ttl
  kg view graphs/story.trig --out story.html --no-open
  kg view archive --out archive.html
"""
)
@click.argument("graph")
@click.option("--out", metavar="FILE", help="Where to write the page. Default: GRAPH with the suffix .html.")
@click.option("--open/--no-open", "shown", default=None, help="Open it in a browser. Default: on a terminal.")
def view(graph: str, out: str | None, shown: bool | None) -> None:
    """Write the HTML graph of a graph file or store, and open it.

    GRAPH is a graph file that kg wrote (or that a CONSTRUCT query gave), or a store folder. The page is one file that
    needs no network.
    """
    from kg.export import EXPORTERS, write_all
    from kg.store import BACKGROUND, from_quads, named_quads, opened

    path = Path(graph)
    store = opened([path])
    if path.is_dir():  # what articles tell, without the ontology and the gazetteer
        store = from_quads(quad for quad in named_quads(store) if quad.graph_name not in BACKGROUND)
    page = Path(out) if out else path.with_suffix(".html")
    (content,) = EXPORTERS["html"](store, path.stem).values()
    (written,) = write_all(page.parent, {page.name: content})
    line(f"{written} written")
    if sys.stdout.isatty() if shown is None else shown:
        _open(written)


def _open(page: Path) -> None:
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        line(f"kg: note: {page}: no browser could be started; open the file in one", error=True)
