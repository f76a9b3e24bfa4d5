"""Merges the mentions of one happening within an article: headline, bullets and body tell one death once.

Works outwards from the mentions in the body, in text order: a mention joins the event that fits it best, if any fits
well enough. Two events are preferred to a wrong merge, except between headline or bullets and body, where an article
repeats itself by design.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Final, TypeGuard

from kg.model import Article, BlockKind, Bound, DateBasis, Entity, EventMention, Factuality, Figure, Polarity, Time
from kg.resolve.containment import around

ENOUGH: Final = 2.0
ENOUGH_FOR_SUMMARY: Final = 0.5
REPEATING: Final = frozenset({BlockKind.HEADLINE, BlockKind.SUMMARY})
KIN: Final = {"Killing": "Death"}  # types that one happening may be called by turns
CORE_ROLES: Final = ("agent", "patient", "recipient")
# Acts of speech are told apart by who speaks; two of them are one only if nearly everything agrees.
SPOKEN: Final = frozenset(
    {"Statement", "Request", "Pledge", "Criticism", "Accusation", "Threat", "Denial", "Refusal", "Support"}
)


@dataclass(slots=True)
class Cluster:
    """Mentions of one happening, in the order in which they joined; with the times and figures of them all."""

    mentions: list[EventMention] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    _fillers: dict[str, set[str]] = field(default_factory=dict)

    def add(self, mention: EventMention) -> None:
        """Takes in another mention."""
        self.mentions.append(mention)
        self.figures.extend(mention.figures)
        if mention.time is not None:
            self.times.append(mention.time)
        for role in mention.roles:
            self._fillers.setdefault(role.kind, set()).add(role.entity)

    def fillers(self, kind: str) -> Set[str]:
        """The entities that any of the mentions has in one role."""
        return self._fillers.get(kind, frozenset())


class _Found:
    """The clusters so far, in order of their first mentions, and where to look for those that a mention may join."""

    def __init__(self) -> None:
        self.clusters: list[Cluster] = []
        self._alike: dict[tuple[str, Polarity], list[Cluster]] = {}
        self._by_token: dict[int, Cluster] = {}

    def alike(self, mention: EventMention) -> Sequence[Cluster]:
        """The clusters of the mention's kin and polarity."""
        return self._alike.get(_kind(mention), ())

    def named_again(self, mention: EventMention) -> Cluster | None:
        """The cluster of the mention that this one is tied to by syntax, whichever of the two comes first."""
        tied = None if mention.same_as is None else self._by_token.get(mention.same_as)
        return tied or self._by_token.get(mention.token)

    def add(self, mention: EventMention, cluster: Cluster | None) -> None:
        """Puts the mention into `cluster`, None for one of its own."""
        if cluster is None:
            cluster = Cluster()
            self.clusters.append(cluster)
            self._alike.setdefault(_kind(mention), []).append(cluster)
        cluster.add(mention)
        for token in (mention.token, mention.same_as):
            if token is not None:
                self._by_token.setdefault(token, cluster)


def _kind(mention: EventMention) -> tuple[str, Polarity]:
    return KIN.get(mention.type, mention.type), mention.polarity


class Merger:
    """Merges mentions of one article; `entities` tells which places lie in which, and what is part of what."""

    def __init__(self, article: Article, entities: Mapping[str, Entity], kin: Mapping[str, str]) -> None:
        self._article = article
        self._entities = entities
        self._kin = kin

    def clusters(self, mentions: Sequence[EventMention]) -> list[Cluster]:
        """The mentions grouped by happening, ordered by first mention in the body (headline mentions last)."""
        found = _Found()
        for mention in sorted(mentions, key=lambda m: (self.repeats(m), m.token)):
            found.add(mention, found.named_again(mention) or self._best(mention, found.alike(mention)))
        return found.clusters

    def named(self, entity: str) -> bool:
        """Whether an entity is called by a name."""
        return entity in self._entities and self._entities[entity].named

    def repeats(self, mention: EventMention) -> bool:
        """Whether a mention stands in the headline or the bullets above the body."""
        return self._article.blocks[mention.block].kind in REPEATING

    def _best(self, mention: EventMention, clusters: Sequence[Cluster]) -> Cluster | None:
        needed = ENOUGH_FOR_SUMMARY if self.repeats(mention) else ENOUGH
        scored = [(self._likeness(mention, c), -i, c) for i, c in enumerate(clusters) if self._compatible(mention, c)]
        score, _, best = max(scored, key=lambda s: s[:2], default=(0.0, 0, None))
        return best if score >= needed else None

    # -- what must not differ -------------------------------------------------------------------------------------

    def _compatible(self, mention: EventMention, cluster: Cluster) -> bool:
        first = cluster.mentions[0]
        if mention.factuality != first.factuality and Factuality.ACTUAL in (mention.factuality, first.factuality):
            return False
        if _stated(mention.time) and not all(_overlap(mention.time, t) for t in cluster.times if _stated(t)):
            return False
        if any(exclude(f, g) for f in mention.figures for g in cluster.figures):
            return False
        if not self._places_agree(mention.fillers("place"), cluster.fillers("place")):
            return False
        loose = self.repeats(mention)
        return all(self._actors_agree(mention.fillers(k), cluster.fillers(k), loose) for k in CORE_ROLES)

    def _actors_agree(self, ours: Set[str], theirs: Set[str], loose: bool) -> bool:
        """Whether two fillings of a role share an actor; `loose`: or could be different words for unnamed ones."""
        if not ours or not theirs or self._widened(ours) & self._widened(theirs):
            return True
        return loose and not (any(map(self.named, ours)) and any(map(self.named, theirs)))

    def _widened(self, actors: Set[str]) -> Set[str]:
        """Actors with the states or bodies that they act for: a government is its country."""
        return actors | {self._kin[a] for a in actors if a in self._kin}

    def _places_agree(self, ours: Set[str], theirs: Set[str]) -> bool:
        if not ours or not theirs:
            return True
        around_ours = set(ours).union(*(self.containers(p) for p in ours))
        around_theirs = set(theirs).union(*(self.containers(p) for p in theirs))
        return bool(ours & around_theirs or theirs & around_ours)

    def containers(self, place: str) -> frozenset[str]:
        """All places that a place lies in."""
        return frozenset(p for p in around([place], self._entities) if p != place)

    # -- what speaks for one happening ----------------------------------------------------------------------------

    def _likeness(self, mention: EventMention, cluster: Cluster) -> float:
        score = 0.0
        patient = 1.0 if mention.type in SPOKEN else 2.0  # the same people are killed, freed or sent once
        for kind, weight in (("agent", 1.0), ("patient", patient), ("recipient", 0.5), ("place", 1.0)):
            if mention.fillers(kind) & cluster.fillers(kind):
                score += weight
        if mention.time and any((mention.time.start, mention.time.end) == (t.start, t.end) for t in cluster.times):
            score += 1.0
        if any(f.value == g.value and f.unit == g.unit for f in mention.figures for g in cluster.figures):
            score += 1.5
        if any(m.lemma == mention.lemma for m in cluster.mentions):
            score += 0.5
        if mention.type in SPOKEN:
            return score if not self.repeats(mention) else score + 0.5
        if mention.pos == "noun" and mention.definite:  # "the death", and nothing more: the one told of before
            score += 1.5 if any(r.kind in CORE_ROLES for r in mention.roles) else 2.0
        if self.repeats(mention) or any(m.sentence == mention.sentence for m in cluster.mentions):
            score += 0.5
        return score


def exclude(a: Figure, b: Figure) -> bool:
    """Whether two figures of one unit cannot both hold: their intervals share no number."""
    if a.unit != b.unit or a.measures != b.measures or Bound.ABOUT in (a.bound, b.bound):
        return False
    low = max(_bound(a.lower, -1), _bound(b.lower, -1))
    high = min(_bound(a.upper, 1), _bound(b.upper, 1))
    return low > high


def _bound(value: float | None, sign: int) -> float:
    return sign * float("inf") if value is None else value


def _stated(time: Time | None) -> TypeGuard[Time]:
    """Whether a time is told and not only taken from the text around: the latter is against no merge."""
    return time is not None and time.basis is not DateBasis.NARRATIVE


def _overlap(a: Time, b: Time) -> bool:
    return a.start <= b.end and b.start <= a.end
