"""Where the events of a sentence happened: places in their roles, by what the trigger's words are tied to."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from kg.annotate import annotate
from kg.model import PLACE_ROLES, Article
from kg.pipeline import extract
from kg.read.blocks import blocks

# sentence, type of the event, its places as "role name"
SENTENCES = [
    # the town behind a common noun
    ("Rebels have taken the town of Kasongo in the east of Congo.", "Seizure", {"place Kasongo"}),
    ("Army shelling of Kharuba, a hill town, left eight fighters dead.", "Attack", {"place Kharuba"}),
    ("The soldiers laid siege to the town of Mongo on Sunday.", "Operation", {"place Mongo"}),
    ("Gunmen clashed with soldiers on the road to Maiduguri.", "Clash", {"place Maiduguri"}),
    ("Troops are to leave two outposts above the village of Khor by May.", "Withdrawal", {"origin Khor"}),
    ("Bandits seized two nuns in the hills outside Jos.", "Kidnapping", {"place Jos"}),
    ("The two sides signed a treaty at the end of a summit in Oslo.", "Agreement", {"place Oslo"}),
    (
        "Bombings in the towns of Homs and Latakia killed 20 people.",
        "Attack",
        {"place Homs", "place Latakia"},
    ),
    # the region, not the country that it is in; nor the adjective of its country
    ("Raiders killed six herders in Sudan's Kordofan region.", "Killing", {"place Kordofan"}),
    ("Rockets hit a bakery in the Syrian town of Maskana.", "Attack", {"place Maskana"}),
    # by its distance
    ("Bandits robbed and shot two drivers 20 km north of Agadez.", "Attack", {"place Agadez"}),
    # with a participant, at some depth
    ("Armed men abducted the son of a judge in Guayaquil.", "Kidnapping", {"place Guayaquil"}),
    ("Customs seized two tonnes of ivory from a container in Mombasa.", "Seizure", {"place Mombasa"}),
    # what stands between two sides is no place
    ("Peace talks between Chad and Niger will resume in Geneva.", "Meeting", {"place Geneva"}),
    # what a vehicle fell into
    ("A coach plunged into a ravine near Cusco on Monday.", "Disaster", {"place Cusco"}),
    # what an act is aimed at
    ("A rocket was fired towards Haifa on Monday.", "Attack", {"place Haifa"}),
    ("The bandits launched an attack against the army base at Yelwa.", "Attack", {"place army base"}),
    ("Thousands marched to Victory Square on Friday.", "Protest", {"place Victory Square"}),
    # where one travels for it
    ("She will travel to Nairobi next week for talks with the president.", "Meeting", {"place Nairobi"}),
    # where a rescue was is no place that people leave
    ("Divers rescued 40 passengers off Malta.", "Evacuation", {"place Malta"}),
    ("Soldiers evacuated 80 people in Latakia.", "Evacuation", {"origin Latakia"}),
    # where one is brought is told with the place around it
    ("The wounded were flown to Wamena, in the province of Papua.", "Evacuation", {"destination Wamena"}),
    # one place within the other
    ("Rebels freed two drivers in Bukavu, in eastern Congo.", "Release", {"place Bukavu"}),
    # what is condemned happened there, not the condemning
    ("The council condemned the bombing in Aden.", "Criticism", set()),
    ("The council condemned the bombing in Aden.", "Attack", {"place Aden"}),
]


@pytest.mark.parametrize(("sentence", "kind", "expected"), SENTENCES, ids=[f"{k}: {s}" for s, k, _ in SENTENCES])
def test_places_of_events(nlp: Language, sentence: str, kind: str, expected: set[str]) -> None:
    article = Article("place", sentence, blocks(sentence), issued=date(2024, 5, 15))
    told, doc = next(annotate([article], nlp))
    facts = extract(told, doc)
    names = {e.id: e.name for e in facts.entities}
    found = [s for s in facts.situations if s.type == kind]
    assert found, [s.type for s in facts.situations]
    assert {f"{r.kind} {names[r.entity]}" for r in found[0].roles if r.kind in PLACE_ROLES} == expected
