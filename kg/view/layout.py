"""Positions for a network, computed beforehand: the same network always lies the same way.

Each connected part is laid out by igraph: a small one by distances (Kamada and Kawai 1989) and by springs (Fruchterman
and Reingold 1991), whichever is easier to read; a large one by springs. Boxes that overlap are pushed apart, and the
parts are packed, the largest first. Nothing is random: the springs start on a spiral, neighbours near one another.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from typing import Any, Final

import igraph
import networkx as nx

from kg.view.crossing import Place, Size, behind_box, crossings
from kg.view.packing import ASPECT, frame, pack, screen, spread

TRIES_LIMIT: Final = 150  # a part of more nodes is laid out once
SPACINGS: Final = (70.0, 90.0, 110.0)  # pixels between neighbours, before boxes are pushed apart
SPREAD_LIMIT: Final = 1500  # boxes of a larger part are not pushed apart: it is drawn in points
GRID: Final = 2  # positions are rounded to it, so that the last bits of a sum cannot show
ROOM: Final = 64.0  # pixels between the points of a large part
STRETCH: Final = 1.25  # labels are wider than high
ROUNDS: Final = 300


def positions(graph: nx.MultiDiGraph, sizes: Mapping[str, Size]) -> dict[str, tuple[int, int]]:
    """Where the centre of each node lies, in whole pixels; `sizes` are the widths and heights of the boxes."""
    names = list(graph)
    number = {name: i for i, name in enumerate(names)}
    links = sorted({(min(a, b), max(a, b)) for u, v in graph.edges() if (a := number[u]) != (b := number[v])})
    whole = igraph.Graph(n=len(names), edges=links)
    igraph.set_random_number_generator(random.Random(7))
    parts = sorted((sorted(part) for part in whole.connected_components()), key=lambda part: (-len(part), part[0]))
    laid = [_part(whole.induced_subgraph(part), [names[i] for i in part], sizes) for part in parts]
    lines = [(names[u], names[v]) for u, v in links]
    return {name: (_rounded(x), _rounded(y)) for name, (x, y) in pack(laid, sizes, lines).items()}


def _rounded(value: float) -> int:
    return GRID * round(value / GRID)


def _part(part: Any, names: list[str], sizes: Mapping[str, Size]) -> dict[str, Place]:
    if len(names) == 1:
        return {names[0]: (0.0, 0.0)}
    springs = _springs(part)
    if len(names) > TRIES_LIMIT:
        placed = dict(zip(names, _flat(_even(part, springs, SPACINGS[-1])), strict=True))
        return screen(spread(placed, sizes), sizes) if len(names) <= SPREAD_LIMIT else _roomy(placed)
    distances = _places(part.layout_kamada_kawai(seed=springs))
    tries = []
    for found in (springs, distances, _springs(part, distances)):
        for spacing in SPACINGS:
            placed = dict(zip(names, _flat(_even(part, found, spacing)), strict=True))
            tries.append(screen(spread(placed, sizes), sizes))
    lines = [(names[u], names[v]) for u, v in part.get_edgelist()]
    return min(tries, key=lambda tried: _clutter(tried, lines, sizes))


def _clutter(placed: Mapping[str, Place], lines: list[tuple[str, str]], sizes: Mapping[str, Size]) -> float:
    """How hard a layout is to read: lines that cross or run behind boxes, and how small all is when seen at once."""
    _, _, width, height = frame(placed, sizes)
    behind = sum(behind_box(placed, line, sizes) for line in lines)
    return round(crossings(placed, lines) + 3 * behind + max(width / ASPECT, height) / 12, 6)


def _roomy(placed: dict[str, Place]) -> dict[str, Place]:
    """Scaled so that each node has the room of a point with space around it."""
    spans = [max(at[i] for at in placed.values()) - min(at[i] for at in placed.values()) for i in (0, 1)]
    scale = ROOM * math.sqrt(len(placed) / (spans[0] * spans[1] or 1.0))
    return {name: (x * scale, y * scale) for name, (x, y) in placed.items()}


def _spiral(part: Any) -> list[Place]:
    """The nodes on a spiral from the best connected one outwards, each step a golden angle further."""
    hub = max(range(part.vcount()), key=lambda i: (part.degree(i), -i))
    order = part.bfs(hub)[0]
    at: list[Place] = [(0.0, 0.0)] * part.vcount()
    for i, node in enumerate(order):
        far, turn = math.sqrt(i), i * math.pi * (3 - math.sqrt(5))
        at[node] = (round(far * math.cos(turn), 3), round(far * math.sin(turn), 3))
    return at


def _springs(part: Any, start: list[Place] | None = None) -> list[Place]:
    rounds = ROUNDS if part.vcount() <= SPREAD_LIMIT else 60
    grid = part.vcount() > TRIES_LIMIT
    return _places(part.layout_fruchterman_reingold(seed=start or _spiral(part), niter=rounds, grid=grid))


def _places(layout: Any) -> list[Place]:
    return [(round(x, 6), round(y, 6)) for x, y in layout]


def _even(part: Any, placed: list[Place], spacing: float) -> list[Place]:
    """Scaled so that half of the edges are shorter than `spacing`."""
    lengths = sorted(math.dist(placed[u], placed[v]) for u, v in part.get_edgelist())
    scale = spacing / (lengths[len(lengths) // 2] or 1.0)
    return [(x * scale, y * scale) for x, y in placed]


def _flat(placed: list[Place]) -> list[Place]:
    """Turned so that the axis of most variance lies flat, and stretched to the shape of labels."""
    n = len(placed)
    mx, my = (sum(at[i] for at in placed) / n for i in (0, 1))
    xx, yy = (sum((at[i] - m) ** 2 for at in placed) for i, m in ((0, mx), (1, my)))
    xy = sum((x - mx) * (y - my) for x, y in placed)
    turn = 0.5 * math.atan2(2 * xy, xx - yy)
    cos, sin = math.cos(turn), math.sin(turn)
    return [((x - mx) * cos * STRETCH + (y - my) * sin * STRETCH, (y - my) * cos - (x - mx) * sin) for x, y in placed]
