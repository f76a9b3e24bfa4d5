"""What the rooms of `extract` hand one another: records that name tokens by their index in the `Doc`.

Token indices are plain integers, so that no record keeps the `Doc` alive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.model import Drop, Entity, Factuality, Figure, Polarity, Relation, Span, Time


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors and places of an article: `at` maps the head token of each mention to the entity's id.

    A pronoun or definite phrase that could be resolved is in `at` too. `entities` also holds unnamed candidates
    (`named=False`: "residents", "two officials"); the pipeline keeps those that take part in something.
    `sets` maps the heads of phrases that mean several entities ("the two leaders") to all of them. `relations` are
    lasting ties read off the text (posts are on the entities).
    """

    entities: Mapping[str, Entity]
    at: Mapping[int, str]
    relations: tuple[Relation, ...] = ()
    drops: tuple[Drop, ...] = ()
    sets: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in the text: `number` is the numeral's token, `counted` that of the noun counted, or the same."""

    figure: Figure
    number: int
    counted: int


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A resolved time expression: `head` is its syntactic head token, `tokens` its token range [start, end)."""

    time: Time
    head: int
    tokens: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks, marks left out; `speaker` and `cue` are head tokens, None when not told."""

    span: Span
    speaker: int | None
    cue: int | None


@dataclass(frozen=True, slots=True)
class Stance:
    """How the text stands to a trigger; `sources` are head tokens of those who say so, outermost first."""

    factuality: Factuality = Factuality.ACTUAL
    polarity: Polarity = Polarity.AFFIRMED
    sources: tuple[int, ...] = ()
