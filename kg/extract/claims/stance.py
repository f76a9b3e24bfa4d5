"""How the text stands to a trigger: factuality, polarity and sources, folded from the root of its clause down.

Each word above the trigger may change the state by its signature (`kg.lexicon.stance`), and each word on the way by its
own modifiers (`kg.extract.claims.modality`). After Saurí and Pustejovsky, De Facto (2012).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.claims.attribution import (
    conveyors,
    issuer,
    light_subject,
    merged,
    normative,
    quotation_at,
    speakers,
)
from kg.extract.claims.coordination import VERBAL, left_teller
from kg.extract.claims.cues import ACCORDING, beside, edge_cues
from kg.extract.claims.embedding import NOMINAL, effect_on, governor, is_first_person
from kg.extract.claims.modality import State, nominal, verbal
from kg.extract.claims.own_words import own_act, restates, speech
from kg.extract.claims.plain import granted, plain
from kg.extract.records import Quotation, Stance
from kg.lexicon.stance import Effect, stance_lexicon
from kg.model import Factuality, Polarity

PRONOUNS: Final = frozenset({"he", "she", "it", "they"})
HEARD: Final = frozenset({Factuality.ACTUAL, Factuality.PLANNED})
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
    if not sources and quote is None and not speech(token):
        sources = issuer(doc, root, quotes) if normative(root) else _own_plan(root, state)
    if len(sources) > 1:  # "The charity said it had documented the killing": "it" is the charity
        sources = tuple(s for k, s in enumerate(sources) if not k or doc[s].lower_ != "it")
    if sources and (own_act(token) or restates(token) or _own_words(token, state)):
        sources = sources[:-1]
    polarity = Polarity.NEGATED if state.negated else Polarity.AFFIRMED
    return Stance(state.factuality, polarity, tuple(s for s in sources if s != trigger))


def _own_plan(root: Token, state: State) -> tuple[int, ...]:
    """The "we" of a release that tells what it is going to do: "We plan to open two clinics"."""
    if state.factuality not in {Factuality.PLANNED, Factuality.PLEDGED}:
        return ()
    return tuple(t.i for t in root.lefts if t.dep_ == "nsubj" and is_first_person(t))


def _own_words(token: Token, state: State) -> bool:
    """Whether somebody tells of an act of speech of their own: "He said he had asked for a delay"."""
    if token.pos_ not in VERBAL or not speech(token) or state.factuality is not Factuality.ACTUAL:
        return False
    if state.teller is None or state.teller.pos_ not in VERBAL or state.teller.lower_ == ACCORDING:
        return False
    who = next((t for t in token.lefts if t.dep_ == "nsubj"), None)
    return who is not None and who.lower_ in PRONOUNS and state.teller.i < token.i and who.tag_ == "PRP"


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
    if effect is not None and effect.name == "topic" and granted(token):
        effect = None  # "discussed the attack": there was one
    state = _state(up, depth - 1, token)._replace(known=False)
    if edge in {"parataxis", "punct", "meta"} or (edge == "clause" and _set_off(token, up)):
        return State()
    if edge == "object" and token.lemma_.lower() in stance_lexicon().words["tallies"] and _counting(up):
        return state._replace(sources=merged(state.sources, [s.i for s in speakers(up)]))
    below = plain(state, edge, up, token) if effect is None else _applied(state, effect, edge, up, token)
    # "It is unclear who burned the depot": that it burned is not in doubt
    return State(sources=below.sources, teller=below.teller) if edge == "clause" and _asks(token) else below


def _counting(verb: Token) -> bool:
    """Whether a verb gives a count: "officials put the toll at nine", "raised the toll to nine"."""
    given = verb.pos_ in VERBAL and verb.lemma_.lower() in stance_lexicon().words["tallying"]
    return given and any(t.dep_ == "prep" and t.lower_ in {"at", "to", "as"} for t in verb.rights)


def _set_off(clause: Token, up: Token) -> bool:
    """Whether a colon or semicolon parts a clause from the next: "They reject this: an engineer said ..."."""
    after = clause.right_edge.i + 1
    return clause.i < up.i and after < up.i and clause.doc[after].text in {";", ":"}


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
        if _goes_on(token, first):
            state = state._replace(sources=merged(state.sources, [s.i for s in speakers(first)]))
        cues = [s.i for cue in beside(first) if cue.i < token.i or cue.lower_ == ACCORDING for s in speakers(cue)]
        return state._replace(sources=merged(state.sources, cues)) if cues else state
    own = any(t.dep_ in {"det", "poss", "amod"} for t in token.lefts)
    return _incoming(first, depth - 1) if own else _state(first, depth - 1)


def _goes_on(token: Token, first: Token) -> bool:
    """Whether a clause goes on with what was said before it: "The pay was fair, she insisted, but drivers struck"."""
    if first.lemma_.lower() not in stance_lexicon().speaking or token.lemma_.lower() in stance_lexicon().speaking:
        return False
    said = next((t for t in first.lefts if t.dep_ == "ccomp"), None)
    if said is None or not any(t.dep_ in {"nsubj", "nsubjpass"} and t.pos_ != "PRON" for t in token.lefts):
        return False
    return not any(t.dep_ in {"ccomp", "xcomp", "dobj"} for t in first.rights)


def _whether(clause: Token) -> bool:
    return any(t.dep_ in {"mark", "advmod"} and t.lower_ in {"whether", "if"} for t in clause.lefts)


def _applied(state: State, effect: Effect, edge: str, up: Token, child: Token) -> State:
    """The state below a word with a signature."""
    if effect.carries:
        return state
    if effect.presupposes:
        return State() if state.named else State(sources=state.sources)
    if edge == "clause" and _whether(child):
        return state._replace(negated=False).graded(Factuality.POSSIBLE)
    if edge == "object" and up.lemma_ == "order" and up.tag_ == "VBG" and state.sources:
        return state.settled()  # "convicted him of ordering the murder": it was done
    firm = state.sources if state.factuality is Factuality.ACTUAL else state.firm
    if effect.source:
        found = [s.i for s in speakers(up)]
        noun = up.pos_ in NOMINAL
        heard = state.factuality in HEARD and not state.negated
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
    return state.graded(effect.factuality)._replace(firm=firm) if effect.factuality else state
