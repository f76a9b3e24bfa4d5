"""Values that a person gives, as terms of SPARQL: escaped or refused, so that a value is never more than a value."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kg.vocab import PREFIXES, XSD

ESCAPES: Final = {
    "\\": r"\\",
    '"': r"\"",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
    "u": r"\U00000075",
    "U": r"\U00000055",
}
# An engine that expands code point escapes before it looks at backslashes takes `\\u0022` for a quotation mark: a "u"
# after a backslash is written as an escape of its own.
ESCAPED: Final = re.compile(r'[\\"\n\r\t]|(?<=\\)[uU]')
REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# RFC 3987 without its finer points: an absolute IRI with none of the characters that SPARQL keeps out of <...>.
IRI: Final = re.compile('[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20\x7f-\xa0<>"{}|^`\\\\\ud800-\udfff\ufffe\uffff]+')
INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Type:
    """A type of value: how a person's text becomes a term, which defaults a query may have, and a word for help."""

    term: Callable[[str], str]
    default: re.Pattern[str]
    shown: str


def term(kind: str, value: str) -> str:
    """The SPARQL term of `value`, which is of the type `kind` (a key of `TYPES`); raises ValueError when it is not.

    >>> print(term("string", 'the "old" port'), term("integer", "007"), term("iri", "id:place-goma"))
    "the \\"old\\" port" 7 <https://w3id.org/newskg/id/place-goma>
    """
    return TYPES[kind].term(value)


def _string(value: str) -> str:
    if found := REFUSED.search(value):
        raise ValueError(f"holds the character U+{ord(found[0]):04X}, which no text has")
    return f'"{ESCAPED.sub(lambda m: ESCAPES[m[0]], value)}"'


def _integer(value: str) -> str:
    if not INTEGER.fullmatch(value):
        raise ValueError("is no whole number")
    return str(int(value))


def _date(value: str) -> str:
    try:
        day = datetime.date.fromisoformat(value) if DATE.fullmatch(value) else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError("is no day; write it like 2024-05-31")
    return f'"{day.isoformat()}"^^<{XSD.date}>'


def _iri(value: str) -> str:
    prefix, _, local = value.partition(":")
    whole = PREFIXES[prefix] + local if prefix in PREFIXES else value
    if not IRI.fullmatch(whole):
        raise ValueError("is no absolute IRI; write it like id:place-goma or https://example.org/place/goma")
    return f"<{whole}>"


# A default is a value of the type, or SPARQL's own word for any value.
TYPES: Final = {
    "string": Type(_string, re.compile(r'"[^"\\]*"'), "TEXT"),
    "integer": Type(_integer, re.compile(r"-?[0-9]+"), "NUMBER"),
    "date": Type(_date, re.compile(r'UNDEF|"[0-9-]{10}"\^\^xsd:date'), "YYYY-MM-DD"),
    "iri": Type(_iri, re.compile(r"UNDEF|<[^<>\s]+>"), "IRI"),
}
