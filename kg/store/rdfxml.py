"""RDF/XML: the oldest format, for tools that read no other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Quad, RdfFormat, Triple, serialize

from kg.errors import OptionError
from kg.store.xmltext import xml_document
from kg.vocab import PREFIXES

ROOT: Final = re.compile(r"<rdf:RDF( [^<>]*)>")
PREFIX: Final = re.compile(r' xmlns:([^=]+)="[^"]*"')
NAME: Final = re.compile(r"[^\W\d][\w.-]*\Z")  # what an element may be called: the end of a property's IRI


def rdfxml(quads: Iterable[Quad]) -> bytes:
    """The triples of all graphs together as RDF/XML, sorted.

    What it cannot hold is told in comments at the top: characters that XML 1.0 forbids (control characters) stand as
    U+FFFD, and triples with a triple term of RDF 1.2 are left out. Raises OptionError for a property whose IRI does not
    end like the name of an element ("https://example.org/1"), because RDF/XML has no way to write it.
    """
    triples = {Triple(q.subject, q.predicate, q.object) for q in quads}
    plain = [t for t in triples if not isinstance(t.object, Triple)]
    for name in sorted({t.predicate.value for t in plain}):
        if not NAME.search(name):
            raise OptionError("format", f"RDF/XML cannot write the property <{name}>", "choose another: ttl, nt")
    content = serialize(sorted(plain, key=str), format=RdfFormat.RDF_XML, prefixes=PREFIXES)
    assert content is not None
    left = len(triples) - len(plain)
    notes = [f"triples with triple terms left out: {left}"] if left else []
    return f"{xml_document(_ordered(content.decode()), notes)}\n".encode()


def _ordered(document: str) -> str:
    """The document with the namespaces that it uses, sorted: the serialiser declares them in the order of a hash."""
    head, root, body = ROOT.split(document, maxsplit=1)
    used = (m for m in PREFIX.finditer(root) if m[1] == "rdf" or f"<{m[1]}:" in body)
    return f"{head}<rdf:RDF{''.join(sorted(m[0] for m in used))}>{body}"
