"""One worker process, as the server sees it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from typing import Any, Final

from kg.answer.frames import HEAD, Frame
from kg.errors import StoreError
from kg.serve.settings import Settings

STARTING: Final = 20.0  # seconds that a worker may take to open the store
ENDING: Final = 5.0  # seconds in which a process whose pipe is closed is gone
SLOWED: Final = 5  # how nice a worker is whose query takes long
PROCESS_CLOCK: Final = 2  # CPUCLOCK_SCHED of linux/posix-timers.h
BUFFER: Final = 1 << 20
KEPT: Final = ("PATH", "PYTHONPATH", "PYTHONHOME", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
# What the kernel, or the engine for itself, ends a process with that wants more memory or stack than there is.
STARVED: Final = {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS, -signal.SIGILL, -signal.SIGKILL, -signal.SIGTRAP}


class Ended(Exception):
    """A worker ended before its answer; `code` is how, as `subprocess` tells it: minus the signal's number."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code

    @property
    def late(self) -> bool:
        """Whether it was ended by its own clock."""
        return self.code == -signal.SIGALRM

    @property
    def starved(self) -> bool:
        """Whether it wanted too much memory or stack."""
        return self.code in STARVED


class Worker:
    """One worker process, with the state of the store that it has open."""

    def __init__(self, process: asyncio.subprocess.Process, state: str, confined: tuple[str, ...]) -> None:
        self._process = process
        self.state = state
        self.confined = confined
        self.slowed = False

    @classmethod
    async def started(cls, settings: Settings, kind: str) -> Worker:
        """A worker that is ready; raises StoreError when it cannot open the store."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kg.answer.worker", kind, str(settings.store), str(settings.memory),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env={name: os.environ[name] for name in KEPT if name in os.environ}, process_group=0, limit=BUFFER,
        )  # fmt: skip
        worker = cls(process, "", ())
        try:
            async with asyncio.timeout(STARTING):
                told = (await worker._read()).told
        except (TimeoutError, Ended) as error:
            await worker.closed()
            raise StoreError(str(settings.store), "no worker could be started for it") from error
        except BaseException:
            await worker.closed()
            raise
        if "error" in told:
            await worker.closed()
            raise StoreError(str(settings.store), told["error"])
        return cls(process, told["state"], tuple(told["confined"]))

    @property
    def alive(self) -> bool:
        """Whether the process runs; its end is seen before the event loop is told of it, and left for it to see."""
        if self._process.returncode is not None:
            return False
        try:
            return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
        except ChildProcessError:
            return False

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    async def ask(self, job: dict[str, Any]) -> Frame:
        """The answer to one message; raises Ended when the process ends before it."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # reading tells how it ended
            self._process.stdin.write(Frame(job).packed())
            await self._process.stdin.drain()
        return await self._read()

    def spent(self) -> float:
        """Seconds of processor time that the process has had; 0 where the kernel does not tell."""
        try:
            return time.clock_gettime(~self._process.pid << 3 | PROCESS_CLOCK)  # as clock_getcpuclockid(3) makes it
        except OSError:
            return 0.0

    def slow(self) -> None:
        """Lets the processor serve others first; there is no way back."""
        self.slowed = True
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self._process.pid, SLOWED)

    def kill(self) -> None:
        """Ends the process at once."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        if self._process.stdin is not None:
            self._process.stdin.close()

    async def closed(self) -> None:
        """Ends the process and waits for its end, and for that of its pipes, which a loop must not leave behind."""
        self.kill()
        await self._process.wait()
        assert self._process.stdout is not None
        with contextlib.suppress(OSError):
            while await self._process.stdout.read(BUFFER):
                pass

    async def _read(self) -> Frame:
        given = self._process.stdout
        assert given is not None
        try:
            told, body = HEAD.unpack(await given.readexactly(HEAD.size))
            return Frame(json.loads(await given.readexactly(told)), await given.readexactly(body))
        except (EOFError, OSError):
            # before anything else asks for its end: who asks first is the only one who is told how it was
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(ENDING):
                    await self._process.wait()
            raise Ended(self._process.returncode) from None
