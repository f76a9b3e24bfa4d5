"""The other pages of `kg serve` in a real browser, and whether all of them can be used by everybody."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from serving import EVIL
from tools import axe

pytest.importorskip("playwright")

from browsing import NAMES, start
from playwright.sync_api import Browser, Page, expect

pytest_plugins = ("browsing",)


class TestQuestions:
    def test_a_question_from_the_list_to_its_answer(self, page: Page) -> None:
        page.goto("/ask")
        page.get_by_label("Find a question").fill("killed hurt")
        expect(page.locator(".cards li:visible")).to_have_count(1)
        page.get_by_role("link", name="Casualties").click()
        page.get_by_label("place").fill("Lumbala")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.wait_for_url("**/ask/casualties?place=Lumbala")
        expect(page.locator("tbody")).to_contain_text("Lumbala")
        expect(page.get_by_label("place")).to_have_value("Lumbala")
        with page.expect_download() as found:
            page.get_by_role("button", name="Download as CSV").click()
        assert Path(found.value.path()).read_text("utf-8").startswith("type,start,end,who,where")
        page.get_by_role("link", name="Show SPARQL").click()
        expect(page.locator("#query")).to_have_value(re.compile('VALUES \\?_place { "Lumbala" }'))
        expect(page.locator("#status")).to_contain_text("row")
        page.go_back()
        expect(page.get_by_label("place")).to_have_value("Lumbala")
        page.get_by_label("from").fill("2024-01-01")
        page.get_by_role("button", name="Ask", exact=True).click()
        page.wait_for_url("**/ask/casualties?place=Lumbala&from=2024-01-01")
        expect(page.locator("#status")).to_contain_text("Nothing found, in")  # the blast has no date

    def test_it_works_without_scripts(self, browser: Browser, address: str) -> None:
        context = browser.new_context(base_url=address, java_script_enabled=False)
        page = context.new_page()
        page.goto("/ask/actors")
        page.get_by_label("actor").fill(EVIL[:12])
        page.get_by_role("button", name="Ask", exact=True).click()
        expect(page.locator("tbody tr")).to_have_count(1)
        assert EVIL in page.locator("tbody").inner_text()
        page.goto("/?query=ASK%20%7B%7D")
        expect(page.locator("#query")).to_have_value("ASK {}")
        assert page.locator("#query").evaluate("e => getComputedStyle(e).color") != "rgba(0, 0, 0, 0)"
        context.close()

    def test_a_node_and_its_sentence(self, page: Page) -> None:
        page.goto("/id/event-deployment01")
        page.locator("blockquote a").first.click()
        page.wait_for_url("**/id/article-lumbala#char=*")
        expect(page.locator(".sentences li:target, .sentences li:has(:target)")).to_be_in_viewport()
        page.goto("/id/person-evil")
        assert page.title() == EVIL or EVIL[:20] in page.title()
        with page.expect_download() as found:
            page.get_by_role("button", name="Download as Turtle").click()
        assert "person-evil" in Path(found.value.path()).read_text("utf-8")
        page.goto("/ontology#Killing")
        expect(page.locator("#Killing")).to_be_in_viewport()


STATES = ["start", "completion", "rows", "mistake", "graph", "list", "form", "node", "article", "ontology", "codes"]


def brought(page: Page, state: str) -> None:
    """Brings the page into a state."""
    nodes = {"node": "/id/event-deployment01", "article": "/id/article-lumbala"}
    places = {"list": "/ask", "form": "/ask/actors?kind=Person", **nodes}
    if state in ("ontology", "codes") or state in places:
        page.goto(places.get(state, f"/{state}"))
        return
    texts = {"completion": "SELECT * { ?e a ", "rows": NAMES, "mistake": "SELEC", "graph": "DESCRIBE id:person-evil"}
    start(page, texts.get(state, "SELECT * { ?s ?p 1 } # all"))
    if state == "completion":
        page.locator("#query").press_sequentially("kg:D")
        expect(page.get_by_role("option").first).to_be_visible()
    elif state != "start":
        page.get_by_role("button", name="Ask", exact=True).click()
        shown = {"rows": "#answer table", "graph": ".turtle", "mistake": "#mistake"}[state]
        expect(page.locator(shown)).to_be_visible()


@pytest.mark.parametrize("look", ["light", "dark", "phone"])
@pytest.mark.parametrize("state", STATES)
def test_nothing_keeps_anybody_out(state: str, look: str, page: Page) -> None:
    page.emulate_media(color_scheme="dark" if look == "dark" else "light", reduced_motion="reduce")
    if look == "phone":
        page.set_viewport_size({"width": 320, "height": 640})
    brought(page, state)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page must not scroll sideways"
    page.evaluate(axe())
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"resultTypes": ["violations"], "runOnly": rules}
    found = page.evaluate("options => axe.run(document, options)", options)
    told = [(v["id"], *n["target"]) for v in found["violations"] for n in v["nodes"]]
    # the list is scrolled by the arrow keys, from the textarea; axe knows that of one-line comboboxes alone
    assert [one for one in told if one != ("scrollable-region-focusable", "#query-options")] == []
