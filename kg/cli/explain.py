"""`kg explain`: what a graph says of one node, and where it has that from."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import line, printable

if TYPE_CHECKING:
    from kg.view.passages import Sentence


@click.command(
    epilog="""\b
Examples:
  kg explain kg-out/haiti-mission.ttl "António Guterres"
  kg explain kg-out/haiti-mission.ttl person-geoffrey-otunge
  kg explain kg-out/haiti-mission.ttl https://w3id.org/newskg/id/country-kenya
"""
)
@click.argument("graph")
@click.argument("node")
def explain(graph: str, node: str) -> None:
    """Tell what a graph says of one node, each fact with its sentence.

    GRAPH is a graph file that kg wrote; NODE an IRI, the end of one ("country-kenya"), or a name that
    only one node has.
    """
    from kg.explain import explain as explained
    from kg.explain import find
    from kg.store import Nodes, load

    nodes = Nodes(load(Path(graph)))
    told = explained(nodes, find(nodes, node))
    click.echo(click.style(printable(told.label), bold=True) + f"  ({printable(', '.join(told.classes))})")
    line(told.iri)
    for sentences, facts in groupby(told.facts, key=lambda fact: fact.sentences):
        click.echo()
        for fact in facts:
            click.echo(f"{click.style(printable(fact.name), fg='cyan')}: {printable(fact.value)}")
        for sentence in sentences:
            click.echo(f"    {_marked(sentence)}")


def _marked(sentence: Sentence) -> str:
    """The sentence, the words that say it in bold."""
    return "".join(
        click.style(printable(words), bold=True) if mark else printable(words) for words, mark in sentence.parts
    )
