"""Words in a picture: what may be drawn of a text, how wide it is in the picture's font, and how it is broken.

The font (Source Sans Pro, SIL Open Font License) comes with a package, so that a picture is the same on every machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

import font_source_sans_pro
from fontTools.ttLib import TTFont

FAMILY: Final = "Source Sans Pro"
FILES: Final = {
    False: font_source_sans_pro.SourceSansPro,
    True: font_source_sans_pro.SourceSansProSemibold,
}
LONGEST: Final = 1_000  # characters of a text that are looked at; no box holds more
MARKS: Final = 2  # combining marks on one letter; more of them leave the line
WIDE: Final = frozenset("WF")  # East Asian widths of one em
ELLIPSIS: Final = "…"


def drawable(text: str) -> str:
    """`text` on one line, without what is not seen or turns the direction of writing."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text[:LONGEST]):
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if char.isspace():
            kept.append(" ")
        elif kind[0] != "C" and marks <= MARKS:
            kept.append(char)
    return " ".join("".join(kept).split())


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide `text` is when set in `size` pixels; letters that the font lacks are taken as other fonts have them."""
    advances = _advances(bold)
    return sum(advances.get(char) or _foreign(char) for char in text) * size


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """As much of `text` as fits into `room` pixels, with an ellipsis where something is left out."""
    if width(text, size, bold=bold) <= room:
        return text
    end = len(text)
    while end and width(text[:end].rstrip() + ELLIPSIS, size, bold=bold) > room:
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def broken(text: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """`text` in at most `most` lines that fit into `room` pixels."""
    lines: list[str] = []
    for word in _words(drawable(text), room, size, bold):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] = cut(longer, room, size, bold=bold)
            break
        else:
            lines.append(word)
    return lines


def _words(text: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """The words, those that are wider than a line in pieces."""
    for word in text.split():
        rest = word
        while width(rest, size, bold=bold) > room:
            end = next(
                i for i in range(1, len(rest) + 1) if i == len(rest) or width(rest[: i + 1], size, bold=bold) > room
            )
            yield rest[:end]
            rest = rest[end:]
        if rest:
            yield rest


@cache
def _advances(bold: bool) -> dict[str, float]:
    """The widths of the font's characters, in ems."""
    with TTFont(FILES[bold], lazy=True) as font:
        widths, em = font["hmtx"].metrics, font["head"].unitsPerEm
        return {chr(code): widths[glyph][0] / em for code, glyph in font.getBestCmap().items()}


def _foreign(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in WIDE else 0.7
