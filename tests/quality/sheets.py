"""What is compared: one record, made of what `kg` found in an article or of the article's gold file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kg.model import (
    ACTOR_ROLES,
    ACTOR_TYPES,
    PLACE_ROLES,
    PLACE_TYPES,
    Bound,
    Facts,
    Factuality,
    Polarity,
    Role,
    Situation,
    Span,
)

Name = tuple[str, ...]  # the words of a name, normalised
WORD: Final = re.compile(r"[^\W_]+")
POSSESSIVE: Final = re.compile(r"['’]s\b")
UNCOUNTED: Final = frozenset({"a", "an", "dr", "mr", "mrs", "ms", "of", "the"})  # a name is the same without them

MODALITIES: Final = {kind.lower(): kind for kind in Factuality}
BOUNDS: Final = {kind.lower(): kind for kind in Bound}
POLARITIES: Final = {"+": Polarity.AFFIRMED, "-": Polarity.NEGATED}


@dataclass(frozen=True, slots=True)
class Event:
    """A situation with what is compared of it: `days` is its first and last day, `triggers` all words that name it."""

    id: str
    type: str
    triggers: tuple[Span, ...]
    evidence: tuple[Span, ...]
    roles: tuple[Role, ...]
    days: tuple[date, date] | None
    figures: tuple[tuple[float, Bound], ...]
    stance: tuple[Factuality, Polarity]
    sources: tuple[str, ...]

    def fillers(self, kind: str) -> tuple[str, ...]:
        """The ids in one role."""
        return tuple(role.entity for role in self.roles if role.kind == kind)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is compared of one article.

    `names` tells for each id how the actor or place may be called; `actors` gives the types of the actors; a position
    is (person, title), a relation (subject, kind, object), a quotation (passage, its possible speakers).
    """

    names: dict[str, frozenset[Name]]
    actors: dict[str, str]
    places: tuple[str, ...]
    events: tuple[Event, ...]
    positions: tuple[tuple[str, Name], ...]
    relations: tuple[tuple[str, str, str], ...]
    quotes: tuple[tuple[Span, tuple[str, ...]], ...]


def name(words: str) -> Name:
    """The words of a name without case, accents, possessive ending, articles and courtesy titles."""
    plain = unicodedata.normalize("NFKD", POSSESSIVE.sub("", words)).casefold()
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(word for word in WORD.findall(bare) if word not in UNCOUNTED)


def names(*written: str) -> frozenset[Name]:
    """The names that are left of `written` after normalising."""
    return frozenset(found for words in written if (found := name(words)))


def found_sheet(facts: Facts) -> Sheet:
    """What `kg` found. Entities that the text does not name (context from the gazetteer) have names but do not count.

    All is sorted by id, which says nothing of the text: where two events are found for one of the gold, neither the
    first nor the better one is preferred.
    """
    entities = sorted(facts.entities, key=lambda e: e.id)
    situations = sorted(facts.situations, key=lambda s: s.id)
    told = [entity for entity in entities if entity.mentions]
    titles = {(e.id, post.title, post.of, post.status): name(post.title) for e in entities for post in e.posts}
    return Sheet(
        names={e.id: names(e.name, *e.aliases) for e in entities},
        actors={e.id: e.kind for e in told if e.kind in ACTOR_TYPES},
        places=tuple(e.id for e in told if e.kind == "Country" or e.kind in PLACE_TYPES),
        events=tuple(map(_found_event, situations)),
        positions=tuple((key[0], title) for key, title in titles.items()),
        relations=tuple(sorted({(r.subject, r.kind, r.object) for r in facts.relations})),
        quotes=tuple((q, _speakers(s)) for s in situations for q in s.quotations),
    )


def _found_event(told: Situation) -> Event:
    return Event(
        id=told.id,
        type=told.type,
        triggers=told.triggers,
        evidence=told.evidence,
        roles=tuple(dict.fromkeys(told.roles)),
        days=(told.time.start, told.time.end) if told.time else None,
        figures=tuple((figure.value, figure.bound) for figure in told.figures),
        stance=(told.factuality, told.polarity),
        sources=tuple(dict.fromkeys(told.sources)),
    )


def _speakers(told: Situation) -> tuple[str, ...]:
    return tuple(role.entity for role in told.roles if role.kind == "agent")


def gold_sheet(gold: dict[str, Any], mentions: dict[str, list[list[int]]]) -> Sheet:
    """What a gold file says; `mentions` gives the further words that name each event, by its id."""
    entities = gold["actors"] + gold["places"]
    return Sheet(
        names={e["id"]: names(e["name"], *e["aliases"]) for e in entities},
        actors={a["id"]: a["type"] for a in gold["actors"]},
        places=tuple(p["id"] for p in gold["places"]),
        events=tuple(_gold_event(e, mentions.get(e["id"], [])) for e in gold["events"]),
        positions=tuple((a["id"], name(p["title"])) for a in gold["actors"] for p in a["positions"]),
        relations=tuple((subject, kind, other) for subject, kind, other in gold["relations"]),
        quotes=tuple((Span(q["start"], q["end"]), (q["speaker"],)) for q in gold["quotes"]),
    )


def _gold_event(told: dict[str, Any], mentions: list[list[int]]) -> Event:
    time = told.get("time")
    return Event(
        id=told["id"],
        type=told["type"],
        triggers=tuple(dict.fromkeys(Span(*offsets) for offsets in [told["trigger"], *mentions])),
        evidence=(Span(*told["evidence"]),),
        roles=tuple(_gold_roles(told)),
        days=(date.fromisoformat(time["start"]), date.fromisoformat(time["end"])) if time else None,
        figures=tuple((float(figure["value"]), BOUNDS[figure["bound"]]) for figure in told["figures"]),
        stance=(MODALITIES[told["modality"]], POLARITIES[told["polarity"]]),
        sources=tuple(told["attributed_to"]),
    )


def _gold_roles(told: dict[str, Any]) -> Iterator[Role]:
    for kind in ACTOR_ROLES:
        yield from (Role(kind, filler) for filler in told["roles"][kind])
    for kind in PLACE_ROLES:
        yield from (Role(kind, filler) for filler in told[kind])
