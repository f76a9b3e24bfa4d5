"""What a query found, as a person or a program wants it: a table, CSV, JSON, Markdown, Turtle and others."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Final

import click

from kg.cli.output import console, counted, data, line, printable, table

if TYPE_CHECKING:
    from pyoxigraph import QuerySolutions, Triple

    from kg.store import Results

FORMATS: Final = ("table", "csv", "tsv", "json", "xml", "md", "ttl", "nt", "nq")
TRIPLES: Final = frozenset({"ttl", "nt", "nq"})
MARKS: Final = re.compile(r"[\\`*_\[\]|!#~]")  # what Markdown reads as more than itself
WRAPPED: Final = 24  # columns from which a cell is wrapped
GAP: Final = 2


def show(found: Results, form: str | None) -> None:
    """Prints what a query found; raises OptionError for a format that cannot hold it."""
    from kg.errors import OptionError

    tabular = not isinstance(found, list)
    if form is not None and (form in TRIPLES) is tabular:
        kind = "rows" if tabular else "triples"
        remedy = "choose table, csv, tsv, json, xml or md" if tabular else "choose ttl, nt or nq"
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
