"""Sentences of the news: standing and sources of their triggers together.

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

TABLE = """
The ministry says it has no plans to withdraw its troops. | withdraw=Pla-<ministry
France has called on Russia to stop attacking Ukrainian ports. | attacking=Act<France
The United States has threatened to impose sanctions on the bank. | impose=Hyp<States
Opposition leader Amara Sy said on Tuesday that police had arrested 40 of her supporters. | arrested=Act<Sy
At least 12 people were killed when a bus plunged into a ravine, officials said.
    | killed=Act<officials, plunged=Act<officials
Two soldiers were killed and five others were wounded in the ambush, the army said in a statement.
    | killed=Act<army, wounded=Act<army, ambush=Act<
The army said it had killed 20 militants during a raid near the border. | killed=Act<army, raid=Act<army
Residents said they saw soldiers burning houses. | burning=Act<Residents
The president is expected to sign the bill into law on Friday. | sign=Pla<
The central bank is considering raising rates. | raising=Pos<
It is unclear whether the hostages have been released. | released=Pos<
The rebels have denied any involvement in the attack. | involvement=Act-<rebels, attack=Act<
The rebels denied carrying out the attack. | carrying=Act-<rebels, attack=Act-<rebels
The company did not respond to a request for comment. | respond=Act-<
Police believe the fire was started deliberately. | started=Act<Police
The UN warned that a million people could be displaced by fighting. | displaced=Pos<UN
The agency warned of a famine if aid did not arrive. | famine=Pos<agency
The two sides agreed to a ceasefire. | ceasefire=Ple<sides
Mr Odinga has promised that the new law would protect farmers. | protect=Ple<Odinga
The court sentenced him to ten years in prison for killing his neighbour. | sentenced=Act<, killing=Act<court
He has been charged with murder. | murder=Pos<
She is accused of plotting a coup. | coup=Pos<, plotting=Pos<
The man was arrested on suspicion of killing two women. | killing=Pos<, arrested=Act<
Talks aimed at ending the war will resume on Monday. | Talks=Pla<, resume=Pla<, ending=Hyp<
Israel said it would not withdraw its forces until the hostages were freed. | withdraw=Ple-<Israel
The council voted to extend the mission's mandate. | extend=Act<
The council has yet to approve the deal. | approve=Act-<
Rescuers were struggling to reach survivors of the quake. | quake=Act<
Thousands have been forced to flee their homes. | flee=Act<
The strike was called off. | strike=Pla-<
The minister ruled out a lockdown. | lockdown=Pla-<minister
The planned strike by nurses has been postponed. | strike=Pla<
Egypt has offered to host peace talks. | host=Ple<Egypt, talks=Ple<Egypt
China urged restraint. | restraint=Req<China
Without more funding, the agency will have to close the clinics. | close=Pla<
The army seized power in a coup in 2021 after accusing the government of failing to stop the insurgency.
    | seized=Act<, coup=Act<
Ministers are due to meet in Rome next week to discuss sending peacekeepers. | meet=Pla<, sending=Hyp<
The group claimed responsibility for the bombing. | bombing=Act<
Witnesses told AFP that gunmen on motorbikes stormed the village and killed dozens.
    | stormed=Act<Witnesses, killed=Act<Witnesses
A spokesman for the army, Col. Issa Ba, said troops repelled the attack. | repelled=Act<spokesman
There were no immediate reports of casualties. | casualties=Act-<
There was no immediate claim of responsibility for the attack. | attack=Act<
Nobody has claimed responsibility for the attack. | claimed=Act-<, attack=Act<
The governor, who has repeatedly called for the withdrawal of foreign troops, resigned.
    | withdrawal=Req<governor, resigned=Act<
He added that the government was ready to negotiate. | negotiate=Pla<He
Germany should send tanks, the senator argued. | send=Req<senator
"I will not resign," the president told parliament. | resign=Ple-<president
The president said he had no intention of resigning. | resigning=Pla-<president
Aid workers say the blockade is causing famine. | blockade=Act<workers, famine=Act<workers
A ministry official, speaking on condition of anonymity, said the attack killed nine. | killed=Act<official
The attack, which the government blamed on rebels, killed nine people. | killed=Act<, attack=Act<
Local media, citing police, reported that five people were arrested. | arrested=Act<media/police
Five people were arrested, local media reported, citing police sources. | arrested=Act<media/sources
In a statement, the ministry said that it would deploy 200 officers. | deploy=Ple<ministry
The army is trying to retake the town. | retake=Act<
Kenya, which has pledged to send 1,000 officers, will host the talks. | send=Ple<Kenya, host=Pla<
The vote, scheduled for Sunday, has been delayed. | vote=Pla<
Efforts to end the conflict have failed. | end=Pla<, conflict=Act<
The firm said it plans to cut 200 jobs. | cut=Pla<firm
He was killed in what police called a targeted attack. | killed=Act<
It is feared that hundreds drowned. | drowned=Pos<
Hundreds are feared dead after the landslide. | dead=Pos<, landslide=Act<
The prime minister rejected calls to resign. | resign=Req-<
The prime minister dismissed claims that he had ordered the arrest. | ordered=Act-<minister
The clinic was destroyed last year by shelling that the army denied. | destroyed=Act<, shelling=Act<
More than 300 people have been killed since the fighting began in March, according to the health ministry.
    | killed=Act<ministry, began=Act<ministry
The ministry, which said 300 people were killed, has asked for tents. | killed=Act<ministry, tents=Req<ministry
The police chief said officers would investigate the killing. | investigate=Pla<chief, killing=Act<
In 2022 the government announced it would build 10 camps, but only two have been opened.
    | build=Ple<government, opened=Act<
The group said its fighters had attacked a base, killing 10 soldiers, but the army denied this.
    | attacked=Act<group, killing=Act<group
The deal, under which Kenya would send police, was rejected by the court. | send=Hyp<
Sanctions were imposed on three companies accused of supplying weapons. | imposed=Act<, supplying=Pos<
The senator said: "The army did not kill those men." | kill=Act-<senator
"If they come, we will fight," the commander warned. | fight=Hyp<commander
"There have been many deaths," he told the BBC. "We need more help." | deaths=Act<he, help=Hyp<he
The mission has been hampered by lack of funding. | funding=Act-<
The protest was organised to demand the resignation of the mayor. | resignation=Hyp<
Thousands protested on Friday, demanding the resignation of the mayor. | resignation=Req<Thousands, protested=Act<
Thousands protested against plans to cut subsidies. | cut=Pla<
The bank approved a loan to help rebuild the port. | loan=Pla<, rebuild=Hyp<
The election, which was due to be held in May, was postponed. | held=Pla<
The refugees were prevented from leaving the camp. | leaving=Act-<
Only after the ceasefire collapsed did the convoy leave. | collapsed=Act<, leave=Act<
The governor is reported to have fled. | fled=Act<
The governor is said to have been killed. | killed=Act<
Reports that the governor had fled were denied by his office. | fled=Act-<office
Analysts fear the ban will trigger protests. | trigger=Pla<Analysts, protests=Pla<Analysts
The army is on high alert amid fears of an attack. | attack=Pos<
The talks collapsed without an agreement. | agreement=Act-<, collapsed=Act<
The rebels have not yet withdrawn from the town. | withdrawn=Act-<
The rebels no longer control the town and have withdrawn. | withdrawn=Act<
Neither side has accepted the deal. | accepted=Act-<
Few believed the army would attack. | attack=Pla<Few
The minister hinted that taxes could rise. | rise=Pos<minister
Medics say the strike hit a school, a claim Israel denies. | hit=Act<Medics
Seven people died, including two children, a hospital source said. | died=Act<source
Canada and Norway pledged $40m in aid for the victims of the flood. | aid=Ple<Canada/Norway, flood=Act<
Canada's pledge to provide $40m has been welcomed. | provide=Ple<Canada
Donors have failed to deliver the promised aid. | aid=Ple-<
He said he had seen the soldiers shoot the man. | shoot=Act<He
The junta released 200 prisoners as part of an amnesty announced on Monday. | released=Act<, amnesty=Act<
It was not immediately clear who carried out the attack. | attack=Act<
Ahead of the summit, the two leaders will meet privately. | summit=Act<, meet=Pla<
The leaders said they hoped to sign the treaty. | sign=Hyp<leaders
Zambia has asked creditors for debt relief. | relief=Req<Zambia
The general secretary of the union, Per Moe, said nurses would strike unless pay rose.
    | strike=Hyp<secretary, rose=Req<secretary
A helicopter was sent to evacuate the crew. | evacuate=Hyp<
The suspect is known to have visited the mosque. | visited=Act<
The troops were sent to Mali to train the army. | train=Hyp<
Guatemala's foreign ministry has asked Washington to extradite the ex-minister. | extradite=Req<ministry
The paper reported on Friday that the two ministers secretly met in Oman. | met=Act<paper
Three of those killed were children, Mayor Luis Paz told Radio Uno. | killed=Act<Paz
The mayor's resignation comes after weeks of protests. | resignation=Act<, protests=Act<
His lawyer, Tom Hale, told the court his client did not kill anyone. | kill=Act-<lawyer
The firm apologised for the leak. | leak=Act<
Turkey could withdraw its ambassador, Foreign Minister Ali Koc said, adding that no decision had been made.
    | withdraw=Pos<Koc, decision=Act-<Koc
The union says 400 jobs will be lost if the plant closes. | lost=Hyp<union, closes=Hyp<union
The ship was en route to deliver aid. | deliver=Hyp<
The opposition has vowed to hold protests until the president resigns.
    | protests=Ple<opposition, resigns=Hyp<opposition
The president vowed never to surrender. | surrender=Ple-<president
Hungary blocked the release of the funds. | release=Act-<
The army prevented an attack on the airport. | attack=Act-<
The navy foiled an attempted hijacking. | hijacking=Act-<
Police fired tear gas to disperse protesters. | fired=Act<, disperse=Hyp<
Sudan's army said on Sunday it had recaptured the palace, in a setback for the rebels. | recaptured=Act<army
The rebels, meanwhile, said they had shot down a drone. | shot=Act<rebels
The attack came a day after the president said the war was over. | war=Act<, attack=Act<
The EU has proposed a ban on imports. | ban=Req<EU
Did the army shell the hospital? | shell=Hyp<
Neighbours heard the victim being attacked. | attacked=Act<
The mayor was seen being arrested. | arrested=Act<
The rebels promised an end to the siege. | siege=Act<rebels
No decision has been taken on whether to deploy troops. | deploy=Pos<
She won the election by 300 votes. | won=Act<
Those who attack civilians will be punished, the general said. | punished=Pla<general
"Those who attack civilians will be punished," General Koc said. | punished=Pla<Koc
The minister thanked Japan for its support. | support=Act<
The judge said that the sanctions imposed last year remain in force. | imposed=Act<judge
The two countries signed an agreement to exchange prisoners. | agreement=Act<
Prosecutors have asked for a life sentence for the man who stabbed the teacher. | stabbed=Act<
The party promised to scrap the tax if it wins the election. | wins=Hyp<party
Human Rights Watch said on Thursday it had documented the killing of 30 civilians by both sides. | killing=Act<Watch
The World Bank has suspended aid to the country. | aid=Act<
Four people are still missing, the fire brigade said, after a boat capsized off the coast.
    | capsized=Act<brigade, missing=Act<brigade
An explosion rocked the market, but no casualties were reported. | casualties=Act-<, explosion=Act<
The number of attacks has fallen since the truce. | fallen=Act<, attacks=Act<
The president declared a state of emergency and ordered troops onto the streets. | ordered=Act<
The bill would ban the sale of land to foreigners. | ban=Hyp<
If approved, the plan would see 5,000 soldiers deployed. | deployed=Hyp<
The court has been asked to rule on whether the vote was lawful. | rule=Req<
The judge dismissed the case against the former minister. | dismissed=Act<
Ivory Coast qualified for the final after beating Gabon. | beating=Act<
He has repeatedly threatened to fire the governor. | fire=Hyp<He
China has warned it will retaliate if tariffs are imposed. | retaliate=Hyp<China, imposed=Hyp<China
There is no evidence that the army used gas. | used=Act-<
Authorities have not said how many people died. | died=Act<
The government has been criticised for failing to protect miners. | protect=Act-<, criticised=Act<
The firm is to blame for the spill, investigators concluded. | spill=Act<investigators
The mission will help police fight the gangs. | fight=Pla<, help=Pla<
Soldiers opened fire on the crowd, witnesses said, though the army insists it acted in self-defence.
    | opened=Act<witnesses, acted=Act<army
The union said on Friday that its members had voted to strike. | strike=Act<union
A ceasefire brokered by Qatar took effect on Sunday. | ceasefire=Act<
The coup leaders promised elections within two years. | elections=Ple<leaders, coup=Act<
It is the deadliest attack since the war began in 2019. | attack=Act<, began=Act<
The ministry urged residents not to approach the site. | approach=Req-<ministry
The group, which denies receiving money from abroad, was banned. | receiving=Act-<group, banned=Act<
The pope prayed for an end to the war and called for the release of the hostages. | release=Req<pope, war=Act<
The commander was killed in an airstrike, two security sources said on condition of anonymity.
    | killed=Act<sources, airstrike=Act<sources
Ministers had hoped for a deal by Friday. | deal=Hyp<
She said police beat her and threatened to kill her family. | beat=Act<She
The ministry reported 20 new deaths. | deaths=Act<ministry
Health officials reported a sharp increase in cholera cases. | increase=Act<officials
UN experts have accused both armies of committing war crimes. | committing=Act<experts
The attack was widely condemned. | attack=Act<, condemned=Act<
The president survived an assassination attempt. | attempt=Act<
Hundreds of people were arrested for protesting against the war. | protesting=Act<, war=Act<
Farmers blocked roads in protest at the cuts. | cuts=Act<
Local officials estimate that 2,000 families have fled. | fled=Act<officials
The bishop said he prayed that the girls would be freed. | freed=Hyp<bishop
The firm said it was investigating reports that staff had been attacked. | attacked=Act<firm
The king is reportedly considering abdicating. | abdicating=Pos<
Nigeria's army says it rescued 70 hostages and killed 12 kidnappers. | rescued=Act<army, killed=Act<army
The navy was able to rescue nine sailors. | rescue=Act<
The rebels said they were forced to withdraw. | withdraw=Act<rebels
Without the aid, thousands would have died. | died=Hyp<
The planned deployment of 300 engineers was announced by the prime minister. | deployment=Pla<minister
The deployment was announced by the prime minister. | deployment=Act<minister
The ruling party accused the opposition of trying to rig the vote. | rig=Act<party
"""
ROWS = [
    (sentence.strip(), *expected.strip().split("=", 1))
    for row in TABLE.strip().replace("\n    |", " |").splitlines()
    for sentence, _, expectations in [row.partition(" | ")]
    for expected in expectations.split(",")
]


@pytest.mark.parametrize(("sentence", "trigger", "expected"), ROWS, ids=[f"{r[0]} [{r[1]}]" for r in ROWS])
def test_news(parse: Parse, sentence: str, trigger: str, expected: str) -> None:
    article, doc = parse(sentence)
    token = next(t for t in doc if t.text == trigger)
    found = stance(doc, token.i, quotations(article, doc))
    sign = "-" if found.polarity is Polarity.NEGATED else ""
    assert f"{found.factuality[:3]}{sign}<{'/'.join(doc[i].text for i in found.sources)}" == expected


def test_the_table_is_read_whole() -> None:
    assert len(ROWS) == 248
