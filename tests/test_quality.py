"""Extraction is as good as it was: F1 per phenomenon on both halves of the quality corpus, above the floors.

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
OURS = Corpus()
ARTICLES = OURS.articles()


def floor(f1: float) -> float:
    """The floor that a figure sets."""
    return max(0.0, round(math.floor(round(f1 * 100, 6)) / 100 - SLACK, 2))


def floors(scores: Scores) -> dict[str, float]:
    """The floors of one half."""
    return {**{name: floor(score.f1) for name, score in scores.items()}, "mean": floor(mean(scores))}


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
        new = {half: {"digest": OURS.digest(OURS.articles(half)), "f1": floors(measured[half])} for half in HALVES}
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
            f"{half}: floor of {name} lowered from {was:.2f} to {after['f1'].get(name, 0.0):.2f}"
            for name, was in before["f1"].items()
            if after["f1"].get(name, 0.0) < was
        ]
    return lines


@pytest.mark.parametrize("half", HALVES)
def test_the_floors_are_of_these_articles(half: str, pinned: dict[str, Any]) -> None:
    assert pinned[half]["digest"] == OURS.digest(OURS.articles(half)), "other texts or gold: pytest --renew"


@pytest.mark.parametrize("half", HALVES)
def test_every_phenomenon_has_a_floor(half: str, pinned: dict[str, Any]) -> None:
    assert list(pinned[half]["f1"]) == [*PHENOMENA, "mean"]


@pytest.mark.parametrize("name", [*PHENOMENA, "mean"])
@pytest.mark.parametrize("half", HALVES)
def test_no_figure_is_below_its_floor(
    half: str, name: str, pinned: dict[str, Any], measured: dict[str, Scores]
) -> None:
    scores = measured[half]
    f1 = mean(scores) if name == "mean" else scores[name].f1
    assert f1 >= pinned[half]["f1"][name]


@pytest.mark.parametrize(
    ("f1", "expected"), [(0.829, 0.81), (0.82, 0.81), (0.29, 0.28), (1.0, 0.99), (0.005, 0.0), (0.0, 0.0)]
)
def test_a_floor_is_rounded_down(f1: float, expected: float) -> None:
    assert floor(f1) == expected


def test_a_renewal_tells_what_falls() -> None:
    old = {half: {"digest": "a", "f1": {"time": 0.5, "place": 0.6}} for half in HALVES}
    new = copy.deepcopy(old)
    assert fallen(old, new) == []
    new[HELD_OUT] = {"digest": "b", "f1": {"time": 0.4, "place": 0.7}}
    assert fallen(old, new) == [
        "held-out: other articles or another gold than before",
        "held-out: floor of time lowered from 0.50 to 0.40",
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
