"""The worker process: opens the store, gives up all it does not need, and answers one message after another."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias

from pyoxigraph import Store

from kg.answer.confine import confine, limit_files
from kg.answer.frames import HEAD, Frame
from kg.answer.refused import Refused
from kg.answer.state import state
from kg.errors import QueryError, StoreError
from kg.store import open_store

Job: TypeAlias = Callable[[Store, dict[str, Any]], Frame]

TRIES: Final = 5  # a store may change while it is opened
GRACE: Final = 5.0  # seconds beyond the limit after which the process ends by itself, should nobody have ended it


def main(kind: str, folder: str, memory: str) -> None:
    """Answers messages from standard input on standard output until it ends."""
    given, taken = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no message
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    try:
        jobs = _jobs(kind)
        limit_files()
        found, store = _opened(Path(folder))
        confined = confine(Path(folder), int(memory))
    except (StoreError, OSError) as error:
        _send(taken, Frame({"error": str(error)}))
        return
    _send(taken, Frame({"state": found, "confined": confined}))
    while (job := _received(given)) is not None:
        signal.setitimer(signal.ITIMER_REAL, job.told["timeout"] + GRACE)
        answer = _answer(jobs, store, job.told)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(taken, answer)


def _jobs(kind: str) -> Mapping[str, Job]:
    """What a worker of this kind can do, with all that it takes imported: later no file can be opened."""
    if kind == "view":
        from kg.answer import picture

        picture.prepare()
        return picture.JOBS
    from kg.answer import lookups

    return lookups.JOBS


def _opened(folder: Path) -> tuple[str, Store]:
    """The store, and what its state was when it was opened."""
    for _ in range(TRIES):
        before = state(folder)
        try:
            store = open_store(folder)
        except StoreError:
            if state(folder) == before:
                raise
            continue
        if state(folder) == before:
            return before, store
    raise StoreError(str(folder), "changes too often to be opened")


def _answer(jobs: Mapping[str, Job], store: Store, job: dict[str, Any]) -> Frame:
    try:
        return jobs[job["do"]](store, job)
    except QueryError as error:
        return Frame({"status": 400, "text": str(error)})
    except Refused as error:
        return Frame({"status": error.status, "text": error.text})
    except MemoryError:
        return Frame({"status": 500, "text": "the query needs more memory than it is allowed"})


def _received(given: BinaryIO) -> Frame | None:
    head = given.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    told, body = HEAD.unpack(head)
    return Frame(json.loads(given.read(told)), given.read(body))


def _send(taken: BinaryIO, frame: Frame) -> None:
    taken.write(frame.packed())
    taken.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
