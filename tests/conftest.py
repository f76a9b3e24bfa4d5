"""What the tests share: the language model, loaded once, and a way from words to a parsed article."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.annotate import annotate, load_model
from kg.model import Article, IssuedBasis
from kg.read.blocks import blocks


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--renew` writes what is compared instead of comparing it: README's outputs, exports/ and the quality floors."""
    parser.addoption("--renew", action="store_true", help="write README's outputs, exports/ and quality floors again")


def pytest_configure(config: pytest.Config) -> None:
    """CI compares; it never renews."""
    if config.getoption("--renew") and os.environ.get("CI"):
        raise pytest.UsageError("--renew is for working copies, not for CI")


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
