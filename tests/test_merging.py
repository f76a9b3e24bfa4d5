"""Merging the mentions of one happening, on mentions made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.model import (
    Article,
    Block,
    BlockKind,
    Bound,
    DateBasis,
    Entity,
    EventMention,
    Factuality,
    Figure,
    Polarity,
    Relation,
    Role,
    Span,
    Time,
)
from kg.resolve import situations

ARTICLE = Article(
    "flood",
    "x" * 900,
    (
        Block(BlockKind.HEADLINE, Span(0, 50)),
        Block(BlockKind.PARAGRAPH, Span(60, 400)),
        Block(BlockKind.PARAGRAPH, Span(410, 900)),
    ),
)
ENTITIES = {
    "city-gao": Entity("city-gao", "Place", "Gao", within=("country-mali",)),
    "country-mali": Entity("country-mali", "Country", "Mali"),
    "country-chad": Entity("country-chad", "Country", "Chad"),
    "government-mali": Entity("government-mali", "GovernmentBody", "Malian government"),
    "group-farmers": Entity("group-farmers", "Group", "farmers", named=False),
    "group-miners": Entity("group-miners", "Group", "miners", named=False),
}
MONDAY = Time(date(2024, 5, 13), date(2024, 5, 13), "2024-05-13", DateBasis.ARTICLE, Span(0, 6))
TUESDAY = replace(MONDAY, start=date(2024, 5, 14), end=date(2024, 5, 14), edtf="2024-05-14")


def mention(token: int, block: int = 1, **changes: object) -> EventMention:
    """A killing of farmers, told at an offset that follows from `token`."""
    base = EventMention(
        token=token,
        type="Killing",
        lemma="kill",
        pos="verb",
        trigger=Span(token * 10, token * 10 + 6),
        sentence=Span(token * 10 - 5, token * 10 + 40),
        block=block,
        roles=(Role("patient", "group-farmers"),),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def figure(value: float, bound: Bound = Bound.EXACT) -> Figure:
    lower = value if bound in (Bound.EXACT, Bound.AT_LEAST) else None
    upper = value if bound in (Bound.EXACT, Bound.AT_MOST) else None
    return Figure(value, bound, lower, upper, "person", "killed", Span(1, 2))


ONE = [
    pytest.param(
        mention(10), mention(50, block=2, lemma="slay", time=MONDAY, figures=()), id="same victims, same word kind"
    ),
    pytest.param(mention(10, time=MONDAY), mention(2, block=0), id="headline and body"),
    pytest.param(
        mention(10, roles=(Role("patient", "group-farmers"), Role("place", "city-gao"))),
        mention(50, block=2, roles=(Role("patient", "group-farmers"), Role("place", "country-mali"))),
        id="a place within the other",
    ),
    pytest.param(
        mention(10, figures=(figure(107, Bound.AT_LEAST),)),
        mention(50, block=2, figures=(figure(107, Bound.AT_LEAST),)),
        id="same figure",
    ),
    pytest.param(
        mention(10, type="Attack", roles=(Role("agent", "country-mali"), Role("place", "city-gao")), lemma="attack"),
        mention(
            50,
            block=2,
            type="Attack",
            pos="noun",
            definite=True,
            lemma="attack",
            roles=(Role("agent", "government-mali"),),
        ),
        id="a definite noun later, by the government of the country",
    ),
]


@pytest.mark.parametrize(("a", "b"), ONE)
def test_mentions_of_one_happening_are_one_situation(a: EventMention, b: EventMention) -> None:
    found = situations(
        ARTICLE, [a, b], ENTITIES, [Relation("government-mali", "partOf", "country-mali", (Span(0, 1),))]
    )
    assert len(found) == 1
    assert set(found[0].triggers) == {a.trigger, b.trigger}
    assert set(found[0].evidence) == {a.sentence, b.sentence}


TWO = [
    pytest.param(mention(10), mention(50, block=2, roles=(Role("patient", "group-miners"),)), id="other victims"),
    pytest.param(mention(10, time=MONDAY), mention(50, block=2, time=TUESDAY), id="another day"),
    pytest.param(mention(10), mention(50, block=2, type="Injury"), id="another type"),
    pytest.param(mention(10), mention(50, block=2, factuality=Factuality.POSSIBLE), id="happened, and feared"),
    pytest.param(mention(10), mention(50, block=2, polarity=Polarity.NEGATED), id="happened, and did not"),
    pytest.param(
        mention(10, figures=(figure(3),)),
        mention(50, block=2, figures=(figure(9),)),
        id="figures that exclude each other",
    ),
    pytest.param(
        mention(10, roles=(Role("patient", "group-farmers"), Role("place", "city-gao"))),
        mention(50, block=2, roles=(Role("patient", "group-farmers"), Role("place", "country-chad"))),
        id="another country",
    ),
]


@pytest.mark.parametrize(("a", "b"), TWO)
def test_mentions_of_two_happenings_stay_two(a: EventMention, b: EventMention) -> None:
    assert len(situations(ARTICLE, [a, b], ENTITIES, [])) == 2


def test_a_merged_situation_keeps_the_innermost_place_and_the_shortest_time() -> None:
    month = replace(MONDAY, start=date(2024, 5, 1), end=date(2024, 5, 31), edtf="2024-05")
    victims = Role("patient", "group-farmers")
    found = situations(
        ARTICLE,
        [
            mention(10, time=month, roles=(victims, Role("place", "country-mali"))),
            mention(50, block=2, time=MONDAY, roles=(victims, Role("place", "city-gao"))),
        ],
        ENTITIES,
        [],
    )
    assert len(found) == 1
    assert found[0].time == MONDAY
    assert [r.entity for r in found[0].roles if r.kind == "place"] == ["city-gao"]


def test_links_between_mentions_become_links_between_situations() -> None:
    attack = mention(20, type="Attack", lemma="raid", pos="noun", roles=())
    killing = mention(10, causes=(20,))
    found = {s.type: s for s in situations(ARTICLE, [killing, attack], ENTITIES, [])}
    assert found["Killing"].causes == (found["Attack"].id,)
