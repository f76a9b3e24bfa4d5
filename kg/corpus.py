"""Articles to graphs: one of them in memory (`build`), or many of them to files (`build_all`).

The language model is loaded once and articles stream through it. An article that cannot be read, built or written
comes out as an outcome with its error, in its place; the others go on.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Store

from kg.annotate import DEFAULT_MODEL, load_model
from kg.bridge import as_rdflib
from kg.errors import ArticleError, KgError, OptionError, OutputError
from kg.export import Exporter, chosen, page, write_all
from kg.model import Article, Facts
from kg.pipeline import facts
from kg.rdf import literal_text, quads
from kg.read import READERS, STDIN, read, read_bytes
from kg.store import Change, Nodes, changing, from_quads, turtle
from kg.vocab import DATA_BASE, KG, data_base, slug

if TYPE_CHECKING:
    from rdflib import Graph

DEFAULT_FORMATS: Final = ("ttl", "trig", "jsonld", "graphml", "gexf", "csv", "html")
SAMPLE: Final = "haiti-mission.txt"
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
YEARS: Final = range(1600, 2500)
LONGEST_PATH: Final = 1_024  # characters; a longer string is the text of an article


@dataclass(frozen=True)
class Built:
    """What was found in one article, and the same as a graph; `base` is what its IRIs begin with.

    As the last value of a notebook's cell it is shown as the HTML graph.
    """

    facts: Facts
    base: str = DATA_BASE

    @cached_property
    def store(self) -> Store:
        """The graph as a quad store in memory, in one named graph."""
        return from_quads(quads(self.facts, self.base))

    @cached_property
    def turtle(self) -> str:
        """The graph as Turtle: the text that `kg build` writes."""
        return turtle(self.store).decode()

    @cached_property
    def graph(self) -> Graph:
        """The graph for rdflib."""
        return as_rdflib(self.store)

    def _repr_html_(self) -> str:
        """The HTML graph, for a notebook: in a frame that cannot reach the notebook around it."""
        from kg.view import html, network, title
        from kg.view.notebook import framed

        graph = network(self.store)
        name = title(graph, self.facts.article.name)
        return framed(html(graph, name, _texts(self.store, self.facts)), name)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: its facts and the files written, or the error that it met.

    `name` is what its files are called; "" when the input could not be read.
    """

    name: str
    facts: Facts | None = None
    written: tuple[Path, ...] = ()
    error: KgError | None = None


def sample_path() -> Path:
    """The sample article that comes with kg."""
    return Path(str(files("kg") / "sample" / SAMPLE))


def build(
    source: str | Path, *, date: str | Date | None = None, model: str | None = None, base: str = DATA_BASE
) -> Built:
    """The facts and the graph of one article.

    `source` is a file, or the text itself: a string is taken as text when no file has that name (and it does not look
    like the name of one). `date` is the day of publication ("2024-05-15"), `model` the name of a spaCy pipeline.
    Raises ArticleError for what cannot be read, or holds several articles; OptionError for a date or base that is none;
    ModelError for a model that cannot be used.
    """
    issued = day(date)
    data_base(base)
    found = list(read(source, issued=issued) if _is_file(source) else _text(str(source), issued))
    for item in found:
        if isinstance(item, ArticleError):
            raise item
    if len(found) != 1:
        raise ArticleError(str(source), f"holds {len(found)} articles", "build it with kg build, or one by one")
    articles = (item for item in found if isinstance(item, Article))
    return Built(next(facts(articles, load_model(model or DEFAULT_MODEL))), base)


def build_all(
    paths: Iterable[str | Path],
    *,
    out: Path,
    formats: Sequence[str] = DEFAULT_FORMATS,
    date: str | Date | None = None,
    model: str | None = None,
    base: str = DATA_BASE,
    store: Path | None = None,
) -> Iterator[Outcome]:
    """Builds the articles in `paths` ("-" is the standard input) and writes each in all `formats` below `out`.

    With `store`, each also takes the place of its graph in the store in that folder, which changes when the last
    outcome has been taken. Yields one outcome for each article, in order. Articles whose names are the same get a
    number ("flood", "flood-2"). What no article could be built with is raised before the first: OptionError for a date,
    base or format that is none, OutputError for a folder that cannot be written, StoreError for a store that cannot be
    changed, ModelError for a model that cannot be used.
    """
    issued = day(date)
    data_base(base)
    exporters = chosen(formats)
    if exporters:
        _writable(out)
    waiting: deque[ArticleError | None] = deque()  # None stands for an article that is on its way through the model

    def articles() -> Iterator[Article]:
        taken: set[str] = set()
        for path in paths:
            for item in read(path, issued=issued):
                waiting.append(item if isinstance(item, ArticleError) else None)
                if isinstance(item, Article):
                    yield replace(item, name=_distinct(item.name, taken))

    def failed() -> Iterator[Outcome]:
        while waiting and (error := waiting.popleft()):
            yield Outcome("", error=error)

    # The model takes a second to load: not when none of the inputs can be read.
    stream = articles()
    first = next(stream, None)
    if first is not None:
        nlp = load_model(model or DEFAULT_MODEL)
        with changing(store) if store is not None else nullcontext() as change:
            for found in facts(_again(first, stream), nlp):
                yield from failed()
                yield _written(found, base, out, exporters, change)
    yield from failed()


def _written(found: Facts, base: str, out: Path, exporters: Mapping[str, Exporter], change: Change | None) -> Outcome:
    """What became of an article once its facts are known."""
    told = list(quads(found, base))
    name = found.article.name
    graph = from_quads(told)
    try:
        written = [
            path
            for export in exporters.values()
            for path in write_all(
                out, page(graph, name, _texts(graph, found)) if export is page else export(graph, name)
            )
        ]
    except KgError as error:
        return Outcome(name, found, error=error)
    if change is not None:
        change.replace(told)
    return Outcome(name, found, tuple(written))


def _texts(graph: Store, found: Facts) -> dict[str, str]:
    """The article's text by its IRI, for the page's reading pane."""
    return {iri: literal_text(found.article.text) for iri in Nodes(graph).of_class(KG.Article)}


def day(told: str | Date | None) -> Date | None:
    """The calendar day "YYYY-MM-DD"; raises OptionError for what is none."""
    if isinstance(told, datetime):
        return told.date()
    if told is None or isinstance(told, Date):
        return told
    if not DAY.fullmatch(told):
        raise OptionError("date", f"{told!r} is no calendar date", "write it as YYYY-MM-DD")
    try:
        found = Date.fromisoformat(told)
    except ValueError as error:
        raise OptionError("date", f"{told!r} is not in the calendar", "write it as YYYY-MM-DD") from error
    if found.year not in YEARS:  # "last century" must stay in the calendar
        raise OptionError("date", f"{told!r} is no day of a newspaper", f"give one from {YEARS[0]} to {YEARS[-1]}")
    return found


def _again(first: Article, rest: Iterator[Article]) -> Iterator[Article]:
    yield first
    yield from rest


def _distinct(name: str, taken: set[str]) -> str:
    """`name`, with a number where another article's files or IRIs would be called the same."""
    free, number = name, 1
    while slug(free) in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(slug(free))
    return free


def _is_file(source: str | Path) -> bool:
    """Whether `source` is meant as a file: it exists, or reads like the name of one ("notes/flood.txt")."""
    if isinstance(source, Path) or source == STDIN:
        return True
    if not source or len(source) > LONGEST_PATH or "\n" in source or "\x00" in source:
        return False
    path = Path(source)
    return os.path.exists(source) or path.suffix.lower() in set(READERS) - {""} or not any(map(str.isspace, source))


def _text(text: str, issued: Date | None) -> Iterator[Article | ArticleError]:
    return read_bytes(text.encode("utf-8", "replace"), name="text", issued=issued)


def _writable(out: Path) -> None:
    """Raises OutputError when `out` cannot become a folder with files in it; makes nothing."""
    there = out
    try:
        while not there.exists() and there != there.parent:
            if not there.parent.exists() or there.parent.is_dir():
                there = there.parent
            else:
                raise OutputError(str(out), f"cannot be written: {there.parent} is a file", "choose another --out")
    except (OSError, ValueError) as error:
        raise OutputError(str(out), "cannot be the name of a folder", "choose another --out") from error
    if not there.is_dir():
        raise OutputError(str(out), f"cannot be written: {there} is a file", "choose another --out")
    if not os.access(there, os.W_OK | os.X_OK):
        raise OutputError(str(out), f"cannot be written: no permission to write to {there}", "choose another --out")
