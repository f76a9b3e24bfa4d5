"""Times told by events: "two days after the vote", and by how long one took: "a three-day meeting ended on Friday"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.records import TimeExpression
from kg.extract.times import tense
from kg.extract.times.intervals import Interval, between, containing, shift
from kg.extract.times.kinds import taken_up
from kg.extract.times.patterns import count
from kg.lexicon.time import time_lexicon
from kg.model import DateBasis, Span, Time

SIGNS: Final = {"after": 1, "before": -1}
UNITS: Final = {"minute": "hour", "hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year"}
SAME_DAY: Final = 6  # hours; more may end on the next day
SUBJECTS: Final = ("nsubj", "nsubjpass")
FILLER: Final = "filler"  # what lies between blocks
PARAGRAPH: Final = 500  # tokens; none is longer

Times = Callable[[int], TimeExpression | None]


def related(
    doc: Doc, triggers: frozenset[int], expressions: Sequence[TimeExpression], time_of: Times
) -> Iterator[tuple[Token, TimeExpression]]:
    """Each event that another dates, with its time: one of the two, or the day told before, must be known."""
    words = sorted(triggers)
    for token in doc:
        if token.lower_ not in SIGNS or (distance := _distance(token)) is None:
            continue
        later, earlier = _pair(token)
        if later is None or earlier is None or not {later.i, earlier.i} & (triggers | _subjects(later)):
            continue
        steps, unit = distance
        known, base = time_of(later.i), time_of(earlier.i)
        if base is None:
            again = taken_up(earlier, words[: bisect_left(words, earlier.i)], time_of)
            base = time_of(again) if again is not None else None
        if known is None and base is None:
            known = _told_before(doc, later, triggers, expressions)
            if known is not None:
                yield later, known
        if base is not None and known is None:
            if found := _moved(base, token, unit, steps):
                yield later, found
        elif known is not None and base is None and (found := _moved(known, token, unit, -steps)):
            yield earlier, found


def reaching(
    doc: Doc, triggers: frozenset[int], issued: date, time_of: Times
) -> Iterator[tuple[Token, TimeExpression]]:
    """What has been done since another event: "Forty homes have burned since the fire began on Friday"."""
    words = sorted(triggers)
    for link in doc:
        if link.lower_ != "since":
            continue
        later, earlier = _pair(link)
        if later is None or earlier is None or not tense.perfect(later) or later.i not in triggers:
            continue
        base = time_of(earlier.i)
        if base is None and (again := taken_up(earlier, words[: bisect_left(words, earlier.i)], time_of)) is not None:
            base = time_of(again)
        if base is not None and base.time.start <= issued:
            when = between(base.time.start, issued)
            time = Time(when.start, when.end, when.edtf, DateBasis.NARRATIVE, base.time.span)
            yield later, TimeExpression(time, link.i, (link.i, link.i + 1))


def _distance(link: Token) -> tuple[int, str] | None:
    """How far "after" or "before" reaches, signed, and its unit: "two days after", "the day before"."""
    noun = link.doc[link.i - 1] if link.i else link
    unit = UNITS.get(noun.lemma_.lower(), "")
    if not unit or noun.pos_ != "NOUN":
        return None
    number = 1
    for child in noun.lefts:
        word = child.lower_
        if child.dep_ == "nummod":
            if not (word.isdigit() or word in time_lexicon().numbers):
                return None
            number = count(word)
        elif word in ("many", "few", "several", "some"):
            return None
    bare = not any(c.dep_ in ("nummod", "det") for c in noun.lefts)
    if unit == "hour":
        return (0, "day") if number <= SAME_DAY else None
    return None if bare else (SIGNS[link.lower_] * number, unit)


def _pair(link: Token) -> tuple[Token | None, Token | None]:
    """The event that is told, and the one it is told by."""
    if link.dep_ == "mark" or (link.dep_ in ("prep", "advmod") and link.head.dep_ == "advcl" and link.i < link.head.i):
        clause = link.head
        return (clause.head, clause) if clause.dep_ == "advcl" else (None, None)
    if link.dep_ != "prep":
        return None, None
    inner = next((c for c in link.children if c.dep_ in ("pobj", "pcomp")), None)
    above = link.head
    counted = above.i == link.i - 1  # "resigned on Monday, a day after the vote"
    return (tense.clause_verb(above) if counted and above.pos_ == "NOUN" else above), inner


def _subjects(verb: Token) -> frozenset[int]:
    return frozenset(c.i for c in verb.children if c.dep_ in SUBJECTS)


def _told_before(
    doc: Doc, later: Token, triggers: frozenset[int], expressions: Sequence[TimeExpression]
) -> TimeExpression | None:
    """The day told last in the paragraph, else first in the article, when the event takes that up.

    "The raid came two days after a clash."
    """
    again = (doc[i] for i in _subjects(later) & triggers)
    if not any(c.lower_ in ("the", "this", "that") for noun in again for c in noun.children):
        return None
    days = [e for e in expressions if e.head < later.sent.start and e.time.start == e.time.end]
    start = later.sent.start
    while start and doc[start - 1].sent.root.dep_ != FILLER:  # back to where the paragraph begins
        start = doc[start - 1].sent.start
    near = [e for e in days if e.head >= start]
    found = near[-1] if near else days[0] if days else None
    return replace(found, time=replace(found.time, basis=DateBasis.NARRATIVE)) if found else None


def _moved(base: TimeExpression, link: Token, unit: str, steps: int) -> TimeExpression | None:
    """The calendar unit that lies `steps` of them from a known day."""
    time = base.time
    if unit == "day" and time.start != time.end:
        return None
    when: Interval = containing(shift(time.start, unit, steps), unit)
    words = Span(int(link.doc[link.i - 1].idx), int(link.idx) + len(link))
    moved = Time(when.start, when.end, when.edtf, DateBasis.NARRATIVE, words)
    return TimeExpression(moved, link.i, (link.i - 1, link.i + 1))


def performed(token: Token, issued: date) -> Time | None:
    """The day of issue for what a text does by saying so: "We call on both sides to stop", "The Council condemns ...".

    Not in headlines, which use this tense of the past, and not inside quotations.
    """
    if token.tag_ not in ("VBP", "VBZ") or token.lemma_.lower() not in time_lexicon().words["performative"]:
        return None
    by_us = any(c.dep_ in SUBJECTS and c.lower_ in ("i", "we") for c in token.children)
    main = token.dep_ == "ROOT" or (token.dep_ == "conj" and token.head.dep_ == "ROOT")
    sentence = token.sent
    formal = token.tag_ == "VBZ" and main and sentence[len(sentence) - 1].is_punct
    if not (by_us or formal) or _quoted(token):
        return None
    return Time(issued, issued, issued.isoformat(), DateBasis.ARTICLE, Span(token.idx, token.idx + len(token)))


def _quoted(token: Token) -> bool:
    """Whether a quotation opened in the token's paragraph is still open at it."""
    before = token.doc[max(0, token.i - PARAGRAPH) : token.i].text
    before = before[before.rfind("\n\n") + 1 :]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")


def lasting(token: Token, time: Time) -> Time:
    """A day on which an event of several days began or ended, widened to all of them: "opened a two-day summit"."""
    days = _days(token)
    if days < 2 or time.start != time.end:
        return time
    words = time_lexicon().words
    around = {w.lemma_.lower() for w in (token.head, token.head.head) if w.pos_ in (*tense.VERBAL, "NOUN", "ADP")}
    around |= {c.lemma_.lower() for c in token.children if c.dep_ in ("relcl", "acl")}
    rest = timedelta(days - 1)
    if around & words["opening"]:
        when = between(time.start, time.start + rest)
    elif around & words["closing"]:
        when = between(time.start - rest, time.start)
    else:
        return time
    return replace(time, start=when.start, end=when.end, edtf=when.edtf)


def _days(noun: Token) -> int:
    """How many days "a two-day summit" takes, 0 when it does not say."""
    for child in noun.lefts:
        if child.lemma_.lower() == "day" and child.dep_ in ("compound", "nmod", "amod", "npadvmod"):
            for number in child.lefts:
                word = number.lower_
                if word.isdigit() or word in time_lexicon().numbers:
                    return count(word)
    return 0
