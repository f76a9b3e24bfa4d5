"""What conflict researchers load: PLOVER lines and the ACLED-style table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from facts import ARTICLE, ENTITIES, FACTS, at, hostile
from pyoxigraph import Store

from kg.export import EXPORTERS
from kg.export.acled import HEADER, mapping
from kg.export.plover import codes
from kg.model import EVENT_TYPES, Bound, Comparison, DateBasis, Entity, Facts, Factuality, Figure, Role, Situation, Time
from kg.rdf import quads
from kg.store import from_quads
from kg.vocab import KG

LUMBALA = from_quads(quads(FACTS))
HOSTILE = from_quads(quads(hostile()))
WORD = at("killed")
MORE = Comparison("difference", "more", "the 2023 figure")


def of(*situations: Situation, entities: Iterable[Entity] = ENTITIES) -> Store:
    """The graph of an article that tells these situations."""
    return from_quads(quads(Facts(ARTICLE, tuple(entities), situations, (), (), ())))


def situation(kind: str, *, roles: tuple[Role, ...] = (), figures: tuple[Figure, ...] = (), **more: Any) -> Situation:
    name = f"event-{kind.lower()}{more.pop('number', 1):02}"
    return Situation(name, kind, (WORD,), (at("Norway deployed"),), roles, figures=figures, **more)


def dead(value: float, bound: Bound = Bound.EXACT, words: str = "about 12", **more: Any) -> Figure:
    low = value if bound in (Bound.EXACT, Bound.AT_LEAST) else None
    high = value if bound in (Bound.EXACT, Bound.AT_MOST) else None
    return Figure(
        value, bound, low, high, more.pop("unit", "docker"), more.pop("measures", "killed"), at(words), **more
    )


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def acled(*situations: Situation) -> list[dict[str, str]]:
    return rows(EXPORTERS["acled"](of(*situations), "a")["a-acled.csv"])


def plover(store: Store) -> list[dict[str, Any]]:
    return [json.loads(line) for line in EXPORTERS["plover"](store, "a")["a-plover.jsonl"].splitlines()]


class TestPlover:
    def test_what_happened_has_a_line_and_nothing_else(self) -> None:
        told = {line["class"]: line for line in plover(LUMBALA)}
        assert {c: line["event"] for c, line in told.items()} == {
            "Deployment": "MOBILIZE", "Killing": "ASSAULT", "Pledge": "AGREE",
        }  # fmt: skip
        assert "Evacuation" not in told  # denied
        assert "Funding" not in told  # pledged

    def test_actors_date_place_and_source(self) -> None:
        line = next(line for line in plover(LUMBALA) if line["class"] == "Deployment")
        assert (line["date"], line["endDate"], line["dateBasis"]) == ("2024-05-13", "2024-05-13", "article")
        assert [(a["actorText"], a["role"], a["kind"], a["wikidata"]) for a in line["source"]] == [
            ("Norway", "agent", "Country", "Q20")
        ]
        assert [(a["actorText"], a["role"]) for a in line["target"]] == [("medics", "patient")]
        (place,) = line["location"]
        assert (place["name"], place["latitude"], place["longitude"]) == ("Lumbala", -11.25, 13.5)
        assert place["within"] == ["Southern Coast"]
        assert line["text"].startswith("Norway sends medics")
        assert (line["publication"], line["published"]) == ("The Example Post", "2024-05-15")
        assert line["url"] == "https://news.example.org/2024/lumbala?id=7"

    def test_every_line_is_one_object_whatever_the_text_holds(self) -> None:
        data = EXPORTERS["plover"](HOSTILE, "a")["a-plover.jsonl"]
        (line,) = data.decode().splitlines()  # also not torn at U+2028
        assert "<script>" in json.loads(line)["text"]

    def test_the_codes_are_those_of_the_ontology(self) -> None:
        known = {iri.removeprefix(KG.iri) for iri in codes()}
        assert known < EVENT_TYPES
        assert {"Death", "Disaster"} & known == set()
        assert codes()[KG.Agreement][0] == "AGREE"


class TestAcled:
    def test_the_header_has_what_was_asked(self) -> None:
        (row, *_) = rows(EXPORTERS["acled"](LUMBALA, "a")["a-acled.csv"])
        assert tuple(row) == HEADER
        assert row["class"] == "Killing"
        assert (row["event_type"], row["sub_event_type"]) == ("Violence against civilians", "Attack")
        assert (row["location"], row["admin1"], row["latitude"]) == ("Lumbala", "Southern Coast", "-11.25")
        assert (row["source"], row["article"]) == ("The Example Post", "https://w3id.org/newskg/id/article-lumbala")

    def test_the_types_are_classes_of_ours_and_types_of_acled(self) -> None:
        types = {
            "Battles", "Protests", "Riots", "Explosions/Remote violence", "Violence against civilians",
            "Strategic developments",
        }  # fmt: skip
        told = mapping()["types"]
        assert set(told) < EVENT_TYPES
        assert {t["event_type"] for t in told.values()} <= types
        assert set(mapping()["fatal"]) < EVENT_TYPES

    @pytest.mark.parametrize(
        ("patient", "expected"),
        [("group-dockers", "Violence against civilians"), ("securityforce-army", "Battles")],
    )
    def test_violence_against_fighters_is_a_battle(self, patient: str, expected: str) -> None:
        (row,) = acled(situation("Attack", roles=(Role("patient", patient),)))
        assert row["event_type"] == expected

    def test_what_did_not_happen_is_not_counted(self) -> None:
        assert acled(situation("Attack", factuality=Factuality.PLANNED)) == []

    def test_an_agreement_without_fighters_is_not_counted(self) -> None:
        country, army = (Role("agent", "country-norway"),), (Role("agent", "securityforce-army"),)
        assert acled(situation("Agreement", roles=country)) == []
        assert len(acled(situation("Agreement", roles=army))) == 1

    def test_destruction_by_nobody_is_not_counted(self) -> None:
        assert acled(situation("Destruction")) == []
        assert len(acled(situation("Destruction", roles=(Role("agent", "securityforce-army"),)))) == 1

    def test_deaths_are_counted_once_with_the_event_that_caused_them(self) -> None:
        attack = situation("Attack", roles=(Role("place", "place-lumbala"),))
        killing = situation("Killing", figures=(dead(12),), causes=(attack.id,))
        (row,) = acled(attack, killing)
        assert (row["class"], row["fatalities"]) == ("Attack", "12")

    def test_deaths_in_one_sentence_day_and_place_are_counted_once(self) -> None:
        here, there = (Role("place", "place-lumbala"),), (Role("place", "place-oslo"),)
        attack, killing = situation("Attack", roles=here), situation("Killing", roles=here, figures=(dead(12),))
        assert [r["fatalities"] for r in acled(attack, killing)] == ["12"]
        apart = acled(attack, replace(killing, roles=there))
        assert sorted(r["fatalities"] for r in apart) == ["", "12"]

    def test_a_death_by_no_violence_has_no_row(self) -> None:
        assert acled(situation("Death", figures=(dead(12),))) == []

    @pytest.mark.parametrize(
        ("figures", "expected"),
        [
            ((), ("", "", "", "")),
            ((dead(12),), ("12", "12", "12", "Exact")),
            ((dead(12, Bound.AT_LEAST),), ("12", "12", "", "AtLeast")),
            ((dead(12, Bound.AT_MOST),), ("12", "", "12", "AtMost")),
            ((dead(12, Bound.ABOUT),), ("12", "", "", "About")),
            ((dead(40, words="more than 40"), dead(12)), ("12", "12", "40", "Exact")),
            ((dead(12), dead(3, words="three times", unit="times")), ("12", "12", "12", "Exact")),
            ((dead(40, words="more than 40"), dead(12, comparison=MORE)), ("40", "40", "40", "Exact")),
        ],
        ids=["none", "exact", "at least", "at most", "about", "two sources", "a ratio", "so many more than before"],
    )
    def test_bounds(self, figures: tuple[Figure, ...], expected: tuple[str, ...]) -> None:
        (row,) = acled(situation("Killing", figures=figures))
        told = tuple(row[f"fatalities{part}"] for part in ("", "_low", "_high", "_bound"))
        assert told == expected

    def test_a_figure_of_an_attack_counts_the_dead_only_where_it_says_so(self) -> None:
        (row,) = acled(situation("Attack", figures=(dead(40, words="more than 40", measures="wounded"), dead(12))))
        assert row["fatalities_high"] == "12"

    def test_each_named_person_is_at_least_one(self) -> None:
        (row,) = acled(situation("Killing", roles=(Role("patient", "person-ingrid-solheim"),)))
        assert (row["fatalities"], row["fatalities_low"], row["fatalities_high"]) == ("1", "1", "")
        assert row["fatalities_words"] == "Ingrid Solheim"

    @pytest.mark.parametrize(
        ("figures", "patients", "expected"),
        [
            ((dead(2, unit="soldier"), dead(16, unit="gunman")), 2, ("18", "18", "18", "Exact")),
            ((dead(2, unit="soldier"), dead(3, Bound.AT_LEAST, unit="gunman")), 2, ("5", "5", "", "AtLeast")),
            ((dead(2, unit="soldier"), dead(16, unit="gunman")), 1, ("2", "2", "16", "Exact")),
            ((dead(2, unit="soldier"), dead(18, unit="person")), 2, ("2", "2", "18", "Exact")),
            ((dead(12, unit="docker"), dead(15, unit="docker")), 2, ("12", "12", "15", "Exact")),
            ((dead(12, unit="docker"), dead(4000, unit="USD")), 2, ("12", "12", "12", "Exact")),
        ],
        ids=["two groups", "with a bound", "one patient", "a group and all", "two figures for one", "money"],
    )
    def test_groups_are_added_up(self, figures: tuple[Figure, ...], patients: int, expected: tuple[str, ...]) -> None:
        """ "Two soldiers and 16 gunmen were killed" tells of 18 dead, and neither of 2 nor of 16."""
        roles = tuple(Role("patient", entity.id) for entity in ENTITIES[:patients])
        (row,) = acled(situation("Killing", roles=roles, figures=figures))
        assert tuple(row[f"fatalities{part}"] for part in ("", "_low", "_high", "_bound")) == expected

    @pytest.mark.parametrize(
        ("end", "expected"),
        [("2024-05-13", "1"), ("2024-05-19", "2"), ("2024-05-31", "3"), ("2024-12-31", "")],
    )
    def test_time_precision(self, end: str, expected: str) -> None:
        when = Time(date(2024, 5, 13), date.fromisoformat(end), end, DateBasis.STATED, at("on Monday"))
        (row,) = acled(situation("Attack", time=when))
        assert (row["event_date"], row["event_end"], row["time_precision"]) == ("2024-05-13", end, expected)
        (undated,) = acled(situation("Attack"))
        assert (undated["event_date"], undated["year"], undated["time_precision"]) == ("", "", "")

    def test_of_two_places_neither_gives_its_coordinates(self) -> None:
        places = (Role("place", "place-lumbala"), Role("place", "place-oslo"))
        (row,) = acled(situation("Attack", roles=places))
        assert (row["location"], row["latitude"], row["country"]) == ("Lumbala; Oslo", "", "")

    def test_a_place_within_the_other_is_the_place(self) -> None:
        places = (Role("place", "country-norway"), Role("place", "place-oslo"))
        (row,) = acled(situation("Attack", roles=places))
        assert (row["location"], row["country"]) == ("Oslo", "Norway")

    def test_places_in_a_circle_come_to_an_end(self) -> None:
        circle = [replace(e, within=("place-oslo",)) if e.id == "country-norway" else e for e in ENTITIES]
        store = of(situation("Attack", roles=(Role("place", "place-oslo"),)), entities=circle)
        (row,) = rows(EXPORTERS["acled"](store, "a")["a-acled.csv"])
        assert row["event_type"] == "Violence against civilians"

    def test_no_cell_is_a_formula(self) -> None:
        (row,) = rows(EXPORTERS["acled"](HOSTILE, "a")["a-acled.csv"])
        assert row["location"].startswith("'@A")
        assert not any(value[:1] in ("=", "+", "@", "\t", "\r") for value in row.values())
