"""Articles and the places in them."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from kg.model.kinds import BlockKind, IssuedBasis


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character range [start, end) in `Article.text`."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """One headline, bullet, heading or paragraph; `span` leaves out bullet marks, datelines and outer blanks."""

    kind: BlockKind
    span: Span

    @property
    def parsed(self) -> bool:
        """Whether the block holds sentences: a section heading does not."""
        return self.kind is not BlockKind.HEADING


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as read.

    `text` is the text that all offsets count in (Unicode characters); `name` names the output files and the article's
    IRI; `issued` is the day of publication, None when unknown.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    issued: date | None = None
    issued_basis: IssuedBasis = IssuedBasis.UNKNOWN
    url: str = ""
    publisher: str = ""
    origin: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def quote(self, span: Span) -> str:
        """The words at `span`."""
        return self.text[span.start : span.end]

    def block_index(self, offset: int) -> int | None:
        """The number of the block that `offset` lies in, or None."""
        i = bisect_right(self.blocks, offset, key=lambda b: b.span.start) - 1
        return i if i >= 0 and offset < self.blocks[i].span.end else None
