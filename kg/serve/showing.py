"""How the terms of an answer are shown on a page: in short, readable, and with the address that a click leads to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from kg.serve.vocabulary import short
from kg.vocab import CODES, KG, XSD

NUMBERS: Final = frozenset({XSD.integer, XSD.decimal, XSD.nonNegativeInteger, XSD.int, XSD.long})
DATES: Final = frozenset({XSD.date, XSD.dateTime})
NUMBER: Final = re.compile(r"([+-]?)([0-9]+)(\.[0-9]+)?")
GROUPED: Final = range(5, 40)  # digits of a number that is grouped: 12,500, but 2025
PATH: Final = "/:@!$&'()*+,;=~-._"  # what a path may hold as it is


@dataclass(frozen=True, slots=True)
class Cell:
    """A term on a page.

    Its words, their kind ("iri", "text", "number" or "date"), a link, what hovering tells, the tag of their language,
    and for an article the address of its graph view; "" for what there is not.
    """

    kind: str
    text: str
    href: str = ""
    title: str = ""
    lang: str = ""
    view: str = ""


def cell(term: Mapping[str, Any], base: str) -> Cell:
    """A term of SPARQL's JSON results; one with a "label" is shown by it. `base` is the start of the data IRIs."""
    value = term["value"]
    if term["type"] == "uri":
        text = term.get("label") or short(value) or _local(value, base)
        article = value.startswith(f"{base}article-") and "#" not in value
        view = f"/view?graph={quote(value, safe='')}" if article else ""
        return Cell("iri", text, link(value, base), value, view=view)
    if not isinstance(value, str):  # a triple in a triple
        return Cell("text", str(value))
    datatype = term.get("datatype", "")
    if datatype in NUMBERS:
        return Cell("number", number(value), title=value)
    if datatype in DATES:
        return Cell("date", value.replace("T", " ").replace("Z", " UTC"), title=value)
    return Cell("text", f"_:{value}" if term["type"] == "bnode" else value, lang=term.get("xml:lang", ""))


def number(value: str) -> str:
    """A decimal number with its thousands apart, from 10,000 on: a year stays a year.

    >>> number("2025"), number("1500000.50"), number("NaN")
    ('2025', '1,500,000.50', 'NaN')
    """
    found = NUMBER.fullmatch(value)
    if not found or len(found[2]) not in GROUPED:
        return value
    return f"{found[1]}{int(found[2]):,}{found[3] or ''}"


def link(iri: str, base: str) -> str:
    """Where a node or term has its page: here, or where its address leads on the web; nowhere for other schemes."""
    if iri.startswith(base):
        local, mark, fragment = iri[len(base) :].partition("#")
        return f"/id/{quote(local, safe=PATH)}{mark}{fragment}"
    for namespace, page in ((KG, "/ontology"), (CODES, "/codes")):
        if iri in namespace:
            return f"{page}#{iri[len(namespace.iri) :]}"
    return iri if iri.startswith(("http://", "https://")) else ""


def _local(iri: str, base: str) -> str:
    """A data IRI without its start, a passage as its article and characters; other IRIs stay whole."""
    return iri.removeprefix(base) or iri
