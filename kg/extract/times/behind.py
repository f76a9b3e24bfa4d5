"""Whose a time is that stands behind an object: the verb's ("ordered a raid on Friday") or the noun's."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.records import TimeExpression
from kg.extract.times import tense
from kg.extract.times.kinds import event_kinds
from kg.extract.times.ties import OBJECTS
from kg.lexicon.time import time_lexicon

# Verbs whose object happened before they do
LOOKING_BACK: Final = frozenset({"Accusation", "Criticism", "Denial", "Investigation", "Statement", "Support"})
BEHIND: Final = frozenset({"about", "after", "following", "over", "since"})  # what is told happened before the verb


def left_of(doc: Doc, expression: TimeExpression) -> Token:
    """The word before a time and its preposition."""
    start = expression.tokens[0]
    back = 2 if start > 1 and doc[start - 1].lower_ in ("on", "in", "of") else 1
    return doc[max(0, start - back)]


def of_noun(left: Token, expression: TimeExpression, triggers: Collection[int]) -> bool:
    """Whether a month or year is that of the event before it: "argued about a clash in April"."""
    dated = left.i in triggers and left.pos_ == "NOUN" and left.dep_ == "pobj"
    whole = expression.time.end != expression.time.start and _before(left.doc, expression) == "in"
    return dated and whole and left.head.lower_ in BEHIND


def looks_back(verb: Token) -> bool:
    """Whether a verb of the present has an object of the past: "deplores the raid", "is investigating a raid"."""
    progressive = verb.tag_ == "VBG" and verb.lemma_.lower() in time_lexicon().words["retrospective"]
    return verb.tag_ in ("VBZ", "VBP") or progressive


def acted(noun: Token, expression: TimeExpression, triggers: Collection[int]) -> Token | None:
    """The verb that a day behind its object dates: "ordered a raid on Friday", "sought an end to the war on Friday".

    None where it looks back: "condemned the raid on Friday".
    """
    if expression.time.start != expression.time.end or noun.i not in triggers or noun.pos_ != "NOUN":
        return None
    if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "for") and noun.head.head.dep_ in OBJECTS:
        noun = noun.head.head
    verb = noun.head
    if _before(noun.doc, expression) != "on" or noun.dep_ != "dobj" or verb.pos_ not in tense.VERBAL:
        return None
    happened = tense.direction(verb) < 0 and not looks_back(verb)
    told = verb.i in triggers or verb.lemma_.lower() in time_lexicon().words["light"]
    return verb if happened and told and not event_kinds(verb) & LOOKING_BACK else None


def _before(doc: Doc, expression: TimeExpression) -> str:
    return str(doc[expression.tokens[0] - 1].lower_) if expression.tokens[0] else ""
