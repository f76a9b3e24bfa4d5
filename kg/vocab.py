"""The ontology's terms as plain strings, the minting of IRIs, and where `ontology/` is.

Nothing here imports an RDF library, so that commands which need only a name start at once. `KG.agent` and
`KG["agent"]` are both "https://w3id.org/newskg/ontology#agent"; a term that the ontology lacks raises an error, so a
misspelt property cannot reach a graph. The terms are defined, with examples, in `ontology/newskg.ttl`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kg.errors import GraphError, OptionError
from kg.model import (
    ACTOR_ROLES,
    ACTOR_TYPES,
    EVENT_FAMILIES,
    EVENT_TYPES,
    PLACE_ROLES,
    PLACE_TYPES,
    RELATIONS,
    Bound,
    Factuality,
    Polarity,
)


class Namespace:
    """A namespace IRI whose terms are attributes or items; with `terms` given, any other name is an error."""

    def __init__(self, iri: str, terms: Iterable[str] = ()) -> None:
        self.iri = iri
        self._terms = frozenset(terms)

    @property
    def terms(self) -> frozenset[str]:
        """The local names that the namespace is limited to; empty when it is open."""
        return self._terms

    def __getitem__(self, name: str) -> str:
        if self._terms and name not in self._terms:
            raise KeyError(f"{self.iri} has no term {name!r}")
        return self.iri + name

    def __getattr__(self, name: str) -> str:
        if name.startswith("_") or (self._terms and name not in self._terms):
            raise AttributeError(f"{self.iri} has no term {name!r}")
        found = self.__dict__[name] = self.iri + name  # so that it is worked out once
        return found

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, str) and iri.startswith(self.iri)


FAMILY_TERMS: Final = {family: f"{family.capitalize()}Family" for family in EVENT_FAMILIES}

CLASSES: Final = frozenset(
    {
        "Article", "Passage", "Situation", "Event", "Prospect", "EventType", "Entity", "Actor", "Post", "Relation",
        "Figure", "Comparison", "Incident", "Disagreement", "Alternative", "FactualityValue", "PolarityValue",
        "BoundValue", "ComparisonKind",
        *ACTOR_TYPES, *PLACE_TYPES, *EVENT_TYPES,
    }
)  # fmt: skip
INDIVIDUALS: Final = frozenset(
    {
        *map(str, Factuality), *map(str, Polarity), *map(str, Bound), "Difference", "Ratio", "Level",
        "EventTypes", *FAMILY_TERMS.values(),
    }
)  # fmt: skip
PROPERTIES: Final = frozenset(
    {
        # articles
        "issuedBasis", "digest", "textLength",
        # situations
        "eventType", "trigger", "evidence", "reportedIn", "participant", "location", "cause", "content",
        "startDate", "endDate", "edtf", "dateBasis", "timeExpression", "placeBasis", "factuality", "polarity",
        "attributedTo", "quotation", "figure", *ACTOR_ROLES, *PLACE_ROLES,
        # figures
        "value", "bound", "lowerBound", "upperBound", "unitText", "measures", "asOf",
        "comparison", "comparisonKind", "direction", "baseline", "baselineStart", "baselineEnd",
        "baselineFigure", "derivedFrom", "tally", "partOfFigure",
        # actors and places
        "mention", "holds", "title", "of", "status", "within", *RELATIONS,
        "relationSubject", "relationKind", "relationObject",
        # across articles
        "reportOf", "about", "onProperty", "alternative", "saidIn",
        # the ontology's own
        "plover", "cameo",
    }
)  # fmt: skip

KG: Final = Namespace("https://w3id.org/newskg/ontology#", CLASSES | INDIVIDUALS | PROPERTIES)
CODES: Final = Namespace("https://w3id.org/newskg/codes#")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")
DCTERMS: Final = Namespace("http://purl.org/dc/terms/")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
NIF: Final = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
OA: Final = Namespace("http://www.w3.org/ns/oa#")
SEM: Final = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
TIME: Final = Namespace("http://www.w3.org/2006/time#")
SCHEMA: Final = Namespace("https://schema.org/")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
ORG: Final = Namespace("http://www.w3.org/ns/org#")
GEO: Final = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
GSP: Final = Namespace("http://www.opengis.net/ont/geosparql#")
WD: Final = Namespace("http://www.wikidata.org/entity/")
GEONAMES: Final = Namespace("https://sws.geonames.org/")  # a feature is GEONAMES["3723988"] + "/"

DATA_BASE: Final = "https://w3id.org/newskg/id/"
RDF_TYPE: Final = RDF.type

PREFIXES: Final[dict[str, str]] = {
    "kg": KG.iri,
    "id": DATA_BASE,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "owl": OWL.iri,
    "xsd": XSD.iri,
    "dcterms": DCTERMS.iri,
    "skos": SKOS.iri,
    "prov": PROV.iri,
    "nif": NIF.iri,
    "oa": OA.iri,
    "sem": SEM.iri,
    "time": TIME.iri,
    "schema": SCHEMA.iri,
    "foaf": FOAF.iri,
    "org": ORG.iri,
    "geo": GEO.iri,
    "gsp": GSP.iri,
    "wd": WD.iri,
}

SLUG_LENGTH: Final = 80
_HASH_LENGTH: Final = 12
# Letters that have no decomposition in Unicode but a customary one in ASCII ("Łódź", "Sønderborg", "Đà Nẵng").
_FOLDED: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n"}
)
_ABBREVIATION_DOT: Final = re.compile(r"(?<=\b[a-z])\.(?=[a-z]\b|\s|$)")
_OUTSIDE: Final = re.compile(r"[^a-z0-9]+")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BASE: Final = re.compile(r"(?:https?://[^\s<>\"{}|\\^`/?#]+/|urn:[a-z0-9-]+:)(?:[^\s<>\"{}|\\^`#]*[/:])?")


def _digest(*parts: object) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of the parts; the separator cannot occur inside one by chance."""
    joined = "\x1f".join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]


def slug(name: str) -> str:
    """`name` as a part of an IRI: lower-case ASCII letters, digits and single hyphens, 1 to 80 characters.

    Accents are folded and apostrophes dropped. Where letters are lost (a name in Arabic script) or the name is cut, a
    short hash of the whole name keeps two names apart.

    >>> slug("Côte d'Ivoire"), slug("U.S. Army"), slug("Łódź")
    ('cote-divoire', 'us-army', 'lodz')
    """
    name = unicodedata.normalize("NFC", name).strip()
    folded = unicodedata.normalize("NFKD", name.lower().translate(_FOLDED)).translate(_FOLDED)
    plain = "".join(c for c in folded if not unicodedata.combining(c) and c not in "'’‘ʼ`")
    lost = any(c.isalnum() and not c.isascii() for c in plain)
    words = _OUTSIDE.sub("-", _ABBREVIATION_DOT.sub("", plain)).strip("-")
    if words and not lost and len(words) <= SLUG_LENGTH:
        return words
    tag = _digest(name)[:8]
    kept = words[: SLUG_LENGTH - len(tag) - 1].strip("-")
    return f"{kept}-{tag}" if kept else tag


def entity_id(kind: str, name: str) -> str:
    """The local name of an actor or place of `kind` ("ArmedGroup") by its name.

    >>> entity_id("Person", "Amina Diallo"), entity_id("ArmedGroup", "Red Falcons")
    ('person-amina-diallo', 'armed-group-red-falcons')
    """
    return f"{_CAMEL.sub('-', kind).lower()}-{slug(name)}"


def article_id(name: str) -> str:
    """The local name of the article that is called `name`."""
    return f"article-{slug(name)}"


def event_id(article_name: str, event_type: str, offset: int) -> str:
    """The local name of the situation of `event_type` whose first trigger starts at character `offset`."""
    return f"event-{_digest(article_name, event_type, offset)}"


def figure_id(situation: str, offset: int, *told: object) -> str:
    """The local name of the figure at character `offset` that belongs to the situation with id `situation`.

    `told` keeps figures at one offset apart ("between three and nine": its bound).
    """
    return f"figure-{_digest(situation, offset, *told)}"


def comparison_id(figure: str) -> str:
    """The local name of the comparison that the figure with id `figure` makes."""
    return f"comparison-{_digest(figure)}"


def post_id(holder: str, title: str, of: str | None, status: str) -> str:
    """The local name of a post; the same in every article that names it so."""
    return f"post-{_digest(holder, slug(title), of or '', status)}"


def relation_id(subject: str, kind: str, obj: str) -> str:
    """The local name of the node that holds a relation's evidence; the same in every article that tells it."""
    return f"relation-{_digest(subject, kind, obj)}"


def statement_id(subject: str, predicate: str, value: str) -> str:
    """The local name of the node that stands for a triple, so that something can be said of the triple itself."""
    return f"statement-{_digest(subject, predicate, value)}"


def passage_iri(base: str, article: str, start: int, end: int) -> str:
    """The IRI of the characters [start, end) of the article with id `article` (RFC 5147).

    >>> passage_iri(DATA_BASE, "article-flood", 10, 20)
    'https://w3id.org/newskg/id/article-flood#char=10,20'
    """
    return f"{base}{article}#char={start},{end}"


def data_base(base: str) -> str:
    """`base` as the start of every data IRI; raises OptionError unless it is an absolute IRI that ends in "/" or ":".

    A base with "#" is refused: passages need the fragment for themselves.
    """
    if not _BASE.fullmatch(base):
        raise OptionError(repr(base), "is not a base for IRIs", 'give one like "https://example.org/id/"')
    return base


def ontology_dir() -> Path:
    """The folder with `newskg.ttl`, shapes, codes, queries and gazetteer; raises GraphError when it is missing.

    In the wheel it lies inside the package, in a checkout beside it.
    """
    package = Path(__file__).resolve().parent
    for folder in (package / "ontology", package.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise GraphError("ontology", "the packaged ontology is missing", "install kg again")
