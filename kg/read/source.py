"""Where bytes come from: a file or what was handed over; every failure to get them is an ArticleError."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kg.errors import ArticleError
from kg.read.articles import LIMIT

BYTES: Final = 4 * LIMIT + 4  # the longest article in the widest encoding, with its mark


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or `data` in its place; `where` names it in errors, `stem` names its article."""

    where: str
    stem: str
    issued: date | None = None
    path: Path | None = None
    data: bytes | None = None

    def load(self, limit: int = BYTES) -> bytes:
        """All bytes; raises ArticleError for what is missing, no file, unreadable, empty or over `limit` bytes."""
        if self.data is not None:
            return self._checked(self.data, limit)
        path = self._file()
        try:
            with path.open("rb") as file:
                data = file.read(limit + 1)
        except OSError as error:
            raise self._unreadable(error) from error
        return self._checked(data, limit)

    def lines(self) -> Iterator[bytes]:
        """The lines with their ends, read one by one."""
        if self.data is not None:
            yield from self.data.splitlines(keepends=True)
            return
        try:
            with self._file().open("rb") as file:
                yield from file
        except OSError as error:
            raise self._unreadable(error) from error

    def _file(self) -> Path:
        path = self.path or Path(self.where)
        try:
            if path.is_dir():
                raise ArticleError(self.where, "is a directory", "give the files in it")
            if not path.exists():
                raise ArticleError(self.where, "no such file", "check the path")
        except (OSError, ValueError) as error:  # a name too long, or with a NUL
            raise ArticleError(self.where, "cannot be a file name", "check the path") from error
        return path

    def _checked(self, data: bytes, limit: int) -> bytes:
        if not data:
            raise ArticleError(self.where, "is empty", "give an article")
        if len(data) > limit:
            reason = f"is over {limit:,} bytes; the limit is {LIMIT:,} characters for one article"
            raise ArticleError(self.where, reason, "split it, or put one article a line into a .jsonl file")
        return data

    def _unreadable(self, error: OSError) -> ArticleError:
        return ArticleError(self.where, f"cannot be read: {error.strerror or error}", "check its permissions")
