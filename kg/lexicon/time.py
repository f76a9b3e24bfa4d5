"""The words of time, as data in `lexicon/data/time.toml`.

`months`, `weekdays` and `seasons` map names to numbers; `words` holds the classes by which `kg.extract` resolves a
tense and attaches a time to an event. The file says what each class is.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Final

from kg.errors import LexiconError

FILE: Final = "time.toml"
TABLES: Final = frozenset({"months", "weekdays", "seasons", "numbers", "ordinals", "feasts", "movable", "words"})
CLASSES: Final = frozenset(
    {
        "before_date", "current", "future", "ahead", "reporting", "light", "happening", "aspectual", "phase", "figure",
        "within", "apart", "feast", "superseded", "part_of_day", "habitual", "contest", "purpose", "shifted", "opening",
        "closing", "planning", "performative", "entering", "retrospective",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """Names of calendar units with their numbers, and classes of words.

    `months` counts from 1, `weekdays` from 0 (Monday), `seasons` holds EDTF codes (21 to 24),
    `feasts` the month and day of days named alike every year, `movable` days from Easter Sunday; keys are lower case.
    """

    months: Mapping[str, int]
    feasts: Mapping[str, tuple[int, int]]
    movable: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    words: Mapping[str, frozenset[str]]


@functools.cache
def time_lexicon() -> TimeLexicon:
    """The packaged words of time; raises LexiconError when the data breaks the schema."""
    try:
        data = tomllib.loads(files("kg.lexicon").joinpath("data", FILE).read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(FILE, f"is not TOML: {error}") from error
    return read_time_lexicon(data)


def read_time_lexicon(data: Mapping[str, Any]) -> TimeLexicon:
    """The lexicon in `data`, as parsed from TOML; raises LexiconError on a missing or unknown table or class."""
    if set(data) != TABLES:
        raise LexiconError(FILE, f"missing or unknown tables {sorted(TABLES ^ set(data))}")
    if set(data["words"]) != CLASSES:
        raise LexiconError(f"{FILE}: words", f"missing or unknown classes {sorted(CLASSES ^ set(data['words']))}")
    return TimeLexicon(
        months=_names(data["months"], range(1, 13), "months"),
        feasts=_feasts(data["feasts"]),
        movable={name.lower(): int(offset) for name, offset in data["movable"].items()},
        weekdays=_names(data["weekdays"], range(7), "weekdays"),
        seasons=_counts(data["seasons"], "seasons"),
        numbers=_counts(data["numbers"], "numbers"),
        ordinals=_counts(data["ordinals"], "ordinals"),
        words={name: frozenset(words) for name, words in data["words"].items()},
    )


def _names(table: Mapping[str, list[str]], keys: range, where: str) -> dict[str, int]:
    if sorted(table, key=int) != [str(k) for k in keys]:
        raise LexiconError(f"{FILE}: {where}", f"keys are not {keys.start} to {keys.stop - 1}")
    return {name.lower(): int(number) for number, names in table.items() for name in names}


def _feasts(table: Mapping[str, list[int]]) -> dict[str, tuple[int, int]]:
    found = {}
    for name, when in table.items():
        try:
            day = date(2000, *when)
        except (TypeError, ValueError) as error:
            raise LexiconError(f"{FILE}: feasts.{name}", f"is no month and day: {when!r}") from error
        found[name.lower()] = (day.month, day.day)
    return found


def _counts(table: Mapping[str, Any], where: str) -> dict[str, int]:
    for name, number in table.items():
        if not isinstance(number, int) or number < 1:
            raise LexiconError(f"{FILE}: {where}.{name}", f"is no positive number: {number!r}")
    return dict(table)
