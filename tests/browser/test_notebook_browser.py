"""A notebook's frame in a real browser: it draws under its policy, and nothing hostile in it runs or gets out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import product

import pytest
from facts import FACTS, hostile
from playwright.sync_api import Browser, sync_playwright

from kg.corpus import Built

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("KG_TOOLS") != "required",
    reason="no Chromium here (apt-get install chromium); CI has one",
)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM is not None, "CI needs Chromium"
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield running
        running.close()


@pytest.mark.parametrize(("facts", "nodes"), [(FACTS, 16), (hostile(), 3)], ids=["lumbala", "hostile"])
def test_the_frame_draws_and_is_apart(facts: object, nodes: int, browser: Browser) -> None:
    page = browser.new_page()
    told: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(f"<!doctype html><title>notebook</title><body>{Built(facts)._repr_html_()}</body>")  # type: ignore[arg-type]
    frame = page.frame_locator("iframe")
    frame.locator("canvas").first.wait_for(timeout=20_000)
    assert frame.locator("body").evaluate("() => document.querySelectorAll('canvas')[0].width > 300")
    assert frame.locator("body").evaluate("() => { try { return !parent.document; } catch { return true; } }")
    box = frame.locator("canvas").first.bounding_box()
    assert box
    for x, y in product((0.2, 0.35, 0.5, 0.65, 0.8), (0.25, 0.5, 0.75)):  # whatever is hit must not complain
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    assert page.title() == "notebook"
    assert told == []
    assert [url for url in asked if not url.startswith(("about:", "data:", "blob:"))] == []
    assert frame.locator(f"[data-ready='{nodes}']").count() == 1
    page.close()
