"""How well two sheets of one article agree, phenomenon by phenomenon.

Every figure is end to end: the roles, times and figures of an event that was not found are missed, those of an event
that is not in the gold are wrong. Only factuality is told of the events that both sides have.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sheets import Event, Name, Sheet

from kg.model import ACTOR_ROLES, PLACE_ROLES, Span

PHENOMENA: Final = (
    "event found", "event typed", "actor roles", "place roles", "time", "figure+bound", "attribution",
    "factuality (matched)", "actor", "actor typed", "place", "position", "relation", "quote+speaker",
)  # fmt: skip
HEADLINE: Final = (
    "event typed", "actor roles", "place roles", "time", "figure+bound", "attribution", "actor typed", "quote+speaker",
)  # fmt: skip
SHORTEST: Final = 3  # letters that a last word needs to tell that one name is part of another

Ours = TypeVar("Ours")
Gold = TypeVar("Gold")


@dataclass(frozen=True, slots=True)
class Score:
    """How many are in the gold, how many were found, and how many of those are right."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 when nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that was found; 0 when there is no gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


Scores = dict[str, Score]


def alike(one: Iterable[Name], other: Iterable[Name]) -> bool:
    """Whether the two share a name, or a name of one is part of a name of the other and ends alike."""
    yours = tuple(other)
    return any(a == b or _part(a, b) or _part(b, a) for a in one for b in yours)


def _part(short: Name, long: Name) -> bool:
    return short[-1] == long[-1] and len(short[-1]) >= SHORTEST and set(short) <= set(long)


def pair(ours: Sequence[Ours], gold: Sequence[Gold], weigh: Callable[[Ours, Gold], float]) -> dict[int, int]:
    """Which of `ours` stands for which of `gold`: one to one, the heaviest pair first, of equal ones the earlier.

    A weight of 0 is no pair.
    """
    weights = [(weigh(mine, yours), i, j) for i, mine in enumerate(ours) for j, yours in enumerate(gold)]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for weight, i, j in sorted(weights, key=lambda w: (-w[0], w[1], w[2])):
        if weight and i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


@dataclass(frozen=True)
class Comparison:
    """What was found in an article against its gold. Without slots: the pairs are worked out once."""

    ours: Sheet
    gold: Sheet

    def like(self, mine: str, yours: str) -> bool:
        """Whether an actor or place of ours and one of the gold may be the same, by their names."""
        return alike(self.ours.names.get(mine, ()), self.gold.names.get(yours, ()))

    def fillers(self, mine: Event, yours: Event, kind: str) -> int:
        """How many fillers of one role the two events share."""
        return len(pair(mine.fillers(kind), yours.fillers(kind), self.like))

    @functools.cached_property
    def events(self) -> list[tuple[Event, Event]]:
        """The events that both have: by a common trigger word, else by type within a common passage."""
        found = pair(self.ours.events, self.gold.events, self._weigh_events)
        return [(self.ours.events[i], self.gold.events[j]) for i, j in found.items()]

    @functools.cached_property
    def actors(self) -> list[tuple[str, str]]:
        """The actors that both have."""
        ours, gold = tuple(self.ours.actors), tuple(self.gold.actors)
        return [(ours[i], gold[j]) for i, j in pair(ours, gold, self.like).items()]

    @functools.cached_property
    def places(self) -> tuple[str, ...]:
        """Our places, without those that only the gold's actors are: a country that acts and is no place of it."""
        gold = self.gold
        return tuple(
            place
            for place in self.ours.places
            if any(self.like(place, p) for p in gold.places) or not any(self.like(place, a) for a in gold.actors)
        )

    def scores(self) -> Scores:
        """All phenomena."""
        return {**dict(self._event_scores()), **dict(self._entity_scores())}

    def _weigh_events(self, mine: Event, yours: Event) -> float:
        typed = mine.type == yours.type
        if meet(mine.triggers, yours.triggers):
            weight = 3 if typed else 2
        elif typed and meet(mine.evidence, yours.evidence):
            weight = 1
        else:
            return 0
        shared = sum(self.fillers(mine, yours, kind) for kind in ACTOR_ROLES + PLACE_ROLES)
        return weight + shared / (1 + shared)  # roles decide only between pairs of equal weight

    def _event_scores(self) -> Iterator[tuple[str, Score]]:
        both, ours, gold = self.events, self.ours.events, self.gold.events
        yield "event found", Score(len(both), len(ours), len(gold))
        yield "event typed", Score(sum(p.type == g.type for p, g in both), len(ours), len(gold))
        for phenomenon, kinds in (("actor roles", ACTOR_ROLES), ("place roles", PLACE_ROLES)):
            right = sum(self.fillers(p, g, kind) for p, g in both for kind in kinds)
            counts = [sum(role.kind in kinds for e in side for role in e.roles) for side in (ours, gold)]
            yield phenomenon, Score(right, *counts)
        right = sum(p.days == g.days for p, g in both if g.days)
        yield "time", Score(right, *(sum(e.days is not None for e in side) for side in (ours, gold)))
        right = sum(len(pair(p.figures, g.figures, lambda a, b: a == b)) for p, g in both)
        yield "figure+bound", Score(right, *(sum(len(e.figures) for e in side) for side in (ours, gold)))
        right = sum(len(pair(p.sources, g.sources, self.like)) for p, g in both)
        yield "attribution", Score(right, *(sum(len(e.sources) for e in side) for side in (ours, gold)))
        yield "factuality (matched)", Score(sum(p.stance == g.stance for p, g in both), len(both), len(both))

    def _entity_scores(self) -> Iterator[tuple[str, Score]]:
        ours, gold = self.ours, self.gold
        typed = sum(ours.actors[p] == gold.actors[g] for p, g in self.actors)
        yield "actor", Score(len(self.actors), len(ours.actors), len(gold.actors))
        yield "actor typed", Score(typed, len(ours.actors), len(gold.actors))
        yield "place", self._score(self.places, gold.places, self.like)
        yield "position", self._score(ours.positions, gold.positions, self._like_positions)
        yield "relation", self._score(ours.relations, gold.relations, self._like_relations)
        yield "quote+speaker", self._score(ours.quotes, gold.quotes, self.like_quotes)

    @staticmethod
    def _score(ours: Sequence[Ours], gold: Sequence[Gold], weigh: Callable[[Ours, Gold], float]) -> Score:
        return Score(len(pair(ours, gold, weigh)), len(ours), len(gold))

    def _like_positions(self, mine: tuple[str, Name], yours: tuple[str, Name]) -> bool:
        return self.like(mine[0], yours[0]) and not set(mine[1]).isdisjoint(yours[1])

    def _like_relations(self, mine: tuple[str, str, str], yours: tuple[str, str, str]) -> bool:
        return mine[1] == yours[1] and self.like(mine[0], yours[0]) and self.like(mine[2], yours[2])

    def like_quotes(self, mine: tuple[Span, tuple[str, ...]], yours: tuple[Span, tuple[str, ...]]) -> bool:
        """Whether two quotations overlap and may have the same speaker."""
        return mine[0].overlaps(yours[0]) and bool(pair(mine[1], yours[1], self.like))


def meet(some: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether a passage of one side overlaps one of the other."""
    return any(a.overlaps(b) for a in some for b in others)


def added(parts: Iterable[Scores]) -> Scores:
    """The scores of several articles as those of one."""
    total = {phenomenon: Score() for phenomenon in PHENOMENA}
    for part in parts:
        for phenomenon, score in part.items():
            total[phenomenon] += score
    return total


def mean(scores: Scores) -> float:
    """The mean F1 of the headline phenomena."""
    return sum(scores[phenomenon].f1 for phenomenon in HEADLINE) / len(HEADLINE)
