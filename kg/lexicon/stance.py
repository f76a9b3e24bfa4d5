"""Words that change the standing of what they embed: who says it, and whether it happened.

`data/stance.toml` holds the signatures (after Karttunen 1971, and Saurí and Pustejovsky 2012): each entry names an
effect and the complements through which it reaches, and proves itself by examples.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from kg.errors import LexiconError
from kg.model import Factuality, Polarity

FILE: Final = "stance.toml"
POS: Final = frozenset({"verb", "noun", "adjective", "adverb"})
COMPLEMENTS: Final = frozenset({"clause", "infinitive", "gerund", "object", "subject", "modifier"})
EFFECT_KEYS: Final = frozenset({"factuality", "negates", "source", "promise", "carries", "presupposes"})
ENTRY_KEYS: Final = frozenset({"pos", "effect", "passive", "takes", "lemmas", "examples"})
WORDS: Final = (
    "negative", "conditional", "settled", "background", "relayed", "documents", "conveyed", "cues", "bounds",
    "own_ends", "tallies", "tallying", "issued", "measures", "contrast",
    "verdicts", "courts", "blame", "praise",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effect:
    """What a word does to the situation it embeds.

    `factuality` grades it, None keeps it; `negates` turns its polarity; `source` makes the word's subject a source;
    `promise` marks announcements (what their maker "will" do is pledged); `carries` says that the noun stands as the
    verb does; `presupposes` that it is taken for granted.
    """

    name: str
    factuality: Factuality | None = None
    negates: bool = False
    source: bool = False
    promise: bool = False
    carries: bool = False
    presupposes: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that proves an entry: its `trigger` word stands so."""

    sentence: str
    trigger: str
    factuality: Factuality
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class StanceLexicon:
    """Signatures by (lemma, part of speech, complement), and the closed word classes.

    `speaking` are the verbs that make their subject a source, `spoken` the nouns and adjectives that do so.
    """

    signatures: Mapping[tuple[str, str, str], Effect]
    passives: Mapping[tuple[str, str, str], Effect]
    speaking: frozenset[str]
    spoken: frozenset[str]
    modals: Mapping[str, Factuality]
    words: Mapping[str, frozenset[str]]
    examples: tuple[Example, ...]

    def effect(self, lemma: str, pos: str, complement: str, *, passive: bool = False) -> Effect | None:
        """What the word does to that complement, None when it says nothing of it."""
        key = (lemma, pos, complement)
        if passive and key in self.passives:
            return self.passives[key]
        return self.signatures.get(key)


@functools.cache
def stance_lexicon() -> StanceLexicon:
    """The packaged signatures; raises LexiconError with the entry when the data breaks the schema."""
    try:
        data = tomllib.loads(files("kg.lexicon").joinpath("data", FILE).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(FILE, f"is not TOML: {error}") from error
    return _lexicon(data)


def _lexicon(data: Mapping[str, Any]) -> StanceLexicon:
    """Checks and indexes the raw tables."""
    effects = {name: _effect(name, raw) for name, raw in data.get("effects", {}).items()}
    signatures: dict[tuple[str, str, str], Effect] = {}
    passives: dict[tuple[str, str, str], Effect] = {}
    speaking: set[str] = set()
    spoken: set[str] = set()
    examples: list[Example] = []
    for raw in data.get("entries", ()):
        _check(raw, effects)
        effect = effects[raw["effect"]]
        for lemma in raw["lemmas"]:
            if effect.source:
                (speaking if raw["pos"] == "verb" else spoken).add(lemma)
            for complement in raw["takes"]:
                key = (lemma, raw["pos"], complement)
                # The first entry wins: groups stand from the special to the general.
                signatures.setdefault(key, effect)
                if "passive" in raw:
                    passives.setdefault(key, effects[raw["passive"]])
        examples.extend(_examples(raw))
    if unknown := set(data.get("words", {})) ^ set(WORDS):
        raise LexiconError(f"{FILE}: words", f"unknown or missing classes {sorted(unknown)}")
    return StanceLexicon(
        signatures,
        passives,
        frozenset(speaking),
        frozenset(spoken),
        {word: _grade(f"{FILE}: modals.{word}", grade) for word, grade in data.get("modals", {}).items()},
        {name: frozenset(words) for name, words in data["words"].items()},
        tuple(examples),
    )


def _effect(name: str, raw: Mapping[str, Any]) -> Effect:
    if unknown := set(raw) - EFFECT_KEYS:
        raise LexiconError(f"{FILE}: effects.{name}", f"unknown keys {sorted(unknown)}")
    flags = {key: bool(value) for key, value in raw.items() if key != "factuality"}
    grade = _grade(f"{FILE}: effects.{name}", raw["factuality"]) if "factuality" in raw else None
    return Effect(name, grade, **flags)


def _grade(where: str, name: str) -> Factuality:
    if name not in set(Factuality):
        raise LexiconError(where, f"unknown factuality {name!r}", f"one of {', '.join(Factuality)}")
    return Factuality(name)


def _check(raw: Mapping[str, Any], effects: Mapping[str, Effect]) -> None:
    where = f"{FILE}: {raw.get('lemmas', ['?'])[:2]} ({raw.get('pos', '?')})"
    if unknown := set(raw) - ENTRY_KEYS:
        raise LexiconError(where, f"unknown keys {sorted(unknown)}")
    if raw.get("pos") not in POS:
        raise LexiconError(where, f"pos is none of {', '.join(sorted(POS))}")
    for key in ("effect", "passive"):
        if raw.get(key, "report") not in effects:
            raise LexiconError(where, f"unknown effect {raw.get(key)!r}")
    for complement in raw.get("takes", ("",)):
        if complement not in COMPLEMENTS and not complement.startswith("prep:"):
            raise LexiconError(where, f"unknown complement {complement!r}")
    if not raw.get("examples"):
        raise LexiconError(where, "has no example")


def _examples(raw: Mapping[str, Any]) -> Iterator[Example]:
    for row in raw["examples"]:
        if len(row) != 4 or row[3] not in set(Polarity):
            raise LexiconError(f"{FILE}: {row}", "is not [sentence, trigger, factuality, polarity]")
        yield Example(row[0], row[1], _grade(f"{FILE}: {row[0]}", row[2]), Polarity(row[3]))
