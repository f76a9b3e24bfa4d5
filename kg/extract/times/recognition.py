"""Recognises time expressions and resolves them to calendar intervals.

Rules (`time_rules`, `time_spans`) propose readings for a sentence; the leftmost and longest match is read, in the order
of the text, against the article's day of issue, the tense of its clause and the times told before it. What stays
ambiguous or has nothing to be resolved against is not returned. After HeidelTime (Strötgen and Gertz 2013).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span, Token

from kg.extract.records import TimeExpression
from kg.extract.times import tense
from kg.extract.times.intervals import Interval
from kg.extract.times.patterns import YEAR_CUE, Context, Rule, date_line
from kg.extract.times.rules import period_rules
from kg.extract.times.spans import broken, span_rules
from kg.lexicon.time import time_lexicon
from kg.model import Article, DateBasis, Time
from kg.model import Span as Chars

FILLER: Final = "filler"  # what lies between blocks
WORD: Final = re.compile(r"[a-z]+\d?|\d+")
YEARS: Final = range(1000, 2101)
MODERN: Final = range(1900, 2100)
LOOSE: Final = frozenset({"by", "for", "from", "into", "of", "on", "than", "to", "around", "between"})
DEPENDENT: Final = ("compound", "amod", "nummod", "nmod", "poss", "npadvmod")
MEMORY: Final = 4  # how many times told before are kept to resolve "the previous year"

Candidate = tuple[re.Match[str], Rule]
Told = tuple[tuple[Interval, ...], Interval | None, Interval | None]  # as the fields of `Context`


def times(article: Article, doc: Doc) -> tuple[TimeExpression, ...]:
    """The resolved time expressions of an article, in text order, none overlapping.

    Relative expressions of an article without `issued` are left out, unless a date in the text resolves them.
    """
    found: list[TimeExpression] = []
    told: list[tuple[int, Interval]] = []  # block number and interval, the last first
    day: Interval | None = None
    days: list[tuple[int, Interval]] = []  # block number and day
    for sentence in doc.sents:
        if sentence.root.dep_ == FILLER:
            continue
        body = _body(article, sentence.start_char)
        for match, rule in _candidates(article.text, sentence):
            if match.start() < body:
                continue
            words = _tokens(doc, match)
            block = article.block_index(match.start()) or 0
            near = tuple(interval for number, interval in told if block - number <= 1)
            here = [interval for number, interval in days if number == block]
            scene = here[-1] if here else days[0][1] if days else None
            expression = _read(article, words, match, rule, (near, day, scene))
            if expression is None:
                continue
            found.append(expression)
            if expression.time.basis is not DateBasis.CURRENT and not _aside(words):
                interval = Interval(expression.time.start, expression.time.end, expression.time.edtf)
                told = [(block, interval), *told[: MEMORY - 1]]
                if interval.days == 1:
                    day = interval
                    days += [(block, day)] * (article.issued is None or day.end <= article.issued)
    return tuple(found)


def _body(article: Article, start: int) -> int:
    """Where the words of a sentence begin, behind a date line: "GENEVA, 4 June - The council met on Monday"."""
    found = date_line().match(article.text, start)
    block = article.block_index(start) if found else None
    return found.end() if found and block is not None and article.blocks[block].span.start == start else start


def _read(article: Article, words: Span, match: re.Match[str], rule: Rule, told: Told) -> TimeExpression | None:
    head = words.root
    verb = tense.clause_verb(head)
    context = Context(article.issued, *told, tense.direction(head), verb is not None and tense.perfect(verb))
    try:
        reading = rule.resolve(match, context)
    except (OverflowError, ValueError):  # beyond the calendar: "9999 years ago"
        return None
    if reading is None:
        return None
    if reading.basis is DateBasis.CURRENT and (verb is None or not _present(verb)):
        return None  # "the station was now empty"
    interval = reading.interval
    time = Time(interval.start, interval.end, interval.edtf, reading.basis, Chars(match.start(), match.end()))
    return TimeExpression(time, head.i, (words.start, words.end))


@functools.cache
def _rules() -> tuple[Rule, ...]:
    return (*span_rules(), *period_rules())


@functools.cache
def _all_cues() -> frozenset[str]:
    return frozenset().union(*(rule.cues for rule in _rules() if not rule.cues <= time_lexicon().words["before_date"]))


def _candidates(text: str, sentence: Span) -> Iterator[Candidate]:
    """The matches to read in one sentence: leftmost first, of those that begin together the longest."""
    start, end = sentence.start_char, sentence.end_char
    words = set(WORD.findall(text[start:end].lower()))
    numbers = [w for w in words if w.isdigit()]
    if any(len(w) == 4 and int(w) in YEARS for w in numbers):
        words.add(YEAR_CUE)
    if any(w in text[start:end] for w in ("0s", "0’s", "0's")):
        words.add("#decade")
    if words.isdisjoint(_all_cues()):
        return
    matches = [
        (match, rule)
        for rule in _rules()
        if not rule.cues.isdisjoint(words)
        for match in rule.pattern.finditer(text, start, end)
    ]
    matches.sort(key=lambda item: (item[0].start(), -item[0].end()))
    reached = start
    for match, rule in matches:
        if match.start() < reached or match.start() == match.end():
            continue
        if _admitted(sentence.doc, match, rule):
            reached = match.end()
            yield match, rule


def _tokens(doc: Doc, match: re.Match[str]) -> Span:
    found = doc.char_span(match.start(), match.end(), alignment_mode="expand")
    if found is None:
        raise AssertionError("the match lies outside the parsed text")
    return found


def _admitted(doc: Doc, match: re.Match[str], rule: Rule) -> bool:
    """Whether the surroundings let the match be a date."""
    words = _tokens(doc, match)
    first, last = words[0], words[-1]
    if rule in span_rules() and broken(match):
        return False
    before = doc[first.i - 1] if first.i > 0 else None
    if last.dep_ == "nummod" and last.head.i > last.i and last.is_digit and len(last) < 4:
        return False  # "in May 30 people died"
    if first.pos_ in ("ADP", "SCONJ") and any(t.dep_ in DEPENDENT and t.head.i > last.i for t in words):
        return False  # "since the 2019 raid": the year is the raid's
    lexicon = time_lexicon()
    if last.lower_ in lexicon.weekdays and last.dep_ == "compound" and last.head.pos_ == "PROPN":
        return last.head.i != last.i + 1  # "the Sunday Herald"
    if first.lower_ in lexicon.weekdays and before is not None and before.lower_ in lexicon.words["feast"]:
        return False
    if before is not None and before.lower_ in lexicon.words["habitual"]:
        return False
    if not rule.guarded:
        return True
    if before is None or first.ent_type_ == "PERSON":
        return False
    return _year_admitted(first, last, before) if first.text[0].isdigit() else _month_admitted(first, before)


def _month_admitted(first: Token, before: Token) -> bool:
    """ "in May", "the March raid", not "May said" or "the troops march"."""
    if before.lower_ in time_lexicon().words["before_date"]:
        return True
    return before.pos_ == "DET" and first.dep_ in DEPENDENT and first.head.i > first.i


def _year_admitted(first: Token, last: Token, before: Token) -> bool:
    """ "in 1987", "the 2019 raid", not "killed 1987 people"."""
    value = int(first.text[:4]) if first.text[:4].isdigit() else 0
    following = last.nbor() if last.i + 1 < len(last.doc) else None
    if last.dep_ in ("nummod", "compound", "amod", "nmod") and last.head.i > last.i:
        described = before.pos_ in ("DET", "ADJ") or before.tag_ in ("PRP$", "POS")
        return described and value in MODERN and value % 100 != 0
    if following is not None and following.tag_ == "POS":
        return value in MODERN
    word = before.lower_
    if word in ("and", "or", ",") and before.i > 0:
        earlier = before.nbor(-1)
        return value in MODERN and len(earlier) == 4 and earlier.is_digit and int(earlier.text) in MODERN
    return word in time_lexicon().words["before_date"] and (word not in LOOSE or value in MODERN)


def _aside(words: Span) -> bool:
    """Whether the time is only compared with: what follows is not told from there."""
    before = words.doc[words.start - 1].lower_ if words.start > 0 else ""
    return before in ("than", "from", "with", "until", "till") or words[0].lower_ == "since"


def _present(verb: Token) -> bool:
    """Whether a clause tells of the article's present: not "was", "had", "would"."""
    if tense.perfect(verb):
        return True
    auxiliaries = [child for child in verb.children if child.dep_ in tense.AUXILIARY]
    finite = auxiliaries[0] if auxiliaries else verb
    return finite.tag_ in ("VBZ", "VBP") or (finite.tag_ in ("VBN", "VBG") and finite.dep_ in ("amod", "acl"))
