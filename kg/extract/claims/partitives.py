"""Speakers who are told of by a number or share: "two of the drivers said", "several of the nurses said"."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from kg.extract.claims.embedding import NOMINAL
from kg.lexicon.syntax import syntax_words

SPEAKING: Final = NOMINAL | {"NUM"}  # "Two of the drivers said"


def can_speak(who: Token) -> bool:
    """Whether a subject can be a speaker: a noun, pronoun or number, "several of the drivers"."""
    return who.pos_ in SPEAKING or (who.pos_ in {"ADJ", "DET"} and of_whom(who) is not None)


def of_whom(head: Token) -> Token | None:
    """Those of whom a number speaks: "two of the drivers", "dozens of residents"."""
    if (
        head.pos_ not in {"NUM", "ADJ", "DET"}
        and head.tag_ != "CD"
        and head.lemma_.lower() not in syntax_words().partitives
    ):
        return None
    inner = (o for p in head.rights if p.lower_ == "of" for o in p.children if o.dep_ == "pobj" and o.pos_ == "NOUN")
    return next(inner, None)
