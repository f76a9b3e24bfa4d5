"""Ties that single words tell: "supporters of Sy", "the armed wing of the Front", "who heads the bank"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.extract.actors.mentions import Draft, Stage, Tie
from kg.extract.actors.standing import ORGANISED
from kg.extract.actors.words import SUBJECTS, Words
from kg.lexicon.actors import ActorLexicon

LED: Final = ORGANISED | {"Country", "Group"}
FORCES: Final = frozenset({"SecurityForce", "GovernmentBody", "Country"})
RELATIVES: Final = frozenset({"who", "which", "that"})
COPULAS: Final = frozenset({"be", "remain", "become"})
ALLIED: Final = frozenset({"with", "to"})
SEATS: Final = frozenset({"in", "at", "of", "from"})
DWELLERS: Final = frozenset({"Person", "Group", "GovernmentBody", "SecurityForce", "ArmedGroup"})
MEMBERS: Final = frozenset({"Person", "Group"})


class Bonds:
    """Reads one article's ties off nouns, verbs and prepositions, in one pass over its tokens."""

    def __init__(self, w: Words, lexicon: ActorLexicon, stage: Stage, offices: frozenset[int]) -> None:
        self.w = w
        self.lexicon = lexicon
        self.at = stage.at
        self.offices = offices  # head tokens of titles
        self.verbs = {
            lemma: sense
            for sense in ("leading_verbs", "commanding_verbs", "backing_verbs", "assault_verbs")
            for lemma in sorted(lexicon.words(sense))
        }
        self.dwellers = lexicon.words("dwellers")
        self.allied = lexicon.words("allied_words")
        self.nouns = {
            **dict.fromkeys(sorted(lexicon.words("sections")), "partOf"),
            **dict.fromkeys(sorted(lexicon.words("belongers")), "memberOf"),
            **dict.fromkeys(sorted(lexicon.words("leaders")), "leads"),
            **dict.fromkeys(sorted(lexicon.words("backers")), "alliedWith"),
            **dict.fromkeys(sorted(lexicon.words("foes")), "opposes"),
        }

    def find(self) -> Iterator[Tie]:
        """All ties in text order."""
        w = self.w
        for i, pos in enumerate(w.pos):
            if w.sentence[i] < 0:
                continue
            if pos in ("NOUN", "PROPN"):
                yield from self._noun(i)
            elif pos == "VERB":
                yield from self._verb(i)
            if w.lower[i] in self.allied and w.pos[i] in ("ADJ", "VERB"):
                yield from self._allied(i)
            if w.lower[i] == "including" and w.dep[i] == "prep":
                yield from self._among(i)
            elif w.lower[i] == "of" and (w.pos[w.head[i]] == "NUM" or w.lower[w.head[i]] == "some"):
                yield from self._part(i)

    def _tie(self, one: Draft | None, kind: str, two: Draft | None, i: int) -> Iterator[Tie]:
        if one is not None and two is not None and one is not two and one.actor:
            yield Tie(one, kind, two, self.w.sentence_span(i))

    def _meant(self, i: int) -> Draft | None:
        """Whom the noun at token i describes: itself, what it stands in apposition to, or the subject of "is"."""
        w, up = self.w, self.w.head[i]
        if i in self.at:
            return self.at[i]
        if w.dep[i] == "appos":
            return self.at.get(up)
        if w.dep[i] == "attr" and w.lemma[up] in COPULAS:
            return next((self.at[c] for c in w.children[up] if w.dep[c] in SUBJECTS and c in self.at), None)
        return None

    # -- nouns ----------------------------------------------------------------------------------------------------

    def _noun(self, i: int) -> Iterator[Tie]:
        w = self.w
        kind = self.nouns.get(w.lemma[i], "")
        one = self._meant(i) if kind else self.at.get(i)
        if one is None:
            return
        if kind and not (i in self.offices and one.named and kind in ("leads", "memberOf")):
            for other in self._others(i, kind):
                if self._suits(one, kind, other):
                    yield from self._tie(one, kind, other, i)
        if not one.named and one.kind in DWELLERS and w.pos[i] == "NOUN" and kind != "leads":
            yield from self._placed(i, one)
            if w.lemma[i] in self.dwellers:
                yield from self._dwelling(i, one)

    def _others(self, i: int, kind: str) -> Iterator[Draft]:
        w = self.w
        for c in w.children[i]:
            if c < i and w.dep[c] in ("poss", "compound", "nmod") and c in self.at:
                if w.dep[c] == "poss" or kind in ("memberOf", "leads"):
                    yield self.at[c]
            elif w.dep[c] == "prep" and w.lower[c] in ("of", "from", "at", "with", "for", "in"):
                if w.lower[c] != "of" and kind != "memberOf":
                    continue
                for g in w.children[c]:
                    yield from (self.at[x] for x in w.conjuncts(g) if x in self.at and w.dep[g] == "pobj")

    def _suits(self, one: Draft, kind: str, other: Draft) -> bool:
        if kind == "memberOf":
            return one.kind in MEMBERS and other.kind in ORGANISED
        if kind == "partOf":
            return one.kind in ORGANISED and other.kind in ORGANISED and one.kind != "Person"
        if kind == "leads":
            return one.kind in MEMBERS and other.kind in ORGANISED | {"Country"}
        return other.actor and (other.named or other.kind in ORGANISED)

    def _placed(self, i: int, one: Draft) -> Iterator[Tie]:
        """ "Officials in Herat", "a mother of two in Goma", "a fisherman from Lima"."""
        w = self.w
        for prep in w.children[i]:
            if w.dep[prep] != "prep" or w.lower[prep] not in SEATS:
                continue
            for g in w.children[prep]:
                place = self.at.get(g)
                if place is None or w.dep[g] != "pobj" or not place.named:
                    continue
                town = place.kind == "Place" and (i not in self.offices or w.lower[prep] == "in")
                if town or (place.kind == "Facility" and w.lower[prep] in ("in", "at")):
                    yield from self._tie(one, "basedIn", place, i)

    def _dwelling(self, i: int, one: Draft) -> Iterator[Tie]:
        """ "9,000 residents fled Goma", "villagers were arrested in Oruma"."""
        w, verb = self.w, self.w.head[self.w.chain_head(i)]
        if w.lower[verb] == "of":
            verb = w.head[w.head[verb]]  # "thousands of residents"
        if w.pos[verb] != "VERB":
            return
        told = [c for c in w.children[verb] if w.dep[c] == "dobj"]
        told += [g for c in w.children[verb] if w.lower[c] in ("in", "from") for g in w.children[c]]
        places = [self.at[t] for t in told if t in self.at and self.at[t].kind == "Place" and self.at[t].named]
        if len(places) == 1:
            yield from self._tie(one, "basedIn", places[0], i)

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _verb(self, i: int) -> Iterator[Tie]:
        w = self.w
        sense = self.verbs.get(w.lemma[i])
        if sense is None:
            return
        one, two = self._arguments(i)
        if one is None or two is None:
            return
        if sense == "leading_verbs" and two.kind in LED and (one.kind in MEMBERS or one.kind == "Country"):
            if w.lemma[i] not in ("run", "manage", "direct") or two.kind in ORGANISED:
                yield from self._tie(one, "leads", two, i)
        elif sense == "commanding_verbs" and two.kind in LED and one.person:
            yield from self._tie(one, "commands", two, i)
        elif sense == "backing_verbs" and two.kind == "ArmedGroup" and one.kind in ORGANISED | {"Country"}:
            yield from self._tie(one, "alliedWith", two, i)
        elif sense == "assault_verbs":
            if one.kind == "ArmedGroup" and two.kind in FORCES:
                yield from self._tie(one, "opposes", two, i)
            elif one.kind in FORCES and two.kind == "ArmedGroup":
                yield from self._tie(two, "opposes", one, i)

    def _arguments(self, i: int) -> tuple[Draft | None, Draft | None]:
        """Who does it and to whom, through passive, relative clause and coordination."""
        w, subject, found, agent = self.w, -1, -1, -1
        at = i
        for _ in range(3):
            for c in w.children[at]:
                if w.dep[c] in SUBJECTS and subject < 0:
                    subject = c
                elif w.dep[c] == "dobj" and at == i:
                    found = c
                elif w.dep[c] == "agent" and at == i:
                    agent = next((g for g in w.children[c] if w.dep[g] == "pobj"), -1)
            if subject >= 0 or w.dep[at] not in ("conj", "xcomp"):
                break
            at = w.head[at]
        if (subject >= 0 and w.lower[subject] in RELATIVES and w.dep[at] == "relcl") or (
            subject < 0 and w.dep[i] == "acl"
        ):
            subject = w.head[at]
        if agent >= 0:
            subject, found = agent, subject
        return self._meant(subject) if subject >= 0 else None, self._meant(found) if found >= 0 else None

    def _allied(self, i: int) -> Iterator[Tie]:
        """ "A militia loyal to the general", "the party is allied with the Front"."""
        w, up = self.w, self.w.head[i]
        if w.dep[i] in ("amod", "acl", "relcl"):
            one = self._meant(up)
        else:
            verb = up if w.dep[i] == "acomp" else i
            one = next((self.at[c] for c in w.children[verb] if w.dep[c] in SUBJECTS and c in self.at), None)
        for c in w.children[i]:
            if w.lower[c] in ALLIED:
                for other in (self.at.get(g) for g in w.children[c] if w.dep[g] == "pobj"):
                    if other is not None and other.actor and one is not None and one.kind in ORGANISED | MEMBERS:
                        yield from self._tie(one, "alliedWith", other, i)

    # -- parts ----------------------------------------------------------------------------------------------------

    def _among(self, i: int) -> Iterator[Tie]:
        """ "Nine people, including two nurses"."""
        whole = self._whole(self.w.head[i])
        for g in self.w.children[i]:
            for part in (self.at.get(x) for x in self.w.conjuncts(g)):
                if whole is not None and part is not None and part.kind in MEMBERS:
                    yield from self._tie(part, "memberOf" if part.person else "partOf", whole, i)

    def _part(self, i: int) -> Iterator[Tie]:
        """ "Two of the officials", "31 of them"."""
        part = self.at.get(self.w.head[i])
        for g in self.w.children[i]:
            whole = self._whole(g)
            if part is not None and whole is not None and part.kind in MEMBERS:
                yield from self._tie(part, "memberOf" if part.person else "partOf", whole, i)

    def _whole(self, i: int) -> Draft | None:
        draft = self.at.get(i)
        return draft if draft is not None and draft.kind == "Group" else None
