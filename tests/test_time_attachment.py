"""Which event gets which time: triggers are given by their words, times are read against 15 May 2024, a Wednesday."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.times.attachment import attach_times
from kg.extract.times.recognition import times
from kg.model import Article

Parse = Callable[[str], tuple[Article, Doc]]

FRIDAY, MONDAY, SUNDAY = "2024-05-10", "2024-05-13", "2024-05-12"

OWN = [
    ("Rebels attacked a market on Friday.", {"attacked": FRIDAY}),
    ("Rebels attacked a bus full of pilgrims on Friday.", {"attacked": FRIDAY}),
    ("On Friday, rebels attacked a market.", {"attacked": FRIDAY}),
    ("Rebels on Friday attacked a market.", {"attacked": FRIDAY}),
    ("Friday's attack closed the road.", {"attack": FRIDAY}),
    ("The town mourned the victims of Friday's bomb attack.", {"attack": FRIDAY, "mourned": None}),
    ("The 2021 coup brought him to power.", {"coup": "2021"}),
    ("The March 2013 outbreak of war emptied the town.", {"outbreak": "2013-03", "war": "2013-03"}),
    ("The attack of 3 March 2022 is still unsolved.", {"attack": "2022-03-03"}),
    ("On the night of 7 July 2021, rebels attacked a market.", {"attacked": "2021-07-07"}),
    ("The army killed 40 people last year.", {"killed": "2023"}),
    ("In June 2022, the army arrested the mayor.", {"arrested": "2022-06"}),
    ("Last week the court released two reporters.", {"released": "2024-05-06/2024-05-12"}),
    ("The president will visit Kora on Monday.", {"visit": "2024-05-20"}),
    ("Currently, only 40 officers have been deployed.", {"deployed": "2024-05-15"}),
    ("The gang has kidnapped 30 people since 2019.", {"kidnapped": "2019-01-01/2024-05-15"}),
]

CLAUSE = [
    ("The two sides held talks on Monday.", {"talks": MONDAY}),
    ("The army carried out an airstrike on Monday.", {"airstrike": MONDAY}),
    ("The army launched an operation in Kora last week.", {"operation": "2024-05-06/2024-05-12"}),
    ("The protest took place on Monday.", {"protest": MONDAY}),
    ("The strike began on Monday.", {"strike": MONDAY}),
    ("Six people were killed in an attack on Friday.", {"killed": FRIDAY, "attack": FRIDAY}),
    ("Six people were killed in Friday's attack.", {"killed": FRIDAY, "attack": FRIDAY}),
    ("Two hundred people died during the 2019 flood.", {"died": "2019", "flood": "2019"}),
    ("The attack on Friday killed six people.", {"attack": FRIDAY, "killed": FRIDAY}),
    ("The attack killed six people on Friday.", {"attack": FRIDAY, "killed": FRIDAY}),
    (
        "A storm yesterday caused a wall to fall, killing nine.",
        {"storm": "2024-05-14", "fall": "2024-05-14", "killing": "2024-05-14"},
    ),
    (
        "On Friday a bomb hit a market, killing nine and wounding twelve.",
        {"hit": FRIDAY, "killing": FRIDAY, "wounding": FRIDAY},
    ),
    ("On Friday, rebels burned the hall and seized the port.", {"burned": FRIDAY, "seized": FRIDAY}),
    ("Rebels burned the hall and seized the port on Friday.", {"burned": FRIDAY, "seized": FRIDAY}),
    ("Troops tried to seize the port on Friday.", {"seize": FRIDAY}),
    ("On Friday, troops tried to seize the port.", {"seize": FRIDAY}),
    ("Nine people were hurt on Friday when a wall collapsed.", {"hurt": FRIDAY, "collapsed": FRIDAY}),
    ("The army retaliated on Friday by shelling the port.", {"retaliated": FRIDAY, "shelling": FRIDAY}),
    ("The talks held in Kora on Friday failed.", {"talks": FRIDAY}),
    ("Police are studying the raid that killed six people on Friday.", {"raid": FRIDAY, "killed": FRIDAY}),
    ("Friday's raids and arrests angered the town.", {"raids": FRIDAY, "arrests": FRIDAY}),
]

DRAWN = [
    ("The governor toured the valley on Monday and promised new tents.", {"toured": MONDAY, "promised": MONDAY}),
    ("He was arrested on Friday and charged with arson.", {"arrested": FRIDAY, "charged": FRIDAY}),
    ("He was arrested on Friday and later charged with arson.", {"arrested": FRIDAY, "charged": None}),
    ("Farmers gathered on Friday to demand new laws.", {"gathered": FRIDAY, "demand": FRIDAY}),
    ("The Greens won Sunday's vote.", {"won": SUNDAY, "vote": SUNDAY}),
    ("Voters turned out for Sunday's by-election in Kora.", {"election": SUNDAY, "turned": None}),
    ("The explosion on Sunday destroyed ten houses and killed a girl.", {"destroyed": SUNDAY, "killed": SUNDAY}),
    ("Six families left after a clash in March that killed nine.", {"clash": "2024-03", "killed": "2024-03"}),
    ("The club closed in June, when the owner died.", {"closed": "2023-06", "died": "2023-06"}),
    ("Fewer ships call there than in 2012, when a fire destroyed the pier.", {"call": None, "destroyed": "2012"}),
    (
        "The ministry deplores the murders yesterday in Kora, in which nine priests were shot.",
        {"murders": "2024-05-14", "shot": "2024-05-14"},
    ),
    ("We urge both sides to stop the war.", {"urge": "2024-05-15", "stop": None}),
    ('The two said: "We urge both sides to stop the war."', {"urge": None}),
]

AHEAD = [
    ("The ministry had promised local polls for October.", {"promised": None, "polls": "2024-10"}),
    ("The unions announced a walkout for Thursday.", {"announced": None, "walkout": "2024-05-16"}),
    ("The mayor published the figures for March.", {"published": "2024-03"}),
    ("The mayor invited both sides to talks next Monday.", {"invited": None, "talks": "2024-05-20"}),
    ("The talks are due to resume next week.", {"talks": "2024-05-20/2024-05-26"}),
    ("The strike, due to start on Monday, was called off.", {"strike": "2024-05-20", "called": None}),
    ("Laws limiting rents are expected next month.", {"limiting": "2024-06"}),
]

BY_EVENT = [
    ("The minister resigned on Monday, a day after the vote.", {"resigned": MONDAY, "vote": SUNDAY}),
    ("He died on Sunday, two days after being shot.", {"died": SUNDAY, "shot": FRIDAY}),
    ("The bridge fell three days before the vote on Sunday.", {"fell": "2024-05-09", "vote": SUNDAY}),
    (
        "Rebels shelled a port on Monday. The shelling came three days after soldiers had fought with smugglers.",
        {"shelling": MONDAY, "fought": FRIDAY},
    ),
    ("The shelling came three days after soldiers had fought with smugglers.", {"shelling": None, "fought": None}),
    ("A two-day congress that opened on Sunday elected her.", {"congress": "2024-05-12/2024-05-13", "opened": SUNDAY}),
    (
        "The ministers signed the pact on Friday, at the end of a three-day meeting.",
        {"signed": FRIDAY, "meeting": "2024-05-08/2024-05-10"},
    ),
    ("Rain has flooded ten towns since Friday, the agency said on Monday.", {"flooded": "2024-05-10/2024-05-13"}),
]

TOLD = [
    ("The minister said on Monday that rebels had attacked a market.", {"said": MONDAY, "attacked": None}),
    ("The minister said on Monday that rebels attacked a market on Friday.", {"said": MONDAY, "attacked": FRIDAY}),
    ("The minister confirmed the death in a statement on Monday.", {"confirmed": MONDAY, "death": None}),
    ("On Monday, officials said the raid killed six people.", {"said": MONDAY, "killed": None}),
    ("On Friday gunmen raided a farm, police said.", {"raided": FRIDAY, "said": None}),
    ("Gunmen raided a farm on Friday, police said.", {"raided": FRIDAY, "said": None}),
    ("The minister announced a withdrawal on Monday.", {"announced": MONDAY, "withdrawal": None}),
    ("The council condemned Friday's attack on Monday.", {"condemned": MONDAY, "attack": FRIDAY}),
    ("The president vowed on Monday to send more troops.", {"vowed": MONDAY, "send": None}),
    ("The two states agreed on Monday to withdraw their troops.", {"agreed": MONDAY, "withdraw": None}),
]

NONE = [
    ("Deaths rose by a tenth from the previous year.", {"rose": None}),
    ("Output rose in 2023, up from 40 tonnes in 2022.", {"rose": "2023"}),
    ("Arrests doubled compared with 2023.", {"doubled": None}),
    ("Arrests reached three times the 2023 figure.", {"reached": None}),
    ("The army will leave the town before Friday.", {"leave": None}),
    ("The council extended the mandate until December 2025.", {"extended": None}),
    ("She was arrested after the 2019 riot.", {"arrested": None, "riot": "2019"}),
    ("He was arrested on Friday and will be tried next month.", {"arrested": FRIDAY, "tried": "2024-06"}),
    ("The man who won the 2019 vote was shot.", {"shot": None, "vote": "2019"}),
    ("In 2015 and 2019, rebels attacked the town.", {"attacked": None}),
    ("The group attacked a convoy.", {"attacked": None}),
]

TIED = [
    ("On Monday two army posts came under rocket fire.", {"fire": MONDAY}),
    ("Nurses in Lagos went on strike on Monday.", {"strike": MONDAY}),
    ("Guerrillas laid siege to the barracks on Friday.", {"siege": FRIDAY}),
    ("The governor tendered his resignation on Monday.", {"resignation": MONDAY}),
    ("The deputies imposed a curfew on Friday.", {"curfew": FRIDAY}),
    ("In March, bombing of the port left thousands homeless.", {"bombing": "2024-03", "homeless": "2024-03"}),
    ("On Friday, police shelling of Marwa, a border village, left six people dead.",
     {"shelling": FRIDAY, "dead": FRIDAY}),
    ("The minister will fly to Cairo on Monday for talks with the president.", {"talks": "2024-05-20"}),
    ("Similar riots forced the company to close the mine in 2022.", {"riots": "2022", "close": "2022"}),
    ("The attack began shortly before dawn on Sunday, when gunmen stormed the barracks.",
     {"attack": SUNDAY, "stormed": SUNDAY}),
    ("The coach overturned on Monday, which killed nine people.", {"overturned": MONDAY, "killed": MONDAY}),
    ("That raises to nine the number of reporters killed in the country since January.",
     {"killed": "2024-01-01/2024-05-15"}),
    ("They argued about a clash in April.", {"argued": None, "clash": "2024-04"}),
    ("He died of his injuries in April.", {"died": "2024-04", "injuries": None}),
    ("The union has threatened to walk out from the first of June.", {"threatened": None, "walk": "2024-06-01"}),
    ("We deplore the air strike on Sunday that killed six nurses.", {"strike": SUNDAY, "killed": SUNDAY}),
    ("The governor ordered the evacuation of the village on Friday.", {"ordered": FRIDAY, "evacuation": None}),
    ("The mayor is investigating a shooting on Friday.", {"shooting": FRIDAY, "investigating": None}),
    ("The mayor is meeting the lenders on Friday.", {"meeting": "2024-05-17"}),
    ("The Council condemns the looting of the depot.", {"condemns": "2024-05-15"}),
    ("Council condemns looting of depot", {"condemns": None}),
]  # fmt: skip

SCENE = [
    ("Gunmen raided a farm on Friday. They burned two barns.", {"raided": FRIDAY, "burned": FRIDAY}),
    ("On Friday the bank reopened. The army left the town.", {"reopened": FRIDAY, "left": FRIDAY}),
    ("Our doctors, who reached the village on Monday, evacuated nine men.", {"reached": MONDAY, "evacuated": MONDAY}),
    ("The army shelled the camp on Friday; over 600 people have since fled.",
     {"shelled": FRIDAY, "fled": "2024-05-10/2024-05-15"}),
    ("About 300 houses have burned since the fires began on Friday.", {"burned": "2024-05-10/2024-05-15"}),
    ("Gunmen raided a farm in 2019. On Monday a guard was charged. The raid left six people dead.",
     {"raided": "2019", "charged": MONDAY, "left": "2019"}),
    ("Gunmen raided a farm on Friday. Three days after the raid, soldiers searched a barn.",
     {"raided": FRIDAY, "searched": MONDAY}),
    ("Gunmen raided a farm in 2019. They burned two barns.", {"raided": "2019", "burned": None}),
    ("Gunmen raided a farm on Friday. They had burned two barns.", {"burned": None}),
    ("Gunmen raided a farm on Friday. They have burned two barns.", {"burned": None}),
    ("Gunmen raided a farm on Friday. They would burn two barns.", {"burn": None}),
    ("Gunmen raided a farm on Friday. The mayor denied it.", {"raided": FRIDAY, "denied": None}),
    ("Gunmen raided a farm on Friday. Prices rose by a tenth.", {"rose": None}),
    ("Gunmen raided a farm on Friday. The mayor demanded that the general quit.", {"quit": None}),
    ("Gunmen raided a farm on Friday. The man who burned the barns is unknown.", {"burned": None}),
    ("The mayor said on Monday that he was ill. They burned two barns.", {"burned": None}),
    ("Gunmen will raid a farm on Friday. They burned two barns.", {"burned": None}),
]  # fmt: skip


def attached(parsed: tuple[Article, Doc], words: list[str]) -> dict[str, str | None]:
    """The EDTF of the first token of each word, None where it has no time."""
    article, doc = parsed
    where = {word: next(t.i for t in doc if t.text == word) for word in words}
    found = attach_times(doc, times(article, doc), set(where.values()), article.issued)
    return {word: found[i].edtf if i in found else None for word, i in where.items()}


@pytest.mark.parametrize(("text", "expected"), [*OWN, *CLAUSE, *DRAWN, *AHEAD, *BY_EVENT, *TOLD, *TIED, *SCENE, *NONE],
                         ids=lambda v: v if isinstance(v, str) else "")  # fmt: skip
def test_attachment(parse: Parse, text: str, expected: dict[str, str | None]) -> None:
    assert attached(parse(text), list(expected)) == expected


def test_a_scene_ends_after_two_paragraphs(parse: Parse) -> None:
    text = "Gunmen raided a farm on Friday.\n\nThe sky is blue.\n\nThey burned a barn.\n\nThey shot a cow."
    assert attached(parse(text), ["burned", "shot"]) == {"burned": FRIDAY, "shot": None}


def test_only_triggers_are_answered(parse: Parse) -> None:
    article, doc = parse("Rebels attacked a market on Friday.")
    assert attach_times(doc, times(article, doc), set()) == {}
    assert attach_times(doc, (), {1}) == {}
