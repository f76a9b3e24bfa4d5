"""The only door to SHACL, and the check of passages against the source text.

`validate` tests a graph against `ontology/shapes.ttl`; `check_passages` compares every passage and the digest with the
text that they were taken from. Both return what is wrong; an empty tuple means that all is well.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import GraphError
from kg.vocab import KG, NIF, RDF, ontology_dir

if TYPE_CHECKING:  # both are heavy, and a command that checks nothing need not wait for them
    from rdflib import Graph
    from rdflib.term import Node

SHACL: Final = "http://www.w3.org/ns/shacl#"
# An RDF literal cannot hold half a surrogate pair (broken JSON has them): the graph has U+FFFD in its place.
SURROGATE: Final = re.compile("[\ud800-\udfff]")
SHAPES: Final = "https://w3id.org/newskg/shapes#"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that is wrong: at `node`, on `path` (a property, or ""), with the offending `value` (or "").

    `shape` is the local name of the shape in `ontology/shapes.ttl`, or of the check of this module.
    """

    node: str
    path: str
    message: str
    value: str
    shape: str

    def __str__(self) -> str:
        about = f" {self.path}" if self.path else ""
        value = f" ({self.value!r})" if self.value else ""
        return f"{self.node}{about}: {self.message}{value}"


@functools.cache
def _shapes() -> Graph:
    """The packaged shapes; raises GraphError when they cannot be read."""
    from rdflib import Graph

    path = ontology_dir() / "shapes.ttl"
    try:
        return Graph().parse(path, format="turtle")
    except OSError as error:
        raise GraphError(str(path), f"cannot be read: {error.strerror}", "install kg again") from error


def validate(graph: Graph) -> tuple[Violation, ...]:
    """What `graph` breaks of `ontology/shapes.ttl`, sorted by node; empty when it conforms.

    Classes are taken as written, without inference. The graph stays as it is.
    """
    import pyshacl
    from rdflib import Graph, URIRef

    conforms, report, text = pyshacl.validate(graph, shacl_graph=_shapes(), inference="none", advanced=False)
    if not isinstance(report, Graph):
        raise GraphError("the graph", f"cannot be checked: {text}")
    if conforms:
        return ()
    # Only what the report itself lists: the details of a nested shape are results too, of another focus.
    results = report.objects(None, URIRef(f"{SHACL}result"))
    return tuple(sorted({_violation(report, result) for result in results}))


def _violation(report: Graph, result: Node) -> Violation:
    from rdflib import BNode, URIRef

    def told(name: str) -> str:
        value = report.value(result, URIRef(SHACL + name))
        # a path over several properties is a blank node: the message says what it is about
        return "" if value is None or isinstance(value, BNode) else str(value)

    return Violation(
        node=told("focusNode"),
        path=told("resultPath"),
        message=told("resultMessage"),
        value=told("value"),
        shape=told("sourceShape").removeprefix(SHAPES),
    )


def check_passages(graph: Graph, text: str) -> tuple[Violation, ...]:
    """Where the passages of `graph`, and the article's digest, do not agree with `text`; sorted by node.

    A passage agrees when its `nif:anchorOf` is `text[begin:end]` and its IRI ends in the same offsets. The graph is
    that of one article: one that holds several, or none, cannot agree with one text and says so.
    """
    return tuple(sorted((*_digests(graph, text), *_passages(graph, text))))


def _digests(graph: Graph, text: str) -> Iterator[Violation]:
    from rdflib import URIRef

    articles = list(graph.subjects(URIRef(RDF.type), URIRef(KG.Article)))
    if len(articles) != 1:
        message = f"one article is to be compared with the text, and the graph has {len(articles)}"
        yield Violation("the graph", "", message, "", "one-article")
        return
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    told = graph.value(articles[0], URIRef(KG.digest))
    if str(told) != digest:
        message = f"the text is not the one that the graph was built from (its SHA-256 is {digest})"
        yield Violation(str(articles[0]), KG.digest, message, "" if told is None else str(told), "digest")
    length = graph.value(articles[0], URIRef(KG.textLength))
    if length is not None and str(length) != str(len(text)):
        message = f"the text has {len(text)} characters"
        yield Violation(str(articles[0]), KG.textLength, message, str(length), "text-length")


def _passages(graph: Graph, text: str) -> Iterator[Violation]:
    from rdflib import URIRef

    for passage in graph.subjects(URIRef(RDF.type), URIRef(KG.Passage)):
        begin = _offset(graph.value(passage, URIRef(NIF.beginIndex)))
        end = _offset(graph.value(passage, URIRef(NIF.endIndex)))
        words = str(graph.value(passage, URIRef(NIF.anchorOf)) or "")
        if begin is None or end is None or not begin < end <= len(text):
            message = f"its offsets are not within the text of {len(text)} characters"
            yield Violation(str(passage), NIF.beginIndex, message, words, "offsets")
        elif (there := SURROGATE.sub("\ufffd", text[begin:end])) != words:
            message = f"the text has {there!r} there"
            yield Violation(str(passage), NIF.anchorOf, message, words, "words")
        elif not str(passage).endswith(f"#char={begin},{end}"):
            message = f"its name does not end in its offsets {begin},{end}"
            yield Violation(str(passage), NIF.beginIndex, message, words, "name")


def _offset(literal: object) -> int | None:
    digits = str(literal)
    return int(digits) if digits.isascii() and digits.isdigit() else None
