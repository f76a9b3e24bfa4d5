"""What an event word may stand for, as far as its time depends on it."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Final

from spacy.tokens import Token

from kg.extract.times import tense
from kg.lexicon.frames import event_lexicon

SPEECH: Final = frozenset(
    {"Accusation", "Criticism", "Denial", "Pledge", "Refusal", "Request", "Statement", "Support", "Threat"}
)
# What is done about a scene, or measured over longer, has days of its own
APART: Final = SPEECH | {"Decrease", "Deployment", "Funding", "FundingCut", "Increase"}
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})
BACK: Final = 40  # event words to look back over for the one that a noun takes up


def event_kinds(token: Token) -> frozenset[str]:
    """The event types that a word may stand for; empty for words that are no event words."""
    return _kinds(token.lemma_.lower(), "verb" if token.pos_ in tense.VERBAL else "noun")


@functools.cache
def _kinds(lemma: str, pos: str) -> frozenset[str]:
    return frozenset(e.frame.type for e in event_lexicon().senses(lemma, pos))


def taken_up(noun: Token, words: Sequence[int], dated: Callable[[int], object]) -> int | None:
    """The event word that a definite noun takes up: "They raided a farm on Friday. ... The raid left six dead."

    `words` are the indices of the event words before it, in order; only one that is `dated` is taken.
    """
    if noun.pos_ != "NOUN" or not any(c.lower_ in DEFINITE for c in noun.children):
        return None
    kinds = event_kinds(noun)
    return next((i for i in reversed(words[-BACK:]) if kinds & event_kinds(noun.doc[i]) and dated(i)), None)
