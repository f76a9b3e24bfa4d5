"""First persons and documents stand for who speaks, issues or writes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.actors.cast import cast
from kg.extract.claims.quotations import quotations
from kg.extract.claims.voices import with_voices
from kg.lexicon.gazetteer import gazetteer
from kg.model import Article

Parse = Callable[[str], tuple[Article, Doc]]

# Text, word, the name of whom it stands for ("" for nobody).
TABLE: list[tuple[str, str, str]] = [
    ("“We will rebuild the school,” said Ida Moe.", "We", "Ida Moe"),
    ("“Nobody told me of the flood,” Ida Moe said.", "me", "Ida Moe"),
    ("“The storm took our roof,” Ida Moe said.", "our", "Ida Moe"),
    ("Norway condemns the raid. We will go on helping the wounded.", "We", "Norway"),
    ("“We left,” said Ida Moe. Norway condemns the raid.", "We", "Ida Moe"),
    ("Oxfam condemns the raid. We will go on helping the wounded.", "We", "Oxfam"),
    (
        "Oxfam statement on the flood\n\nWe mourn the dead. The army has sealed the road. We plan to stay.",
        "We",
        "Oxfam",
    ),
    ("The army shelled the port. Norway condemns the raid. The army left. We will help.", "We", "Norway"),
    ("Oxfam said in a statement that a well ran dry. The statement tells of nine wells.", "statement", "Oxfam"),
    ("We condemn the raid on the port.", "We", ""),
    ("Ida Moe opened the bridge. I was there.", "I", ""),
    ("A UNICEF report says that nine wells ran dry.", "report", "United Nations Children's Fund"),
    ("A report by Oxfam tells of nine dry wells.", "report", "Oxfam"),
    ("A UNICEF report was read. The report tells of nine dry wells.", "report", "United Nations Children's Fund"),
    ("A report tells of nine dry wells.", "report", ""),
]


@pytest.mark.parametrize(("text", "word", "expected"), TABLE, ids=[f"{r[0]} [{r[1]}]" for r in TABLE])
def test_voices(parse: Parse, text: str, word: str, expected: str) -> None:
    article, doc = parse(text)
    players = with_voices(cast(article, doc, gazetteer()), doc, quotations(article, doc))
    token = [t for t in doc if t.text == word][-1]
    found = players.at.get(token.i)
    assert (players.entities[found].name if found is not None else "") == expected
