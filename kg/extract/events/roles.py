"""Who does what to whom, and where: fills an event's roles from its trigger's slots."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Token

from kg.extract.events.predicates import Predicates, Slots, conjuncts, is_verbal
from kg.extract.events.triggers import Trigger
from kg.extract.records import Cast
from kg.lexicon.syntax import syntax_words
from kg.model import ACTOR_ROLES, ACTOR_TYPES, PLACE_ROLES, PLACE_TYPES, Role

IN: Final = (
    "in",
    "at",
    "near",
    "on",
    "outside",
    "inside",
    "across",
    "around",
    "throughout",
    "off",
    "along",
    "within",
    "over",
)
MOVING: Final = frozenset({"Deployment", "Visit", "Evacuation", "Withdrawal", "Displacement"})
# What a plain "in" or "at" names: "deployed in Mali" where they went, "evacuated 80 people in Yei" where they left.
WHERE: Final = {"Deployment": "destination", "Visit": "destination", "Evacuation": "origin", "Withdrawal": "origin"}
SPOKEN: Final = frozenset(
    {"Statement", "Pledge", "Request", "Threat", "Denial", "Accusation", "Criticism", "Refusal", "Support", "Sanction"}
)
TO: Final = ("to", "into", "toward", "towards", "for")
PLACE_KINDS: Final = frozenset({*PLACE_TYPES, "Country"})
LEVELS: Final = 4  # how many governors up a place may stand


class RoleFiller:
    """Fills roles for the triggers of one `Doc`."""

    def __init__(self, predicates: Predicates, cast: Cast) -> None:
        self._tokens = predicates.tokens
        self._predicates = predicates
        self._cast = cast

    def roles(self, trigger: Trigger) -> tuple[Role, ...]:
        """The roles of one trigger, actors before places, each filler once a role."""
        found: dict[tuple[str, str], Role] = {}
        frame = trigger.entry.frame
        for kind, names in frame.roles[trigger.entry.pos].items():
            if kind == "content":
                continue
            kinds = ACTOR_TYPES if kind in ACTOR_ROLES else PLACE_KINDS
            fillers = self._first(trigger.slots, names, kinds)
            if kind == "recipient" and not fillers:
                fillers = self._beneficiaries(trigger.slots)
            for entity in fillers:
                if kind in ACTOR_ROLES and any(r.entity == entity for r in found.values() if r.kind in ACTOR_ROLES):
                    continue  # nobody does a thing to himself unless the text says "himself"
                found[kind, entity] = Role(kind, entity)
        if frame.type in MOVING:
            for kind, prepositions in (("origin", ("from", "out")), ("destination", TO)):
                if not any(r.kind == kind for r in found.values()):
                    for entity in self._first(trigger.slots, [f"prep:{p}" for p in prepositions], PLACE_KINDS):
                        found[kind, entity] = Role(kind, entity)
        if not any(r.kind == "place" for r in found.values()):
            kind = WHERE.get(frame.type, "place")
            for entity in self._place(trigger):
                if not any(r.entity == entity and r.kind in PLACE_ROLES for r in found.values()):
                    found[kind, entity] = Role(kind, entity)
        return tuple(found.values())

    def _first(self, slots: Slots, names: Iterable[str], kinds: frozenset[str]) -> list[str]:
        """The fillers of the first slot that holds any of the right kind."""
        for name in names:
            tokens = slots.get(name, ())
            if fitting := list(self._actors(tokens) if kinds is ACTOR_TYPES else self._entities(tokens, kinds)):
                return fitting
        return []

    def _beneficiaries(self, slots: Slots) -> list[str]:
        """For whom a thing is that was given: "sent $2 million in aid to the widows"."""
        for i in slots.get("object", ()):
            inner = self._predicates.slots(i)
            layers = [inner, *(self._predicates.slots(j) for j in inner.get("prep:in", ()) + inner.get("of", ()))]
            for layer in layers:
                if found := self._first(layer, ("prep:to", "prep:for"), ACTOR_TYPES):
                    return found
        return []

    def _entities(self, tokens: Iterable[int], kinds: frozenset[str]) -> Iterator[str]:
        for i in tokens:
            entity = self._cast.at.get(i)
            if i in self._cast.sets:
                yield from (e for e in self._cast.sets[i] if self._cast.entities[e].kind in kinds)
            elif entity is None:
                yield from self._parts(i, kinds)
            elif self._cast.entities[entity].kind in kinds:
                yield from self._by_name(i, entity) or (entity,)

    def _by_name(self, index: int, entity: str) -> list[str]:
        """Who a common noun's people are, where the clause lists them: "those elected were Ana Reis and Rui Sá"."""
        token = self._tokens[index]
        if self._cast.entities[entity].named:
            return []
        listed = [c for c in token.children if c.dep_ == "appos"]
        if token.dep_ == "nsubj" and token.head.lemma_ == "be":
            listed += [c for c in token.head.children if c.dep_ == "attr"]
        names = (self._cast.at.get(int(t.i)) for first in listed for t in conjuncts(first))
        return [n for n in dict.fromkeys(names) if n is not None and n != entity and self._person(n)]

    def _person(self, entity: str) -> bool:
        return self._cast.entities[entity].named and self._cast.entities[entity].kind == "Person"

    def _actors(self, tokens: Iterable[int]) -> Iterator[str]:
        """Actors at the tokens, or standing behind them: "army jets", "the cartel's drugs", "the mission's mandate"."""
        for i in tokens:
            found = list(self._entities([i], ACTOR_TYPES))
            inner = (
                self._predicates.slots(i) if not found and i not in self._cast.at and i not in self._cast.sets else {}
            )
            for slot in ("poss", "compound", "of"):
                if found:
                    break
                found = list(self._entities(inner.get(slot, ()), ACTOR_TYPES))
            yield from found

    def _parts(self, index: int, kinds: frozenset[str]) -> Iterator[str]:
        """The whole behind a number or measure: "800 of the officers", "dozens of miners", "a group of men"."""
        token = self._tokens[index]
        if token.pos_ == "NUM" or token.lemma_.lower() in syntax_words().partitives:
            for i in self._predicates.slots(index).get("of", ()):
                yield from self._entities([i], kinds)

    # -- place ----------------------------------------------------------------------------------------------------

    def _place(self, trigger: Trigger) -> list[str]:
        """Where it happened: by the trigger's own adjuncts, else by those of its object, else of its clause."""
        names = [f"prep:{p}" for p in IN]
        if own := self._located(trigger.slots, names):
            return own
        if trigger.entry.frame.type in SPOKEN:
            return []  # "condemned the attack in Aden" tells where the attack was
        for slot in ("object", "of", "subject"):
            for i in trigger.slots.get(slot, ()):
                if found := self._located(self._predicates.slots(i), names):
                    return found
        token = self._tokens[trigger.token]
        if not is_verbal(token) and (found := self._of_noun(token, trigger.slots)):
            return found
        return self._of_clause(token, names)

    def _located(self, slots: Slots, names: list[str]) -> list[str]:
        for name in names:
            found = list(self._entities(slots.get(name, ()), PLACE_KINDS))
            if found or (found := self._described(slots.get(name, ()))):
                return found
        return []

    def _described(self, tokens: Iterable[int]) -> list[str]:
        """The place behind a common noun: "in the resort of Sousse", "off the coast of Yemen", "in Kano's market"."""
        for i in tokens:
            inner = self._predicates.slots(i)
            for slot in ("of", "poss", "prep:in", "prep:near", "compound"):
                if found := list(self._entities(inner.get(slot, ()), PLACE_KINDS)):
                    return found
        return []

    def _of_noun(self, token: Token, slots: Slots) -> list[str]:
        """ "the Goma attack", "Haiti's gang violence"; and the place of the verb it is the subject of."""
        for slot in ("compound", "poss"):
            places = [
                e
                for e in self._entities(slots.get(slot, ()), PLACE_KINDS)
                if self._cast.entities[e].kind != "Country" or slot == "poss"
            ]
            if places and slot == "compound":
                return places
        verb = token.head
        if token.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in syntax_words().happening_verbs:
            return self._located(self._predicates.slots(int(verb.i)), [f"prep:{p}" for p in IN])
        return []

    def _of_clause(self, token: Token, names: list[str]) -> list[str]:
        """The place of the governing clause: "Gunmen attacked a bar in Cali, killing three"."""
        for _ in range(LEVELS):
            if token.dep_ == "ROOT" or token.head.i == token.i:
                return []
            if token.dep_ in ("ccomp", "relcl") and is_verbal(token):
                return []
            token = token.head
            if is_verbal(token) and (found := self._located(self._predicates.slots(int(token.i)), names)):
                return found
        return []
