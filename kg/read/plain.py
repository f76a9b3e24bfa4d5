"""Plain text: the file's own text, CRLF read as LF, nothing stripped but a byte order mark."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import ArticleError
from kg.model import Article
from kg.read.articles import About, article
from kg.read.decoding import decode
from kg.read.naming import slug
from kg.read.source import Source


def read(source: Source) -> Iterator[Article | ArticleError]:
    """The one article of a text file."""
    text = decode(source.load(), source.where)
    yield article(slug(source.stem), text, source.where, About(issued=source.issued), origin=source.where)
