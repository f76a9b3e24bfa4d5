"""The measure of extraction tells what it should, and a faulty gold file is noticed."""

from __future__ import annotations

import copy
import hashlib
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from facts import FACTS

sys.path.insert(0, str(Path(__file__).parent / "quality"))  # its modules import each other as a command's do

from check import faults
from corpus import Corpus
from differences import differences
from measure import PHENOMENA, Comparison, Score, alike, pair
from score import main
from sheets import Sheet, found_sheet, gold_sheet, names

from kg.model import Polarity

OURS = Corpus()

# The gold

TEXT = 'Bus drivers struck in Turku on Monday. "We are tired," Aino Laine said.\n'
GOLD: dict[str, Any] = {
    "id": "00-turku",
    "published": "2024-05-15",
    "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
    "actors": [
        {"id": "a1", "type": "Group", "name": "bus drivers", "aliases": ["Bus drivers"], "positions": []},
        {"id": "a2", "type": "Person", "name": "Aino Laine", "aliases": ["Aino Laine"],
         "positions": [{"title": "driver", "of": "", "status": "current"}]},
    ],
    "places": [{"id": "p1", "name": "Turku", "aliases": [], "within": []}],
    "relations": [["a2", "memberOf", "a1"]],
    "events": [
        {"id": "e1", "type": "Strike", "trigger": [12, 18], "evidence": [0, 38],
         "roles": {"agent": ["a1"], "patient": [], "recipient": [], "instrument": []},
         "place": ["p1"], "origin": [], "destination": [], "time": {"start": "2024-05-13", "end": "2024-05-13"},
         "figures": [{"value": 1, "bound": "exact", "unit": "strike", "what": ""}],
         "modality": "actual", "polarity": "+", "attributed_to": ["a2"], "same_as": []},
    ],
    "quotes": [{"speaker": "a2", "start": 40, "end": 53}],
}  # fmt: skip
MENTIONS = {"e1": [[12, 18]]}


def test_a_valid_gold_has_no_faults() -> None:
    assert list(faults("00-turku", TEXT, GOLD, MENTIONS)) == []


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda g: g.update(id="01-turku"), "id 01-turku"),
        (lambda g: g.update(sha256="0"), "the text is not the one that was annotated"),
        (lambda g: g.update(published="2024-02-30"), "2024-02-30 is not in the calendar"),
        (lambda g: g["places"][0].update(id="a1"), "a1 is the id of 2 things"),
        (lambda g: g["actors"][0].update(type="Crowd"), "a1: unknown type Crowd"),
        (lambda g: g["actors"][0].update(name=" "), "a1: no name"),
        (lambda g: g["actors"][0].update(aliases=["Bus driver"]), "a1: alias 'Bus driver' is not in the text"),
        (lambda g: g["actors"][1]["positions"][0].update(of="a9"), "a2: unknown body a9"),
        (lambda g: g["actors"][1]["positions"][0].update(status="late"), "a2: unknown status late"),
        (lambda g: g["places"][0].update(within=["p1"]), "p1: unknown place around p1"),
        (lambda g: g["relations"].append(["a1", "likes", "a2"]), "relation a1 likes a2"),
        (lambda g: g["relations"].append(["a1", "partOf", "a9"]), "relation a1 partOf a9"),
        (lambda g: g["events"][0].update(type="Party"), "e1: unknown type Party"),
        (lambda g: g["events"][0].update(trigger=[12, 17]), "e1: mention [12, 17] cuts a word: 'struc'"),
        (lambda g: g["events"][0].update(trigger=[12, 19]), "e1: mention [12, 19] holds 'struck '"),
        (lambda g: g["events"][0].update(evidence=[0, 11]), "e1: the trigger is outside of the evidence"),
        (lambda g: g["events"][0].update(evidence=[0, 99]), "e1: evidence [0, 99] holds ''"),
        (lambda g: g["events"][0]["roles"].update(agent=["a9"]), "e1: unknown agent a9"),
        (lambda g: g["events"][0]["roles"].update(agent=["a1", "a1"]), "e1: the same agent twice"),
        (lambda g: g["events"][0]["roles"].update(cause=[]), "e1: unknown role cause"),
        (lambda g: g["events"][0].update(origin=["p2"]), "e1: unknown origin p2"),
        (lambda g: g["events"][0]["time"].update(end="2024-05-12"), "e1: the time ends before it starts"),
        (lambda g: g["events"][0]["figures"][0].update(bound="some"), "e1: unknown bound some"),
        (lambda g: g["events"][0]["figures"][0].update(value="1"), "e1: figure '1' 'strike'"),
        (lambda g: g["events"][0].update(modality="wished"), "e1: unknown modality wished"),
        (lambda g: g["events"][0].update(polarity="?"), "e1: unknown polarity ?"),
        (lambda g: g["events"][0].update(attributed_to=["p1"]), "e1: unknown source p1"),
        (lambda g: g["events"][0].update(id="e2"), "unknown event with mentions e1"),
        (lambda g: g["quotes"][0].update(speaker="a9"), "unknown speaker a9"),
        (lambda g: g["quotes"][0].update(end=52), "quotation 'We are tired' is not between marks"),
        (lambda g: g["quotes"][0].update(end=400), "quotation [40, 400] is not in the text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_fault_is_told(spoil: Callable[[dict[str, Any]], None], expected: str) -> None:
    gold = copy.deepcopy(GOLD)
    spoil(gold)
    assert expected in list(faults("00-turku", TEXT, gold, MENTIONS))


def test_the_trigger_must_be_among_the_mentions() -> None:
    assert list(faults("00-turku", TEXT, GOLD, {"e1": [[4, 11]]})) == ["e1: the trigger is not among the mentions"]


# The measure


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the Port of Lumbala", "Port Lumbala", True),
        ("Dr. Ingrid Solheim", "Solheim", True),
        ("Zoë Brandão", "Zoe Brandao", True),
        ("the ministry's spokesman", "ministry spokesman", True),
        ("striking bus drivers", "Drivers", True),
        ("Ingrid Solheim", "Ingrid", False),
        ("Turku police", "police in Turku", False),
        ("Ingrid Solheim", "Erik Solheim", False),
        ("Route 7", "7", False),
        ("the", "a", False),
    ],
)
def test_names_alike(one: str, other: str, expected: bool) -> None:
    assert alike(names(one), names(other)) is expected
    assert alike(names(other), names(one)) is expected


def test_pairs_are_one_to_one_and_the_heaviest_go_first() -> None:
    assert pair([1, 2, 3], [2, 2], lambda a, b: a * b) == {2: 0, 1: 1}
    assert pair(["a", "b"], ["b", "a", "a"], lambda a, b: a == b) == {0: 1, 1: 0}
    assert pair([1], [2], lambda a, b: a == b) == {}


def test_a_score_without_anything_is_nought() -> None:
    nothing = Score()
    assert (nothing.precision, nothing.recall, nothing.f1) == (0.0, 0.0, 0.0)
    half = Score(1, 1, 1) + Score(0, 1, 2)
    assert (half.precision, half.recall, half.f1) == (1 / 2, 1 / 3, 2 / 5)


SHEET = gold_sheet(GOLD, MENTIONS)
STRIKE = SHEET.events[0]


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        (replace(SHEET, events=()), {
            "event found": (0, 0, 1), "event typed": (0, 0, 1), "actor roles": (0, 0, 1), "place roles": (0, 0, 1),
            "time": (0, 0, 1), "figure+bound": (0, 0, 1), "attribution": (0, 0, 1), "factuality (matched)": (0, 0, 0),
        }),
        (replace(SHEET, events=(STRIKE, replace(STRIKE, roles=(), days=None, figures=(), sources=()))), {
            "event found": (1, 2, 1), "event typed": (1, 2, 1),
        }),
        (replace(SHEET, events=(replace(STRIKE, type="Protest"),)), {"event typed": (0, 1, 1)}),
        (replace(SHEET, events=(replace(STRIKE, triggers=()),)), {}),
        (replace(SHEET, events=(replace(STRIKE, stance=(STRIKE.stance[0], Polarity.NEGATED)),)), {
            "factuality (matched)": (0, 1, 1),
        }),
        (replace(SHEET, actors={"a1": "Company", "a2": "Person"}), {"actor typed": (1, 2, 2)}),
        (replace(SHEET, actors={"a2": "Person"}), {"actor": (1, 1, 2), "actor typed": (1, 1, 2)}),
        (replace(SHEET, places=("a1", "p1")), {}),
        (replace(SHEET, places=()), {"place": (0, 0, 1)}),
        (replace(SHEET, positions=(("a1", ("driver",)),)), {"position": (0, 1, 1)}),
        (replace(SHEET, relations=(("a2", "leads", "a1"),)), {"relation": (0, 1, 1)}),
        (replace(SHEET, quotes=((SHEET.quotes[0][0], ("a1",)),)), {"quote+speaker": (0, 1, 1)}),
    ],
    ids=[
        "no event", "one event twice", "another type", "by type within the evidence", "denied", "a wrong actor type",
        "an actor missed", "an actor that is a place", "a place missed", "a post of another", "another relation",
        "another speaker",
    ],
)  # fmt: skip
def test_what_a_mistake_costs(ours: Sheet, expected: dict[str, tuple[int, int, int]]) -> None:
    right = Comparison(SHEET, SHEET).scores()
    scores = Comparison(ours, SHEET).scores()
    told = {name: (s.right, s.found, s.gold) for name, s in scores.items() if s != right[name]}
    assert told == expected


def test_the_facts_of_kg_are_read() -> None:
    sheet = found_sheet(FACTS)
    assert "place-southern-coast" not in sheet.places, "context from the gazetteer"
    assert set(sheet.places) == {"country-norway", "place-lumbala", "place-oslo"}
    assert sheet.actors["country-norway"] == "Country"
    assert ("person-ingrid-solheim", ("foreign", "minister")) in sheet.positions
    assert [speakers for _, speakers in sheet.quotes] == [("person-ingrid-solheim",)]
    scores = Comparison(sheet, sheet).scores()
    assert {name for name, s in scores.items() if s.f1 == 1.0} == set(PHENOMENA)


def test_errors_are_told() -> None:
    nothing = replace(SHEET, events=(replace(STRIKE, type="Protest", days=None),), actors={}, quotes=())
    assert list(differences(Comparison(nothing, SHEET), TEXT)) == [
        'Strike "struck" at 12: typed Protest',
        'Strike "struck" at 12: time none, gold 2024-05-13/2024-05-13',
        "missed Group bus drivers",
        "missed Person aino laine",
        'missed quotation "We are tired," by aino laine',
    ]
    assert list(differences(Comparison(SHEET, SHEET), TEXT)) == []


# The command


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--errors"], "--errors goes with --half tuned"),
        (["--errors", "--half", "held-out"], "--errors goes with --half tuned"),
        (["--texts", str(OURS.texts), "--gold", str(OURS.gold), "--errors"], "--errors goes with --half tuned"),
        (["--gold", "elsewhere"], "--texts and --gold go together"),
        (["--texts", "here", "--gold", "elsewhere", "--half", "tuned"], "only our own corpus has halves"),
        (["--texts", "here", "--gold", "elsewhere"], "no gold files in elsewhere"),
    ],
    ids=lambda value: " ".join(a for a in value if "/" not in a) if isinstance(value, list) else "",
)
def test_what_the_command_refuses(arguments: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert expected in capsys.readouterr().err


def test_the_command_scores_another_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in ("texts", "gold"):
        (tmp_path / folder).mkdir()
    (tmp_path / "texts" / "00-turku.txt").write_bytes(TEXT.encode())
    (tmp_path / "gold" / "00-turku.json").write_text(json.dumps(GOLD), "utf-8")
    file = tmp_path / "figures.json"
    main(["--texts", str(tmp_path / "texts"), "--gold", str(tmp_path / "gold"), "--errors", "--json", str(file)])
    told = json.loads(file.read_bytes())
    assert list(told) == ["all"]
    assert told["all"]["quote+speaker"] == {
        "right": 1, "found": 1, "gold": 1, "precision": 1.0, "recall": 1.0, "f1": 1.0,
    }  # fmt: skip
    assert list(told["all"]) == [*PHENOMENA, "mean"]
    shown = capsys.readouterr().out
    assert "quote+speaker            1.000  1.000  1.000      1" in shown
    assert "00-turku: " in shown, "the one figure of the gold is not in the text"
