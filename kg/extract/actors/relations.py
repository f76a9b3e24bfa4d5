"""Lasting ties between actors, each with the sentence that tells it: who leads, belongs to, backs or opposes whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.belonging import party_of
from kg.extract.actors.bonds import Bonds
from kg.extract.actors.implied import Implied
from kg.extract.actors.mentions import Draft, Stage, Tie
from kg.extract.actors.names import Found
from kg.extract.actors.standing import ORGANISED, fights, opposition, seated
from kg.extract.actors.titles import TitleSpan
from kg.extract.actors.words import Words
from kg.lexicon.actors import actor_lexicon

BODIES: Final = frozenset({"GovernmentBody", "SecurityForce"})
# "Kenyan-led mission", "Iran-backed militia", "Geneva-based charity": the tie, and whether it runs from the name.
HYPHENED: Final = {
    "led": ("leads", True), "commanded": ("commands", True), "backed": ("alliedWith", True),
    "supported": ("alliedWith", True), "funded": ("alliedWith", True), "aligned": ("alliedWith", False),
    "allied": ("alliedWith", False), "based": ("basedIn", False),
}  # fmt: skip
PREFIXED: Final = {"anti": "opposes", "counter": "opposes", "pro": "alliedWith"}
MINISTRIES: Final = frozenset({"ministry", "department", "office"})
SECOND: Final = frozenset({"deputy", "assistant", "junior", "vice"})
FIELDS: Final = {"defence": "defense", "home": "home", "interior": "interior"}
SERVING: Final = frozenset({"deploy", "serve", "work", "enlist", "employ", "station"})


def ties(w: Words, found: Found, stage: Stage, posts: list[tuple[Draft, TitleSpan, Draft | None]]) -> Iterator[Tie]:
    """All ties in the article, those of posts first; who leads a body is not told as its member, too."""
    told = list(_all(w, found, stage, posts))
    led = {(id(t.subject), id(t.object)) for t in told if t.kind in ("leads", "commands")}
    yield from (t for t in told if t.kind != "memberOf" or (id(t.subject), id(t.object)) not in led)


def _all(w: Words, found: Found, stage: Stage, posts: list[tuple[Draft, TitleSpan, Draft | None]]) -> Iterator[Tie]:
    lexicon = actor_lexicon()
    implied = Implied(w, lexicon, stage)
    outsiders = lexicon.words("outsiders") | lexicon.words("backers") | lexicon.words("foes")
    for holder, title, body in posts:
        span = w.sentence_span(title.start)
        department = _department(w, stage, title, body)
        if department is not None:
            yield Tie(
                holder,
                "memberOf" if SECOND.intersection(w.lower[max(0, title.start - 2) : title.end]) else "leads",
                department,
                span,
            )
        if body is None or not title.title.tie:
            continue
        yield from implied.in_office(holder, title.title.tie, body, title)
    yield from implied.offices(found.titles, posts)
    yield from implied.find()
    yield from Bonds(w, lexicon, stage, frozenset(t.end - 1 for t in found.titles)).find()
    yield from _belonging(w, stage, outsiders)
    yield from _hyphened(w, found, stage)
    yield from _parties(w, stage)
    yield from fights(w, stage)
    yield from seated(w, found, stage)
    yield from opposition(w, stage)
    yield from _serving(w, stage)


def _department(w: Words, stage: Stage, title: TitleSpan, body: Draft | None) -> Draft | None:
    """The ministry that a minister leads: "Water Minister Sy", where the text names "the Water Ministry"."""
    if title.title.words[-1] not in ("minister", "secretary", "state") or w.lower[title.start] in ("prime", "first"):
        return None
    start = title.start
    while start > 0 and w.dep[start - 1] in ("compound", "amod") and w.pos[start - 1] in ("NOUN", "PROPN", "ADJ"):
        start -= 1
    if w.lower[start] in ("shadow", "opposition") or w.lower[start - 1] == "shadow":
        return None
    field = {FIELDS.get(x, x) for x in w.lower[start : title.end]} - {"minister", "secretary", "deputy", "of"}
    found = []
    for d in stage.drafts:
        if d.kind != "GovernmentBody":
            continue
        words = {FIELDS.get(x, x) for name in (d.name, *(m.text for m in d.mentions)) for x in name.lower().split()}
        if words & MINISTRIES and words & field:
            apart = body is not None and d.country is not None and body.kind == "Country" and d.country is not body
            found += [] if apart else [d]
    return found[0] if len(found) == 1 else None


def _belonging(w: Words, stage: Stage, outsiders: frozenset[str]) -> Iterator[Tie]:
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
                if d.lemma not in outsiders and w.lemma[d.mentions[0].head] not in outsiders:
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


def _parties(w: Words, stage: Stage) -> Iterator[Tie]:
    """ "Sy of the Unity Party", "the Unity Party's Sy", "the reform camp's Sy and Diop"."""
    for person in stage.drafts:
        if not person.person or not person.named or not person.mentions:
            continue
        span = w.sentence_span(person.mentions[0].head)
        party = party_of(w, stage, person)
        if party is not None and party is not person:
            yield Tie(person, "memberOf", party, span)
        for m in (m for m in person.mentions if m.counted):
            heads = [m.head]
            if w.dep[m.head] == "conj" and w.lower[m.start - 1] == "and" and party is None:
                heads.append(w.head[m.head])
            for c in [c for h in heads for c in w.children[h] if w.dep[c] == "poss"]:
                owner = stage.at.get(c)
                if owner is not None and (owner.kind in ORGANISED or owner.lemma == "camp") and owner is not party:
                    yield Tie(person, "memberOf", owner, span)
            for prep in (c for c in w.children[m.head] if w.dep[c] == "prep" and w.lower[c] in ("of", "from")):
                for body in (stage.at.get(g) for g in w.children[prep]):
                    if body is not None and body.kind in ORGANISED and body is not party:
                        yield Tie(person, "memberOf", body, span)


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
