"""Positions for a network, computed beforehand: the same network always lies the same way.

Each connected part is laid out by springs (Fruchterman and Reingold 1991; networkx, fixed seeds) and turned so that its
longest axis lies flat; boxes that overlap are pushed apart, and the parts are packed in rows, the largest first.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import networkx as nx

SEEDS: Final = (1, 2, 3, 4, 5, 6, 7, 8)  # the one with the fewest crossings is kept
TRIES_LIMIT: Final = 150  # a part of more nodes is laid out once
SPACING: Final = 150.0  # pixels between neighbours, before boxes are pushed apart
MARGIN: Final = 26.0  # pixels kept free around a box
GRID: Final = 5  # positions are rounded to it, so that the last bits of a sum cannot show
SPRING_LIMIT: Final = 400  # a larger part is laid out by its best connected nodes, the rest around these
ASPECT: Final = 1.3  # width to height of the whole
STRETCH: Final = 1.15  # labels are wider than high

Size = tuple[float, float]
Place = tuple[float, float]


def positions(graph: nx.MultiDiGraph, sizes: Mapping[str, Size]) -> dict[str, tuple[int, int]]:
    """Where the centre of each node lies, in whole pixels; `sizes` are the widths and heights of the boxes."""
    plain: Any = nx.Graph()
    plain.add_nodes_from(graph)
    plain.add_edges_from((u, v) for u, v in graph.edges() if u != v)
    parts = sorted(nx.connected_components(plain), key=lambda part: (-len(part), min(part)))
    order = {node: i for i, node in enumerate(graph)}
    laid = [_screen(_apart(_part(plain, sorted(part, key=order.__getitem__)), sizes), sizes) for part in parts]
    placed = _pack(laid, sizes)
    return {node: (_rounded(x), _rounded(y)) for node, (x, y) in placed.items()}


def _rounded(value: float) -> int:
    return GRID * round(value / GRID)


def _part(plain: nx.Graph, part: list[str]) -> dict[str, Place]:
    core = sorted(part, key=lambda n: (-plain.degree(n), n))[:SPRING_LIMIT]
    chosen = set(core)
    sub: Any = nx.Graph()  # a new graph: a subgraph view iterates in the order of a set
    sub.add_nodes_from(n for n in part if n in chosen)
    sub.add_edges_from((u, v) for u in part if u in chosen for v in plain[u] if v in chosen)
    tries = [_springs(sub, seed) for seed in SEEDS[: 1 if len(sub) > TRIES_LIMIT else None]]
    placed = _flat(min(tries, key=lambda found: _crossings(sub, found)) if len(tries) > 1 else tries[0])
    for i, node in enumerate(n for n in part if n not in chosen):
        near = next((placed[m] for m in plain[node] if m in placed), (0.0, 0.0))
        turn, far = i * math.pi * (3 - math.sqrt(5)), 40.0 + 6.0 * math.sqrt(i)
        placed[node] = (near[0] + far * math.cos(turn), near[1] + far * math.sin(turn))
    return placed


def _springs(sub: nx.Graph, seed: int) -> dict[str, Place]:
    root = math.sqrt(len(sub))
    found = nx.spring_layout(sub, seed=seed, iterations=200, k=2.4 / root, scale=SPACING * root * 0.62)
    return {n: (float(found[n][0]), float(found[n][1])) for n in sub}


def _crossings(sub: nx.Graph, placed: dict[str, Place]) -> int:
    """How many pairs of edges cross."""
    lines = [(u, v, placed[u], placed[v]) for u, v in sub.edges()]
    total = 0
    for i, (a, b, p, q) in enumerate(lines):
        for c, d, r, s in lines[i + 1 :]:
            if a not in (c, d) and b not in (c, d):
                total += _side(p, q, r) != _side(p, q, s) and _side(r, s, p) != _side(r, s, q)
    return total


def _side(p: Place, q: Place, r: Place) -> bool:
    return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])


def _flat(placed: dict[str, Place]) -> dict[str, Place]:
    """Turned so that the axis of most variance lies flat, and stretched to the shape of a screen."""
    n = len(placed)
    mx, my = (sum(at[i] for at in placed.values()) / n for i in (0, 1))
    xx, yy = (sum((at[i] - m) ** 2 for at in placed.values()) for i, m in ((0, mx), (1, my)))
    xy = sum((x - mx) * (y - my) for x, y in placed.values())
    turn = 0.5 * math.atan2(2 * xy, xx - yy)
    cos, sin = math.cos(turn), math.sin(turn)
    turned = {k: ((x - mx) * cos + (y - my) * sin, (y - my) * cos - (x - mx) * sin) for k, (x, y) in placed.items()}
    return {k: (x * STRETCH, y) for k, (x, y) in turned.items()}


def _apart(placed: dict[str, Place], sizes: Mapping[str, Size]) -> dict[str, Place]:
    """Pushes boxes apart along the axis on which they overlap least, until none do or 120 rounds are over."""
    if len(placed) > SPRING_LIMIT:
        return placed
    at = {n: [x, y] for n, (x, y) in placed.items()}
    names = list(at)
    for _ in range(120):
        moved = False
        for i, a in enumerate(names):
            for b in names[i + 1 :]:
                moved |= _push(at[a], at[b], sizes[a], sizes[b])
        if not moved:
            break
    return {n: (x, y) for n, (x, y) in at.items()}


def _push(a: list[float], b: list[float], size_a: Size, size_b: Size) -> bool:
    overlap = [(size_a[i] + size_b[i]) / 2 + MARGIN - abs(a[i] - b[i]) for i in (0, 1)]
    if min(overlap) <= 0.5:
        return False
    axis = 0 if overlap[0] < overlap[1] else 1
    step = overlap[axis] / 2 * (1 if a[axis] <= b[axis] else -1)
    a[axis] -= step
    b[axis] += step
    return True


def _screen(placed: dict[str, Place], sizes: Mapping[str, Size]) -> dict[str, Place]:
    """Drawn out along the shorter side, up to the shape of a screen: room that would else stay empty."""
    if len(placed) < 8:
        return placed
    _, _, width, height = _frame(placed, sizes)
    x = min(max(1.0, height * ASPECT / width), 1.5)
    y = min(max(1.0, width / ASPECT / height), 1.5)
    return {n: (at[0] * x, at[1] * y) for n, at in placed.items()}


def _pack(laid: list[dict[str, Place]], sizes: Mapping[str, Size]) -> dict[str, Place]:
    """The parts beside and below one another, in rows as wide as the widest part or as a page of their whole area."""
    frames = [_frame(part, sizes) for part in laid]
    area = sum(w * h for _, _, w, h in frames)
    width = max([w for _, _, w, _ in frames] + [math.sqrt(area) * ASPECT], default=0.0)
    placed: dict[str, Place] = {}
    x = y = row = 0.0
    for part, (left, top, w, h) in zip(laid, frames, strict=True):
        if x > 0 and x + w > width:
            x, y, row = 0.0, y + row, 0.0
        for node, (px, py) in part.items():
            placed[node] = (px - left + x, py - top + y)
        x, row = x + w, max(row, h)
    return placed


def _frame(part: dict[str, Place], sizes: Mapping[str, Size]) -> tuple[float, float, float, float]:
    left = min(x - sizes[n][0] / 2 for n, (x, _) in part.items()) - MARGIN
    right = max(x + sizes[n][0] / 2 for n, (x, _) in part.items()) + MARGIN
    top = min(y - sizes[n][1] / 2 for n, (_, y) in part.items()) - MARGIN
    bottom = max(y + sizes[n][1] / 2 for n, (_, y) in part.items()) + MARGIN
    return left, top, right - left, bottom - top
