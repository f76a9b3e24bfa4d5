"""Which event mentions are kept: a statement whose content is an event of its own says nothing more than that event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.model import Drop, EventMention, Factuality

# Acts that a quotation can itself be: "We condemn the raid," she said.
PERFORMED: Final = frozenset({"Pledge", "Request", "Criticism", "Accusation", "Threat", "Denial", "Refusal", "Support"})


def select(mentions: Sequence[EventMention]) -> tuple[list[EventMention], list[Drop]]:
    """The mentions worth keeping, and the others with the reason."""
    kept: list[EventMention] = []
    drops: list[Drop] = []
    for mention in _with_quotations(mentions):
        reason = _reason_to_drop(mention)
        if reason is None:
            kept.append(mention)
        else:
            drops.append(Drop(mention.type, mention.trigger, reason))
    return kept, drops


def _with_quotations(mentions: Sequence[EventMention]) -> Iterator[EventMention]:
    """The mentions, each quotation moved to the act of its speaker that it performs, where there is one."""
    carried: dict[int, EventMention] = {}
    emptied: set[int] = set()
    for statement in mentions:
        if statement.type != "Statement" or not statement.quotations:
            continue
        act = next((m for m in mentions if _performs(m, statement)), None)
        if act is not None:
            before = carried.get(act.token, act)
            carried[act.token] = replace(before, quotations=(*before.quotations, *statement.quotations))
            emptied.add(statement.token)
    for mention in mentions:
        if mention.token in emptied:
            yield replace(mention, quotations=(), content=(*mention.content, -1))
        else:
            yield carried.get(mention.token, mention)


def _performs(mention: EventMention, statement: EventMention) -> bool:
    speaker = statement.fillers("agent")
    return (
        mention.type in PERFORMED
        and mention.factuality is Factuality.ACTUAL
        and bool(speaker & mention.fillers("agent"))
        and any(q.covers(mention.trigger) for q in statement.quotations)
    )


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
