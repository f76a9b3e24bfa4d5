"""What the names of the news refer to: countries, bodies, organisations, armed groups, regions, cities.

The index is one read-only SQLite file, `ontology/gazetteer/gazetteer.sqlite`, that `python -m kg.lexicon.compile` makes
from the tables beside it. It is opened once per process and never written, so any number of processes may share it.
"""

from __future__ import annotations

import functools
import os
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import LexiconError

INDEX_NAME: Final = "gazetteer.sqlite"
FORMS: Final = ("name", "alias", "acronym", "demonym", "metonym")
# Apostrophes and hyphens that news text uses for the plain ones: "N’Djamena", "Nukuʻalofa", "Guinea‑Bissau".
_FOLDED: Final = str.maketrans(
    {"’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-", "\xa0": " "}
)
_COLUMNS: Final = (
    "e.id, e.name, e.kind, e.feature, e.country, p.id, e.wikidata, e.geonames, e.latitude, e.longitude, e.population"
)
_FROM_ENTRY: Final = "entry e LEFT JOIN entry p ON p.n = e.parent"
_BATCH: Final = 500  # names per query: well below SQLite's oldest limit of 999 parameters

_Row = tuple[str, str, str, str, str, str | None, str, str, float | None, float | None, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that names refer to.

    `id` is "wd:Q114" where a Wikidata id is known, else "gn:3723988" (GeoNames), else "kg:" and a slug. `kind` is one
    of `kg.model.ACTOR_TYPES` or `PLACE_TYPES`; `feature` says what a place is ("country", "region", "city", "sea",
    "continent", "area"...). `country` is the ISO 3166-1 alpha-2 code of the country it lies in or belongs to, "" when
    none; `parent` the id of the place that contains it or of the organisation that it is part of. Coordinates are
    WGS84 degrees.
    """

    id: str
    name: str
    kind: str
    feature: str = ""
    country: str = ""
    parent: str = ""
    wikidata: str = ""
    geonames: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a name may mean, and what the name is to it: one of `FORMS`.

    "Kenya" is a "name" and "Kenyan" a "demonym" of the country; "Nairobi" is a "name" of the city and a "metonym" of
    the government of Kenya.
    """

    entry: Entry
    form: str


def normalise(name: str) -> str:
    """The form that names are kept in: NFC, plain apostrophes and hyphens, single blanks."""
    return " ".join(unicodedata.normalize("NFC", name).translate(_FOLDED).split())


def _keys(name: str) -> tuple[str, ...]:
    if name[:4] in ("the ", "The ") and len(name) > 4:
        return (name, name[4:]) if name[0] == "T" else (name[4:],)
    return (name,)


class Gazetteer:
    """Read access to the index at `path`.

    Raises `LexiconError` when the file is missing or is no index.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._process = -1
        self._connection: sqlite3.Connection
        self._connect()

    def _connect(self) -> sqlite3.Connection:
        # A connection must not be carried over a fork, so each process opens its own.
        if self._process != os.getpid():
            if not self._path.is_file():
                raise LexiconError(str(self._path), "no gazetteer index here", "run `python -m kg.lexicon.compile`")
            uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            try:
                self._connection.execute("PRAGMA mmap_size = 67108864")  # pages are shared with the other processes
                self._connection.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()
            except sqlite3.DatabaseError as e:
                raise LexiconError(str(self._path), f"no gazetteer index: {e}") from e
            self._process = os.getpid()
        return self._connection

    def lookup(self, name: str) -> tuple[Match, ...]:
        """All that `name` may mean, most prominent first; () when it is unknown.

        The match is exact and heeds capitals ("Us" is not "US"), after `normalise`. A leading article is left out, but
        a title that begins with one ("The Hill") is found only with it.
        """
        return self.lookup_many((name,)).get(name, ())

    def lookup_many(self, names: Iterable[str]) -> dict[str, tuple[Match, ...]]:
        """`lookup` for many names at once, by name as given; names that mean nothing here are absent."""
        keys = {name: _keys(normalise(name)) for name in names}
        found: dict[str, list[Match]] = {}
        for key, form, row in self._rows(list(dict.fromkeys(key for of_name in keys.values() for key in of_name))):
            found.setdefault(key, []).append(Match(_entry(row), FORMS[form]))
        matches: dict[str, tuple[Match, ...]] = {}
        for name, of_name in keys.items():
            meant = [match for key in of_name for match in found.get(key, ())]
            if len(of_name) > 1:
                # "The Australian government fell": a country's demonym comes before the newspaper's title.
                meant.sort(key=lambda match: match.entry.kind != "Country")
            if meant:
                matches[name] = tuple(meant)
        return matches

    def _rows(self, keys: list[str]) -> Iterator[tuple[str, int, _Row]]:
        connection = self._connect()
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            query = (
                f"SELECT a.name, a.form, {_COLUMNS} FROM name a CROSS JOIN entry e ON e.n = a.entry "
                f"LEFT JOIN entry p ON p.n = e.parent WHERE a.name IN ({marks}) ORDER BY a.name, a.rank"
            )
            for row in connection.execute(query, batch):
                yield row[0], row[1], row[2:]

    def _one(self, condition: str, value: str) -> Entry | None:
        query = f"SELECT {_COLUMNS} FROM {_FROM_ENTRY} WHERE {condition}"
        row = self._connect().execute(query, (value,)).fetchone()
        return None if row is None else _entry(row)

    def entry(self, id: str) -> Entry | None:
        """The entry with this id, or None."""
        return self._one("e.id = ?", id)

    def country(self, iso2: str) -> Entry | None:
        """The country or territory with this ISO 3166-1 alpha-2 code ("XK" for Kosovo), or None."""
        return self._one("e.n = (SELECT entry FROM country WHERE iso2 = ?)", iso2)

    def government(self, iso2: str) -> Entry | None:
        """The government of that country ("Government of Kenya"), or None."""
        return self._one("e.n = (SELECT government FROM country WHERE iso2 = ?)", iso2)

    def ancestors(self, entry: Entry) -> tuple[Entry, ...]:
        """What contains the entry, innermost first: Goma -> North Kivu, Democratic Republic of the Congo, Africa."""
        chain: list[Entry] = []
        parent = entry.parent
        while parent and (above := self.entry(parent)) is not None:
            chain.append(above)
            parent = above.parent
        return tuple(chain)

    def entries(self, *, cities_from: int = 0) -> Iterator[Entry]:
        """All entries, in the order of the index; of cities, those with so many inhabitants."""
        query = f"SELECT {_COLUMNS} FROM {_FROM_ENTRY} WHERE e.feature != 'city' OR e.population >= ? ORDER BY e.n"
        yield from map(_entry, self._connect().execute(query, (cities_from,)))

    def digest(self) -> str:
        """SHA-256 of the tables that the index was made from (see `kg.lexicon.compile`)."""
        (value,) = self._connect().execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()
        return str(value)


def _entry(row: _Row) -> Entry:
    id, name, kind, feature, country, parent, wikidata, geonames, latitude, longitude, population = row
    return Entry(
        id, name, kind, feature, country, parent or "", wikidata, geonames, latitude, longitude, population
    )  # fmt: skip


def directory() -> Path:
    """Where the gazetteer's tables and index are: within the installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "ontology" / "gazetteer"
    return installed if installed.is_dir() else package.parent / "ontology" / "gazetteer"


@functools.cache
def gazetteer() -> Gazetteer:
    """The gazetteer that comes with kg.

    Raises `LexiconError` when its index is missing.
    """
    return Gazetteer(directory() / INDEX_NAME)
