"""Where a clause lies in time, read off its verb: behind the article, ahead of it, or up to it."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from kg.lexicon.time import time_lexicon

PAST: Final = -1
FUTURE: Final = 1
VERBAL: Final = ("VERB", "AUX")
AUXILIARY: Final = ("aux", "auxpass")
SUBJECTS: Final = ("nsubj", "nsubjpass")
WILL: Final = frozenset({"will", "shall", "'ll", "’ll", "wo"})
WOULD: Final = frozenset({"would", "may", "might", "could", "can", "must", "should", "'d", "ca"})


def clause_verb(token: Token) -> Token | None:
    """The nearest verb above `token`, itself included; an auxiliary gives way to its main verb."""
    for above in (token, *token.ancestors):
        if above.pos_ in VERBAL and above.dep_ not in AUXILIARY:
            return above
    return None


def perfect(verb: Token) -> bool:
    """Whether `verb` is in the present perfect: "has died", "have been deployed"; its conjuncts share the auxiliary."""
    for at in (verb, *verb.ancestors):
        auxiliaries = [child for child in at.children if child.dep_ in AUXILIARY]
        if any(a.lower_ in ("has", "have", "'ve", "’ve") for a in auxiliaries):
            return not any(a.lower_ in WILL | WOULD or a.lower_ == "to" for a in auxiliaries)
        if auxiliaries or at.dep_ != "conj":
            return False
    return False


def direction(token: Token) -> int:
    """FUTURE or PAST: which side of the article's date the clause around `token` tells of."""
    words = time_lexicon().words
    noun = token.head
    if token.dep_ in ("poss", "compound", "nmod") and noun.dep_ not in SUBJECTS and noun != token:
        return _scheduled(noun)
    if _planned_for(token):
        return FUTURE
    for above in (token, *token.ancestors):
        if above.lower_ in words["ahead"] and above.pos_ != "VERB" and not _counted(above):
            return FUTURE  # "ahead of Sunday's vote"
        if above.pos_ not in VERBAL and above.tag_ not in ("VBN", "VBG"):
            if above.pos_ == "ADJ" and above.lemma_.lower() in words["future"]:
                return FUTURE  # "the talks, due on Monday"
            continue
        if above.dep_ in AUXILIARY:
            continue
        found = _verb_direction(above)
        if found:
            return found
    return PAST


def _planned_for(time: Token) -> bool:
    """ "promised a vote for May", "announced a strike for Friday"; but "published the figures for May"."""
    link = time.head
    if time.dep_ != "pobj" or link.lower_ != "for":
        return False
    words = time_lexicon().words
    noun = link.head
    verb = noun.head if noun.dep_ in ("dobj", "nsubjpass") else noun
    if noun.lemma_.lower() in words["figure"] or verb.lemma_.lower() not in words["future"] | words["planning"]:
        return False
    return not any(c.lower_ in words["superseded"] for at in (noun, verb) for c in at.children)


def _counted(link: Token) -> bool:
    """ "three days before the vote on Sunday" looks back."""
    before = link.doc[link.i - 1] if link.i else link
    return before.dep_ == "npadvmod" or before.lemma_ in ("day", "hour", "week", "month")


def _scheduled(noun: Token) -> int:
    """The direction of a dated noun: events that have a day have been told of, unless the words before look ahead.

    "We will study Friday's raid", but "ahead of Friday's vote", "prepares for Friday's vote".
    """
    words = time_lexicon().words
    above = noun.head
    if noun.dep_ != "pobj":
        return PAST
    governor = above.head
    ahead = {above.lower_, governor.lower_} & words["ahead"] or governor.lemma_.lower() in words["future"]
    return FUTURE if ahead else PAST


def _verb_direction(verb: Token) -> int:
    """The direction that this verb alone decides, or 0 to ask the one above."""
    words = time_lexicon().words
    auxiliaries = {child.lower_ for child in verb.children if child.dep_ in AUXILIARY}
    if auxiliaries & WILL:
        return FUTURE
    if auxiliaries & WOULD:
        return PAST if auxiliaries & {"have", "'ve", "’ve"} else FUTURE
    if "to" in auxiliaries or verb.tag_ in ("VB", "VBG"):
        if auxiliaries & {"is", "are", "'s", "’s", "am"} and verb.tag_ == "VBG":
            back = verb.lemma_.lower() in words["retrospective"]  # "are investigating a raid on Friday"
            return PAST if back else FUTURE  # "is meeting lenders on Friday"
        return _infinitive_direction(verb, auxiliaries)
    if verb.lemma_.lower() in words["future"] and verb.tag_ == "VBN" and not auxiliaries & {"has", "have", "had"}:
        superseded = any(c.lower_ in words["superseded"] for c in verb.children)
        return PAST if superseded else FUTURE  # "is scheduled for Friday"
    if auxiliaries & {"has", "have", "had", "was", "were", "did"} or verb.tag_ in ("VBD", "VBN"):
        return PAST
    if verb.tag_ in ("VBZ", "VBP") and not auxiliaries:
        looks_back = verb.lemma_.lower() in words["reporting"] | (words["performative"] - words["future"])
        return PAST if looks_back else FUTURE  # "The court sits on Friday", but "We deplore the raid on Friday"
    return 0


def _infinitive_direction(verb: Token, auxiliaries: set[str]) -> int:
    if "to" not in auxiliaries:
        return 0
    if "be" in auxiliaries and verb.dep_ in ("relcl", "acl"):
        return FUTURE  # "figures to be published on Friday"
    governor = verb.head
    looks_ahead = governor.lemma_.lower() in time_lexicon().words["future"] or (
        governor.lemma_ == "be" and governor.tag_ in ("VBZ", "VBP") and verb.dep_ == "xcomp"
    )
    return FUTURE if looks_ahead and governor != verb else 0
