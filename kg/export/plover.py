"""Events as JSON lines in the manner of PLOVER's gold standard records: `event`, `source`, `target`, `text`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.export.reading import Location, happened, kind, local, locations, one_line, passages
from kg.store import Nodes
from kg.vocab import DCTERMS, KG, OWL, SCHEMA, SKOS, ontology_dir

SIDES: Final = {"source": ("agent",), "target": ("patient", "recipient")}


@cache
def codes() -> dict[str, tuple[str, ...]]:
    """The PLOVER codes of each event class, the ontology's first choice first."""
    notations, found = {}, defaultdict(list)
    for name in ("codes.ttl", "newskg.ttl"):
        for quad in parse((ontology_dir() / name).read_bytes(), format=RdfFormat.TURTLE):
            if quad.predicate.value == SKOS.notation and isinstance(quad.object, Literal):
                notations[quad.subject] = quad.object.value
            elif quad.predicate.value == KG.plover and isinstance(quad.subject, NamedNode):
                found[quad.subject.value].append(notations[quad.object])
    return {event_class: tuple(told) for event_class, told in found.items()}


def plover(quads: Iterable[Quad]) -> bytes:
    """One object a line for each event whose class has a PLOVER code, in text order.

    What was only planned, demanded or denied is no event and has no line; nor have classes that PLOVER does not code
    (a disaster). A class with two codes has the first as `event` and both as `codes`. `mode` and `context` are empty:
    we do not tell them. Missing dates and coordinates are null.
    """
    nodes = Nodes(quads)
    lines = [_told(nodes, iri) for iri in nodes.in_text_order(KG.Situation) if happened(nodes, iri)]
    return b"".join(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n" for line in lines if line)


def _told(nodes: Nodes, iri: str) -> dict[str, Any]:
    event_class = nodes.one(iri, KG.eventType)
    known = codes().get(event_class, ())
    if not known:
        return {}
    one, article = nodes.one, nodes.one(iri, KG.reportedIn)
    return {
        "id": iri,
        "date": one(iri, KG.startDate) or None,
        "endDate": one(iri, KG.endDate) or None,
        "dateBasis": one(iri, KG.dateBasis) or None,
        "event": known[0],
        "codes": list(known),
        "class": local(event_class),
        "eventText": " | ".join(passages(nodes, iri, KG.trigger)),
        "mode": "",
        "context": "",
        **{side: list(_actors(nodes, iri, roles)) for side, roles in SIDES.items()},
        "location": [_place(place) for place in locations(nodes, iri)],
        "text": " ".join(passages(nodes, iri, KG.evidence)),
        "passages": nodes.all(iri, KG.evidence),
        "attributedTo": [one_line(nodes.label(source)) for source in nodes.all(iri, KG.attributedTo)],
        "language": "en",
        "publication": one_line(one(article, DCTERMS.publisher)),
        "published": one(article, DCTERMS.issued) or None,
        "url": one(article, DCTERMS.source) or None,
        "article": article,
        "coder": "kg",
        "version": next((v for n in nodes for v in nodes.all(n, SCHEMA.softwareVersion)), ""),
    }


def _actors(nodes: Nodes, iri: str, roles: Iterable[str]) -> Iterator[dict[str, Any]]:
    for role in roles:
        for actor in nodes.all(iri, KG[role]):
            links = [local(link) for link in nodes.all(actor, OWL.sameAs)]
            posts = [one_line(nodes.label(post)) for post in nodes.all(actor, KG.holds)]
            name = one_line(nodes.label(actor))
            yield {
                "actorText": name, "role": role, "kind": kind(nodes, actor), "id": actor,
                "wikidata": links[0] if links else None, "posts": posts,
            }  # fmt: skip


def _place(place: Location) -> dict[str, Any]:
    latitude, longitude = (float(c) if c else None for c in (place.latitude, place.longitude))
    return {
        "name": place.name, "role": place.role, "kind": place.kind, "id": place.iri,
        "within": [name for name, _ in place.around], "country": place.country or None,
        "latitude": latitude, "longitude": longitude,
    }  # fmt: skip
