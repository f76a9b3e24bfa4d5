"""What tells one state of a store from another."""

from __future__ import annotations

from pathlib import Path

from kg.errors import StoreError
from kg.store import generation
from kg.store.disk import MARKER


def state(folder: Path) -> str:
    """A text that is another one after each change, also when the store was removed and made again.

    Generations are then counted from the first again, but the marker is another file. Raises StoreError as
    `kg.store.generation` does.
    """
    name = generation(folder)
    try:
        written = (folder / MARKER).stat()
    except OSError as error:
        raise StoreError(str(folder), "is being removed") from error
    return f"{name}-{written.st_mtime_ns:x}-{written.st_ino:x}"
