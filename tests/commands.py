"""What the tests of the commands share: ways to run one, and a story with its graph."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from kg.cli import group
from kg.corpus import build_all
from kg.export import EXPORTERS

STORY = """Two die as ferry sinks off Beira

Two fishermen drowned when a ferry sank off Beira on Friday, police said.

"We will search through the night," police chief Rosa Tembo said.

The sea was calm.
"""


def run(*arguments: str) -> Result:
    """What the command prints, in this process."""
    return CliRunner().invoke(group, arguments)


def fine(*arguments: str) -> str:
    """The standard output of a command that must succeed."""
    result = run(*arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def story_folder(away: Path) -> Path:
    """`away`, with the story and its graph in all formats in it."""
    (away / "ferry.txt").write_text(STORY, encoding="utf-8")
    (outcome,) = build_all([away / "ferry.txt"], out=away, date="2024-05-15", formats=tuple(EXPORTERS))
    assert outcome.error is None
    return away


def terminal(*arguments: str, cwd: Path | None = None) -> str:
    """What the command writes to a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    command = [sys.executable, "-m", "kg", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=cwd, env=environment) as process:
        os.close(theirs)
        shown = b""
        try:
            while chunk := os.read(ours, 65536):
                shown += chunk
        except OSError:
            pass  # Linux: the other side was closed
        os.close(ours)
        assert process.wait(120) == 0, shown
    return shown.decode()
