"""Who says so: the sources of a trigger, outermost first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.claims.quotations import quotations
from kg.extract.claims.stance import stance
from kg.model import Article

Parse = Callable[[str], tuple[Article, Doc]]

TABLE: list[tuple[str, str, list[str]]] = [
    # reporting verbs with a clause
    ("The police said that gunmen killed a guard.", "killed", ["police"]),
    ("Gunmen killed a guard, the police said.", "killed", ["police"]),
    ("Gunmen killed a guard, Ana Reyes told the Herald.", "killed", ["Reyes"]),
    ("The minister and the governor announced that troops had left.", "left", ["minister", "governor"]),
    ("The envoy insisted the border was closed after rebels attacked it.", "attacked", ["envoy"]),
    ("Bello, who said the army had shelled the town, was released.", "shelled", ["Bello"]),
    ("Okafor confirmed the death of the pilot.", "death", ["Okafor"]),
    ("Okafor spoke on Monday, revealing that the pilot had been injured.", "injured", ["Okafor"]),
    ("Okafor condemned the attack.", "attack", []),
    # according to, as X announced
    ("According to the ministry, six miners died.", "died", ["ministry"]),
    ("Six miners died, according to the ministry.", "died", ["ministry"]),
    ("The blast killed six and injured nine, according to the ministry.", "killed", ["ministry"]),
    ("As the ministry announced, six miners were rescued.", "rescued", ["ministry"]),
    ("As the ministry announced, six miners were rescued.", "announced", []),
    ("According to the Herald, quoting the ministry, six miners died.", "died", ["Herald", "ministry"]),
    ("According to the Herald, the ministry said six miners died.", "died", ["Herald", "ministry"]),
    # passives and quoted speech
    ("She was quoted as saying that the dam had collapsed.", "collapsed", ["She"]),
    ("He was quoted by the Herald as saying that the dam collapsed.", "collapsed", ["Herald", "He"]),
    ("The families were told by the navy that the ship had sunk.", "sunk", ["navy"]),
    # documents and media
    ("A UN report suggested that rebels had looted the clinic.", "looted", ["UN"]),
    ("The ministry's statement said troops had withdrawn.", "withdrawn", ["ministry"]),
    ("A report obtained by the Herald says troops looted the clinic.", "looted", ["Herald", "report"]),
    ("Local media reported that the mayor resigned.", "resigned", ["media"]),
    # pledges, requests, denials
    ("Kuwait vowed to send tents.", "send", ["Kuwait"]),
    ("Sissoko urged the junta to release the students.", "release", ["Sissoko"]),
    ("Sissoko urged the junta to press the rebels to leave.", "leave", ["Sissoko"]),
    ("Sissoko repeatedly called for aid.", "aid", ["Sissoko"]),
    ("Sissoko reaffirmed Mali's commitment to sending doctors.", "sending", ["Sissoko"]),
    ("Mali's commitment to sending doctors stands.", "sending", ["Mali"]),
    ("The union issued a call for an inquiry.", "inquiry", ["union"]),
    ("The junta denied that troops shelled the school.", "shelled", ["junta"]),
    ("The junta did not confirm that troops shelled the school.", "shelled", []),
    # the reporting word itself has only the sources above it
    ("The police said that gunmen killed a guard.", "said", []),
    ("The Herald reported that Sissoko had urged restraint.", "urged", ["Herald"]),
    ("Kuwait vowed to send tents.", "vowed", []),
    # the clause beside it is the reporter's own
    ("The minister said he was ill after rebels attacked the palace.", "said", []),
    ("The minister spoke after rebels attacked the palace.", "attacked", []),
    ("The minister, who fled when rebels attacked, said the palace was lost.", "attacked", []),
    # quotations
    ("“The rebels attacked the palace,” Sissoko said.", "attacked", ["Sissoko"]),
    ("Sissoko said: “The rebels attacked the palace at dawn.”", "attacked", ["Sissoko"]),
    ("“We urge both sides to stop the fighting,” Sissoko said.", "urge", []),
    ("“We will send more tents to the camp,” Sissoko said.", "send", ["Sissoko"]),
    ("“The rebels attacked the palace,” said Sissoko. “Four guards died in the fire.”", "died", ["Sissoko"]),
]


@pytest.mark.parametrize(("sentence", "trigger", "expected"), TABLE, ids=[f"{r[0]} [{r[1]}]" for r in TABLE])
def test_sources(parse: Parse, sentence: str, trigger: str, expected: list[str]) -> None:
    article, doc = parse(sentence)
    token = next(t for t in doc if t.text == trigger)
    found = stance(doc, token.i, quotations(article, doc))
    assert [doc[i].text for i in found.sources] == expected
