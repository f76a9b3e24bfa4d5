"""Worker processes, and the two lines in front of them: one for all queries, one for those that take long.

How long a query takes shows only when it runs. So each first gets a slice of time. One that needs more goes on if one
of the places for long queries is free; else it is ended, and starts again from the beginning when its turn in the long
line comes. Half of the workers are thus left for queries that are short, however many endless ones are sent. This is
Harchol-Balter's "task assignment by guessing size" (Task Assignment with Unknown Duration, Journal of the ACM 49(2),
2002), with queries that overran kept in mind for a while, so that one that is sent again and again takes no further
slices from the others.
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

# A slice is of processor time, so that a busy machine makes no query a long one; by the clock it is at most so many.
WAITED: Final = 4
CHECKED: Final = 0.02  # seconds
SPARE: Final = 1  # workers beyond those that answer, so that nobody waits for the start of one
REMEMBERED: Final = 10_000  # queries that took long, each for
KEPT_FOR: Final = 60.0  # seconds: it may have been the state of the store, or bad luck
LONG_SHARE: Final = 8  # of those who may wait, one in so many may wait for a long turn


class _Overran(Exception):
    """A query had its slice, and the places for long queries are taken; `used`: it had it of processor time."""

    def __init__(self, used: bool) -> None:
        super().__init__(used)
        self.used = used


class Pool:
    """Workers of which a fixed number answer at a time; one that ends, or has an older state of the store, is replaced.

    `note` is given a line for whoever runs the server when the store cannot be opened.
    """

    def __init__(
        self, settings: Settings, kind: str, workers: int, note: Callable[[str], None] = lambda _: None
    ) -> None:
        self._settings = settings
        self._kind = kind
        self._count = workers
        self._note = note
        # with None for a worker that is not there: who takes it starts one
        self._idle: asyncio.LifoQueue[Worker | None] = asyncio.LifoQueue()
        limit = settings.timeout
        self._line = Line(workers, most=settings.waiting, patience=limit, again=1)
        self._long = Line(max(1, workers // 2), most=settings.waiting // LONG_SHARE, patience=limit, again=limit)
        self._overran: dict[bytes, float] = {}  # until when
        self._renewals: set[asyncio.Task[None]] = set()
        self._closing = False
        self.busy: set[Worker] = set()

    @property
    def waiting(self) -> int:
        """How many queries wait."""
        return self._line.waiting + self._long.waiting

    @property
    def idle(self) -> list[Worker]:
        """The workers that have nothing to do."""
        found = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        for worker in found:
            self._idle.put_nowait(worker)
        return [worker for worker in found if worker is not None]

    async def start(self) -> None:
        """Starts the workers; raises StoreError when the store cannot be opened."""
        for worker in await asyncio.gather(*(self._started() for _ in range(self._count + SPARE))):
            self._idle.put_nowait(worker)

    def start_later(self) -> None:
        """Lets the first who asks start a worker."""
        for _ in range(self._count):
            self._idle.put_nowait(None)

    async def close(self) -> None:
        """Ends the workers."""
        self._closing = True
        await asyncio.gather(*self._renewals)
        await asyncio.gather(*(worker.closed() for worker in (*self.idle, *self.busy)))

    async def ask(self, job: dict[str, Any]) -> Frame:
        """A worker's complete answer; raises Refused when none is free in time, or it comes to its limits."""
        key = hashlib.sha256(json.dumps(job).encode()).digest()
        if self._overran.get(key, 0) < _now():
            try:
                return await self._asked(job, long=False)
            except _Overran as error:
                if error.used:
                    self._remember(key)
        async with self._long.place():
            start = _now()
            answer = await self._asked(job, long=True)
            if _now() - start < self._settings.slice:
                self._overran.pop(key, None)
            return answer

    async def _asked(self, job: dict[str, Any], *, long: bool) -> Frame:
        async with self._line.place():
            worker = await self._ready()
            self.busy.add(worker)
            try:
                if not long:
                    answer = await self._answer(worker, job)
                else:
                    worker.slow()
                    answer = await self._long_answer(worker, job, _now())
            except BaseException:
                self._renew(worker)
                raise
            if worker.slowed:
                self._renew(worker)  # it takes rights that we may not have to make it fast again
            else:
                self.busy.discard(worker)
                self._idle.put_nowait(worker)
            return answer

    async def _answer(self, worker: Worker, job: dict[str, Any]) -> Frame:
        """The answer of a query that is not known to take long; raises _Overran when it does and must wait."""
        start, before = _now(), worker.spent()
        reading = asyncio.ensure_future(self._long_answer(worker, job, start))
        try:
            left = self._settings.slice
            while left > 0 and _now() - start < WAITED * self._settings.slice:
                await asyncio.wait({reading}, timeout=max(left, CHECKED))
                if reading.done():
                    return reading.result()
                left = self._settings.slice - (worker.spent() - before)
            if not await self._long.entered():
                raise _Overran(left <= 0)
            worker.slow()
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
        worker = await self._idle.get()
        try:
            now = state(self._settings.store)
            if worker is not None and worker.alive and worker.state == now:
                return worker
            if worker is not None:
                worker.kill()
            return await self._started()
        except StoreError as error:
            self._renew(worker)
            self._note(str(error))
            raise Refused(503, "the store cannot be opened: try again later", {"Retry-After": "5"}) from error
        except BaseException:
            self._renew(worker)
            raise

    async def _started(self) -> Worker:
        state(self._settings.store)  # no process is started for a store that is not there
        return await Worker.started(self._settings, self._kind)

    def _renew(self, worker: Worker | None) -> None:
        """Ends a worker and starts another in its place."""
        if worker is not None:
            self.busy.discard(worker)
            worker.kill()
        task = asyncio.create_task(self._renewed(worker))
        self._renewals.add(task)
        task.add_done_callback(self._renewals.discard)

    async def _renewed(self, worker: Worker | None) -> None:
        started = None
        try:
            if not self._closing:
                started = await self._started()
        except StoreError as error:
            self._note(str(error))  # it is tried again with the next query
        finally:
            self._idle.put_nowait(started)
            if worker is not None:
                await worker.closed()

    def _remember(self, key: bytes) -> None:
        self._overran.pop(key, None)
        while len(self._overran) >= REMEMBERED:
            del self._overran[next(iter(self._overran))]
        self._overran[key] = _now() + KEPT_FOR


def _now() -> float:
    return asyncio.get_running_loop().time()
