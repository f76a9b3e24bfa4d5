"""The rules for single periods: which words make one, and how they are read."""

from __future__ import annotations

import functools
from typing import Final

from kg.extract.times import dates as dates
from kg.extract.times import relative as relative
from kg.extract.times.feasts import feast_rules
from kg.extract.times.patterns import (
    CLOSED,
    DASH,
    DAY,
    PART_OF_DAY,
    YEAR,
    YEAR_CUE,
    Rule,
    month_names,
    number_words,
    rule,
    season_names,
    weekday_names,
)
from kg.lexicon.time import time_lexicon

WHICH: Final = r"(?P<which>this|last|next|the coming|this coming|this past|the past)"


@functools.cache
def period_rules() -> tuple[Rule, ...]:
    """The rules, those of the calendar first; of two that match the same words the earlier one reads them."""
    lexicon = time_lexicon()
    months, weekdays, seasons = month_names(), weekday_names(), season_names()
    number, month_cues = number_words(), lexicon.months
    year = rf"(?P<year>{YEAR}|(?:of )?(?:last|this|next) year)"
    before = rf"(?:{weekdays},? (?:the )?)?"
    bare, days = f"(?P<month>{months})", rf"(?P<day>{DAY})(?:(?:{DASH}| to | and )(?P<last>{DAY}))?"
    units = "week|weekend|month|quarter|year|decade|century"
    steps = "previous|preceding|prior|following|next|subsequent|(?:very )?same"
    near_day = "yesterday|today|tomorrow"
    other = rf"(?:{weekdays}|{months}|\d|{near_day}|(?:the|that|last|this|next)\b)"
    undated = rf"(?!,?(?: local time)?(?: (?:of|on))? {other})"
    turns = "dawn|daybreak|noon|midday|midnight|dusk|nightfall"
    return (
        rule(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", {YEAR_CUE}, dates.iso_day),
        *feast_rules(),
        rule(rf"{before}(?:the )?{days}(?: of)? {bare}(?:,? {year})?", month_cues, dates.day_month),
        rule(rf"{before}{bare} (?:the )?{days}(?:,? {year})?", month_cues, dates.day_month),
        rule(rf"(?:the )?(?P<day>first|second|third|fourth) of {bare}(?:,? {year})?", month_cues, dates.day_month),
        rule(rf"{bare},? (?:of )?{year}", month_cues, dates.month_year),
        rule(f"{bare}(?P<year>)", month_cues, dates.month_year, guarded=True),
        rule(rf"(?:the )?(?P<season>{seasons})(?: of|,)? {year}", lexicon.seasons, dates.season_of_year),
        rule(rf"(?:fiscal|financial|FY)(?: year)? ?(?:{YEAR})(?:[-–/]\d\d)?", {"fiscal", "financial", "fy"},
             dates.nothing),
        rule(rf"(?:{YEAR})(?:[-–/]\d\d)? (?:fiscal|financial|budget) year", {"fiscal", "financial", "budget"},
             dates.nothing),
        rule(rf"(?P<which>the|this|next|last|a) (?:fiscal|financial|budget) year (?:that |which )?"
             rf"(?:starts|starting|started|begins|beginning|began|to start|to begin) (?:in|on|from) "
             rf"(?:(?:the )?first of )?{bare}(?: 1(?:st)?)?(?:,? {year})?",
             {"fiscal", "financial", "budget"}, dates.fiscal_year),
        rule(rf"(?P<year>{YEAR})", {YEAR_CUE}, dates.calendar_year, guarded=True),
        rule(r"(?:the )?(?P<decade>1\d\d0|20\d0)['’]?s", {"#decade"}, dates.decade),
        rule(r"the ['’]?(?P<decade>[2-9]0)s", {"#decade"}, dates.decade),
        rule(rf"(?:(?:earlier|later|late|early) )?(?:{near_day})(?: {PART_OF_DAY})?",
             near_day.split("|"), relative.deictic),
        rule(
            rf"the day before yesterday|the day after tomorrow|(?:(?:earlier|later|late|early) )?this {PART_OF_DAY}|"
            r"(?:late )?last (?:night|evening)|tonight",
            {"yesterday", "tomorrow", "this", "night", "evening", "tonight"},
            relative.deictic,
        ),
        rule("overnight", {"overnight"}, relative.overnight),
        rule(
            rf"(?:(?:late|early) )?(?:{WHICH} )?(?P<weekday>{weekdays})(?: {PART_OF_DAY})?"
            r"(?:,? (?:of )?(?P<week>last|this|next) week)?",
            lexicon.weekdays,
            relative.weekday,
        ),
        rule(rf"(?:(?:earlier|later|late|early|sometime) )?{WHICH} (?P<unit>{units})", units.split("|"), relative.unit),
        rule(r"(?P<which>this) (?P<unit>week|month|year) so far|so far (?P<now>this) (?P<span>week|month|year)",
             {"far"}, relative.so_far),
        rule("(?:earlier|later) in (?P<which>the) (?P<unit>week|month|year)", {"earlier", "later"}, relative.unit),
        rule("the weekend", {"weekend"}, relative.weekend),
        rule(rf"(?:(?:early|late) )?{WHICH} (?P<unit>{seasons})", lexicon.seasons, relative.season),
        rule(rf"(?:(?:early|late) )?{WHICH} (?P<unit>{months})", month_cues, relative.month_beside),
        rule(
            r"(?:(?P<about>about|around|nearly|almost|some|over|more than|less than|under|at least) )?"
            rf"(?P<count>{number}) "
            r"(?P<unit>minute|hour|day|week|month|year|decade|century)s? ago",
            {"ago"},
            relative.ago,
        ),
        rule(
            rf"(?:the|that) (?P<step>{steps}) (?P<unit>{CLOSED}|night)(?P<count>)",
            {"previous", "preceding", "prior", "following", "next", "subsequent", "same"},
            relative.narrative,
        ),
        rule(rf"(?P<step>that) (?P<unit>{CLOSED}|night)(?P<count>)", {"that"}, relative.narrative),
        rule(rf"(?:the|(?P<count>{number})) (?P<unit>{CLOSED})s? "
             r"(?P<step>(?:before|after)(?=\s*[,.;:)])|"
             r"(?:earlier|later)(?! than|,? this|,? in the (?:day|week|month|year)))",
             {"before", "earlier", "later", "after"}, relative.narrative),
        rule(rf"the (?P<step>{steps}) (?P<unit>{weekdays})", lexicon.weekdays, relative.narrative_weekday),
        rule(
            rf"(?:later|earlier) (?:that|the same|in the) day|(?:that|the same) {PART_OF_DAY}",
            {"later", "earlier", "that", "same"},
            relative.same_day,
        ),
        rule(
            rf"(?:in|during) the (?:(?:early|late) )?(?:morning|afternoon|evening|night){undated}|"
            rf"(?:at|around|before|by|shortly after|after) (?:{turns}){undated}|in the early hours{undated}|"
            r"(?:(?:an?|a few|several|some|two|three|four|five|six) )?(?:minutes?|hours?|moments?) later(?! than)",
            {"later", "hours", "morning", "afternoon", "evening", "night", *turns.split("|")},
            relative.part_of_day,
        ),
        rule(r"within (?:a few |several )?hours|within (?:a|one) day|within (?:24|48) hours", {"within"},
             relative.soon_after),
        rule("|".join(sorted(lexicon.words["current"])),
             {w.split()[-1] for w in lexicon.words["current"]}, relative.present),
    )  # fmt: skip
