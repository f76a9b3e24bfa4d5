"""The nodes of a graph with what is said of them, whatever graph says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, Quad

from kg.store.terms import Key, natural
from kg.vocab import KG, NIF, RDF_TYPE, RDFS, SKOS

Term: TypeAlias = NamedNode | Literal


class Nodes:
    """A graph read once: the values of each property of each node, sorted; blank nodes and triple terms are left out.

    Built from quads (a `Store` is an iterable of them). Nodes and predicates are given by their IRIs.
    """

    def __init__(self, quads: Iterable[Quad]) -> None:
        found: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                found[quad.subject.value][quad.predicate.value].add(quad.object)
        self._told: dict[str, dict[str, list[Term]]] = {
            s: {p: sorted(found[s][p], key=lambda t: natural(str(t))) for p in sorted(found[s])}
            for s in sorted(found, key=natural)
        }

    def __contains__(self, iri: object) -> bool:
        return iri in self._told

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def of_class(self, kind: str) -> list[str]:
        """The nodes that are instances of the class `kind`, in order."""
        return [s for s, told in self._told.items() if any(t.value == kind for t in told.get(RDF_TYPE, ()))]

    def in_text_order(self, kind: str) -> list[str]:
        """The instances of the class `kind` by their first trigger or mention; those that have none come last."""

        def first(iri: str) -> tuple[bool, Key]:
            passages = self.all(iri, KG.trigger) or self.all(iri, KG.mention)
            return not passages, natural(min(passages, key=natural, default=""))

        return sorted(self.of_class(kind), key=first)

    def properties(self, iri: str) -> dict[str, list[Term]]:
        """All that is said of a node, by predicate."""
        return self._told.get(iri, {})

    def all(self, iri: str, predicate: str) -> list[str]:
        """The values of a property: IRIs, or the text of literals."""
        return [t.value for t in self._told.get(iri, {}).get(predicate, ())]

    def one(self, iri: str, predicate: str) -> str:
        """The first value of a property, or ""."""
        return next(iter(self.all(iri, predicate)), "")

    def classes(self, iri: str) -> list[str]:
        """The classes of a node."""
        return self.all(iri, RDF_TYPE)

    def label(self, iri: str) -> str:
        """What a person calls the node: its preferred name, label or words, else the end of its IRI."""
        for predicate in (SKOS.prefLabel, RDFS.label, NIF.anchorOf):
            if text := self.one(iri, predicate):
                return text
        return iri.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]
