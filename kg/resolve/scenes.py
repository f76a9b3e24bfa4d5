"""What an article tells of one situation and means for its neighbours: agent, place and time within a scene.

An article names the place and the day once and then tells on: "Gunmen attacked a bar in Cali on Friday. Three
people were killed." A situation that names none takes them from what brought it about or what it brought about,
else from the same sentence, else from the sentences before it in the paragraph, else (the place only) from the
article's one main place. Whatever is taken so is marked: `place_basis` "context", `DateBasis.NARRATIVE`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from kg.model import (
    ACTOR_ROLES,
    EVENT_FAMILIES,
    FAMILY_OF,
    Article,
    DateBasis,
    Entity,
    Factuality,
    Role,
    Situation,
    Span,
    Time,
)
from kg.resolve.containment import around

LOCATED: Final = frozenset(
    {
        *(t for family in ("violence", "security", "humanitarian", "unrest") for t in EVENT_FAMILIES[family]),
        "Coup", "Election", "Trial", "Increase", "Decrease",
    }
)  # fmt: skip
# What is done at one spot; of the rest the text often tells for the whole country: "800 officers have been deployed".
LOCAL: Final = frozenset(
    {*EVENT_FAMILIES["violence"], *EVENT_FAMILIES["unrest"], "Arrest", "Operation", "Seizure"} - {"Strike"}
)  # fmt: skip
UNREAL: Final = frozenset({Factuality.REQUESTED, Factuality.HYPOTHETICAL})  # has no place yet
# The role that the scene's place has in a movement; in all else it is the place.
MOVED: Final = {"Deployment": "destination", "Visit": "destination", "Evacuation": "origin", "Withdrawal": "origin"}
HARM: Final = frozenset({"Killing", "Injury", "Destruction", "Kidnapping"})
# The role that an act of speech lacks, and the role of its content that fills it.
ADDRESSEE: Final = {
    "Accusation": ("patient", "agent"),
    "Criticism": ("patient", "agent"),
    "Pledge": ("recipient", "recipient"),
    "Request": ("recipient", "agent"),
    "Support": ("recipient", "agent"),
}
# What goes on for longer than what is told beside it: it takes no day from there.
LASTING: Final = frozenset({"Deployment", "Aid", "Increase", "Decrease"})
LENDABLE: Final = timedelta(days=7)  # "since March" tells nothing of when a part of it was
NEAR: Final = 2  # blocks within which a situation may belong to the scene of the main one


def set_scenes(
    article: Article, situations: Sequence[Situation], entities: Mapping[str, Entity]
) -> tuple[Situation, ...]:
    """The situations with agents, places and times filled from their scenes."""
    found = {s.id: s for s in situations}
    for situation in situations:
        for cause in situation.causes:
            effect, source = found[situation.id], found[cause]
            effect = _by_cause(effect, source)
            if effect.type in HARM and source.type == "Attack":  # who marches or clashes need not be who kills
                effect = _with_agent(effect, source)
            found[effect.id] = _take(effect, [source])
            found[source.id] = _take(source, [found[effect.id]])
            if source.type == "Attack":  # whom a storm or a clash killed was not its target
                found[source.id] = _with_victims(found[source.id], found[effect.id])
    for situation in situations:
        for content in situation.content:
            found[situation.id] = _addressed(found[situation.id], found[content])
    meetings = [s for s in situations if s.type == "Meeting" and s.happened]
    ordered = [_at_meeting(found[s.id], meetings) for s in situations]
    near = _Neighbours(article, ordered)
    for i, situation in enumerate(ordered):
        others = (ordered[j] for j in near.of(i))
        ordered[i] = _take(situation, [s for s in others if all(entities[p].named for p in _places(s))])
    main = _main(article, ordered, entities)
    return tuple(ordered if main is None else (_in_scene(article, s, main, entities) for s in ordered))


def _at_meeting(act: Situation, meetings: Sequence[Situation]) -> Situation:
    """What two who met told or granted each other, they did at the meeting."""
    if FAMILY_OF[act.type] != "diplomacy" or act.type == "Meeting" or act.time is not None or not act.happened:
        return act
    present = {r.entity for r in act.roles if r.kind in ACTOR_ROLES}
    for meeting in meetings:
        met = {r.entity for r in meeting.roles if r.kind in ACTOR_ROLES}
        if len(present & met) > 1:
            places = tuple(r for r in meeting.roles if r.kind == "place")
            if not places or any(r.kind == "place" for r in act.roles):
                places = ()
            basis = "context" if places else act.place_basis
            time = _narrative(meeting.time) if meeting.time else None
            return replace(act, roles=(*act.roles, *places), place_basis=basis, time=time)
    return act


def _by_cause(effect: Situation, cause: Situation) -> Situation:
    """Who dies in an attack is killed; who is killed by a flood has died."""
    if effect.type == "Death" and cause.type in ("Attack", "Clash"):
        return replace(effect, type="Killing")
    return replace(effect, type="Death") if effect.type == "Killing" and cause.type == "Disaster" else effect


def _with_agent(effect: Situation, cause: Situation) -> Situation:
    if any(r.kind == "agent" for r in effect.roles):
        return effect
    hurt = {r.entity for r in effect.roles}
    return replace(
        effect, roles=(*(r for r in cause.roles if r.kind == "agent" and r.entity not in hurt), *effect.roles)
    )


def _with_victims(cause: Situation, effect: Situation) -> Situation:
    """Who was hurt in an attack is who it struck."""
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


class _Neighbours:
    """Which situations lie near each other, by their numbers; only those that a place belongs to."""

    def __init__(self, article: Article, situations: Sequence[Situation]) -> None:
        self._sentence = [s.evidence[0] for s in situations]
        self._block = [_block(article, s) for s in situations]
        self._in_sentence: dict[Span, list[int]] = {}
        self._in_block: dict[int, list[int]] = {}
        self._votes: list[int] = []
        for i, situation in enumerate(situations):
            if situation.type in LOCATED:
                self._in_sentence.setdefault(self._sentence[i], []).append(i)
                self._in_block.setdefault(self._block[i], []).append(i)
            if situation.type == "Election":
                self._votes.append(i)

    def of(self, i: int) -> Iterator[int]:
        """Those of the same sentence, then those told before it in the same paragraph, nearest first."""
        same = [j for j in self._in_sentence.get(self._sentence[i], ()) if j != i]
        yield from same
        yield from (j for j in reversed(self._in_block.get(self._block[i], ())) if j < i and j not in same)
        if i in self._votes:  # one polling day for all seats
            yield from (j for j in self._votes if j != i)


def _take(me: Situation, others: Iterable[Situation]) -> Situation:
    """`me` with the place and time of the first of `others` that has one and is as real as `me`."""
    if me.type not in LOCATED:
        return me
    alike = [o for o in others if o.factuality == me.factuality]
    if not _places(me):
        donor = next((o for o in alike if _places(o)), None)
        if donor is not None:
            me = _placed(me, _places(donor))
    if me.time is None and me.factuality is Factuality.ACTUAL and me.type not in LASTING:
        time = next((o.time for o in alike if o.time is not None and o.time.end - o.time.start <= LENDABLE), None)
        me = replace(me, time=_narrative(time)) if time is not None else me
    return me


def _narrative(time: Time) -> Time:
    return replace(time, basis=DateBasis.NARRATIVE)


def _places(situation: Situation) -> tuple[str, ...]:
    return tuple(r.entity for r in situation.roles if r.kind in ("place", MOVED.get(situation.type)))


def _placed(me: Situation, places: Sequence[str]) -> Situation:
    if me.type not in LOCATED or not places or any(r.kind in ("place", "origin", "destination") for r in me.roles):
        return me
    kind = MOVED.get(me.type, "place")
    return replace(me, roles=(*me.roles, *(Role(kind, p) for p in places)), place_basis="context")


def _main(article: Article, situations: Sequence[Situation], entities: Mapping[str, Entity]) -> Situation | None:
    """What the article is about: the first happening of which it states the place, when most others lie in its
    country.

    Of those that open the article, the one placed most exactly: "Police in Chad ... after a blast in Moundou".
    """
    located = [s for s in situations if s.type in LOCATED and _places(s) and s.place_basis == "stated"]
    happened = [s for s in located if s.happened]
    if not happened:
        return None
    opening = [s for s in happened if _block(article, s) <= _block(article, happened[0]) + NEAR]
    first = max(opening, key=lambda s: (len(around(_places(s)[:1], entities)), -opening.index(s)))
    country = set(_countries(first, entities))
    abroad = [s for s in located if not country & set(_countries(s, entities))]
    return first if len(abroad) * 3 <= len(located) else None


def _countries(situation: Situation, entities: Mapping[str, Entity]) -> list[str]:
    return [p for p in around(_places(situation), entities) if entities[p].kind == "Country"]


def _in_scene(article: Article, me: Situation, main: Situation, entities: Mapping[str, Entity]) -> Situation:
    """`me` at the place of the main happening when it belongs to its scene, else in its country."""
    if me.id == main.id or _places(me):
        return me
    if me.factuality in UNREAL or _of_one_named(me, entities):
        return me
    near = abs(_block(article, me) - _block(article, main)) <= NEAR
    shared = {r.entity for r in me.roles if r.kind in ACTOR_ROLES} & {r.entity for r in main.roles}
    apart = me.time and main.time and not (me.time.start <= main.time.end and main.time.start <= me.time.end)
    if (near or shared or me.type in LOCAL) and not apart and me.factuality is Factuality.ACTUAL:
        return _placed(me, _places(main))
    return _placed(me, [c for c in _countries(main, entities) if entities[c].mentions])


def _of_one_named(me: Situation, entities: Mapping[str, Entity]) -> bool:
    """Whether it is a death that the text only looks back on: "in office since the death of Peter Brandt"."""
    return me.type == "Death" and any(r.kind == "patient" and entities[r.entity].named for r in me.roles)


def _block(article: Article, situation: Situation) -> int:
    return article.block_index(situation.triggers[0].start) or 0
