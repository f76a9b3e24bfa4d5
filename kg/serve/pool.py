"""Worker processes, and the two lines in front of them: one for all queries, one for those that take long.

How long a query takes shows only when it runs. So each first gets a slice of time. One that needs more goes on if one
of the places for long queries is free; else it is ended, and starts again from the beginning when its turn in the long
line comes. Some workers are thus always left for queries that are short, however many endless ones are sent. This is
Harchol-Balter's "task assignment by guessing size" (Task Assignment with Unknown Duration, Journal of the ACM 49(2),
2002), with queries that overran kept in mind, so that each takes a slice from the others once only.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from typing import Any, Final

from kg.answer.frames import Frame
from kg.answer.refused import Refused
from kg.answer.state import state
from kg.errors import StoreError
from kg.serve.line import Line
from kg.serve.process import Ended, Worker
from kg.serve.settings import Settings

REMEMBERED: Final = 10_000  # queries that took long
LONG_SHARE: Final = 8  # of those who may wait, one in so many may wait for a long turn


class _Overran(Exception):
    """A query needs more than its slice, and the places for long queries are taken."""


class Pool:
    """A fixed number of workers. One that is killed, has died, or has an older state of the store open is replaced.

    `note` is given a line for whoever runs the server when the store cannot be opened.
    """

    def __init__(
        self, settings: Settings, kind: str, workers: int, note: Callable[[str], None] = lambda _: None
    ) -> None:
        self._settings = settings
        self._kind = kind
        self._workers = workers
        self._note = note
        self._idle: list[Worker] = []
        self._line = Line(workers, settings.waiting, settings.timeout)
        self._long = Line(max(1, workers - 1), settings.waiting // LONG_SHARE, settings.timeout)
        self._overran: dict[bytes, None] = {}
        self._renewals: set[asyncio.Task[None]] = set()
        self.busy: set[Worker] = set()

    @property
    def waiting(self) -> int:
        """How many queries wait."""
        return self._line.waiting + self._long.waiting

    @property
    def workers(self) -> list[Worker]:
        """The workers that are known to be there."""
        return [*self._idle, *self.busy]

    async def start(self) -> None:
        """Starts the workers; raises StoreError when the store cannot be opened."""
        self._idle += await asyncio.gather(*(self._started() for _ in range(self._workers)))

    async def close(self) -> None:
        """Ends the workers."""
        for task in list(self._renewals):
            task.cancel()
        await asyncio.gather(*self._renewals, return_exceptions=True)
        await asyncio.gather(*(worker.closed() for worker in self.workers))
        self._idle.clear()

    async def ask(self, job: dict[str, Any]) -> Frame:
        """A worker's complete answer; raises Refused when none is free in time, or it comes to its limits."""
        key = hashlib.sha256(json.dumps(job).encode()).digest()
        if key not in self._overran:
            try:
                return await self._asked(job, long=False)
            except _Overran:
                self._remember(key)
        async with self._long.place():
            start = _now()
            answer = await self._asked(job, long=True)
            if _now() - start < self._settings.slice:
                self._overran.pop(key, None)
            return answer

    async def _asked(self, job: dict[str, Any], *, long: bool) -> Frame:
        await self._line.enter()
        worker = None
        try:
            worker = await self._ready()
            self.busy.add(worker)
            answer = await (self._long_answer(worker, job, _now()) if long else self._answer(worker, job))
        except BaseException:
            self._renew(worker)
            raise
        self.busy.discard(worker)
        self._idle.append(worker)
        self._line.leave()
        return answer

    async def _answer(self, worker: Worker, job: dict[str, Any]) -> Frame:
        """The answer of a query that is not known to take long; raises _Overran when it does and must wait."""
        start = _now()
        reading = asyncio.ensure_future(self._long_answer(worker, job, start))
        try:
            await asyncio.wait({reading}, timeout=self._settings.slice)
            if reading.done():
                return reading.result()
            if not await self._long.entered():
                raise _Overran
            try:
                return await reading
            finally:
                self._long.leave()
        finally:
            reading.cancel()

    async def _long_answer(self, worker: Worker, job: dict[str, Any], start: float) -> Frame:
        limit = self._settings.timeout
        late = Refused(504, f"the query took longer than {limit:g} seconds and was ended")
        try:
            async with asyncio.timeout_at(start + limit):
                return await worker.ask({**job, "timeout": limit})
        except TimeoutError:
            raise late from None
        except Ended as error:
            # when this loop comes late, the worker's own clock may have ended it, or the end of its memory after it
            if error.late or _now() - start >= limit:
                raise late from None
            if error.starved:
                raise Refused(500, "the query needs more memory or depth than it is allowed, and was ended") from None
            raise Refused(500, "the query could not be answered: its worker ended") from None

    async def _ready(self) -> Worker:
        """A worker that has the store open as it is now."""
        worker = self._idle.pop() if self._idle else None
        try:
            now = state(self._settings.store)
            if worker is not None and worker.alive and worker.state == now:
                return worker
            if worker is not None:
                worker.kill()
            return await self._started()
        except StoreError as error:
            if worker is not None:
                worker.kill()
            self._note(str(error))
            raise Refused(503, "the store cannot be opened: try again later", {"Retry-After": "5"}) from error

    async def _started(self) -> Worker:
        state(self._settings.store)  # no process is started for a store that is not there
        return await Worker.started(self._settings, self._kind)

    def _renew(self, worker: Worker | None) -> None:
        """Ends a worker; its place is free when there is a new one."""
        if worker is not None:
            self.busy.discard(worker)
            worker.kill()
        task = asyncio.create_task(self._renewed())
        self._renewals.add(task)
        task.add_done_callback(self._renewals.discard)

    async def _renewed(self) -> None:
        try:
            self._idle.append(await self._started())
        except StoreError as error:
            self._note(str(error))  # it is tried again with the next query
        finally:
            self._line.leave()

    def _remember(self, key: bytes) -> None:
        while len(self._overran) >= REMEMBERED:
            del self._overran[next(iter(self._overran))]
        self._overran[key] = None


def _now() -> float:
    return asyncio.get_running_loop().time()
