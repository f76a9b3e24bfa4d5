"""The arrows between the boxes of a still picture, and the words on them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final, TypeAlias

import networkx as nx

from kg.model import ACTOR_ROLES, PLACE_ROLES
from kg.view.still.canvas import PAPER, Canvas, number
from kg.view.still.lettering import cut, drawable, width

Outline: TypeAlias = tuple[float, float, float, float, str]  # centre, width, height, shape
Point: TypeAlias = tuple[float, float]

FONT: Final = 11.5
LONGEST: Final = 190.0  # pixels of words on an arrow
BOW: Final = 26.0  # pixels by which arrows between the same two nodes are apart
HEAD: Final = 8.0
GAP: Final = 2.0
ALONG: Final = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)  # where on an arrow its words may stand, the best first
ASIDE: Final = (0.0, -11.0, 11.0)  # pixels above or below it
INK: Final = "#4a5360"
COLOURS: Final = {"attributedTo": "#7a5195", "content": "#7a5195", "cause": "#a33a2a"}
ROLES: Final = frozenset({*ACTOR_ROLES, *PLACE_ROLES})
ROLE: Final = "#8a94a3"
TIE: Final = "#4b6a88"  # what lasts between actors and places
DASHED: Final = frozenset({"attributedTo", "within"})


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line bent towards `middle` (a quadratic Bézier curve), with the words on it."""

    start: Point
    middle: Point
    end: Point
    words: str
    colour: str
    dashed: bool

    @property
    def head(self) -> Point:
        """The middle of the arrowhead."""
        far = math.dist(self.middle, self.end) or 1.0
        x, y = (e - (e - m) / far * HEAD / 2 for m, e in zip(self.middle, self.end, strict=True))
        return x, y

    def at(self, t: float) -> Point:
        """The point that lies `t` of the way along."""
        a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
        x, y = (a * p + b * q + c * r for p, q, r in zip(self.start, self.middle, self.end, strict=True))
        return x, y


def draw_edges(canvas: Canvas, graph: nx.MultiDiGraph, outlines: Mapping[str, Outline]) -> None:
    """Draws all arrows, then the words on them where these cover neither a box nor other words."""
    drawn = list(arrows(graph, outlines))
    for arrow in drawn:
        _draw(canvas, arrow)
    taken = [(x, y, w, h) for x, y, w, h, _ in outlines.values()]
    taken += [(*arrow.head, HEAD, HEAD) for arrow in drawn]
    for arrow in sorted(drawn, key=lambda a: -math.dist(a.start, a.end)):
        wide = width(arrow.words, FONT) + 6
        for aside, t in product(ASIDE, ALONG):
            x, y = arrow.at(t)
            y += aside
            if not any(_meet((x, y, wide, FONT + 2), other) for other in taken):
                taken.append((x, y, wide, FONT + 2))
                canvas.shape("rect", x=x - wide / 2, y=y - FONT / 2 - 1, width=wide, height=FONT + 2, fill=PAPER)
                canvas.words(arrow.words, x, y + 0.34 * FONT, FONT, fill=INK, anchor="middle")
                break


def arrows(graph: nx.MultiDiGraph, outlines: Mapping[str, Outline]) -> Iterator[Arrow]:
    """One arrow for the edges of one look from one node to another; those between the same two are bent apart."""
    merged: dict[tuple[str, str, str, bool], list[str]] = {}
    for source, target, told in graph.edges(data=True):
        if source != target:
            kind = told["kind"]
            key = (source, target, COLOURS.get(kind, ROLE if kind in ROLES else TIE), kind in DASHED)
            labels = merged.setdefault(key, [])
            if told["label"] not in labels:
                labels.append(told["label"])
    seen: dict[frozenset[str], int] = {}
    for (source, target, colour, dashed), labels in merged.items():
        pair = frozenset((source, target))
        nth = seen[pair] = seen.get(pair, -1) + 1
        bow = BOW * ((nth + 1) // 2) * (1 if nth % 2 else -1) * (1 if source < target else -1)
        words = cut(drawable(", ".join(labels)), LONGEST, FONT)
        yield _arrow(outlines[source], outlines[target], bow, words, colour, dashed)


def _arrow(a: Outline, b: Outline, bow: float, words: str, colour: str, dashed: bool) -> Arrow:
    far = math.dist(a[:2], b[:2]) or 1.0
    across = (a[1] - b[1]) / far, (b[0] - a[0]) / far
    middle = (a[0] + b[0]) / 2 + 2 * bow * across[0], (a[1] + b[1]) / 2 + 2 * bow * across[1]
    return Arrow(_border(a, middle), middle, _border(b, middle), words, colour, dashed)


def _border(outline: Outline, towards: Point) -> Point:
    """Where the line from the centre of a node leaves its outline, a little further out."""
    x, y, wide, high, shape = outline
    dx, dy = towards[0] - x, towards[1] - y
    w, h = wide / 2 + GAP, high / 2 + GAP
    if shape == "ellipse":
        part = 1 / (math.hypot(dx / w, dy / h) or 1.0)
    else:
        part = min(w / abs(dx) if dx else math.inf, h / abs(dy) if dy else math.inf)
    part = min(part, 1.0)
    return x + dx * part, y + dy * part


def _draw(canvas: Canvas, arrow: Arrow) -> None:
    (x1, y1), (mx, my), (x2, y2) = arrow.start, arrow.middle, arrow.end
    far = math.dist((mx, my), (x2, y2)) or 1.0
    ux, uy = (x2 - mx) / far, (y2 - my) / far
    bx, by = x2 - HEAD * ux, y2 - HEAD * uy
    path = f"M{number(x1)} {number(y1)}Q{number(mx)} {number(my)} {number(bx)} {number(by)}"
    dashes = {"stroke_dasharray": "5 4"} if arrow.dashed else {}
    canvas.shape("path", d=path, fill="none", stroke=arrow.colour, stroke_width=1.2, **dashes)
    corners = ((x2, y2), (bx - 0.42 * HEAD * uy, by + 0.42 * HEAD * ux), (bx + 0.42 * HEAD * uy, by - 0.42 * HEAD * ux))
    canvas.shape("polygon", points=" ".join(f"{number(x)},{number(y)}" for x, y in corners), fill=arrow.colour)


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return abs(a[0] - b[0]) < (a[2] + b[2]) / 2 and abs(a[1] - b[1]) < (a[3] + b[3]) / 2
