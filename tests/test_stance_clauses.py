"""Standing and sources in clauses that the parser joins otherwise than they are meant, and of what is known already.

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
Floods swept through two valleys, killing nine and displacing hundreds, according to the governor.
    | swept=Act<governor; killing=Act<governor; displacing=Act<governor
A grenade exploded in a bar, wounding four people, police said. | exploded=Act<police; wounding=Act<police
Some 4,000 people have fled the hills since the start of May, the Red Crescent estimates. | fled=Act<Crescent
Nearly 300 houses collapsed in the storm, the provincial office reckons. | collapsed=Act<office
Rebels stormed the camp, looted the clinic and abducted two nurses, the mission said in a statement.
    | stormed=Act<mission; looted=Act<mission; abducted=Act<mission
Troops entered the town on Friday and arrested the mayor, residents told Reuters.
    | entered=Act<residents; arrested=Act<residents
About 40 people, according to doctors, were injured. | injured=Act<doctors
Rival gangs clashed in the port, and six people died, the prosecutor's office reported.
    | clashed=Act<office; died=Act<office
Three villagers were shot, she added, and two of them were taken to the city. | shot=Act<she; taken=Act<she
Two barns burned down, the sheriff explained, but nobody was hurt. | burned=Act<sheriff; hurt=Act-<sheriff
Nine hostages were freed, an officer said, while four were killed. | freed=Act<officer; killed=Act<officer
The mayor insisted that her guards had followed orders and denied that shots had been fired. | fired=Act-<mayor
The company says that robots will do the work but has pledged that nobody will be sacked. | sacked=Ple-<company
The minister said the talks had stalled and warned that the war could spread.
    | stalled=Act<minister; spread=Pos<minister
The envoy has offered to visit the camp and invited both sides to Oslo. | visit=Ple<envoy; invited=Act<
The bishop asked the rebels to free the girls and visited the camp. | free=Req<bishop; visited=Act<
The group vowed to avenge him and attacked a convoy on Sunday. | avenge=Ple<group; attacked=Act<
The admiral agreed to withdraw the ships and resigned. | withdraw=Ple<admiral; resigned=Act<
The secretary reaffirmed Kenya's commitment to sending doctors. | commitment=Act<
The president condemned the killings and urged the generals to release the prisoners.
    | urged=Act<; killings=Act<; release=Req<president
"We urge both sides to stop," said Okoro. | urge=Act<
The agency said nobody had returned since the earthquake. | earthquake=Act<
The ministers agreed to share water at the end of a two-day summit in Lima. | share=Ple<ministers; summit=Act<
The number is higher than during last year's floods, said Vera Lund. | floods=Act<
The union said a driver was injured during the strike. | injured=Act<union; strike=Act<
Observers said that the election had been fair. | election=Act<
The police said that two men were killed in a clash with smugglers. | killed=Act<police; clash=Act<police
The army said an attack on the base had left four dead. | attack=Act<army
The navy reported an explosion near the pier. | explosion=Act<navy
The mayor said the attack was the work of cowards. | attack=Act<
The spokesman said they would discuss the crisis at the summit. | crisis=Act<; summit=Act<
Doctors said 20 pilgrims died during the annual pilgrimage. | died=Act<Doctors; pilgrimage=Act<
We call for an end to the militia's attacks on villages. | attacks=Act<We; call=Act<
Iran has a responsibility to stop strikes that kill civilians. | kill=Act<
Officers tell Radio Nord every claim will be checked, with the Gazette reporting no one was expelled.
    | expelled=Act-<Gazette
The release said the two leaders discussed the siege. | discussed=Act<release
Guards, who said they had been beaten, were found in a cellar. | beaten=Act<Guards
Two drivers were found in the barn who claim they had been kidnapped. | kidnapped=Act<drivers
The opposition accuses the army of killing farmers and burning their homes.
    | killing=Act<opposition; burning=Act<opposition
The envoy accused the militia of hiding weapons and threatened to halt the talks. | hiding=Act<envoy; threatened=Act<
The ministry denies firing on protesters. | firing=Act-<ministry
The general ruled out a withdrawal. | withdrawal=Pla-<general
Amnesty alleges that the guards tortured prisoners. | tortured=Pos<Amnesty
The junta dismissed claims that soldiers had looted the clinic. | looted=Act-<junta
The mayor rejected reports that the bridge had collapsed. | collapsed=Act-<mayor
Calls by the union for an inquiry went unheard. | inquiry=Req<union
The bank ignored Zambia's request for a loan. | loan=Req<Zambia
Residents gathered to demand the resignation of the mayor. | resignation=Req<Residents
Thousands marched to call for the release of the poet. | release=Req<Thousands
The group's threat to attack the refinery worried traders. | attack=Hyp<group
The two parties agreed to reopen the bridge. | reopen=Ple<parties
The fund promised grants to farmers. | grants=Ple<fund
The candidate failed to get elected. | elected=Act-<
Rebels attempted to seize the airport. | seize=Act<
No casualties were reported. | casualties=Act-<
No injuries were reported in the raids. | injuries=Act-<; raids=Act<
There were no clashes during the march. | clashes=Act-<
The union could suspend the strike. | suspend=Pos<
Did the soldiers fire first? | fire=Hyp<
The court is yet to convict anyone. | convict=Act-<
The talks, which Chad had offered to host, did not take place. | host=Ple<Chad
A convoy that was to leave on Tuesday was held back. | leave=Pla<
The premier ruled out sending troops. | sending=Pla-<premier
It is not clear who attacked the convoy. | attacked=Act<
The senate has not yet ratified the treaty. | ratified=Act-<
The army prevented gunmen from fleeing. | fleeing=Act-<
The court found the banker guilty of bribing officials. | bribing=Act<court
The broker was convicted of bribing officials. | bribing=Act<
The broker was sentenced to six years for bribing officials. | bribing=Act<
The men were arrested on suspicion of looting shops. | looting=Pos<
The pact nearly collapsed. | collapsed=Act-<
The state has cancelled its carnival. | carnival=Pla-<
The regent is believed to have fled. | fled=Pos<
Lawmakers will vote on whether to impeach the president. | impeach=Pos<
If the army attacks, thousands will flee. | flee=Hyp<
Police prevented an attack on the embassy. | attack=Act-<
The delegation asked whether the troops had withdrawn. | withdrawn=Pos<
Hundreds feared dead after the landslide. | dead=Pos<
Officials say up to 90 people may have drowned. | drowned=Pos<Officials
The deal would see troops leave by June. | leave=Hyp<
The firm halted plans to expand the mine. | expand=Pla<
The lawyer said she would appeal to the court. | appeal=Pla<lawyer
The firm said it would cooperate with the inquiry. | cooperate=Ple<firm
The bloc warned that it could suspend the treaty. | suspend=Hyp<bloc
The ministry warned that the river could flood the town. | flood=Pos<ministry
Divers could not reach the wreck. | reach=Act-<
"We could not save him," said Ann Poe. | save=Act-<Poe
The panel met so that talks can resume. | resume=Hyp<
They did not discuss a withdrawal. | withdrawal=Pos<
They discussed the attack. | attack=Act<
Serbia has a special duty to press the militia to end its attacks. | press=Req<
They held a minute of silence on the eve of a vote. | vote=Act<
Thousands of teachers gathered to demand the withdrawal of a bill. | withdrawal=Req<teachers
Two of the survivors said that soldiers had burned the camp. | burned=Act<survivors
Nine thousand people have left the valley, the fund estimates. | left=Act<fund
We condemn the raid on the port. Iran has a duty to stop strikes that kill villagers. | kill=Act<We
"We left," she said. Iran has a duty to stop strikes that kill villagers. | kill=Act<
"""
ROWS = [
    (sentence.strip(), *expected.strip().split("=", 1))
    for row in TABLE.strip().replace("\n    |", " |").splitlines()
    for sentence, _, expectations in [row.partition(" | ")]
    for expected in expectations.split(";")
]


@pytest.mark.parametrize(("sentence", "trigger", "expected"), ROWS, ids=[f"{r[0]} [{r[1]}]" for r in ROWS])
def test_clauses(parse: Parse, sentence: str, trigger: str, expected: str) -> None:
    article, doc = parse(sentence)
    token = next(t for t in doc if t.text == trigger)
    found = stance(doc, token.i, quotations(article, doc))
    sign = "-" if found.polarity is Polarity.NEGATED else ""
    assert f"{found.factuality[:3]}{sign}<{'/'.join(doc[i].text for i in found.sources)}" == expected


def test_the_table_is_read_whole() -> None:
    assert len(ROWS) == 123
