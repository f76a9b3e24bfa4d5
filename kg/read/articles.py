"""Puts an article together from text, blocks and metadata, and refuses what is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.errors import ArticleError
from kg.model import Article, Block, IssuedBasis
from kg.read.blocks import blocks as plain_blocks
from kg.read.blocks import date_lines, title_line
from kg.read.datelines import without_datelines
from kg.read.dates import full_date
from kg.read.language import foreign

LIMIT: Final = 1_000_000  # characters of one article; a long newspaper page has 20,000
SURROGATE: Final = re.compile("[\ud800-\udfff]")  # half a character, as JSON can escape it: no encoding writes it


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an article besides its text; `issued` by the caller wins over `dated` of its metadata."""

    title: str = ""
    url: str = ""
    publisher: str = ""
    issued: date | None = None
    dated: date | None = None


def article(
    name: str, text: str, where: str, about: About, *, blocks: tuple[Block, ...] | None = None, origin: str = ""
) -> Article:
    """The article in `text`; `where` names it in errors, `origin` is the file that it came from.

    Control characters and direction marks stay where they are; half a surrogate pair becomes U+FFFD. Without a date in
    `about` the full date of a date line or dateline counts as stated. Raises ArticleError for an empty text, one longer
    than LIMIT characters, one with NUL characters and one in another language than English.
    """
    text = SURROGATE.sub("\ufffd", text)
    if "\x00" in text:
        raise ArticleError(where, "holds NUL characters: it is a binary file", "save it as UTF-8 text")
    if not text.strip():
        raise ArticleError(where, "holds no text", "give an article")
    if len(text) > LIMIT:
        reason = f"has {len(text):,} characters, over the limit of {LIMIT:,} for one article"
        raise ArticleError(where, reason, "split it, or put one article a line into a .jsonl file")
    if language := foreign(text):
        raise ArticleError(where, f"the text is {language}, kg reads English", "give an English translation")
    cut = plain_blocks(text) if blocks is None else blocks
    found, line_date = without_datelines(text, cut)
    if not any(block.parsed for block in found):
        raise ArticleError(where, "holds no sentence, only headings", "give an article")
    stated = line_date or next((full_date(words) for words in date_lines(text, found)), None)
    issued, basis = _issued(about, stated)
    return Article(
        name, text, found, about.title or title_line(text, found), issued, basis, about.url, about.publisher, origin
    )


def _issued(about: About, stated: date | None) -> tuple[date | None, IssuedBasis]:
    """The day of issue: the caller's, else the metadata's, else the one that the text states of itself."""
    if about.issued:
        return about.issued, IssuedBasis.STATED
    if about.dated:
        return about.dated, IssuedBasis.METADATA
    return (stated, IssuedBasis.STATED) if stated else (None, IssuedBasis.UNKNOWN)
