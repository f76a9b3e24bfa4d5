"""Builds text and blocks together, for sources whose structure is marked up: HTML pages, Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.model import Block, BlockKind, Span
from kg.read.blocks import cut

BLANKS: Final = re.compile(r"[ \t\n\r\v\f\xa0]+")
WORDS: Final = re.compile(r"\w+")

Part = tuple[BlockKind, str]


def compose(parts: Iterable[Part], title: str = "") -> tuple[str, tuple[Block, ...]]:
    """The text of `parts`, a blank line between them (none between list items), and its blocks.

    `title` comes first as the headline, unless the parts begin with it. List items before the first paragraph are the
    summary; a heading that repeats the title, and an item or paragraph told twice in a row, is left out.
    """
    found = list(_arranged(parts, title))
    text = ""
    blocks: list[Block] = []
    for i, (kind, words) in enumerate(found):
        if i:
            listed = kind in {BlockKind.ITEM, BlockKind.SUMMARY} and found[i - 1][0] is kind
            text += "\n" if listed else "\n\n"
        mark = "- " if kind in {BlockKind.ITEM, BlockKind.SUMMARY} else ""
        start = len(text) + len(mark)
        text += mark + words
        blocks.extend(Block(kind, span) for span in cut(text, Span(start, len(text))))
    return (text + "\n" if text else ""), tuple(blocks)


def flat(words: str) -> str:
    """`words` on one line, without outer blanks."""
    return BLANKS.sub(" ", words).strip()


def _arranged(parts: Iterable[Part], title: str) -> Iterator[Part]:
    """The parts with the headline first and their kinds settled."""
    headline = flat(title)
    body_seen = False
    last = headline
    if headline:
        yield BlockKind.HEADLINE, headline
    for kind, raw in parts:
        words = flat(raw)
        if not words or _same(words, last) or (not body_seen and headline and _same(words, headline)):
            continue
        if kind is BlockKind.HEADLINE and headline:
            kind = BlockKind.HEADING
        if kind is BlockKind.ITEM and not body_seen:
            kind = BlockKind.SUMMARY
        body_seen = body_seen or kind is BlockKind.PARAGRAPH
        headline = headline or (words if kind is BlockKind.HEADLINE else "")
        last = words
        yield kind, words


def _same(a: str, b: str) -> bool:
    return WORDS.findall(a.lower()) == WORDS.findall(b.lower())
