"""HTML pages: the article's text by trafilatura, and what the page says about it.

Offsets count in the extracted text: headline first, then summary, paragraphs, headings and items; boilerplate, tables,
comments and the byline are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.errors import ArticleError
from kg.model import Article, BlockKind
from kg.read.articles import About, article
from kg.read.composing import Part, compose, flat
from kg.read.decoding import decode
from kg.read.naming import slug
from kg.read.page_metadata import PageMetadata, metadata
from kg.read.source import Source

LIMIT: Final = 20_000_000  # bytes of a page; most of it is script
CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.I)
XML_ENCODING: Final = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]+)")
HEAD: Final = 4096  # bytes in which a page declares its encoding
BYLINE: Final = re.compile(r"(?:by|story by|reporting by|written by)\s+", re.I)
LEAVES: Final = {
    "p": BlockKind.PARAGRAPH,
    "quote": BlockKind.PARAGRAPH,
    "item": BlockKind.ITEM,
    "head": BlockKind.HEADING,
}
BYLINE_WORDS: Final = 12


def read(source: Source) -> Iterator[Article | ArticleError]:
    """The one article of a page; raises ArticleError when no article is found in it."""
    data = source.load(LIMIT)
    html = decode(data, source.where, _declared(data))
    body, about = _extract(html, source.where)
    title = about.title
    parts = (p for p in _parts(body) if not _byline(p, about.author))
    text, blocks = compose(parts, title)
    if not any(block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.SUMMARY} for block in blocks):
        raise ArticleError(source.where, "no article is found in the page", "save the article's text as .txt")
    known = About(title, about.url, about.publisher, source.issued, about.issued)
    yield article(slug(source.stem), text, source.where, known, blocks=blocks, origin=source.where)


def _declared(data: bytes) -> str:
    match = XML_ENCODING.match(data) or CHARSET.search(data[:HEAD])
    return match[1].decode("ascii") if match else ""


def _extract(html: str, where: str) -> tuple[Any, PageMetadata]:
    """The element tree of the article's text, and the page's metadata."""
    import trafilatura  # half a second to load: only when a page is read

    html = html.replace("\x0c", " ")
    found = trafilatura.bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=False, include_formatting=False
    )
    if found is None or isinstance(found, dict) or found.body is None:
        raise ArticleError(where, "no article is found in the page", "save the article's text as .txt")
    return found.body, metadata(html, found)


def _parts(element: Any, *, listed: bool = False) -> Iterator[Part]:
    """Paragraphs, headings and list items under `element`, in order; `listed` inside a list item."""
    for child in element:
        if child.tag not in LEAVES or any(inner.tag in LEAVES or inner.tag == "list" for inner in child):
            if child.tag in {"quote", "item", "p"} and flat(child.text or ""):
                yield LEAVES[child.tag], child.text
            yield from _parts(child, listed=listed or child.tag == "item")
            if element.tag in LEAVES and flat(child.tail or ""):
                yield LEAVES[element.tag], child.tail
            continue
        kind = BlockKind.HEADLINE if child.get("rend") == "h1" else BlockKind.ITEM if listed else LEAVES[child.tag]
        yield kind, " ".join(child.itertext()) if child.find("lb") is not None else "".join(child.itertext())


def _byline(part: Part, author: str) -> bool:
    """Whether a part only names the writer."""
    words = flat(part[1])
    if len(words.split()) > BYLINE_WORDS or words.endswith((".", "!", "?", "”", '"')):
        return False
    names = [n.strip() for n in author.split(";") if n.strip()]
    bare = BYLINE.sub("", words, count=1)
    signed = bare != words and all(w[0].isupper() or w in {"and", "in", "of", "for"} for w in bare.split())
    return signed or any(bare.lower() == name.lower() for name in names)
