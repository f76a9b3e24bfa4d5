"""What kind of thing a name names, by vote of its mentions: titles, neighbours, head nouns, recogniser, syntax."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from kg.extract.actors.cutting import DIRECTIONS, Name
from kg.extract.actors.describing import beside_person, described
from kg.extract.actors.names import Found
from kg.extract.actors.reading import INSIDE, SMALL, Reader
from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon

LABEL_VOTES: Final = {
    "PERSON": ("Person", 2.0), "ORG": ("Organization", 1.0), "GPE": ("Place", 2.0), "LOC": ("Place", 2.0),
    "FAC": ("Facility", 2.0), "NORP": ("Group", 1.1),
}  # fmt: skip
# On a tie the earlier kind wins.
ORDER: Final = (
    "Person", "Country", "InternationalOrganization", "GovernmentBody", "SecurityForce", "ArmedGroup", "PoliticalParty",
    "MediaOrganization", "CivilSocietyOrganization", "Company", "Facility", "Place", "Organization", "Group",
)  # fmt: skip
TOWARDS: Final = frozenset({"to", "from", "through", "towards", "toward", "off"})


class Voting:
    """Casts the votes of single mentions."""

    def __init__(self, w: Words, found: Found, lexicon: ActorLexicon, reader: Reader) -> None:
        self.w = w
        self.found = found
        self.lexicon = lexicon
        self.reader = reader
        self.titles = {t.end - 1: t.title for t in found.titles}

    def votes(self, n: Name) -> Iterator[tuple[str, float]]:
        w = self.w
        several = n.end - n.start > 1
        label = w.label[n.head]
        if label == "NORP" and w.tag[n.head] == "NNPS":
            yield "Group", 3.0
        acronym = n.text.replace(".", "").isupper()
        if acronym:
            yield "Organization", 1.0
            yield "Person", -2.0
        if any(w.lower[c] in ("a", "an") for c in w.children[n.head]) and w.dep[n.head] not in ("appos", "attr"):
            yield "Person", -3.0  # "a Landrover"
            yield "Organization", -2.0
        if n.start in self.reader.before and not acronym:
            yield "Person", 6.0
        elif w.tag[n.head] != "NNPS" and self._described_as_person(n):
            yield "Person", 7.0
        parts = n.text.split()
        if several and (
            parts[0] in self.lexicon.given or self.lexicon.words("personal_particles").intersection(parts[1:-1])
        ):
            yield "Person", 3.0
        opens = n.start == w.bounds[w.sentence[n.start]][0]
        core = n.text.lower().split()
        yield from self._headed(n, several)
        if several and (core[0] in DIRECTIONS or core[-1] in DIRECTIONS):
            yield "Place", 2.0
        if several and w.text[n.end - 1].islower() and w.text[n.end - 2] == "-":
            yield "Person", 2.0  # "Park Min-seo"
        if several and beside_person(w, self.lexicon, n):
            yield "Person", 2.5
        yield from self._organ(n)
        yield from self._led(n)
        if several:
            yield from self._composed(n)
        if (
            several
            and not label
            and not opens
            and w.lower[n.start - 1] != "the"
            and all(x[0].isupper() for x in n.text.split())
        ):
            yield "Person", 1.0
        yield from self._neighbours(n)
        yield from described(w, self.lexicon, n)
        yield from self._place_signs(n)
        if self.reader.speaks(n):
            yield "Person", 1.0
            yield "Organization", 0.5
            yield "Place", -1.0
        if n.start > 0 and w.lower[n.start - 1] == "the":
            yield "Person", -2.0

    def _headed(self, n: Name, several: bool) -> Iterator[tuple[str, float]]:
        """What the head noun of a name says: "Goma Press Club", "the Coalition"."""
        w = self.w
        last = w.lower[n.end - 1]
        opens = n.start == w.bounds[w.sentence[n.start]][0]
        core = n.text.lower().split()
        if last in self.lexicon.words("surnames") and all(w.label[i] == "PERSON" for i in range(n.start, n.end)):
            return  # "Jane Park"
        stem = next((core[i - 1] for i, x in enumerate(core) if i and x in ("of", "for")), last)
        for noun in dict.fromkeys((last, stem)):
            if several and noun in self.lexicon.heads and self.lexicon.heads[noun].named:
                two = self.lexicon.heads.get(" ".join(core[-2:])) if noun == last else None
                yield (two or self.lexicon.heads[noun]).named, 6.0
        if not several and not opens and last in self.lexicon.heads and self.lexicon.heads[last].plain:
            yield self.lexicon.heads[last].named, 3.0  # "the Coalition"

    def labels(self, group: Sequence[Name]) -> Iterator[tuple[str, float]]:
        """The recogniser's votes: what it says again and again of one word counts little more than twice."""
        said = Counter(label for n in group if (label := self.w.label[n.head]) in LABEL_VOTES)
        several = any(n.end - n.start > 1 for n in group)
        for label, times in said.items():
            kind, weight = LABEL_VOTES[label]
            counted = min(times, 2) + 0.25 * max(times - 2, 0)
            yield kind, (weight + (kind == "Person" and several)) * counted

    def _composed(self, n: Name) -> Iterator[tuple[str, float]]:
        """What the words of a longer name say: "Radio Horizon", "Reef Watchers Asia", "Migrant Rights House"."""
        w, lexicon = self.w, self.lexicon
        core = [x.lower() for x in n.text.split()]
        if core[0] in lexicon.words("fronted") and core[0] in lexicon.heads:
            yield lexicon.heads[core[0]].named, 4.0
        if lexicon.words("civic").intersection(core):
            yield "CivilSocietyOrganization", 3.0 if _official(lexicon, core[-1]) else 6.5
        tail = self.found.known.get((n.end - 1, n.end), ()) if not n.matches else ()
        if tail and core[0].title() not in lexicon.given and n.start not in self.reader.before:
            wide = tail[0].entry.kind == "Country" or tail[0].entry.feature == "continent"
            city = tail[0].entry.population >= SMALL and w.label[n.head] != "PERSON" and n.end - n.start > 2
            if tail[0].form == "name" and core[0] not in DIRECTIONS and (wide or city):
                yield "Organization", 5.0
                yield "Person", -4.0

    def _led(self, n: Name) -> Iterator[tuple[str, float]]:
        """ "The chief executive of Orlando Freight", "an accountant at Orlando"."""
        w = self.w
        up = w.head[n.head]
        if w.dep[n.head] != "pobj" or w.lower[up] not in ("of", "at", "for"):
            return
        title = self.titles.get(w.head[up])
        if title is not None and title.tie == "leads" and w.label[n.head] not in ("GPE", "LOC"):
            company = title.words[0] in ("ceo", "chief") and title.words[-1] in ("ceo", "executive", "officer")
            yield "Person", -4.0
            yield ("Company", 4.0) if company else ("Organization", 2.0)
        elif w.lemma[w.head[up]] in self.lexicon.words("employed"):
            yield "Person", -3.0
            yield "Organization", 2.0

    def _organ(self, n: Name) -> Iterator[tuple[str, float]]:
        """ "UN Mine Council": an organ of what its first words name."""
        for end in range(n.start + 1, n.end):
            matches = self.found.known.get((n.start, end), ())
            if matches and matches[0].entry.kind == "InternationalOrganization" and not n.matches:
                yield "InternationalOrganization", 7.0
        first, last = self.w.lower[n.start], self.w.lower[n.end - 1]
        above = first in self.lexicon.words("worldwide") and last in self.lexicon.words("world_bodies")
        if above and n.end - n.start > 2:
            yield "InternationalOrganization", 7.0  # "the African Water Bank"
        for start in range(n.start + 3, n.end):
            matches = self.found.known.get((start, n.end), ())
            whole = matches and self.w.lower[start - 1] in ("of", "the")
            if whole and matches[0].entry.kind == "InternationalOrganization" and not n.matches:
                yield "InternationalOrganization", 7.0  # "the Peace Council of the African Union"

    def _place_signs(self, n: Name) -> Iterator[tuple[str, float]]:
        w = self.w
        up = w.head[n.head]
        if w.dep[n.head] == "dobj" and w.lemma[up] in self.lexicon.words("place_verbs"):
            yield "Place", 2.5  # "jets bombed Oruma"
        if w.dep[n.head] != "pobj":
            return
        if w.lower[up] in INSIDE:
            yield "Place", 1.5 if n.end - n.start > 1 else 2.5
        elif w.lower[up] in TOWARDS:
            yield "Place", 1.0
        elif w.lower[up] == "of" and w.label[w.head[up]] == "PERSON" and w.head[up] != up:
            yield "Person", -3.0  # "Diallo of Civic Hope"
            yield "Organization", 2.0

    def _neighbours(self, n: Name) -> Iterator[tuple[str, float]]:
        """Common nouns beside the name: "the Salimi news agency", "the village of Oru", "Red Falcons gunmen"."""
        w, heads = self.w, self.lexicon.heads
        after = n.end
        tied = w.dep[n.head] in ("compound", "nmod", "amod") and n.end <= w.head[n.head] <= n.end + 2
        if tied and w.lower[w.head[n.head]] in self.lexicon.words("place_nouns"):
            yield "Place", 4.0
        elif after < len(w.text) and tied and not w.text[after][0].isupper():
            two = " ".join(w.lower[after : after + 2])
            noun = heads.get(two) or heads.get(w.lower[after])
            if noun is not None and (noun.noun in self.lexicon.words("reigns")):
                yield "Person", 4.0  # "the Okoro administration"
            elif noun is not None and (noun.named or noun.plain):
                yield noun.named or noun.plain, 3.0
            elif w.lemma[after] in self.lexicon.people:
                kind = self.lexicon.people[w.lemma[after]]
                yield (kind, 3.0) if kind == "ArmedGroup" else ("Organization", 0.5)
        for c in w.children[n.head]:
            noun = heads.get(w.lower[c]) if w.dep[c] == "appos" and c > after else None
            if noun is not None and noun.plain:  # "Oru Relief Room, a charity"
                yield noun.plain, 4.0
        before = n.start - 1
        if before < 0:
            return
        if w.lower[before] == "of" and before and w.lower[before - 1] in self.lexicon.words("place_nouns"):
            yield "Place", 4.0
        related = w.head[n.head] == before or w.head[before] == n.head or w.dep[n.head] == "appos"
        if related and w.text[before].islower():
            noun = heads.get(w.lower[before])
            if noun is not None and (noun.plain or noun.named) and noun.noun not in self.lexicon.words("state_bodies"):
                yield noun.plain or noun.named, 3.0
            elif w.lower[before] in self.lexicon.words("place_nouns"):
                yield "Place", 4.0
            elif w.lemma[before] in self.lexicon.people:
                yield "Person", 4.0

    def _described_as_person(self, n: Name) -> bool:
        """ "X, a teacher", "X, 34,", "X, who ..."."""
        w = self.w
        after = n.end
        if after + 1 < len(w.text) and w.text[after] == ",":
            if w.text[after + 1].isdigit() and len(w.text[after + 1]) == 2:
                return True
            for c in w.children[n.head]:
                if (
                    c > after
                    and w.dep[c] == "appos"
                    and (w.lemma[c] in self.lexicon.people or w.lower[c] in self.lexicon.titles)
                    and w.lemma[c] not in self.lexicon.words("bodily")
                ):
                    return True
        return any(w.dep[c] == "relcl" and any(w.lower[g] == "who" for g in w.children[c]) for c in w.children[n.head])


def _official(lexicon: ActorLexicon, noun: str) -> bool:
    """Whether a name's last word makes it a body of the state: "Human Rights Commission"."""
    return noun in lexicon.heads and lexicon.heads[noun].named in ("GovernmentBody", "SecurityForce", "PoliticalParty")


def winner(votes: Mapping[str, float]) -> str | None:
    best = max(votes.values(), default=0)
    if best < 1:
        return None
    kind = next(k for k in ORDER if votes.get(k) == best)
    if kind == "Organization":
        special = [
            k
            for k in ORDER
            if votes.get(k, 0) >= 2 and k not in ("Organization", "Person", "Place", "Facility", "Group")
        ]
        return special[0] if special else kind
    return kind
