"""Where a thing happened: by the fillers of its frame, by its own adjuncts, by those of its object and its clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Token

from kg.extract.events.clauses import prepositional
from kg.extract.events.participants import SPOKEN, Participants
from kg.extract.events.predicates import Predicates, Slots, is_verbal
from kg.extract.events.triggers import Trigger
from kg.extract.records import Cast
from kg.lexicon.syntax import syntax_words
from kg.model import PLACE_ROLES, PLACE_TYPES, Role

IN: Final = (
    "prep:in", "prep:at", "prep:near", "prep:on", "prep:outside", "prep:inside", "prep:across", "prep:around",
    "prep:throughout", "prep:off", "prep:along", "prep:within", "prep:over", "prep:above", "prep:beneath",
    "prep:under", "prep:below", "prep:behind", "prep:beside", "prep:between", "prep:opposite",
)  # fmt: skip
# What leads from a common noun to the place that it is of: "in the hills above Jos", "on the road to Maiduguri".
BEHIND: Final = ("of", "poss", "prep:in", "prep:at", "prep:near", "prep:outside", "prep:above", "prep:to", "prep:from",
                 "prep:on", "prep:off", "prep:between", "compound")  # fmt: skip
REGIONS: Final = frozenset(
    {
        "area", "borough", "canton", "city", "commune", "county", "department", "district", "division", "governorate",
        "island", "municipality", "neighborhood", "neighbourhood", "oblast", "parish", "prefecture", "province",
        "quarter", "region", "settlement", "state", "suburb", "territory", "town", "township", "valley", "village",
    }
)  # fmt: skip
OF_A_NOUN: Final = 3  # how many common nouns may stand before a place: "at the end of a summit in Lima"
MOVING: Final = frozenset({"Deployment", "Visit", "Evacuation", "Withdrawal", "Displacement"})
# What a plain "in" or "at" names: "deployed in Mali" where they went, "evacuated 80 people in Yei" where they left.
WHERE: Final = {"Deployment": "destination", "Visit": "destination", "Withdrawal": "origin"}
LEAVING: Final = frozenset({"evacuate", "evacuation"})  # but "rescued 40 people in Yei"
FROM: Final = ("prep:from", "prep:out")
TO: Final = ("prep:to", "prep:into", "prep:toward", "prep:towards", "prep:for")
ARRIVING: Final = frozenset({"arrive", "arrival", "land", "reach", "shelter"})
# What an act is aimed at is where it is done: "a raid against the base at Yelwa", "shelling of Homs".
AIMED: Final = {
    "Attack": ("of", "prep:against", "prep:towards", "prep:toward", "prep:into", "prep:on", "prep:at"),
    "Clash": ("prep:for", "prep:over"),
    "Operation": ("of", "prep:against", "prep:into", "prep:to"),
    "Disaster": ("prep:into", "prep:onto", "prep:through"),
    "Protest": ("prep:to", "prep:towards", "prep:toward", "prep:through", "prep:down", "prep:past"),
    "Seizure": ("prep:of", "prep:from"),
}
# What stands between two sides names them, not where they are: "talks between Laos and Nepal".
SIDED: Final = frozenset({"Agreement", "Clash", "Meeting", "Support"})
# Acts of speech that are told without where they were done: a place after them is that of what they speak of.
UNPLACED: Final = frozenset({"Accusation", "Criticism", "Denial", "Sanction", "Threat"})
# What one travels for happens where one goes: "flew to Doha for talks".
TRAVELLED_FOR: Final = frozenset({"Meeting", "Protest", "Trial", "Visit"})
PLACE_KINDS: Final = frozenset({*PLACE_TYPES, "Country"})
LEVELS: Final = 4  # how many governors up a place may stand


class Location:
    """Finds the places of the triggers of one `Doc`."""

    def __init__(self, predicates: Predicates, cast: Cast, participants: Participants) -> None:
        self._tokens = predicates.tokens
        self._predicates = predicates
        self._cast = cast
        self._participants = participants

    def roles(self, trigger: Trigger) -> Iterator[Role]:
        """The places of a trigger in their roles, each in one."""
        found: dict[str, Role] = {}
        frame = trigger.entry.frame
        slots = trigger.slots
        for kind, names in frame.roles[trigger.entry.pos].items():
            if kind in PLACE_ROLES:
                self._add(found, kind, self._first(slots, names))
        if frame.type in MOVING:
            for kind, names in (("origin", FROM), ("destination", TO)):
                if all(r.kind != kind for r in found.values()):
                    self._add(found, kind, self._first(slots, names) or self._of_moved(slots, kind))
            if found:  # "flown to Wamena, in the province": where that is is no place of its own
                yield from found.values()
                return
        if all(r.kind != "place" for r in found.values()):
            self._add(found, WHERE.get(frame.type) or self._default(trigger), self._around(trigger))
        yield from found.values()

    @staticmethod
    def _default(trigger: Trigger) -> str:
        if trigger.entry.lemma in LEAVING:
            return "origin"
        return "destination" if trigger.entry.frame.type in MOVING and trigger.entry.lemma in ARRIVING else "place"

    @staticmethod
    def _add(found: dict[str, Role], kind: str, places: Iterable[str]) -> None:
        for place in places:
            found.setdefault(place, Role(kind, place))

    def _around(self, trigger: Trigger) -> list[str]:
        """Where it happened by what it was aimed at and its adjuncts, else by its object's, else by its clause's."""
        kind = trigger.entry.frame.type
        if kind in UNPLACED:
            return []
        around = tuple(name for name in IN if name != "prep:between") if kind in SIDED else IN
        if own := self._first(trigger.slots, (*AIMED.get(kind, ()), *around)):
            return own
        if kind in SPOKEN:
            return []  # "rejected the plan for Aden" tells where the plan is for
        for slot in ("object", "of", "subject", "by"):
            for i in trigger.slots.get(slot, ()):
                if i < trigger.token and slot == "by":
                    continue
                if found := self._with(i):
                    return found
        token = self._tokens[trigger.token]
        if not is_verbal(token) and (found := self._of_noun(token, trigger.slots)):
            return found
        return self._of_clause(token, kind)

    def _of_moved(self, slots: Slots, kind: str) -> list[str]:
        """A way told with those who go it: "flew 90 men from Tunis to Nice"; "90 men from Chad" live there."""
        for i in slots.get("object", ()):
            inner = self._predicates.slots(i)
            both = [places for names in (FROM, TO) if (places := self._first(inner, names))]
            if len(both) > 1:
                return both[0] if kind == "origin" else both[1]
        return []

    def _with(self, index: int, depth: int = 2) -> list[str]:
        """The place that stands with a participant: "the son of a judge in Cali", "a boat carrying men off Crete"."""
        slots = self._predicates.slots(index)
        if (found := self._first(slots, IN)) or depth == 0:
            return found
        inner = [*slots.get("of", ()), *slots.get("prep:from", ())]
        for clause in self._tokens[index].children:
            if clause.dep_ == "acl" and clause.tag_ == "VBG":
                inner += [int(clause.i), *self._predicates.slots(int(clause.i)).get("object", ())]
        return next((places for i in inner if (places := self._with(i, depth - 1))), [])

    # -- the places of slots ----------------------------------------------------------------------------------------

    def _first(self, slots: Slots, names: Iterable[str]) -> list[str]:
        """The places of the first slot that holds any: "in Homs, in western Syria" happened in Homs."""
        for name in names:
            if (fillers := slots.get(name)) and (found := self._beside(fillers)):
                return found
        return []

    def _beside(self, fillers: tuple[int, ...], depth: int = OF_A_NOUN) -> list[str]:
        """The places of the first of the fillers that is one, with those of what is coordinated with it."""
        for n, i in enumerate(fillers):
            if found := self._at(i, depth):
                rest = (j for j in fillers[n + 1 :] if self._tokens[j].dep_ == "conj")
                return [*found, *(e for j in rest for e in self._at(j, depth))]
        return []

    def _at(self, index: int, depth: int = OF_A_NOUN) -> list[str]:
        """The place at a token, or behind a common noun: "the resort of Sousse", "off the coast of Yemen"."""
        found = list(self._participants.entities([index], PLACE_KINDS))
        if found or depth == 0 or index in self._cast.at or self._tokens[index].pos_ in ("VERB", "PROPN"):
            return found
        inner = self._predicates.slots(index)
        named = self._tokens[index].lemma_.lower() in REGIONS  # "in Laos's Savan province": not Laos
        for name in ("of", "compound", *BEHIND) if named else BEHIND:
            fillers = tuple(i for i in inner.get(name, ()) if self._tokens[i].lower_ != "their")
            found = self._beside(fillers, 0 if name == "compound" else depth - 1)
            if found and not (named and name == "compound" and self._cast.entities[found[0]].kind == "Country"):
                return found
        return []

    # -- the places around a word -----------------------------------------------------------------------------------

    def _of_noun(self, token: Token, slots: Slots) -> list[str]:
        """ "the Goma attack", "Haiti's gang violence"; and the place of the verb it is the subject of."""
        fillers = slots.get("compound", ())
        places = [
            e for e in self._participants.entities(fillers, PLACE_KINDS) if self._cast.entities[e].kind != "Country"
        ]
        if places:
            return places
        verb = token.head
        if token.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in syntax_words().happening_verbs:
            return self._first(self._predicates.slots(int(verb.i)), IN)
        return []

    def _of_clause(self, token: Token, kind: str) -> list[str]:
        """The place of the governing clause: "Gunmen attacked a bar in Cali, killing three"."""
        names: tuple[str, ...] = IN
        if kind in TRAVELLED_FOR and token.head.lower_ == "for":
            names = (*TO[:-1], *IN)
        for _ in range(LEVELS):
            if token.dep_ == "ROOT" or token.head.i == token.i:
                return []
            if token.dep_ in ("ccomp", "relcl") and is_verbal(token):
                where = any(c.lower_ == "where" for c in token.children)
                return self._at(int(token.head.i)) if where else []
            token = token.head
            if is_verbal(token) and (found := self._first(self._predicates.slots(int(token.i)), names)):
                return found
            if not is_verbal(token) and (found := self._fronted(token)):
                return found
        return []

    def _fronted(self, noun: Token) -> list[str]:
        """The place that opens a sentence whose verb the parser hung on its subject: "In Fiji, a boat sunk by ..."."""
        fronted = (c for c in noun.lefts if c.dep_ == "prep" and f"prep:{c.lower_}" in IN)
        return [e for c in fronted for _, filler in prepositional(c) for e in self._at(int(filler.i))]
