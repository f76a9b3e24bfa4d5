"""Triples with their evidence, in RDF 1.2: a node `rdf:reifies` the triple and carries the passages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.model import ACTOR_ROLES, PLACE_ROLES
from kg.store import Nodes, turtle
from kg.vocab import KG, RDF, statement_id

# Which passages support a triple of a situation: the property on the right; "" is the sentence alone.
SUPPORT: Final = {
    KG.eventType: KG.trigger,
    **{KG[role]: "" for role in (*ACTOR_ROLES, *PLACE_ROLES)},
    KG.attributedTo: "", KG.cause: "", KG.content: "", KG.factuality: "", KG.polarity: "",
    KG.startDate: KG.timeExpression, KG.endDate: KG.timeExpression, KG.edtf: KG.timeExpression,
}  # fmt: skip
VERSION: Final = b'VERSION "1.2"\n'


def turtle12(quads: Iterable[Quad]) -> bytes:
    """The graph as Turtle of RDF 1.2: all that Turtle 1.1 has, and a node with the evidence of each single triple."""
    quads = list(quads)
    return VERSION + turtle([*quads, *reified(quads)])


def reified(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Of each tie, post and triple of a situation: the node that stands for it, and `kg:evidence` on that node.

    Ties have such a node already (`kg:Relation`); the others are minted from the triple, the same in every run.
    """
    nodes = Nodes(quads)
    for tie in nodes.of_class(KG.Relation):
        ends = [nodes.one(tie, p) for p in (KG.relationSubject, KG.relationKind, KG.relationObject)]
        if all(ends):
            yield Quad(NamedNode(tie), NamedNode(RDF.reifies), Triple(*map(NamedNode, ends)))
    for holder in nodes:
        for post in nodes.all(holder, KG.holds):
            yield from _statement(holder, KG.holds, NamedNode(post), nodes.all(post, KG.evidence))
    for iri in nodes.of_class(KG.Situation):
        evidence = nodes.all(iri, KG.evidence)
        for predicate, support in SUPPORT.items():
            closer = nodes.all(iri, support) if support else []
            for value in nodes.properties(iri).get(predicate, ()):
                yield from _statement(iri, predicate, value, [*closer, *evidence])
        for figure in nodes.all(iri, KG.figure):
            yield from _statement(iri, KG.figure, NamedNode(figure), nodes.all(figure, KG.evidence))


def _statement(subject: str, predicate: str, value: NamedNode | Literal, evidence: list[str]) -> Iterator[Quad]:
    base = re.sub(r"[^/:]*$", "", subject.partition("#")[0])
    me = NamedNode(base + statement_id(subject, predicate, str(value)))
    yield Quad(me, NamedNode(RDF.reifies), Triple(NamedNode(subject), NamedNode(predicate), value))
    for passage in evidence:
        yield Quad(me, NamedNode(KG.evidence), NamedNode(passage))
