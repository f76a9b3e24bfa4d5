"""Two told of as one: "the two leaders", "both countries", "the two sides" are the pair that was just named."""

from __future__ import annotations

from collections import Counter
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
SIDE: Final = "side"
MEANING_TWO: Final = frozenset({"both", "side", "sides", "two"})
SUBJECT: Final = frozenset({"nsubj", "nsubjpass"})
LOOSE: Final = frozenset({"Person", "Group", "Facility", "Place", "MediaOrganization"})
ONESIDED: Final = frozenset({"accuse", "blame", "reject", "threaten"})  # outsiders do so too
# What one side does to the other, and what both do together.
OPPOSING: Final = frozenset(
    {"accuse", "attack", "battle", "blame", "bomb", "clash", "fight", "negotiate", "reject", "shell", "sign", "strike",
     "talk", "threaten", "agree", "meet", "resume", "dispute", "oppose", "ambush", "row", "talks", "war", "fighting",
     "truce", "ceasefire", "conflict", "deal", "agreement", "negotiation", "clashes", "battles", "feud", "standoff"}
)  # fmt: skip


def with_pairs(cast: Cast, doc: Doc) -> Cast:
    """The cast with `sets` for the plural descriptions that mean a pair; with three candidates there is no pair."""
    if MEANING_TWO.isdisjoint(t.lower_ for t in doc):
        return cast
    sets = {**cast.sets, **dict(_pairs(cast, doc))}
    at = {i: e for i, e in cast.at.items() if i not in sets}
    return replace(cast, at=at, sets=sets) if sets else cast


def _pairs(cast: Cast, doc: Doc) -> Iterator[tuple[int, tuple[str, ...]]]:
    before: list[list[str]] = []
    sides = _opponents(cast, doc) if any(t.lemma_ == SIDE for t in doc) else Counter[tuple[str, ...]]()
    for sent in doc.sents:
        named: list[str] = []
        for token in sent:
            kinds = _wanted(token)
            if kinds and token.lemma_ == SIDE:
                doers = _doers(cast, token)
                named = [e for e in named if e not in doers]
                rivals = [p for p, _ in sides.most_common() if doers.isdisjoint(p)]
                if rivals and (len(rivals) == 1 or sides[rivals[0]] > sides[rivals[1]]):
                    yield int(token.i), rivals[0]
                    continue
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
    if token.lemma_ == SIDE:
        opened = any(c.lower_ in ("the", "both", "each", "either") for c in token.children)
        several = token.tag_ == "NNS" or any(c.lower_ in ("each", "either") for c in token.children)
        return ACTOR_TYPES - LOOSE if opened and several else frozenset()
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


def _doers(cast: Cast, token: Token) -> set[str]:
    """Who calls on both sides, and so is none of them."""
    verb = token.head
    while verb.pos_ == "ADP" and verb.head.i != verb.i:
        verb = verb.head
    return {e for c in verb.children if c.dep_ in SUBJECT and c.i != token.i for e in _named(cast, c)}


def _opponents(cast: Cast, doc: Doc) -> Counter[tuple[str, ...]]:
    """Pairs that act on each other or are told of as two: "the army and the rebels blame each other"."""
    found: Counter[tuple[str, ...]] = Counter()
    for r in cast.relations:
        if r.kind == "opposes":
            _count(cast, found, (r.subject, r.object))
    for i, entity in sorted(cast.at.items()):
        token = doc[i]
        if token.dep_ in SUBJECT and token.head.lemma_ in OPPOSING:
            _count(cast, found, _named(cast, token))
            if token.head.lemma_ in ONESIDED:
                continue
            goals = [c for c in token.head.children if c.dep_ == "dobj"]
            goals += [g for c in token.head.children if c.lower_ in ("with", "against") for g in c.children]
            for goal in goals:
                _count(cast, found, (entity, cast.at.get(goal.i, entity)))
        elif token.dep_ == "pobj" and token.head.lower_ == "between":
            _count(cast, found, _named(cast, token))
        elif token.dep_ == "pobj" and token.head.lower_ in ("with", "against") and token.head.head.lemma_ in OPPOSING:
            holder = next((c for c in token.head.head.children if c.dep_ == "poss"), None)
            if holder is not None:
                _count(cast, found, (cast.at.get(holder.i, entity), entity))
    return found


def _named(cast: Cast, token: Token) -> tuple[str, ...]:
    return tuple(cast.at[t.i] for t in (token, *token.conjuncts) if t.i in cast.at)


def _count(cast: Cast, found: Counter[tuple[str, ...]], pair: tuple[str, ...]) -> None:
    members = tuple(sorted(set(pair)))
    if len(members) == 2 and not any(cast.entities[e].kind in LOOSE for e in members):
        found[members] += 1
