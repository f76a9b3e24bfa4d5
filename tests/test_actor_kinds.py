"""The kinds of named and unnamed actors, each row for one phenomenon of news English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.actors.cast import cast
from kg.lexicon.gazetteer import gazetteer
from kg.model import Article, Entity

Parse = Callable[[str], tuple[Article, Doc]]


def entities(parse: Parse, text: str) -> list[Entity]:
    article, doc = parse(text)
    return [e for e in cast(article, doc, gazetteer()).entities.values() if e.mentions]


KINDS = [
    # what a description beside the name says
    (
        "The textile firm Kandora cut jobs, said its parent company, Belmont Holdings.",
        {"Kandora": "Company", "Belmont Holdings": "Company"},
    ),
    ("Nova Terra, a women's rights group, sued the city council.", {"Nova Terra": "CivilSocietyOrganization"}),
    (
        "The newspaper Vespera and the radio station Onda Livre were raided by riot police.",
        {"Vespera": "MediaOrganization", "Onda Livre": "MediaOrganization", "riot police": "SecurityForce"},
    ),
    ("The opposition party Tamra Hisab accused the government.", {"Tamra Hisab": "PoliticalParty"}),
    ("The gunboats left Hlawngtu, a village on the delta.", {"Hlawngtu": "Place"}),
    ("Rebels captured Kidari at dawn.", {"Kidari": "Place"}),
    # what has candidates, seats and senators is a party
    (
        "The Hope Alliance candidate, Petra Nowak, won 41 seats.",
        {"Hope Alliance": "PoliticalParty", "Petra Nowak": "Person"},
    ),
    # bodies above the states
    (
        "The African Climate Fund and the Water Council of the African Union pledged aid.",
        {
            "African Climate Fund": "InternationalOrganization",
            "Water Council of the African Union": "InternationalOrganization",
        },
    ),
    # particles, and surnames that are trades
    (
        "Nur binti Rahman met Ursula von der Heyden and Maria de los Santos.",
        {"Nur binti Rahman": "Person", "Ursula von der Heyden": "Person", "Maria de los Santos": "Person"},
    ),
    ("Baker told reporters that Miller would resign.", {"Baker": "Person", "Miller": "Person", "reporters": "Group"}),
    ("Imke Park, a goalkeeper, and Ana Glass, 34, stayed.", {"Imke Park": "Person", "Ana Glass": "Person"}),
    ("Koto Plastics, a partner of the project, left.", {"Koto Plastics": "Company"}),
    # a capital stands for its country, a seat of government for the government
    ("The Kremlin blamed Nairobi.", {"Kremlin": "GovernmentBody", "Nairobi": "Country"}),
    ("Washington urged Riyadh to hold talks with Tehran.", {"Washington": "Country", "Tehran": "Country"}),
    ("Fruit growers asked Brussels to act. Brussels said no.", {"Brussels": "InternationalOrganization"}),
    # unnamed bodies
    (
        "The appeals court and the finance ministry blamed the weather bureau.",
        {"appeals court": "GovernmentBody", "finance ministry": "GovernmentBody", "weather bureau": "GovernmentBody"},
    ),
    ("The mayor's office alerted the ambulance service.", {"mayor's office": "GovernmentBody"}),
    ("The hoteliers' association rejected the offer.", {"hoteliers' association": "CivilSocietyOrganization"}),
    ("A coalition of 40 charities wrote to lenders.", {"coalition": "Organization", "lenders": "Group"}),
    ("Aid came from the UN refugee agency.", {"UN refugee agency": "InternationalOrganization"}),
    # unnamed groups and persons
    ("Armed men stormed a dairy.", {"Armed men": "ArmedGroup"}),
    ("The guards shot five armed men.", {"armed men": "Group"}),
    ("Two Swiss rescue teams flew in.", {"Swiss rescue teams": "Group"}),
    ("Truck drivers, market traders and midwives joined in.", {"Truck drivers": "Group", "midwives": "Group"}),
    ("Her son-in-law and a jeweller were arrested.", {"son-in-law": "Person", "jeweller": "Person"}),
    ("Guards shot two of the former harbour pilots.", {"two of the former harbour pilots": "Group"}),
    ("The flood killed at least 19.", {"at least 19": "Group"}),
    ("The bereaved demanded an inquiry.", {"The bereaved": "Group"}),
    ("Fishmongers and bricklayers marched.", {"Fishmongers": "Group", "bricklayers": "Group"}),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS, ids=[t for t, _ in KINDS])
def test_kinds(parse: Parse, text: str, kinds: dict[str, str]) -> None:
    found = entities(parse, text)
    labels = {label: [e.kind for e in found if label in (e.name, *e.aliases, f"The {e.name}")] for label in kinds}
    assert labels == {label: [kind] for label, kind in kinds.items()}


NOBODY = [
    ("No candidate won a majority.", "candidate"),
    ("The nurses' union called a walkout.", "nurses"),
    ("A small group met at noon.", "group"),
    ("Both sides of the river are steep.", "sides"),
    ("The trains stopped AGAIN at noon.", "AGAIN"),
]


@pytest.mark.parametrize(("text", "word"), NOBODY, ids=[t for t, _ in NOBODY])
def test_no_actor(parse: Parse, text: str, word: str) -> None:
    assert not [e for e in entities(parse, text) if word in (e.name, *e.aliases)]


def test_parts_of_a_name_with_particles_are_one(parse: Parse) -> None:
    found = entities(parse, "The third, a Belgian named Joris van den Broek, was freed. Van den Broek was unharmed.")
    assert [e.name for e in found if "Broek" in e.name] == ["Joris van den Broek"]
