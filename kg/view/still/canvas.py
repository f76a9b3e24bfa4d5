"""One picture as SVG: shapes, lines and words, nothing else; it holds no script, no style sheet and no address."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kg.view.still.lettering import FAMILY, drawable, width

SVG: Final = "http://www.w3.org/2000/svg"
FONTS: Final = f"'{FAMILY}', 'Source Sans 3', 'Segoe UI', 'DejaVu Sans', sans-serif"
PIXELS: Final = 96 / 25.4  # in a millimetre
PAPER: Final = "#ffffff"
INK: Final = "#1d2430"


class Canvas:
    """A white page of so many pixels, to be drawn on from back to front; 96 pixels are an inch on paper."""

    def __init__(self, size: tuple[float, float], title: str, description: str) -> None:
        self.width, self.height = size
        self._root = ET.Element("svg", {"xmlns": SVG, "role": "img", "aria-labelledby": "title about"})
        for name, value in zip(("width", "height"), size, strict=True):
            self._root.set(name, f"{number(value / PIXELS)}mm")
        self._root.set("viewBox", f"0 0 {number(size[0])} {number(size[1])}")
        self._root.set("font-family", FONTS)
        for tag, words in (("title", title), ("desc", description)):
            made = ET.SubElement(self._root, tag, id="title" if tag == "title" else "about")
            made.text = drawable(words)
        self._into = self._root
        self.shape("rect", width=size[0], height=size[1], fill=PAPER)

    @contextmanager
    def scaled(self, x: float, y: float, scale: float) -> Iterator[None]:
        """What is drawn inside is `scale` times as large, its origin at (x, y)."""
        outer = self._into
        self._into = ET.SubElement(outer, "g", transform=f"translate({number(x)} {number(y)}) scale({scale:.4f})")
        yield
        self._into = outer

    def shape(self, tag: str, **attributes: str | float) -> None:
        """Adds one element; an underscore in a name stands for a hyphen, numbers are rounded to a hundredth."""
        told = {name.replace("_", "-"): v if isinstance(v, str) else number(v) for name, v in attributes.items()}
        ET.SubElement(self._into, tag, told)

    def words(
        self, text: str, x: float, y: float, size: float, *, fill: str, bold: bool = False, anchor: str = "start"
    ) -> None:
        """Adds one line of text whose baseline is at `y`, never wider than its letters are in the picture's font."""
        plain = drawable(text)
        if not plain:
            return
        told = {"x": number(x), "y": number(y), "font-size": number(size), "fill": fill}
        told |= {"textLength": number(width(plain, size, bold=bold)), "lengthAdjust": "spacingAndGlyphs"}
        if bold:
            told["font-weight"] = "600"
        if anchor != "start":
            told["text-anchor"] = anchor
        ET.SubElement(self._into, "text", told).text = plain

    def svg(self) -> str:
        """The picture as a document."""
        ET.indent(self._root, " ")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(self._root, encoding="unicode")}\n'


def number(value: float) -> str:
    """A length without more digits than can be seen: the last bits of a sum differ between machines."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
