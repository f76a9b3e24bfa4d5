"""What no query may do: write, go out to the network, name a graph that is not here, or break the engine by depth."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Store

from kg.errors import QueryError
from kg.vocab import PREFIXES

DEPTH: Final = 200  # brackets in brackets; at some thousands the engine's parser runs out of stack and ends the process

# What is no keyword: escapes of local names, IRIs, strings, comments, variables and prefixed names.
OPAQUE: Final = re.compile(
    r"""\\.|<[^<>"{}|^`\\\x00-\x20]*>|\"{3}(?:\\.|[^\\])*?\"{3}|'{3}(?:\\.|[^\\])*?'{3}"""
    r"""|"(?:\\.|[^"\\\n\r])*"|'(?:\\.|[^'\\\n\r])*'|\#[^\n\r]*|[?$]\w+|(?<![\w.-])[\w.-]*:(?:\w[\w.:-]*)?""",
    re.DOTALL,
)
ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# Without word boundaries: the parser takes "1SERVICE <...>" for a number and a keyword.
OUTWARD: Final = re.compile(r"(SERVICE|LOAD)", re.IGNORECASE)
UPDATE: Final = re.compile(r"\b(INSERT|DELETE|CLEAR|DROP|CREATE|ADD|MOVE|COPY)\b", re.IGNORECASE)
READING: Final = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
FROM: Final = re.compile(r"\bFROM\s*(NAMED\s*)?(<[^<>\s]*>|[\w.-]*:(?:\w[\w.:-]*)?)", re.IGNORECASE)
GRAPHS: Final = re.compile(r"GRAPH|FROM", re.IGNORECASE)
# The word letter by letter, each as itself or as a code point escape.
SERVICE: Final = re.compile(
    "".join(
        rf"(?:{c}|\\u00(?:{ord(c):X}|{ord(c.lower()):X})|\\U000000(?:{ord(c):X}|{ord(c.lower()):X}))" for c in "SERVICE"
    ),
    re.IGNORECASE,
)
BRACKETS: Final = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}


def refuse(store: Store, sparql: str) -> None:
    """Raises QueryError for a query that would write, go out, or name an unknown graph; perhaps SyntaxError.

    Keywords are looked for in the text as it is and with code point escapes resolved.
    """
    for text in dict.fromkeys((sparql, _decoded(sparql))):
        keywords = OPAQUE.sub(" ", text)
        if not READING.search(keywords) and UPDATE.search(keywords):
            raise QueryError("query", "would change the graph", "only SELECT, ASK, CONSTRUCT and DESCRIBE are answered")
        if outward := OUTWARD.search(keywords):
            raise _outward(outward[1])
        _refuse_deep(keywords)
        dataset(store, text)
    _refuse_hidden(sparql)


def dataset(store: Store, sparql: str) -> tuple[list[NamedNode], list[NamedNode]] | None:
    """The graphs that the query itself asks (FROM, FROM NAMED); None where it leaves that open.

    Raises QueryError for a graph that the store does not have.
    """
    default: list[NamedNode] = []
    named: list[NamedNode] = []
    for kind, iri in _sources(sparql):
        (named if kind == "FROM NAMED" else default).extend(known(store, [iri], kind))
    return (default, named) if default or named else None


def speaks_of_graphs(sparql: str) -> bool:
    """Whether a query may ask named graphs; true for any text in which the words stand, escaped or in a string too."""
    return GRAPHS.search(_decoded(sparql)) is not None


def known(store: Store, names: Iterable[str], word: str) -> list[NamedNode]:
    """The graphs with these names; raises QueryError for one that the store does not have."""
    found = []
    for name in names:
        if not _holds(store, name):
            raise _unknown(f"{word} <{name[:200]}>")
        found.append(NamedNode(name))
    return found


def _holds(store: Store, name: str) -> bool:
    try:
        return store.contains_named_graph(NamedNode(name))
    except ValueError:  # no IRI
        return False


def _refuse_hidden(sparql: str) -> None:
    """Refuses a SERVICE that no reading of the text by patterns shows.

    "FILTER(1<2)SERVICE$x#>" looks like an IRI from "<" to ">", "SERVICE:x" like a prefixed name. So the parser itself
    is asked: with the word changed, a query in which it was a keyword is none any more. Raises the parser's
    SyntaxError, which also tells the place in a query that is broken otherwise.
    """
    changed = SERVICE.sub("XERVICE", sparql)
    if changed == sparql:
        return
    with contextlib.suppress(OSError, RuntimeError, ValueError):  # it parses, and fails on an empty store
        Store().query(changed, prefixes=PREFIXES)


def _refuse_deep(keywords: str) -> None:
    depth = 0
    for match in re.finditer(r"[][(){}]", keywords):
        depth += BRACKETS[match[0]]
        if depth > DEPTH:
            raise QueryError("query", f"is nested more than {DEPTH} deep", "write it with fewer brackets in brackets")


def _sources(text: str) -> Iterator[tuple[str, str]]:
    """Each "FROM" or "FROM NAMED" with the IRI of its graph."""
    bare = OPAQUE.sub(lambda m: m[0] if m[0][0] == "<" or (":" in m[0] and m[0][0] not in "\"'#?$\\") else " ", text)
    declared = dict(re.findall(r"\bPREFIX\s+([\w.-]*):\s*<([^<>]*)>", bare, re.IGNORECASE))
    for sort, name in FROM.findall(bare):
        prefix, _, local = name.partition(":")
        iri = name[1:-1] if name[0] == "<" else {**PREFIXES, **declared}.get(prefix, "") + local
        yield "FROM NAMED" if sort else "FROM", iri


def _unknown(name: str) -> QueryError:
    return QueryError("query", f"{name}: no graph of that name here", "leave it out: all graphs are asked")


def _outward(word: str) -> QueryError:
    return QueryError("query", f"{word.upper()} reaches outside the graph", "leave it out")


def _decoded(sparql: str) -> str:
    """The text with code point escapes resolved."""
    return ESCAPE.sub(lambda m: _character(m[1] or m[2]), sparql)


def _character(digits: str) -> str:
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else "\ufffd"
