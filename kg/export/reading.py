"""What several exports read off a graph: words, kinds, and where a situation took place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import ACTOR_TYPES, PLACE_ROLES
from kg.store import Nodes
from kg.vocab import GEO, KG, NIF


def local(iri: str) -> str:
    """The end of an IRI: "Killing" of kg:Killing."""
    return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]


def one_line(text: str) -> str:
    """`text` with each run of blanks as one space."""
    return " ".join(text.split())


def kind(nodes: Nodes, iri: str) -> str:
    """The kind of an actor or place; a country is a Country."""
    kinds = [c.removeprefix(KG.iri) for c in nodes.classes(iri)]
    return next((k for k in kinds if k in ACTOR_TYPES), "Facility" if "Facility" in kinds else "Place")


def passages(nodes: Nodes, iri: str, predicate: str) -> list[str]:
    """The words of the passages that a property points to, each once, on one line each."""
    return list(dict.fromkeys(one_line(nodes.one(p, NIF.anchorOf)) for p in nodes.all(iri, predicate)))


def happened(nodes: Nodes, iri: str) -> bool:
    """Whether a situation is an event: the article says that it happened."""
    return KG.Event in nodes.classes(iri)


@dataclass(frozen=True, slots=True)
class Location:
    """A place with what it lies in, the nearest first; coordinates as written in the graph, "" where unknown."""

    iri: str
    role: str
    name: str
    kind: str
    latitude: str
    longitude: str
    around: tuple[tuple[str, str], ...]  # (name, kind)

    @property
    def country(self) -> str:
        """The country that it is or lies in, or ""."""
        return next((name for name, kind in ((self.name, self.kind), *self.around) if kind == "Country"), "")

    @property
    def regions(self) -> list[str]:
        """What lies between the place and its country, the largest first."""
        return [name for name, kind in reversed(self.around) if kind != "Country"]


def locations(nodes: Nodes, situation: str) -> list[Location]:
    """Where a situation took place, else where it went to, else came from; a place that holds another is left out."""
    for role in PLACE_ROLES:
        places = nodes.all(situation, KG[role])
        outer = {o for place in places for o in _around(nodes, place)}
        if found := [_location(nodes, place, role) for place in places if place not in outer]:
            return found
    return []


def _location(nodes: Nodes, iri: str, role: str) -> Location:
    around = tuple((one_line(nodes.label(o)), kind(nodes, o)) for o in _around(nodes, iri))
    name = one_line(nodes.label(iri))
    return Location(iri, role, name, kind(nodes, iri), nodes.one(iri, GEO.lat), nodes.one(iri, GEO.long), around)


def _around(nodes: Nodes, iri: str) -> Iterator[str]:
    """What a place lies in, the nearest first, each once, also where a broken graph runs in a circle."""
    seen, row = {iri}, [iri]
    while row:
        row = list(dict.fromkeys(o for place in row for o in nodes.all(place, KG.within) if o not in seen))
        seen.update(row)
        yield from row
