"""What a node's properties are as values: dates, coordinates, who says so, how much is reported."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from kg.store import Nodes
from kg.view.passages import Sentences
from kg.view.wording import figure
from kg.vocab import DCTERMS, GEO, KG, NIF, RDFS, SKOS

PRECISIONS: Final = ((r"\d{4}-\d\d-\d\d", "day"), (r"\d{4}-\d\d", "month"), (r"\d{4}", "year"))
WEB: Final = re.compile(r"https?://", re.IGNORECASE)


def articles(nodes: Nodes) -> Iterator[dict[str, str]]:
    """Each article: `iri`, `title`, `issued` (an ISO day or ""), `publisher`, `url` (of the web, or "")."""
    for iri in nodes.of_class(KG.Article):
        url = nodes.one(iri, DCTERMS.source)
        yield {
            "iri": iri,
            "title": nodes.one(iri, DCTERMS.title) or nodes.one(iri, RDFS.label) or iri.rsplit("/", 1)[-1],
            "issued": nodes.one(iri, DCTERMS.issued),
            "publisher": nodes.one(iri, DCTERMS.publisher),
            "url": url if WEB.match(url) else "",
        }


def situation_properties(nodes: Nodes, iri: str) -> dict[str, Any]:
    """Of an event or prospect. `sources` are the IRIs of who says so: actors, or the article where it names none."""
    start, end = nodes.one(iri, KG.startDate), nodes.one(iri, KG.endDate)
    edtf = nodes.one(iri, KG.edtf)
    reports = dict.fromkeys((iri, *_reports(nodes, iri)))
    return {
        "aliases": tuple(dict.fromkeys(_words(nodes, p) for p in nodes.all(iri, KG.trigger))),
        "start": start,
        "end": end,
        "edtf": edtf,
        "precision": next((p for pattern, p in PRECISIONS if re.fullmatch(pattern, edtf)), "interval" if start else ""),
        "basis": nodes.one(iri, KG.dateBasis),
        "sources": tuple(dict.fromkeys(s for report in reports for s in _sources(nodes, report))),
        "articles": tuple(nodes.all(iri, KG.reportedIn)),
        "factuality": nodes.one(iri, KG.factuality).removeprefix(KG.iri),
        "polarity": nodes.one(iri, KG.polarity).removeprefix(KG.iri),
        "figures": tuple(_figure(nodes, one) for one in nodes.all(iri, KG.figure)),
        "weight": sum(len(nodes.all(report, KG.trigger)) for report in reports),
    }


def _reports(nodes: Nodes, iri: str) -> Iterator[str]:
    """The other reports of the same happening."""
    for incident in nodes.all(iri, KG.reportOf):
        for other in nodes.of_class(KG.Situation):
            if incident in nodes.all(other, KG.reportOf):
                yield other


def _sources(nodes: Nodes, iri: str) -> list[str]:
    return nodes.all(iri, KG.attributedTo) or nodes.all(iri, KG.reportedIn)


def _words(nodes: Nodes, passage: str) -> str:
    return " ".join(nodes.one(passage, NIF.anchorOf).split())


def _figure(nodes: Nodes, iri: str) -> dict[str, str]:
    told = {"text": figure(nodes, iri), "words": next((_words(nodes, p) for p in nodes.all(iri, KG.evidence)), "")}
    read = {
        "value": KG.value,
        "lower": KG.lowerBound,
        "upper": KG.upperBound,
        "unit": KG.unitText,
        "measures": KG.measures,
    }
    bound = nodes.one(iri, KG.bound).removeprefix(KG.iri)
    return {**told, **{name: nodes.one(iri, predicate) for name, predicate in read.items()}, "bound": bound}


def entity_properties(nodes: Nodes, sentences: Sentences, iri: str) -> dict[str, Any]:
    """Of an actor or place. `latitude` and `longitude` are degrees, or None."""
    mentions = nodes.all(iri, KG.mention)
    return {
        "aliases": tuple(a for a in nodes.all(iri, SKOS.altLabel) if a.strip()),
        "latitude": _degrees(nodes.one(iri, GEO.lat), 90),
        "longitude": _degrees(nodes.one(iri, GEO.long), 180),
        "within": tuple(nodes.all(iri, KG.within)),
        "articles": tuple(dict.fromkeys(s.article for s in sentences.around(mentions))),
        "weight": len(mentions),
    }


def _degrees(text: str, limit: int) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) <= limit else None
