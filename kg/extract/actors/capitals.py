"""Which capitals may belong to a name: not those that only open a sentence, nor those of weekdays and faiths."""

from __future__ import annotations

from typing import Final

from kg.extract.actors.words import Words
from kg.lexicon.actors import ActorLexicon

PROPER: Final = frozenset({"NNP", "NNPS"})
FUNCTION: Final = frozenset({"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "PART", "INTJ", "PUNCT", "NUM"})
NAMING: Final = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"})


def capitals(w: Words, lexicon: ActorLexicon) -> list[bool]:
    """For each token whether it may be part of a name: capitals, and what hyphens and particles tie to them."""
    return _Capitals(w, lexicon).cap


def opens(w: Words, i: int) -> bool:
    """Whether token i starts a sentence or a quotation, where any word has a capital."""
    first = w.bounds[w.sentence[i]][0]
    return i == first or w.text[i - 1] in {'"', "“", "‘", ":", "—", "–"} or (w.text[i - 1] == "-" and not w.glued(i))


class _Capitals:
    def __init__(self, w: Words, lexicon: ActorLexicon) -> None:
        self.w = w
        self.lexicon = lexicon
        self.not_names = lexicon.words("not_names")
        self.particles = lexicon.words("particles")
        # "Schools stay closed": what the article also writes small is no name for opening a sentence
        self.small = {t for t in w.text if t.isalpha() and t.islower()}
        self.cap = [self._capital(i) for i in range(len(w.text))]
        self._join_hyphens()

    def _capital(self, i: int) -> bool:
        w = self.w
        text = w.text[i]
        if w.sentence[i] < 0 or not text[0].isupper():
            return False
        upper = len(text) > 1 and text.isupper()
        if w.label[i] in ("LANGUAGE", "DATE", "TIME", "MONEY") and w.tag[i] not in ("NNPS",):
            return False
        if text in self.lexicon.words("faiths"):
            return i + 1 < len(w.text) and w.text[i + 1][0].isupper() and w.tag[i + 1] in PROPER
        if text in self.not_names:
            following = i + 1 < len(w.text) and w.text[i + 1][0].isupper() and w.label[i + 1] == "PERSON"
            if following and w.label[i] == "PERSON":
                return True  # "Jan Nowak"
            return w.label[i] in ("PERSON", "ORG", "FAC") and i > 0 and w.text[i - 1][0].isupper() and not upper
        if upper and w.label[i] not in ("CARDINAL", "QUANTITY"):
            return not (w.pos[i] in FUNCTION and w.tag[i] not in PROPER)
        if opens(w, i):
            return self._opening_name(i)
        return w.pos[i] not in FUNCTION or w.tag[i] in PROPER or w.label[i] in NAMING

    def _opening_name(self, i: int) -> bool:
        w = self.w
        lower = w.lower[i]
        if w.pos[i] in FUNCTION and w.tag[i] not in PROPER:
            return False
        alone = i + 1 >= len(w.text) or not w.text[i + 1][:1].isupper()
        if alone and lower in self.small and w.label[i] not in ("GPE", "NORP") and w.head[i] != i + 1:
            return False
        proper = w.tag[i] in PROPER or w.label[i] in NAMING or w.pos[i] == "ADJ" or w.tag[i] == "JJ"
        people = self.lexicon.people
        if lower in people or lower in self.lexicon.heads or w.lemma[i] in people or lower.removesuffix("s") in people:
            if w.label[i] == "PERSON" and w.tag[i] == "NNP" and alone:
                return True  # "Baker said so"
            following = i + 1 < len(w.text) and w.text[i + 1][:1].isupper() and w.tag[i + 1] in PROPER
            return following and w.tag[i] in PROPER and lower in self.lexicon.heads
        return proper

    def _join_hyphens(self) -> None:
        """Counts hyphens, particles and lower-case tails as parts of a name: "al-Nur", "Park Min-seo"."""
        w, cap = self.w, self.cap
        for i in range(len(cap)):
            if w.text[i] != "-" or not (w.glued(i) and i + 1 < len(cap) and w.glued(i + 1)) or w.sentence[i] < 0:
                continue
            before, after = i - 1, i + 1
            if w.lower[before] in self.lexicon.words("prefixes"):
                cap[before] = cap[i] = False
                cap[after] = cap[after] and w.text[after][0].isupper()
            elif cap[after] and (cap[before] or w.lower[before] in self.particles):
                cap[before] = cap[i] = True
            elif cap[before] and w.text[after].islower() and self._tail(after):
                cap[i] = cap[after] = True
        for i in range(len(cap) - 2, 0, -1):  # backwards: "van" goes with "den" only once that belongs to a name
            if not cap[i] and w.lower[i] in self.particles and len(w.text[i]) > 1:
                before = cap[i - 1] or (i > 1 and w.lower[i - 1] in self.particles and cap[i - 2])
                cap[i] = before and cap[i + 1] and w.sentence[i] >= 0 and w.lower[i] not in {"as", "o", "t"}

    def _tail(self, i: int) -> bool:
        """Whether the lower-case token behind a hyphen belongs to the name: "Park Min-seo", not "Kenyan-led"."""
        w = self.w
        if w.tag[i] in PROPER or w.label[i] == "PERSON":
            return w.pos[i] != "VERB" or w.label[i] == "PERSON"
        return (
            w.pos[i] in ("NOUN", "X") and i > 2 and self.cap[i - 3] and len(w.text[i]) <= 5 and w.label[i - 2] != "NORP"
        )
