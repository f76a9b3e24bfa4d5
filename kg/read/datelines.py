"""The place, day and agency that open a report: "GOMA, DR Congo, March 3 (Reuters) - "."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from kg.model import Block, BlockKind, Span
from kg.read.dates import MONTH, full_date

DASH: Final = r"\s*(?:[—–]|\s--?|(?<=\))\s?--?)\s*(?=[A-ZÀ-Þ0-9\"“‘'])"
CAPITALS: Final = r"[A-Z][A-ZÀ-Þ.'’-]*[A-Z](?:[ /-][A-ZÀ-Þ.'’-]+)*"
NAME: Final = r"[A-Z][\w.'’-]+(?: (?:of |the |de |al-)?[A-Z][\w.'’-]*)*"
DAY: Final = (
    rf"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})(?:,? \d{{4}})?)"
)
AGENCY: Final = r"(?:\([A-Z][\w.& /-]{1,40}\)|/[A-Z][\w.& -]{1,40}/)"
FORMS: Final = (
    rf"{CAPITALS}(?:, {NAME}){{0,2}}(?:,? {DAY})?,?(?: {AGENCY})?{DASH}",
    rf"{NAME}(?:, {NAME}){{0,2}}(?:,? {DAY})?,? {AGENCY}{DASH}",
    rf"{NAME}(?:, {NAME}){{0,2}},? {DAY}{DASH}",
    rf"{NAME}(?:, {NAME}){{0,2}},? {DAY}:\s+(?=[A-Z“\"])",  # of a press release
    rf"{AGENCY}{DASH}",
)
DATELINE: Final = re.compile("|".join(f"(?:{form})" for form in FORMS))
LONGEST: Final = 90
OPENING: Final = 3  # a dateline stands in one of the first paragraphs


def dateline(words: str) -> int:
    """The length of the dateline that `words` begin with, 0 without one.

    >>> dateline("KISUMU, Kenya (KNA) - Two boats sank.")
    22
    """
    match = DATELINE.match(words[:LONGEST].replace("\n", " "))
    return match.end() if match and match.end() < len(words) else 0


def without_datelines(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], date | None]:
    """The blocks with the dateline cut off the one that has it, and its day where it gives year, month and day."""
    found = list(blocks)
    paragraphs = [i for i, b in enumerate(blocks) if b.kind is BlockKind.PARAGRAPH][:OPENING]
    for i in paragraphs:
        span = blocks[i].span
        length = dateline(text[span.start : span.end])
        if length:
            found[i] = Block(blocks[i].kind, Span(span.start + length, span.end))
            return tuple(found), full_date(text[span.start : span.start + length])
    return blocks, None
