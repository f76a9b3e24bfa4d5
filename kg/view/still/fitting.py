"""A layout made for a screen, fitted to a sheet of paper: drawn out or pushed together, its letters large."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Final

Size = tuple[float, float]
Place = tuple[float, float]

GAP: Final = (34.0, 20.0)  # pixels between boxes beside and below one another: room for an arrow with its words
LARGEST, SMALLEST, STEP = 100, 10, 2  # percent of full size that are tried
LOOSEST: Final = 1.25  # at most so much further apart than the layout had them: a small network stays together
DISTORTED: Final = 1.7  # at most so much wider than high, or the other way round, than the layout was


def fit(placed: Mapping[str, Place], sizes: Mapping[str, Size], room: Size) -> tuple[dict[str, Place], float]:
    """Places around (0, 0) at full size, and the scale at which they fill `room` with no box upon another.

    The largest scale is found at which that holds; boxes keep their shape, only what is between them gives way.
    """
    if not placed:
        return {}, 1.0
    widest, highest = (max(size[i] for size in sizes.values()) for i in (0, 1))
    lows, highs = zip(*((min(at), max(at)) for at in zip(*placed.values(), strict=True)), strict=True)
    spans = [max(high - low, 1.0) for low, high in zip(lows, highs, strict=True)]
    middle = [(low + high) / 2 for low, high in zip(lows, highs, strict=True)]
    for percent in range(LARGEST, SMALLEST, -STEP):
        scale = percent / 100
        x, y = (room[0] / scale - widest) / spans[0], (room[1] / scale - highest) / spans[1]
        if min(x, y) <= 0:
            continue
        x, y = min(x, y * DISTORTED, LOOSEST), min(y, x * DISTORTED, LOOSEST)
        found = {n: ((at[0] - middle[0]) * x, (at[1] - middle[1]) * y) for n, at in placed.items()}
        if _free(found, sizes):
            break
    return found, scale


def _free(placed: Mapping[str, Place], sizes: Mapping[str, Size]) -> bool:
    """Whether there is a gap between all boxes."""
    for a, b in combinations(placed, 2):
        near = [abs(placed[a][i] - placed[b][i]) - (sizes[a][i] + sizes[b][i]) / 2 - GAP[i] for i in (0, 1)]
        if max(near) < 0:
            return False
    return True
