"""Media types of answers, and the choice between them (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat

# In the order of our preference; the first is sent to who does not say.
RESULTS: Final[dict[str, QueryResultsFormat]] = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPHS: Final[dict[str, RdfFormat]] = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "text/n3": RdfFormat.N3,
}
HTML: Final = "text/html"
RANGES: Final = 64  # media ranges of one Accept header that are read


def chosen(accept: str, offered: Iterable[str]) -> str | None:
    """Which of the media types `offered` (best first) an Accept header likes best; None when it wants none of them."""
    ranges = [parsed for part in accept.split(",")[:RANGES] if (parsed := _range(part))]
    if not accept.strip():
        ranges = [("*/*", 1.0)]
    best, most = None, 0.0
    for media in offered:
        quality = _quality(media, ranges)
        if quality > most:
            best, most = media, quality
    return best


def content_type(media: str) -> str:
    """The Content-Type header of a media type."""
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _quality(media: str, ranges: list[tuple[str, float]]) -> float:
    """The weight of the most exact range that the media type is in; 0 when it is in none."""
    for wanted in (media, f"{media.partition('/')[0]}/*", "*/*"):
        found = [quality for name, quality in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0


def _range(part: str) -> tuple[str, float] | None:
    name, *parameters = (p.strip().lower() for p in part.split(";"))
    if "/" not in name:
        return ("*/*", 1.0) if name == "*" else None
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                return None
    return name, quality
