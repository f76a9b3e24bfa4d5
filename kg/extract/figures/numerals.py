"""Reads numeral phrases off a sequence of words: value, bound, currency or per cent. Knows nothing of syntax.

"more than 2.5 million", "between six and nine", "US$10,000", "two dozen", "30 or more", "hundreds of thousands".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.lexicon.numbers import NumberLexicon
from kg.model import Bound

LITERAL: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(bn|tn|mn|m|k)?")
DIGIT: Final = re.compile(r"\d")
GLUED: Final = re.compile(r"([^\d\s.,()\"'-]+)(\d[\d,.]*(?:bn|tn|mn|m|k)?)")
HYPHENS: Final = frozenset({"-", "–", "—"})
SHORT: Final = frozenset({"m", "k"})  # "40 m" is as often metres: a million only beside a currency or a plural
PERCENT: Final = frozenset({"%", "percent", "pct"})


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number over words [start, end), bound words included; the number proper is [core, core_end).

    `unit` is an ISO 4217 code, "percent", or "" (a plain count). The two ends of a range come as two numerals.
    `vague` marks "dozens", "several hundred".
    """

    start: int
    end: int
    core: int
    core_end: int
    value: float
    bound: Bound = Bound.EXACT
    lower: float | None = None
    upper: float | None = None
    unit: str = ""
    vague: bool = False


def numerals(words: Sequence[str], lexicon: NumberLexicon) -> Iterator[Numeral]:
    """The numerals in `words`, in order; the ends of "6 to 9" are two, at least 6 and at most 9."""
    low = [w.lower() for w in words]
    reader = _Reader(low, lexicon)
    i = 0
    while i < len(low):
        found = reader.at(i) if low[i] in lexicon.opening or DIGIT.search(low[i]) else []
        if not found:
            i += 1
            continue
        yield from found
        i = found[-1].end


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one numeral; `words` are in lower case."""

    words: Sequence[str]
    lexicon: NumberLexicon

    def at(self, i: int) -> list[Numeral]:
        """The numeral whose number proper or currency sign is at word `i`, or nothing."""
        glued = self._glued(i)
        currency = self.lexicon.currencies.get(self._word(i), "")
        core = i + 1 if currency else i
        first = glued or self._vague(core) or self._number(core, bool(currency))
        if first is None:
            return []
        first = replace(first, start=i, unit=currency or first.unit)
        ends = self._range(first)
        if ends:
            return ends
        first = self._measured(first)
        return [self._bounded(first)]

    def _word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def _glued(self, i: int) -> Numeral | None:
        """A currency and number in one token: "KSh4bn"."""
        match = GLUED.fullmatch(self._word(i))
        currency = self.lexicon.currencies.get(match[1]) if match else None
        literal = LITERAL.fullmatch(match[2]) if match and currency else None
        if not literal or not currency:
            return None
        value, end = self._scaled(self._value(literal), i + 1, money=True)
        return Numeral(i, end, i, end, value, unit=currency)

    def _vague(self, i: int) -> Numeral | None:
        """Plural and hedged magnitudes: "dozens", "hundreds of thousands", "several hundred"."""
        word = self._word(i)
        if word in self.lexicon.vague and (word not in {"scores", "tens"} or self._word(i + 1) == "of"):
            value, end = self.lexicon.vague[word], i + 1
            second = self._word(i + 2).removesuffix("s")
            if self._word(i + 1) == "of" and self._word(i + 2) != second and second in self.lexicon.magnitudes:
                value, end = value * self.lexicon.magnitudes[second], i + 3
            return Numeral(i, end, i, end, value, vague=True) if word != "tens" or end > i + 1 else None
        if word in {"several", "few"} and self._word(i + 1) in self.lexicon.magnitudes.keys() - SHORT:
            value, end = self._scaled(2.0, i + 1, money=False)
            start = i - 1 if self._word(i - 1) == "a" else i
            return Numeral(start, end, i, end, value, vague=True)
        return None

    def _number(self, i: int, money: bool) -> Numeral | None:
        """A plain number in digits or words."""
        word = self._word(i)
        literal = LITERAL.fullmatch(word)
        if literal:
            value, end = self._scaled(self._value(literal), i + 1, money)
            return Numeral(i, end, i, end, value)
        if word in {"a", "half"}:
            return self._article(i)
        if word not in self.lexicon.words:
            return None
        value, end = self._spelled(i)
        return Numeral(i, end, i, end, value)

    def _article(self, i: int) -> Numeral | None:
        """ "a dozen", "a hundred", "half a million"; "a" alone is no number."""
        scale = 1.0
        at = i
        if self._word(at) == "half":
            scale, at = 0.5, at + 1
        if self._word(at) != "a" or self._word(at + 1) not in self.lexicon.magnitudes.keys() - SHORT:
            return None
        value, end = self._scaled(scale, at + 1, money=False)
        return Numeral(i, end, i, end, value)

    def _value(self, literal: re.Match[str]) -> float:
        value = float(literal[1].replace(",", "") + (literal[2] or ""))
        return value * self.lexicon.magnitudes.get(literal[3] or "", 1.0)

    def _scaled(self, value: float, i: int, money: bool) -> tuple[float, int]:
        """Multiplies by the magnitudes that follow: "3.5 million", "$100-million"."""
        while True:
            at = i + 1 if self._word(i) in HYPHENS and self._word(i + 1) in self.lexicon.magnitudes else i
            word = self._word(at)
            plural = self._word(at + 1).endswith("s") or self._word(at + 1) == "people"
            if word not in self.lexicon.magnitudes or (word in SHORT and not money and not plural):
                return round(value, 6), i
            value, i = value * self.lexicon.magnitudes[word], at + 1

    def _spelled(self, i: int) -> tuple[float, int]:
        """ "twenty-five", "two hundred and fifty thousand"."""
        total, part, last = 0.0, 0.0, 0.0
        while True:
            at = i + 1 if last and self._word(i) in HYPHENS else i
            if last >= 100 and self._word(i) == "and" and self._word(i + 1) in self.lexicon.words:
                at = i + 1
            word = self._word(at)
            value = self.lexicon.words.get(word)
            if value is not None and self._follows(value, last, at != i or last >= 100):
                part += value
            elif last and word in self.lexicon.magnitudes and word not in SHORT:
                value = self.lexicon.magnitudes[word]
                part *= value
                if value >= 1000:
                    total, part = total + part, 0.0
            else:
                return total + part, i
            last, i = value, at + 1

    @staticmethod
    def _follows(value: float, last: float, joined: bool) -> bool:
        """Whether a number word may go on the number before: "twenty-five", "hundred (and) six", never "two five"."""
        return not last or (last >= 20 and last > value and (value < 10 or last >= 100) and (joined or last < 100))

    def _range(self, first: Numeral) -> list[Numeral]:
        """Both ends of "between 6 and 9", "6 to 9", "6-9"; a pair that falls is a score or a code."""
        before, link = self._word(first.start - 1), self._word(first.end)
        linked = (
            link in HYPHENS
            or (link == "to" and before not in {"from", "by"})
            or (link == "and" and before == "between")
        )
        if not linked or first.vague:
            return []
        at = first.end + 1
        currency = self.lexicon.currencies.get(self._word(at), "")
        second = self._number(at + bool(currency), bool(currency or first.unit))
        if second is None:
            return []
        low, high = first.value, second.value
        last = self._word(second.end - 1)
        if low < 1000 <= high and last in self.lexicon.magnitudes:
            low *= self.lexicon.magnitudes[last]
        if low >= high:
            return []
        start = first.start - 1 if before == "between" else first.start
        unit = first.unit or currency
        whole = self._measured(Numeral(start, second.end, first.core, first.core_end, low, unit=unit))
        both = replace(whole, lower=low, upper=high)
        return [
            replace(both, bound=Bound.AT_LEAST),
            replace(both, core=second.core, core_end=second.core_end, value=high, bound=Bound.AT_MOST),
        ]

    def _measured(self, found: Numeral) -> Numeral:
        """Takes in a following per cent sign or word."""
        end = found.end
        if self._word(end) in PERCENT:
            return replace(found, end=end + 1, unit="percent")
        if self._word(end) == "per" and self._word(end + 1) == "cent":
            return replace(found, end=end + 2, unit="percent")
        if self._word(end) in HYPHENS and self._word(end + 1) in PERCENT:
            return replace(found, end=end + 2, unit="percent")
        if self._word(end) == "won" and not found.unit and self._large(found):
            return replace(found, end=end + 1, unit="KRW")  # the parser takes "3 billion won" for a verb
        return found

    def _large(self, found: Numeral) -> bool:
        """Whether a sum stands with its magnitude or commas: "40 million", "50,000"."""
        return self._word(found.end - 1) in self.lexicon.magnitudes or "," in self._word(found.end - 1)

    def _bounded(self, found: Numeral) -> Numeral:
        """Takes in the words before or after that set a bound; a vague number is a least one."""
        start, bound = bound_before(self.words, found.start, self.lexicon)
        end = found.end
        for phrase, after in self.lexicon.after:
            if tuple(self.words[end : end + len(phrase)]) == phrase:
                end, bound = end + len(phrase), after
                break
        if found.vague and bound is Bound.EXACT:
            bound = Bound.AT_LEAST
        lower = found.value if bound in {Bound.EXACT, Bound.AT_LEAST} else None
        upper = found.value if bound in {Bound.EXACT, Bound.AT_MOST} else None
        return replace(found, start=start, end=end, bound=bound, lower=lower, upper=upper)


def bound_before(words: Sequence[str], start: int, lexicon: NumberLexicon) -> tuple[int, Bound]:
    """Where the bound words that end before word `start` begin, and the bound; `words` in lower case."""
    at = start
    while True:
        for phrase, bound in lexicon.before:
            begin = at - len(phrase)
            if begin >= 0 and tuple(words[begin:at]) == phrase:
                return begin, bound
        if at == 0 or words[at - 1] not in lexicon.skipped:
            return start, Bound.EXACT
        at -= 1
