"""What a situation takes from its neighbours, and which situations are kept, on situations made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.model import (
    Article,
    Block,
    BlockKind,
    Bound,
    DateBasis,
    Entity,
    Factuality,
    Figure,
    Role,
    Situation,
    Span,
    Time,
)
from kg.resolve import keep, set_scenes

ARTICLE = Article(
    "raid",
    "x" * 2000,
    tuple(Block(BlockKind.PARAGRAPH, Span(i * 100, i * 100 + 90)) for i in range(12)),
)
ENTITIES = {
    "place-gao": Entity("place-gao", "Place", "Gao", mentions=(Span(0, 3),), within=("country-mali",)),
    "country-mali": Entity("country-mali", "Country", "Mali", mentions=(Span(4, 8),)),
    "armed-group-bandits": Entity("armed-group-bandits", "ArmedGroup", "bandits", named=False),
    "group-farmers": Entity("group-farmers", "Group", "farmers", named=False),
    "person-a": Entity("person-a", "Person", "Awa Diop"),
    "person-b": Entity("person-b", "Person", "Bo Lind"),
}
MONDAY = Time(date(2024, 5, 13), date(2024, 5, 13), "2024-05-13", DateBasis.ARTICLE, Span(0, 6))


def situation(kind: str, at: int, *roles: tuple[str, str], **changes: object) -> Situation:
    """A situation whose one trigger stands at character `at`."""
    made = Situation(
        f"event-{kind.lower()}-{at}",
        kind,
        (Span(at, at + 4),),
        (Span(at - at % 50, at - at % 50 + 45),),
        tuple(Role(*r) for r in roles),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def scene(*told: Situation) -> dict[str, Situation]:
    return {s.id: s for s in set_scenes(ARTICLE, told, ENTITIES)}


RAID = situation("Attack", 10, ("agent", "armed-group-bandits"), ("place", "place-gao"), time=MONDAY)


def test_a_harm_takes_agent_place_and_time_from_its_cause() -> None:
    killing = situation("Killing", 60, ("patient", "group-farmers"), causes=(RAID.id,))
    found = scene(RAID, killing)[killing.id]
    assert set(found.roles) == {
        Role("agent", "armed-group-bandits"),
        Role("patient", "group-farmers"),
        Role("place", "place-gao"),
    }
    assert found.place_basis == "context"
    assert found.time is not None
    assert (found.time.start, found.time.basis) == (date(2024, 5, 13), DateBasis.NARRATIVE)


def test_a_cause_takes_the_victims_of_what_it_did() -> None:
    killing = situation("Killing", 60, ("patient", "group-farmers"), causes=(RAID.id,))
    assert Role("patient", "group-farmers") in scene(RAID, killing)[RAID.id].roles


def test_who_dies_in_an_attack_is_killed_and_who_is_killed_by_a_flood_has_died() -> None:
    flood = situation("Disaster", 10)
    assert scene(RAID, d := situation("Death", 60, causes=(RAID.id,)))[d.id].type == "Killing"
    assert scene(flood, k := situation("Killing", 60, causes=(flood.id,)))[k.id].type == "Death"


def test_far_off_what_is_done_at_one_spot_is_placed_there_and_the_rest_in_the_country() -> None:
    found = scene(RAID, p := situation("Protest", 1010), d := situation("Deployment", 1110))
    assert found[p.id].roles == (Role("place", "place-gao"),)
    assert found[d.id].roles == (Role("destination", "country-mali"),)


def test_far_off_at_another_time_it_is_placed_in_the_country_only() -> None:
    earlier = Time(date(2021, 1, 1), date(2021, 12, 31), "2021", DateBasis.STATED, Span(0, 4))
    assert scene(RAID, p := situation("Protest", 1010, time=earlier))[p.id].roles == (Role("place", "country-mali"),)


def test_what_is_only_called_for_and_the_death_of_one_named_take_no_place_from_far_off() -> None:
    release = situation("Release", 1010, factuality=Factuality.REQUESTED)
    death = situation("Death", 1110, ("patient", "person-a"))
    found = scene(RAID, release, death)
    assert found[release.id].roles == ()
    assert found[death.id].roles == (Role("patient", "person-a"),)


def test_only_an_attack_lends_its_agent_to_a_harm_and_takes_its_victims() -> None:
    march = situation("Protest", 10, ("agent", "armed-group-bandits"))
    injury = situation("Injury", 60, ("patient", "group-farmers"), causes=(march.id,))
    found = scene(march, injury)
    assert found[injury.id].roles == (Role("patient", "group-farmers"),)
    assert found[march.id].roles == (Role("agent", "armed-group-bandits"),)


def test_support_is_for_who_does_what_is_supported() -> None:
    accord = situation("Agreement", 60, ("agent", "person-b"))
    welcome = situation("Support", 10, ("agent", "person-a"), content=(accord.id,))
    assert Role("recipient", "person-b") in scene(welcome, accord)[welcome.id].roles


def test_what_did_not_happen_takes_no_time() -> None:
    feared = situation("Attack", 60, factuality=Factuality.POSSIBLE)
    assert scene(RAID, feared)[feared.id].time is None


def test_what_two_who_met_said_they_said_at_the_meeting() -> None:
    meeting = situation("Meeting", 10, ("agent", "person-a"), ("recipient", "person-b"), time=MONDAY)
    thanks = situation("Support", 310, ("agent", "person-a"), ("recipient", "person-b"))
    other = situation("Support", 410, ("agent", "person-a"))
    found = scene(meeting, thanks, other)
    assert (told := found[thanks.id].time) is not None
    assert told.start == date(2024, 5, 13)
    assert found[other.id].time is None


def test_a_bare_noun_is_kept_when_something_is_told_of_it() -> None:
    figure = Figure(3, Bound.EXACT, 3, 3, "person", "killed", Span(0, 1))
    kept, drops = keep(
        [
            situation("Aid", 10, bare=True),
            situation("Aid", 110, ("recipient", "group-farmers"), bare=True),
            situation("Attack", 210, bare=True, figures=(figure,)),
            situation("Attack", 310, bare=True, time=MONDAY),
            situation("Aid", 410, bare=True, factuality=Factuality.REQUESTED),
            situation("Aid", 510),
        ]
    )
    assert [s.triggers[0].start for s in kept] == [110, 210, 310, 410, 510]
    assert [(d.what, d.span.start) for d in drops] == [("Aid", 10)]


def test_what_is_only_named_in_passing_is_dropped_and_nothing_points_to_it() -> None:
    passing = situation("Pledge", 10, ("agent", "person-a"), passing=True)
    kept, _ = keep([passing, situation("Deployment", 60, content=(passing.id,))])
    assert [(s.type, s.content) for s in kept] == [("Deployment", ())]
