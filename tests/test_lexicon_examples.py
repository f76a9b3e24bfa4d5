"""Every entry of the event lexicon proves itself: its sentences fire it, or leave it silent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.language import Language

from kg.annotate import annotate
from kg.extract.actors.cast import cast
from kg.extract.events.predicates import Predicates
from kg.extract.events.triggers import triggers
from kg.extract.figures.recognition import figures
from kg.lexicon.frames import Entry, event_lexicon
from kg.lexicon.gazetteer import gazetteer
from kg.model import Article, Block, BlockKind, Span


def examples() -> Iterator[tuple[Entry, str, bool]]:
    """Each entry with each of its sentences, and whether the sentence is to fire it."""
    for senses in event_lexicon().entries.values():
        for entry in senses:
            yield from ((entry, sentence, True) for sentence in entry.fires)
            yield from ((entry, sentence, False) for sentence in entry.silent)


@pytest.fixture(scope="module")
def fired(nlp: Language) -> dict[str, set[tuple[str, str]]]:
    """For each example sentence, the (lemma, event type) pairs that fire in it."""
    sentences = sorted({sentence for _, sentence, _ in examples()})
    articles = [Article("example", s, (Block(BlockKind.PARAGRAPH, Span(0, len(s))),)) for s in sentences]
    found: dict[str, set[tuple[str, str]]] = {}
    for article, doc in annotate(articles, nlp):
        counted = {q.counted: q for q in figures(article, doc)}
        players = cast(article, doc, gazetteer())
        hits = triggers(doc, Predicates(doc), event_lexicon(), players, counted)
        found[article.text] = {(t.entry.lemma, t.entry.frame.type) for t in hits}
    return found


def test_the_examples_hold(fired: dict[str, set[tuple[str, str]]]) -> None:
    wrong = [
        f"{entry.lemma} ({entry.pos}, {entry.frame.type}): {'silent' if wanted else 'fires'} in {sentence!r}"
        for entry, sentence, wanted in examples()
        if ((entry.lemma, entry.frame.type) in fired[sentence]) != wanted
    ]
    assert not wrong, "\n".join(wrong)
