"""The articles with a gold: where they lie, how they are read, which half they belong to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from sheets import Sheet, gold_sheet

from kg.model import Article
from kg.read.articles import About, article

HERE: Final = Path(__file__).resolve().parent
TUNED: Final = "tuned"
HELD_OUT: Final = "held-out"
HALVES: Final = (TUNED, HELD_OUT)
READ: Final = frozenset({*range(1, 9), *range(17, 41)})  # the numbers of the articles whose errors may be read


@dataclass(frozen=True, slots=True)
class Corpus:
    """Folders of texts and gold files of equal names; `mentions`, beside the gold, may be missing."""

    texts: Path = HERE / "texts"
    gold: Path = HERE / "gold"

    @property
    def own(self) -> bool:
        """Whether this is the corpus of this folder, which has two halves."""
        return self.gold.resolve() == HERE / "gold"

    def articles(self, half: str = "all") -> tuple[str, ...]:
        """The names of the articles of a half, sorted."""
        found = sorted(path.stem for path in self.gold.glob("*.json"))
        return tuple(stem for stem in found if half == "all" or half_of(stem) == half)

    def text(self, stem: str) -> str:
        """The text of an article, its line ends as they are: the gold's offsets count them."""
        return (self.texts / f"{stem}.txt").read_bytes().decode("utf-8")

    def told(self, stem: str) -> dict[str, Any]:
        """The gold file of an article, as written."""
        told: dict[str, Any] = json.loads((self.gold / f"{stem}.json").read_bytes())
        return told

    def mentions(self, stem: str) -> dict[str, list[list[int]]]:
        """All words that name each event of an article; empty where nobody has listed them."""
        path = self.gold.parent / "mentions" / f"{stem}.json"
        found: dict[str, list[list[int]]] = json.loads(path.read_bytes())["mentions"] if path.exists() else {}
        return found

    def article(self, stem: str) -> Article:
        """What `kg build` makes of the text and its day of publication."""
        issued = date.fromisoformat(self.told(stem)["published"])
        return article(stem, self.text(stem), stem, About(issued=issued))

    def sheet(self, stem: str) -> Sheet:
        """The gold of an article."""
        return gold_sheet(self.told(stem), self.mentions(stem))

    def digest(self, stems: Iterable[str]) -> str:
        """SHA-256 of the texts, gold files and mentions of `stems`, hexadecimal: what a figure was measured on."""
        seen = hashlib.sha256()
        for stem in stems:
            for part in (self.text(stem), self.told(stem), self.mentions(stem)):
                seen.update(json.dumps([stem, part], sort_keys=True).encode("ascii") + b"\n")
        return seen.hexdigest()


def half_of(stem: str) -> str:
    """The half that an article of our own belongs to, told by its number."""
    return TUNED if int(stem.split("-")[0]) in READ else HELD_OUT
