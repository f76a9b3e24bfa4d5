"""Finds the word that a time expression modifies."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.records import TimeExpression
from kg.extract.times import tense
from kg.lexicon.time import time_lexicon

PREMODIFIERS: Final = ("poss", "compound", "amod", "nummod", "nmod")
LONG: Final = 7  # days; "on" a longer calendar period compares with it: "up on last year"


def whole_word(token: Token) -> list[Token]:
    """The parts of a hyphenated word: the parser may hang "Tuesday's" on the first of "by-election"."""
    doc, parts = token.doc, [token]
    while (
        (at := parts[-1].i) + 2 < len(doc)
        and doc[at + 1].text == "-"
        and not (doc[at].whitespace_ or doc[at + 1].whitespace_)
    ):
        parts.append(doc[at + 2])
    return parts


def governor(doc: Doc, expression: TimeExpression) -> tuple[Token, bool] | None:
    """The word that an expression modifies, and whether it stands before that word inside its noun phrase.

    None where the time is one that something is compared with or bounded by: "from the previous year", "until May".
    """
    words = time_lexicon().words
    at = doc[expression.head]
    premodifier = at.dep_ in PREMODIFIERS and at.head.i > at.i
    start, end = expression.tokens
    whole = (expression.time.end - expression.time.start).days + 1
    while at.head != at:
        parent = at.head
        if at.dep_ == "pobj" or parent.pos_ == "ADP" or parent.dep_ == "prep":
            outside = not start <= parent.i < end
            bound = outside and (parent.lower_ in words["apart"] or (parent.lower_ == "on" and whole > LONG))
            begins = parent.lower_ == "from" and tense.direction(at) > 0  # "will strike from 1 June"
            if at.dep_ in ("pobj", "pcomp", "prep") and bound and not begins and not premodifier:
                return None
            if premodifier:
                return parent, True
            at = parent
            continue
        if premodifier or parent.lemma_.lower() not in words["part_of_day"]:
            return parent, premodifier
        at = parent
    return (at, False) if at.pos_ in tense.VERBAL else None
