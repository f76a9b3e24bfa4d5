"""Where names stand: capitalised runs, cut by titles, the gazetteer and the recogniser into single names.

Everything capitalised that could be a name is looked up in the gazetteer in one round trip; longer spans win. What a
name means is decided elsewhere, for the whole article (`kg.extract.actors.naming`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.extract.actors.capitals import NAMING, capitals
from kg.extract.actors.cutting import SPANNING, Cutter, Name
from kg.extract.actors.titles import TitleSpan, find_titles
from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon
from kg.lexicon.gazetteer import Gazetteer, Match

LONGEST: Final = 8  # tokens of a name: hyphens and apostrophes count
CLUSTER: Final = re.compile(r"[^AEIOUY]{3}")  # hardly a word: "ADPL"
POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class Found:
    """The names and titles of an article, in text order."""

    names: tuple[Name, ...]
    titles: tuple[TitleSpan, ...]
    known: Mapping[tuple[int, int], tuple[Match, ...]]  # all that the gazetteer knows, also within longer names


def find_names(w: Words, lexicon: ActorLexicon, places: Gazetteer) -> Found:
    """All names and titles in the article."""
    finder = _Finder(w, lexicon)
    return finder.find(places)


def _coded(text: str) -> bool:
    """Whether the name is a code: "H5N8", "M-23"."""
    if " " in text:
        return False
    return (any(c.isdigit() for c in text) and sum(c.isalpha() for c in text) < 4) or ("-" in text and "." in text)


class _Finder:
    def __init__(self, w: Words, lexicon: ActorLexicon) -> None:
        self.w = w
        self.lexicon = lexicon
        self.connectors = lexicon.words("connectors")
        self.titles = list(find_titles(w, lexicon))
        self.cap = capitals(w, lexicon)
        self.entity_spans = {(self._bare(s, e), e): label for s, e, label in w.entities}
        self.matches: dict[tuple[int, int], tuple[Match, ...]] = {}
        self.ends: dict[int, list[int]] = {}

    def _bare(self, start: int, end: int) -> int:
        return start + 1 if self.w.lower[start] == "the" and end - start > 1 else start

    def find(self, places: Gazetteer) -> Found:
        w = self.w
        grams = {span: w.source[w.start[span[0]] : w.end[span[1] - 1]] for span in self._grams()}
        # a dateline shouts: "GOMA (Reuters)"
        loud = {
            span: text.title() for span, text in grams.items() if len(text) > 3 and text.isupper() and text.isascii()
        }
        known = places.lookup_many(sorted({*grams.values(), *loud.values()}))
        self.matches = {span: known[text] for span, text in grams.items() if text in known}
        self.matches |= {s: known[text] for s, text in loud.items() if s not in self.matches and text in known}
        cutter = Cutter(w, self.lexicon, self.titles, self.cap, self.matches, self.entity_spans)
        self.ends = cutter.ends
        names = [n for start, end in self._runs() for n in cutter.cut(start, end)]
        none = self.lexicon.words("not_names") | self.lexicon.words("faiths")
        kept = tuple(n for n in names if n.text not in none and (n.matches or not (_coded(n.text) or self._shouted(n))))
        return Found(self._filter_titled(kept), tuple(self.titles), self.matches)

    def _shouted(self, n: Name) -> bool:
        """ "They did it AGAIN": a word in capitals, once, that nobody takes for a name."""
        text = n.text
        alone = n.end - n.start == 1 and len(text) > 3 and text.isalpha() and text.isupper()
        if not alone or (n.start > 0 and self.w.text[n.start - 1] in "(["):
            return False
        sure = self.w.label[n.start] in ("ORG", "GPE", "PERSON") and self.w.pos[n.start] == "PROPN"
        return not sure and not CLUSTER.search(text) and self.w.text.count(text) == 1

    def _grams(self) -> Iterator[tuple[int, int]]:
        w, cap = self.w, self.cap
        for i, capital in enumerate(cap):
            if not capital or w.text[i] == "-":
                continue
            last = w.bounds[w.sentence[i]][1]
            for end in range(i + 1, min(i + LONGEST, last) + 1):
                at = end - 1
                if cap[at] or w.text[at][0].isdigit():
                    yield i, end
                elif not (w.lower[at] in self.connectors or w.text[at] in POSSESSIVE or w.text[at] in "-.&"):
                    # "Oaxaca state", "al-Nur television": a common noun may end a name that is known with it
                    if w.lower[at] in self.lexicon.heads:
                        yield i, end
                    break

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Maximal runs of capitals in a sentence, joined over "of", "for" and an apostrophe where that is one name."""
        w, cap = self.w, self.cap
        for first, last in w.bounds:
            at = first
            while at < last:
                if not cap[at] or w.text[at] == "-":
                    at += 1
                    continue
                end = self._run_end(at, last)
                while (more := self._joined(at, end, last)) > end:
                    end = more
                yield at, end
                at = end

    def _run_end(self, at: int, last: int) -> int:
        end = at + 1
        while end < last and (self.cap[end] or self._number(end, last)):
            end += 1
        return end

    def _number(self, i: int, last: int) -> bool:
        """A number inside a name: "Camp 4 Clinic"."""
        w = self.w
        return w.text[i].isdigit() and i + 1 < last and self.cap[i + 1] and w.lower[i + 1] in self.lexicon.heads

    def _joined(self, start: int, end: int, last: int) -> int:
        """The end of the name that goes on behind [start, end), or `end`."""
        w = self.w
        longest = max((e for s in range(start, end) for e in self.ends.get(s, ()) if e > end), default=end)
        if longest > end:
            return max(longest, self._run_end(longest - 1, last)) if self.cap[longest - 1] else longest
        follow = end
        while follow < last and follow < end + 2 and w.lower[follow] in self.connectors:
            follow += 1
        if end < last and w.text[end] in POSSESSIVE and w.lower[end - 1] in self.lexicon.words("possessors"):
            follow = end + 1
        if follow == end or follow >= last or not self.cap[follow]:
            return end
        if w.text[end] in POSSESSIVE:
            return self._run_end(follow, last)
        for (s, e), label in self.entity_spans.items():
            # two places side by side are two names: "North and South Ossetia"
            if s < end and e > follow and label in SPANNING and not (w.lower[end] == "and" and label in ("GPE", "LOC")):
                return self._run_end(follow, last)
        takes = w.lower[end - 1] in self.lexicon.words("complemented") and w.lower[end] in ("of", "for")
        if takes and not any(t.start < end <= t.end for t in self.titles):
            return self._run_end(follow, last)
        return end

    def _filter_titled(self, names: tuple[Name, ...]) -> tuple[Name, ...]:
        """In a headline set in title case only what is known, or named in the body, is a name."""
        w = self.w
        body = {n.text for n in names if not w.titled[w.sentence[n.start]]}
        tails = {n.text.split()[-1] for n in names if not w.titled[w.sentence[n.start]]}

        def trusted(n: Name) -> bool:
            if not w.titled[w.sentence[n.start]] or n.text in body or n.text in tails:
                return True
            known = n.matches[0].entry.kind if n.matches else ""
            return bool(known) and (known not in ("Place", "Facility") or w.label[n.head] in NAMING)

        return tuple(n for n in names if trusted(n))
