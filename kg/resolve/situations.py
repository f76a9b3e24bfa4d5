"""From clusters of mentions to situations: one id, the union of roles and figures, the most exact time and place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.model import (
    PLACE_ROLES,
    Article,
    DateBasis,
    Entity,
    EventMention,
    Factuality,
    Figure,
    Relation,
    Role,
    Situation,
    Time,
)
from kg.resolve.merging import Cluster, Merger
from kg.vocab import event_id

# What a figure may be of instead of what happened: "800 of the planned 2,500 were deployed".
QUALIFIERS: Final = frozenset(
    {"planned", "promised", "pledged", "proposed", "requested", "expected", "authorised", "authorized"}
)


def situations(
    article: Article, mentions: Sequence[EventMention], entities: Mapping[str, Entity], relations: Iterable[Relation]
) -> tuple[Situation, ...]:
    """The situations of an article, in the order of their triggers."""
    kin = {r.subject: r.object for r in relations if r.kind == "partOf"}
    merger = Merger(article, entities, kin)
    clusters = merger.clusters(mentions)
    ids = [event_id(article.name, c.mentions[0].type, c.mentions[0].trigger.start) for c in clusters]
    owner = {m.token: ids[i] for i, c in enumerate(clusters) for m in c.mentions}
    found = [_situation(ids[i], c, merger, owner) for i, c in enumerate(clusters)]
    return tuple(sorted(found, key=lambda s: (s.triggers[0], s.type)))


def _situation(identity: str, cluster: Cluster, merger: Merger, owner: Mapping[int, str]) -> Situation:
    first = cluster.mentions[0]
    mentions = cluster.mentions
    time = _time(mentions)
    return Situation(
        id=identity,
        type=_type(mentions),
        triggers=tuple(dict.fromkeys(m.trigger for m in mentions)),
        evidence=tuple(dict.fromkeys(m.sentence for m in mentions)),
        roles=_roles(mentions, merger),
        time=time,
        factuality=first.factuality,
        polarity=first.polarity,
        sources=tuple(dict.fromkeys(s for m in mentions for s in m.sources)),
        quotations=tuple(sorted({q for m in mentions for q in m.quotations})),
        figures=_figures(mentions, time if first.factuality is Factuality.ACTUAL else None),
        content=_others(identity, (owner[t] for m in mentions for t in m.content if t in owner)),
        causes=_others(identity, (owner[t] for m in mentions for t in m.causes if t in owner)),
        bare=all(m.bare for m in mentions),
        passing=all(m.passing or m.generic for m in mentions),
    )


def _type(mentions: Sequence[EventMention]) -> str:
    """The most telling type of the mentions: who was killed died."""
    types = [m.type for m in mentions]
    return "Killing" if "Killing" in types else types[0]


def _others(identity: str, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(i for i in dict.fromkeys(ids) if i != identity)


def _roles(mentions: Sequence[EventMention], merger: Merger) -> tuple[Role, ...]:
    """The roles of all mentions; of places one within another, only the innermost.

    What a headline calls "officer" the body names in full: its unnamed actors count only where the body has none.
    """
    told = [r for m in mentions if not merger.repeats(m) for r in m.roles]
    filled = {r.kind for r in told}
    told += [
        r for m in mentions if merger.repeats(m) for r in m.roles if r.kind not in filled or merger.named(r.entity)
    ]
    roles = list(dict.fromkeys(told))
    outer = {(r.kind, container) for r in roles if r.kind in PLACE_ROLES for container in merger.containers(r.entity)}
    return tuple(r for r in roles if (r.kind, r.entity) not in outer)


def _time(mentions: Sequence[EventMention]) -> Time | None:
    """The shortest interval that a mention gives, told ones before those from the text around; the first of several."""
    times = [m.time for m in mentions if m.time is not None]
    lent = DateBasis.NARRATIVE
    return min(times, key=lambda t: (t.basis is lent, t.end - t.start, times.index(t)), default=None)


def _figures(mentions: Sequence[EventMention], time: Time | None) -> tuple[Figure, ...]:
    """Each figure once, as of the day that the situation's time ends on."""
    seen: dict[tuple[object, ...], Figure] = {}
    for figure in (f for m in mentions for f in m.figures):
        dated = figure if figure.as_of or time is None else replace(figure, as_of=time.end)
        measures = figure.measures if figure.measures in QUALIFIERS else ""  # "killed" and "dead" count one thing
        seen.setdefault((figure.value, figure.bound, figure.unit, measures), dated)
    return tuple(seen.values())
