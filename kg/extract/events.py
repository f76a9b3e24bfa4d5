"""Event mentions: each trigger with its roles, time, figures, stance and sources, before mentions are merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.figures import attach
from kg.extract.predicates import Predicates, is_verbal
from kg.extract.records import Cast, Quantity, Quotation, TimeExpression
from kg.extract.roles import RoleFiller
from kg.extract.stance import stance
from kg.extract.time_attachment import attach_times
from kg.extract.triggers import Trigger, triggers
from kg.lexicon.frames import EventLexicon
from kg.model import ACTOR_TYPES, Article, EventMention, Role, Span, Time

# Types whose trigger is an act of speech; what is said is their content.
SPEECH_ACTS: Final = frozenset(
    {
        "Statement", "Pledge", "Request", "Threat", "Denial", "Accusation", "Criticism", "Refusal", "Support", "Agreement",
        "MandateDecision", "Legislation",
    }
)  # fmt: skip
GIVING: Final = frozenset({"Funding", "Aid", "Support"})
HARM: Final = frozenset({"Killing", "Death", "Injury", "Destruction", "Displacement", "Evacuation", "Kidnapping"})
CAUSING: Final = frozenset({"Attack", "Clash", "Disaster", "Riot", "Operation", "Protest"})
CAUSE_SLOTS: Final = (
    "prep:in",
    "prep:by",
    "prep:from",
    "prep:after",
    "prep:during",
    "prep:due",
    "prep:because",
    "subject",
)
CORE: Final = frozenset({"nsubj", "nsubjpass", "dobj", "xcomp", "ccomp", "conj", "attr", "acomp"})
CONTENT_SLOTS: Final = ("clause", "object", "prep:for", "prep:to", "prep:of", "prep:against", "prep:on")
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their"})


def event_mentions(
    article: Article,
    doc: Doc,
    *,
    lexicon: EventLexicon,
    cast: Cast,
    quantities: Sequence[Quantity],
    times: Sequence[TimeExpression],
    quotes: Sequence[Quotation],
) -> list[EventMention]:
    """Every mention of an event in `doc`, in text order."""
    predicates = Predicates(doc)
    found = {t.token: t for t in triggers(doc, predicates, lexicon, cast, {q.counted: q for q in quantities})}
    found = {i: t for i, t in found.items() if not _absorbed(doc, t, found)}
    same = {noun: verb.token for verb in found.values() for noun in _restated(verb, found)}
    when = attach_times(doc, times, found)
    counted = attach(doc, quantities, found)
    filler = RoleFiller(doc, predicates, cast)
    mentions = [_said(article, doc, quote, cast, quotes) for quote in quotes if _needs_statement(quote, found)]
    for trigger in found.values():
        mention = _mention(article, doc, trigger, filler.roles(trigger), cast, quotes)
        mentions.append(
            replace(
                mention,
                time=when.get(trigger.token) or _time_restated(trigger.token, same, when),
                figures=tuple(q.figure for q in counted.get(trigger.token, ())),
                content=tuple(_content(doc, trigger, found)),
                causes=tuple(_causes(doc, trigger, found)),
                same_as=same.get(trigger.token),
            )
        )
    return sorted(mentions, key=lambda m: m.token)


def _needs_statement(quote: Quotation, found: Mapping[int, Trigger]) -> bool:
    return quote.cue is not None and quote.speaker is not None and quote.cue not in found


def _said(article: Article, doc: Doc, quote: Quotation, cast: Cast, quotes: Sequence[Quotation]) -> EventMention:
    """The statement that carries a quotation whose cue is no event word of the lexicon ("quipped")."""
    token = doc[quote.cue or 0]
    return EventMention(
        token=int(token.i),
        type="Statement",
        lemma=token.lemma_.lower(),
        pos="verb",
        trigger=Span(int(token.idx), int(token.idx) + len(token.text)),
        sentence=sentence_span(token),
        block=article.block_index(int(token.idx)) or 0,
        roles=tuple(_speakers(quotes, int(token.i), cast)),
        quotations=(quote.span,),
    )


def _mention(
    article: Article, doc: Doc, trigger: Trigger, roles: tuple[Role, ...], cast: Cast, quotes: Sequence[Quotation]
) -> EventMention:
    token = doc[trigger.token]
    attitude = stance(doc, token.i, quotes)
    actors = (cast.at.get(i) for i in attitude.sources)
    sources = tuple(dict.fromkeys(a for a in actors if a is not None and cast.entities[a].kind in ACTOR_TYPES))
    said = tuple(q.span for q in quotes if q.cue == token.i)
    if said and not any(r.kind == "agent" for r in roles):
        roles = (*_speakers(quotes, token.i, cast), *roles)
    start = int(token.idx)
    return EventMention(
        token=trigger.token,
        type=trigger.entry.frame.type,
        lemma=trigger.entry.lemma,
        pos=trigger.entry.pos,
        trigger=Span(start, start + len(token.text)),
        sentence=sentence_span(token),
        block=article.block_index(start) or 0,
        roles=roles,
        factuality=attitude.factuality,
        polarity=attitude.polarity,
        sources=sources,
        quotations=said,
        generic=trigger.entry.generic,
        passing=_passing(token),
        definite=any(c.lower_ in DEFINITE for c in token.children if c.dep_ in ("det", "poss")),
    )


def _passing(token: Token) -> bool:
    """Whether a participle only describes its noun: "the promised aid", "an officer deployed there said"."""
    if token.dep_ == "amod":
        return True
    told = token.head.dep_ in ("nsubj", "attr") and token.head.head.lemma_ == "be"  # "those elected were ..."
    return token.dep_ in ("compound", "acl") and token.tag_ == "VBN" and not told


def sentence_span(token: Token) -> Span:
    """The sentence around a token, without blanks at its ends."""
    sent = token.sent
    lead = len(sent.text) - len(sent.text.lstrip())
    return Span(sent.start_char + lead, sent.start_char + len(sent.text.rstrip()))


def _speakers(quotes: Sequence[Quotation], cue: int, cast: Cast) -> Iterator[Role]:
    for quote in quotes:
        if quote.cue == cue and quote.speaker is not None and (actor := cast.at.get(quote.speaker)):
            yield Role("agent", actor)
            return


def _absorbed(doc: Doc, trigger: Trigger, found: Mapping[int, Trigger]) -> bool:
    """Whether a noun only says what kind another trigger is of ("death toll", "peace talks"), or what was cut off."""
    token = doc[trigger.token]
    head = found.get(int(token.head.i))
    if head is None or trigger.entry.pos != "noun":
        return False
    if token.dep_ == "compound":
        return True
    return (
        head.entry.frame.type == "FundingCut"
        and trigger.entry.frame.type in GIVING
        and token.dep_ in ("dobj", "nsubjpass")
    )


def _restated(verb: Trigger, found: Mapping[int, Trigger]) -> Iterator[int]:
    """Nouns that name again what their verb says: "confirmed in a statement", "offered support", "met for talks"."""
    if verb.entry.pos == "verb":
        for slot, fillers in verb.slots.items():
            if slot in ("object", "clause") or slot.startswith("prep:"):
                for filler in fillers:
                    other = found.get(filler)
                    if other and other.entry.pos == "noun" and other.entry.frame.type == verb.entry.frame.type:
                        yield filler


def _time_restated(verb: int, same: Mapping[int, int], when: Mapping[int, Time]) -> Time | None:
    """The time of the noun that says a verb again: "confirmed in a statement on Monday"."""
    return next((when[noun] for noun, of in same.items() if of == verb and noun in when), None)


def _content(doc: Doc, trigger: Trigger, found: Mapping[int, Trigger]) -> Iterator[int]:
    """The triggers of what a speech act says: its clause's predicate, and the events that take part in it."""
    if trigger.entry.frame.type not in SPEECH_ACTS:
        return
    for slot in CONTENT_SLOTS:
        for filler in trigger.slots.get(slot, ()):
            if filler in found:
                yield filler
            elif slot == "clause" or is_verbal(doc[filler]):
                yield from (i for i in _core(doc[filler], depth=2) if i in found and i != trigger.token)


def _core(predicate: Token, depth: int) -> Iterator[int]:
    """The tokens that carry what a clause says: its predicate, complements, participants and coordinated predicates."""
    for child in predicate.children:
        if child.dep_ in CORE:
            yield int(child.i)
            if depth:
                yield from _core(child, depth - 1)


def _causes(doc: Doc, trigger: Trigger, found: Mapping[int, Trigger]) -> Iterator[int]:
    """Triggers of what brought a harm about: "killed in the attack", "attacked the camp, killing ten"."""
    if trigger.entry.frame.type not in HARM:
        return
    for slot in CAUSE_SLOTS:
        for filler in trigger.slots.get(slot, ()):
            if filler in found and found[filler].entry.frame.type in CAUSING:
                yield filler
                return
    token = doc[trigger.token]
    if token.dep_ == "advcl" and token.head.i in found and found[int(token.head.i)].entry.frame.type in CAUSING:
        yield int(token.head.i)
