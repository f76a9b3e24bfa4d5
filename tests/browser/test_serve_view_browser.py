"""The served view in a real browser: it draws under both policies, its own and the server's."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from serving import filled, listening

from kg.serve import Settings, application

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium here (apt-get install chromium); CI has one"
)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--enable-logging=stderr", "--window-size=1400,900", "--virtual-time-budget=4000",
)  # fmt: skip


def test_the_served_view_draws(tmp_path: Path) -> None:
    assert CHROMIUM is not None, "CI needs Chromium"
    app = application(Settings(filled(tmp_path / "archive"), timeout=30, max_workers=1))
    with listening(app) as port:
        command = [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
        done = subprocess.run([*command, f"http://127.0.0.1:{port}/view"], capture_output=True, timeout=120, check=True)
    elements, log = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    assert "<canvas" in elements
    assert 'data-ready="' in elements
    assert "Content Security Policy" not in log
    assert [line for line in log.splitlines() if "CONSOLE" in line and "favicon" not in line] == []
