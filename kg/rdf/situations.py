"""Events and prospects, their time and their figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from pyoxigraph import NamedNode

from kg.model import PLACE_ROLES, Comparison, Figure, Situation, Span, Time
from kg.rdf.terms import Scope, Triple, day, node, number, one_line, triple, words
from kg.vocab import KG, RDF_TYPE, RDFS, comparison_id, figure_id

KINDS: Final = {"difference": KG.Difference, "ratio": KG.Ratio, "level": KG.Level}


def situation(scope: Scope, told: Situation) -> Iterator[Triple]:
    """An event with its class, or a prospect without one: what did not happen is an instance of no event class."""
    me = scope.at(told.id)
    for kind in ("Event", told.type) if told.happened else ("Prospect",):
        yield triple(me, RDF_TYPE, node(KG[kind]))
    yield triple(me, RDF_TYPE, node(KG.Situation))
    yield triple(me, KG.eventType, node(KG[told.type]))
    yield triple(me, RDFS.label, words(_label(scope, told)))
    yield triple(me, KG.reportedIn, scope.article_node)
    yield triple(me, KG.factuality, node(KG[told.factuality]))
    yield triple(me, KG.polarity, node(KG[told.polarity]))
    for predicate, spans in (
        (KG.trigger, told.triggers),
        (KG.evidence, told.evidence),
        (KG.quotation, told.quotations),
    ):
        for span in spans:
            yield triple(me, predicate, scope.passage(span))
    for role in told.roles:
        yield triple(me, KG[role.kind], scope.at(role.entity))
    if any(role.kind in PLACE_ROLES for role in told.roles):
        yield triple(me, KG.placeBasis, words(told.place_basis))
    for predicate, ids in ((KG.attributedTo, told.sources), (KG.content, told.content), (KG.cause, told.causes)):
        for local in ids:
            yield triple(me, predicate, scope.at(local))
    if told.time:
        yield from _time(scope, me, told.time)
    beside = {figure.span: _figure_local(told.id, figure) for figure in reversed(told.figures)}
    for figure in told.figures:
        local = _figure_local(told.id, figure)
        yield triple(me, KG.figure, scope.at(local))
        yield from _figure(scope, local, figure, beside)


def _figure_local(owner: str, told: Figure) -> str:
    return figure_id(owner, told.span.start, told.bound, told.value, told.measures)


def _label(scope: Scope, told: Situation) -> str:
    quoted = one_line(scope.article.quote(told.triggers[0])) if told.triggers else ""
    return f'{told.type}: "{quoted}"' if quoted else told.type


def _time(scope: Scope, me: NamedNode, told: Time) -> Iterator[Triple]:
    yield triple(me, KG.startDate, day(told.start))
    yield triple(me, KG.endDate, day(told.end))
    yield triple(me, KG.edtf, words(told.edtf))
    yield triple(me, KG.dateBasis, words(told.basis))
    yield triple(me, KG.timeExpression, scope.passage(told.span))


def _figure(scope: Scope, local: str, told: Figure, beside: Mapping[Span, str]) -> Iterator[Triple]:
    """A figure; `beside` gives the ids of the situation's figures by their passages."""
    me = scope.at(local)
    yield triple(me, RDF_TYPE, node(KG.Figure))
    quoted = f"{told.value:,g}" if told.derived_from else one_line(scope.article.quote(told.span))
    counted = one_line(" ".join(part for part in (told.unit, told.measures, told.derived_from and "derived") if part))
    yield triple(me, RDFS.label, words(f"{quoted} ({counted})" if counted else quoted))
    yield triple(me, KG.value, number(told.value))
    yield triple(me, KG.bound, node(KG[told.bound]))
    if told.lower is not None:
        yield triple(me, KG.lowerBound, number(told.lower))
    if told.upper is not None:
        yield triple(me, KG.upperBound, number(told.upper))
    for predicate, text in ((KG.unitText, told.unit), (KG.measures, told.measures)):
        if line := one_line(text):
            yield triple(me, predicate, words(line))
    if told.as_of:
        yield triple(me, KG.asOf, day(told.as_of))
    yield triple(me, KG.evidence, scope.passage(told.span))
    if told.tally:
        yield triple(me, KG.tally, words(told.tally))
    if told.part_of is not None and told.part_of in beside:
        yield triple(me, KG.partOfFigure, scope.at(beside[told.part_of]))
    for span in told.derived_from:
        yield triple(me, KG.evidence, scope.passage(span))
        if span in beside:
            yield triple(me, KG.derivedFrom, scope.at(beside[span]))
    if told.comparison:
        yield triple(me, KG.comparison, scope.at(comparison_id(local)))
        yield from _comparison(scope, local, told, told.comparison, beside)


def _comparison(
    scope: Scope, figure: str, owner: Figure, told: Comparison, beside: Mapping[Span, str]
) -> Iterator[Triple]:
    me = scope.at(comparison_id(figure))
    yield triple(me, RDF_TYPE, node(KG.Comparison))
    yield triple(me, KG.comparisonKind, node(KINDS[told.kind]))
    for predicate, text in ((KG.direction, told.direction), (KG.baseline, told.baseline)):
        if line := one_line(text):
            yield triple(me, predicate, words(line))
    if told.baseline_time:
        yield triple(me, KG.baselineStart, day(told.baseline_time.start))
        yield triple(me, KG.baselineEnd, day(told.baseline_time.end))
        yield triple(me, KG.evidence, scope.passage(told.baseline_time.span))
    yield triple(me, KG.evidence, scope.passage(owner.span))
    if told.base:
        local = _figure_local(comparison_id(figure), told.base)
        yield triple(me, KG.baselineFigure, scope.at(local))
        yield from _figure(scope, local, told.base, beside)
