"""The gazetteer's tables, read and checked: `ontology/gazetteer/*.tsv` and `bodies/*.tsv`.

Tables are tab-separated without quoting, with a header; a cell that holds several values parts them by bars.
"""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.errors import LexiconError
from kg.lexicon.gazetteer import normalise
from kg.model import ACTOR_TYPES, PLACE_TYPES

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "countries.tsv": (
        "iso2", "wikidata", "name", "article", "official", "capital", "aliases", "acronyms", "adjectives", "people",
        "metonyms", "seats", "continent", "geonames", "latitude", "longitude", "population",
    ),
    "areas.tsv": ("name", "feature", "country", "parent", "wikidata", "geonames", "latitude", "longitude", "aliases"),
    "region-names.tsv": ("code", "name", "aliases", "wikidata"),
    "city-names.tsv": ("country", "name", "aliases"),
    "city-limits.tsv": ("code", "population", "why"),
    "stop-names.tsv": ("name", "population", "why"),
}  # fmt: skip
BODY_COLUMNS: Final = ("name", "kind", "country", "parent", "wikidata", "aliases", "acronyms", "metonyms")


@dataclass(slots=True)
class Item:
    """An entry in the making: `key` is unique among items, `parent` the key of another, `tier` orders equal names."""

    key: str
    name: str
    kind: str
    tier: int
    feature: str = ""
    country: str = ""
    parent: str = ""
    wikidata: str = ""
    geonames: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    names: dict[str, str] = field(default_factory=dict)

    def call(self, form: str, *names: str) -> None:
        """Adds names; the first form that a name is given in stays."""
        for name in names:
            if name:
                self.names.setdefault(normalise(name), form)


def tables(folder: Path) -> list[Path]:
    """All tables, in order: the fixed ones and the lists of bodies under `bodies/`."""
    return [folder / name for name in COLUMNS] + sorted((folder / "bodies").glob("*.tsv"))


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a table, checked against its columns.

    Raises `LexiconError` with the line for a wrong header or a row of another width.
    """
    columns = COLUMNS.get(path.name, BODY_COLUMNS)
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(next(reader)) != columns:
            raise LexiconError(str(path), "wrong header", f"expected {', '.join(columns)}")
        for row in reader:
            if len(row) != len(columns):
                raise LexiconError(f"{path}:{reader.line_num}", f"{len(row)} columns instead of {len(columns)}")
            yield dict(zip(columns, row, strict=True))


def digest(folder: Path) -> str:
    """SHA-256 over the names and contents of all tables."""
    sha = hashlib.sha256()
    for path in tables(folder):
        sha.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return sha.hexdigest()


def split(cell: str) -> list[str]:
    """The values of a cell that holds several, parted by bars."""
    return [value for value in cell.split("|") if value]


def number(cell: str) -> float | None:
    """A coordinate, or None for an empty cell."""
    return float(cell) if cell else None


def plain(name: str) -> str:
    """The name without accents, dots below and the like: "Gonaïves" -> "Gonaives", "Rafaḩ" -> "Rafah"."""
    apart = unicodedata.normalize("NFKD", name).translate(_LETTERS)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


_LETTERS: Final = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe",
     "Œ": "Oe", "ð": "d", "þ": "th", "ə": "a", "Ə": "A", "ʻ": "'", "ʼ": "'", "’": "'", "‘": "'"}
)  # fmt: skip


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", plain(text).lower()).strip("-")


def countries(folder: Path) -> Iterator[Item]:
    """Each country with its names and demonyms, followed by its government."""
    for row in rows(folder / "countries.tsv"):
        iso2, name = row["iso2"], row["name"]
        country = Item(
            f"country:{iso2}", name, "Country", 0, "country", iso2, f"area:{row['continent']}", row["wikidata"],
            row["geonames"], number(row["latitude"]), number(row["longitude"]), int(row["population"]),
        )  # fmt: skip
        country.call("name", name)
        country.call("alias", *split(row["official"]), *split(row["aliases"]), plain(name))
        country.call("acronym", *split(row["acronyms"]))
        country.call("demonym", *split(row["adjectives"]), *split(row["people"]))
        country.call("metonym", *split(row["metonyms"]))
        yield country
        yield _government(row, country)


def _government(row: dict[str, str], country: Item) -> Item:
    called = f"{row['article']} {row['name']}".strip()
    body = Item(f"gov:{row['iso2']}", f"Government of {called}", "GovernmentBody", 2, "", row["iso2"], country.key)
    body.population = country.population
    body.call("name", body.name)
    words = [row["name"], *split(row["acronyms"]), *split(row["adjectives"])]
    body.call("alias", *(f"{word} {noun}" for word in words for noun in ("government", "Government")))
    body.call("alias", *(f"Government of {form}" for form in split(row["official"]) + split(row["acronyms"])))
    body.call("metonym", *split(row["seats"]))  # "the White House": "Nairobi denied it" is said of the country
    return body


def areas(folder: Path) -> Iterator[Item]:
    """Continents, seas and other areas that are no administrative division."""
    for row in rows(folder / "areas.tsv"):
        parent = f"area:{row['parent']}" if row["parent"] else f"country:{row['country']}" if row["country"] else ""
        item = Item(
            f"area:{row['name']}", row["name"], "Place", 1, row["feature"], row["country"], parent, row["wikidata"],
            row["geonames"], number(row["latitude"]), number(row["longitude"]),
        )  # fmt: skip
        item.call("name", row["name"])
        item.call("alias", *split(row["aliases"]))
        yield item


def bodies(folder: Path) -> Iterator[Item]:
    """The organisations of `bodies/*.tsv`; `parent` names another of them, or "gov:KE" a government."""
    for path in sorted((folder / "bodies").glob("*.tsv")):
        for row in rows(path):
            if row["kind"] not in ACTOR_TYPES | PLACE_TYPES:
                raise LexiconError(str(path), f"unknown kind {row['kind']!r} of {row['name']!r}")
            parent = row["parent"] if not row["parent"] or ":" in row["parent"] else f"body:{row['parent']}"
            key, name = f"body:{row['name']}", row["name"]
            item = Item(key, name, row["kind"], 2, "", row["country"], parent, row["wikidata"])
            item.call("name", name)
            item.call("acronym", *split(row["acronyms"]))
            item.call("alias", *split(row["aliases"]), plain(name))
            item.call("metonym", *split(row["metonyms"]))
            yield item
