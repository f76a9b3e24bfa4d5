"""Measures that tell of an event: the strength of a quake, a term in prison, the length of a strike, a level."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from kg.lexicon.numbers import NumberLexicon

HYPHENS: Final = frozenset({"-", "–"})
LASTING: Final = frozenset({"hour", "day", "week"})  # units in which an event's length is a figure of it
TERMS: Final = frozenset({"year", "month"})


def measure(top: Token, counted: Token, after: Token | None, lexicon: NumberLexicon) -> tuple[str, Token] | None:
    """The unit of a number that measures an event, and the token by which it hangs on it; None for any other number."""
    if top.i and (found := _strength(top, counted, after)) is not None:
        return found
    if after is not None and after.text in HYPHENS and after.i + 1 < len(top.doc):
        return _attributive(top.doc[after.i + 1], lexicon)
    unit = str(counted.lemma_.lower())
    if unit in TERMS and _served(counted, lexicon):
        return unit, counted
    if unit in lexicon.nouns["measures"] - LASTING - TERMS and _changed(counted, lexicon):
        return unit, counted
    return None


def _strength(top: Token, counted: Token, after: Token | None) -> tuple[str, Token] | None:
    """ "a 5.4-magnitude quake", "a magnitude 5.4 quake", "of magnitude 5.4", "with a magnitude of 5.4"."""
    doc = top.doc
    before = [t for t in doc[max(0, top.i - 2) : top.i] if t.text not in HYPHENS and t.lower_ != "of"]
    if before and before[-1].lower_ == "magnitude":
        return "magnitude", counted if counted.i > top.i else before[-1]
    at = top.i + (2 if after is not None and after.text in HYPHENS else 1)
    if at < len(doc) and doc[at].lower_ == "magnitude":
        return "magnitude", doc[at].head if doc[at].head.i > at else doc[at]
    return None


def _attributive(unit: Token, lexicon: NumberLexicon) -> tuple[str, Token] | None:
    """ "a 24-hour strike", "a six-year prison sentence"; the length of a meeting is its time."""
    noun, lemma = unit.head, unit.lemma_.lower()
    if noun.i <= unit.i:
        return None
    if lemma in TERMS and noun.lemma_.lower() in lexicon.attach["terms"]:
        return lemma, noun
    if lemma in LASTING and noun.lemma_.lower() not in lexicon.nouns["gatherings"]:
        return lemma, noun
    return None


def _served(counted: Token, lexicon: NumberLexicon) -> bool:
    """ "nine years in prison", "sentenced to nine years", "demanded nine years"."""
    doc = counted.doc
    behind = " ".join(t.lower_ for t in doc[counted.i + 1 : counted.i + 3])
    if behind in lexicon.attach["served"] or behind.split(" ")[0] in lexicon.attach["served"]:
        return True
    link = counted.head
    if counted.dep_ == "pobj":
        above = link.head.lemma_.lower()
        return (above in lexicon.attach["sentencing"] and link.lower_ in ("to", "for")) or (
            above in lexicon.attach["terms"] and link.lower_ == "of"
        )
    return counted.dep_ in ("dobj", "npadvmod") and link.lemma_.lower() in lexicon.attach["sentencing"]


def _changed(counted: Token, lexicon: NumberLexicon) -> bool:
    """ "The lake rose to 7.2 metres", "sank by two metres"."""
    link = counted.head
    verb = link.head if counted.dep_ == "pobj" and link.lower_ in ("to", "by", "above", "below") else link
    return verb.pos_ == "VERB" and bool(lexicon.direction(verb.lemma_.lower(), "verbs_"))
