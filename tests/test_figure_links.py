"""How figures hang together: parts of a whole, totals and additions, and what a figure is compared with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from kg.annotate import annotate
from kg.extract.figures.baselines import with_baselines
from kg.extract.figures.recognition import figures
from kg.extract.figures.wholes import with_wholes
from kg.model import Article, Figure
from kg.read.blocks import blocks

Read = Callable[[str], list[Figure]]


@pytest.fixture(scope="module")
def read(nlp: Language) -> Read:
    """The linked figures of a text."""

    def run(text: str) -> list[Figure]:
        article, doc = next(annotate([Article("t", text, blocks(text))], nlp))
        return [q.figure for q in with_wholes(doc, list(with_baselines(doc, list(figures(article, doc)))))]

    return run


# (sentence, the figure, "value bound" of what it is compared with, the figures it is derived from)
BASES: list[tuple[str, float, str, list[str]]] = [
    ("Bandits killed 840 people last year, a 60-death increase from the year before.", 60, "780 Exact",
     ["840 people", "60-death"]),
    ("Police arrested 30 men, 12 more than on Sunday.", 12, "18 Exact", ["30 men", "12"]),
    ("The fleet lost 40 boats, 10 fewer than in 2019.", 10, "50 Exact", ["40 boats", "10"]),
    ("At least 840 people were killed, 60 more than in 2019.", 60, "780 AtLeast",
     ["At least 840 people", "60"]),
    ("Up to 840 people were killed, at least 60 more than in 2019.", 60, "780 AtMost",
     ["Up to 840 people", "at least 60"]),
    ("More than 840 people were killed, at least 60 more than in 2019.", 60, "780 About",
     ["More than 840 people", "at least 60"]),
    ("Arrivals of refugees tripled to 900 in May.", 3, "300 Exact", ["900", "tripled"]),
    ("Exports fell by 20 percent to 800 million dollars.", 20, "1e+09 About", ["800 million dollars", "20 percent"]),
    ("Over 100 people fled, three times the number in 2019.", 3, "33 AtLeast", ["Over 100 people", "three times"]),
    ("Exactly 100 people fled, three times the number in 2019.", 3, "33 About", ["100 people", "three times"]),
    # told, not derived
    ("Admissions rose to nearly 51,000 from 41,000 in the previous quarter.", 51000, "41000 Exact", []),
    ("Some 2,100 people crossed each day in June, up from 1,500 in May.", 2100, "1500 Exact", []),
    ("The number of attacks rose from 40 in 2020 to 75 last year.", 75, "40 Exact", []),
    ("The ration was cut from about twelve to six bowls.", 6, "12 About", []),
]  # fmt: skip

NO_BASE = [
    ("Police arrested 30 men and 12 women, 5 more than on Sunday.", 5),  # more than which of the two?
    ("Prices rose by 12 percent.", 12),
    ("The town has taken in 900 refugees from 2019.", 900),
    ("The convoy carried 900 people from Kora.", 900),
    ("Police freed 30 men and drove to a camp.", 30),
]

# (text, the part, the words of the whole; "" for no whole)
PARTS = [
    ("The blast killed nine people, including two children.", 2, "nine people"),
    ("A further 21 pupils were hurt, of whom four lost a limb.", 4, "21 pupils"),
    ("Eleven people died, among them two nurses.", 2, "Eleven people"),
    ("The blast killed nine people, including two women and three boys.", 3, "nine people"),
    ("She named 18 ministers. Seven of them are women.", 7, "18 ministers"),
    ("The blast killed nine people and wounded two children.", 2, ""),
    ("Two nurses died. Nine of them had been missing.", 9, ""),  # more than the whole
]

# (sentence, the figure, its tally; "" for none)
TALLIES = [
    ("The blast killed nine people, bringing the total to 40.", 40, "total"),
    ("The death toll rose to 68.", 68, "total"),
    ("A total of 68 people died.", 68, "total"),
    ("So many died that 68 graves were dug so far.", 68, "total"),
    ("Kenya sent another 300 officers.", 300, "addition"),
    ("Kenya sent 300 more officers.", 300, "addition"),
    ("An additional 300 officers arrived.", 300, "addition"),
    ("Kenya sent more than 300 officers.", 300, ""),
    ("Police arrested 12 more than on Sunday.", 12, ""),
    ("Kenya sent 300 officers.", 300, ""),
]


def the(found: list[Figure], value: float) -> Figure:
    (figure,) = (f for f in found if f.value == value)
    return figure


@pytest.mark.parametrize(("text", "value", "base", "sources"), BASES, ids=[b[0] for b in BASES])
def test_baselines(read: Read, text: str, value: float, base: str, sources: list[str]) -> None:
    comparison = the(read(text), value).comparison
    assert comparison is not None
    assert comparison.base is not None
    assert f"{comparison.base.value:g} {comparison.base.bound}" == base
    assert [text[s.start : s.end] for s in comparison.base.derived_from] == sources


@pytest.mark.parametrize(("text", "value"), NO_BASE, ids=[b[0] for b in NO_BASE])
def test_no_guess_at_a_baseline(read: Read, text: str, value: float) -> None:
    comparison = the(read(text), value).comparison
    assert comparison is None or comparison.base is None


@pytest.mark.parametrize(("text", "value", "whole"), PARTS, ids=[p[0] for p in PARTS])
def test_parts(read: Read, text: str, value: float, whole: str) -> None:
    span = the(read(text), value).part_of
    assert (text[span.start : span.end] if span else "") == whole


@pytest.mark.parametrize(("text", "value", "tally"), TALLIES, ids=[t[0] for t in TALLIES])
def test_tallies(read: Read, text: str, value: float, tally: str) -> None:
    assert (the(read(text), value).tally or "") == tally
