"""Gives each event trigger the time that modifies it.

First every expression goes to the word it modifies; then a trigger without a time of its own draws on a neighbour, but
only along ties that keep the time (`time_ties`): the light verb that governs it, the clause it is a participle of, the
clash that somebody died in. Times of telling stay with the verb of telling, and times compared with date nothing. Last
come times told by an event ("two days after the vote") and by how long one took (`time_events`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.records import TimeExpression
from kg.extract.times import tense
from kg.extract.times.behind import acted, left_of, looks_back, of_noun
from kg.extract.times.events import lasting, performed, reaching, related
from kg.extract.times.governor import governor, whole_word
from kg.extract.times.intervals import between
from kg.extract.times.narrative import narrated
from kg.extract.times.ties import OBJECTS, Ties
from kg.lexicon.time import time_lexicon
from kg.model import DateBasis, Time

NOMINAL: Final = ("NOUN", "PROPN")
WAYS: Final = (*OBJECTS, "pobj", "prep", "conj", "npadvmod", "advmod", "appos", "dative", "advcl")


def attach_times(
    doc: Doc, expressions: Sequence[TimeExpression], triggers: Collection[int], issued: date | None = None
) -> dict[int, Time]:
    """The time of each trigger (a token index) that has one; of two that agree the narrower.

    Nothing told as done is dated after `issued`, the article's day of issue.
    """
    graph = _Attachment(doc, frozenset(triggers), issued)
    for expression in expressions:
        graph.place(expression)
    graph.relate(expressions)
    found: dict[int, Time] = {}
    for i in sorted(triggers):
        own = graph.time_of(i)
        if own is not None and not graph.ahead_of_telling(doc[i], own):
            found[i] = lasting(doc[i], graph.told_by(doc[i], own))
        elif own is None and issued is not None and (time := performed(doc[i], issued)) is not None:
            found[i] = time
    found.update(dict(narrated(doc, graph.triggers, found, issued, graph.own)))
    return found


class _Attachment:
    """Times by the words they modify, and the ties along which a trigger may draw on them."""

    def __init__(self, doc: Doc, triggers: frozenset[int], issued: date | None) -> None:
        self.doc = doc
        self.triggers = triggers
        self.issued = issued
        self.words = time_lexicon().words
        self.own: dict[int, list[TimeExpression]] = {}
        self.inside: set[int] = set()  # nouns with a time before them: "Saturday's raid"
        self.ties = Ties(doc, self.own, self.inside)

    def place(self, expression: TimeExpression) -> None:
        """Files an expression under the word it modifies, and under a clause that it opens."""
        for clause in self._opened(expression):
            self.own.setdefault(clause.i, []).append(expression)
        found = governor(self.doc, expression)
        if found is None:
            return
        target, premodifier = found
        if premodifier:
            self._place_before(target, expression)
            return
        planned = self._planned(target, expression)
        for word in planned if planned is not None else self._modified(target, expression):
            if not self._refused(word, expression):
                self.own.setdefault(word.i, []).append(expression)

    def _opened(self, expression: TimeExpression) -> Iterator[Token]:
        """The verb of "when" behind a time: "more than in 2015, when a storm sank two ferries"."""
        end = expression.tokens[1]
        head = self.doc[expression.head]
        for after in self.doc[end : end + 2]:
            verb = after.head
            clause = after.lower_ == "when" and verb.pos_ in tense.VERBAL and verb.dep_ in ("relcl", "advcl")
            inside = expression.tokens[0] <= verb.head.i < end
            if clause and (inside or verb.head == head or verb.head.is_ancestor(head)):
                yield verb

    def _place_before(self, target: Token, expression: TimeExpression) -> None:
        """ "Saturday's raid", "the 2019 run-off"; figures are dated by no year before them."""
        if target.lemma_.lower() in self.words["figure"]:
            return
        before = self.doc[max(0, expression.tokens[0] - 1)].lower_
        at = self.doc[expression.head]
        if before == "on" and at.dep_ == "compound" and target.i not in self.triggers:
            verb = tense.clause_verb(target)  # "On Friday gunmen attacked": no Friday gunmen
            if verb is not None:
                self.own.setdefault(verb.i, []).append(expression)
            return
        for part in whole_word(target):
            if not self._refused(part, expression):
                self.inside.add(part.i)
                self.own.setdefault(part.i, []).append(expression)

    def _planned(self, target: Token, expression: TimeExpression) -> list[Token] | None:
        """What a time ahead dates under a verb of the past: "called a vote for June" dates the vote, not the calling.

        None where the time is no such.
        """
        link = self.doc[expression.head].head
        planned_for = link.lower_ == "for" and link.i == expression.tokens[0] - 1
        verb = tense.clause_verb(target)
        if verb is None or not (planned_for or self._ahead(expression)):
            return None
        if tense.direction(verb) > 0 and not (planned_for and target.dep_ in OBJECTS):
            return None
        if target.i in self.triggers and target != verb:
            return [target]
        content = [c for c in verb.children if c.i in self.triggers and c.dep_ in (*OBJECTS, "xcomp") and c.i < link.i]
        if planned_for and not content and not self._ahead(expression):
            return None
        return [c for c in content if c.dep_ != "nsubjpass"] or content

    def _ahead(self, expression: TimeExpression) -> bool:
        return self.issued is not None and expression.time.start > self.issued

    def ahead_of_telling(self, token: Token, expression: TimeExpression) -> bool:
        """Whether a verb in the past tense would be dated after the day of issue."""
        return self._ahead(expression) and token.pos_ in tense.VERBAL and tense.direction(token) < 0

    def _modified(self, target: Token, expression: TimeExpression) -> Iterator[Token]:
        doing = acted(target, expression, self.triggers) if not self._ahead(expression) else None
        if doing is not None:
            yield doing
            return
        lifted = self._lifted(target, expression)
        left = left_of(self.doc, expression)
        performs = looks_back(lifted) and expression.head > lifted.i
        if performs and left.head == lifted and left.dep_ in OBJECTS and left.i in self.triggers:
            yield left  # "deplores the murders yesterday": nobody deplores in the past in the present tense
            if expression.time.end == self.issued:
                yield lifted
        elif of_noun(left, expression, self.triggers):
            yield left
        else:
            yield lifted

    def _lifted(self, target: Token, expression: TimeExpression) -> Token:
        """From a noun that is no event to the verb above it: "attacked a bus on Monday"."""
        of = self.doc[expression.head].head
        if of.lower_ == "of" and of.dep_ == "prep":
            return target  # "the figures of 2019" are no date of the verb
        if target.dep_ in ("dobj", "obj") and target.head.lemma_.lower() in self.words["reporting"]:
            target = target.head  # "announced a withdrawal on Monday" tells when it was announced
        while target.i not in self.triggers and target.pos_ not in tense.VERBAL and target.head != target:
            if target.dep_ not in WAYS:
                break
            if target.dep_ in ("prep", "advmod") and target.lower_ in self.words["apart"] - {"from", "with", "to"}:
                break  # "rose in 2023, up from 40 tonnes in 2022"
            if target.lower_ == "from" and target.head.pos_ not in tense.VERBAL:
                break
            target = target.head
        if target.dep_ in tense.AUXILIARY:
            target = target.head
        return self._told(target, expression.head)

    def _told(self, target: Token, at: int) -> Token:
        """ "On Friday gunmen raided a farm, police said": a time before the telling verb and its content dates that."""
        if target.lemma_.lower() not in self.words["reporting"]:
            return target
        contents = [c for c in target.children if c.dep_ == "ccomp" and c.i < target.i]
        return contents[-1] if contents and at < target.i else target

    def _refused(self, target: Token, expression: TimeExpression) -> bool:
        """Open stretches date only what reaches up to now; the present only what holds or has been done."""
        first = self.doc[expression.tokens[0]].lower_
        if first == "since":
            verb = tense.clause_verb(target)
            participle = verb is not None and verb.tag_ == "VBN" and verb.dep_ == "acl"  # "those killed since Friday"
            return verb is None or not (participle or tense.perfect(verb))
        return expression.time.basis is DateBasis.CURRENT and target.pos_ in NOMINAL

    def relate(self, expressions: Sequence[TimeExpression]) -> None:
        """Dates events by one another: "fled two days after the vote on Monday"."""
        for token, expression in related(self.doc, self.triggers, expressions, self.time_of):
            self.own.setdefault(token.i, []).append(expression)
        if self.issued is not None:
            for token, expression in reaching(self.doc, self.triggers, self.issued, self.time_of):
                self.own.setdefault(token.i, []).append(expression)

    def time_of(self, index: int, seen: frozenset[int] = frozenset()) -> TimeExpression | None:
        """The token's own time, or the first that its ties lend it."""
        if index in self.own:
            return _best(self.own[index])
        for tie in self.ties.of(self.doc[index]):
            if tie.i not in seen and (found := self.time_of(tie.i, seen | {index})) is not None:
                return found
        return None

    def told_by(self, token: Token, expression: TimeExpression) -> Time:
        """A stretch up to now ends when it was told: "ten have died since Friday, the mayor said on Monday"."""
        time = expression.time
        if self.doc[expression.tokens[0]].lower_ != "since":
            return time
        for above in token.ancestors:
            if above.lemma_.lower() in self.words["reporting"] and above.i in self.own:
                told = _best(self.own[above.i])
                if told is not None and time.start <= told.time.end < time.end:
                    interval = between(time.start, told.time.end)
                    return replace(time, end=interval.end, edtf=interval.edtf)
        return time


def _best(found: Sequence[TimeExpression]) -> TimeExpression | None:
    """The narrowest of times that overlap; of times apart ("on Monday and on Friday") none."""
    narrow = min(found, key=lambda e: (e.time.end - e.time.start, e.head))
    agree = all(e.time.start <= narrow.time.end and narrow.time.start <= e.time.end for e in found)
    return narrow if agree else None
