"""How the text stands to a trigger: factuality, polarity and sources, folded from the root of its clause down.

Each word above the trigger may change the state by its signature (`kg.lexicon.stance`), and each word on the way by its
own modifiers (`kg.extract.claims.modality`). After Saurí and Pustejovsky, De Facto (2012).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.claims.attribution import (
    beside,
    conveyors,
    edge_cues,
    issuer,
    light_subject,
    merged,
    normative,
    quotation_at,
    speakers,
)
from kg.extract.claims.coordination import VERBAL, left_teller
from kg.extract.claims.embedding import NOMINAL, effect_on, governor, is_first_person, is_passive
from kg.extract.claims.modality import State, nominal, verbal
from kg.extract.claims.own_words import own_act, restates, speech
from kg.extract.records import Quotation, Stance
from kg.lexicon.stance import Effect, stance_lexicon
from kg.model import Factuality, Polarity

DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "both", "such"})
TEMPORAL: Final = frozenset({"after", "before", "once", "until", "when"})
DEPTH: Final = 40  # no sentence nests deeper; a broken tree ends here


def stance(doc: Doc, trigger: int, quotes: Sequence[Quotation]) -> Stance:
    """How the text stands to the situation that the token `trigger` names."""
    token = doc[trigger]
    quote = quotation_at(token, quotes)
    state = _state(token, DEPTH)
    sources = () if state.known else state.sources
    root = token
    while root.head.i != root.i:
        root = root.head
    for cue in edge_cues(doc, root):
        if not cue.is_ancestor(token):
            sources = merged([s.i for s in speakers(cue)], sources)
    if token.pos_ in VERBAL and token.lemma_.lower() in stance_lexicon().speaking:
        sources = merged(sources, [s.i for s in conveyors(token)])
    if quote is not None and quote.speaker is not None and quote.speaker not in sources and not state.known:
        sources = merged(sources, (quote.speaker,)) if quote.cue is None else merged(_outer(doc, quote), sources)
    if len(sources) > 1:  # "We will stay," she said: "we" is told of under her name
        sources = tuple(s for s in sources if not is_first_person(doc[s])) or sources
    if not sources and quote is None and normative(root) and not speech(token):
        sources = issuer(doc, root, quotes)
    if sources and (own_act(token) or restates(token)):
        sources = sources[:-1]
    polarity = Polarity.NEGATED if state.negated else Polarity.AFFIRMED
    return Stance(state.factuality, polarity, tuple(s for s in sources if s != trigger))


def _outer(doc: Doc, quote: Quotation) -> tuple[int, ...]:
    """The speaker of a quotation, after whoever reports its cue."""
    above = () if quote.cue is None else _incoming(doc[quote.cue], DEPTH).sources
    return merged(above, () if quote.speaker is None else (quote.speaker,))


def _state(token: Token, depth: int, below: Token | None = None) -> State:
    """The state at a token, its own modifiers counted; of `below`, the complement on the way, its own "no" is not."""
    state = _incoming(token, depth)
    if token.pos_ in VERBAL or any(t.dep_ in {"nsubj", "nsubjpass", "aux"} for t in token.children):
        return verbal(token, state, below)
    return nominal(token, state)


def _incoming(token: Token, depth: int) -> State:
    """The state that a token's governors hand down to it."""
    up = governor(token)
    if up is None or depth == 0:
        return State()
    if token.dep_ == "conj" and left_teller(token) is None:
        return _shared(token, up, depth)
    effect, edge = effect_on(up, token)
    if _comment(token) or (edge == "prep:of" and up.dep_ == "pobj" and up.lemma_ in stance_lexicon().words["bounds"]):
        return State()  # "as the minister announced"; "at the end of a two-day summit" is a time
    if effect is not None and effect.name == "topic" and _granted(token):
        effect = None  # "discussed the attack": there was one
    state = _state(up, depth - 1, token)._replace(known=False)
    if edge in {"parataxis", "punct", "meta"}:
        return State()
    below = _plain(state, edge, up, token) if effect is None else _applied(state, effect, edge, up, token)
    # "It is unclear who burned the depot": that it burned is not in doubt
    return State(sources=below.sources, teller=below.teller) if edge == "clause" and _asks(token) else below


def _asks(clause: Token) -> bool:
    """Whether a clause asks for a part of what happened: who, when, why."""
    first = clause.left_edge
    return first.tag_.startswith("W") and first.lower_ != "that"


def _comment(token: Token) -> bool:
    """Whether a clause of speech stands beside its clause: "as the minister announced", "what he called a ..."."""
    if token.lemma_.lower() not in stance_lexicon().speaking | stance_lexicon().words["cues"]:
        return False
    if token.dep_ == "pcomp":
        return any(t.lower_ in {"what", "as"} or t.dep_ == "nsubj" for t in token.lefts)
    return (
        token.dep_ == "advcl"
        and any(t.lower_ == "as" for t in token.lefts)
        and not any(t.dep_ == "ccomp" for t in token.rights)
    )


def _shared(token: Token, first: Token, depth: int) -> State:
    """A second conjunct stands as the first; it shares its modifiers unless it has a subject or auxiliary itself."""
    if token.pos_ in VERBAL and first.pos_ in VERBAL:
        own = any(t.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for t in token.lefts)
        if not own and token.tag_ in {first.tag_, "VB"} and token.tag_ in {"VB", "VBN", "VBG"}:
            return _state(first, depth - 1)
        state = _incoming(first, depth - 1)
        cues = [s.i for cue in beside(first) if cue.i < token.i for s in speakers(cue)]
        return state._replace(sources=merged(state.sources, cues)) if cues else state
    own = any(t.dep_ in {"det", "poss", "amod"} for t in token.lefts)
    return _incoming(first, depth - 1) if own else _state(first, depth - 1)


def _applied(state: State, effect: Effect, edge: str, up: Token, child: Token) -> State:
    """The state below a word with a signature."""
    if effect.carries:
        return state
    if effect.presupposes:
        return state.settled()
    if edge == "clause" and _whether(child):
        return state._replace(negated=False).graded(Factuality.HYPOTHETICAL)
    if effect.source:
        found = [s.i for s in speakers(up)]
        noun = up.pos_ in NOMINAL
        heard = state.factuality in {Factuality.ACTUAL, Factuality.PLANNED} and not state.negated
        # "X renewed Y's pledge to": X says so; "X urged Y to press Z to": Y has not said anything yet
        if heard and not (noun and state.sources):
            sources = found or (light_subject(up) if noun else [])
            state = state._replace(sources=merged(state.sources, sources))
        if effect.factuality is None and not effect.negates and state.negated and not state.denied:
            state = state._replace(negated=False).graded(Factuality.POSSIBLE)  # "did not say that troops had left"
        named = edge == "object" and effect.factuality is None
        state = state._replace(teller=up, promise=effect.promise, denied=effect.negates or state.denied, named=named)
    if effect.negates:
        # "rejected claims that": the denial reaches the claim's content
        state = state._replace(negated=not state.negated)
    elif state.negated and effect.factuality is Factuality.POSSIBLE and edge == "object" and not effect.source:
        state = state._replace(negated=False)  # "did not discuss a withdrawal": nobody says that there is none
    return state.graded(effect.factuality)


def _whether(clause: Token) -> bool:
    return any(t.dep_ == "mark" and t.lower_ in {"whether", "if"} for t in clause.lefts)


def _plain(state: State, edge: str, up: Token, child: Token) -> State:
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
        return _adverbial(state, child)
    if edge in {"relative", "participle"}:
        return state.settled()
    if edge.startswith("prep:"):
        if edge == "prep:without":
            return state._replace(negated=not state.negated)
        if edge[5:] in words["background"] and child.pos_ in NOMINAL:
            return State()
        if edge[5:] in words["settled"] or _granted(child):
            return _told(state, child)
        # "no deaths in clashes": there were clashes
        inside = up.pos_ in NOMINAL and edge not in {"prep:of", "prep:for"}
        return state._replace(negated=False) if inside else state
    if edge == "subject":
        if up.lemma_ == "be" and state.factuality is Factuality.HYPOTHETICAL:
            return state._replace(negated=False)  # "the toll would have been higher"
        return _told(state, child) if up.lemma_ != "be" or _granted(child) else state
    if edge in {"object", "poss"} and _granted(child):
        return _told(state, child)
    return state


def _adverbial(state: State, child: Token) -> State:
    """A clause beside another: a condition, a participle that goes with it, or a clause that stands for itself."""
    marks = {t.lower_ for t in child.lefts if t.dep_ in {"mark", "advmod"}}
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
    return state.settled()._replace(known=_granted(noun) and not told)


def _granted(noun: Token) -> bool:
    """Whether a noun is taken for granted whatever its verb: it is definite, or somebody's."""
    return noun.pos_ in {"NOUN", "PROPN"} and _is_definite(noun)


def _is_definite(noun: Token) -> bool:
    return any(t.dep_ == "poss" or (t.dep_ == "det" and t.lower_ in DEFINITE) for t in noun.lefts)
