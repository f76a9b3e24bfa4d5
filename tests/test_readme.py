"""The README is run: every `$ kg ...` line, with the output below it, and the Python example."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parent.parent / "README.md"
CONSOLE = re.compile(r"```console\n\$ (kg [^\n]+)\n(.*?)```", re.DOTALL)


def run(command: str, folder: Path) -> str:
    """What a command prints, in an environment without colours and of a fixed width."""
    words = [sys.executable, "-m", *shlex.split(command)]
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=True)
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.strip("\n").splitlines())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all commands: the later ones use what the first one built."""
    return tmp_path_factory.mktemp("tour")


def test_the_tour_prints_what_it_says(folder: Path, request: pytest.FixtureRequest) -> None:
    text = README.read_text("utf-8")
    told = CONSOLE.findall(text)
    assert told[0][0].startswith("kg build")
    real = [(command, run(command, folder)) for command, _ in told]
    if request.config.getoption("--renew"):
        outputs = iter(real)
        text = CONSOLE.sub(lambda _: "```console\n$ {}\n{}```".format(*next(outputs)), text)
        README.write_text(text, "utf-8")
    else:
        assert real == told


def test_the_python_examples_run(folder: Path) -> None:
    examples = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert len(examples) == 2
    run("kg build --out kg-out", folder)
    told = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=120, check=True
        )
        for code in examples
    ]
    assert "Killing Actual 2024-05-13" in told[0].stdout
    assert sorted(path.name for path in folder.glob("*.png")) == ["deployments-timeline.png", "deployments.png"]
