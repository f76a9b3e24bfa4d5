"""Titles and offices in the text: "Deputy Foreign Minister", "spokeswoman"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon, Title


@dataclass(frozen=True, slots=True)
class TitleSpan:
    """A title at tokens [start, end)."""

    start: int
    end: int
    title: Title


def find_titles(w: Words, lexicon: ActorLexicon) -> Iterator[TitleSpan]:
    """Titles in any case, longest first: "Deputy Foreign Minister" is one."""
    at = 0
    while at < len(w.lower):
        step = 1
        if w.sentence[at] >= 0:
            for title in lexicon.titles.get(w.lower[at], ()):
                end = at + len(title.words)
                if tuple(w.lower[at:end]) == title.words and (w.pos[at] not in ("VERB", "AUX") or end > at + 1):
                    yield TitleSpan(at, end, title)
                    step = len(title.words)
                    break
        at += step
