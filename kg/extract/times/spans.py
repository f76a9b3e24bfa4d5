"""Rules for stretches made of periods: "since 2012", "from March to May", "the first five months of this year"."""

from __future__ import annotations

import functools
import re
from datetime import timedelta
from typing import Final

from kg.extract.times import intervals
from kg.extract.times.intervals import Interval, between, containing, shift
from kg.extract.times.patterns import (
    DASH,
    PART_OF_DAY,
    YEAR,
    YEAR_CUE,
    Context,
    Reading,
    Rule,
    count,
    month_names,
    number_words,
    rule,
    season_names,
    unnamed,
    weekday_names,
    weekday_number,
)
from kg.extract.times.rules import period_rules
from kg.lexicon.time import time_lexicon
from kg.model import DateBasis

SMALL: Final = "hour|day|week|month|quarter|year|decade"
PART: Final = r"(?:early|mid|late)(?:[- ]in|-)? ?|the (?:very )?(?:end|start|beginning|middle|close) of "


def read_period(m: re.Match[str], group: str, context: Context) -> Reading | None:
    """Reads the period that `group` matched, by the first rule that takes all of it."""
    start, end = m.span(group)
    if start < 0:
        return None
    for each in period_rules():
        if found := each.pattern.fullmatch(m.string, start, end):
            return each.resolve(found, context)
    return None


def _part(m: re.Match[str], context: Context) -> Reading | None:
    return read_period(m, "whole", context)


def _since(m: re.Match[str], context: Context) -> Reading | None:
    found = _year_end(m, context) if m["unit"] else read_period(m, "whole", context)
    if found is None or context.issued is None or found.interval.start > context.issued:
        return None
    return Reading(between(found.interval.start, context.issued), found.basis)


def _by(m: re.Match[str], context: Context) -> Reading | None:
    """ "by 2030", "by year end": from the day of issue on; a limit in the past leaves the beginning open."""
    found = _year_end(m, context) if m["unit"] else read_period(m, "whole", context)
    if found is None or context.issued is None or context.direction < 0 or found.interval.end < context.issued:
        return None
    return Reading(between(context.issued, found.interval.end), found.basis)


def _year_end(m: re.Match[str], context: Context) -> Reading | None:
    if context.issued is None:
        return None
    unit = re.split(r"[- ]", m["unit"].lower())
    return Reading(containing(context.issued, next(u for u in unit if u in SMALL.split("|"))), DateBasis.ARTICLE)


def _range(m: re.Match[str], context: Context) -> Reading | None:
    """ "from March to May 2023": the first end takes its year from the second."""
    last = read_period(m, "until", context)
    first = read_period(m, "start", context)
    if first is None or last is None:
        return None
    start, end = first.interval.start, last.interval.end
    if first.basis is not DateBasis.STATED and m["start"].rstrip(".").lower() in time_lexicon().months:
        year = end.year if start.month <= end.month else end.year - 1
        start = start.replace(year=year)
    return Reading(between(start, end), last.basis) if start <= end else None


def broken(match: re.Match[str]) -> bool:
    """Whether a pair is not one stretch: "2011 and 2015", "Monday and Friday", but "Saturday and Sunday"."""
    first, _, last = match[0].partition(" and ")
    if not last or " " in first or " " in last:
        return False
    if first.isdigit() and last.isdigit():
        return int(last) != int(first) + 1
    return (weekday_number(last) - weekday_number(first)) % 7 != 1


def _years(m: re.Match[str], _: Context) -> Reading | None:
    """ "2011-2013", "2011-12", "2011 and 2012"; a pair that does not ascend is no range of years."""
    first, last = int(m["first"]), m["last"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    if not first < end <= first + 100:
        return None
    return Reading(between(intervals.year(first).start, intervals.year(end).end), DateBasis.STATED)


def _rolling(m: re.Match[str], context: Context) -> Reading | None:
    """ "the past two years", "the next ten days": up to, or from, the day of issue."""
    if context.issued is None:
        return None
    number, unit = count(m["count"]) if m["count"] else 1, m["unit"].lower()
    if unit == "hour":
        number, unit = -(-number // 24), "day"
    if m["step"].lower() in ("past", "last"):
        return Reading(between(shift(context.issued, unit, -number), context.issued), DateBasis.ARTICLE)
    return Reading(between(context.issued, shift(context.issued, unit, number)), DateBasis.ARTICLE)


def _ahead(m: re.Match[str], context: Context) -> Reading | None:
    """ "will meet in three days"; behind the article "in three days" is how long it took."""
    if context.issued is None or context.direction < 0:
        return None
    unit = m["unit"].lower()
    target = shift(context.issued, unit, count(m["count"]))
    if m["how"].lower() == "within":
        return Reading(between(context.issued, target), DateBasis.ARTICLE)
    return Reading(containing(target, unit), DateBasis.ARTICLE)


def _slice(m: re.Match[str], context: Context) -> Reading | None:
    """ "the first five months of this year", "the last week of March", "the second half of 2023"."""
    unit = m["own"].split()[-1].lower() if "own" in m.groupdict() and m["own"] else "year"
    if m["whole"]:
        found = read_period(m, "whole", context)
    elif context.issued:
        found = Reading(containing(context.issued, unit), DateBasis.ARTICLE)
    else:
        found = None
    if found is None:
        return None
    sliced = _sliced(found.interval, m["which"].lower(), m["unit"].lower(), count(m["count"]) if m["count"] else 1)
    return Reading(sliced, found.basis) if sliced else None


def _sliced(whole: Interval, which: str, unit: str, number: int) -> Interval | None:
    final = which in ("last", "final", "closing")
    index = 0 if final else time_lexicon().ordinals[which]
    if unit == "half" and containing(whole.start, "month").edtf == whole.edtf and index < 3:
        middle = whole.start + timedelta(14)  # the fortnights of a month
        return between(whole.start, middle) if index == 1 else between(middle + timedelta(1), whole.end)
    if unit in ("half", "quarter"):
        months = 6 if unit == "half" else 3
        if containing(whole.start, "year").edtf != whole.edtf or index > 12 // months:
            return None
        index = index or 12 // months
        start = shift(whole.start, "month", months * (index - 1))
        return between(start, shift(start, "month", months) - timedelta(1))
    if final:
        start = shift(whole.end + timedelta(1), unit, -number)
        return between(start, whole.end) if start >= whole.start else None
    start = shift(whole.start, unit, index - 1)
    end = shift(start, unit, number) - timedelta(1)
    return between(start, end) if end <= whole.end else None


def _short_quarter(m: re.Match[str], context: Context) -> Reading | None:
    year = int(m["year"]) if m["year"] else context.issued.year if context.issued else None
    basis = DateBasis.STATED if m["year"] else DateBasis.ARTICLE
    return Reading(intervals.quarter(year, int(m["number"])), basis) if year else None


@functools.cache
def span_rules() -> tuple[Rule, ...]:
    """The rules; each match is longer than that of the period in it."""
    rules = period_rules()
    period = "(?:" + "|".join(unnamed(r.pattern.pattern) for r in rules) + ")"
    number = number_words()
    month, year, season = month_names(), YEAR, season_names()
    date_cues = frozenset().union(*(r.cues for r in rules))
    own = "(?:the|this) (?:week|month|quarter|year|decade)"
    ends = rf"(?:the )?year[- ]end|the end of {own}"
    begun = f"the (?:start|beginning|middle) of {own}"
    short = rf"(?:{month}|{year}|{season} {year}|{month} {year})"
    days, part = weekday_names(), f"(?: {PART_OF_DAY})?"
    adverb = r"(?:early |mid-?|late )?"
    return (
        rule(rf"(?:{PART})(?P<whole>{period})",
             {"early", "mid", "late", "end", "start", "beginning", "middle", "close"}, _part),
        rule(f"(?P<unit>{ends}|{begun})", {"end", "start", "beginning", "middle"}, _year_end),
        rule(rf"since (?:the )?(?:(?:start|beginning) of )?{adverb}(?:(?P<whole>{period})|(?P<unit>{own}|{begun}))",
             {"since"}, _since),
        rule(rf"(?:by|(?:no|not) later than|before the (?:end|close) of) (?:the end of )?{adverb}"
             rf"(?:(?P<unit>{ends}|{own})|(?P<whole>{period}))", {"by", "later", "before"}, _by),
        rule(rf"(?:from |between )(?P<start>{period})(?: to | until | through | till | and |{DASH})(?P<until>{period})",
             {"from", "between"}, _range),
        rule(rf"(?P<start>{short})(?: to | through |{DASH})(?P<until>{short})", date_cues & _range_cues(), _range),
        rule(rf"(?P<start>{days}){part},? (?:and )?into (?:the early hours of )?(?P<until>{days}){part}",
             time_lexicon().weekdays, _range),
        rule(rf"(?P<start>{days}) and (?P<until>{days})", time_lexicon().weekdays, _range),
        rule(rf"(?P<first>{YEAR}) and (?P<last>{YEAR})", {YEAR_CUE}, _years, guarded=True),
        rule(rf"(?P<first>{YEAR})(?:{DASH}|/)(?P<last>\d{{4}}|\d\d)", {YEAR_CUE}, _years, guarded=True),
        rule(rf"the (?P<step>past|last|next|coming) (?P<count>{number}) (?P<unit>{SMALL})s?",
             {"past", "last", "next", "coming"}, _rolling),
        rule(r"the (?P<step>last|past) (?P<unit>week|month|quarter|year|decade)(?P<count>)", {"last", "past"},
             _rolling),
        rule(rf"(?P<how>in|within) (?P<count>{number}) (?P<unit>day|week|month|year)s?(?:['’]s? time)?(?! time)",
             {"in", "within"}, _ahead),
        rule(
            rf"the (?P<which>first|second|third|fourth|opening|last|final|closing) (?:(?P<count>{number}) )?"
            rf"(?P<unit>day|week|month|quarter|half|year)s? of (?:(?P<own>{own})|(?P<whole>{period}))",
            {"of"},
            _slice,
        ),
        rule(r"the (?P<which>first|second|third|fourth) (?P<unit>quarter)(?P<count>)(?P<whole>)(?! of)",
             {"quarter"}, _slice),
        rule(rf"Q(?P<number>[1-4])(?: (?:of )?(?P<year>{YEAR}))?", {"q1", "q2", "q3", "q4"}, _short_quarter),
    )  # fmt: skip


def _range_cues() -> frozenset[str]:
    return frozenset(time_lexicon().months) | {YEAR_CUE}
