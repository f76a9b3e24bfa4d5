"""Makes the gazetteer's index from its tables: `python -m kg.lexicon.compile`.

Needs the libraries of the `gazetteer` extra for the regions and cities. The same tables and library versions give the
same index. Raises `LexiconError` when a table breaks its schema.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from kg.errors import LexiconError
from kg.lexicon.atlas import City, Locator, Region, cities, regions_and_towns
from kg.lexicon.gazetteer import FORMS, INDEX_NAME, directory
from kg.lexicon.tables import Item, areas, bodies, countries, digest, plain, rows, slug, split

# How a division is called beside its name: "North Kivu Province". Others ("municipality") are hardly ever written so.
TYPES: Final = frozenset(
    {"province", "region", "state", "department", "county", "governorate", "district", "prefecture", "republic",
     "territory", "canton", "oblast", "emirate"}
)  # fmt: skip
# Divisions that come before small cities of the same name, besides those: Moscow Oblast, Catalonia, Bavaria.
PROMINENT: Final = TYPES | {
    "administrative region", "autonomous community", "autonomous region", "autonomous republic", "country", "land",
    "metropolitan region", "voivodship",
}  # fmt: skip
SUFFIXES: Final = tuple(f" {t.title()}" for t in sorted(TYPES)) + tuple(f" {t}" for t in sorted(TYPES))
SMALL: Final = 5_000  # inhabitants: countries with a lower limit also keep the towns of unknown size
DIVISIONS: Final = (
    "Arrondissement",
    "District",
    "Province",
    "County",
    "Governorate",
    "Region",
    "Division",
    "Municipality",
)
LEFT_OUT: Final = "-"  # the name of a division that is no region of that country here: Taiwan is an entry of its own
LARGE: Final = 1_000_000  # inhabitants from which a city comes before a region of the same name: Lagos, Puebla
LARGE_CAPITAL: Final = 100_000  # the same for capitals: Kinshasa, but not Victoria in the Seychelles

_SCHEMA: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL,
  feature TEXT NOT NULL, country TEXT NOT NULL, parent INTEGER REFERENCES entry (n), wikidata TEXT NOT NULL,
  geonames TEXT NOT NULL, latitude REAL, longitude REAL, population INTEGER NOT NULL);
CREATE TABLE name (name TEXT, rank INTEGER, entry INTEGER NOT NULL REFERENCES entry (n), form INTEGER NOT NULL,
  PRIMARY KEY (name, rank)) WITHOUT ROWID;
CREATE TABLE country (iso2 TEXT PRIMARY KEY, entry INTEGER NOT NULL, government INTEGER NOT NULL) WITHOUT ROWID;
"""


def places(folder: Path, known: list[Item]) -> list[Item]:
    """The regions and cities of the world, without the names that `stop-names.tsv` sets aside."""
    isos = {item.country for item in known if item.kind == "Country"}
    limits = _limits(folder)
    regions, towns = regions_and_towns()
    items = [*_regions(folder, [r for r in regions if r.country in isos])]
    codes = {item.key.removeprefix("region:") for item in items}
    taken = {item.geonames for item in known}  # Rafah is among the areas, as a part of the Gaza Strip
    records = [r for r in cities(limits) if str(r["geonameid"]) not in taken]
    locator = Locator(towns)
    locator.learn(records)
    items += _cities(folder, records, locator, codes)
    items += _towns([t for t in towns if limits.get(t.country, SMALL) < SMALL], items, codes)
    stop = {row["name"]: int(row["population"]) for row in rows(folder / "stop-names.tsv")}
    for item in items:
        for name in [name for name in item.names if item.population < stop.get(name, 0)]:
            del item.names[name]
    return items


def _towns(towns: list[City], known: list[Item], codes: set[str]) -> Iterator[Item]:
    """Places that GeoNames' list lacks, without a known population, in the countries where small places are kept."""
    taken = {(item.country, plain(name)) for item in known for name in item.names}
    for town in towns:
        name = plain(town.name)
        if (town.country, name) in taken or len(name) < 4 or name.startswith(DIVISIONS) or name.endswith(DIVISIONS):
            continue
        taken.add((town.country, name))
        parent = f"region:{town.region}" if town.region in codes else f"country:{town.country}"
        item = Item(f"town:{town.country}:{name}", town.name, "Place", 7, "city", town.country, parent)
        item.latitude, item.longitude = town.latitude, town.longitude
        item.call("name", town.name)
        item.call("alias", name)
        yield item


def _limits(folder: Path) -> dict[str, int]:
    """The inhabitants from which a place of a country is kept: set for the country, its continent or everywhere."""
    given = {row["code"]: int(row["population"]) for row in rows(folder / "city-limits.tsv")}
    return {
        row["iso2"]: given.get(row["iso2"], given.get(row["continent"], given["*"]))
        for row in rows(folder / "countries.tsv")
    }


def _regions(folder: Path, regions: list[Region]) -> Iterator[Item]:
    english = {row["code"]: row for row in rows(folder / "region-names.tsv")}
    for region in sorted(regions, key=lambda r: r.code):
        row = english.get(region.code, {"name": region.name, "aliases": "", "wikidata": ""})
        name = row["name"]
        if name == LEFT_OUT:
            continue
        above = english[region.parent]["name"] if region.parent in english else region.parent
        parent = f"region:{region.parent}" if above not in ("", LEFT_OUT) else f"country:{region.country}"
        tier = 5 if region.type in PROMINENT and not region.parent else 6
        item = Item(f"region:{region.code}", name, "Place", tier, "region", region.country, parent, row["wikidata"])
        item.latitude, item.longitude = region.latitude, region.longitude
        item.call("name", name)
        item.call("alias", *split(row["aliases"]), region.name, plain(name), plain(region.name))
        for suffix in SUFFIXES:
            if name.endswith(suffix):
                item.call("alias", name.removesuffix(suffix))
        if region.type in TYPES and not name.endswith(SUFFIXES):
            item.call("alias", *(f"{form} {region.type.title()}" for form in (name, plain(name))))
        yield item


def _cities(folder: Path, records: Iterable[dict[str, Any]], locator: Locator, codes: set[str]) -> Iterator[Item]:
    english = {(row["country"], plain(row["name"])): split(row["aliases"]) for row in rows(folder / "city-names.tsv")}
    capitals = {
        (row["iso2"], name) for row in rows(folder / "countries.tsv") for name in split(row["capital"])
    }  # fmt: skip
    for record in records:
        country, name, population = record["countrycode"], record["name"], record["population"]
        code = locator.region(record)
        parent = f"region:{code}" if code in codes else f"country:{country}"
        capital = (country, name) in capitals and population >= LARGE_CAPITAL
        tier = 3 if capital or population >= LARGE else 6
        item = Item(f"city:{record['geonameid']}", name, "Place", tier, "city", country, parent)
        item.geonames, item.population = str(record["geonameid"]), population
        item.latitude, item.longitude = record["latitude"], record["longitude"]
        item.call("name", name)
        item.call("alias", plain(name), *english.get((country, plain(name)), ()))
        yield item


def write(items: list[Item], sources: str, path: Path) -> None:
    """Writes the index beside `path` and renames it, so that a reader never sees half of one."""
    numbers = {item.key: n for n, item in enumerate(items, 1)}
    twice = sorted(key for key, times in Counter(item.key for item in items).items() if times > 1)
    if twice:
        raise LexiconError(str(path.parent), f"more than one entry: {', '.join(twice[:5])}")
    missing = sorted({item.parent for item in items if item.parent and item.parent not in numbers})
    if missing:
        raise LexiconError(str(path.parent), f"unknown parents: {', '.join(missing[:5])}")
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    connection = sqlite3.connect(fresh)
    connection.executescript(_SCHEMA)
    connection.execute("INSERT INTO meta VALUES ('digest', ?)", (sources,))
    connection.executemany("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", _entries(items, numbers))
    connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", _names(items, numbers))
    isos = [(i.country, numbers[i.key], numbers[f"gov:{i.country}"]) for i in items if i.kind == "Country"]
    connection.executemany("INSERT INTO country VALUES (?, ?, ?)", isos)
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    os.replace(fresh, path)


def _entries(items: list[Item], numbers: dict[str, int]) -> Iterator[tuple[object, ...]]:
    taken: set[str] = set()
    for n, i in enumerate(items, 1):
        ids = [f"wd:{i.wikidata}" if i.wikidata else "", f"gn:{i.geonames}" if i.geonames else ""]
        base = f"kg:{slug(i.name)}"
        ids += [base, f"{base}-{i.country.lower()}", f"{base}-{slug(i.parent)}", f"{base}-{slug(i.key)}", f"{base}-{n}"]
        id = next(id for id in ids if id and id not in taken)
        taken.add(id)
        parent = numbers[i.parent] if i.parent else None
        yield (
            n, id, i.name, i.kind, i.feature, i.country, parent, i.wikidata, i.geonames, i.latitude, i.longitude,
            i.population,
        )  # fmt: skip


def _names(items: list[Item], numbers: dict[str, int]) -> Iterator[tuple[str, int, int, int]]:
    meant: dict[str, list[tuple[int, int, int, int]]] = {}
    for item in items:
        for name, form in item.names.items():
            kind = FORMS.index(form)
            # A metonym comes after the capital itself, before regions and smaller cities of the name.
            tier = 4 if form == "metonym" else item.tier
            meant.setdefault(name, []).append((tier, -item.population, kind, numbers[item.key]))
    for name in sorted(meant):
        for rank, (_, _, kind, n) in enumerate(sorted(meant[name])):
            yield name, rank, n, kind


def build(folder: Path, path: Path) -> None:
    """Makes the index at `path` from the tables in `folder` and the libraries."""
    items = [*countries(folder), *areas(folder), *bodies(folder)]
    items += places(folder, items)
    write(items, digest(folder), path)


if __name__ == "__main__":
    build(directory(), directory() / INDEX_NAME)
