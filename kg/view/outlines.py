"""The outlines of the world's countries for the page's map: fine where the graph's places lie, coarse elsewhere.

The shapes are Natural Earth's at 1:50 million (public domain, https://www.naturalearthdata.com), as the package
mapcraft ships them; only its data file is read. All arithmetic is on whole numbers: the same places give the same
characters.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kg.lexicon.gazetteer import gazetteer

PACKAGE: Final = "mapcraft"
PACK: Final = "mapcraft/packs/world-countries-2024.json.gz"
QUANTUM: Final = 100  # parts of a degree that a coordinate is rounded to: about a kilometre
NEAR: Final = 3  # degrees from a place up to which outlines are finest
FAR: Final = 28  # degrees from all places from which on they are coarsest
FINE: Final = 2  # twice the area, in square parts, of the smallest corner that is kept near
COARSE: Final = 260  # the same, far
LIMIT: Final = 100_000  # characters
DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

Numbers = npt.NDArray[np.int64]
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _World:
    """Countries as rings of arcs; an arc that two countries share is there once, and `~i` is arc `i` backwards."""

    arcs: tuple[Numbers, ...]  # each of shape (points, 2): longitude and latitude in parts of a degree
    countries: tuple[tuple[str, tuple[str, ...], tuple[tuple[int, ...], ...]], ...]  # name, other names, rings


def outlines(places: Iterable[Place]) -> dict[str, Any]:
    """What the page's map draws, for places given as (latitude, longitude); empty where mapcraft is not installed.

    `arcs` holds all arcs: the count of an arc's points, the first, then each as the step from the one before; numbers
    are written as in `digits`. `countries` are [name, other names, rings], a ring being arc numbers as in TopoJSON.
    """
    world = _world()
    if world is None:
        return {}
    near = _nearness(world, places)
    coarse = 1
    while True:
        drawn = _drawn(world, near * coarse)
        if len(drawn["arcs"]) <= LIMIT:
            return drawn
        coarse *= 2


@cache
def _world() -> _World | None:
    try:
        path = distribution(PACKAGE).locate_file(PACK)
        with gzip.open(str(path)) as packed:
            pack = json.load(packed)
    except (PackageNotFoundError, FileNotFoundError):
        return None
    topology, regions = pack["topology"], pack["regions"]
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = tuple(
        _distinct(np.rint((np.cumsum(np.array(arc), axis=0) * scale + shift) * QUANTUM).astype(np.int64))
        for arc in topology["arcs"]
    )
    names: dict[str, set[str]] = {}
    rings: dict[str, list[tuple[int, ...]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        told = {shape["properties"]["name"], *regions.get(shape.get("id"), {}).get("aliases", ())}
        name = _name(shape["properties"]["name"], sorted(told))
        names.setdefault(name, set()).update(told)
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings.setdefault(name, []).extend(tuple(ring) for polygon in polygons for ring in polygon)
    # Codes are no names: "DO" is a word too.
    also = {
        name: tuple(sorted(n for n in names[name] - {name} if not n.isdigit() and not n.isupper())) for name in names
    }
    return _World(arcs, tuple((name, also[name], tuple(rings[name])) for name in sorted(names)))


def _name(short: str, names: Iterable[str]) -> str:
    """The gazetteer's name, as the graph has it, for the map's abbreviated one ("Dominican Rep.")."""
    code = next((name for name in names if len(name) == 2 and name.isupper()), "")
    entry = gazetteer().country(code) if code else None
    return entry.name if entry else short


def _distinct(points: Numbers) -> Numbers:
    """Without points that rounding made equal to the one before."""
    kept = np.ones(len(points), dtype=bool)
    kept[1:] = (np.diff(points, axis=0) != 0).any(axis=1)
    kept[-1] = kept[-1] or len(points) == 2
    return points[kept] if kept.sum() > 1 else points[[0, -1]]


def _nearness(world: _World, places: Iterable[Place]) -> Numbers:
    """For each point of all arcs, how small a corner may be there: FINE near a place, COARSE far from all."""
    points = np.concatenate(world.arcs) // QUANTUM
    cells, index = np.unique(points, axis=0, return_inverse=True)
    distance = np.full(len(cells), FAR, dtype=np.int64)
    for latitude, longitude in sorted({(int(latitude // 1), int(longitude // 1)) for latitude, longitude in places}):
        east = np.abs(cells[:, 0] - longitude)
        distance = np.minimum(distance, np.maximum(np.minimum(east, 360 - east), np.abs(cells[:, 1] - latitude)))
    away = np.clip(distance - NEAR, 0, FAR - NEAR)
    # Grows with the square: the threshold is an area.
    smallest: Numbers = FINE + (COARSE - FINE) * away**2 // (FAR - NEAR) ** 2
    return smallest[index.reshape(-1)]


def _drawn(world: _World, smallest: Numbers) -> dict[str, Any]:
    arcs = _simplified(world.arcs, smallest)
    chosen: dict[int, int] = {}
    countries = []
    for name, also, rings in world.countries:
        solid = [ring for ring in rings if _solid(ring, arcs)]
        if not solid:
            solid = [max(rings, key=lambda ring: sum(len(world.arcs[_forward(i)]) for i in ring))]
        numbered = [[_renumbered(i, chosen) for i in ring] for ring in solid]
        countries.append([name, list(also), numbered])
    # An island state too small for its corners is drawn with all of them.
    lone = {_forward(ring[0]) for _, _, rings in world.countries for ring in rings if len(ring) == 1}
    kept = [world.arcs[i] if i in lone and len(arcs[i]) < 4 else arcs[i] for i in chosen]
    return {"quantum": QUANTUM, "digits": DIGITS, "arcs": _written(kept), "countries": countries}


def _forward(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _renumbered(arc: int, chosen: dict[int, int]) -> int:
    number = chosen.setdefault(_forward(arc), len(chosen))
    return number if arc >= 0 else ~number


def _solid(ring: tuple[int, ...], arcs: list[Numbers]) -> bool:
    """Whether a ring still has an inside: three corners and the first again."""
    return len(ring) > 1 or len(arcs[_forward(ring[0])]) >= 4


def _simplified(arcs: tuple[Numbers, ...], smallest: Numbers) -> list[Numbers]:
    """Arcs without the corners whose triangle with both neighbours is smaller than the threshold there.

    After Visvalingam and Whyatt, "Line generalisation by repeated elimination of points" (1993), in rounds: each takes
    out every corner that is below its threshold and below both of its neighbours. Ends of arcs stay.
    """
    points = np.concatenate(arcs)
    arc = np.repeat(np.arange(len(arcs)), [len(a) for a in arcs])
    limits = smallest
    while True:
        before, at, after = points[:-2], points[1:-1], points[2:]
        a, b = at - before, after - at
        area = np.full(len(points), np.iinfo(np.int64).max)
        inner = (arc[:-2] == arc[1:-1]) & (arc[1:-1] == arc[2:])
        area[1:-1][inner] = np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])[inner]
        out = area < limits
        out[1:] &= area[1:] <= area[:-1]
        out[:-1] &= area[:-1] < area[1:]
        if not out.any():
            break
        points, arc, limits = points[~out], arc[~out], limits[~out]
    return np.split(points, np.searchsorted(arc, np.arange(1, len(arcs))))


def _written(arcs: list[Numbers]) -> str:
    steps: list[int] = []
    for arc in arcs:
        steps.append(len(arc))
        steps.extend(np.diff(arc, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).reshape(-1).tolist())
    return "".join(map(digits, steps))


def digits(number: int) -> str:
    """A whole number in few characters: five bits each, the lowest first, 32 added while more follow; the lowest bit
    of all is the sign.

    >>> digits(0), digits(-1), digits(15), digits(16)
    ('A', 'B', 'e', 'gB')
    """
    rest = number << 1 if number >= 0 else (~number << 1) | 1
    written = ""
    while rest > 31:
        written += DIGITS[32 | rest & 31]
        rest >>= 5
    return written + DIGITS[rest]
