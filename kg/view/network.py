"""A graph of ours as a networkx graph: actors, places and situations are nodes; roles and ties are edges."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx
from pyoxigraph import Quad

from kg.model import ACTOR_ROLES, ACTOR_TYPES, EVENT_TYPES, PLACE_ROLES, RELATIONS
from kg.store import Nodes
from kg.view.passages import Sentences
from kg.view.properties import articles, entity_properties, situation_properties
from kg.view.wording import article_facts, entity_facts, situation_facts, status
from kg.vocab import KG, NIF

LINKS: Final = {
    **{KG[role]: role for role in (*ACTOR_ROLES, *PLACE_ROLES)},
    KG.attributedTo: "according to",
    KG.content: "content",
    KG.cause: "cause",
}


@dataclass(frozen=True, slots=True)
class _Edge:
    source: str
    target: str
    label: str
    kind: str
    evidence: tuple[str, ...]
    marks: tuple[str, ...] = ()


def network(quads: Iterable[Quad], *, only: Container[str] | None = None) -> nx.MultiDiGraph:
    """The network of a store (or of any quads), or the part of it on the nodes `only`; the same for the same quads.

    Node ids are IRIs. Attributes of a node: `label`, `group` ("actor", "place", "event" or "prospect"), `kind` (its
    class), `facts` (pairs of words) and `sentences` (`kg.view.passages.Sentence`), and those that `kg.view.properties`
    reads; of an edge: `label`, `kind` and `sentences`; of the graph: `facts` and `articles`.
    """
    nodes = Nodes(quads)
    sentences = Sentences(nodes)
    graph: Any = nx.MultiDiGraph(facts=tuple(article_facts(nodes)), articles=tuple(articles(nodes)))
    for iri in nodes.in_text_order(KG.Situation):
        if only is None or iri in only:
            graph.add_node(iri, **_situation(nodes, sentences, iri))
    for kind in (KG.Actor, KG.Place):
        for iri in nodes.in_text_order(kind):
            if iri not in graph and (only is None or iri in only):
                graph.add_node(iri, **_entity(nodes, sentences, iri))
    for number, edge in enumerate(_edges(nodes)):
        if edge.source in graph and edge.target in graph:
            found = tuple(sentences.around(edge.marks, edge.evidence))
            graph.add_edge(edge.source, edge.target, f"e{number}", label=edge.label, kind=edge.kind, sentences=found)
    return graph


def _situation(nodes: Nodes, sentences: Sentences, iri: str) -> dict[str, Any]:
    kind = nodes.one(iri, KG.eventType).removeprefix(KG.iri)
    happened = KG.Event in nodes.classes(iri)
    trigger = next((nodes.one(p, NIF.anchorOf) for p in nodes.all(iri, KG.trigger)), "")
    why = "" if happened else status(nodes, iri)
    name = _spaced(kind).strip().capitalize()
    return {
        "label": (f"{name} ({why})" if why else name) + (f"\n“{' '.join(trigger.split())}”" if trigger else ""),
        "group": "event" if happened else "prospect",
        "kind": kind if kind in EVENT_TYPES else "Situation",
        "facts": tuple(situation_facts(nodes, iri)),
        "sentences": tuple(sentences.around(nodes.all(iri, KG.trigger), nodes.all(iri, KG.evidence))),
        **situation_properties(nodes, iri),
    }


def _entity(nodes: Nodes, sentences: Sentences, iri: str) -> dict[str, Any]:
    classes = [c.removeprefix(KG.iri) for c in nodes.classes(iri)]
    kind = next((c for c in classes if c in ACTOR_TYPES), "Facility" if "Facility" in classes else "Place")
    return {
        "label": " ".join(nodes.label(iri).split()),
        "group": "actor" if kind in ACTOR_TYPES else "place",
        "kind": kind,
        "facts": tuple(entity_facts(nodes, iri)),
        "sentences": tuple(sentences.around(nodes.all(iri, KG.mention))),
        **entity_properties(nodes, sentences, iri),
    }


def _edges(nodes: Nodes) -> Iterator[_Edge]:
    for iri in nodes.of_class(KG.Situation):
        evidence, triggers = tuple(nodes.all(iri, KG.evidence)), tuple(nodes.all(iri, KG.trigger))
        for predicate, label in LINKS.items():
            for target in nodes.all(iri, predicate):
                yield _Edge(iri, target, label, predicate.removeprefix(KG.iri), evidence, triggers)
    for iri in nodes.of_class(KG.Relation):
        kind = nodes.one(iri, KG.relationKind).removeprefix(KG.iri)
        if kind in RELATIONS:
            ends = nodes.one(iri, KG.relationSubject), nodes.one(iri, KG.relationObject)
            yield _Edge(*ends, _spaced(kind), kind, tuple(nodes.all(iri, KG.evidence)))
    for iri in dict.fromkeys(s for kind in (KG.Actor, KG.Place) for s in nodes.of_class(kind)):
        for post in nodes.all(iri, KG.holds):
            former = "former " if nodes.one(post, KG.status) == "former" else ""
            for body in nodes.all(post, KG.of):
                label = f"{former}{nodes.one(post, KG.title)} of"
                yield _Edge(iri, body, label, "holds", tuple(nodes.all(post, KG.evidence)))
        for outer in nodes.all(iri, KG.within):
            yield _Edge(iri, outer, "within", "within", (), tuple(nodes.all(iri, KG.mention)))


def _spaced(name: str) -> str:
    """ "memberOf" as "member of"."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name)
