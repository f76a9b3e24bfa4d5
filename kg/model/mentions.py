"""What one sentence says of an event, before the mentions of one happening are merged."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.article import Span
from kg.model.facts import Figure, Role, Time
from kg.model.kinds import Factuality, Polarity


@dataclass(frozen=True, slots=True)
class EventMention:
    """One trigger with its roles, time, figures and stance.

    `token` identifies the mention within its article; `content` and `causes` are the tokens of other mentions.
    `passing` says that the text names it only to describe something ("the promised aid", "an officer deployed
    there"); `bare` that a noun is told of nothing by its place in the clause ("talk about violence", against
    "the violence spread"); `generic` that the word names a state of affairs ("violence"). `same_as` is the
    token of a mention of the same happening, where syntax tells ("said in a statement"). `block` is the number
    of the article's block; `definite` says that the trigger is a noun with "the" or the like.
    """

    token: int
    type: str
    lemma: str
    pos: str
    trigger: Span
    sentence: Span
    block: int
    roles: tuple[Role, ...] = ()
    time: Time | None = None
    factuality: Factuality = Factuality.ACTUAL
    polarity: Polarity = Polarity.AFFIRMED
    sources: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    quotations: tuple[Span, ...] = ()
    definite: bool = False
    content: tuple[int, ...] = ()
    causes: tuple[int, ...] = ()
    same_as: int | None = None
    passing: bool = False
    generic: bool = False
    bare: bool = False

    def fillers(self, kind: str) -> frozenset[str]:
        """The entities in one role."""
        return frozenset(r.entity for r in self.roles if r.kind == kind)
