"""The Chromium that is installed, driven by Playwright, and what its pages complain of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tools import needed

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
AXE = Path(os.environ.get("NODE_PATH", ".venv/node_modules")) / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def launched() -> Iterator[Browser]:
    """A running Chromium; the test is skipped where none is installed, and fails where there must be one."""
    needed("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def shown(browser: Browser, html: str, folder: Path, fragment: str = "", **context: Any) -> Iterator[Page]:
    """A page opened from a file; afterwards the test fails if it complained or asked for anything else."""
    path = folder / "page.html"
    path.write_text(html, "utf-8")
    opened = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **context})
    page = opened.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("request", lambda request: complaints.append(request.url))
    page.goto(path.as_uri() + fragment)
    page.wait_for_selector("body[data-ready]")
    yield page
    opened.close()
    assert [told for told in complaints if not told.startswith(path.as_uri())] == []


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with the page as it is now."""
    if not AXE.exists():
        if os.environ.get("KG_TOOLS") == "required":
            pytest.fail(f"{AXE}: not installed, see .ci/run")
        pytest.skip("axe-core: not installed (npm install axe-core@4, NODE_PATH)")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
