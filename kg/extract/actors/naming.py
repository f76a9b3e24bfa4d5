"""What names mean, decided once for the whole article: which names are one actor, and of what kind it is.

Every mention of a name votes for a kind; a surname, acronym or short form goes with the full name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kg.extract.actors.cutting import DIRECTIONS, Name
from kg.extract.actors.grouping import groups
from kg.extract.actors.mentions import Draft, Mention
from kg.extract.actors.names import Found
from kg.extract.actors.reading import SMALL, Reader
from kg.extract.actors.voting import Voting, winner
from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon
from kg.lexicon.gazetteer import Match
from kg.model import Drop

MANY: Final = 3


class Naming:
    """Makes a draft of each actor or place that the article names."""

    def __init__(self, w: Words, found: Found, lexicon: ActorLexicon) -> None:
        self.w = w
        self.found = found
        self.lexicon = lexicon
        self.reader = Reader(w, found, lexicon)
        self.voting = Voting(w, found, lexicon, self.reader)

    def drafts(self, drops: list[Drop]) -> Iterator[Draft]:
        """One draft an actor or place that is named, in order of first mention."""
        names = [n for n in self.found.names if not self._happening(n, drops)]
        drafts = [(group, self._draft(group)) for group in groups(self.w, self.reader, names)]
        self._parties([d for _, d in drafts if d is not None])
        for group, draft in drafts:
            if draft is not None:
                yield draft
                continue
            drops.extend(
                Drop("name", self.w.span(n.start, n.end), "no sign of what kind of thing it names") for n in group
            )

    def _parties(self, drafts: list[Draft]) -> None:
        """Among several parties an unknown body that has people is a party too: "Sy of Youth Now"."""
        if sum(d.kind == "PoliticalParty" for d in drafts) < MANY:
            return
        w = self.w
        people = {m.head for d in drafts if d.person for m in d.mentions}
        for d in drafts:
            heads = [m.head for m in d.mentions]
            of = any(w.dep[h] == "pobj" and w.head[w.chain_head(w.head[h])] in people for h in heads)
            whose = any(w.dep[h] in ("poss", "conj") and w.head[h] in people for h in heads)
            if d.kind == "Organization" and d.entry is None and (of or whose):
                d.kind = "PoliticalParty"

    def _happening(self, n: Name, drops: list[Drop]) -> bool:
        """Whether the name is that of an event, a law or a thing: "the Geneva Convention", "the Winter Festival"."""
        w, heads = self.w, self.lexicon.words("event_heads")
        if n.matches and self.reader.choose(n) is not None:
            return False
        if n.text.lower() in DIRECTIONS:
            return self.reader.half(n.text) is None
        lower = [x.lower() for x in n.text.split()]
        cut = next((i for i, x in enumerate(lower) if i and x in ("of", "for", "on", "against")), len(lower))
        named = lower[cut - 1] in heads or lower[-1] in heads or lower[0] in self.lexicon.words("event_openers")
        following = n.end < len(w.text) and w.dep[n.head] in ("compound", "nmod") and w.lower[n.end] in heads
        followed = following and w.label[n.head] not in ("GPE", "ORG", "PERSON", "LOC") and n.end - n.start == 1
        if named or followed:
            drops.append(Drop("name", w.span(n.start, n.end), "names a happening, a law or a thing"))
        return named or followed

    def _draft(self, group: list[Name]) -> Draft | None:
        found = [m for m in (self.reader.choose(n) for n in group) if m is not None]
        match = max(found, key=lambda m: sum(o.entry.id == m.entry.id for o in found)) if found else None
        votes: dict[str, float] = defaultdict(float)
        for n in group:
            for candidate, weight in self.voting.votes(n):
                votes[candidate] += weight
        for candidate, weight in self.voting.labels(group):
            votes[candidate] += weight
        people = votes["Person"]
        here = match is not None and match.entry.country in self.reader.countries and votes["Place"] >= 2
        people -= 1 if here else 0  # "the ferry to Jeju", in an article on Seoul
        if match is not None and (match.entry.kind != "Place" or people < 4 or match.entry.population > SMALL):
            return self._linked(group, match)
        kind = winner(votes)
        if kind is None:
            return None
        longest = max(group, key=lambda n: (len(n.text), -n.start))
        faith = kind == "Group" and all(self.w.label[n.head] == "NORP" and self.w.tag[n.head] == "NNPS" for n in group)
        draft = Draft(kind, longest.text, not faith, [self._mention(n) for n in group])
        draft.mentions += [m for n in group if (m := self._with_noun(n, kind)) is not None]
        if kind in ("GovernmentBody", "SecurityForce", "PoliticalParty"):
            draft.name = max([draft.name, *(m.text for m in draft.mentions)], key=len)
        draft.gender = self._gender(group) if kind == "Person" else ""
        draft.plural = kind in ("Group", "ArmedGroup", "SecurityForce")
        return draft

    def _linked(self, group: list[Name], match: Match) -> Draft:
        entry = match.entry
        nouns = [n for n in group if not n.adjective]
        if match.form == "demonym" and nouns and len(nouns) == len(group):
            return self._nationals(group)
        draft = Draft(entry.kind, entry.name, True, [self._mention(n) for n in group], entry)
        draft.plural = entry.kind in ("SecurityForce", "ArmedGroup")
        return draft

    def _nationals(self, group: list[Name]) -> Draft:
        """ "Malians", "a Malian": people, not the country."""
        n = group[0]
        single = self.w.tag[n.head] in ("NN", "NNP", "JJ") and any(
            self.w.lower[c] in ("a", "an", "one") for c in self.w.children[n.head]
        )
        draft = Draft("Person" if single else "Group", n.text, False, [self._mention(x) for x in group])
        draft.plural = not single
        draft.lemma = n.text.lower()
        return draft

    def _mention(self, n: Name) -> Mention:
        return Mention(n.start, n.end, n.head, n.text, counted=not (n.adjective or self._tied(n) or self._attribute(n)))

    def _with_noun(self, n: Name, kind: str) -> Mention | None:
        """ "the Salimi news agency", "the Nuru hospital": the noun that says what it is belongs to the name."""
        w, after = self.w, n.end
        if after >= len(w.text) or w.dep[n.head] not in ("compound", "nmod", "amod") or n.bound:
            return None
        two = self.lexicon.heads.get(" ".join(w.lower[after : after + 2])) if after + 1 < len(w.text) else None
        noun = two or self.lexicon.heads.get(w.lower[after])
        if noun is None or not w.text[after].islower() or kind not in (noun.named, noun.plain):
            return None
        end = after + (2 if two else 1)
        return Mention(n.start, end, end - 1, w.phrase(n.start, end))

    def _attribute(self, n: Name) -> bool:
        """ "Kenyan police" in "a Kenyan police officer" says what kind of officer, not what the force does."""
        w = self.w
        return (
            w.text[n.head].islower()
            and w.dep[n.head] in ("compound", "nmod")
            and w.lemma[w.head[n.head]] in self.lexicon.people
        )

    def _tied(self, n: Name) -> bool:
        return n.bound and n.start > 0 and self.w.text[n.start - 1] == "-"

    def _gender(self, group: list[Name]) -> str:
        for n in group:
            title = self.reader.before.get(n.start)
            if title is not None and title.title.gender:
                return title.title.gender
        for n in group:
            if sex := self.lexicon.given.get(n.text.split()[0], ""):
                return sex
        return ""
