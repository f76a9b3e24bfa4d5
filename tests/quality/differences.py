"""The single errors behind the scores, as lines to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from measure import Comparison, pair
from sheets import Event, Sheet

from kg.model import ACTOR_ROLES, PLACE_ROLES


def differences(compared: Comparison, text: str) -> Iterator[str]:
    """What was missed, wrong or too much in the article with this text."""
    both = compared.events
    seen = {id(event) for two in both for event in two}
    for missed in compared.gold.events:
        if id(missed) not in seen:
            yield f"missed {shown(missed, text)}"
    for extra in compared.ours.events:
        if id(extra) not in seen:
            yield f"extra {shown(extra, text)}"
    for mine, yours in both:
        yield from (f"{shown(yours, text)}: {line}" for line in _of_event(compared, mine, yours))
    yield from _of_entities(compared)
    yield from _of_quotes(compared, text)


def shown(event: Event, text: str) -> str:
    """An event by its type and first trigger."""
    if not event.triggers:
        return event.type
    first = event.triggers[0]
    return f'{event.type} "{text[first.start : first.end]}" at {first.start}'


def _of_event(compared: Comparison, mine: Event, yours: Event) -> Iterator[str]:
    if mine.type != yours.type:
        yield f"typed {mine.type}"
    for kind in ACTOR_ROLES + PLACE_ROLES:
        ours, gold = mine.fillers(kind), yours.fillers(kind)
        if not len(ours) == len(gold) == compared.fillers(mine, yours, kind):
            yield f"{kind} {called(compared.ours, ours)}, gold {called(compared.gold, gold)}"
    if mine.days != yours.days:
        told, wanted = ("/".join(map(str, days)) if days else "none" for days in (mine.days, yours.days))
        yield f"time {told}, gold {wanted}"
    if sorted(mine.figures) != sorted(yours.figures):
        told, wanted = (", ".join(f"{b} {v:g}" for v, b in e.figures) or "none" for e in (mine, yours))
        yield f"figures {told}, gold {wanted}"
    if not len(mine.sources) == len(yours.sources) == len(pair(mine.sources, yours.sources, compared.like)):
        yield f"sources {called(compared.ours, mine.sources)}, gold {called(compared.gold, yours.sources)}"
    if mine.stance != yours.stance:
        yield f"{' '.join(mine.stance)}, gold {' '.join(yours.stance)}"


def _of_entities(compared: Comparison) -> Iterator[str]:
    ours, gold = compared.ours, compared.gold
    here, there = {p for p, _ in compared.actors}, {g for _, g in compared.actors}
    yield from (f"missed {kind} {called(gold, [a])}" for a, kind in gold.actors.items() if a not in there)
    yield from (f"extra {kind} {called(ours, [a])}" for a, kind in ours.actors.items() if a not in here)
    for mine, yours in compared.actors:
        if ours.actors[mine] != gold.actors[yours]:
            yield f"{called(gold, [yours])} typed {ours.actors[mine]}, gold {gold.actors[yours]}"
    places = pair(compared.places, gold.places, compared.like)
    yield from (f"missed place {called(gold, [p])}" for j, p in enumerate(gold.places) if j not in places.values())
    yield from (f"extra place {called(ours, [p])}" for i, p in enumerate(compared.places) if i not in places)


def _of_quotes(compared: Comparison, text: str) -> Iterator[str]:
    ours, gold = compared.ours.quotes, compared.gold.quotes
    found = pair(ours, gold, compared.like_quotes)
    for j, (span, speakers) in enumerate(gold):
        if j not in found.values():
            yield f'missed quotation "{text[span.start : span.end]}" by {called(compared.gold, speakers)}'
    for i, (span, speakers) in enumerate(ours):
        if i not in found:
            yield f'extra quotation "{text[span.start : span.end]}" by {called(compared.ours, speakers)}'


def called(sheet: Sheet, ids: Iterable[str]) -> str:
    """Actors or places by their longest names."""
    longest = [max(sheet.names.get(i, ()), key=lambda n: (len(n), n), default=(i,)) for i in ids]
    return ", ".join(" ".join(words) for words in longest) or "none"
