"""Fixtures for tests of what `kg serve` serves in a real browser: a server, and pages that must not complain.

PYTEST_DONT_REWRITE: the tests import `start` from here before pytest takes the module for a plugin.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from serving import served, with_evil_actor
from tools import needed

pytest.importorskip("playwright")

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

CHROMIUM = next((name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), "chromium")
FLAGS = [
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
REFUSED = "Failed to load resource: the server responded with a status of 4"  # the browser tells it of each such answer
NAMES = "SELECT ?actor ?name {\n  ?actor a kg:Person ; skos:prefLabel ?name\n} ORDER BY ?name"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    needed(CHROMIUM)
    store = with_evil_actor(tmp_path_factory.mktemp("browser") / "archive")
    with served(store, "--timeout", "60") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    needed(CHROMIUM)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=shutil.which(CHROMIUM), args=FLAGS)
        yield made
        made.close()


class Watch:
    """What the browser complained of, and whom it asked."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on("console", self._told)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._request)
        page.on("dialog", lambda dialog: self.complaints.append(f"a dialog: {dialog.message}"))

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(REFUSED):
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        self.asked.append(request.url)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page at the server; the test fails when it complained, or asked anybody else."""
    context = browser.new_context(base_url=address, viewport={"width": 1200, "height": 900})
    context.set_default_timeout(20_000)
    made = context.new_page()
    watch = Watch(made)
    yield made
    context.close()
    away = [url for url in watch.asked if not url.startswith((f"{address}/", f"blob:{address}/"))]
    if watch.complaints or away:
        pytest.fail(f"the browser complained of {watch.complaints}, and asked {away}")


def start(page: Page, text: str = "") -> None:
    """The query page, ready to complete, with this text in the editor and the caret at its end."""
    page.goto("/")
    page.locator("#query[aria-autocomplete]").wait_for()
    page.locator("#query").fill(text)
    page.locator("#query").press("Control+End")
