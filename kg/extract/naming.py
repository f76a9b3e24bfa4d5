"""What names mean, decided once for the whole article: which names are one actor, and of what kind it is.

Every mention of a name votes for a kind (title, recogniser, gazetteer, head noun, neighbours, the verb it is subject of); a
surname, acronym or short form goes with the full name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.extract.mentions import Draft, Mention
from kg.extract.names import DIRECTIONS, Found, Name
from kg.extract.words import Words
from kg.lexicon.actors import ActorLexicon
from kg.lexicon.gazetteer import Entry, Match
from kg.model import Drop

LABEL_VOTES: Final = {
    "PERSON": ("Person", 2.0), "ORG": ("Organization", 1.0), "GPE": ("Place", 2.0), "LOC": ("Place", 2.0),
    "FAC": ("Facility", 2.0), "NORP": ("Group", 1.1),
}  # fmt: skip
# On a tie the earlier kind wins.
ORDER: Final = (
    "Person", "Country", "InternationalOrganization", "GovernmentBody", "SecurityForce", "ArmedGroup", "PoliticalParty",
    "MediaOrganization", "CivilSocietyOrganization", "Company", "Facility", "Place", "Organization", "Group",
)  # fmt: skip
TINY: Final = 40_000  # and a town of fewer yet, in a country that the article does not name, is another one
ALIASES: Final = frozenset({"alias", "aka", "nicknamed"})
MANY: Final = 3
SMALL: Final = 100_000  # a town of fewer people needs a sign that the name is a place
PLACES: Final = frozenset({"Place", "Facility"})
TOWARDS: Final = frozenset({"to", "from", "through", "towards", "toward", "off"})
INSIDE: Final = frozenset({"in", "at", "near", "into", "outside", "inside", "across", "throughout", "around"})
ARTICLES: Final = frozenset({"al", "el", "the"})


class Naming:
    """Groups the names of one article and decides their kinds."""

    def __init__(self, w: Words, found: Found, lexicon: ActorLexicon) -> None:
        self.w = w
        self.found = found
        self.lexicon = lexicon
        self.before = {t.end: t for t in found.titles}
        self.countries = self._countries()

    def drafts(self, drops: list[Drop]) -> Iterator[Draft]:
        """One draft an actor or place that is named, in order of first mention."""
        names = [n for n in self.found.names if not self._happening(n, drops)]
        drafts = [(group, self._draft(group)) for group in self._groups(names)]
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

    # -- what is no actor -----------------------------------------------------------------------------------------

    def _happening(self, n: Name, drops: list[Drop]) -> bool:
        """Whether the name is that of an event, a law or a thing: "the Geneva Convention", "the Winter Festival"."""
        w, heads = self.w, self.lexicon.words("event_heads")
        if n.matches and self.choose(n) is not None:
            return False
        if n.text.lower() in DIRECTIONS:
            return self._half(n.text) is None
        lower = [x.lower() for x in n.text.split()]
        cut = next((i for i, x in enumerate(lower) if i and x in ("of", "for", "on", "against")), len(lower))
        named = lower[cut - 1] in heads or lower[-1] in heads or lower[0] in self.lexicon.words("event_openers")
        following = n.end < len(w.text) and w.dep[n.head] in ("compound", "nmod") and w.lower[n.end] in heads
        followed = following and w.label[n.head] not in ("GPE", "ORG", "PERSON", "LOC") and n.end - n.start == 1
        if named or followed:
            drops.append(Drop("name", w.span(n.start, n.end), "names a happening, a law or a thing"))
        return named or followed

    # -- which names are one --------------------------------------------------------------------------------------

    def _countries(self) -> Counter[str]:
        """How often the article names each country, by ISO code."""
        seen: Counter[str] = Counter()
        for n in self.found.names:
            states = {m.entry.country for m in n.matches if m.entry.kind == "Country"}
            if n.matches and n.matches[0].entry.kind == "Country" and len(states) == 1:
                seen[n.matches[0].entry.country] += 1
        return seen

    def _groups(self, names: Sequence[Name]) -> list[list[Name]]:
        keys = {id(n): self._key(n) for n in names}
        parent = {key: key for key in keys.values()}

        def root(key: str) -> str:
            while parent[key] != key:
                key = parent[key]
            return key

        for one, other in self._links(names, keys):
            a, b = root(one), root(other)
            if a != b:
                parent[b] = a
        groups: dict[str, list[Name]] = {}
        for n in names:
            groups.setdefault(root(keys[id(n)]), []).append(n)
        return sorted(groups.values(), key=lambda g: g[0].start)

    def _key(self, n: Name) -> str:
        match = self.choose(n)
        if match is None and n.text.lower() in ("north", "south") and (state := self._half(n.text)) is not None:
            return state
        if match is None:
            return _turned(n.text.lower().removeprefix("the ").replace("’", "'"))
        nouny = match.form == "demonym" and not n.adjective
        return f"{match.entry.id} people" if nouny else match.entry.id

    def _half(self, direction: str) -> str | None:
        """ "The South" where exactly one country of the article is called so: "South Sudan"."""
        states = {
            n.matches[0].entry.id for n in self.found.names
            if n.matches and n.matches[0].form == "name" and n.matches[0].entry.kind == "Country" and n.text.startswith(f"{direction} ")
        }  # fmt: skip
        return min(states) if len(states) == 1 else None

    def _links(self, names: Sequence[Name], keys: dict[int, str]) -> Iterator[tuple[str, str]]:
        people = [n for n in names if self._personal(n)]
        tails: dict[str, set[str]] = {}
        for n in people:
            parts = n.text.split()
            if len(parts) > 1:
                for tail in {parts[-1], self._bare(parts[-1])}:
                    tails.setdefault(tail, set()).add(keys[id(n)])
        heads: dict[str, set[str]] = {}
        for n in people:
            heads.setdefault(n.text.split()[0], set()).add(keys[id(n)])
        for n in names:
            word = n.text
            if " " in word:
                continue
            if word in tails and len(tails[word]) == 1:
                yield next(iter(tails[word])), keys[id(n)]
            elif word in heads and len(heads[word]) == 1 and not n.matches and self.w.label[n.head] in ("PERSON", ""):
                yield next(iter(heads[word])), keys[id(n)]
        for before, n in pairwise(names):
            gap = {x for x in self.w.lower[before.end : n.start] if x.isalpha()}
            if gap & ALIASES and n.start - before.end <= 8:
                yield keys[id(before)], keys[id(n)]
        yield from self._acronyms(names, keys)
        yield from self._short_forms(names, keys)

    def _personal(self, n: Name) -> bool:
        w = self.w
        if n.start in self.before and not n.matches:
            return True
        given = " " in n.text and n.text.split()[0] in self.lexicon.given
        return not n.matches and (given or all(w.label[i] == "PERSON" for i in range(n.start, n.end)))

    @staticmethod
    def _bare(word: str) -> str:
        """ "al-Nasr" without its article."""
        article, hyphen, rest = word.partition("-")
        return rest if hyphen and article.lower() in ARTICLES else word

    def _acronyms(self, names: Sequence[Name], keys: dict[int, str]) -> Iterator[tuple[str, str]]:
        w = self.w
        long = [n for n in names if n.end - n.start > 1]
        for n in names:
            letters = n.text.replace(".", "")
            if n.end - n.start > 2 or not letters.isupper() or not 2 <= len(letters) <= 8:
                continue
            bracketed = n.start > 1 and w.text[n.start - 1] in "([" and n.end < len(w.text) and w.text[n.end] in ")]"
            fits = []
            for other in long:
                beside = bracketed and other.end == n.start - 1 and not _is_state(n)
                if beside or _initials_fit(letters, other.text):
                    fits.append(keys[id(other)])
            if len(set(fits)) == 1:
                yield fits[0], keys[id(n)]

    def _short_forms(self, names: Sequence[Name], keys: dict[int, str]) -> Iterator[tuple[str, str]]:
        """ "Water Office" after "Kenya Water Office"; "Navy" is too short to be sure of."""
        by_tail: dict[str, list[Name]] = {}
        for n in names:
            if n.end - n.start > 2:
                by_tail.setdefault(n.text.split()[-1], []).append(n)
        for n in names:
            if n.end - n.start < 2 or n.text.split()[-1].lower() not in self.lexicon.heads:
                continue
            longer = {
                keys[id(o)]
                for o in by_tail.get(n.text.split()[-1], ())
                if o.text != n.text and o.text.endswith(" " + n.text)
            }
            if len(longer) == 1:
                yield next(iter(longer)), keys[id(n)]

    # -- what a name means ----------------------------------------------------------------------------------------

    def choose(self, n: Name) -> Match | None:
        """The gazetteer's entry for a name in this article, None when the name is better taken as something else."""
        if not n.matches or n.text.lower() in DIRECTIONS:
            return None
        speaks = self._speaks(n)
        metonyms = [m for m in n.matches if m.form == "metonym"]
        if metonyms and (speaks or len(metonyms) == len(n.matches)):
            return metonyms[0]
        plain = [m for m in n.matches if m.form != "metonym"]
        best = plain[0]
        if best.form == "demonym" or best.entry.kind == "Country":
            # "Korean", "Congolese": of the countries that it may mean, the one that the article names
            rivals = [m for m in plain if m.form == best.form and m.entry.kind == "Country"]
            return max(rivals, key=lambda m: self.countries[m.entry.country]) if len(rivals) > 1 else best
        if best.entry.kind in PLACES and best.entry.country not in self.countries:
            here = [m for m in plain if m.entry.kind in PLACES and m.entry.country in self.countries]
            # a hamlet of a country named in passing does not outdo a metropolis
            best = next(
                (m for m in here if m.entry.population * 20 >= best.entry.population or m.entry.feature == "region"),
                best,
            )
        return best if self._believable(n, best.entry) else None

    def _believable(self, n: Name, entry: Entry) -> bool:
        w = self.w
        if entry.kind not in ("Place", "Facility") or n.end - n.start > 1:
            return True
        if n.start in self.before and self.before[n.start].title.words not in (("governor",), ("mayor",)):
            return False
        here = entry.country in self.countries
        if not here and entry.feature == "city" and (entry.population < TINY or self._called_small(n)):
            return False
        label = w.label[n.head]
        if label in ("GPE", "LOC", "FAC") or self._located(n):
            return True
        if label == "PERSON" and not here:
            return False
        return here or entry.population >= SMALL or entry.feature in ("continent", "sea", "area", "region")

    def _called_small(self, n: Name) -> bool:
        """ "The town of Palma" is not the city on Mallorca."""
        w, up = self.w, self.w.head[n.head]
        return w.lower[up] == "of" and w.lower[w.head[up]] in ("town", "village", "hamlet", "district", "settlement")

    def _speaks(self, n: Name) -> bool:
        w, first = self.w, self.w.chain_head(n.head)
        return w.dep[first] == "nsubj" and w.lemma[w.head[first]] in self.lexicon.words("speech")

    def _located(self, n: Name) -> bool:
        w = self.w
        return w.dep[n.head] == "pobj" and w.lower[w.head[n.head]] in INSIDE

    def _draft(self, group: list[Name]) -> Draft | None:
        found = [m for m in (self.choose(n) for n in group) if m is not None]
        match = max(found, key=lambda m: sum(o.entry.id == m.entry.id for o in found)) if found else None
        votes: Counter[str] = Counter()
        for n in group:
            for kind, weight in self._votes(n):
                votes[kind] += weight  # type: ignore[assignment]
        people = votes["Person"]
        if match is not None and (match.entry.kind != "Place" or people < 4 or match.entry.population > SMALL):
            return self._linked(group, match)
        kind = _winner(votes)
        if kind is None:
            return None
        longest = max(group, key=lambda n: (len(n.text), -n.start))
        faith = all(self.w.label[n.head] == "NORP" and self.w.tag[n.head] == "NNPS" for n in group)
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
        two = self.lexicon.heads.get(" ".join(w.lower[after : after + 2]))
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
            title = self.before.get(n.start)
            if title is not None and title.title.gender:
                return title.title.gender
        for n in group:
            if sex := self.lexicon.given.get(n.text.split()[0], ""):
                return sex
        return ""

    # -- votes ----------------------------------------------------------------------------------------------------

    def _votes(self, n: Name) -> Iterator[tuple[str, float]]:
        w = self.w
        several = n.end - n.start > 1
        label = w.label[n.head]
        if label == "NORP" and w.tag[n.head] == "NNPS":
            yield "Group", 3.0
        if label in LABEL_VOTES:
            kind, weight = LABEL_VOTES[label]
            yield kind, weight + (kind == "Person" and several)
        acronym = n.text.replace(".", "").isupper()
        if acronym:
            yield "Organization", 1.0
            yield "Person", -2.0
        if n.start in self.before and not acronym:
            yield "Person", 6.0
        elif self._described_as_person(n):
            yield "Person", 4.0
        if several and n.text.split()[0] in self.lexicon.given:
            yield "Person", 3.0
        last = w.lower[n.end - 1]
        core = n.text.lower().split()
        stem = next((core[i - 1] for i, x in enumerate(core) if i and x in ("of", "for")), last)
        for noun in dict.fromkeys((last, stem)):
            if several and noun in self.lexicon.heads and self.lexicon.heads[noun].named:
                two = self.lexicon.heads.get(" ".join(core[-2:])) if noun == last else None
                yield (two or self.lexicon.heads[noun]).named, 6.0
        opens = n.start == w.bounds[w.sentence[n.start]][0]
        if not several and not opens and last in self.lexicon.heads and self.lexicon.heads[last].plain:
            yield self.lexicon.heads[last].named, 3.0  # "the Coalition"
        if several and (core[0] in DIRECTIONS or core[-1] in DIRECTIONS):
            yield "Place", 2.0
        if several and w.text[n.end - 1].islower() and w.text[n.end - 2] == "-":
            yield "Person", 2.0  # "Park Min-seo"
        yield from self._organ(n)
        if (
            several
            and not label
            and not opens
            and w.lower[n.start - 1] != "the"
            and all(x[0].isupper() for x in n.text.split())
        ):
            yield "Person", 1.0
        yield from self._neighbours(n)
        yield from self._place_signs(n)
        if self._speaks(n):
            yield "Person", 1.0
            yield "Organization", 0.5
            yield "Place", -1.0
        if n.start > 0 and w.lower[n.start - 1] == "the":
            yield "Person", -2.0

    def _organ(self, n: Name) -> Iterator[tuple[str, float]]:
        """ "UN Mine Council": an organ of what its first words name."""
        for end in range(n.start + 1, n.end):
            matches = self.found.known.get((n.start, end), ())
            if matches and matches[0].entry.kind == "InternationalOrganization" and not n.matches:
                yield "InternationalOrganization", 7.0

    def _place_signs(self, n: Name) -> Iterator[tuple[str, float]]:
        w = self.w
        up = w.head[n.head]
        if w.dep[n.head] != "pobj":
            return
        if w.lower[up] in INSIDE:
            yield "Place", 1.5
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
                ):
                    return True
        return any(w.dep[c] == "relcl" and any(w.lower[g] == "who" for g in w.children[c]) for c in w.children[n.head])


def _winner(votes: Counter[str]) -> str | None:
    best = max(votes.values(), default=0)
    if best < 1:
        return None
    kind = next(k for k in ORDER if votes[k] == best)
    if kind == "Organization":
        special = [
            k for k in ORDER if votes[k] >= 2 and k not in ("Organization", "Person", "Place", "Facility", "Group")
        ]
        return special[0] if special else kind
    return kind


def _turned(key: str) -> str:
    """One key for "ministry of water" and "water ministry"."""
    kind, of, field = key.partition(" of ")
    return (
        f"{field.removeprefix('the ')} {kind}" if of and kind in ("ministry", "department", "office", "bank") else key
    )


def _is_state(n: Name) -> bool:
    return bool(n.matches) and n.matches[0].entry.kind == "Country"


def _initials_fit(letters: str, name: str) -> bool:
    """Whether an acronym is made of a name's initials, small words counted or not."""
    words = [x for x in name.replace("-", " ").replace("'s", "").replace("’s", "").split() if x]
    capitals = "".join(x[0] for x in words if x[0].isupper())
    everything = "".join(x[0].upper() for x in words)
    return letters in (capitals, everything)
