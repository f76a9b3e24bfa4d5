"""Who takes part in an event: the actors behind the fillers of its slots, and those that its clause implies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Token

from kg.extract.events.collectives import Collectives, reciprocal
from kg.extract.events.predicates import Predicates, Slots, conjuncts, is_passive, is_verbal
from kg.extract.events.triggers import Trigger
from kg.extract.records import Cast
from kg.lexicon.syntax import syntax_words
from kg.model import ACTOR_ROLES, ACTOR_TYPES, Role

SPOKEN: Final = frozenset(
    {"Statement", "Pledge", "Request", "Threat", "Denial", "Accusation", "Criticism", "Refusal", "Support", "Sanction"}
)
# Both sides of such a happening act: "fighters clashed with soldiers".
MUTUAL: Final = frozenset({"Clash"})
# Who leaves a post or a place does so himself, unless somebody is said to make him.
LEAVING: Final = frozenset({"Resignation", "Withdrawal"})
OWNERS: Final = ("poss", "compound", "of")
SPEAKERS: Final = ("poss", "subject", "by", "prep:from", "compound", "of")
# Whom an act of speech is meant for, where only its content tells: "threatened to shoot the pilot".
MEANT: Final = {
    "Accusation": "patient", "Pledge": "recipient", "Refusal": "recipient", "Request": "recipient", "Threat": "patient",
}  # fmt: skip
AFFECTED: Final = ("indirect", "object", "prep:to", "prep:for", "prep:with", "prep:against")
HELPED: Final = ("indirect", "prep:to", "prep:for", "prep:with")
DOING: Final = frozenset({"Accusation", "Request"})  # who does what it says is whom it is meant for
COUNTERPARTS: Final = ("prep:with", "prep:from", "by", "poss", "prep:to")
PERSONAL: Final = frozenset({"it", "they", "them", "its", "their"})
COUNTED: Final = frozenset({"NUM", "ADJ", "PRON", "DET"})
MEETING: Final = frozenset({"after", "at", "for", "from", "of", "to"})  # "stormed out of the talks"
UTTERED: Final = frozenset({"Pledge", "Request", "Threat"})
# What nobody does to nobody: without an object its verb is a passive cut short.
SUFFERED: Final = frozenset({"Killing", "Injury", "Arrest", "Kidnapping", "Conviction", "Deployment"})
CLAIMING: Final = frozenset({"accept", "admit", "assume", "claim", "take"})
CLAIMED: Final = frozenset({"responsibility", "credit"})
LEVELS: Final = 6  # how many governors up the owner of a pronoun may stand


class Participants:
    """Finds the actors of the triggers of one `Doc`."""

    def __init__(self, predicates: Predicates, cast: Cast) -> None:
        self._tokens = predicates.tokens
        self._predicates = predicates
        self._cast = cast
        self._collectives = Collectives(self._tokens, cast)

    def roles(self, trigger: Trigger) -> list[Role]:
        """The actors in their roles, each in one."""
        found: dict[str, Role] = {}
        frame = trigger.entry.frame
        slots_of = frame.roles[trigger.entry.pos]
        behind = SPEAKERS if frame.type in SPOKEN else OWNERS
        for kind, names in slots_of.items():
            if kind not in ACTOR_ROLES:
                continue
            declined = frame.type == "Refusal" and kind == "patient"  # "rejected a request by Iran" refuses Iran itself
            if frame.type == "Pledge" and "clause" not in trigger.slots:  # "promised 50 doctors" is not told to them
                names = tuple(name for name in names if name != "object")
            fillers = self._first(trigger.slots, names, ("of",) if declined else behind)
            if kind == "recipient" and not fillers:
                fillers = self._beneficiaries(trigger.slots)
            _add(found, kind, fillers)
        kinds = {role.kind for role in found.values()}
        if kinds == {"agent"} and frame.type in SUFFERED and "object" not in trigger.slots and self._past(trigger):
            found = {e: Role("patient", e) for e in found}  # a headline: "Scores wounded as train derails"
        if "agent" not in kinds and "agent" in slots_of:
            _add(found, "agent", self._implied(trigger))
        if (meant := MEANT.get(frame.type)) is not None and not kinds & {"patient", "recipient"}:
            _add(found, meant, self._meant(trigger))
        roles = [self._own_part(role, trigger, "agent" in kinds) for role in found.values()]
        return [*roles, *self._mutual(trigger, roles)]

    def entities(self, tokens: Iterable[int], kinds: frozenset[str]) -> Iterator[str]:
        """The actors or places at the tokens, of the given kinds; those of a whole behind a number."""
        for i in tokens:
            entity = self._cast.at.get(i)
            if i in self._cast.sets:
                yield from (e for e in self._cast.sets[i] if self._cast.entities[e].kind in kinds)
            elif entity is None:
                yield from self._parts(i, kinds)
            elif self._cast.entities[entity].kind in kinds:
                yield from self._by_name(i, entity) or (entity,)

    # -- the actors at a slot ---------------------------------------------------------------------------------------

    def _first(self, slots: Slots, names: Iterable[str], behind: tuple[str, ...] = OWNERS) -> list[str]:
        """The actors of the first slot that holds any, with those named as being among them."""
        for name in names:
            fitting = [actor for i in slots.get(name, ()) for actor in self._actors(i, behind)]
            if fitting := fitting or (self._collectives.of(slots.get(name, ())) if name == "compound" else []):
                among = [t for i in slots.get(name, ()) for t in self._predicates.slots(i).get("prep:including", ())]
                among += [t for t in slots.get("prep:including", ()) if name in ("subject", "object")]
                return fitting + [e for e in self.entities(among, ACTOR_TYPES) if e not in fitting]
        return []

    def _actors(self, index: int, behind: tuple[str, ...]) -> list[str]:
        """Actors at a token, or standing behind it: "army jets", "the cartel's drugs", "the mission's mandate"."""
        found = list(self.entities([index], ACTOR_TYPES))
        if found:
            return found
        if self._tokens[index].lower_ in PERSONAL:
            return self._clause_owner(index)
        if index in self._cast.at or index in self._cast.sets:
            return []
        inner = self._predicates.slots(index)
        for slot in behind:  # but "his rival" is not he
            fillers = [i for i in inner.get(slot, ()) if self._tokens[i].lower_ not in ("his", "her")]
            if found := list(self.entities(fillers, ACTOR_TYPES)):
                return found
        if not behind:
            return []
        return [e for i in inner.get("poss", ()) if self._tokens[i].lower_ in PERSONAL for e in self._clause_owner(i)]

    def _beneficiaries(self, slots: Slots) -> list[str]:
        """For whom a thing is that was given: "sent $2 million in aid to the widows"."""
        for i in slots.get("object", ()):
            inner = self._predicates.slots(i)
            layers = [inner, *(self._predicates.slots(j) for j in inner.get("prep:in", ()) + inner.get("of", ()))]
            for layer in layers:
                if found := self._first(layer, ("prep:to", "prep:for")):
                    return found
        return []

    def _by_name(self, index: int, entity: str) -> list[str]:
        """Who a common noun's people are, where the clause lists them: "those elected were Ana Reis and Rui Sá"."""
        token = self._tokens[index]
        if self._cast.entities[entity].named:
            return []
        listed = [c for c in token.children if c.dep_ == "appos"]
        if token.pos_ in COUNTED:  # "One, a retired nurse, drowned"
            return [e for e in self._apposed(token) if e != entity]
        told = [int(t.i) for first in listed for t in conjuncts(first)]
        if token.dep_ == "nsubj" and token.head.lemma_ == "be":  # "... were Ana Reis of the Greens and Rui Sá"
            lists = (t for c in token.head.children if c.dep_ == "attr" for t in c.subtree)
            told += [int(t.i) for t in lists if t.dep_ in ("attr", "conj", "appos")]
        names = (e for i in told if (e := self._cast.at.get(i)) is not None and e != entity)
        known = self._cast.entities
        return [n for n in dict.fromkeys(names) if known[n].named and known[n].kind == "Person"]

    def _apposed(self, token: Token) -> list[str]:
        told = (self._cast.at.get(int(t.i)) for c in token.children if c.dep_ == "appos" for t in conjuncts(c))
        return [e for e in dict.fromkeys(told) if e is not None and self._cast.entities[e].kind in ("Person", "Group")]

    def _parts(self, index: int, kinds: frozenset[str]) -> Iterator[str]:
        """The whole behind a number or measure: "800 of the officers", "dozens of miners", "a group of men"."""
        token = self._tokens[index]
        if token.pos_ in COUNTED and (apposed := self._apposed(token)) and "Group" in kinds:
            yield from apposed
        elif token.pos_ == "NUM" or token.lemma_.lower() in syntax_words().partitives:
            for i in self._predicates.slots(index).get("of", ()):
                yield from self.entities([i], kinds)

    # -- what the clause implies ------------------------------------------------------------------------------------

    def _own_part(self, role: Role, trigger: Trigger, made: bool) -> Role:
        """The role in which an actor takes part of its own accord."""
        frame = trigger.entry.frame
        if frame.type in MUTUAL and role.kind == "recipient":
            return Role("agent", role.entity)
        alone = "agent" not in frame.roles[trigger.entry.pos] and not made
        if frame.type in LEAVING and role.kind == "patient" and alone and not is_passive(self._tokens[trigger.token]):
            return Role("agent", role.entity)
        return role

    def _past(self, trigger: Trigger) -> bool:
        verb = self._tokens[trigger.token]
        return verb.tag_ in ("VBD", "VBN") and not is_passive(verb) and "patient" in trigger.entry.frame.roles["verb"]

    def _mutual(self, trigger: Trigger, roles: Iterable[Role]) -> Iterator[Role]:
        """What two do to "each other", each of them undergoes."""
        if reciprocal(self._tokens, trigger.slots):
            yield from (Role("patient", r.entity) for r in roles if r.kind == "agent")

    def _implied(self, trigger: Trigger) -> list[str]:
        """Who does what a noun names, by its clause: "flew to Oman for talks with the king", "quit in protest"."""
        token = self._tokens[trigger.token]
        if is_verbal(token):
            return []
        case = {self._tokens[i].lower_ for i in trigger.slots.get("case", ())}
        kind = trigger.entry.frame.type
        if (kind == "Protest" and "in" in case) or (
            kind == "Meeting" and (case & MEETING or "prep:with" in trigger.slots)
        ):
            return self._clause_owner(trigger.token, frozenset(ACTOR_TYPES))
        if kind in UTTERED:  # "at the request of the bishops"
            return list(self.entities(trigger.slots.get("of", ()), ACTOR_TYPES))
        for clause in token.children:  # "the raid, for which Salvation Front claimed responsibility"
            if (
                clause.dep_ == "relcl"
                and clause.lemma_ in CLAIMING
                and any(c.lemma_ in CLAIMED for c in clause.children)
            ):
                return self._first(self._predicates.slots(int(clause.i)), ("subject",))
        return []

    def _meant(self, trigger: Trigger) -> list[str]:
        """Whom an act of speech is meant for, by what its content tells of them."""
        kind = trigger.entry.frame.type
        for i in trigger.slots.get("clause", ()):
            verb = self._tokens[i]
            slots = self._predicates.slots(i)
            if kind in DOING:  # "demanded that the firm pay", "alleged that the firm had lied"
                names: tuple[str, ...] = ("subject",) if verb.dep_ == "ccomp" and not is_passive(verb) else ()
            elif kind == "Pledge" and verb.lemma_ not in syntax_words().helping_verbs:
                names = HELPED
            else:
                names = AFFECTED
            if found := self._first(slots, names, ()):
                return found
        if kind in DOING:
            return []
        for i in trigger.slots.get("object", ()):
            if i not in self._cast.at and (found := self._first(self._predicates.slots(i), COUNTERPARTS, ())):
                return found
        return []

    def _clause_owner(self, index: int, kinds: frozenset[str] = ACTOR_TYPES - {"Person"}) -> list[str]:
        """The subject of the nearest clause around a token that does not contain it: what "it" or "its" stands for."""
        inside = {index}
        token = self._tokens[index]
        # "the firm said they would pay", but "the army came when they fled"
        reported = token.lower_ not in ("they", "them")
        for _ in range(LEVELS):
            if token.head.i == token.i:
                return []
            reported = reported or token.dep_ == "ccomp"
            token = token.head
            inside.add(int(token.i))
            if not is_verbal(token) and token.pos_ != "AUX":
                continue
            slots = self._predicates.slots(int(token.i))
            subjects = slots.get("object" if is_passive(token) else "subject", ())
            owners = [i for i in subjects if i not in inside and i < index]
            if reported and (found := list(self.entities(owners, kinds))):
                return found
            if owners and reported:
                return []  # whoever it is, it is not an actor that the text tells
        return []


def _add(found: dict[str, Role], kind: str, fillers: Iterable[str]) -> None:
    for entity in fillers:  # nobody does a thing to himself unless the text says "himself"
        found.setdefault(entity, Role(kind, entity))
