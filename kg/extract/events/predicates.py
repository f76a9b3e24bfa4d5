"""One normal form for predicates and their arguments, whatever the syntax.

For a verb, noun or adjective, `Predicates.slots` gives its fillers by *slot*, as head tokens with conjuncts spread out:
"subject" and "object" are the deep ones (a passive's subject is its object), and gaps of relative clauses, participles,
control, raising and coordination are filled. The idea is that of PredPatt (White et al. 2016) and of the Stanford
enhanced dependencies; the labels are those of spaCy's English pipelines (ClearNLP).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from spacy.tokens import Doc, Token

from kg.lexicon.syntax import SyntaxWords, syntax_words

Slots = Mapping[str, tuple[int, ...]]

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
OBJECTS: Final = frozenset({"dobj", "attr", "oprd"})
RELATIVE_PRONOUNS: Final = frozenset({"who", "whom", "which", "that", "whose"})
CLAUSES: Final = frozenset({"ccomp", "xcomp"})
MODIFIERS: Final = frozenset({"amod", "compound", "nmod"})
NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})
DEPTH: Final = 6  # how many governors a shared subject is looked for in


class Predicates:
    """The predicates of one `Doc`; slots are worked out once per token."""

    def __init__(self, doc: Doc) -> None:
        self.tokens = list(doc)  # indexing a Doc makes a new Token each time
        self._words: SyntaxWords = syntax_words()
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
        surface = self._surface_subject(token, DEPTH)
        if is_passive(token):
            slots["object"] = surface + _spread(c for c in token.children if c.dep_ in OBJECTS)
            slots["subject"] = _agents(token)
        else:
            slots["subject"] = surface
            slots["object"] = self._objects(token)
        for described in slots["object"]:  # "described the raid as barbaric": the parser hangs "as" on the object
            for child in described.children:
                if child.lower_ == "as" and child.dep_ == "prep":
                    slots.setdefault("prep:as", []).extend(
                        c for c in child.children if c.dep_ in ("pobj", "amod", "acomp")
                    )
        slots["indirect"] = _spread(c for c in token.children if c.dep_ == "dative" and c.pos_ != "ADP")
        slots["clause"] = [c for c in token.children if c.dep_ in CLAUSES]
        slots["modifier"] = [c for c in token.children if c.dep_ in ("advmod", "acomp")]
        slots["governor"] = _governor(token)
        return slots

    def _objects(self, token: Token) -> list[Token]:
        own = _spread(c for c in token.children if c.dep_ in OBJECTS)
        own = [self._antecedent(o) for o in own]
        if own:
            return own
        if token.dep_ == "relcl" and not any(_is_relative(c) for c in token.subtree if c.i < token.i):
            return [token.head] if any(c.dep_ in SUBJECTS for c in token.children) else []
        if token.dep_ == "relcl":
            fronted = [c for c in token.children if _is_relative(c) and c.dep_ in ("dobj", "pobj", "mark", "det")]
            if fronted and any(c.dep_ in SUBJECTS and not _is_relative(c) for c in token.children):
                return [token.head]
        # "killed and wounded three people": an object stands with the last conjunct only
        for c in token.children:
            if c.dep_ == "conj" and is_verbal(c) and c.i - token.i <= 3 and not is_passive(c):
                return _spread(g for g in c.children if g.dep_ == "dobj")
        return []

    def _surface_subject(self, token: Token, depth: int) -> list[Token]:
        """The subject as the clause shows it (before a passive is undone), gaps filled from the governor."""
        own = _spread(c for c in token.children if c.dep_ in SUBJECTS)
        if own:
            return [self._antecedent(t) for t in own]
        if token.tag_ == "VBG" and (possessors := _spread(c for c in token.children if c.dep_ == "poss")):
            return possessors
        if depth == 0:
            return []
        return self._shared_subject(token, depth)

    def _shared_subject(self, token: Token, depth: int) -> list[Token]:
        head = token.head
        match token.dep_:
            case "relcl":
                return [head]
            case "acl":
                return self._noun_clause_subject(token, head, depth)
            case "amod":
                return [head]
            case "xcomp" | "oprd" if is_verbal(head):
                return self._controller(head, depth)
            case "xcomp" | "ccomp" if head.pos_ == "ADJ":  # "is ready to withdraw"
                return self._surface_subject(head.head if head.dep_ == "acomp" else head, depth - 1)
            case "advcl" | "conj" | "dep" | "parataxis" if is_verbal(head) or head.pos_ == "AUX":
                return self._surface_subject(head, depth - 1)
            case "conj" if head.dep_ in ("amod", "acl", "relcl"):
                return self._shared_subject(head, depth - 1)
            case "pcomp":
                return self._gerund_subject(head.head, depth)
            case "ccomp" if token.tag_ in ("VBG", "VB") and is_verbal(head):
                return self._surface_subject(head, depth - 1)
        return []

    def _controller(self, head: Token, depth: int) -> list[Token]:
        """Who does the infinitive: the object ("urged Chad to leave"), else the subject of `head` ("vowed to go")."""
        objects = _spread(c for c in head.children if c.dep_ in ("dobj", "dative") and c.pos_ in NOMINAL)
        if objects and head.lemma_ not in self._words.subject_control:
            return [self._antecedent(o) for o in objects]
        return self._surface_subject(head, depth - 1)

    def _gerund_subject(self, governor: Token, depth: int) -> list[Token]:
        """Who does the gerund under a preposition: "accused the army of shelling", "Chad's commitment to sending"."""
        if is_verbal(governor):
            objects = _spread(c for c in governor.children if c.dep_ == "dobj")
            if objects and governor.lemma_ in self._words.gerund_object_control and not is_passive(governor):
                return objects
            return self._surface_subject(governor, depth - 1)
        if governor.dep_ == "dobj" and governor.head.lemma_ in self._words.gerund_object_control:
            return [governor]
        return self._owner(governor, depth)

    def _noun_clause_subject(self, token: Token, noun: Token, depth: int) -> list[Token]:
        """The subject of a participle or infinitive on a noun: "gunmen holding it", "Chad's decision to leave"."""
        if token.tag_ in ("VBN", "VBG") and not any(c.tag_ == "TO" for c in token.children):
            return [noun]
        return self._owner(noun, depth)

    def _owner(self, noun: Token, depth: int) -> list[Token]:
        """Whose decision, plan or promise a noun is: its possessor, else the subject of the verb that it serves."""
        if possessors := _spread(c for c in noun.children if c.dep_ == "poss"):
            return possessors
        if entities := [c for c in noun.children if c.dep_ in ("compound", "amod") and c.pos_ == "PROPN"]:
            return entities
        if noun.dep_ in ("dobj", "attr") and is_verbal(noun.head):
            return self._surface_subject(noun.head, depth - 1)
        return []

    def _antecedent(self, token: Token) -> Token:
        """The noun that a relative pronoun stands for, else the token itself."""
        if not _is_relative(token):
            return token
        for up in token.ancestors:
            if up.dep_ == "relcl":
                return up.head
        return token

    # -- nouns and adjectives -------------------------------------------------------------------------------------

    def _nominal(self, token: Token) -> dict[str, list[Token]]:
        slots = self._adjuncts(token)
        slots["poss"] = [self._antecedent(t) for t in _spread(c for c in token.children if c.dep_ == "poss")]
        slots["compound"] = _spread(c for c in token.children if c.dep_ in MODIFIERS)
        slots["modifier"] = [c for c in token.children if c.dep_ in (*MODIFIERS, "advmod", "nummod")]
        slots["clause"] = [c for c in token.children if c.dep_ in ("acl", "xcomp", "ccomp")]
        slots["governor"] = _governor(token)
        if token.head.pos_ == "ADP" and token.dep_ == "pobj":
            slots["case"] = [token.head]
        if token.pos_ == "ADJ":
            slots["object"] = self._described(token)
        verb = self.light_verb(token)
        if verb is not None:
            of_verb = self.slots(verb)
            own = [self.tokens[i] for i in of_verb.get("subject", ())]
            affected = [self.tokens[i] for i in of_verb.get("object", ()) if i != token.i]
            if verb_lemma_inverts(self.tokens[verb], self._words):
                own, affected = [], own
            slots["subject"], slots["object"] = own, affected
            slots["indirect"] = [self.tokens[i] for i in of_verb.get("indirect", ())]
            for slot, fillers in of_verb.items():
                if slot.startswith("prep:") and slot not in slots:
                    slots[slot] = [self.tokens[i] for i in fillers if i != token.i]
        return slots

    def _described(self, token: Token) -> list[Token]:
        """Whom an adjective describes: "six aid workers dead", "the army left ten people dead"."""
        if token.dep_ in ("amod", "acl", "relcl") and token.head.pos_ in NOMINAL:
            return [token.head]
        if token.dep_ in ("acomp", "oprd", "ccomp", "xcomp"):
            if own := _spread(c for c in token.children if c.dep_ in SUBJECTS):
                return own
            objects = _spread(c for c in token.head.children if c.dep_ == "dobj")
            return objects or self._surface_subject(token.head, DEPTH - 1)
        return _spread(c for c in token.children if c.dep_ in SUBJECTS)

    def light_verb(self, token: Token) -> int | None:
        """The verb that lends its arguments to an event noun: "carried out an attack", "came under fire"."""
        head = token.head
        if token.dep_ in ("dobj", "nsubjpass", "attr") and is_verbal(head) and head.lemma_ in self._words.light_verbs:
            return int(head.i)
        for child in token.children:  # "sanctions imposed on Mali"
            if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_ in self._words.light_verbs:
                return int(child.i)
        if token.dep_ == "conj" and head.dep_ in ("dobj", "nsubjpass") and is_verbal(head.head):
            return int(head.head.i) if head.head.lemma_ in self._words.light_verbs else None
        if token.dep_ == "acl" or head.dep_ != "prep" or token.dep_ != "pobj":
            return None
        verb = head.head
        pattern = f"{verb.lemma_} {head.lower_}"
        clausal = is_verbal(verb) or verb.pos_ == "AUX"
        return int(verb.i) if clausal and pattern in self._words.light_phrases else None

    # -- adjuncts -------------------------------------------------------------------------------------------------

    def _adjuncts(self, token: Token) -> dict[str, list[Token]]:
        slots: dict[str, list[Token]] = {}
        for child in token.children:
            if child.dep_ == "prt":
                slots.setdefault("particle", []).append(child)
            elif child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "VERB", "ADV"):
                for name, filler in _prepositional(child):
                    slots.setdefault(name, []).append(self._antecedent(filler))
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


def is_verbal(token: Token) -> bool:
    """Whether a token heads a clause or participle of its own."""
    return token.pos_ == "VERB" or (token.tag_.startswith("VB") and token.pos_ != "AUX")


def is_passive(token: Token) -> bool:
    """Whether a verb is passive, in full or reduced ("an officer deployed under the mission")."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children):
        return True
    if token.tag_ != "VBN":
        return token.tag_ == "VBD" and token.dep_ == "acl" and not any(c.dep_ == "dobj" for c in token.children)
    if any(c.dep_ == "aux" for c in token.children):
        return False
    if token.dep_ == "conj" and is_verbal(token.head) and not any(c.dep_ in SUBJECTS for c in token.children):
        # "was arrested and charged" shares the passive; "has arrested and charged him" does not
        return is_passive(token.head)
    return token.dep_ in ("acl", "amod", "advcl", "oprd", "xcomp", "ccomp", "relcl", "ROOT", "dep", "pcomp")


def verb_lemma_inverts(verb: Token, words: SyntaxWords) -> bool:
    """Whether the subject of a light verb undergoes the noun: "suffered an attack", "came under fire"."""
    return verb.lemma_ in words.inverting_verbs or any(
        f"{verb.lemma_} {c.lower_}" in words.inverting_phrases for c in verb.children if c.dep_ == "prep"
    )


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and all that are coordinated with it, in text order."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.i > token.i:
            yield from conjuncts(child)


def _prepositional(prep: Token) -> Iterator[tuple[str, Token]]:
    name = f"prep:{prep.lower_}"
    for child in prep.children:
        if child.dep_ in ("pobj", "pcomp") and child.pos_ != "ADP":
            for filler in conjuncts(child):
                yield name, filler
        elif child.dep_ in ("prep", "pcomp"):  # "out of", "from inside", "because of"
            for inner, filler in _prepositional(child):
                yield name, filler
                if inner != "prep:of":
                    yield inner, filler
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            yield from _prepositional(child)


def _agents(token: Token) -> list[Token]:
    return [
        filler
        for child in token.children
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by")
        for _, filler in _prepositional(child)
    ]


def _governor(token: Token) -> list[Token]:
    head = token.head
    if head.i == token.i:
        return []
    if head.dep_ in ("prep", "agent") and token.dep_ in ("pobj", "pcomp"):
        return [head.head]
    return [head]


def _is_relative(token: Token) -> bool:
    return token.lower_ in RELATIVE_PRONOUNS and token.tag_ in ("WDT", "WP", "WP$", "IN", "DT")


def _spread(tokens: Iterable[Token]) -> list[Token]:
    return [each for token in tokens for each in conjuncts(token)]


def _unique(tokens: Iterable[Token]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(t.i) for t in tokens))
