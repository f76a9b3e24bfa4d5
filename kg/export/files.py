"""Files written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from kg.errors import OutputError


def write_all(out: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Writes each of `files` (path below `out` -> content) and returns their paths.

    Each is written beside its place and then moved there, so that a reader never sees half a file; folders are made
    as needed. Raises OutputError for a place that cannot be written, or that lies outside `out`.
    """
    written = []
    for name, data in files.items():
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise OutputError(name, "lies outside the output folder")
        path = out / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, data)
        except OSError as error:
            raise OutputError(str(path), f"cannot be written: {error.strerror or error}") from error
        written.append(path)
    return tuple(written)


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name[:80]}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
