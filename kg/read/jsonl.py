"""JSON lines, one article a line: "text", and "id", "title", "date", "url", "source" where known."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from kg.errors import ArticleError
from kg.model import Article
from kg.read.articles import About, article
from kg.read.dates import metadata_date
from kg.read.decoding import decode
from kg.read.naming import Names
from kg.read.source import Source

OPTIONAL: Final = ("title", "date", "url", "source")
WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 and UTF-32 have no lines as bytes
WHOLE: Final = 64_000_000  # bytes of a UTF-16 file, which is read at once


def read(source: Source) -> Iterator[Article | ArticleError]:
    """The article of each line; for a broken one the error with its line number."""
    names = Names()
    empty = True
    for number, line in enumerate(_lines(source), start=1):
        if not line.strip():
            continue
        empty = False
        try:
            yield _article(line, number, source, names)
        except ArticleError as error:
            yield error
    if empty:
        raise ArticleError(source.where, "holds no line with an article", "give one JSON object a line")


def _lines(source: Source) -> Iterator[bytes]:
    lines = source.lines()
    first = next(lines, b"")
    if first.startswith(WIDE_MARKS):
        text = decode(source.load(WHOLE), source.where)
        yield from (line.encode("utf-8") for line in text.split("\n"))
        return
    yield first.removeprefix(b"\xef\xbb\xbf")
    yield from lines


def _article(line: bytes, number: int, source: Source, names: Names) -> Article:
    where = f"{source.where}, line {number}"
    fields = _fields(line, where)
    identity = fields.get("id")
    named = isinstance(identity, str | int) and not isinstance(identity, bool) and str(identity).strip()
    text = fields["text"].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    dated = fields.get("date") or ""
    issued = metadata_date(dated)
    if dated and issued is None and source.issued is None:
        raise ArticleError(where, f'"date" is no calendar date: {dated[:40]!r}', "write it as YYYY-MM-DD")
    about = About(
        fields.get("title") or "", fields.get("url") or "", fields.get("source") or "", source.issued or issued
    )
    name = names.take(str(identity) if named else f"{source.stem}-{number}")
    return article(name, text, where, about, origin=where)


def _fields(line: bytes, where: str) -> Mapping[str, Any]:
    """The object of a line; raises ArticleError for what is no JSON, no object, or has a field of the wrong kind."""
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ArticleError(where, f"is not UTF-8 at byte {error.start}", "save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        reason = f"is not JSON: {error.msg} at character {error.pos + 1}"
        raise ArticleError(where, reason, "give one JSON object a line") from error
    except RecursionError as error:
        raise ArticleError(where, "is nested too deeply", "give one JSON object a line") from error
    if not isinstance(fields, dict):
        raise ArticleError(where, "is not a JSON object", 'write {"text": "..."}')
    if not isinstance(fields.get("text"), str):
        raise ArticleError(where, 'has no "text"', 'write {"text": "..."}')
    for key in OPTIONAL:
        if not isinstance(fields.get(key), str | None):
            raise ArticleError(where, f'"{key}" is not a string', "put it in quotation marks")
    return fields
