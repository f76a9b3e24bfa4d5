"""Words in still pictures: letters, their widths, and dates."""

from __future__ import annotations

from datetime import date

import pytest

from kg.view.still.dates import Interval, interval, ticks, window, words
from kg.view.still.lettering import broken, cut, drawable, width


class TestLettering:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [("a\tb\n c", "a b c"), ("\u202eevil\u202c", "evil"), ("zero\u200bwidth", "zerowidth"), ("e\u0301", "é"),
         ("\ud800x\x00", "x"), ("no\u0334\u0334\u0334\u0334te", "no\u0334\u0334te")],
    )  # fmt: skip
    def test_only_what_is_seen_is_drawn(self, text: str, expected: str) -> None:
        assert drawable(text) == expected

    def test_bold_is_wider_and_unknown_letters_have_a_width(self) -> None:
        assert width("officers", 14, bold=True) > width("officers", 14) > 40
        assert width("市", 14) == 14
        assert 0 < width("م", 14) < 14

    @pytest.mark.parametrize("text", ["Multinational Security Support mission in a far country", "x" * 500, "a b"])
    def test_broken_lines_fit(self, text: str) -> None:
        lines = broken(text, 100, 14, 3)
        assert 1 <= len(lines) <= 3
        assert all(width(line, 14) <= 100 for line in lines)
        whole = "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert whole or lines[-1].endswith("…")

    def test_cut(self) -> None:
        assert cut("short", 100, 14) == "short"
        assert cut("rather long words", 60, 14).endswith("…")


DAYS = [
    ("2024-05-13", "2024-05-13", "13 May 2024"),
    ("2024-05-13", "", "13 May 2024"),
    ("2024-05-01", "2024-05-31", "May 2024"),
    ("2024-01-01", "2024-12-31", "2024"),
    ("2020-01-01", "2024-12-31", "2020–2024"),
    ("2024-04-01", "2024-06-30", "April – June 2024"),
    ("2023-12-01", "2024-02-29", "December 2023 – February 2024"),
    ("2024-05-10", "2024-05-13", "10–13 May 2024"),
    ("2024-05-28", "2024-06-03", "28 May – 3 June 2024"),
    ("2023-12-30", "2024-01-02", "30 December 2023 – 2 January 2024"),
]


@pytest.mark.parametrize(("start", "end", "expected"), DAYS, ids=[d[2] for d in DAYS])
def test_an_interval_in_words(start: str, end: str, expected: str) -> None:
    told = interval(start, end)
    assert told
    assert words(told) == expected


@pytest.mark.parametrize(
    ("start", "end"), [("", ""), ("yesterday", ""), ("2024-05-13", "2024-05-01"), ("2024-13-01", "")]
)
def test_what_is_no_interval(start: str, end: str) -> None:
    assert interval(start, end) is None


SPANS = [
    ("2024-05-10", "2024-05-15", "10 May 2024"),
    ("2024-05-01", "2024-08-31", "Jun 2024"),
    ("2022-03-01", "2024-07-31", "Jan 2023"),
    ("1990-01-01", "2024-12-31", "2000"),
    ("0001-01-01", "9999-12-31", "2000"),
]


@pytest.mark.parametrize(("start", "end", "among"), SPANS, ids=[s[0] for s in SPANS])
def test_ticks_are_few_and_round(start: str, end: str, among: str) -> None:
    found = ticks(*(date.fromisoformat(day).toordinal() for day in (start, end)))
    assert 1 <= len(found) <= 6
    assert among in [label for _, label in found]


def test_few_dates_far_off_do_not_press_the_others_together() -> None:
    near = [Interval(date(2024, 5, d), date(2024, 5, d)) for d in range(1, 21)]
    low, high = window([Interval(date(1994, 4, 7), date(1994, 4, 7)), *near])
    assert low > date(2024, 4, 1).toordinal()
    assert high < date(2024, 6, 10).toordinal()
    assert window(near[:1]) == (near[0].first.toordinal() - 3, near[0].first.toordinal() + 3)
