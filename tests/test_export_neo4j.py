"""The files for Neo4j's bulk import: the rules of `neo4j-admin database import`, as its manual gives them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from facts import ENTITIES, FACTS, hostile
from pyoxigraph import NamedNode, Store

from kg.export import EXPORTERS
from kg.rdf import quads
from kg.store import from_quads

LUMBALA = from_quads(quads(FACTS))
HOSTILE = from_quads(quads(hostile()))
TYPES: Final[dict[str, Callable[[str], object]]] = {
    "": str, "string[]": str, "long": int, "double": float, "date": date.fromisoformat,
}  # fmt: skip
SIMPLE = re.compile(r"[A-Z][A-Z0-9_]*")


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))


def files_of(store: Store) -> dict[str, list[dict[str, str]]]:
    return {
        path.rsplit("/", 1)[-1].removesuffix(".csv"): rows(data)
        for path, data in EXPORTERS["neo4j"](store, "a").items()
    }


@pytest.mark.parametrize("store", [LUMBALA, HOSTILE], ids=["lumbala", "hostile"])
def test_ids_are_unique_ends_exist_and_values_have_their_types(store: Store) -> None:
    files = files_of(store)
    relationships = files.pop("relationships")
    ids = [row["iri:ID"] for found in files.values() for row in found]
    assert len(ids) == len(set(ids))
    for row in relationships:
        assert {row[":START_ID"], row[":END_ID"]} <= set(ids)
        assert SIMPLE.fullmatch(row[":TYPE"])
    for found in files.values():
        for row in found:
            assert row[":LABEL"]
            for column, value in row.items():
                kind = column.partition(":")[2]
                if value and kind not in ("ID", "LABEL"):
                    TYPES[kind](value)
                assert "\n" not in value, "the import reads one line a row unless told otherwise"


def test_counting_a_label_counts_what_happened() -> None:
    labels = {r["iri:ID"].rsplit("/", 1)[-1]: r[":LABEL"] for r in files_of(LUMBALA)["nodes-situations"]}
    assert labels["event-killing01"] == "Event;Killing;Situation"
    assert labels["prospect-funding01"] == "Prospect;Situation"


def test_every_triple_between_two_nodes_is_a_relationship() -> None:
    files = files_of(LUMBALA)
    relationships = files.pop("relationships")
    known = {row["iri:ID"] for found in files.values() for row in found}
    wanted = sum(
        isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode)
        and {q.subject.value, q.object.value} <= known
        for q in LUMBALA
    )  # fmt: skip
    assert len(relationships) == wanted
    types = Counter(row[":TYPE"] for row in relationships)
    assert types["AGENT"] == 5
    assert types["ATTRIBUTED_TO"] == 2
    tie = next(row for row in relationships if row[":TYPE"] == "OPPOSES")
    assert tie["sentence"].startswith("The Dockers' Front said")


def test_a_name_with_the_array_delimiter_stays_one_name() -> None:
    twice = [replace(e, aliases=("a;b", "c")) if e.id == "place-oslo" else e for e in ENTITIES]
    files = files_of(from_quads(quads(replace(FACTS, entities=tuple(twice)))))
    oslo = next(r for r in files["nodes-actors-places"] if r["name"] == "Oslo")
    assert oslo["also:string[]"].split(";") == ["a,b", "c"]


def test_no_cell_is_a_formula() -> None:
    for found in files_of(HOSTILE).values():
        for row in found:
            assert not any(value[:1] in ("=", "+", "@", "\t", "\r") for value in row.values())
