"""The event lexicon as data: its schema, its order, its proofs and its reach over the event types."""

from __future__ import annotations

import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any, Final

import pytest

from kg.lexicon.frames import Entry, event_lexicon
from kg.model import EVENT_FAMILIES, EVENT_TYPES

FOLDER: Final = files("kg.lexicon").joinpath("data/events")
FAMILIES: Final = tuple(EVENT_FAMILIES)
ENTRIES_PER_TYPE: Final = 8
LOAD_SECONDS: Final = 2.0  # generous: a loaded machine must not fail it, a quadratic check must


def read(family: str) -> dict[str, Any]:
    return tomllib.loads(FOLDER.joinpath(f"{family}.toml").read_text("utf-8"))


def raw_entries(family: str) -> list[dict[str, Any]]:
    return list(read(family)["entries"])


def loaded() -> Iterator[Entry]:
    for entries in event_lexicon().entries.values():
        yield from entries


def test_one_file_per_family() -> None:
    assert {p.name for p in FOLDER.iterdir() if p.name.endswith(".toml")} == {f"{f}.toml" for f in FAMILIES}


@pytest.mark.parametrize("family", FAMILIES)
def test_entries_are_sorted(family: str) -> None:
    keys = [(e["lemma"], e["pos"]) for e in raw_entries(family)]
    assert keys == sorted(keys)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_entry_is_proven(family: str) -> None:
    for entry in raw_entries(family):
        name = f"{entry['lemma']} ({entry['pos']}, {entry['frame']})"
        assert entry["fires"], f"{name}: no sentence that fires"
        if entry.get("when") or entry.get("unless"):
            assert entry.get("silent"), f"{name}: conditions but no sentence that stays silent"


@pytest.mark.parametrize("family", FAMILIES)
def test_examples_are_sentences(family: str) -> None:
    for entry in raw_entries(family):
        for sentence in (*entry["fires"], *entry.get("silent", ())):
            assert sentence[0].isupper(), sentence
            assert sentence[-1] in ".?!", sentence
            assert 2 <= len(sentence.split()) <= 16, sentence


@pytest.mark.parametrize("family", FAMILIES)
def test_no_example_both_fires_and_stays_silent(family: str) -> None:
    for entry in raw_entries(family):
        assert not set(entry["fires"]) & set(entry.get("silent", ())), entry["lemma"]


@pytest.mark.parametrize("family", FAMILIES)
def test_frames_are_of_the_family_and_used(family: str) -> None:
    data = read(family)
    used = {e["frame"] for e in data["entries"]}
    assert set(data["frames"]) == used
    assert {f["type"] for f in data["frames"].values()} == set(EVENT_FAMILIES[family])


@pytest.mark.parametrize("family", FAMILIES)
def test_entries_fill_roles(family: str) -> None:
    """The frame of an entry says what the slots of its part of speech mean."""
    data = read(family)
    lacking = [(e["lemma"], e["pos"]) for e in data["entries"] if e["pos"] not in data["frames"][e["frame"]]]
    assert lacking == []


def test_no_sense_stands_twice() -> None:
    senses = Counter((e.lemma, e.pos, e.particle, e.frame.type, e.when, e.unless) for e in loaded())
    assert [sense for sense, count in senses.items() if count > 1] == []


def test_at_most_one_sense_without_conditions() -> None:
    """Of two senses that always fire the second is dead."""
    open_senses = Counter((e.lemma, e.pos, e.particle) for e in loaded() if not e.when and not e.unless)
    assert [sense for sense, count in open_senses.items() if count > 1] == []


@pytest.mark.parametrize("event_type", sorted(EVENT_TYPES))
def test_every_type_has_words(event_type: str) -> None:
    assert sum(1 for e in loaded() if e.frame.type == event_type) >= ENTRIES_PER_TYPE


def test_loads_quickly(record_property: Callable[[str, object], None]) -> None:
    event_lexicon.cache_clear()
    start = time.perf_counter()
    event_lexicon()
    seconds = time.perf_counter() - start
    record_property("event_lexicon_load_seconds", round(seconds, 3))
    assert seconds < LOAD_SECONDS
