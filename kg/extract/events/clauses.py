"""What a token is in its clause: verbal, passive, coordinated, relative; and the fillers that hang on prepositions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Token

from kg.lexicon.syntax import SyntaxWords

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
RELATIVE_PRONOUNS: Final = frozenset({"who", "whom", "which", "that", "whose"})
PRESENT: Final = frozenset({"VBZ", "VBP"})
# First words of prepositions whose "to" leads nowhere: "promised a post, according to the paper".
COMPOUND: Final = frozenset({"according", "contrary", "due", "owing", "prior", "pursuant", "thanks"})
BARE_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
MOOD: Final = {"VBD": "past", "VBZ": "present", "VBP": "present", "MD": "modal"}


def is_verbal(token: Token) -> bool:
    """Whether a token heads a clause or participle of its own."""
    return token.pos_ == "VERB" or (token.tag_.startswith("VB") and token.pos_ != "AUX")


def is_passive(token: Token) -> bool:
    """Whether a verb is passive, in full or reduced ("an officer deployed under the mission")."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children):
        return True
    if token.tag_ != "VBN":
        reduced = token.tag_ == "VBD" and token.dep_ == "acl" and not any(c.dep_ == "dobj" for c in token.children)
        return reduced and orphaned(token) is None
    if any(c.dep_ == "aux" for c in token.children):
        return False
    if token.dep_ == "ROOT" and any(c.dep_ == "nsubj" for c in token.children):
        # "Teachers, meanwhile, protested." is active; a headline, "Two killed in raid", has no full stop
        return not any(c.text == "." for c in token.children)
    if token.dep_ == "conj" and is_verbal(token.head) and not any(c.dep_ in SUBJECTS for c in token.children):
        # "was arrested and charged" shares the passive; "has arrested and charged him" does not
        return is_passive(token.head)
    return token.dep_ in ("acl", "amod", "advcl", "oprd", "xcomp", "ccomp", "relcl", "ROOT", "dep", "pcomp")


def orphaned(verb: Token) -> Token | None:
    """The noun that a sentence's main verb was cut off from: "Abbot Meier, who has advised both camps, called ..."."""
    if verb.tag_ not in BARE_FINITE or verb.i == 0 or verb.nbor(-1).text != ",":
        return None
    token = verb
    if verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and not any(c.dep_ == "agent" for c in verb.children):
        return None if is_verbal(verb.head) else verb.head
    while token.head.i != token.i:
        if token.dep_ == "relcl" and token.i != verb.i and token.head.dep_ == "ROOT" and not is_verbal(token.head):
            return token.head
        token = token.head
    return None


def finite(verb: Token) -> tuple[str, bool]:
    """The tense or mood of a verb's clause, "" for a participle or infinitive; and whether an auxiliary carries it."""
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass") and child.tag_ in MOOD:
            return MOOD[child.tag_], True
    return ("", False) if verb.tag_ not in BARE_FINITE else (MOOD[verb.tag_], False)


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and all that are coordinated with it, in text order."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i:
            yield from conjuncts(child)


def spread(tokens: Iterable[Token]) -> list[Token]:
    """The tokens with all that are coordinated with them."""
    return [each for token in tokens for each in conjuncts(token)]


def prepositional(prep: Token) -> Iterator[tuple[str, Token]]:
    """The fillers of a preposition with the slots that they fill."""
    name = f"prep:{prep.lower_}"
    for child in prep.children:
        if child.dep_ in ("pobj", "pcomp") and child.pos_ != "ADP":
            for filler in conjuncts(child):
                yield name, filler
        elif child.dep_ in ("prep", "pcomp"):  # "out of", "from inside", "because of"
            for inner, filler in prepositional(child):
                yield name, filler
                if inner != "prep:of" and prep.lower_ not in COMPOUND:
                    yield inner, filler
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            yield from prepositional(child)


def agents(token: Token) -> list[Token]:
    """By whom a passive says it was done."""
    return [
        filler
        for child in token.children
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by")
        for _, filler in prepositional(child)
    ]


def objects_of(token: Token, *prepositions: str) -> list[Token]:
    """What stands after one of the prepositions of a token."""
    return [
        filler
        for child in token.children
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in prepositions
        for _, filler in prepositional(child)
    ]


def governor(token: Token) -> list[Token]:
    """The word that a token depends on, prepositions skipped."""
    head = token.head
    if head.i == token.i:
        return []
    if head.dep_ in ("prep", "agent") and token.dep_ in ("pobj", "pcomp"):
        return [head.head]
    return [head]


def is_relative(token: Token) -> bool:
    """Whether a token is a relative pronoun."""
    return token.lower_ in RELATIVE_PRONOUNS and token.tag_ in ("WDT", "WP", "WP$", "IN", "DT")


def verb_lemma_inverts(verb: Token, words: SyntaxWords) -> bool:
    """Whether the subject of a light verb undergoes the noun: "suffered an attack", "came under fire"."""
    return verb.lemma_ in words.inverting_verbs or any(
        f"{verb.lemma_} {c.lower_}" in words.inverting_phrases for c in verb.children if c.dep_ == "prep"
    )
