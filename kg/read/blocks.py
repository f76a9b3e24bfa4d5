"""Cuts a text into headline, summary bullets, section headings, paragraphs and list items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Block, BlockKind, Span

BULLET = re.compile(r"[-*•–—▪‣·]\s+|\d{1,2}[.)]\s+(?=[A-Z])")
TERMINAL = re.compile(r"[.!?…:;][\"'”’)\]]*$")
HEADING_WORDS = 14  # a line of more words is a sentence, with or without its full stop


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of `text` in order; blanks, bullet marks and datelines lie in none of them."""
    lines = list(_lines(text))
    found: list[Block] = []
    body_seen = False
    for i, (span, bulleted) in enumerate(lines):
        words = text[span.start : span.end]
        bare = not TERMINAL.search(words) and len(words.split()) <= HEADING_WORDS
        if bulleted:
            kind = BlockKind.ITEM if body_seen else BlockKind.SUMMARY
        elif i == 0 and not TERMINAL.search(words) and len(words.split()) <= 2 * HEADING_WORDS and len(lines) > 1:
            kind = BlockKind.HEADLINE
        elif bare and i + 1 < len(lines):
            kind = BlockKind.HEADING
        else:
            kind = BlockKind.PARAGRAPH
            body_seen = True
        found.append(Block(kind, span))
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[Span, bool]]:
    """Each line that is not blank, without its outer blanks and bullet mark; and whether it had one."""
    for match in re.finditer(r"[^\n]+", text):
        start, end = match.span()
        bullet = BULLET.match(text, start + len(match[0]) - len(match[0].lstrip()))
        inner = bullet.end() if bullet else start
        words = text[inner:end]
        if words.strip():
            inner += len(words) - len(words.lstrip())
            yield Span(inner, inner + len(words.strip())), bullet is not None
