"""Reads files as articles: by suffix plain text, Markdown, HTML pages and JSON lines.

`read` yields an `Article`, or an `ArticleError` in the place of one that cannot be read, so that one bad file or line
does not keep the others back.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from kg.errors import ArticleError
from kg.model import Article
from kg.read import jsonl, markdown, page, plain
from kg.read.articles import LIMIT
from kg.read.source import Source

__all__ = ["LIMIT", "READERS", "STDIN", "read", "read_bytes"]

STDIN: Final = "-"

Reader = Callable[[Source], Iterator[Article | ArticleError]]

READERS: Final[dict[str, Reader]] = {
    "": plain.read,
    ".txt": plain.read,
    ".text": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": page.read,
    ".htm": page.read,
    ".xhtml": page.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
}


def read(source: Path | str, *, issued: date | None = None) -> Iterator[Article | ArticleError]:
    """The articles in a file, or in the standard input as plain text for "-".

    `issued` is the day of publication where the caller knows it; it wins over what the file says. Nothing is raised for
    bad input: each article that cannot be read comes out as an ArticleError with file (and line), reason and remedy.
    """
    if str(source) == STDIN:
        yield from read_bytes(sys.stdin.buffer.read(), issued=issued)
        return
    path = Path(source)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = " ".join(suffix for suffix in READERS if suffix)
        yield ArticleError(str(source), f"files of type {path.suffix!r} are not read", f"known are {known}")
        return
    yield from _guarded(reader, Source(str(source), path.stem, issued, path=path))


def read_bytes(
    data: bytes, *, name: str = "stdin", suffix: str = ".txt", issued: date | None = None
) -> Iterator[Article | ArticleError]:
    """The articles in `data`, read as a file called `name` with `suffix` (one of READERS) would be."""
    reader = READERS[suffix]
    yield from _guarded(reader, Source("standard input" if name == "stdin" else name, name, issued, data=data))


def _guarded(reader: Reader, source: Source) -> Iterator[Article | ArticleError]:
    """What the reader yields, then the error that stopped it."""
    try:
        yield from reader(source)
    except ArticleError as error:
        yield error
