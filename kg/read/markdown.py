"""Markdown: the words as rendered, marks left out; front matter gives title, date, url and source.

Offsets count in the rendered text. Code, tables, images and raw HTML are no news text and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.errors import ArticleError
from kg.model import Article, BlockKind
from kg.read.articles import About, article
from kg.read.composing import Part, compose
from kg.read.dates import metadata_date
from kg.read.decoding import decode
from kg.read.naming import slug
from kg.read.source import Source

FRONT: Final = re.compile(r"---\n(.*?\n)(?:---|\.\.\.)(?:\n|$)", re.S)
FIELD: Final = re.compile(r"([A-Za-z_-]+):[ \t]*(.*)")
PARSER: Final = MarkdownIt("commonmark").enable("table")
CELLS: Final = frozenset({"th_open", "td_open"})
BREAKS: Final = frozenset({"softbreak", "hardbreak"})


def read(source: Source) -> Iterator[Article | ArticleError]:
    """The one article of a Markdown file."""
    raw = decode(source.load(), source.where)
    front = FRONT.match(raw)
    fields = _fields(front[1]) if front else {}
    title = fields.get("title", "")
    text, blocks = compose(_parts(PARSER.parse(raw[front.end() :] if front else raw)), title)
    about = About(
        title,
        fields.get("url") or fields.get("link", ""),
        fields.get("source") or fields.get("publisher", ""),
        source.issued,
        metadata_date(fields.get("date") or fields.get("published", "")),
    )
    yield article(slug(source.stem), text, source.where, about, blocks=blocks, origin=source.where)


def _fields(front: str) -> dict[str, str]:
    """The plain "key: value" lines of front matter, keys in lower case."""
    matches = (FIELD.fullmatch(line.rstrip()) for line in front.split("\n"))
    return {m[1].lower(): m[2].strip().strip("\"'") for m in matches if m}


def _parts(tokens: Sequence[Token]) -> Iterator[Part]:
    """Each heading, paragraph and list item with its words."""
    opened: list[Token] = []
    for token in tokens:
        if token.nesting > 0:
            opened.append(token)
        elif token.nesting < 0:
            opened.pop()
        elif token.type == "inline" and opened[-1].type not in CELLS:
            yield _kind(opened), _words(token.children or [])


def _kind(opened: Sequence[Token]) -> BlockKind:
    if opened[-1].type == "heading_open":
        return BlockKind.HEADLINE if opened[-1].tag == "h1" else BlockKind.HEADING
    return BlockKind.ITEM if any(t.type == "list_item_open" for t in opened) else BlockKind.PARAGRAPH


def _words(children: Sequence[Token]) -> str:
    texts = (" " if t.type in BREAKS else t.content if t.type in {"text", "code_inline"} else "" for t in children)
    return "".join(texts)
