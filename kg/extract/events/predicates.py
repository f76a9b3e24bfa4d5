"""One normal form for predicates and their arguments, whatever the syntax.

For a verb, noun or adjective, `Predicates.slots` gives its fillers by *slot*, as head tokens with conjuncts spread out:
"subject" and "object" are the deep ones (a passive's subject is its object), and gaps of relative clauses, participles,
control, raising and coordination are filled. The idea is that of PredPatt (White et al. 2016) and of the Stanford
enhanced dependencies; the labels are those of spaCy's English pipelines (ClearNLP).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.events.clauses import (
    SUBJECTS,
    agents,
    conjuncts,
    governor,
    is_passive,
    is_relative,
    is_verbal,
    objects_of,
    prepositional,
    spread,
    verb_lemma_inverts,
)
from kg.extract.events.subjects import NOMINAL, Subjects
from kg.lexicon.syntax import SyntaxWords, syntax_words

__all__ = ["Predicates", "Slots", "conjuncts", "is_passive", "is_verbal"]

Slots = Mapping[str, tuple[int, ...]]

OBJECTS: Final = frozenset({"dobj", "attr", "oprd"})
CLAUSES: Final = frozenset({"ccomp", "xcomp"})
MODIFIERS: Final = frozenset({"amod", "compound", "nmod"})
DIRECTIONS: Final = frozenset(
    {
        "east", "inland", "north", "north-east", "north-west", "northeast", "northwest", "offshore", "outside", "south",
        "south-east", "south-west", "southeast", "southwest", "upstream", "west",
    }
)  # fmt: skip
MONEY: Final = frozenset({"billion", "million", "thousand", "trillion", "dollar", "euro", "pound"})


class Predicates:
    """The predicates of one `Doc`; slots are worked out once per token."""

    def __init__(self, doc: Doc) -> None:
        self.tokens = list(doc)  # indexing a Doc makes a new Token each time
        self._words: SyntaxWords = syntax_words()
        self._subjects = Subjects(self._words)
        self._slots: dict[int, Slots] = {}

    def slots(self, index: int) -> Slots:
        """The fillers of the predicate at token `index`, as token indices by slot."""
        found = self._slots.get(index)
        if found is None:
            token = self.tokens[index]
            raw = self._verb(token) if is_verbal(token) or token.pos_ == "AUX" else self._nominal(token)
            found = {slot: _unique(fillers) for slot, fillers in raw.items() if fillers}
            self._slots[index] = found
        return found

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _verb(self, token: Token) -> dict[str, list[Token]]:
        slots = self._adjuncts(token)
        surface = self._subjects.of(token)
        if is_passive(token):
            slots["object"] = surface + spread(c for c in token.children if c.dep_ in OBJECTS)
            slots["subject"] = agents(token)
        else:
            slots["subject"] = surface
            slots["object"] = self._objects(token)
        for described in slots["object"]:  # "described the raid as barbaric": the parser hangs "as" on the object
            for child in described.children:
                if child.lower_ == "as" and child.dep_ == "prep":
                    slots.setdefault("prep:as", []).extend(
                        c for c in child.children if c.dep_ in ("pobj", "amod", "acomp")
                    )
        slots["indirect"] = spread(c for c in token.children if c.dep_ == "dative" and c.pos_ != "ADP")
        slots["clause"] = [c for c in token.children if c.dep_ in CLAUSES]
        slots["modifier"] = [c for c in token.children if c.dep_ in ("advmod", "acomp")]
        slots["governor"] = governor(token)
        if token.tag_ == "VBG":  # "army shelling of the camp": a noun that the parser reads as a verb
            slots["compound"] = spread(c for c in token.children if c.dep_ in MODIFIERS)
        return slots

    def _objects(self, token: Token) -> list[Token]:
        own = spread(c for c in token.children if c.dep_ in OBJECTS)
        own = [a for o in own for a in self._subjects.antecedents(o)]
        if own:
            return own
        if token.dep_ == "relcl" and not any(is_relative(c) for c in token.subtree if c.i < token.i):
            return [token.head] if any(c.dep_ in SUBJECTS for c in token.children) else []
        if token.dep_ == "relcl":
            fronted = [c for c in token.children if is_relative(c) and c.dep_ in ("dobj", "pobj", "mark", "det")]
            if fronted and any(c.dep_ in SUBJECTS and not is_relative(c) for c in token.children):
                return [token.head]
            if any(c.lower_ == "whom" and c.dep_ != "pobj" for c in token.subtree if c.i < token.i):
                return [token.head]  # "the nuns whom suspected bandits had seized"
        # "killed and wounded three people": an object stands with the last conjunct only
        for c in token.children:
            shared = c.dep_ == "conj" and is_verbal(c) and c.i - token.i <= 3 and not is_passive(c)
            if shared and not any(g.dep_ == "aux" for g in c.children):
                return spread(g for g in c.children if g.dep_ == "dobj")
        return []

    # -- nouns and adjectives -------------------------------------------------------------------------------------

    def _nominal(self, token: Token) -> dict[str, list[Token]]:
        slots = self._adjuncts(token)
        owners = spread(c for c in token.children if c.dep_ == "poss")
        slots["poss"] = [a for t in owners for a in self._subjects.antecedents(t)]
        slots["compound"] = spread(c for c in token.children if c.dep_ in MODIFIERS)
        slots["modifier"] = [c for c in token.children if c.dep_ in (*MODIFIERS, "advmod", "nummod")]
        slots["clause"] = [c for c in token.children if c.dep_ in ("acl", "xcomp", "ccomp")]
        slots["governor"] = governor(token)
        if token.head.pos_ == "ADP" and token.dep_ == "pobj":
            slots["case"] = [token.head]
        if token.pos_ == "ADJ":
            slots["object"] = self._described(token)
        verb = self.light_verb(token)
        if verb is not None:
            self._lend(slots, token, self.tokens[verb])
        return slots

    def _lend(self, slots: dict[str, list[Token]], noun: Token, verb: Token) -> None:
        """Gives an event noun the arguments of its light verb."""
        of_verb = self.slots(verb.i)
        own = [self.tokens[i] for i in of_verb.get("subject", ())]
        inside = {noun.i, *(a.i for a in noun.ancestors if a.i > verb.i)} if noun.i > verb.i else {noun.i}
        affected = [self.tokens[i] for i in of_verb.get("object", ()) if i not in inside]
        if verb_lemma_inverts(verb, self._words):
            own, affected = [], own
        slots["subject"], slots["object"] = own, affected
        slots["indirect"] = [self.tokens[i] for i in of_verb.get("indirect", ())]
        for slot, fillers in of_verb.items():
            if slot.startswith("prep:") and slot not in slots:
                slots[slot] = [self.tokens[i] for i in fillers if i != noun.i]

    def _described(self, token: Token) -> list[Token]:
        """Whom an adjective describes: "six aid workers dead", "the army left ten people dead"."""
        if token.dep_ in ("amod", "acl", "relcl") and token.head.pos_ in NOMINAL:
            return [token.head]
        if token.dep_ in ("acomp", "oprd", "ccomp", "xcomp"):
            if own := spread(c for c in token.children if c.dep_ in SUBJECTS):
                return own
            objects = spread(c for c in token.head.children if c.dep_ == "dobj")
            return objects or self._subjects.of(token.head)
        if token.dep_ == "nsubj" and token.head.lemma_ == "be":  # "the dead were two porters and a cook"
            return spread(c for c in token.head.children if c.dep_ == "attr")
        return spread(c for c in token.children if c.dep_ in SUBJECTS)

    def light_verb(self, token: Token) -> int | None:
        """The verb that lends its arguments to an event noun: "carried out an attack", "came under fire"."""
        head = token.head
        if token.dep_ in ("dobj", "nsubjpass", "attr") and is_verbal(head) and self._is_light(head):
            return int(head.i)
        for child in token.children:  # "sanctions imposed on Mali"
            if child.dep_ == "acl" and child.tag_ == "VBN" and self._is_light(child):
                return int(child.i)
        if token.dep_ == "conj" and head.dep_ in ("dobj", "nsubjpass") and is_verbal(head.head):
            return int(head.head.i) if self._is_light(head.head) else None
        if token.dep_ == "acl" or head.dep_ != "prep" or token.dep_ != "pobj":
            return None
        verb = head.head
        if not is_verbal(verb):  # "carried out a wave of raids", "gave $2m in aid", "claimed responsibility for"
            if self._measures(verb, head):
                return self.light_verb(verb)
            claim = f"{verb.head.lemma_} {verb.lemma_} {head.lower_}"
            return int(verb.head.i) if verb.dep_ == "dobj" and claim in self._words.light_phrases else None
        pattern = f"{verb.lemma_} {head.lower_}"
        clausal = is_verbal(verb) or verb.pos_ == "AUX"
        return int(verb.i) if clausal and pattern in self._words.light_phrases else None

    def _is_light(self, verb: Token) -> bool:
        lemma = verb.lemma_  # the lemmatiser takes "staged" for "stag"
        return lemma in self._words.light_verbs or lemma + "e" in self._words.light_verbs

    def _measures(self, noun: Token, prep: Token) -> bool:
        """Whether a noun only says how much of an event noun there is."""
        if prep.lower_ == "of":
            return noun.lemma_.lower() in self._words.partitives
        return prep.lower_ == "in" and (noun.pos_ == "NUM" or noun.lemma_.lower() in MONEY)

    # -- adjuncts -------------------------------------------------------------------------------------------------

    def _adjuncts(self, token: Token) -> dict[str, list[Token]]:
        slots: dict[str, list[Token]] = {}
        for child in token.children:
            if child.dep_ == "prt":
                slots.setdefault("particle", []).append(child)
            elif child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "VERB", "ADV"):
                for name, filler in prepositional(child):
                    slots.setdefault(name, []).extend(self._subjects.antecedents(filler))
            elif child.lower_ in DIRECTIONS:  # "rescued 40 men north of Crete"
                slots.setdefault("prep:near", []).extend(objects_of(child, "of", "from"))
        if "prep:of" in slots:
            slots["of"] = list(slots["prep:of"])
        if "prep:by" in slots:
            slots["by"] = list(slots["prep:by"])
        if is_verbal(token):
            slots.setdefault("particle", []).extend(
                c
                for c in token.children
                if c.dep_ in ("advmod", "prep") and c.lower_ in self._words.particles and not any(c.children)
            )
        return slots


def _unique(tokens: Iterable[Token]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(t.i) for t in tokens))
