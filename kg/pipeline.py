"""From articles to facts: annotate, extract, resolve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate import annotate, load_model, sentences
from kg.extract.actors.cast import cast
from kg.extract.actors.pairs import with_pairs
from kg.extract.claims.acts import quoted_acts
from kg.extract.claims.quotations import quotations
from kg.extract.claims.voices import with_voices
from kg.extract.events.assembly import event_mentions
from kg.extract.events.selection import select
from kg.extract.figures.recognition import figures
from kg.extract.records import Cast
from kg.extract.times.issued import infer_issued
from kg.extract.times.recognition import times
from kg.lexicon.frames import event_lexicon
from kg.lexicon.gazetteer import gazetteer
from kg.model import Article, Entity, Facts, Relation, Situation, Span
from kg.resolve import keep, set_scenes, situations, with_causes


def facts(articles: Iterable[Article], nlp: Language | None = None) -> Iterator[Facts]:
    """The facts of each article, in order; `nlp` is the spaCy pipeline (default: the packaged model)."""
    for article, doc in annotate(articles, nlp or load_model()):
        yield extract(article, doc)


def extract(article: Article, doc: Doc) -> Facts:
    """The facts of one parsed article. Pure: the same article and parse give equal facts."""
    told = times(article, doc)
    dated = infer_issued(article, doc, told)
    if dated is not article:  # "on Monday" has a day only now
        article, told = dated, times(dated, doc)
    quotes = quotations(article, doc)
    players = with_pairs(with_voices(cast(article, doc, gazetteer()), doc, quotes), doc)
    mentions = event_mentions(
        article,
        doc,
        lexicon=event_lexicon(),
        cast=players,
        quantities=tuple(figures(article, doc)),
        times=told,
        quotes=quotes,
    )
    kept, unneeded = select(mentions, quoted_acts(doc, quotes))
    found = with_causes(article, situations(article, kept, players.entities, players.relations), players.entities)
    found, poor = keep(set_scenes(article, found, players.entities))
    entities, relations = _taking_part(players, found)
    return Facts(
        article=article,
        entities=entities,
        situations=found,
        relations=relations,
        drops=(*players.drops, *unneeded, *poor),
        sentences=tuple(
            Span(s.start_char, s.start_char + len(article.text[s.start_char : s.end_char].rstrip()))
            for s in sentences(doc)
        ),
    )


def _taking_part(players: Cast, found: tuple[Situation, ...]) -> tuple[tuple[Entity, ...], tuple[Relation, ...]]:
    """What the text names, and of the unnamed what takes part in something; with the places around them."""
    used = {r.entity for s in found for r in s.roles} | {a for s in found for a in s.sources}
    kept = {i for i, e in players.entities.items() if (e.named and e.mentions) or i in used}
    kept |= {p.of for i in kept for p in players.entities[i].posts if p.of is not None}
    todo = list(kept)
    while todo:
        for outer in players.entities[todo.pop()].within:
            if outer not in kept:
                kept.add(outer)
                todo.append(outer)
    entities = tuple(e for i, e in players.entities.items() if i in kept)
    relations = tuple(r for r in players.relations if r.subject in kept and r.object in kept)
    return entities, relations
