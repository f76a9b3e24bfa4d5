"""Where names stand: capitalised runs, cut by titles, the gazetteer and the recogniser into single names.

Everything capitalised that could be a name is looked up in the gazetteer in one round trip; longer spans win. What a name
means is decided elsewhere, for the whole article (`kg.extract.naming`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.extract.words import Words
from kg.lexicon.actors import ActorLexicon, Title
from kg.lexicon.gazetteer import Gazetteer, Match

LONGEST: Final = 8  # tokens of a name: hyphens and apostrophes count
PROPER: Final = frozenset({"NNP", "NNPS"})
FUNCTION: Final = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "INTJ", "PUNCT", "NUM"})
NAMING: Final = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})
SPANNING: Final = frozenset({"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "LOC", "GPE"})
PERSONAL: Final = frozenset({"PERSON"})
MODIFYING: Final = frozenset({"amod", "compound", "nmod", "npadvmod", "advmod"})
DIRECTIONS: Final = frozenset(
    {"north", "south", "east", "west", "central", "northern", "southern", "eastern", "western"}
)
POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True)
class TitleSpan:
    """A title at tokens [start, end)."""

    start: int
    end: int
    title: Title


@dataclass(frozen=True, slots=True)
class Name:
    """A name at tokens [start, end), `head` its syntactic head; `adjective` for "Kenyan" in "Kenyan troops"."""

    start: int
    end: int
    head: int
    text: str
    matches: tuple[Match, ...] = ()
    adjective: bool = False
    bound: bool = False  # tied by a hyphen: "pro-Vienna", "Vienna-based"


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


def find_titles(w: Words, lexicon: ActorLexicon) -> Iterator[TitleSpan]:
    """Titles in any case, longest first: "Deputy Foreign Minister" is one."""
    at = 0
    while at < len(w.lower):
        step = 1
        if w.sentence[at] >= 0:
            for title in lexicon.titles.get(w.lower[at], ()):
                end = at + len(title.words)
                if tuple(w.lower[at:end]) == title.words and w.pos[at] not in ("VERB", "AUX"):
                    yield TitleSpan(at, end, title)
                    step = len(title.words)
                    break
        at += step


def _coded(text: str) -> bool:
    """Whether the name is a code: "H5N8", "M-23"."""
    if " " in text:
        return False
    return (any(c.isdigit() for c in text) and sum(c.isalpha() for c in text) < 4) or ("-" in text and "." in text)


class _Finder:
    def __init__(self, w: Words, lexicon: ActorLexicon) -> None:
        self.w = w
        self.lexicon = lexicon
        self.not_names = lexicon.words("not_names")
        self.particles = lexicon.words("particles")
        self.connectors = lexicon.words("connectors")
        self.titles = list(find_titles(w, lexicon))
        self.cap = [self._capital(i) for i in range(len(w.text))]
        self._join_hyphens()
        self.entity_spans = {(self._bare(s, e), e): label for s, e, label in w.entities}
        self.matches: Mapping[tuple[int, int], tuple[Match, ...]] = {}

    def _bare(self, start: int, end: int) -> int:
        return start + 1 if self.w.lower[start] == "the" and end - start > 1 else start

    # -- capitals -------------------------------------------------------------------------------------------------

    def _capital(self, i: int) -> bool:
        w = self.w
        text = w.text[i]
        if w.sentence[i] < 0 or not text[0].isupper():
            return False
        upper = len(text) > 1 and text.isupper()
        if w.label[i] in ("LANGUAGE", "DATE", "TIME", "MONEY") and w.tag[i] not in ("NNPS",):
            return False
        if text in self.lexicon.words("faiths"):
            return i + 1 < len(w.text) and w.text[i + 1][0].isupper() and w.tag[i + 1] in PROPER
        if text in self.not_names:
            return w.label[i] in ("PERSON", "ORG", "FAC") and i > 0 and w.text[i - 1][0].isupper() and not upper
        if upper and w.label[i] not in ("CARDINAL", "QUANTITY"):
            return not (w.pos[i] in FUNCTION and w.tag[i] not in PROPER)
        if self._opens(i):
            return self._opening_name(i)
        return w.pos[i] not in FUNCTION or w.tag[i] in PROPER or w.label[i] in NAMING

    def _opens(self, i: int) -> bool:
        """Whether token i starts a sentence or a quotation, where any word has a capital."""
        w = self.w
        first = w.bounds[w.sentence[i]][0]
        return (
            i == first
            or (w.text[i - 1] in {'"', "“", "‘", ":", "'", "—", "–", "-"} and not w.glued(i + 1 - 1))
            or (i - 1 >= first and w.text[i - 1] in {'"', "“", "‘"})
        )

    def _opening_name(self, i: int) -> bool:
        w = self.w
        lower = w.lower[i]
        if w.pos[i] in FUNCTION and w.tag[i] not in PROPER:
            return False
        proper = w.tag[i] in PROPER or w.label[i] in NAMING or w.pos[i] == "ADJ" or w.tag[i] == "JJ"
        if lower in self.lexicon.people or lower in self.lexicon.heads or w.lemma[i] in self.lexicon.people:
            following = i + 1 < len(w.text) and w.text[i + 1][:1].isupper() and w.tag[i + 1] in PROPER
            return following and w.tag[i] in PROPER and lower in self.lexicon.heads
        return proper

    def _join_hyphens(self) -> None:
        """Counts hyphens, particles and lower-case tails as parts of a name: "al-Nur", "Park Min-seo"."""
        w, cap = self.w, self.cap
        for i in range(len(cap)):
            if w.text[i] != "-" or not (w.glued(i) and i + 1 < len(cap) and w.glued(i + 1)) or w.sentence[i] < 0:
                continue
            before, after = i - 1, i + 1
            if w.lower[before] in self.lexicon.words("prefixes"):
                cap[before] = cap[i] = False
                cap[after] = cap[after] and w.text[after][0].isupper()
            elif cap[after] and (cap[before] or w.lower[before] in self.particles):
                cap[before] = cap[i] = True
            elif cap[before] and w.text[after].islower() and self._tail(after):
                cap[i] = cap[after] = True
        for i in range(1, len(cap) - 1):
            if not cap[i] and w.lower[i] in self.particles and len(w.text[i]) > 1:
                cap[i] = cap[i - 1] and cap[i + 1] and w.sentence[i] >= 0 and w.lower[i] not in {"as", "o", "t"}

    def _tail(self, i: int) -> bool:
        """Whether the lower-case token behind a hyphen belongs to the name: "Park Min-seo", not "Kenyan-led"."""
        w = self.w
        if w.tag[i] in PROPER or w.label[i] == "PERSON":
            return w.pos[i] != "VERB" or w.label[i] == "PERSON"
        return (
            w.pos[i] in ("NOUN", "X") and i > 2 and self.cap[i - 3] and len(w.text[i]) <= 5 and w.label[i - 2] != "NORP"
        )

    # -- runs -----------------------------------------------------------------------------------------------------

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
        self.ends: dict[int, list[int]] = {}
        for start, end in self.matches:
            self.ends.setdefault(start, []).append(end)
        names: list[Name] = []
        for start, end in self._runs():
            names.extend(self._cut(start, end))
        kept = tuple(
            n
            for n in names
            if n.text not in self.not_names | self.lexicon.words("faiths") and (n.matches or not _coded(n.text))
        )
        return Found(self._filter_titled(kept), tuple(self.titles), self.matches)

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
                    # "Guerrero state", "al-Nur television": a common noun may end a name that is known with it
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

    # -- cutting --------------------------------------------------------------------------------------------------

    def _cut(self, start: int, end: int) -> Iterator[Name]:
        """The names of a run, titles taken out."""
        at = start
        for title in self.titles:
            if title.end <= start or title.start >= end or not self._separates(title, start, end):
                continue
            if title.start > at:
                yield from self._pieces(at, title.start)
            at = max(at, title.end)
        if at < end:
            yield from self._pieces(at, end)

    def _separates(self, title: TitleSpan, start: int, end: int) -> bool:
        width = title.end - title.start
        if any(s <= title.start and title.end <= e and e - s > width for s, e in self.matches):
            return False
        if title.end >= end and title.start > start and title.end - title.start == 1:
            # "Stephen King", "the Burial Chief": at the end of a personal name it is no title
            return self.w.label[title.start] != "PERSON" and not self.w.titled[self.w.sentence[title.start]]
        return True

    def _pieces(self, start: int, end: int) -> Iterator[Name]:
        w = self.w
        while start < end and (w.text[start] in "-&" or (w.lower[start] in self.connectors and not self.cap[start])):
            start += 1
        if start < end and w.pos[start] == "ADJ" and not w.label[start] and self._opens(start):
            start += not self.ends.get(start)  # "Former", "Other": an adjective that only opens the sentence
        while end > start and (w.text[end - 1] in "-&" or (not self.cap[end - 1] and (start, end) not in self.matches)):
            end -= 1
        if start >= end:
            return
        if (start, end) in self.matches:
            yield self._name(start, end)
            return
        cut = self._first_cut(start, end)
        if cut is None:
            yield self._name(start, end)
        else:
            yield from self._pieces(start, cut)
            yield from self._pieces(cut, end)

    def _first_cut(self, start: int, end: int) -> int | None:
        """Where the run's first name ends, None if the run is one name."""
        w = self.w
        if self.entity_spans.get((start, end)) in SPANNING | PERSONAL and not self._leads_with_demonym(start):
            return None
        if (
            w.lower[end - 1] in self.lexicon.heads
            and self.lexicon.heads[w.lower[end - 1]].named
            and not w.titled[w.sentence[start]]
        ):
            return None
        for (s, e), label in self.entity_spans.items():
            if label == "PERSON" and start < s < end and e >= end and not w.titled[w.sentence[start]]:
                # "Sahel Watch Amina Diallo" is cut, "Junius Okoro" whose first name alone went unseen is not
                apart = (start, s) in self.matches or w.label[start] in ("NORP", "ORG", "GPE", "FAC", "LOC")
                return s if apart or w.lower[s - 1] in self.lexicon.heads or e - s > 1 else None
            if label == "PERSON" and start == s and e < end and w.label[e] and e - s > 1:
                return e
        known = max((e for e in self.ends.get(start, ()) if e < end), default=None)
        if known is None:
            return None
        if w.lower[end - 1] in self.lexicon.words("event_heads"):
            return known
        if w.lower[end - 1] in DIRECTIONS or w.lower[start] in DIRECTIONS:
            return None
        if self._leads_with_demonym(start):
            return known
        if any(e == end for e in self.ends.get(known, ())):
            return known
        return known if w.titled[w.sentence[start]] else None

    def _leads_with_demonym(self, start: int) -> bool:
        found = self.matches.get((start, start + 1), ())
        return bool(found) and found[0].form == "demonym"

    def _name(self, start: int, end: int) -> Name:
        w = self.w
        inside = [i for i in range(start, end) if not start <= w.head[i] < end or w.head[i] == i]
        head = inside[-1] if inside else end - 1
        matches = self.matches.get((start, end), ())
        bound = (start > 0 and w.text[start - 1] == "-" and w.glued(start)) or (
            end < len(w.text) and w.text[end] == "-" and w.glued(end)
        )
        demonym = bool(matches) and matches[0].form == "demonym"
        norp = all(w.label[i] == "NORP" for i in range(start, end)) and not matches
        adjective = (
            (demonym or norp) and w.dep[head] in MODIFYING and w.tag[head] != "NNPS" and not (w.tag[head] == "NNS")
        )
        return Name(start, end, head, w.phrase(start, end), matches, adjective, bound)

    def _filter_titled(self, names: tuple[Name, ...]) -> tuple[Name, ...]:
        """In a headline set in title case only what is known, or named in the body, is a name."""
        w = self.w
        body = {n.text for n in names if not w.titled[w.sentence[n.start]]}
        tails = {n.text.split()[-1] for n in names if not w.titled[w.sentence[n.start]]}
        kept = []
        for n in names:
            if (
                not w.titled[w.sentence[n.start]]
                or n.text in body
                or n.text in tails
                or (n.matches and (n.matches[0].entry.kind not in ("Place", "Facility") or w.label[n.head] in NAMING))
            ):
                kept.append(n)
        return tuple(kept)
