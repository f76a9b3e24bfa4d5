"""What the server puts up with from a client that is slow, or only pretends to be one."""

from __future__ import annotations

import asyncio
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

ASKING: Final = 20.0  # seconds in which the head of a request is there, from its first byte or the connection's start
TAKING: Final = 30.0  # seconds in which a client takes at least something of its answer


class Impatient(H11Protocol):
    """A connection that ends when the client neither asks nor takes; a body has the time that a query has."""

    _asking: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Waits for a request from now on."""
        super().connection_made(transport)
        self._asking = self.loop.call_later(ASKING, transport.abort)

    def data_received(self, data: bytes) -> None:
        """Waits no more when the request is being answered, else from the first byte on."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            _cancel(self._asking)
            self._asking = None
        elif self._asking is None:
            self._asking = self.loop.call_later(ASKING, self.transport.abort)

    def pause_writing(self) -> None:
        """Watches whether what is left to send becomes less."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """The client takes."""
        super().resume_writing()
        _cancel(self._taking)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forgets the connection."""
        _cancel(self._asking)
        _cancel(self._taking)
        super().connection_lost(exc)

    def _watch(self, before: int | None = None) -> None:
        left = self.transport.get_write_buffer_size()
        if left == before:
            self.transport.abort()
        else:
            self._taking = self.loop.call_later(TAKING, self._watch, left)


def _cancel(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
