"""Days that a text tells once and goes on telling of: "Gunmen raided a farm on Friday. They burned two barns."

Each sentence in the simple past goes on with the scene of the one before it, until another day is told. Acts of speech
neither take the day of a scene nor set one; what was done before the scene ("had fled") or is not yet done is told from
elsewhere. "Since" reaches from the scene up to now: "hundreds have since fled".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.records import TimeExpression
from kg.extract.times import tense
from kg.extract.times.intervals import between
from kg.extract.times.kinds import APART, SPEECH, event_kinds, taken_up
from kg.extract.times.ties import SUBJECTS, opener
from kg.lexicon.time import time_lexicon
from kg.model import DateBasis, Time

REACH: Final = 2  # paragraphs after the one that tells the day
LENDABLE: Final = timedelta(days=3)  # a scene is told of hours or days, not of "last year"
CLIMB: Final = 6  # steps from a word up to the verb that tells when
DEPENDENT: Final = ("advcl", "conj", "xcomp", "pcomp", "prep")
HAVE: Final = frozenset({"has", "have", "'ve", "’ve"})
NOT_THEN: Final = HAVE | tense.WILL | tense.WOULD | {"had", "to"}
FILLER: Final = "filler"  # what lies between blocks


def narrated(
    doc: Doc,
    triggers: frozenset[int],
    found: Mapping[int, Time],
    issued: date | None,
    own: Mapping[int, Sequence[TimeExpression]],
) -> Iterator[tuple[int, Time]]:
    """The triggers without a time that a scene dates, with its day."""
    scene: Time | None = None
    left = 0  # paragraphs for which the scene may still go on
    end = 0
    times = {i: told[0].time for i, told in own.items() if len(told) == 1} | dict(found)
    words = sorted(times)

    def again(verb: Token) -> int | None:
        nouns = (n for n in _taking_part(verb))
        found = (taken_up(n, words[: bisect_left(words, n.i)], times.get) for n in nouns)
        return next((i for i in found if i is not None), None)

    for here in _by_sentence(doc, triggers | times.keys()):
        start = doc[here[0]].sent.start
        left -= sum(doc[i].dep_ == FILLER for i in range(end, start))
        end = doc[here[-1]].sent.end
        dated = [i for i in here if i in times and _sets(doc[i], times[i], issued)]
        carried = scene if left >= 0 and len(dated) == sum(i in times for i in here) else None
        for i in here:
            if i in triggers and i not in found:
                donor = again(doc[i])
                donor = _donor(doc, i, dated) if donor is None else donor
                known = carried if donor is None else times[donor]
                if known is not None and (time := _lent(doc[i], known, issued)) is not None:
                    yield i, time
        if dated:
            scene, left = times[dated[-1]], REACH


def _donor(doc: Doc, at: int, dated: Sequence[int]) -> int | None:
    """The dated word of the sentence that `at` is told with: the last before it, else the first behind it."""
    before = [i for i in dated if i < at]
    if before:
        return before[-1]
    behind = (i for i in dated if doc[i].dep_ not in ("relcl", "acl"))
    return next(behind, None)


def _taking_part(verb: Token) -> Iterator[Token]:
    """The nouns of events that the verb happened in: "the raid killed six", "six died in the raid"."""
    words = time_lexicon().words
    for child in verb.children:
        if child.dep_ in SUBJECTS and verb.lemma_.lower() in words["happening"]:
            yield child
        elif child.dep_ in ("prep", "agent") and child.lower_ in words["within"]:
            yield from (noun for noun in child.children if noun.dep_ == "pobj")


def _lent(token: Token, time: Time, issued: date | None) -> Time | None:
    if _tells(token):
        return replace(time, basis=DateBasis.NARRATIVE)
    if issued is not None and time.end <= issued and _since(token):
        when = between(time.start, issued)
        return replace(time, end=when.end, edtf=when.edtf, basis=DateBasis.NARRATIVE)
    return None


def _by_sentence(doc: Doc, tokens: Iterable[int]) -> Iterator[list[int]]:
    here: list[int] = []
    end = 0
    for i in sorted(tokens):
        if i >= end:
            if here:
                yield here
            here, end = [], doc[i].sent.end
        here.append(i)
    if here:
        yield here


def _sets(token: Token, time: Time, issued: date | None) -> bool:
    """Whether what happened then is a scene that the text may go on with."""
    if time.end - time.start > LENDABLE or (issued is not None and time.end > issued):
        return False
    if time.basis is DateBasis.CURRENT or "had" in _auxiliaries(token):
        return False
    return not event_kinds(token) & SPEECH


def _since(verb: Token) -> bool:
    """ "Hundreds have since fled": up to now, from what was told before."""
    bare = (c for c in verb.children if c.lower_ == "since" and c.dep_ in ("advmod", "prep", "mark"))
    return any(not list(c.children) for c in bare) and tense.perfect(verb)


def _tells(token: Token) -> bool:
    """Whether a word tells of something done in the scene: a verb in the simple past, or what hangs on one."""
    if token.pos_ not in tense.VERBAL or event_kinds(token) & APART:
        return False
    shifted = time_lexicon().words["shifted"]
    at = token
    for _ in range(CLIMB):
        auxiliaries = _auxiliaries(at)
        if auxiliaries & NOT_THEN or any(c.lower_ in shifted for c in at.children):
            return False
        if at.tag_ == "VBD" or auxiliaries & {"was", "were", "did"}:
            return _asserted(at)
        if at.dep_ not in DEPENDENT or at.head == at or at.lower_ in ("for", "of"):
            return False
        at = at.head
    return False


def _asserted(verb: Token) -> bool:
    """Whether a finite clause goes on telling: not "demanded that he quit", "the man who led the raid"."""
    if verb.dep_ == "ccomp":
        return verb.head.lemma_.lower() in time_lexicon().words["reporting"] or verb.i < verb.head.i
    return verb.dep_ != "relcl" and opener(verb) not in ("if", "unless", "after", "before", "since", "until")


def _auxiliaries(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in tense.AUXILIARY}
