"""The stretches between quotation marks in a paragraph: straight, curly, angle and single marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

OPENING: Final = frozenset("“„«‟")
DOUBLE: Final = frozenset('"“”„‟«»')
SINGLE: Final = frozenset("'‘’")


def quoted_ranges(text: str) -> Iterator[tuple[int, int, bool]]:
    """The (start, end, closed) ranges between the outermost marks of a paragraph."""
    if not DOUBLE.isdisjoint(text):
        yield from _double(text)
    else:
        yield from _single(text)


def _double(text: str) -> Iterator[tuple[int, int, bool]]:
    opened: int | None = None
    for i, char in enumerate(text):
        if char not in DOUBLE:
            continue
        if opened is None:
            if char in OPENING or (char == '"' and not _ends_word(text, i)):
                opened = i + 1
        elif char in "”»" or (char == '"' and not _starts_word(text, i)) or (char == "“" and _ends_word(text, i)):
            yield opened, i, True
            opened = None
        elif char == '"' and i == opened:
            opened = i + 1
    # an opening mark without its fellow runs to the end of the paragraph, as in a speech of several paragraphs
    if opened is not None and opened < len(text):
        yield opened, len(text), False


def _ends_word(text: str, i: int) -> bool:
    """Whether the mark at `i` clings to what stands before it."""
    return i > 0 and not text[i - 1].isspace() and text[i - 1] not in "([—–-"


def _starts_word(text: str, i: int) -> bool:
    """Whether the mark at `i` clings to what follows it only."""
    return i + 1 < len(text) and text[i + 1].isalnum() and i > 0 and text[i - 1].isspace()


def _single(text: str) -> Iterator[tuple[int, int, bool]]:
    """Single marks: one that begins a word opens, one that ends a word closes; apostrophes do neither."""
    opened: int | None = None
    for i, char in enumerate(text):
        if char not in SINGLE:
            continue
        begins = not _ends_word(text, i) and i + 1 < len(text) and text[i + 1].isalnum()
        ends = i > 0 and not text[i - 1].isspace() and (i + 1 == len(text) or not text[i + 1].isalnum())
        if opened is None:
            if begins and char != "’" and not text[i + 1].isdigit():
                opened = i + 1
        elif ends and not (text[i - 1] == "s" and _closes_later(text, i)):
            yield opened, i, True
            opened = None


def _closes_later(text: str, i: int) -> bool:
    """Whether a surer closing mark follows a possessive "drivers'" before the next one opens."""
    return re.match(r"[^'‘’]*(?:\w['’]\w[^'‘’]*)*[,.!?]['’]", text[i + 1 :]) is not None
