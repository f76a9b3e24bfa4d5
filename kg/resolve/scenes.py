"""What an article tells of one situation and means for its neighbours: agent, place and time within a scene.

An article names the place and the day once and then tells on: "Gunmen attacked a bar in Cali on Friday. Three people were
killed." A situation that names none takes them from what brought it about or what it brought about, else from the same
sentence, else from the sentences before it in the paragraph, else (the place only) from the article's one main place.
Whatever is taken so is marked: `place_basis` "context", `DateBasis.NARRATIVE`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.model import FAMILY_OF, Article, DateBasis, Entity, Factuality, Role, Situation, Time

LOCATED: Final = frozenset({"violence", "security", "humanitarian", "unrest"})
MOVING: Final = frozenset({"Deployment", "Visit"})
HARM: Final = frozenset({"Killing", "Injury", "Destruction", "Kidnapping"})
# The role that an act of speech lacks, and the role of its content that fills it.
ADDRESSEE: Final = {
    "Accusation": ("patient", "agent"),
    "Criticism": ("patient", "agent"),
    "Pledge": ("recipient", "recipient"),
    "Request": ("recipient", "agent"),
}
MAIN_SHARE: Final = 0.5  # of the located situations that must agree on the article's main place


def set_scenes(article: Article, situations: Sequence[Situation], entities: Mapping[str, Entity]) -> tuple[Situation, ...]:
    """The situations with agents, places and times filled from their scenes."""
    found = {s.id: s for s in situations}
    for situation in situations:
        for cause in situation.causes:
            effect, source = found[situation.id], found[cause]
            if effect.type in HARM:
                effect = _with_agent(effect, source)
            found[effect.id] = _take(effect, [source])
            found[source.id] = _take(source, [found[effect.id]])
            found[source.id] = _with_victims(found[source.id], found[effect.id])
    for situation in situations:
        for content in situation.content:
            found[situation.id] = _addressed(found[situation.id], found[content])
    ordered = [found[s.id] for s in situations]
    for i, situation in enumerate(ordered):
        ordered[i] = _take(situation, _neighbours(article, ordered, i))
    main = _main_place(ordered, entities)
    return tuple(_placed(s, main) for s in ordered)


def _with_agent(effect: Situation, cause: Situation) -> Situation:
    if any(r.kind == "agent" for r in effect.roles):
        return effect
    hurt = {r.entity for r in effect.roles}
    return replace(effect, roles=(*(r for r in cause.roles if r.kind == "agent" and r.entity not in hurt), *effect.roles))


def _with_victims(cause: Situation, effect: Situation) -> Situation:
    """Who was hurt in an attack or disaster is who it struck."""
    if any(r.kind == "patient" for r in cause.roles) or effect.factuality != cause.factuality or not effect.happened:
        return cause
    acting = {r.entity for r in cause.roles}
    victims = (r for r in effect.roles if r.kind == "patient" and r.entity not in acting)
    return replace(cause, roles=(*cause.roles, *victims))


def _addressed(act: Situation, content: Situation) -> Situation:
    """Whom an act of speech is meant for, by what it says: a call for an end to X's raids is made to X."""
    kind, wanted = ADDRESSEE.get(act.type, ("", ""))
    if not kind or any(r.kind == kind for r in act.roles):
        return act
    acting = {r.entity for r in act.roles}
    meant = (Role(kind, r.entity) for r in content.roles if r.kind == wanted and r.entity not in acting)
    return replace(act, roles=(*act.roles, *meant))


def _neighbours(article: Article, ordered: Sequence[Situation], i: int) -> list[Situation]:
    """Situations of the same sentence, then those told before it in the same paragraph, nearest first."""
    me = ordered[i]
    same = [s for j, s in enumerate(ordered) if j != i and s.evidence[0] == me.evidence[0]]
    block = article.block_index(me.triggers[0].start)
    before = [s for s in reversed(ordered[:i]) if article.block_index(s.triggers[0].start) == block and s not in same]
    return [s for s in (*same, *before) if FAMILY_OF[s.type] in LOCATED]


def _take(me: Situation, others: Iterable[Situation]) -> Situation:
    """`me` with the place and time of the first of `others` that has one and is as real as `me`."""
    if FAMILY_OF[me.type] not in LOCATED:
        return me
    alike = [o for o in others if o.factuality == me.factuality]
    if not _places(me):
        donor = next((o for o in alike if _places(o)), None)
        if donor is not None:
            me = _placed(me, _places(donor))
    if me.time is None and me.factuality is Factuality.ACTUAL:
        time = next((o.time for o in alike if o.time is not None), None)
        me = replace(me, time=_narrative(time)) if time is not None else me
    return me


def _narrative(time: Time) -> Time:
    return replace(time, basis=DateBasis.NARRATIVE)


def _places(situation: Situation) -> tuple[str, ...]:
    kinds = ("place", "destination") if situation.type in MOVING else ("place",)
    return tuple(r.entity for r in situation.roles if r.kind in kinds)


def _placed(me: Situation, places: Sequence[str]) -> Situation:
    if FAMILY_OF[me.type] not in LOCATED or not places or any(r.kind in ("place", "origin", "destination") for r in me.roles):
        return me
    kind = "destination" if me.type in MOVING else "place"
    return replace(me, roles=(*me.roles, *(Role(kind, p) for p in places)), place_basis="context")


def _main_place(situations: Sequence[Situation], entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """The place that most located situations lie in, by containment, if it holds for most of them."""
    counted: Counter[str] = Counter()
    located = 0
    for situation in situations:
        places = _places(situation)
        if places and FAMILY_OF[situation.type] in LOCATED:
            located += 1
            counted.update({p for place in places for p in (place, *_around(place, entities)) if entities[p].mentions})
    if not located:
        return ()
    best, count = max(counted.items(), key=lambda c: (c[1], -len(_around(c[0], entities)), c[0]), default=("", 0))
    return (best,) if count > MAIN_SHARE * located else ()


def _around(place: str, entities: Mapping[str, Entity]) -> list[str]:
    found: list[str] = []
    todo = [place]
    while todo:
        for outer in entities[todo.pop()].within:
            if outer not in found:
                found.append(outer)
                todo.append(outer)
    return found
