"""Runs the server until it is told to stop."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

from kg.errors import OptionError
from kg.serve.application import application
from kg.serve.patience import Impatient
from kg.serve.settings import Settings
from kg.store import open_store

GRACE = 2  # seconds beyond the limit of a query that the stop waits for
CONNECTIONS = 1000


class _Server(uvicorn.Server):
    """A server that ends well on SIGINT and SIGTERM, rather than by the signal."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def run(settings: Settings, host: str, port: int, tell: Callable[[str], None], log: Callable[[str], None]) -> None:
    """Serves on `host` and `port` (0: a free one) until SIGINT or SIGTERM; `tell` is told the address.

    Queries that run then are finished, within their limit. Raises StoreError when the store cannot be opened, and
    OptionError when the address cannot be taken.
    """
    open_store(settings.store)
    with _listening(host, port) as listening:
        name, number = listening.getsockname()[:2]
        shown = f"[{name}]" if ":" in name else name
        config = uvicorn.Config(
            application(settings, log), log_config=None, access_log=False, server_header=False, lifespan="on",
            limit_concurrency=CONNECTIONS, timeout_graceful_shutdown=int(settings.timeout) + GRACE, ws="none",
            proxy_headers=False, http=Impatient,
        )  # fmt: skip
        tell(f"serving {settings.store} at http://{shown}:{number}/ (SPARQL: /sparql); stop with Ctrl+C")
        _Server(config).run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind(address)
            made.listen()  # who is told the address may call at once
        except OSError:
            made.close()
            raise
    except (OSError, OverflowError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OptionError(f"{host} port {port}", f"cannot be listened on: {reason}", "choose another --port") from error
    return made
