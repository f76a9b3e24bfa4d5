"""Which words point at one actor, and where there must be no guess."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.actors.cast import cast
from kg.lexicon.gazetteer import gazetteer
from kg.model import Article

Parse = Callable[[str], tuple[Article, Doc]]


def meanings(parse: Parse, text: str) -> tuple[Doc, dict[int, str]]:
    article, doc = parse(text)
    return doc, dict(cast(article, doc, gazetteer()).at)


def at(doc: Doc, found: dict[int, str], word: str, last: bool = True) -> str | None:
    """What the last (or first) token `word` means."""
    places = [t.i for t in doc if t.text == word]
    assert places, word
    return found.get(places[-1 if last else 0])


SAME = [
    ("Ruth Odhiambo arrived on Monday. She spoke to Peter Hale.", "Odhiambo", "She"),
    ("Amina Diallo resigned. Diallo had led the party since 2010.", ["Amina", "Diallo"][1], ["had", "Diallo"][1]),
    ("Kenya will keep its promise.", "Kenya", "its"),
    ("A police officer was shot in Quito. The officer died later.", "officer", "officer"),
    ("The Mobile Health Service (MHS) closed. MHS had 30 clinics.", "Service", "MHS"),
    ("The Zambian army attacked. Hours later the army withdrew.", "army", "army"),
    ("Twelve miners were trapped. They shouted for help.", "miners", "They"),
    ("President Amina Banda left Lusaka. The president was ill.", "Banda", "president"),
    ("The Red Falcons militia burned a market. The militia denied it.", "Falcons", "militia"),
    ("Pedro Salas, a fisherman, saw the boat.", "Salas", "fisherman"),
    ("Goma was shelled again. The city was dark.", "Goma", "city"),
    ("Army helicopters attacked the camp. The military denied it.", "helicopters", "military"),
    ("Chadian warplanes bombed a market.", "Chadian", "warplanes"),
    ("Amina Sy of the Unity Party lost. Ms Sy conceded defeat, but her party will appeal.", "Party", "party"),
    ("A court jailed Park Jun-ho for fraud. The accused denied the charges.", "ho", "accused"),
    ("Ana Ruiz confirmed the death of Luis Sol, saying he had been shot.", "Sol", "he"),
]


@pytest.mark.parametrize(("text", "first", "second"), SAME, ids=[s[0] for s in SAME])
def test_same(parse: Parse, text: str, first: str, second: str) -> None:
    doc, found = meanings(parse, text)
    one, other = at(doc, found, first, last=False), at(doc, found, second)
    assert one is not None
    assert one == other


APART = [
    ("A teacher was shot in Quito. A teacher was shot in Lima.", "teacher"),
    ("Three soldiers died. Five soldiers fled.", "soldiers"),
    ("The Zambian army attacked. The Chadian army fled.", "army"),
]


@pytest.mark.parametrize(("text", "word"), APART, ids=[s[0] for s in APART])
def test_apart(parse: Parse, text: str, word: str) -> None:
    doc, found = meanings(parse, text)
    one, other = at(doc, found, word, last=False), at(doc, found, word)
    assert one is not None
    assert other is not None
    assert one != other


SILENT = [
    ("It was clear that the talks failed in Lima.", "It"),
    ("The blast shook the town. He was asleep.", "He"),
    ("Ruth Odhiambo resigned. He was asleep.", "He"),
    ('Doctors at the clinic were tired. "They beat us," said Nino Beridze, a student.', "They"),
    ("Otto Brandt visited Peter Hale and claimed he knew the way.", "he"),
]


@pytest.mark.parametrize(("text", "word"), SILENT, ids=[s[0] for s in SILENT])
def test_no_guess(parse: Parse, text: str, word: str) -> None:
    doc, found = meanings(parse, text)
    assert at(doc, found, word) is None
