"""What a quotation does by its words: it finds fault, praises or asks, whatever verb introduces it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.claims.coordination import VERBAL
from kg.extract.claims.embedding import is_first_person
from kg.extract.records import Quotation
from kg.lexicon.stance import stance_lexicon

NAMING: Final = frozenset({"brand", "call", "characterise", "characterize", "deem", "describe", "dub", "label", "term"})
SENTENCE: Final = 3  # words from which a quotation can be a sentence


def quoted_acts(doc: Doc, quotes: Sequence[Quotation]) -> dict[int, str]:
    """The type of the act that a quotation performs, by the token of its cue; nothing where the words do not tell."""
    found: dict[int, str] = {}
    if not quotes:
        return found
    starts = [t.idx for t in doc]
    for quote in quotes:
        if quote.cue is None or quote.speaker is None or quote.cue in found:
            continue
        words = list(doc[bisect_left(starts, quote.span.start) : bisect_left(starts, quote.span.end)])
        act = _act(doc[quote.cue], words)
        if act is not None:
            found[quote.cue] = act
    return found


def _act(cue: Token, words: Sequence[Token]) -> str | None:
    if cue.lemma_.lower() in NAMING:
        if any(_known(t, "blame") and not _spared(t) for t in words):
            return "Criticism"
        return "Support" if any(_known(t, "praise") and not _spared(t) for t in words) else None
    if len(words) < SENTENCE:
        return None
    if any(_known(t, "blame") and _predicated(t) and not _spared(t) for t in words):
        return "Criticism"
    return "Request" if any(_asks(t, words) for t in words) else None


def _known(token: Token, class_: str) -> bool:
    words = stance_lexicon().words[class_]
    return token.lemma_.lower() in words or token.lower_ in words


def _predicated(token: Token) -> bool:
    """Whether a word is what a sentence says of its subject: "is a disgrace", "has failed us", not "the theft"."""
    if token.pos_ in VERBAL:
        told = any(t.dep_ in {"nsubj", "nsubjpass"} for t in token.lefts)
        return told and any(t.dep_ in {"dobj", "xcomp", "auxpass"} or t.lower_ == "to" for t in token.children)
    noun = token.head if token.dep_ == "amod" else token
    return noun.dep_ in {"attr", "acomp", "oprd"}


def _spared(token: Token) -> bool:
    """Whether nobody else is judged after all: "We failed them", "It was no disgrace", "if they cheat"."""
    lexicon = stance_lexicon().words
    above = [token.head, token.head.head] if token.pos_ not in VERBAL else []
    near = [t for word in (token, *above) for t in word.children if t.dep_ not in {"poss", "dobj", "prep"}]
    if any(t.lower_ in lexicon["negative"] or is_first_person(t) for t in near):
        return True
    return any(t.dep_ == "mark" and t.lower_ in lexicon["conditional"] for t in near)


def _asks(verb: Token, words: Sequence[Token]) -> bool:
    """Whether a sentence says what is needed or must be done: "We need tents", "They must leave", "Stop the trucks"."""
    if verb.pos_ not in VERBAL or verb.dep_ not in {"ROOT", "ccomp"}:
        return False
    if verb.dep_ == "ccomp" and words[0].i <= verb.head.i <= words[-1].i:
        return False  # "I think they must leave"
    who = next((t for t in verb.lefts if t.dep_ in {"nsubj", "nsubjpass"}), None)
    helpers = {t.lower_ for t in verb.lefts if t.dep_ in {"aux", "neg"}}
    negative = stance_lexicon().words["negative"]
    if who is None or who.lower_ in negative or helpers & negative:
        return False
    if verb.lemma_ == "need" and verb.tag_ in {"VBP", "VBZ"}:
        return any(t.dep_ == "dobj" for t in verb.rights) and who.lower_ != "i"
    return "must" in helpers and not is_first_person(who) and who.lower_ not in {"it", "this", "that", "there"}
