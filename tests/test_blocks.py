"""How a plain text is cut into blocks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import BlockKind, Span
from kg.read.blocks import LONGEST, blocks, cut
from kg.read.datelines import dateline, without_datelines

PARAGRAPH = "The river left its bed on Monday."
WRAPPED = """\
River floods the lower town of Orla

The river Sorn left its bed on Monday after three days of
rain and flooded the lower town of Orla, where people had
to be brought out by boat.
   Nobody was hurt, said the mayor, who asked the province
for pumps and for sand.
"""

# text -> (kind, first words) of each block
CASES: list[tuple[str, list[tuple[str, str]]]] = [
    (f"Flood in Vela\n\n{PARAGRAPH}\n", [("headline", "Flood in Vela"), ("paragraph", PARAGRAPH)]),
    (f"Flood in Vela\n{PARAGRAPH}", [("headline", "Flood in Vela"), ("paragraph", PARAGRAPH)]),
    (f"Who owns the river?\n\n{PARAGRAPH}\n", [("headline", "Who owns the river?"), ("paragraph", PARAGRAPH)]),
    (f"{PARAGRAPH}\n\nIt rained again.\n", [("paragraph", PARAGRAPH), ("paragraph", "It rained again.")]),
    (f"- Two boats sank.\n- Rain goes on\n{PARAGRAPH}\n• Schools are shut.\n", [
        ("summary", "Two boats sank."), ("summary", "Rain goes on"), ("paragraph", PARAGRAPH),
        ("item", "Schools are shut."),
    ]),
    (f"Flood in Vela\n\n{PARAGRAPH}\n\nWhat comes next\n\nIt rained again.", [
        ("headline", "Flood in Vela"), ("paragraph", PARAGRAPH), ("heading", "What comes next"),
        ("paragraph", "It rained again."),
    ]),
    (f"Flood in Vela\n\nBy Ada Noor and Ben Ode\n5 March 2024\n\n{PARAGRAPH}", [
        ("headline", "Flood in Vela"), ("heading", "By Ada Noor and Ben Ode"), ("heading", "5 March 2024"),
        ("paragraph", PARAGRAPH),
    ]),
    (f"{PARAGRAPH}\n“We are staying,”\nshe said.", [
        ("paragraph", PARAGRAPH), ("paragraph", "“We are staying,”"), ("paragraph", "she said."),
    ]),
    (f"1. Rain stops\n2. Boats return\n\n{PARAGRAPH}", [
        ("summary", "Rain stops"), ("summary", "Boats return"), ("paragraph", PARAGRAPH),
    ]),
    (WRAPPED, [
        ("headline", "River floods the lower town of Orla"), ("paragraph", "The river Sorn left its bed on Monday"),
        ("paragraph", "Nobody was hurt"),
    ]),
    ("Rain stops", [("paragraph", "Rain stops")]),
    ("\n \n\t\n", []),
    ("", []),
]  # fmt: skip

DATELINES: list[tuple[str, str]] = [
    ("KISUMU, Kenya (KNA) - Two boats sank.", "Two boats sank."),
    ("KISUMU, March 3 - Two boats sank.", "Two boats sank."),
    ("KISUMU, March 3, 2024 (KNA) — Two boats sank.", "Two boats sank."),
    ("Kisumu, 3 March 2024 (KNA) – Two boats sank.", "Two boats sank."),
    ("PORT-LOUIS -- Two boats sank.", "Two boats sank."),
    ("Port-Louis, Mauritius (KNA) — “Two boats sank.”", "“Two boats sank.”"),
    ("(KNA) - Two boats sank.", "Two boats sank."),
    ("NEW ORLA, Sept. 5, 2023 /Newswire/ -- Two boats sank.", "Two boats sank."),
    ("Port-Louis, 3 March 2024: The Council met.", "The Council met."),
    ("On Monday, 3 March: two boats sank.", ""),
    ("UNHCR – the refugee agency – said two boats sank.", ""),
    ("Two boats sank - nobody knows why.", ""),
    ("Ada Noor (Labour) - said no.", ""),
    ("A 3-2 win for Orla.", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:40] or "empty" for c in CASES])
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    """Each block has its kind, and its span begins and ends with words."""
    found = [(b.kind.value, text[b.span.start : b.span.end]) for b in blocks(text)]
    assert [(kind, words[: len(e[1])]) for (kind, words), e in zip(found, expected, strict=True)] == expected
    assert all(words == words.strip() for _, words in found)


def test_wrapped_lines_are_one_block() -> None:
    """A hard-wrapped paragraph keeps its line breaks inside one span; indentation starts a new one."""
    found = blocks(WRAPPED)
    assert WRAPPED[found[1].span.start : found[1].span.end].endswith("by boat.")
    assert WRAPPED[found[2].span.start : found[2].span.end].endswith("for sand.")


@pytest.mark.parametrize(("words", "rest"), DATELINES, ids=[d[0] for d in DATELINES])
def test_datelines(words: str, rest: str) -> None:
    """A dateline is cut off up to the first word of the sentence; anything else stays."""
    length = dateline(words)
    assert words[length:] == (rest or words)


def test_dateline_gives_a_full_date_only() -> None:
    """Day and month without a year are no date of issue."""
    text = "Boats sink\n\nORLA, March 3, 2024 (KNA) - Two boats sank."
    found, day = without_datelines(text, blocks(text))
    assert text[found[1].span.start :] == "Two boats sank."
    assert str(day) == "2024-03-03"
    assert without_datelines("ORLA, March 3 - Two boats sank.", blocks("ORLA, March 3 - Two boats sank."))[1] is None


def test_long_paragraph_is_cut_at_a_sentence() -> None:
    """No block is longer than the parser can take, and no word is lost."""
    text = "The rain fell all day. " * 3000
    parts = [text[s.start : s.end] for s in cut(text, Span(0, len(text.rstrip())))]
    assert len(parts) > 1
    assert all(len(p) <= LONGEST and p.endswith(".") for p in parts)
    assert " ".join(parts) == text.rstrip()
    assert {b.kind for b in blocks(text)} == {BlockKind.PARAGRAPH}


@given(st.text(alphabet="aB .\n\r-•“”(1é\u2028\x0c", max_size=200))
def test_blocks_of_any_text(text: str) -> None:
    """Whatever the text, blocks stand in order, apart from each other, and begin and end with words."""
    found = without_datelines(text, blocks(text))[0]
    ends = [0, *(b.span.end for b in found)]
    for end, block in zip(ends, found, strict=False):
        words = text[block.span.start : block.span.end]
        assert end <= block.span.start < block.span.end
        assert words == words.strip()
