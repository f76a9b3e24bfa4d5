"""The packaged questions in `ontology/queries/`, and what a person may give as a query: SPARQL, a file, or a name."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg.errors import QueryError
from kg.vocab import ontology_dir

STDIN: Final = "-"
NAME: Final = re.compile(r"[A-Za-z0-9_-]+")
HEADER: Final = re.compile(r"#\s*(title|question|columns):\s*(.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Question:
    """A packaged query: what it asks in a sentence, and the SPARQL text."""

    name: str
    question: str
    sparql: str


def packaged() -> dict[str, Question]:
    """All packaged queries by name, in alphabetical order."""
    found = {}
    for path in sorted((ontology_dir() / "queries").glob("*.rq")):
        text = path.read_text("utf-8")
        header = dict(HEADER.findall(text))
        found[path.stem] = Question(path.stem, header.get("question") or header.get("title", ""), text)
    return found


def sparql(given: str) -> str:
    """The SPARQL text of `given`: the name of a packaged query, a `.rq` file, "-" (standard input), or SPARQL itself.

    Raises QueryError for a name that is not known (close ones are told) and a file that cannot be read.
    """
    if given == STDIN:
        return _standard_input()
    if NAME.fullmatch(given):
        known = packaged()
        if given not in known:
            close = get_close_matches(given, known, n=3)
            remedy = f"did you mean {' or '.join(close)}?" if close else "kg query --list tells them"
            raise QueryError(given, "no packaged query is called so", remedy)
        return known[given].sparql
    if given.endswith((".rq", ".sparql")) and "\n" not in given:
        return _file(given)
    if not given.strip():
        raise QueryError("query", "is empty", "give SPARQL, a .rq file, or a name that kg query --list tells")
    return given


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError("standard input", f"is not UTF-8 at byte {error.start}", "give it as UTF-8 text") from error


def _file(given: str) -> str:
    try:
        return Path(given).read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QueryError(given, f"is not UTF-8 at byte {error.start}", "save it as UTF-8 text") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise QueryError(given, f"cannot be read: {reason}", "check the path") from error
