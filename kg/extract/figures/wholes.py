"""Figures and the counts they belong to: parts ("nine people, including two children"), totals and additions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from kg.extract.records import Quantity
from kg.lexicon.numbers import number_lexicon
from kg.model import Tally

NEAR: Final = 6  # tokens around a figure in which "a total of", "so far" tell of it
RELATIVE: Final = frozenset({"percent", "times", "vote"})
MORE: Final = frozenset({"more", "additional", "further", "extra"})
PRONOUNS: Final = frozenset({"them", "whom", "which", "those", "these", "us"})


def with_wholes(doc: Doc, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """The quantities in order, with the figure that each is a part of, and whether it is a total or an addition."""
    before: Quantity | None = None
    for quantity in quantities:
        figure = quantity.figure
        whole = before if before is not None and _part(doc, quantity, before) else None
        figure = replace(figure, tally=_tally(doc, quantity), part_of=whole.figure.span if whole else None)
        if whole is None and figure.unit not in RELATIVE:
            before = quantity  # "nine people, including two women and three children": both are of the nine
        yield replace(quantity, figure=figure)


def _part(doc: Doc, quantity: Quantity, whole: Quantity) -> bool:
    """Whether `quantity` is told as a part of the figure before it."""
    figure = quantity.figure
    if figure.unit in RELATIVE or figure.value > whole.figure.value:
        return False
    after = doc[quantity.number + 1 : quantity.number + 3]
    own = len(after) == 2 and after[0].lower_ == "of" and after[1].lower_ in PRONOUNS
    if doc[quantity.number].sent.start != doc[whole.number].sent.start:
        return own and doc[quantity.number].sent.start == doc[whole.number].sent.end
    between = " ".join(t.lower_ for t in doc[whole.counted + 1 : quantity.number])
    return own or any(f" {between} ".find(f" {words} ") >= 0 for words in number_lexicon().tally["parts"])


def _tally(doc: Doc, quantity: Quantity) -> Tally | None:
    """Whether a figure is told as all counted so far or as added to what was counted before."""
    tally = number_lexicon().tally
    sentence = doc[quantity.number].sent
    first = max(sentence.start, quantity.number - NEAR)
    last = max(quantity.number, quantity.counted)
    before = f" {' '.join(t.lower_ for t in doc[first : quantity.number])} "
    after = f" {' '.join(t.lower_ for t in doc[last + 1 : min(last + 1 + NEAR, sentence.end)])} "
    if any(f" {words} " in before for words in tally["totalled"]) or any(f" {w} " in after for w in tally["so_far"]):
        return Tally.TOTAL
    added = any(before.endswith(f" {words} ") for words in tally["added"])
    behind = doc[quantity.number + 1 : quantity.number + 3]
    more = len(behind) == 2 and behind[0].lower_ in MORE and behind[1].lower_ != "than"
    return Tally.ADDITION if added or more else None
