"""`kg query`: questions in, rows out."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from kg.cli.output import console, line, printable, table
from kg.cli.rows import FORMATS, show

LONG: Final = 5_000  # characters; no shorter query overflows the stack of the engine
SHOWN: Final = 100  # characters of the line of a query that an error is in


def _list(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from kg.questions import packaged

    shown = table("name", "question", wrapped=["question"])
    for question in packaged().values():
        shown.add_row(question.name, printable(question.question))
    console().print(shown)
    context.exit()


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """The options that all commands share that ask a graph."""
    for option in (
        click.option(
            "--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS", help="Stop after so long."
        ),
        click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Show at most N rows."),
        click.option(
            "--format",
            "form",
            type=click.Choice(FORMATS),
            help="Default: table on a terminal, csv into a file or pipe; ttl for CONSTRUCT and DESCRIBE.",
        ),
        click.option(
            "--all-graphs", is_flag=True, help="Ask all named graphs of the server together, where it does not itself."
        ),
        click.option("--endpoint", metavar="URL", help="Ask this SPARQL server instead of GRAPHS."),
    ):
        command = option(command)
    return command


@click.command(
    epilog="""\b
Examples:
  kg query --list
  kg query kg-out/haiti-mission.ttl casualties
  kg query archive figures --format csv > figures.csv
  kg query graphs/*.ttl 'SELECT (COUNT(*) AS ?deployments) { ?e a kg:Deployment }'
  kg query archive - --limit 20 --timeout 10 < question.rq
  kg query --endpoint http://localhost:7878/query --all-graphs casualties
"""
)
@click.argument("graphs", nargs=-1, metavar="GRAPHS...")
@click.argument("query")
@asking
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="Tell the packaged queries."
)
def query(
    graphs: tuple[str, ...],
    query: str,
    endpoint: str | None,
    all_graphs: bool,
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

    text = sparql(query)
    answer(graphs, text, endpoint=endpoint, all_graphs=all_graphs, form=form, limit=limit, timeout=timeout)


def answer(
    graphs: Sequence[str],
    text: str,
    *,
    endpoint: str | None,
    all_graphs: bool,
    form: str | None,
    limit: int | None,
    timeout: float | None,
) -> None:
    """Asks the graphs or the server, and prints what was found; what the options mean is told by `asking`."""
    if bool(endpoint) is bool(graphs):
        raise click.UsageError("Give either GRAPHS or --endpoint.")
    if all_graphs and not endpoint:
        raise click.UsageError("--all-graphs is for an --endpoint; files and stores are always asked as one.")
    with stopping(timeout), blamed(text):
        if endpoint:
            from kg.remote import Server

            found = Server(endpoint).query(text, limit=limit, all_graphs=all_graphs)
        else:
            from kg.store import asked
            from kg.store import query as ask

            if len(text) > LONG:
                survive(text)
            found = ask(asked([Path(g) for g in graphs], text), text, limit=limit)
    show(found, form)


def survive(text: str) -> None:
    """Raises QueryError for a query that the engine does not survive: thousands of "!" or UNION overflow its stack.

    A process of its own finds out, on an empty store. What it says of other faults is said again by the query itself.
    """
    from kg.errors import QueryError

    command = [sys.executable, "-c", "from kg.cli.query import probe; probe()"]
    done = subprocess.run(command, input=text.encode("utf-8", "surrogatepass"), capture_output=True, check=False)
    if done.returncode < 0:
        remedy = "write it in parts, or with VALUES"
        raise QueryError("query", f"is too deep for the engine ({len(text)} characters long)", remedy)


def probe() -> None:
    """Runs the query on the standard input on an empty store; `survive` looks at how the process ends."""
    from pyoxigraph import Store

    from kg.errors import QueryError
    from kg.store import query as ask

    with contextlib.suppress(QueryError, UnicodeDecodeError):
        ask(Store(), sys.stdin.buffer.read().decode())


@contextlib.contextmanager
def stopping(seconds: float | None) -> Iterator[None]:
    """Ends the process when what is done takes longer, with a line on standard error, or when Ctrl-C is pressed.

    The engine knows no interruption: Python would hear of Ctrl-C only when the query is through.
    """
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    timer = threading.Timer(seconds or 0, _too_late, (seconds,))
    timer.daemon = True
    if seconds is not None:
        timer.start()
    try:
        yield
    finally:
        timer.cancel()
        signal.signal(signal.SIGINT, before)


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
