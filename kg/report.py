"""An article's facts sentence by sentence: what each gave, what was dropped and why, which gave nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from kg.model import Drop, Entity, Facts, Post, Relation, Situation, Span

T = TypeVar("T")
OUTSIDE: Final = -1


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence gave; `span` is None for what lies in no sentence (a heading).

    `entities` are those that it is the first to name, `posts` pairs of the holder and the post.
    """

    span: Span | None
    situations: tuple[Situation, ...] = ()
    entities: tuple[Entity, ...] = ()
    posts: tuple[tuple[Entity, Post], ...] = ()
    relations: tuple[Relation, ...] = ()
    drops: tuple[Drop, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether it gave no situation, post or relation: nothing beyond names."""
        return not (self.situations or self.posts or self.relations)


def told(facts: Facts) -> Iterator[Told]:
    """Each sentence of the article in order; what lies outside all of them comes last."""
    index = _Sentences(facts.sentences)
    situations, entities, posts, relations, drops = (defaultdict[int, Any](list) for _ in range(5))
    for situation in facts.situations:
        index.put(situations, situation.triggers, situation)
    for entity in facts.entities:
        index.put(entities, sorted(entity.mentions)[:1], entity)
        for post in entity.posts:
            index.put(posts, [post.evidence], (entity, post))
    for relation in facts.relations:
        index.put(relations, relation.evidence, relation)
    for drop in facts.drops:
        index.put(drops, [drop.span], drop)
    for i, span in enumerate(facts.sentences):
        yield Told(span, *(tuple(found[i]) for found in (situations, entities, posts, relations, drops)))
    if drops[OUTSIDE]:
        yield Told(None, drops=tuple(drops[OUTSIDE]))


def silent(facts: Facts) -> tuple[Span, ...]:
    """The sentences that gave nothing beyond names."""
    return tuple(t.span for t in told(facts) if t.span and t.silent)


class _Sentences:
    """Finds the sentences that a span lies in, by bisection: a book has ten thousand of each."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._ends = [s.end for s in spans]

    def put(self, found: dict[int, list[T]], spans: Iterable[Span], value: T) -> None:
        """Appends `value` once for each sentence that one of `spans` overlaps, or under OUTSIDE."""
        for i in sorted({i for span in spans for i in self._around(span)}):
            found[i].append(value)

    def _around(self, span: Span) -> Iterator[int]:
        first = i = bisect_right(self._ends, span.start)
        while i < len(self._spans) and self._spans[i].start < span.end:
            yield i
            i += 1
        if i == first:
            yield OUTSIDE
