"""`kg dump`: a store or graph file as one RDF file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from kg.cli.output import data, line

FORMATS: Final = ("ttl", "trig", "nt", "nq", "jsonld", "rdf")


@click.command(
    epilog="""\b
Examples:
  kg dump archive --out archive.nq
  kg dump archive --format trig > archive.trig
  kg dump archive --graph https://w3id.org/newskg/id/article-haiti-mission --format ttl
"""
)
@click.argument("graphs", nargs=-1, required=True, metavar="GRAPHS...")
@click.option("--out", metavar="FILE", help="Where to write. Default: the standard output.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: what the suffix of --out tells, else nq.")
@click.option("--graph", metavar="IRI", help="Only this graph.")
@click.option("--background", is_flag=True, help="With the ontology and the gazetteer.")
def dump(graphs: tuple[str, ...], out: str | None, form: str | None, graph: str | None, background: bool) -> None:
    """Write a store or graph files as one RDF file, the same bytes for the same graphs.

    GRAPHS are graph files, or one store. Formats without graphs (ttl, nt, rdf) hold the triples of all graphs.
    """
    from kg.errors import OptionError
    from kg.export import write_all
    from kg.store import dumped, graph_name, opened

    suffix = Path(out).suffix[1:].lower() if out else ""
    chosen = form or (suffix if suffix in FORMATS else "nq")
    name = None if graph is None else graph_name(graph)
    store = opened([Path(g) for g in graphs])
    if name is not None and not store.contains_named_graph(name):
        raise OptionError(
            f"--graph {name.value}", "there is no graph of that name", "kg query GRAPHS articles tells them"
        )
    content = dumped(store, chosen, graph=name, background=background)
    if out is None:
        data(content)
        return
    (written,) = write_all(Path(out).parent, {Path(out).name: content})
    line(f"{written} written")
