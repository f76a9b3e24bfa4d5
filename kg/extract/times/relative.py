"""Readings of times told from the article's day of issue, or from a time that the text told before."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from kg.extract.times import intervals
from kg.extract.times.intervals import Interval, between, containing, shift, weekday_near
from kg.extract.times.patterns import Context, Reading, count, month_number, weekday_number
from kg.lexicon.time import time_lexicon
from kg.model import DateBasis

DAY_OFFSETS: Final = {"yesterday": -1, "tomorrow": 1, "before yesterday": -2, "after tomorrow": 2}
STEP: Final = {"last": -1, "previous": -1, "preceding": -1, "prior": -1, "before": -1, "earlier": -1, "next": 1}
STEP_AFTER: Final = {"following": 1, "subsequent": 1, "after": 1, "later": 1, "coming": 1}
_ARTICLE: Final = DateBasis.ARTICLE


def deictic(m: re.Match[str], context: Context) -> Reading | None:
    """ "yesterday", "tonight", "the day before yesterday", "last night"."""
    if context.issued is None:
        return None
    words = m[0].lower()
    offset = next((n for key, n in sorted(DAY_OFFSETS.items()) if words.endswith(key)), None)
    if offset is None:
        offset = -1 if words.startswith("last") else next((n for k, n in DAY_OFFSETS.items() if k in words.split()), 0)
    return Reading(intervals.day(context.issued + timedelta(offset)), DateBasis.ARTICLE)


def overnight(_: re.Match[str], context: Context) -> Reading | None:
    """ "overnight": the night that ends on the day of issue."""
    if context.issued is None or context.direction > 0:
        return None
    return Reading(between(context.issued - timedelta(1), context.issued), DateBasis.ARTICLE)


def weekday(m: re.Match[str], context: Context) -> Reading | None:
    """ "Tuesday", "last Tuesday", "Tuesday night", "Tuesday last week"."""
    if context.issued is None:
        return None
    number = weekday_number(m["weekday"])
    which = (m["which"] or "").lower().split(" ")[-1]
    if m["week"]:
        week = containing(shift(context.issued, "week", _step(m["week"])), "week")
        return Reading(intervals.day(week.start + timedelta(number)), DateBasis.ARTICLE)
    if which in ("last", "past"):  # never the day of issue itself
        return Reading(intervals.day(weekday_near(context.issued - timedelta(1), number, -1)), DateBasis.ARTICLE)
    if which in ("next", "coming"):
        return Reading(intervals.day(weekday_near(context.issued + timedelta(1), number, 1)), DateBasis.ARTICLE)
    return Reading(intervals.day(weekday_near(context.issued, number, context.direction)), DateBasis.ARTICLE)


def _step(word: str) -> int:
    word = word.lower().split(" ")[-1]
    return STEP.get(word, STEP_AFTER.get(word, -1 if word == "past" else 0))


def unit(m: re.Match[str], context: Context) -> Reading | None:
    """ "last week", "this year", "next weekend", "last summer", "last March"."""
    if context.issued is None:
        return None
    which, unit = m["which"].lower(), m["unit"].lower()
    step = _step(which)
    if which == "the past" or (which == "this past" and unit not in ("weekend", "week")):
        return Reading(between(shift(context.issued, unit, -1), context.issued), DateBasis.ARTICLE)
    if unit == "weekend":
        return Reading(_weekend(context.issued, step or (context.direction if context.direction < 0 else 0)), _ARTICLE)
    found = containing(shift(containing(context.issued, unit).start, unit, step), unit)
    if step == 0 and context.perfect and found.start <= context.issued:
        found = between(found.start, context.issued)  # "ten have died this year" counts up to now
    return Reading(found, _ARTICLE)


def _weekend(issued: date, step: int) -> Interval:
    """The weekend begun last (negative; of the week before if it is still on), this week's (0) or the next."""
    own = containing(issued, "weekend")
    begun = issued >= own.start
    if step < 0 and not begun:
        return containing(shift(issued, "week", -1), "weekend")
    return containing(shift(issued, "week", 1), "weekend") if step > 0 and begun else own


def weekend(_: re.Match[str], context: Context) -> Reading | None:
    """ "the weekend"."""
    if context.issued is None:
        return None
    return Reading(_weekend(context.issued, context.direction if context.direction < 0 else 0), _ARTICLE)


def season(m: re.Match[str], context: Context) -> Reading | None:
    """ "last summer": the last one that is over."""
    if context.issued is None:
        return None
    code, which = time_lexicon().seasons[m["unit"].lower()], m["which"].lower().split(" ")[-1]
    if which == "this":
        return Reading(intervals.season(context.issued.year, code), _ARTICLE)
    if which in ("next", "coming"):
        ahead = (intervals.season(context.issued.year + n, code) for n in range(2))
        return next((Reading(s, _ARTICLE) for s in ahead if s.start > context.issued), None)
    over = (intervals.season(context.issued.year - n, code) for n in range(3))
    return next((Reading(s, _ARTICLE) for s in over if s.end < context.issued), None)


def month_beside(m: re.Match[str], context: Context) -> Reading | None:
    """ "last March": the one before the month of issue; "next May": the one after it."""
    if context.issued is None:
        return None
    number, which = month_number(m["unit"]), m["which"].lower().split(" ")[-1]
    own = intervals.month(context.issued.year, context.issued.month)
    months = [intervals.month(context.issued.year + n, number) for n in (-1, 0, 1)]
    if which == "this":
        return Reading(months[1], _ARTICLE)
    if which in ("next", "coming"):
        return next((Reading(i, _ARTICLE) for i in months if i.start > own.end), None)
    return next((Reading(i, _ARTICLE) for i in reversed(months) if i.end < own.start), None)


def ago(m: re.Match[str], context: Context) -> Reading | None:
    """ "two days ago" is a day, "three weeks ago" a week, "five years ago" a year; "a decade ago" is too vague."""
    unit, number = m["unit"].lower(), count(m["count"])
    if context.issued is None or unit in ("decade", "century"):
        return None
    if unit in ("hour", "minute"):
        return Reading(intervals.day(context.issued), _ARTICLE) if unit == "minute" or number <= 6 else None
    if (m["about"] or "").lower() in ("over", "more than", "at least", "under", "less than"):
        return None
    found = containing(shift(context.issued, unit, -number), unit)
    return Reading(found.approximate() if m["about"] else found, _ARTICLE)


def narrative(m: re.Match[str], context: Context) -> Reading | None:
    """ "the previous year", "the following day", "that week", "two days later", told from the time before."""
    unit = "day" if m["unit"].lower() == "night" else m["unit"].lower()
    step = _step(m["step"]) * (count(m["count"]) if m["count"] else 1)
    if m["step"].lower() == "next" and context.direction > 0 and context.issued:
        return Reading(containing(shift(context.issued, unit, step), unit), _ARTICLE)
    anchor = next((a for a in context.anchors if _fits(a, unit)), None)
    if anchor is None:
        return None
    origin = anchor.end if step > 0 else anchor.start
    return Reading(containing(shift(origin, unit, step), unit), DateBasis.NARRATIVE)


def _fits(anchor: Interval, unit: str) -> bool:
    """Whether the anchor is one `unit` or less: "the following day" says nothing after "in 2019"."""
    return containing(anchor.start, unit).end >= anchor.end


def narrative_weekday(m: re.Match[str], context: Context) -> Reading | None:
    """ "the following Tuesday" after a day."""
    anchor, number = _last_day(context), weekday_number(m["unit"])
    if anchor is None:
        return None
    step = _step(m["step"])
    if step == 0:
        return Reading(anchor, DateBasis.NARRATIVE) if anchor.start.weekday() == number else None
    near = weekday_near(anchor.start + timedelta(step), number, step)
    return Reading(intervals.day(near), DateBasis.NARRATIVE)


def same_day(_: re.Match[str], context: Context) -> Reading | None:
    """ "later that day", "the same evening"."""
    return Reading(context.day, DateBasis.NARRATIVE) if context.day else None


def part_of_day(_: re.Match[str], context: Context) -> Reading | None:
    """ "in the morning", "at dawn", of the day that the text tells of; ahead it may be any day."""
    return Reading(context.scene, DateBasis.NARRATIVE) if context.scene and context.direction < 0 else None


def soon_after(m: re.Match[str], context: Context) -> Reading | None:
    """ "within hours" of the day that the text tells of: that day or the next; ahead it is told from the issue."""
    day = context.scene if context.direction < 0 else None
    if day is None or context.issued is None:
        return None
    days = 2 if m[0].endswith("48 hours") else 1
    end = max(day.end, min(day.end + timedelta(days), context.issued))
    return Reading(between(day.start, end), DateBasis.NARRATIVE)


def _last_day(context: Context) -> Interval | None:
    return next((a for a in context.anchors if a.days == 1), None)


def present(_: re.Match[str], context: Context) -> Reading | None:
    """ "currently": the day of issue."""
    return Reading(intervals.day(context.issued), DateBasis.CURRENT) if context.issued else None


def so_far(m: re.Match[str], context: Context) -> Reading | None:
    """ "this year so far": up to the day of issue."""
    if context.issued is None:
        return None
    start = containing(context.issued, (m["unit"] or m["span"]).lower()).start
    return Reading(between(start, context.issued), _ARTICLE)
