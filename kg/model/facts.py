"""The facts of one article, free of the parser and of RDF.

Ids are IRI local names ("person-amina-diallo", "event-3f9c0a1b2c3d"): deterministic, without slashes. Every span
counts in the article's text. `Facts` is what the pipeline returns and what `kg.rdf` writes as quads.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.model.article import Article, Span
from kg.model.kinds import Bound, DateBasis, Factuality, Polarity, Tally


@dataclass(frozen=True, slots=True)
class Post:
    """An office that a person holds or held: `title` as worded, `of` the id of the body or state, or None."""

    title: str
    of: str | None
    status: str  # "current" or "former"
    evidence: Span


@dataclass(frozen=True, slots=True)
class Entity:
    """An actor or a place.

    `kind` is one of `ACTOR_TYPES` or `PLACE_TYPES`; a "Country" is both. `mentions` is empty for context that the
    gazetteer adds (a containing region). `within` holds ids of containing places, innermost only. `count` is the
    size of a group where the text gives it.
    """

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    named: bool = True
    posts: tuple[Post, ...] = ()
    within: tuple[str, ...] = ()
    wikidata: str = ""
    geonames: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A lasting tie between two entities: `kind` is one of `RELATIONS`."""

    subject: str
    kind: str
    object: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Time:
    """The smallest calendar interval [start, end] that the text supports, both days included.

    `edtf` is the same in the Extended Date/Time Format (ISO 8601-2, level 1): "2024", "2025-01", "2025-02-23".
    """

    start: date
    end: date
    edtf: str
    basis: DateBasis
    span: Span


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure told against another: `kind` "difference" (1,000 more than), "ratio" (three times) or "level" (900, up
    from 700: both are levels).

    `direction` is "more", "less" or "" (unstated); `baseline` names what it is compared with, as worded, and
    `baseline_time` its interval where it resolves to one. `base` is the figure compared with, told or derived.
    """

    kind: str
    direction: str
    baseline: str
    baseline_time: Time | None = None
    base: Figure | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as reported. `lower` and `upper` are None where the words set no limit.

    `unit` is singular ("officer", "person", "USD", "percent", "times"); `measures` says in a word or two what is
    counted ("killed", "deployed", "planned"); `as_of` is the day the figure holds for, where known. `tally` tells a
    total or an addition, `part_of` the passage of the figure that this one is a part of ("nine people, two of them
    children"). `derived_from` holds the passages of the figures that it follows from by arithmetic; a reported figure
    has none.
    """

    value: float
    bound: Bound
    lower: float | None
    upper: float | None
    unit: str
    measures: str
    span: Span
    as_of: date | None = None
    comparison: Comparison | None = None
    tally: Tally | None = None
    part_of: Span | None = None
    derived_from: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """An entity's part in a situation; `kind` is one of `ACTOR_ROLES` or `PLACE_ROLES`."""

    kind: str
    entity: str


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that the article says happened (an event) or did not, or not yet (a prospect).

    `triggers` names it (one span per mention), `evidence` holds the sentences; `content` and `causes` are ids of
    other situations; `sources` are ids of the actors that say so. `place_basis` is "stated" or, where the place is
    taken from the scene around, "context". `passing` says that it is only named to describe something else, or only
    as a state of affairs; `bare` that only nouns name it, none of which the text tells anything of.
    """

    id: str
    type: str
    triggers: tuple[Span, ...]
    evidence: tuple[Span, ...]
    roles: tuple[Role, ...] = ()
    time: Time | None = None
    factuality: Factuality = Factuality.ACTUAL
    polarity: Polarity = Polarity.AFFIRMED
    sources: tuple[str, ...] = ()
    quotations: tuple[Span, ...] = ()
    figures: tuple[Figure, ...] = ()
    content: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    place_basis: str = "stated"
    passing: bool = False
    bare: bool = False

    @property
    def happened(self) -> bool:
        """Whether it is an event: told as actual, and not negated."""
        return self.factuality is Factuality.ACTUAL and self.polarity is Polarity.AFFIRMED


@dataclass(frozen=True, slots=True)
class Drop:
    """A candidate that was set aside: what it was, the words, and why."""

    what: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was found in one article, in text order, and what was dropped."""

    article: Article
    entities: tuple[Entity, ...]
    situations: tuple[Situation, ...]
    relations: tuple[Relation, ...]
    drops: tuple[Drop, ...]
    sentences: tuple[Span, ...]
