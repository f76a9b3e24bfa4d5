"""The timeline and the map of the page, used as readers use them: by mouse, by keys, by what a screen reader says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from chromium import launched, shown, violations
from facts import FACTS, MONDAY, hostile
from playwright.sync_api import Browser, Page, expect

from kg.model import Facts, Time
from kg.rdf import quads
from kg.view import html, network, payload

MAY = Time(date(2024, 5, 1), date(2024, 5, 31), "2024-05", MONDAY.basis, MONDAY.span)
YEAR = Time(date(2024, 1, 1), date(2024, 12, 31), "2024", MONDAY.basis, MONDAY.span)
TIMES = {"event-killing01": MAY, "prospect-funding01": YEAR, "prospect-evacuation01": MONDAY}
DATED = replace(FACTS, situations=tuple(replace(s, time=TIMES.get(s.id, s.time)) for s in FACTS.situations))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


def page_of(facts: Facts) -> str:
    return html(network(quads(facts)), "Lumbala")


def crowd(events: int) -> str:
    """A page with many events, on days and in places of their own."""
    graph: Any = nx.MultiDiGraph(facts=(), articles=())
    for n in range(events):
        place, event = f"https://e.org/place-{n // 3}", f"https://e.org/event-{n}"
        when = date.fromordinal(date(2020, 1, 1).toordinal() + n * n % 1500).isoformat()
        told = {"facts": (), "sentences": (), "within": (), "articles": (), "weight": n % 7}
        if n % 3 == 0:
            at = {"latitude": n * 17 % 110 - 45.0, "longitude": n * 41 % 340 - 170.0}
            graph.add_node(place, label=f"Town number {n}", group="place", kind="Place", **at, **told)
        time = {"start": when, "end": when, "edtf": when, "precision": "day", "basis": "stated"}
        graph.add_node(event, label=f"Meeting\n“number {n}”", group="event", kind="Meeting", **time, **told)
        graph.add_edge(event, place, f"e{n}", label="place", kind="place", sentences=())
    return html(graph, "Crowd")


def names(page: Page, selector: str) -> list[str]:
    return [str(one.get_attribute("aria-label")) for one in page.locator(selector).all()]


def overlaps(page: Page, selector: str) -> list[str]:
    """Pairs of texts whose boxes lie over one another by more than two pixels."""
    script = """selector => {
        const all = [...document.querySelectorAll(selector)].map(one => [one.textContent, one.getBoundingClientRect()]);
        const shared = (p, q, from, to) => Math.min(p[to], q[to]) - Math.max(p[from], q[from]);
        const over = (p, q) => shared(p, q, "left", "right") > 2 && shared(p, q, "top", "bottom") > 4;
        return all.flatMap(([a, p], i) => all.slice(i + 1).filter(([, q]) => over(p, q)).map(([b]) => a + " / " + b));
    }"""
    return list(page.evaluate(script, selector))


def test_the_map_counts_events_by_containment(browser: Browser, tmp_path: Path) -> None:
    with shown(browser, page_of(FACTS), tmp_path, "#mode=map") as page:
        expect(page.locator("#map .spot")).to_have_count(2)
        assert sorted(names(page, "#map .spot")) == ["Lumbala: 2 events, 1 prospect", "Norway: 1 event"]
        assert page.locator("#map .land.told").count() >= 1  # Norway; Lumbala lies off the coast
        expect(page.get_by_text("No place in the text: 2")).to_be_visible()


def test_the_timeline_shows_a_date_as_long_as_it_is_known(browser: Browser, tmp_path: Path) -> None:
    with shown(browser, page_of(DATED), tmp_path, "#mode=timeline") as page:
        items = page.locator("#timeline .item")
        expect(items).to_have_count(4)
        told = names(page, "#timeline .item")
        assert any("“killed”: May 2024, told from" in name for name in told)
        assert any("“sends”: 13 May 2024" in name for name in told)
        assert any(name.startswith("Funding (pledged) “give”: 2024") for name in told)
        page.get_by_role("button", name="Whole time").click()
        page.wait_for_timeout(100)
        month = items.filter(has=page.get_by_text("killed")).locator("rect.mark").bounding_box()
        year = items.filter(has=page.get_by_text("give")).locator("rect.mark").bounding_box()
        assert month
        assert year
        assert year["width"] / month["width"] == pytest.approx(366 / 31, rel=0.05)
        for look, dashed in (("event", False), ("prospect", True)):
            style = page.locator(f"#timeline .item.{look} .mark").first.evaluate(
                "one => getComputedStyle(one).strokeDasharray"
            )
            assert (style != "none") == dashed
        expect(page.get_by_role("heading", name="No date in the text: 2")).to_be_visible()


def test_what_is_selected_in_one_is_selected_in_all(browser: Browser, tmp_path: Path) -> None:
    with shown(browser, page_of(DATED), tmp_path, "#mode=timeline") as page:
        page.locator("#timeline .item", has_text="killed").click()
        expect(page.locator("#panel h2")).to_contain_text("Killing")
        expect(page.locator("#timeline .item.own")).to_have_count(1)
        page.get_by_role("button", name="Map", exact=True).click()
        expect(page.locator("#map .spot.related")).to_have_attribute("aria-label", "Lumbala: 2 events, 1 prospect")
        page.locator("#map .spot.related").click()
        expect(page.locator("#panel h2")).to_have_text("Lumbala")
        page.get_by_role("button", name="Timeline", exact=True).click()
        assert page.locator("#timeline .related").count() == 3
        page.go_back()
        page.go_back()
        expect(page.locator("#panel h2")).to_contain_text("Killing")


def test_keys_reach_every_mark(browser: Browser, tmp_path: Path) -> None:
    with shown(browser, page_of(DATED), tmp_path, "#mode=timeline") as page:
        expect(page.locator("#timeline .item")).to_have_count(4)
        page.locator("#timeline .time-svg").focus()
        page.keyboard.press("Tab")
        reached = []
        for _ in range(4):
            reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
            page.keyboard.press("ArrowRight")
        assert sorted(reached) == sorted(names(page, "#timeline .item"))
        page.keyboard.press("Enter")
        expect(page.locator("#timeline .own")).to_be_focused()
        page.get_by_role("button", name="Map", exact=True).click()
        world = page.locator("#map .world")
        expect(page.locator("#map .spot")).to_have_count(2)
        page.locator("#map .map-svg").focus()
        for key in ("+", "ArrowLeft", "-", "0"):
            before = world.get_attribute("transform")
            page.keyboard.press(key)
            expect(world).not_to_have_attribute("transform", str(before))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator("#map .spot.own")).to_be_focused()


def test_the_handles_filter_by_time(browser: Browser, tmp_path: Path) -> None:
    with shown(browser, page_of(DATED), tmp_path, "#mode=timeline") as page:
        earliest = page.get_by_role("slider", name="Earliest day")
        earliest.focus()
        for _ in range(10):
            page.keyboard.press("PageUp")
        expect(page.locator("#timeline .item")).to_have_count(1)
        assert "from=2024-" in page.url
        assert "2024" in str(earliest.get_attribute("aria-valuetext"))
        page.get_by_role("button", name="All dates").click()
        expect(page.locator("#timeline .item")).to_have_count(4)
        assert "from=" not in page.url
        strip = page.locator("#timeline .brush").bounding_box()
        assert strip
        page.mouse.move(strip["x"] + strip["width"] * 0.6, strip["y"] + 20)
        page.mouse.down()
        page.mouse.move(strip["x"] + strip["width"] * 0.9, strip["y"] + 20, steps=4)
        page.mouse.up()
        assert "from=2024-" in page.url
        assert "to=2024-" in page.url


def test_filters_hold_on_the_map(browser: Browser, tmp_path: Path) -> None:
    with shown(browser, page_of(DATED), tmp_path, "#mode=map&from=2024-05-13&to=2024-05-13") as page:
        expect(page.locator("#map .spot").first).to_have_attribute("aria-label", "Lumbala: 2 events, 1 prospect")
        assert page.locator("#map .spot[aria-label^=Norway]").count() == 0


@pytest.mark.parametrize(
    ("mode", "texts"), [("timeline", "#timeline .item text, #timeline .bin text"), ("map", "#map svg text")]
)
def test_no_name_covers_another(mode: str, texts: str, browser: Browser, tmp_path: Path) -> None:
    with shown(browser, crowd(240), tmp_path, f"#mode={mode}") as page:
        for zoom in ("-", "-", "+", "+", "+"):
            page.locator(f"#{mode} svg[tabindex]").first.focus()
            page.keyboard.press(zoom)
            page.wait_for_timeout(150)
            assert overlaps(page, texts) == []
            assert page.locator(texts).count() > 5


@pytest.mark.parametrize("mode", ["timeline", "map"])
def test_hostile_names_stay_text(mode: str, browser: Browser, tmp_path: Path) -> None:
    graph = network(quads(hostile()))
    for _, told in graph.nodes(data=True):
        told |= {"latitude": 5.0, "longitude": 20.0, "start": "2024-05-13", "end": "2024-05-13", "edtf": '<b>"/..'}
    with shown(browser, html(graph, "x"), tmp_path, f"#mode={mode}") as page:
        expect(page.locator(f"#{mode} [role=button]").first).to_be_visible()
        assert page.locator(f"#{mode} script").count() == 0
        attributes = "all => all.flatMap(one => [...one.attributes].map(attribute => attribute.name))"
        assert not [name for name in page.locator(f"#{mode} *").evaluate_all(attributes) if name.startswith("on")]


@pytest.mark.parametrize("mode", ["timeline", "map"])
@pytest.mark.parametrize(
    "look", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}], ids=["light", "dark", "narrow"]
)
def test_no_violation(mode: str, look: dict[str, Any], browser: Browser, tmp_path: Path) -> None:
    with shown(browser, page_of(DATED), tmp_path, f"#mode={mode}", **look) as page:
        expect(page.locator(f"#{mode} svg [role=button]").first).to_be_visible()
        assert violations(page) == []
        page.locator(f"#{mode} svg [role=button]").first.click()
        assert violations(page) == []


def test_without_outlines_the_places_are_still_there(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payload, "outlines", lambda _: {})
    with shown(browser, page_of(FACTS), tmp_path, "#mode=map") as page:
        expect(page.locator("#map .spot")).to_have_count(2)
        expect(page.locator("#map .land")).to_have_count(0)
        expect(page.locator("#map .graticule")).to_have_count(1)
        expect(page.get_by_text("Outlines are not installed")).to_be_visible()
