"""The arithmetic of the map and the timeline, run in a browser: the projection, the axis, the lanes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
from chromium import launched
from playwright.sync_api import Page

SCRIPTS = ("words", "geo", "calendar", "lanes")


@pytest.fixture(scope="module")
def scripts() -> Iterator[Page]:
    with launched() as browser:
        page = browser.new_page()
        for name in SCRIPTS:
            page.add_script_tag(content=files("kg.view").joinpath("page", f"{name}.js").read_text("utf-8"))
        yield page


# The ends of the map, and a point computed by hand from the paper's polynomial.
PROJECTED = [
    (0, 0, 0, (0, 0)),
    (0, 180, 0, (2.70663, 0)),
    (90, 0, 0, (0, -1.31736)),
    (-90, 0, 0, (0, 1.31736)),
    (0, 190, 10, (2.70663, 0)),
]


@pytest.mark.parametrize(("latitude", "longitude", "middle", "expected"), PROJECTED)
def test_equal_earth(
    scripts: Page, latitude: float, longitude: float, middle: float, expected: tuple[float, float]
) -> None:
    found = scripts.evaluate("at => equalEarth(...at)", [latitude, longitude, middle])
    assert found == pytest.approx(expected, abs=2e-5)


@pytest.mark.parametrize("latitude", [-75, -40, -5, 20, 60, 80])
@pytest.mark.parametrize("longitude", [-150, 0, 75])
def test_the_projection_keeps_areas(scripts: Page, latitude: float, longitude: float) -> None:
    step = 1e-4
    points = [[latitude, longitude, 0], [latitude + step, longitude, 0], [latitude, longitude + step, 0]]
    at, north, east = scripts.evaluate("points => points.map(point => equalEarth(...point))", points)
    area = (east[0] - at[0]) * -(north[1] - at[1]) - (east[1] - at[1]) * -(north[0] - at[0])
    assert area / math.radians(step) ** 2 == pytest.approx(math.cos(math.radians(latitude)), rel=1e-3)


def test_a_ring_over_the_180th_meridian_is_whole(scripts: Page) -> None:
    ring = [[170, 60], [-170, 60], [-170, 70], [170, 70], [170, 60]]
    assert scripts.evaluate("unrolled", ring) == [[170, 60], [190, 60], [190, 70], [170, 70], [170, 60]]
    country = "ring => { const one = unrolled(ring); return { rings: [one], boxes: [ringBox(one)] }; }"
    inside = f"({{ring, at}}) => inCountry(({country})(ring), ...at)"
    assert scripts.evaluate(inside, {"ring": ring, "at": [65, -175]})
    assert scripts.evaluate(inside, {"ring": ring, "at": [65, 175]})
    assert not scripts.evaluate(inside, {"ring": ring, "at": [65, 160]})


def test_a_ring_around_a_pole_is_closed_over_it(scripts: Page) -> None:
    found = scripts.evaluate("unrolled", [[-180, -70], [-60, -72], [60, -68], [180, -70]])
    assert found[-3:] == [[180, -90], [-180, -90], [-180, -70]]


SPANS: list[tuple[dict[str, str], dict[str, Any] | None]] = [
    (
        {"start": "2024-05-13", "end": "2024-05-13", "edtf": "2024-05-13"},
        {"days": 1, "open": [False, False], "day": True},
    ),
    (
        {"start": "2024-02-01", "end": "2024-02-29", "edtf": "2024-02"},
        {"days": 29, "open": [False, False], "day": False},
    ),
    ({"start": "2023-01-01", "end": "", "edtf": "2023/.."}, {"days": 1, "open": [False, True], "day": False}),
    ({"start": "", "end": "2023-12-31", "edtf": "../2023"}, {"days": 1, "open": [True, False], "day": False}),
    (
        {"start": "0044-03-15", "end": "0044-03-15", "edtf": "0044-03-15"},
        {"days": 1, "open": [False, False], "day": True},
    ),
    ({"start": "", "end": "", "edtf": ""}, None),
    ({"start": "soon", "end": "later", "edtf": ""}, None),
]


@pytest.mark.parametrize(("node", "expected"), SPANS, ids=[node["edtf"] or node["start"] for node, _ in SPANS])
def test_how_long_a_date_is(scripts: Page, node: dict[str, str], expected: dict[str, Any] | None) -> None:
    found = scripts.evaluate("node => spanOf(node)", node)
    told = found and {"days": (found["to"] - found["from"]) / 86_400_000, "open": found["open"], "day": found["day"]}
    assert told == expected


WORDS = [
    ({"start": "2024-05-13", "end": "2024-05-13", "edtf": "2024-05-13", "precision": "day"}, "13 May 2024"),
    ({"start": "2024-05-01", "end": "2024-05-31", "edtf": "2024-05~", "precision": "month"}, "about May 2024"),
    ({"start": "2024-01-01", "end": "2024-12-31", "edtf": "2024", "precision": "year"}, "2024"),
    ({"start": "2023-01-01", "end": "", "edtf": "2023/..", "precision": "interval"}, "from 1 January 2023 on"),
    ({"start": "", "end": "2023-12-31", "edtf": "../2023", "precision": "interval"}, "until 31 December 2023"),
    ({"start": "", "end": "", "edtf": "", "precision": ""}, "no date in the text"),
]


@pytest.mark.parametrize(("node", "expected"), WORDS, ids=[words for _, words in WORDS])
def test_a_date_in_words(scripts: Page, node: dict[str, str], expected: str) -> None:
    assert scripts.evaluate("node => timeWords(node)", node) == expected


AXES = [
    ("2024-05-13", 1, ["00:00", "03:00", "06:00"], "13 May 2024"),
    ("2024-05-13", 10, ["13", "14", "15"], "May 2024"),
    ("2024-05-13", 120, ["Jun", "Jul", "Aug"], "2024"),
    ("2020-01-01", 5 * 365, ["2020", "2021", "2022"], None),
    ("1900-01-01", 120 * 365, ["1900", "1920", "1940"], None),
]


@pytest.mark.parametrize(("start", "days", "first", "outer"), AXES, ids=[f"{days} days" for _, days, *_ in AXES])
def test_ticks_from_hours_to_decades(scripts: Page, start: str, days: int, first: list[str], outer: str | None) -> None:
    told = scripts.evaluate("([day, days]) => ticks(dayNumber(day), dayNumber(day) + days * DAY, 420)", [start, days])
    assert [tick["text"] for tick in told["minor"]][:3] == first
    assert (outer in [tick["text"] for tick in told["major"]]) if outer else told["major"] == []
    places = [tick["at"] for tick in told["minor"]]
    assert min(b - a for a, b in pairwise(places)) * 420 / (days * 86_400_000) >= 20


def test_lanes_never_overlap_and_nothing_is_lost(scripts: Page) -> None:
    marks: list[dict[str, Any]] = [
        {"left": n * 7 % 900, "right": n * 7 % 900 + n % 5 * 30 + 24, "words": n % 30 * 6, "rank": n % 11}
        for n in range(300)
    ]
    marks.sort(key=lambda mark: mark["left"])
    items, bins = scripts.evaluate("items => { const bins = intoLanes(items, 900, 12); return [items, bins]; }", marks)
    placed = [item for item in items if item["lane"] >= 0]
    assert len(placed) + sum(len(one["items"]) for one in bins) == 300
    for lane in range(12):
        taken = sorted(
            (item["start"], item["end"]) if item["labelled"] else (item["left"], item["markEnd"])
            for item in placed
            if item["lane"] == lane
        )
        assert all(a[1] < b[0] for a, b in pairwise(taken))
    assert all(item["markEnd"] - item["left"] >= 24 for item in placed)


def test_it_opens_where_most_dates_are(scripts: Page) -> None:
    days = ["1994-04-07", *(f"2025-02-{n:02}" for n in range(1, 25))]
    script = """days => openingWindow(days.map(day => ({ from: dayNumber(day), to: dayNumber(day) + DAY })))
        .map(time => isoDay(time))"""
    first, last = scripts.evaluate(script, days)
    assert "2025-01-25" < first < last < "2025-03-10"
