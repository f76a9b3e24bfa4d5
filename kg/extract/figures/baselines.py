"""What a figure is compared with, as a figure itself: told ("to 900 from 700") or by arithmetic ("up by 200 to 900").

A derived figure names the passages of the two figures that it follows from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import ceil, floor
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.figures.noncounts import YEAR
from kg.extract.figures.numerals import Numeral, numerals
from kg.extract.records import Quantity
from kg.lexicon.numbers import number_lexicon
from kg.model import Bound, Comparison, Figure, Span

RELATIVE: Final = frozenset({"percent", "times"})  # units that need another figure to say how many
DEAD: Final = frozenset({"person", "death", "fatality", "casualty", "life"})  # "a 60-death rise" of people killed
WHOLE: Final = 10  # from here on a share of a figure is given in whole numbers
DECIMALS: Final = 6  # of a derived figure, so that 0.3 - 0.1 is 0.2
AFTER: Final = 12  # tokens in which "from 700" may follow
BEFORE: Final = 10  # tokens that "from 700 in March to" may take


def with_baselines(doc: Doc, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """The quantities, those that are compared with something with the figure of it where the sentence gives it."""
    by_sentence: dict[int, list[Quantity]] = {}
    for quantity in quantities:
        by_sentence.setdefault(doc[quantity.number].sent.start, []).append(quantity)
    for quantity in quantities:
        figure = quantity.figure
        others = [q for q in by_sentence[doc[quantity.number].sent.start] if q is not quantity]
        compared = _changed(quantity, others) if figure.comparison else _level(doc, quantity)
        yield quantity if compared is None else replace(quantity, figure=replace(figure, comparison=compared))


def _changed(quantity: Quantity, others: Sequence[Quantity]) -> Comparison | None:
    """The comparison of a difference or ratio with its baseline, from the one other figure that it can be of."""
    figure = quantity.figure
    comparison = figure.comparison
    assert comparison is not None
    levels = [q.figure for q in others if q.figure.comparison is None and q.figure.unit not in RELATIVE]
    if len(levels) != 1 or not _alike(figure.unit, levels[0].unit):
        return None
    base = _before_change(figure, comparison, levels[0])
    return None if base is None else replace(comparison, base=base)


def _alike(unit: str, other: str) -> bool:
    return unit in RELATIVE or unit == other or {unit, other} <= DEAD


def _before_change(change: Figure, comparison: Comparison, level: Figure) -> Figure | None:
    """The figure before a change that led to `level`; None where the words leave its direction open."""
    sources = (level.span, change.span)
    value = level.value
    if change.unit == "times" and change.value:
        lower, upper = _divided(level.lower, change, floor), _divided(level.upper, change, ceil)
        found = value / change.value
        return _derived(level, round(found) if found >= WHOLE else round(found, DECIMALS), lower, upper, sources)
    if comparison.kind != "difference" or not comparison.direction:
        return None
    sign = 1 if comparison.direction == "more" else -1
    if change.unit == "percent":
        share = 1 + sign * change.value / 100
        if share <= 0:
            return None
        rounded = round(value / share)  # a share in whole per cents gives no exact count
        return Figure(rounded, Bound.ABOUT, None, None, level.unit, "", level.span, derived_from=sources)
    low, high = (change.upper, change.lower) if sign > 0 else (change.lower, change.upper)
    lower, upper = _shifted(level.lower, low, -sign), _shifted(level.upper, high, -sign)
    found = round(value - sign * change.value, DECIMALS)
    return _derived(level, found, lower, upper, sources) if found >= 0 else None


def _divided(limit: float | None, change: Figure, widened: Callable[[float], int]) -> float | None:
    """A limit divided by an exact multiple; from WHOLE on a remainder widens it to a whole number."""
    if limit is None or change.bound is not Bound.EXACT:
        return None
    found = limit / change.value
    return widened(found) if found >= WHOLE else round(found, DECIMALS)


def _shifted(value: float | None, by: float | None, sign: int) -> float | None:
    return None if value is None or by is None else round(value + sign * by, DECIMALS)


def _derived(
    level: Figure, value: float, lower: float | None, upper: float | None, sources: tuple[Span, ...]
) -> Figure:
    """A figure by arithmetic; its bound is what the limits of the figures it follows from leave."""
    if lower is not None and lower == upper:
        bound = Bound.EXACT
    elif lower is not None and upper is None:
        bound = Bound.AT_LEAST
    elif upper is not None and lower is None:
        bound = Bound.AT_MOST
    else:
        bound, lower, upper = Bound.ABOUT, None, None
    return Figure(value, bound, lower, upper, level.unit, "", level.span, derived_from=sources)


def _level(doc: Doc, quantity: Quantity) -> Comparison | None:
    """ "to 900 from 700 in May", "900, up from 700", "from 700 to 900": a level told beside the one before it."""
    figure = quantity.figure
    if figure.unit in RELATIVE:
        return None
    phrase = _following(doc, quantity) or _preceding(doc, quantity)
    if not phrase:
        return None
    found = _first(phrase)
    if found is None or found.value == figure.value or (found.unit and found.unit != figure.unit):
        return None
    tokens = phrase[found.start : found.end]
    span = Span(int(tokens[0].idx), int(tokens[-1].idx) + len(tokens[-1]))
    base = Figure(found.value, found.bound, found.lower, found.upper, figure.unit, "", span)
    words = doc[phrase[0].i : phrase[-1].i + 1].text
    return Comparison("level", "more" if figure.value > found.value else "less", words, base=base)


def _following(doc: Doc, quantity: Quantity) -> list[Token]:
    """The words after "from" behind a figure: of the verb that reaches it, or of "up" or "down"."""
    last = max(quantity.number, quantity.counted)
    sentence = doc[quantity.number].sent
    for token in doc[last + 1 : min(last + AFTER, sentence.end)]:
        if token.lower_ != "from":
            continue
        above = token.head
        marked = above.lower_ in ("up", "down")
        reached = doc[quantity.number].head if doc[quantity.number].dep_ == "pobj" else doc[quantity.counted].head
        verb = reached.lower_ == "to" and reached.head == above and _direction(above)
        if marked or verb:
            return [t for t in token.subtree if t.i > token.i]
    return []


def _direction(verb: Token) -> bool:
    return bool(number_lexicon().direction(verb.lemma_.lower(), "verbs_"))


def _preceding(doc: Doc, quantity: Quantity) -> list[Token]:
    """The words between "from" and the "to" before a figure."""
    start = next((t.i for t in doc[max(0, quantity.number - 4) : quantity.number + 1] if t.idx >= _start(quantity)), 0)
    if start < 3 or doc[start - 1].lower_ != "to":
        return []
    first = max(doc[quantity.number].sent.start, start - BEFORE)
    origins = [t.i for t in doc[first : start - 1] if t.lower_ == "from"]
    return list(doc[origins[-1] + 1 : start - 1]) if origins else []


def _start(quantity: Quantity) -> int:
    return quantity.figure.span.start


def _first(phrase: Sequence[Token]) -> Numeral | None:
    """The numeral that a phrase begins with, a year left out."""
    found = next(numerals([t.text for t in phrase], number_lexicon()), None)
    if found is None or found.start > 1 or found.vague or YEAR.fullmatch(phrase[found.core].text):
        return None
    return found
