"""Words that name, title and count actors and places, as data under `lexicon/data/actors/`.

- `titles.tsv`: titles and offices, with the tie of the holder to the body ("leads", "commands", "memberOf").
- `heads.tsv`: nouns that head names or descriptions of organisations and places, with the kind they speak for.
- `people.tsv`: nouns for persons, with the kind of a group of them.
- `words.toml`: closed classes (weekdays, name particles, locative prepositions, given names).
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from kg.errors import LexiconError
from kg.model import ACTOR_TYPES, PLACE_TYPES

TIES: Final = frozenset({"leads", "commands", "memberOf", ""})
OWNERS: Final = frozenset({"country", "body", ""})
GENDERS: Final = frozenset({"m", "f", ""})
WORD: Final = re.compile(r"[^\s-]+|-")  # as the tokeniser cuts "secretary-general"


@dataclass(frozen=True, slots=True)
class Title:
    """An office or rank: `words` in lower case, `tie` to the body, `of` what kind of body a bare title may mean."""

    words: tuple[str, ...]
    tie: str
    of: str
    gender: str

    @property
    def office(self) -> bool:
        """Whether the title makes a post: a rank or a form of address does not."""
        return bool(self.tie or self.of)


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that heads names of `named` kind and descriptions of `plain` kind ("" for neither actor nor place)."""

    noun: str
    named: str
    plain: str


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """All of the word lists; titles by first word, longest first."""

    titles: Mapping[str, tuple[Title, ...]]
    heads: Mapping[str, Head]
    people: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]
    anaphors: Mapping[str, frozenset[str]]
    gender: Mapping[str, str]
    given: Mapping[str, str]

    def words(self, name: str) -> frozenset[str]:
        """The closed class `name`; raises LexiconError for an unknown one."""
        try:
            return self.classes[name]
        except KeyError:
            raise LexiconError(
                "words.toml", f"has no class {name!r}; it has {', '.join(sorted(self.classes))}"
            ) from None


@functools.cache
def actor_lexicon() -> ActorLexicon:
    """The packaged lists; raises LexiconError with file and entry when data breaks the schema."""
    titles: dict[str, list[Title]] = {}
    for words, tie, of, gender in _rows("titles.tsv", 4):
        title = Title(tuple(WORD.findall(words)), tie, of, gender)
        if tie not in TIES or of not in OWNERS or gender not in GENDERS:
            raise LexiconError(f"titles.tsv: {words}", "has an unknown tie, owner or gender")
        titles.setdefault(title.words[0], []).append(title)
    heads = {noun: Head(noun, named, plain) for noun, named, plain in _rows("heads.tsv", 3)}
    people = {row[0]: row[1] for row in _rows("people.tsv", 2)}
    for where, kind in [(h.noun, k) for h in heads.values() for k in (h.named, h.plain)] + list(people.items()):
        if kind and kind not in ACTOR_TYPES | PLACE_TYPES:
            raise LexiconError(where, f"unknown kind {kind!r}")
    data = tomllib.loads(files("kg.lexicon").joinpath("data/actors/words.toml").read_text("utf-8"))
    return ActorLexicon(
        titles={first: tuple(sorted(found, key=lambda t: -len(t.words))) for first, found in titles.items()},
        heads=heads,
        people=people,
        classes={name: frozenset(words) for name, words in data.items() if isinstance(words, list)},
        anaphors={noun: frozenset(kinds) for noun, kinds in data["anaphors"].items()},
        gender={noun: sex for sex, nouns in data["gender"].items() for noun in nouns},
        given={name: sex for sex, names in data["given"].items() for name in names},
    )


def _rows(file: str, width: int) -> Iterator[tuple[str, ...]]:
    """The rows of a table, "-" read as empty."""
    seen: set[str] = set()
    for number, line in enumerate(files("kg.lexicon").joinpath("data/actors", file).read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = tuple("" if cell == "-" else cell for cell in line.split("\t"))
        if len(cells) != width or cells[0] in seen:
            raise LexiconError(
                f"{file}: line {number}", "repeats an entry" if cells[0] in seen else f"needs {width} cells"
            )
        seen.add(cells[0])
        yield cells
