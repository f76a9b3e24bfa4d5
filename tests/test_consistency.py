"""Passages that do not agree with themselves are found, each with its words; those that do are let be."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.consistency import check_anchors
from kg.store import Nodes, load
from kg.vocab import DATA_BASE, KG, NIF

Passage = tuple[str, int | str, int, str]  # its name's end, begin, end, words
NAME = "article-x#char="

CASES: list[tuple[str, list[Passage], list[str]]] = [
    ("one", [("0,5", 0, 5, "Rebel")], []),
    ("one within another", [("0,12", 0, 12, "Rebels moved"), ("7,12", 7, 12, "moved")], []),
    ("characters beyond 16 bits count as one", [("0,3", 0, 3, "a\U0001f642b")], []),
    ("too few words for its offsets", [("0,6", 0, 6, "Rebel")], ["length"]),
    ("an end before its begin", [("6,0", 6, 0, "Rebels")], ["length"]),
    ("a name of other offsets", [("0,6", 1, 7, "Rebels")], ["name"]),
    ("offsets that are no numbers", [("0,6", '"x"', 6, "Rebels")], ["offsets"]),
    ("two that differ where they overlap", [("0,12", 0, 12, "Rebels moved"), ("7,12", 7, 12, "mowed")], ["overlap"]),
]


@pytest.mark.parametrize(("passages", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_check_anchors(passages: list[Passage], expected: list[str], tmp_path: Path) -> None:
    lines = [
        f"<{DATA_BASE}{NAME}{name}> a <{KG.Passage}> ; <{NIF.beginIndex}> {begin} ; <{NIF.endIndex}> {end} ; "
        f'<{NIF.anchorOf}> "{words}" ; <{NIF.referenceContext}> <{DATA_BASE}article-x> .'
        for name, begin, end, words in passages
    ]
    path = tmp_path / "x.ttl"
    path.write_text("\n".join(lines), encoding="utf-8")
    wrong = check_anchors(Nodes(load(path)))
    assert [violation.shape for violation in wrong] == expected
    assert all(violation.value in {words for *_, words in passages} for violation in wrong)
