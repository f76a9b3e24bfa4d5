"""Whole sentences through the whole extraction: who did what to whom, where, and whether it happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.model import Article, Facts, Situation
from kg.pipeline import extract

Parse = Callable[[str], tuple[Article, Doc]]


def facts_of(parse: Parse, text: str) -> Facts:
    article, doc = parse(text)
    return extract(article, doc)


def roles(facts: Facts, situation: Situation) -> dict[str, set[str]]:
    """The role fillers of a situation, by their names."""
    names = {e.id: e.name for e in facts.entities}
    found: dict[str, set[str]] = {}
    for role in situation.roles:
        found.setdefault(role.kind, set()).add(names[role.entity])
    return found


def only(facts: Facts, kind: str) -> Situation:
    """The one situation of a type."""
    found = [s for s in facts.situations if s.type == kind]
    assert len(found) == 1, [(s.type, s.roles) for s in facts.situations]
    return found[0]


ROLES = [
    ("Rebels attacked a convoy of soldiers near Gao on Monday.", "Attack", {"agent": {"Rebels"}, "place": {"Gao"}}),
    ("Eleven miners were killed by a landslide in Kono.", "Death", {"patient": {"miners"}}),
    ("Norway promised to send 40 soldiers to Malawi.", "Deployment", {"agent": {"Norway"}, "destination": {"Malawi"}}),
    ("The governor, who visited Maroua, was met by farmers.", "Visit", {"agent": {"governor"}}),
    ("Ethiopian forces withdrew from Baidoa.", "Withdrawal", {"origin": {"Baidoa"}}),
    ("Chile and Peru signed a trade agreement in Lima.", "Agreement", {"agent": {"Chile", "Peru"}, "place": {"Lima"}}),
    ("Police in Lyon arrested three teenagers.", "Arrest", {"agent": {"Police"}, "patient": {"teenagers"}}),
    (
        "A journalist was kidnapped in Port Harcourt.",
        "Kidnapping",
        {"patient": {"journalist"}, "place": {"Port Harcourt"}},
    ),
    ("France condemned the attack in Aden.", "Criticism", {"agent": {"France"}}),
    ("The army carried out an operation against smugglers in Agadez.", "Operation", {"agent": {"army"}}),
    ("Officers clashed with miners in Bor.", "Clash", {"agent": {"Officers", "miners"}, "recipient": set()}),
    ("The mayor of Tartu resigned on Monday.", "Resignation", {"agent": {"mayor"}, "patient": set()}),
    ("The company sacked three managers on Friday.", "Resignation", {"patient": {"managers"}}),
    (
        "Turkey and Greece accused each other of violating the truce.",
        "Accusation",
        {"agent": {"Turkey", "Greece"}, "patient": {"Turkey", "Greece"}},
    ),
    ("Norway rejected a request from Iran.", "Refusal", {"agent": {"Norway"}, "recipient": {"Iran"}, "patient": set()}),
    ("Peru threatened to expel the ambassador of Chile.", "Threat", {"agent": {"Peru"}, "patient": {"ambassador"}}),
    ("The union demanded that the government withdraw the bill.", "Request", {"recipient": {"government"}}),
    ("The ministry said it would send 40 doctors to Beira.", "Deployment", {"agent": {"ministry"}}),
    ("Villagers, including two teachers, were arrested in Jos.", "Arrest", {"patient": {"Villagers", "teachers"}}),
    ("Envoys flew to Oman for talks with the sultan.", "Meeting", {"agent": {"Envoys"}, "recipient": {"sultan"}}),
    ("The rebels freed two nuns at the request of the bishops.", "Request", {"agent": {"bishops"}}),
    ("According to the governor, Oman promised to build a port.", "Pledge", {"agent": {"Oman"}, "recipient": set()}),
    ("Two wounded in Cali\n\nA bomb went off in Cali.", "Injury", {"agent": set()}),
    # a bare noun before the event's, where the text tells of one such actor
    ("The army denied it. Army shelling of a camp left two dead.", "Attack", {"agent": {"army"}}),
    # who did something before the report and who reports
    ("Officials said raiders had burned a mill and killed two men.", "Killing", {"agent": {"raiders"}}),
    # what is promised is not told to itself
    ("The minister promised 50 engineers.", "Pledge", {"agent": {"minister"}, "recipient": set()}),
    # whom a storm killed was not its target
    ("A storm hit the coast, killing two sailors.", "Disaster", {"patient": set()}),
]


@pytest.mark.parametrize(("text", "kind", "expected"), ROLES, ids=[r[0] for r in ROLES])
def test_roles(parse: Parse, text: str, kind: str, expected: dict[str, set[str]]) -> None:
    facts = facts_of(parse, text)
    found = roles(facts, only(facts, kind))
    lowered = {k: {n.lower() for n in v} for k, v in found.items()}
    assert {k: lowered.get(k, set()) for k in expected} == {k: {n.lower() for n in v} for k, v in expected.items()}


NOT_EVENTS = [
    ("Kenya promised to send 200 officers.", "Deployment"),
    ("The union demanded the release of its leader.", "Release"),
    ("The minister denied that troops had shelled the town.", "Attack"),
    ("Farmers fear that the dam could collapse.", "Disaster"),
    ("The council failed to adopt the budget.", "Legislation"),
]


@pytest.mark.parametrize(("text", "kind"), NOT_EVENTS, ids=[r[0] for r in NOT_EVENTS])
def test_what_did_not_happen_is_no_event(parse: Parse, text: str, kind: str) -> None:
    assert not [s for s in facts_of(parse, text).situations if s.type == kind and s.happened]


ONCE = [
    (
        "Bus crash kills 12 in Bolivia\n\nTwelve passengers died when a bus fell into a ravine near Potosí on Tuesday. "
        "Police said the victims were miners.\n\nThe crash was the worst this year.",
        "Death",
    ),
    (
        "Mayor resigns\n\nThe mayor of Tartu resigned on Monday. Her resignation came after a vote of no confidence.",
        "Resignation",
    ),
]


@pytest.mark.parametrize(("text", "kind"), ONCE, ids=[t.splitlines()[0] for t, _ in ONCE])
def test_one_happening_told_twice_is_one_event(parse: Parse, text: str, kind: str) -> None:
    assert len([s for s in facts_of(parse, text).situations if s.type == kind]) == 1


def test_two_strikes_on_two_days_stay_two(parse: Parse) -> None:
    text = (
        "Jets bombed a market in Marib on Sunday, killing six.\n\nOn Tuesday jets bombed a school in Taiz, killing two."
    )
    assert len([s for s in facts_of(parse, text).situations if s.type == "Attack"]) == 2


def test_a_quotation_is_carried_by_an_act_of_its_speaker(parse: Parse) -> None:
    text = 'Rosa Quispe, the mayor of Potosí, said: "We have never seen such a flood in our town."'
    facts = facts_of(parse, text)
    carriers = [s for s in facts.situations if s.quotations]
    assert len(carriers) == 1
    assert roles(facts, carriers[0])["agent"] == {"Rosa Quispe"}
    assert facts.article.quote(carriers[0].quotations[0]) == "We have never seen such a flood in our town."


PAIRS = [
    ("Ana Reis met Bo Lind in Faro. The two leaders signed a treaty.", "Agreement", {"Ana Reis", "Bo Lind"}),
    ("Chad fought Niger in 1990. Both countries signed a treaty.", "Agreement", {"Chad", "Niger"}),
    ("Ana Reis met Bo Lind and Awa Diop. The two leaders signed a treaty.", "Agreement", set()),
]


@pytest.mark.parametrize(("text", "kind", "agents"), PAIRS, ids=[t for t, _, _ in PAIRS])
def test_the_two_are_the_pair_named_before(parse: Parse, text: str, kind: str, agents: set[str]) -> None:
    facts = facts_of(parse, text)
    found = roles(facts, only(facts, kind)).get("agent", set())
    assert found & {"Ana Reis", "Bo Lind", "Awa Diop", "Chad", "Niger"} == agents


def test_we_in_a_quotation_is_the_speaker(parse: Parse) -> None:
    text = '"We condemn the raid," said Ana Reis, the foreign minister of Portugal.'
    facts = facts_of(parse, text)
    assert roles(facts, only(facts, "Criticism"))["agent"] == {"Ana Reis"}


def test_a_bare_noun_that_nothing_is_told_of_is_dropped_with_the_reason(parse: Parse) -> None:
    facts = facts_of(parse, "Analysts often talk about violence.")
    assert not [s for s in facts.situations if s.type == "Attack"]
    assert any("neither who" in d.reason for d in facts.drops)


SPANS = [str(row[0]) for row in (*ROLES, *NOT_EVENTS, *ONCE)]


@pytest.mark.parametrize("text", SPANS, ids=[t.splitlines()[0] for t in SPANS])
def test_every_span_lies_in_the_text_and_every_trigger_in_its_evidence(parse: Parse, text: str) -> None:
    facts = facts_of(parse, text)
    for situation in facts.situations:
        assert situation.triggers
        for trigger in situation.triggers:
            assert any(e.covers(trigger) for e in situation.evidence)
            assert facts.article.quote(trigger).strip()
