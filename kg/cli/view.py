"""`kg view`: a graph, a store or what a query finds, as one HTML page or as still pictures."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli.output import line


@click.command(
    epilog="""\b
Examples:
  kg view kg-out/haiti-mission.ttl
  kg view graphs/*.ttl --out story.html --no-open
  kg view archive --query casualties
  kg view archive --query 'SELECT ?e { ?e a kg:Deployment }' --png deployments.png
  kg view archive --graph https://w3id.org/newskg/id/article-flood --svg flood.svg
"""
)
@click.argument("graphs", nargs=-1, required=True, metavar="GRAPHS...")
@click.option("--query", metavar="QUERY", help="Show what this query finds: SPARQL, a .rq file, - or a packaged one.")
@click.option("--graph", "only", metavar="IRI", multiple=True, help="Show this named graph only; may be repeated.")
@click.option("--out", metavar="FILE", help="Where to write the page. Default: called like the one of GRAPHS.")
@click.option("--svg", metavar="FILE", help="Write still pictures instead: the network, and FILE-timeline beside it.")
@click.option("--png", metavar="FILE", help="The same as PNG; without --out, no page is written.")
@click.option("--title", metavar="WORDS", help="What stands above it. Default: the article's title, or the question.")
@click.option("--open/--no-open", "opened", default=None, help="Open it in a browser. Default: on a terminal.")
def view(
    graphs: tuple[str, ...],
    query: str | None,
    only: tuple[str, ...],
    out: str | None,
    svg: str | None,
    png: str | None,
    title: str | None,
    opened: bool | None,
) -> None:
    """Write the HTML graph of a graph, or still pictures of it, and open it.

    GRAPHS are graph files that kg wrote, or one store. With --query, what its rows or triples name is shown: events
    with all that take part in them, actors and places with what connects them. The page is one file that needs no
    network.
    """
    from kg.export import write_all
    from kg.export.drawings import DRAWINGS
    from kg.questions import packaged, sparql
    from kg.store import opened as stored
    from kg.view import chosen
    from kg.view import title as titled

    text = sparql(query) if query is not None else ""
    graph = chosen(stored([Path(g) for g in graphs]), ", ".join(graphs), graphs=only, sparql=text)
    name = titled(graph, Path(graphs[0]).resolve().stem if len(graphs) == 1 else "Graph")
    if query in packaged():
        name = f"{packaged()[query].title}: {name}"
    name = title or name
    asked = {"html": out, "svg": svg, "png": png}
    if not any(asked.values()):
        asked["html"] = str(_page(graphs, whole=not (text or only)))
    written: list[Path] = []
    for form, place in asked.items():
        if place:
            path = Path(place)
            files = DRAWINGS[form](graph, name)
            written += write_all(path.parent, {f"{path.stem}{part}{path.suffix}": data for part, data in files.items()})
    for path in written:
        line(f"{path} written")
    if (sys.stdout.isatty() and bool(asked["html"])) if opened is None else opened:
        _open(written[0])


def _page(graphs: tuple[str, ...], *, whole: bool) -> Path:
    """Beside the one graph that all of is shown; else a name that no page of a whole graph has."""
    if len(graphs) > 1 or not whole:
        return Path("kg-view.html")
    path = Path(graphs[0])
    return path.resolve().with_name(f"{path.resolve().name}.html") if path.is_dir() else path.with_suffix(".html")


def _open(page: Path) -> None:
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        line(f"kg: note: {page}: no browser could be started; open the file in one", error=True)
