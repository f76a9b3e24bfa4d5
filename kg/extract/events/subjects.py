"""Who is the subject of a verb that shows none: gaps of relative clauses, participles, control and coordination."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from kg.extract.events.clauses import (
    BARE_FINITE,
    PRESENT,
    SUBJECTS,
    agents,
    conjuncts,
    finite,
    is_passive,
    is_relative,
    is_verbal,
    objects_of,
    orphaned,
    spread,
)
from kg.lexicon.frames import event_lexicon
from kg.lexicon.syntax import SyntaxWords
from kg.model import FAMILY_OF

NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})
DEPTH: Final = 6  # how many governors a shared subject is looked for in
CLIMB: Final = 4  # how many nouns may lie between a gerund and the verb that tells who does it
# Prepositions whose gerund the object may do: "accused the army of shelling", not "arrested two men after storming".
CHARGING: Final = frozenset({"of", "for", "from", "with", "over", "about", "into", "as", "on", "against"})


# What the parser may call a subject that a relative clause cuts off from its verb.
STRAY: Final = frozenset({"advmod", "dep", "npadvmod", "nmod", "appos"})
NUMBERING: Final = frozenset(
    {"about", "above", "around", "between", "close", "from", "near", "over", "to", "under", "up"}
)


class Subjects:
    """Finds subjects as the clause shows them, before a passive is undone."""

    def __init__(self, words: SyntaxWords) -> None:
        self._words = words

    def of(self, token: Token, depth: int = DEPTH) -> list[Token]:
        """The subjects of a verb, gaps filled from its governors; empty when the sentence tells none."""
        own = [c for c in token.children if c.dep_ in SUBJECTS]
        if len(own) > 1 and token.dep_ == "parataxis":  # "None of them, says Musa, fled"
            own = [c for c in own if c.i > token.i] or own
        if own:
            return [a for t in spread(own) for a in self.antecedents(t)]
        if token.tag_ == "VBG" and (possessors := spread(c for c in token.children if c.dep_ == "poss")):
            return possessors
        if depth == 0:
            return []
        return self._shared(token, depth) or self._misread(token)

    def antecedents(self, token: Token) -> list[Token]:
        """The nouns that a relative pronoun stands for, else the token itself."""
        if not is_relative(token):
            return [token]
        for up in token.ancestors:
            if up.dep_ == "relcl":
                return self._described(up)
        return [token]

    def _described(self, clause: Token) -> list[Token]:
        """What a relative clause describes: of two names the last, if its verb is singular."""
        noun = clause.head
        named = [c for c in conjuncts(noun) if c.i < clause.i]
        commas = (c.i for t in (noun, named[-1]) for c in t.children if c.text == ",") if len(named) > 1 else ()
        if not any(named[-1].i < i < clause.i for i in commas):
            return [noun]
        singular = any(c.tag_ == "VBZ" or c.lower_ == "was" for c in (clause, *clause.children))
        return named[-1:] if singular else named

    def _shared(self, token: Token, depth: int) -> list[Token]:
        head = token.head
        match token.dep_:
            case "relcl":
                return self._described(token)
            case "acl":
                if (noun := orphaned(token)) is not None:
                    return [noun]
                return self._of_noun_clause(token, head, depth)
            case "amod":
                return [head]
            case "xcomp" | "oprd" if is_verbal(head) or head.pos_ == "AUX":
                return self._controller(head, depth)
            case "xcomp" | "ccomp" if head.pos_ == "ADJ":  # "is ready to withdraw"
                return self.of(head.head if head.dep_ == "acomp" else head, depth - 1)
            case "advcl" if _infinitive(token) and (asked := self._asked(head) or self._of_plan(token, depth)):
                return asked
            case "conj" if is_verbal(head) and (outer := _outer(token)) is not None:
                return self.of(outer, depth - 1)
            case "advcl" | "conj" | "dep" | "parataxis" if is_verbal(head) or head.pos_ == "AUX":
                return self.of(head, depth - 1)
            case "conj" if head.dep_ in ("amod", "acl", "relcl"):
                return self._shared(head, depth - 1)
            case "conj" if head.dep_ == "pobj" and token.tag_ == "VBG":  # "charged with fraud and ordering a murder"
                return self._of_gerund(head.head, depth)
            case "pcomp":
                return self._of_gerund(head, depth)
            case "ccomp" if token.tag_ in ("VBG", "VB") and is_verbal(head):
                return self.of(head, depth - 1)
        return []

    def _misread(self, token: Token) -> list[Token]:
        """The noun before a finite verb that the parser made no subject: "Kim, who was held in May, has denied it"."""
        if finite(token)[0] == "" or token.dep_ not in ("ROOT", "ccomp", "conj"):
            return []
        before = [c for c in token.children if c.i < token.i]
        for prep in before:  # "Over 300 pilgrims were killed", "Between two and six officers died"
            if prep.dep_ == "prep" and prep.lower_ in NUMBERING:
                counted = [c for c in prep.children if c.dep_ == "pobj"]
                if any(c.pos_ == "NUM" or any(n.dep_ == "nummod" for n in c.children) for c in counted):
                    return spread(counted)
        stray = [c for c in before if c.dep_ in STRAY and any(g.dep_ == "relcl" for g in c.children)]
        return stray[-1:]

    def _controller(self, head: Token, depth: int) -> list[Token]:
        """Who does the infinitive: the object ("urged Chad to leave"), else the subject of `head` ("vowed to go")."""
        if asked := self._asked(head):
            return asked
        objects = spread(c for c in head.children if c.dep_ in ("dobj", "dative") and c.pos_ in NOMINAL)
        if objects and head.lemma_ not in self._words.subject_control:
            return [a for o in objects for a in self.antecedents(o)]
        return self.of(head, depth - 1)

    def _asked(self, verb: Token) -> list[Token]:
        """Who is to do what is asked with a preposition: "called on the junta to release her"."""
        for child in verb.children:
            if child.dep_ == "prep" and f"{verb.lemma_} {child.lower_}" in self._words.prepositional_control:
                return objects_of(verb, child.lower_)
        return []

    def _of_plan(self, infinitive: Token, depth: int) -> list[Token]:
        """Who does an infinitive right after a gerund read as a noun: "suspects the guards of planning to flee"."""
        before = infinitive.nbor(-2) if infinitive.i > 1 else infinitive
        if before.lower_.endswith("ing") and before.dep_ == "pobj":
            return self._of_gerund(before.head, depth - 1)
        return []

    def _of_gerund(self, prep: Token, depth: int) -> list[Token]:
        """Who does the gerund under a preposition: "accused the army of shelling", "Chad's commitment to sending"."""
        above = prep.head
        charging = prep.lower_ in CHARGING
        if is_verbal(above):
            return self._charged(above, charging) or self.of(above, depth - 1)
        verb = above
        for _ in range(CLIMB):  # "sentenced the clerk to a year in prison for forging papers"
            if is_verbal(verb) or verb.head.i == verb.i:
                break
            verb = verb.head
        if charging and is_verbal(verb) and (charged := self._charged(verb, charging)):
            return charged
        return self._owner(above, depth)

    def _charged(self, verb: Token, charging: bool) -> list[Token]:
        if not charging or verb.lemma_ not in self._words.gerund_object_control:
            return []
        if is_passive(verb):
            return self.of(verb, DEPTH - 1)
        return [a for c in spread(c for c in verb.children if c.dep_ == "dobj") for a in self.antecedents(c)]

    def _of_noun_clause(self, token: Token, noun: Token, depth: int) -> list[Token]:
        """The subject of a participle or infinitive on a noun: "gunmen holding it", "Chad's decision to leave"."""
        if token.tag_ in ("VBN", "VBG", "VBD") and not _infinitive(token):
            return [noun]
        if _infinitive(token) and noun.dep_ in ("dobj", "pobj"):  # "called on the court to free her"
            verb = noun.head if noun.dep_ == "dobj" else noun.head.head
            if noun in self._asked(verb) or (noun.dep_ == "dobj" and verb.lemma_ in self._words.object_control):
                return [noun]
        return self._owner(noun, depth)

    def _owner(self, noun: Token, depth: int) -> list[Token]:
        """Whose decision, plan or promise a noun is: who is said to own or make it, else the subject of its verb."""
        if possessors := spread(c for c in noun.children if c.dep_ == "poss"):
            return possessors
        if makers := objects_of(noun, "by") or [a for c in noun.children if c.dep_ == "acl" for a in agents(c)]:
            return makers
        if entities := [c for c in noun.children if c.dep_ in ("compound", "amod") and c.pos_ == "PROPN"]:
            return entities
        if owners := [t for t in objects_of(noun, "of") if t.pos_ == "PROPN"]:  # "the decision of Chad to leave"
            return owners
        if noun.dep_ in ("dobj", "attr") and is_verbal(noun.head):
            return self.of(noun.head, depth - 1)
        if noun.dep_ == "pobj" and is_verbal(noun.head.head):  # "went to court in a bid to stop it"
            return self.of(noun.head.head, depth - 1)
        return []


def _infinitive(token: Token) -> bool:
    return any(c.tag_ == "TO" for c in token.children)


def _speaks(verb: Token) -> bool:
    """Whether a verb may be an act of speech: its subject then is rather who speaks in the rest of the sentence."""
    return any(FAMILY_OF[e.frame.type] == "diplomacy" for e in event_lexicon().senses(verb.lemma_.lower(), "verb"))


def _outer(verb: Token) -> Token | None:
    """The verb that a finite one belongs with, where the parser hung it on one within its clause.

    "accused the court of lying and called ...", "insisted that guards had waited and denied ...".
    """
    mood, carried = finite(verb)
    if verb.tag_ not in BARE_FINITE or carried:
        return None
    near = verb.head
    shape = finite(near)
    if shape == (mood, False) or (near.tag_ in PRESENT and verb.tag_ in PRESENT):
        return None
    perfect = shape[1] and any(c.dep_ == "aux" and c.lemma_ == "have" for c in near.children)
    if perfect and not _speaks(verb) and verb.lower_.endswith("ed"):
        return None  # "said raiders had stolen cattle and killed two": the participle read as a past tense
    apart = any(verb.nbor(-back).text == "," for back in (1, 2, 3) if verb.i >= back)
    up = near
    while up.head.i != up.i:
        if up.dep_ == "relcl" and not apart:  # "men who were blocking the road and refused to leave"
            return None
        up = up.head
        if is_verbal(up) and finite(up) == (mood, False):
            return up
    return None
