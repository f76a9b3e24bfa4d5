"""The graph as compacted JSON-LD 1.1, with a context that shortens kg's own terms to bare names."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.store import Nodes
from kg.vocab import KG, PREFIXES, RDF_TYPE, XSD

SAFE_INTEGER: Final = re.compile(r"-?(?:0|[1-9]\d{0,14})")  # JSON numbers are exact up to 2^53
LOCAL: Final = re.compile(r"[A-Za-z0-9_-]+")
RELATIVE: Final = re.compile(r"[A-Za-z0-9_~.-]+(?:#char=\d+,\d+)?")
INDENT: Final = 1


def document(quads: Iterable[Quad]) -> bytes:
    """One JSON-LD document: each named graph with its nodes in order; indented by one space, keys sorted by name."""
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)[1:-1]
        graphs[name].append(quad)
    context = _Context([q for told in graphs.values() for q in told])
    bodies = [(name, context.nodes(Nodes(graphs[name]))) for name in sorted(graphs)]
    head: dict[str, Any] = {"@context": context.declared()}
    if len(bodies) == 1:
        name, nodes = bodies[0]
        tree = {**head, **({"@id": context.iri(name)} if name else {}), "@graph": nodes}
    else:
        named = [{"@id": context.iri(name), "@graph": nodes} for name, nodes in bodies if name]
        loose = [node for name, nodes in bodies if not name for node in nodes]
        tree = {**head, "@graph": loose + named}
    return (json.dumps(tree, ensure_ascii=False, indent=INDENT) + "\n").encode("utf-8", "replace")


class _Context:
    """How IRIs and values are shortened: each property whose values are all of one sort says so once."""

    def __init__(self, quads: list[Quad]) -> None:
        sorts: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            if quad.predicate.value != RDF_TYPE:
                sorts[quad.predicate.value].add(_sort(quad.object))
        self._sorts = {p: next(iter(s)) if len(s) == 1 else "" for p, s in sorted(sorts.items())}
        articles = sorted(
            str(q.subject)[1:-1] for q in quads if (q.predicate.value, q.object) == (RDF_TYPE, NamedNode(KG.Article))
        )
        base = re.sub(r"[^/]*$", "", articles[0]) if articles else ""
        self._base = base if base.startswith("http") else ""
        self._names = {iri: prefix for prefix, iri in PREFIXES.items() if prefix != "id"}
        self._used: set[str] = set()

    def declared(self) -> dict[str, Any]:
        """The context: the base, kg's terms as the vocabulary, prefixes, and the sort of each property's values."""
        terms: dict[str, Any] = {}
        for predicate, sort in self._sorts.items():
            key = self.key(predicate)
            kind = sort if sort.startswith("@") else self.iri(sort) if sort else ""
            if kind and kind != self.iri(XSD.string) and kind != self.iri(XSD.integer):
                terms[key] = {"@id": self._name(predicate), "@type": kind}
        prefixes = {self._names[iri]: iri for iri in sorted(self._names, key=self._names.__getitem__)}
        used = {p: iri for p, iri in prefixes.items() if p in self._used | {"kg", "xsd"}}
        base = {"@base": self._base} if self._base else {}
        return {"@version": 1.1, **base, "@vocab": KG.iri, **used, **dict(sorted(terms.items()))}

    def nodes(self, nodes: Nodes) -> list[dict[str, Any]]:
        """All nodes of a graph, in order."""
        return [self._node(nodes, iri) for iri in nodes]

    def _node(self, nodes: Nodes, iri: str) -> dict[str, Any]:
        """A node with all that is said of it."""
        told: dict[str, Any] = {"@id": self.iri(iri)}
        for predicate, values in nodes.properties(iri).items():
            if predicate == RDF_TYPE:
                written: list[Any] = [self._vocabulary(v.value) for v in values]
            else:
                written = [self._value(v, self._sorts[predicate]) for v in values]
            key = "@type" if predicate == RDF_TYPE else self.key(predicate)
            told[key] = written[0] if len(written) == 1 else written
        return {k: told[k] for k in sorted(told, key=lambda k: (k != "@id", k != "@type", k))}

    def key(self, predicate: str) -> str:
        """A property's name: bare for kg's own, prefixed for others."""
        return predicate.removeprefix(KG.iri) if predicate in KG else self._name(predicate)

    def iri(self, iri: str) -> str:
        """An IRI relative to the base, with a prefix, or whole."""
        rest = iri.removeprefix(self._base)
        return rest if self._base and rest != iri and RELATIVE.fullmatch(rest) else self._name(iri)

    def _name(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._names.get(iri[:cut])
        if prefix is None or not LOCAL.fullmatch(iri[cut:]):
            return iri
        self._used.add(prefix)
        return f"{prefix}:{iri[cut:]}"

    def _vocabulary(self, iri: str) -> str:
        return iri.removeprefix(KG.iri) if iri in KG else self._name(iri)

    def _value(self, term: NamedNode | Literal, sort: str) -> Any:
        if isinstance(term, NamedNode):
            if sort == "@vocab":
                return self._vocabulary(term.value)
            return self.iri(term.value) if sort == "@id" else {"@id": self.iri(term.value)}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        kind = term.datatype.value
        if kind == XSD.integer and SAFE_INTEGER.fullmatch(term.value) and sort in (XSD.integer, ""):
            return int(term.value)
        if kind == XSD.string or (sort == kind and kind != XSD.integer):
            return term.value
        return {"@value": term.value, "@type": self.iri(kind)}


def _sort(term: object) -> str:
    """What kind of value a term is: "@vocab" (a term of kg), "@id" or a datatype's IRI."""
    if isinstance(term, NamedNode):
        return "@vocab" if term.value in KG else "@id"
    if isinstance(term, Literal):
        return "@language" if term.language else term.datatype.value
    return ""
