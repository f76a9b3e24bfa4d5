"""Cuts a run of capitals into its names: titles out, then demonyms, persons and bodies apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg.extract.actors.capitals import opens
from kg.extract.actors.titles import TitleSpan
from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon
from kg.lexicon.gazetteer import Match

SPANNING: Final = frozenset({"ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "LOC", "GPE"})
PERSONAL: Final = frozenset({"PERSON"})
MODIFYING: Final = frozenset({"amod", "compound", "nmod", "npadvmod", "advmod"})
DIRECTIONS: Final = frozenset(
    {"north", "south", "east", "west", "central", "northern", "southern", "eastern", "western"}
)


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


class Cutter:
    """Cuts the runs of one article."""

    def __init__(
        self,
        w: Words,
        lexicon: ActorLexicon,
        titles: list[TitleSpan],
        cap: list[bool],
        matches: Mapping[tuple[int, int], tuple[Match, ...]],
        entities: Mapping[tuple[int, int], str],
    ) -> None:
        self.w = w
        self.lexicon = lexicon
        self.connectors = lexicon.words("connectors")
        self.titles = titles
        self.cap = cap
        self.matches = matches
        self.entity_spans = entities
        self.persons: dict[int, list[tuple[int, int]]] = {}
        for span, label in entities.items():
            if label == "PERSON":
                self.persons.setdefault(span[0], []).append(span)
        self.ends: dict[int, list[int]] = {}
        for start, end in matches:
            self.ends.setdefault(start, []).append(end)

    def cut(self, start: int, end: int) -> Iterator[Name]:
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
        if start < end and w.pos[start] == "ADJ" and not w.label[start] and opens(w, start):
            start += not self.ends.get(start)  # "Former", "Other": an adjective that only opens the sentence
        if start < end - 1 and (start + 1, end) in self.matches and (start, end) not in self.matches:
            # "Neighbouring Chad": what stands first only has its sentence's capital
            start += opens(w, start) and not w.label[start] and w.lower[start] not in DIRECTIONS
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
        for s, e in [span for at in range(start, end) for span in self.persons.get(at, ())]:
            if start < s and e >= end and not w.titled[w.sentence[start]]:
                # "Sahel Watch Amina Diallo" is cut, "Chidi Okoro" whose first name alone went unseen is not
                apart = (start, s) in self.matches or w.label[start] in ("NORP", "ORG", "GPE", "FAC", "LOC")
                return s if apart or w.lower[s - 1] in self.lexicon.heads or e - s > 1 else None
            if start == s and e < end and w.label[e] and e - s > 1:
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
        adjective = (demonym or norp) and self._modifies(head) and w.tag[head] != "NNPS" and w.tag[head] != "NNS"
        return Name(start, end, head, w.phrase(start, end), matches, adjective, bound)

    def _modifies(self, head: int) -> bool:
        """Whether a demonym stands before a noun, alone or coordinated: "Malian and Chadian troops"."""
        w, first = self.w, self.w.chain_head(head)
        return w.dep[head] in MODIFYING or (first != head and w.pos[head] == "ADJ" and w.dep[first] in MODIFYING)
