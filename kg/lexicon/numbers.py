"""The words of numerals, bounds, currencies and measures, as data in `lexicon/data/numbers.toml`."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from kg.errors import LexiconError
from kg.model import Bound

FILE: Final = "numbers.toml"
SECTIONS: Final = frozenset(
    {
        "words", "magnitudes", "vague", "before", "after", "bounding", "skipped", "currencies", "currency_nouns",
        "currency_adjectives", "units", "nouns", "change", "multiples", "adverbs", "attach", "tally",
    }
)  # fmt: skip
HEDGES: Final = frozenset({"a", "few", "half", "several"})  # what "a dozen", "several hundred" begin with
NOUNS: Final = frozenset(
    {"measures", "months", "totals", "abstract", "ballots", "collectives", "partitives", "locations", "gatherings"}
)
CHANGE: Final = frozenset(
    {"more", "less", "verbs_more", "verbs_less", "adverbs_more", "adverbs_less", "baseline"}
)  # fmt: skip
TALLY: Final = frozenset({"totalled", "so_far", "added", "parts"})
ATTACH: Final = frozenset(
    {
        "totalling", "commitments", "movers", "qualifiers", "prepositions", "reaching", "estimating", "margins",
        "sentencing", "served", "terms", "speaking", "counted",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NumberLexicon:
    """All of the word lists, in lower case.

    `before` and `after` hold (words of a bound phrase, bound), longest first. `currencies` are signs and codes written
    beside the number, `currency_nouns` counted nouns by lemma, `currency_adjectives` such nouns with an adjective.
    `units` maps a counted lemma to the unit it stands for; `multiples` forms of verbs such as "tripled" to their ratio.
    `opening` holds all words that a figure without digits can begin with, its bound left out; `multiplying` those of
    `multiples` and `adverbs`. `tally` holds the words, in lower case, that tell a total before and after its number,
    an addition, and a part of the figure before.
    """

    words: Mapping[str, float]
    magnitudes: Mapping[str, float]
    vague: Mapping[str, float]
    before: tuple[tuple[tuple[str, ...], Bound], ...]
    after: tuple[tuple[tuple[str, ...], Bound], ...]
    bounding: Mapping[str, Bound]
    skipped: frozenset[str]
    currencies: Mapping[str, str]
    currency_nouns: Mapping[str, str]
    currency_adjectives: Mapping[str, str]
    units: Mapping[str, str]
    nouns: Mapping[str, frozenset[str]]
    change: Mapping[str, frozenset[str]]
    multiples: Mapping[str, float]
    adverbs: Mapping[str, float]
    attach: Mapping[str, frozenset[str]]
    tally: Mapping[str, frozenset[str]]
    opening: frozenset[str]
    multiplying: frozenset[str]

    def direction(self, lemma: str, kind: str = "") -> str:
        """Whether a word of change means "more", "less" or neither (""); `kind` is "", "verbs_" or "adverbs_"."""
        return next((d for d in ("more", "less") if lemma in self.change[kind + d]), "")


@functools.cache
def number_lexicon() -> NumberLexicon:
    """The packaged lists; raises LexiconError when they break the schema."""
    try:
        data = tomllib.loads(files("kg.lexicon").joinpath("data", FILE).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(FILE, f"is not TOML: {error}") from error
    return from_data(data)


def from_data(data: Mapping[str, Any]) -> NumberLexicon:
    """The lexicon that parsed TOML holds; raises LexiconError naming the section at fault."""
    if set(data) != SECTIONS:
        raise LexiconError(FILE, f"sections missing or unknown: {sorted(SECTIONS ^ set(data))}")
    units = {lemma: unit for unit, lemmas in data["units"].items() for lemma in lemmas}
    return NumberLexicon(
        words=_numbers(data, "words"),
        magnitudes=_numbers(data, "magnitudes"),
        vague=_numbers(data, "vague"),
        before=_phrases(data, "before"),
        after=_phrases(data, "after"),
        bounding={lemma: bound for (lemma,), bound in _phrases(data, "bounding")},
        skipped=frozenset(data["skipped"]["words"]),
        currencies=data["currencies"],
        currency_nouns=data["currency_nouns"],
        currency_adjectives=data["currency_adjectives"],
        units=units,
        nouns=_sets(data, "nouns", NOUNS),
        change=_sets(data, "change", CHANGE),
        multiples=_numbers(data, "multiples"),
        adverbs=_numbers(data, "adverbs"),
        attach=_sets(data, "attach", ATTACH),
        tally=_sets(data, "tally", TALLY),
        opening=frozenset().union(HEDGES, *(data[s] for s in ("words", "vague", "currencies"))),
        multiplying=frozenset({*data["multiples"], *data["adverbs"]}),
    )


def _numbers(data: Mapping[str, Any], section: str) -> dict[str, float]:
    for word, value in data[section].items():
        if not isinstance(value, int | float) or value <= 0 or word != word.lower():
            raise LexiconError(f"{FILE}: {section}.{word}", "is not a lower-case word with a positive number")
    return {word: float(value) for word, value in data[section].items()}


def _phrases(data: Mapping[str, Any], section: str) -> tuple[tuple[tuple[str, ...], Bound], ...]:
    def pairs() -> Iterator[tuple[tuple[str, ...], Bound]]:
        for name, phrases in data[section].items():
            if name not in set(Bound):
                raise LexiconError(f"{FILE}: {section}.{name}", f"is none of the bounds {', '.join(Bound)}")
            for phrase in phrases:
                yield tuple(phrase.split()), Bound(name)

    return tuple(sorted(pairs(), key=lambda p: (-len(p[0]), p[0])))


def _sets(data: Mapping[str, Any], section: str, names: frozenset[str]) -> dict[str, frozenset[str]]:
    if set(data[section]) != names:
        raise LexiconError(f"{FILE}: {section}", f"lists missing or unknown: {sorted(names ^ set(data[section]))}")
    return {name: frozenset(words) for name, words in data[section].items()}
