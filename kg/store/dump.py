"""Sorted dumps: the same quads give the same bytes, in whatever order they come."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.store.terms import Key, Writer, natural
from kg.vocab import KG, PREFIXES, RDF_TYPE

Subject: TypeAlias = NamedNode | BlankNode | Triple
Graph: TypeAlias = dict[Subject, dict[NamedNode, list[str]]]

# What people read first stands first; passages, which only machines read, stand last.
ORDER: Final = ("Article", "Situation", "Figure", "Comparison", "Actor", "Place", "Post", "Relation")
LAST: Final = "Passage"
LEADING: Final = ("a", "rdfs:label", "skos:prefLabel", "skos:altLabel", "dcterms:title", "kg:eventType")
INDENT: Final = "    "


def nquads(quads: Iterable[Quad]) -> bytes:
    """The quads as canonical N-Quads, one a line, sorted by code point."""
    lines = serialize(quads, format=RdfFormat.N_QUADS)
    assert lines is not None
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


def turtle(quads: Iterable[Quad]) -> bytes:
    """The triples of all graphs together as Turtle, grouped by subject."""
    triples = list(dict.fromkeys((q.subject, q.predicate, q.object) for q in quads))
    writer = Writer(_base(triples))
    body = "\n".join(_blocks(triples, writer, ""))
    return (writer.head() + body).encode()


def trig(quads: Iterable[Quad]) -> bytes:
    """The quads as TriG: each named graph in its braces, grouped by subject."""
    graphs: dict[str, list[tuple[Subject, NamedNode, object]]] = defaultdict(list)
    names: dict[str, NamedNode | BlankNode | DefaultGraph] = {}
    unique = list(dict.fromkeys(quads))
    for quad in unique:
        graphs[str(quad.graph_name)].append((quad.subject, quad.predicate, quad.object))
        names[str(quad.graph_name)] = quad.graph_name
    writer = Writer(_base([(q.subject, q.predicate, q.object) for q in unique]))
    parts = []
    for key in sorted(graphs, key=natural):
        name = names[key]
        if isinstance(name, DefaultGraph):
            parts.append("\n".join(_blocks(graphs[key], writer, "")))
        else:
            parts.append(f"{writer.term(name)} {{\n" + "\n".join(_blocks(graphs[key], writer, INDENT)) + "}\n")
    return (writer.head() + "\n".join(parts)).encode()


def _base(triples: Iterable[tuple[Subject, NamedNode, object]]) -> str:
    """The base that data IRIs are minted below: that of the first article, or none."""
    articles = (
        subject.value
        for subject, predicate, value in triples
        if predicate.value == RDF_TYPE and str(value) == f"<{KG.Article}>" and isinstance(subject, NamedNode)
    )
    first = min(articles, default=None)
    return PREFIXES["id"] if first is None else re.sub(r"[^/:]*$", "", first)


def _blocks(triples: Iterable[tuple[Subject, NamedNode, object]], writer: Writer, indent: str) -> Iterator[str]:
    """One block of lines a subject, most telling first."""
    told: dict[Subject, dict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        told[subject][writer.predicate(predicate)].append(value)
    for values in (v for predicates in told.values() for v in predicates.values() if len(v) > 1):
        values.sort(key=lambda v: natural(str(v)))
    for subject in sorted(told, key=lambda s: _rank(s, told[s])):
        yield "".join(_block(writer.term(subject), told[subject], writer, indent))


def _block(subject: str, told: dict[str, list[object]], writer: Writer, indent: str) -> Iterator[str]:
    order = sorted(told, key=lambda p: (LEADING.index(p) if p in LEADING else len(LEADING), p))
    for i, predicate in enumerate(order):
        values = ", ".join(writer.term(v) for v in told[predicate])
        start = f"{indent}{subject} " if i == 0 else f"{indent}{INDENT}"
        yield f"{start}{predicate} {values} {'.' if i == len(order) - 1 else ';'}\n"


def _rank(subject: Subject, told: dict[str, list[object]]) -> tuple[int, Key, Key]:
    classes = {str(v)[1:-1].removeprefix(KG.iri) for v in told.get("a", [])}
    place = next((i for i, name in enumerate(ORDER) if name in classes), len(ORDER))
    if LAST in classes:
        place = len(ORDER) + 1
    first = next((str(v) for key in ("kg:trigger", "kg:evidence") for v in told.get(key, [])[:1]), "")
    return place, natural(first if place in (1, 2, 3) else ""), natural(str(subject))
