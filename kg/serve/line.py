"""Places, and those who wait for one in the order they came."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from math import ceil

from kg.answer.refused import Refused


class Line:
    """A number of places; at most `most` wait for one, none for longer than `patience` seconds.

    Who is sent away is told to come again in `again` seconds.
    """

    def __init__(self, places: int, *, most: int, patience: float, again: float) -> None:
        self._places = asyncio.Semaphore(places)
        self._most = most
        self._patience = patience
        self._again = ceil(again)
        self.waiting = 0

    @contextlib.asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Has a place within the block; raises Refused when none becomes free in time, or too many wait already."""
        await self.enter()
        try:
            yield
        finally:
            self.leave()

    async def enter(self) -> None:
        """Waits for a place, which `leave` gives back; raises Refused as `place` does."""
        busy = Refused(503, "too many queries are waiting: try again later", {"Retry-After": str(self._again)})
        if self._places.locked() and self.waiting >= self._most:
            raise busy
        self.waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                await self._places.acquire()
        except TimeoutError:
            raise busy from None
        finally:
            self.waiting -= 1

    async def entered(self) -> bool:
        """Takes a place if one is free and nobody waits for it; does not wait."""
        if self._places.locked():
            return False
        return await self._places.acquire()

    def leave(self) -> None:
        """Gives a place back."""
        self._places.release()
