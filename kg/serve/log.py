"""The log: one line of JSON per request, and one when the store cannot be opened."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class AccessLog:
    """Tells `write` of each request when it is over; without its query, which may be long or private."""

    def __init__(self, app: ASGIApp, write: Callable[[str], None]) -> None:
        self._app = app
        self._write = write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves the request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = time.perf_counter()
        told = {"status": 0, "bytes": 0}

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
            elif message["type"] == "http.response.body":
                told["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            milliseconds = round((time.perf_counter() - start) * 1000, 1)
            self._write(entry(scope, milliseconds, **told))


def entry(scope: Scope, milliseconds: float, *, status: int, bytes: int) -> str:
    """One line; a status of 0 says that the client went away. Whatever is no plain ASCII comes as an escape."""
    return happened(
        **{
            "client": (scope.get("client") or ("",))[0],
            "method": scope["method"][:20],
            "path": scope["path"][:500],
            "status": status,
            "bytes": bytes,
            "ms": milliseconds,
        }
    )


def happened(**what: object) -> str:
    """One line of the log: the time, and what was then."""
    time = datetime.now(UTC).isoformat(timespec="milliseconds")
    return json.dumps({"time": time, **what}).replace("\x7f", "\\u007f")
