"""Two told of as one: "the two leaders", "both countries", "the two sides" are the pair that was just named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.records import Cast
from kg.lexicon.syntax import syntax_words
from kg.model import ACTOR_TYPES

BACK: Final = 2  # sentences in which the pair may have been named before
PERSONS: Final = frozenset({"Person"})
STATES: Final = frozenset({"Country", "GovernmentBody"})


def with_pairs(cast: Cast, doc: Doc) -> Cast:
    """The cast with `sets` for the plural descriptions that mean a pair; with three candidates there is no pair."""
    sets = dict(_pairs(cast, doc))
    at = {i: e for i, e in cast.at.items() if i not in sets}
    return replace(cast, at=at, sets=sets) if sets else cast


def _pairs(cast: Cast, doc: Doc) -> Iterator[tuple[int, tuple[str, ...]]]:
    before: list[list[str]] = []
    for sent in doc.sents:
        named: list[str] = []
        for token in sent:
            kinds = _wanted(token)
            if kinds:
                for told in (named, *reversed(before[-BACK:])):
                    pair = [e for e in dict.fromkeys(told) if cast.entities[e].kind in kinds]
                    if len(pair) == 2:
                        yield int(token.i), tuple(pair)
                    if pair:
                        break
            entity = cast.at.get(int(token.i))
            if entity is not None and (cast.entities[entity].named or cast.entities[entity].kind == "Person"):
                named.append(entity)
        if named:
            before.append(named)


def _wanted(token: Token) -> frozenset[str]:
    """The kinds of actor that "the two ..." or "both ..." asks for, if the token heads such a phrase."""
    if token.tag_ != "NNS" or not any(c.lower_ in ("two", "both") for c in token.children):
        return frozenset()
    if not any(c.lower_ in ("the", "both", "these", "those") for c in token.children):
        return frozenset()
    words = syntax_words()
    lemma = token.lemma_.lower()
    if lemma in words.pair_persons:
        return PERSONS
    if lemma in words.pair_states:
        return STATES
    return ACTOR_TYPES - PERSONS if lemma in words.pair_sides else frozenset()
