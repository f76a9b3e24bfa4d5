"""The state below a word that has no signature for its complement: purposes, conditions, relative clauses, asides."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from kg.extract.claims.attribution import merged, speakers
from kg.extract.claims.coordination import VERBAL
from kg.extract.claims.embedding import NOMINAL, is_passive
from kg.extract.claims.modality import State
from kg.lexicon.stance import stance_lexicon
from kg.model import Factuality

DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both", "such"})
TEMPORAL: Final = frozenset({"after", "before", "once", "until", "when"})
DEMANDING: Final = frozenset({Factuality.PLEDGED, Factuality.HYPOTHETICAL, Factuality.PLANNED})


def plain(state: State, edge: str, up: Token, child: Token) -> State:
    """The state below a word without a signature for that complement."""
    words = stance_lexicon().words
    if edge == "purpose" and child.lemma_.lower() in stance_lexicon().speaking and up.pos_ in VERBAL:
        return state.settled()  # "gathered to demand a vote": they did so by it
    if edge == "purpose" or (edge == "infinitive" and up.pos_ in NOMINAL):
        settled = state.settled() if edge == "infinitive" else state
        if up.lemma_ != "be" and not any(t.lower_ == "only" for t in child.lefts):
            return settled.graded(Factuality.HYPOTHETICAL)
        return settled
    if edge == "infinitive":
        if any(t.lower_ == "yet" for t in up.children):
            return state._replace(negated=not state.negated)  # "has yet to approve"
        if up.lemma_ == "be" and any(t.dep_ == "acomp" for t in up.rights):
            return state.graded(Factuality.HYPOTHETICAL)  # "it is dangerous to cross"
        if up.lemma_ == "be" or (up.lemma_ == "go" and up.tag_ == "VBG"):
            return state.graded(Factuality.PLANNED)
        if up.pos_ == "VERB" and is_passive(up):
            return state.graded(Factuality.HYPOTHETICAL)  # "a ship was sent to rescue them": a purpose
        return state
    if edge == "adverbial":
        return _adverbial(_threatened(state, up), child, up)
    if edge in {"relative", "participle"}:
        return State() if edge == "relative" and _aside(child) else state.settled()
    if edge.startswith("prep:"):
        if edge == "prep:without":
            return state._replace(negated=not state.negated)
        if edge[5:] in words["background"] and child.pos_ in NOMINAL:
            return State()
        if edge[5:] in words["settled"] or granted(child):
            return _told(state, child)
        # "no deaths in clashes": there were clashes
        inside = up.pos_ in NOMINAL and edge not in {"prep:of", "prep:for"}
        return state._replace(negated=False) if inside else state
    if edge == "subject":
        if up.lemma_ == "be" and state.factuality is Factuality.HYPOTHETICAL:
            return state._replace(negated=False)  # "the toll would have been higher"
        return _told(state, child) if up.lemma_ != "be" or granted(child) else state
    if edge in {"object", "poss"} and granted(child):
        return _told(state, child)
    return state


def _threatened(state: State, up: Token) -> State:
    """The state below a threat or vow, for a condition that the parser hangs on its verb."""
    if up.pos_ not in VERBAL or state.negated or state.factuality is not Factuality.ACTUAL:
        return state
    effect = stance_lexicon().effect(up.lemma_.lower(), "verb", "infinitive")
    if effect is None or effect.name not in {"threaten", "commit"}:
        return state
    sources = merged(state.sources, [s.i for s in speakers(up)])
    return state._replace(sources=sources, teller=up, factuality=effect.factuality or state.factuality)


def _aside(clause: Token) -> bool:
    """Whether a relative clause is put in by the reporter: "said it knew of the firm, which has closed two pits"."""
    edge = clause.left_edge
    return edge.lower_ in {"which", "who"} and edge.i > 0 and edge.nbor(-1).text == "," and clause.tag_ != "VBG"


def _adverbial(state: State, child: Token, up: Token) -> State:
    """A clause beside another: a condition, a participle that goes with it, or a clause that stands for itself."""
    marks = {t.lower_ for t in child.lefts if t.dep_ in {"mark", "advmod"}}
    follows = state.teller is None or state.teller.i <= up.i
    if follows and marks & stance_lexicon().words["contrast"] and child.doc[child.left_edge.i - 1].text == ",":
        return State()  # "Oslo said it would pay, while Rome sent tents": the second is told by nobody
    if "unless" in marks and state.teller is not None and state.factuality in DEMANDING:
        return State(Factuality.REQUESTED, sources=state.sources)  # "threatened to strike unless the fee is dropped"
    if marks & stance_lexicon().words["conditional"] or ({"so", "that"} <= marks and child.tag_ != "VBD"):
        return State(Factuality.HYPOTHETICAL, sources=state.sources)
    if state.factuality is not Factuality.ACTUAL and child.tag_ in {"VBZ", "VBP"} and marks & TEMPORAL:
        return State(Factuality.HYPOTHETICAL, sources=state.sources)  # "will stay until the rains end"
    if child.tag_ == "VBG" and not marks:
        return state._replace(negated=False)
    return state.settled()


def _told(state: State, noun: Token) -> State:
    """Taken for granted; nobody is the source of what a definite noun brings up again ("the attack")."""
    told = any(t.dep_ in {"prep", "agent"} and t.lower_ in {"of", "by"} for t in noun.rights)
    return state.settled()._replace(known=granted(noun) and not told)


def granted(noun: Token) -> bool:
    """Whether a noun is taken for granted whatever its verb: it is definite, or somebody's."""
    return noun.pos_ in {"NOUN", "PROPN"} and _is_definite(noun)


def _is_definite(noun: Token) -> bool:
    return any(t.dep_ == "poss" or (t.dep_ == "det" and t.lower_ in DEFINITE) for t in noun.lefts)
