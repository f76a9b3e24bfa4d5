"""`kg info`: what is in a store or graph file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import console, counted, line, printable, table

if TYPE_CHECKING:
    from kg.store import Holding


@click.command(
    epilog="""\b
Examples:
  kg info archive
  kg info kg-out/haiti-mission.ttl
"""
)
@click.argument("graphs", nargs=-1, required=True, metavar="GRAPHS...")
def info(graphs: tuple[str, ...]) -> None:
    """Tell what a store or graph files hold: articles, triples, events by type, versions.

    GRAPHS are graph files, or one store.
    """
    from kg.store import holding, opened

    _show(holding(opened([Path(g) for g in graphs])))


def _show(found: Holding) -> None:
    versions = f", built by {', '.join(found.versions)}" if found.versions else ""
    held = f"{counted(found.articles, 'article')} in {counted(found.graphs, 'graph')}"
    line(f"{held}, {counted(found.triples, 'triple')}{versions}")
    line(f"{counted(found.actors, 'actor')}, {counted(found.places, 'place')}, {counted(found.figures, 'figure')}")
    if found.background:
        line(f"ontology and gazetteer: {counted(found.background, 'triple')} in graphs of their own")
    if found.first:
        line(f"published {found.first} to {found.last}")
    if found.types:
        shown = table("type", "events", "prospects", numbers=["events", "prospects"])
        for name, (events, prospects) in found.types.items():
            shown.add_row(printable(name), str(events), str(prospects))
        console().print(shown)
