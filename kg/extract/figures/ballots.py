"""Counts of votes: "passed by 62 votes to 31", "ruled 7-2"."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Span as Slice
from spacy.tokens import Token

from kg.extract.figures.numerals import Numeral
from kg.extract.records import Quantity
from kg.model import Article, Bound, Figure, Span

STEPS: Final = 6


def votes_cast(article: Article, sentence: Slice, numeral: Numeral) -> Quantity | None:
    """One of the two numbers of a vote as a figure of the vote; None where no verb or noun stands above it."""
    first, last = sentence[numeral.core], sentence[numeral.core_end - 1]
    decided = _decided(first)
    if decided is None:
        return None
    span = Span(int(first.idx), int(last.idx) + len(last))
    assert article.text[span.start : span.end]
    figure = Figure(numeral.value, Bound.EXACT, numeral.value, numeral.value, "vote", "", span)
    return Quantity(figure, int(first.i), int(decided.i))


def _decided(number: Token) -> Token | None:
    """The verb that the number hangs on, else the noun: "a 5-4 ruling"."""
    node, noun = number, None
    for _ in range(STEPS):
        node = node.head
        if node.pos_ in {"VERB", "AUX"}:
            return node
        if noun is None and node.pos_ == "NOUN" and node.lemma_.lower() not in {"vote", "ballot"}:
            noun = node
    return noun
