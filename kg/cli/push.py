"""`kg push`: graphs to a server."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.output import counted, line


@click.command(
    epilog="""\b
Examples:
  kg push http://localhost:7878/store archive
  kg push https://example.org/rdf-graphs kg-out/*.ttl --journal pushed.jsonl
"""
)
@click.argument("endpoint", metavar="URL")
@click.argument("graphs", nargs=-1, required=True, metavar="GRAPHS...")
@click.option("--journal", metavar="FILE", help="Keep in FILE what has arrived; what it tells is not sent again.")
@click.option("--background", is_flag=True, help="With the ontology and the gazetteer of a store.")
def push(endpoint: str, graphs: tuple[str, ...], journal: str | None, background: bool) -> None:
    """Send the graphs of a store or graph files to a SPARQL server.

    URL is where the server takes graphs by the SPARQL 1.1 Graph Store Protocol; GRAPHS are graph files, or one store.
    Each named graph takes the place of the one of that name there. A server that is away or busy is tried again. A
    token in KG_ENDPOINT_TOKEN, or KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, are sent along.
    """
    from kg.remote import Server
    from kg.remote import push as sent
    from kg.store import opened

    server = Server(endpoint)
    store = opened([Path(g) for g in graphs])
    told = [
        (s.triples, s.there)
        for s in sent(store, server, journal=Path(journal) if journal else None, background=background)
    ]
    new = [triples for triples, there in told if not there]
    before = f", {len(told) - len(new)} were there" if len(told) > len(new) else ""
    line(f"{counted(len(new), 'graph')} with {counted(sum(new), 'triple')} sent to {endpoint}{before}")
