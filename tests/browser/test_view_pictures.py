"""What the page looks like: each state as it was when somebody looked at it, and the same in Firefox.

The pictures in `pictures/` are written anew with --renew, and then to be looked at.
"""

from __future__ import annotations

import io
import itertools
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from chromium import launched, shown
from PIL import Image
from playwright.sync_api import Browser
from test_view_browser import STATES, page_of_facts
from tools import needed

PICTURES = Path(__file__).parent / "pictures"
SIZE = (1400, 900)
SMALL = (350, 225)  # pixels; smaller than letters, so that another font of the same width is no other picture
SEEN = 48  # of 255: from here on a colour is another one
TOLERANCE = 0.02  # of the pixels
ELSEWHERE = 0.06  # of the pixels, in another browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as running:
        yield running


def small(picture: bytes | Path) -> Image.Image:
    source = io.BytesIO(picture) if isinstance(picture, bytes) else picture
    with Image.open(source) as found:
        return found.convert("RGB").resize(SMALL, Image.Resampling.BOX)


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of the pixels that are of another colour."""
    apart = np.abs(np.asarray(one, dtype=np.int16) - np.asarray(other, dtype=np.int16)).max(axis=2)
    return float((apart > SEEN).mean())


@pytest.mark.parametrize("name", STATES)
def test_a_state_looks_as_it_did(name: str, browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    fragment, scheme, step = STATES[name]
    context = {"color_scheme": scheme, "viewport": dict(zip(("width", "height"), SIZE, strict=True))}
    with shown(browser, page_of_facts(), tmp_path, fragment, reduced_motion="reduce", **context) as page:
        if step:
            step(page)
        page.wait_for_timeout(400)
        found = small(page.screenshot())
    known = PICTURES / f"{name}.png"
    if request.config.getoption("--renew"):
        PICTURES.mkdir(exist_ok=True)
        found.save(known, optimize=True)
    assert difference(found, small(known)) < TOLERANCE


def test_another_state_is_another_picture() -> None:
    """What the tolerance lets through is less than what tells two states apart."""
    pictures = {name: small(PICTURES / f"{name}.png") for name in STATES}
    closest = min(difference(pictures[a], pictures[b]) for a, b in itertools.combinations(STATES, 2))
    assert closest > TOLERANCE


def test_it_looks_the_same_in_firefox(tmp_path: Path) -> None:
    needed("firefox-esr")
    page, picture = tmp_path / "page.html", tmp_path / "picture.png"
    page.write_text(page_of_facts(), "utf-8")
    command = [shutil.which("firefox-esr") or "", "--headless", "--profile", str(tmp_path), "--window-size", "1400,900"]
    done = subprocess.run([*command, "--screenshot", str(picture), page.as_uri()], capture_output=True, timeout=120)
    assert picture.exists(), done.stderr.decode(errors="replace")
    assert difference(small(picture), small(PICTURES / "start.png")) < ELSEWHERE
