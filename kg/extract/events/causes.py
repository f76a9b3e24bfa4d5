"""What brought a harm about, by syntax: "killed in the attack", "shelling killed ten", "drowned when the boat sank"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.events.triggers import Trigger
from kg.lexicon.syntax import syntax_words

HARM: Final = frozenset({"Killing", "Death", "Injury", "Destruction", "Displacement", "Evacuation", "Kidnapping"})
BODILY: Final = frozenset({"Killing", "Death", "Injury"})
CAUSING: Final = frozenset({"Attack", "Clash", "Disaster", "Riot", "Operation", "Protest"})
SLOTS: Final = (
    "prep:in", "prep:by", "prep:from", "prep:after", "prep:during", "prep:due", "prep:because",
    "prep:following", "subject",
)  # fmt: skip
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
STATES: Final = frozenset({"oprd", "acomp", "ccomp"})  # "left ten dead"
WHEN: Final = frozenset({"when", "after", "as", "once", "because"})
STEPS: Final = 3  # conjuncts and verbs without a sense of their own between a harm and its cause


def causes(doc: Doc, trigger: Trigger, found: Mapping[int, Trigger]) -> Iterator[int]:
    """The trigger of what brought a harm about, if a word of its sentence tells it."""
    if trigger.entry.frame.type not in HARM:
        return
    cause = _Search(doc, found).of(trigger)
    if cause is not None and cause != trigger.token:
        yield cause


class _Search:
    def __init__(self, doc: Doc, found: Mapping[int, Trigger]) -> None:
        self.doc = doc
        self.found = found

    def of(self, trigger: Trigger) -> int | None:
        """The cause by the harm's own arguments, else by the clauses around it."""
        for slot in SLOTS:
            for filler in trigger.slots.get(slot, ()):
                if self._causing(self.doc[filler]):
                    return filler
        token = self.doc[trigger.token]
        if trigger.entry.pos == "noun" and (verb := _causing_verb(token)) is not None:
            return self._subject(verb)
        bodily = trigger.entry.frame.type in BODILY
        for step in _above(token):
            if (cause := self._by_clause(step, bodily)) is not None:
                return cause
        return None

    def _by_clause(self, token: Token, bodily: bool) -> int | None:
        """The cause of what `token` says, by its subject, its adverbial clauses, or the clause that it belongs to."""
        head = token.head
        if (cause := self._subject(token)) is not None:
            return cause
        if token.dep_ in ("advcl", "relcl", "acl", "xcomp") and self._causing(head) and not _timed(token):
            return int(head.i)  # "shelled the camp, killing ten"; "the raid that killed ten"
        if token.dep_ == "advcl" and not _timed(token) and (cause := self._subject(head)) is not None:
            return cause  # "A storm hit the coast, killing ten"
        if token.dep_ in ("relcl", "acl") and (noun := self._described(head)) is not None:
            return noun
        if token.dep_ == "conj" and bodily and self._causing(head):
            return int(head.i)  # "stormed the base and killed ten"
        for child in token.children:
            if child.dep_ == "advcl" and _timed(child) and self._causing(child):
                return int(child.i)  # "drowned when their boat capsized"
        return None

    def _described(self, noun: Token) -> int | None:
        """The noun that a clause is about beyond a name in it: "an attack on a base in Kora, in which ten died"."""
        for _ in range(STEPS):
            if noun.dep_ != "pobj" or noun.head.dep_ != "prep":
                return None
            noun = noun.head.head
            if self._causing(noun):
                return int(noun.i)
        return None

    def _subject(self, verb: Token) -> int | None:
        return next((int(c.i) for c in verb.children if c.dep_ in SUBJECTS and self._causing(c)), None)

    def _causing(self, token: Token) -> bool:
        other = self.found.get(int(token.i))
        return other is not None and other.entry.frame.type in CAUSING


def _above(token: Token) -> Iterator[Token]:
    """The harm's word, the first of its conjuncts, and the verb that brings it as a state: "left ten dead"."""
    for _ in range(STEPS):
        yield token
        if token.dep_ == "conj" or token.dep_ in STATES:
            token = token.head
        else:
            return


def _timed(clause: Token) -> bool:
    """Whether a clause is put in time: "when gunmen opened fire"."""
    return any(c.lower_ in WHEN and c.dep_ in ("advmod", "mark", "prep") for c in clause.lefts)


def _causing_verb(noun: Token) -> Token | None:
    """The verb that makes its subject the cause of a noun: "the clash left ten dead", "shelling led to deaths"."""
    head = noun.head if noun.dep_ == "dobj" else noun.head.head if noun.head.dep_ == "prep" else None
    return head if head is not None and head.lemma_ in syntax_words().causing_verbs else None
