"""The errors of kg.

KgError
├── ArticleError        an input that cannot be read as an article (file, place, reason, remedy)
├── OptionError         an option or argument that cannot be used
├── GraphError          a graph file that cannot be read, or is not one of ours
├── StoreError          a store folder that cannot be used
├── QueryError          a query that the store refuses (with line and column where known)
├── LexiconError        word-list data that breaks its own schema
├── ModelError          a language model that is missing, or not the one that was asked for
└── OutputError         a file that cannot be written

Each error carries its data as attributes, prints as one line and survives pickling.
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors that kg raises on purpose; `str()` is one line for the user."""


class _Located(KgError):
    """An error at a place, with what is wrong and how to mend it."""

    def __init__(self, where: str, reason: str, remedy: str = "") -> None:
        super().__init__(where, reason, remedy)
        self.where = where
        self.reason = reason
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.where}: {self.reason}"
        return f"{line}; {self.remedy}" if self.remedy else line


class ArticleError(_Located):
    """An input that cannot be read as an article."""


class OptionError(_Located):
    """An option or argument that cannot be used."""


class GraphError(_Located):
    """A graph file that cannot be read, or lacks what kg needs of it."""


class StoreError(_Located):
    """A store folder that is none, is in use, is of another version, or cannot be written."""


class QueryError(_Located):
    """A query that cannot be parsed or run; `line` and `column` count from 1, 0 where no place in it is to blame."""

    def __init__(self, where: str, reason: str, remedy: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(where, reason, remedy)
        self.args = (where, reason, remedy, line, column)
        self.line = line
        self.column = column


class LexiconError(_Located):
    """Word-list data that breaks its schema."""


class ModelError(_Located):
    """A language model that is missing or not the one asked for."""


class OutputError(_Located):
    """An output file that cannot be written."""
