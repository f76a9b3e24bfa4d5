"""Which event mentions are kept: a statement whose content is an event of its own says nothing more than that event."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Drop, EventMention


def select(mentions: Sequence[EventMention]) -> tuple[list[EventMention], list[Drop]]:
    """The mentions worth keeping, and the others with the reason."""
    kept: list[EventMention] = []
    drops: list[Drop] = []
    for mention in mentions:
        reason = _reason_to_drop(mention)
        if reason is None:
            kept.append(mention)
        else:
            drops.append(Drop(mention.type, mention.trigger, reason))
    return kept, drops


def _reason_to_drop(mention: EventMention) -> str | None:
    if mention.type != "Statement":
        return None
    if mention.quotations:
        return None
    if not any(r.kind == "agent" for r in mention.roles):
        return "a statement by nobody that the text names"
    if mention.content and mention.time is None:
        return "its content is an event of its own, attributed to the speaker"
    return None
