"""What the server is told at its start, and the answer to a request that it will not serve."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.vocab import DATA_BASE

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store is, and the limits.

    `timeout` is in seconds and holds for the wait in the queue and for the evaluation each; `memory` is what a worker
    may take, in MB; `waiting` how many queries may wait; `body` and `answer` are in bytes. `url` is the address that
    the outside knows the server by, "" for that of the request. `hosts` are the names that it answers to; none: all.
    """

    store: Path
    timeout: float = 30.0
    max_rows: int = 100_000
    max_workers: int = 2
    memory: int = 1024
    waiting: int = 32
    body: int = MEGABYTE
    answer: int = 128 * MEGABYTE
    base: str = DATA_BASE
    url: str = ""
    cors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = field(default=("localhost", "127.0.0.1", "[::1]"))


class Refused(Exception):
    """A request that is not answered: the HTTP status, one line that says why, and further headers."""

    def __init__(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, text, headers)
        self.status = status
        self.text = text
        self.headers = headers or {}
