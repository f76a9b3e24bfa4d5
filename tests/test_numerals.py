"""Numeral phrases: value, bound, unit."""

from __future__ import annotations

import pytest
import spacy

from kg.errors import LexiconError
from kg.extract.figures.numerals import numerals
from kg.lexicon.numbers import from_data, number_lexicon
from kg.model import Bound

WORDS = spacy.blank("en").tokenizer
L, M, A, E = Bound.AT_LEAST, Bound.AT_MOST, Bound.ABOUT, Bound.EXACT

CASES: list[tuple[str, list[tuple[float, Bound, str]]]] = [
    ("The pier holds 4,310 crates.", [(4310, E, "")]),
    ("More than 2.5 million voters queued.", [(2_500_000, L, "")]),
    ("At least another 30 goats drowned.", [(30, L, "")]),
    ("no fewer than eighty tents", [(80, L, "")]),
    ("An estimated 9,000 pickers walked out.", [(9000, A, "")]),
    ("nearly $70 million in loans", [(70_000_000, A, "USD")]),
    ("up to two dozen trucks", [(24, M, "")]),
    ("half a million tonnes and a hundred barges", [(500_000, E, ""), (100, E, "")]),
    ("as many as two hundred and fifty divers", [(250, M, "")]),
    ("twenty-five thousand six hundred and four", [(25_604, E, "")]),
    ("Between six and nine climbers slipped.", [(6, L, ""), (9, M, "")]),
    ("15 to 20 sheep, 40-50 cows", [(15, L, ""), (20, M, ""), (40, L, ""), (50, M, "")]),
    ("2 to 3 million bulbs", [(2_000_000, L, ""), (3_000_000, M, "")]),
    ("from 300 to 450 seats", [(300, E, ""), (450, E, "")]),
    ("30 or more were hurt, 112 and counting", [(30, L, ""), (112, L, "")]),
    ("Dozens of kites, hundreds of thousands of bees", [(24, L, ""), (200_000, L, "")]),
    ("several hundred pupils and a few thousand parents", [(200, L, ""), (2000, L, "")]),
    ("He scores often.", []),
    ("US$10,000, €15 million, £20m and KSh4bn", [
        (10_000, E, "USD"), (15_000_000, E, "EUR"), (20_000_000, E, "GBP"), (4_000_000_000, E, "KES"),
    ]),
    ("a $100-million dam", [(100_000_000, E, "USD")]),
    ("12 percent, 3.5% and around 7 per cent", [(12, E, "percent"), (3.5, E, "percent"), (7, A, "percent")]),
    ("The rope is 40 m long.", [(40, E, "")]),
    ("They lost 2-1.", [(2, E, ""), (1, E, "")]),
    ("M23 and AK-47 rifles at 10:30", []),
    ("It rained on a roof.", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0] for c in CASES])
def test_numerals(text: str, expected: list[tuple[float, Bound, str]]) -> None:
    """Each phrase gives its values with bound and unit."""
    found = list(numerals([t.text for t in WORDS(text)], number_lexicon()))
    assert [(n.value, n.bound, n.unit) for n in found] == expected


def test_limits_follow_the_bound() -> None:
    """A bound leaves the other side open; a range closes both."""
    words = ["over", "5", ",", "under", "6", ",", "about", "7", ",", "8", ",", "9", "to", "10"]
    found = [(n.lower, n.upper) for n in numerals(words, number_lexicon())]
    assert found == [(5, None), (None, 6), (None, None), (8, 8), (9, 10), (9, 10)]


def test_span_takes_in_bound_words() -> None:
    """The words [start, end) are the whole phrase, [core, core_end) the number."""
    (found,) = numerals(["about", "300", "or", "so", "ducks"], number_lexicon())
    assert (found.start, found.end, found.core, found.core_end) == (0, 4, 1, 2)


def test_broken_data_is_named() -> None:
    """A missing section is reported, not guessed."""
    with pytest.raises(LexiconError, match="sections missing or unknown"):
        from_data({"words": {}})
