"""Which words point at one actor, and where there must be no guess."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.actors.cast import cast
from kg.extract.actors.pairs import with_pairs
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
    ("Prime Minister Ana Ruiz lost the vote. The premier will step down.", "Ruiz", "premier"),
    ("Colonel Otto Brandt denied the attack. The colonel was tired.", "Brandt", "colonel"),
    ("Sara Lund, a nurse, was freed. The nurse thanked her family.", "Lund", "nurse"),
    ("Ana Ruiz confirmed the death of Luis Sol, saying he had been shot.", "Sol", "he"),
    ("Otto Brandt told reporters that Peter Hale would stay. He denied any quarrel.", "Brandt", "He"),
    ("The Harbour Board said dredgers would return. It also banned night sailing.", "Board", "It"),
    ("According to Colonel Otto Brandt, a corporal was wounded. He gave no details.", "Brandt", "He"),
    ("Residents fled when rebels came. Their spokesman denied it.", "rebels", "Their"),
    ("Lidia Bravo won. She thanked Luis Sol. Then she promised to make him minister.", "Sol", "him"),
    ("Ana Ruiz denied theft. Her lawyer, Otto Brandt, said she would appeal.", "Ruiz", "she"),
    ("Two drivers were held. Both deny the charge.", "drivers", "Both"),
    ("Transport Secretary Ruth Odhiambo left. A man threw an egg at the minister.", "Odhiambo", "minister"),
    ("A court jailed Luis Sol for fraud. Judge Ana Ruiz said the defendant had lied.", "Sol", "defendant"),
    (
        "Koto Mining Ltd cut jobs in May. The mayor complained. Bakers closed early. Buses stopped. Lima was dark. "
        "The firm denied greed.",
        "Ltd",
        "firm",
    ),
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
    ("The Greek finance ministry froze the loan. The Greek interior ministry protested.", "ministry"),
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
    ("Engineers worked all night. Inspectors have opened an inquiry into its cause.", "its"),
    ('"We have doubts, and the judges will settle them," said its chairman, Nana Kusi.', "its"),
    ('"I saw it," said Luis Sol. "He ran past me."', "He"),
    ("Anna Berg met Luis Sol and Peter Hale. Between both sides.", "sides"),  # the preposition is the sentence's root
]


@pytest.mark.parametrize(("text", "word"), SILENT, ids=[s[0] for s in SILENT])
def test_no_guess(parse: Parse, text: str, word: str) -> None:
    doc, found = meanings(parse, text)
    assert at(doc, found, word) is None


SEVERAL = [
    ("Chad and Mali said they would share the river.", "they", ("Chad", "Mali")),
    ("Norway and Chile signed a pact on fish. Each side kept its fleet.", "side", ("Norway", "Chile")),
    (
        "The Zambian army fought the Red Falcons militia near Goma. The United Nations urged both sides to stop.",
        "sides",
        ("army", "Falcons"),
    ),
]


@pytest.mark.parametrize(("text", "word", "members"), SEVERAL, ids=[s[0] for s in SEVERAL])
def test_several(parse: Parse, text: str, word: str, members: tuple[str, ...]) -> None:
    article, doc = parse(text)
    found = with_pairs(cast(article, doc, gazetteer()), doc)
    meant = found.sets[next(t.i for t in doc if t.text == word)]
    assert set(meant) == {at(doc, dict(found.at), m, last=False) for m in members}


def test_two_parties_stay_open(parse: Parse) -> None:
    doc, found = meanings(parse, "The Unity Party and the Hope Party merged. The party will vote.")
    named = {at(doc, found, "Party", last=False), at(doc, found, "Party")}
    assert len(named) == 2
    assert at(doc, found, "party") not in named
