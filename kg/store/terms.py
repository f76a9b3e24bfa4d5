"""How a term is written in Turtle and TriG."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Triple

from kg.vocab import PREFIXES, RDF_TYPE, XSD

Key: TypeAlias = list[tuple[int, int, str]]

DIGITS: Final = re.compile(r"(\d+)")
LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
RELATIVE: Final = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*#char=\d+,\d+")
INTEGER: Final = re.compile(r"-?(?:0|[1-9]\d*)")
DECIMAL: Final = re.compile(r"-?(?:0|[1-9]\d*)\.\d+")
# Controls, non-characters, and marks that turn the reading direction and so could hide what a line says.
UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
SPECIAL: Final = re.compile(rf"[\\\"\n\r\t]|{UNSEEN.pattern}")
ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def natural(text: str) -> Key:
    """A sort key that counts: "char=9,12" before "char=10,11"."""
    key: Key = []
    end = 0
    for match in DIGITS.finditer(text):
        start = match.start()
        if start > end:
            key.append((0, 0, text[end:start]))
        digits = match[0]
        key.append((1, int(digits), digits))
        end = match.end()
    if end < len(text):
        key.append((0, 0, text[end:]))
    return key


def quoted(text: str) -> str:
    """`text` as a Turtle string; what cannot be seen is written as an escape."""
    if not SPECIAL.search(text):
        return f'"{text}"'
    plain = text.translate(ESCAPES)
    return '"' + UNSEEN.sub(lambda m: f"\\u{ord(m[0]):04X}", plain) + '"'


class Writer:
    """Writes terms and keeps which prefixes they used."""

    def __init__(self, base: str) -> None:
        self._prefixes = {**PREFIXES, "id": base}
        self._names = {iri: prefix for prefix, iri in self._prefixes.items()}
        self._relative = base if base.startswith("http") and base.endswith("/") else ""
        self._used: set[str] = set()
        self._written: dict[str, str] = {}
        self._based = False

    def head(self) -> str:
        """The declarations that what was written so far needs."""
        lines = [f"@base <{self._relative}> .\n"] if self._based else []
        lines += [f"@prefix {p}: <{iri}> .\n" for p, iri in self._prefixes.items() if p in self._used]
        return "".join(lines) + "\n"

    def predicate(self, node: NamedNode) -> str:
        """A predicate; rdf:type is "a"."""
        return "a" if node.value == RDF_TYPE else self.iri(node.value)

    def term(self, term: object) -> str:
        """A node, a literal, or a triple term of RDF 1.2."""
        if isinstance(term, NamedNode):
            return self.iri(term.value)
        if isinstance(term, Triple):
            return f"<<( {self.term(term.subject)} {self.predicate(term.predicate)} {self.term(term.object)} )>>"
        return self._literal(term) if isinstance(term, Literal) else str(term)

    def iri(self, iri: str) -> str:
        """An IRI, shortened where a prefix or the base allows it; each is worked out once."""
        written = self._written.get(iri)
        if written is None:
            written = self._written[iri] = self._shortened(iri)
        return written

    def _shortened(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#"), iri.rfind(":")) + 1
        prefix = self._names.get(iri[:cut])
        if prefix is not None and LOCAL.fullmatch(iri, cut):
            self._used.add(prefix)
            return f"{prefix}:{iri[cut:]}"
        rest = iri.removeprefix(self._relative) if self._relative else iri
        if rest != iri and RELATIVE.fullmatch(rest):
            self._based = True
            return f"<{rest}>"
        return str(NamedNode(iri))

    def _literal(self, literal: Literal) -> str:
        if literal.language:
            return f"{quoted(literal.value)}@{literal.language}"
        kind = literal.datatype.value
        if kind == XSD.string:
            return quoted(literal.value)
        if kind == XSD.integer and INTEGER.fullmatch(literal.value):
            return literal.value
        if kind == XSD.decimal and DECIMAL.fullmatch(literal.value):
            return literal.value
        return f"{quoted(literal.value)}^^{self.iri(kind)}"
