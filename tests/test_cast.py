"""The cast on whole sentences, with the model and the packaged gazetteer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.actors.cast import cast
from kg.extract.records import Cast
from kg.lexicon.gazetteer import gazetteer
from kg.model import ACTOR_TYPES, PLACE_TYPES, RELATIONS, Article, Entity

Parse = Callable[[str], tuple[Article, Doc]]


def run(parse: Parse, text: str) -> Cast:
    article, doc = parse(text)
    return cast(article, doc, gazetteer())


def entity(found: Cast, label: str) -> Entity:
    """The one entity that bears the label."""
    bearers = [e for e in found.entities.values() if label == e.name or label in e.aliases]
    assert len(bearers) == 1, f"{label}: {[e.name for e in bearers]} of {[e.name for e in found.entities.values()]}"
    return bearers[0]


KINDS = [
    ("President Amina Diallo met farmers in Goma.", {"Amina Diallo": "Person", "farmers": "Group", "Goma": "Place"}),
    ("Kenya sent 300 soldiers to Somalia.", {"Kenya": "Country", "Somalia": "Country", "soldiers": "Group"}),
    ("The Chadian army shelled a rebel camp.", {"Chadian army": "SecurityForce"}),
    (
        "Fishermen told the Daily Herald that two boats sank.",
        {"Fishermen": "Group", "Daily Herald": "MediaOrganization"},
    ),
    (
        "The Ministry of Water blamed the Unity Party.",
        {"Ministry of Water": "GovernmentBody", "Unity Party": "PoliticalParty"},
    ),
    (
        "Gunmen of the Red Falcons militia attacked the village of Oruma.",
        {"Red Falcons": "ArmedGroup", "Oruma": "Place"},
    ),
    ("Doctors at Saint Lucia Hospital treated a teacher.", {"Saint Lucia Hospital": "Facility", "teacher": "Person"}),
    ("A spokesman for Borealis Airlines apologised.", {"Borealis Airlines": "Company"}),
    ("Students of Kivu University joined the strike.", {"Kivu University": "CivilSocietyOrganization"}),
    (
        "A rights group accused the junta of torture.",
        {"rights group": "CivilSocietyOrganization", "junta": "GovernmentBody"},
    ),
    ("Police arrested a gang in Lagos.", {"Police": "SecurityForce", "gang": "ArmedGroup"}),
    ("The blast killed 30 and wounded 12 others.", {"30": "Group", "others": "Group"}),
    ("Park Min-seo, a nurse, left the island.", {"Park Min-seo": "Person"}),
    (
        "Radio Horizon said that Lake Refugees House had closed.",
        {"Radio Horizon": "MediaOrganization"},
    ),
    (
        "Oruma Relief Room, a group of volunteers, counted ten dead in Oruma, a town in Chad.",
        {"Oruma Relief Room": "CivilSocietyOrganization", "Oruma": "Place"},
    ),
    ("The chief executive of Orlen Freight resigned.", {"Orlen Freight": "Company"}),
    (
        "Prosecutors said firefighters had found the bodies.",
        {"Prosecutors": "GovernmentBody", "firefighters": "SecurityForce"},
    ),
    ("One Kenyan soldier died near Wajir.", {"Kenyan soldier": "Person"}),
    ("People hurt by the blast were taken to Lima.", {"People hurt by the blast": "Group"}),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS, ids=[t for t, _ in KINDS])
def test_kinds(parse: Parse, text: str, kinds: dict[str, str]) -> None:
    found = run(parse, text)
    assert {label: entity(found, label).kind for label in kinds} == kinds


NOT_LINKED = [
    ("Voters in Zambia left the Democratic Party.", "Democratic Party"),
    ("She drove a Landrover through Zambia.", "Landrover"),
]


@pytest.mark.parametrize(("text", "label"), NOT_LINKED, ids=[t for t, _ in NOT_LINKED])
def test_no_link_abroad(parse: Parse, text: str, label: str) -> None:
    found = run(parse, text)
    bearers = [e for e in found.entities.values() if label in (e.name, *e.aliases)]
    assert [e.wikidata for e in bearers] in ([], [""])
    assert "Zambia" in {e.name for e in found.entities.values()}


def test_small_town_abroad_is_another(parse: Parse) -> None:
    at_home = entity(run(parse, "Cape Verde closed the town of Pedra Badejo."), "Pedra Badejo")
    abroad = entity(run(parse, "Zambian troops left the town of Pedra Badejo."), "Pedra Badejo")
    assert (bool(at_home.geonames), abroad.geonames, abroad.within) == (True, "", ())


NOT_NAMED = [
    ("On Tuesday the rains began.", "Tuesday"),
    ("The talks in May failed.", "May"),
    ("She speaks Arabic at home.", "Arabic"),
    ("Delegates left the Porto Climate Summit early.", "Porto Climate Summit"),
    ("The court cited the Coastal Fisheries Act.", "Coastal Fisheries Act"),
    ("Hurricane Otto destroyed the pier.", "Hurricane Otto"),
    ("Many faithful celebrated Ramadan quietly.", "Ramadan"),
    ("The storm closed two harbours. Harbours will open on Friday.", "Harbours"),
]


@pytest.mark.parametrize(("text", "word"), NOT_NAMED, ids=[t for t, _ in NOT_NAMED])
def test_not_names(parse: Parse, text: str, word: str) -> None:
    found = run(parse, text)
    assert not [e for e in found.entities.values() if e.named and e.mentions and word in (e.name, *e.aliases)]


POSTS = [
    ("President Amina Diallo of Senegal resigned.", "Amina Diallo", "President", "Senegal", "current"),
    ("Former Polish prime minister Jan Nowak was ill.", "Jan Nowak", "prime minister", "Poland", "former"),
    (
        "Lilian Mwangi, spokeswoman for the Red Falcons militia, said so.",
        "Lilian Mwangi",
        "spokeswoman",
        "Red Falcons",
        "current",
    ),
    (
        "Pedro Salas, the director of the Maritime Agency, denied it.",
        "Pedro Salas",
        "director",
        "Maritime Agency",
        "current",
    ),
    (
        "Kenya's health minister, Ruth Odhiambo, visited Nairobi.",
        "Ruth Odhiambo",
        "health minister",
        "Kenya",
        "current",
    ),
    ("Police spokesman Ali Diop denied it.", "Ali Diop", "spokesman", "Police", "current"),
    ("Water covered Oruma. The mayor, Luis Sol, wept.", "Luis Sol", "mayor", "Oruma", "current"),
    ("Unity Party leader Otto Brandt wept.", "Otto Brandt", "leader", "Unity Party", "current"),
]


@pytest.mark.parametrize(("text", "holder", "title", "body", "status"), POSTS, ids=[p[0] for p in POSTS])
def test_posts(parse: Parse, text: str, holder: str, title: str, body: str, status: str) -> None:
    found = run(parse, text)
    posts = [(p.title, found.entities[p.of].name if p.of else None, p.status) for p in entity(found, holder).posts]
    assert posts == [(title, entity(found, body).name, status)]


TIES = [
    ("President Amina Diallo of Senegal resigned.", ("Amina Diallo", "leads", "Senegal")),
    ("The Kenyan-led mission left Somalia after the Kenyan-led mission lost a base.", None),
    ("The Iranian-backed Red Falcons militia fired rockets.", ("Iran", "alliedWith", "Red Falcons")),
    ("Otto Brandt of the Unity Party voted.", ("Otto Brandt", "memberOf", "Unity Party")),
    ("Officers who serve with the Coastal Guard were tired.", ("Officers", "memberOf", "Coastal Guard")),
    ("Chad has left the pact. Its army has called elections.", ("army", "partOf", "Chad")),
    ("The Water Ministry replied. Water Minister Sara Lund was ill.", ("Sara Lund", "leads", "Water Ministry")),
    ("The army said that five soldiers were hurt.", ("soldiers", "memberOf", "army")),
    ("Rebels clashed with the army near Goma.", ("Rebels", "opposes", "army")),
    ("The opposition accused the government of fraud.", ("opposition", "opposes", "government")),
    ("Residents of Goma fled.", ("Residents of Goma", "basedIn", "Goma")),
    ("The Chadian army retreated.", ("Chadian army", "partOf", "Chad")),
]


@pytest.mark.parametrize(("text", "tie"), TIES, ids=[t for t, _ in TIES])
def test_relations(parse: Parse, text: str, tie: tuple[str, str, str] | None) -> None:
    found = run(parse, text)
    told = {(r.subject, r.kind, r.object) for r in found.relations}
    if tie is None:
        assert not any(kind == "alliedWith" for _, kind, _ in told)
    else:
        names = {e.id: {e.name, *e.aliases} for e in found.entities.values()}
        assert any(tie[0] in names[s] and tie[1] == k and tie[2] in names[o] for s, k, o in told), told


STORY = """Rebels kill two in Zambia

Rebels killed two nurses in the Zambian town of Kasora, President Amina Banda said. "They will pay," she added.

The Mobile Health Service (MHS) employed the nurses. MHS director Otto Phiri said he knew them. Zambia sent troops.
"""


def test_record_is_sound(parse: Parse) -> None:
    article, doc = parse(STORY)
    found = cast(article, doc, gazetteer())
    assert set(found.at.values()) <= set(found.entities)
    assert all(0 <= i < len(doc) for i in found.at)
    for id_, e in found.entities.items():
        assert id_ == e.id
        assert e.kind in ACTOR_TYPES | PLACE_TYPES
        assert set(e.within) <= set(found.entities)
        assert all(p.of is None or p.of in found.entities for p in e.posts)
        assert all(0 <= s.start < s.end <= len(article.text) for s in e.mentions)
    for r in found.relations:
        assert r.kind in RELATIONS
        assert {r.subject, r.object} <= set(found.entities)
        assert r.evidence


def test_same_input_same_cast(parse: Parse) -> None:
    assert run(parse, STORY) == run(parse, STORY)


def test_unnamed_ids_carry_the_article(parse: Parse) -> None:
    found = run(parse, STORY)
    assert all("-test-" in e.id for e in found.entities.values() if not e.named)


def test_empty_article(parse: Parse) -> None:
    assert run(parse, "") == Cast({}, {})
