"""Lasting ties between actors, each with the sentence that tells it: who leads, belongs to, backs or opposes whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.extract.mentions import Draft, Stage
from kg.extract.names import Found
from kg.extract.titles import TitleSpan
from kg.extract.words import Words
from kg.model import Span

BODIES: Final = frozenset({"GovernmentBody", "SecurityForce"})
ORGANISED: Final = frozenset(
    {"SecurityForce", "ArmedGroup", "PoliticalParty", "CivilSocietyOrganization", "InternationalOrganization",
     "Company", "MediaOrganization", "Organization", "GovernmentBody"}
)  # fmt: skip
# "Kenyan-led mission", "Iran-backed militia", "Geneva-based charity": the tie, and whether it runs from the name.
HYPHENED: Final = {
    "led": ("leads", True), "commanded": ("commands", True), "backed": ("alliedWith", True),
    "supported": ("alliedWith", True), "funded": ("alliedWith", True), "aligned": ("alliedWith", False),
    "allied": ("alliedWith", False), "based": ("basedIn", False),
}  # fmt: skip
PREFIXED: Final = {"anti": "opposes", "counter": "opposes", "pro": "alliedWith"}
SERVING: Final = frozenset({"deploy", "serve", "work", "enlist", "employ", "station"})
FIGHTING: Final = frozenset({"fight", "battle", "oppose", "combat"})


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between drafts."""

    subject: Draft
    kind: str
    object: Draft
    evidence: Span


def ties(w: Words, found: Found, stage: Stage, posts: list[tuple[Draft, TitleSpan, Draft | None]]) -> Iterator[Tie]:
    """All ties in the article, those of posts first."""
    for holder, title, body in posts:
        span = w.sentence_span(title.start)
        if body is None or not title.title.tie:
            continue
        if body.kind == "Country" and title.title.tie == "memberOf":
            continue
        yield Tie(holder, title.title.tie, body, span)
    yield from _belonging(w, stage)
    yield from _hyphened(w, found, stage)
    yield from _parties(w, found, stage)
    yield from _fights(w, stage)
    yield from _serving(w, stage)


def _belonging(w: Words, stage: Stage) -> Iterator[Tie]:
    by_entry = {d.entry.id: d for d in stage.drafts if d.entry is not None and d.mentions}
    for d in stage.drafts:
        if not d.mentions:
            continue
        span = w.sentence_span(d.mentions[0].head)
        if d.country is not None and d.country is not d:
            if d.kind in BODIES:
                abroad = d.entry is not None and (
                    d.lemma == "mission" or (d.entry.parent in by_entry and d.kind == "SecurityForce")
                )
                abroad = abroad and "mission" in d.name.lower()
                yield Tie(d, "basedIn" if abroad else "partOf", d.country, span)
            elif d.kind in ("Person", "Group") and not d.posts:
                yield Tie(d, "nationality", d.country, span)
            elif d.kind == "ArmedGroup":
                yield Tie(d, "basedIn", d.country, span)
        if d.owner is not None and d.owner is not d and d.owner.kind in ORGANISED:
            if d.kind in ("Person", "Group"):
                yield Tie(d, "memberOf", d.owner, span)
            elif d.named and d.owner.kind == "InternationalOrganization":
                yield Tie(d, "partOf", d.owner, span)
        if d.owner is not None and d.owner.person and d.kind == "GovernmentBody" and d.named:
            yield Tie(d.owner, "leads", d, span)  # "the Okoro administration"
        if d.entry is not None and d.entry.parent in by_entry and d.actor and d.kind != "Country":
            parent = by_entry[d.entry.parent]
            if parent.actor and parent is not d.country:
                yield Tie(d, "partOf", parent, span)


def _hyphened(w: Words, found: Found, stage: Stage) -> Iterator[Tie]:
    for n in found.names:
        if not n.bound or n.head not in stage.at:
            continue
        name = stage.at[n.head]
        if n.end + 1 < len(w.text) and w.text[n.end] == "-" and w.lower[n.end + 1] in HYPHENED:
            kind, forward = HYPHENED[w.lower[n.end + 1]]
            head = w.head[n.end + 1]
            other = stage.at.get(head)
            if other is not None and other is not name and head > n.end:
                one, two = (name, other) if forward else (other, name)
                yield Tie(one, kind, two, w.sentence_span(n.head))
        elif n.start > 1 and w.text[n.start - 1] == "-" and w.lower[n.start - 2] in PREFIXED:
            other = stage.at.get(w.head[n.head]) or stage.at.get(w.head[w.head[n.head]])
            if other is not None and other is not name and other.actor:
                yield Tie(other, PREFIXED[w.lower[n.start - 2]], name, w.sentence_span(n.head))


def _parties(w: Words, found: Found, stage: Stage) -> Iterator[Tie]:
    """ "Sy of the Unity Party", "the Unity Party's Sy"."""
    for n in found.names:
        person = stage.at.get(n.head)
        if person is None or not person.person or not person.named:
            continue
        for c in w.children[n.head]:
            if w.dep[c] == "poss" and c in stage.at:
                body = stage.at[c]
                if body.kind in ORGANISED:
                    yield Tie(person, "memberOf", body, w.sentence_span(n.head))
            elif w.dep[c] == "prep" and w.lower[c] in ("of", "from"):
                for g in w.children[c]:
                    body_of = stage.at.get(g)
                    if body_of is not None and body_of.kind in ORGANISED:
                        yield Tie(person, "memberOf", body_of, w.sentence_span(n.head))


def _serving(w: Words, stage: Stage) -> Iterator[Tie]:
    """ "Officers deployed under the mission", "a nurse who works for the Red Cross" belong to it."""
    for i, draft in list(stage.at.items()):
        if draft.kind not in ("Person", "Group"):
            continue
        for verb in w.children[i]:
            if w.dep[verb] not in ("acl", "relcl") or w.lemma[verb] not in SERVING:
                continue
            for prep in w.children[verb]:
                if w.lower[prep] in ("under", "with", "for", "in", "by"):
                    for body in (stage.at.get(g) for g in w.children[prep]):
                        if body is not None and body.kind in ORGANISED:
                            yield Tie(draft, "memberOf", body, w.sentence_span(i))


def _fights(w: Words, stage: Stage) -> Iterator[Tie]:
    for i, draft in list(stage.at.items()):
        verb = w.head[i]
        if w.dep[i] != "dobj" or w.lemma[verb] not in FIGHTING or draft.kind not in ORGANISED:
            continue
        subject = next((stage.at[c] for c in w.children[verb] if w.dep[c] == "nsubj" and c in stage.at), None)
        if subject is None and w.dep[verb] == "acl":
            subject = stage.at.get(w.head[verb])
        if subject is not None and subject is not draft and subject.kind in ORGANISED | {"Country"}:
            yield Tie(subject, "opposes", draft, w.sentence_span(i))
