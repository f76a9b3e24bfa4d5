"""What the tests share: the language model, loaded once, and a way from words to a parsed article."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate import annotate, load_model
from kg.model import Article, IssuedBasis
from kg.read.blocks import blocks

ISSUED = date(2024, 5, 15)  # a Wednesday


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default pipeline."""
    return load_model()


@pytest.fixture(scope="session")
def parse(nlp: Language) -> Callable[[str], tuple[Article, Doc]]:
    """Reads and parses a text as an article of 15 May 2024."""

    def run(text: str) -> tuple[Article, Doc]:
        article = Article("test", text, blocks(text), issued=ISSUED, issued_basis=IssuedBasis.STATED)
        return next(iter(annotate([article], nlp)))

    return run
