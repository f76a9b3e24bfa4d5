"""Which acts of speech are kept, of which type, and what becomes of the statements that say nothing of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from kg.extract.events.selection import SPOKEN
from kg.model import Article, Facts, Situation
from kg.pipeline import extract

Parse = Callable[[str], tuple[Article, Doc]]


def facts_of(parse: Parse, text: str) -> Facts:
    article, doc = parse(text)
    return extract(article, doc)


def called(facts: Facts, situation: Situation) -> str:
    quoted = " with quotation" if situation.quotations else ""
    return f"{situation.type} {facts.article.quote(situation.triggers[0])}{quoted}"


SPEECH: list[tuple[str, list[str]]] = [
    # put into or after its clause, whatever the parser hangs where
    ("Divers pulled nine people from the lake alive, Petrov said, three of whom were badly hurt.", []),
    ("Government troops, the herders said, shot dead at least six people.", []),
    ("Firefighters, officials say, evacuated two villages.", []),
    # the occasion of another act of speech
    ("In her first speech, Ms Adeyemi pledged to build a bridge.", ["Pledge pledged"]),
    ("The bishop condemned the raid in a speech in Lima.", ["Criticism condemned"]),
    ("The envoy gave a speech in Lima.", ["Statement speech"]),
    # what the speaker calls what the act is about
    ('The mayor rejected what he called "a foreign plan".', ["Refusal rejected with quotation"]),
    ('The union denounced what it called "a gift to the banks".', ["Criticism denounced with quotation"]),
    # who quotes does not speak
    (
        '"Nobody is above the rules," the secretary, Jon Aho, was quoted as saying.',
        ["Statement saying with quotation"],
    ),
    # standing by it that something did not happen
    ("The governor insists that the bridge has not collapsed.", ["Denial insists"]),
    ("The colonel maintained that his men had not shelled the market.", ["Denial maintained"]),
    ("The colonel maintained that his men had shelled the market.", []),
    # dated reporting stays
    ("Six soldiers were killed in the fighting, the army said on Sunday.", ["Statement said"]),
]


@pytest.mark.parametrize(("text", "expected"), SPEECH, ids=[row[0] for row in SPEECH])
def test_speech(parse: Parse, text: str, expected: list[str]) -> None:
    facts = facts_of(parse, text)
    assert [called(facts, s) for s in facts.situations if s.type in SPOKEN] == expected


COUNTS: list[tuple[str, str, set[float], set[str]]] = [
    (
        "Farmers marched in Riga. Organisers put the crowd at 40,000; the ministry spoke of no more than 9,000.",
        "Protest",
        {40_000, 9_000},
        {"Organisers", "ministry"},
    ),
    ("Teachers demonstrated in Oslo. Police put the turnout at 300.", "Protest", {300}, {"Police"}),
    ("Drivers began a strike in Porto. The union put the number at 5,000.", "Strike", {5_000}, {"union"}),
    ("Farmers marched in Riga. Officials put the losses at 20,000 euros.", "Protest", set(), set()),
]


@pytest.mark.parametrize(("text", "kind", "figures", "sources"), COUNTS, ids=[row[0] for row in COUNTS])
def test_rival_counts(parse: Parse, text: str, kind: str, figures: set[float], sources: set[str]) -> None:
    facts = facts_of(parse, text)
    names = {e.id: e.name for e in facts.entities}
    event = next(s for s in facts.situations if s.type == kind)
    assert {f.value for f in event.figures} == figures
    assert {names[s] for s in event.sources} == sources
    assert any(s.type == "Statement" for s in facts.situations) is (not figures)


OWN = [
    '"We condemn the raid," the bishop said.',
    '"We urge both sides to stop," the envoy Ana Ruiz said.',
    "The mayor said he had asked for a delay.",
]


@pytest.mark.parametrize("text", OWN)
def test_no_source_of_an_own_act(parse: Parse, text: str) -> None:
    acts = [s for s in facts_of(parse, text).situations if s.type in SPOKEN and s.factuality == "Actual"]
    assert acts
    assert not [s for s in acts if {r.entity for r in s.roles if r.kind == "agent"} & set(s.sources)]
