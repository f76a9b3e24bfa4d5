"""How much each thing told before lends itself as the antecedent of a pronoun: near, and a subject, before the rest."""

from __future__ import annotations

from typing import Final

from kg.extract.actors.mentions import Draft, Stage
from kg.extract.actors.words import SUBJECTS, Words

HE: Final = frozenset({"he", "him", "his", "himself"})
SHE: Final = frozenset({"she", "her", "hers", "herself"})
THEY: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
IT: Final = frozenset({"it", "its", "itself"})
PRONOUNS: Final = HE | SHE | THEY | IT
CLASSES: Final = (HE, SHE, THEY, IT)
PLURAL: Final = frozenset({"Group", "ArmedGroup"})
RELATIVES: Final = frozenset({"who", "which", "that"})
LED: Final = frozenset({"spokesman", "spokeswoman", "spokesperson", "leader", "commander", "fighter", "chief", "envoy"})
QUOTES: Final = frozenset({'"', "“", "”"})


def in_quotation(w: Words) -> list[bool]:
    """For each token whether it stands between quotation marks; a mark left open ends with its block."""
    found, quoted = [], False
    for i, text in enumerate(w.text):
        if i and w.block[i] != w.block[i - 1]:
            quoted = False
        if text in QUOTES:
            quoted = text == "“" or (text == '"' and not quoted)
        found.append(quoted)
    return found


def fits(word: str, d: Draft) -> bool:
    """Whether the pronoun can mean it by gender and number."""
    if word in HE or word in SHE:
        return d.person and not d.plural and d.gender in ("", "m" if word in HE else "f")
    if word in THEY:
        return d.plural or d.kind in PLURAL or d.lemma == "police"
    return not d.person and not (d.plural and (d.kind in PLURAL or not d.named))


class Salience:
    """Weighs the tokens before a pronoun."""

    def __init__(self, w: Words, stage: Stage) -> None:
        self.w = w
        self.stage = stage
        self.quoted = in_quotation(w)

    def hidden(self, i: int, at: int) -> bool:
        """What only a speaker says: "The courts will answer," said its chairman."""
        quoted = self.quoted
        return quoted[at] and not quoted[i] and self.w.sentence[i] == self.w.sentence[at]

    def weight(self, i: int, at: int, d: Draft) -> float:
        """The weight of token `at`, which means `d`, as what the pronoun at i points at."""
        w, place = self.w, self.place(at)
        gap = w.sentence[i] - w.sentence[at]
        score = 2.0 - gap + self._standing(i, place)
        if w.lower[at] in PRONOUNS:
            same = gap == 0 and any(w.lower[at] in c and w.lower[i] in c for c in CLASSES)
            score += 0.75 if same else 0.25
        if d.kind in ("Place", "Facility"):
            score -= 1.5
        if w.summary[w.sentence[at]] and not w.summary[w.sentence[i]]:
            score -= 1.5  # a headline is no part of the story
        if w.lower[i] in HE | SHE and not d.named and gap:
            score -= 0.5  # "the colonel said a sergeant was hurt. He ..."
        if w.lower[i] in THEY and d.kind == "ArmedGroup" and w.lemma[w.head[i]] in LED:
            score += 1.5  # "residents say the rebels came. Their spokesman ..."
        return score

    def place(self, at: int) -> int:
        """An apposition stands where its noun stands: "its leader, Ana Sy"."""
        w, means = self.w, self.stage.at
        while w.head[at] != at:
            above = w.head[at]
            title = w.dep[at] in ("compound", "nmod") and means.get(above) is means.get(at)  # "Commander Sy"
            if w.dep[at] != "appos" and not title:
                break
            at = above
        return at

    def _standing(self, i: int, at: int) -> float:
        w = self.w
        here = w.sentence[at] == w.sentence[i]
        if here and self._clause(i) == at and w.dep[at] not in SUBJECTS:
            return 2.5  # "officials met the militia, which promised that it would leave"
        if w.dep[at] in SUBJECTS:
            return 1.5 + (self._governs(i, at) if here else self._continues(i, at))
        if w.dep[at] == "pobj" and w.lower[w.head[at]] == "to" and w.lower[w.head[w.head[at]]] == "according":
            return 2.25  # who tells the sentence: "according to the colonel, two died. He added ..."
        if w.dep[at] in ("dobj", "attr"):
            return 0.5
        if w.dep[at] == "poss":
            return 0.5 if w.dep[i] == "poss" else 0.25
        return 0.0

    def _governs(self, i: int, at: int) -> float:
        """The subject of the clause that the pronoun stands in; of a clause further up it counts less."""
        w, verb = self.w, self.w.head[at]
        if verb not in governors(w, i):
            return 0.0
        said = w.head[w.head[i]] == verb and w.dep[w.head[i]] == "ccomp"  # "the union says it was promised a seat"
        if w.dep[i] == "nsubjpass" and not said and w.head[i] != verb:
            return -2.0  # "Sy confirmed the guard's death, saying he had been shot"
        return 1.0 if self._clause(i) in (at, -1) else 0.5

    def _continues(self, i: int, at: int) -> float:
        """The story goes on with the one it told of: subject of the main clause before, subject of this one."""
        w = self.w
        told = w.head[at]
        if w.sentence[i] - w.sentence[at] != 1 or w.dep[told] != "ROOT" or self.quoted[i]:
            return 0.0
        subject = w.head[i] if w.dep[i] == "poss" else i
        return 0.75 if w.dep[subject] in SUBJECTS and w.dep[w.head[subject]] == "ROOT" else 0.0

    def _clause(self, i: int) -> int:
        """The subject of the nearest clause around token i but its own, -1 for none: the noun of a relative clause."""
        w = self.w
        for g in governors(w, i):
            for c in w.children[g]:
                if w.dep[c] in SUBJECTS and c < i:
                    return w.head[g] if w.lower[c] in RELATIVES and w.dep[g] == "relcl" else c
        return -1


def governors(w: Words, i: int) -> list[int]:
    """The tokens above token i, nearest first."""
    found = []
    while w.head[i] != i:
        i = w.head[i]
        found.append(i)
    return found
