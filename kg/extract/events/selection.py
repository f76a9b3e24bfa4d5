"""Which event mentions are kept: a statement whose content is an event of its own says nothing more than that event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from kg.model import Drop, EventMention, Factuality, Polarity

# Acts that a quotation can itself be: "We condemn the raid," she said.
PERFORMED: Final = frozenset({"Pledge", "Request", "Criticism", "Accusation", "Threat", "Denial", "Refusal", "Support"})
SPOKEN: Final = PERFORMED | {"Statement"}
# What a number of people is told of, and the verbs that give it: "organisers put the crowd at 900".
COUNTED: Final = frozenset({"Protest", "Strike", "Riot"})
COUNTING: Final = frozenset({"count", "estimate", "put", "speak"})
INSISTING: Final = frozenset({"insist", "maintain", "protest"})
NEAR: Final = 250  # characters between what is counted and who gives another count of it

PERFORMED_REASON: Final = "its quotation is the act that it performs"
RIVAL_REASON: Final = "its figure is one of the event counted, its speaker a source of that event"


def select(
    mentions: Sequence[EventMention], acts: Mapping[int, str] | None = None
) -> tuple[list[EventMention], list[Drop]]:
    """The mentions worth keeping, and the others with the reason.

    `acts` gives the types of the acts that quotations perform by their words, by the token of their cue.
    """
    kept: list[EventMention] = []
    drops: list[Drop] = []
    unhappened = {m.token for m in mentions if m.polarity is Polarity.NEGATED and m.factuality is Factuality.ACTUAL}
    told = [_denial(_without_speaker(m), unhappened) for m in mentions]
    carried, performed = _acts(told)
    counted, rivals = _rival_counts(told)
    types = {m.token: m.type for m in told}
    for mention in (counted.get(m.token, carried.get(m.token, m)) for m in told):
        if mention.token in performed:
            reason: str | None = PERFORMED_REASON
        else:
            reason = RIVAL_REASON if mention.token in rivals else _reason_to_drop(mention, types)
        if reason is None:
            kept.append(_typed(mention, acts or {}))
        else:
            drops.append(Drop(mention.type, mention.trigger, reason))
    return kept, drops


def _without_speaker(mention: EventMention) -> EventMention:
    """An act of speech that was done needs no source in its own speaker."""
    if mention.type not in SPOKEN or mention.factuality is not Factuality.ACTUAL or not mention.sources:
        return mention
    speakers = mention.fillers("agent")
    return replace(mention, sources=tuple(s for s in mention.sources if s not in speakers))


def _denial(mention: EventMention, unhappened: Set[int]) -> EventMention:
    """A denial, where somebody stands by it that something did not happen: "insists that the town has not fallen"."""
    denies = mention.type == "Statement" and mention.lemma in INSISTING and mention.polarity is Polarity.AFFIRMED
    return replace(mention, type="Denial") if denies and not unhappened.isdisjoint(mention.content) else mention


def _typed(mention: EventMention, acts: Mapping[int, str]) -> EventMention:
    type_ = acts.get(mention.token)
    return mention if type_ is None or mention.type != "Statement" else replace(mention, type=type_)


def _acts(mentions: Sequence[EventMention]) -> tuple[dict[int, EventMention], frozenset[int]]:
    """The acts that quotations perform, by token, with those quotations; and the statements that are left with none."""
    carried: dict[int, EventMention] = {}
    performed: set[int] = set()
    possible: dict[int, list[EventMention]] = {}
    for mention in mentions:
        if mention.type in PERFORMED and mention.factuality is Factuality.ACTUAL:
            possible.setdefault(mention.block, []).append(mention)
    for statement in mentions:
        if statement.type != "Statement" or not statement.quotations:
            continue
        around = (statement.block, statement.block - 1, statement.block + 1)  # a quotation may go on over a paragraph
        near = (m for block in around for m in possible.get(block, ()))
        act = next((m for m in near if _performs(m, statement)), None)
        if act is not None:
            before = carried.get(act.token, act)
            carried[act.token] = replace(before, quotations=(*before.quotations, *statement.quotations))
            performed.add(statement.token)
    return carried, frozenset(performed)


def _performs(mention: EventMention, statement: EventMention) -> bool:
    speaker = statement.fillers("agent")
    # "rejected what he called 'a farce'": the rejection is what is said so
    inside = statement.token in mention.content and statement.time is None
    said = inside or any(q.covers(mention.trigger) for q in statement.quotations)
    return said and bool(speaker & mention.fillers("agent"))


def _rival_counts(mentions: Sequence[EventMention]) -> tuple[dict[int, EventMention], frozenset[int]]:
    """The gatherings just told of with the counts that others give of them; and the statements that give those."""
    counted: dict[int, EventMention] = {}
    rivals: set[int] = set()
    last: EventMention | None = None
    for mention in mentions:
        if mention.type in COUNTED and mention.factuality is Factuality.ACTUAL:
            last = counted.get(mention.token, mention)
        elif last is not None and _counts(mention, last):
            sources = (*last.sources, *sorted(mention.fillers("agent") - set(last.sources)))
            what = last.figures[0].measures if last.figures else last.lemma
            more = (replace(f, measures=what) for f in mention.figures)
            last = counted[last.token] = replace(last, figures=(*last.figures, *more), sources=sources)
            rivals.add(mention.token)
    return counted, frozenset(rivals)


def _counts(mention: EventMention, event: EventMention) -> bool:
    if mention.type != "Statement" or mention.lemma not in COUNTING or mention.time or mention.quotations:
        return False
    people = all(not f.unit.isupper() for f in mention.figures)  # "put the losses at 20,000 euros" counts no people
    near = mention.block == event.block and mention.trigger.start - event.trigger.end < NEAR
    return bool(mention.figures) and people and near and bool(mention.fillers("agent"))


def _reason_to_drop(mention: EventMention, types: Mapping[int, str]) -> str | None:
    if mention.type != "Statement":
        return None
    if not mention.fillers("agent"):
        return "a statement by nobody that the text names"
    if mention.quotations:
        return None
    if mention.content and mention.time is None:
        return "its content is an event of its own, attributed to the speaker"
    if mention.same_as is not None and types.get(mention.same_as) in PERFORMED:
        return "only the occasion of another act of speech"
    return None
