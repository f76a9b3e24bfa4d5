"""Calendar dates as articles state them about themselves: metadata values, date lines, datelines."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH: Final = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
ISO: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
DAY_FIRST: Final = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{MONTH}),? (?P<year>\d{{4}})\b", re.I)
MONTH_FIRST: Final = re.compile(rf"\b(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.I)


def full_date(words: str) -> date | None:
    """The first full calendar date in `words` ("3 March 2024", "March 3, 2024", "2024-03-03"), None without one."""
    for form in (ISO, DAY_FIRST, MONTH_FIRST):
        if match := form.search(words):
            month = match["month"]
            number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
            try:
                return date(int(match["year"]), number, int(match["day"]))
            except ValueError:
                continue
    return None


def metadata_date(value: str) -> date | None:
    """The day in a metadata field: ISO 8601 with or without a time, RFC 822, or words; in its own time zone."""
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError:
        return full_date(value)
