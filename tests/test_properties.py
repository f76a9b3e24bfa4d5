"""Any text gives a whole and consistent graph: nothing crashes, every span lies in the text, every id exists."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.model import Article
from kg.pipeline import facts
from kg.rdf import quads
from kg.read.blocks import blocks
from kg.store import turtle

PIECES = (
    "Gunmen killed three miners near Gao on Monday",
    "the army said",
    "according to Ana Reis",
    '"We will go on," he said',
    "Between 3 and nine people were hurt",
    "$3.5 million",
    "The union's strike",
    "“",
    "”",
    '"',
    "—",
    "\n",
    "\n\n",
    "- ",
    "(AP)",
    "two thirds of",
    "at least 1,000",
    "M23",
    "\u202e",
    "\x07",
    "½",
    "٣",
    "<script>",
    ", ",
    ". ",
    "of",
    "the",
    "She",
    "in Mali",
    "Lilian Mwangi, spokeswoman for the ministry,",
    "promised to send",
    "denied that",
    "last year",
    "president",
    "Kenyan",
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), min_size=1, max_size=30).map(" ".join)


@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXTS)
def test_any_text_gives_a_consistent_graph(nlp: Language, text: str) -> None:
    article = Article("any", text, blocks(text))
    (told,) = facts([article], nlp)
    entities = {e.id for e in told.entities}
    situations = {s.id for s in told.situations}
    assert len(situations) == len(told.situations)
    for situation in told.situations:
        assert {r.entity for r in situation.roles} | set(situation.sources) <= entities
        assert set(situation.content) | set(situation.causes) <= situations
        for span in (*situation.triggers, *situation.evidence, *situation.quotations):
            assert 0 <= span.start < span.end <= len(text)
    for entity in told.entities:
        assert set(entity.within) | {p.of for p in entity.posts if p.of} <= entities
        assert all(0 <= m.start < m.end <= len(text) for m in entity.mentions)
    assert turtle(quads(told)) == turtle(quads(told))
