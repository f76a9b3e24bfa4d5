"""Readings of calendar dates: days, months, years, decades and seasons that the text names."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kg.extract.times import intervals
from kg.extract.times.intervals import between, shift
from kg.extract.times.patterns import Context, Reading, leading_int, month_number
from kg.lexicon.time import time_lexicon
from kg.model import DateBasis


def day_month(m: re.Match[str], context: Context) -> Reading | None:
    """ "4 June 2019", "June 4-6", "Tuesday, June 4", "3 and 4 June"; a day without a year is the nearest by tense."""
    month, first = month_number(m["month"]), time_lexicon().ordinals.get(m["day"].lower(), leading_int(m["day"]))
    last = leading_int(m["last"]) if "last" in m.groupdict() and m["last"] else first
    if " and " in m[0] and last != first + 1:
        return None  # "on 3 and 9 June" are two days
    stated = _stated_year(m["year"], context)
    if stated is not None:
        return _checked(stated, month, first, last, DateBasis.STATED)
    if context.issued is None:
        return None
    years = (context.issued.year - 1, context.issued.year, context.issued.year + 1)
    found = [r for r in (_checked(y, month, first, last, DateBasis.ARTICLE) for y in years) if r]
    return _nearest(found, context)


def _checked(year: int, month: int, first: int, last: int, basis: DateBasis) -> Reading | None:
    try:
        start, end = date(year, month, first), date(year, month, last)
    except ValueError:
        return None  # "February 30"
    return Reading(between(start, end), basis) if start <= end else None


def _nearest(found: list[Reading], context: Context) -> Reading | None:
    """Of one date in several years, the last that has begun by the day of issue, or the next that has not ended."""
    if context.issued is None:
        return None
    if context.direction > 0:
        return next((r for r in found if r.interval.end >= context.issued), None)
    return next((r for r in reversed(found) if r.interval.start <= context.issued), None)


def _stated_year(words: str | None, context: Context) -> int | None:
    if not words:
        return None
    if words[-4:].isdigit():
        return int(words[-4:])
    step = {"last": -1, "next": 1}.get(words.lower().split()[-2], 0)
    return context.issued.year + step if context.issued else None


def month_year(m: re.Match[str], context: Context) -> Reading | None:
    """ "June 2019", "June last year"; a bare month is the nearest by the tense."""
    stated = _stated_year(m["year"], context)
    if m["year"]:
        basis = DateBasis.STATED if m["year"][-4:].isdigit() else DateBasis.ARTICLE
        return Reading(intervals.month(stated, month_number(m["month"])), basis) if stated else None
    if context.issued is None:
        return None
    years = (context.issued.year - 1, context.issued.year, context.issued.year + 1)
    months = [Reading(intervals.month(y, month_number(m["month"])), DateBasis.ARTICLE) for y in years]
    return _nearest(months, context)


def fiscal_year(m: re.Match[str], context: Context) -> Reading | None:
    """ "the fiscal year that starts in July": twelve months from there."""
    first = month_year(m, context)
    if first is None:
        return None
    end = shift(first.interval.start, "year", 1) - timedelta(1)
    return Reading(between(first.interval.start, end), first.basis)


def calendar_year(m: re.Match[str], _: Context) -> Reading | None:
    """ "2019"."""
    return Reading(intervals.year(int(m["year"])), DateBasis.STATED)


def decade(m: re.Match[str], _: Context) -> Reading | None:
    """ "the 1990s", "the '90s"."""
    first = int(m["decade"])
    return Reading(intervals.decade(first if first > 99 else 1900 + first), DateBasis.STATED)


def iso_day(m: re.Match[str], _: Context) -> Reading | None:
    """ "2019-06-04"."""
    return _checked(int(m["year"]), int(m["month"]), int(m["day"]), int(m["day"]), DateBasis.STATED)


def season_of_year(m: re.Match[str], context: Context) -> Reading | None:
    """ "the summer of 2019"."""
    year = _stated_year(m["year"], context)
    if year is None:
        return None
    basis = DateBasis.STATED if m["year"][-4:].isdigit() else DateBasis.ARTICLE
    return Reading(intervals.season(year, time_lexicon().seasons[m["season"].lower()]), basis)


def nothing(_: re.Match[str], __: Context) -> None:
    """Claims words that are no calendar time: "fiscal 2019"."""
    return
