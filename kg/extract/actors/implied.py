"""Ties that nobody spells out: the soldier's army, the senator's house, the country of the police."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.extract.actors.mentions import Draft, Stage, Tie, dominant
from kg.extract.actors.standing import ORGANISED
from kg.extract.actors.titles import TitleSpan
from kg.extract.actors.words import SUBJECTS, Words
from kg.lexicon.actors import ActorLexicon

Office = tuple[Draft, TitleSpan, Draft | None]
BODIES: Final = frozenset({"GovernmentBody", "SecurityForce"})
PEOPLE: Final = frozenset({"Person", "Group"})
RULING: Final = frozenset({"government", "cabinet", "administration"})
VOICES: Final = frozenset({"spokesman", "spokeswoman", "spokesperson"})
BESIDE: Final = 4  # tokens from a title to the country it is named with
REACH: Final = 1  # sentences back to the body that a bare spokesman speaks for
FORCES: Final = {
    "army_ranks": frozenset({"army", "military", "forces", "soldier", "soldiers", "troop", "troops"}),
    "police_ranks": frozenset({"police"}),
    "mission_ranks": frozenset({"mission"}),
}


class Implied:
    """Looks once for the bodies of the article that its people can belong to."""

    def __init__(self, w: Words, lexicon: ActorLexicon, stage: Stage) -> None:
        self.w = w
        self.lexicon = lexicon
        self.stage = stage
        self.told = [d for d in stage.drafts if d.mentions]
        self.country = dominant(stage.drafts)
        self.states = sum(d.kind == "Country" for d in self.told)
        self.houses = self._bodies("parliaments")
        self.courts = self._bodies("courts")
        self.rebels = [d for d in self.told if d.kind == "ArmedGroup" and d.named]
        self.forces = {
            ranks: [d for d in self.told if d.kind == "SecurityForce" and (self._last(d) in words or d.lemma in words)]
            for ranks, words in FORCES.items()
        }

    @staticmethod
    def _last(d: Draft) -> str:
        return d.lemma or d.name.split()[-1].lower()

    def _bodies(self, name: str) -> list[Draft]:
        nouns = self.lexicon.words(name)
        return [
            d
            for d in self.told
            if d.kind in ("GovernmentBody", "InternationalOrganization")
            and (d.lemma in nouns or not nouns.isdisjoint(d.name.lower().split()))
        ]

    def find(self) -> Iterator[Tie]:
        """The ties of all described and titled actors, in the order of the cast."""
        for d in self.told:
            span = self.w.sentence_span(d.mentions[0].head)
            if not d.named and (d.kind in PEOPLE or (d.kind == "ArmedGroup" and d.count)):
                body = self._force(d)
                if body is not None and body is not d and d.owner is None:
                    yield Tie(d, "memberOf", body, span)
            elif d.kind in BODIES and d.country is None and d.owner is None and self._national(d):
                assert self.country is not None
                yield Tie(d, "partOf", self.country, span)

    def _national(self, d: Draft) -> bool:
        """Whether a body is told of as if there were only one: "police", "the interior ministry", "parliament"."""
        if self.country is None or d.entry is not None or d.count or d.modifiers & self.lexicon.words("local"):
            return False
        if d.plural or self._last(d) in self.lexicon.words("courts") or (d.lemma in RULING and not d.definite):
            return False
        return (d.lemma in self.lexicon.words("state_bodies") and not d.named) or d.lemma in ("ministry", "parliament")

    def _force(self, d: Draft) -> Draft | None:
        """The one army, police, mission, rebel group, house or court that those described serve in."""
        if d.plural and not d.count:
            return None  # "officers said": the police as such
        lemma = self.w.lemma[d.mentions[0].head]
        for ranks in FORCES:
            if lemma in self.lexicon.words(ranks):
                own = [b for b in self.forces[ranks] if d.country is None or b.country in (None, d.country)]
                return own[0] if len(own) == 1 else None
        if lemma in self.lexicon.words("rebel_ranks"):
            return self.rebels[0] if len(self.rebels) == 1 else None
        return self._bench(lemma)

    def _bench(self, lemma: str) -> Draft | None:
        if lemma in self.lexicon.words("sitting"):
            own = [h for h in self.houses if lemma == "senator" and self._last(h) == "senate"] or self.houses
            return self._one(own)
        return self._one(self.courts) if lemma in self.lexicon.words("benches") else None

    @staticmethod
    def _one(bodies: list[Draft]) -> Draft | None:
        """The only one, or the only one with a name: "a court in Busan", then "the Busan District Court"."""
        named = [b for b in bodies if b.named] or bodies
        return named[0] if len(named) == 1 else None

    # -- offices --------------------------------------------------------------------------------------------------

    def offices(self, titles: Sequence[TitleSpan], posts: Sequence[Office]) -> Iterator[Tie]:
        """What the titles say that the posts have no body for, and those that nobody is named with."""
        held = {t.start: (holder, body) for holder, t, body in posts}
        for title in titles:
            head = title.end - 1
            holder, body = held.get(title.start, (self.stage.at.get(head), None))
            if holder is None or holder.kind not in PEOPLE or self.w.sentence[head] < 0:
                continue
            last, span = title.title.words[-1], self.w.sentence_span(head)
            house = self._bench(last)
            if house is not None and holder.person and house is not body:
                yield Tie(holder, "leads" if last == "speaker" else "memberOf", house, span)
            if body is not None or not title.title.tie or (holder.named and title.start not in held):
                continue
            body = self._owner(title, holder)
            if body is not None and body is not holder and not body.person:
                yield from self.in_office(holder, title.title.tie, body, title)

    def in_office(self, holder: Draft, tie: str, body: Draft, title: TitleSpan) -> Iterator[Tie]:
        """A minister belongs to the government that the article names, else to the country; a premier leads it."""
        span = self.w.sentence_span(title.start)
        if body.kind in ORGANISED or (body.kind == "Place" and tie == "leads"):
            yield Tie(holder, tie, body, span)
        if body.kind != "Country" or (tie == "leads" and title.title.of != "country"):
            return  # "a South African mayor"
        beside = any(
            self.stage.at.get(t) is body for t in range(max(0, title.start - BESIDE), title.end + BESIDE)
        ) or self._abroad(holder)
        rule = self._government(body)
        if tie == "leads" and (rule is None or title.title.words[-1] not in ("minister", "premier")):
            yield Tie(holder, tie, body, span)
        elif rule is not None and (beside or body is self.country):
            yield Tie(holder, tie, rule, span)
        elif beside or self.states == 1:
            yield Tie(holder, tie, body, span)

    def _abroad(self, holder: Draft) -> bool:
        return holder.country is not None and not holder.named

    def _government(self, country: Draft) -> Draft | None:
        state = country.entry.country if country.entry is not None else ""
        for d in self.told:
            if d.kind != "GovernmentBody" or d.plural or not self._rules(d):
                continue
            if d.country is country or (d.entry is not None and state and d.entry.country == state):
                return d
            if d.country is None and d.entry is None and country is self.country:
                return d
        return None

    @staticmethod
    def _rules(d: Draft) -> bool:
        entry = d.entry.name.lower() if d.entry is not None else d.name.lower()
        return d.lemma in RULING or entry.startswith(("government of", "federal government"))

    def _owner(self, title: TitleSpan, holder: Draft) -> Draft | None:
        """The body of "its spokeswoman", "the company's head"; a bare spokesman speaks for the body told of before."""
        w, at = self.w, self.stage.at
        kids = [c for j in range(title.start, title.end) for c in w.children[j]]
        for c in kids:
            if w.dep[c] == "poss" and c in at and not at[c].person:
                return at[c]
        for c in kids:
            if w.dep[c] == "prep" and w.lower[c] in ("of", "for", "at", "with"):
                return next((at[g] for g in w.children[c] if w.dep[g] == "pobj" and g in at), None)
        if holder.owner is not None or holder.country is not None:
            return holder.owner or holder.country
        if title.title.words[-1] not in VOICES:
            return None
        return self._speaking(title.start)

    def _speaking(self, i: int) -> Draft | None:
        w = self.w
        for back in range(REACH + 1):
            sentence = w.sentence[i] - back
            if sentence < 0:
                return None
            first, end = w.bounds[sentence]
            found = {
                id(d): d
                for t in range(first, min(end, i))
                if w.dep[w.chain_head(t)] in SUBJECTS
                and (d := self.stage.at.get(t)) is not None
                and d.kind in ORGANISED
            }
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None
