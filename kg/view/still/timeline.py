"""The timeline as a still picture: a row for each dated situation, a day as a point, a longer time as a bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import networkx as nx

from kg.view.still.canvas import INK, Canvas
from kg.view.still.dates import Interval, interval, ticks, window, words
from kg.view.still.lettering import cut, drawable, width
from kg.view.still.nodes import own_words
from kg.view.still.page import (
    FOOT,
    GREY,
    LEGEND_ROW,
    MARGIN,
    RULE,
    SMALL,
    foot,
    head,
    head_height,
    legend,
    legend_rows,
    outline,
    source,
)
from kg.view.style import LOOKS, look

MOST: Final = 60  # rows of one picture
PAGE: Final = 1123.0  # pixels: as wide as A4 lying
WHEN: Final = 176.0  # pixels for the date in words
AXIS: Final = (MARGIN + WHEN, 590.0)  # from where to where on the page
TEXT: Final = 614.0  # where the words of a row start
NAME: Final = 220.0  # pixels of a situation's type
ROW: Final = 25.0
TOP: Final = 30.0  # pixels for the words on the axis
BAND: Final = "#f6f7f8"
PLACES: Final = frozenset({"place", "origin", "destination"})
OTHERS: Final = frozenset({"patient", "recipient"})
PUBLISHED: Final = 3  # days of publication that are marked, at most


@dataclass(frozen=True, slots=True)
class Row:
    """A dated situation: when, its look, its type, and what more is told of it."""

    when: Interval
    look: str
    name: str
    more: str
    weight: int


def timeline_picture(graph: nx.MultiDiGraph, title: str) -> str:
    """The dated situations of a network as SVG; "" when there is none."""
    dated = rows(graph)
    if not dated:
        return ""
    order = {row: i for i, row in enumerate(dated)}
    kept = set(sorted(dated, key=lambda row: (-row.weight, order[row]))[:MOST])
    shown = [row for row in dated if row in kept]
    low, high = window([row.when for row in shown])
    keys = [key for key in LOOKS if key in {row.look for row in shown}]
    entries = legend_rows(keys, PAGE)
    start = head_height(title, PAGE) + TOP
    end = start + ROW * len(shown)
    total = sum(told["group"] in ("event", "prospect") for _, told in graph.nodes(data=True))
    told = f"Timeline: {len(dated)} of {total} situations {'have a date' if len(dated) != 1 else 'has a date'}"
    if len(shown) < len(dated):
        told += f"; the {len(shown)} most reported are shown"
    canvas = Canvas((PAGE, end + 16 + LEGEND_ROW * len(entries) + FOOT), title, f"{told}. {source(graph)}")
    head(canvas, title, f"{told} · a point is a day, a bar the time within which it lies")
    scale = Scale(low, high)
    for i in range(0, len(shown), 2):
        canvas.shape("rect", x=MARGIN - 8, y=start + ROW * i, width=PAGE - 2 * MARGIN + 16, height=ROW, fill=BAND)
    _axis(canvas, graph, scale, start, end)
    for i, row in enumerate(shown):
        _draw(canvas, row, scale, start + ROW * (i + 0.5))
    legend(canvas, entries, end + 10)
    foot(canvas, source(graph))
    return canvas.svg()


@dataclass(frozen=True, slots=True)
class Scale:
    """Where on the page a day lies; days are ordinals."""

    low: int
    high: int

    def at(self, day: float) -> float:
        """The place of the beginning of a day."""
        return AXIS[0] + (AXIS[1] - AXIS[0]) * (day - self.low) / (self.high + 1 - self.low)


def rows(graph: nx.MultiDiGraph) -> list[Row]:
    """The situations whose date is known, the earliest first."""
    found = []
    for iri, told in graph.nodes(data=True):
        if when := interval(told.get("start", ""), told.get("end", "")):
            name, *more = told["label"].split("\n")
            figures = [own_words(value) for fact, value in told["facts"] if fact == "Figure"]
            more = [*more, *figures[:1], _participants(graph, iri)]
            weight = len(told["sentences"]) + graph.degree(iri)
            key = look(told["group"], told["kind"])
            found.append(Row(when, key, drawable(name), drawable(" · ".join(filter(None, more))), weight))
    return sorted(found, key=lambda row: (row.when.first, row.when.last))


def _participants(graph: nx.MultiDiGraph, iri: str) -> str:
    """Who did what to whom, and where: "Norway → medics, Lumbala"."""
    by_kind: dict[bool, list[str]] = {True: [], False: []}
    for _, target, told in graph.out_edges(iri, data=True):
        if told["kind"] == "agent" or told["kind"] in OTHERS | PLACES:
            names = by_kind[told["kind"] == "agent"]
            if (label := graph.nodes[target]["label"].split("\n")[0]) not in names:
                names.append(label)
    return " → ".join(filter(None, (", ".join(by_kind[True]), ", ".join(by_kind[False]))))


def _axis(canvas: Canvas, graph: nx.MultiDiGraph, scale: Scale, start: float, end: float) -> None:
    canvas.shape("line", x1=AXIS[0], x2=AXIS[1], y1=start, y2=start, stroke=GREY)
    for day, label in ticks(scale.low, scale.high):
        x = scale.at(day)
        canvas.shape("line", x1=x, x2=x, y1=start - 4, y2=end, stroke=RULE)
        canvas.words(label, x, start - 9, SMALL - 1, fill=GREY, anchor="middle")
    issued = {value for fact, value in graph.graph.get("facts", ()) if fact == "Issued"}
    days = sorted({when.first.toordinal() for day in issued if (when := interval(day, ""))})
    if len(days) <= PUBLISHED:
        for day in days:
            if scale.low <= day <= scale.high:
                x = scale.at(day + 0.5)
                canvas.shape("line", x1=x, x2=x, y1=start, y2=end, stroke=GREY, stroke_dasharray="2 3")
                canvas.words("published", x, end + 11, SMALL - 2, fill=GREY, anchor="middle")


def _draw(canvas: Canvas, row: Row, scale: Scale, y: float) -> None:
    canvas.words(cut(words(row.when), WHEN - 12, SMALL), MARGIN, y + 4.3, SMALL, fill=INK)
    _mark(canvas, row, scale, y)
    name = cut(row.name, NAME, SMALL, bold=True)
    canvas.words(name, TEXT, y + 4.3, SMALL, fill=INK, bold=True)
    at = TEXT + width(name, SMALL, bold=True) + 8
    room = PAGE - MARGIN - at
    if room > 20:
        canvas.words(cut(row.more, room, SMALL), at, y + 4.3, SMALL, fill=INK)


def _mark(canvas: Canvas, row: Row, scale: Scale, y: float) -> None:
    """A point or a bar; an arrowhead at the edge of the axis where its time goes on beyond it."""
    first, last = row.when.first.toordinal(), row.when.last.toordinal()
    left, right = max(first, scale.low), min(last, scale.high)
    style = LOOKS[row.look]
    if left <= right and row.when.is_day:
        outline_point(canvas, row.look, scale.at(first + 0.5), y)
    elif left <= right:
        x1, x2 = scale.at(left), scale.at(right + 1)
        wide = max(x2 - x1, 9.0)
        outline(canvas, style, (x1 + x2) / 2, y, wide, 11)
    if first < scale.low:
        _beyond(canvas, style.border, AXIS[0] - 5, y, -1)
    if last > scale.high:
        _beyond(canvas, style.border, AXIS[1] + 5, y, 1)


def outline_point(canvas: Canvas, key: str, x: float, y: float) -> None:
    """Draws a day."""
    style = LOOKS[key]
    dashes = {"stroke_dasharray": "3 2"} if style.dashed else {}
    canvas.shape("circle", cx=x, cy=y, r=5.5, fill=style.fill, stroke=style.border, stroke_width=1.6, **dashes)


def _beyond(canvas: Canvas, colour: str, x: float, y: float, way: int) -> None:
    corners = ((x + 6 * way, y), (x, y - 5), (x, y + 5))
    canvas.shape("polygon", points=" ".join(f"{a:g},{b:g}" for a, b in corners), fill=colour)
