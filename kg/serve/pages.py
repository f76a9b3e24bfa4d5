"""The HTML pages. All that comes from a graph or a request is escaped; scripts and styles are our own files alone."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.responses import HTMLResponse

from kg.questions import Parameter, Question, packaged
from kg.serve.grouping import grouped, named, quotes
from kg.serve.settings import Settings
from kg.serve.showing import cell, link, number
from kg.serve.vocabulary import Term, short, terms
from kg.vocab import DATA_BASE, DCTERMS, KG, OWL, RDF_TYPE, RDFS, SKOS

SHOWN: Final = 1000  # rows of an answer on a page
START: Final = """SELECT ?type (COUNT(?event) AS ?events) {
  ?event a kg:Event ; kg:eventType ?type
}
GROUP BY ?type
ORDER BY DESC(?events)"""
INPUTS: Final = {"string": "text", "integer": "number", "date": "date", "iri": "text"}
# The kinds that the headings tell already.
UNSAID: Final = frozenset(
    {OWL.Class, OWL.NamedIndividual, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.Concept, KG.EventType}
)
# What a page on a term tells of it, in this order.
TOLD: Final = {
    RDFS.subClassOf: "narrower than",
    RDFS.subPropertyOf: "narrower than",
    RDF_TYPE: "is a",
    RDFS.domain: "said of",
    RDFS.range: "value",
    SKOS.broader: "within",
    SKOS.topConceptOf: "within",
    KG.plover: "PLOVER",
    KG.cameo: "CAMEO",
    OWL.disjointWith: "never a",
    SKOS.closeMatch: "close to",
    SKOS.relatedMatch: "related to",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question: an HTTP status, columns and rows, the time it took, or the line that says why not."""

    status: int
    columns: list[str]
    rows: list[dict[str, Any]]
    seconds: float
    mistake: str = ""


def query_page(settings: Settings, sparql: str = "") -> HTMLResponse:
    """The page where queries are written; `sparql` stands in the editor."""
    return _page("query.html.j2", questions=packaged().values(), sparql=sparql or START, base=settings.base)


def questions_page() -> HTMLResponse:
    """The list of the packaged questions."""
    return _page("questions.html.j2", questions=packaged().values())


def question_page(
    asked: Question, values: Mapping[str, str], sparql: str, outcome: Outcome | None, settings: Settings
) -> HTMLResponse:
    """The form of a question with these values, and what it found, if it was asked."""

    def default(parameter: Parameter) -> str:
        plain = parameter.default.partition("^^")[0].strip('"<>')
        return "" if plain == "UNDEF" else plain

    return _page(
        "question.html.j2", status=outcome.status if outcome else 200, asked=asked, values=values, sparql=sparql,
        outcome=outcome, shown=SHOWN, inputs=INPUTS, default=default, cell=partial(cell, base=settings.base),
    )  # fmt: skip


def node_page(iri: str, told: dict[str, Any], settings: Settings) -> HTMLResponse:
    """The page about one node: what is said of it, its passages in their sentences, and what is said with it."""
    says, types = told["says"], [t for t in told["types"] if t.startswith(KG.iri)]
    return _page(
        "node.html.j2", iri=iri, told=told, types=types, groups=grouped(says),
        quotes=quotes(says),
        source=[v["value"] for v in says.get(DCTERMS.source, []) if v["value"].startswith(("http://", "https://"))],
        term=named, cell=partial(cell, base=settings.base), link=partial(link, base=settings.base),
    )  # fmt: skip


def terms_page(name: str) -> HTMLResponse:
    """The ontology or the codes (a key of `vocabulary.DOCUMENTS`) as a list of terms with anchors."""
    sections: dict[str, list[Term]] = {}
    for term in terms(name).values():
        sections.setdefault(term.kind, []).append(term)
    return _page(
        "terms.html.j2", name=name, sections=sections, told=TOLD, hidden=UNSAID,
        short=short, link=partial(link, base=DATA_BASE), SKOS=SKOS,
    )  # fmt: skip


def _page(template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    nonce = secrets.token_urlsafe(16)
    content = _environment().get_template(template).render(nonce=nonce, **values)
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return HTMLResponse(content, status, headers={"Content-Security-Policy": policy})


@cache
def _environment() -> Environment:
    made = Environment(loader=FunctionLoader(_template), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made.filters["number"] = lambda count: number(str(count))
    return made


@cache
def _template(name: str) -> str:
    return files("kg.serve").joinpath("page", name).read_text("utf-8")
