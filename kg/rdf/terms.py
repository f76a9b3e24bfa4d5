"""RDF terms from plain values, and the scope that IRIs of one article are minted in."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias
from urllib.parse import quote, urlsplit

from pyoxigraph import Literal, NamedNode

from kg.model import Article, Span
from kg.vocab import DATA_BASE, XSD, article_id, passage_iri

Term: TypeAlias = NamedNode | Literal
Triple: TypeAlias = tuple[NamedNode, NamedNode, Term]
Label: TypeAlias = Mapping[str, str]

SURROGATES: Final = re.compile("[\ud800-\udfff]")
PLAIN: Final = re.compile(r"[a-z0-9-]+")
OUTSIDE_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff]")


@functools.lru_cache(maxsize=1024)  # classes, codes and units, used thousands of times
def node(iri: str) -> NamedNode:
    """The node with this IRI."""
    return NamedNode(iri)


def literal_text(text: str) -> str:
    """`text` as an RDF literal can hold it: a lone surrogate (from broken JSON) becomes U+FFFD, length unchanged."""
    return SURROGATES.sub("\ufffd", text)


def words(text: str) -> Literal:
    """A plain string literal."""
    return Literal(literal_text(text))


def one_line(text: str) -> str:
    """`text` with each run of blanks as one space, for labels."""
    return " ".join(literal_text(text).split())


def number(value: float) -> Literal:
    """`value` as xsd:integer when whole, else xsd:decimal, without an exponent.

    No narrower type (NIF's xsd:nonNegativeInteger): the store reads those back as xsd:integer.
    """
    if value == int(value):
        return Literal(str(int(value)), datatype=node(XSD.integer))
    return Literal(format(Decimal(repr(value)), "f"), datatype=node(XSD.decimal))


def decimal(value: float) -> Literal:
    """`value` as xsd:decimal, also when whole (a coordinate), in its canonical form: 62 and not 62.0 (XSD 1.1)."""
    return Literal(number(value).value, datatype=node(XSD.decimal))


def day(value: date) -> Literal:
    """A calendar day as xsd:date."""
    return Literal(value.isoformat(), datatype=node(XSD.date))


def web_address(url: str) -> NamedNode | None:
    """`url` as a node when it is an absolute http or https IRI, else None."""
    if OUTSIDE_IRI.search(url):
        return None
    try:
        parts = urlsplit(url)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname)
        _ = parts.port
        return NamedNode(url) if valid else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Scope:
    """Where one article's IRIs are minted: flat, below `base`. Without slots: what all passages share is worked out
    once.
    """

    article: Article
    names: Label
    base: str = DATA_BASE

    @functools.cached_property
    def _passages(self) -> dict[Span, NamedNode]:
        return {}

    @functools.cached_property
    def article_local(self) -> str:
        """The local name of the article."""
        return article_id(self.article.name)

    @functools.cached_property
    def article_node(self) -> NamedNode:
        """The article, which also names its graph."""
        return NamedNode(self.base + self.article_local)

    def at(self, local: str) -> NamedNode:
        """The node with this local name; a character that an IRI cannot hold, or a slash, is percent-encoded."""
        plain = local if PLAIN.fullmatch(local) else quote(literal_text(local), safe="-._~")
        return NamedNode(self.base + plain)

    def passage(self, span: Span) -> NamedNode:
        """The passage at `span`."""
        known = self._passages.get(span)
        if known is None:
            known = self._passages[span] = NamedNode(passage_iri(self.base, self.article_local, span.start, span.end))
        return known

    def label(self, local: str) -> str:
        """The name of the entity with this local name, or the local name itself."""
        return self.names.get(local, local)


def triple(subject: NamedNode, predicate: str, value: Term) -> Triple:
    """A triple whose predicate is given by its IRI."""
    return subject, _predicate(predicate), value


_predicate = functools.cache(NamedNode)  # a few dozen, used thousands of times
