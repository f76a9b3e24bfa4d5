"""Event-evoking words and their frames, as data under `lexicon/data/events/*.toml`.

A *frame* names an event type and says, for each part of speech, which slots of the trigger fill which role. An
*entry* is one word in one sense: lemma, part of speech, frame, the conditions under which it fires, and sentences
that prove it.

    [frames.kill]
    type = "Killing"
    verb = { agent = ["subject"], patient = ["object"] }
    noun = { agent = ["by", "poss", "compound"], patient = ["of", "poss"] }

    [[entries]]
    lemma = "fire"                 # the head word; "particle" completes a phrasal verb
    pos = "verb"                   # "verb", "noun" or "adjective"
    frame = "attack"
    when = [                       # fires only if one of these holds (no `when`: always)
      { slot = "prep:at" },
      { slot = "object", lemmas = ["missile", "rocket", "shell"] },
    ]
    unless = [{ slot = "object", is = ["person"] }]    # never fires if one of these holds
    fires = ["The army fired shells at the village."]
    silent = ["The company fired its director."]

Lists of words that many entries ask for stand once, under `[sets]` in their file; "@measures" in `lemmas` takes in
the set of that name.

`generic = true` marks a noun for a state of affairs ("violence", "war"): it names a happening only where the text
dates or counts it.

`negative = true` marks a word that says its event did not come about: who was "acquitted" was not convicted.

Slots are those of `kg.extract.events.predicates`: "subject", "object", "indirect", "clause", "prep:X" for any
preposition X, "of", "by", "poss", "compound", "modifier" (adjectives and noun modifiers), "particle", "governor" (the
word that the trigger depends on), "case" (the preposition before a noun). Roles list slots in order of preference: the
first that holds a filler wins.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from kg.errors import LexiconError
from kg.model import ACTOR_ROLES, EVENT_TYPES, PLACE_ROLES

POS: Final = ("verb", "noun", "adjective")
# What a slot's filler can be asked to be; `kg.extract.events.triggers` decides it from the cast and the figures. An
# "undertaking" is a clause that says what its speaker will do ("that it would send doctors").
FILLER_TESTS: Final = frozenset(
    {"actor", "person", "group", "organization", "country", "place", "money", "number", "undertaking"}
)
ROLES: Final = frozenset((*ACTOR_ROLES, *PLACE_ROLES, "content"))
SLOTS: Final = frozenset(
    {
        "subject",
        "object",
        "indirect",
        "clause",
        "of",
        "by",
        "poss",
        "compound",
        "modifier",
        "particle",
        "governor",
        "case",
    }
)

RoleSlots = Mapping[str, tuple[str, ...]]
WordSets = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Condition:
    """A test on one slot: present (or `missing`), with one of `lemmas`, or of one of the kinds in `kinds`."""

    slot: str
    lemmas: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """An event type with its role slots per part of speech."""

    name: str
    type: str
    roles: Mapping[str, RoleSlots]


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense of one trigger word."""

    lemma: str
    pos: str
    frame: Frame
    particle: str = ""
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    fires: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    generic: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class EventLexicon:
    """All entries, by (lemma, part of speech); those with a particle or conditions come first."""

    entries: Mapping[tuple[str, str], tuple[Entry, ...]]

    def senses(self, lemma: str, pos: str) -> tuple[Entry, ...]:
        """The entries for a lemma, in the order in which they are to be tried."""
        return self.entries.get((lemma, pos), ())


@functools.cache
def event_lexicon() -> EventLexicon:
    """The packaged lexicon; raises LexiconError with file and entry when data breaks the schema."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for path in sorted(files("kg.lexicon").joinpath("data/events").iterdir(), key=lambda p: p.name):
        if not path.name.endswith(".toml"):
            continue
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise LexiconError(path.name, f"is not TOML: {error}") from error
        frames = {name: _frame(path.name, name, raw) for name, raw in data.get("frames", {}).items()}
        sets = data.get("sets", {})
        for raw in data.get("entries", []):
            entry = _entry(path.name, raw, frames, sets)
            found.setdefault((entry.lemma, entry.pos), []).append(entry)
    specific_first = {
        key: tuple(sorted(entries, key=lambda e: (not e.particle, not e.when, not e.unless)))
        for key, entries in found.items()
    }
    return EventLexicon(specific_first)


def _frame(file: str, name: str, raw: Mapping[str, Any]) -> Frame:
    where = f"{file}: frames.{name}"
    if raw.get("type") not in EVENT_TYPES:
        raise LexiconError(where, f"unknown event type {raw.get('type')!r}")
    if unknown := set(raw) - {"type", *POS}:
        raise LexiconError(where, f"unknown keys {sorted(unknown)}")
    roles: dict[str, RoleSlots] = {}
    for pos in POS:
        roles[pos] = {role: tuple(slots) for role, slots in raw.get(pos, {}).items()}
        for role, slots in roles[pos].items():
            if role not in ROLES:
                raise LexiconError(where, f"unknown role {role!r}")
            for slot in slots:
                _check_slot(where, slot)
    return Frame(name, raw["type"], roles)


def _entry(file: str, raw: Mapping[str, Any], frames: Mapping[str, Frame], sets: WordSets) -> Entry:
    where = f"{file}: {raw.get('lemma', '?')} ({raw.get('pos', '?')})"
    if unknown := set(raw) - {
        "lemma",
        "pos",
        "frame",
        "particle",
        "when",
        "unless",
        "fires",
        "silent",
        "generic",
        "negative",
    }:
        raise LexiconError(where, f"unknown keys {sorted(unknown)}")
    if raw.get("pos") not in POS:
        raise LexiconError(where, f"pos is none of {', '.join(POS)}")
    if raw.get("frame") not in frames:
        raise LexiconError(where, f"unknown frame {raw.get('frame')!r}")
    return Entry(
        lemma=raw["lemma"],
        pos=raw["pos"],
        frame=frames[raw["frame"]],
        particle=raw.get("particle", ""),
        when=tuple(_condition(where, c, sets) for c in raw.get("when", ())),
        unless=tuple(_condition(where, c, sets) for c in raw.get("unless", ())),
        fires=tuple(raw.get("fires", ())),
        silent=tuple(raw.get("silent", ())),
        generic=bool(raw.get("generic", False)),
        negative=bool(raw.get("negative", False)),
    )


def _condition(where: str, raw: Mapping[str, Any], sets: WordSets) -> Condition:
    if unknown := set(raw) - {"slot", "lemmas", "is", "missing"}:
        raise LexiconError(where, f"unknown condition keys {sorted(unknown)}")
    _check_slot(where, raw.get("slot", ""))
    kinds = frozenset(raw.get("is", ()))
    if wrong := kinds - FILLER_TESTS:
        raise LexiconError(where, f"unknown filler tests {sorted(wrong)}")
    lemmas: set[str] = set()
    for word in raw.get("lemmas", ()):
        if not word.startswith("@"):
            lemmas.add(word)
        elif word[1:] in sets:
            lemmas.update(sets[word[1:]])
        else:
            raise LexiconError(where, f"unknown set {word!r}")
    return Condition(raw["slot"], frozenset(lemmas), kinds, bool(raw.get("missing", False)))


def _check_slot(where: str, slot: str) -> None:
    if slot not in SLOTS and not slot.startswith("prep:"):
        raise LexiconError(where, f"unknown slot {slot!r}")
