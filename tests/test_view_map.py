"""The outlines that the map is drawn from: the same bytes, small, true in shape, and finer where the places are."""

from __future__ import annotations

import json
import math
from importlib.metadata import PackageNotFoundError
from itertools import pairwise
from typing import Any

import pytest

from kg.view import outlines as module
from kg.view.outlines import DIGITS, digits, outlines

HISPANIOLA = ((19.0, -72.4), (18.5, -69.9))
Ring = list[tuple[float, float]]


def numbers(text: str) -> list[int]:
    """What `digits` wrote, read back."""
    found, value, shift = [], 0, 0
    for digit in map(DIGITS.index, text):
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            found.append(~(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    return found


def countries(drawn: dict[str, Any]) -> dict[str, list[Ring]]:
    """Each country's rings in degrees."""
    arcs: list[Ring] = []
    steps = iter(numbers(drawn["arcs"]))
    for count in steps:
        x = y = 0
        arc = []
        for _ in range(count):
            x, y = x + next(steps), y + next(steps)
            arc.append((x / drawn["quantum"], y / drawn["quantum"]))
        arcs.append(arc)
    return {
        name: [[p for i in ring for p in (arcs[i] if i >= 0 else arcs[~i][::-1])] for ring in rings]
        for name, _, rings in drawn["countries"]
    }


def square_kilometres(ring: Ring) -> float:
    """The area within a ring on a sphere, small enough to be taken as flat."""
    north = math.radians(sum(y for _, y in ring) / len(ring))
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
    return abs(twice) / 2 * 111.32**2 * math.cos(north)


@pytest.mark.parametrize("number", [0, -1, 1, 15, -16, 16, 511, -512, 12345, -987654])
def test_numbers_are_read_back(number: int) -> None:
    assert numbers(digits(number)) == [number]


def test_same_places_give_the_same_characters_in_any_order() -> None:
    first = json.dumps(outlines(HISPANIOLA))
    module._world.cache_clear()
    assert json.dumps(outlines(reversed(HISPANIOLA))) == first


@pytest.mark.parametrize(
    "places",
    [(), HISPANIOLA, [(n * 11 % 130 - 60, n * 37 % 360 - 180) for n in range(400)]],
    ids=["none", "one island", "the whole world"],
)
def test_outlines_stay_small(places: list[tuple[float, float]]) -> None:
    assert len(json.dumps(outlines(places), ensure_ascii=False, separators=(",", ":"))) < 125_000


@pytest.mark.parametrize(("name", "area"), [("Haiti", 27_560), ("Dominican Republic", 48_310), ("Jamaica", 10_990)])
def test_a_country_keeps_its_area(name: str, area: float) -> None:
    rings = countries(outlines(HISPANIOLA))[name]
    assert sum(map(square_kilometres, rings)) == pytest.approx(area, rel=0.04)


def test_every_country_is_there_and_every_ring_has_an_inside() -> None:
    found = countries(outlines(()))
    assert len(found) > 230
    assert {"Myanmar", "Kosovo", "South Sudan", "Taiwan", "Singapore", "United States", "Nauru"} <= set(found)
    assert all(len(ring) >= 4 and ring[0] == ring[-1] for rings in found.values() for ring in rings)


def test_outlines_are_finer_where_the_places_are() -> None:
    near, far = (sum(map(len, countries(outlines(at))["Haiti"])) for at in (HISPANIOLA, ((-30.0, 140.0),)))
    assert near > 2 * far


def test_without_the_package_there_is_nothing_to_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise PackageNotFoundError(name)

    module._world.cache_clear()
    monkeypatch.setattr(module, "distribution", absent)
    assert outlines(HISPANIOLA) == {}
    module._world.cache_clear()
