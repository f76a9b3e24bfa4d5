"""The graph as CSV tables for spreadsheets: actors, places, events, roles, figures, claims."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Quad

from kg.export.reading import happened, kind, local, passages
from kg.model import ACTOR_ROLES, PLACE_ROLES
from kg.store import Nodes
from kg.vocab import DCTERMS, GEO, KG, NIF, OWL, SKOS

Row = tuple[str, ...]

# What a spreadsheet takes for a formula (OWASP, "CSV injection"); a plain number is none.
FORMULA: Final = re.compile(r"[=+\-@\t\r]|[＝＋－＠]")
NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

HEADERS: Final[dict[str, Row]] = {
    "actors": ("id", "name", "kind", "also", "posts", "wikidata", "mentions", "article"),
    "places": ("id", "name", "kind", "also", "within", "latitude", "longitude", "same_as", "mentions", "article"),
    "events": ("id", "class", "type", "words", "factuality", "polarity", "start", "end", "date_basis", "agents",
               "patients", "places", "sources", "sentence", "article"),
    "roles": ("situation", "class", "type", "role", "entity", "name"),
    "figures": ("id", "situation", "type", "value", "bound", "lower", "upper", "unit", "measures", "as_of",
                "tally", "part_of", "compared_with", "comparison", "baseline_value", "words", "article"),
    "claims": ("source", "name", "situation", "class", "type", "words", "factuality", "polarity", "quotation",
               "sentence", "article"),
}  # fmt: skip


def tables(quads: Iterable[Quad]) -> dict[str, bytes]:
    """Each table by its name as CSV (RFC 4180, UTF-8), with a header; a cell never starts a formula."""
    graph = _Graph(Nodes(quads))
    rows = {
        "actors": graph.actors(), "places": graph.places(), "events": graph.events(),
        "roles": graph.roles(), "figures": graph.figures(), "claims": graph.claims(),
    }  # fmt: skip
    return {name: sheet(HEADERS[name], rows[name]) for name in HEADERS}


def cell(text: str) -> str:
    """`text` as a cell that no spreadsheet computes: one that would start a formula gets a leading apostrophe."""
    plain = UNSEEN.sub("", text)
    if FORMULA.match(plain.lstrip(" ")) and not NUMBER.fullmatch(plain):
        return f"'{plain}"
    return plain


def sheet(header: Row, rows: Iterable[Row]) -> bytes:
    """A header and rows as CSV; each cell is made safe by `cell`."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    return buffer.getvalue().encode()


class _Graph:
    """The rows of each table, read off the nodes."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes
        self._situations = nodes.in_text_order(KG.Situation)

    def actors(self) -> Iterator[Row]:
        for iri in self._nodes.of_class(KG.Actor):
            links, mentions = self._all(iri, OWL.sameAs), self._nodes.all(iri, KG.mention)
            posts = self._labels(iri, KG.holds)
            also = self._all(iri, SKOS.altLabel)
            yield (
                iri,
                self._nodes.label(iri),
                kind(self._nodes, iri),
                also,
                posts,
                links,
                str(len(mentions)),
                self._told_in(iri),
            )

    def places(self) -> Iterator[Row]:
        for iri in self._nodes.of_class(KG.Place):
            one, mentions = self._nodes.one, str(len(self._nodes.all(iri, KG.mention)))
            links = "; ".join(self._nodes.all(iri, OWL.sameAs) + self._nodes.all(iri, SKOS.exactMatch))
            names = (iri, self._nodes.label(iri), kind(self._nodes, iri), self._all(iri, SKOS.altLabel))
            within = self._labels(iri, KG.within)
            yield (*names, within, one(iri, GEO.lat), one(iri, GEO.long), links, mentions, self._told_in(iri))

    def events(self) -> Iterator[Row]:
        for iri in self._situations:
            one = self._nodes.one
            when = (one(iri, KG.startDate), one(iri, KG.endDate), one(iri, KG.dateBasis))
            place = "; ".join(filter(None, (self._labels(iri, KG[role]) for role in PLACE_ROLES)))
            who = (
                self._labels(iri, KG.agent),
                self._labels(iri, KG.patient),
                place,
                self._labels(iri, KG.attributedTo),
            )
            yield (iri, *self._what(iri), *when, *who, *self._where(iri))

    def roles(self) -> Iterator[Row]:
        for iri in self._situations:
            status, name = self._what(iri)[:2]
            for role in (*ACTOR_ROLES, *PLACE_ROLES):
                for entity in self._nodes.all(iri, KG[role]):
                    yield (iri, status, name, role, entity, self._nodes.label(entity))

    def figures(self) -> Iterator[Row]:
        one = self._nodes.one
        for iri in self._situations:
            for figure in self._nodes.all(iri, KG.figure):
                value = (one(figure, KG.value), local(one(figure, KG.bound)))
                limits = (one(figure, KG.lowerBound), one(figure, KG.upperBound))
                told = (one(figure, KG.unitText), one(figure, KG.measures), one(figure, KG.asOf))
                compared = one(figure, KG.comparison)
                baseline = (one(compared, KG.baseline), local(one(compared, KG.comparisonKind)))
                counts = (one(figure, KG.tally), one(figure, KG.partOfFigure))
                base = one(one(compared, KG.baselineFigure), KG.value)
                words, article = self._words(figure, KG.evidence), local(one(iri, KG.reportedIn))
                yield (
                    figure,
                    iri,
                    self._what(iri)[1],
                    *value,
                    *limits,
                    *told,
                    *counts,
                    *baseline,
                    base,
                    words,
                    article,
                )

    def claims(self) -> Iterator[Row]:
        """Who says what: each source of each situation, and each speaker of each quotation."""
        for iri in self._situations:
            quotation = self._words(iri, KG.quotation)
            speakers = self._nodes.all(iri, KG.agent) if quotation else []
            for source in dict.fromkeys([*self._nodes.all(iri, KG.attributedTo), *speakers]):
                yield (source, self._nodes.label(source), iri, *self._what(iri), quotation, *self._where(iri))

    def _what(self, iri: str) -> Row:
        one = self._nodes.one
        status = "Event" if happened(self._nodes, iri) else "Prospect"
        grades = (local(one(iri, KG.factuality)), local(one(iri, KG.polarity)))
        return (status, local(one(iri, KG.eventType)), self._words(iri, KG.trigger), *grades)

    def _where(self, iri: str) -> Row:
        return self._words(iri, KG.evidence), local(self._nodes.one(iri, KG.reportedIn))

    def _told_in(self, iri: str) -> str:
        contexts = (self._nodes.one(p, NIF.referenceContext) for p in self._nodes.all(iri, KG.mention))
        articles = dict.fromkeys([*contexts, *self._nodes.all(iri, DCTERMS.relation)])
        return "; ".join(local(a) for a in articles)

    def _all(self, iri: str, predicate: str) -> str:
        return "; ".join(self._nodes.all(iri, predicate))

    def _labels(self, iri: str, predicate: str) -> str:
        return "; ".join(self._nodes.label(value) for value in self._nodes.all(iri, predicate))

    def _words(self, iri: str, predicate: str) -> str:
        return " | ".join(passages(self._nodes, iri, predicate))
