"""`ontology/context.jsonld` says of each property what the ontology says, and loses nothing of a graph."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from facts import FACTS, hostile
from pyoxigraph import NamedNode, RdfFormat, parse
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from tools import node

from kg.export import EXPORTERS
from kg.rdf import quads
from kg.store import from_quads
from kg.vocab import KG, PREFIXES, PROPERTIES, XSD, ontology_dir

CONTEXT = ontology_dir() / "context.jsonld"
STORES = {"lumbala": from_quads(quads(FACTS)), "hostile": from_quads(quads(hostile()))}
# Classes whose instances are terms of the ontology itself, and so are written as bare names.
TERMS = {KG[name] for name in ("EventType", "FactualityValue", "PolarityValue", "BoundValue", "ComparisonKind")}
TERM_VALUED = {"relationKind", "onProperty"}
OTHERS = {
    "dcterms:issued": "xsd:date", "dcterms:source": "@id", "dcterms:relation": "@id", "geo:lat": "xsd:decimal",
    "geo:long": "xsd:decimal", "nif:referenceContext": "@id", "owl:sameAs": "@id", "skos:exactMatch": "@id",
    "prov:used": "@id", "prov:wasAssociatedWith": "@id",
}  # fmt: skip
COMPACT = """
const jsonld = require('jsonld');
const offline = async address => { throw new Error('asked the network for ' + address); };
const [document, context, frame] = JSON.parse(require('fs').readFileSync(0));
(async () => {
  const options = {documentLoader: offline};
  const compacted = await jsonld.compact(document, context, options);
  const quads = await jsonld.toRDF(compacted, {...options, format: 'application/n-quads'});
  const framed = await jsonld.frame(document, {...context, ...frame}, options);
  process.stdout.write(JSON.stringify({compacted, quads, framed}));
})().catch(error => { console.error(error); process.exit(1); });
"""


def written() -> dict[str, Any]:
    """The context as the ontology has it."""
    ontology = Graph().parse(ontology_dir() / "newskg.ttl")
    terms: dict[str, Any] = {}
    for name in sorted(PROPERTIES):
        me = URIRef(KG[name])
        range_ = str(ontology.value(me, RDFS.range) or "")
        if (me, RDF.type, OWL.ObjectProperty) in ontology:
            kind = "@vocab" if range_ in TERMS or name in TERM_VALUED else "@id"
        elif range_ == XSD.date:
            kind = "xsd:date"
        else:
            continue
        terms[name] = {"@id": f"kg:{name}", "@type": kind}
    others = {name: {"@id": name, "@type": kind} for name, kind in OTHERS.items()}
    reports = {"reports": {"@reverse": "kg:reportedIn"}}
    prefixes = {prefix: iri for prefix, iri in PREFIXES.items() if prefix != "id"}
    return {
        "@context": {"@version": 1.1, "@vocab": KG.iri, **prefixes, **terms, **dict(sorted(others.items())), **reports}
    }


@pytest.fixture(scope="module", autouse=True)
def renewed(request: pytest.FixtureRequest) -> None:
    """With --renew, the file is written anew before it is compared."""
    if request.config.getoption("--renew"):
        Path(CONTEXT).write_text(json.dumps(written(), indent=1) + "\n", "utf-8")


def test_it_says_what_the_ontology_says() -> None:
    assert json.loads(CONTEXT.read_text("utf-8")) == written(), "renew it: pytest --renew"


def test_kg_writes_values_of_the_kinds_that_it_declares() -> None:
    declared = json.loads(CONTEXT.read_text("utf-8"))["@context"]
    for store in STORES.values():
        used = json.loads(EXPORTERS["jsonld"](store, "a")["a.jsonld"])["@context"]
        for name, told in used.items():
            numbers = name not in declared and told == {
                "@id": f"kg:{name}",
                "@type": "xsd:decimal",
            }  # whole ones are not
            if isinstance(told, dict) and not numbers:
                assert declared[name] == told


@pytest.mark.parametrize("store", STORES)
def test_jsonld_js_loses_nothing_with_it(store: str) -> None:
    document = json.loads(EXPORTERS["jsonld"](STORES[store], "a")["a.jsonld"])
    context = json.loads(CONTEXT.read_text("utf-8"))
    frame = {"@type": "Article", "reports": {}}
    told = json.loads(node(COMPACT, json.dumps([document, context, frame]).encode(), "jsonld"))
    assert set(parse(told["quads"], format=RdfFormat.N_QUADS)) == set(STORES[store])
    keys = {key for node in told["compacted"]["@graph"] for key in node}
    assert not [key for key in keys if key.startswith("http")]
    situations = {q.subject for q in STORES[store] if q.object == NamedNode(KG.Situation)}
    reports = told["framed"]["reports"]
    found = {s["@id"] for s in (reports if isinstance(reports, list) else [reports])}
    assert found == {s.value for s in situations if isinstance(s, NamedNode)}
