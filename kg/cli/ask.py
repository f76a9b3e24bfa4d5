"""`kg ask`: the packaged questions, each with options of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.output import console, line, printable, table
from kg.cli.query import answer, asking

if TYPE_CHECKING:
    from kg.questions import Question


@click.command(
    add_help_option=False,
    context_settings={"ignore_unknown_options": True},
    options_metavar="[--PARAMETER VALUE]...",
    epilog="""\b
Examples:
  kg ask
  kg ask casualties --help
  kg ask kg-out/haiti-mission.ttl casualties --place Haiti --from 2025-02-01
  kg ask archive quotations --speaker Guterres --format csv > quotations.csv
  kg ask --endpoint http://localhost:8000/sparql timeline --limit 20
""",
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[GRAPHS...] [NAME]")
@asking
@click.option("--list", "listed", is_flag=True, help="Tell the questions with their parameters, as no NAME does.")
@click.option("-h", "--help", "helped", is_flag=True, help="Show this message, or after a NAME what it asks.")
@click.pass_context
def ask(
    context: click.Context,
    words: tuple[str, ...],
    endpoint: str | None,
    all_graphs: bool,
    form: str | None,
    limit: int | None,
    timeout: float | None,
    listed: bool,
    helped: bool,
) -> None:
    """Ask a graph one of the packaged questions, with its parameters.

    GRAPHS are graph files, or one store; with --endpoint, a server is asked. NAME is a question; kg ask alone tells all
    of them. The parameters of a question are options, such as --place, --speaker or --from; kg ask NAME --help tells
    them. A name is found by any part of it, in capitals or not.
    """
    from kg.questions import bound, question

    plain, values = _sorted_out(words)
    if helped and not plain:
        click.echo(context.get_help())
    elif listed or not (plain or values):
        _list()
    elif helped:
        _explain(question(plain[-1]))
    else:
        name, graphs = _asked(plain, endpoint)
        text = bound(question(name), values)
        answer(graphs, text, endpoint=endpoint, all_graphs=all_graphs, form=form, limit=limit, timeout=timeout)


def _sorted_out(words: tuple[str, ...]) -> tuple[list[str], dict[str, str]]:
    """The words that stand alone, and the options (`--name value` or `--name=value`) with their values."""
    from kg.errors import OptionError

    plain: list[str] = []
    values: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-") or word == "-":
            plain.append(word)
            continue
        name, equals, value = word.removeprefix("--").partition("=")
        given = value if equals else next(rest, None)
        if given is None:
            raise OptionError(word, "has no value", f"write {word} VALUE")
        if name in values:
            raise OptionError(f"--{name}", "is given twice", "give it once")
        values[name] = given
    return plain, values


def _asked(plain: list[str], endpoint: str | None) -> tuple[str, list[str]]:
    """The name of the question, which is the last word, and the graphs before it."""
    from kg.errors import QueryError
    from kg.questions import packaged

    *graphs, name = plain or [""]
    swapped = [graph for graph in graphs if graph in packaged() and not Path(graph).exists()]
    if swapped and name not in packaged():
        raise QueryError(name, "is no question", f"the question comes last: kg ask {name} {swapped[0]}")
    if name in packaged() and not graphs and not endpoint:
        raise QueryError(name, "there is no graph to ask", f"kg ask GRAPHS... {name}; kg ask {name} --help tells more")
    return name, graphs


def _list() -> None:
    from kg.questions import packaged

    shown = table("name", "question", "parameters", wrapped=["question", "parameters"])
    for found in packaged().values():
        options = " ".join(f"--{parameter.name}" for parameter in found.parameters)
        shown.add_row(found.name, printable(found.question), options)
    console().print(shown)


def _explain(found: Question) -> None:
    """What a question asks, its parameters and its columns."""
    from kg.values import TYPES

    line(found.question)
    line()
    line(f"Usage: kg ask GRAPHS... {found.name}{' [--PARAMETER VALUE]...' if found.parameters else ''}")
    line()
    if found.parameters:
        shown = table("parameter", "meaning", "default", wrapped=["meaning"])
        for parameter in found.parameters:
            default = "any" if parameter.default in ("UNDEF", '""') else parameter.default
            option = f"--{parameter.name} {TYPES[parameter.type].shown}"
            shown.add_row(option, printable(parameter.meaning), printable(default))
        console().print(shown)
    line(f"Columns: {', '.join(found.columns)}")
