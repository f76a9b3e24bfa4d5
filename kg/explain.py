"""What a graph says of one node, each fact with the sentences that it rests on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from kg.errors import GraphError
from kg.model import ACTOR_ROLES, PLACE_ROLES, RELATIONS
from kg.store import Nodes
from kg.view.passages import Sentence, Sentences
from kg.view.wording import figure, status, when
from kg.vocab import DCTERMS, KG, NIF, PREFIXES, RDF_TYPE, RDFS, SKOS

HEADING: Final = frozenset({RDF_TYPE, RDFS.label, SKOS.prefLabel})
# Told in words by `_situation`, or what the sentences are found by.
WORDED: Final = frozenset(
    {
        KG.eventType, KG.factuality, KG.polarity, KG.startDate, KG.endDate, KG.edtf, KG.dateBasis, KG.timeExpression,
        KG.figure, KG.evidence, KG.mention, KG.holds, *(KG[r] for r in RELATIONS),
    }
)  # fmt: skip
LINKS: Final = {
    **{role: f"{role} in" for role in ACTOR_ROLES},
    **{role: f"{role} of" for role in PLACE_ROLES},
    "attributedTo": "source of",
    "content": "content of",
    "cause": "cause of",
}
PASSAGES: Final = (KG.trigger, KG.quotation)
SHOWN: Final = 8  # candidates in a message


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of a node: the property in words, its value, and the sentences that say it."""

    name: str
    value: str
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """A node: its IRI, what people call it, its classes, and its facts."""

    iri: str
    label: str
    classes: tuple[str, ...]
    facts: tuple[Fact, ...]


def find(nodes: Nodes, name: str) -> str:
    """The IRI of the node that `name` means: an IRI, a local name, or a label that one node has.

    Raises GraphError for a name that no node has (close ones are told) or several have (all are told).
    """
    name = name.strip().removeprefix("<").removesuffix(">")
    prefix, _, local = name.partition(":")
    for iri in (name, PREFIXES.get(prefix, "") + local):
        if iri in nodes:
            return iri
    named = [iri for iri in nodes if KG.Passage not in nodes.classes(iri)]
    tests = (
        [i for i in named if _local(i) == name],
        [i for i in named if name in nodes.all(i, SKOS.prefLabel)],
        [i for i in named if _folded(name) in _labels(nodes, i)],
    )
    for found in tests:
        if len(found) == 1:
            return found[0]
        if found:
            told = ", ".join(f"{_local(i)} ({nodes.label(i)})" for i in found[:SHOWN])
            more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
            raise GraphError(
                repr(name), f"is what {len(found)} nodes are called: {told}{more}", "give one of these ids"
            )
    raise GraphError(repr(name), "no node is called so", _remedy(nodes, named, name))


def explain(nodes: Nodes, iri: str) -> Explanation:
    """All that the graph says of the node, and all that it says with it, in a fixed order."""
    sentences = Sentences(nodes)
    facts = dict.fromkeys((*_own(nodes, sentences, iri), *_others(nodes, sentences, iri)))
    classes = tuple(_local(c) for c in nodes.classes(iri))
    return Explanation(iri, nodes.label(iri), classes, tuple(facts))


def _own(nodes: Nodes, sentences: Sentences, iri: str) -> Iterator[Fact]:
    if KG.Situation in nodes.classes(iri):
        yield from _situation(nodes, sentences, iri)
    evidence = nodes.all(iri, KG.evidence)
    for predicate, values in nodes.properties(iri).items():
        if predicate in HEADING or predicate in WORDED:
            continue
        for value in (v.value for v in values):
            told = _around(sentences, nodes, iri, predicate, value, evidence)
            yield Fact(_name(predicate), _value(nodes, value), tuple(told))
    for post in nodes.all(iri, KG.holds):
        yield Fact("holds", nodes.label(post), tuple(sentences.around((), nodes.all(post, KG.evidence))))
    if mentions := nodes.all(iri, KG.mention):
        words = dict.fromkeys(_value(nodes, m) for m in mentions)
        yield Fact("mentioned as", ", ".join(words), tuple(sentences.around(mentions)))


def _situation(nodes: Nodes, sentences: Sentences, iri: str) -> Iterator[Fact]:
    triggers, evidence = nodes.all(iri, KG.trigger), nodes.all(iri, KG.evidence)
    told = tuple(sentences.around(triggers, evidence))
    yield Fact("type", _local(nodes.one(iri, KG.eventType)), told)
    yield Fact("status", status(nodes, iri) or "happened, says the article", told)
    if interval := when(nodes, iri):
        yield Fact("when", interval, tuple(sentences.around(nodes.all(iri, KG.timeExpression))))
    for number in nodes.all(iri, KG.figure):
        yield Fact("figure", figure(nodes, number), tuple(sentences.around(nodes.all(number, KG.evidence))))


def _around(
    sentences: Sentences, nodes: Nodes, iri: str, predicate: str, value: str, evidence: Iterable[str]
) -> list[Sentence]:
    """The sentences behind one property; none for what comes from the gazetteer or tells of the article itself."""
    if predicate in PASSAGES:
        return sentences.around([value])
    if predicate == SKOS.altLabel:
        return sentences.around(m for m in nodes.all(iri, KG.mention) if nodes.one(m, NIF.anchorOf) == value)
    if predicate in (KG.reportedIn, DCTERMS.relation):
        return []
    return sentences.around((), evidence)


def _others(nodes: Nodes, sentences: Sentences, iri: str) -> Iterator[Fact]:
    """What other nodes say with this one as their value."""
    for situation in nodes.in_text_order(KG.Situation):
        for link in LINKS:
            if iri in nodes.all(situation, KG[link]):
                told = sentences.around(nodes.all(situation, KG.trigger), nodes.all(situation, KG.evidence))
                grade = status(nodes, situation)
                value = f"{nodes.label(situation)} ({grade})" if grade else nodes.label(situation)
                yield Fact(LINKS[link], f"{value} [{_local(situation)}]", tuple(told))
    for tie in nodes.of_class(KG.Relation):
        ends = nodes.one(tie, KG.relationSubject), nodes.one(tie, KG.relationObject)
        if iri in ends:
            kind = _spaced(_local(nodes.one(tie, KG.relationKind)))
            evidence = tuple(sentences.around((), nodes.all(tie, KG.evidence)))
            yield Fact(kind, " → ".join(nodes.label(e) for e in ends), evidence)
    for holder in nodes:
        for post in nodes.all(holder, KG.holds):
            if iri in (post, *nodes.all(post, KG.of)):
                evidence = tuple(sentences.around((), nodes.all(post, KG.evidence)))
                yield Fact("post", f"{nodes.label(holder)}: {nodes.label(post)}", evidence)
        if iri in nodes.all(holder, KG.within):
            yield Fact("contains", nodes.label(holder))


def _remedy(nodes: Nodes, named: list[str], name: str) -> str:
    named = [i for i in named if nodes.all(i, SKOS.prefLabel) or KG.Situation in nodes.classes(i)]
    labels = {label: nodes.label(i) for i in named for label in _labels(nodes, i)}
    words = {word: nodes.label(i) for i in named for label in _labels(nodes, i) for word in label.split()}
    folded = _folded(name)
    parts = sorted({labels[label] for label in labels if folded and folded in label})
    alike = [known[c] for known in (labels, words) for c in get_close_matches(folded, known, n=3, cutoff=0.75)]
    close = parts or list(dict.fromkeys(alike))
    if close:
        return f"did you mean {', '.join(repr(c) for c in close[:SHOWN])}?"
    return "kg query GRAPH actors tells the actors' names"


def _labels(nodes: Nodes, iri: str) -> set[str]:
    found = (label for p in (SKOS.prefLabel, SKOS.altLabel, RDFS.label) for label in nodes.all(iri, p))
    return {_folded(label) for label in found}


def _folded(label: str) -> str:
    """`label` as people type it: without case, and without marks that nobody sees (a name may end in U+200F)."""
    return " ".join(
        "".join(c for c in label.casefold() if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf")).split()
    )


def _value(nodes: Nodes, value: str) -> str:
    if value not in nodes:
        return next((f"{p}:{value[len(i) :]}" for p, i in PREFIXES.items() if value.startswith(i)), value)
    words = nodes.label(value)
    return f"“{words}”" if KG.Passage in nodes.classes(value) else f"{words} [{_local(value)}]"


def _name(predicate: str) -> str:
    return _spaced(_local(predicate))


def _local(iri: str) -> str:
    return iri.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def _spaced(name: str) -> str:
    """ "memberOf" as "member of"."""
    return "".join(f" {c.lower()}" if c.isupper() and i else c for i, c in enumerate(name))
