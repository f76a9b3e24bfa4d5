"""Worker processes that wait for queries, and the queue in front of them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from typing import Any, Final

from kg.errors import StoreError
from kg.serve.frames import HEAD, Frame
from kg.serve.settings import Refused, Settings
from kg.store import generation

STARTING: Final = 20.0  # seconds that a worker may take to open the store
KEPT: Final = ("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV", "LD_LIBRARY_PATH")


class Worker:
    """One worker process, with the generation of the store that it has open."""

    def __init__(self, process: asyncio.subprocess.Process, generation: str, confined: tuple[str, ...]) -> None:
        self._process = process
        self.generation = generation
        self.confined = confined

    @classmethod
    async def started(cls, settings: Settings) -> Worker:
        """A worker that is ready; raises StoreError when it cannot open the store."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kg.serve.worker", str(settings.store), str(settings.memory),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env={name: os.environ[name] for name in KEPT if name in os.environ}, start_new_session=True,
        )  # fmt: skip
        worker = cls(process, "", ())
        try:
            async with asyncio.timeout(STARTING):
                told = (await worker._read()).told
        except (TimeoutError, EOFError, OSError) as error:
            worker.kill()
            raise StoreError(str(settings.store), "no worker could be started for it") from error
        except BaseException:
            worker.kill()
            raise
        if "error" in told:
            worker.kill()
            raise StoreError(str(settings.store), told["error"])
        return cls(process, told["generation"], tuple(told["confined"]))

    @property
    def alive(self) -> bool:
        """Whether the process runs, as far as is known."""
        return self._process.returncode is None

    async def ask(self, job: dict[str, Any]) -> Frame:
        """The answer to one message; raises EOFError or OSError when the process ends before it."""
        assert self._process.stdin is not None
        self._process.stdin.write(Frame(job).packed())
        await self._process.stdin.drain()
        return await self._read()

    def kill(self) -> None:
        """Ends the process at once."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        if self._process.stdin is not None:
            self._process.stdin.close()

    async def closed(self) -> None:
        """Ends the process and waits for its end."""
        self.kill()
        await self._process.wait()

    async def _read(self) -> Frame:
        assert self._process.stdout is not None
        told, body = HEAD.unpack(await self._process.stdout.readexactly(HEAD.size))
        return Frame(
            json.loads(await self._process.stdout.readexactly(told)), await self._process.stdout.readexactly(body)
        )


class Pool:
    """A fixed number of workers. One that is killed, has died, or has an older generation open is replaced."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._idle: list[Worker | None] = []
        self._free = asyncio.Semaphore(settings.max_workers)
        self._renewals: set[asyncio.Task[None]] = set()
        self.waiting = 0
        self.busy: set[Worker] = set()

    async def start(self) -> None:
        """Starts the workers; raises StoreError when the store cannot be opened."""
        self._idle += await asyncio.gather(*(Worker.started(self._settings) for _ in range(self._settings.max_workers)))

    async def close(self) -> None:
        """Ends the workers."""
        for task in list(self._renewals):
            task.cancel()
        await asyncio.gather(*self._renewals, return_exceptions=True)
        await asyncio.gather(*(worker.closed() for worker in (*self._idle, *self.busy) if worker is not None))
        self._idle.clear()

    async def ask(self, job: dict[str, Any]) -> Frame:
        """A worker's complete answer; raises Refused when none is free in time, or it comes to its limits."""
        await self._turn()
        worker = None
        try:
            worker = await self._ready()
            self.busy.add(worker)
            answer = await self._answer(worker, job)
        except BaseException:
            if worker is not None:
                self.busy.discard(worker)
                worker.kill()
            task = asyncio.create_task(self._renew())
            self._renewals.add(task)
            task.add_done_callback(self._renewals.discard)
            raise
        self.busy.discard(worker)
        self._idle.append(worker)
        self._free.release()
        return answer

    async def _turn(self) -> None:
        """Waits for a free worker."""
        busy = Refused(503, "too many queries are waiting: try again later", {"Retry-After": "1"})
        if self._free.locked() and self.waiting >= self._settings.waiting:
            raise busy
        self.waiting += 1
        try:
            async with asyncio.timeout(self._settings.timeout):
                await self._free.acquire()
        except TimeoutError:
            raise busy from None
        finally:
            self.waiting -= 1

    async def _ready(self) -> Worker:
        """A worker that has the valid generation open."""
        worker = self._idle.pop() if self._idle else None
        try:
            if worker is not None and worker.alive and worker.generation == generation(self._settings.store):
                return worker
            if worker is not None:
                worker.kill()
            return await Worker.started(self._settings)
        except StoreError as error:
            if worker is not None:
                worker.kill()
            raise Refused(503, f"the store cannot be opened: {error.reason}", {"Retry-After": "5"}) from error

    async def _answer(self, worker: Worker, job: dict[str, Any]) -> Frame:
        limit = self._settings.timeout
        try:
            async with asyncio.timeout(limit):
                answer = await worker.ask({**job, "timeout": limit})
        except TimeoutError:
            raise Refused(504, f"the query took longer than {limit:g} seconds and was ended") from None
        except (EOFError, OSError):
            raise Refused(500, "the query needs more memory or depth than it is allowed, and was ended") from None
        return answer

    async def _renew(self) -> None:
        """Puts a new worker in the place of one that has ended, then lets the next query in."""
        try:
            self._idle.append(await Worker.started(self._settings))
        except StoreError:
            self._idle.append(None)  # it is tried again with the next query
        finally:
            self._free.release()
