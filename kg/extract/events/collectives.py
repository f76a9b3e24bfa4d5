"""Actors told by no name: "each other", and a bare noun before an event's word ("the police raid", "army shelling")."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from spacy.tokens import Token

from kg.extract.records import Cast
from kg.model import ACTOR_TYPES

COLLECTIVE: Final = ACTOR_TYPES - {"Person", "Country"}
RECIPROCAL: Final = frozenset({"each", "one"})


class Collectives:
    """The collective actors of one `Doc` by the noun that heads them; worked out when first asked for."""

    def __init__(self, tokens: Sequence[Token], cast: Cast) -> None:
        self._tokens = tokens
        self._cast = cast
        self._heads: dict[str, str] | None = None

    def of(self, nouns: Iterable[int]) -> list[str]:
        """Whom the first of the nouns means of which the text has just one; empty when there is none."""
        if self._heads is None:
            self._heads = self._sole()
        lemmas = (self._tokens[i].lemma_.lower() for i in nouns if i not in self._cast.at)
        return [self._heads[lemma] for lemma in lemmas if lemma in self._heads][:1]

    def _sole(self) -> dict[str, str]:
        heads: dict[str, set[str]] = {}
        for i, entity in self._cast.at.items():
            if self._tokens[i].pos_ == "NOUN" and self._cast.entities[entity].kind in COLLECTIVE:
                heads.setdefault(self._tokens[i].lemma_.lower(), set()).add(entity)
        return {noun: min(found) for noun, found in heads.items() if len(found) == 1}


def reciprocal(tokens: Sequence[Token], slots: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether two do a thing to "each other" or "one another"."""
    objects = [i for slot in ("object", "prep:of", "prep:on", "prep:at") for i in slots.get(slot, ())]
    return any(tokens[i].lower_ in ("other", "another") and tokens[i - 1].lower_ in RECIPROCAL for i in objects)
