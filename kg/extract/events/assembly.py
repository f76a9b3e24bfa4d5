"""Event mentions: each trigger with its roles, time, figures, stance and sources, before mentions are merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.claims.stance import stance
from kg.extract.events.causes import causes
from kg.extract.events.links import absorbed, content, restated
from kg.extract.events.predicates import Predicates
from kg.extract.events.roles import RoleFiller
from kg.extract.events.triggers import Trigger, triggers
from kg.extract.figures.recognition import attach
from kg.extract.records import Cast, Quantity, Quotation, TimeExpression
from kg.extract.times.attachment import attach_times
from kg.lexicon.frames import EventLexicon
from kg.model import ACTOR_TYPES, Article, EventMention, Polarity, Role, Span, Time

FATAL: Final = frozenset({"Killing", "Death", "Injury"})
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
    found = {i: t for i, t in found.items() if not absorbed(doc, t, found)}
    same = {noun: verb.token for verb in found.values() for noun in restated(verb, found)}
    when = attach_times(doc, times, found, article.issued)
    counted = attach(doc, quantities, found, times)
    filler = RoleFiller(predicates, cast)
    spans = sentence_spans(article, doc)
    cues = dict.fromkeys(q.cue for q in quotes if q.cue is not None and q.speaker is not None and q.cue not in found)
    mentions = [_said(article, doc, cue, cast, quotes, spans) for cue in cues]
    for trigger in found.values():
        mention = _mention(article, doc, trigger, filler.roles(trigger), cast, quotes, spans)
        mentions.append(
            replace(
                mention,
                time=when.get(trigger.token) or _time_restated(trigger.token, same, when),
                figures=tuple(q.figure for q in counted.get(trigger.token, ())),
                content=tuple(content(doc, trigger, found)),
                causes=tuple(causes(doc, trigger, found)),
                same_as=same.get(trigger.token),
            )
        )
    return sorted(mentions, key=lambda m: m.token)


def _said(
    article: Article, doc: Doc, cue: int, cast: Cast, quotes: Sequence[Quotation], spans: Sequence[Span]
) -> EventMention:
    """The statement that carries the quotations of a cue that is no event word of the lexicon ("quipped")."""
    token = doc[cue]
    return EventMention(
        token=int(token.i),
        type="Statement",
        lemma=token.lemma_.lower(),
        pos="verb",
        trigger=Span(int(token.idx), int(token.idx) + len(token.text)),
        sentence=sentence_around(spans, int(token.idx)),
        block=article.block_index(int(token.idx)) or 0,
        roles=tuple(_speakers(quotes, int(token.i), cast)),
        quotations=tuple(q.span for q in quotes if q.cue == cue),
    )


def _mention(
    article: Article,
    doc: Doc,
    trigger: Trigger,
    roles: tuple[Role, ...],
    cast: Cast,
    quotes: Sequence[Quotation],
    spans: Sequence[Span],
) -> EventMention:
    token = doc[trigger.token]
    attitude = stance(doc, token.i, quotes)
    # "The guard was flown out, he said": somebody else said so
    themselves = {r.entity for r in roles if r.kind == "patient"}
    told = (i for i in attitude.sources if doc[i].pos_ != "PRON" or cast.at.get(i) not in themselves)
    actors = (cast.at.get(i) for i in told)
    sources = tuple(dict.fromkeys(a for a in actors if a is not None and cast.entities[a].kind in ACTOR_TYPES))
    if trigger.entry.frame.type in FATAL:  # "The guard was shot dead, he said": somebody else said so
        sources = tuple(s for s in sources if Role("patient", s) not in roles)
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
        sentence=sentence_around(spans, int(token.idx)),
        block=article.block_index(start) or 0,
        roles=roles,
        factuality=attitude.factuality,
        polarity=_turned(attitude.polarity) if trigger.entry.negative else attitude.polarity,
        sources=sources,
        quotations=said,
        generic=trigger.entry.generic,
        passing=_passing(token),
        bare=trigger.entry.pos == "noun" and token.dep_ not in ("nsubj", "nsubjpass"),
        definite=any(c.lower_ in DEFINITE for c in token.children if c.dep_ in ("det", "poss")),
    )


def _turned(polarity: Polarity) -> Polarity:
    return Polarity.AFFIRMED if polarity is Polarity.NEGATED else Polarity.NEGATED


def _passing(token: Token) -> bool:
    """Whether a participle only describes its noun: "the promised aid", "an officer deployed there said"."""
    if token.dep_ == "amod":
        return True
    told = token.head.dep_ in ("nsubj", "attr") and token.head.head.lemma_ == "be"  # "those elected were ..."
    added = token.i > 0 and token.nbor(-1).text == ","  # "the strike, called by the union, began"
    return token.dep_ in ("compound", "acl") and token.tag_ == "VBN" and not told and not added


def sentence_spans(article: Article, doc: Doc) -> list[Span]:
    """The sentences of `doc` in order, without blanks at their ends."""
    found = []
    text = article.text
    for sent in doc.sents:
        words = text[sent.start_char : sent.end_char]
        lead = len(words) - len(words.lstrip())
        found.append(Span(sent.start_char + lead, sent.start_char + len(words.rstrip())))
    return found


def sentence_around(spans: Sequence[Span], offset: int) -> Span:
    """The sentence that the character at `offset` stands in."""
    return spans[bisect_right(spans, offset, key=lambda s: s.start) - 1]


def _speakers(quotes: Sequence[Quotation], cue: int, cast: Cast) -> Iterator[Role]:
    for quote in quotes:
        if quote.cue == cue and quote.speaker is not None and (actor := cast.at.get(quote.speaker)):
            yield Role("agent", actor)
            return


def _time_restated(verb: int, same: Mapping[int, int], when: Mapping[int, Time]) -> Time | None:
    """The time of the noun that says a verb again: "confirmed in a statement on Monday"."""
    return next((when[noun] for noun, of in same.items() if of == verb and noun in when), None)
