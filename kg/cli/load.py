"""`kg load`: graph files into a store."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.output import counted, line


@click.command(
    epilog="""\b
Examples:
  kg load archive kg-out/haiti-mission.ttl
  kg load archive graphs/*.trig
  kg load archive notes.ttl --graph https://example.org/notes
"""
)
@click.argument("store", metavar="STORE")
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option("--graph", metavar="IRI", help="The graph for triples that are in none. Default: that of their article.")
def load(store: str, files: tuple[str, ...], graph: str | None) -> None:
    """Load graph files into a store.

    STORE is a folder, made when missing. FILES are graphs in .ttl, .trig, .nq, .nt, .jsonld or .rdf; each graph in
    them takes the place of the one of that name. A file that cannot be loaded is reported and leaves nothing behind,
    the others are loaded, and the exit code is 1.
    """
    from kg.errors import GraphError
    from kg.store import changing, graph_name

    name = None if graph is None else graph_name(graph)
    loaded = 0
    with changing(Path(store)) as change:
        for file in files:
            try:
                change.load(Path(file), name)
            except GraphError as error:
                line(f"kg: {error}", error=True)
            else:
                loaded += 1
    line(f"{counted(loaded, 'file')} loaded into {store}")
    if loaded < len(files):
        sys.exit(1)
