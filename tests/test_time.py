"""Time expressions: recognition and resolution against 15 May 2024, a Wednesday."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import files

import pytest
from spacy.tokens import Doc

from kg.errors import LexiconError
from kg.extract.times import intervals
from kg.extract.times.feasts import easter
from kg.extract.times.recognition import times
from kg.lexicon.time import read_time_lexicon
from kg.model import Article, DateBasis

Parse = Callable[[str], tuple[Article, Doc]]

STATED = [
    ("The dam burst on 12 March 2023.", ["2023-03-12"]),
    ("The dam burst on Sunday, March 12, 2023.", ["2023-03-12"]),
    ("The dam burst on Sunday, 12 March 2023, near Bela.", ["2023-03-12"]),
    ("The dam burst on the 12th of March 2023.", ["2023-03-12"]),
    ("The dam burst on Mar. 12th, 2023.", ["2023-03-12"]),
    ("The order is dated 2023-03-12.", ["2023-03-12"]),
    ("The siege lasted from March 3-5, 2022.", ["2022-03-03/2022-03-05"]),
    ("The siege of 12-14 March 2022 ended in talks.", ["2022-03-12/2022-03-14"]),
    ("Output fell in March 2023.", ["2023-03"]),
    ("Output fell in 2023.", ["2023"]),
    ("Output fell in early 2023.", ["2023"]),
    ("Output fell in mid-March 2023.", ["2023-03"]),
    ("The company closed at the end of 2022.", ["2022"]),
    ("The clans fought in the 1990s.", ["199X"]),
    ("The clans fought between 2011 and 2013.", ["2011/2013"]),
    ("The clans fought from 2011 to 2013.", ["2011/2013"]),
    ("He led the council in 2011-12.", ["2011/2012"]),
    ("He led the council in 2011 and 2012.", ["2011/2012"]),
    ("He led the council in 2011 and 2015.", ["2011", "2015"]),
    ("Exports grew from March to May 2023.", ["2023-03/2023-05"]),
    ("Exports grew from November to February 2023.", ["2022-11/2023-02"]),
    ("Prices rose in the first quarter of 2023.", ["2023-01/2023-03"]),
    ("Prices rose in the second half of 2022.", ["2022-07/2022-12"]),
    ("Prices rose in Q3 2022.", ["2022-07/2022-09"]),
    ("Prices rose in the first week of April 2022.", ["2022-04-01/2022-04-07"]),
    ("The floods came in the summer of 2021.", ["2021-22"]),
    ("The 2021 coup ended the deal.", ["2021"]),
    ("That is twice the 2021 level.", ["2021"]),
    ("The mission has been in place since 2012.", ["2012-01-01/2024-05-15"]),
]

NAMED = [
    ("GENEVA, 14 May 2024 – The dam burst on Sunday.", ["2024-05-12"]),
    ("LAGOS, May 14 (NNA) - The dam burst on Tuesday.", ["2024-05-14"]),
    ("The dam burst in Lagos on May 14.", ["2024-05-14"]),
    ("Guards shot a man on Christmas Day.", ["2023-12-25"]),
    ("Guards shot a man on New Year’s Eve.", ["2023-12-31"]),
    ("Guards shot a man on Good Friday.", ["2024-03-29"]),
    ("Guards shot a man on Easter Monday 2019.", ["2019-04-22"]),
    ("The vote will be held on Boxing Day.", ["2024-12-26"]),
    ("Guards shot a man on the last Sunday in April.", ["2024-04-28"]),
    ("The vote will be held on the first Tuesday of June.", ["2024-06-04"]),
    ("Guards shot a man on the second Monday of March 2022.", ["2022-03-14"]),
    ("The order was signed on 14/05/2024.", ["2024-05-14"]),
    ("The order was signed on 12.31.2023.", ["2023-12-31"]),
    ("The company closed in the autumn.", ["2023-23"]),
    ("The company will close in the autumn.", ["2024-23"]),
    ("Jobs were lost in the three months to March.", ["2024-01/2024-03"]),
    ("Prices fell in the year to April.", ["2023-05/2024-04"]),
    ("Guards shot a man the week before last.", ["2024-04-29/2024-05-05"]),
    ("Guards shot a man a fortnight ago.", ["2024-04-29/2024-05-05"]),
    ("Earlier in the month guards shot a man.", ["2024-05"]),
    ("Nurses will meet on 3 and 4 June.", ["2024-06-03/2024-06-04"]),
    ("The fight went on from Monday night into Tuesday.", ["2024-05-13/2024-05-14"]),
    ("They will meet in two weeks' time.", ["2024-05-27/2024-06-02"]),
    ("They will march from the first of June.", ["2024-06-01"]),
    ("Jobs could go in the fiscal year that starts in July.", ["2024-07/2025-06"]),
    ("Crossings peaked in the first half of April.", ["2024-04-01/2024-04-15"]),
    ("Rice will be delivered before the end of the month.", ["2024-05-15/2024-05-31"]),
    ("Troops must leave no later than August.", ["2024-05-15/2024-08-31"]),
    ("On Tuesday guards freed a nun whom a gang had taken nine days earlier in the hills.",
     ["2024-05-14", "2024-05-05"]),
    ("The king fell on Monday. Within hours a curfew was imposed.", ["2024-05-13", "2024-05-13/2024-05-14"]),
]  # fmt: skip

RELATIVE = [
    ("The talks broke down today.", ["2024-05-15"]),
    ("Yesterday afternoon a bus overturned.", ["2024-05-14"]),
    ("The day before yesterday a bus overturned.", ["2024-05-13"]),
    ("The council meets tomorrow morning.", ["2024-05-16"]),
    ("The council sits tonight.", ["2024-05-15"]),
    ("Guards shot a man last night.", ["2024-05-14"]),
    ("Guards shot a man this morning.", ["2024-05-15"]),
    ("Guards shot a man overnight.", ["2024-05-14/2024-05-15"]),
    ("The talks broke down on Monday.", ["2024-05-13"]),
    ("The talks broke down on Wednesday.", ["2024-05-15"]),
    ("The talks broke down late on Thursday night.", ["2024-05-09"]),
    ("The talks will resume on Monday.", ["2024-05-20"]),
    ("The talks will resume on Wednesday.", ["2024-05-15"]),
    ("The minister plans to visit Kora on Friday.", ["2024-05-17"]),
    ("The minister said he would visit Kora on Friday.", ["2024-05-17"]),
    ("The vote is scheduled for Friday.", ["2024-05-17"]),
    ("The report is due to be published on Friday.", ["2024-05-17"]),
    ("Troops tried to take the port on Friday.", ["2024-05-10"]),
    ("The suspect has been held since Friday.", ["2024-05-10/2024-05-15"]),
    ("The queen mourned the victims of Friday's raid.", ["2024-05-10"]),
    ("We want to help the victims of Friday's raid.", ["2024-05-10"]),
    ("Police closed roads ahead of Friday's vote.", ["2024-05-17"]),
    ("The two met last Friday.", ["2024-05-10"]),
    ("The two met on Saturday and Sunday.", ["2024-05-11/2024-05-12"]),
    ("The two met on Friday and Sunday.", ["2024-05-10", "2024-05-12"]),
    ("The vote, first planned for February 25, never took place.", ["2024-02-25"]),
    ("The vote was postponed to December 15.", ["2024-12-15"]),
    ("Nine people have died since the start of the year.", ["2024-01-01/2024-05-15"]),
    ("Nine people died in the first three months of the year.", ["2024-01/2024-03"]),
    ("The two met last Wednesday.", ["2024-05-08"]),
    ("The two will meet next Wednesday.", ["2024-05-22"]),
    ("The two met on Tuesday last week.", ["2024-05-07"]),
    ("The two met last week.", ["2024-05-06/2024-05-12"]),
    ("The two met earlier this week.", ["2024-05-13/2024-05-19"]),
    ("The two met last month.", ["2024-04"]),
    ("The two met earlier this month.", ["2024-05"]),
    ("The two will meet next month.", ["2024-06"]),
    ("The two met last year.", ["2023"]),
    ("The two will meet next year.", ["2025"]),
    ("Six miners have died this year.", ["2024-01-01/2024-05-15"]),
    ("Six miners have died so far this year.", ["2024-01-01/2024-05-15"]),
    ("Rain fell over the weekend.", ["2024-05-11/2024-05-12"]),
    ("Rain fell last weekend.", ["2024-05-11/2024-05-12"]),
    ("The mayor was shot last summer.", ["2023-22"]),
    ("The mayor was shot last winter.", ["2023-24"]),
    ("The team will travel next summer.", ["2024-22"]),
    ("The mayor was shot last March.", ["2024-03"]),
    ("The mayor was shot last May.", ["2023-05"]),
    ("The mayor was shot two days ago.", ["2024-05-13"]),
    ("The mayor was shot three weeks ago.", ["2024-04-22/2024-04-28"]),
    ("The mayor was shot three months ago.", ["2024-02"]),
    ("The mayor was shot two years ago.", ["2022"]),
    ("The mayor was shot about two years ago.", ["2022~"]),
    ("Prices doubled over the past two years.", ["2022-05-15/2024-05-15"]),
    ("Prices doubled in the past year.", ["2023-05-15/2024-05-15"]),
    ("Two people died in the last 24 hours.", ["2024-05-14/2024-05-15"]),
    ("The board will decide within two weeks.", ["2024-05-15/2024-05-29"]),
    ("The board will decide in three days.", ["2024-05-18"]),
    ("The plan is to finish by year end.", ["2024-05-15/2024-12-31"]),
    ("The plan is to finish by 2030.", ["2024-05-15/2030-12-31"]),
    ("Nine people died in the first four months of this year.", ["2024-01/2024-04"]),
    ("The court ruled on August 10.", ["2023-08-10"]),
    ("The court ruled on May 2.", ["2024-05-02"]),
    ("The court will rule on August 10.", ["2024-08-10"]),
    ("The court ruled in June.", ["2023-06"]),
    ("The court ruled in March last year.", ["2023-03"]),
    ("The court ruled on Dec. 6th.", ["2023-12-06"]),
    ("Exports grew from February to April.", ["2024-02/2024-04"]),
    ("Currently, few schools are open.", ["2024-05-15"]),
    ("Some 40 guards are now held in Kora.", ["2024-05-15"]),
]

NARRATIVE = [
    ("Output fell in 2021 from the previous year.", ["2021", "2020"]),
    ("Rebels entered Kora on April 6 and left the following day.", ["2024-04-06", "2024-04-07"]),
    ("He was born on 3 April 1951. Two days later the war began.", ["1951-04-03", "1951-04-05"]),
    ("He was jailed in March 2019. That year the party split.", ["2019-03", "2019"]),
    ("Rebels took Kora on 4 June 2019. They left later that day.", ["2019-06-04", "2019-06-04"]),
    ("Rebels took Kora on 4 June 2019. They fled the following Monday.", ["2019-06-04", "2019-06-10"]),
    ("The bank closed in 2015. A year later it reopened.", ["2015", "2016"]),
    ("Rebels took Kora in 2019. They left the following day.", ["2019"]),
    ("Rebels took Kora on Monday. In the morning they burned a school.", ["2024-05-13", "2024-05-13"]),
    ("Rebels took Kora on Monday. Hours later they burned a school.", ["2024-05-13", "2024-05-13"]),
    ("The council met in the morning of 3 May.", ["2024-05-03"]),
    ("They burned a school in the morning.", []),
    ("They left the following day.", []),
    ("Two days later it closed.", []),
]

NONE = [
    "May said the march was illegal.",
    "Troops may march on the capital.",
    "The gang killed 1987 people.",
    "Officials counted 2,019 tents and 1,500 goats.",
    "The Sunday Herald praised the judge.",
    "Shops were crowded on Black Friday.",
    "The budget for fiscal 2024 was cut.",
    "The station was now empty.",
    "The bridge was built years ago.",
    "The bridge was built a decade ago.",
    "The crew dug the tunnel in three days.",
    "By Friday the crew had dug the tunnel.",
    "The flight costs $2019.",
    "About 2000 officers were sent.",
    "The meeting was held on February 30.",
    "Every Friday, pilgrims cross the bridge.",
    "The order was signed on 04/05/2024.",
    "The bridge was closed on 3 and 9 May.",
]


@pytest.mark.parametrize(
    ("text", "expected"), [*STATED, *NAMED, *RELATIVE, *NARRATIVE], ids=lambda v: v if isinstance(v, str) else ""
)
def test_intervals(parse: Parse, text: str, expected: list[str]) -> None:
    assert [e.time.edtf for e in times(*parse(text))] == expected


@pytest.mark.parametrize("text", NONE, ids=str)
def test_no_time(parse: Parse, text: str) -> None:
    assert times(*parse(text)) == ()


@pytest.mark.parametrize(("text", "basis"), [
    ("Output fell in 2023.", DateBasis.STATED),
    ("Output fell last year.", DateBasis.ARTICLE),
    ("Output fell on August 10.", DateBasis.ARTICLE),
    ("Currently, few schools are open.", DateBasis.CURRENT),
], ids=str)  # fmt: skip
def test_basis(parse: Parse, text: str, basis: DateBasis) -> None:
    assert [e.time.basis for e in times(*parse(text))] == [basis]


def test_narrative_basis(parse: Parse) -> None:
    assert times(*parse("Output fell in 2021 from the previous year."))[1].time.basis is DateBasis.NARRATIVE


@pytest.mark.parametrize("text", [t for t, _ in RELATIVE], ids=str)
def test_nothing_relative_without_a_day_of_issue(parse: Parse, text: str) -> None:
    article, doc = parse(text)
    assert times(replace(article, issued=None), doc) == ()


@pytest.mark.parametrize(("text", "quoted"), [
    ("The dam burst on Sunday, March 12, 2023.", "Sunday, March 12, 2023"),
    ("Guards shot a man last night.", "last night"),
    ("Prices doubled over the past two years.", "the past two years"),
    ("The mission has been in place since 2012.", "since 2012"),
], ids=str)  # fmt: skip
def test_offsets_and_tokens(parse: Parse, text: str, quoted: str) -> None:
    article, doc = parse(text)
    (found,) = times(article, doc)
    start, end = found.tokens
    assert article.quote(found.time.span) == quoted == doc[start:end].text
    assert start <= found.head < end


def test_blocks_are_not_read_across(parse: Parse) -> None:
    text = "Rebels took Kora on 4 June 2019.\n\nThe court is busy.\n\nThe law is old.\n\nThey left the following day."
    assert [e.time.edtf for e in times(*parse(text))] == ["2019-06-04"]


@pytest.mark.parametrize(("start", "end", "edtf"), [
    (date(2024, 5, 15), date(2024, 5, 15), "2024-05-15"),
    (date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
    (date(2024, 1, 1), date(2024, 12, 31), "2024"),
    (date(2023, 1, 1), date(2024, 12, 31), "2023/2024"),
    (date(2024, 1, 1), date(2024, 5, 31), "2024-01/2024-05"),
    (date(2024, 1, 1), date(2024, 5, 15), "2024-01-01/2024-05-15"),
], ids=str)  # fmt: skip
def test_edtf(start: date, end: date, edtf: str) -> None:
    assert intervals.between(start, end).edtf == edtf


@pytest.mark.parametrize(("when", "unit", "count", "expected"), [
    (date(2024, 3, 31), "month", -1, date(2024, 2, 29)),
    (date(2024, 2, 29), "year", -1, date(2023, 2, 28)),
    (date(2024, 1, 15), "month", -1, date(2023, 12, 15)),
    (date(2024, 5, 15), "week", 2, date(2024, 5, 29)),
], ids=str)  # fmt: skip
def test_shift(when: date, unit: str, count: int, expected: date) -> None:
    assert intervals.shift(when, unit, count) == expected


def test_shift_stays_in_the_calendar() -> None:
    with pytest.raises(OverflowError, match="leaves the calendar"):
        intervals.shift(date(2024, 5, 15), "year", 9000)


def test_winter_ends_in_the_next_year() -> None:
    found = intervals.season(2023, 24)
    assert (found.start, found.end) == (date(2023, 12, 1), date(2024, 2, 29))


@pytest.mark.parametrize("data", [{}, {"months": {}, "mystery": {}}], ids=["empty", "unknown"])
def test_lexicon_refuses_broken_data(data: dict[str, object]) -> None:
    with pytest.raises(LexiconError, match=r"time\.toml"):
        read_time_lexicon(data)


def test_lexicon_refuses_a_feast_that_is_no_day() -> None:
    data = tomllib.loads(files("kg.lexicon").joinpath("data", "time.toml").read_text("utf-8"))
    with pytest.raises(LexiconError, match="Nonsense Day"):
        read_time_lexicon({**data, "feasts": {"Nonsense Day": [2, 30]}})


@pytest.mark.parametrize(("year", "expected"), [(1818, (3, 22)), (1943, (4, 25)), (2000, (4, 23)), (2024, (3, 31))])
def test_easter(year: int, expected: tuple[int, int]) -> None:
    assert easter(year) == date(year, *expected)
