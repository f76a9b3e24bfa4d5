"""The properties of a node in the groups that its page shows, named as the ontology names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kg.serve.vocabulary import short, terms
from kg.vocab import KG, RDF_TYPE, RDFS, SKOS, XSD

Group = tuple[str, list[tuple[str, list[dict[str, Any]]]]]

HEADED: Final = frozenset({RDF_TYPE, RDFS.label, SKOS.prefLabel})  # told in the head of the page
FACTS, WHO, WHERE, WHEN, TEXT, NAMES = (
    "Facts", "Who takes part", "Where", "When", "In the text", "Names and links",
)  # fmt: skip
PARENTS: Final = {KG.participant: WHO, KG.location: WHERE}
TIMES: Final = frozenset({KG.edtf, KG.dateBasis})


def grouped(says: Mapping[str, list[dict[str, Any]]]) -> list[Group]:
    """The values of a node by group and property; those that its page tells in its head are left out."""
    found: dict[str, list[tuple[str, list[dict[str, Any]]]]] = {}
    for predicate, values in says.items():
        if predicate in HEADED:
            continue
        passages = [v for v in values if "parts" in v]
        others = [v for v in values if "parts" not in v]
        for group, told in ((TEXT, passages), (_group(predicate), others)):
            if told:
                found.setdefault(group, []).append((predicate, told))
    return [(group, found[group]) for group in (FACTS, WHO, WHERE, WHEN, TEXT, NAMES) if group in found]


def _group(predicate: str) -> str:
    term = terms().get(predicate)
    if term is None:
        return NAMES
    for parent in (predicate, *term.all(RDFS.subPropertyOf)):
        if parent in PARENTS:
            return PARENTS[parent]
    return WHEN if predicate in TIMES or term.one(RDFS.range) == XSD.date else FACTS


def named(iri: str) -> str:
    """What the ontology calls a term; for the terms of others their short name."""
    term = terms().get(iri)
    return term.label if term else short(iri) or iri
