"""How event mentions hang together by syntax: one says another, says it again, or is only a part of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.events.predicates import is_verbal
from kg.extract.events.triggers import Trigger

# Types whose trigger is an act of speech; what is said is their content.
SPEECH_ACTS: Final = frozenset(
    {
        "Statement", "Pledge", "Request", "Threat", "Denial", "Accusation", "Criticism", "Refusal", "Support",
        "Agreement", "MandateDecision", "Legislation",
    }
)  # fmt: skip
GIVING: Final = frozenset({"Funding", "Aid", "Support"})
CORE: Final = frozenset({"nsubj", "nsubjpass", "dobj", "xcomp", "ccomp", "conj", "attr", "acomp"})
CONTENT_SLOTS: Final = ("clause", "object", "prep:for", "prep:to", "prep:of", "prep:about", "prep:against", "prep:on")
NAMING: Final = frozenset({"brand", "call", "describe", "label", "term"})
OCCASIONS: Final = ("prep:in", "prep:during", "prep:at")


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
    """Words that name again what their verb says: "confirmed in a statement", "offered support", "met for talks".

    Also the statement that is the occasion of another act of speech: "condemned the raid in a speech".
    """
    if verb.entry.pos != "verb":
        return
    type_ = verb.entry.frame.type
    for slot, fillers in verb.slots.items():
        if slot in ("object", "clause") or slot.startswith("prep:"):
            for filler in fillers:
                other = found.get(filler)
                if other is None or other.entry.pos != "noun":
                    continue
                occasion = slot in OCCASIONS and other.entry.frame.type == "Statement" and type_ in SPEECH_ACTS
                if occasion or other.entry.frame.type == type_:
                    yield filler


def content(doc: Doc, trigger: Trigger, found: Mapping[int, Trigger]) -> Iterator[int]:
    """The triggers of what a speech act says: its clause's predicate, and the events that take part in it."""
    if trigger.entry.frame.type not in SPEECH_ACTS:
        return
    yield from (i for i in _interrupted(doc[trigger.token]) if i in found)
    for slot in CONTENT_SLOTS:
        for filler in trigger.slots.get(slot, ()):
            if filler in found or _called(doc[filler]):
                yield filler
            elif slot == "clause" or is_verbal(doc[filler]):
                yield from (i for i in _core(doc[filler], depth=2) if i in found and i != trigger.token)


def _interrupted(verb: Token) -> Iterator[int]:
    """The clause that a verb of speech is put into or after: "Guards, she said, shot two men"."""
    if verb.dep_ != "parataxis":
        return
    yield int(verb.head.i)
    # "Divers brought up two men, he said, one of them dead": the parser hangs the clause on what follows
    yield from (int(t.i) for t in verb.head.lefts if t.dep_ == "ccomp" and t.i < verb.i)


def _called(verb: Token) -> bool:
    """Whether a clause is the speaker's name for what the act is about: "denounced what he called 'a farce'"."""
    return verb.lemma_.lower() in NAMING and any(t.lower_ == "what" for t in verb.lefts)


def _core(predicate: Token, depth: int) -> Iterator[int]:
    """The tokens that carry what a clause says: its predicate, complements, participants and coordinated predicates."""
    for child in predicate.children:
        if child.dep_ in CORE:
            yield int(child.i)
            if depth:
                yield from _core(child, depth - 1)
