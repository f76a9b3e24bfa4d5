"""Where lines cross one another, or run behind boxes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

Place = tuple[float, float]
Size = tuple[float, float]
Line = tuple[str, str]
Box = tuple[float, float, float, float]  # left, top, right, bottom

SHRUNK: Final = 0.8  # a line that only grazes a box is no trouble


def crossings(placed: Mapping[str, Place], lines: list[Line]) -> int:
    """How many pairs of lines cross."""
    drawn = [(u, v, placed[u], placed[v]) for u, v in lines]
    total = 0
    for i, (a, b, p, q) in enumerate(drawn):
        for c, d, r, s in drawn[i + 1 :]:
            if a not in (c, d) and b not in (c, d):
                total += crosses(p, q, r, s)
    return total


def crosses(p: Place, q: Place, r: Place, s: Place) -> bool:
    """Whether the line from p to q crosses that from r to s."""
    return _side(p, q, r) != _side(p, q, s) and _side(r, s, p) != _side(r, s, q)


def _side(p: Place, q: Place, r: Place) -> bool:
    return (q[0] - p[0]) * (r[1] - p[1]) > (q[1] - p[1]) * (r[0] - p[0])


def behind_box(placed: Mapping[str, Place], line: Line, sizes: Mapping[str, Size]) -> int:
    """How many boxes other than its ends' a line runs behind."""
    p, q = placed[line[0]], placed[line[1]]
    total = 0
    for node, (x, y) in placed.items():
        if node not in line:
            w, h = sizes[node][0] / 2 * SHRUNK, sizes[node][1] / 2 * SHRUNK
            total += touches(p, q, (x - w, y - h, x + w, y + h))
    return total


def touches(p: Place, q: Place, box: Box) -> bool:
    """Whether the line from p to q has a point in a box."""
    left, top, right, bottom = box
    if max(p[0], q[0]) < left or min(p[0], q[0]) > right or max(p[1], q[1]) < top or min(p[1], q[1]) > bottom:
        return False
    if left <= p[0] <= right and top <= p[1] <= bottom:
        return True
    return crosses(p, q, (left, top), (right, bottom)) or crosses(p, q, (left, bottom), (right, top))
