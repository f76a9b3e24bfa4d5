"""Days on an axis: the window that is shown, its ticks, and an interval in words."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

MONTHS: Final = (  # the calendar module's are those of the machine's language
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
TICKS: Final = 6  # at most; more would touch
DAY_STEPS: Final = (1, 2, 7, 14)
MONTH_STEPS: Final = (1, 3, 6)
YEAR_STEPS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
CORE: Final = 0.15  # of the starts, and of the ends, that may lie outside of what is looked at closely
FAR: Final = 6  # times the length of the core: a longer whole is shown by its core


@dataclass(frozen=True, slots=True)
class Interval:
    """The days `first` to `last`, both included."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        """Whether it is known to the day."""
        return self.first == self.last


def interval(start: str, end: str) -> Interval | None:
    """The interval from `start` to `end` (ISO dates; without an end, one day), or None for what is none."""
    try:
        first = date.fromisoformat(start)
        last = date.fromisoformat(end) if end else first
    except ValueError:
        return None
    return Interval(first, last) if first <= last else None


def words(told: Interval) -> str:
    """As exact as it is known: "13 May 2024", "May 2024", "2024", "28 May – 3 June 2024"."""
    a, b = told.first, told.last
    if (a.month, a.day, b.month, b.day) == (1, 1, 12, 31):
        return str(a.year) if a.year == b.year else f"{a.year}–{b.year}"
    if a.day == 1 and b.day == calendar.monthrange(b.year, b.month)[1]:
        if (a.year, a.month) == (b.year, b.month):
            return _month(a)
        return f"{MONTHS[a.month - 1]} – {_month(b)}" if a.year == b.year else f"{_month(a)} – {_month(b)}"
    if told.is_day:
        return _day(a)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{_day(b)}"
    return f"{a.day} {MONTHS[a.month - 1]} – {_day(b)}" if a.year == b.year else f"{_day(a)} – {_day(b)}"


def window(told: Sequence[Interval]) -> tuple[int, int]:
    """The first and the last day of the axis (ordinals), with some room at both sides.

    A few dates that lie far off would press all others together: then the axis shows where most of them lie.
    """
    firsts, lasts = sorted(t.first.toordinal() for t in told), sorted(t.last.toordinal() for t in told)
    low, high = firsts[0], lasts[-1]
    few = int(len(told) * CORE)
    core = firsts[few], max(lasts[-1 - few], firsts[few])
    if few and high - low > FAR * max(core[1] - core[0], 7):
        low, high = core
    room = max(3, (high - low) // 16)
    return max(low - room, 1), min(high + room, date.max.toordinal())


def ticks(low: int, high: int) -> list[tuple[int, str]]:
    """Round days, months or years between two ordinals, each with what is written at it."""
    first, last = date.fromordinal(low), date.fromordinal(high)
    for step in DAY_STEPS:
        days = [d for d in range(low, high + 1) if (d - 1) % step == 0] if high - low <= step * TICKS * 2 else []
        if 0 < len(days) <= TICKS:
            dates = [date.fromordinal(d) for d in days]
            years = [d.year for d in dates]
            return [
                (
                    d.toordinal(),
                    f"{d.day} {MONTHS[d.month - 1][:3]}" + (f" {d.year}" if i == 0 or years[i - 1] != d.year else ""),
                )
                for i, d in enumerate(dates)
            ]
    for step in MONTH_STEPS:
        months = [d for d in _months(first, last) if (d.month - 1) % step == 0]
        if 1 < len(months) <= TICKS:
            return [(d.toordinal(), f"{MONTHS[d.month - 1][:3]} {d.year}") for d in months]
    for step in YEAR_STEPS:
        years = [y for y in range(first.year, last.year + 1) if y % step == 0 and date(y, 1, 1).toordinal() >= low]
        if 0 < len(years) <= TICKS:
            return [(date(y, 1, 1).toordinal(), str(y)) for y in years]
    return []


def _months(first: date, last: date) -> Iterator[date]:
    """The first days of months in between; none where there are more than can be ticks."""
    count = (last.year - first.year) * 12 + last.month - first.month
    if count > TICKS * MONTH_STEPS[-1]:
        return
    for n in range(count + 1):
        month = first.month - 1 + n
        day = date(first.year + month // 12, month % 12 + 1, 1)
        if day >= first:
            yield day


def _day(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
