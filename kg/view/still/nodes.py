"""The network as a still picture on a sheet of paper: its best reported part, each node a box, each edge an arrow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import networkx as nx

from kg.view.layout import positions
from kg.view.still.canvas import INK, Canvas
from kg.view.still.edges import draw_edges
from kg.view.still.fitting import fit
from kg.view.still.lettering import broken, width
from kg.view.still.page import (
    FOOT,
    LEGEND_ROW,
    MARGIN,
    counts,
    foot,
    head,
    head_height,
    legend,
    legend_rows,
    outline,
    source,
)
from kg.view.style import LOOKS, look

MOST: Final = 60  # nodes; more of them cannot be read on paper
SHEETS: Final = ((1123.0, 794.0), (1587.0, 1123.0))  # A4 and A3, lying
READABLE: Final = 0.62  # of full size: 14 pixels are then 6.5 points
LINE: Final = 1.22  # of the size of letters
ROOM: Final = 150.0  # pixels of a label before it is broken
FIGURES: Final = 2  # of one situation
AROUND: Final = (44.0, 10.0)  # pixels kept free around a box when it is laid out: room for words on arrows


@dataclass(frozen=True, slots=True)
class Line:
    """Words in a box, their colour, and whether they are bold."""

    words: str
    colour: str = INK
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A node as it is drawn: its look, the lines in it, the size of its letters, and how large it is."""

    look: str
    lines: tuple[Line, ...]
    font: float
    wide: float
    high: float


def network_picture(graph: nx.MultiDiGraph, title: str) -> str:
    """The network as SVG; where it is too large for paper, the part that is reported most, and how much is left out."""
    shown = best_reported(graph, MOST)
    boxes = {iri: box(told) for iri, told in shown.nodes(data=True)}
    placed = positions(shown, {iri: (b.wide + AROUND[0], b.high + AROUND[1]) for iri, b in boxes.items()})
    keys = [key for key in LOOKS if key in {b.look for b in boxes.values()}]
    for sheet in SHEETS:
        rows = legend_rows(keys, sheet[0])
        start = head_height(title, sheet[0])
        room = sheet[0] - 2 * MARGIN, sheet[1] - start - FOOT - LEGEND_ROW * len(rows) - 12
        fitted, scale = fit(placed, {iri: (b.wide, b.high) for iri, b in boxes.items()}, room)
        if scale >= READABLE:
            break
    told = counts(graph)
    if missing := len(graph) - len(shown):
        told += f" ({len(shown)} of {len(graph)} shown: the most reported; {missing} left out)"
    ends = [y + side * boxes[n].high / 2 for n, (_, y) in fitted.items() for side in (-1, 1)]
    used = scale * (max(ends) - min(ends)) if ends else 0.0  # a small network needs no whole sheet
    canvas = Canvas((sheet[0], sheet[1] - max(0.0, room[1] - used - 40)), title, f"Network of {told}. {source(graph)}")
    head(canvas, title, told)
    bottom = canvas.height - FOOT - LEGEND_ROW * len(rows)
    middle = (start + bottom - scale * (max(ends) + min(ends)) - 12) / 2 if ends else start
    with canvas.scaled(MARGIN + room[0] / 2, middle, scale):
        draw_edges(canvas, shown, {n: (*fitted[n], b.wide, b.high, LOOKS[b.look].shape) for n, b in boxes.items()})
        for iri, drawn in boxes.items():
            _draw(canvas, drawn, *fitted[iri])
    legend(canvas, rows, bottom)
    foot(canvas, source(graph))
    return canvas.svg()


def best_reported(graph: nx.MultiDiGraph, most: int) -> nx.MultiDiGraph:
    """The part of a network on its `most` nodes that most sentences and edges tell of; nodes in their order.

    A node that would stand alone in that part makes room for one that is connected with it.
    """
    if len(graph) <= most:
        return graph
    weight = {iri: len(told["sentences"]) + graph.degree(iri) for iri, told in graph.nodes(data=True)}
    ranked = sorted(graph, key=lambda iri: -weight[iri])
    best = set(ranked[:most])
    chosen = {iri for iri in best if not best.isdisjoint(nx.all_neighbors(graph, iri))} or best
    for iri in ranked:
        if len(chosen) < most and iri not in best and not chosen.isdisjoint(nx.all_neighbors(graph, iri)):
            chosen.add(iri)
    part: Any = nx.MultiDiGraph(**graph.graph)  # a new graph: a subgraph view iterates in the order of a set
    part.add_nodes_from((iri, told) for iri, told in graph.nodes(data=True) if iri in chosen)
    part.add_edges_from(e for e in graph.edges(keys=True, data=True) if e[0] in chosen and e[1] in chosen)
    return part


def box(told: dict[str, Any]) -> Box:
    """The box of a node: larger letters the more sentences tell of it; a situation has its figures below its words."""
    key = look(told["group"], told["kind"])
    font = 13.0 + min(len(told["sentences"]).bit_length(), 5)
    room = ROOM * font / 14
    name, *words = told["label"].split("\n")
    bold = told["group"] in ("event", "prospect")
    lines = [Line(line, bold=bold) for line in broken(name, room, font, 3, bold=bold)]
    lines += [Line(line) for line in broken(" ".join(words), room, font, 2)]
    figures = [value for fact, value in told["facts"] if fact == "Figure"][:FIGURES]
    lines += [Line(ln, dark(LOOKS[key].border)) for value in figures for ln in broken(own_words(value), room, font, 2)]
    wide = max((width(line.words, font, bold=line.bold) for line in lines), default=20.0) + 1.3 * font
    high = (len(lines) or 1) * font * LINE + 0.95 * font
    if LOOKS[key].shape == "ellipse":
        wide, high = wide * 1.22, high * 1.22
    return Box(key, tuple(lines), font, wide, high)


def dark(colour: str) -> str:
    """A colour that can be read on its own tint."""
    return "#" + "".join(f"{int(colour[i : i + 2], 16) * 6 // 10:02x}" for i in (1, 3, 5))


def own_words(figure: str) -> str:
    """The words that the article has for a figure: ‘at least 40 (medic): “more than 40”’ as “more than 40”."""
    start = figure.find("“")
    return figure[start:] if start >= 0 else figure


def _draw(canvas: Canvas, drawn: Box, x: float, y: float) -> None:
    outline(canvas, LOOKS[drawn.look], x, y, drawn.wide, drawn.high)
    step = drawn.font * LINE
    first = y - step * (len(drawn.lines) - 1) / 2 + 0.33 * drawn.font
    for i, line in enumerate(drawn.lines):
        at = first + i * step
        canvas.words(line.words, x, at, drawn.font, fill=line.colour, bold=line.bold, anchor="middle")
