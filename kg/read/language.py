"""Tells English from other languages; kg reads English."""

from __future__ import annotations

import functools
import importlib
import re
from importlib.resources import files
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]+")
# Scripts written without blanks between words: each character counts as a word.
UNSPACED: Final = re.compile("[\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
ENOUGH: Final = 20  # with fewer words the guess is not to be trusted
NO_LANGUAGE: Final = frozenset({"en", "zxx", "und"})
# A text with this share of English function words is English, however many foreign names it holds.
FUNCTION_WORDS: Final = frozenset(
    {"and", "by", "for", "from", "had", "has", "is", "of", "that", "the", "to", "was", "with"}
)
SHARE: Final = 0.15
SAMPLE: Final = 20_000  # characters looked at


def foreign(text: str) -> str:
    """The English name of the language of `text` when it is another than English, else ""; "" for short texts."""
    sample = text[:SAMPLE]
    words = WORD.findall(sample)
    if len(words) + len(UNSPACED.findall(sample)) < ENOUGH:
        return ""
    if sum(word.lower() in FUNCTION_WORDS for word in words) >= SHARE * len(words):
        return ""
    classify = importlib.import_module("py3langid").classify  # loads its model: only when a text is read
    code = str(classify(sample)[0])
    return "" if code in NO_LANGUAGE else _names().get(code, f"in another language ({code})")


@functools.cache
def _names() -> dict[str, str]:
    lines = files("kg.read").joinpath("languages.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if line and not line.startswith("#"))
