"""What the store says of one node, for its page: in words, with passages in their sentences."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import Any, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Store, Triple

from kg.store import DEFAULT
from kg.vocab import DCTERMS, KG, NIF, RDF_TYPE, RDFS, SKOS

SHOWN: Final = 500  # values in each direction
READ: Final = 20_000  # passages of one graph that are looked through for a sentence
NAMES: Final = (SKOS.prefLabel, DCTERMS.title, RDFS.label, NIF.anchorOf)
Graph = NamedNode | BlankNode | DefaultGraph
Values = dict[str, list[dict[str, Any]]]


class Reader:
    """Reads one store for one page, and remembers the sentences of each graph."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._sentences: dict[Graph, dict[str, list[tuple[int, int, NamedNode]]]] = {}

    def page(self, node: NamedNode) -> dict[str, Any] | None:
        """All that a page about the node tells, ready for JSON; None when no graph speaks of it.

        `says` and `said` hold the values by property, `left` how many are left out, `sentences` those of an article.
        """
        says = [q.triple for q in self._store.quads_for_pattern(node, None, None, DEFAULT)]
        said = [q.triple for q in self._store.quads_for_pattern(None, None, node, DEFAULT)]
        if not says and not said:
            return None
        types = sorted(self._iris(node, RDF_TYPE))
        article = KG.Article in types
        if article:  # its passages are told as its sentences
            said = [t for t in said if t.predicate.value != NIF.referenceContext]
        return {
            "label": self.label(node),
            "types": types,
            "says": self._values((t.predicate, t.object) for t in says[:SHOWN]),
            "said": self._values((t.predicate, t.subject) for t in said[:SHOWN]),
            "left": max(0, len(says) - SHOWN) + max(0, len(said) - SHOWN),
            "sentences": self._told(node) if article else [],
            "graph": self._store.contains_named_graph(node),  # then /view can show it
        }

    def label(self, node: NamedNode) -> str:
        """What a person calls the node, else the end of its IRI."""
        return self._name(node) or node.value.rstrip("/").replace("#", "/").rsplit("/", 1)[-1]

    def _name(self, node: NamedNode) -> str:
        names = (self._literals(node, predicate) for predicate in NAMES)
        return next((min(found) for found in names if found), "")

    def _values(self, pairs: Any) -> Values:
        told: Values = defaultdict(list)
        for predicate, term in pairs:
            told[predicate.value].append(self._value(term))
        return {p: sorted(told[p], key=lambda v: (v.get("article", ""), v.get("begin", 0), v["note"], v["value"]))
                for p in sorted(told)}  # fmt: skip

    def _value(self, term: object) -> dict[str, Any]:
        """A term as in SPARQL's JSON results, with a label and a note for a node, and its sentence for a passage."""
        if isinstance(term, Literal):
            datatype = "" if term.language else term.datatype.value
            lang = {"xml:lang": term.language} if term.language else {}
            return {"type": "literal", "value": term.value, "datatype": datatype, "note": "", **lang}
        if not isinstance(term, NamedNode):
            told = str(term) if isinstance(term, Triple) else getattr(term, "value", str(term))
            return {"type": "bnode", "value": told, "note": ""}
        told = {"type": "uri", "value": term.value, "label": self._name(term), "note": self._note(term)}
        return {**told, **self._passage(term)}

    def _note(self, node: NamedNode) -> str:
        """When a situation happened, and that it did not: "2024-05-02", "planned"."""
        grades = [o.partition("#")[2].lower() for o in self._iris(node, KG.factuality) if o != KG.Actual]
        if KG.Negated in self._iris(node, KG.polarity):
            grades.append("negated")
        return ", ".join([*sorted(self._literals(node, KG.startDate)), *grades])

    def _passage(self, node: NamedNode) -> dict[str, Any]:
        """The article of a passage and the sentence around it, each with its characters; nothing for other nodes."""
        quads = [q for q in self._store.quads_for_pattern(node, NamedNode(NIF.referenceContext), None)
                 if q.graph_name != DEFAULT]  # fmt: skip
        place = _place(node.value)
        if not quads or not place or not isinstance(quads[0].object, NamedNode):
            return {}
        article, (begin, end) = quads[0].object, place
        around = [s for s in self._of(article, quads[0].graph_name) if s[0] <= begin and end <= s[1]]
        start, stop, sentence = min(around, key=lambda s: s[1] - s[0], default=(begin, end, node))
        text = min(self._literals(sentence, NIF.anchorOf), default="")
        told = {"article": article.value, "title": self.label(article), "begin": begin, "end": end}
        return {**told, "start": start, "stop": stop, "text": text}

    def _of(self, article: NamedNode, graph: Graph) -> list[tuple[int, int, NamedNode]]:
        """The passages of the article that are somebody's evidence in the graph."""
        if graph not in self._sentences:
            found: dict[str, list[tuple[int, int, NamedNode]]] = defaultdict(list)
            quads = self._store.quads_for_pattern(None, NamedNode(KG.evidence), None, graph)
            for passage in {q.object for q in islice(quads, READ)}:
                if isinstance(passage, NamedNode) and (place := _place(passage.value)):
                    found[passage.value.partition("#")[0]].append((*place, passage))
            self._sentences[graph] = found
        return self._sentences[graph].get(article.value, [])

    def _told(self, article: NamedNode) -> list[dict[str, Any]]:
        """The sentences of an article that say something, in order: their words, what they support, what is inside."""
        passages = self._store.quads_for_pattern(None, NamedNode(NIF.referenceContext), article, DEFAULT)
        places = sorted({(*place, q.subject) for q in islice(passages, READ)
                         if isinstance(q.subject, NamedNode) and (place := _place(q.subject.value))},
                        key=lambda p: (p[0], -p[1]))  # fmt: skip
        told: list[dict[str, Any]] = []
        for begin, end, passage in places:
            if told and end <= told[-1]["end"]:
                sentence = told[-1]
                sentence["inside"].append(f"char={begin},{end}")
            elif len(told) == SHOWN:
                break
            else:
                text = min(self._literals(passage, NIF.anchorOf), default="")
                sentence = {"id": f"char={begin},{end}", "end": end, "text": text, "inside": [], "supports": {}}
                told.append(sentence)
            for quad in self._store.quads_for_pattern(None, NamedNode(KG.evidence), passage, DEFAULT):
                if isinstance(quad.subject, NamedNode):
                    sentence["supports"][quad.subject.value] = self.label(quad.subject)
        return told

    def _literals(self, node: NamedNode, predicate: str) -> set[str]:
        found = self._store.quads_for_pattern(node, NamedNode(predicate), None, DEFAULT)
        return {q.object.value for q in found if isinstance(q.object, Literal)}

    def _iris(self, node: NamedNode, predicate: str) -> set[str]:
        found = self._store.quads_for_pattern(node, NamedNode(predicate), None, DEFAULT)
        return {q.object.value for q in found if isinstance(q.object, NamedNode)}


def _place(iri: str) -> tuple[int, int] | None:
    """The characters that a passage's IRI names (RFC 5147)."""
    begin, comma, end = iri.partition("#char=")[2].partition(",")
    if not comma or not begin.isdecimal() or not end.isdecimal() or len(begin + end) > 30:
        return None
    return int(begin), int(end)
