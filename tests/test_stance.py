"""How the text stands to a trigger: the lexicon's own examples, then tables per phenomenon."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.errors import LexiconError
from kg.extract.claims.quotations import quotations
from kg.extract.claims.stance import stance
from kg.lexicon import stance as lexicon
from kg.lexicon.stance import Example, stance_lexicon
from kg.model import Article, Factuality, Polarity

Parse = Callable[[str], tuple[Article, Doc]]

ACTUAL = [
    ("The army attacked the village on Friday.", "attacked"),
    ("Rebels have seized three towns this year.", "seized"),
    ("Crews are evacuating the island.", "evacuating"),
    ("The flood killed nine people.", "killed"),
    ("The police said gunmen had killed a guard.", "killed"),
    ("The clerk reportedly resigned in April.", "resigned"),
    ("Pirates attempted to seize the tanker.", "seize"),
    ("The guards managed to arrest the thief.", "arrest"),
    ("Farmers were forced to flee the valley.", "flee"),
    ("The minister vowed to rebuild the port that the storm destroyed.", "destroyed"),
    ("The court will try the man who killed the judge.", "killed"),
    ("The mayor will discuss the attack on Monday.", "attack"),
    ("The premier called for an end to the strikes.", "strikes"),
    ("Italy may send aid after the earthquake.", "earthquake"),
    ("She did not survive the crash.", "crash"),
    ("Ghana condemned the attacks on its embassy.", "attacks"),
    ("Nobody survived the bombing of the station.", "bombing"),
    ("The general regretted that his men shelled the school.", "shelled"),
    ("A bomb exploded, killing six people.", "killing"),
    ("There were no deaths in fighting near the port.", "fighting"),
    ("Farmers blocked roads in protest at the cuts.", "protest"),
    ("It is unclear who burned the depot.", "burned"),
]
PLANNED = [
    ("The government will deploy 300 officers in June.", "deploy"),
    ("The council is to begin issuing permits next week.", "issuing"),
    ("The company plans to cut 40 jobs.", "cut"),
    ("Norway to send two ships to the strait", "send"),
    ("The troops are due to leave in May.", "leave"),
    ("The ministry announced plans to raise fees.", "raise"),
    ("The planned withdrawal has stalled.", "withdrawal"),
    ("Officers are going to search the house.", "search"),
    ("The elections will be held in July.", "elections"),
    ("The bank said the sanctions would be extended in May.", "extended"),
    ("The rebels are expected to release the nurses.", "release"),
]
PLEDGED = [
    ("Japan pledged to send engineers.", "send"),
    ("Kuwait promised more aid to the camp.", "aid"),
    ("The firm is committed to rebuilding the bridge.", "rebuilding"),
    ("The chancellor said she would send tanks to the border.", "send"),
    ("The queen renewed her country's commitment to sending doctors.", "sending"),
    ("We will continue to support the clinics.", "support"),
    ("The rebels agreed to withdraw from the port.", "withdraw"),
    ("Ministers vowed to arrest the smugglers and seize their boats.", "seize"),
]
REQUESTED = [
    ("The bishop urged the junta to release the students.", "release"),
    ("Aid groups called for more support.", "support"),
    ("The union demanded an investigation.", "investigation"),
    ("The president ordered the army to withdraw.", "withdraw"),
    ("The mayor called on residents to evacuate the coast.", "evacuate"),
    ("The envoy has repeatedly pushed for sanctions.", "sanctions"),
    ("The judge ordered the seizure of the yacht.", "seizure"),
    ("The senator's call for an inquiry went unheard.", "inquiry"),
    ("The speaker said the governor must resign.", "resign"),
    ("The charity asked donors to maintain their support.", "support"),
]
POSSIBLE = [
    ("The rebels may attack the dam.", "attack"),
    ("The militia is believed to have killed the guide.", "killed"),
    ("Soldiers allegedly burned the farm.", "burned"),
    ("The volcano could displace thousands.", "displace"),
    ("A suspected attack closed the bridge.", "attack"),
    ("The storm is likely to kill cattle.", "kill"),
    ("Police did not confirm that the boy was kidnapped.", "kidnapped"),
    ("The minister was accused of ordering the killing of a reporter.", "ordering"),
]
HYPOTHETICAL = [
    ("If the rebels attack the city, the army will leave.", "attack"),
    ("Had the bomb exploded an hour later, many would have died.", "died"),
    ("Had the bomb exploded an hour later, many would have died.", "exploded"),
    ("Unless the court releases him, the union will strike.", "releases"),
    ("The force was sent to curb the violence.", "curb"),
    ("It is dangerous to cross the lake.", "cross"),
    ("The unit lacks the ability to evacuate patients.", "evacuate"),
    ("The gang threatened to kill the witness.", "kill"),
    ("The commander said he would attack if the ships came nearer.", "attack"),
    ("Engineers blocked the road in order to stop the convoy.", "stop"),
]
NEGATED = [
    ("The army did not attack the village.", "attack", Factuality.ACTUAL),
    ("No one was killed in the fire.", "killed", Factuality.ACTUAL),
    ("No injuries were reported.", "injuries", Factuality.ACTUAL),
    ("No injuries or deaths were reported after the blast.", "deaths", Factuality.ACTUAL),
    ("None of the hostages was released.", "released", Factuality.ACTUAL),
    ("The junta denied that its troops shelled the school.", "shelled", Factuality.ACTUAL),
    ("The party failed to win the election.", "win", Factuality.ACTUAL),
    ("The minister refused to resign.", "resign", Factuality.ACTUAL),
    ("The fence prevented wolves from attacking the herd.", "attacking", Factuality.ACTUAL),
    ("The council stopped short of imposing sanctions.", "imposing", Factuality.ACTUAL),
    ("The navy left the port without firing a shot.", "firing", Factuality.ACTUAL),
    ("The envoy asked the army not to attack the camp.", "attack", Factuality.REQUESTED),
    ("Peru promised not to expel the families.", "expel", Factuality.PLEDGED),
    ("The court will not release the singer.", "release", Factuality.PLANNED),
    ("The army did not launch an attack.", "attack", Factuality.ACTUAL),
    ("Nobody has yet been arrested.", "arrested", Factuality.ACTUAL),
    ("The bank has yet to release the money.", "release", Factuality.ACTUAL),
]
GRADES = [
    (Factuality.ACTUAL, ACTUAL),
    (Factuality.PLANNED, PLANNED),
    (Factuality.PLEDGED, PLEDGED),
    (Factuality.REQUESTED, REQUESTED),
    (Factuality.POSSIBLE, POSSIBLE),
    (Factuality.HYPOTHETICAL, HYPOTHETICAL),
]
TABLE = [(s, w, grade, Polarity.AFFIRMED) for grade, rows in GRADES for s, w in rows] + [
    (s, w, grade, Polarity.NEGATED) for s, w, grade in NEGATED
]


def _stance(parse: Parse, sentence: str, trigger: str) -> tuple[Factuality, Polarity]:
    article, doc = parse(sentence)
    token = next(t for t in doc if t.text == trigger)
    found = stance(doc, token.i, quotations(article, doc))
    return found.factuality, found.polarity


@pytest.mark.parametrize("example", stance_lexicon().examples, ids=lambda e: f"{e.sentence} [{e.trigger}]")
def test_lexicon_example(parse: Parse, example: Example) -> None:
    assert _stance(parse, example.sentence, example.trigger) == (example.factuality, example.polarity)


@pytest.mark.parametrize(("sentence", "trigger", "grade", "polarity"), TABLE, ids=[f"{r[0]} [{r[1]}]" for r in TABLE])
def test_stance(parse: Parse, sentence: str, trigger: str, grade: Factuality, polarity: Polarity) -> None:
    assert _stance(parse, sentence, trigger) == (grade, polarity)


@pytest.mark.xfail(strict=True, reason="needs more than the tree and the signatures")
@pytest.mark.parametrize(
    ("sentence", "trigger", "grade", "polarity"),
    [
        ("The two men pleaded not guilty to killing the guard.", "killing", Factuality.ACTUAL, Polarity.NEGATED),
        (
            "It would be the first time that a court tried a general.",
            "tried",
            Factuality.HYPOTHETICAL,
            Polarity.AFFIRMED,
        ),
        ("The bill would ban the sale of land.", "sale", Factuality.HYPOTHETICAL, Polarity.AFFIRMED),
        ("The party promised to scrap the tax if elected.", "scrap", Factuality.PLEDGED, Polarity.NEGATED),
    ],
    ids=lambda v: str(v),
)
def test_known_failure(parse: Parse, sentence: str, trigger: str, grade: Factuality, polarity: Polarity) -> None:
    assert _stance(parse, sentence, trigger) == (grade, polarity)


def test_no_lemma_speaks_without_an_effect() -> None:
    found = stance_lexicon()
    assert found.effect("urge", "verb", "infinitive") is not None
    assert found.effect("urge", "verb", "prep:of") is None
    believed = found.effect("believe", "verb", "infinitive", passive=True)
    assert believed is not None
    assert believed.factuality is Factuality.POSSIBLE


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"pos": "verbs"}, "pos is none of"),
        ({"effect": "shout"}, "unknown effect 'shout'"),
        ({"takes": ["dobj"]}, "unknown complement 'dobj'"),
        ({"lemma": "say"}, "unknown keys"),
        ({"examples": []}, "has no example"),
        ({"examples": [["A dam broke.", "broke"]]}, "is not .sentence, trigger"),
        ({"examples": [["A dam broke.", "broke", "Sure", "Affirmed"]]}, "unknown factuality 'Sure'"),
    ],
    ids=lambda v: str(v),
)
def test_broken_data_is_refused(entry: dict[str, object], reason: str) -> None:
    sound = {"pos": "verb", "effect": "report", "takes": ["clause"], "lemmas": ["say"], "examples": [["x", "x"]]}
    with pytest.raises(LexiconError, match=reason):
        lexicon._lexicon({"effects": {"report": {"source": True}}, "entries": [sound | entry], "words": {}})
