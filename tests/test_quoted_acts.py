"""What quotations do by their words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.claims.acts import quoted_acts
from kg.extract.claims.quotations import quotations
from kg.model import Article

Parse = Callable[[str], tuple[Article, Doc]]

TABLE: list[tuple[str, list[str]]] = [
    ('"This budget is a disgrace," said Ana Ruiz.', ["Criticism"]),
    ('"What they did is inexcusable," said Ana Ruiz.', ["Criticism"]),
    ('"They have betrayed our village," said Ana Ruiz.', ["Criticism"]),
    ('"The council has failed every tenant in this tower," said Ida Moe.', ["Criticism"]),
    ('The envoy called the ruling "a travesty of justice".', ["Criticism"]),
    ('The mayor described the pact as "a historic breakthrough".', ["Support"]),
    ('"We need blankets and clean water," Ana Ruiz told reporters.', ["Request"]),
    ('"The owners must pay for the damage," said Ana Ruiz.', ["Request"]),
    # judges nobody, asks nobody
    ('"We failed the children," said Ana Ruiz.', []),
    ('"It was no disgrace," said Ana Ruiz.', []),
    ('"If they cheat, we will leave," said Ana Ruiz.', []),
    ('"The engine failed over the bay," said Ana Ruiz.', []),
    ('"The theft took place at night," said Ana Ruiz.', []),
    ('"Nobody needs a ticket," said Ana Ruiz.', []),
    ('"It must be raining in the hills," said Ana Ruiz.', []),
    ('"I think they must go home," said Ana Ruiz.', []),
    ('"It was a wonderful day," said Ana Ruiz.', []),
    ('The envoy called the ruling "a matter of law".', []),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_quoted_acts(parse: Parse, text: str, expected: list[str]) -> None:
    article, doc = parse(text)
    assert list(quoted_acts(doc, quotations(article, doc)).values()) == expected
