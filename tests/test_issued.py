"""The day of issue inferred from the text, or left open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from spacy.tokens import Doc

from kg.extract.times.issued import infer_issued
from kg.model import Article, IssuedBasis

Parse = Callable[[str], tuple[Article, Doc]]

INFERRED = [
    # 4 March 2019 was a Monday
    ("The mayor was shot on Monday, March 4, 2019. Police said on Tuesday that two men had fled.", date(2019, 3, 5)),
    ("Police confirmed the arrest in a note on Tuesday. The mayor was shot on Monday, 4 March 2019.", date(2019, 3, 5)),
    ("The mayor was shot on Monday, 4 March 2019, police said on Monday.", date(2019, 3, 4)),
    ("The mayor died on Saturday, 2 March 2019. His aide told reporters on Monday that he had been ill. He took office "
     "on 7 June 2011.", date(2019, 3, 4)),
    ("The mayor was shot yesterday, 4 March 2019.", date(2019, 3, 5)),
    ("The council is to vote today, 4 March 2019.", date(2019, 3, 4)),
]  # fmt: skip

OPEN = [
    "The mayor was shot on 4 March 2019. Police said on Tuesday that two men had fled.",  # may lie years back
    "The mayor was shot on Friday, 4 March 2019. Police said on Tuesday that two men had fled.",  # it was a Monday
    "The mayor was shot on Monday, 4 March 2019. Police said on Tuesday, and again said on Thursday, they had leads.",
    "The mayor was shot on Monday, 4 March 2019. Police said on Tuesday they had leads. Crime rose in 2020.",
    "The mayor was shot on Monday, 4 March 2019. The trial will begin on Tuesday.",
    "The mayor was shot on Monday, 4 March 2019.",
    "Police said on Tuesday that two men had fled.",
    "The mayor was shot yesterday, 4 March 2019. The suspect fled today, 9 March 2019.",
    "The council sits.",
]


@pytest.mark.parametrize(("text", "expected"), INFERRED, ids=lambda v: v if isinstance(v, str) else "")
def test_inferred(parse: Parse, text: str, expected: date) -> None:
    article, doc = parse(text)
    found = infer_issued(replace(article, issued=None, issued_basis=IssuedBasis.UNKNOWN), doc)
    assert (found.issued, found.issued_basis) == (expected, IssuedBasis.INFERRED)


@pytest.mark.parametrize("text", OPEN, ids=str)
def test_left_open(parse: Parse, text: str) -> None:
    article, doc = parse(text)
    unknown = replace(article, issued=None, issued_basis=IssuedBasis.UNKNOWN)
    assert infer_issued(unknown, doc) is unknown


def test_a_known_day_stays(parse: Parse) -> None:
    article, doc = parse("The mayor was shot yesterday, 4 March 2019.")
    assert infer_issued(article, doc) is article
