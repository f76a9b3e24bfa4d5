"""RDF/XML: the oldest format, for tools that read no other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.store.xmltext import xml_document
from kg.vocab import PREFIXES

ROOT: Final = re.compile(r"<rdf:RDF( [^<>]*)>")
PREFIX: Final = re.compile(r' xmlns:([^=]+)="[^"]*"')


def rdfxml(quads: Iterable[Quad]) -> bytes:
    """The triples of all graphs together as RDF/XML, sorted; without triple terms, which RDF/XML 1.1 does not know.

    What XML 1.0 cannot hold (control characters) stands as U+FFFD, and a comment at the top tells how many did.
    """
    triples = {Triple(q.subject, q.predicate, q.object) for q in quads if not isinstance(q.object, Triple)}
    content = serialize(sorted(triples, key=str), format=RdfFormat.RDF_XML, prefixes=PREFIXES)
    assert content is not None
    return f"{xml_document(_ordered(content.decode()))}\n".encode()


def _ordered(document: str) -> str:
    """The document with the namespaces that it uses, sorted: the serialiser declares them in the order of a hash."""
    head, root, body = ROOT.split(document, maxsplit=1)
    used = (m for m in PREFIX.finditer(root) if m[1] == "rdf" or f"<{m[1]}:" in body)
    return f"{head}<rdf:RDF{''.join(sorted(m[0] for m in used))}>{body}"
