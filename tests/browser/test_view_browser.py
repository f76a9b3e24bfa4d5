"""The page in a real browser: it draws, shows sentences on click, runs nothing hostile, asks nothing of the network."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from facts import FACTS, HOSTILE, hostile

from kg.model import Facts
from kg.rdf import literal_text, quads
from kg.view import html, network

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium here (apt-get install chromium); CI has one"
)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--enable-logging=stderr", "--window-size=1400,900", "--virtual-time-budget=4000",
)  # fmt: skip


def opened(facts: Facts, title: str, tmp_path: Path, probe: str = "") -> tuple[str, str]:
    """The page's elements after its scripts have run, and what the browser logged.

    `probe` is a script added to the page. The policy allows no script but the page's own, so a probe comes with its
    policy taken out; the page's own code is left as it is.
    """
    assert CHROMIUM is not None, "CI needs Chromium"
    page = html(network(quads(facts)), title)
    if probe:
        page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
        page = page.replace("</body>", f"<script>{probe}</script></body>")
    path = tmp_path / "view.html"
    path.write_text(page, "utf-8")
    profile = f"--user-data-dir={tmp_path / 'profile'}"
    run = subprocess.run(
        [CHROMIUM, *FLAGS, profile, "--dump-dom", path.as_uri()], capture_output=True, timeout=120, check=True
    )
    return run.stdout.decode("utf-8", "replace"), run.stderr.decode("utf-8", "replace")


def panel(elements: str) -> str:
    found = re.search(r'<aside id="panel".*?</aside>', elements, re.DOTALL)
    assert found
    return found[0]


def test_page_draws_under_its_policy_without_complaint(tmp_path: Path) -> None:
    elements, log = opened(FACTS, FACTS.article.title, tmp_path)
    assert 'data-ready="16"' in elements
    assert "<canvas" in elements
    assert "CONSOLE" not in log
    assert "Content Security Policy" not in log
    assert "Norway sends medics to Lumbala after port blast" in panel(elements)


def test_hostile_text_does_not_run(tmp_path: Path) -> None:
    elements, log = opened(hostile(), literal_text(HOSTILE), tmp_path)
    assert 'data-ready="3"' in elements
    assert "CONSOLE" not in log
    assert len(re.findall(r"<script\b[^>]*>", elements)) - elements.count('"<script>') == 3
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in panel(elements)


CLICKS = [
    ("Deployment “sends”", "<mark>sends</mark>", "at least 40 (medic, deployed)"),
    ("Funding (pledged) “give”", "<mark>give</mark>", "Ingrid Solheim"),
    ("Oslo", "<mark>Oslo</mark>", "Norway"),
]


@pytest.mark.parametrize(("label", "marked", "fact"), CLICKS, ids=[label for label, _, _ in CLICKS])
def test_click_in_the_list_shows_the_sentence(label: str, marked: str, fact: str, tmp_path: Path) -> None:
    probe = (
        "const all = Array.from(document.querySelectorAll('#panel li button'));"
        f"all.find(function (b) {{ return b.textContent === '{label}'; }}).click();"
    )
    elements, _ = opened(FACTS, "Lumbala", tmp_path, probe)
    shown = panel(elements)
    assert marked in shown
    assert fact in shown
    assert "<blockquote" in shown


def test_click_on_the_canvas_shows_node_and_edge(tmp_path: Path) -> None:
    """A real click: found by its place on the canvas, as a reader's is."""
    probe = """
      setTimeout(function () {
        const canvas = document.querySelector('#network canvas'), box = canvas.getBoundingClientRect();
        const notes = [];
        for (let x = 10; x < box.width; x += 30) {
          for (let y = 10; y < box.height; y += 14) {
            const at = { clientX: box.left + x, clientY: box.top + y, bubbles: true, pointerId: 1, button: 0 };
            canvas.dispatchEvent(new PointerEvent('pointerdown', Object.assign({ buttons: 1 }, at)));
            canvas.dispatchEvent(new PointerEvent('pointerup', at));
            const title = document.querySelector('#panel h2');
            const chip = document.querySelector('#panel .chip');
            if (title && notes.indexOf(chip.textContent + ': ' + title.textContent) < 0)
              notes.push(chip.textContent + ': ' + title.textContent);
          }
        }
        document.body.dataset.clicked = notes.join('; ');
      }, 500);
    """
    elements, _ = opened(FACTS, "Lumbala", tmp_path, probe)
    found = re.search(r'data-clicked="([^"]*)"', elements)
    assert found
    assert "Person: Ingrid Solheim" in found[1]
    assert "Connection: " in found[1]


def test_search_and_legend(tmp_path: Path) -> None:
    probe = (
        "const box = document.getElementById('search'); box.value = 'OSL'; box.dispatchEvent(new Event('input'));"
        "const first = document.querySelector('#legend input[value=place]'); first.click();"
    )
    elements, log = opened(FACTS, "Lumbala", tmp_path, probe)
    assert re.findall(r"<bdi>(.*?)</bdi>", panel(elements)) == ["Oslo"]
    assert "CONSOLE" not in log
