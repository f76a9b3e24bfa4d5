"""The answer to a request that will not be served."""

from __future__ import annotations


class Refused(Exception):
    """A request that is not answered: the HTTP status, one line that says why, and further headers."""

    def __init__(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, text, headers)
        self.status = status
        self.text = text
        self.headers = headers or {}
