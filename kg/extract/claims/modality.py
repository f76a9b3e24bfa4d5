"""What a word's own modifiers do to its standing: negation, modals, adverbs, adjectives, conditions, cues beside it."""

from __future__ import annotations

from typing import Final, NamedTuple

from spacy.tokens import Token

from kg.extract.claims.attribution import merged, speakers
from kg.extract.claims.coordination import VERBAL
from kg.extract.claims.cues import framed
from kg.extract.claims.embedding import LEXICAL_POS, NOMINAL, is_first_person, subject
from kg.lexicon.stance import stance_lexicon
from kg.model import Factuality

THIRD_PERSON: Final = frozenset({"he", "she", "they"})
PERSONAL: Final = THIRD_PERSON | {"it", "i", "we"}
CONTRACTED: Final = {"'ll": "will", "’ll": "will", "wo": "will", "'d": "would", "’d": "would", "ca": "can"}


class State(NamedTuple):
    """What holds at a node of the tree; `teller` is the innermost word of speech above it.

    `promise` says that it announces, `denied` that it denies, `named` that it has a noun as its content; `known` that
    the word itself brings up what is known ("the attack"); `firm` are the sources of what is not only asked or planned.
    """

    factuality: Factuality = Factuality.ACTUAL
    negated: bool = False
    sources: tuple[int, ...] = ()
    teller: Token | None = None
    promise: bool = False
    denied: bool = False
    named: bool = False
    known: bool = False
    firm: tuple[int, ...] = ()

    def graded(self, grade: Factuality | None) -> State:
        """The outermost grade stands ("may plan to go" is possible), but of plans the inner ("will ask him to go")."""
        if grade is None or self.factuality not in {Factuality.ACTUAL, Factuality.PLANNED}:
            return self
        firm = self.sources if self.factuality is Factuality.ACTUAL else self.firm
        return self._replace(factuality=grade, firm=firm)

    def settled(self) -> State:
        """The same sources, all else taken for granted."""
        # "denied a role in the attack": the attack is not what is denied, nor by whom; "urged Rome to drop the tolls
        # imposed in May": nor does who urges say that they were
        firm = self.sources if self.factuality is Factuality.ACTUAL else self.firm
        return State(sources=() if self.named else firm)


def verbal(verb: Token, state: State, below: Token | None) -> State:
    """The state after the modifiers of a verb or copular predicate."""
    words = stance_lexicon().words
    negations = 0
    state = _tagged(verb, state)
    for child in verb.children:
        low = child.lower_
        if child.dep_ in {"neg", "advmod", "preconj"} and (child.dep_ == "neg" or low in words["negative"]):
            negations += 1
        elif child.dep_ in {"nsubj", "nsubjpass", "dobj"}:
            negations += int(child != below and _no_one(child))
        elif child.dep_ in {"aux", "auxpass"}:
            state = _modal(verb, child, state)
        elif child.dep_ in {"advmod", "amod"}:
            state, turned = _qualified(child, state)
            negations += turned
        elif child.dep_ == "mark" and low in words["conditional"]:
            grade = Factuality.POSSIBLE if low == "whether" else Factuality.HYPOTHETICAL
            state = state._replace(negated=False).graded(grade)
    return state._replace(negated=not state.negated) if negations % 2 else state


def _tagged(verb: Token, state: State) -> State:
    """What adjoins the clause as a whole: cues beside it, inversion, a question mark, a headline's infinitive."""
    for cue in framed(verb):
        state = state._replace(sources=merged(state.sources, [s.i for s in speakers(cue)]), teller=cue)
        state = state._replace(promise=cue.lemma_ == "announce")
    lefts = list(verb.lefts)
    auxiliary = next((t for t in lefts if t.dep_ == "aux"), None)
    subject_ = next((t for t in lefts if t.dep_ in {"nsubj", "nsubjpass"}), None)
    if auxiliary is not None and subject_ is not None and auxiliary.i < subject_.i:
        asked = any(t.text == "?" for t in verb.rights)
        if asked or auxiliary.lower_ in {"had", "should", "were"}:
            return state.graded(Factuality.HYPOTHETICAL)  # "Had it struck an hour later", "Did troops fire?"
    if verb.dep_ == "ROOT" and auxiliary is not None and auxiliary.tag_ == "TO":
        return state.graded(Factuality.PLANNED)  # headline: "Norway to send ships"
    return state


def _modal(verb: Token, auxiliary: Token, state: State) -> State:
    """The state after a modal; "will" of one's own deed is a pledge, "would" after a verb of speech is its past."""
    word = auxiliary.lemma_.lower() if auxiliary.lemma_.lower() in stance_lexicon().modals else auxiliary.lower_
    word = CONTRACTED.get(auxiliary.lower_, word)
    grade = stance_lexicon().modals.get(word)
    if grade is None:
        return state
    perfect = any(t.lower_ == "have" and t.dep_ == "aux" for t in verb.lefts)
    if word in {"will", "would"} and _conditioned(verb):
        return state.graded(Factuality.HYPOTHETICAL)
    if word == "would" and state.teller is None and any(t.lower_ == "then" for t in verb.lefts):
        grade = Factuality.PLANNED  # "The rebels would then leave the town"
    if word == "would" and state.teller is not None and not perfect and _backshifted(state.teller):
        word, grade = "will", Factuality.PLANNED
    if word == "will":
        return _promised(verb, state)
    if word == "could" and not perfect and any(t.dep_ == "neg" for t in verb.lefts) and not _conditioned(verb):
        return state  # "rescuers could not reach the village": they did not
    if word == "would" and _of_measure(verb):
        return state.graded(Factuality.PLANNED)
    if word in {"could", "may", "might"} and state.teller is not None and state.teller.lemma_ == "warn":
        who = subject(verb)
        # "warned that it could suspend the treaty": a threat
        if who is not None and who.lower_ in PERSONAL and any(t.dep_ == "dobj" for t in verb.rights):
            return state.graded(Factuality.HYPOTHETICAL)
    return state.graded(grade)


def _of_measure(verb: Token) -> bool:
    """Whether a relative clause tells what a measure is for: "a bill that would close the ports"."""
    if verb.dep_ != "relcl" or verb.head.lemma_.lower() not in stance_lexicon().words["measures"]:
        return False
    return any(t.dep_ == "nsubj" and t.lower_ in {"that", "which"} for t in verb.lefts)


def _conditioned(verb: Token) -> bool:
    """Whether an if-clause stands beside a verb or one coordinated with it: "will strike, and stay, if ..."."""
    conditional = stance_lexicon().words["conditional"] - {"whether"}
    return any(
        c.dep_ == "advcl" and any(m.lower_ in conditional for m in c.lefts)
        for one in (verb, *(v for v in verb.conjuncts if v.pos_ in VERBAL))
        for c in one.children
    )


def _backshifted(teller: Token) -> bool:
    """Whether "would" tells a future seen from the past: "said it would", without a condition beside it."""
    return teller.tag_ in {"VBD", "VBN"} or teller.pos_ in NOMINAL


def _promised(verb: Token, state: State) -> State:
    who = subject(verb)
    if who is None or any(t.dep_ == "nsubjpass" for t in verb.lefts):
        return state.graded(Factuality.PLANNED)
    low = who.lower_
    if is_first_person(who):
        pledged = state.graded(Factuality.PLEDGED)
        return pledged if pledged.sources else pledged._replace(sources=(who.i,))
    if verb.lemma_.lower() in stance_lexicon().words["own_ends"]:
        return state.graded(Factuality.PLANNED)  # "said he would appeal"
    if state.teller is not None and (low in THIRD_PERSON or (low == "it" and _agentive(verb))):
        own = subject(state.teller) if state.teller.pos_ in VERBAL else None
        if own is not None and own.i != who.i:
            return state.graded(Factuality.PLEDGED)
    if state.promise and who.pos_ == "PROPN" and _agentive(verb):
        return state.graded(Factuality.PLEDGED)
    return state.graded(Factuality.PLANNED)


def _agentive(verb: Token) -> bool:
    """Whether somebody does something to something or someone: "it would send two ships"."""
    return any(t.dep_ in {"dobj", "dative", "xcomp"} or (t.dep_ == "prep" and t.lower_ == "with") for t in verb.rights)


def nominal(noun: Token, state: State) -> State:
    """The state after the modifiers of a noun: "the planned withdrawal", "no injuries"."""
    negations = 0
    for child in noun.lefts:
        if child.dep_ in {"det", "neg", "amod"} and child.lower_ in {"no", "neither", "zero"}:
            negations += 1
        elif child.dep_ in {"amod", "advmod", "compound"}:
            state, turned = _qualified(child, state)
            negations += turned
    return state._replace(negated=not state.negated) if negations % 2 else state


def _qualified(child: Token, state: State) -> tuple[State, int]:
    """The state after one adverb or adjective, and whether it negates."""
    lexicon = stance_lexicon()
    pos = LEXICAL_POS.get(child.pos_, "adverb") if child.dep_ != "advmod" else "adverb"
    pos = "adjective" if pos == "verb" else pos
    effect = lexicon.effect(child.lower_, pos, "modifier")
    if effect is None:
        return state, 0
    return state.graded(effect.factuality), int(effect.negates)


def _no_one(noun: Token) -> bool:
    """Whether a participant is nobody or nothing: "no one", "none of the crew", "no soldiers"."""
    negative = stance_lexicon().words["negative"]
    if noun.pos_ in {"PRON", "NOUN"} and noun.lower_ in negative:
        return True
    return any(t.dep_ in {"det", "neg"} and t.lower_ in {"no", "neither"} for t in noun.lefts)
