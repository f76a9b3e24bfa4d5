"""Finds event-evoking words: looks each verb, noun and adjective up in the lexicon and tries its senses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.events.predicates import Predicates, Slots, is_verbal
from kg.extract.records import Cast, Quantity
from kg.lexicon.frames import Condition, Entry, EventLexicon
from kg.lexicon.syntax import syntax_words
from kg.model import ACTOR_TYPES, PLACE_TYPES

ORGANIZED: Final = frozenset(ACTOR_TYPES - {"Person", "Group", "Country"})
PERSONAL: Final = frozenset(
    {
        "he", "him", "she", "her", "they", "them", "who", "whom", "we", "us", "i", "me", "you", "everyone", "everybody",
        "someone", "somebody", "anyone", "anybody", "others", "those", "himself", "herself", "themselves",
    }
)  # fmt: skip
KINDS_OF_TEST: Final[dict[str, frozenset[str]]] = {
    "actor": ACTOR_TYPES,
    "person": frozenset({"Person", "Group"}),
    "group": frozenset({"Group"}),
    "organization": ORGANIZED,
    "country": frozenset({"Country"}),
    "place": frozenset({*PLACE_TYPES, "Country"}),
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that names an event, in the sense that fired."""

    token: int
    entry: Entry
    slots: Slots


class Fillers:
    """What can be asked of a slot's filler: its lemma, and what kind of thing it is."""

    def __init__(self, tokens: Sequence[Token], cast: Cast, quantities: Mapping[int, Quantity]) -> None:
        self._tokens = tokens
        self._cast = cast
        self._quantities = quantities

    def meets(self, condition: Condition, slots: Slots) -> bool:
        """Whether the fillers of the condition's slot pass it (one is enough)."""
        fillers = slots.get(condition.slot, ())
        if condition.missing:
            return not fillers
        if not condition.lemmas and not condition.kinds:
            return bool(fillers)
        return any(self._passes(condition, i) for i in fillers)

    def _passes(self, condition: Condition, index: int) -> bool:
        token = self._tokens[index]
        if token.lemma_.lower() in condition.lemmas or token.lower_ in condition.lemmas:
            return True
        if token.lemma_.lower() in syntax_words().partitives and (inner := _whole(token)) is not None:
            return self._passes(condition, inner)  # "dozens of rounds" are rounds
        return any(self._is(kind, index) for kind in condition.kinds)

    def _is(self, test: str, index: int) -> bool:
        quantity = self._quantities.get(index)
        if test == "number":
            return quantity is not None or self._tokens[index].like_num
        if test == "money":
            return quantity is not None and len(quantity.figure.unit) == 3 and quantity.figure.unit.isupper()
        if test == "undertaking":
            return _undertakes(self._tokens[index])
        if test in ("actor", "person") and self._tokens[index].lower_ in PERSONAL:
            return True  # whoever it is: "they were freed on Monday"
        entity = self._cast.at.get(index)
        return entity is not None and self._cast.entities[entity].kind in KINDS_OF_TEST[test]


def _undertakes(verb: Token) -> bool:
    """Whether a clause says what its speaker will do: "announced that it would send engineers"."""
    will = any(c.dep_ == "aux" and c.lower_ in ("will", "would", "'ll") for c in verb.children)
    return will and any(c.dep_ == "nsubj" and c.tag_ == "PRP" and c.lower_ != "there" for c in verb.children)


def _whole(token: Token) -> int | None:
    return next((int(o.i) for c in token.children if c.lower_ == "of" for o in c.children if o.dep_ == "pobj"), None)


def triggers(
    doc: Doc, predicates: Predicates, lexicon: EventLexicon, cast: Cast, quantities: Mapping[int, Quantity]
) -> Iterator[Trigger]:
    """The event-evoking words of `doc` in text order; words inside names are none."""
    fillers = Fillers(predicates.tokens, cast, quantities)
    in_names = {i for ent in doc.ents for i in range(ent.start, ent.end) if len(ent) > 1 and ent.label_ in NAME_LABELS}
    for token in predicates.tokens:
        for pos in _parts_of_speech(token):
            senses = [e for lemma in dict.fromkeys(_lemmas(token, pos)) for e in lexicon.senses(lemma, pos)]
            if not senses or (token.i in in_names and token.is_title) or token.ent_type_ in ("DATE", "TIME"):
                continue
            slots = predicates.slots(token.i)
            entry = next((e for e in senses if _fires(e, slots, fillers, predicates.tokens)), None)
            if entry is not None:
                yield Trigger(token.i, entry, slots)
                break


# Words inside such names ("Operation Barkhane", "the Truce Committee") name no event of their own.
NAME_LABELS: Final = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "LAW"})
VOWELS: Final = frozenset("aeiou")
GERUND_NOUN: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "compound", "poss", "ROOT"})


def _lemmas(token: Token, pos: str) -> tuple[str, ...]:
    """The lemma as given and the form itself; of a verb the lemma with its end as the lemmatiser should have it."""
    lemma = token.lemma_.lower()
    if pos == "noun":  # also of a gerund: "fighting broke out"
        return (lemma, token.lower_)
    restored = (lemma, lemma + "e", lemma + lemma[-1:])  # "staged": "stag", "installed": "instal"
    if lemma.endswith("e") and len(lemma) > 4 and not set(lemma[-3:-1]) & VOWELS:  # "reappointed": "reappointe"
        bare = lemma[:-1]
        return (*restored, bare, bare[:-1]) if bare[-1] == bare[-2] else (*restored, bare)  # "gutted": "gutte"
    return restored


def _parts_of_speech(token: Token) -> tuple[str, ...]:
    if token.tag_ == "VBG" and token.dep_ in GERUND_NOUN and not any(c.dep_ == "dobj" for c in token.children):
        return ("noun", "verb")  # "Fighting between the army and rebels resumed"
    if is_verbal(token):
        # an attributive participle may be listed as an adjective ("wounded civilians")
        return ("verb", "adjective") if token.dep_ == "amod" or token.tag_ == "VBN" else ("verb",)
    match token.pos_:
        case "NOUN":
            return ("noun",)
        case "PROPN":
            return ("noun",)
        case "ADJ":
            return ("adjective",)
    return ()


def _fires(entry: Entry, slots: Slots, fillers: Fillers, tokens: Sequence[Token]) -> bool:
    if entry.particle and not any(tokens[i].lower_ == entry.particle for i in slots.get("particle", ())):
        return False
    if any(fillers.meets(c, slots) for c in entry.unless):
        return False
    return not entry.when or any(fillers.meets(c, slots) for c in entry.when)
