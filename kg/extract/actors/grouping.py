"""Which names of an article are one: full name and surname, acronym, short form, alias."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from kg.extract.actors.cutting import Name
from kg.extract.actors.reading import Reader
from kg.extract.actors.words import Words

ALIASES: Final = frozenset({"alias", "aka", "nicknamed"})
ARTICLES: Final = frozenset({"al", "el", "the"})


def groups(w: Words, reader: Reader, names: Sequence[Name]) -> list[list[Name]]:
    """The names, grouped by what they name, in order of first mention."""
    return _Grouping(w, reader).groups(names)


class _Grouping:
    def __init__(self, w: Words, reader: Reader) -> None:
        self.w = w
        self.reader = reader
        self.lexicon = reader.lexicon

    def groups(self, names: Sequence[Name]) -> list[list[Name]]:
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
        match = self.reader.choose(n)
        if match is None and n.text.lower() in ("north", "south") and (state := self.reader.half(n.text)) is not None:
            return state
        if match is None:
            return _turned(n.text.lower().removeprefix("the ").replace("’", "'"))
        nouny = match.form == "demonym" and not n.adjective
        return f"{match.entry.id} people" if nouny else match.entry.id

    def _links(self, names: Sequence[Name], keys: dict[int, str]) -> Iterator[tuple[str, str]]:
        people = [n for n in names if self.reader.personal(n)]
        tails: dict[str, set[str]] = {}
        for n in people:
            parts = n.text.split()
            if len(parts) > 1:
                for tail in {parts[-1], self._bare(parts[-1])}:
                    tails.setdefault(tail, set()).add(keys[id(n)])
        heads: dict[str, set[str]] = {}
        for n in people:
            if " " in n.text:
                heads.setdefault(n.text.split()[0], set()).add(keys[id(n)])
        for n in names:
            word = n.text
            if " " in word:
                continue
            if word in tails and len(tails[word]) == 1:
                yield next(iter(tails[word])), keys[id(n)]
            elif word in heads and len(heads[word]) == 1 and not n.matches and self.w.label[n.head] in ("PERSON", ""):
                yield next(iter(heads[word])), keys[id(n)]
        yield from self._surnames(names, people, keys)
        for before, n in pairwise(names):
            gap = {x for x in self.w.lower[before.end : n.start] if x.isalpha()}
            if gap & ALIASES and n.start - before.end <= 8:
                yield keys[id(before)], keys[id(n)]
        yield from self._acronyms(names, keys)
        yield from self._short_forms(names, keys)
        yield from self._first_words(names, keys)

    def _surnames(
        self, names: Sequence[Name], people: Sequence[Name], keys: dict[int, str]
    ) -> Iterator[tuple[str, str]]:
        """ "Van den Broek" after "Joris van den Broek": a surname that opens with a particle."""
        particles = self.lexicon.words("particles")
        for n in names:
            first, _, rest = n.text.lower().partition(" ")
            if not rest or first not in particles or n.matches:
                continue
            longer = {keys[id(o)] for o in people if o.text.lower().endswith(f" {n.text.lower()}")}
            if len(longer) == 1:
                yield next(iter(longer)), keys[id(n)]

    @staticmethod
    def _bare(word: str) -> str:
        """ "al-Nasr" without its article."""
        article, hyphen, rest = word.partition("-")
        return rest if hyphen and article.lower() in ARTICLES else word

    def _acronyms(self, names: Sequence[Name], keys: dict[int, str]) -> Iterator[tuple[str, str]]:
        w = self.w
        by_initials: dict[str, list[str]] = {}
        ending: dict[int, str] = {}
        for n in (n for n in names if n.end - n.start > 1):
            ending[n.end] = keys[id(n)]
            for initials in _initials(n.text):
                by_initials.setdefault(initials, []).append(keys[id(n)])
        for n in names:
            letters = n.text.replace(".", "")
            if n.end - n.start > 2 or not letters.isupper() or not 2 <= len(letters) <= 8:
                continue
            bracketed = n.start > 1 and w.text[n.start - 1] in "([" and n.end < len(w.text) and w.text[n.end] in ")]"
            fits = set(by_initials.get(letters, ()))
            if bracketed and n.start - 1 in ending and not _is_state(n):
                fits.add(ending[n.start - 1])
            if len(fits) == 1:
                yield next(iter(fits)), keys[id(n)]

    def _first_words(self, names: Sequence[Name], keys: dict[int, str]) -> Iterator[tuple[str, str]]:
        """ "Orlando" after "Orlando Freight"; a town named alone is not the office that is called after it."""
        longer: dict[str, set[str]] = {}
        for n in names:
            last = self.lexicon.heads.get(n.text.split()[-1].lower())
            firm = last is None or last.named in ("Company", "MediaOrganization")
            if " " in n.text and not n.matches and firm:
                longer.setdefault(n.text.split()[0], set()).add(keys[id(n)])
        placed = {n.text for n in names if n.matches or self.reader.located(n) or self.reader.called_place(n)}
        for n in names:
            alone = len(longer.get(n.text, ())) == 1 and n.text not in placed and not n.adjective
            if alone and self.w.label[n.head] not in ("GPE", "LOC"):
                yield next(iter(longer[n.text])), keys[id(n)]

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


def _turned(key: str) -> str:
    """One key for "ministry of water" and "water ministry"."""
    kind, of, field = key.partition(" of ")
    return (
        f"{field.removeprefix('the ')} {kind}" if of and kind in ("ministry", "department", "office", "bank") else key
    )


def _is_state(n: Name) -> bool:
    return bool(n.matches) and n.matches[0].entry.kind == "Country"


def _initials(name: str) -> tuple[str, str]:
    """The acronyms of a name's initials, small words left out and counted."""
    words = [x for x in name.replace("-", " ").replace("'s", "").replace("’s", "").split() if x]
    capitals = "".join(x[0] for x in words if x[0].isupper())
    everything = "".join(x[0].upper() for x in words)
    return capitals, everything
