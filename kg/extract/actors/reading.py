"""Which entry of the gazetteer a name means in this article, if any."""

from __future__ import annotations

from collections import Counter
from typing import Final

from kg.extract.actors.cutting import DIRECTIONS, Name
from kg.extract.actors.names import Found
from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon
from kg.lexicon.gazetteer import Entry, Match

TINY: Final = 40_000  # a town of fewer people, in a country that the article does not name, is another one
METROPOLIS: Final = 700_000
SMALL: Final = 100_000  # a town of fewer people needs a sign that the name is a place
OF_STATES: Final = frozenset({"PoliticalParty", "GovernmentBody", "SecurityForce"})
PLACES: Final = frozenset({"Place", "Facility"})
INSIDE: Final = frozenset({"in", "at", "near", "into", "outside", "inside", "across", "throughout", "around"})


class Reader:
    """Reads the names of one article against the gazetteer."""

    def __init__(self, w: Words, found: Found, lexicon: ActorLexicon) -> None:
        self.w = w
        self.found = found
        self.lexicon = lexicon
        self.before = {t.end: t for t in found.titles}
        self.countries = self._counted()

    def _counted(self) -> Counter[str]:
        """How often the article names each country, by ISO code."""
        seen: Counter[str] = Counter()
        for n in self.found.names:
            states = {m.entry.country for m in n.matches if m.entry.kind == "Country"}
            if n.matches and n.matches[0].entry.kind == "Country" and len(states) == 1:
                seen[n.matches[0].entry.country] += 1
            elif n.matches and n.matches[0].entry.population >= METROPOLIS and self.w.label[n.head] == "GPE":
                seen[n.matches[0].entry.country] += 1  # "in Seoul" tells the country
        return seen

    def choose(self, n: Name) -> Match | None:
        """The gazetteer's entry for a name in this article, None when the name is better taken as something else."""
        if not n.matches or n.text.lower() in DIRECTIONS:
            return None
        speaks = self.speaks(n) or self._addressed(n)
        metonyms = [m for m in n.matches if m.form == "metonym"]
        prefixed = n.bound and n.start > 0 and self.w.text[n.start - 1] == "-"  # "pro-Vienna"
        if metonyms and (speaks or prefixed or len(metonyms) == len(n.matches)):
            return metonyms[0]
        plain = [m for m in n.matches if m.form != "metonym"]
        best = plain[0]
        if best.form == "demonym" or best.entry.kind == "Country":
            # "Korean", "Congolese": of the countries that it may mean, the one that the article names
            rivals = [m for m in plain if m.form == best.form and m.entry.kind == "Country"]
            return max(rivals, key=lambda m: self.countries[m.entry.country]) if len(rivals) > 1 else best
        if best.entry.kind in OF_STATES and self.countries:
            # "the Labour Party", "the Home Office": of the countries that have one, the one that the article names
            best = next((m for m in plain if m.entry.kind in OF_STATES and m.entry.country in self.countries), best)
            if best.entry.kind == "PoliticalParty" and best.entry.country not in ("", *self.countries):
                return None
        if best.entry.kind in PLACES and best.entry.country not in self.countries:
            here = [m for m in plain if m.entry.kind in PLACES and m.entry.country in self.countries]
            # a hamlet of a country named in passing does not outdo a metropolis
            large = best.entry.population
            best = next((m for m in here if m.entry.population * 20 >= large or m.entry.feature == "region"), best)
        return best if self._believable(n, best.entry) else None

    def half(self, direction: str) -> str | None:
        """ "The South" where exactly one country of the article is called so: "South Sudan"."""
        states = {
            n.matches[0].entry.id
            for n in self.found.names
            if n.matches and n.matches[0].form == "name" and n.matches[0].entry.kind == "Country"
            if n.text.startswith(f"{direction} ")
        }
        return min(states) if len(states) == 1 else None

    def _believable(self, n: Name, entry: Entry) -> bool:
        w = self.w
        if (
            n.text.split()[0].lower() in DIRECTIONS
            and entry.kind == "Place"
            and entry.country not in ("", *self.countries)
        ):
            return False  # "the Northern District" is in many countries
        if entry.kind not in ("Place", "Facility"):
            return True
        if n.end - n.start > 1:
            elsewhere = entry.feature == "city" and bool(self.countries) and entry.country not in self.countries
            return not (elsewhere and entry.population < TINY)
        if n.start in self.before and self.before[n.start].title.words not in (("governor",), ("mayor",)):
            return False
        here = entry.country in self.countries
        if not here and entry.feature == "city" and (entry.population < TINY or self._called_small(n)):
            return False
        label = w.label[n.head]
        if label in ("GPE", "LOC", "FAC") or self.located(n):
            return True
        if label == "PERSON" and not here:
            full = any(o.text.endswith(f" {n.text}") for o in self.found.names)
            return entry.population >= SMALL and not full
        return here or entry.population >= SMALL or entry.feature in ("continent", "sea", "area", "region")

    def _called_small(self, n: Name) -> bool:
        """ "The town of Palma" is not the city on Mallorca."""
        w, up = self.w, self.w.head[n.head]
        return w.lower[up] == "of" and w.lower[w.head[up]] in ("town", "village", "hamlet", "district", "settlement")

    def called_place(self, n: Name) -> bool:
        """ "The town of Palma", "the Palma district"."""
        w, up = self.w, self.w.head[n.head]
        nouns = self.lexicon.words("place_nouns")
        return w.lower[up] in nouns or (w.lower[up] == "of" and w.lower[w.head[up]] in nouns)

    def speaks(self, n: Name) -> bool:
        w, first = self.w, self.w.chain_head(n.head)
        return w.dep[first] == "nsubj" and w.lemma[w.head[first]] in self.lexicon.words("speech")

    def _addressed(self, n: Name) -> bool:
        """ "It accused Nairobi", "talks with Nairobi", "condemned by Nairobi": states deal with states."""
        w, first = self.w, self.w.chain_head(n.head)
        up = w.head[first]
        if w.dep[first] in ("dobj", "dative"):
            return w.lemma[up] in self.lexicon.words("addressing")
        if w.dep[first] != "pobj" or w.lower[up] not in ("with", "by", "between", "against", "on"):
            return False
        over = w.head[up]
        if w.lower[up] == "by":
            return w.dep[up] == "agent" and w.lemma[over] in self.lexicon.words("speech")
        return w.lemma[over] in self.lexicon.words("dealings") and not (w.lower[up] == "on" and w.lemma[over] == "talk")

    def located(self, n: Name) -> bool:
        w = self.w
        return w.dep[n.head] == "pobj" and w.lower[w.head[n.head]] in INSIDE

    def personal(self, n: Name) -> bool:
        w = self.w
        if n.start in self.before and not n.matches:
            return True
        parts = n.text.split()
        given = len(parts) > 1 and parts[0] in self.lexicon.given
        given = given or bool(self.lexicon.words("personal_particles").intersection(parts[1:-1]))
        return not n.matches and (given or all(w.label[i] == "PERSON" for i in range(n.start, n.end)))
