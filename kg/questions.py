"""The packaged questions in `ontology/queries/`, their parameters, and what a person may give as a query.

A question is a file of standard SPARQL that runs as it stands. Its header tells a person what it asks and which values
may be given:

    # title: Casualties
    # question: Who was killed, where and when?
    # param: place string "" where, or what it lies in: a name or a part of one
    # param: from date UNDEF from this day on
    # columns: who, where, start

Each parameter has one line or more in the query that holds its default, `VALUES ?_place { "" }`; a given value takes
the place of the default there and nowhere else, as a literal or IRI that is escaped by kg.
"""

from __future__ import annotations

import functools
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg.errors import QueryError
from kg.values import TYPES, term
from kg.vocab import ontology_dir

STDIN: Final = "-"
NAME: Final = re.compile(r"[A-Za-z0-9_-]+")
FIELD: Final = re.compile(r"# (title|question|param|columns): (\S.*)")
PARAMETER: Final = re.compile(r"""([a-z][a-zA-Z]*) ([a-z]+) (UNDEF|"(?:[^"\\]|\\.)*"(?:\^\^\S+)?|<\S*>|\S+) (\S.*)""")
PLACE: Final = re.compile(r"^( *VALUES \?_(\w+) \{ )(.*?)( \}) *$", re.MULTILINE)
SHAPE: Final = re.compile(r"title question (?:param )*columns")
RESERVED: Final = frozenset({"help", "list", "format", "limit", "timeout", "endpoint"})  # options of the commands


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be asked of a question: its type (a key of `kg.values.TYPES`), its default as SPARQL, what it means."""

    name: str
    type: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """A packaged query: what it asks in a sentence, its parameters, the columns of its rows, and the SPARQL text."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    sparql: str


@functools.cache
def packaged() -> dict[str, Question]:
    """All packaged questions by name, in alphabetical order."""
    paths = sorted((ontology_dir() / "queries").glob("*.rq"))
    return {path.stem: parsed(path.stem, path.read_text("utf-8")) for path in paths}


def parsed(name: str, text: str) -> Question:
    """The question that a file called `name` holds; raises QueryError for a header that is not as it must be."""
    header = text.partition("\n\n")[0].splitlines()
    fields = [_field(name, number, line) for number, line in enumerate(header, 1)]
    if not SHAPE.fullmatch(" ".join(key for key, _ in fields)):
        raise QueryError(name, "has another header than title, question, params, columns, and then an empty line")
    told = dict(fields)
    parameters = tuple(_parameter(name, value) for key, value in fields if key == "param")
    _check(name, text, parameters)
    columns = tuple(told["columns"].split(", "))
    return Question(name, told["title"], told["question"], parameters, columns, text)


def _field(name: str, number: int, line: str) -> tuple[str, str]:
    match = FIELD.fullmatch(line)
    if not match:
        raise QueryError(f"{name}, line {number}", "is no line of a header", "write it as '# title: ...'")
    return match[1], match[2]


def _parameter(name: str, told: str) -> Parameter:
    match = PARAMETER.fullmatch(told)
    if not match or match[2] not in TYPES:
        raise QueryError(f"{name}, param {told}", "is no parameter", f"name, {'|'.join(TYPES)}, default, meaning")
    return Parameter(*match.groups())


def _check(name: str, text: str, parameters: tuple[Parameter, ...]) -> None:
    """Each parameter is told once, has its place in the query, and the same default there."""
    if untold := {place[2] for place in PLACE.finditer(text)} - {parameter.name for parameter in parameters}:
        raise QueryError(name, f"has values for {', '.join(sorted(untold))}, which the header lacks")
    seen: set[str] = set()
    for parameter in parameters:
        where = f"{name}, param {parameter.name}"
        if parameter.name in seen or parameter.name in RESERVED:
            raise QueryError(where, "is told twice" if parameter.name in seen else "is a word of the command")
        seen.add(parameter.name)
        defaults = {place[3] for place in PLACE.finditer(text) if place[2] == parameter.name}
        if defaults != {parameter.default}:
            found = f"{', '.join(sorted(defaults))} in the query" if defaults else "no place in the query"
            expected = f"VALUES ?_{parameter.name} {{ {parameter.default} }}"
            raise QueryError(where, f"has {found}", f"there must be a line {expected}")
        if not TYPES[parameter.type].default.fullmatch(parameter.default):
            raise QueryError(where, f"{parameter.default} is no {parameter.type}")


def question(name: str) -> Question:
    """The packaged question of that name; raises QueryError, which tells close names, when there is none."""
    known = packaged()
    if name not in known:
        close = get_close_matches(name, known, n=3)
        remedy = f"did you mean {' or '.join(close)}?" if close else "kg ask tells them"
        raise QueryError(name, "no packaged question is called so", remedy)
    return known[name]


def bound(asked: Question, values: Mapping[str, str]) -> str:
    """The SPARQL of `asked` with the given values in the place of the defaults.

    Each value becomes one term of its parameter's type, so that no value can change the query around it. Raises
    QueryError for a parameter that the question lacks (its own are told) and a value that is not of the type.
    """
    types = {parameter.name: parameter.type for parameter in asked.parameters}
    terms = {}
    for name, value in values.items():
        if name not in types:
            known = ", ".join(f"--{parameter}" for parameter in types)
            raise QueryError(f"--{name}", f"{asked.name} has no such parameter", f"it has {known or 'none'}")
        try:
            terms[name] = term(types[name], value)
        except ValueError as error:
            raise QueryError(f"--{name} {value!r}", str(error)) from error
    return PLACE.sub(lambda m: f"{m[1]}{terms[m[2]]}{m[4]}" if m[2] in terms else m[0], asked.sparql)


def sparql(given: str) -> str:
    """The SPARQL text of `given`: the name of a packaged query, a `.rq` file, "-" (standard input), or SPARQL itself.

    Raises QueryError for a name that is not known (close ones are told) and a file that cannot be read.
    """
    if NAME.fullmatch(given) and given != STDIN:
        return question(given).sparql
    where, text = "query", given
    if given == STDIN:
        where, text = "standard input", _standard_input()
    elif given.endswith((".rq", ".sparql")) and "\n" not in given:
        where, text = given, _file(given)
    if not text.strip():
        raise QueryError(where, "is empty", "give SPARQL, a .rq file, or a name that kg query --list tells")
    return text


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
