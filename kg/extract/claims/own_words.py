"""Acts of speech that somebody does in saying so, whose speaker is no source of them."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.claims.coordination import VERBAL
from kg.extract.claims.embedding import NOMINAL, effect_on, governor, is_first_person, subject
from kg.lexicon.stance import stance_lexicon


def speech(token: Token) -> bool:
    """Whether a token names an act of speech."""
    lemma = token.lemma_.lower()
    return lemma in stance_lexicon().speaking if token.pos_ in VERBAL else lemma in stance_lexicon().spoken


def own_act(token: Token) -> bool:
    """ "We urge both sides ...", "our pledge stands", she said: the speaker does it in saying so."""
    lexicon, lemma = stance_lexicon(), token.lemma_.lower()
    if token.pos_ in NOMINAL:
        return lemma in lexicon.spoken and any(t.dep_ == "poss" and t.lower_ in {"our", "my"} for t in token.lefts)
    spoken = lemma in lexicon.speaking or token.lower_ in lexicon.spoken
    if not spoken:
        return False
    who = subject(token.head if token.dep_ == "acomp" else token)
    return who is not None and is_first_person(who)


def restates(noun: Token) -> bool:
    """Whether a noun of speech is what its verb says once more: "reaffirmed Mali's pledge" is a pledge itself."""
    up = governor(noun)
    if up is None or noun.pos_ not in NOMINAL or noun.lemma_.lower() not in stance_lexicon().spoken:
        return False
    effect, edge = effect_on(up, noun)
    return up.pos_ in VERBAL and edge == "object" and effect is not None and effect.source and effect.factuality is None
