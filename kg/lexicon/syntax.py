"""Closed classes of words that the normal form of predicates depends on (`lexicon/data/syntax.toml`)."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, fields
from importlib.resources import files

from kg.errors import LexiconError


@dataclass(frozen=True, slots=True)
class SyntaxWords:
    """Each list is explained, with an example, where it stands in the data."""

    light_verbs: frozenset[str]
    light_phrases: frozenset[str]
    inverting_verbs: frozenset[str]
    inverting_phrases: frozenset[str]
    happening_verbs: frozenset[str]
    subject_control: frozenset[str]
    gerund_object_control: frozenset[str]
    object_control: frozenset[str]
    prepositional_control: frozenset[str]
    particles: frozenset[str]
    partitives: frozenset[str]
    helping_verbs: frozenset[str]
    documents: frozenset[str]
    causing_verbs: frozenset[str]
    pair_persons: frozenset[str]
    pair_states: frozenset[str]
    pair_sides: frozenset[str]


@functools.cache
def syntax_words() -> SyntaxWords:
    """The packaged lists; raises LexiconError when one is missing or unknown."""
    data = tomllib.loads(files("kg.lexicon").joinpath("data/syntax.toml").read_text("utf-8"))
    names = {f.name for f in fields(SyntaxWords)}
    if names != set(data):
        raise LexiconError("syntax.toml", f"missing or unknown lists: {sorted(names ^ set(data))}")
    return SyntaxWords(**{name: frozenset(words) for name, words in data.items()})
