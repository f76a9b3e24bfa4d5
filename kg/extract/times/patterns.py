"""The building stones of time expressions as regular expressions, and the numbers behind their names.

Month and weekday names count in their capitals only, the rest in any case; patterns are compiled with IGNORECASE.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.extract.times.intervals import Interval
from kg.lexicon.time import time_lexicon
from kg.model import DateBasis

CLOSED: Final = "day|week|month|quarter|year|decade"  # units that narrate: "the previous year"
PART_OF_DAY: Final = "(?:morning|afternoon|evening|night|noon|midday|lunchtime)"
YEAR: Final = r"(?<![\d.,$€£#-])(?:1\d{3}|20\d\d|2100)(?!\d|[,.]\d|\s?%|\s?per ?cent|st\b|th\b)"
YEAR_CUE: Final = "#year"  # stands for any number from 1000 to 2100
DAY: Final = r"(?<![\d.,$€£])(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\w%]|[,.:/]\d)"
DASH: Final = r"\s?[-–—]\s?"


@dataclass(frozen=True, slots=True)
class Context:
    """What a reading depends on: the day of issue, the times told before, and the tense of the clause.

    `anchors` are the times told in this block and the one before, the last first; `day` is the day told last anywhere.
    `scene` is the day that the block tells of, or else the first day of the article. `direction` is negative for the
    past; `perfect` holds where the clause reaches up to the day of issue.
    """

    issued: date | None
    anchors: tuple[Interval, ...]
    day: Interval | None
    scene: Interval | None
    direction: int
    perfect: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """The interval that an expression comes to, and by what."""

    interval: Interval
    basis: DateBasis


Resolver = Callable[[re.Match[str], Context], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, what it resolves to, and the lower-cased words one of which a sentence must hold to be tried.

    A `guarded` rule's match is a date only in the right surroundings ("in May", but not "May said"). A rule whose
    resolver returns None still claims its words: "fiscal 2024" is no calendar year.
    """

    pattern: re.Pattern[str]
    cues: frozenset[str]
    resolve: Resolver
    guarded: bool = False


def rule(pattern: str, cues: Iterable[str], resolve: Resolver, *, guarded: bool = False) -> Rule:
    """Compiles a rule, its pattern bounded by word boundaries."""
    return Rule(re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), frozenset(cues), resolve, guarded)


@functools.cache
def month_names() -> str:
    """A pattern for the names of the months: "December", "Dec."."""
    names = sorted((n.capitalize() for n in time_lexicon().months), key=lambda n: (-len(n), n))
    return "(?-i:" + "|".join(n if len(n) > 4 or n in ("May", "June", "July") else rf"{n}\.?" for n in names) + ")"


@functools.cache
def weekday_names() -> str:
    """A pattern for the names of the weekdays: "Tuesday", "Tues."."""
    names = sorted((n.capitalize() for n in time_lexicon().weekdays), key=lambda n: (-len(n), n))
    return "(?-i:" + "|".join(n if n.endswith("day") else rf"{n}\." for n in names) + ")"


@functools.cache
def date_line() -> re.Pattern[str]:
    """Place and day before a report: "LONDON, England, June 4 (Agency) -"; the day and year may lack."""
    name = r"[A-Z][\w.'’-]*"
    day = rf"(?:(?:{weekday_names()},? )?(?:{month_names()} \d{{1,2}}|\d{{1,2}} {month_names()})(?:,? \d{{4}})?)"
    return re.compile(rf"(?:{name}(?: {name}){{0,3}}[,/]? ){{1,3}}\(?{day}\)?(?: \([^()]{{2,30}}\))? ?(?:--?|[–—:]) ")


@functools.cache
def season_names() -> str:
    """A pattern for the names of the seasons."""
    return "(?:" + "|".join(time_lexicon().seasons) + ")"


@functools.cache
def number_words() -> str:
    """A pattern for small numbers in words or digits, articles among them."""
    return r"(?:\d{1,3}|" + "|".join(sorted(time_lexicon().numbers, key=lambda n: (-len(n), n))) + ")"


def month_number(name: str) -> int:
    """1 to 12 for a month's name or abbreviation."""
    return time_lexicon().months[name.lower().rstrip(".")]


def weekday_number(name: str) -> int:
    """0 (Monday) to 6 for a weekday's name or abbreviation."""
    return time_lexicon().weekdays[name.lower().rstrip(".")]


def count(words: str) -> int:
    """The number that `number_words` matched."""
    return int(words) if words.isdigit() else time_lexicon().numbers[words.lower()]


def leading_int(words: str) -> int:
    """The number that `words` begins with: 6 for "6th"."""
    found = re.match(r"\d+", words)
    return int(found[0]) if found else 0


def unnamed(pattern: str) -> str:
    """`pattern` with its named groups made anonymous, so that it can be part of another."""
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)
