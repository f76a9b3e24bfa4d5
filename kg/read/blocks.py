"""Cuts a plain text into headline, summary bullets, section headings, paragraphs and list items.

Bylines and date lines come out as headings: they are no sentences. A paragraph over several lines of a hard-wrapped
text is one block, its line breaks inside the span.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from kg.model import Block, BlockKind, Span
from kg.read.dates import full_date

LINE: Final = re.compile(r"[^\n\v\f\x85\u2028\u2029]+")
BULLET: Final = re.compile(r"[-*•–—▪‣·●◦]\s+|\d{1,2}[.)]\s+(?=[A-Z])")
TERMINAL: Final = re.compile(r"[.!?…;][\"'”’)\]]*$|,[\"”’]$|:$")
LABEL: Final = re.compile(
    r"(?:by|reporting by|written by|published|updated|last updated|posted|source|photo|image|picture|editing by)\b[: ]",
    re.I,
)
SMALL_WORDS: Final = frozenset({"and", "at", "for", "in", "of", "the", "|", "-", "–", "&"})
HEADING_WORDS: Final = 14  # a line of more words is a sentence, with or without its full stop
LABEL_WORDS: Final = 12
NARROWEST: Final = 45  # a column narrower or wider than these is not wrapped text
WIDEST: Final = 120
SLACK: Final = 16  # the longest word that is likely to have been moved to the next line
OPENING: Final = 5  # date lines stand among the first lines
LONGEST: Final = 20_000  # characters; the parser's memory grows with the block


@dataclass(frozen=True, slots=True)
class _Piece:
    """One paragraph or line: its words, whether a bullet stood before, and whether a blank line or the end follows."""

    span: Span
    bulleted: bool
    closed: bool


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of `text` in order; blanks and bullet marks lie in none of them."""
    pieces = list(_joined(text, list(_lines(text))))
    found: list[Block] = []
    seen: set[BlockKind] = set()
    for i, piece in enumerate(pieces):
        kind = _kind(text, piece, seen, alone=len(pieces) == 1, last=i + 1 == len(pieces))
        seen.add(kind)
        found.extend(Block(kind, part) for part in cut(text, piece.span))
    return tuple(found)


def title_line(text: str, found: tuple[Block, ...]) -> str:
    """The words of the headline, its line breaks as blanks, or ""."""
    span = next((b.span for b in found if b.kind is BlockKind.HEADLINE), None)
    return " ".join(text[span.start : span.end].split()) if span else ""


def date_lines(text: str, found: tuple[Block, ...]) -> Iterator[str]:
    """The date lines and bylines among the first blocks that hold a full date."""
    for block in found[:OPENING]:
        words = text[block.span.start : block.span.end]
        if block.kind is BlockKind.HEADING and full_date(words):
            yield words


def cut(text: str, span: Span) -> Iterator[Span]:
    """`span`, or its parts where it is too long for one parse: at the end of a sentence, else at a blank."""
    start = span.start
    while span.end - start > LONGEST:
        window = text[start : start + LONGEST]
        stop = max(window.rfind(mark) for mark in (". ", ".\n", "? ", "! ", '." ', ".” ")) + 1
        stop = stop or max(window.rfind(" "), window.rfind("\n")) or LONGEST
        yield Span(start, start + stop)
        start += stop
        start += len(text[start : span.end]) - len(text[start : span.end].lstrip())
    if start < span.end:
        yield Span(start, span.end)


def _kind(text: str, piece: _Piece, seen: Collection[BlockKind], *, alone: bool, last: bool) -> BlockKind:
    """What a piece is, by its words and the kinds of blocks before it."""
    words = text[piece.span.start : piece.span.end]
    body_seen = BlockKind.PARAGRAPH in seen
    if piece.bulleted:
        return BlockKind.ITEM if body_seen else BlockKind.SUMMARY
    if alone:
        return BlockKind.PARAGRAPH
    count = len(words.split())
    if _is_label(words, count):
        return BlockKind.HEADING
    first = not {BlockKind.HEADLINE, BlockKind.SUMMARY, BlockKind.PARAGRAPH} & set(seen)
    if first and (
        (not TERMINAL.search(words) and count <= 2 * HEADING_WORDS)
        or (words.endswith(("?", "!")) and piece.closed and count <= HEADING_WORDS)
    ):
        return BlockKind.HEADLINE
    bare = not TERMINAL.search(words) or (words.endswith(":") and count <= 4)
    if bare and count <= HEADING_WORDS and not last:
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _is_label(words: str, count: int) -> bool:
    """Whether a line only dates, signs or credits: "By Ada Noor", "5 March 2024", "Photo: Coast Daily"."""
    if count > LABEL_WORDS or words.endswith((".", "!", "?")):
        return False
    signed = LABEL.match(words)
    if signed:
        rest = words[signed.end() :]
        return (
            bool(full_date(rest))
            or ":" in signed[0]
            or all(word[0].isupper() or word in SMALL_WORDS for word in rest.split())
        )
    return count <= 6 and full_date(words) is not None and not re.search(r"\b(?:was|is|has|have|were|had)\b", words)


def _lines(text: str) -> Iterator[_Piece]:
    """Each line that is not blank, without its outer blanks and bullet mark."""
    for match in LINE.finditer(text):
        start, end = match.span()
        bullet = BULLET.match(text, start + len(match[0]) - len(match[0].lstrip()))
        inner = bullet.end() if bullet else start
        words = text[inner:end]
        if words.strip():
            inner += len(words) - len(words.lstrip())
            after = text[end : end + 200]
            closed = not after.strip() or after[: len(after) - len(after.lstrip())].count("\n") > 1
            yield _Piece(Span(inner, inner + len(words.strip())), bullet is not None, closed)


def _joined(text: str, lines: list[_Piece]) -> Iterator[_Piece]:
    """The lines, those that wrapping has cut put together again."""
    width = _wrap_width(text, lines)
    i = 0
    while i < len(lines):
        last = i
        while last + 1 < len(lines) and _continues(text, lines[last], lines[last + 1], width):
            last += 1
        yield _Piece(Span(lines[i].span.start, lines[last].span.end), lines[i].bulleted, lines[last].closed)
        i = last + 1


def _wrap_width(text: str, lines: list[_Piece]) -> int:
    """The column at which the text is wrapped, 0 when it is not: most lines that go on are about as long."""
    ends = [_line_length(text, p) for p in lines]
    widest = max(ends, default=0)
    if not NARROWEST <= widest <= WIDEST:
        return 0
    open_ends = [n for n, p in zip(ends, lines, strict=True) if not p.closed]
    full = sum(n > widest - SLACK for n in open_ends)
    return widest if full > 1 and full >= 0.6 * len(open_ends) else 0


def _line_length(text: str, piece: _Piece) -> int:
    return piece.span.end - (max(text.rfind("\n", 0, piece.span.start), -1) + 1)


def _continues(text: str, line: _Piece, following: _Piece, width: int) -> bool:
    """Whether `following` is the same paragraph: its first word did not fit, or it starts in lower case."""
    if line.closed or following.bulleted:
        return False
    first = text[following.span.start : following.span.end].split(maxsplit=1)[0]
    words = text[line.span.start : line.span.end]
    if width and _line_length(text, line) + 1 + len(first) > width:
        return True
    return first[0].islower() and not TERMINAL.search(words)
