"""`kg query`: questions in, rows out."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from kg.cli.output import console, counted, data, line, printable, table

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, Triple

    from kg.store import Results

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS: Final = ("table", "csv", "tsv", "json", "xml", "md", "ttl", "nt", "nq")
TRIPLES: Final = frozenset({"ttl", "nt", "nq"})
MARKS: Final = re.compile(r"[\\`*_\[\]|!#~]")  # what Markdown reads as more than itself
SHOWN: Final = 100  # characters of the line of a query that an error is in
WRAPPED: Final = 24  # columns from which a cell is wrapped
GAP: Final = 2


def options(command: Command) -> Command:
    """The options of every command that asks: whom, for how long, how much of the answer, and as what."""
    for option in (
        click.option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
                     help="Stop after so long."),
        click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Show at most N rows."),
        click.option("--format", "form", type=click.Choice(FORMATS),
                     help="Default: table on a terminal, csv into a file or pipe; ttl for CONSTRUCT and DESCRIBE."),
        click.option("--endpoint", metavar="URL", help="Ask this SPARQL server instead of GRAPHS."),
    ):  # fmt: skip
        command = option(command)
    return command


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
  kg query archive figures --format csv > figures.csv
  kg query graphs/*.ttl 'SELECT (COUNT(*) AS ?deployments) { ?e a kg:Deployment }'
  kg query archive - --limit 20 --timeout 10 < question.rq
  kg query --endpoint http://localhost:7878/query casualties
"""
)
@click.argument("graphs", nargs=-1, metavar="GRAPHS...")
@click.argument("query")
@options
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="Tell the packaged queries."
)
def query(
    graphs: tuple[str, ...],
    query: str,
    endpoint: str | None,
    form: str | None,
    limit: int | None,
    timeout: float | None,
) -> None:
    """Ask a graph a SPARQL query, or one of the packaged questions.

    GRAPHS are graph files that kg wrote (.ttl, .trig, .nq, .jsonld), asked as one graph, or one store. QUERY is SPARQL,
    a .rq file, "-" for the standard input, or the name of a packaged query. Prefixes such as kg:, skos: and nif: are
    known. Queries only read.
    """
    from kg.questions import sparql

    if bool(endpoint) is bool(graphs):
        raise click.UsageError("Give either GRAPHS or --endpoint.")
    text = sparql(query)
    with deadline(timeout), blamed(text):
        show(answer(graphs, endpoint, text, limit), form)


def answer(graphs: tuple[str, ...], endpoint: str | None, text: str, limit: int | None) -> Results:
    """What the server at `endpoint`, or else what is in the graph files or the store, answers to a query."""
    if endpoint is not None:
        from kg.remote import Server

        return Server(endpoint).query(text, limit=limit)
    from kg.store import asked
    from kg.store import query as ask

    return ask(asked([Path(g) for g in graphs], text), text, limit=limit)


@contextlib.contextmanager
def deadline(seconds: float | None) -> Iterator[None]:
    """Ends the process with a line on standard error when what is done takes longer; a query cannot be interrupted."""
    if seconds is None:
        yield
        return
    timer = threading.Timer(seconds, _too_late, (seconds,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _too_late(seconds: float) -> None:
    line(f"kg: query: took longer than {seconds:g} s; ask for less, or give it more with --timeout", error=True)
    sys.stderr.flush()
    os._exit(1)


@contextlib.contextmanager
def blamed(text: str) -> Iterator[None]:
    """Shows the line of the query that an error tells of, with a mark below the place."""
    from kg.errors import QueryError

    try:
        yield
    except QueryError as error:
        lines = text.split("\n")
        if not 1 <= error.line <= len(lines):
            raise
        line(f"kg: {error}", error=True)
        told, at = lines[error.line - 1], max(error.column - 1, 0)
        start = max(0, at - SHOWN // 2)
        line(f"  {told[start : start + SHOWN]}", error=True)
        click.echo(f"  {' ' * len(printable(told[start:at]))}^", err=True)
        sys.exit(1)


def show(found: Results, form: str | None) -> None:
    """Prints what a query found; raises OptionError for a format that cannot hold it."""
    from kg.errors import OptionError

    tabular = not isinstance(found, list)
    if form is not None and (form in TRIPLES) is tabular:
        kind = "rows" if tabular else "triples"
        remedy = f"choose {', '.join(f for f in FORMATS if (f in TRIPLES) is not tabular)}"
        raise OptionError(f"--format {form}", f"cannot hold the {kind} that this query gives", remedy)
    if isinstance(found, list):
        _triples(found, form or "ttl")
        return
    form = form or ("table" if sys.stdout.isatty() else "csv")
    _serialized(found, form)


def _triples(found: list[Triple], form: str) -> None:
    from pyoxigraph import DefaultGraph, Quad

    from kg.store import nquads, ntriples, turtle

    written = {"ttl": turtle, "nt": ntriples, "nq": nquads}[form]
    data(written(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in found))


def _serialized(found: Results, form: str) -> None:
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions

    if isinstance(found, QueryBoolean) and form not in ("json", "xml"):
        line("yes" if found else "no")
        return
    assert isinstance(found, QueryBoolean | QuerySolutions)
    if isinstance(found, QuerySolutions) and form in ("table", "md"):
        (_table if form == "table" else _markdown)(found)
        return
    formats = {
        "csv": QueryResultsFormat.CSV,
        "tsv": QueryResultsFormat.TSV,
        "json": QueryResultsFormat.JSON,
        "xml": QueryResultsFormat.XML,
    }
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


def _markdown(found: QuerySolutions) -> None:
    """The rows as a Markdown table; what Markdown would take for a mark is escaped."""
    names = [v.value for v in found.variables]
    click.echo(f"| {' | '.join(names)} |")
    click.echo("|" + " --- |" * len(names))
    for row in found:
        cells = (MARKS.sub(r"\\\g<0>", _cell(row[name])).replace("<", "&lt;") for name in names)
        click.echo(f"| {' | '.join(cells)} |")


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
