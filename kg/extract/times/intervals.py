"""Calendar intervals: arithmetic on days, weeks, months, years and seasons, and their EDTF form.

EDTF is level 1 of ISO 8601-2 (https://www.loc.gov/standards/datetime/): "2024-05-15", "2024-05", "2024", "199X",
"2024-22" (a season), "A/B" (an interval), "~" (approximate).
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

UNITS: Final = ("day", "week", "weekend", "month", "quarter", "year", "decade", "century")
SEASON_MONTH: Final = {21: 3, 22: 6, 23: 9, 24: 12}  # EDTF code: first month


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from `start` to `end`, both included."""

    start: date
    end: date
    edtf: str

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.end - self.start).days + 1

    def approximate(self) -> Interval:
        """The same days, marked as approximate where EDTF level 1 can say so."""
        return self if "/" in self.edtf or "X" in self.edtf else replace(self, edtf=self.edtf + "~")


def between(start: date, end: date) -> Interval:
    """The interval from `start` to `end`, written as coarsely as it can be without loss."""
    if start == end:
        return Interval(start, end, start.isoformat())
    whole_months = start.day == 1 and end.day == _month_end(end.year, end.month).day
    if whole_months and start.month == 1 and end.month == 12:
        edtf = f"{start.year:04}" if start.year == end.year else f"{start.year:04}/{end.year:04}"
    elif whole_months and (start.year, start.month) == (end.year, end.month):
        edtf = f"{start:%Y-%m}"
    elif whole_months:
        edtf = f"{start:%Y-%m}/{end:%Y-%m}"
    else:
        edtf = f"{start.isoformat()}/{end.isoformat()}"
    return Interval(start, end, edtf)


def day(when: date) -> Interval:
    """The single day."""
    return between(when, when)


def month(year_: int, month_: int) -> Interval:
    """A calendar month."""
    return between(date(year_, month_, 1), _month_end(year_, month_))


def year(year_: int) -> Interval:
    """A calendar year."""
    return between(date(year_, 1, 1), date(year_, 12, 31))


def decade(first: int) -> Interval:
    """The ten years from `first`: 1990 gives "199X"."""
    return Interval(date(first, 1, 1), date(first + 9, 12, 31), f"{first // 10}X")


def quarter(year_: int, number: int) -> Interval:
    """The first (1) to fourth (4) quarter of a calendar year."""
    last = 3 * number
    return between(date(year_, last - 2, 1), _month_end(year_, last))


def season(year_: int, code: int) -> Interval:
    """A season by EDTF code, northern hemisphere; the winter of a year is the one that begins in it."""
    first = date(year_, SEASON_MONTH[code], 1)
    return Interval(first, shift(first, "month", 3) - timedelta(1), f"{year_:04}-{code}")


def containing(when: date, unit: str) -> Interval:
    """The calendar unit (one of `UNITS`) that holds `when`; a day's weekend is the one of its week."""
    if unit == "day":
        return day(when)
    if unit in ("week", "weekend"):
        monday = when - timedelta(when.weekday())
        return between(monday + timedelta(5 if unit == "weekend" else 0), monday + timedelta(6))
    if unit == "month":
        return month(when.year, when.month)
    if unit == "quarter":
        return quarter(when.year, (when.month + 2) // 3)
    if unit == "decade":
        return decade(when.year // 10 * 10)
    if unit == "century":
        first = (when.year - 1) // 100 * 100 + 1
        return between(date(first, 1, 1), date(first + 99, 12, 31))
    return year(when.year)


def shift(when: date, unit: str, count: int) -> date:
    """`when` moved by `count` units; a day that the target month lacks becomes its last. Raises OverflowError."""
    if unit == "day":
        return when + timedelta(count)
    if unit in ("week", "weekend"):
        return when + timedelta(7 * count)
    months = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    years, index = divmod(when.year * 12 + when.month - 1 + months, 12)
    if not 1 <= years <= 9999:
        raise OverflowError(f"{when} moved by {count} {unit} leaves the calendar")
    return date(years, index + 1, min(when.day, _month_end(years, index + 1).day))


def weekday_near(issued: date, number: int, direction: int) -> date:
    """The nearest weekday `number` (0 is Monday) on or after `issued` if `direction` is positive, else on or before."""
    if direction > 0:
        return issued + timedelta((number - issued.weekday()) % 7)
    return issued - timedelta((issued.weekday() - number) % 7)


def _month_end(year_: int, month_: int) -> date:
    return date(year_, month_, calendar.monthrange(year_, month_)[1])
