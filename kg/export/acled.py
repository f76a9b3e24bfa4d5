"""Events as a table in the manner of ACLED: one row for each happening that ACLED counts, deaths with their bounds."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

from pyoxigraph import Quad

from kg.export.reading import happened, kind, local, locations, one_line, passages
from kg.export.tables import Row, sheet
from kg.store import Nodes
from kg.vocab import DCTERMS, KG

HEADER: Final = (
    "event_id", "event_date", "event_end", "year", "time_precision", "event_type", "sub_event_type", "class",
    "actor1", "actor1_kind", "actor2", "actor2_kind", "country", "admin1", "admin2", "location", "latitude",
    "longitude", "fatalities", "fatalities_low", "fatalities_high", "fatalities_bound", "fatalities_words",
    "source", "source_url", "according_to", "notes", "article",
)  # fmt: skip
ANYBODY: Final = frozenset({"", "person"})  # units that say nothing of which group was counted
MONEY: Final = re.compile("[A-Z]{3}")  # the codes of ISO 4217: what a disaster cost is no count of its dead
DAY, WEEK, MONTH = 1, 7, 31  # days in the longest interval of ACLED's time precisions 1, 2 and 3


@cache
def mapping() -> Mapping[str, Any]:
    """Which class is which type: `acled.toml`."""
    return tomllib.loads(files("kg.export").joinpath("acled.toml").read_text("utf-8"))


def acled(quads: Iterable[Quad]) -> bytes:
    """The table as CSV. Only what the articles say happened has a row; nothing planned, demanded or denied has one.

    `fatalities` is the smallest figure that is told, as ACLED takes it, and empty, not 0, where none is told;
    `fatalities_low` and `fatalities_high` are the bounds over all figures, empty where there is none.
    """
    nodes = Nodes(quads)
    happenings = [iri for iri in nodes.in_text_order(KG.Situation) if happened(nodes, iri)]
    deaths = _deaths(nodes, happenings)
    taken = {death for found in deaths.values() for death in found}
    rows = (
        _row(nodes, iri, [iri, *deaths.get(iri, ())])
        for iri in happenings
        if _counts_here(nodes, iri) and iri not in taken
    )
    return sheet(HEADER, rows)


def _type(nodes: Nodes, iri: str) -> str:
    return local(nodes.one(iri, KG.eventType))


def _counts_here(nodes: Nodes, iri: str) -> bool:
    """Whether ACLED counts such an event."""
    told = mapping()["types"].get(_type(nodes, iri))
    if told is None or (told.get("only_by_somebody") and not nodes.all(iri, KG.agent)):
        return False
    return not told.get("only_with_fighters") or _fight(nodes, iri, KG.agent, KG.patient)


def _fight(nodes: Nodes, iri: str, *roles: str) -> bool:
    return any(kind(nodes, actor) in mapping()["fighters"] for role in roles for actor in nodes.all(iri, role))


def _deaths(nodes: Nodes, happenings: list[str]) -> dict[str, list[str]]:
    """The deaths that belong to another event: it caused them, or one sentence tells both, of one day and place."""
    fatal = set(mapping()["fatal"])
    others = [iri for iri in happenings if _counts_here(nodes, iri) and _type(nodes, iri) not in fatal]
    found: dict[str, list[str]] = {}
    for death in (iri for iri in happenings if _type(nodes, iri) in fatal):
        causes = [iri for iri in others if iri in nodes.all(death, KG.cause)]
        beside = causes or [iri for iri in others if _one_scene(nodes, death, iri)]
        if len(beside) == 1:
            found.setdefault(beside[0], []).append(death)
    return found


def _one_scene(nodes: Nodes, death: str, other: str) -> bool:
    def scene(iri: str) -> tuple[list[str], ...]:
        return tuple(nodes.all(iri, p) for p in (KG.startDate, KG.endDate, KG.place))

    violent = mapping()["types"][_type(nodes, other)]["event_type"] != "Strategic developments"
    together = set(nodes.all(death, KG.evidence)) & set(nodes.all(other, KG.evidence))
    return violent and bool(together) and scene(death) == scene(other)


def _row(nodes: Nodes, iri: str, scene: list[str]) -> Row:
    one, name = nodes.one, _type(nodes, iri)
    told = mapping()["types"][name]
    first, second = nodes.all(iri, KG.agent), _each(nodes, scene, KG.patient)
    if not first:
        first = _each(nodes, scene, KG.agent)
    fighting = any(_fight(nodes, situation, KG.patient) for situation in scene)
    types = told.get("against_fighters") if fighting else None
    start, end = one(iri, KG.startDate), one(iri, KG.endDate)
    article = one(iri, KG.reportedIn)
    notes = " ".join(dict.fromkeys(w for situation in scene for w in passages(nodes, situation, KG.evidence)))
    return (
        iri, start, end, start[:4], _precision(start, end), *(types or (told["event_type"], told["sub_event_type"])),
        name, *_actors(nodes, first), *_actors(nodes, second), *_where(nodes, iri), *_fatalities(nodes, scene),
        one_line(one(article, DCTERMS.publisher)), one(article, DCTERMS.source),
        _names(nodes, _each(nodes, scene, KG.attributedTo)), notes, article,
    )  # fmt: skip


def _each(nodes: Nodes, scene: list[str], predicate: str) -> list[str]:
    return list(dict.fromkeys(value for iri in scene for value in nodes.all(iri, predicate)))


def _names(nodes: Nodes, actors: list[str]) -> str:
    return "; ".join(one_line(nodes.label(actor)) for actor in actors)


def _actors(nodes: Nodes, actors: list[str]) -> Row:
    return _names(nodes, actors), "; ".join(dict.fromkeys(kind(nodes, actor) for actor in actors))


def _precision(start: str, end: str) -> str:
    """ACLED's time precision: 1 a day, 2 a week, 3 a month; "" for what is longer or unknown."""
    try:
        days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    except ValueError:
        return ""
    return next((str(i) for i, most in enumerate((DAY, WEEK, MONTH), 1) if days <= most), "")


def _where(nodes: Nodes, iri: str) -> Row:
    """Country, two levels of regions, place and coordinates; of several places only what they share."""
    found = locations(nodes, iri)
    countries = {place.country for place in found}
    country = countries.pop() if len(countries) == 1 else ""
    if len(found) != 1:
        return (country, "", "", "; ".join(place.name for place in found), "", "")
    regions = [*found[0].regions, "", ""]
    return (country, *regions[:2], found[0].name, found[0].latitude, found[0].longitude)


@dataclass(frozen=True, slots=True)
class _Count:
    value: Decimal
    low: str
    high: str
    bound: str
    words: str
    unit: str = ""


def _fatalities(nodes: Nodes, scene: list[str]) -> Row:
    counts = sorted(_counts(nodes, scene), key=lambda c: (c.value, c.bound, c.words)) or _named(nodes, scene)
    if not counts:
        return ("", "", "", "", "")
    lows, highs = [c.low for c in counts], [c.high for c in counts]
    low = str(min(map(Decimal, lows))) if all(lows) else ""
    high = str(max(map(Decimal, highs))) if all(highs) else ""
    words = " | ".join(dict.fromkeys(c.words for c in counts))
    return str(counts[0].value), low, high, counts[0].bound, words


def _named(nodes: Nodes, scene: list[str]) -> list[_Count]:
    """Without a figure: each person who is told to have died is one, and there may be more."""
    fatal = [iri for iri in scene if _type(nodes, iri) in mapping()["fatal"]]
    dead = [actor for actor in _each(nodes, fatal, KG.patient) if kind(nodes, actor) == "Person"]
    number = str(len(dead))
    return [_Count(Decimal(number), number, "", "AtLeast", _names(nodes, dead))] if dead else []


def _counts(nodes: Nodes, scene: list[str]) -> Iterator[_Count]:
    """The figures that count the dead as a whole: no parts, additions, ratios or figures of other periods."""
    for iri in scene:
        counts = list(_told(nodes, iri))
        groups = {count.unit: count for count in counts if count.unit not in ANYBODY}
        if len(groups) > 1 and len(counts) == len(groups) <= len(nodes.all(iri, KG.patient)):
            yield _sum(counts)  # "two soldiers and 16 gunmen were killed" counts each of the killed once
        else:
            yield from counts


def _sum(counts: list[_Count]) -> _Count:
    """All of them together, with the bound that the sum has: "at least 3" and "2" are at least 5."""

    def total(values: list[str]) -> str:
        return str(sum(map(Decimal, values))) if all(values) else ""

    inexact = {count.bound for count in counts} - {"Exact"}
    bound = "Exact" if not inexact else inexact.pop() if len(inexact) == 1 else "About"
    value = sum((count.value for count in counts), Decimal(0))
    words = " | ".join(count.words for count in counts)
    return _Count(value, total([c.low for c in counts]), total([c.high for c in counts]), bound, words)


def _told(nodes: Nodes, iri: str) -> Iterator[_Count]:
    one, told = nodes.one, mapping()
    fatal = _type(nodes, iri) in told["fatal"]
    for figure in nodes.all(iri, KG.figure):
        measures = one(figure, KG.measures).lower() in told["deaths"]
        part = one(figure, KG.partOfFigure) or one(figure, KG.tally) == "addition"
        kind_of = local(one(one(figure, KG.comparison), KG.comparisonKind))
        unit = one(figure, KG.unitText)
        other = unit in told["not_people"] or MONEY.fullmatch(unit) or kind_of in told["not_counts"]
        if part or other or not (fatal or measures):
            continue
        limits = one(figure, KG.lowerBound), one(figure, KG.upperBound)
        words = " | ".join(passages(nodes, figure, KG.evidence))
        yield _Count(Decimal(one(figure, KG.value)), *limits, local(one(figure, KG.bound)), words, unit)
