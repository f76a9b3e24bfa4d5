"""Where bodies sit and whom they stand against, as the text tells it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.mentions import Draft, Stage, Tie
from kg.extract.actors.names import Found
from kg.extract.actors.words import Words

ORGANISED: Final = frozenset(
    {"SecurityForce", "ArmedGroup", "PoliticalParty", "CivilSocietyOrganization", "InternationalOrganization",
     "Company", "MediaOrganization", "Organization", "GovernmentBody"}
)  # fmt: skip
RESIDENT: Final = frozenset({"resident", "inhabitant", "villager", "gang", "rebel", "militia", "townspeople"})
CLASHING: Final = frozenset({"clash", "fight", "battle"})
ARMED: Final = ({"ArmedGroup", "SecurityForce"}, {"ArmedGroup"})
FIGHTING: Final = frozenset({"fight", "battle", "oppose", "combat"})


def seated(w: Words, found: Found, stage: Stage) -> Iterator[Tie]:
    """ "The Goma Press Club", "residents of Goma", "the Goma-based X", "a company based in Goma": where they sit."""
    places = {d.entry.id: d for d in stage.drafts if d.entry is not None and d.kind == "Place" and d.mentions}
    for d in stage.drafts:
        if d.kind in ("Place", "Facility", "Country", "Person") or not d.mentions:
            continue
        for m in d.mentions:
            for start, end in ((m.start, end) for end in range(m.start + 1, m.end)) if d.named else ():
                yield from _named_after(w, found, places, d, (start, end))
            if d.named and m.end - m.start > 1:
                yield from _named_after(w, found, places, d, (m.end - 1, m.end))
            for verb in (
                c for c in w.children[m.head] if w.dep[c] == "acl" and w.lower[c] in ("based", "headquartered")
            ):
                yield from _held(w, stage, d, verb, ("in", "at"))
            if d.lemma in RESIDENT:
                yield from _held(w, stage, d, m.head, ("of", "in"))


def _named_after(w: Words, found: Found, places: dict[str, Draft], d: Draft, span: tuple[int, int]) -> Iterator[Tie]:
    for match in found.known.get(span, ())[:2]:
        place = places.get(match.entry.id)
        if place is not None and place is not d and match.form == "name":
            yield Tie(d, "basedIn", place, w.sentence_span(span[0]))


def _held(w: Words, stage: Stage, d: Draft, head: int, prepositions: tuple[str, ...]) -> Iterator[Tie]:
    for prep in (c for c in w.children[head] if w.dep[c] == "prep" and w.lower[c] in prepositions):
        for place in (stage.at.get(g) for g in w.children[prep]):
            if place is not None and place.kind in ("Place", "Country"):
                yield Tie(d, "basedIn", place, w.sentence_span(head))


def opposition(w: Words, stage: Stage) -> Iterator[Tie]:
    """The opposition of a country opposes its government; a rebel force opposes the army it clashes with."""
    rulers = [
        d for d in stage.drafts if d.lemma in ("government", "regime") and d.kind == "GovernmentBody" and d.mentions
    ]
    for d in stage.drafts:
        if d.lemma != "opposition" or d.person or not d.mentions:
            continue
        own = [r for r in rulers if d.country is None or r.country in (None, d.country)]
        if len(own) == 1:
            yield Tie(d, "opposes", own[0], w.sentence_span(d.mentions[0].head))
    yield from _clashes(w, stage)


def _clashes(w: Words, stage: Stage) -> Iterator[Tie]:
    for i, draft in list(stage.at.items()):
        verb = w.head[w.head[i]]
        if w.dep[i] != "pobj" or w.lower[w.head[i]] not in ("with", "against") or w.lemma[verb] not in CLASHING:
            continue
        subject = next((stage.at[c] for c in w.children[verb] if w.dep[c] == "nsubj" and c in stage.at), None)
        if subject is None or subject is draft or {subject.kind, draft.kind} not in ARMED:
            continue
        subject = subject.owner if subject.owner is not None and subject.owner.kind in ORGANISED else subject
        yield Tie(subject, "opposes", draft, w.sentence_span(i))


def fights(w: Words, stage: Stage) -> Iterator[Tie]:
    """ "Rebels fighting the army" oppose it."""
    for i, draft in list(stage.at.items()):
        verb = w.head[i]
        if w.dep[i] != "dobj" or w.lemma[verb] not in FIGHTING or draft.kind not in ORGANISED:
            continue
        subject = next((stage.at[c] for c in w.children[verb] if w.dep[c] == "nsubj" and c in stage.at), None)
        if subject is None and w.dep[verb] == "acl":
            subject = stage.at.get(w.head[verb])
        if subject is not None and subject is not draft and subject.kind in ORGANISED | {"Country"}:
            yield Tie(subject, "opposes", draft, w.sentence_span(i))
