"""The page in a real browser: eight states without complaint, everything reached by keyboard, back and forward."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import launched, shown, violations
from facts import FACTS, TEXT
from playwright.sync_api import Browser, Page

from kg.rdf import quads
from kg.view import html, network


@functools.cache
def page_of_facts() -> str:
    """The page of the invented article, its text at hand."""
    graph = network(quads(FACTS))
    (article,) = graph.graph["articles"]
    return html(graph, FACTS.article.title, {article["iri"]: TEXT})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


Step = Callable[[Page], object]
STATES: dict[str, tuple[str, str, Step | None]] = {
    "start": ("", "light", None),
    "panel": ("#at=event-deployment01", "light", None),
    "article": ("#at=place-oslo&pane=reading", "light", None),
    "filters": ("", "light", lambda page: page.click("#filter-toggle")),
    "search": ("", "light", lambda page: page.fill("#query", "sol")),
    "actors": ("#view=actors", "light", None),
    "timeline": ("#mode=timeline", "light", None),
    "map": ("#mode=map", "light", None),
    "table": ("#mode=table&at=place-oslo", "light", None),
    "dark": ("#at=person-ingrid-solheim", "dark", None),
    "line": ("#at=edge+3", "dark", None),
}


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("width", [1400, 390], ids=["wide", "phone"])
def test_no_complaint_no_request_no_barrier(name: str, width: int, browser: Browser, tmp_path: Path) -> None:
    fragment, scheme, step = STATES[name]
    context = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}, "reduced_motion": "reduce"}
    with shown(browser, page_of_facts(), tmp_path, fragment, bypass_csp=True, **context) as page:
        if step:
            step(page)
        page.wait_for_timeout(250)
        assert violations(page) == []
        if folder := os.environ.get("KG_SCREENSHOTS"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_policy_holds_without_complaint(browser: Browser, tmp_path: Path) -> None:
    with shown(browser, page_of_facts(), tmp_path) as page:
        assert page.get_attribute("body", "data-ready") == "16"
        assert page.get_attribute("#canvas", "data-nodes") == "16"
        assert page.locator("#canvas canvas").count() == 1


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    with shown(browser, page_of_facts(), tmp_path, reduced_motion="reduce") as opened:
        yield opened


def heading(page: Page) -> str:
    return page.inner_text("#pane h2")


def test_back_and_forward(page: Page) -> None:
    page.click("#pane button:has-text('Deployment')")
    assert heading(page) == "Deployment “sends”"
    assert "at=event-deployment01" in page.url
    page.click("#pane dd button:has-text('Lumbala')")
    assert heading(page) == "Lumbala"
    page.click("#modes button[value=table]")
    page.go_back()
    assert page.is_visible("#network")
    page.click("button[aria-label=Back]")
    assert heading(page) == "Deployment “sends”"
    page.click("button[aria-label=Forward]")
    assert heading(page) == "Lumbala"


def test_a_state_can_be_shared(page: Page, browser: Browser, tmp_path: Path) -> None:
    page.click("#filter-toggle")
    page.uncheck("#filters label:has-text('happened') input")
    page.fill("#query", "evac")
    page.click("#modes button[value=table]")
    rows = page.locator("#table tbody tr")
    assert rows.count() == 1
    fragment = "#" + page.url.split("#")[1]
    with shown(browser, page_of_facts(), tmp_path, fragment) as again:
        assert again.locator("#table tbody tr").all_inner_texts() == rows.all_inner_texts()
        assert again.input_value("#query") == "evac"


def test_click_on_the_canvas_shows_node_and_line(page: Page) -> None:
    box = page.locator("#canvas").bounding_box()
    assert box
    found = set()
    for x in range(20, int(box["width"]), 36):
        for y in range(20, int(box["height"]) - 120, 26):
            page.mouse.click(box["x"] + x, box["y"] + y)
            found.add(page.inner_text("#pane .chip") if page.locator("#pane .chip").count() else "")
    assert {"Connection", "Person", "Deployment"} <= found


def test_evidence_of_a_line(page: Page) -> None:
    page.click("#pane button:has-text('Ingrid Solheim')")
    page.click("#pane button.role:has-text('Foreign Minister of')")
    assert heading(page) == "Foreign Minister of"
    assert "Foreign Minister Ingrid Solheim said" in page.inner_text("#pane blockquote")


def test_keyboard_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.focus("#canvas")
    page.keyboard.press("ArrowRight")
    first = heading(page)
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    assert first
    assert page.evaluate("document.activeElement.id") == "canvas"
    page.keyboard.press("+")
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.get_attribute("#tab-reading", "aria-selected") == "true"
    page.focus("#canvas")
    page.keyboard.press("Escape")
    assert "at=" not in page.url


def test_every_switch_can_be_reached_by_tab(page: Page) -> None:
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "document.activeElement.id || document.activeElement.value || document.activeElement.textContent"
            )
        )
    assert {
        "query",
        "network",
        "timeline",
        "map",
        "table",
        "all",
        "actors",
        "around",
        "story",
        "filter-toggle",
    } <= reached
    assert {"canvas", "zoom-in", "event", "place", "tab-evidence", "pane"} <= reached


def test_search_by_keyboard(page: Page) -> None:
    page.focus("#query")
    page.keyboard.type("SÓLH")
    assert page.get_attribute("#query", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    assert page.get_attribute("#query", "aria-activedescendant") == "suggestion-0"
    page.keyboard.press("Enter")
    assert heading(page) == "Ingrid Solheim"
    page.fill("#query", "solheim")
    assert "Ingrid Solheim" in page.inner_text("#suggestions li >> nth=0")


def test_legend_and_filters_narrow_every_view(page: Page) -> None:
    page.uncheck("#legend input[value=place]")
    assert page.get_attribute("#canvas", "data-nodes") == "13"
    page.click("#filter-toggle")
    page.uncheck("#filters label:has-text('happened') input")
    assert "Pledge" not in page.inner_text("#pane")
    assert "Evacuation" in page.inner_text("#pane")
    page.click("#clear")
    assert page.get_attribute("#canvas", "data-nodes") == "16"
    page.fill("#filters input[type=date] >> nth=0", "2025-01-01")
    assert page.get_attribute("#canvas", "data-nodes") == "0"
    assert page.is_visible("#empty")


def test_views_of_the_network(page: Page) -> None:
    page.click("#views button[value=actors]")
    assert page.get_attribute("#canvas", "data-nodes") == "7"
    page.click("#pane button:has-text('Deployment')")
    page.click("#views button[value=around]")
    assert 4 <= int(page.get_attribute("#canvas", "data-nodes") or 0) < 16
    page.click("#views button[value=story]")
    assert 4 <= int(page.get_attribute("#canvas", "data-nodes") or 0) < 16


def test_shared_events_of_two_actors(browser: Browser, tmp_path: Path) -> None:
    with shown(browser, page_of_facts(), tmp_path, "#view=actors&at=pair+country-norway+group-medics") as page:
        assert heading(page) == "Norway and medics"
        assert "Deployment" in page.inner_text("#pane")


def test_article_and_network_are_linked_both_ways(page: Page) -> None:
    page.click("#tab-reading")
    assert page.inner_text("#pane .reading").replace("\n", "") == TEXT.replace("\n", "")
    page.click(".mention:has-text('Oslo')")
    assert "at=place-oslo" in page.url
    assert page.inner_text(".mention.on") == "Oslo"
    page.click("#tab-evidence")
    page.click("#pane button:has-text('In the article')")
    assert page.is_visible(".reading")


def test_article_from_passages_alone(browser: Browser, tmp_path: Path) -> None:
    with shown(browser, html(network(quads(FACTS)), "a"), tmp_path, "#pane=reading") as page:
        assert "[…]" in page.inner_text("#pane")
        assert "Norway deployed more than 40 medics" in page.inner_text("#pane .reading")


def test_print_leaves_the_switches_out(page: Page) -> None:
    page.emulate_media(media="print")
    assert not page.is_visible("#query")
    assert not page.is_visible("nav")
    assert page.is_visible("#pane h2")
