"""What the server is told at its start."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.vocab import DATA_BASE

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store is, and the limits.

    `timeout` is in seconds and holds for each wait in a line and for the evaluation; a query that takes more than
    `slice` seconds of processor time makes room for others. `memory` is what a worker may take, in MB; `waiting` how
    many queries may wait; `body` and `answer` are in bytes, as is `unsent`, what all answers that are being sent may
    take together. `url` is the address that the outside knows the server by, "" for that of the request. `hosts` are
    the names that it answers to; none: all.
    """

    store: Path
    timeout: float = 30.0
    max_rows: int = 100_000
    max_workers: int = 4
    memory: int = 1024
    slice: float = 0.2
    waiting: int = 256
    body: int = MEGABYTE
    answer: int = 128 * MEGABYTE
    unsent: int = 256 * MEGABYTE
    base: str = DATA_BASE
    url: str = ""
    cors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = field(default=("localhost", "127.0.0.1", "[::1]"))
