"""Extraction is as good as it was: no score of a phenomenon, on either half of the quality corpus, below its floor.

The floors are in `quality.json`, with the digest of the articles they were measured on; `pytest --renew` measures them
again and warns of each one that it lowers. The gold files are checked as well.
"""

from __future__ import annotations

import copy
import json
import math
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

sys.path.insert(0, str(Path(__file__).parent / "quality"))  # its modules import each other as a command's do

from check import faults
from corpus import HALVES, HELD_OUT, Corpus
from measure import PHENOMENA, Comparison, Scores, added, mean
from score import comparisons

FLOORS = Path(__file__).parent / "quality.json"
SLACK = 0.01  # below the figure: a parser on another machine may round otherwise
Figures = dict[str, dict[str, float]]  # phenomenon → "precision", "recall", "f1"
OURS = Corpus()
ARTICLES = OURS.articles()


def floor(value: float) -> float:
    """The floor that a figure sets."""
    return max(0.0, round(math.floor(round(value * 100, 6)) / 100 - SLACK, 2))


def figures(scores: Scores) -> Figures:
    """Precision, recall and F1 of each phenomenon, and the mean F1 of the eight."""
    told = {
        name: {"precision": score.precision, "recall": score.recall, "f1": score.f1} for name, score in scores.items()
    }
    return {**told, "mean": {"f1": mean(scores)}}


def floors(scores: Scores) -> Figures:
    """The floors of one half."""
    return {name: {kind: floor(value) for kind, value in told.items()} for name, told in figures(scores).items()}


# The floors


@pytest.fixture(scope="module")
def measured(nlp: Language) -> dict[str, Scores]:
    """The scores of each half, measured once."""
    found = dict(zip(ARTICLES, (c.scores() for c in comparisons(OURS, ARTICLES, nlp)), strict=True))
    return {half: added(found[stem] for stem in OURS.articles(half)) for half in HALVES}


@pytest.fixture(scope="module")
def pinned(measured: dict[str, Scores], request: pytest.FixtureRequest) -> dict[str, Any]:
    """What `quality.json` says, written anew with `--renew`."""
    told: dict[str, Any] = json.loads(FLOORS.read_bytes()) if FLOORS.exists() else {}
    if request.config.getoption("--renew"):
        new = {half: {"digest": OURS.digest(OURS.articles(half)), "floors": floors(measured[half])} for half in HALVES}
        for line in fallen(told, new):
            warnings.warn(line, stacklevel=1)
        FLOORS.write_text(json.dumps(new, indent=1) + "\n", "utf-8")
        return new
    return told


def fallen(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """What a renewal lowers, and what it measures on another set."""
    lines = []
    for half in old.keys() & new.keys() and HALVES:
        before, after = old[half], new[half]
        if before["digest"] != after["digest"]:
            lines.append(f"{half}: other articles or another gold than before")
        lines += [
            f"{half}: floor of {name} ({kind}) lowered from {was:.2f} to {now:.2f}"
            for name, told in before["floors"].items()
            for kind, was in told.items()
            if (now := after["floors"].get(name, {}).get(kind, 0.0)) < was
        ]
    return lines


@pytest.mark.parametrize("half", HALVES)
def test_the_floors_are_of_these_articles(half: str, pinned: dict[str, Any]) -> None:
    assert pinned[half]["digest"] == OURS.digest(OURS.articles(half)), "other texts or gold: pytest --renew"


@pytest.mark.parametrize("half", HALVES)
def test_every_phenomenon_has_a_floor(half: str, pinned: dict[str, Any]) -> None:
    assert list(pinned[half]["floors"]) == [*PHENOMENA, "mean"]
    assert all(list(pinned[half]["floors"][name]) == ["precision", "recall", "f1"] for name in PHENOMENA)


@pytest.mark.parametrize("name", [*PHENOMENA, "mean"])
@pytest.mark.parametrize("half", HALVES)
def test_no_figure_is_below_its_floor(
    half: str, name: str, pinned: dict[str, Any], measured: dict[str, Scores]
) -> None:
    found = figures(measured[half])[name]
    fallen_below = {kind: (found[kind], was) for kind, was in pinned[half]["floors"][name].items() if found[kind] < was}
    assert fallen_below == {}


@pytest.mark.parametrize(
    ("value", "expected"), [(0.829, 0.81), (0.82, 0.81), (0.29, 0.28), (1.0, 0.99), (0.005, 0.0), (0.0, 0.0)]
)
def test_a_floor_is_rounded_down(value: float, expected: float) -> None:
    assert floor(value) == expected


def test_a_renewal_tells_what_falls() -> None:
    kept = {"time": {"precision": 0.6, "recall": 0.4, "f1": 0.5}, "place": {"f1": 0.6}}
    old: dict[str, Any] = {half: {"digest": "a", "floors": kept} for half in HALVES}
    new = copy.deepcopy(old)
    assert fallen(old, new) == []
    fell = {"time": {"precision": 0.7, "recall": 0.3, "f1": 0.5}, "place": {"f1": 0.7}}
    new[HELD_OUT] = {"digest": "b", "floors": fell}
    assert fallen(old, new) == [
        "held-out: other articles or another gold than before",
        "held-out: floor of time (recall) lowered from 0.40 to 0.30",
    ]
    assert fallen({}, new) == []


# The gold


@pytest.mark.parametrize("stem", ARTICLES)
def test_the_gold_is_valid(stem: str) -> None:
    assert list(faults(stem, OURS.text(stem), OURS.told(stem), OURS.mentions(stem))) == []


@pytest.mark.parametrize("stem", ARTICLES)
def test_the_gold_agrees_with_itself(stem: str) -> None:
    scores = Comparison(OURS.sheet(stem), OURS.sheet(stem)).scores()
    assert {name: s for name, s in scores.items() if not s.right == s.found == s.gold} == {}


@pytest.mark.parametrize("folder", ["texts", "gold", "mentions"])
def test_each_article_has_all_its_files(folder: str) -> None:
    assert tuple(sorted(path.stem for path in (OURS.gold.parent / folder).iterdir())) == ARTICLES


def test_the_halves_are_equally_large() -> None:
    assert [len(OURS.articles(half)) for half in HALVES] == [32, 32]
