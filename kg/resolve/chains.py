"""What brought a harm about where no word of its sentence says so: "Gunmen attacked a bar. Nine guests were killed."

Only the sentence told last before it in the same paragraph, or the paragraph before, is looked at, and only where one
thing there can have done it and nothing told of the two is against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.model import PLACE_ROLES, Article, Entity, Factuality, Polarity, Situation
from kg.resolve.containment import around

HARM: Final = frozenset({"Killing", "Death", "Injury", "Destruction", "Displacement"})
CAUSING: Final = frozenset({"Attack", "Clash", "Disaster", "Riot"})
NEAR: Final = 2  # paragraphs


def with_causes(
    article: Article, situations: Sequence[Situation], entities: Mapping[str, Entity]
) -> tuple[Situation, ...]:
    """The situations in their order, harms with the cause that the text before them tells."""
    told = sorted(situations, key=lambda s: s.triggers[0])
    blocks = {s.id: article.block_index(s.triggers[0].start) or 0 for s in told}
    found: dict[str, Situation] = {}
    last: list[Situation] = []  # the happenings of the last sentence that tells any
    for situation in told:
        me = situation
        if _open(me) and last and last[0].evidence[0] != me.evidence[0]:
            fits = [c for c in last if blocks[me.id] - blocks[c.id] < NEAR and _fits(me, c, entities)]
            if len(fits) == 1:
                me = replace(me, causes=(fits[0].id,))
        found[me.id] = me
        if me.type in CAUSING and _real(me):
            last = [*last, me] if last and last[0].evidence[0] == me.evidence[0] else [me]
    return tuple(found[s.id] for s in situations)


def _real(situation: Situation) -> bool:
    return situation.factuality is Factuality.ACTUAL and situation.polarity is Polarity.AFFIRMED


def _open(situation: Situation) -> bool:
    """Whether a harm waits for its cause: no agent did it, and what is told of it is not told in passing."""
    acted = any(r.kind == "agent" for r in situation.roles)
    return situation.type in HARM and _real(situation) and not (situation.causes or acted or situation.passing)


def _fits(harm: Situation, cause: Situation, entities: Mapping[str, Entity]) -> bool:
    if harm.time and cause.time and not (harm.time.start <= cause.time.end and cause.time.start <= harm.time.end):
        return False
    ours, theirs = _places(harm), _places(cause)
    if not ours or not theirs:
        return True
    return not ours.isdisjoint(around(theirs, entities)) or not theirs.isdisjoint(around(ours, entities))


def _places(situation: Situation) -> set[str]:
    return {r.entity for r in situation.roles if r.kind in PLACE_ROLES}
