"""What stands around a picture: title, counts, legend and source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from kg.view.still.canvas import INK, Canvas
from kg.view.still.lettering import broken, cut, drawable, width
from kg.view.style import LOOKS, Look

MARGIN: Final = 40.0
TITLE: Final = 23.0
SMALL: Final = 12.5
GREY: Final = "#5a6472"
RULE: Final = "#d9dce1"
LEGEND_ROW: Final = 22.0
FOOT: Final = 44.0
COUNTED: Final = (("event", "event"), ("prospect", "prospect"), ("actor", "actor"), ("place", "place"))


def counts(graph: nx.MultiDiGraph) -> str:
    """ "23 events · 1 prospect · 22 actors · 3 places"."""
    groups = [told["group"] for _, told in graph.nodes(data=True)]
    return " · ".join(f"{n} {name}{'s' * (n != 1)}" for key, name in COUNTED if (n := groups.count(key)))


def source(graph: nx.MultiDiGraph) -> str:
    """Who published what is in the picture, and when: one article with its address, or how many from when to when."""
    facts: Iterable[tuple[str, str]] = graph.graph.get("facts", ())
    told: dict[str, list[str]] = {}
    for name, value in facts:
        told.setdefault(name, []).append(value)
    titles, days, publishers = (told.get(name, []) for name in ("Article", "Issued", "By"))
    if len(titles) == 1:
        return ", ".join(["Source: " + (publishers or titles)[0], *days, *told.get("From", [])])
    names = sorted(set(publishers))
    who = f" by {', '.join(names)}" if 0 < len(names) <= 4 else f" by {len(names)} publishers" if names else ""
    dated = f", {len(days)} of them dated" if 0 < len(days) < len(titles) else "," if days else ""
    when = f"{dated} {min(days)}" + (f" to {max(days)}" if max(days) > min(days) else "") if days else ""
    return f"Source: {len(titles)} articles{who}{when}" if titles else ""


def head(canvas: Canvas, title: str, below: str) -> float:
    """Draws the title and what stands below it; gives where they end."""
    room = canvas.width - 2 * MARGIN
    y = MARGIN - 8
    for line in broken(title, room, TITLE, 2, bold=True):
        y += TITLE * 1.2
        canvas.words(line, MARGIN, y - 6, TITLE, fill=INK, bold=True)
    canvas.words(cut(drawable(below), room, SMALL + 1), MARGIN, y + 14, SMALL + 1, fill=GREY)
    return y + 26


def head_height(title: str, page: float) -> float:
    """Where `head` will end on a page of this width."""
    return MARGIN + 18 + TITLE * 1.2 * len(broken(title, page - 2 * MARGIN, TITLE, 2, bold=True))


def foot(canvas: Canvas, source: str) -> None:
    """Draws the line at the bottom that says where all of this is from."""
    y, room = canvas.height - FOOT + 8, canvas.width - 2 * MARGIN
    canvas.shape("line", x1=MARGIN, x2=canvas.width - MARGIN, y1=y, y2=y, stroke=RULE)
    made = "Made with kg from what the text says"
    canvas.words(made, canvas.width - MARGIN, y + 19, SMALL - 1, fill=GREY, anchor="end")
    left = room - width(made, SMALL - 1) - 24
    canvas.words(cut(drawable(source), left, SMALL - 1), MARGIN, y + 19, SMALL - 1, fill=GREY)


def legend_rows(keys: Iterable[str], page: float) -> list[list[tuple[str, float]]]:
    """The legend's entries in rows, each with where it starts."""
    rows: list[list[tuple[str, float]]] = [[]]
    x = MARGIN
    for key in keys:
        step = 34 + width(LOOKS[key].name, SMALL) + 22
        if rows[-1] and x + step - 22 > page - MARGIN:
            rows.append([])
            x = MARGIN
        rows[-1].append((key, x))
        x += step
    return rows


def legend(canvas: Canvas, rows: list[list[tuple[str, float]]], top: float) -> None:
    """Draws the legend."""
    for i, row in enumerate(rows):
        middle = top + LEGEND_ROW * (i + 0.5)
        for key, x in row:
            outline(canvas, LOOKS[key], x + 13, middle, 26, 15)
            canvas.words(LOOKS[key].name, x + 34, middle + 4.2, SMALL, fill=INK)


def outline(canvas: Canvas, look: Look, x: float, y: float, wide: float, high: float) -> None:
    """Draws the shape of a node around (x, y)."""
    told: dict[str, Any] = {"fill": look.fill, "stroke": look.border, "stroke_width": 1.6 if look.dashed else 1.3}
    if look.dashed:
        told["stroke_dasharray"] = "5 3"
    if look.shape == "ellipse":
        canvas.shape("ellipse", cx=x, cy=y, rx=wide / 2, ry=high / 2, **told)
    else:
        round_by = min(look.radius, high / 2)
        canvas.shape("rect", x=x - wide / 2, y=y - high / 2, width=wide, height=high, rx=round_by, **told)
