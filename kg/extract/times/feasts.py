"""Readings of days told by name or by their place in a month: "Christmas Eve", "the first Sunday in June"."""

from __future__ import annotations

import functools
import re
from datetime import date, timedelta

from kg.extract.times import intervals
from kg.extract.times.dates import month_year
from kg.extract.times.intervals import Interval, shift
from kg.extract.times.patterns import (
    YEAR,
    YEAR_CUE,
    Context,
    Reading,
    Rule,
    count,
    month_names,
    number_words,
    rule,
    weekday_names,
    weekday_number,
)
from kg.lexicon.time import time_lexicon
from kg.model import DateBasis


@functools.cache
def feast_rules() -> tuple[Rule, ...]:
    """The rules; they take more words than those for the weekday or the month in them."""
    lexicon = time_lexicon()
    year = rf"(?P<year>{YEAR}|(?:of )?(?:last|this|next) year)"
    month, weekday = f"(?P<month>{month_names()})", f"(?P<weekday>{weekday_names()})"
    names = sorted((*lexicon.feasts, *lexicon.movable), key=lambda n: (-len(n), n))
    feasts = "|".join(re.escape(n).replace("'", "['’]") for n in names)
    seasons = "|".join(lexicon.seasons)
    return (
        rule(r"(?P<first>[0-3]?\d)[./](?P<second>[0-3]?\d)[./](?P<year>(?:19|20)\d\d)",
             {YEAR_CUE}, numeric_day),
        rule(rf"(?P<feast>{feasts})(?:,? (?P<year>{YEAR}))?",
             {re.findall(r"[a-z]+\d?", n)[-1] for n in names} | {"eve", "day"}, feast),
        rule(rf"the (?P<nth>first|second|third|fourth|last|final) {weekday} (?:of|in) {month}(?:,? {year})?",
             lexicon.weekdays, nth_weekday),
        rule(rf"(?:in|during|over|by) the (?P<unit>{seasons})(?! of| \d)", lexicon.seasons, season_by_tense),
        rule(rf"the (?:(?P<count>{number_words()}) months|(?P<span>year)) (?:to|ending|ended|through) "
             rf"(?:the end of )?{month}(?:,? {year})?", lexicon.months, months_to),
        rule(r"the (?P<unit>week|weekend|month|year) before last", {"last"}, before_last),
        rule("a fortnight ago", {"fortnight"}, fortnight_ago),
    )  # fmt: skip


def feast(m: re.Match[str], context: Context) -> Reading | None:
    """ "Good Friday 2019"; without a year the nearest by the tense."""
    name = m["feast"].lower().replace("’", "'")
    if m["year"]:
        return Reading(intervals.day(_day(name, int(m["year"]))), DateBasis.STATED)
    if context.issued is None:
        return None
    days = [_day(name, context.issued.year + n) for n in (-1, 0, 1)]
    return _nearest([intervals.day(d) for d in days], context)


def _day(name: str, year: int) -> date:
    lexicon = time_lexicon()
    if name in lexicon.feasts:
        return date(year, *lexicon.feasts[name])
    return easter(year) + timedelta(lexicon.movable[name])


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, after Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    last = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * last) // 451
    month, day = divmod(h + last - 7 * n + 114, 31)
    return date(year, month, day + 1)


def nth_weekday(m: re.Match[str], context: Context) -> Reading | None:
    """ "the second Tuesday of May", "the last Sunday in April 2019"."""
    found = month_year(m, context)
    if found is None:
        return None
    number, month = weekday_number(m["weekday"]), found.interval
    if m["nth"].lower() in ("last", "final"):
        when = intervals.weekday_near(month.end, number, -1)
    else:
        weeks = time_lexicon().ordinals[m["nth"].lower()] - 1
        when = intervals.weekday_near(month.start, number, 1) + timedelta(7 * weeks)
    return Reading(intervals.day(when), found.basis) if when <= month.end else None


def season_by_tense(m: re.Match[str], context: Context) -> Reading | None:
    """ "in the autumn": the last one begun, or ahead the next one not yet over."""
    if context.issued is None:
        return None
    code = time_lexicon().seasons[m["unit"].lower()]
    return _nearest([intervals.season(context.issued.year + n, code) for n in (-2, -1, 0, 1)], context)


def _nearest(found: list[Interval], context: Context) -> Reading | None:
    if context.issued is None:
        return None
    issued = context.issued
    if context.direction > 0:
        ahead = next((i for i in found if i.end >= issued), None)
    else:
        ahead = next((i for i in reversed(found) if i.start <= issued), None)
    return Reading(ahead, DateBasis.ARTICLE) if ahead else None


def numeric_day(m: re.Match[str], _: Context) -> Reading | None:
    """ "14/05/2024", "14.5.2024", where only one order of day and month is possible."""
    first, second, year = int(m["first"]), int(m["second"]), int(m["year"])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if second <= 12 else (second, first)
    try:
        return Reading(intervals.day(date(year, month, day)), DateBasis.STATED)
    except ValueError:
        return None


def months_to(m: re.Match[str], context: Context) -> Reading | None:
    """ "the three months to March", "the year to April 2019": up to the end of that month."""
    last = month_year(m, context)
    if last is None:
        return None
    number = count(m["count"]) if m["count"] else 12
    start = shift(last.interval.start, "month", 1 - number)
    return Reading(intervals.between(start, last.interval.end), last.basis)


def before_last(m: re.Match[str], context: Context) -> Reading | None:
    """ "the week before last", "the year before last"."""
    if context.issued is None:
        return None
    unit = m["unit"].lower()
    return Reading(intervals.containing(shift(context.issued, unit, -2), unit), DateBasis.ARTICLE)


def fortnight_ago(_: re.Match[str], context: Context) -> Reading | None:
    """ "a fortnight ago": the week before last."""
    if context.issued is None:
        return None
    return Reading(intervals.containing(shift(context.issued, "week", -2), "week"), DateBasis.ARTICLE)
