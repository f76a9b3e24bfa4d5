"""Lasting ties between actors, told by nouns, verbs and prepositions or understood from the rest of the article."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.actors.cast import cast
from kg.lexicon.gazetteer import gazetteer
from kg.model import Article

Parse = Callable[[str], tuple[Article, Doc]]


def ties(parse: Parse, text: str) -> set[tuple[str, str, str]]:
    article, doc = parse(text)
    found = cast(article, doc, gazetteer())
    name = {key: entity.name for key, entity in found.entities.items()}
    return {(name[r.subject], r.kind, name[r.object]) for r in found.relations}


TOLD = [
    ("Officials in Mombasa closed the port.", ("Officials", "basedIn", "Mombasa")),
    ("Thousands of residents have fled Goma.", ("residents", "basedIn", "Goma")),
    ("A prosecutor in Lyon opened an inquiry.", ("prosecutor", "basedIn", "Lyon")),
    ("Supporters of Amina Sy marched in Dakar.", ("Supporters of Amina Sy", "alliedWith", "Amina Sy")),
    ("Rebels backed by Rwanda took Goma.", ("Rwanda", "alliedWith", "Rebels")),
    ("A militia loyal to Otto Brandt burned a market.", ("militia", "alliedWith", "Otto Brandt")),
    ("Otto Brandt, who heads the Coastal Agency, resigned.", ("Otto Brandt", "leads", "Coastal Agency")),
    ("Peru will vote. Critics of the government stayed away.", ("Critics", "opposes", "Government of Peru")),
    ("The Red Falcons militia ambushed the Chadian army.", ("Red Falcons", "opposes", "Chadian army")),
    ("The Chadian army shelled the Red Falcons militia.", ("Red Falcons", "opposes", "Chadian army")),
    ("Two nurses from the Red Cross were hurt.", ("nurses", "memberOf", "Red Cross")),
    ("Nine people, including two nurses, died.", ("nurses", "partOf", "people")),
    ("Twelve miners were trapped. Two of the miners died.", ("Two of the miners", "partOf", "miners")),
    (
        "The Coastal Relief charity spoke. Its director, Otto Brandt, wept.",
        ("Otto Brandt", "leads", "Coastal Relief"),
    ),
    ("Police closed the square. A spokesman, Ali Diop, denied it.", ("Ali Diop", "memberOf", "Police")),
    ("Kenyan Water Minister Sara Lund wept.", ("Sara Lund", "memberOf", "Kenya")),
    ("The Senate met. Two senators left.", ("senators", "memberOf", "Senate")),
    ("Luis Sol, a member of the Unity Party, voted.", ("Luis Sol", "memberOf", "Unity Party")),
    ("Protests shook Senegal. Parliament met in Dakar.", ("Parliament", "partOf", "Senegal")),
    ("Pedro Salas, a Peruvian fisherman, was freed.", ("Pedro Salas", "nationality", "Peru")),
]


@pytest.mark.parametrize(("text", "tie"), TOLD, ids=[text for text, _ in TOLD])
def test_told(parse: Parse, text: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(parse, text)


UNTOLD = [
    ("Victims of the Red Falcons militia marched.", "memberOf"),
    ("Supporters of the Unity Party marched.", "memberOf"),
    ("The Coastal Relief charity spoke. Its director, Otto Brandt, wept.", "memberOf"),
    ("A South African mayor resigned.", "leads"),
    ("Kenya and Uganda met. Parliament was closed.", "partOf"),
    ("The Senate met. The Assembly met. Two lawmakers left.", "memberOf"),
    ("The Unity Party and the Hope Party met. A spokesman, Ali Diop, denied it.", "memberOf"),
]


@pytest.mark.parametrize(("text", "kind"), UNTOLD, ids=[f"{kind}: {text}" for text, kind in UNTOLD])
def test_untold(parse: Parse, text: str, kind: str) -> None:
    assert kind not in {found for _, found, _ in ties(parse, text)}


POSTS = [
    ("A spokeswoman said the bridge was safe.", "spokeswoman", "spokeswoman"),
    ("The judge, Ana Ruiz, freed him.", "Ana Ruiz", "judge"),
    ("Presiding judge Otto Brandt read the ruling.", "Otto Brandt", "Presiding judge"),
    ("Defence lawyer Sara Lund objected.", "Sara Lund", "Defence lawyer"),
]


@pytest.mark.parametrize(("text", "holder", "title"), POSTS, ids=[text for text, _, _ in POSTS])
def test_posts(parse: Parse, text: str, holder: str, title: str) -> None:
    article, doc = parse(text)
    entities = cast(article, doc, gazetteer()).entities.values()
    assert [post.title for e in entities if e.name == holder for post in e.posts] == [title]
