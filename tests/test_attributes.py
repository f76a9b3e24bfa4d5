"""The remembering attribute ruler gives what spaCy's own gives, whatever the text, and stands aside where it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler

from kg.annotate import DEFAULT_MODEL
from kg.attributes import NAME, can_remember, remember_attributes

TEXTS = Path(__file__).parent / "quality" / "texts"
ALL = [LEMMA, POS, TAG, MORPH, DEP, HEAD]
ODD = [
    "",
    " ",
    " \t\n  ",
    "I ain't gonna do nothin', y'all. C'mon, let's go.",
    "There was a man. There're two; there 's one.",
    "We've gotta leave: who's the man that they'd have liked to've met?",
    "Two  blanks\tand\n\nlines .",
    "!!! ... — “quoted” (§ 7) €5m 🙂 é̃",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    """The pipeline as spaCy loads it."""
    return spacy.load(DEFAULT_MODEL)


def same(one: Language, other: Language, texts: Sequence[str]) -> list[str]:
    """The texts that the two pipelines read otherwise."""
    pairs = zip(texts, one.pipe(texts), other.pipe(texts), strict=True)
    return [text for text, a, b in pairs if a.to_array(ALL).tolist() != b.to_array(ALL).tolist()]


def test_it_stands_in_the_pipeline(nlp: Language, plain: Language) -> None:
    assert NAME in nlp.pipe_names
    assert [n for n in nlp.pipe_names if n != NAME] == [n for n in plain.pipe_names if n != "attribute_ruler"]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts(nlp: Language, plain: Language, text: str) -> None:
    assert same(plain, nlp, [text]) == []


def test_news(nlp: Language, plain: Language) -> None:
    paragraphs = [p for path in sorted(TEXTS.glob("*.txt")) for p in path.read_text("utf-8").split("\n\n")]
    assert len(paragraphs) > 300
    assert same(plain, nlp, paragraphs) == []


# (a token of a rule, whether what it asks can be told by tag, label and word)
TOKENS: list[tuple[dict[int | str, Any], bool]] = [
    ({"TAG": "NN"}, True),
    ({"LOWER": {"IN": ["a", "b"]}, "DEP": {"NOT_IN": ["dep"]}}, True),
    ({"LOWER": {"REGEX": "^a"}}, True),
    ({"POS": "NOUN"}, False),
    ({"LENGTH": {">=": 3}}, False),
    ({"LOWER": "a", "OP": "+"}, False),
]


@pytest.mark.parametrize(("token", "expected"), TOKENS, ids=[str(t[0]) for t in TOKENS])
def test_what_can_be_remembered(token: dict[int | str, Any], expected: bool) -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    ruler.add([[token]], {"POS": "X"})
    assert can_remember(ruler) is expected
    remember_attributes(nlp)
    assert nlp.pipe_names == [NAME if expected else "attribute_ruler"]


def test_a_pipeline_without_rules_stays() -> None:
    nlp = spacy.blank("en")
    remember_attributes(nlp)
    assert nlp.pipe_names == []
