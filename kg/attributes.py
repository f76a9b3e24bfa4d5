"""spaCy's attribute ruler, remembering what its rules say of a token.

The rules of the English pipelines look at one token at a time, but for a few, and the matcher that applies them takes a
fifth of the pipeline's time. What they give depends on tag, dependency label and (for some words only) the word: it is
asked of the ruler once for each such combination, and of the ruler itself wherever a rule for several tokens could
apply. The result is the ruler's own, token by token.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

if TYPE_CHECKING:
    from thinc.types import Ints2d

RULER: Final = "attribute_ruler"
NAME: Final = "remembering_attribute_ruler"
KEY: Final = (TAG, LOWER, DEP)
SET: Final = (LEMMA, POS, TAG, MORPH, DEP)
READ: Final = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})  # what a key tells of a token
Values = tuple[int, ...]


class Remembering:
    """A component that does what `ruler` does; `ruler` must pass `can_remember`."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        self._strings = ruler.vocab.strings
        rules = _rules(ruler)
        self._words = [test for tokens in rules for token in tokens if (test := token.get("LOWER"))]
        self._first = [tokens[0] for tokens in rules if len(tokens) > 1]
        self._told: dict[Values, Values] = {}
        self._word: dict[int, int] = {}
        self._opens: dict[Values, bool] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document with the attributes set."""
        keys = [self._key(*row) for row in doc.to_array(list(KEY)).tolist()]
        if any(self._opening(key) for key in keys):
            return self._ruler(doc)
        if new := {key: i for i, key in enumerate(keys) if key not in self._told}:
            self._ask(new, doc)
        if keys:
            rows = [self._told[key] for key in keys]
            doc.from_array(list(SET), cast("Ints2d", np.array(rows, dtype="uint64")))
        return doc

    def pipe(self, docs: Iterable[Doc], batch_size: int = 0) -> Iterator[Doc]:
        """The documents one by one, in order."""
        del batch_size
        return map(self, docs)

    def _key(self, tag: int, lower: int, dep: int) -> Values:
        """What the rules can see of a token; a word that no rule names is like any other."""
        word = self._word.get(lower)
        if word is None:
            text = self._strings[lower]
            named = text.isspace() or any(_holds(test, text) for test in self._words)
            word = self._word[lower] = lower if named else 0
        return tag, word, dep

    def _opening(self, key: Values) -> bool:
        """Whether a rule for several tokens may begin here."""
        known = self._opens.get(key)
        if known is None:
            told = dict(zip(("TAG", "LOWER", "DEP"), (self._strings[k] if k else "" for k in key), strict=True))
            known = any(all(_holds(t, told.get(k, "")) for k, t in first.items()) for first in self._first)
            self._opens[key] = known
        return known

    def _ask(self, new: Mapping[Values, int], doc: Doc) -> None:
        """Has the ruler tell what it says of tokens with new keys, none of which begins a rule for several."""
        tokens = [doc[i] for i in new.values()]
        words, tags, deps = ([getattr(t, name) for t in tokens] for name in ("text", "tag_", "dep_"))
        told = Doc(doc.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(tokens))))
        rows = self._ruler(told).to_array(list(SET)).tolist()
        self._told.update(zip(new, map(tuple, rows), strict=True))


def can_remember(ruler: object) -> bool:
    """Whether every rule of the ruler reads only what a key tells, one token after another."""
    if not isinstance(ruler, AttributeRuler):
        return False
    tokens = [token for rule in _rules(ruler) for token in rule]
    return all(set(token) <= READ and all(_plain(test) for test in token.values()) for token in tokens)


def _rules(ruler: AttributeRuler) -> list[list[dict[str, Any]]]:
    """What each rule asks of the tokens that it holds for, one after another."""
    patterns = cast("list[dict[str, Any]]", ruler.patterns)
    return [tokens for rule in patterns for tokens in rule["patterns"]]


def _plain(test: object) -> bool:
    return not isinstance(test, Mapping) or set(test) <= {"IN", "NOT_IN", "REGEX"}


def _holds(test: Any, text: str) -> bool:
    """Whether a test of a rule holds for an attribute's text."""
    if isinstance(test, Mapping):
        return (
            text in test.get("IN", (text,))
            and text not in test.get("NOT_IN", ())
            and ("REGEX" not in test or re.search(test["REGEX"], text) is not None)
        )
    return bool(test == text)


def remember_attributes(nlp: Language) -> None:
    """Puts the remembering ruler in the place of the pipeline's own, where it can do the same."""
    if RULER in nlp.pipe_names and can_remember(nlp.get_pipe(RULER)):
        nlp.add_pipe(NAME, after=RULER)
        nlp.remove_pipe(RULER)


@Language.factory(NAME)
def _remembering(nlp: Language, name: str) -> Remembering:
    del name
    return Remembering(cast("AttributeRuler", nlp.get_pipe(RULER)))
