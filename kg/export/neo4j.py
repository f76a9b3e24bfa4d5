"""The graph as CSV for Neo4j's bulk import: nodes of each kind with typed columns, and relationships.

    neo4j-admin database import full --nodes='a-neo4j/nodes-.*' --relationships=a-neo4j/relationships.csv

Several articles name the same actors: give `--skip-duplicate-nodes` with the files of more than one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from pyoxigraph import NamedNode, Quad

from kg.export.reading import happened, local, one_line, passages
from kg.export.tables import Row, sheet
from kg.model import EVENT_TYPES
from kg.store import Nodes
from kg.vocab import DCTERMS, GEO, KG, NIF, OWL, RDF_TYPE, SKOS

Read: TypeAlias = Callable[[Nodes, str], str]

ARRAY: Final = ";"  # what the import splits arrays at; it knows no escape, so that a name's own becomes a comma
WORD_START: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def one(predicate: str) -> Read:
    """The value of a property, on one line."""
    return lambda nodes, iri: one_line(nodes.one(iri, predicate))


def name(predicate: str) -> Read:
    """The local name of the value of a property."""
    return lambda nodes, iri: local(nodes.one(iri, predicate))


def words(predicate: str) -> Read:
    """The words that a property points to."""
    return lambda nodes, iri: " | ".join(passages(nodes, iri, predicate))


def array(predicate: str) -> Read:
    """All values of a property."""
    return lambda nodes, iri: ARRAY.join(one_line(v).replace(ARRAY, ",") for v in nodes.all(iri, predicate))


def labelled(nodes: Nodes, iri: str) -> str:
    """The node's label, on one line."""
    return one_line(nodes.label(iri))


# Each file: the class of its nodes, and its columns (as Neo4j's header says them) with how they are read.
FILES: Final[dict[str, tuple[str, dict[str, Read]]]] = {
    "articles": (KG.Article, {
        "title": one(DCTERMS.title), "issued:date": one(DCTERMS.issued), "issuedBasis": one(KG.issuedBasis),
        "publisher": one(DCTERMS.publisher), "url": one(DCTERMS.source), "digest": one(KG.digest),
        "textLength:long": one(KG.textLength),
    }),
    "situations": (KG.Situation, {
        "name": labelled, "type": name(KG.eventType), "words": words(KG.trigger),
        "factuality": name(KG.factuality), "polarity": name(KG.polarity), "start:date": one(KG.startDate),
        "end:date": one(KG.endDate), "edtf": one(KG.edtf), "dateBasis": one(KG.dateBasis),
        "placeBasis": one(KG.placeBasis), "quotation": words(KG.quotation), "sentence": words(KG.evidence),
    }),
    "actors-places": ("", {
        "name": labelled, "also:string[]": array(SKOS.altLabel), "wikidata": name(OWL.sameAs),
        "geonames": name(SKOS.exactMatch), "latitude:double": one(GEO.lat), "longitude:double": one(GEO.long),
    }),
    "figures": (KG.Figure, {
        "name": labelled, "value:double": one(KG.value), "bound": name(KG.bound),
        "lower:double": one(KG.lowerBound), "upper:double": one(KG.upperBound), "unit": one(KG.unitText),
        "measures": one(KG.measures), "asOf:date": one(KG.asOf), "tally": one(KG.tally),
        "words": words(KG.evidence),
    }),
    "comparisons": (KG.Comparison, {
        "kind": name(KG.comparisonKind), "direction": one(KG.direction), "baseline": one(KG.baseline),
        "start:date": one(KG.baselineStart), "end:date": one(KG.baselineEnd),
    }),
    "posts": (KG.Post, {
        "name": labelled, "title": one(KG.title), "status": one(KG.status), "sentence": words(KG.evidence),
    }),
    "passages": (KG.Passage, {
        "begin:long": one(NIF.beginIndex), "end:long": one(NIF.endIndex), "text": one(NIF.anchorOf),
    }),
}  # fmt: skip
TYPES: Final = {NIF.referenceContext: "IN_ARTICLE", DCTERMS.relation: "CONTEXT_OF"}
RELATIONSHIPS: Final = (":START_ID", ":END_ID", ":TYPE", "sentence")


def neo4j(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Each file by its name. A prospect has no label of an event class: who counts `(:Killing)` counts killings.

    Relationships are all triples of our own properties between two of the nodes; ties bring their sentence with them.
    A cell that a spreadsheet would take for a formula starts with an apostrophe.
    """
    nodes = Nodes(quads)
    written, known = {}, dict[str, None]()
    for file, (wanted, columns) in FILES.items():
        members = [iri for iri in _members(nodes, wanted) if iri not in known]
        known.update(dict.fromkeys(members))
        rows = ((iri, *(read(nodes, iri) for read in columns.values()), _labels(nodes, iri)) for iri in members)
        written[f"nodes-{file}"] = sheet(("iri:ID", *columns, ":LABEL"), rows)
    written["relationships"] = sheet(RELATIONSHIPS, _relationships(nodes, known))
    return written


def _members(nodes: Nodes, wanted: str) -> list[str]:
    """The nodes of a class, or all actors and places: a country is both, and has one row."""
    return nodes.of_class(wanted) if wanted else sorted({*nodes.of_class(KG.Actor), *nodes.of_class(KG.Place)})


def _labels(nodes: Nodes, iri: str) -> str:
    kinds = {c.removeprefix(KG.iri) for c in nodes.classes(iri) if c in KG}
    if KG.Situation in nodes.classes(iri) and not happened(nodes, iri):
        kinds -= EVENT_TYPES
    return ARRAY.join(sorted(kinds))


def _relationships(nodes: Nodes, known: Iterable[str]) -> Iterator[Row]:
    told = set(known)
    ties = {
        (nodes.one(tie, KG.relationSubject), nodes.one(tie, KG.relationKind), nodes.one(tie, KG.relationObject)): tie
        for tie in nodes.of_class(KG.Relation)
    }
    for iri in known:
        for predicate, values in nodes.properties(iri).items():
            if predicate == RDF_TYPE or not (predicate in KG or predicate in TYPES):
                continue
            for value in values:
                if isinstance(value, NamedNode) and value.value in told:
                    tie = ties.get((iri, predicate, value.value), "")
                    yield iri, value.value, _type(predicate), words(KG.evidence)(nodes, tie)


def _type(predicate: str) -> str:
    """A property as a relationship's type: "ATTRIBUTED_TO"."""
    return TYPES.get(predicate) or WORD_START.sub("_", local(predicate)).upper()
