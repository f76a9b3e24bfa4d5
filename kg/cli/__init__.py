"""The command line: parses, calls one function, prints. Each command's module is loaded when the command is run."""

from __future__ import annotations

import errno
import importlib
import sys
from typing import Any, Final

import click

from kg.cli.output import line, printable
from kg.errors import KgError

__all__ = ["COMMANDS", "group", "main", "printable"]

COMMANDS: Final = {
    "ask": "Ask a graph one of the packaged questions, with its parameters.",
    "build": "Turn articles into RDF graphs and everything made from them.",
    "check": "Check a graph against its shapes and its passages against the source text.",
    "dump": "Write a store or graph files as one RDF file, the same bytes for the same graphs.",
    "explain": "Tell what a graph says of one node, each fact with its sentence.",
    "info": "Tell what a store or graph files hold: articles, triples, events by type, versions.",
    "load": "Load graph files into a store.",
    "push": "Send the graphs of a store or graph files to a SPARQL server.",
    "query": "Ask a graph a SPARQL query, or one of the packaged questions.",
    "report": "Show sentence by sentence what was extracted and what was dropped.",
    "serve": "Serve a store over HTTP: a SPARQL endpoint that only reads, a query page, and a page for each node.",
    "view": "Write the HTML graph of a graph, or still pictures of it, and open it.",
}

FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})  # printing fails where the disk is full


class Failure(click.ClickException):
    """A KgError on its way out: one line on standard error, exit code 1."""

    def show(self, file: Any = None) -> None:
        """Prints the line; always to standard error."""
        del file
        line(f"kg: {self.message}", error=True)


class LazyGroup(click.Group):
    """A group that knows its commands' names and help lines without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        del ctx  # the same in every context
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, from its module `kg.cli.NAME`."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"kg.cli.{cmd_name}"), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lists the commands from `COMMANDS`: importing six modules would take longer than reading the list."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; what kg raises on purpose becomes a `Failure`."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise Failure(str(error)) from error
        except OSError as error:
            if error.errno not in FULL:
                raise
            raise Failure(
                f"the output cannot be written: {error.strerror}; what is there of it is not whole"
            ) from error


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Start with the sample article:
  kg build
  kg view kg-out/haiti-mission.ttl
  kg query kg-out/haiti-mission.ttl casualties
""",
)
@click.version_option(package_name="kg", prog_name="kg")
def group() -> None:
    """Turn news articles into RDF knowledge graphs: actors, events, figures and claims, each tied to its passage."""


def main(arguments: list[str] | None = None) -> Any:
    """Runs the command line, and exits: 0 when all went well, 1 when something failed, 2 for a wrong call."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return group.main(args=arguments, prog_name="kg")
