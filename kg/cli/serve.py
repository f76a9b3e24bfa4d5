"""`kg serve`: a store as a SPARQL endpoint."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

import click

from kg.cli.output import line

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@click.command(
    epilog="""\b
Examples:
  kg serve archive
  kg serve archive --port 7000 --timeout 10 --max-rows 5000
  kg serve archive --host 0.0.0.0 --allow-remote --url https://news.example.org/
"""
)
@click.argument("store")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--allow-remote", is_flag=True, help="Let --host be reached from other machines.")
@click.option("--timeout", type=click.FloatRange(0.1, 3600), default=30, show_default=True, help="Seconds a query.")
@click.option(
    "--max-rows", type=click.IntRange(1), default=100_000, show_default=True, help="Rows or triples an answer."
)
@click.option("--max-workers", type=click.IntRange(1, 64), default=4, show_default=True, help="Queries at a time.")
@click.option("--memory", type=click.IntRange(256), default=1024, show_default=True, help="MB a worker may take.")
@click.option("--cors", multiple=True, metavar="ORIGIN", help="Web pages that may ask: an origin, or *. Repeatable.")
@click.option("--url", default="", metavar="URL", help="The address that others know the server by.")
@click.option("--base", metavar="IRI", help="The start of the data IRIs, when built with another one.")
def serve(
    store: str, port: int, host: str, allow_remote: bool, timeout: float, max_rows: int, max_workers: int, memory: int,
    cors: tuple[str, ...], url: str, base: str | None,
) -> None:  # fmt: skip
    """Serve a store over HTTP: a SPARQL endpoint that only reads, a query page, and a page for each node.

    Needs the extra "serve" (pip install "kg[serve]"). A query that takes too long, or too much, is ended; one line of
    JSON a request goes to standard error.
    """
    from kg.errors import OptionError
    from kg.vocab import DATA_BASE, data_base

    local = _is_loopback(host)
    if not local and not allow_remote:
        raise OptionError(f"--host {host}", "can be reached from other machines", "add --allow-remote if that is meant")
    try:
        from kg.serve import Settings, run
    except ModuleNotFoundError as error:
        raise OptionError(
            "kg serve", f"{error.name} is not installed", 'install it: pip install "kg[serve]"'
        ) from error
    if not local:
        line(f"kg: warning: {host} can be reached from other machines, and anyone there can ask", error=True)
    names = (*LOOPBACK, host, urlsplit(url).hostname or "") if local or url else ()
    settings = Settings(
        store=Path(store), timeout=timeout, max_rows=max_rows, max_workers=max_workers, memory=memory,
        base=DATA_BASE if base is None else data_base(base), url=url, cors=cors, hosts=tuple(filter(None, names)),
    )  # fmt: skip
    run(settings, host, port, tell=line, log=lambda entry: line(entry, error=True))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
