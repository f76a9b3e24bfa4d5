"""What is said of a node as its page shows it: properties in groups, named by the ontology, and quotes of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from kg.serve.vocabulary import short, terms
from kg.vocab import DCTERMS, GEO, KG, RDF_TYPE, RDFS, SKOS, XSD

Said: TypeAlias = Mapping[str, list[dict[str, Any]]]
Group: TypeAlias = tuple[str, list[tuple[str, list[dict[str, Any]]]]]

HEADED: Final = frozenset({RDF_TYPE, RDFS.label, SKOS.prefLabel, DCTERMS.title})  # told in the head of the page
FACTS, WHO, WHERE, WHEN, NAMES = "Facts", "Who takes part", "Where", "When", "Names and links"
PARENTS: Final = {KG.participant: WHO, KG.location: WHERE}
TIMES: Final = frozenset({KG.edtf, KG.dateBasis})
CAMEL: Final = re.compile("(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in pieces (words, and what they are to the node or ""), and the address of its passage."""

    iri: str
    title: str
    pieces: tuple[tuple[str, str], ...]
    roles: tuple[str, ...]


def grouped(says: Said) -> list[Group]:
    """The values of a node by group and property, without its passages and what its page tells in its head."""
    order = {iri: i for i, iri in enumerate(terms())}
    found: dict[str, list[tuple[str, list[dict[str, Any]]]]] = {}
    for predicate in sorted(says, key=lambda p: (order.get(p, len(order)), p)):
        values = [v for v in says[predicate] if "article" not in v]
        if values and predicate not in HEADED:
            found.setdefault(_group(predicate), []).append((predicate, values))
    return [(group, found[group]) for group in (FACTS, WHO, WHERE, WHEN, NAMES) if group in found]


def quotes(says: Said) -> list[Quote]:
    """The passages of a node, each sentence once with all that it has of them, article by article in text order."""
    sentences: dict[tuple[str, int, int], list[tuple[dict[str, Any], str]]] = {}
    for predicate, values in says.items():
        for value in values:
            if "article" in value:
                place = value["article"], value["start"], value["stop"]
                sentences.setdefault(place, []).append((value, named(predicate)))
    return [_quote(place[1], found) for place, found in sorted(sentences.items(), key=lambda item: item[0])]


def _quote(start: int, found: list[tuple[dict[str, Any], str]]) -> Quote:
    """One sentence; of passages that overlap the first is marked."""
    value = found[0][0]
    text, at = value["text"], 0
    pieces: list[tuple[str, str]] = []
    for passage, role in sorted(found, key=lambda f: (f[0]["begin"], f[0]["end"])):
        begin, end = passage["begin"] - start, passage["end"] - start
        if begin < at or end - begin >= len(text):  # the whole sentence needs no mark
            continue
        pieces += [(text[at:begin], ""), (text[begin:end], role)]
        at = end
    pieces.append((text[at:], ""))
    roles = dict.fromkeys(role for _, role in found)
    return Quote(value["value"], value["title"], tuple(p for p in pieces if p[0]), tuple(roles))


def _group(predicate: str) -> str:
    term = terms().get(predicate)
    if term is None:
        return FACTS if predicate in DCTERMS else WHERE if predicate in GEO else NAMES
    for parent in (predicate, *term.all(RDFS.subPropertyOf)):
        if parent in PARENTS:
            return PARENTS[parent]
    return WHEN if predicate in TIMES or term.one(RDFS.range) == XSD.date else FACTS


def named(iri: str) -> str:
    """What the ontology calls a term; for the terms of others their own name in words.

    >>> named("http://www.w3.org/2004/02/skos/core#altLabel"), named("https://example.org/odd/one")
    ('alt label', 'https://example.org/odd/one')
    """
    if term := terms().get(iri):
        return term.label
    local = short(iri).partition(":")[2]
    return CAMEL.sub(" ", local).lower() or iri
