"""Which event mentions are kept: a statement whose content is an event of its own says nothing more than that event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.model import Drop, EventMention, Factuality

# Acts that a quotation can itself be: "We condemn the raid," she said.
PERFORMED: Final = frozenset({"Pledge", "Request", "Criticism", "Accusation", "Threat", "Denial", "Refusal", "Support"})

PERFORMED_REASON: Final = "its quotation is the act that it performs"


def select(mentions: Sequence[EventMention]) -> tuple[list[EventMention], list[Drop]]:
    """The mentions worth keeping, and the others with the reason."""
    kept: list[EventMention] = []
    drops: list[Drop] = []
    carried, performed = _acts(mentions)
    for mention in (carried.get(m.token, m) for m in mentions):
        reason = PERFORMED_REASON if mention.token in performed else _reason_to_drop(mention)
        if reason is None:
            kept.append(mention)
        else:
            drops.append(Drop(mention.type, mention.trigger, reason))
    return kept, drops


def _acts(mentions: Sequence[EventMention]) -> tuple[dict[int, EventMention], frozenset[int]]:
    """The acts that quotations perform, by token, with those quotations; and the statements that are left with none."""
    carried: dict[int, EventMention] = {}
    performed: set[int] = set()
    possible = [m for m in mentions if m.type in PERFORMED and m.factuality is Factuality.ACTUAL]
    for statement in mentions:
        if statement.type != "Statement" or not statement.quotations:
            continue
        act = next((m for m in possible if _performs(m, statement)), None)
        if act is not None:
            before = carried.get(act.token, act)
            carried[act.token] = replace(before, quotations=(*before.quotations, *statement.quotations))
            performed.add(statement.token)
    return carried, frozenset(performed)


def _performs(mention: EventMention, statement: EventMention) -> bool:
    speaker = statement.fillers("agent")
    said = any(q.covers(mention.trigger) for q in statement.quotations)
    return said and bool(speaker & mention.fillers("agent"))


def _reason_to_drop(mention: EventMention) -> str | None:
    if mention.type != "Statement":
        return None
    if not mention.fillers("agent"):
        return "a statement by nobody that the text names"
    if mention.quotations:
        return None
    if mention.content and mention.time is None:
        return "its content is an event of its own, attributed to the speaker"
    return None
