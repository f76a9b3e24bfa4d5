"""What a clause hangs on where the parser's nearest guess is wrong: conjuncts of clauses, clauses of nouns."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from kg.lexicon.stance import stance_lexicon

VERBAL: Final = frozenset({"VERB", "AUX"})
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def left_teller(verb: Token) -> Token | None:
    """The word of speech right before a clause that the parser hangs on an earlier one instead.

    "Guards say all are safe, with the daily reporting one was hurt"; "fired on the pretext that it was attacked".
    """
    first = verb.left_edge.i
    if verb.dep_ in {"advcl", "xcomp"} and first and verb.doc[first].tag_ == "TO":
        return _undertaking(verb, verb.doc[first - 1])
    if verb.dep_ not in {"conj", "ccomp"} or not first or verb.head.i == first - 1:
        return None
    before, lexicon = verb.doc[first - 1], stance_lexicon()
    if verb.dep_ == "ccomp":
        told = verb.doc[first].lower_ == "that" and verb.head.lemma_.lower() not in lexicon.speaking
        noun = before.pos_ == "NOUN" and lexicon.effect(before.lemma_.lower(), "noun", "clause") is not None
        return before if told and noun else None
    if before.pos_ != "VERB" or before.lemma_.lower() not in lexicon.speaking:
        return None
    if not any(t.dep_ in {"nsubj", "nsubjpass"} for t in verb.lefts):
        return None
    return None if any(t.dep_ in {"ccomp", "dobj", "xcomp"} for t in before.rights) else before


def _undertaking(verb: Token, before: Token) -> Token | None:
    """The word whose content an infinitive is: "the promise given by Chile to send", "accused of planning to close"."""
    clause, issued = verb.head, stance_lexicon().words["issued"]
    if clause.dep_ == "acl" and clause.lemma_.lower() in issued and _intends(clause.head, "noun"):
        return clause.head
    if verb.dep_ == "xcomp" or before.head.pos_ != "ADP" or before.i < clause.i:
        return None
    return before if before.pos_ in {"NOUN", "VERB"} and _intends(before, before.pos_.lower()) else None


def _intends(word: Token, pos: str) -> bool:
    effect = stance_lexicon().effect(word.lemma_.lower(), pos, "infinitive")
    return effect is not None and effect.name in {"intend", "commit", "direct", "threaten"}


def coordinated(token: Token) -> Token:
    """The word that a conjunct truly stands beside; the parser hangs a finite verb on the nearest one before it."""
    first = token.head
    if token.pos_ not in VERBAL or any(t.dep_ in {"nsubj", "nsubjpass", "expl"} for t in token.lefts):
        return first
    if token.tag_ in {"VBD", "VBZ"} and first.tag_ == "VBG" and first.dep_ in {"pcomp", "xcomp"}:
        # "accused the firm of hiding losses and called for an inquiry"
        finite: Token = first.head.head if first.dep_ == "pcomp" else first.head
        if finite.tag_ in {"VBD", "VBZ"}:
            return finite
    if token.tag_ in FINITE and first.tag_ == "VB" and not any(t.tag_ == "MD" for t in token.lefts):
        # "offered to host the talks and invited both": two things that were done
        up = _above_infinitive(first, strict=token.tag_ not in {"VBD", "VBZ"})
        if up is not None:
            return up
    clause = first
    while clause.dep_ == "conj" and clause.head.pos_ in VERBAL:
        clause = clause.head
    if clause.dep_ == "acl" and _told_before(token, first, clause):
        return clause.head.head
    return clause.head if clause.dep_ == "ccomp" and _says_more(token, first, clause) else first


def _told_before(verb: Token, first: Token, clause: Token) -> bool:
    """Whether a verb goes with the one above a clause: "dismissed claims that a well was dry and promised pumps"."""
    above = clause.head.head
    if verb.tag_ not in {"VBD", "VBZ"} or above.tag_ not in {"VBD", "VBZ"} or clause.head.dep_ != "dobj":
        return False
    return any(t.dep_ == "mark" for t in clause.lefts) and any(t.dep_ == "aux" for t in first.lefts)


def _above_infinitive(verb: Token, *, strict: bool) -> Token | None:
    """The verb above a chain of bare verbs, None where it ends in a clause with a modal or subject and `strict`."""
    while verb.tag_ == "VB" and verb.dep_ in {"xcomp", "advcl", "conj", "ccomp"}:
        # "urged him to go and left", "said he would not go and called the charge absurd": two things that were done
        if strict and any(t.dep_ in {"nsubj", "nsubjpass"} or t.tag_ == "MD" for t in verb.lefts):
            return None
        verb = verb.head
    return verb if verb.pos_ in VERBAL and verb.tag_ != "VB" else None


def _denies(verb: Token) -> bool:
    effect = stance_lexicon().effect(verb.lemma_.lower(), "verb", "clause")
    return effect is not None and effect.negates


def _says_more(verb: Token, first: Token, clause: Token) -> bool:
    """Whether a verb of speech goes with the one above the clause: "said the talks had failed and warned that"."""
    speaking = stance_lexicon().speaking
    teller = clause.head
    if verb.tag_ == "VBD" and teller.tag_ == "VBD" and any(t.dep_ == "aux" for t in first.lefts) and _denies(teller):
        return True  # "denied it had shelled the town and blamed the rebels"
    if verb.lemma_.lower() not in speaking or teller.lemma_.lower() not in speaking or teller.i > clause.i:
        return False
    if not any(t.dep_ in {"ccomp", "xcomp"} for t in verb.rights):
        return False
    own = {t.lower_ for t in verb.lefts if t.dep_ == "aux"}
    inner = {t.lower_ for t in first.lefts if t.dep_ in {"aux", "auxpass"}}
    # the clause is set off by its tense: "had failed and warned", "will fail, but has promised"
    return own != inner and (
        verb.tag_ in {"VBD", "VBZ"} or bool(own & {"has", "have"}) or (verb.tag_ == "VBN" and not own)
    )
