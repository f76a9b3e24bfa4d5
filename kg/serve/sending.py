"""An answer on its way to the client."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

PIECE: Final = 1 << 18  # bytes


class Complete(Response):
    """An answer that is all there, and goes out piece by piece, as fast as the client takes it.

    Its length is told before, so that one that is broken off can be seen to be.
    """

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        """Sends it; the server leaves the pieces out when only the head was asked for."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for start in range(0, len(self.body) or 1, PIECE):
            piece = bytes(self.body[start : start + PIECE])
            more = start + PIECE < len(self.body)
            await send({"type": "http.response.body", "body": piece, "more_body": more})
