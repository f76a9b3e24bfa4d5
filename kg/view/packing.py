"""Boxes pushed apart until none overlap, and the parts of a network packed beside and below one another."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final

from kg.view.crossing import Line, Place, Size, touches

MARGIN: Final = (18.0, 18.0)  # pixels kept free around a box, for the lines and their words
ASPECT: Final = 1.3  # width to height of the whole
ROUNDS: Final = 900
GROWING: Final = 40  # rounds after which all grows
FITTED_PARTS: Final = 40  # up to so many parts, and
FITTED_NODES: Final = 600  # up to so many nodes, free places are looked for
STEPS: Final = 24  # places tried along each side


def spread(placed: dict[str, Place], sizes: Mapping[str, Size]) -> dict[str, Place]:
    """Pushes boxes apart along the axis on which they overlap least; where they lie too close for that, all grows."""
    at = {n: [x, y] for n, (x, y) in placed.items()}
    reach = max(sizes[n][0] for n in at) + MARGIN[0]
    for done in range(1, ROUNDS + 1):
        moved = False
        names = sorted(at, key=lambda n: (at[n][0], n))
        for i, a in enumerate(names):
            for j in range(i + 1, len(names)):
                if at[names[j]][0] - at[a][0] > reach:
                    break
                moved |= _push(at[a], at[names[j]], sizes[a], sizes[names[j]])
        if not moved:
            break
        if done % GROWING == 0:
            at = {n: [x * 1.08, y * 1.08] for n, (x, y) in at.items()}
    return {n: (x, y) for n, (x, y) in at.items()}


def _push(a: list[float], b: list[float], size_a: Size, size_b: Size) -> bool:
    overlap = [(size_a[i] + size_b[i]) / 2 + MARGIN[i] - abs(a[i] - b[i]) for i in (0, 1)]
    if min(overlap) <= 0.5:
        return False
    axis = 0 if overlap[0] < overlap[1] else 1
    step = overlap[axis] / 2 * (1 if a[axis] <= b[axis] else -1)
    a[axis] -= step
    b[axis] += step
    return True


def screen(placed: dict[str, Place], sizes: Mapping[str, Size]) -> dict[str, Place]:
    """Drawn out along the shorter side, up to the shape of a screen: room that would else stay empty."""
    if len(placed) < 8:
        return placed
    _, _, width, height = frame(placed, sizes)
    x = min(max(1.0, height * ASPECT / width), 1.5)
    y = min(max(1.0, width / ASPECT / height), 1.5)
    return {n: (at[0] * x, at[1] * y) for n, at in placed.items()}


def pack(laid: list[dict[str, Place]], sizes: Mapping[str, Size], lines: Iterable[Line]) -> dict[str, Place]:
    """The parts beside one another, the largest first: a few where they make the whole grow least, many in rows."""
    whole = sum(len(part) for part in laid)
    if len(laid) > FITTED_PARTS or whole > FITTED_NODES:
        return _rows(laid, sizes)
    placed: dict[str, Place] = dict(laid[0]) if laid else {}
    told = list(lines)
    for part in laid[1:]:
        placed |= _fitted(part, placed, sizes, [(u, v) for u, v in told if u in placed and v in placed])
    return placed


def _fitted(
    part: dict[str, Place], placed: dict[str, Place], sizes: Mapping[str, Size], lines: list[Line]
) -> dict[str, Place]:
    """A part moved to where it lies on nothing, neither box nor line, and makes the whole grow least."""
    left, top, width, height = frame(placed, sizes)
    x0, y0, w, h = frame(part, sizes)
    boxes = [(*_corner(placed[n], sizes[n], -0.5), *_corner(placed[n], sizes[n], 0.5)) for n in placed]

    def free(x: float, y: float) -> bool:
        box = (x, y, x + w, y + h)
        if any(b[0] < box[2] and b[2] > box[0] and b[1] < box[3] and b[3] > box[1] for b in boxes):
            return False
        return not any(touches(placed[u], placed[v], box) for u, v in lines)

    def growth(x: float, y: float) -> tuple[float, float]:
        right, bottom = max(left + width, x + w), max(top + height, y + h)
        grown = max((right - min(left, x)) / ASPECT, bottom - min(top, y))
        return grown, abs(x + w / 2 - left - width / 2) + abs(y + h / 2 - top - height / 2)

    columns = [left + width * i / STEPS for i in range(STEPS + 1)] + [left - w, left + width - w]
    rows = [top + height * i / STEPS for i in range(STEPS + 1)] + [top - h, top + height - h]
    tries = sorted((*growth(x, y), x, y) for x in columns for y in rows)
    x, y = next((x, y) for *_, x, y in tries if free(x, y))
    return {n: (px - x0 + x, py - y0 + y) for n, (px, py) in part.items()}


def _corner(at: Place, size: Size, way: float) -> Place:
    return at[0] + way * size[0], at[1] + way * size[1]


def _rows(laid: list[dict[str, Place]], sizes: Mapping[str, Size]) -> dict[str, Place]:
    """In rows as wide as the widest part or as a page of their whole area."""
    frames = [frame(part, sizes) for part in laid]
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


def frame(part: Mapping[str, Place], sizes: Mapping[str, Size]) -> tuple[float, float, float, float]:
    """Left, top, width and height of all boxes with their margins."""
    left = min(x - sizes[n][0] / 2 for n, (x, _) in part.items()) - MARGIN[0]
    right = max(x + sizes[n][0] / 2 for n, (x, _) in part.items()) + MARGIN[0]
    top = min(y - sizes[n][1] / 2 for n, (_, y) in part.items()) - MARGIN[1]
    bottom = max(y + sizes[n][1] / 2 for n, (_, y) in part.items()) + MARGIN[1]
    return left, top, right - left, bottom - top
