"""Which situations are kept: a bare noun that the text tells nothing about names no happening worth a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.model import ACTOR_ROLES, DateBasis, Drop, Factuality, Situation

# Nouns of these types stand on their own even when nothing more is told: there is one famine, one war, one election.
STANDALONE: Final = frozenset({"Disaster", "Election", "Coup", "Trial"})


def keep(situations: Sequence[Situation]) -> tuple[tuple[Situation, ...], list[Drop]]:
    """The situations of which something is told, and the rest with the reason."""
    kept: list[Situation] = []
    drops: list[Drop] = []
    for situation in situations:
        if _told(situation):
            kept.append(situation)
        else:
            drops.append(
                Drop(situation.type, situation.triggers[0], "the text tells neither who, where, when nor how many")
            )
    gone = {s.id for s in situations} - {s.id for s in kept}
    return tuple(_without(s, gone) for s in kept), drops


def _told(situation: Situation) -> bool:
    dated = situation.time is not None and situation.time.basis is not DateBasis.NARRATIVE
    if situation.passing and not situation.figures and not dated:
        return False
    return (
        not situation.bare
        or situation.factuality in (Factuality.REQUESTED, Factuality.PLEDGED, Factuality.POSSIBLE)
        or situation.type in STANDALONE
        or len(situation.triggers) > 1
        or bool(situation.figures or situation.quotations)
        or any(r.kind in ACTOR_ROLES for r in situation.roles)
        or (situation.place_basis == "stated" and len(situation.roles) > 0)
        or dated
    )


def _without(situation: Situation, gone: set[str]) -> Situation:
    return replace(
        situation,
        content=tuple(c for c in situation.content if c not in gone),
        causes=tuple(c for c in situation.causes if c not in gone),
    )
