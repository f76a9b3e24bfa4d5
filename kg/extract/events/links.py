"""How event mentions hang together by syntax: one says another, causes it, or is only a part of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.events.predicates import is_verbal
from kg.extract.events.triggers import Trigger
from kg.lexicon.syntax import syntax_words

# Types whose trigger is an act of speech; what is said is their content.
SPEECH_ACTS: Final = frozenset(
    {
        "Statement", "Pledge", "Request", "Threat", "Denial", "Accusation", "Criticism", "Refusal", "Support",
        "Agreement", "MandateDecision", "Legislation",
    }
)  # fmt: skip
GIVING: Final = frozenset({"Funding", "Aid", "Support"})
HARM: Final = frozenset({"Killing", "Death", "Injury", "Destruction", "Displacement", "Evacuation", "Kidnapping"})
CAUSING: Final = frozenset({"Attack", "Clash", "Disaster", "Riot", "Operation", "Protest"})
CAUSE_SLOTS: Final = (
    "prep:in", "prep:by", "prep:from", "prep:after", "prep:during", "prep:due", "prep:because", "subject",
)  # fmt: skip
CORE: Final = frozenset({"nsubj", "nsubjpass", "dobj", "xcomp", "ccomp", "conj", "attr", "acomp"})
CONTENT_SLOTS: Final = ("clause", "object", "prep:for", "prep:to", "prep:of", "prep:against", "prep:on")


def absorbed(doc: Doc, trigger: Trigger, found: Mapping[int, Trigger]) -> bool:
    """Whether a noun only says what kind another trigger is of ("death toll", "peace talks"), or what was cut off."""
    token = doc[trigger.token]
    head = found.get(int(token.head.i))
    if head is None or trigger.entry.pos != "noun":
        return False
    if token.dep_ == "compound":
        return True
    return (
        head.entry.frame.type == "FundingCut"
        and trigger.entry.frame.type in GIVING
        and token.dep_ in ("dobj", "nsubjpass")
    )


def restated(verb: Trigger, found: Mapping[int, Trigger]) -> Iterator[int]:
    """Nouns that name again what their verb says: "confirmed in a statement", "offered support", "met for talks"."""
    if verb.entry.pos == "verb":
        for slot, fillers in verb.slots.items():
            if slot in ("object", "clause") or slot.startswith("prep:"):
                for filler in fillers:
                    other = found.get(filler)
                    if other and other.entry.pos == "noun" and other.entry.frame.type == verb.entry.frame.type:
                        yield filler


def content(doc: Doc, trigger: Trigger, found: Mapping[int, Trigger]) -> Iterator[int]:
    """The triggers of what a speech act says: its clause's predicate, and the events that take part in it."""
    if trigger.entry.frame.type not in SPEECH_ACTS:
        return
    for slot in CONTENT_SLOTS:
        for filler in trigger.slots.get(slot, ()):
            if filler in found:
                yield filler
            elif slot == "clause" or is_verbal(doc[filler]):
                yield from (i for i in _core(doc[filler], depth=2) if i in found and i != trigger.token)


def _core(predicate: Token, depth: int) -> Iterator[int]:
    """The tokens that carry what a clause says: its predicate, complements, participants and coordinated predicates."""
    for child in predicate.children:
        if child.dep_ in CORE:
            yield int(child.i)
            if depth:
                yield from _core(child, depth - 1)


def causes(doc: Doc, trigger: Trigger, found: Mapping[int, Trigger]) -> Iterator[int]:
    """Triggers of what brought a harm about: "killed in the attack", "attacked the camp, killing ten"."""
    if trigger.entry.frame.type not in HARM:
        return
    for slot in CAUSE_SLOTS:
        for filler in trigger.slots.get(slot, ()):
            if filler in found and found[filler].entry.frame.type in CAUSING:
                yield filler
                return
    token = doc[trigger.token]
    if trigger.entry.pos == "noun" and (verb := _causing_verb(token)) is not None:
        for child in verb.children:
            if child.dep_ == "nsubj" and child.i in found and found[int(child.i)].entry.frame.type in CAUSING:
                yield int(child.i)
                return
    if token.dep_ == "advcl" and token.head.i in found and found[int(token.head.i)].entry.frame.type in CAUSING:
        yield int(token.head.i)


def _causing_verb(noun: Token) -> Token | None:
    """The verb that makes its subject the cause of a noun: "the clash left ten dead", "shelling led to deaths"."""
    head = noun.head if noun.dep_ == "dobj" else noun.head.head if noun.head.dep_ == "prep" else None
    return head if head is not None and head.lemma_ in syntax_words().causing_verbs else None
