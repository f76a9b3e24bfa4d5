"""Sources and standing in the phenomena of news reports: verdicts, counts, resumed speakers, asides, cancelled plans.

Each expectation is the first letters of the grade, "-" when negated, and the sources after "<", outermost first.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.claims.quotations import quotations
from kg.extract.claims.stance import stance
from kg.model import Article, Polarity

Parse = Callable[[str], tuple[Article, Doc]]

ACCUSERS_AND_COURTS = """
The union accused the firm of poisoning the lake. | poisoning=Act<union
The firm was accused of poisoning the lake. | poisoning=Pos<
A jury in Quito convicted the colonel of torturing two students. | torturing=Act<jury
The court in Bergen sat for a week. The nurse was convicted of the murder of two patients. | murder=Act<court
Prosecutors charged the broker with bribing a clerk. | bribing=Act<Prosecutors
The broker was charged with bribing a clerk. | bribing=Pos<
The tribunal found the general guilty of ordering the murder of a monk. | murder=Act<tribunal
He was accused by prosecutors of taking bribes. | taking=Pos<prosecutors
The boy confessed to killing the guard. | killing=Act<boy
Officers detained a clerk on suspicion of theft. | theft=Pos<Officers
The paper accused the mayor of hiding the bill and called for an inquiry. | called=Act<; inquiry=Req<paper
"""
TELLERS = """
Several of the porters told of a raid on the mill. | raid=Act<porters
Many of the nurses said soldiers had burned the ward. | burned=Act<nurses
Some of the drivers said police arrested a guard. | arrested=Act<drivers
Herders told of a raid. Soldiers, they said, burned the mill. | burned=Act<Herders
Doctors said the ward was full. Nine children had died, they added. | died=Act<Doctors
The daily quoted a midwife as saying that the ward had burned. | burned=Act<daily/midwife
The bishop was quoted as saying by the Chronicle that the camp had burned. | burned=Act<Chronicle/bishop
The captain said he had asked for help. | asked=Act<
Oxfam said it had documented the killing of two guides. | killing=Act<Oxfam
The ministry assured residents that the water would be tested. | tested=Pla<ministry
Officials raised the flood toll to 90. | toll=Act<Officials
The mine paid its debts, she insisted, but creditors seized the trucks. | seized=Act<she
The judge praised the promise given by Chile to send nurses. | send=Ple<Chile
The owners reject this: an engineer said the lift was safe. | reject=Act<
The agency dismissed claims that a well had dried up and promised new pumps. | promised=Act<
The union urged members to vote and threatened a boycott. | threatened=Act<; boycott=Hyp<union
Bandits killed 20 herders, monks and nuns say. | killed=Act<monks/nuns
A woman who lost her son told of gunmen shooting at buses. | shooting=Act<woman
The navy gave another version: the boat was empty, and rebels sank it. | sank=Act<navy
The bishop accused the firm of planning to close the mine. | close=Pla<bishop
Police fired gas and arrested 12 people, according to a doctor. | fired=Act<doctor; arrested=Act<doctor
The army denied it had shelled the port and blamed the rebels. | shelled=Act-<army; blamed=Act<
She said she would not resign and called the charge absurd. | resign=Pla-<She; called=Act<
Survivors described how troops had burned their homes. | burned=Act<Survivors
The opposition leader called on supporters to march to the palace. | march=Req<leader
We plan to open two clinics. | open=Pla<We
The fire chief told villagers to leave the valley. | leave=Req<chief
"""
ASIDES = """
Oslo said it would send tents, while Rome released two ships. | send=Ple<Oslo; released=Act<
The envoy said she trusted the firm, which has closed two pits. | closed=Act<
The senator urged Rome to drop the tolls imposed in May. | drop=Req<senator; imposed=Act<
Two ferries will be sold as owners hold back. | sold=Pla<
Two ferries will be sold, as the agency warned. | sold=Pla<agency
The mission says troops ordered the arrest of men who had looted a shop. | arrest=Req<mission/troops; looted=Act<mission
"""
GRADES = """
The league called off the final. | final=Pla-<
The premier ruled out a truce. | truce=Pla-<premier
The cabinet debated a bill that would close two ports. | close=Pla<
The porter asked whether the vault had been searched. | searched=Pos<
The drivers threatened to strike unless the firm raises wages. | strike=Hyp<drivers; raises=Req<drivers
The governor confirmed she would cut the grant. | cut=Pla<governor
The king resents the decision of Malta to leave. | leave=Pla<
The rebels would then leave the town. | leave=Pla<
The council asked the chair to convene a conference. | conference=Req<council
"""
ROWS = [
    (sentence.strip(), *expected.strip().split("=", 1))
    for table in (ACCUSERS_AND_COURTS, TELLERS, ASIDES, GRADES)
    for row in table.strip().splitlines()
    for sentence, _, expectations in [row.partition(" | ")]
    for expected in expectations.split(";")
]


@pytest.mark.parametrize(("sentence", "trigger", "expected"), ROWS, ids=[f"{r[0]} [{r[1]}]" for r in ROWS])
def test_reports(parse: Parse, sentence: str, trigger: str, expected: str) -> None:
    article, doc = parse(sentence)
    token = next(t for t in doc if t.text == trigger)
    found = stance(doc, token.i, quotations(article, doc))
    sign = "-" if found.polarity is Polarity.NEGATED else ""
    assert f"{found.factuality[:3]}{sign}<{'/'.join(doc[i].text for i in found.sources)}" == expected
