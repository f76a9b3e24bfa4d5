"""Whether a gold file says what it may say: offsets within the text, ids that exist, names that the text has."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from sheets import BOUNDS, MODALITIES, POLARITIES

from kg.model import ACTOR_ROLES, ACTOR_TYPES, EVENT_TYPES, PLACE_ROLES, RELATIONS

DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
MARKS: Final = "\"'“”‘’"  # a quotation runs from mark to mark
STATUSES: Final = ("current", "former")


def faults(stem: str, text: str, gold: dict[str, Any], mentions: dict[str, list[list[int]]]) -> Iterator[str]:
    """What is wrong with the gold of the article `stem`, one line each; nothing when it is valid."""
    if gold["id"] != stem:
        yield f"id {gold['id']}"
    if gold["sha256"] != hashlib.sha256(text.encode("utf-8")).hexdigest():
        yield "the text is not the one that was annotated"
    yield from _day(gold["published"])
    entities = [*gold["actors"], *gold["places"]]
    for told, times in Counter(x["id"] for x in [*entities, *gold["events"]]).items():
        if times > 1:
            yield f"{told} is the id of {times} things"
    actors, places = ({x["id"] for x in gold[kind]} for kind in ("actors", "places"))
    for entity in entities:
        yield from (f"{entity['id']}: {line}" for line in _entity(entity, text, actors, places))
    for actor in gold["actors"]:
        yield from (f"{actor['id']}: {line}" for line in _unknown("type", [actor["type"]], ACTOR_TYPES))
    for subject, kind, other in gold["relations"]:
        if kind not in RELATIONS or not {subject, other} <= actors | places:
            yield f"relation {subject} {kind} {other}"
    for event in gold["events"]:
        lines = [*_event(event, text, actors, places), *_mentions(event, text, mentions.get(event["id"], []))]
        yield from (f"{event['id']}: {line}" for line in lines)
    yield from _unknown("event with mentions", mentions, {event["id"] for event in gold["events"]})
    for quote in gold["quotes"]:
        yield from _quote(quote, text, actors)


def _day(written: str) -> Iterator[str]:
    if not DAY.fullmatch(written):
        yield f"{written} is no day"
        return
    try:
        date.fromisoformat(written)
    except ValueError:
        yield f"{written} is not in the calendar"


def _unknown(what: str, given: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    yield from (f"unknown {what} {one}" for one in given if one not in known)


def _entity(told: dict[str, Any], text: str, actors: set[str], places: set[str]) -> Iterator[str]:
    if not told["name"].strip():
        yield "no name"
    for alias in told["aliases"]:
        if not re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", text) or not alias.strip():
            yield f"alias {alias!r} is not in the text"
    for position in told.get("positions", []):
        yield from _unknown("status", [position["status"]], STATUSES)
        yield from _unknown("body", [position["of"]], {"", *actors, *places})
        if not position["title"].strip():
            yield "a position without a title"
    yield from _unknown("place around", told.get("within", []), places - {told["id"]})


def _event(told: dict[str, Any], text: str, actors: set[str], places: set[str]) -> Iterator[str]:
    yield from _unknown("type", [told["type"]], EVENT_TYPES)
    yield from _unknown("modality", [told["modality"]], MODALITIES)
    yield from _unknown("polarity", [told["polarity"]], POLARITIES)
    yield from _unknown("source", told["attributed_to"], actors)
    yield from _unknown("role", told["roles"], ACTOR_ROLES)
    for kind in ACTOR_ROLES:
        yield from _unknown(kind, told["roles"][kind], actors | places)
        if len(set(told["roles"][kind])) < len(told["roles"][kind]):
            yield f"the same {kind} twice"
    for kind in PLACE_ROLES:
        yield from _unknown(kind, told[kind], actors | places)
    yield from _words("evidence", told["evidence"], text)
    (start, end), (first, last) = told["trigger"], told["evidence"]
    if not first <= start < end <= last:
        yield "the trigger is outside of the evidence"
    if time := told.get("time"):
        yield from _day(time["start"])
        yield from _day(time["end"])
        if time["start"] > time["end"]:
            yield "the time ends before it starts"
    for figure in told["figures"]:
        yield from _unknown("bound", [figure["bound"]], BOUNDS)
        if not isinstance(figure["value"], (int, float)) or not figure["unit"]:
            yield f"figure {figure['value']!r} {figure['unit']!r}"


def _mentions(told: dict[str, Any], text: str, mentions: list[list[int]]) -> Iterator[str]:
    if mentions and told["trigger"] not in mentions:
        yield "the trigger is not among the mentions"
    for offsets in [told["trigger"], *mentions]:
        yield from _words("mention", offsets, text)


def _words(what: str, offsets: list[int], text: str) -> Iterator[str]:
    """Offsets must hold whole words, without blanks around them."""
    start, end = offsets
    held = text[start:end] if 0 <= start < end <= len(text) else ""
    around = text[start - 1 : start] + " " + text[end : end + 1] if held else ""
    if not held or held != held.strip():
        yield f"{what} {offsets} holds {held!r}"
    elif (held[0].isalnum() and around[0].isalnum()) or (held[-1].isalnum() and around[-1].isalnum()):
        yield f"{what} {offsets} cuts a word: {held!r}"


def _quote(told: dict[str, Any], text: str, actors: set[str]) -> Iterator[str]:
    yield from _unknown("speaker", [told["speaker"]], actors)
    start, end = told["start"], told["end"]
    if not 0 < start < end < len(text):
        yield f"quotation [{start}, {end}] is not in the text"
    elif text[start - 1] not in MARKS or text[end] not in MARKS:
        yield f"quotation {text[start:end]!r} is not between marks"
