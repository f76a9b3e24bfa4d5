"""Whether the passages of a graph agree with themselves, for when the source text is not at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.store import Nodes
from kg.validate import Violation
from kg.vocab import KG, NIF


def check_anchors(nodes: Nodes) -> tuple[Violation, ...]:
    """Where a passage's words do not fill its offsets, its name tells others, or two passages differ on a character.

    Sorted by node. A graph that passes may still be of another text: only `kg.validate.check_passages` compares that.
    """
    return tuple(sorted(_violations(nodes)))


def _violations(nodes: Nodes) -> Iterator[Violation]:
    told: dict[str, dict[int, tuple[str, str]]] = defaultdict(dict)  # article -> offset -> character, passage
    for iri in nodes.of_class(KG.Passage):
        words = nodes.one(iri, NIF.anchorOf)
        begin, end = nodes.one(iri, NIF.beginIndex), nodes.one(iri, NIF.endIndex)
        if not (begin.isdecimal() and end.isdecimal()):
            yield Violation(iri, NIF.beginIndex, "its offsets are no numbers", words, "offsets")
            continue
        if int(end) - int(begin) != len(words):
            message = f"its {len(words)} characters do not fill the offsets {begin} to {end}"
            yield Violation(iri, NIF.anchorOf, message, words, "length")
            continue
        if not iri.endswith(f"#char={begin},{end}"):
            yield Violation(iri, NIF.beginIndex, f"its name does not end in its offsets {begin},{end}", words, "name")
        yield from _clash(iri, words, int(begin), told[nodes.one(iri, NIF.referenceContext)])


def _clash(iri: str, words: str, begin: int, told: dict[int, tuple[str, str]]) -> Iterator[Violation]:
    for offset, character in enumerate(words, start=begin):
        known, other = told.setdefault(offset, (character, iri))
        if known != character:
            message = f"at character {offset} it has {character!r}, and {other} has {known!r}"
            yield Violation(iri, NIF.anchorOf, message, words, "overlap")
            return
