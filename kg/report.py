"""An article's facts sentence by sentence: what each gave, what was dropped and why, which gave nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Drop, Entity, Facts, Post, Relation, Situation, Span


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
    for span in facts.sentences:
        yield _within(facts, span)
    outside = [d for d in facts.drops if not any(s.overlaps(d.span) for s in facts.sentences)]
    if outside:
        yield Told(None, drops=tuple(outside))


def silent(facts: Facts) -> tuple[Span, ...]:
    """The sentences that gave nothing beyond names."""
    return tuple(t.span for t in told(facts) if t.span and t.silent)


def _within(facts: Facts, span: Span) -> Told:
    def here(spans: Iterable[Span]) -> bool:
        return any(span.overlaps(other) for other in spans)

    return Told(
        span,
        situations=tuple(s for s in facts.situations if here(s.triggers)),
        entities=tuple(e for e in facts.entities if e.mentions and span.overlaps(min(e.mentions))),
        posts=tuple((e, p) for e in facts.entities for p in e.posts if span.overlaps(p.evidence)),
        relations=tuple(r for r in facts.relations if here(r.evidence)),
        drops=tuple(d for d in facts.drops if span.overlaps(d.span)),
    )
