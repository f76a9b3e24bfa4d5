"""`kg query`: questions in, rows out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.output import console, counted, data, line, printable, table

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, Triple

    from kg.store import Results

FORMATS: Final = ("table", "csv", "tsv", "json", "ttl")
WRAPPED: Final = 24  # columns from which a cell is wrapped
GAP: Final = 2


def _list(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from kg.questions import packaged

    shown = table("name", "question", wrapped=["question"])
    for question in packaged().values():
        shown.add_row(question.name, printable(question.question))
    console().print(shown)
    context.exit()


@click.command(
    epilog="""\b
Examples:
  kg query --list
  kg query kg-out/haiti-mission.ttl casualties
  kg query kg-out/haiti-mission.ttl figures --format csv > figures.csv
  kg query kg-out/haiti-mission.ttl 'SELECT (COUNT(*) AS ?deployments) { ?e a kg:Deployment }'
"""
)
@click.argument("graph")
@click.argument("query")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: table on a terminal, csv into a file or pipe; ttl for CONSTRUCT and DESCRIBE.",
)
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="Tell the packaged queries."
)
def query(graph: str, query: str, form: str | None) -> None:
    """Ask a graph a SPARQL query, or one of the packaged questions.

    GRAPH is a graph file that kg wrote (.ttl, .trig, .nq, .jsonld). QUERY is SPARQL, a .rq file, or the name of a
    packaged query. Prefixes such as kg:, skos: and nif: are known. Queries only read.
    """
    from kg.questions import sparql
    from kg.store import load
    from kg.store import query as ask

    text = sparql(query)
    show(ask(load(Path(graph)), text), form)


def show(found: Results, form: str | None) -> None:
    """Prints what a query found; raises OptionError for a format that cannot hold it."""
    from kg.errors import OptionError

    tabular = not isinstance(found, list)
    if (form == "ttl") is tabular and form is not None:
        kind = "rows" if tabular else "triples"
        remedy = "choose table, csv, tsv or json" if tabular else "choose ttl"
        raise OptionError(f"--format {form}", f"cannot hold the {kind} that this query gives", remedy)
    if isinstance(found, list):
        _triples(found)
        return
    form = form or ("table" if sys.stdout.isatty() else "csv")
    _serialized(found, form)


def _triples(found: list[Triple]) -> None:
    from pyoxigraph import DefaultGraph, Quad

    from kg.store import turtle

    data(turtle(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in found))


def _serialized(found: Results, form: str) -> None:
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions

    if isinstance(found, QueryBoolean) and form != "json":
        line("yes" if found else "no")
        return
    assert isinstance(found, QueryBoolean | QuerySolutions)
    if isinstance(found, QuerySolutions) and form == "table":
        _table(found)
        return
    formats = {"csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "json": QueryResultsFormat.JSON}
    content = found.serialize(format=formats[form])
    data((content or b"") + (b"" if form == "csv" else b"\n" if not (content or b"").endswith(b"\n") else b""))


def _table(found: QuerySolutions) -> None:
    """The rows as a table, or each as a block of lines where they are too wide for one."""
    names = [v.value for v in found.variables]
    rows = [[_cell(row[name]) for name in names] for row in found]
    output = console()
    widths = [max(len(name), *(len(row[i]) for row in rows), 1) for i, name in enumerate(names)]
    if sum(min(width, WRAPPED) + GAP for width in widths) <= output.width:
        shown = table(*names, wrapped=[n for n, width in zip(names, widths, strict=True) if width > WRAPPED])
        for row in rows:
            shown.add_row(*row)
        if rows:
            output.print(shown)
    else:
        _blocks(names, rows)
    line(counted(len(rows), "row"))


def _blocks(names: list[str], rows: list[list[str]]) -> None:
    for row in rows:
        for name, value in zip(names, row, strict=True):
            if value:
                click.echo(f"{click.style(printable(name.ljust(max(map(len, names)))), fg='cyan')}  {value}")
        click.echo()


def _cell(term: object) -> str:
    from pyoxigraph import NamedNode

    from kg.vocab import PREFIXES

    if isinstance(term, NamedNode):
        iri = term.value
        return printable(next((f"{p}:{iri[len(i) :]}" for p, i in PREFIXES.items() if iri.startswith(i)), iri))
    return "" if term is None else printable(str(getattr(term, "value", term)))
