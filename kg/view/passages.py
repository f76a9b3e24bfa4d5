"""The sentences behind a node, with the words that the node stands for marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.store import Nodes
from kg.vocab import DCTERMS, KG, NIF

Part = tuple[str, bool]  # words, and whether they are marked


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A passage [start, end) of the article with IRI `article`."""

    article: str
    start: int
    end: int
    iri: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A supporting sentence in parts, the title of the article that it stands in, and where: [start, end) in its text.

    `marks` are the marked parts, from the sentence's start.
    """

    parts: tuple[Part, ...]
    source: str
    article: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The sentence's words."""
        return "".join(words for words, _ in self.parts)


class Sentences:
    """Finds the sentence around a passage: the shortest one that covers it of all that facts have as their evidence."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        known = {p: read for p in nodes.of_class(KG.Passage) if (read := _read(nodes, p))}
        told = [s for kind in (KG.Situation, KG.Relation, KG.Post) for s in nodes.of_class(kind)]
        evidence = {e for s in told for e in nodes.all(s, KG.evidence)}
        self._known = known
        self._by_article: dict[str, list[Passage]] = defaultdict(list)
        for iri in sorted(evidence & set(known)):
            self._by_article[known[iri].article].append(known[iri])

    def around(self, passages: Iterable[str], evidence: Iterable[str] = ()) -> list[Sentence]:
        """The sentences that hold `passages`, these marked, and those in `evidence`, in text order."""
        marks: dict[Passage, list[Passage]] = {self._known[e]: [] for e in evidence if e in self._known}
        for iri in passages:
            if inner := self._known.get(iri):
                marks.setdefault(self._cover(inner), []).append(inner)
        return [self._sentence(outer, marks[outer]) for outer in sorted(marks)]

    def _cover(self, inner: Passage) -> Passage:
        outer = [p for p in self._by_article[inner.article] if p.start <= inner.start and inner.end <= p.end]
        return min(outer, key=lambda p: (p.end - p.start, p.start), default=inner)

    def _sentence(self, outer: Passage, marks: list[Passage]) -> Sentence:
        words = self._nodes.one(outer.iri, NIF.anchorOf)
        title = self._nodes.one(outer.article, DCTERMS.title)
        parts = tuple(_parts(words, [(m.start - outer.start, m.end - outer.start) for m in marks]))
        return Sentence(parts, title, outer.article, outer.start, outer.end, tuple(_marked(parts)))


def _read(nodes: Nodes, iri: str) -> Passage | None:
    start, end = nodes.one(iri, NIF.beginIndex), nodes.one(iri, NIF.endIndex)
    if not (start.isdecimal() and end.isdecimal()):
        return None
    return Passage(nodes.one(iri, NIF.referenceContext), int(start), int(end), iri)


def _marked(parts: tuple[Part, ...]) -> Iterator[tuple[int, int]]:
    at = 0
    for words, marked in parts:
        if marked:
            yield at, at + len(words)
        at += len(words)


def _parts(words: str, marks: list[tuple[int, int]]) -> Iterator[Part]:
    at = 0
    for start, end in sorted(marks):
        if start >= at:
            if words[at:start]:
                yield words[at:start], False
            yield words[start:end], True
            at = end
    if words[at:]:
        yield words[at:], False
