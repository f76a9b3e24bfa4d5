"""A network too large to draw at once: its communities are drawn, open, and give way to a node that is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import launched, shown
from playwright.sync_api import Browser
from test_view_communities import COUNT, invented

from kg.view import html


@pytest.fixture(scope="module")
def large() -> str:
    return html(invented(), "Large")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


def test_communities_open(large: str, browser: Browser, tmp_path: Path) -> None:
    with shown(browser, large, tmp_path, reduced_motion="reduce") as page:
        assert page.get_attribute("body", "data-ready") == str(COUNT)
        closed = int(page.get_attribute("#canvas", "data-nodes") or 0)
        assert 30 <= closed <= 90
        page.fill("#query", "node 77")
        page.keyboard.press("Enter")
        assert page.inner_text("#pane h2") == "node 77"
        assert int(page.get_attribute("#canvas", "data-nodes") or 0) > closed + 100
        page.click("#modes button[value=table]")
        assert "node" in page.inner_text("#table caption")


def test_a_drag_moves_the_picture(large: str, browser: Browser, tmp_path: Path) -> None:
    with shown(browser, large, tmp_path, reduced_motion="reduce") as page:
        page.mouse.move(400, 400)
        page.mouse.down()
        page.mouse.move(480, 430)
        assert "translate(80px, 30px)" in page.evaluate("document.querySelector('#canvas canvas').style.transform")
        page.mouse.up()
        assert page.evaluate("document.querySelector('#canvas canvas').style.transform") == ""
        page.mouse.wheel(0, -300)
        page.wait_for_timeout(400)
        assert page.evaluate("document.querySelector('#canvas canvas').style.transform") == ""
