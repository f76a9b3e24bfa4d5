"""Infers an article's day of issue from the dates in its text, where that is sound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.records import TimeExpression
from kg.extract.times import tense
from kg.extract.times.intervals import weekday_near
from kg.extract.times.patterns import weekday_names, weekday_number
from kg.extract.times.recognition import times
from kg.lexicon.time import time_lexicon
from kg.model import Article, DateBasis, IssuedBasis

FILLER: Final = "filler"
BESIDE: Final = re.compile(r"\b(today|yesterday)\s?[,(–—-]?\s?(?:on )?$", re.IGNORECASE)


def infer_issued(article: Article, doc: Doc, expressions: Sequence[TimeExpression] | None = None) -> Article:
    """The article with its day of issue, if the text gives it; unchanged when it has one or none can be inferred.

    Two rules. (1) "yesterday, 4 June 2019": a full date beside "today" or "yesterday" settles the day. (2) A weekday of
    reporting ("said on Tuesday") together with a full date that carries its weekday ("on Monday, 4 June 2018") gives
    the first such weekday on or after that date. The second is taken only if the date is the latest in the text, its
    weekday is true of it, it is told in the past tense, every weekday of reporting is the same, and no year or month
    in the past tense lies after the result. Of two days of issue the text gives none. `expressions` are those of the
    undated article, where they are at hand.
    """
    if article.issued is not None:
        return article
    told = [e for e in expressions or times(article, doc) if e.time.basis is DateBasis.STATED]
    days = [e for e in told if e.time.start == e.time.end]
    named = {issued for e in days if (issued := _beside(article, e)) is not None}
    found = next(iter(named)) if len(named) == 1 else _after_reporting(article, doc, told, days) if not named else None
    if found is None:
        return article
    return replace(article, issued=found, issued_basis=IssuedBasis.INFERRED)


def _beside(article: Article, expression: TimeExpression) -> date | None:
    start = expression.time.span.start
    match = BESIDE.search(article.text, max(0, start - 16), start)
    if match is None:
        return None
    return expression.time.start + timedelta(1 if match[1].lower() == "yesterday" else 0)


def _after_reporting(
    article: Article, doc: Doc, told: Sequence[TimeExpression], days: Sequence[TimeExpression]
) -> date | None:
    past = [e for e in told if tense.direction(doc[e.head]) < 0]
    latest = max((e for e in days if e in past), key=lambda e: e.time.start, default=None)
    reported = set(_reporting_weekdays(doc))
    if latest is None or len(reported) != 1:
        return None
    weekday = re.match(f"({weekday_names()})", article.quote(latest.time.span))
    if weekday is None or weekday_number(weekday[1]) != latest.time.start.weekday():
        return None
    issued = weekday_near(latest.time.start, reported.pop(), 1)
    return issued if all(e.time.start <= issued for e in past) else None


def _reporting_weekdays(doc: Doc) -> Iterator[int]:
    """The weekdays, undated, on which somebody told something, in the past tense."""
    lexicon = time_lexicon()
    for sentence in doc.sents:
        if sentence.root.dep_ == FILLER:
            continue
        for token in sentence:
            if token.lower_ in lexicon.weekdays and token.is_title and not _dated(token):
                verb = _reporting_verb(token)
                if verb is not None and tense.direction(verb) < 0:
                    yield lexicon.weekdays[token.lower_]


def _dated(weekday: Token) -> bool:
    """Whether a day and month follow, or "last" or "next" moves the weekday by a week."""
    around = [t.lower_ for t in weekday.doc[max(0, weekday.i - 1) : weekday.i + 4]]
    return any(w in ("last", "next", "week", "previous", "following") or w[:1].isdigit() for w in around)


def _reporting_verb(weekday: Token) -> Token | None:
    """The verb of telling that the weekday dates, straight or by its statement: "confirmed in a note on Tuesday"."""
    for above in weekday.ancestors:
        if above.pos_ in tense.VERBAL:
            tells = above.lemma_.lower() in time_lexicon().words["reporting"]
            clause = any(c.dep_ == "ccomp" and c.i < weekday.i < above.i for c in above.children)
            return above if tells and not clause else None
    return None
