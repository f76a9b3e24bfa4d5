"""Sorted dumps: the same quads give the same bytes, in whatever order they come."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Store, serialize

from kg.errors import OptionError
from kg.store.background import BACKGROUND
from kg.store.load import FORMATS
from kg.store.merging import named_quads
from kg.store.rdfxml import rdfxml
from kg.store.terms import Key, Writer, natural
from kg.vocab import KG, PREFIXES

# Subjects, predicates and objects as written, in the order met; objects are keys, so that each stands once.
Told: TypeAlias = dict[str, dict[str, dict[str, None]]]

# What people read first stands first; passages, which only machines read, stand last.
ORDER: Final = ("Article", "Situation", "Figure", "Comparison", "Actor", "Place", "Post", "Relation")
LAST: Final = "Passage"
LEADING: Final = ("a", "rdfs:label", "skos:prefLabel", "skos:altLabel", "dcterms:title", "kg:eventType")
INDENT: Final = "    "


def dumped(store: Store, form: str, *, graph: NamedNode | None = None, background: bool = True) -> bytes:
    """The store (or one of its graphs) in the format with the suffix `form`: the same graphs give the same bytes.

    Raises OptionError for a format that is not known.
    """
    if "." + form not in FORMATS:
        raise OptionError("format", f"unknown: {form!r}", f"known: {', '.join(f[1:] for f in FORMATS)}")
    quads = [q for q in named_quads(store, graph) if background or q.graph_name not in BACKGROUND]
    if form in WRITTEN:
        return WRITTEN[form](quads)
    known = FORMATS["." + form]
    content = serialize(sorted(quads, key=str), format=known, prefixes=PREFIXES)
    assert content is not None
    return content


def nquads(quads: Iterable[Quad]) -> bytes:
    """The quads as canonical N-Quads, one a line, sorted by code point."""
    lines = serialize(quads, format=RdfFormat.N_QUADS)
    assert lines is not None
    return b"".join(sorted(set(lines.splitlines(keepends=True))))


def ntriples(quads: Iterable[Quad]) -> bytes:
    """The triples of all graphs together as canonical N-Triples, one a line, sorted by code point."""
    return nquads(Quad(q.subject, q.predicate, q.object) for q in quads)


def turtle(quads: Iterable[Quad]) -> bytes:
    """The triples of all graphs together as Turtle, grouped by subject."""
    quads = list(quads)
    writer = Writer(_base(quads))
    told = _told(quads, writer)
    body = "\n".join(_blocks(told, ""))
    return (writer.head() + body).encode()


def trig(quads: Iterable[Quad]) -> bytes:
    """The quads as TriG: each named graph in its braces, grouped by subject."""
    graphs: dict[NamedNode | BlankNode | DefaultGraph, list[Quad]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad)
    writer = Writer(_base([q for graph in graphs.values() for q in graph]))
    parts = []
    for name in sorted(graphs, key=lambda n: natural(str(n))):
        told = _told(graphs[name], writer)
        if isinstance(name, DefaultGraph):
            parts.append("\n".join(_blocks(told, "")))
        else:
            parts.append(f"{writer.term(name)} {{\n" + "\n".join(_blocks(told, INDENT)) + "}\n")
    return (writer.head() + "\n".join(parts)).encode()


def _base(quads: Iterable[Quad]) -> str:
    """The base that data IRIs are minted below: that of the first article, or none."""
    article = NamedNode(KG.Article)
    found = (q.subject.value for q in quads if q.object == article and isinstance(q.subject, NamedNode))
    first = min(found, default=None)
    return PREFIXES["id"] if first is None else re.sub(r"[^/:]*$", "", first)


def _told(quads: Iterable[Quad], writer: Writer) -> Told:
    told: Told = {}
    of_subject: dict[str, dict[str, None]] = {}
    last = None
    term, predicate = writer.term, writer.predicate
    for subject, verb, value, _ in quads:
        if subject != last:  # what is said of one subject mostly comes together
            of_subject = told.setdefault(term(subject), {})
            last = subject
        of_subject.setdefault(predicate(verb), {})[term(value)] = None
    return told


def _blocks(told: Told, indent: str) -> Iterator[str]:
    """One block of lines a subject, most telling first."""
    for subject in sorted(told, key=lambda s: _rank(s, told[s])):
        yield "".join(_block(subject, told[subject], indent))


def _block(subject: str, told: dict[str, dict[str, None]], indent: str) -> Iterator[str]:
    order = sorted(told, key=lambda p: (LEADING.index(p) if p in LEADING else len(LEADING), p))
    for i, predicate in enumerate(order):
        values = told[predicate]
        objects = ", ".join(sorted(values, key=natural) if len(values) > 1 else values)
        start = f"{indent}{subject} " if i == 0 else f"{indent}{INDENT}"
        yield f"{start}{predicate} {objects} {'.' if i == len(order) - 1 else ';'}\n"


def _rank(subject: str, told: dict[str, dict[str, None]]) -> tuple[int, Key, Key]:
    classes = told.get("a", {})
    place = next((i for i, name in enumerate(ORDER) if f"kg:{name}" in classes), len(ORDER))
    if f"kg:{LAST}" in classes:
        place = len(ORDER) + 1
    if place not in (1, 2, 3):
        return place, [], natural(subject)
    first = min((v for key in ("kg:trigger", "kg:evidence") for v in told.get(key, ())), key=natural, default="")
    return place, natural(first), natural(subject)


WRITTEN: Final[dict[str, Callable[[Iterable[Quad]], bytes]]] = {
    "ttl": turtle, "trig": trig, "nq": nquads, "nt": ntriples, "rdf": rdfxml,
}  # fmt: skip
