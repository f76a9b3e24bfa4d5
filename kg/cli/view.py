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
"""
)
@click.argument("graph")
@click.option("--out", metavar="FILE", help="Where to write the page. Default: GRAPH with the suffix .html.")
@click.option("--open/--no-open", "opened", default=None, help="Open it in a browser. Default: on a terminal.")
def view(graph: str, out: str | None, opened: bool | None) -> None:
    """Write the HTML graph of a graph file, and open it.

    GRAPH is a graph file that kg wrote. The page is one file that needs no network.
    """
    from kg.export import EXPORTERS, write_all
    from kg.store import load

    path = Path(graph)
    page = Path(out) if out else path.with_suffix(".html")
    (content,) = EXPORTERS["html"](load(path), path.stem).values()
    (written,) = write_all(page.parent, {page.name: content})
    line(f"{written} written")
    if sys.stdout.isatty() if opened is None else opened:
        _open(written)


def _open(page: Path) -> None:
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        line(f"kg: note: {page}: no browser could be started; open the file in one", error=True)
