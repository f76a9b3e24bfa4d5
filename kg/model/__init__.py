"""Articles and facts: frozen, without a parser or RDF in them."""

from kg.model.article import Article, Block, Span
from kg.model.facts import Comparison, Drop, Entity, Facts, Figure, Post, Relation, Role, Situation, Time
from kg.model.kinds import (
    ACTOR_ROLES,
    ACTOR_TYPES,
    EVENT_FAMILIES,
    EVENT_TYPES,
    FAMILY_OF,
    PLACE_ROLES,
    PLACE_TYPES,
    RELATIONS,
    BlockKind,
    Bound,
    DateBasis,
    Factuality,
    IssuedBasis,
    Polarity,
    Tally,
)
from kg.model.mentions import EventMention

__all__ = [
    "ACTOR_ROLES",
    "ACTOR_TYPES",
    "EVENT_FAMILIES",
    "EVENT_TYPES",
    "FAMILY_OF",
    "PLACE_ROLES",
    "PLACE_TYPES",
    "RELATIONS",
    "Article",
    "Block",
    "BlockKind",
    "Bound",
    "Comparison",
    "DateBasis",
    "Drop",
    "Entity",
    "EventMention",
    "Facts",
    "Factuality",
    "Figure",
    "IssuedBasis",
    "Polarity",
    "Post",
    "Relation",
    "Role",
    "Situation",
    "Span",
    "Tally",
    "Time",
]
