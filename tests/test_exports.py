"""`exports/` is what `kg build` makes of the packaged sample, byte for byte, whatever the process's hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXPORTS = Path(__file__).parent.parent / "exports"
COMMAND = (sys.executable, "-m", "kg", "build", "--out")


def contents(folder: Path) -> dict[str, bytes]:
    found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    return {name: data for name, data in found.items() if name not in ("README.md", "graph.png")}


@pytest.fixture(scope="module", autouse=True)
def renewed(request: pytest.FixtureRequest) -> None:
    """With --renew, `exports/` is written anew before it is compared."""
    if request.config.getoption("--renew"):
        subprocess.run([*COMMAND, str(EXPORTS)], check=True, capture_output=True, timeout=120)


@pytest.fixture(scope="module", params=["1", "4711"], ids=lambda seed: f"PYTHONHASHSEED={seed}")
def rebuilt(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The sample's files, built in a process of their own, in another folder."""
    away = tmp_path_factory.mktemp("exports")
    environment = {**os.environ, "PYTHONHASHSEED": request.param, "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    subprocess.run([*COMMAND, "out"], cwd=away, env=environment, check=True, capture_output=True, timeout=120)
    return contents(away / "out")


def test_the_same_files_are_made(rebuilt: dict[str, bytes]) -> None:
    assert sorted(rebuilt) == sorted(contents(EXPORTS)), "renew them: kg build --out exports"


def test_every_file_has_the_same_bytes(rebuilt: dict[str, bytes]) -> None:
    committed = contents(EXPORTS)
    assert [name for name in rebuilt if rebuilt[name] != committed.get(name)] == [], "renew: kg build --out exports"


def test_no_file_tells_where_it_was_made(rebuilt: dict[str, bytes]) -> None:
    home = str(Path(__file__).parent.parent).encode()
    assert [name for name, data in rebuilt.items() if home in data] == []
